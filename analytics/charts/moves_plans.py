"""EHC plans before the move to school, drawn from the frame of `plans_before_school` (one row a child)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row

_STATES = {
    "done": ("done", "reviewed or issued in time"),
    "done_late": ("some", "after 15 February"),
    "in_time": ("rest", "still to come"),
    "late": ("attention", "late"),
    "not_known": ("not_known", "not known"),
}
KEY = tuple(_STATES.values())


def by_cluster(plans: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar a cluster, as long as its number of plans. customdata of each part: [cluster, state]."""
    rows = []
    for cluster in sorted(plans["cluster"].unique(), key=style.plain) if len(plans) else ():
        counts = plans.loc[plans["cluster"] == cluster, "state"].value_counts()
        parts = tuple(Part(look, int(counts.get(state, 0)), words, (cluster, state)) for state, (look, words) in _STATES.items())
        prepared, total = int(counts.get("done", 0) + counts.get("done_late", 0)), int(counts.sum())
        rows.append(Row(style.plain(cluster), f"{prepared}{style.NBSP}of{style.NBSP}{total}", parts))
    return shares.bars(rows, as_shares=False, empty="No child with an EHC plan is known to start school.", dark=dark)


def finding(plans: pd.DataFrame) -> str:
    """The title: how many plans are prepared. Plain text."""
    total = len(plans)
    if total == 0:
        return "No child with an EHC plan is known to start school"
    counts = plans["state"].value_counts()
    if counts.get("not_known", 0) == total:
        return (
            f"It is not known whether {'the one EHC plan is' if total == 1 else f'the {style.spelled(total, 12)} EHC plans are'} prepared"
        )
    prepared = int(counts.get("done", 0) + counts.get("done_late", 0))
    if prepared == 0:
        return (
            "The one EHC plan is still to be reviewed"
            if total == 1
            else f"None of the {style.spelled(total, 12)} EHC plans is reviewed yet"
        )
    said = style.sentence(style.part_of(prepared, total)) if total > 1 else "The one"
    after = int(counts.get("done_late", 0))
    late = f", {style.spelled(after)} of them after 15 February" if after and prepared > 1 else ", after 15 February" if after else ""
    return f"{said} EHC {style.plural(total, 'plan')} {style.plural(prepared, 'is', 'are')} reviewed or issued since September{late}"


def due_line(plans: pd.DataFrame, as_of: date) -> str:
    """When plans are due, counted from the day. Plain text; nothing where there are none."""
    if plans.empty:
        return ""
    due = style.as_day(plans["due_on"].iloc[0])
    days = (due - as_of).days
    ahead = f"in {style.counted(days, 'day')}" if days > 0 else "today" if days == 0 else f"{style.counted(-days, 'day')} ago"
    by_age = int((plans["known_from"] == "age").sum())
    age = (
        f" {style.opening(by_age)} {style.plural(by_age, 'child is', 'children are')} here by age: no return says yet when they start."
        if by_age
        else ""
    )
    return f"Due {style.day(due)}, {ahead}.{age}"


def alt(plans: pd.DataFrame) -> str:
    """The finding and each cluster’s counts, for a person who does not see the picture. Plain text."""
    said = [finding(plans) + "."]
    for cluster in sorted(plans["cluster"].unique(), key=style.plain) if len(plans) else ():
        counts = plans.loc[plans["cluster"] == cluster, "state"].value_counts()
        told = ", ".join(f"{int(counts[state])} {words}" for state, (_, words) in _STATES.items() if state in counts)
        said.append(f"{style.plain(cluster)}: {told}.")
    return " ".join(said)
