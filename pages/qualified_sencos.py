"""The standard: do the settings that must have a qualified SENCO have one, and whose time to qualify ends when?"""

import pandas as pd
import streamlit as st

from analytics.charts import due_dates
from analytics.charts import states as drawn
from analytics.charts.states import State
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("senco_standard",)
STATES = {
    "met": State("met", "done"),
    "in_time": State("in time", "soon"),
    "not_met": State("not met", "attention"),
    "not_known": State("not known", "unknown"),
}
COLUMNS = ("name", "cluster", "cover", "standard", "due_on", "next_step")
_NEXT = {
    "not_met": "Agree how the SENCO qualifies",
    "not_known": "Ask for the award and its date",
    "in_time": "Check the course is booked",
    "met": "Nothing now",
}


def show(inputs: Inputs) -> None:
    standards = shared.ask("senco_standard", inputs)
    finding(said.standard_found(standards))
    if standards.empty:
        st.markdown("Maintained nursery schools and school nurseries must have one. Choose all provider types to see them.")
        return
    left, right = st.columns([50, 50], gap="medium")
    with left:
        picture(drawn.key(STATES, dark=shared.dark()), alt="What each square means", name="standard-key", selectable=False)
        figure = drawn.state_rows(standards, STATES, state="standard", dark=shared.dark())
        clicked = picture(figure, alt=drawn.alt(standards, STATES, state="standard"), name="standard-states")
    with right:
        finding(said.deadlines_found(standards, inputs.as_of))
        ahead = standards[standards["standard"] == "in_time"]
        if len(ahead):
            figure = due_dates.due_dates(ahead, due="due_on", as_of=inputs.as_of, mark_months=12, dark=shared.dark())
            picture(figure, alt=due_dates.alt(ahead, due="due_on"), name="standard-dates", selectable=False)
    shown = drawn.behind(standards, clicked, state="standard") if clicked else standards
    _settings(shown, clicked, inputs)
    figures_as_tables({"The standard by setting": ("senco_standard", standards)}, inputs)


def _settings(standards: pd.DataFrame, clicked: list[list], inputs: Inputs) -> None:
    vacant = standards["cover"] == "vacant"
    steps = pd.Series([_NEXT[state] for state in standards["standard"]], index=standards.index, dtype=object).mask(
        vacant, "Call the manager"
    )
    listing(
        f"Settings that must have a qualified SENCO: {len(standards)}",
        standards.assign(next_step=steps),
        COLUMNS,
        inputs=inputs,
        name="senco_standard",
        narrowed=["standard-states"] if clicked else [],
    )
