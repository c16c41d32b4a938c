"""Rows a cluster that stand level in the two pictures of Overdue reviews: how high, how far apart, where the names stand."""

from __future__ import annotations

import pandas as pd

from analytics.charts import style

_PITCH = 50
_TOP = 46
_NAME_AT_MOST = 120


def rows(names: pd.Series, *, foot: float = 0, dark: bool) -> tuple[style.Drawing, bool]:
    """An empty figure whose rows stand level with those of another of the same names, and whether names stand above.

    `foot` is the room under the last row.
    """
    clusters = names.unique()
    widest = max(style.text_width(style.plain(name)) for name in clusters)
    above = widest > _NAME_AT_MOST
    gutter = 0.0 if above else widest + 10
    drawn = style.Drawing(dark=dark, height=_TOP + len(clusters) * _PITCH + foot, left=gutter)
    return drawn, above


def centre(place: int, names_above: bool) -> float:
    return _TOP + place * _PITCH + (34 if names_above else 21)


def name(drawn: style.Drawing, text: str, y: float, above: bool) -> None:
    """A row's name, already escaped: before the row, or on a line above it where names are long."""
    if above:
        drawn.write(text, x=0, xref="paper", y=y - 22)
    else:
        drawn.write(text, x=0, xref="paper", y=y, anchor="right", xshift=-8)
