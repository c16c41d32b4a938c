"""A row a cluster: its name and what is said of it, and under them one bar in parts, as long as the count or as a share of it.

A row whose counts are blank is one hatched bar, “not known”. customdata of each mark: [cluster, part]; the part is the name of a
column of the frame, or "not_told" for a blank row, where a click finds nobody. The cluster is "" in the row of all clusters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

_PITCH = 54
_KEY = 30  # the line of the key
_BAR = 22
_NAME_AT_MOST = 120
_NARROW = 330  # the pixels of the narrowest figure; a count is printed on a part that holds it there


@dataclass(frozen=True)
class Part:
    """One part of every bar: the column that counts it, its words in the key and the hover, and its fill."""

    column: str
    words: str
    fill: str  # there, partly, pale, wanting, quiet or not_known


def cluster_bars(
    frame: pd.DataFrame, parts: Sequence[Part], *, said: Callable[[Any], str], of_whole: bool, noun: str, many: str = "", dark: bool = False
) -> go.Figure:
    """`said` writes plain text beside a cluster's name; `of_whole` draws each bar as long as the others, in shares.

    `noun` names one of what is counted, `many` several (default: with an s), for the hover.
    """
    drawn = style.Drawing(dark=dark, height=_KEY + len(frame) * _PITCH)
    rows = sorted(frame.itertuples(index=False), key=lambda row: (row.cluster == "", style.plain(row.cluster)))
    counts = [[style.whole(getattr(row, part.column)) for part in parts] for row in rows]
    longest = max([sum(each) for each in counts if None not in each], default=0) or 1
    drawn.axis("xaxis", range=[0, 1.006 * (1 if of_whole else longest)])
    drawn.write(_key(parts, dark), x=0, xref="paper", y=10, font={"size": style.SMALL, "color": style.palette(dark).muted})
    centres = [_KEY + place * _PITCH + 35 for place in range(len(rows))]
    scale = [1 / (sum(each) or 1) if of_whole and None not in each else 1.0 for each in counts]
    for place, part in enumerate(parts):
        marks = [
            (row.cluster, y, each[place], sum(each[:place]), by)
            for row, y, each, by in zip(rows, centres, counts, scale, strict=True)
            if None not in each and each[place]
        ]
        if marks:
            _draw(drawn, part, marks, nouns=(noun, many or None), pixels=_NARROW / (1 if of_whole else longest), dark=dark)
    for row, y, each in zip(rows, centres, counts, strict=True):
        words = "not known" if None in each else said(row)
        muted = style.tinted(style.label(words), style.palette(dark).muted)
        drawn.write(
            f"<b>{style.label(style.shortened(called(row.cluster), _NAME_AT_MOST, bold=True))}</b>\u2002{muted}",
            x=0,
            xref="paper",
            y=y - 23,
        )
        if None in each:
            _draw_unknown(drawn, row.cluster, y, 1 if of_whole else longest, dark=dark)
    return drawn.figure()


def with_all(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a row of all clusters that have told us, when there is more than one row; its cluster is ""."""
    if len(frame) < 2:
        return frame
    total = frame.drop(columns="cluster").sum(min_count=1).to_frame().T.assign(cluster="")
    return pd.concat([frame, total[list(frame.columns)].astype(frame.dtypes.to_dict())], ignore_index=True)


def called(cluster: object) -> str:
    """What a row is called: its cluster, or all of them. Plain text."""
    return style.plain(cluster) or "All"


def _key(parts: Sequence[Part], dark: bool) -> str:
    ink = style.palette(dark)
    said = []
    for part in parts:
        sign, colour = (
            ("▨", ink.unknown) if part.fill == "not_known" else ("□", ink.unknown) if part.fill == "quiet" else ("■", _colour(part, ink))
        )
        said.append(f"{style.tinted(sign, colour)} {style.label(part.words)}")
    return "\u2002".join(said)


def _colour(part: Part, ink: style.Palette) -> str:
    return {
        "there": ink.cover["in_post"],
        "partly": ink.cover["shared"],
        "pale": ink.cover["interim"],
        "wanting": ink.attention,
        "quiet": ink.page,
    }[part.fill]


def _text_colour(part: Part, ink: style.Palette) -> str:
    covers = {
        "there": "in_post",
        "partly": "shared",
        "pale": "interim",
        "wanting": "vacant",
        "quiet": "not_known",
        "not_known": "not_known",
    }
    return ink.cover_text[covers[part.fill]]


def _marker(part: Part, dark: bool) -> dict[str, Any]:
    ink = style.palette(dark)
    if part.fill == "not_known":
        return style.hatch(dark)
    outlined = {"pale": ink.teal, "quiet": ink.unknown}
    return {"color": _colour(part, ink), "line": {"color": outlined.get(part.fill, ink.page), "width": 1.2 if part.fill in outlined else 0}}


def _draw(drawn: style.Drawing, part: Part, marks: list[tuple], *, nouns: tuple[str, str | None], pixels: float, dark: bool) -> None:
    """One part of every row that has any: marks are (cluster, y, count, counts before it, share of one)."""
    printed = [part.fill != "not_known" and count * by * pixels >= 8 * len(str(count)) + 6 for *_, count, _, by in marks]
    drawn.add_bar(
        orientation="h",
        name=part.column,
        width=_BAR,
        y=[y for _, y, *_ in marks],
        x=[count * by for *_, count, _, by in marks],
        base=[before * by for *_, before, by in marks],
        marker=_marker(part, dark),
        text=[style.number(count) if shown else "" for (*_, count, _, _), shown in zip(marks, printed, strict=True)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": style.SMALL, "color": _text_colour(part, style.palette(dark))},
        customdata=[[cluster, part.column] for cluster, *_ in marks],
        hovertext=[
            f"{style.label(called(cluster))}<br>{style.counted(count, *nouns)}: {style.label(part.words)}"
            for cluster, _, count, *_ in marks
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )


def _draw_unknown(drawn: style.Drawing, cluster: str, y: float, length: float, *, dark: bool) -> None:
    drawn.add_bar(
        orientation="h",
        name="not_told",
        width=_BAR,
        y=[y],
        x=[length],
        marker=style.hatch(dark),
        customdata=[[cluster, "not_told"]],
        hovertext=[f"{style.label(called(cluster))}<br>not known"],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )
