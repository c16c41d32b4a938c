"""The role: how much time do SENCOs have, and are their training needs and job descriptions reviewed every year?"""

import pandas as pd
import streamlit as st

from analytics.charts import hours as drawn_hours
from analytics.charts import states as drawn
from analytics.charts.states import State
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("senco_hours", "senco_role_reviews")
STATES = {"current": State("up to date", "done"), "due": State("due", "attention"), "not_known": State("not known", "unknown")}
REVIEWS = {"cpd_state": "Training needs", "job_description_state": "Job description"}
HOURS = ("name", "cluster", "weekly_hours", "children", "hours_per_10_children", "next_step")
DUE = ("name", "cluster", "senco_ref", "cpd_reviewed_on", "job_description_reviewed_on", "next_step")
KEY = "\u2003".join(("● a setting", "○ fewer than five children", "▷ beyond the scale", "| the middle one"))


def show(inputs: Inputs) -> None:
    hours, posts = shared.ask("senco_hours", inputs), shared.ask("senco_role_reviews", inputs)
    _hours(hours, inputs)
    _reviews(posts, inputs)
    tables = {"Hours by setting": ("senco_hours", hours), "Reviews of the role by post": ("senco_role_reviews", posts)}
    figures_as_tables(tables, inputs)


def _hours(hours: pd.DataFrame, inputs: Inputs) -> None:
    finding(said.hours_found(hours), KEY)
    clicked = picture(drawn_hours.hours(hours, dark=shared.dark()), alt=drawn_hours.alt(hours), name="senco-hours")
    known = hours.dropna(subset=["hours_per_10_children"])
    middle = known["hours_per_10_children"].median()
    shown = known[known["setting"].isin([setting for (setting,) in clicked])] if clicked else known
    listing(
        f"Chosen settings: {len(shown)}" if clicked else f"Fewest hours first: {len(shown)} settings",
        shown.assign(next_step=["Ask what the hours cover" if few else "Nothing now" for few in shown["hours_per_10_children"] < middle]),
        HOURS,
        inputs=inputs,
        name="senco_hours",
        narrowed=["senco-hours"] if clicked else [],
        empty="No setting told both its SENCO hours and its children with SEN.",
    )


def _reviews(posts: pd.DataFrame, inputs: Inputs) -> None:
    finding(said.role_reviews_found(posts))
    if posts.empty:
        st.markdown("As soon as a return names a SENCO in post, the last reviews of training needs and job description stand here.")
        return
    asked = pd.concat([posts.assign(review=words, state=posts[column]) for column, words in REVIEWS.items()], ignore_index=True)
    figure = drawn.state_rows(asked, STATES, group="review", wide=850, dark=shared.dark())
    clicked = picture(figure, alt=drawn.alt(asked, STATES, group="review"), name="senco-role-reviews")
    chosen = drawn.behind(asked, clicked, group="review")[["setting", "senco_ref"]].drop_duplicates()
    due = posts[(posts["cpd_state"] == "due") | (posts["job_description_state"] == "due")]
    shown = posts.merge(chosen, on=["setting", "senco_ref"]) if clicked else due
    listing(
        f"Chosen posts: {len(shown)}" if clicked else f"A review is due: {len(shown)} posts",
        shown.assign(next_step=said.role_steps(shown)),
        DUE,
        inputs=inputs,
        name="senco_role_reviews",
        narrowed=["senco-role-reviews"] if clicked else [],
        empty="No review is known to be due.",
    )
