"""How many returns of one term are in, on time, late, held and missing: a row a cluster, or a row a return."""

import pandas as pd
import streamlit as st

from analytics.charts.style import NBSP, counts_by, day, foremost, markdown, number, percent
from data.terms import Term
from pages import shared
from pages.parts import finding
from pages.returns_grid import TERMLY, TITLES

BY = {"cluster": "By cluster", "return": "By return"}


def show(returns: pd.DataFrame, term: Term, *, past: bool) -> None:
    """How many of the returns owed are in, on time, late, held and missing: a row a cluster or a row a return."""
    owed = returns[returns["state"] != "not_owed"]
    most = foremost(counts_by(owed.loc[~owed["received"], "cluster"]))
    waiting = "missing" if past else "still to come"
    title = f"{most[0]} has most returns {waiting}: {number(most[1])}" if most else "How many are in"
    finding(title, f"Returns that are in, of those owed for {term.label}. Due {day(term.due_on)}.")
    by = shared.choice("returns-by", BY)
    groups = sorted(owed["cluster"].dropna().unique()) if by == "cluster" else TERMLY
    parts = [*(owed[owed[by] == group] for group in groups), owed]
    table = {BY[by].removeprefix("By ").capitalize(): [*(markdown(TITLES.get(group, group)) for group in groups), "**All**"]}
    out = [int((~part["received"]).sum()) for part in parts]
    table["Missing" if past else "To come"] = [f":red[**{number(each)}**]" if each and past else number(each) for each in out]
    if by == "cluster":
        table |= {title: [_in_of(part[part["return"] == name]) for part in parts] for name, title in TITLES.items()}
    else:
        table |= {"In": [_in_of(part) for part in parts], "Share": [_share(part) for part in parts]}
    table |= {
        "On time": [number(int(part["on_time"].sum())) for part in parts],
        "Late": [number(int((part["received"] & ~part["on_time"]).sum())) for part in parts],
        "Rows held": [number(int((part["held_rows"] > 0).sum())) for part in parts],
    }
    st.table(table, border="horizontal", hide_index=True)


def _in_of(part: pd.DataFrame) -> str:
    return f"{number(int(part['received'].sum()))}{NBSP}of{NBSP}{number(len(part))}" if len(part) else "–"


def _share(part: pd.DataFrame) -> str:
    return percent(part["received"].mean()) if len(part) else "–"
