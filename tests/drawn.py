"""Draw a store and its answers as small text tables.

`drawn` puts a table of rows into a store as one accepted submission, without the reading and checking
of files; `answers` asks a question and compares the columns the expected table names. Cells are
separated by `|`; a blank cell is blank; a row with NIL in a return's nil column is a nil return.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.queries import Inputs, answer
from data.contracts import contract_named
from data.store import Store
from data.terms import Term, local_day, parse_day, parse_moment

LATER = "2039-12-31"

# What a drawn table may leave out.
_UNSAID = {
    "settings": {"provider_type": "group_full_day", "cluster": "Alder", "on_early_years_register": "yes", "safeguarding_months": "24"},
    "senco_posts": {"role": "senco", "interim": "no"},
    "sen_reviews": {"sen_status": "sen_support", "cycle_no": "1"},
    "referrals": {"service": "portage"},
    "training_events": {"kind": "cluster_meeting", "title": "Meeting", "cancelled": "no"},
    "training_attendance": {"attendee_ref": "p1", "attendee_role": "senco", "status": "attended"},
}


def table(text: str) -> list[dict[str, str | None]]:
    """The rows of a text table, by heading; blank cells are None."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines() if line.strip()]
    headings = lines[0]
    assert all(len(line) == len(headings) for line in lines), f"ragged drawing: {text}"
    return [{heading: cell or None for heading, cell in zip(headings, line, strict=True)} for line in lines[1:]]


def drawn(
    store: Store,
    return_name: str,
    text: str,
    *,
    accepted_at: str = "2025-09-01T09:00:00",
    term: str | None = None,
    source: str | None = None,
    effective_on: str | None = None,
    confirm_closures: bool = False,
) -> int:
    """Accept a drawn table at a local moment and give the submission's number; the term defaults to the moment's."""
    contract = contract_named(return_name)
    accepted = parse_moment(accepted_at)
    day = local_day(accepted)
    spoken_term = Term.parse(term) if term else Term.of(day)
    effective = parse_day(effective_on) if effective_on else day
    kinds = {name: contract.by_name[name].kind if name in contract.by_name else "text" for name, _ in contract.stored_columns()}
    spoken: dict[str, bool] = {}
    with store.transaction() as cursor:
        number = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM submissions").fetchone()[0]
        cursor.execute(
            "INSERT INTO submissions (id, return_name, term, accepted_at, accepted_on, source, effective_on, confirm_closures)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [number, contract.name, spoken_term.number, accepted, day, source, effective, confirm_closures],
        )
        for row_number, row in enumerate(table(text), start=2):
            cells = _UNSAID.get(contract.name, {}) | row
            nil_column = {"child_ref": "child"}.get(contract.nil_field, contract.nil_field)
            nil = nil_column is not None and cells.get(nil_column) == "NIL"
            if "setting" in cells and contract.replaces == "setting":
                spoken[cells["setting"]] = nil
            if nil:
                continue
            if contract.name == "settings":
                cells.setdefault("name", cells["setting"])
            values = {"submission": number, "row": row_number} | {name: _typed(cell, kinds[name]) for name, cell in cells.items()}
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" for _ in values)
            cursor.execute(f'INSERT INTO "{contract.name}" ({names}) VALUES ({marks})', list(values.values()))  # noqa: S608
        for setting, nil in spoken.items():
            cursor.execute("INSERT INTO submission_settings VALUES (?, ?, ?)", [number, setting, nil])
    return number


def withdrawn(store: Store, submission: int, at: str) -> None:
    """Take a submission back at a local moment."""
    with store.transaction() as cursor:
        cursor.execute("UPDATE submissions SET withdrawn_at = ? WHERE id = ?", [parse_moment(at), submission])


def answered(
    store: Store, question: str, as_of: str, columns: Sequence[str], known_at: str = LATER, **filters
) -> list[dict[str, str | None]]:
    """The answer's rows as drawn cells, of the columns named."""
    frame = answer(store, question, Inputs(parse_day(as_of), parse_moment(known_at), **filters))
    return [
        {name: _drawn_cell(value) for name, value in zip(columns, row, strict=True)} for row in frame[list(columns)].itertuples(index=False)
    ]


def answers(store: Store, question: str, as_of: str, expected: str, known_at: str = LATER, **filters) -> None:
    """Assert that a question answers the drawn table, in its columns and its order."""
    columns = [cell.strip() for cell in expected.strip().splitlines()[0].split("|")]
    assert answered(store, question, as_of, columns, known_at, **filters) == table(expected)


def _typed(cell: str | None, kind: str) -> object:
    return {"yes": True, "no": False}[cell] if kind == "yes_no" and cell else cell


def _drawn_cell(value: object) -> str | None:
    if pd.isna(value):
        return None
    return {"True": "yes", "False": "no"}.get(str(value), str(value))
