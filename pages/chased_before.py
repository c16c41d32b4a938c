"""What was sent for the term: each time of writing with the way to take it back, and beneath them what has come since."""

import pandas as pd
import streamlit as st

from analytics import chasing
from analytics.charts.style import counted, day, listed, markdown, number
from analytics.queries import Inputs
from data.chasing import WAYS, take_back
from data.errors import ToolError
from pages import shared
from pages.parts import listing

COLUMNS = ("name", "return", "sent_on", "way", "answer", "cluster")
MOST = 5


def show(chased: pd.DataFrame, inputs: Inputs) -> None:
    """Drawn only when somebody was written to."""
    if chased.empty:
        return
    told = chased.assign(answer=[chasing.answer_of(row) for row in chased.itertuples(index=False)])
    listing(chasing.answered(chased), told, COLUMNS, inputs=inputs, name="returns_chased")
    times = list(told.groupby("chaser", sort=False))
    for chaser, own in times[:MOST]:
        _chaser(int(chaser), own)
    if len(times) > MOST:
        st.caption(f"and {number(len(times) - MOST)} more before these")


def _chaser(chaser: int, own: pd.DataFrame) -> None:
    first = own.iloc[0]
    ways = listed([words for way, words in WAYS.items() if way in set(own["way"])])
    what = f"{counted(own['setting'].nunique(), 'setting')} {ways}, about {counted(len(own), 'return')}; recorded by {first['sent_by']}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"chaser-{chaser}"):
        st.markdown(f"**{day(first['sent_on'])}:** {markdown(what)}", width="content")
        with st.popover("Take back", icon=":material/undo:", type="tertiary", key=f"ask-chaser-{chaser}"):
            st.markdown("Was this recorded by mistake? Then these settings count as not written to. The record is kept.")
            st.button("Yes, take it back", key=f"take-back-{chaser}", on_click=_take_back, args=(chaser,))


def _take_back(chaser: int) -> None:
    try:
        said = take_back(shared.store(), chaser, by=shared.WHO)
    except ToolError as refused:
        said = f"{refused.title}. {refused.message}"
    shared.remember("chase-said", said)
