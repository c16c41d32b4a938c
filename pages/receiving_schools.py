"""Receiving schools: which school meets how many children with SEN, and what it knows of them."""

import pandas as pd
import streamlit as st

from analytics.charts import moves as drawn
from analytics.queries import Inputs
from pages import shared
from pages.children_moving import list_children, nobody_yet
from pages.parts import finding, listing, not_loaded

COLUMNS = ("school", "leavers", "meeting_held", "information_shared", "senco_known")
ALL = "All schools"


def show(children: pd.DataFrame, inputs: Inputs) -> None:
    if not_loaded(inputs, "transitions") or nobody_yet(children, inputs):
        return
    by_school = drawn.schools(children, inputs.as_of, shared.setting_names())
    finding(drawn.schools_finding(by_school))
    listing("By receiving school", by_school, COLUMNS, inputs=inputs, name="transitions-by-school")
    options = [ALL, *by_school["school"]]
    chosen = st.selectbox("Children who go to", options, key="receiving-school", width=360)
    if chosen in options[1:]:
        number = by_school.loc[by_school["school"] == chosen, "receiving_school_urn"].iloc[0]
        own = children["receiving_school_urn"].isna() if number is None else children["receiving_school_urn"] == number
        list_children(children[own], [f"To {chosen}"], inputs, ())
    else:
        list_children(children, [], inputs, ())
