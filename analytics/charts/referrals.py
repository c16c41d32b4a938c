"""Waits drawn: each referral that waits at its weeks so far, beside those seen this term at the weeks they had waited.

`waits` takes the frames of `referral_list` (one row a referral) and `referral_waits_by_service` (one row a service), or
with by="cluster" of one service and `referral_waits_by_service_and_cluster`. Days in the frames are weeks on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.contracts.referrals import SERVICES
from data.terms import Term

LONG_WAIT = 126  # days: 18 weeks
_LEFT = 14  # room for a dot or a figure at no weeks
_LABEL = 24  # pixels of the line above a row
_DOT = 9
_BRACKET = 22
_SEEN = 10  # pixels for the strokes of those seen, where there are any
_FOOT = 26
_HIGHEST = 16  # dots in a stack before dots draw closer
_MOST_ROWS = 8  # services; those with least to show share the last row
_YEAR = 52  # weeks; longer waits stand in one column at the end, so that the others keep their room
_BEYOND = 55

_NAMES_KEPT = {"portage", "area_senco"}
_SHORT = {"speech_language": "Speech and language", "neurodevelopmental": "Neurodevelopmental", "ehc_assessment": "EHC assessment"}
_SHARE_FROM = 20  # of fewer, counts say more than a share
_PHONE = 360  # pixels a line of words may take


@dataclass(frozen=True)
class _Lane:
    """A row, a service's or a cluster's: its referrals waiting, with days, and how long those seen had waited."""

    name: str
    short_name: str
    marks: list[tuple[int, bool, str, str, str, str]]  # days, back with the setting, service, setting, referral_ref, hover
    seen: list[tuple[int, str, str, str, str]]  # days, service, setting, referral_ref, hover
    median: float | None
    ninth: float | None

    @property
    def waiting(self) -> int:
        return sum(1 for _, back, *_ in self.marks if not back)

    @property
    def long(self) -> int:
        return sum(1 for days, back, *_ in self.marks if not back and days > LONG_WAIT)

    @property
    def back(self) -> int:
        return len(self.marks) - self.waiting


def waits(referrals: pd.DataFrame, figures: pd.DataFrame, *, as_of: date, by: str = "service", dark: bool = False) -> go.Figure:
    """A row a service (or a cluster): each waiting referral a mark at its weeks so far; below it the waits that have ended.

    customdata of each mark: [service, setting, referral_ref]. Those first seen in the term so far are strokes at the weeks
    they had waited, with a bracket from their median to their 90th percentile. Waits over 52 weeks share one column.
    """
    lanes = _folded(_lanes(referrals, figures, as_of, by))
    if not lanes:
        return style.blank_figure("No referrals to show.", dark=dark)
    ink = style.palette(dark)
    longest = max([days for lane in lanes for days, *_ in [*lane.marks, *lane.seen]], default=0)
    bracket_end = max([lane.ninth or lane.median or 0 for lane in lanes], default=0)
    reach = max(_place(max(longest, bracket_end) / 7), 20) + 1
    stacks = [_stacks(lane) for lane in lanes]
    heights = [min(max((len(stack) for stack in of_lane.values()), default=1), _HIGHEST) * _DOT for of_lane in stacks]
    rest = sum(_LABEL + _BRACKET + (_SEEN if lane.seen else 0) for lane in lanes)
    drawn = style.Drawing(dark=dark, height=sum(heights) + rest + _FOOT, left=_LEFT, right=28)
    drawn.axis("xaxis", range=[0, reach])
    floor = drawn.height - _FOOT
    drawn.add_line(x0=18, x1=18, y0=0, y1=floor, layer="below", line={"color": ink.text, "width": 1.2, "dash": "dot"})
    top = 0.0
    marks: dict[str, list] = {"seen": [], "waiting": [], "long": [], "returned": []}
    for lane, of_lane, height in zip(lanes, stacks, heights, strict=True):
        drawn.write(_lane_words(lane, ink), x=0, xref="paper", xshift=-_LEFT, y=top + 11, bgcolor=ink.page)
        base = top + _LABEL + height - _DOT / 2
        for week, stack in of_lane.items():
            rise = min(_DOT, _HIGHEST * _DOT / len(stack))
            for place, (days, back, service, setting, referral, hover) in enumerate(stack):
                kind = "returned" if back else "long" if days > LONG_WAIT else "waiting"
                marks[kind].append((week, base - place * rise, rise, [service, setting, referral], hover))
        for days, service, setting, referral, hover in lane.seen:
            marks["seen"].append((_place(days / 7), base + _DOT / 2 + 6, _DOT, [service, setting, referral], hover))
        below = _SEEN if lane.seen else 0
        _draw_bracket(drawn, lane, base + _DOT / 2 + 6 + below, ink)
        top += _LABEL + height + below + _BRACKET
    _draw_marks(drawn, marks, ink)
    for weeks in _ticks(reach):
        words = {18: "18 weeks", _BEYOND: "over 52"}.get(weeks, str(weeks))
        drawn.write(words, x=weeks, y=floor + 14, anchor="center", font={"size": style.SMALL, "color": ink.muted})
    return drawn.figure()


def seen_in_term(referrals: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The referrals first seen in the term of the day, up to it."""
    first = Term.of(as_of).starts_on
    return referrals[[day is not None and first <= day <= as_of for day in map(style.as_day, referrals["first_contact_on"])]]


def waits_finding(referrals: pd.DataFrame, *, by: str = "service") -> str:
    """The title of `waits`: which service (or which cluster, of one service) has the longest waits. Plain text."""
    waiting = _waiting(referrals)
    if waiting.empty:
        return "No referrals to show" if referrals.empty else "No referral is waiting"
    long = waiting[waiting["wait_days"] > LONG_WAIT]
    if long.empty:
        return "No referral has waited over 18 weeks"
    tally = style.counts_by(long[by])
    first = style.foremost(tally)
    count = len(long)
    if by == "cluster":
        service = said_in_sentence(long["service"].iloc[0])
        opening = f"{style.opening(count)} {style.plural(count, 'wait')} over 18 weeks for {service}"
        return f"{opening}, {'in' if first[1] == count else f'{style.spelled(first[1])} of them in'} {first[0]}" if first else opening
    if count == 1:
        return f"The one wait over 18 weeks is for {said_in_sentence(long['service'].iloc[0])}"
    if first and first[1] == count:
        return f"{style.sentence(style.part_of(count, count))} waits over 18 weeks are for {said_in_sentence(first[0])}"
    if first and first[1] >= 2:
        return f"{_short_name(first[0])} has {style.part_of(first[1], count)} longest waits"
    return f"{style.opening(count)} waits over 18 weeks, in {style.counted(len(tally), 'service')}"


def waits_alt(referrals: pd.DataFrame, figures: pd.DataFrame, *, as_of: date, by: str = "service") -> str:
    """The finding and each row's figures, for a person who does not see the picture. Plain text."""
    said = [f"{waits_finding(referrals, by=by)}. On {style.day(as_of)}:"]
    for lane in _lanes(referrals, figures, as_of, by):
        told = [f"{lane.waiting} waiting"]
        if lane.long:
            told.append(f"{lane.long} over 18 weeks")
        if lane.back:
            told.append(f"{lane.back} back with the setting")
        if lane.seen:
            told.append(f"{len(lane.seen)} seen this term")
        if lane.median is not None:
            told.append(f"half of those seen within {_weeks(lane.median)}")
        if lane.ninth is not None:
            told.append(f"nine in ten within {_weeks(lane.ninth)}")
        said.append(f"{lane.name}: {', '.join(told)}.")
    return " ".join(said)


def waits_key(referrals: pd.DataFrame) -> str:
    """The line under the title that says what the marks and lines are. Plain text."""
    back = len(_waiting(referrals, on="setting")) > 0
    marks = "Marks are referrals waiting, ◆ over 18 weeks" + (", ○ back with the setting" if back else "")
    return f"{marks}. Strokes are those seen this term: half by the left end of the line, nine in ten by the right."


def within_finding(figures: pd.DataFrame) -> str:
    """How many of those seen this term were seen within 18 weeks, from either question of waits. Plain text."""
    seen = int(figures["completed"].sum())
    within = round(float((figures["completed"] * figures["within_18_weeks_share"].fillna(0)).sum()))
    if seen == 0:
        return "No referral has been seen yet this term"
    if seen == 1:
        return f"The one referral seen this term had waited {'18 weeks or less' if within else 'over 18 weeks'}"
    if within == seen:
        return f"{'Both' if seen == 2 else f'All {style.spelled(seen)}'} referrals seen this term had waited 18 weeks or less"
    share = f" ({style.percent(within / seen)})" if seen >= _SHARE_FROM else ""
    few = style.spelled(within) if within else "none"
    return f"Of {style.spelled(seen)} referrals seen this term, {few} had waited 18 weeks or less{share}"


def service_name(service: object) -> str:
    """A service as a label: `Speech and language therapy`. Not escaped."""
    return style.plain(SERVICES.get(service, service))


def _short_name(service: object) -> str:
    return _SHORT.get(service) or service_name(service)


def said_in_sentence(service: object) -> str:
    """A service inside a sentence: `speech and language therapy`, `EHC needs assessment`, `Portage`. Not escaped."""
    name = service_name(service)
    return name if service in _NAMES_KEPT or not name[1:2].islower() or service not in SERVICES else name[0].lower() + name[1:]


def _waiting(referrals: pd.DataFrame, on: str = "service") -> pd.DataFrame:
    """The referrals waiting on the service, or on the setting (sent back incomplete), which is never counted with them."""
    return referrals[referrals["waiting"] == on]


def _lanes(referrals: pd.DataFrame, figures: pd.DataFrame, as_of: date, by: str) -> list[_Lane]:
    """The services (or clusters) anyone waits for or was seen by, those with most over 18 weeks first."""
    marks: dict[str, list] = {}
    for row in referrals[referrals["waiting"].isin(["service", "setting"])].itertuples(index=False):
        made_on = style.as_day(row.made_on)
        days = style.whole(row.wait_days)
        days = (as_of - made_on).days if days is None else days
        back = row.waiting == "setting"
        hover = f"{_who(row)}<br>{'back with the setting, made' if back else 'waiting'} {_weeks(days)}{' ago' if back else ''}"
        marks.setdefault(getattr(row, by), []).append((days, back, row.service, row.setting, row.referral_ref, hover))
    ended: dict[str, list] = {}
    for row in seen_in_term(referrals, as_of).itertuples(index=False):
        hover = f"{_who(row)}<br>seen after {_weeks(int(row.wait_days))}"
        ended.setdefault(getattr(row, by), []).append((int(row.wait_days), row.service, row.setting, row.referral_ref, hover))
    brackets = {
        getattr(row, by): (_known(row.median_days), _known(row.p90_days))
        for row in figures.itertuples(index=False)
        if _known(row.median_days) is not None
    }
    lanes = []
    for each in set(marks) | set(brackets):
        waiting, seen = sorted(marks.get(each, [])), sorted(ended.get(each, []))
        lanes.append(_Lane(_name(each, by), _name(each, by, short=True), waiting, seen, *brackets.get(each, (None, None))))
    return sorted(lanes, key=lambda lane: (-lane.long, -lane.waiting, lane.name))


def _name(group: object, by: str, *, short: bool = False) -> str:
    return style.plain(group) if by == "cluster" else _short_name(group) if short else service_name(group)


def _who(row: object) -> str:
    return f"{style.label(row.name)}<br>{style.label(row.referral_ref)}, made {style.day(row.made_on)}"


def _known(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _weeks(days: float) -> str:
    weeks = round(days / 7)
    return f"{round(days)} {style.plural(round(days), 'day')}" if days < 14 else f"{weeks} {style.plural(weeks, 'week')}"


def _folded(lanes: list[_Lane]) -> list[_Lane]:
    """At most eight rows: services where nobody has waited over 18 weeks share the last one, without a bracket."""
    kept = max(_MOST_ROWS - 1, sum(1 for lane in lanes if lane.long))
    if len(lanes) <= max(_MOST_ROWS, kept + 1):
        return lanes
    rest = sorted(mark for lane in lanes[kept:] for mark in lane.marks)
    name = f"{style.sentence(style.spelled(len(lanes) - kept))} other services"
    return [*lanes[:kept], _Lane(name, name, rest, sorted(mark for lane in lanes[kept:] for mark in lane.seen), None, None)]


def _place(weeks: float) -> float:
    """Where a wait stands across: at its weeks, or in the last column when it is over 52."""
    return weeks if weeks <= _YEAR else _BEYOND


def _stacks(lane: _Lane) -> dict[float, list]:
    """The lane's referrals by the middle of their weeks; the 126th day still stands before the line at 18 weeks."""
    stacks: dict[float, list] = {}
    for each in lane.marks:
        week = max(each[0] - 1, 0) // 7
        stacks.setdefault(week + 0.5 if week < _YEAR else _BEYOND, []).append(each)
    return stacks


def _lane_words(lane: _Lane, ink: style.Palette) -> str:
    count = f"{style.number(lane.waiting)} waiting"
    long = f"{style.number(lane.long)} over 18 weeks" if lane.long else ""
    name = style.shortened(lane.short_name, _PHONE - style.text_width(f"  {count}, {long}"), bold=True)
    return f"<b>{style.label(name)}</b>\u2002{count}" + (", " + style.tinted(long, ink.attention, bold=True) if long else "")


def _draw_bracket(drawn: style.Drawing, lane: _Lane, y: float, ink: style.Palette) -> None:
    if lane.median is None:
        return
    ends = [lane.median / 7] + ([lane.ninth / 7] if lane.ninth is not None else [])
    line = {"color": ink.bracket, "width": 2}
    if len(ends) == 2:
        drawn.add_line(x0=_place(ends[0]), x1=_place(ends[1]), y0=y, y1=y, line=line)
    for place, weeks in enumerate(ends):
        across = _place(weeks)
        drawn.add_line(x0=across, x1=across, y0=y - 5, y1=y + 5, line=line)
        side = {"anchor": "right", "xshift": -9} if place == 0 else {"anchor": "left", "xshift": 9}
        drawn.write(str(round(weeks)), x=across, y=y, **side, font={"size": style.SMALL, "color": ink.muted})


def _draw_marks(drawn: style.Drawing, marks: dict[str, list], ink: style.Palette) -> None:
    looks = {
        "seen": {"symbol": "line-ns", "size": 8, "color": ink.bracket, "line": {"color": ink.bracket, "width": 1.4}},
        "waiting": {"symbol": "circle", "size": 8, "color": ink.teal, "line": {"width": 0}},
        "returned": {"symbol": "circle", "size": 7, "color": ink.page, "line": {"color": ink.teal, "width": 1.6}},
        "long": {"symbol": "diamond", "size": 10, "color": ink.attention, "line": {"width": 0}},
    }
    for kind, found in marks.items():
        if found:
            drawn.add_scatter(
                mode="markers",
                name=kind,
                x=[x for x, *_ in found],
                y=[y for _, y, *_ in found],
                marker=looks[kind] | {"opacity": 1, "size": [looks[kind]["size"] * max(rise / _DOT, 0.4) for _, _, rise, *_ in found]},
                customdata=[custom for *_, custom, _ in found],
                hovertext=[hover for *_, hover in found],
                hovertemplate="%{hovertext}<extra></extra>",
                unselected={"marker": {"opacity": 0.4}},
                cliponaxis=False,
            )


def _ticks(reach: float) -> list[int]:
    """Weeks to write under the rows: always 18, and even steps that keep clear of it and of the column over 52."""
    named = [18, _BEYOND] if reach > _BEYOND else [18]
    step = 6 if reach <= 40 else 12
    clear = 5 if reach <= 40 else 8
    return sorted({0, *named, *(weeks for weeks in range(0, int(reach) + 1, step) if all(abs(weeks - other) > clear for other in named))})
