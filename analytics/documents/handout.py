"""A cluster meeting on paper: two pages of a PDF that screen readers can read, for those who sit in the room.

The same findings, bars and words as on the screen, what comes next, and what the words mean. Nothing of the presenter’s notes. Each
page takes the largest type in which it holds everything; sentences that people wrote are cut where there are too many or they are
too long, and the paper says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.charts.style import number
from analytics.documents.deck import paler
from analytics.documents.pdf import compiled, shown
from analytics.documents.screens import HEADINGS, cut, headline_of, in_short
from analytics.meeting.bars import NOT_KNOWN, Bar, Screen
from analytics.meeting.room import Meeting
from analytics.thresholds import THRESHOLDS, Threshold
from data.council import Council

_ABREAST_FROM = 10
_MOST_NAMED, _MOST_NEXT = 6, 10


def as_handout(meeting: Meeting, council: Council, in_force: Mapping[str, Threshold] = THRESHOLDS) -> bytes:
    """The PDF; `in_force` are the thresholds that the meanings of its words name."""
    screens = {screen.code: screen for screen in meeting.screens}
    meanings = [(screen.name, said) for screen in meeting.screens if (said := in_short(screen, meeting, in_force))]
    abreast = max(_count(screens["reviews"]), _count(screens["attendance"])) >= _ABREAST_FROM
    told = {
        "title": meeting.title,
        "council": council.name,
        "colour": council.colour,
        "pale": paler(council.colour),
        "accent": council.accent,
        "about": " · ".join(meeting.about[:-1]),
        "hidden": meeting.about[-1],
        "abreast": abreast,
        **{code: _section(screens[code], meeting) for code in ("coverage", "reviews", "waits", "attendance")},
        "trend": _trend(screens["trend"], meeting),
        "next": {"headline": screens["next"].headline, "lines": _at_most(screens["next"].lines, _MOST_NEXT)},
        "meanings": meanings,
    }
    return compiled("handout.typ", _readable(told), meeting.as_of)


def _count(screen: Screen) -> int:
    return sum(len(group.bars) for group in screen.groups)


def _section(screen: Screen, meeting: Meeting) -> dict[str, object]:
    bars = [bar for group in screen.groups for bar in group.bars]
    heads = HEADINGS[screen.code]
    return {
        "name": screen.name,
        "headline": headline_of(screen),
        "heads": [heads.row, heads.value, heads.counts],
        "rows": _waits(bars) if screen.code == "waits" else [_row(bar, pale=_stands_back(bar, bars)) for bar in bars],
        "told": " ".join(filter(None, (screen.told, _other_note(screen, meeting)))),
        "lines": _at_most(screen.lines, _MOST_NAMED),
    }


def _stands_back(bar: Bar, among: Sequence[Bar]) -> bool:
    """Whether a bar is of another cluster where ours is among them."""
    return not bar.is_ours and any(each.is_ours for each in among)


def _waits(bars: Sequence[Bar]) -> list[dict[str, object]]:
    """Those waiting, drawn against the most that is shown, and of them those over 18 weeks; what of a bar is hidden has no frame."""
    most = max([1, *(bar.whole or 0 for bar in bars)])
    return [
        _row(bar, pale=True)
        | {
            "over": bar.part / most if bar.part and bar.drawn is not None else None,
            "hidden": bar.is_hidden and bar.drawn is None,
            "tracked": False,
        }
        for bar in bars
    ]


def _row(bar: Bar, *, pale: bool = False) -> dict[str, object]:
    """A bar as the template draws it: `drawn` of its length on a track, or in a frame of dots where something of it is `hidden`,
    or hatched where it is `unknown`; `over` is the part of it in the accent; `said`: it has a figure.
    """
    return {
        "label": bar.label,
        "value": bar.value,
        "counts": bar.counts,
        "drawn": bar.drawn,
        "hidden": bar.is_hidden,
        "unknown": bar.value == NOT_KNOWN,
        "said": bar.whole is not None,
        "ours": bar.is_ours,
        "pale": pale,
        "over": None,
        "tracked": True,
    }


def _trend(screen: Screen, meeting: Meeting) -> dict[str, object]:
    labels = [bar.label for bar in screen.groups[0].bars] if screen.groups else []
    figures = [{"title": group.title, "cells": [_row(bar) for bar in group.bars]} for group in screen.groups]
    return {"name": screen.name, "headline": headline_of(screen), "terms": labels, "figures": figures, "note": _other_note(screen, meeting)}


def _other_note(screen: Screen, meeting: Meeting) -> str:
    """What is hidden on a screen, where the foot of the page says something else."""
    return "" if f"{screen.note}." == meeting.about[-1] else screen.note


def _at_most(lines: Sequence[str], most: int) -> list[str]:
    said = [cut(line) for line in lines]
    return said if len(said) <= most else [*said[: most - 1], f"and {number(len(said) - most + 1)} more, which the team can tell you"]


def _readable(told: object) -> object:
    """Every text in characters that the fonts have; colours, lengths and signs as they are."""
    if isinstance(told, str):
        return shown(told)
    if isinstance(told, Mapping):
        return {name: _readable(value) for name, value in told.items()}
    if isinstance(told, Sequence):
        return [_readable(value) for value in told]
    return told
