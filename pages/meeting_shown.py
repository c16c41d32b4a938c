"""A screen of a cluster meeting as the room sees it: nothing but the screen, its foot, and the way on."""

from pathlib import Path

import streamlit as st

from analytics.charts import meeting_screens as drawn
from analytics.charts.style import CONFIG, markdown
from analytics.meeting.room import Meeting
from data.terms import say_moment
from pages import meeting_choice, shared

# Arrow keys, and the keys that presenters’ clickers send. A button has one key, so these have a button each that nobody sees.
KEYS = {"Left": -1, "PageUp": -1, "Right": 1, "PageDown": 1}
STILL = {"staticPlot": True}
STYLE = Path(__file__).resolve().parent.parent / "static" / "room.css"


def show(told: Meeting, number: int) -> None:
    """The screen of that number; the nearest one where there is none."""
    st.html(STYLE)
    last = len(told.screens)
    number = min(max(number, 1), last)
    screen = told.screens[number - 1]
    with st.container(key="room", gap=None):
        st.title(markdown(screen.name), anchor=False)
        for sheet in ("wide", "narrow"):
            with st.container(key=f"room-{sheet}"):
                figure = drawn.picture(screen, narrow=sheet == "narrow", dark=shared.dark())
                width = drawn.WIDE.width if sheet == "wide" else "stretch"
                st.plotly_chart(figure, theme=None, config=CONFIG | STILL, alt=drawn.alt(screen), key=f"screen-{sheet}", width=width)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="room-foot"):
            st.markdown(f":gray[{markdown(_foot(told, number))}]", width="content")
            with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
                st.button("Back", icon=":material/arrow_back:", **_turn(told, number - 1))
                st.button("Next", icon=":material/arrow_forward:", icon_position="right", type="primary", **_turn(told, number + 1))
                for key, step in KEYS.items():
                    st.button(key, shortcut=key, key=f"turn-{key}", **_turn(told, number + step))
                st.button("Leave", type="tertiary", shortcut="Esc", on_click=meeting_choice.open_screen, args=(told, 0))


def _foot(told: Meeting, number: int) -> str:
    return f"{told.about[0]} · as known on {say_moment(told.shown.known_at)} · {number} of {len(told.screens)}"


def _turn(told: Meeting, number: int) -> dict[str, object]:
    """What a button does that turns to a screen; off where there is none."""
    is_off = not 1 <= number <= len(told.screens)
    return {"on_click": meeting_choice.open_screen, "args": (told, number), "disabled": is_off}
