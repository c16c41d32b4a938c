"""What a waiting register would change, and the choices that go with accepting it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.charts.style import counted, listed, markdown, plural
from pages import shared
from pages.waiting import Waiting


def options(one: Waiting) -> dict[str, object]:
    """For a register: the day it takes effect, and whether absent settings are closed."""
    registers = [check for check in one.checks if check.contract and check.contract.replaces == "register"]
    if not registers:
        return {}
    effective_on: date = st.date_input(
        "The register holds from", value=shared.today(), format="DD/MM/YYYY", key=f"from-{one.upload.id}", width=220
    )
    closing = [setting for check in registers for setting in check.difference.closing]
    confirmed = False
    if closing:
        with st.expander(
            f"{counted(len(closing), 'setting')} on the present register {plural(len(closing), 'is', 'are')} not in this file".capitalize()
        ):
            st.markdown(markdown(listed(closing)))
        confirmed = st.checkbox(f"Close {plural(len(closing), 'it', 'them')} from that day", key=f"close-{one.upload.id}")
    return {"effective_on": effective_on, "confirm_closures": confirmed}
