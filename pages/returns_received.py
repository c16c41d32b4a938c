"""Returns received: which returns of a term are in, whose are still to come, who to chase, and what became of every file."""

import streamlit as st

from analytics import sentences
from analytics.charts.style import number
from data.held import held_rows
from data.terms import Term
from pages import chase, quality, returns_counts, returns_grid, setting_history, shared
from pages import held_rows as held_page
from pages.parts import explain, heading, known_then, nothing_to_show, upload_link
from pages.term_to_term import trend

NAME = "Returns received"


def show() -> None:
    if nothing_to_show(NAME, "settings"):
        return
    top = st.container()
    inputs, row = shared.filters()
    with row.container(width=148):
        term: Term = shared.term(inputs)
    known_then(inputs)
    of_term = shared.on_day_of(inputs, term)
    returns, chased = shared.ask("returns_by_setting", of_term), shared.ask("returns_chased", of_term)
    with top:
        heading(NAME, sentences.returns_answer(returns, term, inputs.as_of))
    past = inputs.as_of > term.due_on
    waiting, aside = held_rows(shared.store())
    held = f"Held rows: {number(len(waiting))}" if waiting else "Held rows"
    views = {"returns": "Returns", "chase": "Chase", "held": held, "quality": "Not known", "files": "Files received"}
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content"):
            view = shared.choice("received", views)
        explain(st.container(width="content"), "returns_received", "returns_by_setting", "returns_chased", "fields_not_known")
    match view:
        case "held":
            held_page.show(waiting, aside)
        case "files":
            setting_history.show(inputs)
        case "quality":
            quality.show(term, of_term)
        case _ if returns.empty:
            st.markdown(f"No setting is known to owe a return for {term.label}. Returns are owed from the first term one was loaded for.")
            upload_link("Upload returns")
        case "chase":
            chase.show(returns, chased, term, inputs)
        case _:
            beside = st.container()
            returns_counts.show(returns, term, past=past)
            returns_grid.show(returns, chased, term, inputs, past=past)
            with beside:
                trend("returns", of_term)
