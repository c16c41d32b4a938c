"""What to bring up at a meeting: what waits at the settings of its cluster, each point with the way to its list."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from analytics import agenda
from analytics.charts.style import plain
from analytics.queries import Inputs
from analytics.worklist import do_first
from pages import shared, tasks_of_term

WAITING = ("headline_figures", "senco_gaps", "review_list", "referral_list", "missed_list", "practice_items")


def show(meeting: pd.Series, inputs: Inputs) -> None:
    """The points, for the team only; of the cluster chosen when the meeting is for all. Who missed meetings stands in a list of its own."""
    cluster = plain(meeting["cluster"]) or next(iter(inputs.clusters), "")
    of_cluster = replace(inputs, clusters=(cluster,) if cluster else ())
    headline, gaps, reviews, referrals, missed, items = (shared.ask(question, of_cluster) for question in WAITING)
    term = shared.calendar(inputs.known_at).term_of(inputs.as_of)
    tasks = do_first(headline, gaps, reviews, referrals, missed.iloc[:0], inputs.as_of, term)
    st.subheader("To bring up, for the team only", anchor=False)
    points = agenda.points(tasks, items, cluster)
    for point in points:
        tasks_of_term.line(point)
    if not points:
        st.markdown("Nothing waits at these settings.")
