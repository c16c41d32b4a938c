"""Referral pathways drawn: who waits and for how long, and what became of the referrals made this term.

`waits` takes the frames of `referral_list` (one row a referral) and `referral_waits_by_service` (one row a service);
`flow` that of `referral_flow` (one row a step). Waits are in days in the frames and in weeks on the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.contracts.referrals import SERVICES

LONG_WAIT = 126  # days: 18 weeks
_LEFT = 14  # room for a dot or a figure at no weeks
_LABEL = 24  # pixels of the line above a row
_DOT = 9
_BRACKET = 22
_FOOT = 26
_HIGHEST = 16  # dots in a stack before dots draw closer
_MOST_ROWS = 8  # services; those with least to show share the last row
_YEAR = 52  # weeks; longer waits stand in one column at the end, so that the others keep their room
_BEYOND = 55

STEPS = {"made": "Made", "received": "Received", "accepted": "Accepted", "first_contact": "First contact"}
_NAMES_KEPT = {"portage", "area_senco"}
_SHORT = {"speech_language": "Speech and language", "neurodevelopmental": "Neurodevelopmental", "ehc_assessment": "EHC assessment"}
_PHONE = 360  # pixels a line of words may take


@dataclass(frozen=True)
class _Lane:
    """A service's row: its referrals waiting, with days, and how long those seen had waited."""

    service: str
    marks: list[tuple[int, bool, str, str, str, str]]  # days, back with the setting, service, setting, referral_ref, hover
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


def waits(referrals: pd.DataFrame, by_service: pd.DataFrame, *, as_of: date, dark: bool = False) -> go.Figure:
    """A row a service: each waiting referral a mark at its weeks so far, and a bracket of the waits that have ended.

    customdata of each mark: [service, setting, referral_ref]. The bracket runs from the median to the 90th percentile
    of the referrals first seen in the term so far, and is left out where none was. Waits over 52 weeks share one column.
    """
    lanes = _folded(_lanes(referrals, by_service, as_of))
    if not lanes:
        return style.blank_figure("No referrals to show.", dark=dark)
    ink = style.palette(dark)
    longest = max([days for lane in lanes for days, *_ in lane.marks], default=0)
    bracket_end = max([lane.ninth or lane.median or 0 for lane in lanes], default=0)
    reach = max(_place(max(longest, bracket_end) / 7), 20) + 1
    stacks = [_stacks(lane) for lane in lanes]
    heights = [min(max((len(stack) for stack in of_lane.values()), default=1), _HIGHEST) * _DOT for of_lane in stacks]
    drawn = style.Drawing(dark=dark, height=sum(heights) + len(lanes) * (_LABEL + _BRACKET) + _FOOT, left=_LEFT, right=28)
    drawn.axis("xaxis", range=[0, reach])
    floor = drawn.height - _FOOT
    drawn.add_line(x0=18, x1=18, y0=0, y1=floor, layer="below", line={"color": ink.text, "width": 1.2, "dash": "dot"})
    top = 0.0
    marks: dict[str, list] = {"waiting": [], "long": [], "returned": []}
    for lane, of_lane, height in zip(lanes, stacks, heights, strict=True):
        drawn.write(_lane_words(lane, ink), x=0, xref="paper", xshift=-_LEFT, y=top + 11, bgcolor=ink.page)
        base = top + _LABEL + height - _DOT / 2
        for week, stack in of_lane.items():
            rise = min(_DOT, _HIGHEST * _DOT / len(stack))
            for place, (days, back, service, setting, referral, hover) in enumerate(stack):
                kind = "returned" if back else "long" if days > LONG_WAIT else "waiting"
                marks[kind].append((week, base - place * rise, rise, [service, setting, referral], hover))
        _draw_bracket(drawn, lane, base + _DOT / 2 + 6, ink)
        top += _LABEL + height + _BRACKET
    _draw_marks(drawn, marks, ink)
    for weeks in _ticks(reach):
        words = {18: "18 weeks", _BEYOND: "over 52"}.get(weeks, str(weeks))
        drawn.write(words, x=weeks, y=floor + 14, anchor="center", font={"size": style.SMALL, "color": ink.muted})
    return drawn.figure()


def flow(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Four bars, from referrals made to first contact, with what held the others up named above the bar they missed.

    customdata of each bar: [step], a step of the frame.
    """
    counts = _steps(frame)
    if not counts.get("made"):
        return style.blank_figure("No referral has been made this term.", dark=dark)
    ink = style.palette(dark)
    lines = {step: _step_lines(step, counts, ink) for step in STEPS}
    heights = {step: 20 * len(lines[step]) + 44 for step in STEPS}
    drawn = style.Drawing(dark=dark, height=sum(heights.values()), right=style.text_width(style.number(counts["made"])) + 12)
    drawn.axis("xaxis", range=[0, counts["made"]])
    top, centres = 0.0, []
    for step in STEPS:
        for place, line in enumerate(lines[step]):
            drawn.write(line, x=0, xref="paper", y=top + 11 + 20 * place)
        centres.append(top + 20 * len(lines[step]) + 17)
        top += heights[step]
    looks = {"orientation": "h", "width": 26, "y": centres, "unselected": {"marker": {"opacity": 0.4}}}
    drawn.add_bar(**looks, name="made_behind", x=[counts["made"]] * 4, marker={"color": ink.track, "line": {"width": 0}}, hoverinfo="skip")
    drawn.add_bar(
        **looks,
        name="steps",
        x=[counts.get(step, 0) for step in STEPS],
        marker={"color": ink.teal, "line": {"width": 0}},
        customdata=[[step] for step in STEPS],
        hovertext=[f"{said}: {style.number(counts.get(step, 0))} of {style.number(counts['made'])}" for step, said in STEPS.items()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for step, y in zip(STEPS, centres, strict=True):
        count = counts.get(step, 0)
        drawn.write(f"<b>{style.number(count)}</b>", x=counts["made"], y=y, xshift=8)
    return drawn.figure()


def waits_finding(referrals: pd.DataFrame) -> str:
    """The title of `waits`: which service has the longest waits. Plain text."""
    waiting = _waiting(referrals)
    if waiting.empty:
        return "No referrals to show" if referrals.empty else "No referral is waiting"
    long = waiting[waiting["wait_days"] > LONG_WAIT]
    if long.empty:
        return "No referral has waited over 18 weeks"
    by_service = style.counts_by(long["service"])
    first = style.foremost(by_service)
    count = len(long)
    if count == 1:
        return f"The one wait over 18 weeks is for {said_in_sentence(long['service'].iloc[0])}"
    if first and first[1] == count:
        return f"{style.sentence(style.part_of(count, count))} waits over 18 weeks are for {said_in_sentence(first[0])}"
    if first and first[1] >= 2:
        return f"{_short_name(first[0])} has {style.part_of(first[1], count)} longest waits"
    return f"{style.opening(count)} waits over 18 weeks, in {style.counted(len(by_service), 'service')}"


def waits_alt(referrals: pd.DataFrame, by_service: pd.DataFrame, *, as_of: date) -> str:
    """The finding and each service's figures, for a person who does not see the picture. Plain text."""
    said = [f"{waits_finding(referrals)}. On {style.day(as_of)}:"]
    for lane in _lanes(referrals, by_service, as_of):
        figures = [f"{lane.waiting} waiting"]
        if lane.long:
            figures.append(f"{lane.long} over 18 weeks")
        if lane.back:
            figures.append(f"{lane.back} back with the setting")
        if lane.median is not None:
            figures.append(f"half of those seen within {_weeks(lane.median)}")
        if lane.ninth is not None:
            figures.append(f"nine in ten within {_weeks(lane.ninth)}")
        said.append(f"{service_name(lane.service)}: {', '.join(figures)}.")
    return " ".join(said)


def waits_key(referrals: pd.DataFrame) -> str:
    """The line under the title that says what the marks and lines are. Plain text."""
    back = len(_waiting(referrals, on="setting")) > 0
    marks = "Marks are referrals waiting, ◆ over 18 weeks" + (", ○ back with the setting" if back else "")
    return f"{marks}. Lines: half of those seen by the left end, nine in ten by the right."


def flow_finding(frame: pd.DataFrame) -> str:
    """The title of `flow`: how many of the referrals made have led to a first contact. Plain text."""
    counts = _steps(frame)
    made, seen = counts.get("made", 0), counts.get("first_contact", 0)
    if not made:
        return "No referral has been made this term"
    if made == 1:
        return f"The one referral made this term has {'had a first contact' if seen else 'not had a first contact yet'}"
    if seen == 0:
        return f"None of the {style.spelled(made)} referrals made this term has had a first contact yet"
    if seen == made:
        return f"{'Both' if made == 2 else f'All {style.spelled(made)}'} referrals made this term have had a first contact"
    return (
        f"Of {style.spelled(made)} referrals made this term, {style.spelled(seen)} {style.plural(seen, 'has', 'have')} had a first contact"
    )


def flow_alt(frame: pd.DataFrame) -> str:
    """The finding and every step's figure, for a person who does not see the picture. Plain text."""
    counts = _steps(frame)
    if not counts.get("made"):
        return flow_finding(frame) + "."
    steps = ", ".join(f"{said.lower()} {counts.get(step, 0)}" for step, said in STEPS.items())
    others = [loss for step in STEPS for loss in _losses(step, counts)]
    return f"{flow_finding(frame)}. {style.sentence(steps)}." + (f" {style.sentence(', '.join(others))}." if others else "")


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


def _lanes(referrals: pd.DataFrame, by_service: pd.DataFrame, as_of: date) -> list[_Lane]:
    """The services anyone waits for or was seen by, those with most over 18 weeks first."""
    marks: dict[str, list] = {}
    for row in referrals[referrals["waiting"].isin(["service", "setting"])].itertuples(index=False):
        made_on = style.as_day(row.made_on)
        days = style.whole(row.wait_days)
        days = (as_of - made_on).days if days is None else days
        back = row.waiting == "setting"
        hover = f"{style.label(row.name)}<br>{style.label(row.referral_ref)}, made {style.day(made_on)}<br>"
        hover += f"{'back with the setting, made' if back else 'waiting'} {_weeks(days)}{' ago' if back else ''}"
        marks.setdefault(row.service, []).append((days, back, row.service, row.setting, row.referral_ref, hover))
    seen = {
        row.service: (_known(row.median_days), _known(row.p90_days))
        for row in by_service.itertuples(index=False)
        if _known(row.median_days) is not None
    }
    services = set(marks) | set(seen)
    lanes = [_Lane(each, sorted(marks.get(each, [])), *seen.get(each, (None, None))) for each in services]
    return sorted(lanes, key=lambda lane: (-lane.long, -lane.waiting, service_name(lane.service)))


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
    return [*lanes[:kept], _Lane(f"{style.sentence(style.spelled(len(lanes) - kept))} other services", rest, None, None)]


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
    name = style.shortened(_short_name(lane.service), _PHONE - style.text_width(f"  {count}, {long}"), bold=True)
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


def _steps(frame: pd.DataFrame) -> dict[str, int]:
    return {row.step: style.whole(row.referrals) or 0 for row in frame.itertuples(index=False)}


def _losses(step: str, counts: dict[str, int]) -> list[str]:
    """Why the bar of a step is shorter than the one before, in words with counts; only what the frame says."""
    if step == "received":
        missing = counts["made"] - counts.get("received", 0)
        return [f"{style.number(missing)} not marked as received"] if missing > 0 else []
    if step == "accepted":
        states = {"returned_incomplete": "came back incomplete", "declined": "declined", "redirected": "redirected"}
        return [f"{style.number(counts[state])} {said}" for state, said in states.items() if counts.get(state)]
    if step == "first_contact":
        told = {"still waiting": counts.get("still_waiting", 0)}
        elsewhere = ("first_contact", "still_waiting", "returned_incomplete", "declined", "redirected")
        told["withdrawn or closed"] = counts["made"] - sum(counts.get(state, 0) for state in elsewhere)
        return [f"{style.number(count)} {said}" for said, count in told.items() if count > 0]
    return []


def _step_lines(step: str, counts: dict[str, int], ink: style.Palette) -> list[str]:
    """The line above a bar: its step and the losses; two lines where one would not fit a phone."""
    losses = ", ".join(_losses(step, counts))
    name = f"<b>{STEPS[step]}</b>"
    if not losses:
        return [name]
    if style.text_width(STEPS[step] + "   " + losses) > 320:
        return [name, style.tinted(losses, ink.muted)]
    return [f"{name}\u2002{style.tinted(losses, ink.muted)}"]
