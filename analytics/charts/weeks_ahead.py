"""The weeks ahead as a calendar of work: how many reviews fall due, by cluster, with the working days and terms of the weeks.

`calendar` takes the frames of `reviews_due_by_week` (one row a cluster and week) and `weeks_ahead` (one row a week). A blank
count is not known and is hatched; nothing due is a dot.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import level_rows, style
from data.terms import Term

_FOOT = 76  # the rows of all clusters and of working days


def calendar(frame: pd.DataFrame, weeks_ahead: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A cell a cluster and week, darker where more reviews fall due; under them all clusters and the week's working days.

    A line stands before the first week of a new term.

    customdata of each cell: [cluster, week_starting], the week as an ISO Monday; cluster is "" in the row of all.
    """
    if frame.empty:
        return style.blank_figure("No review dates to show.", dark=dark)
    ink = style.palette(dark)
    weeks = sorted({style.as_day(value) for value in frame["week_starting"]})
    clusters = sorted(frame["cluster"].unique(), key=style.plain)
    drawn, names_above = level_rows.rows(frame["cluster"], foot=_FOOT, dark=dark)
    drawn.axis("xaxis", range=[0, len(weeks)])
    for place, week in enumerate(weeks):
        if place % 2 == 0:
            drawn.write(style.short_day(week), x=place, y=28, xshift=1, font={"size": style.SMALL, "color": ink.muted})
    found = {(row.cluster, style.as_day(row.week_starting)): style.whole(row.children) for row in frame.itertuples(index=False)}
    cells = [(cluster, week, found.get((cluster, week))) for cluster in clusters for week in weeks]
    highest = max([count or 0 for *_, count in cells], default=0)
    centre = {cluster: level_rows.centre(place, names_above) for place, cluster in enumerate(clusters)}
    known = [cell for cell in cells if cell[2] is not None]
    unknown = [cell for cell in cells if cell[2] is None]
    steps = [style.step(count, highest) for *_, count in known]
    drawn.add_bar(
        **_cells(known, weeks, centre),
        name="due",
        width=42 if not names_above else 26,
        marker={"color": [ink.counts[step] for step in steps], "line": {"width": 0}},
        text=[str(count) if count else "·" for *_, count in known],
        textfont={"size": style.SMALL, "color": [ink.counts_text[step] for step in steps]},
        hovertext=[f"{style.label(cluster)}, week of {style.day(week)}<br>{_due_words(count)}" for cluster, week, count in known],
    )
    if unknown:
        drawn.add_bar(
            **_cells(unknown, weeks, centre),
            name="not_known",
            width=42 if not names_above else 26,
            marker=style.hatch(dark),
            hovertext=[f"{style.label(cluster)}, week of {style.day(week)}<br>not known" for cluster, week, _ in unknown],
        )
    last_row = level_rows.centre(len(clusters), names_above)
    _draw_totals(drawn, cells, weeks, y=last_row, dark=dark)
    _draw_working_days(drawn, weeks, _working_days(weeks_ahead), y=last_row + 28, dark=dark)
    _draw_terms(drawn, weeks, weeks_ahead, bottom=last_row + 40, dark=dark)
    for cluster, y in centre.items():
        level_rows.name(drawn, style.label(cluster), y, names_above)
    level_rows.name(drawn, "<b>All</b>", last_row, names_above)
    return drawn.figure()


def finding(frame: pd.DataFrame) -> str:
    """The title of `calendar`: the busiest week. Plain text."""
    if frame.empty or frame["children"].isna().all():
        return "No review dates to show"
    weeks = _week_totals(frame)
    busiest = max(weeks.values())
    if busiest == 0:
        return f"No review is known to fall due in the next {style.counted(len(weeks), 'week')}"
    first = [week for week, total in weeks.items() if total == busiest]
    if len(first) == 1:
        return f"Reviews due each week: {style.short_day(first[0])} is busiest"
    if len(first) == 2:
        return f"Reviews due each week: {style.listed([style.short_day(week) for week in first])} are busiest"
    return f"Reviews due each week: {busiest} at most"


def alt(frame: pd.DataFrame, weeks_ahead: pd.DataFrame) -> str:
    """The finding and the total of each week, for a person who does not see the picture. Plain text."""
    if frame.empty:
        return finding(frame) + "."
    working = _working_days(weeks_ahead)
    totals = "; ".join(
        f"{style.short_day(week)}, {total}" + (f" in {style.counted(working[week], 'working day')}" if working.get(week, 5) < 5 else "")
        for week, total in _week_totals(frame).items()
    )
    return f"{finding(frame)}. Weeks from Monday: {totals}."


def _week_totals(frame: pd.DataFrame) -> dict[Any, int]:
    totals: dict[Any, int] = {}
    for row in frame.itertuples(index=False):
        week = style.as_day(row.week_starting)
        totals[week] = totals.get(week, 0) + (style.whole(row.children) or 0)
    return dict(sorted(totals.items()))


def _due_words(count: int) -> str:
    return "no review due" if count == 0 else f"{count} {style.plural(count, 'review')} due"


def _cells(cells: list[tuple[Any, Any, Any]], weeks: list[Any], centre: dict[Any, float]) -> dict[str, Any]:
    return {
        "orientation": "h",
        "base": [weeks.index(week) + 0.03 for _, week, _ in cells],
        "x": [0.94] * len(cells),
        "y": [centre[cluster] for cluster, *_ in cells],
        "customdata": [[cluster, week.isoformat()] for cluster, week, _ in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.4}},
    }


def _draw_totals(drawn: style.Drawing, cells: list[tuple[Any, Any, Any]], weeks: list[Any], *, y: float, dark: bool) -> None:
    totals, hovers = [], []
    for week in weeks:
        counts = [count for _, on, count in cells if on == week]
        unknown = counts.count(None)
        totals.append(sum(count or 0 for count in counts))
        doubt = f", {style.counted(unknown, 'cluster')} not known" if unknown else ""
        hovers.append(f"All, week of {style.day(week)}<br>{_due_words(totals[-1])}{doubt}")
    drawn.add_bar(
        **_cells([("", week, total) for week, total in zip(weeks, totals, strict=True)], weeks, {"": y}),
        name="all",
        width=30,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[f"<b>{total}</b>" if total else "·" for total in totals],
        textfont={"size": style.SMALL, "color": style.palette(dark).text},
        hovertext=hovers,
    )


def _working_days(weeks_ahead: pd.DataFrame) -> dict[date, int]:
    return {style.as_day(row.week_starting): int(row.working_days) for row in weeks_ahead.itertuples(index=False)}


def _draw_working_days(drawn: style.Drawing, weeks: list[date], working: dict[date, int], *, y: float, dark: bool) -> None:
    """The working days of each week, those of a shortened week in bold."""
    ink = style.palette(dark)
    for place, week in enumerate(weeks):
        if (days := working.get(week)) is not None:
            text = f"<b>{days}</b>" if days < 5 else str(days)
            drawn.write(text, x=place + 0.5, y=y, anchor="center", font={"size": style.SMALL, "color": ink.text if days < 5 else ink.muted})
    if working:
        drawn.write("days", x=0, xref="paper", y=y, anchor="right", xshift=-8, font={"size": style.SMALL, "color": ink.muted})


def _draw_terms(drawn: style.Drawing, weeks: list[date], weeks_ahead: pd.DataFrame, *, bottom: float, dark: bool) -> None:
    """A line before the first week of a new term, and the term's name where there is room for it."""
    ink = style.palette(dark)
    term_of = {style.as_day(row.week_starting): Term.parse(row.term) for row in weeks_ahead.itertuples(index=False)}
    terms = [term_of.get(week) for week in weeks]
    starts = [place for place, term in enumerate(terms) if term and (place == 0 or term != terms[place - 1])]
    for place, following in zip(starts, [*starts[1:], len(weeks) + 3], strict=True):
        if place:
            for top, end in ((2, 16), (42, bottom)):  # the days stand between
                drawn.add_line(x0=place, x1=place, y0=top, y1=end, line={"color": ink.unknown, "width": 1.2})
        if following - place >= 3:
            at_end = place > len(weeks) - 4
            where = {"x": len(weeks), "anchor": "right"} if at_end else {"x": place, "xshift": 5 if place else 1}
            drawn.write(f"{terms[place].season} term", y=8, font={"size": style.SMALL, "color": ink.muted}, **where)
