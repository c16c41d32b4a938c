"""Council: the name and the two colours that stand on slides and handouts; changing them, and taking a change back."""

from __future__ import annotations

import streamlit as st

from analytics.charts.style import plain
from data import council
from data.terms import now, say_moment
from pages import changes_made, shared
from pages.parts import finding


def answer() -> str:
    return f"Slides and handouts carry the name {plain(council.council(shared.store()).name)}."


def show() -> None:
    finding("Council", "The name and the colours hold for every pack made from now on. Both colours must be readable on white paper.")
    known = council.council(shared.store())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name", known.name, max_chars=council.LONGEST_NAME, key=f"council-name-{known}", width=320)
        colour = st.color_picker("Headings and bars", known.colour, key=f"council-colour-{known}")
        accent = st.color_picker("What stands out", known.accent, key=f"council-accent-{known}")
    if st.button("Save", type="primary", key="council-save"):
        changes_made.decided(lambda: _changed(name, colour, accent))
    lines = [
        changes_made.Line(
            None if one.taken_back_at else one.id,
            f"{one.name}, {one.colour} and {one.accent}",
            f"{one.changed_by}, {say_moment(one.changed_at)}"
            + (f"; taken back by {one.taken_back_by}, {say_moment(one.taken_back_at)}" if one.taken_back_at else ""),
        )
        for one in council.history(shared.store())
    ]
    changes_made.show("council", lines, _taken_back)


def _changed(name: str, colour: str, accent: str) -> str:
    new = council.change(shared.store(), name, colour, accent, by=shared.WHO, at=now())
    return f"Packs carry the name {new.name} and the colours {new.colour} and {new.accent} from now on."


def _taken_back(number: int) -> str:
    known = council.take_back(shared.store(), number, by=shared.WHO, at=now())
    return f"Packs carry the name {known.name} and the colours {known.colour} and {known.accent} again."
