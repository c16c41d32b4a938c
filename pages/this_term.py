"""This term: what needs us now, in five figures, a worklist in order of harm, and what changed; and six terms of each figure."""

import streamlit as st

from analytics import sentences
from analytics.trend import FIGURES, days_of_terms, headline_cards, points_of
from pages import actions, first_steps, shared, six_terms, tasks_of_term
from pages.parts import explain, heading, known_then
from pages.term_to_term import headlines

VIEWS = {"now": "What needs us now", "actions": "Actions", "terms": "Six terms"}


def show() -> None:
    if "settings" not in shared.loaded(shared.everything()):
        first_steps.show()
        return
    top = st.container()
    inputs, row = shared.filters()
    explain(row, "headline_figures", "headlines_by_cluster", "returns_received", "open_actions")
    known_then(inputs)
    days = days_of_terms(inputs.as_of, shared.calendar(inputs.known_at))
    headline, frames = shared.ask("headline_figures", inputs), headlines(inputs, days)
    with top:
        late = points_of(FIGURES["overdue"], days, frames)
        heading(f"This term · {days[-1].term.label}", sentences.this_term_answer(headline.iloc[0], late[-2], late[-1]))
    view = shared.choice("this-term", VIEWS)
    if view == "terms":
        six_terms.show(inputs, days)
        return
    if view == "actions":
        actions.show(inputs)
        return
    with st.container(horizontal=True, gap="xsmall"):
        for card in headline_cards(days, frames):
            tasks_of_term.draw(card)
    left, right = st.columns([57, 36], gap="large")
    with left:
        tasks_of_term.worklist(inputs, headline)
        actions.mine(inputs)
    with right:
        tasks_of_term.changes(inputs, days[-2].on)
