"""Transitions: who starts school in September, and is the way prepared?"""

import streamlit as st

from analytics import sentences
from pages import children_moving, plans_before_school, receiving_schools, shared
from pages.parts import explain, heading, known_then, nothing_to_show

NAME = "Transitions"
VIEWS = {"children": "Children", "schools": "Receiving schools", "plans": "EHC plans"}
QUESTIONS = {
    "children": ("transition_list", "transitions_by_cluster"),
    "schools": ("transition_list",),
    "plans": ("plans_before_school",),
}


def show() -> None:
    other_sources = {"sen_reviews", "ehc_timeline"} & shared.loaded(shared.everything())
    if nothing_to_show(NAME, *() if other_sources else ("transitions",)):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    children, plans = shared.ask("transition_list", inputs), shared.ask("plans_before_school", inputs)
    with top:
        heading(NAME, sentences.transitions_answer(children, plans, inputs.as_of, loaded="transitions" in shared.loaded(inputs)))
    view = shared.choice("transitions-view", VIEWS)
    explain(row, *QUESTIONS[view])
    match view:
        case "plans":
            plans_before_school.show(plans, inputs)
        case "schools":
            receiving_schools.show(children, inputs)
        case _:
            children_moving.show(children, inputs)
