"""Safeguarding training: whose is out of date, and when is everyone else’s due again?"""

import pandas as pd
import streamlit as st

from analytics.charts import states as drawn
from analytics.charts import style
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
    posts = posts.assign(when=said.renewal_months(posts, inputs.as_of))
    left, right = st.columns([50, 50], gap="medium")
    with left:
        picture(drawn.key(STATES, dark=shared.dark()), alt="What each mark means", name="safeguarding-key", selectable=False)
        figure = drawn.state_rows(posts, STATES, dark=shared.dark())
        clicked = drawn.behind(posts, picture(figure, alt=drawn.alt(posts, STATES), name="safeguarding-states"))
    with right:
        clicked = pd.concat([clicked, _months(posts, inputs)]).drop_duplicates()
    needing = posts[posts["state"] != "current"]
    shown = needing if clicked.empty else clicked
    listing(
        f"Chosen posts: {len(shown)}" if len(clicked) else f"Out of date, due soon or not known: {len(shown)}",
        shown.assign(next_step=[_NEXT[state] for state in shown["state"]]),
        COLUMNS,
        inputs=inputs,
        name="safeguarding_training",
        narrowed=["safeguarding-states", "safeguarding-months"] if len(clicked) else [],
        empty="Everyone’s training is up to date, and nobody’s is due soon.",
    )
    figures_as_tables({"Safeguarding training by post": ("safeguarding_training", posts.drop(columns="when"))}, inputs)


def _months(posts: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """The year ahead, a line a month, those out of date first; the posts behind what was clicked in it."""
    finding(said.renewals_found(posts, inputs.as_of))
    lines = {"expired": "out of date"} | said.months_ahead(inputs.as_of) | {"not_known": "not known"}
    planned = posts[posts["when"] != "later"]
    later = len(posts) - len(planned)
    figure = drawn.state_rows(planned, STATES, group="when", groups=lines, dark=shared.dark())
    clicked = picture(figure, alt=drawn.alt(planned, STATES, group="when", groups=lines), name="safeguarding-months")
    if later:
        st.markdown(f":gray[{style.sentence(style.spelled(later))} more {style.plural(later, 'is', 'are')} due later.]")
    return drawn.behind(planned, clicked, group="when")
