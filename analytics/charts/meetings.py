"""Cluster meetings planned and held, drawn from the frame of `meetings_by_cluster` (one row a cluster a term)."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.terms import Term

TERMS = 6
_PITCH = 36
_TOP = 32
_NAME_AT_MOST = 110


def held_grid(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A row a cluster, a column a term: a dot a meeting held, a ring one planned, “none” in words.

    customdata of each mark: [cluster, term].
    """
    if frame.empty:
        return style.blank_figure("No cluster meeting is known.", dark=dark)
    ink = style.palette(dark)
    terms, clusters = _terms(frame), sorted(frame["cluster"].unique(), key=style.plain)
    room = min(max(style.text_width(style.plain(cluster)) for cluster in clusters) + 12, _NAME_AT_MOST)
    drawn = style.Drawing(dark=dark, height=_TOP + len(clusters) * _PITCH + 4, left=room)
    drawn.axis("xaxis", range=[-0.5, len(terms) - 0.5])
    for place, term in enumerate(terms):
        heading = f"{Term.parse(term).season.capitalize()[:3]} {Term.parse(term).year % 100:02d}"
        drawn.write(heading, x=place, y=13, anchor="center", font={"size": style.SMALL, "color": ink.muted})
    height = {cluster: _TOP + place * _PITCH + _PITCH / 2 for place, cluster in enumerate(clusters)}
    for cluster, y in height.items():
        drawn.write(style.label(style.shortened(style.plain(cluster), room - 8)), x=0, xref="paper", xshift=-room, y=y)
    marks: dict[str, list[tuple[float, float, list[str], str]]] = {"held": [], "planned": []}
    for row in frame[frame["term"].isin(terms)].itertuples(index=False):
        place, y = terms.index(row.term), height[row.cluster]
        words = f"{style.label(row.cluster)}, {Term.parse(row.term).label}<br>{row.held} of {row.planned} held"
        for number in range(row.planned):
            x = place + (number - (row.planned - 1) / 2) * min(0.3, 0.9 / row.planned)
            marks["held" if number < row.held else "planned"].append((x, y, [row.cluster, row.term], words))
        if not row.planned:
            drawn.write(style.tinted("none", ink.attention, bold=True), x=place, y=y, anchor="center")
    looks = {
        "held": {"size": 13, "color": ink.teal, "line": {"width": 0}},
        "planned": {"size": 11, "color": ink.page, "line": {"color": ink.teal, "width": 2.5}},
    }
    for state, found in marks.items():
        if found:
            drawn.add_scatter(
                mode="markers",
                name=state,
                x=[x for x, *_ in found],
                y=[y for _, y, *_ in found],
                marker=looks[state] | {"symbol": "circle", "opacity": 1},
                customdata=[click for *_, click, _ in found],
                hovertext=[words for *_, words in found],
                hovertemplate="%{hovertext}<extra></extra>",
                unselected={"marker": {"opacity": 0.4}},
            )
    return drawn.figure()


def held_finding(frame: pd.DataFrame) -> str:
    """The title of `held_grid`: has each cluster one meeting or more a term? Plain text."""
    if frame.empty:
        return "No cluster meeting is known"
    terms = _terms(frame)
    shown = frame[frame["term"].isin(terms)]
    now = shown[shown["term"] == terms[-1]]
    without = sorted(style.plain(cluster) for cluster in now.loc[~now["has_meeting"].astype(bool), "cluster"])
    if len(without) == len(now) and len(now) > 1:
        return "No cluster has a meeting this term"
    if without:
        verb = style.plural(len(without), "has", "have")
        if len(without) > 3:
            return f"{style.opening(len(without))} of the {style.counted(len(now), 'cluster')} have no meeting this term"
        return f"{style.listed(without)} {verb} no meeting this term"
    earlier = int((~shown["has_meeting"].astype(bool)).sum())
    every = "Every cluster has" if len(now) > 1 else f"{style.plain(now['cluster'].iloc[0])} has"
    if earlier:
        return f"{every} a meeting this term; {style.plural(earlier, 'one was', f'{style.spelled(earlier)} were')} without in a term before"
    return f"{every} a meeting in each term"


def held_line(frame: pd.DataFrame) -> str:
    """Held of planned this term. Plain text; a meeting for all clusters counts in each."""
    if frame.empty:
        return ""
    now = frame[frame["term"] == _terms(frame)[-1]]
    planned, held = int(now["planned"].sum()), int(now["held"].sum())
    return f"● held, ○ planned. This term: {held} of {planned}; a meeting for all clusters counts in each."


def held_alt(frame: pd.DataFrame) -> str:
    """The finding and this term’s counts, for a person who does not see the picture. Plain text."""
    said = [held_finding(frame) + "."]
    for row in frame[frame["term"] == _terms(frame)[-1]].itertuples(index=False) if len(frame) else ():
        said.append(f"{style.plain(row.cluster)}: {row.held} of {row.planned} held this term.")
    return " ".join(said)


def _terms(frame: pd.DataFrame) -> list[str]:
    return sorted(set(frame["term"]), key=Term.parse)[-TERMS:]
