"""What if the limits changed: who would have another rating, by name and count, before anybody changes a limit."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import counted, listed, markdown, number, plain
from analytics.queries import Inputs
from analytics.thresholds import question_thresholds, said_value
from data.errors import ToolError
from pages import reasons_listed, shared
from pages.parts import finding


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    finding("What if the limits changed?", "Nothing is saved here: change one or more and see who would have another rating.")
    in_force = shared.thresholds(inputs)
    names = [name for name in question_thresholds("settings_needing_support") if in_force[name].is_editable]
    chosen = st.multiselect(
        "Limits", names, format_func=lambda name: in_force[name].meaning, key="what-if-names", placeholder="Choose a limit"
    )
    asked = []
    for name in chosen:
        limit = in_force[name]
        scale, unit = (100, "%") if limit.unit == "share" else (1, limit.unit)
        low, high, value = (round(each * scale) for each in (limit.least, limit.most, limit.value))
        label = f"{markdown(limit.meaning)}, {unit} (now {said_value(limit)})"
        typed = st.number_input(label, low, high, value, step=1, key=f"what-if-{name}", width=420)
        if typed != value:
            asked.append((name, typed / scale if scale > 1 else typed))
    if not asked:
        st.markdown(":gray[Choose a limit and give it another value.]")
        return
    try:
        then = shared.ask("settings_needing_support", replace(inputs, what_if=tuple(asked)))
    except ToolError as refused:
        st.warning(markdown(refused.message))
        return
    _who_moves(ratings, then)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("To make it so, change the limit with a reason and a day.", width="content")
        st.page_link(shared.page("administration"), label="Change a limit", icon=":material/settings:")


def _who_moves(ratings: pd.DataFrame, then: pd.DataFrame) -> None:
    changed = support.moved(ratings, then)
    counts = [
        f"{words} {number(int((ratings['rating'] == code).sum()))} → {number(int((then['rating'] == code).sum()))}"
        for code, words in support.RATINGS.items()
    ]
    st.markdown(f"**{counted(len(changed), 'setting').capitalize()} would have another rating.** {markdown(', '.join(counts))}.")
    for (was, rating), rows in changed.groupby(["was", "rating"], sort=False):
        names = listed([plain(name) for name in rows["name"]])
        st.markdown(f"{reasons_listed.BADGES[was]} to {reasons_listed.BADGES[rating]}: {markdown(names)}.")
