"""Definitions: what every figure means, how each return is filled in, and the days returns are due."""

import streamlit as st

from analytics.charts.style import markdown
from data.contracts import CONTRACTS
from data.templates import guide_markdown
from pages import indicators, limits_in_force, room_rules, shared
from pages.parts import heading

HOW_IT_WORKS = """
1. **Load the register.** It says which settings there are, in which cluster and of which type. Every figure is counted against it.
2. **Load the returns.** Settings send their SENCO posts, SEN reviews and referrals each term; the team adds its meetings and who came.
3. **Look at any day.** Each page answers for the day you choose, with what is known now. Nothing is ever overwritten, so last
   term’s answer can be shown again.

*Not known* is never nought: a setting that has not told us stays in the count and is drawn hatched. A child is shown only as a code
that cannot be turned back into a name.
"""


# What each page answers, by its address.
ANSWERS = {
    "this-term": "what needs us now, what changed since last term and what is coming up.",
    "senco-coverage": "does every setting have someone, who is qualified, trained and inducted, and was the role handed over?",
    "overdue-reviews": "whose review is late, what is coming, and are the plans and reviews as they should be?",
    "referral-pathways": "where do children wait, for how long, and what became of their referrals?",
    "clusters-and-training": "who comes to meetings and courses, and who has not been seen?",
    "transitions": "are the moves to school prepared?",
    "settings-needing-support": "who do we help next, and why?",
    "one-setting": "everything about one setting.",
    "cluster-meeting": "the figures for a room in which other settings sit.",
    "upload-returns": "load files, see what must be put right, and find the blank templates.",
    "returns-received": "which returns are in, whose are missing, and what each setting has sent.",
    "guide": "what every figure means.",
    "administration": "clusters, officers, limits, terms and what is remembered about files.",
}


def show() -> None:
    heading("Definitions", "What every figure means, and how to fill in each return.")
    if question := shared.indicator():
        indicators.show_one(question)
        return
    with st.container(gap="xsmall"):
        PARTS[shared.choice("guide", {code: words for code, (words, _) in PARTS.items()})][1]()


def _returns() -> None:
    st.markdown("Blank templates are on the page “Upload returns”.")
    for is_optional in (False, True):
        if is_optional:
            st.markdown("**Optional returns**")
        for contract in (each for each in CONTRACTS.values() if each.is_optional is is_optional):
            with st.expander(f"**{markdown(contract.title)}** :gray[{markdown(contract.what)}]"):
                st.markdown(guide_markdown(contract).split("\n", 2)[2])


def _working() -> None:
    st.markdown(HOW_IT_WORKS)
    st.markdown("**The pages**")
    st.markdown("\n".join(f"- {markdown(page.title)}: {ANSWERS.get(address, '')}" for address, page in shared.pages().items()))


PARTS = {
    "figures": ("The figures", indicators.show),
    "returns": ("The returns", _returns),
    "limits": ("The limits", limits_in_force.show),
    "room": ("Cluster meetings", room_rules.show),
    "working": ("How it works", _working),
}
