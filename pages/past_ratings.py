"""What the rules said of settings at the ends of terms: asked of all settings once, so that a filter and another setting ask nothing.

A setting may have been in another cluster then, so the filters of the day are left aside.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pandas as pd

from analytics.queries import Inputs
from analytics.rating_history import Ratings, ratings_back, since_said
from analytics.trend import TermDay, days_of_terms
from pages import shared


def ratings_on(inputs: Inputs, on: date) -> pd.DataFrame:
    """The ratings of all settings on an earlier day; on the day itself those that are chosen."""
    asked = inputs if on == inputs.as_of else replace(inputs, as_of=on, clusters=(), provider_types=(), officers=())
    return shared.ask("settings_needing_support", asked)


def since(inputs: Inputs, settings: Collection[str]) -> dict[str, str]:
    """In words, since when each of these settings has its rating."""
    days = _days(inputs)
    found = ratings_back(days, lambda on: ratings_on(inputs, on), settings)
    return {setting: since_said(days, ratings) for setting, ratings in found.items()}


def of_setting(inputs: Inputs, setting: str) -> tuple[list[TermDay], Ratings]:
    """The days asked, the oldest first, and the setting's ratings from the day itself back."""
    days = _days(inputs)
    return days, ratings_back(days, lambda on: ratings_on(inputs, on), [setting], whole=True)[setting]


def _days(inputs: Inputs) -> list[TermDay]:
    return days_of_terms(inputs.as_of, shared.calendar(inputs.known_at))
