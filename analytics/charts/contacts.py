"""The team’s contacts with settings drawn: who was in touch, and what about.

`touch` takes the frame of `contact_by_cluster`, `purposes` that of `contacts_by_purpose`, `triage_said` that of `service_clocks`.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row
from data.contracts.contacts import CONTACTS

PURPOSES = dict(CONTACTS.by_name["purpose"].codes)
TOUCH_KEY = (("done", "in touch"), ("attention", "not in touch"), ("not_known", "no officer"))
PURPOSE_KEY = (("done", "started by a setting"), ("some", "by the team or not known"))


def touch(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar a cluster: settings in touch, not in touch, without an officer. customdata of each part: [cluster, state]."""
    rows = []
    for row in frame.sort_values("cluster").itertuples(index=False):
        settings, officer, contacted = int(row.settings), int(row.with_officer), int(row.contacted)
        parts = (
            Part("done", contacted, "in touch in the last two terms", (row.cluster, "in_touch")),
            Part("attention", officer - contacted, "not in touch in the last two terms", (row.cluster, "no_contact")),
            Part("not_known", settings - officer, "without an officer on the register", (row.cluster, "no_officer")),
        )
        rows.append(Row(style.plain(row.cluster), shares.said(contacted, officer), parts))
    return shares.bars(rows, empty="No setting to show.", dark=dark)


def touch_finding(frame: pd.DataFrame) -> str:
    """The title of `touch`. Plain text."""
    officer, contacted = (int(frame[column].sum()) if len(frame) else 0 for column in ("with_officer", "contacted"))
    if officer == 0:
        return "No setting has an officer on the register"
    behind = {style.plain(row.cluster): int(row.with_officer) - int(row.contacted) for row in frame.itertuples(index=False)}
    left = officer - contacted
    if left == 0:
        return "Every setting with an officer was in touch in the last two terms"
    first = style.foremost(behind)
    start = f"{style.opening(left)} {style.plural(left, 'setting was', 'settings were')} not in touch for two terms"
    if first is None or len(behind) == 1:
        return start
    if first[1] == left:
        return f"{start}, {'' if left == 1 else 'both ' if left == 2 else 'all '}in {first[0]}"
    return f"{start}, {style.spelled(first[1])} of them in {first[0]}" if first[1] > 1 else start


def touch_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster’s counts, for a person who does not see the picture. Plain text."""
    said = [
        f"{style.plain(row.cluster)} {row.contacted} of {row.with_officer}"
        + (f", {row.settings - row.with_officer} without an officer" if row.settings > row.with_officer else "")
        for row in frame.itertuples(index=False)
    ]
    return f"{touch_finding(frame)}. In touch: {'; '.join(said)}."


def purposes(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar a purpose, most contacts first. customdata of each part: [purpose, whether a setting started it]."""
    rows = []
    for purpose, row in _by_purpose(frame).iterrows():
        contacts, started = int(row["contacts"]), int(row["started_by_setting"])
        parts = (
            Part("done", started, "started by a setting", (purpose, True)),
            Part("some", contacts - started, "started by the team, or not known by whom", (purpose, False)),
        )
        rows.append(Row(PURPOSES.get(purpose, style.plain(purpose)), style.number(contacts), parts))
    return shares.bars(rows, as_shares=False, empty="No setting to show.", dark=dark)


def purposes_finding(frame: pd.DataFrame) -> str:
    """The title of `purposes`: what most contacts are about. Plain text."""
    totals = _by_purpose(frame)["contacts"]
    total = int(totals.sum()) if len(totals) else 0
    if total == 0:
        return "No contact this term"
    first = style.foremost({PURPOSES.get(purpose, purpose): int(count) for purpose, count in totals.items()})
    said = f"{style.opening(total)} {style.plural(total, 'contact')} this term"
    if first is None or total == 1:
        return said
    about = first[0] if first[0][:2].isupper() else first[0][0].lower() + first[0][1:]
    return f"{said}, {style.spelled(first[1])} about {about}"


def purposes_line(frame: pd.DataFrame) -> str:
    """How many contacts settings started. Plain text."""
    total, started = (int(frame[column].sum()) if len(frame) else 0 for column in ("contacts", "started_by_setting"))
    return f"Settings started {shares.said(started, total)}." if total else ""


def purposes_alt(frame: pd.DataFrame) -> str:
    """The finding and each purpose’s count, for a person who does not see the picture. Plain text."""
    said = [f"{PURPOSES.get(purpose, purpose)} {row['contacts']}" for purpose, row in _by_purpose(frame).iterrows()]
    return f"{purposes_finding(frame)}. {purposes_line(frame)} {'; '.join(said)}."


def triage_said(clocks: pd.DataFrame) -> str:
    """How fast the Area SENCO answers referrals, in a sentence. Plain text; nothing where no referral was ever loaded."""
    own = clocks[clocks["clock"] == "area_senco_triage"]
    if own.empty:
        return ""
    row = own.iloc[0]
    done, in_time, waiting, late = (int(row[column]) for column in ("completed", "in_time", "open", "open_late"))
    if done == 0:
        first = "No referral to the Area SENCO was triaged this term."
    else:
        whom = "the one referral" if done == 1 else f"the {style.spelled(done, 12)} referrals"
        kept = "none was" if in_time == 0 else f"{style.spelled(in_time)} {style.plural(in_time, 'was', 'were')}"
        first = f"Of {whom} to the Area SENCO triaged this term, {kept} in time."
        if in_time == done:
            all_of_them = "The one referral" if done == 1 else f"{style.sentence(style.part_of(done, done))} referrals"
            first = f"{all_of_them} to the Area SENCO triaged this term {style.plural(done, 'was', 'were')} in time."
    if not waiting:
        return f"{first} None waits."
    second = f"{style.opening(waiting)} {style.plural(waiting, 'waits', 'wait')}"
    return (
        f"{first} {second}, {style.spelled(late)} of them longer than {row['allowed']} days."
        if late
        else f"{first} {second}, none for too long."
    )


def _by_purpose(frame: pd.DataFrame) -> pd.DataFrame:
    """Contacts by purpose over all clusters, most first; of equals the order of the log’s guide."""
    totals = frame.groupby("purpose", sort=False)[["contacts", "started_by_setting"]].sum()
    return totals.sort_values("contacts", ascending=False, kind="stable")
