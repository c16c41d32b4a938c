"""What was shown to a room on a day, frozen: the moment of knowledge, the tables with their hidden cells, and who first asked.

The first showing of a day freezes it; later corrections do not change it, so that two showings can never be subtracted from
each other. An analyst may replace it with a stated reason; the earlier one stays. Only the safe tables are kept, never
a hidden count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.errors import ToolError
from data.store import Store
from data.terms import now

# A table as columns and rows of text, numbers and None.
Table = Mapping[str, list]


@dataclass(frozen=True)
class Release:
    """The tables of one room day, by question. `unproved` names those in which every count is hidden: nothing less was proved safe."""

    id: int
    as_of: date
    known_at: datetime
    made_at: datetime
    made_by: str
    reason: str | None
    unproved: tuple[str, ...]
    tables: Mapping[str, Table]


def in_force(store: Store, as_of: date) -> Release | None:
    """The release of a day; the latest where it was replaced."""
    with store.cursor() as cursor:
        found = cursor.execute(
            "SELECT id, as_of, known_at, made_at, made_by, reason, unproved, tables FROM releases WHERE as_of = ? ORDER BY id DESC LIMIT 1",
            [as_of],
        ).fetchone()
    return Release(*found[:6], tuple(json.loads(found[6])), json.loads(found[7])) if found else None


def keep(
    store: Store,
    as_of: date,
    known_at: datetime,
    tables: Mapping[str, Table],
    *,
    by: str,
    unproved: tuple[str, ...] = (),
    reason: str | None = None,
    instead_of: int | None = None,
) -> Release:
    """Freeze a day; the release in force. When another showing froze it meanwhile, that one stands. `instead_of` is the number of
    the release that a person replaces, with the `reason`; ToolError when it is not the one in force any more.
    """
    moment = now()
    with store.transaction() as cursor:
        (latest,) = cursor.execute("SELECT max(id) FROM releases WHERE as_of = ?", [as_of]).fetchone()
        if instead_of is not None and latest != instead_of:
            raise ToolError("Someone replaced what is shown for this day meanwhile. Look at it again.", title="Nothing was replaced")
        if instead_of is not None and not (reason or "").strip():
            raise ToolError("Say why what was shown is replaced.", title="Nothing was replaced")
        if latest == instead_of:
            (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM releases").fetchone()
            cursor.execute(
                "INSERT INTO releases VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [number, as_of, known_at, moment, by, reason, json.dumps(list(unproved)), json.dumps(tables, ensure_ascii=False)],
            )
    return in_force(store, as_of)


def history(store: Store, as_of: date) -> list[Release]:
    """Every release of a day, the latest first."""
    with store.cursor() as cursor:
        rows = cursor.execute(
            "SELECT id, as_of, known_at, made_at, made_by, reason, unproved, tables FROM releases WHERE as_of = ? ORDER BY id DESC", [as_of]
        ).fetchall()
    return [Release(*row[:6], tuple(json.loads(row[6])), json.loads(row[7])) for row in rows]
