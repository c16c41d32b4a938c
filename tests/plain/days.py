"""Random days and moments, crowded round the days that are asked about.

A day is drawn at the distances from a day asked about where a definition changes its answer.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.plain.log import Term, due_day, first_day, last_day, term_after

DISTANCES = (0, 0, 0, 1, 1, 2, 14, 14, 15, 30, 31, 42, 43, 44, 60, 119, 120, 121, 126, 127, 200, 364, 365, 366)


@dataclass
class RandomDays:
    """A few terms, three days in them to ask about, and days and moments near those; the same for the same seed."""

    seed: int
    random: random.Random = field(init=False)
    terms: list[Term] = field(init=False)
    days: list[date] = field(init=False)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a seed must give the same authority again
        first = (2023, self.random.randrange(3))
        self.terms = [term_after(first, n) for n in range(self.random.randint(3, 5))]
        self.begins, self.ends = first_day(self.terms[0]), last_day(self.terms[-1])
        self.days = sorted(self._day_to_ask() for _ in range(3))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def _day_to_ask(self) -> date:
        term = self.random.choice(self.terms[1:])
        named = [first_day(term), last_day(term), due_day(term), due_day(term) + timedelta(days=1)]
        anywhere = self.ends - timedelta(days=self.random.randrange((self.ends - self.begins).days * 3 // 4))
        return self.random.choice([anywhere, anywhere, *named])

    def near(self, before: float = 0.5, low: date | None = None, high: date | None = None) -> date:
        """A day near one asked about, before it with this chance, kept within low and high."""
        distance = self.random.choice(DISTANCES) if self.chance(0.8) else self.random.randrange(400)
        day = self.random.choice(self.days) + timedelta(days=-distance if self.chance(before) else distance)
        if low is not None and day < low:
            day = low + timedelta(days=self.random.choice(DISTANCES[:9]))
        return min(day, high) if high is not None else day

    def maybe(self, share: float, day: date | None) -> str:
        return day.isoformat() if day is not None and self.chance(share) else ""

    def moment_in(self, term: Term) -> datetime:
        """A moment in a term, often at one of the ends of its due day."""
        if self.chance(0.4):
            day = due_day(term) + timedelta(days=self.random.choice((0, 0, 1)))
            return datetime.combine(day, self.random.choice((time(0, 10), time(9), time(23, 50))))
        day = first_day(term) + timedelta(days=self.random.randrange((last_day(term) - first_day(term)).days + 1))
        return datetime.combine(day, time(self.random.randint(8, 17), self.random.randrange(60)))
