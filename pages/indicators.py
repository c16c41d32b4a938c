"""The definitions of the figures: found by a word or by area, one block each, with the thresholds of the day chosen."""

from collections.abc import Mapping

import streamlit as st

from analytics.catalogue import AREAS
from analytics.catalogue.support import CHILDMINDER_REASONS, REASONS
from analytics.charts.style import listed, markdown, number
from analytics.definitions import Definition, defined, definition_of, with_values
from analytics.thresholds import Threshold, said_value
from data.contracts import CONTRACTS
from data.terms import say_day
from pages import shared
from pages.where_shown import shown_on
from pages.words import heading_of

MOST_FOUND = 12


def show() -> None:
    """The blocks of the area chosen, or those in which the words looked for stand."""
    in_force = shared.thresholds(shared.asked())
    wanted = st.text_input(
        "Find", key="find", type="search", label_visibility="collapsed", placeholder="Find a word: vacant, interval, panel …", max_chars=80
    )
    if not (wanted or "").strip():
        area = shared.choice("area", {area: words for area, (words, _) in AREAS.items()})
        found = [definition_of(question, in_force) for question in defined()[area]]
    else:
        every = [definition_of(question, in_force) for questions in defined().values() for question in questions]
        found = [each for each in every if each.says(wanted)]
        more = f" The first {MOST_FOUND} are shown; one more word narrows it." if len(found) > MOST_FOUND else ""
        st.markdown(f"{number(len(found))} of {number(len(every))} say that.{more}")
        found = found[:MOST_FOUND]
    for each in found:
        block(each, in_force, is_open=len(found) == 1)


def show_one(question: str) -> None:
    """The one definition a link asked for, and the way to the others."""
    in_force = shared.thresholds(shared.asked())
    block(definition_of(question, in_force), in_force, is_open=True)
    st.button("All definitions", icon=":material/arrow_back:", type="tertiary", on_click=shared.all_indicators)


def block(said: Definition, in_force: Mapping[str, Threshold], *, is_open: bool) -> None:
    """One definition: the question, what it means, and behind it a line for each thing to know."""
    day = shared.asked().as_of
    told = {
        "Counted": markdown(said.numerator),
        "Of": markdown(said.denominator),
        "By which dates": markdown(said.date_rule),
        f"Limits on {say_day(day)}": "".join(f"  \n{markdown(each.meaning)}: {markdown(said_value(each))}" for each in said.thresholds)
        or "–",
        "Read from": markdown(listed([CONTRACTS[name].title for name in said.returns])),
        "Source": markdown(said.source),
        "One row": markdown(said.unit.removeprefix("one row ")),
        "Without a browser": f"`./run analytics {said.question} --as-of {day}`",
    }
    with st.container(gap="xsmall"):
        st.subheader(markdown(said.title), anchor=False)
        st.markdown(markdown(said.meaning))
        with st.expander("Counted of what, by which dates, with which limits", expanded=is_open, key=f"definition-{said.question}"):
            st.markdown("\n\n".join(f"**{label}:** {text}" for label, text in told.items()))
            if said.question == "settings_needing_support":
                _reasons(in_force)
            st.markdown("**Its columns**")
            st.markdown("\n".join(f"- {markdown(heading_of(c))} `{c}`: {markdown(means or '–')}" for c, means in said.columns.items()))
            if place := shown_on(said.question):
                page = shared.page(place.address)
                label = f"Shown on: {', '.join(each for each in (page.title, place.words) if each)}"
                st.page_link(page, label=markdown(label), icon=":material/arrow_forward:", query_params=list(place.view) or None)


def _reasons(in_force: Mapping[str, Threshold]) -> None:
    """Every reason for support: its code, and what it says with the thresholds in force."""
    said = [f"`{code}` {markdown(with_values(text, in_force))}" for code, text in REASONS.items()]
    st.markdown("**Its reasons**")
    st.markdown("\n".join(f"- {each}" for each in said))
    spared = listed([f"`{code}`" for code in CHILDMINDER_REASONS])
    st.markdown(f"Childminders have only {spared}.")
