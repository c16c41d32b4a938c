"""What a screen of a cluster meeting is made of: bars whose counts may be hidden, in groups, under a headline.

A bar is made from cells of a safe table. All texts are plain: names are not escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analytics.charts.style import number, percent, plain
from analytics.disclosure.offered import HIDDEN

NAMES = {
    "coverage": "SENCO coverage",
    "reviews": "Reviews on time",
    "waits": "Referral waits",
    "attendance": "Who came",
    "trend": "Term by term",
    "next": "Next steps",
}
_WHY = "hidden, because the number is small or would give a small one away"
HIDDEN_NOTE = f"c: {_WHY}"
REST_NOTE = f"dotted: the rest is {_WHY}"
UNPROVED_NOTE = "c: every count here is hidden, because nothing less could be proved safe"
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Bar:
    """One row: `part` of `whole`, None where hidden or blank. `drawn` (0 to 1) is the length of its bar, None when nothing is drawn.

    `value` is what stands beside it in bold (`92 %`, `c`, `not known`), `counts` after it (`94 of 102`). `is_hidden` says that something
    of the row is: all of it, or with a bar drawn what is beyond that, and then `part` is the least it can be. `is_ours` marks the
    cluster of the meeting.
    """

    label: str
    part: int | None = None
    whole: int | None = None
    drawn: float | None = None
    value: str = NOT_KNOWN
    counts: str = ""
    is_hidden: bool = False
    is_ours: bool = False


@dataclass(frozen=True)
class Group:
    """Bars that share a scale; `title` is empty where a screen has one group. `unit` says what `whole` counts."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Screen:
    """One screen. `told` says who told us, `note` what is hidden; `lines` are sentences in place of bars.

    `tables` are the safe tables behind it: title → frame.
    """

    code: str
    headline: str
    groups: tuple[Group, ...] = ()
    told: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return NAMES[self.code]


def note_of(groups: Sequence[Group], *, is_unproved: bool = False) -> str:
    """What the signs of these bars say of hidden counts; empty when nothing is hidden."""
    bars = [bar for group in groups for bar in group.bars if bar.is_hidden]
    if not bars:
        return ""
    if is_unproved:
        return UNPROVED_NOTE
    is_rest = [bar.drawn is not None and HIDDEN not in bar.counts.split() for bar in bars]
    if all(is_rest):
        return REST_NOTE[0].upper() + REST_NOTE[1:]
    return f"{HIDDEN_NOTE}; dotted: the rest" if any(is_rest) else HIDDEN_NOTE


def shown_count(value: object) -> int | None:
    """A count that is shown, or None where it is hidden or blank."""
    return None if value is None or value == HIDDEN or pd.isna(value) else int(value)


def is_hidden(*values: object) -> bool:
    """Whether one of these cells is hidden."""
    return any(isinstance(value, str) and value == HIDDEN for value in values)


def share_bar(label: str, part: object, whole: object, *, least: Sequence[object] = (), share: object = None, is_ours: bool = False) -> Bar:
    """A part of a whole as its share. Where the part is hidden and the whole is not, the shown ones of the counts that make it up say
    what it is at least. A hidden `share` (all or none of a few) leaves the counts.
    """
    label = plain(label)
    every = shown_count(whole)
    if is_hidden(part) and every:
        known = sum(shown_count(each) or 0 for each in least)
        counts = f"{number(known)} of {number(every)}"
        if known:
            return Bar(label, known, every, known / every, f"at least {percent(known / every)}", counts, is_hidden=True, is_ours=is_ours)
    if is_hidden(part, whole):
        return Bar(label, value=HIDDEN, is_hidden=True, is_ours=is_ours)
    some = shown_count(part)
    if every is None or some is None:
        return Bar(label, is_ours=is_ours)
    if every == 0:
        return Bar(label, 0, 0, value="none", is_ours=is_ours)
    counts = f"{number(some)} of {number(every)}"
    if is_hidden(share):
        return Bar(label, some, every, value=counts, is_ours=is_ours)
    return Bar(label, some, every, some / every, percent(some / every), counts, is_ours=is_ours)


def summed(label: str, bars: Sequence[Bar]) -> Bar:
    """Several bars as one: hidden when a whole is, and at least what they are when a part is."""
    told = [bar for bar in bars if bar.whole is not None or bar.is_hidden]
    if not told:
        return Bar(label)
    if any(bar.whole is None for bar in told):
        return Bar(label, value=HIDDEN, is_hidden=True)
    part, whole = sum(bar.part for bar in told), sum(bar.whole for bar in told)
    if any(bar.is_hidden for bar in told):
        return share_bar(label, HIDDEN, whole, least=[part])
    return share_bar(label, part, whole)
