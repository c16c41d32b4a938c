"""The sheet that people sign at a cluster meeting: a line a setting expected, and room for others.

It lies on a table in front of other settings, so it says nothing of any setting but its name and its number, which the attendance
is typed in by. A childminder's name is on it because a childminder signs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analytics.charts.style import plain
from analytics.documents.pdf import compiled, shown
from data.terms import say_day

HEADINGS = ("No.", "Setting", "Name", "Role", "Signature")
OTHERS = "Not on the list? Write your setting, then sign."
KEPT = "The Early Years Team records which settings came and in which role. Names stay on this sheet."
BLANK_LINES = 8


@dataclass(frozen=True)
class Meeting:
    """A meeting as its sheet says it; `cluster` is blank when all are invited."""

    event_ref: str
    title: str
    held_on: date
    cluster: str = ""
    topic: str = ""


def as_pdf(meeting: Meeting, settings: Sequence[tuple[str, str]], on: date) -> bytes:
    """The sheet as PDF/UA: `settings` are number and name of each setting expected, in the order of their names. `on` dates the file."""
    day = f"{meeting.held_on:%A} {say_day(meeting.held_on)}"
    whose = f"{plain(meeting.cluster)} cluster" if plain(meeting.cluster) else "All clusters"
    named = sorted(settings, key=lambda pair: (plain(pair[1]).casefold(), pair[0]))
    told = {
        "title": shown(f"Sign-in sheet: {plain(meeting.title)}, {say_day(meeting.held_on)}"),
        "author": "Early Years Team",
        "heading": shown(meeting.title),
        "said": [shown(f"{day}. {whose}."), *([shown(f"Topic: {plain(meeting.topic)}")] if plain(meeting.topic) else [])],
        "kept": KEPT,
        "reference": shown(f"Meeting {plain(meeting.event_ref)}"),
        "headings": HEADINGS,
        "rows": [
            {"place": f"{place}", "name": shown(name), "number": shown(number)} for place, (number, name) in enumerate(named, start=1)
        ],
        "others": OTHERS,
        "blank": BLANK_LINES,
    }
    return compiled("sign_in.typ", told, on)
