"""Overdue reviews: whose review is late, and how well the plans of children with SEN are kept. A view a question."""

import streamlit as st

from analytics import sentences
from pages import plans_standing_still, reviews_due, shared
from pages.parts import explain, heading, known_then, nothing_to_show

NAME = "Overdue reviews"
VIEWS = {"due": "Reviews due", "plans": "Plans that stand still"}


def show() -> None:
    if nothing_to_show(NAME, "sen_reviews"):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    with top:
        answer = sentences.reviews_answer(shared.ask("review_list", inputs), loaded="sen_reviews" in shared.loaded(inputs))
        heading(NAME, answer)
    shown = {"due": reviews_due, "plans": plans_standing_still}[shared.choice("reviews-view", VIEWS)]
    explain(row, *shown.QUESTIONS)
    shown.show(inputs)
