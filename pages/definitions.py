"""Definitions: what every figure means, how each return is filled in, and the days returns are due."""

import streamlit as st

from analytics.charts.style import markdown
from analytics.thresholds import THRESHOLDS
from data.contracts import CONTRACTS
from data.templates import guide_markdown
from pages import indicators, shared
from pages.parts import heading

TERMS = """
| Term | Runs | Returns are due |
|---|---|---|
| Autumn | 1 September to 31 December | 30 November |
| Spring | 1 January to 31 March | 28 February |
| Summer | 1 April to 31 August | 30 June |
"""
HOW_IT_WORKS = """
1. **Load the register.** It says which settings there are, in which cluster and of which type. Every figure is counted against it.
2. **Load the returns.** Settings send their SENCO posts, SEN reviews and referrals each term; the team adds its meetings and who came.
3. **Look at any day.** Each page answers for the day you choose, with what is known now. Nothing is ever overwritten, so last
   term’s answer can be shown again.

*Not known* is never nought: a setting that has not told us stays in the count and is drawn hatched. A child is shown only as a code
that cannot be turned back into a name.
"""


def show() -> None:
    heading("Definitions", "What every figure means, and how to fill in each return.")
    if question := shared.indicator():
        indicators.show_one(question)
        return
    parts = {"figures": "The figures", "returns": "The returns", "limits": "The limits", "working": "How it works"}
    with st.container(gap="xsmall"):
        {"figures": indicators.show, "returns": _returns, "limits": _limits, "working": _working}[shared.choice("guide", parts)]()


def _returns() -> None:
    st.markdown("Blank templates are on the page “Upload returns”.")
    for is_optional in (False, True):
        if is_optional:
            st.markdown("**Optional returns**")
        for contract in (each for each in CONTRACTS.values() if each.is_optional is is_optional):
            with st.expander(f"**{markdown(contract.title)}** :gray[{markdown(contract.what)}]"):
                st.markdown(guide_markdown(contract).split("\n", 2)[2])


def _limits() -> None:
    st.table(
        {
            "Limit": [f"**{markdown(limit.meaning)}**" for limit in THRESHOLDS.values()],
            "Value": [markdown(f"{limit.value:g} {limit.unit}") for limit in THRESHOLDS.values()],
            "Set by": [markdown(limit.source) for limit in THRESHOLDS.values()],
        },
        border="horizontal",
        hide_index=True,
    )


def _working() -> None:
    st.markdown(HOW_IT_WORKS)
    st.markdown(TERMS)
