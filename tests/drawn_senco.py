"""Frames of the views of SENCO coverage, drawn small, for figures and findings."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import states, vacancies
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


def spells() -> pd.DataFrame:
    """Two settings’ two years: one without a SENCO on the day, one with two gaps before it."""
    made = frame(SPELLS)
    return made.assign(from_on=pd.to_datetime(made["from_on"]).dt.date, to_on=pd.to_datetime(made["to_on"]).dt.date)


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
        "time line": vacancies.time_line(spells(), as_of=AS_OF, dark=dark),
    }


def hostile_senco_figures(bad: dict[str, str]) -> list[go.Figure]:
    """Figures of settings and clusters with names that would be markup."""
    return [
        states.state_rows(by_state(Alder="dg").assign(**bad), MEANINGS),
        vacancies.time_line(spells().assign(**bad, senco_ref=bad["name"]), as_of=AS_OF),
    ]
