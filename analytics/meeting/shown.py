"""What one cluster meeting may see: the safe tables of its day and of the ends of the terms before it.

Every frame comes from the audience `cluster_meeting`, where hidden counts are `c` before they arrive here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from analytics.disclosure.offered import HIDDEN, OFFERED
from analytics.disclosure.release import room_days
from data.terms import Calendar, Term

ROOM = "cluster_meeting"
TERMS = 6

TITLES = {
    "senco_coverage_by_cluster": "SENCO coverage by cluster",
    "senco_coverage_by_provider_type": "SENCO coverage by provider type",
    "reviews_by_cluster": "Reviews by cluster",
    "referral_waits_by_service": "Referral waits by service",
    "cluster_attendance": "Attendance by cluster and term",
    "returns_received": "Returns received",
}
# What a column that is not a count says: which row it is, or what was worked out from counts.
_NO_COUNTS = ("group", "expectation", "cluster", "service", "term", "return", "median_days", "p90_days")

# A question and a day → its safe frame, of all clusters.
Ask = Callable[[str, date], pd.DataFrame]


@dataclass(frozen=True)
class Shown:
    """One day as a room sees it: its tables by question, the moment of knowledge they were frozen with, and the tables in which
    every count is hidden because nothing less was proved safe.
    """

    as_of: date
    term: Term
    tables: Mapping[str, pd.DataFrame]
    known_at: datetime
    unproved: tuple[str, ...] = ()

    def hidden_counts(self) -> dict[str, tuple[int, int]]:
        """Of each table by question: how many of its counts are hidden, and how many it has; blank ones are not counted."""
        found = {}
        for question, table in self.tables.items():
            columns = [name for name in table.columns if name not in _NO_COUNTS and not name.endswith("_share")]
            cells = [value for name in columns for value in table[name] if value is not None and not pd.isna(value)]
            found[question] = (cells.count(HIDDEN), len(cells))
        return found


def days_to_show(calendar: Calendar, today: date, *, first: date, count: int = TERMS) -> list[date]:
    """The days a room may be shown, the latest first: up to today, not before the day the first return was accepted."""
    latest = calendar.term_of(today)
    terms = [calendar.term(latest.number - back) for back in range(count)]
    return sorted((day for term in terms for day in room_days(calendar, term) if first <= day <= today), reverse=True)


def days_before(calendar: Calendar, as_of: date, *, first: date, count: int = TERMS) -> list[date]:
    """The last days of the terms before that of the day, oldest first, from the first return on: with the day, `count` at most."""
    term = calendar.term_of(as_of)
    ends = [calendar.ends_on(calendar.term(term.number - back)) for back in range(count - 1, 0, -1)]
    return [day for day in ends if day >= first]


def shown_on(ask: Ask, as_of: date, calendar: Calendar, *, known_at: datetime, unproved: tuple[str, ...] = ()) -> Shown:
    """The six tables of a day."""
    return Shown(as_of, calendar.term_of(as_of), {question: ask(question, as_of) for question in OFFERED}, known_at, unproved)
