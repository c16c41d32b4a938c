"""Plans drawn: how many are complete, and what the others lack. Both pictures have a row a cluster.

`complete` and `lacking` take the frame of `complete_plans_by_cluster`. A cluster that has not told us is hatched.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.cluster_bars import Part, cluster_bars

PARTS = {"no_outcomes": "outcomes", "no_interventions": "interventions", "no_impact": "expected impact", "no_date": "a review date"}

_TOP = 35
_PITCH = 54
_GUTTER_AT_MOST = 96


def complete(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Bars of complete plans and the others. customdata of each mark: [cluster, part]; part is complete, incomplete or not_told."""
    if frame.empty:
        return style.blank_figure("No plans to show.", dark=dark)
    rows = frame.assign(incomplete=frame["children"] - frame["complete"])
    parts = (Part("complete", "complete", "there"), Part("incomplete", "something is not recorded", "quiet"))
    return cluster_bars(rows, parts, said=lambda row: _of_plans(row.complete, row.children), of_whole=True, noun="plan", dark=dark)


def lacking(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A cell a cluster and part of a plan, darker where more plans lack it, and a row of all clusters.

    customdata of each cell: [cluster, column]; cluster is "" in the row of all; column is one of PARTS.
    """
    if frame.empty:
        return style.blank_figure("No plans to show.", dark=dark)
    ink = style.palette(dark)
    ordered = frame.sort_values("cluster", key=lambda names: names.map(style.plain))
    rows = list(ordered.itertuples(index=False))
    names = [style.plain(row.cluster) for row in rows] + ["All"]
    gutter = min(max(style.text_width(name) for name in names) + 10, _GUTTER_AT_MOST)
    drawn = style.Drawing(dark=dark, height=_TOP + len(names) * _PITCH, left=gutter)
    drawn.axis("xaxis", range=[0, len(PARTS)])
    for place, heading in enumerate(("outcomes", "inter-<br>ventions", "expected<br>impact", "review<br>date")):
        drawn.write(heading, x=place + 0.5, y=16, anchor="center", font={"size": style.SMALL, "color": ink.muted})
    centres = [_TOP + place * _PITCH + 24 for place in range(len(names))]
    cells = [
        (row.cluster, y, place, column, style.whole(getattr(row, column)))
        for row, y in zip(rows, centres, strict=False)
        for place, column in enumerate(PARTS)
    ]
    totals = [
        ("", centres[-1], place, column, sum(cell[4] or 0 for cell in cells if cell[3] == column)) for place, column in enumerate(PARTS)
    ]
    known, unknown = [cell for cell in cells if cell[4] is not None], [cell for cell in cells if cell[4] is None]
    highest = max([cell[4] for cell in known], default=0)
    steps = [style.step(count, highest) for *_, count in known]
    _add_cells(
        drawn,
        known,
        name="lacking",
        marker={"color": [ink.counts[step] for step in steps], "line": {"width": 0}},
        textfont={"size": style.SMALL, "color": [ink.counts_text[step] for step in steps]},
    )
    if unknown:
        _add_cells(drawn, unknown, name="not_known", marker=style.hatch(dark), textfont={"size": style.SMALL, "color": ink.text})
    empty = {"color": "rgba(0,0,0,0)", "line": {"width": 0}}
    _add_cells(drawn, totals, name="all", marker=empty, textfont={"size": style.SMALL, "color": ink.text}, bold=True)
    for name, y in zip(names, centres, strict=True):
        short = style.label(style.shortened(name, gutter - 8))
        drawn.write(f"<b>{short}</b>" if name == "All" and y == centres[-1] else short, x=0, xref="paper", y=y, anchor="right", xshift=-8)
    return drawn.figure()


def finding(frame: pd.DataFrame) -> str:
    """The title of `complete`. Plain text."""
    known = frame.dropna(subset=["children"]) if not frame.empty else frame
    plans = int(known["children"].sum()) if len(known) else 0
    if not len(known):
        return "No plans to show" if frame.empty else "Plans are not known"
    if plans == 0:
        return "No child with a plan is known here"
    whole = int(known["complete"].sum())
    told = " we know of" if len(known) < len(frame) else ""
    if plans == 1:
        return f"The one plan{told} is {'complete' if whole else 'not complete'}"
    if whole == 0:
        return f"None of the {style.number(plans)} plans{told} is complete"
    if whole == plans:
        return f"{'Both' if plans == 2 else 'All ' + style.number(plans)} plans{told} are complete"
    return f"{style.opening(whole)} of {style.number(plans)} plans{told} {style.plural(whole, 'is', 'are')} complete"


def lacking_finding(frame: pd.DataFrame) -> str:
    """The title of `lacking`: what is most often not recorded. Plain text."""
    totals = {column: int(frame[column].fillna(0).sum()) for column in PARTS} if not frame.empty else {}
    if not any(totals.values()):
        return "What the plans lack"
    most = max(totals.values())
    names = [words for column, words in PARTS.items() if totals[column] == most]
    verb = "lacks" if most == 1 else "lack"
    return (
        f"{style.opening(most)} {verb} {style.listed(names)}"
        if len(names) == 1
        else f"{style.opening(most)} each {verb} {style.listed(names)}"
    )


def alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster's figures, for a person who does not see the picture. Plain text."""
    said = [finding(frame) + "."]
    for row in frame.sort_values("cluster").itertuples(index=False) if not frame.empty else ():
        if style.whole(row.children) is None:
            said.append(f"{style.plain(row.cluster)}: not known.")
            continue
        lacks = ", ".join(f"{style.whole(getattr(row, column))} without {words}" for column, words in PARTS.items())
        said.append(f"{style.plain(row.cluster)}: {_of_plans(row.complete, row.children)} complete; {lacks}.")
    return " ".join(said)


def _of_plans(part: object, whole: object) -> str:
    return style.part_and_share(style.whole(part) or 0, style.whole(whole) or 0)


def _add_cells(drawn: style.Drawing, cells: list[tuple], *, name: str, bold: bool = False, **look: object) -> None:
    """Cells are (cluster, y, place, column, count or None)."""
    drawn.add_bar(
        orientation="h",
        name=name,
        width=44,
        base=[place + 0.02 for _, _, place, *_ in cells],
        x=[0.96] * len(cells),
        y=[y for _, y, *_ in cells],
        text=["" if count is None else f"<b>{count}</b>" if bold and count else str(count) if count else "·" for *_, count in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        customdata=[[cluster, column] for cluster, _, _, column, _ in cells],
        hovertext=[
            f"{style.label(cluster) or 'All'}<br>"
            + ("not known" if count is None else f"{style.counted(count, 'plan')} without {PARTS[column]}")
            for cluster, _, _, column, count in cells
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
        **look,
    )
