"""Where do children wait?"""

from __future__ import annotations

import pandas as pd

from analytics.charts import style
from analytics.charts.referrals import LONG_WAIT, said_in_sentence
from analytics.sentences.counts import most_of


def referrals_answer(referrals: pd.DataFrame, *, loaded: bool = True) -> str:
    """Where do children wait? From `referral_list`: counts referrals, since a child may have two.

    Those sent back incomplete wait on their setting and are not counted.
    """
    if not loaded:
        return "No referral return has been loaded, so no waits are known."
    if referrals.empty:
        return "No referral is known here on this day."
    waiting = referrals[referrals["waiting"] == "service"]
    total = len(waiting)
    if total == 0:
        return "No referral is waiting for a first contact."
    first = f"{style.opening(total)} {style.plural(total, 'referral is', 'referrals are')} waiting."
    long = waiting[waiting["wait_days"] > LONG_WAIT]
    count = len(long)
    if count == 0:
        return f"{first} {'It has not' if total == 1 else 'Neither has' if total == 2 else 'None has'} waited over 18 weeks."
    if total == 1:
        return f"{first} It has waited over 18 weeks, for {said_in_sentence(long['service'].iloc[0])}."
    services = style.counts_by(long["service"])
    told = "Both have" if count == total == 2 else f"All {style.spelled(count)} have" if count == total else style.opening(count)
    told += " waited over 18 weeks" if count == total else f" {style.plural(count, 'has', 'have')} waited over 18 weeks"
    lead = most_of(services, count, every=waiting["service"].nunique())
    return f"{first} {told}{f', {lead[1]}for {said_in_sentence(lead[0])}' if lead else ''}."


def next_steps(referrals: pd.DataFrame) -> list[str]:
    """What to do about each referral of `referral_list`; empty where nothing needs doing."""
    steps = []
    for waiting, days, stage in zip(referrals["waiting"], referrals["wait_days"].fillna(0), referrals["stage"], strict=True):
        if waiting == "setting":
            steps.append("Help the setting complete it")
        elif waiting == "service":
            steps.append("Ask the service for a date" if days > LONG_WAIT else "")
        else:
            steps.append("Talk about another route" if stage == "declined" else "")
    return steps


def unused_routes_finding(settings: pd.DataFrame, *, children: int, within: str) -> str:
    """Which settings with so many children made no referral within a time (`12 months`), from `unused_routes`.

    Those not known are said apart.
    """
    with_children = f"with {style.spelled(children)} or more children with SEN"
    none = int((settings["state"] == "none_made").sum())
    unknown = len(settings) - none
    if none == 0 and unknown == 0:
        return f"Every setting {with_children} made a referral in the last {within}"
    silent = f"{style.counted(unknown, 'setting')} {style.plural(unknown, 'has', 'have')} not told us"
    if none == 0:
        return f"No setting is known to have several children and no referral; {silent}"
    made = f"{style.opening(none)} {style.plural(none, 'setting')} {with_children} made no referral in {within}"
    return f"{made}; {silent}" if unknown else made


def funding_finding(decisions: pd.DataFrame) -> str:
    """What was decided about funding this term, from `funding_decisions`."""
    decided = int(decisions["decided"].sum())
    given = int(decisions["awarded"].sum()) + int(decisions["part"].sum())
    if decided == 0:
        applied = int(decisions["applied"].sum())
        return f"No funding has been decided yet this term; {style.counted(applied, 'application was', 'applications were')} made"
    if decided == 1:
        return f"The one decision on funding this term {'gave' if given else 'did not give'} an award"
    if given == decided:
        every = "Both" if decided == 2 else f"All {style.spelled(decided)}"
        return f"{every} decisions on funding this term gave an award, whole or in part"
    told = style.spelled(given) if given else "none"
    return f"Of {style.spelled(decided)} decisions on funding this term, {told} gave an award, whole or in part"


def access_fund_finding(taken_up: pd.DataFrame) -> str:
    """How many children have the Disability Access Fund, from `disability_access_fund_by_cluster`."""
    awarded = int(taken_up["awarded"].sum())
    if awarded == 0:
        return "No child has the Disability Access Fund"
    return f"{style.opening(awarded)} {style.plural(awarded, 'child has', 'children have')} the Disability Access Fund"


def signposting_line(counts: pd.DataFrame) -> str:
    """What is counted apart from referrals, from `signposting`; empty where no return tells of it."""
    if counts.empty:
        return ""
    row = counts.iloc[0]
    said = []
    if not pd.isna(row["settings"]):
        unknown = f" ({style.number(int(row['not_known']))} have not said)" if row["not_known"] else ""
        part = f"{style.number(int(row['tell_parents']))} of {style.number(int(row['settings']))} settings"
        said.append(f"{part} tell parents of SENDIASS{unknown}")
    if not pd.isna(row["notifications"]):
        said.append(f"{style.counted(int(row['notifications']), 'section 23 notification')} came this term")
    return f"Counted apart, since signposting is no referral: {style.listed(said)}." if said else ""
