"""The time of each step drawn: a row a service, a cell a step with the days that half of those who took it needed.

All functions take the frame of `stage_times` (one row a service a step).
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.referrals import service_name

STEPS = {
    "received": "received",
    "triaged": "triaged",
    "accepted": "accepted",
    "first_contact": "seen",
    "assessment_complete": "assessed",
}
FEW = 5  # of fewer, a median says little: the cell is pale
_TOP = 28
_LABEL = 24
_CELL = 28
_PITCH = _LABEL + _CELL + 8
_MOST_ROWS = 10


def steps(times: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A row a service, five cells: the median days from the stage before, and how many took the step, in brackets.

    customdata of each cell: [service, from_stage, to_stage]. Services with most referrals come first; at most ten are drawn.
    """
    if times.empty:
        return style.blank_figure("No step has been taken yet this term.", dark=dark)
    ink = style.palette(dark)
    services = drawn_services(times)
    drawn = style.Drawing(dark=dark, height=_TOP + len(services) * _PITCH)
    drawn.axis("xaxis", range=[0, len(STEPS)])
    for place, said in enumerate(STEPS.values()):
        drawn.write(said, x=place + 0.5, y=12, anchor="center", font={"size": style.SMALL, "color": ink.muted})
    for place, service in enumerate(services):
        drawn.write(f"<b>{style.label(service_name(service))}</b>", x=0, xref="paper", y=_TOP + place * _PITCH + 11)
    shown = times[times["service"].isin(services) & times["to_stage"].isin(STEPS)]
    longest = max([float(row.median_days) for row in shown.itertuples(index=False) if row.referrals >= FEW], default=0.0)
    for few in (False, True):
        rows = [row for row in shown.itertuples(index=False) if (row.referrals < FEW) == few]
        tones = [0 if few else _tone(float(row.median_days), longest) for row in rows]
        if rows:
            drawn.add_bar(
                orientation="h",
                name="few" if few else "steps",
                width=_CELL,
                base=[list(STEPS).index(row.to_stage) + 0.02 for row in rows],
                x=[0.96] * len(rows),
                y=[_TOP + services.index(row.service) * _PITCH + _LABEL + _CELL / 2 for row in rows],
                marker={
                    "color": [ink.page if few else ink.counts[tone] for tone in tones],
                    "line": {"color": ink.line, "width": 1 if few else 0},
                },
                text=[f"{_days(row.median_days)} ({style.number(int(row.referrals))})" for row in rows],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"size": style.SMALL, "color": [ink.muted if few else ink.counts_text[tone] for tone in tones]},
                customdata=[[row.service, row.from_stage, row.to_stage] for row in rows],
                hovertext=[_hover(row) for row in rows],
                hovertemplate="%{hovertext}<extra></extra>",
                unselected={"marker": {"opacity": 0.4}},
            )
    return drawn.figure()


def steps_finding(times: pd.DataFrame) -> str:
    """The title of `steps`: the step that half of those who took it needed longest for. Plain text."""
    enough = times[times["referrals"] >= FEW]
    if times.empty:
        return "No step has been taken yet this term"
    if enough.empty:
        return f"No step has been taken by {style.spelled(FEW)} or more referrals yet this term"
    longest = enough.sort_values(["median_days", "referrals"], ascending=[False, False], kind="stable").iloc[0]
    half = f"half of {style.number(int(longest['referrals']))} referrals took {_days(longest['median_days'])} days or more"
    return f"{service_name(longest['service'])}: {half} from {_spoken(longest['from_stage'])} to {_spoken(longest['to_stage'])}"


def steps_key(times: pd.DataFrame) -> str:
    """The line under the title that says how to read a cell. Plain text."""
    rest = times["service"].nunique() - len(drawn_services(times))
    are = style.plural(rest, "service with fewer referrals is", "services with fewer referrals are")
    left_out = f" {style.opening(rest)} {are} in the table below."
    return (
        "Days from the stage before that half of them took, and in brackets how many took the step this term; pale: fewer than "
        f"{style.spelled(FEW)}." + (left_out if rest else "")
    )


def steps_alt(times: pd.DataFrame) -> str:
    """The finding and each service's steps, for a person who does not see the picture. Plain text."""
    said = [f"{steps_finding(times)}."]
    for service in drawn_services(times):
        rows = times[times["service"] == service].itertuples(index=False)
        told = [f"{_spoken(row.to_stage)} after {_days(row.median_days)} days ({int(row.referrals)})" for row in rows]
        said.append(f"{service_name(service)}: {', '.join(told)}.")
    return " ".join(said)


def drawn_services(times: pd.DataFrame) -> list[str]:
    """The services in the picture, those with most referrals first."""
    most = times.groupby("service")["referrals"].max().astype(int).to_dict() if len(times) else {}
    return sorted(most, key=lambda service: (-most[service], service_name(service)))[:_MOST_ROWS]


def _spoken(stage: str) -> str:
    return STEPS.get(stage, style.plain(stage))


def _days(days: float) -> str:
    return f"{float(days):.1f}".removesuffix(".0")


def _tone(days: float, longest: float) -> int:
    """Which of the three tones of colour: thirds of the longest."""
    third = max(longest, 3.0) / 3
    return 1 if days <= third else 2 if days <= 2 * third else 3


def _hover(row: object) -> str:
    count = int(row.referrals)
    told = f"half within {_days(row.median_days)} days, nine in ten within {_days(row.p90_days)}"
    stages = f"{_spoken(row.from_stage)} to {_spoken(row.to_stage)}"
    return f"{style.label(service_name(row.service))}<br>{style.label(stages)}: {style.counted(count, 'referral')}<br>{told}"
