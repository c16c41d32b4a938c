"""Checks a reading against its contract, the register and the other returns: rows of text in, issues out.

`Staging` lays one reading into temporary tables of its own cursor: `staged` (text), `typed` (each cell
read as its type, with the setting's identity in `setting`) and `incoming` (as the store keeps it); and what
was told before (see `data.history`). All checks run as SQL over these; cells by `Contract.cell_faults_sql`,
the rest by the statements below, those of `data.history` and by `rules/<return>/*.sql`. A rule file starts
with its name, its severity and, when it reads another return, what it needs; it selects row, column and message.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

import pyarrow as pa

from data.contract import Contract, Issue
from data.contracts import CONTRACTS
from data.faults import quoted
from data.history import SAY, history_sql, known_sql, previous_sql, told_before_sql
from data.register_lists import Corrected, assigned_sql
from data.rows import PublicList, Row
from data.store import Cursor
from data.terms import Term

_NO_REGISTER = "No register is loaded yet, so we cannot tell which settings these rows are about. Load the register first, then this file."


@dataclass(frozen=True)
class Rule:
    """One check across the cells, rows or returns: its name, SQL, and the returns it cannot run without."""

    name: str
    severity: str
    needs: tuple[str, ...]
    says: str
    sql: str


@cache
def rules_of(contract_name: str) -> tuple[Rule, ...]:
    """The rules of a return, read from its folder under `rules/`."""
    folder = files("data").joinpath("rules").joinpath(contract_name)
    if not folder.is_dir():
        return ()
    found = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        text = entry.read_text(encoding="utf-8")
        header = dict(re.findall(r"^-- (rule|severity|needs|says): (.+)$", text, flags=re.M))
        sql = re.sub(r"^--.*$", "", text, flags=re.M).strip().rstrip(";")
        found.append(Rule(header["rule"], header["severity"], tuple(header.get("needs", "").split()), header["says"], sql))
    return tuple(found)


class Staging:
    """One reading laid out for checking; `issues` and `not_run` say what was found and what could not be looked at."""

    def __init__(
        self,
        cursor: Cursor,
        contract: Contract,
        rows: Sequence[Row],
        columns: Sequence[str],
        key: bytes,
        *,
        accepted_on: date,
        source: str | None,
        term: Term | None = None,
        public_list: PublicList | None = None,
        effective_on: date | None = None,
        corrected: Corrected = frozenset(),
    ) -> None:
        self.cursor = cursor
        self.contract = contract
        self.accepted_on = accepted_on
        self.source = source
        self.term = term or Term.of(accepted_on)
        self.public_list = public_list
        self.effective_on = effective_on or accepted_on
        self.corrected = corrected
        self.not_run: list[str] = []
        self._texts = {(row.number, column): cell for row in rows for column, cell in zip(columns, row.cells, strict=True)}
        self._lay_out(rows, columns)
        self._make_incoming(columns, key)
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE told_before AS {told_before_sql(contract, self.term)}")
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE previous AS {previous_sql(contract)}")
        self.issues: list[Issue] = self._found()

    # laying out

    def _lay_out(self, rows: Sequence[Row], columns: Sequence[str]) -> None:
        place = {column: position for position, column in enumerate(columns)}
        data: dict[str, pa.Array] = {"row": pa.array([row.number for row in rows], pa.int32())}
        for field in self.contract.fields:
            at = place.get(field.name)
            cells = [None] * len(rows) if at is None else [row.cells[at] for row in rows]
            data[field.name] = pa.array(cells, pa.string())
        self.cursor.register("staged_rows", pa.table(data))
        self.cursor.execute("CREATE OR REPLACE TEMP TABLE staged AS FROM staged_rows")
        self.cursor.unregister("staged_rows")
        self.cursor.execute(f"CREATE OR REPLACE TEMP TABLE known AS {known_sql(self.accepted_on, self.term)}")
        self.cursor.execute(f"CREATE OR REPLACE TEMP TABLE typed AS {self._typed_sql()}")

    def _typed_sql(self) -> str:
        typed = self.contract.typed_sql()
        if self.contract.replaces == "register":
            schools = "('maintained_nursery_school', 'school_nursery_class')"
            scheme = f"coalesce(urn_scheme, CASE WHEN provider_type IN {schools} THEN 'dfe' ELSE 'ofsted' END)"
            return (
                f"SELECT * EXCLUDE (urn_scheme), {scheme} AS urn_scheme, {scheme} || ':' || urn AS setting, 1 AS candidates FROM ({typed})"
            )
        if not self.contract.has_setting:
            return f"SELECT *, 1 AS candidates FROM ({typed})"
        return f"""
            WITH wanted AS (
                SELECT DISTINCT setting_urn, upper(regexp_replace(setting_urn, '\\s', '', 'g')) AS said FROM staged
            ),
            resolved AS (
                SELECT w.setting_urn, count(DISTINCT k.setting) AS candidates, min(k.setting) AS setting,
                       string_agg(DISTINCT k.setting, ' or ' ORDER BY k.setting) AS choices
                FROM wanted w
                LEFT JOIN known k ON k.urn = w.said OR upper(k.setting) = w.said
                GROUP BY w.setting_urn
            )
            SELECT t.*, CASE WHEN r.candidates = 1 THEN r.setting END AS setting, r.candidates, r.choices
            FROM ({typed}) t
            LEFT JOIN resolved r ON r.setting_urn = t.setting_urn
        """

    def _make_incoming(self, columns: Sequence[str], key: bytes) -> None:
        """Makes `incoming`: the rows as the store keeps them, children only as a keyed hash, nil rows left out."""
        kept = [name for name, _ in self.contract.stored_columns() if name != "submission"]
        if self.contract.replaces == "register":
            source = assigned_sql(self.public_list, self.effective_on, self.corrected, columns, kept)
        elif self.contract.has_child:
            self._key_children(key)
            listed = ", ".join("c.child" if name == "child" else f't."{name}"' for name in kept)
            on = "c.setting IS NOT DISTINCT FROM t.setting AND c.child_ref = t.child_ref"
            source = f"SELECT {listed} FROM typed t LEFT JOIN child_keys c ON {on} WHERE NOT t.is_nil"
        else:
            listed = ", ".join(f'"{name}"' for name in kept)
            source = f"SELECT {listed} FROM typed WHERE NOT is_nil"
        self.cursor.execute(f"CREATE OR REPLACE TEMP TABLE incoming AS {source}")

    def _key_children(self, key: bytes) -> None:
        pairs = self.cursor.execute("SELECT DISTINCT setting, child_ref FROM typed WHERE child_ref IS NOT NULL").fetchall()
        keyed = [(setting, reference, child_code(key, setting or "", reference)) for setting, reference in pairs]
        names = ("setting", "child_ref", "child")
        table = pa.table({name: pa.array([pair[place] for pair in keyed], pa.string()) for place, name in enumerate(names)})
        self.cursor.register("child_rows", table)
        self.cursor.execute("CREATE OR REPLACE TEMP TABLE child_keys AS FROM child_rows")
        self.cursor.unregister("child_rows")

    # checking

    def _found(self) -> list[Issue]:
        found = self._cell_issues()
        told = {(issue.row, issue.column) for issue in found}
        found += [issue for issue in self._row_issues() if issue.code != "unknown_setting" or (issue.row, issue.column) not in told]
        order = {field.name: position for position, field in enumerate(self.contract.fields)}
        return sorted(found, key=lambda issue: (issue.row or 0, order.get(issue.column or "", -1), issue.code, issue.message))

    def _cell_issues(self) -> list[Issue]:
        contract = self.contract
        sql = contract.cell_faults_sql()
        faults = self.cursor.execute(sql, {"accepted_on": self.accepted_on} if "$accepted_on" in sql else {}).fetchall()
        return [
            Issue(row, column, value, code, contract.severity(column, code), contract.words(column, code, value))
            for row, column, value, code in faults
        ]

    def _row_issues(self) -> list[Issue]:
        statements = [self._duplicates_sql(), *self._date_orders_sql(), *self._doubtful_dates_sql(), *self._nil_sql()]
        statements += history_sql(self.contract, self.source)
        issues: list[Issue] = []
        if self.contract.has_setting:
            if self._any("SELECT 1 FROM known"):
                issues += self._setting_issues()
            else:
                self.not_run.append("Whether the settings are on the register: no register is loaded yet.")
                issues.append(Issue(None, None, None, "no_register", "blocks", _NO_REGISTER))
        for rule in rules_of(self.contract.name):
            missing = [name for name in rule.needs if not self._is_loaded(name)]
            if missing:
                titles = " and ".join(CONTRACTS[name].title.lower() for name in missing)
                self.not_run.append(f"{rule.says}: no {titles} loaded yet.")
            else:
                statements.append(
                    f'SELECT {quoted(rule.name)} AS code, {quoted(rule.severity)} AS severity, row, "column", message FROM ({rule.sql})'
                )
        sql = " UNION ALL ".join(statements)
        values = {"accepted_on": self.accepted_on, "source": self.source}
        bound = {name: value for name, value in values.items() if f"${name}" in sql}
        for code, severity, row, column, message in self.cursor.execute(sql, bound).fetchall():
            issues.append(Issue(row, column, self._texts.get((row, column)), code, severity, message))
        return issues

    def _any(self, sql: str) -> bool:
        return self.cursor.execute(f"{sql} LIMIT 1").fetchone() is not None

    def _is_loaded(self, name: str) -> bool:
        found = self.cursor.execute("SELECT 1 FROM main.submissions WHERE return_name = ? AND withdrawn_at IS NULL LIMIT 1", [name])
        return found.fetchone() is not None

    def _duplicates_sql(self) -> str:
        key = self.contract.typed_key
        listed = ", ".join(f'"{name}"' for name in key)
        known = " AND ".join(f'"{name}" IS NOT NULL' for name in key)
        column = self.contract.key[-1] if len(key) == 1 else self.contract.key[1]
        *first, last = (self.contract.by_name[name].spoken for name in self.contract.key)
        said = f"{', '.join(first)} and {last}" if first else last
        return f"""
            SELECT 'duplicate_key' AS code, 'blocks' AS severity, row, {quoted(column)} AS "column",
                   'Rows ' || rows || ' have the same {said.replace("'", "''")}. Keep one of them, or correct the others.' AS message
            FROM (
                SELECT unnest(numbers) AS row, list_aggregate(numbers, 'string_agg', ', ') AS rows
                FROM (SELECT list(row ORDER BY row) AS numbers FROM typed WHERE NOT is_nil AND {known}
                      GROUP BY {listed} HAVING count(*) > 1)
            )"""

    def _date_orders_sql(self) -> list[str]:
        statements = []
        for field, other, strictly in self.contract.date_order():
            x, y = f'"{field.name}"', f'"{other.name}"'
            wrong = f"{x} <= {y}" if strictly else f"{x} < {y}"
            relation = "must be after" if strictly else "is before"
            message = (
                f"{quoted(f'{field.label} (')} || {SAY.format(x=x)} || {quoted(f') {relation} {other.spoken} (')} || {SAY.format(x=y)} "
                f"|| {quoted('). Check both dates.')}"
            )
            statements.append(
                f"SELECT 'dates_out_of_order', 'blocks', row, {quoted(field.name)}, {message} FROM typed WHERE NOT is_nil AND {wrong}"
            )
        return statements

    def _doubtful_dates_sql(self) -> list[str]:
        turned = "make_date(year(said), day(said), month(said))"
        message = (
            f"'This may be ' || {SAY.format(x='said')} || ' or ' || {SAY.format(x=turned)} || ', because other dates in this file have the "
            "month first. Write every date with the day first, like 21/11/2026.'"
        )
        found = self.contract.doubtful_dates_sql()
        return [f"SELECT 'doubtful_date', 'blocks', row, \"column\", {message} FROM ({found})"] if found else []

    def _nil_sql(self) -> list[str]:
        if not self.contract.nil_field:
            return []
        message = (
            f"NIL says {self.contract.nil_means}, but this file has other rows for the same setting. Take out the NIL row or the others."
        )
        more = (
            f"NIL says {self.contract.nil_means}, but other cells of this row are filled. "
            "Clear them, or write the reference instead of NIL."
        )
        others = ", ".join(f'"{f.name}"' for f in self.contract.fields if f.name not in ("setting_urn", self.contract.nil_field))
        return [
            f"""SELECT 'nil_beside_rows', 'blocks', row, {quoted(self.contract.nil_field)}, {quoted(message)}
                FROM (SELECT row, is_nil, count(*) OVER (PARTITION BY setting) AS n FROM typed WHERE setting IS NOT NULL)
                WHERE is_nil AND n > 1""",
            f"""SELECT 'nil_beside_cells', 'blocks', row, {quoted(self.contract.nil_field)}, {quoted(more)}
                FROM staged WHERE {self.contract.nil_sql} AND coalesce({others}) IS NOT NULL""",
        ]

    def _setting_issues(self) -> list[Issue]:
        wrong = self.cursor.execute(
            "SELECT row, candidates, choices FROM typed WHERE setting_urn IS NOT NULL AND candidates <> 1"
        ).fetchall()
        if not wrong:
            return []
        known = self.cursor.execute("SELECT setting, urn, name FROM known ORDER BY setting").fetchall()
        issues = []
        for row, candidates, choices in wrong:
            said = self._texts[(row, "setting_urn")]
            if candidates:
                message = f"Two registers use the number {said}. Write the scheme in front: {choices}."
                issues.append(Issue(row, "setting_urn", said, "ambiguous_setting", "blocks", message))
            else:
                message = f"No setting on the register has the number “{said}”. {_suggestion(said, known)}"
                issues.append(Issue(row, "setting_urn", said, "unknown_setting", "blocks", message))
        return issues


def _suggestion(said: str, known: list[tuple[str, str, str]]) -> str:
    plainly = said.upper().split(":")[-1].lstrip("0")
    for setting, urn, name in known:
        if urn.lstrip("0") == plainly or urn.removeprefix("EY") == plainly:
            return f"Perhaps you meant {urn if urn != plainly else setting} ({name})."
    near = get_close_matches(said.upper(), [urn for _, urn, _ in known], n=1, cutoff=0.8)
    if near:
        name = next(name for _, urn, name in known if urn == near[0])
        return f"Perhaps you meant {near[0]} ({name})."
    return "Check the number, or add the setting to the register."


def child_code(key: bytes, setting: str, reference: str) -> str:
    """The code a child is kept under: 12 hexadecimal characters of HMAC-SHA256 over setting and reference.

    A reference written as `~` and such a code (as `export` writes it) is that code already.
    """
    exported = re.fullmatch(r"~([0-9a-f]{12})", reference)
    if exported:
        return exported[1]
    return hmac.new(key, f"{setting}\n{reference}".encode(), hashlib.sha256).hexdigest()[:12]


def with_corrections(rows: Sequence[Row], columns: Sequence[str], corrections: Mapping[tuple[int, str], str | None]) -> tuple[Row, ...]:
    """The rows with a person's corrections, keyed by row number and column, put in."""
    if not corrections:
        return tuple(rows)
    return tuple(
        Row(row.number, tuple(corrections.get((row.number, column), cell) for column, cell in zip(columns, row.cells, strict=True)))
        for row in rows
    )
