"""What a submission replaces: which parts of it later ones replaced, and the rows accepting it would change.

Both look at the staged rows (`incoming`, `typed`) of the cursor's own `data.checking.Staging` and at
what is in force now; nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.contract import Contract
from data.faults import quoted
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


@dataclass(frozen=True)
class ChangedRow:
    """One row that accepting would add, change or take away.

    `what` is added, changed or gone; `row` its number in the file (None when gone); `key` the columns that make it unique
    (a child as its code); `cells` for each other column that differs what it was and what it becomes.
    """

    what: str
    row: int | None
    key: dict[str, object]
    cells: dict[str, tuple[object, object]]


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
        # A public list never replaces a list of another number space.
        (later,) = cursor.execute(
            "SELECT count(*) FROM submissions s JOIN submissions own ON own.id = ? WHERE s.return_name = 'settings' "
            "AND s.withdrawn_at IS NULL AND s.id > own.id AND coalesce(s.speaks_for = own.speaks_for, TRUE)",
            [submission],
        ).fetchone()
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


def difference(cursor: Cursor, contract: Contract, term: Term, source: str | None, speaks_for: str | None = None) -> Difference:
    """Rows of `incoming` against the rows they would replace, by key.

    A register that `speaks_for` one number space only leaves the settings of the others as they are.
    """
    side = _SideBySide(contract, term, source, speaks_for)
    counts = cursor.execute(
        f"WITH old AS ({side.old}) SELECT count(*) FILTER (WHERE old.row IS NULL), "
        f"count(*) FILTER (WHERE old.row IS NOT NULL AND new.row IS NOT NULL AND ({side.differs})), "
        "count(*) FILTER (WHERE new.row IS NULL), "
        f"count(*) FILTER (WHERE old.row IS NOT NULL AND new.row IS NOT NULL AND NOT ({side.differs})), "
        f"count(DISTINCT old.submission) FROM incoming new FULL JOIN old ON {side.on}",
        side.values,
    ).fetchone()
    added, changed, gone, same_rows, replaced = counts
    if contract.replaces != "register":
        return Difference(added, changed, gone, same_rows, replaced)
    closing = cursor.execute(
        f"WITH old AS ({side.old}) SELECT old.name FROM old ANTI JOIN incoming new ON {side.on} "
        "WHERE old.closed_on IS NULL ORDER BY old.name"
    ).fetchall()
    return Difference(added, changed, gone, same_rows, replaced, tuple(name for (name,) in closing))


def changed_rows(cursor: Cursor, contract: Contract, term: Term, source: str | None, speaks_for: str | None = None) -> list[ChangedRow]:
    """Each row that accepting would add, change or take away, as `difference` counts them; by setting and key."""
    side = _SideBySide(contract, term, source, speaks_for)
    was = ", ".join(f'old."{name}"' for name in side.columns)
    becomes = ", ".join(f'new."{name}"' for name in side.columns)
    order = ", ".join(f'coalesce(new."{name}", old."{name}")' for name in side.key)
    found = cursor.execute(
        f"WITH old AS ({side.old}) SELECT new.row, old.row IS NOT NULL, {was}, {becomes} FROM incoming new FULL JOIN old ON {side.on} "
        f"WHERE old.row IS NULL OR new.row IS NULL OR {side.differs} ORDER BY {order}",
        side.values,
    ).fetchall()
    many = len(side.columns)
    rows = []
    for number, stood, *cells in found:
        before, after = dict(zip(side.columns, cells[:many], strict=True)), dict(zip(side.columns, cells[many:], strict=True))
        what = "added" if not stood else "gone" if number is None else "changed"
        key = {name: (before if what == "gone" else after)[name] for name in side.key}
        told = {name: (before[name], after[name]) for name in side.columns if name not in side.key and before[name] != after[name]}
        rows.append(ChangedRow(what, number, key, told))
    return rows


class _SideBySide:
    """The rows to come (`incoming` as new) beside those they would replace (`old`): the pieces of SQL that join them by key."""

    def __init__(self, contract: Contract, term: Term, source: str | None, speaks_for: str | None) -> None:
        self.key = ["child" if name == "child_ref" else name for name in contract.typed_key]
        self.columns = [name for name, _ in contract.stored_columns() if name not in ("submission", "row")]
        self.values = {"source": source} if source and contract.name == "referrals" else {}
        self.old = self._old(contract, term, source, speaks_for)
        self.on = " AND ".join(f'new."{name}" IS NOT DISTINCT FROM old."{name}"' for name in self.key)
        self.differs = " OR ".join(f'new."{name}" IS DISTINCT FROM old."{name}"' for name in self.columns)

    def _old(self, contract: Contract, term: Term, source: str | None, speaks_for: str | None) -> str:
        table = f'main."{contract.name}"'
        known_at = "TIMESTAMP '9999-12-31'"
        if contract.replaces == "register":
            return (
                f"SELECT s.* FROM {table} s JOIN submissions b ON b.id = s.submission WHERE b.withdrawn_at IS NULL "
                f"{f'AND s.urn_scheme = {quoted(speaks_for)} ' if speaks_for else ''}"
                "QUALIFY row_number() OVER (PARTITION BY s.setting ORDER BY s.submission DESC) = 1"
            )
        if contract.replaces == "key":
            same = " AND ".join(f'i."{name}" = s."{name}"' for name in self.key)
            parts = ", ".join(f's."{name}"' for name in self.key)
            return (
                f"SELECT s.* FROM {table} s JOIN submissions b ON b.id = s.submission WHERE b.withdrawn_at IS NULL "
                f"AND EXISTS (SELECT 1 FROM incoming i WHERE {same}) "
                f"QUALIFY row_number() OVER (PARTITION BY {parts} ORDER BY s.submission DESC) = 1"
            )
        if contract.name == "referrals":
            service = "AND r.service = $source" if source else ""
            return (
                f"SELECT r.* EXCLUDE (term) FROM standing.referrals_told(standing.term_ends_on({term.number}), {known_at}) r "
                f"WHERE r.term = {term.number} {service} AND r.setting IN (SELECT setting FROM typed)"
            )
        return (
            f"SELECT r.* FROM {table} r JOIN standing.sent({known_at}) s ON s.submission = r.submission AND s.setting = r.setting "
            f"AND s.return_name = '{contract.name}' AND s.term = {term.number} WHERE r.setting IN (SELECT setting FROM typed)"
        )
