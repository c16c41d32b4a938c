"""Every cut-off: its name, value, unit, source, since when it holds, and between which bounds people may change it.

Questions bind a cut-off by its name (`$over_18_weeks_days`), so a figure and its definition cannot
drift apart. The few that belong to a derived state itself (bands, the 36 months, the terms a return
stays current) are macros of the same name in `data/standing.sql`. A change holds from a day on
(`data/threshold_changes.py`), so a past day is asked with the thresholds of that day. A cut-off that
is law, guidance or part of a name that people read (“over 18 weeks”, “15-42”) is fixed and says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from data import threshold_changes
from data.errors import ToolError
from data.store import Cursor, Store


@dataclass(frozen=True)
class Threshold:
    """One cut-off. `value` counts `unit`s; `source` says who set it; `since` is the day from which it holds here.

    `least` and `most` bound what it may become, or `choices` name all it may be. A `fixed` one cannot be changed, for the reason
    written there.
    `change` is the number of the change that gave the value, `changed_by` who made it; None for the first value.
    """

    name: str
    value: int | float
    unit: str
    meaning: str
    source: str
    since: date
    least: float = 0
    most: float = 0
    fixed: str | None = None
    choices: tuple[int, ...] = ()
    change: int | None = None
    changed_by: str | None = None
    reason: str | None = None

    @property
    def is_editable(self) -> bool:
        return self.fixed is None

    @property
    def is_whole(self) -> bool:
        """Whether it counts whole things; shares do not."""
        return isinstance(self.value, int)


_SINCE = date(2025, 9, 1)
_CODE = "SEND Code of Practice 2015"
_TEAM = "Early Years Team"
_EHC_LAW = "SEND Regulations 2014"
_QUALIFY = "SENCO qualification rule"
_HEALTH = "Community health services measure"

_IN_WORDS = "The figures are named after it."
_LAW = "It is set by law."
_RETURNS = "It decides which returns count at all."
_DATED = "It stands for a date: 15 July."
_METHOD = "It belongs to the method."


def _open(name: str, value: int | float, unit: str, meaning: str, least: float, most: float, source: str = _TEAM) -> Threshold:
    return Threshold(name, value, unit, meaning, source, _SINCE, least, most)


def _fixed(name: str, value: int | float, unit: str, meaning: str, why: str, source: str = _TEAM) -> Threshold:
    return Threshold(name, value, unit, meaning, source, _SINCE, value, value, why)


_ALL = (
    _fixed("current_terms_back", 2, "terms", "A return of up to this many terms ago still speaks for a setting", _RETURNS),
    _fixed("qualify_months", 36, "months", "Time a new SENCO has to gain the qualification", _LAW, _QUALIFY),
    _open("due_soon_days", 14, "days", "A review due within this many days is due soon", 1, 84),
    _fixed("first_band_days", 14, "days", "The longest lateness in the first band of overdue reviews", _IN_WORDS),
    _fixed("second_band_days", 42, "days", "The longest lateness in the second band of overdue reviews", _IN_WORDS),
    _fixed("over_18_weeks_days", 126, "days", "A wait longer than this is over 18 weeks", _IN_WORDS, _HEALTH),
    _fixed("over_52_weeks_days", 364, "days", "A wait longer than this is over 52 weeks", _IN_WORDS, _HEALTH),
    _open("coming_events_days", 42, "days", "How far ahead coming events are listed", 7, 182),
    _open("written_to_days", 7, "days", "A setting written to within this many days is left out of a chase", 1, 90),
    _open("new_senco_days", 365, "days", "A SENCO who started within this many days is new", 90, 730),
    _open("induction_days", 120, "days", "Time a new SENCO has to come to an induction", 14, 365),
    _open("safeguarding_due_days", 60, "days", "Safeguarding training due for renewal within this many days is due", 7, 365),
    _open("recent_handover_days", 365, "days", "Hand-overs are looked at for posts that ended within this many days", 60, 1095),
    _open("handover_days", 30, "days", "A successor starts within this many days of the last day in post", 0, 180),
    _open("role_review_months", 12, "months", "Training needs and job description are reviewed within this time", 3, 36),
    _open("training_months", 12, "months", "Training counts for this long", 3, 60),
    _open("evaluation_answers", 5, "answers", "The mean of an evaluation needs at least this many answers", 5, 50),
    _open("long_overdue_reviews", 3, "reviews", "Long overdue: at least this many reviews in the last band", 1, 50),
    _open("long_overdue_share", 0.25, "share", "Long overdue: at least this share of active children", 0, 1),
    _open("long_vacancy_days", 30, "days", "A vacancy longer than this is a reason for support", 0, 365),
    _open("long_interim_days", 120, "days", "An interim SENCO for longer than this is a reason for support", 0, 730),
    _open("missed_meetings", 2, "meetings", "This many cluster meetings missed in a row is a reason for support", 1, 12),
    _open("overdue_reviews", 2, "reviews", "Reviews overdue: at least this many", 1, 50),
    _open("overdue_share", 0.1, "share", "Reviews overdue: at least this share of active children", 0, 1),
    _open("practice_gaps", 3, "items", "This many practice items answered no is a reason for support", 1, 21),
    _open("amber_reasons", 2, "reasons", "This many amber reasons make a setting amber; fewer are a watch", 2, 10),
    # Plans, referrals, clocks, moves to school and funding
    _open("stale_plan_days", 84, "days", "A plan without a date is stale when nothing was held or started for longer", 14, 365),
    _fixed("under_five_months", 60, "months", "A child younger than this is under five", _IN_WORDS, _CODE),
    _fixed("ehc_advisory_months", 6, "months", "The plan of a child under five is best reviewed within this time", _IN_WORDS, _CODE),
    _fixed("ehc_statutory_months", 12, "months", "An EHC plan must be reviewed within this time", _LAW, _EHC_LAW),
    _open("two_year_check_months", 30, "months", "From this age a child has had a two-year check", 24, 48),
    _open("triage_days", 14, "days", "Time the Area SENCO has to triage a referral received", 1, 90),
    _open("fund_working_days", 7, "working days", "Time from the panel to a decision of the inclusion fund", 1, 20),
    _fixed("ehc_assess_weeks", 6, "weeks", "Time from a request to the decision to assess", _LAW, _EHC_LAW),
    _fixed("ehc_issue_weeks", 16, "weeks", "Time from a request to the decision to issue a plan", _LAW, _EHC_LAW),
    _fixed("ehc_final_weeks", 20, "weeks", "Time from a request to the final plan", _LAW, _EHC_LAW),
    _open("unused_route_children", 3, "children", "Unused routes: at least this many active children", 1, 50),
    _open("unused_route_months", 12, "months", "Unused routes: no referral made within this time", 1, 60),
    _fixed("move_ready_days", 48, "days", "A move to school is ready this long before 1 September: by 15 July", _DATED),
    _open("identification_places", 20, "places", "Rates of identification are compared from this many places", 10, 200),
    _fixed("interval_width", 1.96, "standard errors", "The half width of a 95 % interval", _METHOD, "Wilson interval"),
    _open("award_ending_days", 30, "days", "An award that ends within this many days is ending", 1, 182),
    # Where other settings sit in the room
    replace(
        _open("room_children", 6, "children", "A count of children or referrals below this is hidden from a room", 3, 10),
        choices=(3, 5, 6, 10),
    ),
    _fixed("room_settings", 3, "settings", "A count of settings by cover below this is hidden from a room", _METHOD),
    _fixed("room_service_referrals", 10, "referrals", "A room is told of a service by itself from this many referrals", _METHOD),
)
# The first values, which hold until somebody changes one.
THRESHOLDS: dict[str, Threshold] = {threshold.name: threshold for threshold in _ALL}

# The first of each pair stays below the second.
ORDERED = (
    ("first_band_days", "second_band_days"),
    ("over_18_weeks_days", "over_52_weeks_days"),
    ("induction_days", "new_senco_days"),
    ("handover_days", "recent_handover_days"),
    ("ehc_advisory_months", "ehc_statutory_months"),
    ("ehc_assess_weeks", "ehc_issue_weeks"),
    ("ehc_issue_weeks", "ehc_final_weeks"),
)


def thresholds_in_force(store: Store, as_of: date, known_at: datetime) -> dict[str, Threshold]:
    """Every threshold with the value it has on a day, as known at a stored moment, and since when."""
    with store.cursor() as cursor:
        return thresholds_on(cursor, as_of, known_at)


def thresholds_on(cursor: Cursor, as_of: date, known_at: datetime) -> dict[str, Threshold]:
    """As `thresholds_in_force`, for a cursor that is open."""
    changed = threshold_changes.in_force(cursor, as_of, known_at)
    return {
        name: replace(
            first,
            value=int(change.value) if first.is_whole else change.value,
            since=change.since,
            change=change.id,
            changed_by=change.changed_by,
            reason=change.reason,
        )
        if (change := changed.get(name)) and first.is_editable
        else first
        for name, first in THRESHOLDS.items()
    }


def tell(cursor: Cursor, values: Mapping[str, float]) -> float:
    """Let what this cursor asks of `standing` from now on use these values where a derived state is made of them; what was told."""
    days = values["due_soon_days"]
    if days != THRESHOLDS["due_soon_days"].value:
        cursor.execute("SET VARIABLE due_soon_days = $days", {"days": days})
    return days


def said_value(threshold: Threshold, value: float | None = None) -> str:
    """A value with its unit, for people: `14 days`, `1 month`, `25 %`."""
    value = threshold.value if value is None else value
    if threshold.unit == "share":
        return f"{100 * value:g}\N{NO-BREAK SPACE}%"
    unit = threshold.unit
    if value == 1:
        unit = "child" if unit == "children" else unit.removesuffix("s")
    return f"{value:g} {unit}"


def allowed_value(name: str, value: float) -> int | float:
    """A value that a threshold may have; a ToolError says in words why it may not."""
    if name not in THRESHOLDS:
        listed = ", ".join(threshold.name for threshold in _ALL if threshold.is_editable)
        raise ToolError(f"There is no threshold called “{name}”. Those that can be changed are: {listed}.", title="No such threshold")
    threshold = THRESHOLDS[name]
    if threshold.fixed:
        raise ToolError(f"{name} stays {said_value(threshold)}. {threshold.fixed}", title="This threshold is fixed")
    if threshold.choices and value not in threshold.choices:
        *others, last = map(str, threshold.choices)
        raise ToolError(f"{name} is {', '.join(others)} or {last}, not {value:g}.", title="Choose another value")
    between = f"between {threshold.least:g} and {threshold.most:g}"
    if not threshold.least <= value <= threshold.most:
        raise ToolError(f"{name} is {between}, not {value:g}.", title="Choose another value")
    if threshold.is_whole and value != int(value):
        raise ToolError(f"{name} counts whole {threshold.unit} {between}, so it cannot be {value:g}.", title="Choose another value")
    return int(value) if threshold.is_whole else float(value)


def refuse_disorder(values: dict[str, Threshold]) -> None:
    """ToolError when a threshold is not below the one that it must stay below."""
    for lower, higher in ORDERED:
        if values[lower].value >= values[higher].value:
            said = f"{lower} ({said_value(values[lower])}) must stay below {higher} ({said_value(values[higher])})."
            raise ToolError(said, title="Choose another value")


# Which questions use which

# What a macro works out beside other things counts only where the question looks at it.
_SHOWN_BY = {
    "due_soon_days": r"due_soon|\bstate, ",
    "first_band_days": r"\bband\b",
    "second_band_days": r"\bband\b",
    "qualify_months": r"\bstandard\b",
}


@cache
def question_thresholds(question: str) -> list[str]:
    """The names of the thresholds a question's SQL uses, directly or through the macros it reads, in the order declared."""
    text = files("analytics").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")
    used = {name for name in THRESHOLDS if re.search(rf"\${name}\b", text)}
    if "standing.support_rules(" in text:  # the rules are the question's own, said once for several
        text += macro_texts()["support_rules"] + macro_texts()["support_facts"]
    used |= {macro for macro in macros_read(text) & set(THRESHOLDS) if re.search(_SHOWN_BY.get(macro, ""), text)}
    return [name for name in THRESHOLDS if name in used]


def macros_read(text: str) -> set[str]:
    """Every macro of `standing` that a statement uses, and those that these use."""
    found: set[str] = set()
    waiting = [text]
    while waiting:
        for name in re.findall(r"\bstanding\.(\w+)", waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(macro_texts().get(name, ""))
    return found


@cache
def macro_texts() -> dict[str, str]:
    """Macro → its text without comments, of `data/standing.sql`."""
    text = re.sub(r"--[^\n]*", "", files("data").joinpath("standing.sql").read_text(encoding="utf-8"))
    parts = re.split(r"CREATE OR REPLACE MACRO standing\.(\w+)", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
