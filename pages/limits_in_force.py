"""The limits behind the figures: every threshold with its value on the day chosen, and the terms with their due dates."""

import streamlit as st

from analytics.charts.style import day, markdown
from analytics.thresholds import said_value
from data.terms import say_day
from pages import shared


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
    days = shared.calendar(asked.known_at)
    terms = [days.term(days.term_of(asked.as_of).number + step) for step in range(-2, 2)]
    st.table(
        {
            "Term": [f"**{markdown(term.label)}**" for term in terms],
            "Runs": [f"{markdown(say_day(term.starts_on))} to {markdown(say_day(term.ends_on))}" for term in terms],
            "Returns are due": [markdown(say_day(term.due_on)) for term in terms],
        },
        border="horizontal",
        hide_index=True,
    )
