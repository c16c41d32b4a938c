"""Taking back what a person decided or recorded: from then on it counts no longer, and it stays in the history."""

from __future__ import annotations

from datetime import datetime

from data.errors import ToolError
from data.store import Cursor
from data.terms import say_moment


def taken_back(cursor: Cursor, table: str, columns: str, number: int, *, called: str, by: str, at: datetime) -> tuple:
    """Take back the row `number` of a table, in the caller's transaction; its `columns` as they were.

    The last two columns are taken_back_at and taken_back_by. ToolError when the row, which the sentence calls `called`, is not
    there or was taken back before.
    """
    row = cursor.execute(f"SELECT {columns} FROM {table} WHERE id = ?", [number]).fetchone()
    if not row:
        raise ToolError(f"This {called} is not here any more.", title="Nothing changed")
    *_, before_at, before_by = row
    if before_at:
        raise ToolError(f"This was taken back on {say_moment(before_at)} by {before_by}.", title="Nothing changed")
    cursor.execute(f"UPDATE {table} SET taken_back_at = ?, taken_back_by = ? WHERE id = ?", [at, by, number])
    return row
