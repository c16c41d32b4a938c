"""What can be done about one setting: log a visit, take its briefing and its rows along, set a rating; the form that is open."""

import streamlit as st

from analytics.one_setting import Told
from pages import changes_made, log_contact, set_rating, setting_papers, shared

LOG, RATE = "log", "rate"


def show(told: Told, reasons: list[str]) -> None:
    """`reasons` are sentences for the briefing."""
    with st.container(horizontal=True, gap="small", key="setting-actions"):
        if told.is_open:
            _opens(told, LOG, "Log a visit", ":material/edit_note:", "primary")
        setting_papers.buttons(told, reasons)
        if told.support is not None:
            _opens(told, RATE, "Set a rating", ":material/edit:", "secondary")
    log_contact.said()
    changes_made.said()
    match shared.remembered(log_contact.OPEN):
        case (setting, form) if setting == told.setting and told.is_open:
            with st.container(border=True, key="setting-form"):
                log_contact.form(told.setting) if form == LOG else set_rating.form(told)


def _opens(told: Told, form: str, label: str, icon: str, kind: str) -> None:
    """A button that opens a form, and closes it again."""
    here = (told.setting, form)
    then = None if shared.remembered(log_contact.OPEN) == here else here
    st.button(label, icon=icon, type=kind, key=f"open-{form}", on_click=shared.remember, args=(log_contact.OPEN, then))
