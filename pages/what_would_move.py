"""What a threshold's value would move if it held today: each figure before and after, seen before anything is saved."""

from __future__ import annotations

import streamlit as st

from analytics import deciding
from analytics.charts.style import markdown, number
from data.errors import ToolError
from pages import shared


def show(name: str, value: float) -> None:
    """What the value would move if it held today."""
    try:
        found = deciding.moved(shared.store(), shared.everything(), name, value)
    except ToolError as refused:
        st.warning(markdown(refused.message))
        return
    if not found:
        st.markdown("No figure of today would change.")
        return
    st.markdown("**If it held today, this would change**")
    st.table(
        {
            "Figure": [markdown(one.title) for one in found],
            "Counted": [markdown(one.counted) for one in found],
            "Now": [number(one.before) for one in found],
            "Then": [f"**{number(one.after)}**" for one in found],
        },
        border="horizontal",
        hide_index=True,
    )
