"""By officer: who looks after what, what waits at their settings, and where the SENCO has changed."""

import pandas as pd
import streamlit as st

from analytics import caseload as found
from analytics.charts.style import plain
from analytics.queries import Inputs
from analytics.set_ratings import with_set_ratings
from pages import assigning, shared
from pages.parts import listing

QUESTIONS = ("caseload", "senco_changes", "settings_needing_support")
OFFICERS = (
    "officer",
    "settings",
    *found.RATINGS,
    "without_senco",
    "overdue_reviews",
    "contact_gaps",
    "overdue_actions",
    "next_meeting_on",
)
SETTINGS = (
    *("name", "rating", "set_rating", "next_step", "cover", "children", "overdue_reviews", "overdue_actions", "last_contact_on", "cluster"),
    "next_meeting_on",
)
CHANGES = ("name", "next_step", "left", "ended_on", "handover_state", "induction", "successor_started_on")


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    settings = found.with_ratings(shared.ask("caseload", inputs), ratings)
    officers = found.by_officer(settings)
    listing(found.caseloads_found(officers), officers, OFFICERS, inputs=inputs, name="caseload-by-officer")
    st.caption("Counts to plan by: no two caseloads are alike. “–” is not told. Childminders are not counted under No SENCO.")
    names = {officer: plain(officer) for officer in officers["officer"]}
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(width=260):
            officer = shared.one_of("caseload-of", "Settings of all officers", names)
        officer = officer or (next(iter(names)) if len(names) == 1 else "")
        if officer:
            assigning.hand_over_link(None if officer == found.NO_OFFICER else officer)
    own = with_set_ratings(settings[settings["officer"] == officer] if officer else settings, shared.ask("rating_overrides", inputs))
    columns = SETTINGS if own["set_rating"].notna().any() else [name for name in SETTINGS if name != "set_rating"]
    listing(found.settings_found(own, officer), own, columns, inputs=inputs, name="caseload", behind="senco_posts")
    changes = shared.ask("senco_changes", inputs)
    own_changes = changes[changes["setting"].isin(own["setting"])]
    list_changes(found.changes_found(own_changes) or "No SENCO has left", own_changes, inputs)


def list_changes(title: str, changes: pd.DataFrame, inputs: Inputs, narrowed: tuple[str, ...] = ()) -> None:
    """Posts that ended, each with who followed, the hand-over, the induction and the days left."""
    shown = changes.assign(
        induction=found.induction_words(changes), left=found.days_left_words(changes), next_step=found.change_steps(changes)
    )
    empty = "When a return gives a SENCO’s last day, who follows and what they still need stands here."
    listing(title, shown, CHANGES, inputs=inputs, name="senco_changes", narrowed=narrowed, behind="senco_posts", empty=empty)
