"""Showing a setting by name to a room: for its attendance or for good practice, once somebody there agreed."""

from functools import partial

import streamlit as st

from analytics.charts.style import counted, day, markdown, plain
from analytics.meeting.room import Meeting
from analytics.queries import Inputs
from data import meeting_words
from data.meeting_words import ATTENDANCE, GOOD_PRACTICE, NAMING, WHAT, Words
from data.terms import now, say_moment
from pages import shared
from pages.meeting_words import doubted, line, tell, written
from pages.parts import finding
from pages.setting_choice import labels

FORM = "naming"
FIT = 6


def show(told: Meeting) -> None:
    """The settings named, and the form for one more: folded away, so that no name is on the page until it is asked for."""
    named = written(told, *NAMING)
    where = "Its attendance or what it does well, under the bars of “Who came”; never a count of children."
    finding("Show a setting by name", f"{where} So far: {counted(len(named), 'sentence')}.")
    box = st.expander("Name a setting, or take a name back", icon=":material/badge:", key="naming-box", on_change="rerun")
    if not box.open:
        return
    with box:
        names = _names(told)
        for one in named:
            said = f"{names.get(one.setting, one.setting)}: {plain(one.words) if one.what == GOOD_PRACTICE else 'its attendance'}"
            line(one, said, f"{plain(one.agreed_by)} agreed on {day(one.agreed_on)}. ")
        for one in _taken_back(told):
            said = f"Taken back on {say_moment(one.taken_back_at)} by {plain(one.taken_back_by)}: {names.get(one.setting, one.setting)}"
            st.markdown(f":gray[{markdown(said)}]")
        if len(named) > FIT:
            st.caption(f"More than {FIT} sentences do not fit on the screen in a size that the room can read.")
        _form(told, names)


def _taken_back(told: Meeting) -> list[Words]:
    ever = meeting_words.history(shared.store(), told.as_of, told.cluster)
    return [one for one in ever if one.what in NAMING and one.taken_back_at]


def _names(told: Meeting) -> dict[str, str]:
    """The open settings of the cluster on the day, by identity, as the list calls them."""
    register = shared.ask("register", Inputs(told.as_of, told.shown.known_at))
    register = register[register["is_open"].fillna(False).astype(bool)]
    register = register[register["cluster"] == told.cluster] if told.cluster else register
    return labels(register.sort_values(["name", "setting"]))


def _form(told: Meeting, names: dict[str, str]) -> None:
    turn = shared.renewed(FORM)
    with st.form(turn, border=False):
        first = st.columns([4, 3, 3, 3], gap="small")
        first[0].selectbox(
            "Setting", list(names), index=None, format_func=names.get, key=f"{turn}-setting", placeholder="Type part of its name"
        )
        first[1].selectbox("For", NAMING, format_func=WHAT.get, key=f"{turn}-what")
        first[2].text_input("Who there agreed", key=f"{turn}-by", max_chars=80, placeholder="The manager")
        first[3].date_input("On", value=shared.today(), max_value=shared.today(), format="DD/MM/YYYY", key=f"{turn}-on")
        st.text_input("What it does well, for good practice", key=f"{turn}-words", max_chars=160, placeholder="A sentence; no names")
        st.form_submit_button("Show it by name", icon=":material/badge:", on_click=_name, args=(told,))


def _name(told: Meeting) -> None:
    turn = shared.renewed(FORM)
    setting, what, words, agreed_by, agreed_on = (shared.typed(f"{turn}-{name}") for name in ("setting", "what", "words", "by", "on"))
    if not setting:
        shared.remember("decided", (False, "This was not kept. Choose the setting first."))
        return
    what = what or ATTENDANCE
    words = words if what == GOOD_PRACTICE else ""
    if doubted(what, words):
        return
    agreed = {"agreed_by": agreed_by, "agreed_on": agreed_on or shared.today(), "by": shared.WHO, "at": now()}
    name = partial(meeting_words.name, shared.store(), told.as_of, told.cluster, setting, what, words, **agreed)
    if tell(name, "Kept. The room will see the name."):
        shared.renew(FORM)
