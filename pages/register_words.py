"""What a register would change, in sentences and as a table for people."""

from __future__ import annotations

import pandas as pd

from analytics.charts.style import counted, day, listed, number, plural, sentence, spelled
from data.register_changes import RegisterReview
from data.registers import counted_type

KINDS = {
    "new": "New",
    "reopened": "Open again",
    "closing": "Closing",
    "absent": "Not in this file",
    "renamed": "Renamed",
    "moved": "Moved cluster",
    "provider_type": "Changed type",
    "officer": "Changed officer",
    "other": "Other changes",
    "type_stays": "Type kept",
    "stays_closed": "Stays closed",
    "not_spoken_for": "Not in lists of this kind",
}
_HAPPENS = {
    "new": ("is new", "are new"),
    "reopened": ("opens again", "open again"),
    "closing": ("has another closing date", "have another closing date"),
    "renamed": ("is renamed", "are renamed"),
    "moved": ("moves to another cluster", "move to another cluster"),
    "provider_type": ("changes its type", "change their type"),
    "officer": ("changes officer", "change officer"),
    "other": ("has other changes", "have other changes"),
}


def what_happens(found: RegisterReview) -> str:
    """The review in a sentence or two, with counts."""
    if found.is_first:
        types = listed([counted_type(code, many) for code, many in found.types_open.items()]) or "none"
        others = found.counts.get("new", 0) - found.open_after
        also = f" {sentence(spelled(others))} more {plural(others, 'is', 'are')} not counted as open." if others else ""
        opens = plural(found.open_after, "setting is", "settings are")
        return f"{sentence(spelled(found.open_after))} {opens} open on this first register: {types}.{also}"
    told = [(many, kind) for kind, many in found.counts.items() if kind in _HAPPENS]
    if not told:
        return f"Nothing changes for the {counted(found.same, 'setting')} of this register."
    first, *rest = told
    said = [f"{counted(first[0], 'setting')} {plural(first[0], *_HAPPENS[first[1]])}"]
    said += [f"{spelled(many)} {plural(many, *_HAPPENS[kind])}" for many, kind in rest]
    same = f"; {spelled(found.same)} {plural(found.same, 'stays as it is', 'stay as they are')}" if found.same else ""
    moves = found.open_before != found.open_after
    opened = f" Open settings: {number(found.open_before)} now, {number(found.open_after)} then." if moves else ""
    return f"From {day(found.on)}, {listed(said)}{same}.{opened}"


def to_know(found: RegisterReview) -> list[str]:
    """What else a person should know before accepting, a sentence each."""
    said = ["The first register speaks for all earlier days too."] if found.is_first else []
    if many := found.counts.get("absent", 0):
        theirs = plural(many, "It stays open unless you close it.", "They stay open unless you close them.")
        said.append(f"{sentence(counted(many, 'setting'))} on the register {plural(many, 'is', 'are')} not in this file. {theirs}")
    if found.held:
        rows = plural(found.held, "row must", "rows must")
        said.append(f"{sentence(spelled(found.held))} {rows} be put right first and {plural(found.held, 'is', 'are')} not counted here.")
    if found.next_on:
        said.append(f"A register that holds from {day(found.next_on)} is there already: from that day, what it says counts.")
    if many := found.counts.get("not_spoken_for", 0):
        stay = plural(many, "it stays as it is", "they stay as they are")
        said.append(f"A list of this kind does not speak for {counted(many, 'setting')} on the register; {stay}.")
    if many := found.counts.get("type_stays", 0):
        said.append(f"{sentence(counted(many, 'setting'))} {plural(many, 'keeps its type', 'keep their types')}, whatever the list says.")
    if many := found.counts.get("stays_closed", 0):
        said.append(f"{sentence(counted(many, 'setting'))} of this list {plural(many, 'stays', 'stay')} closed, as your register says.")
    if found.alike:
        them = plural(len(found.alike), "this number", "these numbers")
        said.append(
            f"Two registers use {them}: {listed(found.alike[:8])}. A return must write the register in front, like ofsted:{found.alike[0]}."
        )
    return said


def as_table(found: RegisterReview, kind: str | None, wanted: str) -> pd.DataFrame:
    """The changes of a kind (None: of all) for the settings that have a text in their name, number or values."""
    text = wanted.strip().casefold()
    lines = [
        (KINDS[one.kind], one.setting, one.name, one.what, one.was, one.becomes)
        for one in found.changes
        if kind in (None, one.kind) and text in f"{one.setting} {one.name} {one.was} {one.becomes}".casefold()
    ]
    return pd.DataFrame(lines, columns=["change", "setting", "name", "what", "was", "becomes"])
