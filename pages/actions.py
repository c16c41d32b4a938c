"""Actions: what did we agree with settings, what is late, and did it help?"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics import follow_up
from analytics.charts.style import as_day, day, markdown, plain, short_day
from analytics.queries import Inputs
from pages import close_action, log_contact, shared
from pages.parts import downloads, figures_as_tables, finding
from pages.tables import choosable
from pages.words import in_words, layout

QUESTIONS = ("open_actions",)
OPEN = ("name", "cluster", "action", "due_on", "action_state", "owner", "contacted_on")
CLOSED = ("done_on", "name", "action", "change", "what_changed", "before", "today", "owner")


def show(inputs: Inputs) -> None:
    everybody, done = (shared.ask(question, inputs) for question in ("open_actions", "closed_actions"))
    log_contact.said()
    log_contact.box()
    with st.container(width=220):
        owners = sorted({*everybody["owner"].dropna(), *done["owner"].dropna()})
        owner = shared.one_of("actions-of", "Everybody’s actions", {one: plain(one) for one in owners})
    own = follow_up.of_owner(everybody, owner)
    how = "Choose a row at its left edge to see what prompted the action, and to close it."
    _choosable(*follow_up.open_said(own, owner), own, OPEN, "open_actions", inputs, how)
    closed = follow_up.with_before(follow_up.of_owner(done, owner), shared.ask("support_reasons", inputs))
    title, line = follow_up.closed_said(closed)
    how = "Choose a row at its left edge to read its history, or to open it again."
    _choosable(title, line or "What was done stands here, with what changed.", closed, CLOSED, "closed_actions", inputs, how)
    figures_as_tables({"Open actions": ("open_actions", everybody)}, inputs)


def mine(inputs: Inputs) -> None:
    """The box of This term: the actions of the officer chosen, or of who typed last, or everybody’s."""
    person = next(iter(inputs.officers), None) or shared.remembered(log_contact.ME)
    actions = follow_up.of_owner(shared.ask("open_actions", inputs, officers=()), person)
    st.subheader("My actions" if person else "Actions", anchor=False)
    title, line = follow_up.open_said(actions, person)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"**{markdown(title)}**  \n:gray[{markdown(line)}]", width="stretch")
        icon = {"icon": ":material/arrow_forward:", "icon_position": "right", "type": "tertiary"}
        st.button("Actions", key="to-actions", on_click=_open_actions, args=(person if len(actions) else None,), **icon)
    lines = [_in_short(action, inputs.as_of.year) for action in actions.head(3).itertuples()]
    st.markdown("  \n".join(f":small[{markdown(line)}]" for line in lines))


def _open_actions(person: str | None) -> None:
    """Show the view Actions, of one person: on this very page, where a link would drop the filters."""
    st.session_state["this-term"] = "actions"
    st.session_state["actions-of"] = person or shared.ALL


def _in_short(action: Any, year: int) -> str:
    """`Send the plan: Fern Bank, was due 8 Apr`: the year only where it is not that of the day asked about."""
    due_on = as_day(action.due_on)
    said = day(due_on) if due_on and due_on.year != year else short_day(due_on)
    due = f"{'was due' if action.action_state == 'overdue' else 'due'} {said}" if due_on else "no date"
    return f"{plain(action.action)}: {plain(action.name)}, {due}"


def _choosable(title: str, line: str, actions: pd.DataFrame, columns: Sequence[str], name: str, inputs: Inputs, how: str) -> None:
    """A list of actions under its title, with its downloads; the one that is chosen with its history and what can be done."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content"):
            finding(title, line)
        if actions.empty:
            return
        with st.container(horizontal=True, width="content", gap="small"):
            downloads(actions, name, title, inputs)
    shown = in_words(actions[list(columns)])
    place = choosable(actions, shown, layout(columns, shown), alt=name.replace("_", " ").capitalize(), key=f"list-{name}")
    if place is None:
        st.caption(how)
    else:
        close_action.show(actions.iloc[place], inputs)
