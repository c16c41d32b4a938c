"""What people write for a cluster meeting: what comes next, which the room sees, and their own notes, which it does not."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.charts.style import counted, markdown, plain
from analytics.meeting.bars import NAMES
from analytics.meeting.room import Meeting
from data import contact_log, meeting_words
from data.errors import ToolError
from data.meeting_words import NEXT, NOTE, WHAT, Words
from data.terms import now, say_moment
from pages import shared
from pages.parts import finding


def next_steps(told: Meeting) -> None:
    """What was written of what comes next, each with the way to take it back, and the form for one more."""
    finding(WHAT[NEXT], "The last screen shows these, then the events ahead.")
    for words in written(told, NEXT):
        line(words, plain(words.words))
    with st.form("next-form", border=False):
        st.text_input("A sentence the room may read", key=shared.renewed(f"meeting-{NEXT}"), max_chars=200, placeholder="We …")
        st.form_submit_button("Add it", icon=":material/add:", on_click=partial(_keep, told, NEXT, None))


def notes(told: Meeting) -> None:
    """The presenter's notes, folded away so that they are not on a screen others look at."""
    kept = written(told, NOTE)
    finding("Notes for you", f"Never on a screen of the room, and folded away here. So far: {counted(len(kept), 'note')}.")
    box = st.expander("Read or write a note", icon=":material/sticky_note_2:", key="meeting-notes", on_change="rerun")
    if not box.open:
        return
    with box:
        for words in kept:
            line(words, f"{NAMES.get(words.screen, 'All screens')}: {plain(words.words)}")
        with st.form("note-form", border=False):
            st.selectbox("Screen", list(NAMES), format_func=NAMES.get, key="note-screen")
            st.text_input("Note", key=shared.renewed(f"meeting-{NOTE}"), max_chars=300)
            st.form_submit_button("Keep it", icon=":material/add:", on_click=_keep_note, args=(told,))


def written(told: Meeting, *what: str) -> list[Words]:
    """What is written for the meeting of these kinds, the first first."""
    return [one for one in meeting_words.written_for(shared.store(), told.as_of, told.cluster) if one.what in what]


def line(words: Words, said: str, beneath: str = "") -> None:
    """One thing written, in plain text, with who wrote it and the way to take it back."""
    who = f"{beneath}{plain(words.written_by)}, {say_moment(words.written_at)}"
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


def _keep_note(told: Meeting) -> None:
    _keep(told, NOTE, shared.typed("note-screen") or next(iter(NAMES)))


def _keep(told: Meeting, what: str, screen: str | None) -> None:
    key = f"meeting-{what}"
    text = shared.typed(shared.renewed(key))
    if doubted(what, text):
        return
    write = partial(meeting_words.write, shared.store(), told.as_of, told.cluster, what, text, screen=screen, by=shared.WHO, at=now())
    if tell(write, "Kept."):
        shared.renew(key)


def _take_back(number: int, said: str) -> None:
    tell(partial(meeting_words.take_back, shared.store(), number, by=shared.WHO, at=now()), f"Taken back: {said}")
