"""Rows that wait: what must be put right in each, and the way to put one aside with a reason."""

import streamlit as st

from analytics.charts.style import markdown, number, plural
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.held import HeldRow, dismiss_held
from data.terms import say_moment
from pages import shared
from pages.parts import upload_link

MOST = 10


def show(waiting: list[HeldRow], aside: list[HeldRow]) -> None:
    """The rows that wait, of every term, and beneath them those put aside."""
    title = f"{number(len(waiting))} {plural(len(waiting), 'row waits', 'rows wait')} to be put right" if waiting else "No row waits"
    st.subheader(title, anchor=False)
    if said := shared.forget("held-said"):
        st.info(markdown(said))
    if waiting:
        st.caption("The other rows of these files are loaded. These count once a later file of the setting has them right.")
        upload_link("Upload a corrected file")
    for held in waiting[:MOST]:
        _waits(held)
    if len(waiting) > MOST:
        st.caption(f"and {number(len(waiting) - MOST)} more after these")
    if aside:
        with st.expander(f"Put aside with a reason: {number(len(aside))}", icon=":material/inventory_2:"):
            for held in aside:
                told = f"{say_moment(held.dismissed_at)} by {held.dismissed_by}: {held.reason}"
                st.markdown(f"**{markdown(_place(held))}**  \n{markdown(told)}")


def _place(held: HeldRow) -> str:
    setting = f", setting {held.setting}" if held.setting else ""
    return f"Row {held.row} of {held.file_name}{setting}"


def _waits(held: HeldRow) -> None:
    key = f"{held.submission}-{held.row}"
    with st.container(border=True, gap="xsmall", key=f"held-{key}"):
        what = f"{CONTRACTS[held.return_name].title}, {held.term.label}"
        st.markdown(f"**{markdown(_place(held))}** :gray[{markdown(what)}]  \n" + "  \n".join(markdown(each) for each in held.says))
        with st.popover("Put aside", icon=":material/inventory_2:", type="tertiary", key=f"aside-{key}"):
            st.text_input("Why is this row not needed?", key=f"reason-{key}", max_chars=300)
            st.button("Put it aside", key=f"dismiss-{key}", on_click=_dismiss, args=(held,))


def _dismiss(held: HeldRow) -> None:
    reason = shared.typed(f"reason-{held.submission}-{held.row}")
    try:
        dismiss_held(shared.store(), held.submission, held.row, reason=reason, by=shared.WHO)
        said = f"{_place(held)} is put aside."
    except ToolError as refused:
        said = refused.message
    shared.remember("held-said", said)
