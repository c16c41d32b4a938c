"""The two days by which an EHC plan of a young child is reviewed, drawn apart: good practice's and the law's, never mixed.

Both take the frame of `ehc_plan_reviews`, one row a child. A child whose age is not known may be over five, so it is hatched
and in no sentence about what is past.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

# Line → (its column of days, the words for what asks for the review).
LINES = {"advisory": ("six_months_on", "good practice asks for"), "statutory": ("twelve_months_on", "the law asks for")}
PAST = "past"

_PITCH = 30
_BAR = 20
_GUTTER = 74
_ROOM = 0.14  # of the width, for the counts after the bars


def due_by_month(frame: pd.DataFrame, line: str, *, as_of: date, dark: bool = False) -> go.Figure:
    """A bar for the plans past the day, and one for each month in which it comes.

    customdata of each mark: [line, month]; month is `2026-12`, or "past".
    """
    if frame.empty:
        return style.blank_figure("No EHC plan of a child under five is known here.", dark=dark)
    ink = style.palette(dark)
    months = _months(frame, line, as_of)
    known, unknown = _counts(frame, line, as_of, unknown=False), _counts(frame, line, as_of, unknown=True)
    longest = max(known.get(month, 0) + unknown.get(month, 0) for month in months) or 1
    drawn = style.Drawing(dark=dark, height=len(months) * _PITCH, left=_GUTTER)
    drawn.axis("xaxis", range=[0, longest / (1 - _ROOM)])
    centres = {month: place * _PITCH + _PITCH / 2 for place, month in enumerate(months)}
    for name, counts, marker in (
        (PAST, {PAST: known.get(PAST, 0)}, {"color": ink.attention}),
        ("ahead", {month: known.get(month, 0) for month in months[1:]}, {"color": ink.cover["shared"]}),
        ("age_not_known", unknown, style.hatch(dark)),
    ):
        some = {month: count for month, count in counts.items() if count}
        if not some:
            continue
        words = ", age not known" if name == "age_not_known" else ""
        drawn.add_bar(
            orientation="h",
            name=name,
            width=_BAR,
            y=[centres[month] for month in some],
            x=list(some.values()),
            base=[known.get(month, 0) if name == "age_not_known" else 0 for month in some],
            marker=marker,
            customdata=[[line, month] for month in some],
            hovertext=[f"{_called(month, as_of)}<br>{style.counted(count, 'plan')}{words}" for month, count in some.items()],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )
    for month, y in centres.items():
        count = known.get(month, 0) + unknown.get(month, 0)
        drawn.write(_called(month, as_of), x=0, xref="paper", y=y, anchor="right", xshift=-8, font={"size": style.SMALL})
        said = f"<b>{count}</b>" if month == PAST else str(count) if count else "·"
        drawn.write(said, x=count, y=y, xshift=6 if count else 1, font={"size": style.SMALL, "color": ink.text if count else ink.muted})
    return drawn.figure()


def finding(frame: pd.DataFrame, line: str, *, as_of: date) -> str:
    """The title of one picture: how many plans are past its day. Plain text."""
    asked = LINES[line][1]
    known = frame[frame["state"] != "age_not_known"]
    if known.empty:
        return "No EHC plan of a child under five is known here"
    past, plans = _counts(frame, line, as_of, unknown=False).get(PAST, 0), len(known)
    if plans == 1:
        return f"The one plan is {'past' if past else 'in time for'} the review {asked}"
    if past == 0:
        return f"{'Both plans are' if plans == 2 else f'All {style.number(plans)} plans are'} in time for the review {asked}"
    if past == plans:
        return f"{'Both' if plans == 2 else f'All {style.number(plans)}'} plans are past the review {asked}"
    return f"{style.opening(past)} of {style.number(plans)} plans {style.plural(past, 'is', 'are')} past the review {asked}"


def alt(frame: pd.DataFrame, line: str, *, as_of: date) -> str:
    """The finding and the count of each month, for a person who does not see the picture. Plain text."""
    if frame.empty:
        return finding(frame, line, as_of=as_of) + "."
    known, unknown = _counts(frame, line, as_of, unknown=False), _counts(frame, line, as_of, unknown=True)
    months = "; ".join(f"{_called(month, as_of)}, {known.get(month, 0)}" for month in _months(frame, line, as_of))
    no_age = f" {style.opening(sum(unknown.values()))} more of an age not known." if unknown else ""
    return f"{finding(frame, line, as_of=as_of)}. Plans by the month of that day: {months}.{no_age}"


def month_of(on: date, as_of: date) -> str:
    """The bar a plan's day stands in: `2026-12`, or "past" for a day before the one asked about."""
    day = pd.Timestamp(on).date()
    return PAST if day < as_of else f"{day:%Y-%m}"


def _counts(frame: pd.DataFrame, line: str, as_of: date, *, unknown: bool) -> dict[str, int]:
    of_kind = frame[(frame["state"] == "age_not_known") == unknown]
    return style.counts_by(month_of(on, as_of) for on in of_kind[LINES[line][0]])


def _months(frame: pd.DataFrame, line: str, as_of: date) -> list[str]:
    """The past, then every month from the day's to the last in which a plan's day comes."""
    last = max(as_of, *pd.to_datetime(frame[LINES[line][0]]).dt.date)
    return [PAST, *(f"{month:%Y-%m}" for month in pd.period_range(as_of, last, freq="M").to_timestamp())]


def _called(month: str, as_of: date) -> str:
    if month == PAST:
        return "Past it"
    return f"{pd.Timestamp(month + '-01'):%b %Y}"
