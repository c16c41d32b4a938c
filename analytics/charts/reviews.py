"""Overdue reviews drawn: who is late and by how much. `late_by_cluster` takes the frame of `reviews_by_band`, one row a cluster.

A blank count is not known and is hatched; a zero is said.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import level_rows, style

BANDS = {"days_1_14": (1, 14), "days_15_42": (15, 42), "days_43_up": (43, None)}
_BAND_DAYS = {"days_1_14": "1 to 14 days", "days_15_42": "15 to 42 days", "days_43_up": "43 days or more"}

_PLOT = 330  # pixels of bars and words in a column of the page
_WORDS = 86  # room for "13 of 88" after the bars
_GAP = 16
_COUNT = 34  # room for the count after a hatched bar


def late_by_cluster(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Bars in three bands of lateness, and beside them, hatched, the children with no date set.

    customdata of each mark: [cluster, state, first_day, last_day]; state is overdue (with the band's days late,
    last_day null above 42), no_date or not_known (days null).
    """
    if frame.empty:
        return style.blank_figure("No reviews to show.", dark=dark)
    ink = style.palette(dark)
    drawn, names_above = level_rows.rows(frame["cluster"], dark=dark)
    overdue, undated = _most(frame["overdue"]), _most(frame["no_date"])
    unit = (_PLOT - _WORDS - _GAP - _COUNT) / max(overdue + undated, 8)
    split = max(overdue * unit + _WORDS, 0.62 * _PLOT)  # the key of the bands needs that much
    unit = min(unit, (_PLOT - split - _GAP - _COUNT) / max(undated, 1))
    start, last = (split + _GAP) / _PLOT, 1 - _COUNT / _PLOT
    split /= _PLOT
    drawn.axis("xaxis", domain=[0, split], range=[0, split * _PLOT / unit])
    drawn.axis("xaxis2", domain=[start, last], range=[0, (last - start) * _PLOT / unit], anchor="y")
    _band_key(drawn, ink)
    rows = list(frame.sort_values("cluster", key=lambda names: names.map(style.plain)).itertuples(index=False))
    centres = [level_rows.centre(place, names_above) for place in range(len(rows))]
    for band, (low, high) in BANDS.items():
        _draw_band(drawn, rows, centres, band=band, days=(low, high), unit=unit, dark=dark)
    _draw_undated(drawn, rows, centres, dark=dark)
    for row, y in zip(rows, centres, strict=True):
        level_rows.name(drawn, style.label(row.cluster), y, names_above)
        late, children = style.whole(row.overdue), style.whole(row.children)
        if late is None or children is None:
            drawn.add_bar(**_hatched(dark), x=[60 / unit], y=[y], customdata=[[row.cluster, "not_known", None, None]], name="not_known")
            drawn.write("not known", x=60 / unit, y=y, xshift=6, font={"size": style.SMALL, "color": ink.muted})
            continue
        said = f"<b>{late}</b> of {style.number(children)}"
        drawn.write(said, x=late, y=y, xshift=6 if late else 1, font={"size": style.SMALL, "color": ink.text})
    return drawn.figure()


def finding(frame: pd.DataFrame) -> str:
    """The title of `late_by_cluster`: where the latest reviews are. Plain text."""
    known = frame.dropna(subset=["overdue"]) if not frame.empty else frame
    if known.empty:
        return "No reviews to show" if frame.empty else "Review dates are not known"
    overdue, long = int(known["overdue"].sum()), int(known["days_43_up"].fillna(0).sum())
    in_doubt = len(known) < len(frame) or int(known["no_date"].fillna(0).sum()) > 0
    if overdue == 0:
        return "No review is known to be late" if in_doubt else "No review is late"
    if long == 0:
        return "No review is known to be over six weeks late" if in_doubt else "No review is over six weeks late"
    by_cluster = {style.plain(row.cluster): int(row.days_43_up) for row in known.itertuples(index=False)}
    first = style.foremost(by_cluster)
    if long == 1 and first:
        return f"The one review over six weeks late is in {first[0]}" if len(by_cluster) > 1 else "One review is over six weeks late"
    if len(by_cluster) == 1:
        return f"{style.opening(long)} reviews are over six weeks late"
    if first and first[1] == long:
        return f"{style.sentence(style.part_of(long, long))} reviews over six weeks late are in {first[0]}"
    if first and first[1] >= 2:
        return f"{first[0]} has {style.part_of(first[1], long)} over six weeks late"
    holders = sum(1 for value in by_cluster.values() if value)
    return f"{style.opening(long)} over six weeks late, in {style.counted(holders, 'cluster')}"


def alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster's figures, for a person who does not see the picture. Plain text."""
    said = [finding(frame) + "."]
    for row in frame.sort_values("cluster").itertuples(index=False) if not frame.empty else ():
        late, children = style.whole(row.overdue), style.whole(row.children)
        if late is None or children is None:
            said.append(f"{style.plain(row.cluster)}: not known.")
            continue
        bands = ", ".join(f"{style.whole(getattr(row, band)) or 0} by {days}" for band, days in _BAND_DAYS.items())
        undated = style.whole(row.no_date)
        no_date = "not known how many have no date set" if undated is None else f"{undated} with no date set"
        said.append(f"{style.plain(row.cluster)}: {late} of {children} late ({bands}); {no_date}.")
    return " ".join(said)


def _most(counts: pd.Series) -> int:
    return 0 if counts.dropna().empty else int(counts.max())


def _band_key(drawn: style.Drawing, ink: style.Palette) -> None:
    words = ("1–14", "15–42", "43+ days late")
    said = "\u2002".join(f"{style.tinted('■', colour)} {text}" for colour, text in zip(ink.late, words, strict=True))
    muted = {"size": style.SMALL, "color": ink.muted}
    drawn.write(said, x=0, xref="paper", y=28, font=muted)
    drawn.write("no date set", x=0, xref="x2 domain", y=28, font=muted)


def _draw_band(
    drawn: style.Drawing, rows: list[Any], centres: list[float], *, band: str, days: tuple[int, int | None], unit: float, dark: bool
) -> None:
    ink = style.palette(dark)
    place = list(BANDS).index(band)
    earlier = list(BANDS)[:place]
    drawn_rows = [(row, y, style.whole(getattr(row, band))) for row, y in zip(rows, centres, strict=True)]
    drawn_rows = [each for each in drawn_rows if each[2]]
    drawn.add_bar(
        orientation="h",
        name=band,
        width=31,
        y=[y for _, y, _ in drawn_rows],
        x=[count for *_, count in drawn_rows],
        base=[sum(style.whole(getattr(row, each)) or 0 for each in earlier) for row, *_ in drawn_rows],
        marker={
            "color": ink.late[place],
            "line": {"color": ink.page, "width": [2 if count * unit >= 8 else 0 for *_, count in drawn_rows]},
        },
        text=[str(count) if count * unit >= 8 * len(str(count)) + 2 else "" for *_, count in drawn_rows],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": style.SMALL, "color": ink.late_text[place]},
        customdata=[[row.cluster, "overdue", *days] for row, *_ in drawn_rows],
        hovertext=[f"{style.label(row.cluster)}<br>{count} late by {_BAND_DAYS[band]}" for row, _, count in drawn_rows],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )


def _hatched(dark: bool) -> dict[str, Any]:
    return {
        "orientation": "h",
        "width": 31,
        "marker": style.hatch(dark),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.4}},
    }


def _draw_undated(drawn: style.Drawing, rows: list[Any], centres: list[float], *, dark: bool) -> None:
    ink = style.palette(dark)
    counted = [(row, y, style.whole(row.no_date)) for row, y in zip(rows, centres, strict=True)]
    some = [each for each in counted if each[2]]
    drawn.add_bar(
        **_hatched(dark),
        name="no_date",
        xaxis="x2",
        y=[y for _, y, _ in some],
        x=[count for *_, count in some],
        customdata=[[row.cluster, "no_date", None, None] for row, *_ in some],
        hovertext=[f"{style.label(row.cluster)}<br>{count} with no date set" for row, _, count in some],
    )
    for _, y, count in counted:
        said = "not known" if count is None else str(count)
        drawn.write(
            said,
            x=count or 0,
            xref="x2",
            y=y,
            xshift=5 if count else 0,
            font={"size": style.SMALL, "color": ink.muted if count is None else ink.text},
        )
