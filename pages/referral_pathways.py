"""Referral pathways: where do children wait, and what becomes of their referrals?"""

import streamlit as st

from analytics import sentences
from pages import (
    funding,
    referral_outcomes,
    referral_waits,
    service_clocks,
    shared,
    stage_times,
    unused_routes,
)
from pages.parts import explain, heading, known_then, nothing_to_show
from pages.term_to_term import trend

NAME = "Referral pathways"
VIEWS = {
    "waits": "Waits",
    "outcomes": "What became of them",
    "stages": "Time in each stage",
    "limits": "Time limits",
    "unused": "Unused routes",
    "funding": "Funding",
}
SHOWN = {
    "waits": referral_waits,
    "outcomes": referral_outcomes,
    "stages": stage_times,
    "limits": service_clocks,
    "unused": unused_routes,
    "funding": funding,
}
RETURNS = {"referrals", "funding", "ehc_timeline"}


def show() -> None:
    known = shared.loaded(shared.everything())
    if nothing_to_show(NAME, *([] if RETURNS & known else ["referrals"])):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    with top:
        heading(NAME, sentences.referrals_answer(shared.ask("referral_list", inputs), loaded="referrals" in shared.loaded(inputs)))
    view = SHOWN[shared.choice("referral-pathways-view", VIEWS)]
    explain(row, *view.QUESTIONS)
    beside = st.container()
    view.show(inputs)
    with beside:
        trend("over_18_weeks", inputs, shown=view is referral_waits)
