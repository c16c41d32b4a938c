"""The limits behind the figures: every threshold with its value on the day chosen, and the terms with their due dates."""

import streamlit as st

from analytics.charts.style import day, markdown
from analytics.thresholds import said_value
from data.terms import say_day
from pages import shared

TERMS = """
| Term | Runs | Returns are due |
|---|---|---|
| Autumn | 1 September to 31 December | 30 November |
| Spring | 1 January to 31 March | 28 February |
| Summer | 1 April to 31 August | 30 June |
"""


def show() -> None:
    asked = shared.asked()
    st.markdown(
        f"As they hold on {markdown(say_day(asked.as_of))}, the day last chosen on a page. A past day is asked with the limits of that day."
    )
    limits = shared.thresholds(asked).values()
    st.table(
        {
            "Limit": [f"**{markdown(limit.meaning)}**  \n:gray[`{limit.name}`]" for limit in limits],
            "Value": [markdown(said_value(limit)) for limit in limits],
            "Since": [markdown(day(limit.since)) for limit in limits],
            "Set by": [markdown(", ".join(filter(None, (limit.source, limit.changed_by, limit.reason)))) for limit in limits],
        },
        border="horizontal",
        hide_index=True,
    )
    st.markdown(TERMS)
