"""Returns received: which returns of a term are in, whose are still to come, and what became of every file."""

import streamlit as st

from analytics import sentences
from data.terms import Term
from pages import held_rows, returns_grid, setting_history, shared
from pages.parts import explain, heading, known_then, nothing_to_show, upload_link

NAME = "Returns received"


def show() -> None:
    if nothing_to_show(NAME, "settings"):
        return
    top = st.container()
    inputs, row = shared.filters()
    with row.container(width=148):
        term: Term = shared.term(inputs)
    explain(row, "returns_received", "returns_by_setting")
    known_then(inputs)
    returns = shared.ask("returns_by_setting", inputs, as_of=min(inputs.as_of, term.ends_on))
    with top:
        heading(NAME, sentences.returns_answer(returns, term, inputs.as_of))
    past = inputs.as_of > term.due_on
    if returns.empty:
        st.markdown(f"No setting is known to owe a return for {term.label}. Returns are owed from the first term one was loaded for.")
        upload_link("Upload returns")
    else:
        returns_grid.by_cluster(returns, term, past=past)
        returns_grid.grid(returns, term, inputs, past=past)
    held_rows.show()
    setting_history.show(inputs)
