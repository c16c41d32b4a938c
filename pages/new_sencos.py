"""New SENCOs: who started in the last year, and have they been to an induction?"""

import streamlit as st

from analytics.charts import due_dates
from analytics.charts import states as drawn
from analytics.charts.states import State
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.parts import figures_as_tables, finding, listing, not_loaded, picture

QUESTIONS = ("new_sencos",)
STATES = {
    "inducted": State("inducted", "done"),
    "in_time": State("still in time", "soon"),
    "late": State("not in time", "attention"),
    "not_known": State("not known", "unknown"),
}
COLUMNS = ("name", "cluster", "senco_ref", "started_on", "inducted_on", "time_left", "next_step")
_NEXT = {
    "late": "Book the next induction",
    "in_time": "Invite to the next induction",
    "not_known": "Ask the booking team",
    "inducted": "Nothing now",
}


def show(inputs: Inputs) -> None:
    posts = shared.ask("new_sencos", inputs)
    finding(said.inductions_found(posts))
    if posts.empty:
        st.markdown("Nobody in post on this day started recently enough to be new.")
        return
    not_loaded(inputs, "training_events", "training_attendance")
    left, right = st.columns([50, 50], gap="medium")
    with left:
        picture(drawn.key(STATES, dark=shared.dark()), alt="What each square means", name="induction-key", selectable=False)
        clicked = picture(drawn.state_rows(posts, STATES, dark=shared.dark()), alt=drawn.alt(posts, STATES), name="induction-states")
    with right:
        ahead = posts[posts["inducted_on"].isna() & (posts["state"] != "not_known")]
        finding(said.waiting_found(ahead, inputs.as_of))
        if len(ahead):
            figure = due_dates.due_dates(ahead, due="induct_by", as_of=inputs.as_of, dark=shared.dark())
            picture(figure, alt=due_dates.alt(ahead, due="induct_by"), name="induction-dates", selectable=False)
    shown = drawn.behind(posts, clicked) if clicked else posts
    listing(
        f"{'Chosen posts' if clicked else 'New SENCO posts'}: {len(shown)}",
        shown.assign(time_left=said.times_left(shown, inputs.as_of), next_step=[_NEXT[state] for state in shown["state"]]),
        COLUMNS,
        inputs=inputs,
        name="new_sencos",
        narrowed=["induction-states"] if clicked else [],
    )
    figures_as_tables({"Inductions by post": ("new_sencos", posts)}, inputs)
