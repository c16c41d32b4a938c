"""Rows in force as canonical CSV: the columns of the contract, ISO dates, codes, and nil rows.

What comes out loads again unchanged into the same store: a child is written as `~` and its code, because
the setting's own reference is not kept; a text that a spreadsheet would run as a formula gets the
apostrophe that reading takes away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from data.cells import held_back
from data.contract import Contract
from data.store import Cursor, Store
from data.terms import Term


def canonical_csv(store: Store, contract: Contract, *, term: Term | None, known_at: datetime, on: date) -> str:
    """The rows of a return in force at `known_at`: each setting's latest, or those of one `term`."""
    with store.cursor() as cursor:
        names, rows = _rows(cursor, contract, term, known_at, on)
    return written(contract, [dict(zip(names, row, strict=True)) for row in rows])


def written(contract: Contract, rows: Iterable[dict]) -> str:
    """Rows by column name, as the store keeps them, in the canonical form."""
    columns = [field.name for field in contract.fields]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for said in rows:
        if "setting" in said:
            said["setting_urn"] = said["setting"]
        if said.get("child"):
            said["child_ref"] = f"~{said['child']}"
        writer.writerow([_text(said.get(name)) for name in columns])
    return out.getvalue()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, int | date):
        return str(value)
    return held_back(str(value))


def _rows(cursor: Cursor, contract: Contract, term: Term | None, known_at: datetime, on: date) -> tuple[list[str], list[tuple]]:
    values: dict = {"k": known_at}
    if contract.replaces == "register":
        sql = "SELECT * FROM standing.settings_on($t, $k) ORDER BY setting"
        values["t"] = on
    elif contract.replaces == "key":
        key = ", ".join(f'"{name}"' for name in contract.typed_key)
        sql = (
            f'SELECT r.* FROM main."{contract.name}" r JOIN standing.submissions($k) s ON s.id = r.submission '
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY r.submission DESC) = 1 ORDER BY {key}"
        )
    else:
        sql = _setting_rows_sql(contract, term)
        values["t"] = term.ends_on if term else date(9998, 1, 1)
    found = cursor.execute(sql, values if "$t" in sql else {"k": known_at})
    names = [column[0] for column in found.description]
    return names, found.fetchall()


def _setting_rows_sql(contract: Contract, term: Term | None) -> str:
    one_term = f"AND s.term = {term.number}" if term else ""
    latest = (
        f"SELECT * FROM standing.sent($k) s WHERE s.return_name = '{contract.name}' {one_term} AND s.term <= standing.term_of($t) "
        "QUALIFY row_number() OVER (PARTITION BY s.setting ORDER BY s.term DESC) = 1"
    )
    if contract.name == "referrals":
        told = f"SELECT r.* EXCLUDE (term) FROM standing.referrals_told($t, $k) r {f'WHERE r.term = {term.number}' if term else ''}"
    else:
        told = f'SELECT r.* FROM main."{contract.name}" r JOIN latest l ON l.submission = r.submission AND l.setting = r.setting'
    # A setting's rows can come from several submissions, in which the same row number stands more than once.
    key = ", ".join(f'"{name}"' for name in ("child" if name == "child_ref" else name for name in contract.typed_key))
    if not contract.nil_field:
        return f"WITH latest AS ({latest}), told AS ({told}) SELECT * FROM told ORDER BY setting, row, {key}"
    nil = f"SELECT setting, 'NIL' AS {contract.nil_field} FROM latest WHERE nil AND setting NOT IN (SELECT setting FROM told)"
    if contract.nil_field == "child_ref":
        nil = nil.replace("'NIL' AS child_ref", "NULL AS child, 'NIL' AS child_ref")
    return f"WITH latest AS ({latest}), told AS ({told}) SELECT * FROM told UNION ALL BY NAME {nil} ORDER BY setting, row, {key}"
