"""What a waiting register would change, and the choices that go with accepting it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.charts.style import markdown, plural
from data.drafts import Checked
from data.register_changes import RegisterReview
from data.registers import NO_CLUSTER
from pages import provider_types, shared, upload_checks
from pages.parts import downloads, table
from pages.register_words import KINDS, as_table, to_know, what_happens
from pages.waiting import Waiting


def options(one: Waiting) -> dict[str, object]:
    """For a register: what it would change, the day it takes effect, and whether absent settings are closed."""
    registers = [check for check in one.checks if check.contract and check.contract.replaces == "register"]
    registers = [check for check in registers if check.outcome == "accepted" or check.can_hold]
    if not registers:
        return {}
    effective_on: date = st.date_input(
        "The register holds from", value=shared.today(), format="DD/MM/YYYY", key=f"from-{one.upload.id}", width=220
    )
    confirmed = [_reviewed(one, check, effective_on or shared.today()) for check in registers]
    return {"effective_on": effective_on, "confirm_closures": any(confirmed)}


def _reviewed(one: Waiting, check: Checked, on: date) -> bool:
    """The review of one register; whether a person wants the absent settings closed."""
    found = upload_checks.register_review(check, on)
    key = f"{one.upload.id}-{check.part}"
    st.markdown(f"**{markdown(what_happens(found))}**  \n" + "  \n".join(markdown(said) for said in to_know(found)))
    changes(found, key)
    provider_types.choice(one.upload, check, found)
    if any(change.becomes.startswith(f"{NO_CLUSTER},") for change in found.of_kind("new")):
        st.caption("New settings without a cluster get one on the page Administration, many at once, after accepting.")
    absent = len(found.of_kind("absent"))
    if not absent:
        return False
    if found.held:
        st.caption("Settings that are not in this file can be closed once every row of it is right.")
        return False
    said = plural(absent, "the one setting that is", f"the {absent} settings that are")
    return st.checkbox(f"Close {said} not in this file from that day", key=f"close-{key}")


def changes(found: RegisterReview, key: str) -> None:
    """The changes as a table, one kind at a time, to search and to download."""
    counts = found.counts
    if not counts:
        return
    (kind, *others) = counts
    if others:
        kind = st.radio(
            "Changes", list(counts), format_func=lambda each: f"{KINDS[each]} ({counts[each]})", horizontal=True,
            label_visibility="collapsed", key=f"kind-{key}",
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        wanted = st.text_input("Find", placeholder="Find a setting", label_visibility="collapsed", key=f"find-{key}", width=260)
        with st.container(horizontal=True, width="content", gap="small"):
            downloads(as_table(found, None, ""), "register-changes", "What the register would change", shared.everything())
    rows = as_table(found, kind, wanted)
    if rows.empty:
        st.markdown(":gray[No setting like this.]")
        return
    shown = {"change": False, "what": kind == "other", "was": any(rows["was"]), "becomes": any(rows["becomes"])}
    columns = [name for name in rows if shown.get(name, True)]
    table(rows, columns, alt="What the register would change", key=f"changes-{key}")
