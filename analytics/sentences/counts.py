"""Words that several answers share."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.charts import style


def most_of(counts: Mapping[str, int], total: int, *, every: int) -> tuple[str, str] | None:
    """The name that stands out among a total, and `three of them `, `both `, `all ` or nothing before it."""
    first = style.foremost(counts)
    if every < 2 or first is None:
        return None
    name, share = first
    if share == total:
        return name, "" if total == 1 else "both " if total == 2 else "all of them "
    return (name, f"{style.spelled(share)} of them ") if share > 1 else None
