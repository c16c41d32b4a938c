"""Definitions, cluster meetings: what a room is shown and how the rest is hidden, with the limits of the day chosen."""

import streamlit as st

from analytics.charts.style import markdown
from analytics.meeting.protection import protection
from data.terms import say_day
from pages import shared


def show() -> None:
    asked = shared.asked()
    st.markdown(
        f"At a cluster meeting other settings sit in the room. These are the rules for the page “Cluster meeting”, its pack and "
        f"`--audience cluster_meeting`, with the limits of {markdown(say_day(asked.as_of))}, the day last chosen on a page."
    )
    for rule in protection(shared.thresholds(asked)):
        with st.container(gap="xsmall"):
            st.subheader(markdown(rule.name), anchor=False)
            st.markdown("\n".join(f"- {markdown(each)}" for each in rule.sentences))
    st.page_link(shared.page("cluster-meeting"), label="Shown on: Cluster meeting", icon=":material/arrow_forward:")
