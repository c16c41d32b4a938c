"""The head of One setting: its rating with the reasons, the register's facts, its five figures, and what can be made of it."""

import streamlit as st

from analytics import support
from analytics.charts.style import markdown
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
    """Every reason that applies, in words with its figure and its day."""
    rules = shared.ask("support_reasons", told.inputs)
    own = rules[(rules["setting"] == told.setting) & (rules["state"] == "fires")]
    return [support.said(support.Rule.of(row)) for row in own.to_dict("records")]


def panels(told: Told) -> None:
    """A card a figure: the setting's own, then its cluster's and the authority's."""
    with st.container(horizontal=True, gap="small", key="setting-panels"):
        for panel in said.panels(told):
            with st.container(border=True, width=157, height="stretch", gap="xsmall"):
                st.markdown(f":gray[{markdown(panel.name)}]  \n**{markdown(panel.figure)}**")
                lines = [*panel.beside, panel.compared]
                if any(lines):
                    st.markdown("  \n".join(f":gray[:small[{markdown(line)}]]" for line in lines if line))
