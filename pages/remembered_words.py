"""What is remembered about the unusual headings and words in a setting's files, each with the way to forget it."""

import streamlit as st

from analytics.charts.style import markdown
from data import remembered
from data.contracts import CONTRACTS
from data.meanings import how_read
from data.remembered import Remembered
from pages import shared


def show(setting: str | None) -> None:
    """Drawn only where something is remembered; with no setting, what is remembered for files that speak for none."""
    kept = remembered.remembered_for(shared.store(), setting)
    if not kept:
        return
    with st.container(border=True, gap="xsmall", key="remembered"):
        st.markdown("**Remembered for the next file**" if setting else "**Remembered for the next file of the team**")
        for name in dict.fromkeys(each.return_name for each in kept):
            with st.container(gap=None):
                st.markdown(f":gray[{markdown(CONTRACTS[name].title)}]")
                for each in kept:
                    if each.return_name == name:
                        _one(each)


def _one(each: Remembered) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(markdown(how_read(CONTRACTS[each.return_name], each.meaning, was="is")), width="content")
        st.button(
            "Forget this",
            icon=":material/history_off:",
            type="tertiary",
            key=f"forget-{each.id}",
            help="From now on it stands as it is written. What was loaded with it stays.",
            on_click=_forget,
            args=(each.id,),
        )


def _forget(number: int) -> None:
    remembered.forget(shared.store(), [number], by=shared.WHO)
