"""How many children are identified at each setting, against its size: a funnel, from the rows of `identification_rates` that are known.

The band is where a setting of that size would stand by chance if its rate were the authority's; a setting stands outside it
exactly when its Wilson interval does not reach the authority's rate. Both sides are drawn alike: neither is better.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

TAILS = {"high": "above the range", "low": "below the range", "within": "within the range", "not_known": "not known"}
_SYMBOLS = {"high": "triangle-up", "low": "triangle-down", "within": "circle"}

_HEIGHT = 362
_TOP = 56
_FOOT = 44
_LEFT = 30


def funnel(frame: pd.DataFrame, *, errors: float, dark: bool = False) -> go.Figure:
    """A mark a number of places and of children; `errors` is how many standard errors the band reaches to either side.

    customdata of each mark: [places, children], which more than one setting may share.
    """
    if frame.empty:
        return style.blank_figure("No setting has places enough to compare.", dark=dark)
    ink = style.palette(dark)
    authority, (first, last) = float(frame["authority_rate"].iloc[0]), _sizes(frame)
    lower, upper = zip(*(band(places, authority, errors) for places in range(first, last + 1)), strict=True)
    highest = max(float(frame["rate"].max()), *upper, 10) * 1.04
    drawn = style.Drawing(dark=dark, height=_HEIGHT, left=_LEFT)
    drawn.axis("xaxis", range=[first - 1, last + 4])

    def y(rate: float) -> float:
        return _HEIGHT - _FOOT - (_HEIGHT - _TOP - _FOOT) * rate / highest

    sizes = list(range(first, last + 1))
    edge = {"mode": "lines", "hoverinfo": "skip", "line": {"color": ink.unknown, "width": 1}}
    drawn.add_scatter(name="upper", x=sizes, y=[y(rate) for rate in upper], **edge)
    drawn.add_scatter(name="lower", x=sizes, y=[y(rate) for rate in lower], fill="tonexty", fillcolor=ink.track, **edge)
    drawn.add_line(x0=first - 1, x1=last + 4, y0=y(authority), y1=y(authority), line={"color": ink.teal, "width": 1.5})
    clusters = frame["cluster"].unique()
    of_cluster = float(frame["cluster_rate"].iloc[0]) if len(clusters) == 1 else None
    if of_cluster is not None:
        drawn.add_line(x0=first - 1, x1=last + 4, y0=y(of_cluster), y1=y(of_cluster), line={"color": ink.teal, "width": 1.5, "dash": "dot"})
    _draw_marks(drawn, frame, y, dark=dark)
    muted = {"size": style.SMALL, "color": ink.muted}
    drawn.write(_key(authority, of_cluster, clusters[0], ink), x=0, xref="paper", y=34, xshift=-_LEFT, font=muted)
    drawn.write("children for each 100 places", x=0, xref="paper", y=10, xshift=-_LEFT, font=muted)
    apart = 10 if highest < 80 else 20
    for rate in range(0, int(highest) + 1, apart):
        drawn.write(str(rate), x=0, xref="paper", y=y(rate), anchor="right", xshift=-6, font=muted)
    step = next((each for each in (10, 20, 50, 100) if (last - first) / each <= 6), 200)
    for places in range(-(-first // step) * step, last + 1, step):
        drawn.write(str(places), x=places, y=_HEIGHT - _FOOT + 14, anchor="center", font=muted)
    drawn.write("places", x=last + 4, y=_HEIGHT - 10, anchor="right", font=muted)
    return drawn.figure()


def finding(frame: pd.DataFrame) -> str:
    """The title of the funnel: how many settings stand outside the range, on either side. Plain text."""
    if frame.empty:
        return "No setting has places enough to compare"
    high, low = (int((frame["tail"] == tail).sum()) for tail in ("high", "low"))
    settings = len(frame)
    if high == low == 0:
        who = (
            "The one setting compared is"
            if settings == 1
            else "Both settings are"
            if settings == 2
            else f"All {style.number(settings)} settings are"
        )
        return f"{who} within the range that chance gives"
    sides = [f"{style.spelled(count)} above" for count in [high] if count] + [f"{style.spelled(count)} below" for count in [low] if count]
    if settings == 1:
        return f"The one setting compared is {'above' if high else 'below'} the range that chance gives"
    return f"Of {style.number(settings)} settings, {' and '.join(sides)} the range that chance gives"


def alt(frame: pd.DataFrame) -> str:
    """The finding and the rates compared with, for a person who does not see the picture. Plain text."""
    if frame.empty:
        return finding(frame) + "."
    within = int((frame["tail"] == "within").sum())
    rate = float(frame["authority_rate"].iloc[0])
    return f"{finding(frame)}; {within} within it. The authority has {rate:g} children for each 100 places."


def _key(authority: float, of_cluster: float | None, cluster: object, ink: style.Palette) -> str:
    said = [f"{style.tinted('▲▼', ink.attention)} outside", f"{style.tinted('●', ink.cover['shared'])} within"]
    said.append(f"{style.tinted('—', ink.teal, bold=True)} authority {authority:g}")
    if of_cluster is not None:
        said.append(f"{style.tinted('┄', ink.teal, bold=True)} {style.label(style.shortened(style.plain(cluster), 90))} {of_cluster:g}")
    return "\u2002".join(said)


def _sizes(frame: pd.DataFrame) -> tuple[int, int]:
    first, last = int(frame["places"].min()), int(frame["places"].max())
    return (first, last) if last - first >= 10 else (max(first - 5, 1), last + 5)


def band(places: int, rate: float, errors: float) -> tuple[float, float]:
    """The lower and upper edge, for each 100 places, of the range that chance gives a setting of so many places."""
    part = min(rate / 100, 1)
    spread = 100 * errors * sqrt(part * (1 - part) / places)
    return max(rate - spread, 0), rate + spread


def _draw_marks(drawn: style.Drawing, frame: pd.DataFrame, y: Any, *, dark: bool) -> None:
    ink = style.palette(dark)
    for tail, symbol in _SYMBOLS.items():
        together = [
            (size, list(rows.itertuples(index=False))) for size, rows in frame[frame["tail"] == tail].groupby(["places", "children"])
        ]
        colour = ink.cover["shared"] if tail == "within" else ink.attention
        drawn.add_scatter(
            name=tail,
            mode="markers",
            x=[int(places) for (places, _), _ in together],
            y=[y(float(rows[0].rate)) for _, rows in together],
            marker={"symbol": symbol, "size": 9 if tail == "within" else 11, "color": colour, "line": {"color": ink.page, "width": 1}},
            customdata=[[int(places), int(children)] for (places, children), _ in together],
            hovertext=[_hover(rows) for _, rows in together],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )


def _hover(rows: list[Any]) -> str:
    first = rows[0]
    names = "<br>".join(style.label(row.name) for row in rows[:5]) + (f"<br>and {len(rows) - 5} more" if len(rows) > 5 else "")
    children = f"{style.counted(int(first.children), 'child', 'children')} of {style.number(int(first.places))} places"
    return f"{names}<br>{children}: {first.rate:g} for each 100, {first.low:g} to {first.high:g}"
