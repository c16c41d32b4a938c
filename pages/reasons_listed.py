"""The badge of each rating, settings with their reasons as lines, and every reason with the rows of the returns that show it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import markdown, number
from analytics.queries import Inputs
from pages.parts import listing

BADGES = {
    "red": ":red-badge[◆ Red]",
    "amber": ":orange-badge[▲ Amber]",
    "green": ":green-badge[● Green]",
    "grey": ":gray-badge[○ Not enough known]",
}


def lines(title: str, rows: pd.DataFrame, rules: dict[str, list[support.Rule]]) -> None:
    with st.expander(title):
        if rows.empty:
            st.markdown(":gray[None.]")
        for row in rows.itertuples(index=False):
            said = "; ".join(support.said(rule) for rule in rules[row.setting])
            st.markdown(f"{BADGES[row.rating]} **{markdown(row.name)}**, {markdown(row.cluster)}: {markdown(said)}.")


COLUMNS = ("name", "rating", "why", "return")


def proof(rows: pd.DataFrame, found: dict[str, list[support.Rule]], wanted: str, inputs: Inputs, columns: Sequence[str] = COLUMNS) -> None:
    """A row a reason; choosing one shows the rows behind it. `wanted` is the one rule asked for, or blank."""
    every = [
        {"setting": row.setting, "name": row.name, "cluster": row.cluster, "rating": row.rating}
        | {"why": support.said(rule), "return": support.RULES[rule.rule][1], "rule": rule.rule}
        for row in rows.itertuples(index=False)
        for rule in found.get(row.setting, [])
        if wanted in (rule.rule, "")
    ]
    listing(
        f"Every reason, with the rows that show it: {number(len(every))}",
        pd.DataFrame(every, columns=["setting", "name", "cluster", "rating", "why", "return", "rule"]),
        columns,
        inputs=inputs,
        name="support_reasons",
        empty="No rule applies.",
    )
