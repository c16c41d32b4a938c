"""England's bank holidays by rule, and working days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

MOVED = {2020: (date(2020, 5, 4), date(2020, 5, 8)), 2022: (date(2022, 5, 30), date(2022, 6, 2))}
ONCE = {2022: {date(2022, 6, 3), date(2022, 9, 19)}, 2023: {date(2023, 5, 8)}}


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian algorithm."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap, rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, by rule; those moved or given once by name."""

    def first_monday(month: int) -> date:
        return next(day for n in range(1, 8) if (day := date(year, month, n)).weekday() == 0)

    def last_monday(month: int) -> date:
        return next(day for n in range(31, 24, -1) if (day := date(year, month, n)).weekday() == 0)

    found = {easter(year) - timedelta(2), easter(year) + timedelta(1), first_monday(5), last_monday(5), last_monday(8)}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        following = (fixed + timedelta(n) for n in range(5))
        found.add(next(day for day in following if day.weekday() <= 4 and day not in found))
    if year in MOVED:
        usual, instead = MOVED[year]
        found = found - {usual} | {instead}
    return frozenset(found | ONCE.get(year, set()))


def working_day_after(day: date, number: int) -> date:
    """The working day so many working days after a day."""
    while number:
        day += timedelta(1)
        if day.weekday() <= 4 and day not in bank_holidays(day.year):
            number -= 1
    return day
