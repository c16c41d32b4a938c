"""The time line of one setting: six lanes over two years, each verdict beside the lane's name.

Takes the lanes of `analytics.one_setting`. A mark is told apart by its shape: a dot is done, a cross needs someone, a ring waits, a
diamond is a course, a triangle came late. What is not known is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.vacancies import two_years_before
from analytics.one_setting import Bar, Lane, Mark
from data.terms import Calendar, Term

_TOP = 30
_PITCH = 54
_FOOT = 8
_SEASONS = {"autumn": "Aut", "spring": "Spring"}
_SYMBOLS = {"done": "circle", "course": "diamond", "attention": "x-thin", "late": "triangle-up", "ring": "circle-open"}
_NARROW = 340  # pixels on a phone
KEY = "● done   ◆ course   ✕ not done   ▲ late   ○ waiting"


def time_line(lanes: Sequence[Lane], *, as_of: date, calendar: Calendar | None = None, dark: bool = False) -> go.Figure:
    """The figure; nothing of it can be chosen."""
    ink = style.palette(dark)
    first, last = two_years_before(as_of), as_of
    drawn = style.Drawing(dark=dark, height=_TOP + len(lanes) * _PITCH + _FOOT, right=6, left=4)
    drawn.axis("xaxis", range=[first.toordinal(), last.toordinal() + 1])
    bottom = _TOP + len(lanes) * _PITCH
    latest = Term.of(as_of) if calendar is None else calendar.term_of(as_of)
    for number in range(latest.number - 6, latest.number + 1):
        term = Term(number) if calendar is None else calendar.term(number)
        x, season = term.starts_on.toordinal(), term.name.partition("-")[2]
        if x < first.toordinal():
            continue
        drawn.add_line(x0=x, x1=x, y0=_TOP - 8, y1=bottom, line={"color": ink.line, "width": 1}, layer="below")
        if season in _SEASONS:
            words = f"{_SEASONS[season]} {term.starts_on:%y}"
            drawn.write(words, x=x, y=11, font={"size": style.SMALL, "color": ink.muted})
    drawn.add_line(x0=last.toordinal() + 1, x1=last.toordinal() + 1, y0=_TOP - 8, y1=bottom, line={"color": ink.text, "width": 1.5})
    for place, lane in enumerate(lanes):
        top = _TOP + place * _PITCH
        drawn.write(_line_above(lane, ink), x=0, xref="paper", y=top + 11, font={"size": style.SIZE}, bgcolor=ink.page)
        _bars(drawn, [bar for bar in lane.bars if bar.to_on >= first], top + 36, first, dark)
        _marks(
            drawn, [mark for mark in lane.marks if first <= mark.on <= last or (mark.until and mark.until >= first)], top + 36, first, ink
        )
    return drawn.figure()


def alt(lanes: Sequence[Lane]) -> str:
    """Each lane's verdict and how many marks it has, for a person who does not see the picture. Plain text."""
    return "Two years in six lanes. " + "; ".join(f"{lane.name}: {lane.verdict}" for lane in lanes) + "."


def _line_above(lane: Lane, ink: style.Palette) -> str:
    colour = ink.attention if lane.state == "attention" else ink.muted
    verdict = style.shortened(lane.verdict, _NARROW - style.text_width(lane.name, bold=True))
    return f"<b>{style.label(lane.name)}</b>\u2002{style.tinted(style.label(verdict), colour)}"


def _bars(drawn: style.Drawing, bars: Sequence[Bar], y: float, first: date, dark: bool) -> None:
    ink = style.palette(dark)
    for bar in bars:
        from_on = max(bar.from_on, first)
        if bar.cover == "not_known":
            looks = style.hatch(dark)
        elif bar.cover == "vacant":
            looks = {"color": ink.page, "line": {"color": ink.attention, "width": 2}}
        else:
            edge = {"color": ink.teal, "width": 1.2} if bar.cover == "interim" else {"color": ink.page, "width": 1}
            looks = {"color": ink.cover[bar.cover], "line": edge}
        who = {"vacant": "no SENCO", "not_known": "not known"}.get(bar.cover, f"{bar.words} {style.COVERS[bar.cover]}")
        drawn.add_bar(
            orientation="h",
            width=20,
            marker=looks,
            base=[from_on.toordinal()],
            x=[(bar.to_on - from_on).days + 1],
            y=[y],
            hovertext=[f"{style.label(who)}<br>{style.day(bar.from_on)} to {style.day(bar.to_on)}"],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        pixels = _NARROW * ((bar.to_on - from_on).days + 1) / 731
        if bar.cover in ink.cover_text and bar.cover not in ("vacant", "not_known") and style.text_width(who, style.SMALL) + 16 < pixels:
            font = {"size": style.SMALL, "color": ink.cover_text[bar.cover]}
            drawn.write(style.label(who), x=from_on.toordinal(), y=y, xshift=8, font=font)


def _marks(drawn: style.Drawing, marks: Sequence[Mark], y: float, first: date, ink: style.Palette) -> None:
    for mark in marks:
        if mark.until:
            x0 = max(mark.on, first).toordinal()
            drawn.add_line(x0=x0, x1=mark.until.toordinal() + 0.5, y0=y, y1=y, line={"color": ink.teal, "width": 2})
    for look, symbol in _SYMBOLS.items():
        of_look = [mark for mark in marks if mark.look == look and mark.on >= first]
        if not of_look:
            continue
        colour = {"attention": ink.attention, "late": ink.late[1]}.get(look, ink.teal)
        line = {"color": colour, "width": 2.5} if look in ("attention", "ring") else {"color": ink.page, "width": 1}
        drawn.add_scatter(
            mode="markers",
            x=[mark.on.toordinal() + 0.5 for mark in of_look],
            y=[y] * len(of_look),
            marker={"symbol": symbol, "size": 9 if look == "attention" else 12, "color": colour, "line": line, "opacity": 1},
            cliponaxis=False,
            hovertext=[f"{style.label(mark.words)}<br>{style.day(mark.on)}" for mark in of_look],
            hovertemplate="%{hovertext}<extra></extra>",
        )
