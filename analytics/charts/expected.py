"""Who is expected at one meeting, drawn from the rows of `expected_settings` of that meeting (one row a setting)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row

# state → look and words; the order in which the parts stand
BEFORE = {
    "booked": ("done", "booked"),
    "waitlist": ("some", "on the waiting list"),
    "apologies": ("aside", "sent apologies"),
    "not_booked": ("rest", "not booked"),
}
AFTER = {
    "attended": ("done", "came"),
    "apologies": ("aside", "sent apologies"),
    "no_show": ("attention", "did not come"),
    "not_booked": ("rest", "not booked"),
}
UNKNOWN = ("not_known", "not known")


def bars(frame: pd.DataFrame, *, told: bool, dark: bool = False) -> go.Figure:
    """A bar a cluster, as long as its settings; at its end those booked, or who came once that is `told`. customdata: [cluster, state]."""
    rows = []
    for cluster, own in _clusters(frame):
        counts = own["state"].fillna("").value_counts()
        parts = [Part(look, int(counts.get(state, 0)), words, (cluster, state)) for state, (look, words) in _looks(told).items()]
        unknown = int(counts.get("", 0))
        first = shares.said(parts[0].count, len(own)) if unknown < len(own) else f"{style.number(len(own))} expected"
        rows.append(Row(cluster, first, (*parts, Part(*UNKNOWN[:1], unknown, UNKNOWN[1], (cluster, "")))))
    return shares.bars(rows, as_shares=False, empty="No setting is expected.", dark=dark)


def key(frame: pd.DataFrame, *, told: bool) -> list[tuple[str, str]]:
    """Look and words of the states that are there."""
    there = set(frame["state"].dropna())
    found = [entry for state, entry in _looks(told).items() if state in there]
    return [*found, UNKNOWN] if frame["state"].isna().any() else found


def alt(frame: pd.DataFrame, *, told: bool) -> str:
    """Each cluster’s counts, for a person who does not see the picture. Plain text."""
    said = []
    for cluster, own in _clusters(frame):
        counts = own["state"].fillna("").value_counts()
        looks = [*_looks(told).items(), ("", UNKNOWN)]
        parts = [f"{style.number(int(counts[state]))} {words}" for state, (_, words) in looks if counts.get(state)]
        said.append(f"{cluster}, {style.number(len(own))} expected: {', '.join(parts)}.")
    return " ".join(said) or "No setting is expected."


def behind(frame: pd.DataFrame, marks: list[list]) -> pd.DataFrame:
    """The settings behind the parts that were clicked."""
    wanted = {tuple(mark) for mark in marks}
    pairs = zip(map(style.plain, frame["cluster"]), frame["state"].fillna(""), strict=True)
    return frame[[pair in wanted for pair in pairs]]


def _looks(told: bool) -> dict[str, tuple[str, str]]:
    return AFTER if told else BEFORE


def _clusters(frame: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    names = pd.Series(list(map(style.plain, frame["cluster"])), index=frame.index, dtype="object")
    for name in sorted(set(names)):
        yield name, frame[names == name]
