"""Agenda: which cluster meetings are next, who is expected and who is not seen, and who came to the last. For the team only."""

import pandas as pd
import streamlit as st

from analytics import agenda
from analytics.charts.style import markdown
from analytics.queries import Inputs
from pages import attendance_typed, meeting_agenda, meeting_papers, shared
from pages.parts import figures_as_tables, finding, listing

QUESTIONS = ("agenda_meetings", "expected_settings", "new_sencos")
AHEAD = ("held_on", "title", "topic", "for_clusters", "settings_expected", "settings_booked", "hours", "officers")
LATE = ("held_on", "title", "for_clusters", "settings_expected", "next_step")
CHOICE = "agenda-meeting"


def show(inputs: Inputs) -> None:
    meetings = agenda.with_whose(shared.ask("agenda_meetings", inputs))
    coming, late = agenda.ahead(meetings, inputs.as_of), agenda.to_come(meetings, inputs.as_of)
    finding(*agenda.next_found(meetings, inputs.as_of))
    if len(coming):
        listing(f"Cluster meetings ahead: {len(coming)}", coming, AHEAD, inputs=inputs, name="agenda_meetings")
    if len(late):
        listing(f"Attendance still to come: {len(late)}", late, LATE, inputs=inputs, name="attendance_to_come")
        if said := agenda.still_missed_said(late):
            st.caption(markdown(said))
    held = meetings.drop(index=coming.index)[::-1]
    if len(meetings):
        _meeting(pd.concat([coming, held]), late, inputs)
    figures_as_tables({"Cluster meetings ahead and held": ("meetings_of_agenda", meetings.drop(columns="for_clusters"))}, inputs)


def _meeting(meetings: pd.DataFrame, late: pd.DataFrame, inputs: Inputs) -> None:
    """One meeting: the next one until a person chooses another, or the last whose attendance is to come when none is ahead."""
    by_reference = meetings.set_index("event_ref", drop=False)
    first = meetings["event_ref"].iloc[0] if len(agenda.ahead(meetings, inputs.as_of)) or late.empty else late["event_ref"].iloc[0]
    references = list(by_reference.index)
    chosen = st.selectbox(
        "Meeting",
        references,
        index=references.index(first),
        format_func=lambda reference: agenda.label(by_reference.loc[reference]),
        key=CHOICE,
        persist_state="session",
    )
    meeting = by_reference.loc[chosen]
    meeting_papers.show(meeting, inputs)
    attendance_typed.box(meeting, inputs)
    meeting_agenda.show(meeting, inputs)
