"""SENCO coverage: does every setting have someone, and what do those in post need? One view at a time."""

import streamlit as st

from analytics import sentences
from pages import covered_settings, handovers, new_sencos, qualified_sencos, safeguarding_renewals, senco_role, shared, vacancies
from pages.parts import explain, heading, known_then, not_loaded, not_yet, nothing_to_show
from pages.term_to_term import trend

NAME = "SENCO coverage"
VIEWS = {
    "cover": ("Cover", covered_settings),
    "vacancies": ("Vacancies", vacancies),
    "qualified": ("Qualified", qualified_sencos),
    "safeguarding": ("Safeguarding", safeguarding_renewals),
    "new-sencos": ("New SENCOs", new_sencos),
    "hand-overs": ("Hand-overs", handovers),
    "role": ("The role", senco_role),
}


def show() -> None:
    if nothing_to_show(NAME):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    coverage, without = shared.ask("senco_coverage", inputs), shared.ask("children_without_senco", inputs)
    loaded = "senco_posts" in shared.loaded(inputs)
    with top:
        heading(NAME, sentences.coverage_answer(coverage, without, loaded=loaded))
    chosen = shared.choice("senco-coverage-view", {code: words for code, (words, _) in VIEWS.items()})
    _, view = VIEWS[chosen]
    beside = st.container()
    explain(row, *view.QUESTIONS)
    if view is covered_settings:
        not_yet(inputs, "senco_posts")
    elif not_loaded(inputs, "senco_posts"):
        return
    view.show(inputs)
    with beside:
        trend("covered", inputs, shown=view is covered_settings)
