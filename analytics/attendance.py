"""Who came to a meeting, as rows to type into: what stands in each row, what a person did in them, and what was kept, in words.

Pure functions around a `data.attendance.Sheet`. A row is a dictionary: setting (its name), told (in words, what is known so far), role
and status (codes or None); a row for anybody else has setting, role and status. Texts are plain, not escaped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analytics.charts.style import counted, counts_by, plain, sentence
from data.attendance import HAPPENED, Added, Answers, Line, Sheet
from data.contracts.training_attendance import TRAINING_ATTENDANCE
from data.errors import ToolError

ROLES: Mapping[str, str] = dict(TRAINING_ATTENDANCE.by_name["attendee_role"].codes)
_ALL_STATUSES = TRAINING_ATTENDANCE.by_name["status"].codes
STATUSES: Mapping[str, str] = {code: _ALL_STATUSES[code] for code in HAPPENED}
# What a person typed about somebody: setting and reference → role and status.
Typed = Mapping[tuple[str, str], tuple[str | None, str | None]]


def labels(sheet: Sheet, names: Mapping[str, str]) -> dict[str, str]:
    """Each setting by its name, and by its number too where another has the same name."""
    many = counts_by(names.values())
    return {
        setting: plain(name) if many[plain(name)] == 1 else f"{plain(name)} ({sheet.numbers.get(setting, setting)})"
        for setting, name in names.items()
    }


def rows_of(sheet: Sheet, called: Mapping[str, str], typed: Typed | None = None) -> list[dict]:
    """A row a line, with what was typed before where there is such; `called` are the labels of settings."""
    rows = []
    for line in sheet.lines:
        role, status = (typed or {}).get((line.setting, line.attendee_ref), (line.role, line.happened))
        told = _ALL_STATUSES.get(line.status or "", "")
        rows.append({"setting": called.get(line.setting, line.setting), "told": told, "role": role, "status": status})
    return rows


def rows_after(rows: Sequence[dict], edits: object) -> list[dict]:
    """The rows of a grid with what a person did in it: cells changed, rows deleted, rows added. Rows left blank are none."""
    done = edits if isinstance(edits, dict) else {}
    changed = [row | done.get("edited_rows", {}).get(place, {}) for place, row in enumerate(rows)]
    left = [row for place, row in enumerate(changed) if place not in done.get("deleted_rows", [])]
    return left + [row for row in done.get("added_rows", []) if any(row.values())]


def answers_of(rows: Sequence[dict]) -> Answers:
    """Role and status by the place of a row."""
    return {place: (row["role"], row["status"]) for place, row in enumerate(rows)}


def added_of(rows: Sequence[dict], called: Mapping[str, str]) -> list[Added]:
    """Anybody else as setting, role and status; a ToolError when one of the three is blank."""
    settings = {label: setting for setting, label in called.items()}
    lacking = [row for row in rows if not all(row.get(name) for name in ("setting", "role", "status"))]
    if lacking:
        said = f"{sentence(counted(len(lacking), 'row'))} for anybody else must say the setting, the role and what happened."
        raise ToolError(said, title="Nothing was kept")
    return [(settings[row["setting"]], row["role"], row["status"]) for row in rows]


def typed_in(sheet: Sheet, called: Mapping[str, str], rows: Sequence[dict]) -> Typed:
    """What a person changed in the rows of a sheet."""
    pairs = zip(sheet.lines, rows_of(sheet, called), rows, strict=True)
    return {(line.setting, line.attendee_ref): (row["role"], row["status"]) for line, was, row in pairs if row != was}


def kept_said(sheet: Sheet, lines: Sequence[Line], submission: int) -> str:
    """What was kept, where it stands, and how many settings have no answer yet."""
    answered = {line.setting for line in lines} | {line.setting for line in sheet.lines if line.happened}
    silent = len({line.setting for line in sheet.lines} - answered)
    left = f" {sentence(counted(silent, 'setting'))} without an answer {'stays' if silent == 1 else 'stay'} as before." if silent else ""
    return f"Kept: {counted(len(lines), 'row')}, as file {submission} on Returns received, where it can be withdrawn.{left}"
