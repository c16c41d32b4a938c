"""What a file says against what the store holds already: closed settings, days turned round, counts that jumped.

SQL for the staged rows of a `data.checking.Staging`, the same for every return and made from its contract.
All of it warns: what was told before may be as wrong as what is told now. Two temporary tables say what was
told before and are there for the rules of a return too: `told_before`, one row a setting whose return of an
earlier term is in force (`setting`, `submission`, `told_for`: the term in words), and `previous`, the rows
that the file's rows are compared with, as the store keeps them, with `told_for` (NULL where there is no term).
"""

from __future__ import annotations

from datetime import date

from data.contract import Contract
from data.faults import quoted
from data.terms import Term

FEWEST_ROWS = 10
TERMS_BACK = 3
SAY = "strftime({x}, '%-d %b %Y')"

# Later than anything accepted or withdrawn: what is in force now.
_NOW = "TIMESTAMP '9999-12-31'"


def known_sql(accepted_on: date, term: Term) -> str:
    """Every setting that was ever on the register; `closed_on` by the register of the day of acceptance or, if earlier, the term's end."""
    day = f"DATE '{min(accepted_on, term.ends_on)}'"
    return (
        "SELECT setting, any_value(urn) AS urn, arg_max(name, from_on) AS name, "
        f"max(closed_on) FILTER (WHERE from_on <= {day} AND {day} < to_on AND closed_on <= {day}) AS closed_on "
        f"FROM standing.register({_NOW}) GROUP BY setting"
    )


def told_before_sql(contract: Contract, term: Term) -> str:
    """The latest return in force of each setting of the file, of a term of the year before."""
    terms = " ".join(f"WHEN {number} THEN {quoted(Term(number).label)}" for number in range(term.number - TERMS_BACK, term.number))
    return (
        f"SELECT setting, submission, CASE term {terms} END AS told_for FROM standing.sent({_NOW}) "
        f"WHERE return_name = {quoted(contract.name)} AND term BETWEEN {term.number - TERMS_BACK} AND {term.number - 1} "
        f"AND setting IN (SELECT setting FROM {'typed' if contract.replaces == 'setting' else 'typed WHERE FALSE'}) "
        "QUALIFY row_number() OVER (PARTITION BY setting ORDER BY term DESC) = 1"
    )


def previous_sql(contract: Contract) -> str:
    """The rows the file's rows are compared with: of the settings' returns before, or those of the same keys."""
    table = f'main."{contract.name}"'
    if contract.replaces == "setting":
        return f"SELECT r.*, b.told_for FROM {table} r JOIN told_before b ON b.submission = r.submission AND b.setting = r.setting"
    key = _key(contract)
    same = " AND ".join(f'i."{name}" = r."{name}"' for name in key)
    parts = ", ".join(f'r."{name}"' for name in key)
    return (
        f"SELECT r.*, NULL::VARCHAR AS told_for FROM {table} r JOIN main.submissions b ON b.id = r.submission AND b.withdrawn_at IS NULL "
        f"WHERE EXISTS (SELECT 1 FROM incoming i WHERE {same}) "
        f"QUALIFY row_number() OVER (PARTITION BY {parts} ORDER BY r.submission DESC) = 1"
    )


def history_sql(contract: Contract, source: str | None) -> list[str]:
    """SELECTs of code, severity, row, column and message; a row of NULL is about a setting's rows as a whole."""
    statements = []
    if contract.has_setting:
        statements.append(_closed_sql(contract))
    if contract.replaces == "setting" and contract.is_steady and source is None:
        statements.append(_jumped_sql())
    if any(f.kind == "date" and f.name not in contract.key for f in contract.fields):
        statements.append(_swapped_sql(contract))
    return statements


def _key(contract: Contract) -> list[str]:
    return [{"setting_urn": "setting", "child_ref": "child"}.get(name, name) for name in contract.key]


def _closed_sql(contract: Contract) -> str:
    """A setting that was closed already on the day of acceptance, when the term ended, or on the day a row of a log tells of."""
    day = next((f.name for f in contract.required if f.kind == "date"), None) if contract.replaces == "key" else None
    since = f'AND k.closed_on <= t."{day}"' if day else ""
    return f"""
        SELECT 'closed_setting' AS code, 'warns' AS severity, min(t.row) AS row, 'setting_urn' AS "column",
               k.name || ' closed on ' || {SAY.format(x="k.closed_on")}
               || ' by the register. Check the number; if the setting is open, put the register right.' AS message
        FROM typed t
        JOIN known k ON k.setting = t.setting AND k.closed_on IS NOT NULL {since}
        GROUP BY k.name, k.closed_on, t.setting"""


def _jumped_sql() -> str:
    """A setting with many rows, and more than twice or less than half as many as before."""
    return f"""
        SELECT 'rows_jumped', 'warns', NULL::INTEGER, NULL::VARCHAR,
               k.name || ' has ' || h.many || CASE h.many WHEN 1 THEN ' row' ELSE ' rows' END || ' in this file and ' || b.many
               || ' in its return for ' || b.told_for || '. Check that no row is missing and none is here twice.'
        FROM (SELECT setting, count(*) FILTER (WHERE NOT is_nil) AS many FROM typed GROUP BY setting) h
        JOIN (SELECT b.setting, b.told_for, count(p.row) AS many FROM told_before b LEFT JOIN previous p ON p.setting = b.setting
              GROUP BY b.setting, b.told_for) b ON b.setting = h.setting
        JOIN known k ON k.setting = h.setting
        WHERE greatest(h.many, b.many) >= {FEWEST_ROWS} AND (h.many > 2 * b.many OR 2 * h.many < b.many)"""


def _swapped_sql(contract: Contract) -> str:
    """A day that is the day before told with day and month the other way round. A day in the key does not tell rows apart here."""
    days = [f for f in contract.fields if f.kind == "date"]
    key = [name for name in _key(contract) if name not in {f.name for f in days}]
    listed = ", ".join(f'"{name}"' for name in key)
    same = " AND ".join(f'e."{name}" = h."{name}"' for name in key)
    here = ", ".join(f"{{'field': {quoted(f.name)}, 'label': {quoted(f.label)}, 'day_told': \"{f.name}\"}}" for f in days)
    return f"""
        SELECT 'swapped_date', 'warns', row, field,
               label || ' is ' || {SAY.format(x="day_told")} || ' here and was ' || {SAY.format(x="day_before")} || ' in the '
               || coalesce('return for ' || told_for, 'file before') || ', so day and month may have changed places. Check which is right.'
        FROM (
            SELECT h.row, h.field, h.label, h.day_told, any_value(e.told_for) AS told_for,
                   CASE WHEN day(h.day_told) <= 12 THEN make_date(year(h.day_told), day(h.day_told), month(h.day_told)) END AS day_before,
                   list(e.day_told) AS told
            FROM (SELECT row, {listed}, unnest([{here}], recursive := TRUE) FROM incoming) h
            JOIN (SELECT told_for, {listed}, unnest([{here}], recursive := TRUE) FROM previous) e ON e.field = h.field AND {same}
            GROUP BY h.row, h.field, h.label, h.day_told
        )
        WHERE list_contains(told, day_before) AND NOT list_contains(told, day_told)"""
