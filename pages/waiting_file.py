"""One uploaded file that waits: its card, how it was read, what must be put right in it, and the buttons.

Draws only; `pages.upload_returns` says which file is open. Everything from a file is shown as text.
"""

from __future__ import annotations

import streamlit as st

from analytics.charts.style import counted, markdown, number, plural, sentence, spelled
from data.drafts import Checked
from pages import accepting, differences, mapping, put_right, register_review, resubmission, sending_back
from pages.parts import finding
from pages.put_right import Correction
from pages.waiting import Waiting


def card(one: Waiting, opened: bool) -> bool:
    """A card with the file's name, what it is and its outcome; True when a person opens it."""
    words = {
        "ready": f":green-badge[:material/check_circle: Ready, {number(one.rows)} {plural(one.rows, 'row')}]",
        "blocked": f":orange-badge[:material/error: {number(one.to_put_right)} to put right, {number(one.rows)} {plural(one.rows, 'row')}]",
        "unreadable": ":orange-badge[:material/error: Could not be read]",
        "duplicate": ":gray-badge[:material/task_alt: Already loaded]",
    }
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"**{markdown(one.upload.file_name)}**  \n:gray[{markdown(one.what)}]")
        st.markdown(words[one.outcome] + (" :blue-badge[:material/history_edu: Read as remembered]" if one.by_memory else ""))
        if not opened:
            return st.button("Open", type="tertiary", icon=":material/arrow_downward:", key=f"open-{one.upload.id}")
    return False


def opened(one: Waiting) -> None:
    """The file itself: what must be put right, what accepting would change, and the choices."""
    typed = [correction for place, check in enumerate(one.checks) for correction in _part(one, check, place)]
    sending_back.show(one)
    if one.outcome in ("ready", "blocked"):
        accepting.buttons(one, typed, register_review.options(one))
    else:
        accepting.dismiss_button(one)


def _part(one: Waiting, check: Checked, place: int) -> list[Correction]:
    """One return of the file; what was typed into its grid."""
    name = one.upload.file_name if len(one.checks) == 1 else check.file
    title = f"{name}: {spelled(len(check.blocking))} to put right" if check.outcome == "blocked" else name
    if check.outcome in ("unreadable", "duplicate"):
        finding(title)
        for text in [check.duplicate_of] if check.duplicate_of else [issue.message for issue in check.issues]:
            st.markdown(markdown(text))
        if check.outcome == "unreadable":
            mapping.show(one.upload, check, place)
        return []
    finding(
        title,
        accepting.difference(check)
        if check.outcome == "accepted"
        else "Type the right value in the last column. Nothing is loaded until you accept.",
    )
    resubmission.show(one, check)
    _how_it_was_read(check)
    mapping.show(one.upload, check, place)
    if check.outcome == "accepted" and check.contract.replaces != "register":
        differences.row_by_row(check, f"{one.upload.id}-{place}")
    typed = put_right.grid(one.upload, check, place)
    if check.warnings:
        many = len(check.warnings)
        with st.expander(f"{sentence(counted(many, 'thing'))} to look at; {plural(many, 'it does', 'they do')} not stop the file"):
            rows = put_right.issue_rows(check, check.warnings)
            st.dataframe(rows, hide_index=True, column_config=put_right.columns(), placeholder="", alt="Things to look at")
    return typed


def _how_it_was_read(check: Checked) -> None:
    notes = [*check.reading.notes, *check.not_run]
    if check.reading.cleaned:
        notes.append(f"Blanks or curly quotes were tidied in {counted(check.reading.cleaned, 'cell')}.")
    if notes:
        st.caption(markdown(" ".join(notes)))
    if check.reading.ignored:
        with st.expander(f"{sentence(counted(len(check.reading.ignored), 'row'))} left out"):
            for row in check.reading.ignored:
                st.markdown(f"Row {row.number}: {markdown(row.text)} :gray[{markdown(row.why)}]")
