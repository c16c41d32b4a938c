"""What comes next, which the room reads on the last screen, and the presenter’s notes, which it never sees."""

from functools import partial

import streamlit as st

from analytics.charts.style import counted, plain
from analytics.meeting.bars import NAMES
from analytics.meeting.room import Meeting
from data import meeting_words
from data.meeting_words import NEXT, NOTE, WHAT
from data.terms import now
from pages import shared
from pages.meeting_words import doubted, line, tell, written
from pages.parts import finding


def next_steps(told: Meeting) -> None:
    """What was written of what comes next, each with the way to take it back, and the form for one more."""
    finding(WHAT[NEXT], "The last screen shows these, then the events ahead.")
    for words in written(told, NEXT):
        line(words, plain(words.words))
    with st.form("next-form", border=False):
        st.text_input("A sentence the room may read", key=shared.renewed(f"meeting-{NEXT}"), max_chars=200, placeholder="We …")
        st.form_submit_button("Add it", icon=":material/add:", on_click=_keep, args=(told, NEXT))


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
            st.form_submit_button("Keep it", icon=":material/add:", on_click=_keep, args=(told, NOTE))


def _keep(told: Meeting, what: str) -> None:
    key = f"meeting-{what}"
    text = shared.typed(shared.renewed(key))
    if doubted(what, text):
        return
    screen = shared.typed("note-screen") or next(iter(NAMES)) if what == NOTE else None
    write = partial(meeting_words.write, shared.store(), told.as_of, told.cluster, what, text, screen=screen, by=shared.WHO, at=now())
    if tell(write, "Kept."):
        shared.renew(key)
