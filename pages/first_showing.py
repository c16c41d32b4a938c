"""The first showing of a day: what it fixes, and working out what can be shown."""

from datetime import date

import streamlit as st

from analytics.charts.style import day, listed, markdown, number, plural, spelled
from analytics.meeting import room
from data.contracts import CONTRACTS
from data.errors import ToolError
from pages import shared
from pages.parts import finding, lowered


def show(as_of: date, waiting: list[date]) -> None:
    """`waiting` are the days that are to be worked out, the first first."""
    finding("Before you show it", "A room may subtract: so what it is shown of a day is fixed once, for every room, as it is known then.")
    st.markdown("\n".join(f"- {markdown(each)}" for each in _to_know(as_of, waiting)))
    place = st.empty()
    if place.button("Work out what can be shown", type="primary", icon=":material/lock:", key="first-showing"):
        _work_out(waiting, place)


def _to_know(as_of: date, waiting: list[date]) -> list[str]:
    days = listed([day(each) for each in waiting])
    told = shared.ask("returns_received", shared.everything(as_of))
    told = told[told["term"] == shared.calendar().term_of(as_of).name].to_dict("records")
    returns = [f"{number(row['received'])} of {number(row['expected'])} {lowered(CONTRACTS[row['return']].title)}" for row in told]
    return [
        f"It fixes {spelled(len(waiting))} {plural(len(waiting), 'day')}: {days}.",
        *([f"In so far: {listed(returns)}. What comes later is not on the screens."] if returns else []),
        "It takes one or two seconds a day. You can replace a day later, with a reason.",
    ]


def _work_out(waiting: list[date], place: st.delta_generator.DeltaGenerator) -> None:
    try:
        for done, each in enumerate(waiting):
            place.progress(done / len(waiting), f"Working out what can be shown: {markdown(day(each))}")
            room.freeze_day(shared.store(), each, by=shared.WHO)
    except ToolError as refused:
        place.warning(markdown(f"{refused.title}. {refused.message}"))
        return
    st.rerun()
