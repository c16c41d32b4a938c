"""The cluster meeting that is looked at, in the URL: its day, its cluster, and the screen that is shown, if one is.

`?day=2026-11-30&for=Damson&screen=2`. A day or a cluster that is not offered is left out; without a screen the meeting is
prepared. Day and cluster are kept from page to page, the screen is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from analytics.charts.style import plain
from analytics.meeting.room import Meeting
from pages import shared

EVERYONE = ""


def day(days: Mapping[date, str]) -> date:
    """One of the days offered (day → words), the first of them until a person chooses."""
    return date.fromisoformat(_chosen("day", {each.isoformat(): words for each, words in days.items()}, "Day"))


def cluster(clusters: Sequence[str]) -> str | None:
    """One of the clusters offered, or None for all of them."""
    return _chosen("for", {EVERYONE: "All clusters"} | {name: plain(name) for name in clusters}, "Cluster") or None


def in_url(days: Sequence[date]) -> tuple[int, date, str | None]:
    """The number of the screen, the day and the cluster that the URL says: 0, the first day and None where it says none."""
    number, said = (st.query_params.get(name, "") for name in ("screen", "day"))
    as_of = next((each for each in days if each.isoformat() == said), days[0])
    return int(number) if number.isascii() and number.isdigit() else 0, as_of, st.query_params.get("for")


def is_shown() -> bool:
    """Whether a screen is asked for, so that nothing is to stand beside it."""
    return "screen" in st.query_params


def start(told: Meeting) -> None:
    """The button that shows the first screen."""
    st.button("Start", type="primary", icon=":material/play_arrow:", on_click=open_screen, args=(told, 1))


def open_screen(told: Meeting, number: int) -> None:
    """Show a screen of the meeting, for a button; 0 goes back to preparing it."""
    wanted = {"day": told.as_of.isoformat(), "for": told.cluster, "screen": str(number) if number else None}
    for name, value in wanted.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def _chosen(name: str, options: Mapping[str, str], label: str) -> str:
    """One of the options (code → words): what the URL says, else what was chosen before, else the first."""
    key, said = f"meeting-{name}", st.query_params.get(name)
    if said in options and said != shared.remembered(f"{key}-in-url"):
        st.session_state[key] = said
    elif key not in st.session_state and shared.remembered(key) in options:
        st.session_state[key] = shared.remembered(key)
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    chosen = st.selectbox(label, list(options), format_func=options.get, key=key, label_visibility="collapsed")
    shared.remember(key, chosen)
    written = None if chosen == next(iter(options)) else chosen
    if written and said != written:
        st.query_params[name] = written
    elif not written:
        st.query_params.pop(name, None)
    shared.remember(f"{key}-in-url", written)
    return chosen
