"""One action: what prompted it then and how that stands today, its history, and closing it."""

import pandas as pd
import streamlit as st

from analytics import follow_up
from analytics.charts.style import markdown, plain
from analytics.queries import Inputs
from data import contact_log
from data.contact_log import CHANGES
from data.errors import ToolError
from data.terms import say_moment
from pages import log_contact, shared

WHAT = {"logged": "Logged", "closed": "Closed", "reopened": "Opened again", "noted": "Said"}


def show(action: pd.Series, inputs: Inputs) -> None:
    reference = action["contact_ref"]
    with st.container(border=True, key=f"action-{reference}"):
        st.markdown(f"**{markdown(plain(action['action']))}**  \n:gray[{markdown(follow_up.agreed_said(action))}]")
        today = follow_up.today_said(action, shared.ask("support_reasons", inputs))
        if today:
            st.markdown(markdown(f"Today: {today}."))
        for note in contact_log.history(shared.store(), reference):
            said = f"{WHAT[note.what]} on {say_moment(note.at)} by {plain(note.by)}"
            st.caption(markdown(f"{said}: {plain(note.note)}" if note.note else f"{said}."))
        if "done_on" in action.index and not pd.isna(action["done_on"]):
            _reopening(reference)
        else:
            _closing(reference, action["contacted_on"], follow_up.then_and_today(action, today))


def _closing(reference: str, agreed_on: object, moved: str) -> None:
    """The form; `moved` is what prompted the action then and how that stands today, said once more when it is closed."""
    with st.form(f"close-{reference}", border=False):
        first = st.columns([6, 2], gap="small")
        first[0].text_input("What changed?", key=f"closed-note-{reference}", max_chars=500, placeholder="A sentence; no names")
        first[1].date_input(
            "Done on",
            value=shared.today(),
            min_value=agreed_on,
            max_value=shared.today(),
            format="DD/MM/YYYY",
            key=f"closed-on-{reference}",
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.radio("Since then", list(CHANGES), format_func=CHANGES.get, key=f"closed-change-{reference}", horizontal=True)
            st.form_submit_button("Close the action", type="primary", on_click=_close, args=(reference, moved))


def _reopening(reference: str) -> None:
    with st.form(f"reopen-{reference}", border=False):
        st.text_input("Why open it again?", key=f"reopened-note-{reference}", max_chars=500)
        st.form_submit_button("Open again", on_click=_reopen, args=(reference,))


def _close(reference: str, moved: str) -> None:
    note, on, change = (shared.typed(f"closed-{name}-{reference}") for name in ("note", "on", "change"))
    if log_contact.doubted(reference, "What changed", note):
        return
    done_on = on or shared.today()
    asked = {"done_on": done_on, "change": change, "note": note}
    _tell(lambda by: " ".join(filter(None, (contact_log.close(shared.store(), reference, by=by, **asked), moved))))


def _reopen(reference: str) -> None:
    note = shared.typed(f"reopened-note-{reference}")
    if not log_contact.doubted(reference, "Why", note):
        _tell(lambda by: contact_log.reopen(shared.store(), reference, by=by, note=note))


def _tell(done: object) -> None:
    try:
        shared.remember("contact-said", (True, done(shared.remembered(log_contact.ME) or shared.WHO)))
    except ToolError as refused:
        shared.remember("contact-said", (False, f"{refused.title}. {refused.message}"))
