"""Clusters and training: who comes, whom do courses and the team reach, and what is in place? One view at a time."""

import streamlit as st

from analytics import sentences
from pages import agenda, cluster_meetings, courses, practice, shared, team_contacts
from pages.parts import explain, heading, known_then, not_loaded, nothing_to_show

NAME = "Clusters and training"
TRAINING = ("training_events", "training_attendance")
# code → words, what draws it, the returns it needs
VIEWS = {
    "meetings": ("Meetings", cluster_meetings, TRAINING),
    "agenda": ("Agenda", agenda, ("training_events",)),
    "courses": ("Courses", courses, TRAINING),
    "contact": ("Contact", team_contacts, ("contacts",)),
    "practice": ("Practice", practice, ("send_practice",)),
}


def show() -> None:
    others = {"training_events", "contacts", "send_practice"} & shared.loaded(shared.everything())
    if nothing_to_show(NAME, *(() if others else TRAINING)):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    missed, attendance = shared.ask("missed_list", inputs), shared.ask("cluster_attendance", inputs)
    with top:
        loaded = set(TRAINING) <= shared.loaded(inputs)
        heading(NAME, sentences.training_answer(missed, attendance, loaded=loaded))
    _, view, returns = VIEWS[shared.choice("clusters-view", {code: words for code, (words, *_) in VIEWS.items()})]
    explain(row, *view.QUESTIONS)
    if not not_loaded(inputs, *returns):
        view.show(inputs)
