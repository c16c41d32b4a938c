"""Time limits drawn: of each clock those that ended in the term, in time or late, and those under way.

Both functions take the frame of `service_clocks` (one row a clock).
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

CLOCKS = {
    "area_senco_triage": "Area SENCO triage",
    "inclusion_fund": "Inclusion fund decision",
    "ehc_6_weeks": "EHC: decision to assess",
    "ehc_16_weeks": "EHC: decision to issue a plan",
    "ehc_20_weeks": "EHC: final plan",
}
_NOUNS = {
    "area_senco_triage": ("triage", "triages"),
    "inclusion_fund": ("inclusion fund decision", "inclusion fund decisions"),
    "ehc_6_weeks": ("decision to assess", "decisions to assess"),
    "ehc_16_weeks": ("decision to issue a plan", "decisions to issue a plan"),
    "ehc_20_weeks": ("final plan", "final plans"),
}
_SHARE = 0.42  # of the width for the longest bar; the words stand after it
_BAR = 16
_LABEL = 24
_PITCH = _LABEL + 2 * 22 + 14


def limits(clocks: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Two bars a clock: those that ended in the term, in time then late, and those under way, then past the limit.

    customdata of each bar: [clock, state], a state of `clock_list`. Requests with an exception are in words only.
    """
    if clocks.empty:
        return style.blank_figure("No time limits to show.", dark=dark)
    ink = style.palette(dark)
    rows = list(clocks.itertuples(index=False))
    drawn = style.Drawing(dark=dark, height=len(rows) * _PITCH)
    most = max(1, *(max(int(row.completed), int(row.open)) for row in rows))
    drawn.axis("xaxis", range=[0, most / _SHARE])
    parts: dict[str, list[tuple[str, int, int, float]]] = {"in_time": [], "late": [], "open": [], "open_late": []}
    for place, row in enumerate(rows):
        top = place * _PITCH
        drawn.write(_heading(row, ink), x=0, xref="paper", y=top + 11)
        ended, under_way = top + _LABEL + 10, top + _LABEL + 32
        parts["in_time"].append((row.clock, 0, int(row.in_time), ended))
        parts["late"].append((row.clock, int(row.in_time), int(row.completed) - int(row.in_time), ended))
        parts["open"].append((row.clock, 0, int(row.open) - int(row.open_late), under_way))
        parts["open_late"].append((row.clock, int(row.open) - int(row.open_late), int(row.open_late), under_way))
        drawn.write(_ended(row, ink), x=int(row.completed), y=ended, xshift=8 if row.completed else 0)
        drawn.write(_under_way(row, ink), x=int(row.open), y=under_way, xshift=8 if row.open else 0)
    _draw_parts(drawn, parts, ink)
    return drawn.figure()


def limits_finding(clocks: pd.DataFrame) -> str:
    """The title of `limits`: what is past its time limit now. Plain text."""
    if clocks.empty:
        return "No time limits to show"
    late = {row.clock: int(row.open_late) for row in clocks.itertuples(index=False) if row.open_late}
    if not late:
        under_way = int(clocks["open"].sum())
        return "Nothing under way is past its time limit" if under_way else "Nothing is under way"
    said = [f"{style.spelled(count)} {style.plural(count, *_NOUNS.get(clock, (clock, clock)))}" for clock, count in late.items()]
    total = sum(late.values())
    verb = style.plural(total, "is", "are")
    if len(said) == 1:
        return f"{style.sentence(said[0])} {verb} past the time limit"
    return f"{style.opening(total)} steps are past their time limit: {style.listed(said)}"


def limits_alt(clocks: pd.DataFrame) -> str:
    """The finding and each clock's counts, for a person who does not see the picture. Plain text."""
    said = [limits_finding(clocks)]
    for row in clocks.itertuples(index=False):
        exceptions = f", {row.exceptions} with an exception" if row.exceptions else ""
        counts = f"{row.in_time} of {row.completed} in time, {row.open} under way, {row.open_late} of them late"
        said.append(f"{CLOCKS.get(row.clock, row.clock)}, {_allowed(row)}: {counts}{exceptions}")
    return ". ".join(said) + "."


def _allowed(row: object) -> str:
    one = {"days": "day", "working_days": "working day", "weeks": "week"}.get(row.unit, row.unit)
    return f"{int(row.allowed)} {style.plural(int(row.allowed), one)}"


def _heading(row: object, ink: style.Palette) -> str:
    told = _allowed(row) + (f", {style.counted(int(row.exceptions), 'exception')} apart" if row.exceptions else "")
    return f"<b>{style.label(CLOCKS.get(row.clock, row.clock))}</b>\u2002{style.tinted(style.label(told), ink.muted)}"


def _ended(row: object, ink: style.Palette) -> str:
    if not row.completed:
        return style.tinted("none ended this term", ink.muted)
    return f"{style.number(int(row.in_time))} of {style.number(int(row.completed))} in time"


def _under_way(row: object, ink: style.Palette) -> str:
    if not row.open:
        return style.tinted("none under way", ink.muted)
    late = style.tinted(f"{style.number(int(row.open_late))} late", ink.attention, bold=True) if row.open_late else "none late"
    return f"{style.number(int(row.open))} under way, {late}"


def _draw_parts(drawn: style.Drawing, parts: dict[str, list[tuple[str, int, int, float]]], ink: style.Palette) -> None:
    looks = {
        "in_time": {"color": ink.teal, "line": {"width": 0}},
        "late": {"color": ink.late[1], "line": {"width": 0}},
        "open": {"color": ink.page, "line": {"color": ink.teal, "width": 1.6}},
        "open_late": {"color": ink.attention, "line": {"width": 0}},
    }
    words = {"in_time": "ended in time", "late": "ended late", "open": "under way", "open_late": "under way, past the time limit"}
    for state, found in parts.items():
        some = [each for each in found if each[2]]
        if some:
            drawn.add_bar(
                orientation="h",
                name=state,
                width=_BAR,
                y=[y for *_, y in some],
                base=[base for _, base, _, _ in some],
                x=[count for _, _, count, _ in some],
                marker=looks[state],
                customdata=[[clock, state] for clock, *_ in some],
                hovertext=[f"{style.label(CLOCKS.get(clock, clock))}: {style.number(count)} {words[state]}" for clock, _, count, _ in some],
                hovertemplate="%{hovertext}<extra></extra>",
                unselected={"marker": {"opacity": 0.4}},
            )
