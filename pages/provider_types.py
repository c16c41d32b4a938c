"""How the types of a public list were read, and the way to say otherwise for many settings at once."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2s

import pandas as pd
import streamlit as st

from analytics.charts.style import counted, markdown, number
from data import uploads
from data.contracts.settings import PROVIDER_TYPES
from data.drafts import Checked
from data.register_changes import RegisterReview, TypeRead
from data.uploads import Upload
from pages import shared
from pages.tables import ROW_HEIGHT, height_of

_POSSIBLE = {
    "ofsted": ("group_full_day", "group_sessional", "out_of_school"),
    "gias": ("maintained_nursery_school", "school_nursery_class"),
}


def choice(upload: Upload, check: Checked, found: RegisterReview) -> None:
    """Drawn for a public list only; what a person says is kept as corrections of the file and holds in later lists too."""
    if not found.types:
        return
    box = st.expander("How the types of this list were read", icon=":material/category:", key=f"types-{upload.id}", on_change="rerun")
    if not box.open:
        return
    with box:
        many = Counter((one.said, one.provider_type) for one in found.types)
        lines = [f"- {markdown(said)} → {PROVIDER_TYPES[code]}: {number(count)}" for (said, code), count in many.most_common()]
        st.markdown("\n".join(lines))
        if found.unsure_types:
            _otherwise(upload, check, found.unsure_types)


def _otherwise(upload: Upload, check: Checked, unsure: list[TypeRead]) -> None:
    st.markdown("Is a type different from what you know? Choose the settings and say what they are. It stays so in later lists.")
    kinds = Counter(one.said for one in unsure)
    said = st.selectbox(
        "Published as", list(kinds), index=None, format_func=lambda kind: f"{kind} ({kinds[kind]})", placeholder="All published types",
        label_visibility="collapsed", key=f"published-{upload.id}",
    )  # fmt: skip
    shown = [one for one in unsure if said in (None, one.said)]
    rows = pd.DataFrame([(one.setting, one.name, PROVIDER_TYPES.get(one.provider_type, ""), _last_words(one.said)) for one in shown])
    told = blake2s(repr([(one.row, one.provider_type) for one in shown]).encode(), digest_size=6).hexdigest()
    picked = st.dataframe(
        rows.set_axis(["Number", "Setting", "Type", "The list says"], axis="columns"), hide_index=True, height=height_of(rows),
        row_height=ROW_HEIGHT, on_select="rerun", selection_mode="multi-row", key=f"of-type-{upload.id}-{told}", alt="Types of the list",
    ).selection.rows  # fmt: skip
    chosen = [shown[place] for place in picked if place < len(shown)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        possible = _POSSIBLE[check.reading.public_list.kind]
        code = st.selectbox(
            "These are", possible, index=None, format_func=PROVIDER_TYPES.get, placeholder="Choose a type",
            key=f"these-are-{upload.id}", width=240,
        )  # fmt: skip
        many = counted(len(chosen), "setting") if chosen else "the settings you tick"
        if st.button(f"Change {many}", disabled=not (chosen and code), key=f"read-so-{upload.id}"):
            _keep(upload, check, chosen, code)


def _last_words(said: str) -> str:
    """A published type without its first part, which most of a list share."""
    return said.partition(", ")[2] or said


def _keep(upload: Upload, check: Checked, chosen: list[TypeRead], code: str) -> None:
    at = check.reading.columns.index("provider_type")
    cells = {row.number: row.cells[at] for row in check.reading.rows}
    for one in chosen:
        uploads.correct(shared.store(), upload.id, check.part, one.row, "provider_type", code, was=cells[one.row], by=shared.WHO)
    st.rerun()
