"""What of a day is hidden from a room, since when that is fixed and by whom, and replacing it with a reason."""

from functools import partial

import streamlit as st

from analytics.charts.style import markdown, number
from analytics.meeting import room
from analytics.meeting.shown import TITLES, Shown
from analytics.queries import Inputs
from data import releases
from data.errors import ToolError
from data.releases import Release
from data.terms import say_day, say_moment
from pages import shared
from pages.parts import finding

REASON = "replace-reason"


def show(shown: Shown) -> None:
    made = releases.history(shared.store(), shown.as_of)
    finding("What is hidden", _rule(shown))
    counts = {question: hidden for question, hidden in shown.hidden_counts().items() if hidden[0]}
    if counts:
        st.table(
            {
                "Figures": [markdown(TITLES[question]) for question in counts],
                "Hidden": [markdown(_said(shown, question, *hidden)) for question, hidden in counts.items()],
            },
            border="horizontal",
            hide_index=True,
        )
    st.markdown(
        markdown(f"Fixed on {say_moment(made[0].made_at)} by {made[0].made_by}, as known then. Later corrections do not change it.")
    )
    st.page_link(shared.page("guide"), label="How it is hidden", icon=":material/menu_book:", query_params={"guide": "room"})
    with st.expander("Replace what is shown", icon=":material/lock_open:", key="replace-shown"):
        _replacing(shown, made)


def _rule(shown: Shown) -> str:
    limits = shared.thresholds(Inputs(shown.as_of, shown.known_at))
    children, settings = (number(int(limits[name].value)) for name in ("room_children", "room_settings"))
    return f"Counts of children or referrals below {children}, of settings below {settings}, and what would give one away."


def _said(shown: Shown, question: str, hidden: int, every: int) -> str:
    if question in shown.unproved:
        return f"all {number(hidden)}: nothing less could be proved safe"
    return f"{number(hidden)} of {number(every)}"


def _replacing(shown: Shown, made: list[Release]) -> None:
    st.markdown(
        "Use this when a figure on the screens is wrong. Whoever saw the earlier one can compare: "
        "a difference may tell of one setting. The earlier one and your reason are kept."
    )
    with st.form("replace-form", border=False):
        st.text_input("Why", key=shared.renewed(REASON), max_chars=200, placeholder="What was wrong")
        st.form_submit_button("Replace it", icon=":material/refresh:", on_click=partial(_replace, shown, made[0].id))
    for release, before in zip(made, [*made[1:], None], strict=True):
        why = f"replaced: {release.reason}" if before else "first shown"
        st.markdown(f":gray[{markdown(f'{say_moment(release.made_at)}, {release.made_by}, {why}')}]")


def _replace(shown: Shown, instead_of: int) -> None:
    reason = shared.typed(shared.renewed(REASON))
    try:
        with st.spinner("Working out what can be shown"):
            room.replace_day(shared.store(), shown.as_of, reason, instead_of=instead_of, by=shared.WHO)
    except ToolError as refused:
        shared.remember("decided", (False, f"{refused.title}. {refused.message}"))
        return
    shared.remember("decided", (True, f"What a room sees of {say_day(shown.as_of)} is replaced by what is known now."))
    shared.renew(REASON)
