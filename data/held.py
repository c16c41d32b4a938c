"""Rows that wait: held when the good rows of their file were accepted, until put right or put aside with a reason.

A held row is put right when a later submission, still in force, speaks for its setting (return and term alike) or for its
key. Whoever puts a row aside says why; that is kept, and the row itself stays in `held_rows`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.contract import Contract
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.store import Cursor, Store
from data.terms import Term, now


@dataclass(frozen=True)
class HeldRow:
    """One row of a submission with what must be put right in it, in words; `row` is the one in the file.

    `dismissed_at`, `dismissed_by` and `reason` are set for a row that was put aside.
    """

    submission: int
    row: int
    file_name: str
    return_name: str
    term: Term
    setting: str | None
    says: tuple[str, ...]
    dismissed_at: datetime | None = None
    dismissed_by: str | None = None
    reason: str | None = None


_HELD = """
    SELECT h.submission, h.row, b.file_name, b.return_name, b.term, b.source, h.cells, h.issues, d.dismissed_at, d.dismissed_by, d.reason
    FROM held_rows h
    JOIN submissions b ON b.id = h.submission AND b.withdrawn_at IS NULL
    LEFT JOIN held_dismissals d ON d.submission = h.submission AND d.row = h.row
    ORDER BY h.submission DESC, h.row
"""


# A number that two registers use says which setting is meant only with its scheme.
_SHARED_NUMBERS = "SELECT urn FROM main.settings GROUP BY urn HAVING count(DISTINCT setting) > 1"


def held_rows(store: Store) -> tuple[list[HeldRow], list[HeldRow]]:
    """(the rows that wait, the rows put aside with a reason), the latest file first."""
    waiting, aside = [], []
    told_later: dict[int, set[tuple[str, ...]]] = {}
    with store.cursor() as cursor:
        shared = {number for (number,) in cursor.execute(_SHARED_NUMBERS).fetchall()}
        for submission, row, file_name, name, term, source, cells, issues, *dismissal in cursor.execute(_HELD).fetchall():
            contract, said = CONTRACTS[name], json.loads(cells)
            if contract.replaces == "register" and said.get("urn") and said.get("urn_scheme"):
                said["urn"] = f"{said['urn_scheme']}:{said['urn']}"
            number = said.get("setting_urn") or said.get("urn")
            held = HeldRow(submission, row, file_name, name, Term(term), number, _sentences(issues), *dismissal)
            if held.dismissed_at:
                aside.append(held)
                continue
            if submission not in told_later:
                told_later[submission] = _told_later(cursor, contract, submission, term, source, shared)
            if _named((said.get(column) for column in _key(contract)), shared) not in told_later[submission]:
                waiting.append(held)
    return waiting, aside


def dismiss_held(store: Store, submission: int, row: int, *, reason: str, by: str) -> None:
    """Put a held row aside; a ToolError when no reason is given, or it is not held or put aside already."""
    if not reason.strip():
        raise ToolError("Write why this row is not needed, so that the next person knows.", title="A reason is missing")
    with store.transaction() as cursor:
        held = cursor.execute("SELECT 1 FROM held_rows WHERE submission = ? AND row = ?", [submission, row]).fetchone()
        done = cursor.execute("SELECT 1 FROM held_dismissals WHERE submission = ? AND row = ?", [submission, row]).fetchone()
        if not held or done:
            raise ToolError(f"Row {row} of submission {submission} does not wait any more.", title="Nothing changed")
        cursor.execute("INSERT INTO held_dismissals VALUES (?, ?, ?, ?, ?)", [submission, row, reason.strip(), now(), by])


def _sentences(issues: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message for _, _, message in json.loads(issues)))


def _key(contract: Contract) -> tuple[str, ...]:
    """The cells that say what a row is about: the setting, or the key where each key is replaced by itself."""
    if contract.replaces == "setting":
        return ("setting_urn",)
    return ("urn",) if contract.replaces == "register" else contract.key


def _named(cells: Iterable[str | None], shared: set[str]) -> tuple[str, ...]:
    """Cells as they can be compared: without blanks, in capitals, and without a scheme where the number alone is enough."""
    written = ["".join((cell or "").upper().split()) for cell in cells]
    return tuple(cell if (number := cell.rpartition(":")[2]) in shared else number for cell in written)


def _told_later(
    cursor: Cursor, contract: Contract, submission: int, term: int, source: str | None, shared: set[str]
) -> set[tuple[str, ...]]:
    """What submissions after this one, not withdrawn, say of the same return: settings (of the term) or keys."""
    values = {"id": submission, "return": contract.name}
    if contract.replaces == "setting":
        values |= {"term": term, "source": source}
        spoken = (
            "SELECT DISTINCT p.setting FROM submission_settings p JOIN submissions s ON s.id = p.submission "
            "WHERE s.id > $id AND s.withdrawn_at IS NULL AND s.return_name = $return AND s.term = $term "
            "AND (s.source IS NULL OR s.source = $source)"
        )
    else:
        columns = ", ".join(f't."{"setting" if name in ("setting_urn", "urn") else name}"' for name in _key(contract))
        spoken = (
            f'SELECT DISTINCT {columns} FROM main."{contract.name}" t JOIN submissions s ON s.id = t.submission '
            "WHERE s.id > $id AND s.withdrawn_at IS NULL AND s.return_name = $return"
        )
    return {_named((None if cell is None else str(cell) for cell in row), shared) for row in cursor.execute(spoken, values).fetchall()}
