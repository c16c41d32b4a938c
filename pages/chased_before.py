"""What was sent for the term: each time of writing with what has come since, the returns behind it, and the way to take it back."""

import pandas as pd
import streamlit as st

from analytics import chasing
from analytics.charts.style import counted, day, listed, markdown
from analytics.queries import Inputs
from data.chasing import WAYS, take_back
from data.errors import ToolError
from pages import shared
from pages.parts import listing

COLUMNS = ("name", "return", "sent_on", "way", "state", "answered_on", "answered_after_days", "cluster")
MOST = 6


def show(chased: pd.DataFrame, inputs: Inputs) -> None:
    """Drawn only when somebody was written to."""
    if chased.empty:
        return
    told = chased.assign(state=["still open" if is_open else "came" for is_open in chased["is_open"]])
    listing(chasing.answered(chased), told, COLUMNS, inputs=inputs, name="returns_chased")
    for chaser, own in list(told.groupby("chaser", sort=False))[:MOST]:
        _chaser(int(chaser), own)


def _chaser(chaser: int, own: pd.DataFrame) -> None:
    first = own.iloc[0]
    ways = listed([words for way, words in WAYS.items() if way in set(own["way"])])
    what = f"{counted(own['setting'].nunique(), 'setting')} {ways} about {counted(len(own), 'return')}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"chaser-{chaser}"):
        st.markdown(f"**{day(first['sent_on'])}** {markdown(what)} :gray[{markdown(first['sent_by'])}]", width="content")
        with st.popover("Take back", icon=":material/undo:", type="tertiary", key=f"ask-chaser-{chaser}"):
            st.markdown("Was this recorded by mistake? Then these settings count as not written to. The record is kept.")
            st.button("Yes, take it back", key=f"take-back-{chaser}", on_click=_take_back, args=(chaser,))


def _take_back(chaser: int) -> None:
    try:
        said = take_back(shared.store(), chaser, by=shared.WHO)
    except ToolError as refused:
        said = f"{refused.title}. {refused.message}"
    shared.remember("chase-said", said)
