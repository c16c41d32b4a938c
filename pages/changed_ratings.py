"""Since last term: which settings have another rating than at the end of last term, and what each was at the end of six terms."""

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import counted, day, listed, markdown, plain
from analytics.queries import Inputs
from analytics.trend import days_of_terms
from pages import past_ratings, shared
from pages.parts import finding, listing

COLUMNS = ("name", "was", "rating", "cluster")


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    days = days_of_terms(inputs.as_of, shared.calendar(inputs.known_at))
    end = days[-2].on
    changed = support.moved(past_ratings.ratings_on(inputs, end), ratings)
    told = f"On {day(inputs.as_of)} against {day(end)}, the end of last term. Both as known now, by the rules, with the limits of each day."
    finding(support.changed_line(changed), told)
    for words, rows in (("Newly red", support.newly_red(changed)), ("Better", support.improved(changed))):
        if len(rows):
            st.markdown(f"**{words}:** {markdown(listed([plain(name) for name in rows['name']]))}")
    title = f"Another rating than at the end of last term: {counted(len(changed), 'setting')}"
    empty = "Every setting has the rating it had."
    listing(title, changed, COLUMNS, inputs=inputs, name="changed_ratings", behind="settings", empty=empty)
    box = st.expander("Ratings at the end of six terms", icon=":material/history:", key="ratings-of-terms", on_change="rerun")
    if not box.open:
        return
    with box:
        history = ratings[["setting", "name", "cluster"]].copy()
        for one in days:
            then = past_ratings.ratings_on(inputs, one.on).set_index("setting")["rating"]
            history[one.term.label] = [support.RATINGS.get(then.get(setting), "not open") for setting in history["setting"]]
        columns = [name for name in history if name != "setting"]
        listing(
            f"Rating on the last day of each term: {counted(len(history), 'setting')}",
            history,
            columns,
            inputs=inputs,
            name="ratings",
            behind="settings",
        )
