"""Parts of a whole drawn: `bars`, a row a thing with its parts in one bar, and `grid`, a small bar in each cell of a table.

Both take plain values, not frames: a page's own chart module makes the rows. What is not known is hatched, a count stands on its
part where there is room, and the words at the end of a row give the count and what it is a count of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analytics.charts import style

_PITCH = 54
_THICK = 24
_CELL_PITCH = 46
_HEAD = 26
_NAME_AT_MOST = 130
_NARROW = 230  # pixels of the bars on a phone
_SHARE_FROM = 5  # a percentage of fewer says nothing that the count does not


@dataclass(frozen=True)
class Part:
    """One part of a row: how it looks (see LOOKS), how many, what that is called, and what a click on it carries."""

    look: str
    count: int
    words: str
    click: tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """A row: its name above the bar, what is said at the end of it, and its parts from the left."""

    name: str
    said: str
    parts: tuple[Part, ...]


LOOKS = ("done", "some", "attention", "rest", "aside", "not_known")


def said(part: int, whole: int) -> str:
    """`15 of 34, 44 %`; of fewer than five the count alone, of nothing a dash."""
    if whole == 0:
        return "–"
    counts = f"{style.number(part)}{style.NBSP}of{style.NBSP}{style.number(whole)}"
    return f"{counts}, {style.percent(part / whole)}" if whole >= _SHARE_FROM else counts


def bars(rows: Sequence[Row], *, as_shares: bool = True, empty: str = "Nothing to show.", dark: bool = False) -> go.Figure:
    """A row a thing; each bar as long as all others (`as_shares`), or as long as its counts. customdata of a part: its click."""
    if not rows:
        return style.blank_figure(empty, dark=dark)
    gutter = max(style.text_width(row.said, style.SMALL) for row in rows) + 14
    drawn = style.Drawing(dark=dark, height=len(rows) * _PITCH + 4, right=gutter)
    longest = max((sum(part.count for part in row.parts) for row in rows), default=0) or 1
    drawn.axis("xaxis", range=[0, 1])
    found: dict[str, list[tuple[float, float, float, Part, Row]]] = {}
    ink = style.palette(dark)
    for place, row in enumerate(rows):
        middle = place * _PITCH + 34
        drawn.write(style.label(row.name), x=0, xref="paper", y=middle - 23, font={"size": style.SIZE, "color": ink.text})
        whole = sum(part.count for part in row.parts)
        unit = 1 / (whole if as_shares and whole else longest)
        left = 0.0
        for part in row.parts:
            found.setdefault(part.look, []).append((left, part.count * unit, middle, part, row))
            left += part.count * unit
        drawn.write(style.label(row.said), x=1, xref="paper", y=middle, xshift=8, font={"size": style.SMALL, "color": ink.muted})
    for look, parts in found.items():
        _draw_parts(drawn, look, [each for each in parts if each[3].count], dark=dark)
    return drawn.figure()


def grid(
    names: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], tuple[int, int] | None],
    *,
    empty: str = "Nothing to show.",
    dark: bool = False,
) -> go.Figure:
    """A row a name, a column a heading: in each cell `17 of 24` over a bar filled as far; None is not known and hatched.

    customdata of a cell: [name, column].
    """
    if not names:
        return style.blank_figure(empty, dark=dark)
    ink = style.palette(dark)
    room = min(max(style.text_width(style.plain(name)) for name in names) + 12, _NAME_AT_MOST)
    drawn = style.Drawing(dark=dark, height=_HEAD + len(names) * _CELL_PITCH + 4, left=room)
    drawn.axis("xaxis", range=[0, len(columns)])
    for place, column in enumerate(columns):
        drawn.write(style.label(column), x=place, y=12, font={"size": style.SMALL, "color": ink.muted})
    height = {name: _HEAD + place * _CELL_PITCH + 34 for place, name in enumerate(names)}
    for name, y in height.items():
        drawn.write(style.label(style.shortened(style.plain(name), room - 8)), x=0, xref="paper", xshift=-room, y=y - 9)
    known = [(name, column, cells[name, column]) for name in names for column in columns if cells.get((name, column))]
    unknown = [(name, column, None) for name in names for column in columns if not cells.get((name, column))]
    for look, filled, rows in (("rest", False, known), ("done", True, known), ("not_known", False, unknown)):
        if rows:
            drawn.add_bar(
                orientation="h",
                name=look,
                base=[columns.index(column) for _, column, _ in rows],
                x=[0.9 * (cell[0] / cell[1] if filled and cell and cell[1] else not filled) for *_, cell in rows],
                y=[height[name] for name, _, _ in rows],
                width=12,
                marker=_marker(look, dark),
                customdata=[[name, column] for name, column, _ in rows],
                hovertext=[f"{style.label(name)}<br>{style.label(column)}: {_cell_words(cell)}" for name, column, cell in rows],
                hovertemplate="%{hovertext}<extra></extra>",
                unselected={"marker": {"opacity": 0.5}},
            )
    for name, column, cell in (*known, *unknown):
        drawn.write(
            _cell_words(cell),
            x=columns.index(column),
            y=height[name] - 17,
            font={"size": style.SMALL, "color": ink.text if cell else ink.muted},
        )
    return drawn.figure()


def key(entries: Sequence[tuple[str, str]], *, across: int = 3, dark: bool = False) -> go.Figure:
    """What each look means here: pairs of look and words, so many a line. No customdata."""
    ink = style.palette(dark)
    lines = -(-len(entries) // across)
    drawn = style.Drawing(dark=dark, height=26 * lines)
    drawn.axis("xaxis", range=[0, across])
    for place, (look, words) in enumerate(entries):
        column, y = place % across, 13 + 26 * (place // across)
        drawn.add_bar(orientation="h", base=[column], x=[0.12], y=[y], width=14, marker=_marker(look, dark), hoverinfo="skip")
        drawn.write(style.label(words), x=column + 0.12, y=y, xshift=6, font={"size": style.SMALL, "color": ink.text})
    return drawn.figure()


def _draw_parts(drawn: style.Drawing, look: str, parts: Sequence[tuple[float, float, float, Part, Row]], *, dark: bool) -> None:
    if not parts:
        return
    drawn.add_bar(
        orientation="h",
        name=look,
        base=[left for left, *_ in parts],
        x=[wide for _, wide, *_ in parts],
        y=[middle for _, _, middle, *_ in parts],
        width=_THICK,
        marker=_marker(look, dark),
        text=[_printed(part.count, wide) for _, wide, _, part, _ in parts],
        textposition="inside",
        insidetextanchor="middle",
        constraintext="none",
        textangle=0,
        textfont={"size": style.SMALL, "color": _ink_on(look, dark)},
        customdata=[list(part.click) for *_, part, _ in parts],
        hovertext=[f"{style.label(row.name)}<br>{style.number(part.count)} {style.label(part.words)}" for *_, part, row in parts],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.5}},
    )


def _printed(count: int, wide: float) -> str:
    """The count where it fits on its part of a figure as narrow as on a phone; `wide` is the part’s share of the width."""
    written = style.number(count)
    return written if style.text_width(written, style.SMALL) + 6 <= wide * _NARROW else ""


def _marker(look: str, dark: bool) -> dict[str, Any]:
    if look == "not_known":
        return style.hatch(dark)
    ink = style.palette(dark)
    colours = {"done": ink.teal, "some": ink.cover["interim"], "attention": ink.attention, "rest": ink.track, "aside": ink.page}
    edge = {"some": ink.teal, "aside": ink.unknown}.get(look, ink.page)
    return {"color": colours[look], "line": {"color": edge, "width": 1.2}}


def _ink_on(look: str, dark: bool) -> str:
    ink = style.palette(dark)
    named = {"done": "in_post", "some": "interim", "attention": "vacant"}
    return ink.cover_text[named[look]] if look in named else ink.text


def _cell_words(cell: tuple[int, int] | None) -> str:
    return f"{cell[0]}{style.NBSP}of{style.NBSP}{cell[1]}" if cell else "not known"
