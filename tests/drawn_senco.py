"""Frames of the views of SENCO coverage, drawn small, for figures and findings."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import due_dates, hours, states, vacancies
from analytics.charts.states import State
from tests.drawn_frames import AS_OF, frame

MEANINGS = {
    "done": State("done", "done"),
    "soon": State("soon", "soon"),
    "late": State("late", "late"),
    "gone": State("gone", "attention"),
    "unknown": State("not known", "unknown"),
}
SPELLS = """
setting | name    | cluster | cover     | senco_ref | from_on    | to_on      | days
a       | Acorn   | Alder   | in_post   | S1        | 2024-11-21 | 2026-08-19 | 637
a       | Acorn   | Alder   | vacant    |           | 2026-08-20 | 2026-11-21 | 94
b       | Bluebell| Elm     | not_known |           | 2024-11-21 | 2024-12-31 | 41
b       | Bluebell| Elm     | vacant    |           | 2025-01-01 | 2025-01-30 | 30
b       | Bluebell| Elm     | shared    | S2        | 2025-01-31 | 2025-06-30 | 151
b       | Bluebell| Elm     | vacant    |           | 2025-07-01 | 2025-07-02 | 2
b       | Bluebell| Elm     | interim   | S3        | 2025-07-03 | 2026-11-21 | 507
"""
HOURS = """
setting | name   | cluster | weekly_hours | children | hours_per_10_children
a       | Acorn  | Alder   | 2.0          | 20       | 1.0
b       | Bay    | Alder   | 4.5          | 10       | 4.5
c       | Cob    | Alder   | 6.0          | 10       | 6.0
d       | Dale   | Birch   | 3.0          | 1        | 30.0
e       | Elm    | Birch   |              | 4        |
f       | Fern   | Cherry  | 3.0          | 0        |
"""
DATES = """
setting | name  | induct_by
a       | Acorn | 2026-11-20
b       | Bay   | 2026-11-21
c       | Cob   | 2027-01-20
"""


def spells() -> pd.DataFrame:
    """Two settings’ two years: one without a SENCO on the day, one with two gaps before it."""
    made = frame(SPELLS)
    return made.assign(from_on=pd.to_datetime(made["from_on"]).dt.date, to_on=pd.to_datetime(made["to_on"]).dt.date)


def told_hours() -> pd.DataFrame:
    """Three clusters: three settings that told, one with a single child and one silent, one without children."""
    made = frame(HOURS)
    return made.assign(**{name: pd.to_numeric(made[name]) for name in ("weekly_hours", "children", "hours_per_10_children")})


def by_state(**clusters: str) -> pd.DataFrame:
    """`Alder="dg"`: one post done, one gone (s soon, l late, u unknown)."""
    codes = {code[0]: code for code in MEANINGS}
    rows = [
        (cluster, codes[letter], f"{cluster}{number}", f"Nursery {number}")
        for cluster, letters in clusters.items()
        for number, letter in enumerate(letters)
    ]
    return pd.DataFrame(rows, columns=["cluster", "state", "setting", "name"])


def senco_figures(dark: bool) -> dict[str, go.Figure]:
    """Every figure of these views, for the rules that hold for all figures."""
    return {
        "states": states.state_rows(by_state(Alder="dslgu", Birch="d"), MEANINGS, dark=dark),
        "state bars": states.state_rows(by_state(Alder="dslgu" * 8), MEANINGS, dark=dark),
        "states key": states.key(MEANINGS, dark=dark),
        "due dates": due_dates.due_dates(frame(DATES), due="induct_by", as_of=AS_OF, mark_months=12, dark=dark),
        "hours": hours.hours(told_hours(), dark=dark),
        "time line": vacancies.time_line(spells(), as_of=AS_OF, dark=dark),
    }


def hostile_senco_figures(bad: dict[str, str]) -> list[go.Figure]:
    """Figures of settings and clusters with names that would be markup."""
    return [
        states.state_rows(by_state(Alder="dg").assign(**bad), MEANINGS),
        due_dates.due_dates(frame(DATES).assign(**bad), due="induct_by", as_of=AS_OF),
        hours.hours(told_hours().assign(**bad)),
        vacancies.time_line(spells().assign(**bad, senco_ref=bad["name"]), as_of=AS_OF),
    ]
