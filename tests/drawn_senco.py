"""Frames of the views of SENCO coverage, drawn small, for figures and findings."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import states
from analytics.charts.states import State

MEANINGS = {
    "done": State("done", "done"),
    "soon": State("soon", "soon"),
    "late": State("late", "late"),
    "gone": State("gone", "attention"),
    "unknown": State("not known", "unknown"),
}


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
    }


def hostile_senco_figures(bad: dict[str, str]) -> list[go.Figure]:
    """Figures of settings and clusters with names that would be markup."""
    return [states.state_rows(by_state(Alder="dg").assign(**bad), MEANINGS)]
