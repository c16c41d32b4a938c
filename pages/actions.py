"""Actions: what did we agree with settings, what is late, and did it help?"""

from typing import Any

import pandas as pd
import streamlit as st

from analytics import follow_up
from analytics.charts.style import as_day, day, markdown, plain, short_day
from analytics.queries import Inputs
from pages import close_action, log_contact, shared
from pages.parts import downloads, figures_as_tables, finding, listing
from pages.tables import choosable
from pages.words import in_words, layout

QUESTIONS = ("open_actions",)
OPEN = ("name", "cluster", "action", "due_on", "action_state", "owner", "contacted_on")
CLOSED = ("done_on", "name", "action", "change", "what_changed", "before", "today", "owner")


def show(inputs: Inputs) -> None:
    everybody = shared.ask("open_actions", inputs)
    log_contact.said()
    log_contact.box()
    with st.container(width=220):
        owners = sorted(set(everybody["owner"].dropna()))
        owner = shared.one_of("actions-of", "Everybody’s actions", {one: plain(one) for one in owners})
    mine = follow_up.of_owner(everybody, owner)
    finding(*follow_up.open_said(mine, owner))
    if len(mine):
        _open(mine, inputs)
    reasons = shared.ask("support_reasons", inputs)
    closed = follow_up.with_before(follow_up.of_owner(shared.ask("closed_actions", inputs), owner), reasons)
    title, line = follow_up.closed_said(closed)
    listing(title, closed, CLOSED, inputs=inputs, name="closed_actions", empty="What was done stands here, with what changed.")
    if line:
        st.caption(markdown(line))
    figures_as_tables({"Open actions": ("open_actions", everybody)}, inputs)


def mine(inputs: Inputs) -> None:
    """The box of This term: the actions of the officer chosen, or of who typed last, or everybody’s."""
    person = next(iter(inputs.officers), None) or shared.remembered(log_contact.ME)
    actions = follow_up.of_owner(shared.ask("open_actions", inputs, officers=()), person)
    st.subheader("My actions" if person else "Actions", anchor=False)
    title, line = follow_up.open_said(actions, person)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"**{markdown(title)}**  \n:gray[{markdown(line)}]", width="stretch")
        view = [("this-term", "actions")]
        st.page_link(shared.page("this-term"), label="Actions", query_params=view, icon=":material/arrow_forward:", icon_position="right")
    lines = [_in_short(action, inputs.as_of.year) for action in actions.head(3).itertuples()]
    st.markdown("  \n".join(f":small[{markdown(line)}]" for line in lines))


def _in_short(action: Any, year: int) -> str:
    """`Send the plan: Fern Bank, was due 8 Apr`: the year only where it is not that of the day asked about."""
    due_on = as_day(action.due_on)
    said = day(due_on) if due_on and due_on.year != year else short_day(due_on)
    due = f"{'was due' if action.action_state == 'overdue' else 'due'} {said}" if due_on else "no date"
    return f"{plain(action.action)}: {plain(action.name)}, {due}"


def _open(actions: pd.DataFrame, inputs: Inputs) -> None:
    with st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        downloads(actions, "open_actions", "Open actions", inputs)
    shown = in_words(actions[list(OPEN)])
    place = choosable(actions, shown, layout(OPEN, shown), alt="Open actions", key="list-open_actions")
    if place is None:
        st.caption("Choose a row at its left edge to see what prompted the action, and to close it.")
    else:
        close_action.show(actions.iloc[place], inputs)
