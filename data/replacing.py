"""What a submission replaces: which parts of it later ones replaced, and the rows accepting it would change.

Both look at the staged rows (`incoming`, `typed`) of the cursor's own `data.checking.Staging` and at
what is in force now; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.contract import Contract
from data.store import Cursor
from data.terms import Term


@dataclass(frozen=True)
class Difference:
    """What accepting would do to the rows in force: counts of rows by key."""

    added: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0
    replaces: int = 0
    closing: tuple[str, ...] = ()


# A later submission that speaks for the same setting, return and term replaces an earlier one; a service's
# own export is replaced by the setting's file and by the same service's next export.
_REPLACED = """
    SELECT p.setting FROM submission_settings p
    WHERE p.submission = $id AND EXISTS (
        SELECT 1 FROM submission_settings q JOIN submissions s ON s.id = q.submission
        WHERE q.setting = p.setting AND s.id > $id AND s.withdrawn_at IS NULL AND s.return_name = $return AND s.term = $term
              AND (s.source IS NULL OR s.source = $source OR $touched))
"""


def replaced_parts(
    cursor: Cursor, contract: Contract, submission: int, term: int, source: str | None, *, touched: bool = False
) -> tuple[int, int]:
    """(parts replaced by later submissions, all parts) of a submission; a part is a setting or a key.

    With `touched` a part counts as soon as a service's export replaced some of its rows.
    """
    if contract.replaces == "setting":
        values = {"id": submission, "return": contract.name, "term": term, "source": source, "touched": touched}
        replaced = len(cursor.execute(_REPLACED, values).fetchall())
        (parts,) = cursor.execute("SELECT count(*) FROM submission_settings WHERE submission = ?", [submission]).fetchone()
    elif contract.replaces == "register":
        sql = "SELECT count(*) FROM submissions WHERE return_name = 'settings' AND withdrawn_at IS NULL AND id > ?"
        (later,) = cursor.execute(sql, [submission]).fetchone()
        replaced, parts = int(later > 0), 1
    else:
        key = contract.typed_key
        same = " AND ".join(f'later."{name}" = own."{name}"' for name in key)
        table = f'main."{contract.name}"'
        replaced, parts = cursor.execute(
            f"SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM {table} later JOIN submissions s ON s.id = later.submission "
            f"WHERE s.withdrawn_at IS NULL AND later.submission > own.submission AND {same})), count(*) "
            f"FROM {table} own WHERE own.submission = ?",
            [submission],
        ).fetchone()
    return replaced, parts


def difference(cursor: Cursor, contract: Contract, term: Term, source: str | None) -> Difference:
    """Rows of `incoming` against the rows they would replace, by key."""
    key = ["child" if name == "child_ref" else name for name in contract.typed_key]
    columns = [name for name, _ in contract.stored_columns() if name not in ("submission", "row")]
    table = f'main."{contract.name}"'
    known_at = "TIMESTAMP '9999-12-31'"
    if contract.replaces == "register":
        others = (
            f"SELECT s.* FROM {table} s JOIN submissions b ON b.id = s.submission WHERE b.withdrawn_at IS NULL "
            "QUALIFY row_number() OVER (PARTITION BY s.setting ORDER BY s.submission DESC) = 1"
        )
    elif contract.replaces == "key":
        same = " AND ".join(f'i."{name}" = s."{name}"' for name in key)
        parts = ", ".join(f's."{name}"' for name in key)
        others = (
            f"SELECT s.* FROM {table} s JOIN submissions b ON b.id = s.submission WHERE b.withdrawn_at IS NULL "
            f"AND EXISTS (SELECT 1 FROM incoming i WHERE {same}) "
            f"QUALIFY row_number() OVER (PARTITION BY {parts} ORDER BY s.submission DESC) = 1"
        )
    elif contract.name == "referrals":
        service = "AND r.service = $source" if source else ""
        others = (
            f"SELECT r.* EXCLUDE (term) FROM standing.referrals_told(standing.term_ends_on({term.number}), {known_at}) r "
            f"WHERE r.term = {term.number} {service} AND r.setting IN (SELECT setting FROM typed)"
        )
    else:
        others = (
            f"SELECT r.* FROM {table} r JOIN standing.sent({known_at}) s ON s.submission = r.submission AND s.setting = r.setting "
            f"AND s.return_name = '{contract.name}' AND s.term = {term.number} WHERE r.setting IN (SELECT setting FROM typed)"
        )
    on = " AND ".join(f'new."{name}" IS NOT DISTINCT FROM old."{name}"' for name in key)
    differs = " OR ".join(f'new."{name}" IS DISTINCT FROM old."{name}"' for name in columns)
    counts = cursor.execute(
        f"WITH old AS ({others}) SELECT count(*) FILTER (WHERE old.row IS NULL), "
        f"count(*) FILTER (WHERE old.row IS NOT NULL AND new.row IS NOT NULL AND ({differs})), "
        "count(*) FILTER (WHERE new.row IS NULL), "
        f"count(*) FILTER (WHERE old.row IS NOT NULL AND new.row IS NOT NULL AND NOT ({differs})), "
        f"count(DISTINCT old.submission) FROM incoming new FULL JOIN old ON {on}",
        {"source": source} if source else {},
    ).fetchone()
    added, changed, gone, same_rows, replaced = counts
    if contract.replaces != "register":
        return Difference(added, changed, gone, same_rows, replaced)
    closing = cursor.execute(
        f"WITH old AS ({others}) SELECT old.name FROM old ANTI JOIN incoming new ON {on} WHERE old.closed_on IS NULL ORDER BY old.name"
    ).fetchall()
    return Difference(added, changed, gone, same_rows, replaced, tuple(name for (name,) in closing))
