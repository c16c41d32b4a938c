"""What there is to say about one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CODE = "SEND Code of Practice 2015"


@dataclass(frozen=True)
class Query:
    """One question. `columns` maps each column to its kind: text, date, integer, share, number or boolean."""

    name: str
    columns: Mapping[str, str]
    title: str
    unit: str
    definition: str
    source: str
    named: bool = True


_KINDS = {"t": "text", "d": "date", "i": "integer", "s": "share", "n": "number", "b": "boolean"}


def columns(written: str) -> dict[str, str]:
    """Columns written as `name:kind`, the kind by its first letter; text when none is written."""
    pairs = (column.partition(":") for column in written.split())
    return {name: _KINDS[kind or "t"] for name, _, kind in pairs}
