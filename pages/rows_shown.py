"""The very rows of a return behind a figure: one with all it says and where it came from, or several of which one can be chosen."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown, number
from data.contract import Contract
from pages import came_from
from pages.tables import choosable
from pages.words import in_contract_words

_ORIGIN = ["setting", "submission", "row"]


def show(rows: pd.DataFrame, contract: Contract, name: str, key: str) -> None:
    """`rows` are of one return (as `rows_of_` it answers) of the setting called `name`, at least one."""
    words = in_contract_words(contract, rows.drop(columns=_ORIGIN))
    if len(rows) == 1:
        st.markdown(f"**{markdown(f'{name}: the row behind it, of {contract.title}')}**")
        came_from.record(words.iloc[0])
        came_from.origin(rows.iloc[0])
        return
    st.markdown(f"**{markdown(f'{name}: the {number(len(rows))} rows behind it, of {contract.title}')}**")
    days = [label for label in words if any(isinstance(cell, date) for cell in words[label])]
    config = {label: st.column_config.DateColumn(label, format="D MMM YYYY") for label in days}
    chosen = choosable(rows, words, config, alt=f"{contract.title}, {name}", key=key, most=6)
    if chosen is None:
        st.caption("Choose one of them to see the file and the line it came from.")
    else:
        came_from.origin(rows.iloc[chosen])
