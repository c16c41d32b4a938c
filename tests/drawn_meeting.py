"""Screens of a cluster meeting as they are drawn in tests: whole, hidden, blank, nought, at least, and with hostile names."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts import meeting_screens
from analytics.meeting.bars import HIDDEN_NOTE, Bar, Group, Screen, share_bar
from tests.drawn_frames import HOSTILE

C = "c"
# One row of each kind: of them only the first says what the second does not.
BARS = (
    share_bar("Alder", 94, 102),
    share_bar("Birch", C, C),
    share_bar("Cherry", C, 64, least=[40, 12, C]),
    share_bar("Damson", 60, 71, is_ours=True),
    share_bar("Elm", 0, 30),
    share_bar("Fir", None, None),
    share_bar("Gorse", 4, 4, share=C),
    share_bar("Hazel", 0, 0),
)
WAITS = (
    Bar("Hearing", 10, 40, 1.0, "40", "10 over 18 weeks"),
    Bar("Portage", value=C, is_hidden=True),
    Bar("Vision", None, 20, 0.5, "20", "c over 18 weeks", is_hidden=True),
    Bar("Other services", 0, 0, 0.0, "0"),
)


def reviews(*bars: Bar, headline: str = "60 of the 71 children with SEN in Damson have no late review", **more: object) -> Screen:
    return Screen("reviews", headline, (Group("", "children", bars or BARS),), told="74 of 85 are in.", note=HIDDEN_NOTE, **more)


def waits(*bars: Bar) -> Screen:
    return Screen("waits", "Ten of the 40 wait long", (Group("", "referrals waiting", bars or WAITS),), note=HIDDEN_NOTE)


def trend() -> Screen:
    groups = tuple(Group(title, "settings", BARS[:6]) for title in ("SENCO coverage of settings expected to have one", "Reviews", "Came"))
    return Screen("trend", "More settings came", groups)


def steps(*lines: str) -> Screen:
    return Screen("next", "What we do next", lines=lines or ("We visit every group.",))


def meeting_figures(dark: bool = False) -> dict[str, go.Figure]:
    screens = {"reviews": reviews(lines=("Fern Bank came to both meetings",)), "waits": waits(), "trend": trend(), "next": steps()}
    return {
        f"{name}, {sheet}": meeting_screens.picture(screen, narrow=sheet == "narrow", dark=dark)
        for name, screen in screens.items()
        for sheet in ("wide", "narrow")
    }


def hostile_meeting_figures() -> list[go.Figure]:
    """Names as nobody wrote them: they come from files and from what people type."""
    bar = share_bar(HOSTILE, 94, 102, is_ours=True)
    screens = (
        reviews(bar, headline=f"94 children in {HOSTILE} have no late review"),
        steps(f"{HOSTILE} came to both meetings"),
        Screen("trend", "More", tuple(Group(HOSTILE, "settings", (bar, bar)) for _ in range(3)), told=HOSTILE, note=HOSTILE),
    )
    return [meeting_screens.picture(screen, narrow=narrow) for screen in screens for narrow in (False, True)]
