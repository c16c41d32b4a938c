"""A cluster meeting as slides that can be edited: a title slide, then one slide a screen with charts of PowerPoint’s own.

The title of a slide is its finding. Below stand who told us and, on every slide, the day, the moment of knowledge, the cluster and
what `c` means. The notes hold what the presenter wrote for the screen, then what its figures count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from analytics.charts.style import number
from analytics.definitions import Definition
from analytics.documents import deck
from analytics.documents.deck import COLOUR, LEFT, MUTED, RIGHT
from analytics.documents.screens import HEADINGS, cut, definitions, headline_of, in_short, said_of, series_of
from analytics.documents.slide_rows import HEADER, NARROWEST, Area, columns_of, inches_of, rows, size_of, terms
from analytics.meeting.bars import Bar, Group, Screen
from analytics.meeting.room import Meeting
from analytics.thresholds import THRESHOLDS, Threshold
from data.council import Council

_TOP, _FOOT = 2.05, 6.82
_ONE_COLUMN = 12
_SIZES = (24, 22, 20, 18, 16, 14, 12)


def as_pptx(meeting: Meeting, council: Council, in_force: Mapping[str, Threshold] = THRESHOLDS) -> bytes:
    """The slides; `in_force` are the thresholds that the definitions in the notes name."""
    at = meeting.shown.known_at.replace(microsecond=0)
    made = deck.blank_deck(council, meeting.title, at=at)
    _opening(made, meeting, council)
    for screen in meeting.screens:
        slide = _screen_slide(made, screen, council)
        if any(group.bars for group in screen.groups):
            (_trend if screen.code == "trend" else _bars)(slide, screen, at)
        elif screen.lines:
            _lines(slide, screen.lines)
        _foot(slide, screen, meeting)
        counted = [in_short(screen, meeting, in_force), *_counted(definitions(screen, meeting, in_force)), screen.told]
        _write_notes(slide, [*meeting.notes.get(screen.code, ()), *filter(None, counted)])
    return deck.sealed(made, at)


def _opening(made: Deck, meeting: Meeting, council: Council) -> None:
    lines = 1 + int(inches_of(meeting.title, 44) // (RIGHT - LEFT))
    slide = deck.new_slide(made, meeting.title, size=44, top=2.3, height=0.75 * lines)
    deck.words(slide, [council.name], LEFT, 1.7, RIGHT - LEFT, 0.5, size=20, colour=COLOUR, bold=True, name="Council")
    deck.words(slide, meeting.about, LEFT, 2.65 + 0.75 * lines, RIGHT - LEFT, 1.6, size=18, colour=MUTED, after=6, name="About")
    _write_notes(slide, ["Each slide’s notes say what its figures count. The tables of the pack hold the same figures."])


def _screen_slide(made: Deck, screen: Screen, council: Council) -> Slide:
    size = next((size for size in (30, 26, 22) if inches_of(screen.headline, size) < 1.85 * (RIGHT - LEFT)), 18)
    slide = deck.new_slide(made, headline_of(screen), size=size, top=0.82, height=1.1)
    if screen.name != screen.headline:
        deck.words(slide, [screen.name], LEFT, 0.4, 6, 0.36, size=16, colour=COLOUR, bold=True, name="Screen")
    deck.words(slide, [council.name], 6.8, 0.4, RIGHT - 6.8, 0.36, size=12, colour=MUTED, align=PP_ALIGN.RIGHT, name="Council")
    return slide


def _foot(slide: Slide, screen: Screen, meeting: Meeting) -> None:
    """Who told us; the day, the moment, the cluster and what `c` means; the number of the slide."""
    if screen.told:
        deck.words(slide, [screen.told], LEFT, _FOOT - 0.34, RIGHT - LEFT, 0.3, size=13, colour=MUTED, name="Who told us")
    about = " · ".join([*meeting.about[:-1], screen.note or meeting.about[-1].rstrip(".")])
    deck.words(slide, [about], LEFT, _FOOT, RIGHT - LEFT - 0.7, 0.4, size=11, colour=MUTED, anchor=MSO_ANCHOR.MIDDLE, name="Foot")
    page = deck.words(slide, [], RIGHT - 0.6, _FOOT, 0.6, 0.4, size=11, anchor=MSO_ANCHOR.MIDDLE, name="Number")
    page.paragraphs[0].alignment = PP_ALIGN.RIGHT
    deck.number_of_slide(page, 11)


def _bars(slide: Slide, screen: Screen, at: datetime) -> None:
    """The groups of a screen, many bars in two columns, and beneath them the sentences about settings that agreed to be named."""
    bars = [bar for group in screen.groups for bar in group.bars]
    many = len(bars) > _ONE_COLUMN
    half = (len(bars) + 1) // 2 if many else len(bars)
    bottom = _FOOT - (0.5 if screen.told else 0.16)
    named = _fitting(screen.lines, 14, bottom - 0.14 - _TOP - HEADER - half * NARROWEST)
    foot = bottom - (0.14 + _height(named, 14) if named else 0)
    height = min(foot - _TOP, HEADER + half * 0.95)
    width = (RIGHT - LEFT - 0.5) / 2 if many else RIGHT - LEFT
    size, heads = size_of(half, height) if not many else min(size_of(half, height), 11), HEADINGS[screen.code]
    waiting = [bar.whole or 0 for bar in bars]
    drawn = {
        "columns": columns_of(bars, heads, size, width),
        "most": max(1, *waiting) if screen.code == "waits" else 1,
        "pale": any(bar.is_ours for bar in bars),
        "at": at,
        "size": size,
    }
    for column, first in enumerate(range(0, len(bars), half)):
        some = bars[first : first + half]
        area = Area(LEFT + column * (width + 0.5), _TOP, width, HEADER + (height - HEADER) * len(some) / half)
        told = series_of(screen, Group("", screen.groups[0].unit, tuple(some)))
        rows(slide, area, some, told, heads, alt=_alt(screen.headline, some), **drawn)
    if named:
        deck.words(
            slide, named, LEFT, _TOP + height + 0.14, RIGHT - LEFT, foot - _TOP - height, size=14, after=4, bullet=True, name="Named"
        )


def _trend(slide: Slide, screen: Screen, at: datetime) -> None:
    groups = screen.groups
    told = [series_of(screen, group) for group in groups]
    alts = [_alt(group.title, group.bars) for group in groups]
    area = Area(LEFT, _TOP - 0.1, RIGHT - LEFT, _FOOT - 0.16 - _TOP)
    terms(slide, area, [group.title for group in groups], [group.bars for group in groups], told, alts=alts, at=at)


def _lines(slide: Slide, lines: Sequence[str]) -> None:
    """Sentences in the largest type in which they fit."""
    height = _FOOT - 0.2 - _TOP
    size = next((size for size in _SIZES if _height(lines, size) < height), _SIZES[-1])
    lines = _fitting(lines, size, height)
    deck.words(slide, lines, LEFT, _TOP, RIGHT - LEFT, height, size=size, after=size * 0.35, bullet=bool(lines), name="Lines")


def _height(lines: Sequence[str], size: float) -> float:
    """How high sentences stand one under the other, in inches, those that wrap counted with all their lines."""
    return sum(1 + inches_of(cut(line), size) // (RIGHT - LEFT - 0.5) for line in lines) * size * 1.55 / 72


def _fitting(lines: Sequence[str], size: float, height: float) -> list[str]:
    """As many of the sentences as stand in a height, and how many are left out."""
    shown = [cut(line) for line in lines]
    if _height(shown, size) <= height:
        return shown
    while shown and _height([*shown, ""], size) > height:
        shown.pop()
    return [*shown, f"and {number(len(lines) - len(shown))} more, in the tables of the pack"]


def _alt(finding: str, bars: Sequence[Bar]) -> str:
    return f"{finding}. {'; '.join(map(said_of, bars))}."


def _counted(found: Sequence[Definition]) -> list[str]:
    """What figures count, of what, by which dates and limits."""
    said = []
    for each in found:
        said.append(f"{each.title.rstrip('?.')}: {each.meaning}")
        told = {"Counted": each.numerator, "Of": each.denominator, "Dates": each.date_rule, "Limits": each.limits}
        said += [f"{name}: {text}" for name, text in told.items() if text and each.numerator]
    return said


def _write_notes(slide: Slide, lines: Sequence[str]) -> None:
    frame = slide.notes_slide.notes_text_frame
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.add_run().text = deck.written(line)
