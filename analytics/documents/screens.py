"""What slides, handout and workbook say alike of a screen: its headings, what its chart holds, and the definitions behind it.

Made from the screens of a meeting, so from safe tables only: a hidden count is no value in a chart, and its words stay `c`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.charts.style import NBSP
from analytics.definitions import Definition, definition_of
from analytics.disclosure.offered import OTHER_SERVICES
from analytics.meeting.bars import Bar, Group, Screen
from analytics.meeting.room import Meeting
from analytics.thresholds import THRESHOLDS, Threshold
from data.contracts import CONTRACTS
from data.contracts.referrals import SERVICES
from data.contracts.settings import PROVIDER_TYPES
from data.terms import Term


@dataclass(frozen=True)
class Headings:
    """Of a screen's table: what a row is, what stands in bold, what stands beside it; `rest` names what is left of a bar."""

    row: str
    value: str
    counts: str
    rest: str


HEADINGS = {
    "coverage": Headings("Kind of setting", "With a SENCO", "Settings", "Without one, or not known"),
    "reviews": Headings("Cluster", "No late review", "Children with SEN", "Late"),
    "waits": Headings("Service", "Waiting", "Of these", ""),
    "attendance": Headings("Cluster", "Came", "Settings", "Did not come"),
    "trend": Headings("Term", "", "", "The others"),
}
LONGEST = 240
_COUNTS = re.compile(r"(?<=\d) of (?=\d)")
OVER_18_WEEKS = "Over 18 weeks"
_QUESTIONS = {
    "coverage": ("senco_coverage_by_cluster",),
    "reviews": ("reviews_by_cluster",),
    "waits": ("referral_waits_by_service", "room_referrals"),
    "attendance": ("cluster_attendance",),
    "trend": ("senco_coverage_by_cluster", "reviews_by_cluster", "cluster_attendance"),
}


# What a word of a screen means: said by the definition’s numerator or denominator, or by the meaning of a column.
_SHORT = {
    "coverage": (("With a SENCO", "numerator"), ("Of", "denominator")),
    "reviews": (("Late", "numerator"), ("Of", "denominator")),
    "waits": (("Waiting", "waiting"), (OVER_18_WEEKS, "waiting_over_18_weeks")),
    "attendance": (("Came", "numerator"), ("Of", "denominator")),
}


@dataclass(frozen=True)
class Series:
    """One row of bars of a chart, in the order of its group's bars: None where nothing is drawn. `is_share`: 0 to 1."""

    name: str
    values: tuple[float | int | None, ...]
    is_share: bool


def series_of(screen: Screen, group: Group) -> tuple[Series, ...]:
    """What the chart of a group holds. Waits are counts, with those over 18 weeks before those waiting; all else is a share and,
    where nothing of it is hidden, the rest of it."""
    heads = HEADINGS[screen.code]
    if screen.code == "waits":
        waiting = tuple(bar.whole if bar.drawn is not None else None for bar in group.bars)
        over = tuple(bar.part if bar.drawn is not None else None for bar in group.bars)
        return Series(heads.value, waiting, False), Series(OVER_18_WEEKS, over, False)
    shares = Series(heads.value or group.title, tuple(bar.drawn for bar in group.bars), True)
    rest = tuple(None if bar.drawn is None or bar.is_hidden else (bar.whole - bar.part) / bar.whole for bar in group.bars)
    return shares, Series(heads.rest, rest, True)


def category_of(bar: Bar) -> str:
    """A bar's name in a chart's data: with what is said in place of a bar, and whether the bar is only the least it can be."""
    if bar.drawn is None:
        return f"{bar.label} ({bar.value})"
    if not bar.is_hidden:
        return bar.label
    return f"{bar.label} ({'at least' if bar.part is not None else bar.counts})"


def headline_of(screen: Screen) -> str:
    """The finding, `22 of 25` held together."""
    return _COUNTS.sub(f"{NBSP}of{NBSP}", screen.headline)


def said_of(bar: Bar) -> str:
    """A bar in words: `Alder: at least 90 %, 74 of 82`."""
    return f"{bar.label}: {bar.value}" + (f", {bar.counts}" if bar.counts else "")


def cut(text: str) -> str:
    """A sentence that people wrote, where slides and paper have room for so much of it; the workbook holds all of it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def definitions(screen: Screen, meeting: Meeting, in_force: Mapping[str, Threshold] = THRESHOLDS) -> list[Definition]:
    """What the figures of a screen count; none for what comes next."""
    names = _QUESTIONS.get(screen.code, ())
    by_type = "senco_coverage_by_provider_type"
    return [definition_of(by_type if name.startswith("senco_coverage") and not meeting.cluster else name, in_force) for name in names]


def in_short(screen: Screen, meeting: Meeting, in_force: Mapping[str, Threshold] = THRESHOLDS) -> str:
    """What the words of a screen mean: `Late: active children whose review was due before the day.` Empty where it has none."""
    if screen.code not in _SHORT:
        return ""
    defined = definitions(screen, meeting, in_force)[0]
    said = ((word, defined.columns.get(source) or getattr(defined, source)) for word, source in _SHORT[screen.code])
    return " ".join(f"{word}: {meaning[0].lower()}{meaning[1:]}." for word, meaning in said)


# The safe tables in words

_COLUMNS = {
    "expectation": "A SENCO is",
    "in_post": "In post",
    "not_known": "Not known",
    "covered_share": "Covered (share)",
    "overdue": "Late",
    "no_date": "No date",
    "overdue_share": "Late (share)",
    "completed": "Seen",
    "median_days": "Half within (days)",
    "p90_days": "Nine in ten within (days)",
    "within_18_weeks_share": "Within 18 weeks (share)",
    "meetings_held": "Meetings held",
    "settings_invited": "Settings invited",
    "settings_attended": "Settings that came",
    "attendance_share": "Came (share)",
    "reporting_share": "Received (share)",
    "as_of": "As at",
    "part": "Count",
    "whole": "Of",
}
_WORDS = {
    "expectation": {"must": "a must", "expected": "expected", "encouraged": "encouraged"},
    "group": PROVIDER_TYPES,
    "service": {**SERVICES, OTHER_SERVICES: "Other services"},
    "return": {name: contract.title for name, contract in CONTRACTS.items()},
}


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """A safe table under headings for people, codes and terms in words; counts, shares, days, `c` and blanks as they are."""
    headings = _COLUMNS | {"group": "Kind of setting" if set(table.get("group", ())) <= set(PROVIDER_TYPES) else "Cluster"}
    said = pd.DataFrame(index=table.index)
    for column in table.columns:
        words = _WORDS.get(column, {})
        cells = [Term.parse(cell).label if column == "term" else words.get(cell, cell) for cell in table[column]]
        heading = headings.get(column, column.replace("_", " ").capitalize())
        said.insert(len(said.columns), heading, pd.Series(cells, index=table.index, dtype="object"))
    return said
