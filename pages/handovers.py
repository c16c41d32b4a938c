"""Hand-overs: when a SENCO left, did somebody follow in time, and was the role handed over?"""

import streamlit as st

from analytics.charts import states as drawn
from analytics.charts.states import State
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.caseload import list_changes
from pages.parts import figures_as_tables, finding, picture

QUESTIONS = ("handovers", "senco_changes")
STATES = {
    "done": State("handed over", "done"),
    "not_done": State("not handed over", "late"),
    "no_successor": State("nobody since", "attention"),
    "not_known": State("not known", "unknown"),
}


def show(inputs: Inputs) -> None:
    posts = shared.ask("handovers", inputs)
    finding(said.handovers_found(posts))
    if posts.empty:
        st.markdown("When a return gives a SENCO’s last day, whether somebody followed and was told everything stands here.")
        return
    left, right = st.columns([50, 50], gap="medium")
    with left:
        clicked = picture(drawn.state_rows(posts, STATES, dark=shared.dark()), alt=drawn.alt(posts, STATES), name="handover-states")
    with right:
        picture(drawn.key(STATES, dark=shared.dark()), alt="What each square means", name="handover-key", selectable=False)
    changes = shared.ask("senco_changes", inputs)
    changes = changes.assign(state=changes["handover_state"])
    shown = drawn.behind(changes, clicked) if clicked else changes
    title = f"{'Chosen posts' if clicked else 'Posts that ended'}: {len(shown)}"
    list_changes(title, shown, inputs, narrowed=("handover-states",) if clicked else ())
    figures_as_tables({"Hand-overs by post": ("handovers", posts)}, inputs)
