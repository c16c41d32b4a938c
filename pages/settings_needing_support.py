"""Settings needing support: who do we help next, and why?"""

import streamlit as st

from analytics import support
from pages import caseload, changed_ratings, help_first, shared, what_if_limits
from pages.parts import explain, heading, known_then, nothing_to_show

NAME = "Settings needing support"
VIEWS = {
    "first": ("Help first", help_first),
    "officers": ("By officer", caseload),
    "changed": ("Since last term", changed_ratings),
    "what-if": ("What if the limits changed?", what_if_limits),
}


def show() -> None:
    if nothing_to_show(NAME):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    ratings = shared.ask("settings_needing_support", inputs)
    with top:
        heading(NAME, support.support_answer(ratings))
    _, view = VIEWS[shared.choice("support-view", {code: words for code, (words, _) in VIEWS.items()})]
    explain(row, *(caseload.QUESTIONS if view is caseload else ("settings_needing_support", "support_reasons", "rating_overrides")))
    view.show(inputs, ratings)
