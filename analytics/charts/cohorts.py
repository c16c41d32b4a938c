"""What became of the referrals made in a term, drawn: how far they came, and why some were declined.

`flow` takes rows of `referral_cohorts` (one row a service, of one term), `reasons` rows of `decline_reasons` (one row a
service a reason). Both add their rows up, so a page may hand on those of one service.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.contracts.referrals import REFERRALS

STEPS = {"made": "Made", "received": "Received", "accepted": "Accepted", "seen": "First contact"}
REASONS = dict(REFERRALS.by_name["decline_reason"].codes) | {"not_known": "Not known"}
_LOSSES = {
    "accepted": {"on_setting": "came back incomplete", "declined": "declined", "redirected": "redirected"},
    "seen": {"waiting": "still waiting", "closed": "withdrawn or closed"},
}
_BAR = 22
_PITCH = 52


def flow(cohort: pd.DataFrame, *, made: str = "this term", dark: bool = False) -> go.Figure:
    """Four bars, from referrals made to first contact, with what held the others up named above the bar they missed.

    customdata of each bar: [step], a column of the frame.
    """
    counts = _counts(cohort)
    if not counts["made"]:
        return style.blank_figure(f"No referral was made {made}.", dark=dark)
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
        x=[counts[step] for step in STEPS],
        marker={"color": ink.teal, "line": {"width": 0}},
        customdata=[[step] for step in STEPS],
        hovertext=[f"{said}: {style.number(counts[step])} of {style.number(counts['made'])}" for step, said in STEPS.items()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    for step, y in zip(STEPS, centres, strict=True):
        drawn.write(f"<b>{style.number(counts[step])}</b>", x=counts["made"], y=y, xshift=8)
    return drawn.figure()


def flow_finding(cohort: pd.DataFrame, *, made: str = "this term") -> str:
    """The title of `flow`: how many of the referrals made have led to a first contact. Plain text.

    `made` says when they were made: `this term`, `in autumn 2026`.
    """
    counts = _counts(cohort)
    of_all, seen = counts["made"], counts["seen"]
    if not of_all:
        return f"No referral was made {made}"
    if of_all == 1:
        return f"The one referral made {made} has {'had a first contact' if seen else 'not had a first contact yet'}"
    if seen == 0:
        return f"None of the {style.spelled(of_all)} referrals made {made} has had a first contact yet"
    if seen == of_all:
        return f"{'Both' if of_all == 2 else f'All {style.spelled(of_all)}'} referrals made {made} have had a first contact"
    return (
        f"Of {style.spelled(of_all)} referrals made {made}, {style.spelled(seen)} {style.plural(seen, 'has', 'have')} had a first contact"
    )


def flow_alt(cohort: pd.DataFrame, *, made: str = "this term") -> str:
    """The finding and every step's figure, for a person who does not see the picture. Plain text."""
    counts = _counts(cohort)
    if not counts["made"]:
        return flow_finding(cohort, made=made) + "."
    steps = ", ".join(f"{said.lower()} {counts[step]}" for step, said in STEPS.items())
    others = [loss for step in STEPS for loss in _losses(step, counts)]
    return f"{flow_finding(cohort, made=made)}. {style.sentence(steps)}." + (f" {style.sentence(', '.join(others))}." if others else "")


def reasons(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar a reason for declining, the most frequent first; a reason that is not known is hatched and comes last.

    customdata of each bar: [reason].
    """
    counts = _reasons(frame)
    if not counts:
        return style.blank_figure("No referral was declined.", dark=dark)
    ink = style.palette(dark)
    drawn = style.Drawing(dark=dark, height=len(counts) * _PITCH, right=style.text_width(style.number(max(counts.values()))) + 12)
    drawn.axis("xaxis", range=[0, max(counts.values())])
    looks = {"orientation": "h", "width": _BAR, "hovertemplate": "%{hovertext}<extra></extra>", "unselected": {"marker": {"opacity": 0.4}}}
    for place, (reason, count) in enumerate(counts.items()):
        drawn.write(style.label(REASONS.get(reason, reason)), x=0, xref="paper", y=place * _PITCH + 11)
        drawn.write(f"<b>{style.number(count)}</b>", x=count, y=place * _PITCH + 34, xshift=8)
    for name in ("told", "not_known"):
        kept = [reason for reason in counts if (reason == "not_known") == (name == "not_known")]
        drawn.add_bar(
            **looks,
            name=name,
            x=[counts[reason] for reason in kept],
            y=[list(counts).index(reason) * _PITCH + 34 for reason in kept],
            marker=style.hatch(dark) if name == "not_known" else {"color": ink.teal, "line": {"width": 0}},
            customdata=[[reason] for reason in kept],
            hovertext=[f"{style.label(REASONS.get(reason, reason))}: {style.number(counts[reason])} declined" for reason in kept],
        )
    return drawn.figure()


def reasons_finding(frame: pd.DataFrame, *, declined: str = "this term") -> str:
    """The title of `reasons`: how many were declined, and why most often. Plain text."""
    counts = _reasons(frame)
    total = sum(counts.values())
    if not total:
        return f"No referral was declined {declined}"
    opening = f"{style.opening(total)} {style.plural(total, 'referral was', 'referrals were')} declined {declined}"
    first = style.foremost({reason: count for reason, count in counts.items() if reason != "not_known"})
    if counts.get("not_known") == total:
        return f"{opening}; why is not known"
    if first is None or (total > 1 and first[1] < 2):
        return f"{opening}, for different reasons" if total > 1 and len(counts) > 1 else opening
    said = f"“{REASONS.get(first[0], first[0]).lower()}”"
    return f"{opening}, {f'{style.spelled(first[1])} of them with the answer ' if total > 1 else 'with the answer '}{said}"


def reasons_alt(frame: pd.DataFrame, *, declined: str = "this term") -> str:
    """The finding and every reason's count, for a person who does not see the picture. Plain text."""
    told = ", ".join(f"{REASONS.get(reason, reason).lower()} {count}" for reason, count in _reasons(frame).items())
    return f"{reasons_finding(frame, declined=declined)}." + (f" {style.sentence(told)}." if told else "")


def _counts(cohort: pd.DataFrame) -> dict[str, int]:
    names = ("made", "received", "accepted", "seen", "waiting", "on_setting", "declined", "redirected", "closed")
    return {name: int(cohort[name].sum()) for name in names}


def _reasons(frame: pd.DataFrame) -> dict[str, int]:
    """How many were declined for each reason, the most frequent first and what is not known last."""
    tally: dict[str, int] = {}
    for row in frame.itertuples(index=False):
        tally[row.reason] = tally.get(row.reason, 0) + int(row.referrals)
    return dict(sorted(tally.items(), key=lambda pair: (pair[0] == "not_known", -pair[1], REASONS.get(pair[0], pair[0]))))


def _losses(step: str, counts: dict[str, int]) -> list[str]:
    """Why the bar of a step is shorter than the one before, in words with counts."""
    if step == "received" and counts["received"] < counts["made"]:
        return [f"{style.number(counts['made'] - counts['received'])} not marked as received"]
    return [f"{style.number(counts[state])} {said}" for state, said in _LOSSES.get(step, {}).items() if counts[state]]


def _step_lines(step: str, counts: dict[str, int], ink: style.Palette) -> list[str]:
    """The line above a bar: its step and the losses; two lines where one would not fit a phone."""
    losses = ", ".join(_losses(step, counts))
    name = f"<b>{STEPS[step]}</b>"
    if not losses:
        return [name]
    if style.text_width(STEPS[step] + "   " + losses) > 320:
        return [name, style.tinted(losses, ink.muted)]
    return [f"{name}\u2002{style.tinted(losses, ink.muted)}"]
