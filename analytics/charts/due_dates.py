"""Days that are due, on one axis: a row a setting, its day ahead of or behind the day asked about.

A day ahead is a dot right of the line, a day that has passed a diamond left of it; each row says its day in words as well.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

MOST_ROWS = 12

_TOP = 30
_PITCH = 40
_NAME_AT_MOST = 230


def due_dates(frame: pd.DataFrame, *, due: str, as_of: date, mark_months: int | None = None, dark: bool = False) -> go.Figure:
    """The first 12 rows by their day `due`; the frame has setting and name too. customdata of each mark: [setting].

    `mark_months` draws a second line so many months ahead.
    """
    if frame.empty:
        return style.blank_figure("No date is ahead.", dark=dark)
    ink = style.palette(dark)
    rows = _soonest(frame, due)
    days = [(style.as_day(value) - as_of).days for value in rows[due]]
    marked = (pd.Timestamp(as_of) + pd.DateOffset(months=mark_months)).date() if mark_months else None
    reach = [min(0, *days), max(1, *days, *([(marked - as_of).days] if marked else []))]
    edge = 0.04 * (reach[1] - reach[0])
    drawn = style.Drawing(dark=dark, height=_TOP + len(rows) * _PITCH + 8)
    drawn.axis("xaxis", range=[reach[0] - edge, reach[1] + edge])
    bottom = _TOP + len(rows) * _PITCH
    lines = [(0, style.day(as_of), ink.text), *([((marked - as_of).days, f"in {mark_months} months", ink.muted)] if marked else [])]
    for x, words, colour in lines:
        drawn.add_line(x0=x, x1=x, y0=_TOP - 6, y1=bottom, line={"color": colour, "width": 1}, layer="below")
        drawn.write(words, x=x, y=12, anchor="right" if x > reach[1] * 0.6 else "left", font={"size": style.SMALL, "color": colour})
    for place, (name, ahead) in enumerate(zip(rows["name"], days, strict=True)):
        y = _TOP + place * _PITCH + 30
        drawn.add_line(x0=min(0, ahead), x1=max(0, ahead), y0=y, y1=y, line={"color": ink.line, "width": 3}, layer="below")
        known = style.label(style.shortened(style.plain(name), _NAME_AT_MOST))
        when = style.tinted(_when(ahead), ink.muted if ahead >= 0 else ink.attention, bold=ahead < 0)
        drawn.write(f"{known}\u2002{when}", x=0, y=y - 18, xref="paper", bgcolor=ink.page)
    drawn.add_scatter(
        mode="markers",
        x=days,
        y=[_TOP + place * _PITCH + 30 for place in range(len(rows))],
        marker={
            "size": 13,
            "symbol": ["circle" if ahead >= 0 else "diamond" for ahead in days],
            "color": [ink.teal if ahead >= 0 else ink.attention for ahead in days],
        },
        customdata=[[setting] for setting in rows["setting"]],
        hovertext=[f"{style.label(name)}<br>{style.day(value)}" for name, value in zip(rows["name"], rows[due], strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )
    return drawn.figure()


def alt(frame: pd.DataFrame, *, due: str) -> str:
    """Each row’s day, for a person who does not see the picture. Plain text."""
    rows = _soonest(frame, due)
    said = [f"{style.plain(name)}, {style.day(value)}" for name, value in zip(rows["name"], rows[due], strict=True)]
    return "; ".join(said) + "." if said else "No date is ahead."


def _soonest(frame: pd.DataFrame, due: str) -> pd.DataFrame:
    return frame.sort_values([due, "setting"], kind="stable")[:MOST_ROWS]


def _when(ahead: int) -> str:
    """`67 days late`, `last day`, `30 days left`."""
    if ahead < 0:
        return f"{-ahead} {style.plural(-ahead, 'day')} late"
    return f"{style.number(ahead)} {style.plural(ahead, 'day')} left" if ahead else "last day"
