"""The log as people read it: every file that was accepted, for which settings it speaks, and whether it still counts.

Reads only; `data.submission` accepts and withdraws. An original is handed out as the bytes that were sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.contracts import CONTRACTS
from data.errors import ToolError
from data.replacing import replaced_parts
from data.store import Store
from data.terms import Term

IN_FORCE, REPLACED, WITHDRAWN = "in force", "replaced", "withdrawn"


@dataclass(frozen=True)
class Entry:
    """One submission; `state` is in force, replaced or withdrawn (for one setting, when one was asked for).

    `settings` counts those it speaks for, 0 for a register or events; `source` names a service whose own export it is.
    """

    id: int
    return_name: str
    term: Term
    file_name: str
    part: str | None
    sha256: str
    accepted_at: datetime
    accepted_by: str
    source: str | None
    rows: int
    loaded: int
    held: int
    ignored: int
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    settings: int
    state: str


_ENTRIES = """
    SELECT b.id, b.return_name, b.term, b.file_name, b.part, b.sha256, b.accepted_at, b.accepted_by, b.source,
           b.row_count, b.loaded, b.held, b.ignored, b.withdrawn_at, b.withdrawn_by,
           (SELECT count(*) FROM submission_settings p WHERE p.submission = b.id) AS settings,
           EXISTS (
               SELECT 1 FROM submission_settings q JOIN submissions s ON s.id = q.submission
               WHERE q.setting = $setting AND s.id > b.id AND s.withdrawn_at IS NULL AND s.return_name = b.return_name
                     AND s.term = b.term AND (s.source IS NULL OR s.source = b.source)
           ) AS replaced_here
    FROM submissions b
    WHERE ($id IS NULL OR b.id = $id)
          AND ($setting IS NULL OR EXISTS (SELECT 1 FROM submission_settings p WHERE p.submission = b.id AND p.setting = $setting))
    ORDER BY b.id DESC LIMIT $most
"""


def submissions_of(store: Store, setting: str | None, *, most: int = 50) -> list[Entry]:
    """The files that speak for a setting (None: all files), the latest first."""
    return _entries(store, setting=setting, most=most)


def submission_numbered(store: Store, submission: int) -> Entry:
    """One file that was accepted; a ToolError when there is none of that number."""
    for entry in _entries(store, submission=submission):
        return entry
    raise ToolError(f"There is no submission {submission}.", title="No such file")


def _entries(store: Store, *, setting: str | None = None, submission: int | None = None, most: int = 1) -> list[Entry]:
    with store.cursor() as cursor:
        found = cursor.execute(_ENTRIES, {"id": submission, "setting": setting, "most": most}).fetchall()
        entries = []
        for row in found:
            *told, settings, replaced_here = row
            number, name, term, source, withdrawn_at = told[0], told[1], told[2], told[8], told[13]
            contract = CONTRACTS[name]
            replaced, parts = replaced_parts(cursor, contract, number, term, source)
            gone = replaced_here if setting and contract.replaces == "setting" else bool(parts) and replaced == parts
            state = WITHDRAWN if withdrawn_at else REPLACED if gone else IN_FORCE
            told[2] = Term(term)
            entries.append(Entry(*told, settings, state))
    return entries


def original_of(store: Store, submission: int) -> bytes:
    """The file as it was sent; a ToolError when there is no such submission or its original is not here."""
    with store.cursor() as cursor:
        found = cursor.execute("SELECT sha256 FROM submissions WHERE id = ?", [submission]).fetchone()
    try:
        if found:
            return store.original(found[0])
    except OSError:
        pass
    raise ToolError(f"The original of submission {submission} is not in the folder of originals.", title="No original")
