"""Administration: who looks after which setting, the thresholds behind the figures, the days of terms, and the council’s name."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics.charts.style import counted, markdown, number, plural, sentence
from data.assigning import Place, places
from data.registers import NO_CLUSTER
from pages import assigning, changes_made, council_named, days_moved, outcomes, shared, thresholds_changed
from pages.parts import finding, heading, nothing_to_show

NAME = "Administration"
WAYS = {"choose": "Choose settings", "rename": "Rename a cluster", "hand_over": "Hand over an officer’s settings"}


VIEWS = {"clusters": "Clusters and officers", "thresholds": "Thresholds", "terms": "Term dates", "council": "Council"}


def show() -> None:
    if nothing_to_show(NAME, "settings"):
        return
    register = places(shared.store(), on=shared.today())
    top = st.container()
    view = shared.choice("manage", VIEWS)
    answers = {"thresholds": thresholds_changed.answer, "terms": days_moved.answer, "council": council_named.answer}
    with top:
        heading(NAME, answers.get(view, lambda: _answer(register))())
    changes_made.said()
    match view:
        case "thresholds":
            thresholds_changed.show()
        case "terms":
            days_moved.show()
        case "council":
            council_named.show()
        case _:
            _places(register)


def _places(register: list[Place]) -> None:
    outcomes.show()
    finding("Clusters and officers", "Every change is a new version of the register. It can be undone, and earlier days stay as they were.")
    _clusters(register)
    way = shared.choice("assign-way", WAYS)
    form = {"choose": assigning.choose, "rename": assigning.rename, "hand_over": assigning.hand_over}[way]
    asked = form(register)
    if asked:
        assigning.preview(asked)


def _answer(register: list[Place]) -> str:
    """How many settings have neither cluster nor officer."""
    without = sum(one.cluster == NO_CLUSTER for one in register)
    alone = sum(not one.area_senco for one in register)
    all_of_them = f"{number(len(register))} {plural(len(register), 'setting')}"
    if not without and not alone:
        clusters = len({one.cluster for one in register})
        return f"Every setting has a cluster and an Area SENCO: {all_of_them} in {counted(clusters, 'cluster')}."
    parts = [f"{counted(without, 'setting')} {plural(without, 'has', 'have')} no cluster"] if without else []
    parts += [f"{counted(alone, 'setting')} {plural(alone, 'has', 'have')} no Area SENCO"] if alone else []
    return f"{sentence(' and '.join(parts))}, of {all_of_them}."


def _clusters(register: list[Place]) -> None:
    """Each cluster with its settings and its officers, in an expander."""
    many = Counter(one.cluster for one in register)
    with st.expander(f"The {counted(len(many), 'cluster')} of today", icon=":material/groups:"):
        for cluster in sorted(many, key=lambda name: (name == NO_CLUSTER, name)):
            officers = Counter(one.area_senco or "no officer" for one in register if one.cluster == cluster)
            who = ", ".join(f"{officer} ({number(count)})" for officer, count in officers.most_common())
            st.markdown(f"**{markdown(cluster)}** {counted(many[cluster], 'setting')} :gray[{markdown(who)}]")
