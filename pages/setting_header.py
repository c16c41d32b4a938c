"""The head of One setting: its rating with the reasons, the register's facts, its five figures, and what can be made of it."""

import streamlit as st

from analytics import support
from analytics.charts.style import markdown, sentence
from analytics.one_setting import Told
from analytics.sentences import one_setting as said
from analytics.set_ratings import SetRating, set_ratings_of
from pages import help_line, shared

_BADGES = {"red": "red", "amber": "orange", "green": "green", "grey": "gray"}


def facts(told: Told) -> st.delta_generator.DeltaGenerator:
    """The rules' badge with the register's facts, what an officer set beside it, and the reasons; the place for its grey line."""
    badge = ""
    if told.support is not None:
        rating = told.support["rating"]
        badge = f":{_BADGES[rating]}-badge[{support.SHAPES[rating]} {markdown(said.RATINGS[rating])}] "
    st.markdown(f"{badge}{markdown(said.register_line(told))}")
    if override := set_here(told):
        st.markdown(help_line.set_line(override, told.support["rating"], whole=True))
    line = st.empty()
    grey_line(told, line)
    if why := reasons(told):
        st.markdown(f"**Why:** {markdown('; '.join(why))}.")
    return line


def grey_line(told: Told, place: st.delta_generator.DeltaGenerator, since: str = "") -> None:
    """Since when its rating is what it is, once that is known, and what the register says of its opening and of Ofsted."""
    if words := " · ".join(filter(None, (sentence(since), said.inspection_line(told)))):
        place.markdown(f":gray[{markdown(words)}]")


def set_here(told: Told) -> SetRating | None:
    """The rating that an officer set for the setting, in force on the day."""
    return set_ratings_of(shared.ask("rating_overrides", told.inputs)).get(told.setting) if told.support is not None else None


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
