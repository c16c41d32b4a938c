"""The council's name and its two colours, as they stand on slides and handouts.

Each change is kept with who made it, and is taken back rather than deleted; the latest that stands counts. A colour is written
`#RRGGBB` and must be readable on white paper: `colour` carries headings and bars, `accent` what stands out beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from data.errors import ToolError
from data.store import Cursor, Store
from data.taking_back import taken_back

LONGEST_NAME = 60
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3.0
_HEX = re.compile(r"#[0-9A-F]{6}")
_COLUMNS = "id, name, colour, accent, changed_at, changed_by, taken_back_at, taken_back_by"
_NOTHING_CHANGED = "Nothing changed"


@dataclass(frozen=True)
class Council:
    """Whose documents they are. Colours are `#RRGGBB` in capitals."""

    name: str = "Early Years Team"
    colour: str = "#0F5C5A"
    accent: str = "#C2481F"


@dataclass(frozen=True)
class CouncilChange:
    """One change; moments are stored ones."""

    id: int
    name: str
    colour: str
    accent: str
    changed_at: datetime
    changed_by: str
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None

    @property
    def council(self) -> Council:
        return Council(self.name, self.colour, self.accent)


def council(store: Store) -> Council:
    """The council as last set; the team and the house's colours before anybody set it."""
    with store.cursor() as cursor:
        return _in_force(cursor)


def history(store: Store) -> list[CouncilChange]:
    """Every change ever made, the latest first; those taken back too."""
    with store.cursor() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM council_changes ORDER BY id DESC").fetchall()
    return [CouncilChange(*row) for row in rows]


def change(store: Store, name: str, colour: str, accent: str, *, by: str, at: datetime) -> Council:
    """Set name and colours from the stored moment `at` on; the council as it is now.

    ToolError when the name is blank or too long, a colour cannot be read or is too light on white, or nothing would change.
    """
    new = Council(_name(name), _colour("colour", colour, TEXT_CONTRAST), _colour("second colour", accent, MARK_CONTRAST))
    with store.transaction(changes_answers=False) as cursor:
        if new == _in_force(cursor):
            raise ToolError("Name and colours are these already.", title=_NOTHING_CHANGED)
        (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM council_changes").fetchone()
        values = [number, new.name, new.colour, new.accent, at, by]
        cursor.execute("INSERT INTO council_changes VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", values)
    return new


def take_back(store: Store, number: int, *, by: str, at: datetime) -> Council:
    """Say that a change was a mistake; the council as it is now. ToolError when it is not there or was taken back before."""
    with store.transaction(changes_answers=False) as cursor:
        taken_back(cursor, "council_changes", _COLUMNS, number, called="change", by=by, at=at)
        return _in_force(cursor)


def contrast_on_white(colour: str) -> float:
    """How far a colour `#RRGGBB` stands out from white, 1 to 21, as WCAG measures it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _in_force(cursor: Cursor) -> Council:
    sql = f"SELECT {_COLUMNS} FROM council_changes WHERE taken_back_at IS NULL ORDER BY id DESC LIMIT 1"
    found = cursor.execute(sql).fetchone()
    return CouncilChange(*found).council if found else Council()


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name:
        raise ToolError("Write the name that stands on slides and handouts.", title=_NOTHING_CHANGED)
    if len(name) > LONGEST_NAME:
        said = f"This name has {len(name)} characters; {LONGEST_NAME} fit on a slide. Write a shorter one."
        raise ToolError(said, title=_NOTHING_CHANGED)
    return name


def _colour(what: str, text: str, least: float) -> str:
    colour = text.strip().upper()
    if not _HEX.fullmatch(colour):
        said = f"The {what} “{text.strip()[:20]}” cannot be read. Write it as # and six signs from 0 to 9 and A to F, like #0F5C5A."
        raise ToolError(said, title=_NOTHING_CHANGED)
    contrast = int(contrast_on_white(colour) * 10) / 10  # never rounded up to what is needed
    if contrast < least:
        said = (
            f"The {what} {colour} is too light to be read on white paper: its contrast is {contrast:g} to 1, and {least:g} to 1 is needed."
        )
        raise ToolError(f"{said} Choose a darker one.", title=_NOTHING_CHANGED)
    return colour
