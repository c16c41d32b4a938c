"""How a waiting file stands beside the one received before it about the same: what was put right, what is left, what is new."""

from __future__ import annotations

import streamlit as st

from analytics.charts.style import counted, markdown, number, sentence, spelled
from data import uploads
from data.contract import Issue
from data.drafts import Checked
from data.findings import Compared, compared
from data.terms import local_day, say_day
from pages import put_right, shared
from pages.waiting import Waiting


def show(one: Waiting, check: Checked) -> None:
    """The comparison with an earlier file, if there is one, and the way to put that file aside."""
    found = compared(shared.store(), one.upload.id, check)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/compare_arrows: {markdown(in_words(found))}", width="stretch")
        if (
            found.waits
            and found.in_its_place
            and st.button(
                "Put the earlier file aside", key=f"aside-{found.upload}-{check.part}", help="It is not loaded and leaves this page."
            )
        ):
            uploads.dismiss(shared.store(), found.upload)
            st.rerun()
    if found.before and (found.still or found.new):
        with st.expander("What is still there and what is new"):
            _listed(check, f"{sentence(counted(len(found.still), 'thing'))} still there", found.still)
            _listed(check, f"{sentence(counted(len(found.new), 'thing'))} new", found.new)


def in_words(found: Compared) -> str:
    """“Compared with fern.csv of 3 November: 7 of 9 put right, 2 new.”"""
    day = local_day(found.received_at)
    told = say_day(day) if shared.calendar().term_of(day) != shared.calendar().term_of(shared.today()) else f"{day.day} {day:%B}"
    earlier = f"{found.file_name} of {told}"
    if not found.before:
        return f"{earlier} waits too and is about the same. Nothing had to be put right in it."
    whole = {1: "the one thing is put right", 2: "both put right"}.get(found.before, f"all {spelled(found.before)} put right")
    right = whole if not found.still else f"{number(found.put_right)} of {number(found.before)} put right"
    new = f"{number(len(found.new))} new" if found.new else "nothing new"
    return f"Compared with {earlier}: {right}, {new}."


def _listed(check: Checked, title: str, issues: tuple[Issue, ...]) -> None:
    if issues:
        st.markdown(f"**{title}**")
        st.dataframe(put_right.issue_rows(check, issues), hide_index=True, column_config=put_right.columns(), placeholder="", alt=title)
