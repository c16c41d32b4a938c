"""A caseload, a setting's figures beside its cluster's and the authority's, the contacts and answers one by one: plain answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from data.contracts.send_practice import ITEMS
from tests.plain.coverage import chosen, cover, months_later
from tests.plain.filters import ALL, Filters
from tests.plain.headlines import COVERED, has_own
from tests.plain.log import Known, Row, Setting, expectation, first_day, term_of
from tests.plain.moves import applications, is_by, leavers
from tests.plain.pathways import made
from tests.plain.practice import is_in_touch, last_contact, latest_answers, open_actions
from tests.plain.referrals import wait_days, waiting
from tests.plain.reviews import active_children, days_overdue
from tests.plain.training import came, invited, meetings_held


def caseload(known: Known, day: date, filters: Filters) -> list[Row]:
    actions = open_actions(known, day, ALL)
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        children = active_children(known, setting, day)
        own = [action for action in actions if action["setting"] == setting]
        is_logged = known.loaded("contacts")
        meetings = [
            event["held_on"]
            for event in known.events.values()
            if event["kind"] == "cluster_meeting" and not event["cancelled"] and event["cluster"] in (None, row["cluster"])
        ]
        rows.append(
            shown
            | {"area_senco": row["area_senco"], "expectation": expectation(row), "cover": cover(known, setting, day)}
            | {"children": None if children is None else len(children)}
            | {"overdue_reviews": None if children is None else sum(days_overdue(child, day) is not None for child in children)}
            | {"last_contact_on": last_contact(known, setting, day)}
            | {"contact_gap": not is_in_touch(known, setting, day) if is_logged else None}
            | {"open_actions": len(own) if is_logged else None}
            | {"overdue_actions": sum(action["action_state"] == "overdue" for action in own) if is_logged else None}
            | {"next_meeting_on": min((on for on in meetings if on > day), default=None)}
        )
    return rows


def contacts_of_term(known: Known, day: date, filters: Filters) -> list[Row]:
    shown = {setting: columns for setting, _, columns in chosen(known, day, filters)}
    return [
        shown[setting]
        | {"contact_ref": row["contact_ref"], "officer": row["officer"], "contacted_on": row["on"]}
        | {"contact_kind": row["kind"], "purpose": row["purpose"], "started_by": row["started_by"] or "not_known"}
        for setting, row in known.contacts
        if setting in shown and first_day(term_of(day)) <= row["on"] <= day
    ]


def practice_answers(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("send_practice"):
        return []
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        latest = latest_answers(known, setting, day)
        for item in ITEMS:
            said = latest.get(item, {"answer": "not_known", "answered_on": None})
            rows.append(shown | {"item": item, "practice_answer": said["answer"], "answered_on": said["answered_on"]})
    return rows


# Figures beside


@dataclass
class Part:
    """A setting's part in a figure: how many of how many, the longest of its days, and whether it tells anything."""

    part: int = 0
    of_all: int = 0
    days: list[int] = field(default_factory=list)
    tells: bool = False


def figures_beside(known: Known, day: date, filters: Filters) -> list[Row]:
    """Of every setting on the register: nobody is asked about alone here."""
    register = known.register_on(day)
    rows = []
    for figure, part_of in _FIGURES.items():
        parts = {setting: part_of(known, setting, day) for setting in register}
        for setting, row in register.items():
            if not filters.has(row):
                continue
            alike = {s for s in register if figure != "covered" or expectation(register[s]) == expectation(row)}
            for level, there in (
                ("setting", {setting}),
                ("cluster", {s for s in alike if register[s]["cluster"] == row["cluster"]}),
                ("authority", alike),
            ):
                told = [parts[s] for s in there]
                rows.append(
                    {"setting": setting, "figure": figure, "level": level, "cluster": row["cluster"]}
                    | {"part": sum(part.part for part in told), "of_all": sum(part.of_all for part in told)}
                    | {"longest": max((days for part in told for days in part.days), default=None)}
                    | {"tellers": sum(part.tells for part in told)}
                )
    return rows


def _covered(known: Known, setting: Setting, day: date) -> Part:
    if setting not in known.open_settings(day):
        return Part()
    covered = cover(known, setting, day)
    return Part(int(covered in COVERED), 1, tells=covered != "not_known")


def _late_reviews(known: Known, setting: Setting, day: date) -> Part:
    children = active_children(known, setting, day) if setting in known.open_settings(day) else None
    late = [days for child in children or [] if (days := days_overdue(child, day)) is not None]
    return Part(len(late), len(children or []), late, children is not None)


def _over_18_weeks(known: Known, setting: Setting, day: date) -> Part:
    """Also of a setting that has closed: the children still wait."""
    own = [referral for of, referral in made(known, day, ALL) if of == setting]
    waits = [wait_days(referral, day) for referral in own if waiting(referral, day) == "service"]
    return Part(sum(days > 126 for days in waits), len(waits), waits, bool(own) or has_own(known, "referrals", setting, day))


def _came(known: Known, setting: Setting, day: date) -> Part:
    asked = [m for m in meetings_held(known, day) if months_later(m["held_on"], 12) >= day and setting in invited(known, m)]
    return Part(sum(came(known, meeting, setting) for meeting in asked), len(asked), tells=bool(asked))


def _practice_yes(known: Known, setting: Setting, day: date) -> Part:
    if setting not in known.open_settings(day):
        return Part()
    answers = [row["answer"] for row in latest_answers(known, setting, day).values()]
    return Part(answers.count("yes"), sum(answer in ("yes", "partly", "no") for answer in answers), tells=bool(answers))


def _moves_ready(known: Known, setting: Setting, day: date) -> Part:
    if setting not in known.open_settings(day):
        return Part()
    own = [move for of, move in leavers(known, day) if of == setting]
    ready = [move for move in own if is_by(move["meeting_on"], day) and is_by(move["information_shared_on"], day)]
    return Part(len(ready), len(own), tells=bool(own) or has_own(known, "transitions", setting, day))


def _funding_decided(known: Known, setting: Setting, day: date) -> Part:
    own = [row for of, row in applications(known, day, ALL) if of == setting]
    lately = [row for row in own if months_later(row["applied_on"], 12) >= day]
    return Part(
        sum(is_by(row["decided_on"], day) for row in lately), len(lately), tells=bool(lately) or has_own(known, "funding", setting, day)
    )


_FIGURES: dict[str, Callable[[Known, Setting, date], Part]] = {
    "covered": _covered,
    "late_reviews": _late_reviews,
    "over_18_weeks": _over_18_weeks,
    "came": _came,
    "practice_yes": _practice_yes,
    "moves_ready": _moves_ready,
    "funding_decided": _funding_decided,
}
