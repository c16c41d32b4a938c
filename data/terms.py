"""Terms, days and moments: the only place where local time is turned into stored time.

A term is one of the funding blocks autumn (1 Sep to 31 Dec), spring (1 Jan to 31 Mar) and summer
(1 Apr to 31 Aug), named by its calendar year: `2026-autumn`. In the store it is a number
(`year * 3 + 0, 1 or 2`), so that "the term before" is a subtraction; `standing.sql` holds the same
arithmetic for questions. These are the days by contract; a `Calendar` has those that the team moved.
Moments are stored as UTC without a zone; days are days in London.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from data.errors import ToolError

LONDON = ZoneInfo("Europe/London")
SEASONS = ("spring", "summer", "autumn")
_FIRST_MONTH = {"spring": 1, "summer": 4, "autumn": 9}
_DUE = {"spring": (2, 28), "summer": (6, 30), "autumn": (11, 30)}


@dataclass(frozen=True, order=True)
class Term:
    """A funding block; `number` orders terms and counts them without gaps. Its days are those of its calendar, else the contract's."""

    number: int
    calendar: Calendar | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, day: date) -> Self:
        """The term a day falls in by contract."""
        season = 2 if day.month >= 9 else 1 if day.month >= 4 else 0
        return cls(day.year * 3 + season)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2026-autumn`; a ToolError says how to write it."""
        found = re.fullmatch(r"\s*(\d{4})-(spring|summer|autumn)\s*", text.lower())
        if not found:
            raise ToolError(f"“{text}” is not a term. Write it like 2026-autumn, 2026-spring or 2026-summer.")
        return cls(int(found[1]) * 3 + SEASONS.index(found[2]))

    @property
    def year(self) -> int:
        return self.number // 3

    @property
    def season(self) -> str:
        return SEASONS[self.number % 3]

    @property
    def name(self) -> str:
        """The canonical name, `2026-autumn`."""
        return f"{self.year}-{self.season}"

    @property
    def label(self) -> str:
        """The name a person reads, `Autumn 2026`."""
        return f"{self.season.capitalize()} {self.year}"

    @property
    def starts_on(self) -> date:
        moved = dict(self.calendar.first_days).get(self.number) if self.calendar else None
        return moved or date(self.year, _FIRST_MONTH[self.season], 1)

    @property
    def ends_on(self) -> date:
        """The day before the next term begins."""
        return Term(self.number + 1, self.calendar).starts_on - timedelta(days=1)

    @property
    def due_on(self) -> date:
        """The day returns of this term are due."""
        moved = dict(self.calendar.due_dates).get(self.number) if self.calendar else None
        return moved or date(self.year, *_DUE[self.season])

    @property
    def before(self) -> Term:
        return Term(self.number - 1, self.calendar)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Calendar:
    """The days of terms: those that were moved (pairs of a term's number and a day), else those by contract.

    A term taken from here has these days, and so has the term before it.
    """

    first_days: tuple[tuple[int, date], ...] = ()
    due_dates: tuple[tuple[int, date], ...] = ()

    def term(self, number: int) -> Term:
        """The term of a number, with its days."""
        return Term(number, self)

    def term_of(self, day: date) -> Term:
        """The term a day falls in."""
        term = self.term(Term.of(day).number)
        if day < term.starts_on:
            return term.before
        after = self.term(term.number + 1)
        return after if day >= after.starts_on else term

    def starts_on(self, term: Term) -> date:
        return self.term(term.number).starts_on

    def ends_on(self, term: Term) -> date:
        return self.term(term.number).ends_on

    def due_on(self, term: Term) -> date:
        """The day returns of a term are due."""
        return self.term(term.number).due_on

    def moved_days(self) -> dict[date, int]:
        """The days that are in another term than by contract, and how many terms later that is."""
        moved = {}
        for number, day in self.first_days:
            first = Term(number).starts_on
            for days in range(abs((day - first).days)):
                moved[min(day, first) + timedelta(days=days)] = -1 if day > first else 1
        return moved


BY_CONTRACT = Calendar()

_SEASON = "(?P<season>spring|summer|autumn)"
_YEARS = r"(?P<year>20\d\d)(?:\s*[/–-]\s*(?P<next>20\d\d|\d\d)(?!\d))?"
_NAMED = (
    re.compile(rf"(?<![a-z]){_SEASON}(?:\s+term)?[\s,:_-]*{_YEARS}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\d){_YEARS}[\s,:_-]*{_SEASON}(?![a-z])", re.IGNORECASE),
)


def term_named(texts: Iterable[str]) -> Term | None:
    """The one term that texts name, like “Autumn term 2025” or “Spring 2025/26”; None for none or for several.

    Of a school year (2025/26) autumn is in the first year, spring and summer are in the second.
    """
    named = set()
    for text in texts:
        for found in (one for pattern in _NAMED for one in pattern.finditer(text)):
            year, after = int(found["year"]), found["next"]
            if after and int(after[-2:]) == (year + 1) % 100 and found["season"].lower() != "autumn":
                year += 1
            named.add(Term.parse(f"{year}-{found['season']}"))
    return named.pop() if len(named) == 1 else None


def parse_day(text: str) -> date:
    """Read an ISO day from the command line or a URL."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as wrong:
        raise ToolError(f"“{text}” is not a day. Write it like 2026-11-21.") from wrong


def parse_moment(text: str) -> datetime:
    """Read a local moment (`2026-11-21T09:00:00`) or a day, which means to the end of that day.

    Returns UTC without a zone, as the store keeps it.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return end_of(parse_day(text))
    try:
        return to_stored(datetime.fromisoformat(text))
    except ValueError as wrong:
        raise ToolError(f"“{text}” is not a moment. Write it like 2026-11-21T09:00:00.") from wrong


def to_stored(moment: datetime) -> datetime:
    """A moment (local when it has no zone) as UTC without a zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    return aware.astimezone(UTC).replace(tzinfo=None)


def to_local(stored: datetime) -> datetime:
    """A stored moment as London wall-clock time, without a zone."""
    return stored.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)


def local_day(stored: datetime) -> date:
    """The London day a stored moment falls on."""
    return to_local(stored).date()


def end_of(day: date) -> datetime:
    """The last stored moment of a London day."""
    return to_stored(datetime.combine(day + timedelta(days=1), time(0))) - timedelta(microseconds=1)


def now() -> datetime:
    """This moment, as stored. Only the edges (a page, a command) ask; everything else is told."""
    return datetime.now(UTC).replace(tzinfo=None)


def say_moment(stored: datetime) -> str:
    """A stored moment for people: `3 October 2025 at 09:00`."""
    local = to_local(stored)
    return f"{say_day(local.date())} at {local:%H:%M}"


def say_day(day: date) -> str:
    """A day for people: `3 October 2025`."""
    return f"{day.day} {day:%B %Y}"
