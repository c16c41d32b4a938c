"""Safeguarding training: whose is out of date, and when is everyone else’s due again?"""

import streamlit as st

from analytics.charts import states as drawn
from analytics.charts.states import State
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("safeguarding_training",)
STATES = {
    "current": State("up to date", "done"),
    "due": State("due soon", "soon"),
    "expired": State("out of date", "attention"),
    "not_known": State("not known", "unknown"),
}
COLUMNS = ("name", "cluster", "senco_ref", "trained_on", "due_on", "state", "next_step")
_NEXT = {
    "expired": "Book the next course now",
    "due": "Send the course dates",
    "not_known": "Ask for the date of training",
    "current": "Nothing now",
}


def show(inputs: Inputs) -> None:
    posts = shared.ask("safeguarding_training", inputs)
    finding(said.safeguarding_found(posts))
    if posts.empty:
        st.markdown("As soon as a return names a SENCO in post, the day of the last training and of the next stand here.")
        return
    left, right = st.columns([50, 50], gap="medium")
    with left:
        clicked = picture(drawn.state_rows(posts, STATES, dark=shared.dark()), alt=drawn.alt(posts, STATES), name="safeguarding-states")
    with right:
        picture(drawn.key(STATES, dark=shared.dark()), alt="What each square means", name="safeguarding-key", selectable=False)
    needing = posts[posts["state"] != "current"]
    shown = drawn.behind(posts, clicked) if clicked else needing
    listing(
        f"Chosen posts: {len(shown)}" if clicked else f"Out of date, due soon or not known: {len(shown)}",
        shown.assign(next_step=[_NEXT[state] for state in shown["state"]]),
        COLUMNS,
        inputs=inputs,
        name="safeguarding_training",
        narrowed=["safeguarding-states"] if clicked else [],
        empty="Everyone’s training is up to date, and nobody’s is due soon.",
    )
    figures_as_tables({"Safeguarding training by post": ("safeguarding_training", posts)}, inputs)
