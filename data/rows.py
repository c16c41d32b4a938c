"""The rows of a return as a person sees them in their file.

Shapes only: `Row` is text by column, `IgnoredRow` is a row left out by name, `PublicList` what the rows of a public
register were. Everything that reads, translates or checks a file passes these on, and never changes a row's number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One row: where it starts (line of a text file, row of a sheet) and its cells, None where blank."""

    number: int
    cells: tuple[str | None, ...]


@dataclass(frozen=True)
class IgnoredRow:
    """A row that is not loaded, its text as far as a person needs it to find the row, and why."""

    number: int
    text: str
    why: str


@dataclass(frozen=True)
class PublicList:
    """What stands behind the rows of a public register: `types`, each row's published type in the list's own words,
    and `guessed`, the rows whose type the list does not tell. It speaks for one number space and for no other."""

    kind: str
    types: Mapping[int, str]
    guessed: frozenset[int]

    @property
    def speaks_for(self) -> str:
        return {"ofsted": "ofsted", "gias": "dfe"}[self.kind]
