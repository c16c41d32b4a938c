"""The head of One setting: its rating with the reasons, the register's facts, its five figures, and what can be made of it."""

import streamlit as st

from analytics.catalogue.support import REASONS
from analytics.charts.style import markdown
from analytics.definitions import with_values
from analytics.one_setting import Told
from analytics.sentences import one_setting as said
from pages import shared

_BADGES = {"red": "red", "amber": "orange", "green": "green", "grey": "gray"}


def facts(told: Told) -> None:
    """The rating's badge with the register's facts, and the reasons beneath."""
    badge = ""
    if told.support is not None:
        rating = told.support["rating"]
        badge = f":{_BADGES[rating]}-badge[{said.SHAPES[rating]} {markdown(said.RATINGS[rating])}] "
    st.markdown(f"{badge}{markdown(said.register_line(told))}")
    if inspection := said.inspection_line(told):
        st.markdown(f":gray[{markdown(inspection)}]")
    if why := reasons(told):
        st.markdown(f"**Why:** {markdown('; '.join(why))}.")


def reasons(told: Told) -> list[str]:
    """Every reason of the rating in words."""
    codes = told.support["reasons"] if told.support is not None else None
    if not isinstance(codes, str):
        return []
    in_force = shared.thresholds(told.inputs)
    return [with_values(REASONS[code], in_force).partition(": ")[2].partition(" (for a")[0] for code in codes.split("; ")]


def panels(told: Told) -> None:
    """A card a figure: the setting's own, then its cluster's and the authority's."""
    with st.container(horizontal=True, gap="small", key="setting-panels"):
        for panel in said.panels(told):
            with st.container(border=True, width=157, height="stretch", gap="xsmall"):
                st.markdown(f":gray[{markdown(panel.name)}]  \n**{markdown(panel.figure)}**")
                lines = [*panel.beside, panel.compared]
                if any(lines):
                    st.markdown("  \n".join(f":gray[:small[{markdown(line)}]]" for line in lines if line))
