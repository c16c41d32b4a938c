"""The headline figures from term to term: six values each, who told them, and in which words two terms may be compared.

Pure functions from frames of `headlines_by_cluster` at the ends of past terms and at the day itself to points, words and
cards. All texts are plain: names are not escaped here. The words claim no more than the counts carry:

- fewer than 10 on both sides is “more” or “fewer”, never better or worse;
- a share of fewer than 20 is “about the same” while the Wilson intervals of the two terms meet;
- when the share of settings that told us moved by 10 points or more in the figure's own direction, reporting alone could
  explain it, and that is said instead of better or worse;
- returns are neither better nor worse before the day they are due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan, nan, sqrt
from typing import Self

import pandas as pd

from analytics.charts.style import NBSP, listed, number, percent, plural, short_day, spelled, whole
from analytics.thresholds import THRESHOLDS
from data.terms import BY_CONTRACT, Calendar, Term

TERMS = 6
SMALL_COUNT = 10
SMALL_WHOLE = 20
TOLD_MOVED = 10  # points


@dataclass(frozen=True)
class Figure:
    """One headline figure: its name in the frame, the words around it, and the page and its view that show what is behind it.

    A share is of `whole`, and more of it is better; of a count fewer is better.
    """

    name: str
    title: str
    card: str
    noun: str
    whole: str
    is_share: bool
    page: str
    view: tuple[str, str]


_COVER, _DUE = ("senco-coverage-view", "cover"), ("reviews-view", "due")
_WAITS, _RETURNS = ("referral-pathways-view", "waits"), ("received", "returns")
_ALL = (
    Figure(
        *("no_senco", "Settings with children with SEN and no SENCO", "SEN but no SENCO", "settings without a SENCO"),
        *("settings with children with SEN", False, "senco-coverage", _COVER),
    ),
    Figure(
        *("covered", "Covered settings of those expected to have a SENCO", "Covered", "coverage"),
        *("settings expected to have a SENCO", True, "senco-coverage", _COVER),
    ),
    Figure(
        *("overdue", "Late reviews", "Late reviews", "late reviews"),
        *("children with SEN", False, "overdue-reviews", _DUE),
    ),
    Figure(
        *("over_18_weeks", "Children waiting over 18 weeks", "Over 18 weeks", "long waits"),
        *("children waiting", False, "referral-pathways", _WAITS),
    ),
    Figure(
        *("returns", "Returns received of those owed for the term", "Returns", "returns"),
        *("returns owed", True, "returns-received", _RETURNS),
    ),
)
FIGURES: dict[str, Figure] = {figure.name: figure for figure in _ALL}


@dataclass(frozen=True)
class TermDay:
    """A day on which the figures of a term are asked: its last, or the day itself. Returns are due on `due_on`."""

    on: date
    term: Term
    due_on: date

    @classmethod
    def of(cls, on: date, calendar: Calendar = BY_CONTRACT) -> Self:
        term = calendar.term_of(on)
        return cls(on, term, calendar.due_on(term))


@dataclass(frozen=True)
class Point:
    """A figure on one day: its value of the whole, and how many settings told us of those that owe it. None: not known."""

    day: TermDay
    value: int | None
    of_all: int | None
    told: int | None
    settings: int | None

    @property
    def share(self) -> float | None:
        return self.value / self.of_all if self.value is not None and self.of_all else None


@dataclass(frozen=True)
class Change:
    """Against the end of last term: a sentence part, its short form for a card, and whether it may be called better or worse.

    `rose` is None where there is no change to show.
    """

    said: str
    amount: str | None
    word: str | None
    better: bool | None
    rose: bool | None


@dataclass(frozen=True)
class Card:
    """One headline figure as a card. `trend` has a value a term, NaN where the figure was not known; empty with fewer than two known."""

    figure: Figure
    label: str
    value: str
    change: Change
    told: str
    trend: tuple[float, ...]


def days_of_terms(as_of: date, calendar: Calendar = BY_CONTRACT, count: int = TERMS) -> list[TermDay]:
    """The last days of the terms before that of the day, oldest first, and the day itself."""
    term = calendar.term_of(as_of)
    ends = [calendar.ends_on(Term(term.number - back)) for back in range(count - 1, 0, -1)]
    return [TermDay.of(on, calendar) for on in [*ends, as_of]]


def of_clusters(frame: pd.DataFrame, clusters: Sequence[str]) -> pd.DataFrame:
    """The rows of these clusters, of all when none is named: as if the question had been asked of them."""
    return frame[frame["cluster"].isin(list(clusters))] if clusters else frame


def points_of(figure: Figure, days: Sequence[TermDay], frames: Sequence[pd.DataFrame], cluster: str | None = None) -> list[Point]:
    """A point a day, of one cluster or of all together; a blank of one cluster is left out of the sum."""
    points = []
    for day, frame in zip(days, frames, strict=True):
        rows = frame[frame["figure"] == figure.name]
        rows = rows if cluster is None else rows[rows["cluster"] == cluster]
        summed = rows[["value", "of_all", "told", "settings"]].sum(min_count=1)
        points.append(Point(day, *(whole(summed[name]) for name in ("value", "of_all", "told", "settings"))))
    return points


def measured(figure: Figure, point: Point) -> float | None:
    """What is drawn: a share as a share, a count as a count."""
    return point.share if figure.is_share else point.value


def said_value(figure: Figure, point: Point) -> str:
    """`86 %` or `37`, or that it is not known."""
    value = measured(figure, point)
    if value is None:
        return "not known"
    return percent(value) if figure.is_share else number(int(value))


def told_us(figure: Figure, point: Point, *, short: bool = False) -> str:
    """`41 of 46 settings told us` (short: `41 of 46 told us`): the coverage of a figure; empty where nobody owes it."""
    if not point.settings:
        return ""
    settings = "" if short else f" {plural(point.settings, 'setting')}"
    return f"{number(point.told or 0)} of {number(point.settings)}{settings} {'sent all' if figure.name == 'returns' else 'told us'}"


def change_of(figure: Figure, before: Point, now: Point) -> Change:
    """The change since the end of last term, in words that claim no more than the counts carry."""
    value, earlier = measured(figure, now), measured(figure, before)
    if value is None:
        return Change("not known now", None, None, None, None)
    if earlier is None:
        return Change("not known last term", None, None, None, None)
    if figure.is_share:
        return _share_change(figure, before, now)
    difference = int(value - earlier)
    if not difference:
        return Change(f"the same as last term ({number(int(value))})", "0", "no change", None, None)
    more = "more" if difference > 0 else "fewer"
    small = max(value, earlier) < SMALL_COUNT
    said = f"{spelled(abs(difference))} {more} than last term ({number(int(earlier))} → {number(int(value))})"
    return _judged(figure, before, now, said, number(abs(difference)), more if small else None, rose=difference > 0)


def _share_change(figure: Figure, before: Point, now: Point) -> Change:
    counts = f"{number(now.value)} of {number(now.of_all)}, was {number(before.value)} of {number(before.of_all)}"
    points = round(now.share * 100) - round(before.share * 100)
    few = min(now.of_all, before.of_all) < SMALL_WHOLE
    if not points or (few and _meet(wilson(now.value, now.of_all), wilson(before.value, before.of_all))):
        return Change(f"about the same as last term ({counts})", "0", "about the same", None, None)
    amount = f"{abs(points)}{NBSP}{plural(abs(points), 'point')}"
    return _judged(figure, before, now, f"{amount} {'up' if points > 0 else 'down'} on last term ({counts})", amount, None, rose=points > 0)


def _judged(figure: Figure, before: Point, now: Point, said: str, amount: str, word: str | None, *, rose: bool) -> Change:
    """The change with its word: reporting, a due day or small numbers first; else better or worse."""
    if figure.name == "returns":
        if now.day.on <= now.day.due_on:
            return Change(f"{said}; due {short_day(now.day.due_on)}", amount, "so far", None, rose)
    elif (moved := told_moved(before, now)) and (moved > 0) == rose:
        more = "more" if moved > 0 else "fewer"
        was = f"{number(now.told)} of {number(now.settings)}, was {number(before.told)} of {number(before.settings)}"
        who = f"{more} settings told us ({was})"
        return Change(f"{said}; {who}", amount, f"{more} told us", None, rose)
    if word:
        return Change(said, amount, word, None, rose)
    better = rose == figure.is_share
    return Change(said, amount, "better" if better else "worse", better, rose)


def told_moved(before: Point, now: Point) -> int:
    """1 or -1 when the share of settings that told us rose or fell by 10 points or more, else 0."""
    if not before.settings or not now.settings or before.told is None or now.told is None:
        return 0
    moved = now.told * before.settings - before.told * now.settings
    if abs(moved) * 100 < TOLD_MOVED * before.settings * now.settings:
        return 0
    return 1 if moved > 0 else -1


def wilson(part: int, total: int) -> tuple[float, float]:
    """The Wilson interval of a share of a total that is not nothing."""
    z = float(THRESHOLDS["interval_width"].value)
    share, room = part / total, z * z / total
    middle, half = share + room / 2, z * sqrt(share * (1 - share) / total + room / (4 * total))
    return (middle - half) / (1 + room), (middle + half) / (1 + room)


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def headline_cards(days: Sequence[TermDay], frames: Sequence[pd.DataFrame]) -> list[Card]:
    """The five cards; at least two days, oldest first."""
    return [_card(figure, points_of(figure, days, frames)) for figure in FIGURES.values()]


def _card(figure: Figure, points: Sequence[Point]) -> Card:
    now = points[-1]
    drawn = [nan if (value := measured(figure, point)) is None else float(value) for point in points]
    known = sum(not isnan(each) for each in drawn)
    value = said_value(figure, now) if known else "not loaded"
    trend = tuple(drawn) if known > 1 else ()
    return Card(figure, _label(figure, now), value, change_of(figure, points[-2], now), told_us(figure, now, short=True), trend)


def _label(figure: Figure, now: Point) -> str:
    if now.value is None or now.of_all is None or figure.name == "no_senco":
        return figure.card
    return f"{figure.card}: {number(now.value)} of {number(now.of_all)}" if figure.is_share else f"{figure.card}, of {number(now.of_all)}"


def six_terms_finding(cards: Sequence[Card]) -> str:
    """The title over the six terms: which figures may be called worse, and which better, than last term."""
    worse = listed([card.figure.noun for card in cards if card.change.better is False])
    better = listed([card.figure.noun for card in cards if card.change.better])
    if not worse and not better:
        return "No headline figure is clearly better or worse than last term"
    if not worse:
        return f"Better than last term: {better}"
    return f"Worse than last term: {worse}" + (f"; better: {better}" if better else "")


def by_term(
    days: Sequence[TermDay], frames: Sequence[pd.DataFrame], figures: Sequence[Figure], clusters: Sequence[str | None]
) -> pd.DataFrame:
    """The points as one table: a row a figure a cluster a term, “all clusters” for all together."""
    rows = [
        {
            "figure": figure.title,
            "cluster": cluster or "all clusters",
            "term": point.day.term.label,
            "as_of": point.day.on,
            "value": point.value,
            "of_all": point.of_all,
            "told": point.told,
            "settings": point.settings,
        }
        for figure in figures
        for cluster in clusters
        for point in points_of(figure, days, frames, cluster)
    ]
    counts = dict.fromkeys(("value", "of_all", "told", "settings"), "Int64")
    return pd.DataFrame(rows, columns=["figure", "cluster", "term", "as_of", *counts]).astype(counts)
