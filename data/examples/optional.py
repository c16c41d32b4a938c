"""The optional returns of the sample, for its last terms: practice, moves to school, contacts, funding and EHC assessments.

They tell of the same settings, children and vacancies as the other returns, and never of a day after the one they come in on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from data.contracts import CONTRACTS
from data.contracts.send_practice import ITEMS
from data.examples.children import Child
from data.examples.days import TermDays, between, dice, school_day, weekday
from data.examples.places import MUST, OFFICERS, Setting
from data.examples.returns import World
from data.examples.written import Cells, ExampleFile, export
from data.terms import Term

LAST_TERMS = 2
_PRACTICE_SHARE = 0.7
_APPLIED_WITHIN = 300  # days
_SHORT_FORM = ("sen_arrangements", "staff_understand_apdr", "staff_partnership_with_parents", "record_keeping", "local_offer_understood")
_HARD_ITEMS = ("staff_skills_audit", "evidence_reliability", "knows_medical_conditions", "send_report_published", "knows_funding")
_ACTIONS = (
    "Send the template of a plan",
    "Visit again to look at the plans together",
    "Put the setting in touch with speech and language therapy",
    "Book the new SENCO on the induction",
    "Send the guide to the inclusion fund",
    "Ask the setting for its reviews",
    "Share the checklist for moves to school",
)


def files(world: World, seed: int) -> Iterator[ExampleFile]:
    """Every file of the five returns, oldest first."""
    writers = (_Practice(world, seed), _Contacts(world, seed), _Moves(world, seed), _Funding(world, seed), _Assessments(world, seed))
    for days in world.diary.terms[-LAST_TERMS:]:
        for minute, writer in enumerate(writers, start=60):
            if rows := writer.rows(days):
                content = export(CONTRACTS[writer.name], rows)
                day = days.booked_on if writer.name == "contacts" else days.bulk_on
                name = f"{days.term.name}-{writer.name.replace('_', '-')}.csv"
                yield ExampleFile(name, content, world.diary.moment(day, minute), days.term)


def _listed(world: World, days: TermDays) -> list[Setting]:
    """Settings that are open and on the register when a term's files come in, but for the agency."""
    return [
        setting
        for setting in world.settings
        if setting.listed_from < len(world.loads)
        and world.loads[setting.listed_from].accepted_on <= days.bulk_on
        and setting.is_open(days.bulk_on)
        and setting.is_open(days.told_on)
        and setting.expectation != "none"
    ]


def _told_children(world: World, setting: Setting, days: TermDays) -> Iterator[Child]:
    """Children with SEN who are at a setting on the day its files tell of."""
    for child in world.children[setting.key]:
        has_begun = any(cycle.started_on <= days.told_on for cycle in child.cycles)
        if has_begun and child.is_there(days.told_on) and child.status(days.index) != "monitoring":
            yield child


class _Practice:
    """The practice audit: all items in the autumn (and in the sample's last term), the short form in other terms."""

    name = "send_practice"

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed

    def rows(self, days: TermDays) -> list[Cells]:
        rows: list[Cells] = []
        whole = days.index == self._world.diary.last.index or days.term.number % 3 == 2
        for setting in _listed(self._world, days):
            luck = dice(self._seed, f"practice {setting.key}")
            if luck.random() < _PRACTICE_SHARE:
                rows += self._answers(setting, days, tuple(ITEMS) if whole else _SHORT_FORM, luck)
        return rows

    def _answers(self, setting: Setting, days: TermDays, items: tuple[str, ...], luck: Random) -> Iterator[Cells]:
        cover = self._world.parts[setting.key].cover
        strength = {"senco": 0.72, "shared": 0.62, "interim": 0.55, "vacancy": 0.4, "nobody": 0.35}[cover] + luck.uniform(-0.15, 0.15)
        answered_on = max(days.term.starts_on, weekday(days.told_on - timedelta(days=luck.randint(0, 30)), -1))
        seen = answered_on if luck.random() < 0.35 else None
        for item in items:
            likely = strength - 0.2 * (item in _HARD_ITEMS)
            answer = luck.choices(
                ("yes", "partly", "no", "not_applicable", "not_known"), (likely, 0.6 * (1 - likely), 0.3 * (1 - likely), 0.03, 0.05)
            )[0]
            yield {
                "setting_urn": setting.written,
                "item": item,
                "answer": answer,
                "answered_on": answered_on,
                "evidence_on": seen if answer in ("yes", "partly") else None,
            }


@dataclass(frozen=True)
class _Contact:
    """One contact of the team with a setting, and what was agreed."""

    ref: str
    setting: Setting
    on: date
    kind: str
    purpose: str
    started_by: str
    action: str | None
    due_on: date | None
    done_on: date | None


class _Contacts:
    """The team's log: each export tells of all contacts of the last terms, with the actions done since."""

    name = "contacts"

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._luck = world, dice(seed, "contacts")
        held = sorted((one for days in world.diary.terms[-LAST_TERMS:] for one in self._of(days)), key=lambda one: one.on)
        self._log = [replace(one, ref=f"K{number:04d}") for number, one in enumerate(held, start=1)]

    def _of(self, days: TermDays) -> Iterator[_Contact]:
        luck = self._luck
        for setting in _listed(self._world, days):
            part = self._world.parts[setting.key]
            wanted = (
                (0.55 if setting.expectation == "encouraged" else 1.0)
                + 1.2 * (part.cover == "vacancy")
                + 0.6 * (setting.cluster == "Damson")
            )
            for turn in range(int(wanted + luck.random())):
                on = school_day(between(luck, days.term.starts_on + timedelta(days=4), days.booked_on - timedelta(days=2)), -1)
                on = min(max(on, days.term.starts_on, setting.opened_on), days.booked_on)
                has_action = luck.random() < 0.6
                due_on = weekday(on + timedelta(days=luck.choice((7, 14, 21)))) if has_action else None
                done_on = weekday(on + timedelta(days=luck.randint(3, 40))) if has_action and luck.random() < 0.8 else None
                yield _Contact(
                    ref="",
                    setting=setting,
                    on=on,
                    kind=luck.choices(("visit", "call", "email", "duty_line", "drop_in", "triage", "training"), (34, 24, 18, 10, 6, 5, 3))[
                        0
                    ],
                    purpose="senco_support"
                    if part.cover == "vacancy" and turn == 0
                    else luck.choices(
                        (
                            "identification",
                            "assessment",
                            "intervention",
                            "funding",
                            "transition",
                            "senco_support",
                            "good_practice",
                            "safeguarding",
                        ),
                        (20, 16, 20, 12, 8, 14, 8, 2),
                    )[0],
                    started_by=luck.choice(("team", "setting")),
                    action=luck.choice(_ACTIONS) if has_action else None,
                    due_on=due_on,
                    done_on=done_on,
                )

    def rows(self, days: TermDays) -> list[Cells]:
        return [
            {
                "contact_ref": one.ref,
                "setting_urn": one.setting.written,
                "officer": OFFICERS[one.setting.cluster],
                "on": one.on,
                "kind": one.kind,
                "purpose": one.purpose,
                "started_by": one.started_by,
                "action": one.action,
                "action_due_on": one.due_on,
                "action_done_on": one.done_on if one.done_on and one.done_on <= days.booked_on else None,
            }
            for one in self._log
            if one.on <= days.booked_on
        ]


class _Moves:
    """Moves to school, in a summer term only."""

    name = "transitions"

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._luck = world, dice(seed, "moves")

    def rows(self, days: TermDays) -> list[Cells]:
        term, luck = days.term, self._luck
        if term.number % 3 != 1:
            return []
        schools = [setting.urn for setting in self._world.settings if setting.scheme == "dfe" and setting.provider_type in MUST]
        rows: list[Cells] = []
        for setting in _listed(self._world, days):
            for child in _told_children(self._world, setting, days):
                if child.left_on != date(term.ends_on.year, 9, 1):
                    continue
                shared_on = weekday(between(luck, term.starts_on + timedelta(days=30), days.told_on), -1)
                is_shared = shared_on >= term.starts_on and luck.random() < 0.55
                rows.append(
                    {
                        "setting_urn": setting.written,
                        "child_ref": child.ref,
                        "starts_school_on": weekday(date(term.ends_on.year, 9, 3)),
                        "receiving_school_urn": luck.choice(schools) if schools and luck.random() < 0.8 else None,
                        "meeting_on": school_day(between(luck, term.starts_on + timedelta(days=40), date(term.ends_on.year, 7, 15)), -1)
                        if luck.random() < 0.7
                        else None,
                        "information_shared_on": shared_on if is_shared else None,
                        "parents_agreed": "yes" if is_shared else luck.choice(("yes", "not_known", "no")),
                        "receiving_senco_known": luck.choices(("yes", "no", "not_known"), (55, 25, 20))[0],
                    }
                )
        return rows


class _Funding:
    """The panel's export: the applications of the last 300 days, of children who are still there."""

    name = "funding"

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed

    def rows(self, days: TermDays) -> list[Cells]:
        rows: list[Cells] = []
        for setting in _listed(self._world, days):
            for child in _told_children(self._world, setting, days):
                luck = dice(self._seed, f"funding {setting.key} {child.ref}")
                if luck.random() < 0.14:
                    rows += self._application(setting, child, days, luck)
        return rows

    def _application(self, setting: Setting, child: Child, days: TermDays, luck: Random) -> Iterator[Cells]:
        applied_on = school_day(child.cycles[0].started_on + timedelta(days=luck.randint(10, 60)))
        panel_on = school_day(applied_on + timedelta(days=luck.randint(12, 30)))
        fund = luck.choices(("inclusion_fund", "disability_access_fund", "inclusive_early_years_fund", "high_needs"), (60, 20, 12, 8))[0]
        decision = luck.choices(("awarded", "part", "declined", "deferred"), (62, 14, 14, 10))[0]
        if not days.told_on - timedelta(days=_APPLIED_WITHIN) < applied_on <= days.told_on:
            return
        is_decided, is_paid = panel_on <= days.told_on, decision in ("awarded", "part")
        starts_on = weekday(panel_on + timedelta(days=10))
        yield {
            "setting_urn": setting.written,
            "child_ref": child.ref,
            "fund": fund,
            "applied_on": applied_on,
            "panel_on": None if fund == "disability_access_fund" else panel_on,
            "decision": decision if is_decided else None,
            "decided_on": panel_on if is_decided else None,
            "starts_on": starts_on if is_decided and is_paid else None,
            "ends_on": Term(Term.of(starts_on).number + 2).ends_on if is_decided and is_paid else None,
        }


class _Assessments:
    """The case system's export: requests for an EHC assessment of children who are still there, with the steps taken so far."""

    name = "ehc_timeline"

    def __init__(self, world: World, seed: int) -> None:
        self._world, self._seed = world, seed

    def rows(self, days: TermDays) -> list[Cells]:
        rows: list[Cells] = []
        for setting in _listed(self._world, days):
            for child in _told_children(self._world, setting, days):
                if child.status(days.index) in ("ehc_requested", "ehc_plan"):
                    rows += self._request(setting, child, days, dice(self._seed, f"ehc {setting.key} {child.ref}"))
        return rows

    def _request(self, setting: Setting, child: Child, days: TermDays, luck: Random) -> Iterator[Cells]:
        begins = {status: since for since, status in reversed(child.statuses)}
        known, plan = days.told_on, self._term_of(begins.get("ehc_plan"))
        final_on = weekday(plan.term.starts_on + timedelta(days=luck.randint(4, 28))) if plan else None
        if request := self._term_of(begins.get("ehc_requested")):
            requested_on = weekday(between(luck, max(request.term.starts_on, request.told_on - timedelta(days=45)), request.told_on), -1)
        else:
            requested_on = weekday((final_on or known) - timedelta(days=luck.randint(125, 170)))
        assess_on = weekday(requested_on + timedelta(days=luck.choice((28, 35, 41, 42, 47))))
        issue_on = weekday(assess_on + timedelta(days=luck.randint(45, 70)))
        final_on = max(final_on, issue_on + timedelta(days=7)) if final_on else None
        reviewed_on = school_day(final_on + timedelta(days=luck.randint(330, 370)), -1) if final_on else None
        is_late = final_on is not None and (final_on - requested_on).days > 140
        steps = {"assess_decided_on": assess_on, "issue_decided_on": issue_on, "final_on": final_on, "last_review_on": reviewed_on}
        if requested_on > known:
            return
        yield {
            "setting_urn": setting.written,
            "child_ref": child.ref,
            "requested_on": requested_on,
            **{name: day if day and day <= known else None for name, day in steps.items()},
            "exception": luck.choice(("none", "none", "personal_circumstances")) if is_late and final_on <= known else None,
            "section23_received_on": weekday(requested_on - timedelta(days=luck.randint(60, 300))) if luck.random() < 0.3 else None,
        }

    def _term_of(self, index: int | None) -> TermDays | None:
        """The term in which a status begins; None for one that does not begin in the sample."""
        terms = self._world.diary.terms
        return terms[max(0, index)] if index is not None and index < len(terms) else None
