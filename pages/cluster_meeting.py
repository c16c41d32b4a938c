"""Cluster meeting: prepared at the desk, then shown to a room in which other settings sit."""

from datetime import date

import streamlit as st

from analytics.charts.style import NBSP, day
from analytics.meeting import room
from analytics.meeting.story import clusters_of
from pages import changes_made, first_showing, meeting_choice, meeting_pack, meeting_prepared, meeting_shown, shared
from pages.parts import finding, heading, nothing_to_show, upload_link

NAME = "Cluster meeting"
HAND_OVER = "Slides with charts that can be edited, a handout of two pages, and the tables behind them. None holds a hidden count."


def show() -> None:
    if nothing_to_show(NAME):
        return
    days = room.days_offered(shared.store(), shared.today())
    if not days:
        heading(NAME, "There is no day yet that can be shown to a room.")
        st.markdown("A room is shown the day on which returns are due or the last day of a term, once a return is in.")
        upload_link("Upload returns")
        return
    number, as_of, cluster = meeting_choice.in_url(days)
    if number and not room.days_to_freeze(shared.store(), as_of):
        meeting_shown.show(shared.meeting(as_of, cluster if cluster in clusters_of(shared.meeting(as_of).shown) else None), number)
        return
    _prepare(days)


def _prepare(days: list[date]) -> None:
    top = st.container()
    row = st.container(horizontal=True, vertical_alignment="center", gap="small", key="meeting-row")
    with row.container(width=264):
        as_of = meeting_choice.day({each: _in_words(each) for each in days})
    changes_made.said()
    if waiting := room.days_to_freeze(shared.store(), as_of):
        with top:
            heading(NAME, f"What a room may see of {day(as_of)} is not worked out yet.")
        first_showing.show(as_of, waiting)
        return
    with row.container(width=184):
        cluster = meeting_choice.cluster(clusters_of(shared.meeting(as_of).shown))
    told = shared.meeting(as_of, cluster)
    with top:
        heading(NAME, meeting_prepared.answer(told))
    with row:
        meeting_choice.start(told)
    meeting_prepared.show(told)
    finding(
        "Hand it over",
        "Slides with charts that can be edited, a handout of two pages, and the tables behind them. None holds a hidden count.",
    )
    meeting_pack.show(as_of, cluster, clusters_of(told.shown))


def _in_words(on: date) -> str:
    """`30 Nov 2026, returns due`."""
    calendar = shared.calendar()
    term = calendar.term_of(on)
    return f"{day(on)}, {'returns due' if on == calendar.due_on(term) else f'end of{NBSP}term'}"
