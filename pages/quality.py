"""Quality: what the returns of a term do not tell us, column by column, and which settings leave it out."""

import pandas as pd
import streamlit as st

from analytics.charts.style import NBSP, markdown, number, percent, plural
from analytics.queries import Inputs
from data.contracts import CONTRACTS
from data.terms import Term
from pages import shared
from pages.parts import downloads, finding, listing

MOST = 10
COLUMNS = ("name", "not_known", "rows", "not_known_share", "cluster")


def show(term: Term, inputs: Inputs) -> None:
    fields = shared.ask("fields_not_known", inputs)
    gaps = fields[fields["not_known"] > 0]
    if fields.empty:
        finding(f"No return for {term.label} has rows yet, so there is nothing to look through.")
    elif gaps.empty:
        finding(f"Every column that the returns of {term.label} ask for is filled in.")
    else:
        first = gaps.iloc[0]
        finding(
            f"“{_column(first)}” is not known most often: in {_told(first)} rows",
            f"Columns left blank or answered “not known”, of the rows to which they apply, {term.label}.",
        )
        _worst(gaps)
        with st.container(horizontal=True, gap="small"):
            downloads(fields, "fields_not_known", f"Not known, {term.label}", inputs)
        _by_setting(gaps, inputs)


def _worst(gaps: pd.DataFrame) -> None:
    """The columns with the largest share not known, with the count beside it."""
    worst = [row for _, row in gaps.head(MOST).iterrows()]
    table = {
        "Column": [f"**{markdown(_column(row))}**" for row in worst],
        "Return": [markdown(CONTRACTS[row["return"]].title) for row in worst],
        "Not known": [_told(row) for row in worst],
        "Share": [percent(row["not_known_share"]) for row in worst],
    }
    st.table(table, border="horizontal", hide_index=True)
    if len(gaps) > MOST:
        st.caption(f"and {number(len(gaps) - MOST)} more, less often; the downloads have them all")


def _by_setting(gaps: pd.DataFrame, inputs: Inputs) -> None:
    """The settings behind one column, once a person has chosen it."""
    keys = {f"{row['return']}.{row['field']}": row for _, row in gaps.iterrows()}
    chosen = st.selectbox(
        "Which settings leave it out?",
        list(keys),
        index=None,
        format_func=lambda key: f"{_column(keys[key])} ({CONTRACTS[keys[key]['return']].title}): {number(keys[key]['not_known'])}",
        placeholder="Choose a column",
        key="quality-column",
    )
    if chosen not in keys:
        return
    settings = shared.ask("fields_not_known_by_setting", inputs)
    own = (settings["return"] == keys[chosen]["return"]) & (settings["field"] == keys[chosen]["field"]) & (settings["not_known"] > 0)
    title = f"{_column(keys[chosen])} is not known: {number(int(own.sum()))} {plural(int(own.sum()), 'setting')}"
    listing(title, settings[own], COLUMNS, inputs=inputs, name="fields_not_known_by_setting")


def _column(row: pd.Series) -> str:
    return CONTRACTS[row["return"]].by_name[row["field"]].label


def _told(row: pd.Series) -> str:
    return f"{number(row['not_known'])}{NBSP}of{NBSP}{number(row['rows'])}"
