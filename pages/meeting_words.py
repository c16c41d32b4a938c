"""What people wrote for a cluster meeting: a line for each with the way to take it back, and keeping one more."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.charts.style import markdown, plain
from analytics.meeting.room import Meeting
from data import contact_log, meeting_words
from data.errors import ToolError
from data.meeting_words import WHAT, Words
from data.terms import now, say_moment
from pages import shared


def written(told: Meeting, *what: str) -> list[Words]:
    """What is written for the meeting of these kinds, the first first."""
    return [one for one in meeting_words.written_for(shared.store(), told.as_of, told.cluster) if one.what in what]


def line(words: Words, said: str, agreed: str = "") -> None:
    """One thing written, in plain text, with who agreed to it, who wrote it and the way to take it back."""
    who = f"{agreed}{plain(words.written_by)}, {say_moment(words.written_at)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.markdown(f"{markdown(said)}  \n:gray[{markdown(who)}]", width="stretch")
        st.button("Take back", type="tertiary", key=f"take-back-{words.id}", on_click=_take_back, args=(words.id, said))


def doubted(what: str, text: str) -> bool:
    """Whether a text may hold somebody’s name and was not confirmed yet; pressing once more keeps it as it is."""
    doubts = [issue.message for issue in contact_log.doubts(shared.store(), WHAT[what], text) if issue.severity == "warns"]
    if not doubts or shared.remembered("meeting-doubted") == (what, text):
        shared.forget("meeting-doubted")
        return False
    shared.remember("meeting-doubted", (what, text))
    shared.remember("decided", (False, f"Not kept yet. {' '.join(doubts)} Press the button again to keep it as it is."))
    return True


def tell(decide: partial, said: str) -> bool:
    """Do it and say on the page drawn anew what became of it; whether it was done."""
    try:
        decide()
    except ToolError as refused:
        shared.remember("decided", (False, f"{refused.title}. {refused.message}"))
        return False
    shared.remember("decided", (True, said))
    return True


def _take_back(number: int, said: str) -> None:
    tell(partial(meeting_words.take_back, shared.store(), number, by=shared.WHO, at=now()), f"Taken back: {said}")
