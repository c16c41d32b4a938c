"""SENCO hours for ten children with SEN: a dot a setting, a row a cluster, with the middle one marked.

Takes the frame of `senco_hours`, one row an open setting. A setting with no hours or no children told is counted in words. A few
children make a large figure of few hours, so their settings are hollow and do not set the scale; what lies beyond it stands at its end.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

_TOP = 30
_PITCH = 58
_STEP = 6.0  # pixels a dot stands above the one below it
_BINS = 60
FEW = 5  # children


def hours(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Dots on one scale from 0. customdata of each dot: [setting]."""
    known = frame.dropna(subset=["hours_per_10_children"])
    if known.empty:
        return style.blank_figure("No hours for children with SEN are known.", dark=dark)
    ink = style.palette(dark)
    clusters = sorted(frame["cluster"].unique(), key=style.plain)
    many = known.loc[known["children"] >= FEW, "hours_per_10_children"]
    most = float(max(many.max() if len(many) else known["hours_per_10_children"].max(), 1.0))
    drawn = style.Drawing(dark=dark, height=_TOP + len(clusters) * _PITCH + 8)
    drawn.axis("xaxis", range=[-0.02 * most, 1.08 * most])
    step = _scale(most)
    for tick in range(0, int(most) + 1, step):
        drawn.add_line(x0=tick, x1=tick, y0=_TOP - 8, y1=_TOP + len(clusters) * _PITCH, line={"color": ink.line, "width": 1}, layer="below")
        drawn.write(str(tick), x=tick, y=12, anchor="left" if tick == 0 else "center", font={"size": style.SMALL, "color": ink.muted})
    for place, cluster in enumerate(clusters):
        base = _TOP + place * _PITCH + 46
        of_cluster = known[known["cluster"] == cluster].sort_values(["hours_per_10_children", "setting"])
        silent = int((frame["cluster"] == cluster).sum()) - len(of_cluster)
        drawn.write(_line_above(cluster, of_cluster, silent, ink), x=0, y=base - 34, xref="paper")
        if of_cluster.empty:
            continue
        places = [min(value, 1.05 * most) for value in of_cluster["hours_per_10_children"]]
        middle = float(of_cluster["hours_per_10_children"].median())
        middle = min(middle, 1.05 * most)
        drawn.add_line(x0=middle, x1=middle, y0=base - 22, y1=base + 8, line={"color": ink.text, "width": 2})
        drawn.add_scatter(
            mode="markers",
            name=style.plain(cluster),
            x=places,
            y=_stacked(places, base, most),
            marker={
                "size": 10,
                "symbol": ["triangle-right" if value > most else "circle" for value in of_cluster["hours_per_10_children"]],
                "color": [ink.page if children < FEW else ink.teal for children in of_cluster["children"]],
                "line": {"color": [ink.teal if children < FEW else ink.page for children in of_cluster["children"]], "width": 1.2},
            },
            customdata=[[setting] for setting in of_cluster["setting"]],
            hovertext=[_hover(row) for row in of_cluster.itertuples(index=False)],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )
    return drawn.figure()


def alt(frame: pd.DataFrame) -> str:
    """Each cluster’s middle, for a person who does not see the picture. Plain text."""
    said = []
    for cluster in sorted(frame["cluster"].unique(), key=style.plain) if len(frame) else ():
        of_cluster = frame.loc[frame["cluster"] == cluster, "hours_per_10_children"]
        told = of_cluster.dropna()
        middle = (
            f"half have {one_place(told.median())} hours or fewer, of {style.counted(len(told), 'setting')}"
            if len(told)
            else "no hours known"
        )
        said.append(f"{style.plain(cluster)}: {middle}, {len(of_cluster) - len(told)} not known")
    return "Hours a week for ten children with SEN. " + "; ".join(said) + "." if said else "No settings to show."


def one_place(value: float) -> str:
    """`4.5`; halves of a tenth up."""
    return f"{(round(value * 100) + 5) // 10 / 10:.1f}"


def _scale(most: float) -> int:
    return next((step for step in (1, 2, 5, 10, 20, 50) if most / step <= 8), 100)


def _stacked(values: list[float], base: float, most: float) -> list[float]:
    """Dots that would lie on each other stand above each other, four at most."""
    held: dict[int, int] = {}
    heights = []
    for value in values:
        place = round(value / most * _BINS)
        heights.append(base - _STEP * min(held.get(place, 0), 3))
        held[place] = held.get(place, 0) + 1
    return heights


def _line_above(cluster: object, known: pd.DataFrame, silent: int, ink: style.Palette) -> str:
    told = [f"{one_place(known['hours_per_10_children'].median())} in the middle of {len(known)}"] if len(known) else []
    told += [f"{silent} not known"] if silent else []
    return f"<b>{style.label(cluster)}</b>\u2002{style.tinted(', '.join(told), ink.muted)}"


def _hover(row: object) -> str:
    children = int(row.children)
    told = f"{row.weekly_hours:g} hours for {children} {style.plural(children, 'child', 'children')}"
    return f"{style.label(row.name)}<br>{told}"
