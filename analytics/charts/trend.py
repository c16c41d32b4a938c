"""One headline figure over its terms, drawn as one small panel; many stand side by side.

Every function takes the points of one figure (see `analytics.trend`), oldest first. A term in which the figure was not
known is a hatched column, never a nought and never joined over.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts import style
from analytics.trend import SMALL_COUNT, SMALL_WHOLE, Figure, Point, measured, said_value, told_us

_TOP = 26  # room for a value above the highest point
_TERMS = 22  # the row of terms below
_TOLD = 34  # the rows of who told us below that


def panel(points: Sequence[Point], figure: Figure, *, most: float | None = None, small: bool = False, dark: bool = False) -> go.Figure:
    """The values as a line with the first and the last written; below each term how many settings told us.

    A share is drawn from 0 to 100 %, a count from 0 to `most` (at least 10, so that small numbers lie low). A `small` panel
    names the first and the last term only. customdata of each mark: [figure, term].
    """
    ink = style.palette(dark)
    plot = 52 if small else 96
    told = 14 if small else _TOLD
    drawn = style.Drawing(dark=dark, height=_TOP + plot + _TERMS + told, left=2, right=2)
    drawn.axis("xaxis", range=[-0.5, len(points) - 0.5])
    values = [measured(figure, point) for point in points]
    top = 1.0 if figure.is_share else max([SMALL_COUNT, most or 0, *(value for value in values if value is not None)])
    floor = _TOP + plot
    drawn.add_line(x0=-0.5, x1=len(points) - 0.5, y0=floor, y1=floor, layer="below", line={"color": ink.line, "width": 1})
    heights = [None if value is None else floor - value / top * plot for value in values]
    few = figure.is_share and max(point.of_all or 0 for point in points) < SMALL_WHOLE
    colour = ink.muted if few else ink.teal
    data = [[figure.name, point.day.term.name] for point in points]
    hover = [_said(figure, point) for point in points]
    gaps = [place for place, value in enumerate(values) if value is None]
    if gaps:
        drawn.add_bar(
            x=gaps,
            y=[plot] * len(gaps),
            base=[_TOP] * len(gaps),
            width=0.5,
            marker=style.hatch(dark),
            customdata=[data[place] for place in gaps],
            text=[hover[place] for place in gaps],
            textposition="none",
            hovertemplate="%{text}<extra></extra>",
        )
    drawn.add_scatter(
        x=list(range(len(points))),
        y=heights,
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": colour, "width": 2},
        marker={"color": colour, "size": [7] * (len(points) - 1) + [10]},
        customdata=data,
        text=hover,
        hovertemplate="%{text}<extra></extra>",
    )
    _write_values(drawn, points, heights, figure, ink)
    _write_terms(drawn, points, floor + 12, ink, every=not small)
    _draw_told(drawn, points, floor + _TERMS, ink, figures=not small)
    return drawn.figure()


def spark(points: Sequence[Point], figure: Figure, *, dark: bool = False) -> go.Figure:
    """The line alone, to stand beside words: no scale of its own worth reading, so no figures either."""
    ink = style.palette(dark)
    plot = 28
    drawn = style.Drawing(dark=dark, height=plot + 12, left=4, right=8, top=6, bottom=6)
    values = [measured(figure, point) for point in points]
    top = 1.0 if figure.is_share else max([SMALL_COUNT, *(value for value in values if value is not None)])
    gaps = [place for place, value in enumerate(values) if value is None]
    drawn.axis("xaxis", range=[-0.3, len(points) - 0.7])
    if gaps:
        drawn.add_bar(x=gaps, y=[plot] * len(gaps), width=0.4, marker=style.hatch(dark), hoverinfo="skip")
    drawn.add_scatter(
        x=list(range(len(points))),
        y=[None if value is None else plot - value / top * plot for value in values],
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": ink.teal, "width": 2},
        marker={"color": ink.teal, "size": [4] * (len(points) - 1) + [8]},
        hoverinfo="skip",
    )
    return drawn.figure()


def alt(points: Sequence[Point], figure: Figure, cluster: str = "") -> str:
    """The panel in words: each term's value and who told us. Plain text."""
    where = f", {style.plain(cluster)}" if cluster else ""
    return f"{figure.title}{where}. " + "; ".join(f"{point.day.term.label}: {_in_words(figure, point)}" for point in points)


def _in_words(figure: Figure, point: Point) -> str:
    if point.value is None:
        counted = "not known"
    elif point.of_all is None:
        counted = style.number(point.value)
    else:
        counted = f"{style.number(point.value)} of {style.number(point.of_all)} {figure.whole}"
    told = told_us(figure, point)
    return f"{counted}, {told}" if told else counted


def _said(figure: Figure, point: Point) -> str:
    return f"<b>{point.day.term.label}</b><br>{style.label(_in_words(figure, point)).replace(', ', '<br>')}"


def _short(figure: Figure, point: Point) -> str:
    """The value as it is written on the panel: a share of few as its counts."""
    if figure.is_share and point.of_all and point.of_all < SMALL_WHOLE:
        return f"{point.value} of {point.of_all}"
    return said_value(figure, point)


def _write_values(
    drawn: style.Drawing, points: Sequence[Point], heights: Sequence[float | None], figure: Figure, ink: style.Palette
) -> None:
    known = [place for place, height in enumerate(heights) if height is not None]
    for place in dict.fromkeys(known[:1] + known[-1:]):
        last = place == len(points) - 1
        beside = heights[max(place - 1, 0) if last else min(place + 1, len(points) - 1)]
        level = heights[place] if beside is None or not 0 < heights[place] - beside < 16 else beside
        said = style.label(_short(figure, points[place]))
        anchor = "right" if last else "left" if place == 0 else "center"
        x = place + (0.45 if anchor == "right" else -0.45 if anchor == "left" else 0)
        drawn.write(f"<b>{said}</b>" if last else said, x=x, y=level - 15, anchor=anchor, font={"color": ink.text})


def _write_terms(drawn: style.Drawing, points: Sequence[Point], y: float, ink: style.Palette, *, every: bool) -> None:
    for place, point in enumerate(points):
        if every or place in (0, len(points) - 1):
            anchor = "center" if every else "left" if place == 0 else "right"
            x = place + {"center": 0, "left": -0.45, "right": 0.45}[anchor]
            name = f"{point.day.term.season[:3].capitalize()}{style.NBSP}{point.day.term.year % 100:02}"
            drawn.write(name, x=x, y=y, anchor=anchor, font={"size": style.SMALL, "color": ink.muted})


def _draw_told(drawn: style.Drawing, points: Sequence[Point], y: float, ink: style.Palette, *, figures: bool) -> None:
    """A thin bar a term: the settings that told us, of those that owe it."""
    for place, point in enumerate(points):
        if not point.settings:
            continue
        left, right = place - 0.36, place + 0.36
        share = (point.told or 0) / point.settings
        drawn.add_line(x0=left, x1=right, y0=y + 5, y1=y + 5, line={"color": ink.track, "width": 5})
        if share:
            drawn.add_line(x0=left, x1=left + (right - left) * share, y0=y + 5, y1=y + 5, line={"color": ink.unknown, "width": 5})
        if figures:
            said = f"{style.number(point.told or 0)}/{style.number(point.settings)}"
            drawn.write(said, x=place, y=y + 21, anchor="center", font={"size": style.SMALL, "color": ink.muted})
