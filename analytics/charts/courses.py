"""Courses drawn: which clusters whole-staff training reaches, and what people said of it.

`reach` takes the frame of `course_reach_by_cluster`, the words on ratings that of `training_evaluations`.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row


def reach(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar a cluster, filled as far as courses reach its settings. customdata of each part: [cluster, reached]."""
    rows = []
    for row in frame.sort_values("cluster").itertuples(index=False):
        reached, settings = int(row.reached), int(row.settings)
        parts = (
            Part("done", reached, "reached", (row.cluster, True)),
            Part("rest", settings - reached, "not reached", (row.cluster, False)),
        )
        rows.append(Row(style.plain(row.cluster), shares.said(reached, settings), parts))
    return shares.bars(rows, empty="No setting to show.", dark=dark)


def reach_finding(frame: pd.DataFrame) -> str:
    """The title of `reach`. Plain text."""
    settings, reached = (int(frame[column].sum()) if len(frame) else 0 for column in ("settings", "reached"))
    if settings == 0:
        return "No setting to show"
    if reached == 0:
        return "Whole-staff training has reached no setting"
    if reached == settings:
        return "Whole-staff training has reached every setting" if settings > 1 else "Whole-staff training has reached the one setting"
    return f"Whole-staff training has reached {reached} of {settings} settings"


def reach_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster’s counts, for a person who does not see the picture. Plain text."""
    said = [f"{style.plain(row.cluster)} {row.reached} of {row.settings}" for row in frame.itertuples(index=False)]
    return f"{reach_finding(frame)}. {'; '.join(said)}."


def ratings_finding(events: pd.DataFrame) -> str:
    """How the events with answers enough for a mean were rated. Plain text."""
    means = events["mean"].dropna()
    if events.empty:
        return "No training has been held yet"
    if means.empty:
        return "No training has answers enough for a mean"
    if len(means) == 1 or means.min() == means.max():
        return f"Training is rated {means.min():.1f} of 5"
    return f"Training is rated from {means.min():.1f} to {means.max():.1f} of 5"


def ratings_line(events: pd.DataFrame) -> str:
    """Of how many events a mean is given. Plain text."""
    few = int(events["mean"].isna().sum())
    if events.empty or few == 0:
        return ""
    return f"A mean is given for {len(events) - few} of {len(events)}; the others have too few answers."
