"""Where a row in force came from: the file that was accepted, and the cells of the row that were typed here.

Reads only. A row is told by its submission and its number, which is the line of a text file or the row of a sheet. What a person
typed for a child’s reference is never given out again: it is that child’s reference in the setting’s own files.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.contracts import CONTRACTS
from data.store import Store


@dataclass(frozen=True)
class Typed:
    """One cell put right here: what the file said and what was typed (None: blank), by whom and when where that is known.

    Of a hidden cell neither is told.
    """

    label: str
    was: str | None
    value: str | None
    is_hidden: bool
    by: str | None
    at: datetime | None


# What the file said is what the first correction of the cell found.
_TYPED = """
    SELECT s.return_name, c.column_name, c.value, first(k.was ORDER BY k.corrected_at, k.rowid),
           last(k.corrected_by ORDER BY k.corrected_at, k.rowid), max(k.corrected_at)
    FROM submission_corrections c
    JOIN submissions s ON s.id = c.submission
    LEFT JOIN corrections k ON k.upload = s.upload AND k.part IS NOT DISTINCT FROM s.part AND k.row = c.row
         AND k.column_name = c.column_name AND k.corrected_at <= s.recorded_at
    WHERE c.submission = ? AND c.row = ?
    GROUP BY s.return_name, c.column_name, c.value
"""


def typed_here(store: Store, submission: int, row: int) -> list[Typed]:
    """The cells of one row of a submission that were typed here, in the order of the return's columns."""
    with store.cursor() as cursor:
        found = cursor.execute(_TYPED, [submission, row]).fetchall()
    told = []
    for return_name, column, value, was, by, at in found:
        field = CONTRACTS[return_name].by_name[column]
        is_hidden = field.kind == "child"
        place = list(CONTRACTS[return_name].by_name).index(column)
        told.append((place, Typed(field.label, None if is_hidden else was, None if is_hidden else value, is_hidden, by, at)))
    return [typed for _, typed in sorted(told, key=lambda one: one[0])]
