"""Changes of thresholds: recorded with the day they hold from, who made them and why, and taken back when they were a mistake.

What a threshold is, its first value and its bounds are not known here. Nothing is deleted: a change that was taken back counts no
longer from that moment and stays in the history, so what was known at an earlier moment can be asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.store import Cursor, Store
from data.taking_back import taken_back

_COLUMNS = "id, name, value, since, changed_at, changed_by, reason, taken_back_at, taken_back_by"


@dataclass(frozen=True)
class ThresholdChange:
    """One change: from the day `since` on, the threshold `name` is `value`. Moments are stored ones."""

    id: int
    name: str
    value: float
    since: date
    changed_at: datetime
    changed_by: str
    reason: str
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None


def in_force(cursor: Cursor, on: date, known_at: datetime) -> dict[str, ThresholdChange]:
    """The change that decides each changed threshold on a day, as known at a stored moment."""
    sql = f"SELECT {_COLUMNS} FROM standing.threshold_changes($on, $known_at)"
    rows = cursor.execute(sql, {"on": on, "known_at": known_at}).fetchall()
    return {change.name: change for change in (ThresholdChange(*row) for row in rows)}


def history(store: Store) -> list[ThresholdChange]:
    """Every change ever made, the latest first; those taken back too."""
    with store.cursor() as cursor:
        return [ThresholdChange(*row) for row in cursor.execute(f"SELECT {_COLUMNS} FROM threshold_changes ORDER BY id DESC").fetchall()]


def mark(store: Store) -> int:
    """Grows with every change and every taking back: what a person has seen when they decide."""
    with store.cursor() as cursor:
        return mark_of(cursor)


def mark_of(cursor: Cursor) -> int:
    """As `mark`, for a cursor that is open."""
    return cursor.execute("SELECT count(*) + count(taken_back_at) FROM threshold_changes").fetchone()[0]


def last(cursor: Cursor) -> ThresholdChange:
    """The change that was made or taken back last."""
    sql = f"SELECT {_COLUMNS} FROM threshold_changes ORDER BY coalesce(taken_back_at, changed_at) DESC, id DESC LIMIT 1"
    return ThresholdChange(*cursor.execute(sql).fetchone())


def days_from(cursor: Cursor, since: date) -> list[date]:
    """A day, and the later days from which a change holds."""
    sql = "SELECT DISTINCT since FROM threshold_changes WHERE since > $since AND taken_back_at IS NULL ORDER BY since"
    return [since, *(day for (day,) in cursor.execute(sql, {"since": since}).fetchall())]


def record(cursor: Cursor, name: str, value: float, *, since: date, reason: str, by: str, at: datetime) -> int:
    """Keep a change in the caller's transaction; its number."""
    (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM threshold_changes").fetchone()
    cursor.execute("INSERT INTO threshold_changes VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)", [number, name, value, since, at, by, reason])
    return number


def take_back(cursor: Cursor, change: int, *, by: str, at: datetime) -> ThresholdChange:
    """Say in the caller's transaction that a change counts no longer; the change as it was. ToolError when it cannot be."""
    return ThresholdChange(*taken_back(cursor, "threshold_changes", _COLUMNS, change, called="change", by=by, at=at))
