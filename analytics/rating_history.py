"""A setting's rating on the day and at the end of each term before it, and since when it has been what it is, in words.

The ratings are those of `settings_needing_support`, asked on the last day of a term as known now and with that day's limits. Between
two such days nothing was asked, so no sentence says that a rating held all the while. All texts are plain.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

import pandas as pd

from analytics.support import RATINGS, way_between
from analytics.trend import TermDay

NOT_OPEN = "not open"
_WORDS = {rating: words.lower() for rating, words in RATINGS.items()}

# The ratings of one setting: on the day asked about, then at the end of each term before it; None where it was not open.
Ratings = tuple[str | None, ...]


def ratings_back(
    days: Sequence[TermDay], ratings_on: Callable[[date], pd.DataFrame], settings: Collection[str], *, whole: bool = False
) -> dict[str, Ratings]:
    """The ratings of some settings; `days` are those of `days_of_terms`, `ratings_on` answers `settings_needing_support` of a day.

    Unless `whole` is asked for, it goes back only as far as any of them still has the rating of the day, so they may end sooner.
    """
    found: dict[str, list[str | None]] = {setting: [] for setting in settings}
    for each in reversed(days):
        frame = ratings_on(each.on)
        then = dict(zip(frame["setting"], frame["rating"], strict=True))
        for setting, ratings in found.items():
            ratings.append(then.get(setting))
        if not whole and not any(ratings[0] == ratings[-1] for ratings in found.values()):
            break
    return {setting: tuple(ratings) for setting, ratings in found.items()}


def since_said(days: Sequence[TermDay], ratings: Ratings) -> str:
    """`newly red, green at the end of Summer 2026`, `red at term ends since Spring 2026`: since when it has its rating of the day.

    Claims only what the days asked show. Empty where no earlier day was asked.
    """
    if len(ratings) < 2 or ratings[0] is None:
        return ""
    now, before = ratings[0], ratings[1]
    if before != now:
        newly = f"newly {_WORDS[now]}, " if before is not None and way_between(before, now) == "worse" else ""
        return f"{newly}{said_rating(before)} at the end of {days[-2].term.label}"
    same = next((place for place, rating in enumerate(ratings) if rating != now), len(ratings)) - 1
    if same == 1 and len(ratings) > 2:
        return f"{_WORDS[now]} at the end of {days[-2].term.label} too"
    longer = " or longer" if same == len(ratings) - 1 else ""
    return f"{_WORDS[now]} at term ends since {days[-1 - same].term.label}{longer}"


def said_rating(rating: str | None) -> str:
    """A rating inside a sentence."""
    return NOT_OPEN if rating is None else _WORDS[rating]


def by_term(days: Sequence[TermDay], ratings: Ratings, reasons: Sequence[str]) -> pd.DataFrame:
    """One row a day asked, the latest first: term, rated_on, rating (blank where not open) and why; `reasons` in that order."""
    asked = list(reversed(days))[: len(ratings)]
    return pd.DataFrame(
        {
            "term": [each.term.label for each in asked],
            "rated_on": [each.on for each in asked],
            "rating": pd.Series(list(ratings), dtype="object"),
            "why": list(reasons),
        }
    )
