"""Many files at once: checked one after another, laid out as one table, and which of them speak for the same setting."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import streamlit as st

from analytics.charts.style import listed, markdown, number, palette, plural, sentence, spelled
from data import uploads
from data.terms import Term
from pages import accepting, shared, upload_checks
from pages.tables import ROW_HEIGHT, height_of
from pages.waiting import Waiting

SLOW = 12


def checked() -> list[Waiting]:
    """The files that wait, with what was found in them; a bar shows how far the checking is when there are many."""
    files = uploads.waiting(shared.store())
    bar = st.progress(0.0) if len(files) > SLOW else None
    found = []
    for place, upload in enumerate(files):
        if bar:
            bar.progress(place / len(files), text=f"Checking {number(place + 1)} of {number(len(files))}: {markdown(upload.file_name)}")
        found.append(Waiting(upload, upload_checks.checked(upload)))
    if bar:
        bar.empty()
    return found


def clashes(files: list[Waiting], names: dict[str, str]) -> dict[str, str]:
    """Upload → a plain sentence, for each file that speaks for the same setting, return and term as another that waits.

    The later would replace the earlier, so a person says which one counts.
    """
    speaking: dict[tuple[str, Term, str], list[Waiting]] = defaultdict(list)
    for one in files:
        for check in one.checks:
            if check.contract and check.contract.replaces == "setting" and check.outcome != "duplicate":
                for setting in check.settings:
                    speaking[check.contract.title, check.term, setting].append(one)
    said: dict[str, str] = {}
    for (title, term, setting), those in speaking.items():
        for one in those:
            others = [other.upload.file_name for other in those if other is not one]
            if others and one.upload.id not in said:
                what = f"the {title} of {names.get(setting, setting)} for {term.label}"
                said[one.upload.id] = (
                    f"{listed(others)} {plural(len(others), 'has', 'have')} {what} too. "
                    "Accept the one that counts and put the other aside; a later one replaces an earlier one."
                )
    return said


def table(files: list[Waiting], clashing: dict[str, str]) -> Waiting | None:
    """A row a file; the one a person chose."""
    ink = palette(shared.dark())
    colours = {"●": ink.teal, "◆": ink.late[2], "▲": ink.late[2], "✕": ink.attention, "–": ink.muted}
    settings = [len({setting for check in one.checks for setting in check.settings}) for one in files]
    rows = pd.DataFrame(
        {
            "File": [one.upload.file_name for one in files],
            "State": [_state(one, clashing) for one in files],
            "Is": [one.what for one in files],
            "Settings": settings,
            "Rows": [one.rows for one in files],
            "Accepting it": [_effect(one) for one in files],
        }
    )
    if max(settings) <= 1:
        rows = rows.drop(columns="Settings")
    width = {"File": 216, "State": 140, "Is": 186, "Settings": 70, "Rows": 58}
    chosen = st.dataframe(
        rows.style.map(lambda cell: f"color: {colours[cell[0]]}", subset=["State"]),
        hide_index=True,
        height=height_of(rows),
        row_height=ROW_HEIGHT,
        column_config={name: st.column_config.Column(name, width=pixels) for name, pixels in width.items()},
        on_select="rerun",
        selection_mode="single-row",
        key=shared.renewed("files-table"),
        alt="The files that wait",
    ).selection.rows
    return files[chosen[0]] if chosen and chosen[0] < len(files) else None


def _state(one: Waiting, clashing: dict[str, str]) -> str:
    """A shape and a word."""
    if one.outcome == "ready":
        return "◆ two for one setting" if one.upload.id in clashing else "● ready"
    return {
        "blocked": f"▲ {number(one.to_put_right)} to put right",
        "unreadable": "✕ could not be read",
        "duplicate": "– already loaded",
    }[one.outcome]


def _effect(one: Waiting) -> str:
    if one.outcome != "ready":
        return ""
    said = [accepting.difference(check).removeprefix("Accepting ") for check in one.checks if check.outcome == "accepted"]
    return " ".join(said)


def how_many(files: list[Waiting], clashing: dict[str, str]) -> str:
    """A line under the table when some are left out of accepting all."""
    left = sum(one.outcome == "ready" and one.upload.id in clashing for one in files)
    speak = plural(left, "file speaks", "files speak")
    said = f"{sentence(spelled(left))} ready {speak} for a setting that another file here speaks for too."
    return f"{said} Open and accept the one that counts." if left else ""
