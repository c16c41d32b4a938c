"""The changes people made to thresholds and days, the latest first, each with the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.charts.style import counted, markdown
from data.errors import ToolError
from pages import shared

MOST = 20


@dataclass(frozen=True)
class Line:
    """One change in words; `number` is that of the change, None once it was taken back."""

    number: int | None
    what: str
    who: str


def show(key: str, lines: Sequence[Line], take_back: Callable[[int], str]) -> None:
    with st.expander(f"The history: {counted(len(lines), 'change')}", icon=":material/history:", expanded=bool(lines)):
        if not lines:
            st.markdown("Nothing was changed yet.")
        for place, line in enumerate(lines[:MOST]):
            with st.container(horizontal=True, vertical_alignment="center"):
                what = markdown(line.what) if line.number else f"~~{markdown(line.what)}~~"
                st.markdown(f"{what}  \n:gray[{markdown(line.who)}]", width="stretch")
                if line.number and st.button("Take back", key=f"{key}-{place}-{line.number}"):
                    decided(lambda number=line.number: take_back(number))
        if len(lines) > MOST:
            st.caption(f"These are the latest {MOST} of {len(lines)}.")


def decided(decide: Callable[[], str]) -> None:
    """Do what a person decided and say on the page drawn anew what became of it."""
    try:
        shared.remember("decided", (True, decide()))
    except ToolError as refused:
        shared.remember("decided", (False, f"{refused.title}. {refused.message}" if refused.title else refused.message))
    st.rerun()


def said() -> None:
    """What became of the last decision."""
    if told := shared.forget("decided"):
        done, words = told
        (st.success if done else st.warning)(markdown(words))
