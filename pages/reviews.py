"""Overdue reviews: whose review is late, and how well the plans of children with SEN are kept. A view a question."""

import streamlit as st

from analytics import sentences
from pages import children_with_sen, ehc_plans, plans_standing_still, review_quality, reviews_due, shared, two_year_checks
from pages.parts import explain, heading, known_then, nothing_to_show
from pages.term_to_term import trend

NAME = "Overdue reviews"
VIEWS = {
    "due": "Reviews due",
    "plans": "Plans that stand still",
    "quality": "Quality",
    "ehc": "EHC plans",
    "checks": "Two-year checks",
    "children": "Children",
}
SHOWN = {
    "due": reviews_due,
    "plans": plans_standing_still,
    "quality": review_quality,
    "ehc": ehc_plans,
    "checks": two_year_checks,
    "children": children_with_sen,
}


def show() -> None:
    if nothing_to_show(NAME, "sen_reviews"):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    with top:
        loaded, soon = "sen_reviews" in shared.loaded(inputs), int(shared.thresholds(inputs)["due_soon_days"].value)
        heading(NAME, sentences.reviews_answer(shared.ask("review_list", inputs), loaded=loaded, due_soon_days=soon))
    shown = SHOWN[shared.choice("reviews-view", VIEWS)]
    explain(row, *shown.QUESTIONS)
    beside = st.container()
    shown.show(inputs)
    with beside:
        trend("overdue", inputs, shown=shown is reviews_due)
