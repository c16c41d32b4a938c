"""Receiving schools: which school meets how many children with SEN, and what it knows of them."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts import moves as drawn
from analytics.charts.style import number as in_figures
from analytics.documents import school_lists
from analytics.documents.school_lists import SchoolList
from analytics.queries import Inputs
from data.terms import say_moment
from pages import shared
from pages.children_moving import list_children, nobody_yet
from pages.parts import filters_in_words, finding, listing, not_loaded

COLUMNS = ("school", "leavers", "meeting_held", "information_shared", "senco_known")
ALL = "All schools"


def show(children: pd.DataFrame, inputs: Inputs) -> None:
    if not_loaded(inputs, "transitions") or nobody_yet(children, inputs):
        return
    by_school = drawn.schools(children, inputs.as_of, shared.setting_names())
    finding(drawn.schools_finding(by_school))
    listing("By receiving school", by_school, COLUMNS, inputs=inputs, name="transitions-by-school")
    lists = school_lists.school_lists(children, inputs.as_of, shared.setting_names())
    by_title = {each.school: each for each in lists}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = by_title.get(st.selectbox("Children who go to", [ALL, *by_title], key="receiving-school", width=360))
        _on_paper([chosen] if chosen else lists, inputs)
    st.caption(f"{school_lists.TEAM_ONLY}: each page says so, and shows children by their codes.")
    if chosen:
        numbers = children["receiving_school_urn"]
        own = children[numbers.isna() if chosen.number is None else numbers == chosen.number]
        list_children(own, [f"To {chosen.school}" if chosen.number else chosen.school], inputs, ())
    else:
        list_children(children, [], inputs, ())


def _on_paper(lists: Sequence[SchoolList], inputs: Inputs) -> None:
    """The lists to print: in one PDF, and of several schools as a PDF each; made when asked for."""
    about = school_lists.about(inputs.as_of, say_moment(inputs.known_at), filters_in_words(inputs))
    forms = {"Print this list" if len(lists) == 1 else f"Print {in_figures(len(lists))} lists": ("pdf", school_lists.as_pdf)}
    if len(lists) > 1:
        forms["A file for each"] = ("zip", school_lists.as_zip)
    for label, (ending, made) in forms.items():
        st.download_button(
            f"{label} ({ending.upper()})",
            partial(made, lists, about, inputs.as_of),
            f"{shared.file_stem('moves-to-school', inputs)}.{ending}",
            f"application/{ending}",
            icon=":material/print:" if ending == "pdf" else ":material/folder_zip:",
            on_click="ignore",
            key=f"school-lists-{ending}-{len(lists)}",
        )
