"""Courses: whom does training reach, how is it rated, and who has been to nothing?"""

import pandas as pd
import streamlit as st

from analytics.charts import courses as drawn
from analytics.charts.style import markdown, plain
from analytics.queries import Inputs
from analytics.sentences.senco_posts import inductions_found
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture, table

QUESTIONS = ("course_reach_by_cluster", "untrained_sencos", "training_evaluations", "new_sencos")
RATED = ("title", "mean", "answers", "held_on")
REACHED = ("name", "cluster", "area_senco", "last_course_on", "next_step")
UNTRAINED = ("name", "cluster", "senco_ref", "role", "started_on", "last_trained_on", "next_step")


def show(inputs: Inputs) -> None:
    reach, ratings = shared.ask("course_reach_by_cluster", inputs), shared.ask("training_evaluations", inputs)
    left, right = st.columns([44, 56], gap="medium")
    with left:
        finding(drawn.reach_finding(reach), "Settings from which anyone came to a course or a session of their own.")
        marks = picture(drawn.reach(reach, dark=shared.dark()), alt=drawn.reach_alt(reach), name="course-reach")
    with right:
        finding(drawn.ratings_finding(ratings), drawn.ratings_line(ratings))
        if len(ratings):
            table(ratings.head(9), RATED, alt="The latest events with the mean of their ratings", key="course-ratings")
    if marks:
        _reached(marks, inputs)
    _untrained(inputs)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(markdown(inductions_found(shared.ask("new_sencos", inputs)) + "."), width="content")
        coverage = shared.page("senco-coverage")
        st.page_link(
            coverage,
            label="New SENCOs",
            icon=":material/arrow_forward:",
            icon_position="right",
            query_params={"senco-coverage-view": "new-sencos"},
        )
    figures_as_tables({"Reach by cluster": ("course_reach_by_cluster", reach), "Ratings": ("training_evaluations", ratings)}, inputs)


def _reached(marks: list[list], inputs: Inputs) -> None:
    """The settings behind the parts that were clicked."""
    settings = shared.ask("course_reach", inputs)
    chosen = pd.Series(False, index=settings.index)
    for cluster, reached in marks:
        chosen |= (settings["cluster"] == cluster) & (settings["reached"] == reached)
    shown = settings[chosen].assign(next_step=["" if reached else "Offer a session" for reached in settings.loc[chosen, "reached"]])
    title = f"Settings in {', '.join(dict.fromkeys(plain(cluster) for cluster, _ in marks))}: {len(shown)}"
    listing(title, shown, REACHED, inputs=inputs, name="course_reach", narrowed=("course-reach",))


def _untrained(inputs: Inputs) -> None:
    posts = shared.ask("untrained_sencos", inputs)
    shown = posts.assign(next_step="Invite to a course")
    empty = "Everyone in post came to something."
    listing(
        f"SENCOs and deputies who came to nothing lately: {len(shown)}",
        shown,
        UNTRAINED,
        inputs=inputs,
        name="untrained_sencos",
        empty=empty,
    )
