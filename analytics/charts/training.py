"""Clusters and training drawn: who came to which meeting, and how attendance goes in each cluster.

`matrix` takes the frames of `training_matrix` (one row a setting and meeting, cluster meetings only) and `missed_list`
(one row a setting) and the names of settings; `attendance_trend` that of `cluster_attendance` (one row a cluster and term).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.terms import Term

MISSED_MANY = 3
LEAST_FALL = 0.05  # one setting of twenty: a smaller change is too little to call a fall

_STATES = {"attended": "attended", "apologies": "apologies", "no_show": "did not come", "not_booked": "not booked"}
_PITCH = 30
_TOP = 48
_MISSED = 54  # pixels for the last column
_HEAD = 42  # height of the days above the columns
_NAMES = 204  # pixels for the names of settings
_MISSED_PLACE = {"x": 1, "xref": "paper", "xshift": 29, "anchor": "center"}
_ROUND = timedelta(days=45)  # meetings of one round of the clusters lie closer together
_LINE_TOP = 26
_LINE_PITCH = 68
_LINE_HIGH = 34  # from the lowest share to the highest


def matrix(
    attendance: pd.DataFrame,
    missed: pd.DataFrame,
    names: Mapping[str, str],
    *,
    most_recent: int = 7,
    rows: int = 12,
    dark: bool = False,
) -> go.Figure:
    """A row a setting, those who missed most in a row first; a column a round of cluster meetings, the latest last.

    Meetings of different clusters share a column when they lie within 45 days and no setting was invited to both.
    customdata of each mark: [setting, event_ref, state]. A setting not invited has no mark.
    """
    settings = _first_rows(missed, rows)
    if not settings:
        return style.blank_figure("No cluster meeting has been held yet.", dark=dark)
    ink = style.palette(dark)
    shown = {setting for setting, _ in settings}
    invited = attendance[attendance["setting"].isin(shown) & attendance["state"].isin(list(_STATES))]
    rounds = _rounds(invited)[-most_recent:]
    widest = max(style.text_width(style.plain(names.get(setting, setting))) for setting in shown)
    drawn = style.Drawing(dark=dark, height=_TOP + len(settings) * _PITCH + 8, left=min(widest + 8, _NAMES), right=_MISSED)
    drawn.axis("xaxis", range=[-0.5, max(len(rounds), 1) - 0.5])
    column = {event: place for place, events in enumerate(rounds) for event in events}
    _head_rounds(drawn, [list(events.values()) for events in rounds], ink)
    drawn.write("missed<br>in a row", y=20, **_MISSED_PLACE, font={"size": style.SMALL, "color": ink.muted})
    height = {setting: _TOP + place * _PITCH + _PITCH / 2 for place, (setting, _) in enumerate(settings)}
    for setting, count in settings:
        y = height[setting]
        drawn.add_line(
            x0=-0.5,
            x1=len(rounds) - 0.5,
            y0=y + _PITCH / 2,
            y1=y + _PITCH / 2,
            layer="below",
            line={"color": ink.line, "width": 1},
        )
        _write_name(drawn, style.plain(names.get(setting, setting)), y)
        said = style.tinted(str(count), ink.attention, bold=True) if count >= MISSED_MANY else style.tinted(str(count), ink.muted)
        drawn.write(said, y=y, **_MISSED_PLACE)
    for state in _STATES:
        _draw_state(
            drawn, invited[(invited["state"] == state) & invited["event_ref"].isin(list(column))], state, column, height, names, ink
        )
    return drawn.figure()


def attendance_trend(frame: pd.DataFrame, *, terms: int = 6, dark: bool = False) -> go.Figure:
    """A small line a cluster over its terms, all on one scale; the one that falls most, or else the lowest, stands out.

    customdata of each point: [cluster, term] as in the frame. A term without a meeting has no point.
    """
    shares, order = _shares(frame, terms)
    if not shares:
        return style.blank_figure("No cluster meeting has been held yet.", dark=dark)
    ink = style.palette(dark)
    outstanding, falls = _outstanding(shares, order)
    drawn = style.Drawing(dark=dark, height=_LINE_TOP + len(shares) * _LINE_PITCH + 4, left=8, right=8)
    values = [value for points in shares.values() for value in points.values()]
    low, span = min(values), max(max(values) - min(values), 0.01)
    drawn.axis("xaxis", range=[0, max(len(order) - 1, 0.5)])
    muted = {"size": style.SMALL, "color": ink.muted}
    if len(order) > 1:
        drawn.write(_term_heading(order[0]), x=0, xref="paper", y=12, xshift=-8, font=muted)
    drawn.write(_term_heading(order[-1]), x=1, xref="paper", y=12, xshift=8, anchor="right", font=muted)
    counts = _counts(frame)
    for place, cluster in enumerate(shares):
        top = _LINE_TOP + place * _LINE_PITCH
        colour = (ink.attention if falls else ink.teal) if cluster == outstanding else ink.cover["shared"]
        latest = shares[cluster].get(order[-1])
        words = "no meeting" if latest is None else f"{style.percent(latest)}, {counts[cluster, order[-1]]}"
        name = style.label(style.shortened(cluster, 130))
        if cluster == outstanding:
            name, words = f"<b>{name}</b>", style.tinted(words, colour, bold=True)
        drawn.write(name, x=0, xref="paper", y=top + 10, xshift=-8)
        drawn.write(words, x=1, xref="paper", y=top + 10, xshift=8, anchor="right", font={"size": style.SMALL, "color": ink.text})
        heights = {term: top + 24 + (1 - (value - low) / span) * _LINE_HIGH for term, value in shares[cluster].items()}
        _draw_line(drawn, cluster, shares[cluster], heights, order, counts, colour=colour, width=3 if cluster == outstanding else 2)
    return drawn.figure()


def matrix_finding(attendance: pd.DataFrame, missed: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The title of `matrix`: since when those who miss three or more in a row have not come. Plain text."""
    if not _first_rows(missed, 1):
        return "No cluster meeting has been held yet"
    many = missed[missed["missed_in_a_row"].fillna(0) >= MISSED_MANY]
    count = len(many)
    if count == 0:
        return "No setting has missed three meetings in a row"
    if count == 1:
        row = many.iloc[0]
        name = style.plain(names.get(row["setting"], row["setting"]))
        return f"{name} has missed {style.counted(int(row['missed_in_a_row']), 'meeting')} in a row"
    terms = [_stopped_in(setting, attendance) for setting in many["setting"]]
    tally = {term: terms.count(term) for term in set(terms) if term is not None}
    term = max(tally, key=lambda each: (tally[each], each), default=None)
    if term is not None and tally[term] == count:
        return f"{'Both' if count == 2 else f'All {style.spelled(count, 12)}'} stopped coming in {term.season} {term.year}"
    if term is not None and tally[term] * 2 > count:
        return f"Most of the {style.spelled(count, 12)} stopped coming in {term.season} {term.year}"
    return f"{style.opening(count)} settings have missed three or more in a row"


def matrix_alt(attendance: pd.DataFrame, missed: pd.DataFrame, names: Mapping[str, str], *, rows: int = 12) -> str:
    """The finding and the settings that missed most, for a person who does not see the picture. Plain text."""
    said = [style.plain(names.get(setting, setting)) + f" {count}" for setting, count in _first_rows(missed, rows)]
    told = matrix_finding(attendance, missed, names) + "."
    return f"{told} Meetings missed in a row: {'; '.join(said)}." if said else told


def trend_finding(frame: pd.DataFrame) -> str:
    """The title of `attendance_trend`: which clusters fell since the term before by `LEAST_FALL` or more. Plain text."""
    shares, order = _shares(frame, 6)
    if not shares:
        return "No cluster meeting has been held yet"
    changes = _changes(shares, order)
    if not changes:
        return f"Attendance in {_term_words(order[-1])}"
    falling = sorted(cluster for cluster, change in changes.items() if _falls(change))
    if not falling:
        return "Attendance is not falling" if len(changes) == 1 else "Attendance is falling in no cluster"
    if len(falling) == 1:
        return f"{falling[0]} alone is falling" if len(changes) > 1 else f"{falling[0]} is falling"
    if len(falling) == len(changes):
        return "Both clusters are falling" if len(falling) == 2 else f"All {style.counted(len(falling), 'cluster')} are falling"
    if len(falling) == 2:
        return f"{style.listed(falling)} are falling"
    return f"{style.opening(len(falling))} of the {style.counted(len(changes), 'cluster')} are falling"


def trend_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster's latest shares, for a person who does not see the picture. Plain text."""
    shares, order = _shares(frame, 6)
    if not shares:
        return trend_finding(frame) + "."
    said = []
    for cluster, points in sorted(shares.items()):
        said.append(f"{cluster} {', '.join(f'{_term_words(term)} {style.percent(points[term])}' for term in order if term in points)}")
    return f"{trend_finding(frame)}. Share of settings invited that came: {'; '.join(said)}."


def _first_rows(missed: pd.DataFrame, rows: int) -> list[tuple[str, int]]:
    """The settings ever invited with their meetings missed in a row, most first, then by name."""
    found = [
        (row.setting, style.whole(row.missed_in_a_row) or 0, style.plain(row.name)) for row in missed.itertuples(index=False) if row.invited
    ]
    return [(setting, count) for setting, count, _ in sorted(found, key=lambda each: (-each[1], each[2]))[:rows]]


def _rounds(invited: pd.DataFrame) -> list[dict[str, date]]:
    """The meetings by round, oldest first: each a mapping of event_ref to its day."""
    meetings = invited[["event_ref", "held_on"]].drop_duplicates("event_ref")
    asked = invited.groupby("event_ref", observed=True)["setting"].agg(set).to_dict()
    rounds: list[dict[str, date]] = []
    seen: set[str] = set()
    for day, event in sorted((style.as_day(row.held_on), row.event_ref) for row in meetings.itertuples(index=False)):
        if not rounds or seen & asked[event] or day - min(rounds[-1].values()) > _ROUND:
            rounds.append({})
            seen = set()
        rounds[-1][event] = day
        seen |= asked[event]
    return rounds


def _head_rounds(drawn: style.Drawing, rounds: Sequence[Sequence[date]], ink: style.Palette) -> None:
    """The days above the columns, on unseen bars: their text turns upright by itself where columns are narrow."""
    if not rounds:
        return
    drawn.add_bar(
        name="days",
        x=list(range(len(rounds))),
        y=[-_HEAD] * len(rounds),
        base=[_HEAD + 2] * len(rounds),
        width=1,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[_round_heading(days) for days in rounds],
        textposition="inside",
        insidetextanchor="start",
        constraintext="none",
        textfont={"size": style.SMALL, "color": ink.muted},
        hoverinfo="skip",
    )


def _round_heading(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    if first == last:
        return style.short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%b}{style.NBSP}{first:%y}"
    return f"{first:%b}–{last:%b}"


def _write_name(drawn: style.Drawing, name: str, y: float) -> None:
    short = style.shortened(name, _NAMES - 5)
    more = {"hovertext": style.label(name), "captureevents": False} if short != name else {}
    drawn.write(style.label(short), x=0, xref="paper", y=y, anchor="right", xshift=-4, **more)


def _draw_state(
    drawn: style.Drawing,
    found: pd.DataFrame,
    state: str,
    column: Mapping[str, int],
    height: Mapping[str, float],
    names: Mapping[str, str],
    ink: style.Palette,
) -> None:
    if found.empty:
        return
    looks: dict[str, dict[str, Any]] = {
        "attended": {"symbol": "circle", "size": 15, "color": ink.teal, "line": {"width": 0}},
        "apologies": {"symbol": "circle", "size": 12, "color": ink.page, "line": {"color": ink.teal, "width": 2.5}},
        "no_show": {"symbol": "x-thin", "size": 9, "color": ink.attention, "line": {"color": ink.attention, "width": 2.6}},
        "not_booked": {"symbol": "line-ew", "size": 7, "color": ink.muted, "line": {"color": ink.muted, "width": 2.4}},
    }
    marked = list(found.itertuples(index=False))
    drawn.add_scatter(
        mode="markers",
        name=state,
        x=[column[row.event_ref] for row in marked],
        y=[height[row.setting] for row in marked],
        marker=looks[state] | {"opacity": 1},
        customdata=[[row.setting, row.event_ref, state] for row in marked],
        hovertext=[f"{style.label(names.get(row.setting, row.setting))}<br>{_STATES[state]}, {style.day(row.held_on)}" for row in marked],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
    )


def _counts(frame: pd.DataFrame) -> dict[tuple[str, Any], str]:
    """`30 of 34` for each cluster and term."""
    return {
        (style.plain(row.cluster), row.term): f"{style.whole(row.settings_attended) or 0} of {style.whole(row.settings_invited) or 0}"
        for row in frame.itertuples(index=False)
    }


def _draw_line(
    drawn: style.Drawing,
    cluster: str,
    points: Mapping[Any, float],
    heights: Mapping[Any, float],
    order: Sequence[Any],
    counts: Mapping[tuple[str, Any], str],
    *,
    colour: str,
    width: int,
) -> None:
    last = max(points, key=order.index)
    drawn.add_scatter(
        mode="lines+markers",
        name=cluster,
        x=[place if term in points else None for place, term in enumerate(order)],
        y=[heights.get(term) for term in order],
        connectgaps=False,
        line={"color": colour, "width": width},
        marker={"color": colour, "size": [9 if term == last else 6 for term in order], "opacity": 1, "line": {"width": 0}},
        customdata=[[cluster, term] for term in order],
        hovertext=[
            f"{style.label(cluster)}, {_term_words(term)}<br>{style.percent(points[term])}: {counts[cluster, term]}"
            if term in points
            else ""
            for term in order
        ],
        hovertemplate="%{hovertext}<extra></extra>",
        unselected={"marker": {"opacity": 0.4}},
        cliponaxis=False,
    )


def _as_term(value: Any) -> Term:
    return value if isinstance(value, Term) else Term.parse(value) if isinstance(value, str) else Term(int(value))


def _term_words(value: Any) -> str:
    term = _as_term(value)
    return f"{term.season} {term.year}"


def _term_heading(value: Any) -> str:
    term = _as_term(value)
    return f"{term.season.capitalize()} {term.year % 100:02d}"


def _shares(frame: pd.DataFrame, terms: int) -> tuple[dict[str, dict[Any, float]], list[Any]]:
    """Attendance by cluster and term where a meeting was held, and the latest terms in order."""
    known = frame.dropna(subset=["attendance_share"]) if not frame.empty else frame
    order = sorted(set(known["term"]), key=_as_term)[-terms:] if len(known) else []
    shares: dict[str, dict[Any, float]] = {}
    for row in known.itertuples(index=False):
        if row.term in order:
            shares.setdefault(style.plain(row.cluster), {})[row.term] = float(row.attendance_share)
    return dict(sorted(shares.items())), order


def _changes(shares: Mapping[str, Mapping[Any, float]], order: Sequence[Any]) -> dict[str, float]:
    """By how much each cluster's latest share differs from the term before, where both are known."""
    if len(order) < 2:
        return {}
    before, latest = order[-2], order[-1]
    return {cluster: points[latest] - points[before] for cluster, points in shares.items() if latest in points and before in points}


def _falls(change: float) -> bool:
    return round(change, 4) <= -LEAST_FALL


def _outstanding(shares: Mapping[str, Mapping[Any, float]], order: Sequence[Any]) -> tuple[str | None, bool]:
    """The cluster whose line stands out, and whether because it falls."""
    changes = _changes(shares, order)
    if changes and _falls(min(changes.values())):
        return min(changes, key=lambda cluster: changes[cluster]), True
    latest = {cluster: points[order[-1]] for cluster, points in shares.items() if order[-1] in points}
    return (min(latest, key=lambda cluster: latest[cluster]) if len(latest) > 1 else None), False


def _stopped_in(setting: str, attendance: pd.DataFrame) -> Term | None:
    """The term of the first meeting missed since the setting last came."""
    own = attendance[(attendance["setting"] == setting) & attendance["state"].isin(list(_STATES))]
    came = [style.as_day(day) for day in own.loc[own["state"] == "attended", "held_on"]]
    after = [style.as_day(day) for day in own["held_on"] if not came or style.as_day(day) > max(came)]
    return Term.of(min(after)) if after else None
