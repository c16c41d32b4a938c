"""Ratings that officers set, in words beside what the rules say: whose, until when, why, and what the rules say themselves.

Pure functions from frames of `rating_overrides`. All texts are plain: names and reasons are not escaped here. Every sentence that
names a rating set by an officer names the rules' rating too, so that the two are never taken for each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.charts.style import as_day, counted, day, plain, shortened
from analytics.rating_history import said_rating
from analytics.support import RATINGS, SHAPES
from data.rating_overrides import Override
from data.terms import Calendar, say_moment

_LINE = 560  # pixels of a reason in a list
_SOON = timedelta(days=28)


@dataclass(frozen=True)
class SetRating:
    """One row of `rating_overrides`."""

    rating: str
    last_on: date
    set_by: str
    reason: str

    @property
    def badge(self) -> str:
        """`▲ Amber`."""
        return f"{SHAPES[self.rating]} {RATINGS[self.rating]}"


def set_ratings_of(overrides: pd.DataFrame) -> dict[str, SetRating]:
    """The rating that an officer set, by setting."""
    rows = overrides.itertuples(index=False)
    return {row.setting: SetRating(row.rating, as_day(row.last_on), plain(row.set_by), plain(row.reason)) for row in rows}


def set_said(override: SetRating, rules: str, *, whole: bool = False) -> tuple[str, str]:
    """`Amber, set by J. Okafor until 3 Mar 2027` and the rest: the reason, cut to a line unless `whole`, and what the rules say."""
    why = override.reason.removesuffix(".")
    why = why if whole else shortened(why, _LINE)
    too = " too" if rules == override.rating else ""
    what = f"{RATINGS[override.rating]}, set by {override.set_by} until {day(override.last_on)}"
    return what, f": {why}; the rules say {said_rating(rules)}{too}"


def with_set_ratings(ratings: pd.DataFrame, overrides: pd.DataFrame) -> pd.DataFrame:
    """The frame with `set_rating` beside the rules' `rating`: `▲ Amber to 3 Mar 2027`, blank where no officer set one."""
    told = set_ratings_of(overrides)
    words = {setting: f"{one.badge} to {day(one.last_on)}" for setting, one in told.items()}
    return ratings.assign(set_rating=pd.Series([words.get(setting) for setting in ratings["setting"]], index=ratings.index, dtype="object"))


def counted_line(overrides: pd.DataFrame) -> str:
    """How many settings have one, and that no count and no order takes it in; blank of none."""
    count = len(overrides)
    if not count:
        return ""
    said = f"For {counted(count, 'setting')} an officer set a rating, which stands beside the one of the rules."
    return f"{said} Counts and order are those of the rules."


def last_day_offered(today: date, calendar: Calendar) -> date:
    """The last day a form begins with: the end of the term, or of the next one where that is less than four weeks away."""
    term = calendar.term_of(today)
    ends_on = calendar.ends_on(term)
    return ends_on if ends_on - today >= _SOON else calendar.ends_on(calendar.term_of(ends_on + timedelta(days=1)))


def history_lines(overrides: Sequence[Override]) -> list[tuple[int | None, str, str]]:
    """Each rating ever set as its number (none once taken back), what was set and who did."""
    return [(None if one.taken_back_at else one.id, *_line(one)) for one in overrides]


def _line(one: Override) -> tuple[str, str]:
    taken_back = f"; taken back by {one.taken_back_by}, {say_moment(one.taken_back_at)}" if one.taken_back_at else ""
    what = f"{SHAPES[one.rating]} {RATINGS[one.rating]} from {day(one.from_on)} to {day(one.last_on)}: {plain(one.reason)}"
    return what, f"{plain(one.set_by)}, {say_moment(one.set_at)}{taken_back}"
