"""The three ways to give settings a cluster or an officer, and what a change would do before it is made."""

from __future__ import annotations

from collections import Counter
from datetime import date
from hashlib import blake2s

import pandas as pd
import streamlit as st

from analytics.charts.style import counted, day, markdown
from data.assigning import Assignment, Place, accept_assignment, assigned, places
from data.contracts.settings import PROVIDER_TYPES
from data.errors import ToolError
from data.registers import NO_CLUSTER
from pages import outcomes, shared, upload_checks
from pages.register_review import changes
from pages.register_words import to_know, what_happens
from pages.tables import ROW_HEIGHT, height_of

NO_OFFICER = "No officer"
FROM = "hand-over-old"


def _counts(values: list[str]) -> dict[str, str]:
    """Each value with how many settings have it, in order of name."""
    many = Counter(values)
    return {value: f"{value} ({many[value]})" for value in sorted(many)}


def _pick(label: str, options: dict[str, str], key: str, *, new: bool = False) -> str | None:
    return st.selectbox(
        label, list(options), index=None, format_func=lambda value: options.get(value, value), accept_new_options=new,
        placeholder="Choose or type a name" if new else label, key=shared.renewed(key),
        label_visibility="visible" if new else "collapsed",
    )  # fmt: skip


def _given(name: str | None, nothing: str) -> str | None:
    return "" if name == nothing else name


def rename(register: list[Place]) -> Assignment | None:
    """A cluster and its new name."""
    left, right = st.columns(2)
    with left:
        clusters = _counts([one.cluster for one in register])
        old = st.selectbox(
            "Cluster", list(clusters), index=None, format_func=clusters.get, placeholder="Choose a cluster", key="rename-old"
        )
    with right:
        new = st.text_input("New name", key=shared.renewed("rename-new"), max_chars=60).strip()
    if not old or not new:
        return None
    if new in clusters:
        st.caption(markdown(f"{new} is there already: the two become one cluster."))
    st.caption("A cluster meeting counts for the cluster it names: meetings held from the day of the change must name the new one.")
    return Assignment(frozenset(one.setting for one in register if one.cluster == old), cluster=new)


def hand_over(register: list[Place]) -> Assignment | None:
    """An officer's settings, all of them, to another."""
    officers = _counts([one.area_senco or NO_OFFICER for one in register])
    left, right = st.columns(2)
    with left:
        old = st.selectbox(
            "From", list(officers), index=None, format_func=officers.get, placeholder="Choose an officer", key=FROM, bind="query-params"
        )
    with right:
        new = _pick("To", {NO_OFFICER: NO_OFFICER} | {name: name for name in officers if name != old}, "hand-over-new", new=True)
    if not old or not new:
        return None
    theirs = frozenset(one.setting for one in register if (one.area_senco or NO_OFFICER) == old)
    return Assignment(theirs, area_senco=_given(new, NO_OFFICER))


def hand_over_link(officer: str | None) -> None:
    """The way to the form that gives all of an officer's settings to another, with the officer chosen there."""
    officers = _counts([one.area_senco or NO_OFFICER for one in places(shared.store(), on=shared.today())])
    chosen = [("assign-way", "hand_over"), (FROM, officers.get(officer or NO_OFFICER, ""))]
    label = "Hand these settings over" if officer else "Give these settings an officer"
    st.page_link(shared.page("administration"), label=label, icon=":material/swap_horiz:", query_params=chosen)


def choose(register: list[Place]) -> Assignment | None:
    """Settings narrowed by filters and ticked in a list, with what to give them."""
    shown, narrowed = _filtered(register)
    rows = pd.DataFrame(
        [(one.setting, one.name, PROVIDER_TYPES[one.provider_type], one.cluster, one.area_senco, one.ward) for one in shown],
        columns=["Number", "Setting", "Type", "Cluster", "Officer", "Ward"],
    )
    told = blake2s(repr([one.setting for one in shown]).encode(), digest_size=6).hexdigest()
    picked = st.dataframe(
        rows, hide_index=True, height=height_of(rows), row_height=ROW_HEIGHT, placeholder="–",
        on_select="rerun", selection_mode="multi-row", key=shared.renewed(f"assign-{told}"), alt="Settings to choose from",
    ).selection.rows  # fmt: skip
    chosen = [shown[place] for place in picked if place < len(shown)] or (shown if narrowed else [])
    if not chosen:
        st.caption("Tick settings, or narrow the list to change all that it shows." if shown else "No setting like this.")
        return None
    all_shown = "" if picked else " shown; tick some to change fewer"
    st.markdown(f"**{counted(len(chosen), 'setting').capitalize()}**{all_shown}.")
    left, right = st.columns(2)
    with left:
        cluster = _pick(
            "Cluster to give", {one.cluster: one.cluster for one in register} | {NO_CLUSTER: NO_CLUSTER}, "give-cluster", new=True
        )
    with right:
        names = sorted({one.area_senco for one in register if one.area_senco})
        officer = _pick("Area SENCO to give", {name: name for name in [*names, NO_OFFICER]}, "give-officer", new=True)
    if not cluster and not officer:
        return None
    return Assignment(frozenset(one.setting for one in chosen), _given(cluster, NO_CLUSTER), _given(officer, NO_OFFICER))


def _filtered(register: list[Place]) -> tuple[list[Place], bool]:
    """The settings that fit the filters, and whether any filter is set."""
    told = {
        "All clusters": lambda one: one.cluster,
        "All officers": lambda one: one.area_senco or NO_OFFICER,
        "All types": lambda one: PROVIDER_TYPES[one.provider_type],
        "All wards": lambda one: one.ward or "No ward",
        "All postcodes": lambda one: one.postcode_area or "No postcode",
    }
    with st.container(horizontal=True, gap="small"):
        wanted = st.text_input("Find", placeholder="Name or number", label_visibility="collapsed", key="assign-find", width=276).strip()
        kept = {}
        for label, value in told.items():
            with st.container(width=160):
                kept[label] = _pick(label, _counts([value(one) for one in register]), f"filter-{label}")
    shown = [
        one
        for one in register
        if wanted.casefold() in f"{one.name} {one.setting}".casefold()
        and all(kept[label] in (None, value(one)) for label, value in told.items())
    ]
    return shown, bool(wanted) or any(kept.values())


def preview(asked: Assignment) -> None:
    """What the change would do from a day, and the button that makes it."""
    on = st.date_input("From this day", value=shared.today(), format="DD/MM/YYYY", key="assign-from", width=220) or shared.today()
    try:
        found = upload_checks.register_review(assigned(shared.store(), asked, on=on), on)
    except ToolError as nothing:
        st.markdown(markdown(nothing.message))
        return
    st.markdown(f"**{markdown(what_happens(found))}**  \n" + "  \n".join(markdown(said) for said in to_know(found)))
    changes(found, "assign")
    many = len({change.setting for change in found.changes})
    st.button(f"Change {counted(many, 'setting')}", type="primary", icon=":material/check:", on_click=_change, args=(asked, on))


def _change(asked: Assignment, on: date) -> None:
    """Make the change and say so; the forms are empty again."""
    try:
        done = accept_assignment(shared.store(), asked, on=on, by=shared.WHO)
    except ToolError as refused:
        outcomes.say(outcomes.Outcome(f"{refused.title}. {refused.message}"))
        return
    if done.id is None:
        why = " ".join(dict.fromkeys(issue.message for issue in done.checked.blocking)) or done.checked.duplicate_of or ""
        outcomes.say(outcomes.Outcome(f"Nothing was changed. {why}"))
        return
    given = [name for name in (asked.cluster, asked.area_senco) if name is not None]
    to = " and ".join(name or "none" for name in given)
    said = f"{counted(len(asked.settings), 'setting').capitalize()} changed to {to} from {day(on)}: a new version of the register."
    outcomes.say(outcomes.Outcome(said, page="senco-coverage", ids=(done.id,)))
    for key in ("rename-new", "hand-over-new", "give-cluster", "give-officer"):
        shared.renew(key)
