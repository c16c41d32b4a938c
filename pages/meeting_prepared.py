"""A cluster meeting before it begins: what the room will see, what is hidden from it, and what people add."""

import streamlit as st

from analytics.charts.style import counted, markdown, number, plain, sentence
from analytics.meeting.room import Meeting
from pages import meeting_choice, meeting_notes, named_settings, what_is_hidden
from pages.parts import finding


def answer(told: Meeting) -> str:
    """What the room sees, and how much of it is hidden."""
    hidden, every = (sum(each) for each in zip(*told.shown.hidden_counts().values(), strict=True))
    ready = sentence(f"{counted(len(told.screens), 'screen')} are ready for {plain(told.cluster) if told.cluster else 'all clusters'}")
    if not hidden:
        return f"{ready}. No count behind them is small, so nothing is hidden."
    return f"{ready}. {number(hidden)} of the {number(every)} counts behind them are hidden, so that nobody can be recognised."


def show(told: Meeting) -> None:
    left, right = st.columns([62, 38], gap="large")
    with left:
        _screens(told)
    with right:
        what_is_hidden.show(told.shown)
    left, right = st.columns(2, gap="large")
    with left:
        meeting_notes.next_steps(told)
    with right:
        meeting_notes.notes(told)
    named_settings.show(told)


def _screens(told: Meeting) -> None:
    finding("What the room will see", "Arrow keys or a clicker turn the screens, F11 makes it full screen. Choose one to begin there.")
    for place, screen in enumerate(told.screens, start=1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
            st.button(
                str(place),
                type="secondary",
                key=f"open-screen-{place}",
                help=f"Show screen {place}",
                on_click=meeting_choice.open_screen,
                args=(told, place),
            )
            beneath = [f":gray[{markdown(each)}]" for each in screen.lines]
            st.markdown("  \n".join([f"**{markdown(screen.name)}**", markdown(screen.headline), *beneath]), width="stretch")
