"""The sample’s calendar: school days, and the days on which files come in.

Everything is reckoned from one `today`, so that the sample always ends in the term of the day it is
made. No clock is read here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from data.terms import Term


def dice(seed: int, part: str) -> random.Random:
    """The random numbers of one part of the sample: the same seed gives the same part whatever the others do."""
    return random.Random(f"{seed} {part}")  # noqa: S311 - a sample that can be made again, not a secret


def in_school_time(day: date) -> bool:
    """Whether a day is a weekday outside the school holidays, which are much the same everywhere."""
    holidays = (
        ((12, 19), (12, 31)),
        ((1, 1), (1, 4)),
        ((2, 14), (2, 21)),
        ((4, 1), (4, 12)),
        ((5, 24), (5, 31)),
        ((7, 22), (9, 2)),
        ((10, 24), (10, 31)),
    )
    return day.weekday() < 5 and not any(first <= (day.month, day.day) <= last for first, last in holidays)


def school_day(day: date, step: int = 1) -> date:
    """The day itself, or the nearest school day after it (before it when `step` is -1)."""
    while not in_school_time(day):
        day += timedelta(days=step)
    return day


def weekday(day: date, step: int = 1) -> date:
    """The day itself, or the nearest Monday to Friday after it (before it when `step` is -1)."""
    while day.weekday() > 4:
        day += timedelta(days=step)
    return day


def between(random_: random.Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included; `first` when they cross."""
    return first + timedelta(days=random_.randint(0, max(0, (last - first).days)))


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class TermDays:
    """One term of the sample: `index` counts from 0; the bulk returns come in on `bulk_on` and say what
    was true on `told_on`; figures are looked at on `seen_on`; the booking system is exported on `booked_on`."""

    term: Term
    index: int
    bulk_on: date
    told_on: date
    seen_on: date
    booked_on: date


@dataclass(frozen=True)
class Diary:
    """The terms of the sample, oldest first; the last is the term of `today`."""

    today: date
    terms: tuple[TermDays, ...]

    @classmethod
    def up_to(cls, today: date, terms: int) -> Diary:
        last = Term.of(today)
        return cls(today, tuple(_term_days(Term(last.number - terms + 1 + index), index, today) for index in range(terms)))

    @property
    def first(self) -> TermDays:
        return self.terms[0]

    @property
    def last(self) -> TermDays:
        return self.terms[-1]

    def ago(self, days: int) -> date:
        """A weekday about so many days before today."""
        return weekday(self.today - timedelta(days=days), -1)

    def moment(self, day: date, minute: int) -> datetime:
        """Local time for a file of that day, the later the greater `minute`; those of today itself come in just after
        midnight, before anyone looks."""
        if day >= self.today:
            return datetime.combine(self.today, time(0)) + timedelta(seconds=minute)
        return datetime.combine(day, time(9)) + timedelta(minutes=minute)


def _term_days(term: Term, index: int, today: date) -> TermDays:
    def within(day: date) -> date:
        return max(term.starts_on, min(day, today))

    is_last = term == Term.of(today)
    bulk_on = within(weekday(min(term.due_on - timedelta(days=4), today - timedelta(days=3)), -1))
    booked_on = within(today - timedelta(days=1) if is_last else weekday(term.due_on - timedelta(days=2), -1))
    told_on = max(term.starts_on, bulk_on - timedelta(days=1))
    return TermDays(term, index, bulk_on, told_on, today if is_last else term.due_on, booked_on)
