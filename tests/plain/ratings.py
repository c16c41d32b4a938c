"""The ratings that officers set: plain answers."""

from __future__ import annotations

from datetime import date

from tests.plain.filters import Filters
from tests.plain.log import Known, Row


def rating_overrides(known: Known, day: date, filters: Filters) -> list[Row]:
    """One set later takes the place of the one before from its own day on, also when it ends sooner."""
    latest = {}
    for rated in sorted(known.ratings, key=lambda rated: (rated.at.date(), rated.at)):
        if rated.at.date() <= day:
            latest[rated.setting] = rated
    return [
        {"setting": setting, "rating": rated.rating, "from_on": rated.at.date(), "last_on": rated.last_on}
        | {"set_by": rated.by, "reason": rated.reason}
        for setting, rated in latest.items()
        if day <= rated.last_on and setting in known.open_settings(day) and filters.has(known.open_settings(day)[setting])
    ]
