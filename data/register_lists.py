"""What a public register leaves to the register in force: the rows of a list as the store keeps them.

A list of Ofsted’s or of GIAS knows no clusters and no officers, and some of its provider types are guesses. For a
setting that is on the register already, what the list does not say stays as the register of the day says (or, where
there is none of that day, the next one). A provider type stays too where the list only guesses it, and where a person
put it right in an earlier list: that correction stands in the log with who and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from data.faults import quoted
from data.registers import NO_CLUSTER
from data.rows import PublicList

Corrected = frozenset[tuple[int, str]]
"""Row and column of the cells that a person corrected in this very file."""

# Later than anything accepted or withdrawn: what is in force now.
NOW = "TIMESTAMP '9999-12-31'"


def assigned_sql(listed: PublicList | None, on: date, corrected: Corrected, columns: Sequence[str], kept: Sequence[str]) -> str:
    """SELECT of the columns `kept` from `typed`, filled up from the register where a list says nothing.

    `columns` are those of the file; a register of the team’s own is taken as it stands.
    """
    if listed is None:
        return f"SELECT {', '.join(f't.{quoted_name(name)}' for name in kept)} FROM typed t"
    unsaid = {name for name in kept if name not in columns} - {"row", "setting", "urn_scheme"}
    stays = {"cluster": f"t.cluster = {quoted(NO_CLUSTER)}", "provider_type": _type_stays(listed, corrected)}
    cells = [
        f"CASE WHEN e.setting IS NOT NULL AND {stays.get(name, 'TRUE')} THEN e.{quoted_name(name)} ELSE t.{quoted_name(name)} END "
        f"AS {quoted_name(name)}"
        if name in unsaid or name in stays
        else f"t.{quoted_name(name)}"
        for name in kept
    ]
    return f"SELECT {', '.join(cells)} FROM typed t LEFT JOIN ({_in_force_sql(on)}) e ON e.setting = t.setting"


def _type_stays(listed: PublicList, corrected: Corrected) -> str:
    here = _numbers(row for row, column in corrected if column == "provider_type")
    return (
        f"NOT list_contains({here}, t.row) AND (list_contains({_numbers(listed.guessed)}, t.row) "
        f"OR t.setting IN (SELECT setting FROM ({put_right_sql(listed)})))"
    )


def put_right_sql(listed: PublicList) -> str:
    """SELECT setting, submission of each provider type a person put right in an earlier list of this kind, the latest."""
    return (
        "SELECT s.setting, max(b.id) AS submission FROM main.submission_corrections c "
        f"JOIN main.submissions b ON b.id = c.submission AND b.withdrawn_at IS NULL AND b.speaks_for = {quoted(listed.speaks_for)} "
        "JOIN main.settings s ON s.submission = c.submission AND s.row = c.row "
        "WHERE c.column_name = 'provider_type' GROUP BY s.setting"
    )


def _in_force_sql(on: date) -> str:
    """Each setting’s row of the register of a day, else of the next one; its closing as told, not as concluded."""
    return (
        f"SELECT s.* FROM main.settings s JOIN (SELECT setting, submission FROM standing.register({NOW}) QUALIFY row_number() OVER "
        f"(PARTITION BY setting ORDER BY from_on <= DATE '{on}' DESC, CASE WHEN from_on <= DATE '{on}' THEN from_on END DESC, from_on) "
        "= 1) spell ON spell.submission = s.submission AND spell.setting = s.setting"
    )


def _numbers(rows: Iterable[int]) -> str:
    return f"[{', '.join(str(row) for row in sorted(rows))}]::INTEGER[]"


def quoted_name(name: str) -> str:
    return f'"{name}"'
