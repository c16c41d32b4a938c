"""The log of an authority's files, and what is known of it at a moment.

A log is a list of steps in the order they happened: `Load` (a file that was accepted), `Undo` (a load that was
withdrawn), `Rated` and `TakenBack` (a rating that an officer set, and took back). `Known` answers, for one
moment, which rows count: the register of a day, the returns in force, the referrals, the events. It is written
a second time on purpose, in plain Python and from the definitions only, so that the questions' SQL has
something independent to agree with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

Row = dict[str, object]
Setting = str
Term = tuple[int, int]  # the year, and 0, 1 or 2 for spring, summer and autumn: terms compare in time order

LONDON = ZoneInfo("Europe/London")
SEASONS = ("spring", "summer", "autumn")
EXPECTATIONS = {
    "maintained_nursery_school": "must",
    "school_nursery_class": "must",
    "group_full_day": "expected",
    "group_sessional": "expected",
    "out_of_school": "expected",
    "childminder": "encouraged",
    "childminder_agency": "none",
}
TERM_RETURNS = ("senco_posts", "sen_reviews", "referrals")
NIL_FIELDS = {"senco_posts": "senco_ref", "sen_reviews": "child_ref", "referrals": "referral_ref"}


@dataclass(frozen=True)
class Load:
    """A file accepted at a local moment; `rows` are its loaded rows as canonical text, `held` those that were held."""

    number: int
    return_name: str
    accepted_at: datetime
    rows: tuple[dict[str, str], ...]
    term: str | None = None
    source: str | None = None
    effective_on: date | None = None
    confirm_closures: bool = False
    held: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Undo:
    """The load of this number withdrawn at a local moment."""

    load: int
    at: datetime


@dataclass(frozen=True)
class Rated:
    """A rating that an officer set for a setting at a local moment, up to a last day."""

    number: int
    setting: Setting
    rating: str
    at: datetime
    last_on: date

    by = "A. Mehta"

    @property
    def reason(self) -> str:
        return f"Visited, note {self.number}"


@dataclass(frozen=True)
class TakenBack:
    """The rating of this number taken back at a local moment."""

    rated: int
    at: datetime


Step = Load | Undo | Rated | TakenBack


def moment_of(step: Step) -> datetime:
    """The local moment of a step."""
    return step.accepted_at if isinstance(step, Load) else step.at


def instant(local: datetime) -> datetime:
    """A local moment as one that can be compared across a change of the clocks."""
    return local.replace(tzinfo=LONDON).astimezone(ZoneInfo("UTC"))


def term_of(day: date) -> Term:
    return day.year, 2 if day.month >= 9 else 1 if day.month >= 4 else 0


def term_named(name: str) -> Term:
    year, season = name.split("-")
    return int(year), SEASONS.index(season)


def name_of(term: Term) -> str:
    return f"{term[0]}-{SEASONS[term[1]]}"


def term_after(term: Term, terms: int = 1) -> Term:
    """The term so many terms later (earlier when negative)."""
    return divmod(term[0] * 3 + term[1] + terms, 3)


def first_day(term: Term) -> date:
    return date(term[0], (1, 4, 9)[term[1]], 1)


def last_day(term: Term) -> date:
    return first_day(term_after(term)) - timedelta(days=1)


def due_day(term: Term) -> date:
    return date(term[0], *((2, 28), (6, 30), (11, 30))[term[1]])


def terms_between(first: Term, last: Term) -> Iterator[Term]:
    while first <= last:
        yield first
        first = term_after(first)


def _typed(name: str, text: str | None) -> object:
    """A cell as its type, told by the name of its column."""
    if not text:
        return {"on_early_years_register": True, "funded": False, "interim": False, "cancelled": False, "safeguarding_months": 24}.get(name)
    if name == "on" or name.endswith("_on"):
        return date.fromisoformat(text)
    if name in ("cycle_no", "safeguarding_months", "evaluation", "places"):
        return int(text)
    if name in ("weekly_hours", "hours"):
        return Decimal(text)
    if name in ("on_early_years_register", "funded", "interim", "cancelled") or name.endswith("_recorded"):
        return text == "yes"
    return text


# The columns that any question reads.
COLUMNS = {
    "settings": "urn urn_scheme name provider_type cluster area_senco places funded on_early_years_register opened_on closed_on "
    "safeguarding_months ofsted_framework ofsted_judgement ofsted_inclusion contact_email",
    "senco_posts": "senco_ref role started_on ended_on interim qualified_teacher qualification qualified_on relevant_experience "
    "weekly_hours handover_done safeguarding_trained_on cpd_reviewed_on job_description_reviewed_on",
    "sen_reviews": "child_ref sen_status cycle_no plan_started_on review_due_on review_held_on next_review_due_on left_on birth_month "
    "parents_involved child_voice professional_present outcomes_recorded interventions_recorded expected_impact_recorded two_year_check_on "
    "primary_need outcome",
    "referrals": "referral_ref service made_on received_on triaged_on accepted_on first_contact_on assessment_complete_on discharged_on "
    "returned_incomplete_on declined_on redirected_on withdrawn_on decline_reason child_ref consent_on",
    "transitions": "child_ref starts_school_on receiving_school_urn meeting_on information_shared_on parents_agreed receiving_senco_known",
    "funding": "child_ref fund applied_on panel_on decision decided_on starts_on ends_on",
    "ehc_timeline": "child_ref requested_on assess_decided_on issue_decided_on final_on exception last_review_on",
    "training_events": "event_ref kind title cluster held_on cancelled topic hours",
    "training_attendance": "event_ref attendee_ref attendee_role status evaluation",
    "send_practice": "item answer answered_on",
    "contacts": "contact_ref officer on kind purpose started_by action action_due_on action_done_on",
}


def _read(return_name: str, row: dict[str, str]) -> Row:
    return {name: _typed(name, row.get(name)) for name in COLUMNS[return_name].split()}


def identity(row: Row) -> Setting:
    """A register row's setting, as `scheme:urn`."""
    school = row["provider_type"] in ("maintained_nursery_school", "school_nursery_class")
    return f"{row['urn_scheme'] or ('dfe' if school else 'ofsted')}:{row['urn'].upper()}"


@dataclass(frozen=True)
class _Spoken:
    """A load with its rows read, by setting: an empty list is a nil return."""

    load: Load
    term: Term
    by_setting: dict[Setting, list[Row]]


class Known:
    """What a log says at the local moment `known_at`."""

    def __init__(self, steps: list[Step], known_at: datetime) -> None:
        self._steps = steps
        happened = [step for step in steps if instant(moment_of(step)) <= instant(known_at)]
        withdrawn = {step.load for step in happened if isinstance(step, Undo)}
        self._loads = [step for step in happened if isinstance(step, Load) and step.number not in withdrawn]
        taken_back = {step.rated for step in happened if isinstance(step, TakenBack)}
        self.ratings = [step for step in happened if isinstance(step, Rated) and step.number not in taken_back]
        self._registers: dict[date, dict[Setting, Row]] = {}
        self._spoken_of: dict[str, list[_Spoken]] = {}

    def loaded(self, return_name: str) -> bool:
        """Whether any load of this return counts."""
        return any(load.return_name == return_name for load in self._loads)

    def spoken(self, return_name: str) -> list[_Spoken]:
        """The loads of a return, oldest first, their rows read and told by setting."""
        if return_name not in self._spoken_of:
            self._spoken_of[return_name] = [self._spoken(load) for load in self._loads if load.return_name == return_name]
        return self._spoken_of[return_name]

    def _spoken(self, load: Load) -> _Spoken:
        term = term_named(load.term) if load.term else term_of(load.accepted_at.date())
        by_setting: dict[Setting, list[Row]] = {}
        on_registers = self._on_registers_before(load)
        for row in load.rows:
            setting = self._setting_written(row, on_registers)
            said = by_setting.setdefault(setting, [])
            if row.get(NIL_FIELDS.get(load.return_name, ""), "").upper() != "NIL":
                said.append(_read(load.return_name, row))
        return _Spoken(load, term, by_setting)

    @staticmethod
    def _setting_written(row: dict[str, str], on_registers: set[Setting]) -> Setting:
        """The one setting of these that a row's number means."""
        (setting,) = (s for s in on_registers if row["setting_urn"].upper() in (s.upper(), s.split(":")[1]))
        return setting

    def _on_registers_before(self, load: Load) -> set[Setting]:
        """The settings of every register accepted before this load and not withdrawn by then: a number in it means one of these."""
        before = self._steps[: self._steps.index(load)]
        gone = {step.load for step in before if isinstance(step, Undo)}
        registers = [step for step in before if isinstance(step, Load) and step.return_name == "settings" and step.number not in gone]
        return {identity(_read("settings", row)) for register in registers for row in register.rows}

    # The register

    def register_on(self, day: date) -> dict[Setting, Row]:
        """Every setting on the register in effect on a day, with its row then."""
        if day not in self._registers:
            self._registers[day] = self._register_on(day)
        return self._registers[day]

    def _register_on(self, day: date) -> dict[Setting, Row]:
        registers = [load for load in self._loads if load.return_name == "settings"]
        in_order = sorted(registers, key=lambda load: load.effective_on or load.accepted_at.date())
        if not in_order:
            return {}
        reaches_back_from = in_order[0].effective_on or in_order[0].accepted_at.date()
        register: dict[Setting, Row] = {}
        for load in in_order:
            effective_on = load.effective_on or load.accepted_at.date()
            if effective_on > max(day, reaches_back_from):
                break
            listed = {identity(row): row for row in (_read("settings", row) for row in load.rows)}
            if load.confirm_closures:
                for setting in (register.keys() - listed.keys()) & self._listed_before(load):
                    closed_on = register[setting]["closed_on"]
                    closed = effective_on if closed_on is None else min(closed_on, effective_on)
                    register[setting] = register[setting] | {"closed_on": closed}
            register |= listed
        return register

    def register_ahead(self, day: date) -> dict[Setting, Row]:
        """As `register_on`, each row with the day of closing that a later register confirmed for it."""
        loads = [load for load in self._loads if load.return_name == "settings"]
        later = sorted(loads, key=lambda load: load.effective_on or load.accepted_at.date())
        register, waiting = {}, dict(self.register_on(day))
        for load in later:
            effective_on = load.effective_on or load.accepted_at.date()
            if effective_on > day and load is not later[0]:
                listed = {identity(_read("settings", row)) for row in load.rows}
                closing = self._listed_before(load) - listed if load.confirm_closures else set()
                for setting in (waiting.keys() & listed) | (waiting.keys() & closing):
                    row = waiting.pop(setting)
                    closed_on = min(row["closed_on"] or effective_on, effective_on) if setting in closing else row["closed_on"]
                    register[setting] = row | {"closed_on": closed_on}
        return register | waiting

    def _listed_before(self, load: Load) -> set[Setting]:
        """The settings of the registers accepted before this one: those whose closing a person could confirm with it."""
        earlier = [other for other in self._loads if other.return_name == "settings" and other.number < load.number]
        return {identity(row) for other in earlier for row in (_read("settings", row) for row in other.rows)}

    def register_rows(self) -> Iterator[Row]:
        """Every setting's row of every register, as each came into effect."""
        for load in self._loads:
            if load.return_name == "settings":
                yield from self.register_on(load.effective_on or load.accepted_at.date()).values()

    def open_settings(self, day: date) -> dict[Setting, Row]:
        """The settings open on a day, with their register rows of that day."""
        return {setting: row for setting, row in self.register_on(day).items() if is_open(row, day)}

    # The returns

    @cached_property
    def posts(self) -> dict[tuple[Setting, Term], list[Row]]:
        """The SENCO posts of every return in force, by setting and term."""
        return self._latest("senco_posts")

    @cached_property
    def reviews(self) -> dict[tuple[Setting, Term], list[Row]]:
        """The review rows of every return in force, by setting and term."""
        return self._latest("sen_reviews")

    def _latest(self, return_name: str) -> dict[tuple[Setting, Term], list[Row]]:
        return {
            (setting, spoken.term): rows for spoken in self.spoken(return_name) for setting, rows in spoken.by_setting.items()
        }  # fmt: skip

    @cached_property
    def referral_files(self) -> dict[tuple[Setting, Term], list[Row]]:
        """The referral rows in force, by setting and term, a later file's after an earlier one's.

        A setting's own file replaces all its rows of the term, a service's export only that service's.
        """
        kept: dict[tuple[Setting, Term], list[Row]] = {}
        for spoken in self.spoken("referrals"):
            for setting, rows in spoken.by_setting.items():
                source = spoken.load.source
                others = [row for row in kept.get((setting, spoken.term), []) if source is not None and row["service"] != source]
                kept[setting, spoken.term] = others + rows
        return kept

    def referrals(self, last: Term) -> dict[tuple[Setting, str], Row]:
        """Every referral of the terms up to `last`, each as its latest term says, by setting and reference."""
        latest: dict[tuple[Setting, str], Row] = {}
        for (setting, term), rows in sorted(self.referral_files.items(), key=lambda item: item[0][1]):
            if term <= last:
                latest |= {(setting, row["referral_ref"]): row for row in rows}
        return latest

    def current(self, in_force: dict[tuple[Setting, Term], list[Row]], setting: Setting, day: date) -> list[Row] | None:
        """The rows of a setting's current return on a day; None when there is none."""
        for back in (0, -1, -2):
            term = term_after(term_of(day), back)
            if (setting, term) in in_force:
                return in_force[setting, term]
        return None

    def told(self, return_name: str, keys: tuple[str, ...], last: Term) -> list[tuple[Setting, Row]]:
        """The rows of a return of all terms up to `last`, each as its latest term says, with their settings."""
        latest: dict[tuple, tuple[Setting, Row]] = {}
        for (setting, term), rows in sorted(self._latest(return_name).items(), key=lambda item: item[0][1]):
            if term <= last:
                latest |= {(setting, *(row[key] for key in keys)): (setting, row) for row in rows}
        return list(latest.values())

    def own(self, return_name: str) -> dict[tuple[Setting, Term], list[Row]]:
        """The rows of every setting's own return in force, by setting and term; a service's export is not the setting's return."""
        files = [spoken for spoken in self.spoken(return_name) if spoken.load.source is None]
        return {(setting, spoken.term): rows for spoken in files for setting, rows in spoken.by_setting.items()}

    def held_rows(self, return_name: str, term: Term) -> dict[Setting, int]:
        """How many rows of a term's files wait, by setting: until a later file of the return for the term speaks for it."""
        waiting: dict[Setting, int] = {}
        for spoken in self.spoken(return_name):
            if spoken.term == term and spoken.load.source is None:
                waiting = {setting: rows for setting, rows in waiting.items() if setting not in spoken.by_setting}
                for row in spoken.load.held:
                    setting = self._setting_written(row, self._on_registers_before(spoken.load))
                    waiting[setting] = waiting.get(setting, 0) + 1
        return waiting

    # Events

    @cached_property
    def events(self) -> dict[str, Row]:
        """The training events by reference, each as it was said last."""
        loads = [load for load in self._loads if load.return_name == "training_events"]
        return {row["event_ref"]: _read("training_events", row) for load in loads for row in load.rows}

    @cached_property
    def attendance(self) -> dict[tuple[str, Setting], list[Row]]:
        """The attendance rows by event and setting, each as it was said last."""
        latest = {
            (row["event_ref"], setting, row["attendee_ref"]): row
            for spoken in self.spoken("training_attendance")
            for setting, rows in spoken.by_setting.items()
            for row in rows
        }
        found: dict[tuple[str, Setting], list[Row]] = {}
        for (event_ref, setting, _), row in latest.items():
            found.setdefault((event_ref, setting), []).append(row)
        return found

    # Practice and contacts

    @cached_property
    def practice(self) -> dict[tuple[Setting, Term], list[Row]]:
        """The answers of every practice audit in force, by setting and term."""
        return self._latest("send_practice")

    @cached_property
    def contacts(self) -> list[tuple[Setting, Row]]:
        """Every contact with its setting, each as it was said last."""
        latest = {
            row["contact_ref"]: (setting, row)
            for spoken in self.spoken("contacts")
            for setting, rows in spoken.by_setting.items()
            for row in rows
        }
        return list(latest.values())


def expectation(row: Row) -> str:
    return EXPECTATIONS[row["provider_type"]]


def is_open(row: Row, day: date) -> bool:
    return (
        row["on_early_years_register"]
        and expectation(row) != "none"
        and (row["opened_on"] is None or row["opened_on"] <= day)
        and (row["closed_on"] is None or row["closed_on"] > day)
    )
