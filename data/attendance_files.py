"""The lines of a meeting as a file to fill in: a return of training attendance that is read, checked and accepted like any other.

A status stands where it is known what happened, and is blank everywhere else: a blank one keeps the file from loading, so that a file
nobody filled in never says that nobody came.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.attendance import HAPPENED, Line, Sheet
from data.contracts.training_attendance import TRAINING_ATTENDANCE
from data.templates import filled_csv, filled_xlsx

HOW = (
    "Choose a status in every row: “Did not come” or “Apologies” where nobody came. Delete the rows you cannot answer.",
    "Somebody else came than the one whose reference stands there? Choose their role and write the number and -1, like EY123456-1.",
)
_ROLES, _STATUSES = (TRAINING_ATTENDANCE.by_name[name].codes for name in ("attendee_role", "status"))


def as_xlsx(sheet: Sheet, title: str, names: Mapping[str, str]) -> bytes:
    """A workbook with drop-downs; `names` by the setting’s identity are shown beside the numbers and are no part of any cell."""
    shown = {sheet.numbers[line.setting]: names[line.setting] for line in sheet.lines if line.setting in names}
    return filled_xlsx(
        TRAINING_ATTENDANCE, [_row(sheet, line) for line in sheet.lines], above=[title, *HOW], names=shown, offered={"status": HAPPENED}
    )


def as_csv(sheet: Sheet) -> bytes:
    """The same rows for a program, with numbers only."""
    return filled_csv(TRAINING_ATTENDANCE, [_row(sheet, line) for line in sheet.lines])


def _row(sheet: Sheet, line: Line) -> dict[str, str | None]:
    return {
        "event_ref": sheet.event_ref,
        "setting_urn": sheet.numbers.get(line.setting, line.setting),
        "attendee_ref": line.attendee_ref,
        "attendee_role": _ROLES.get(line.role or ""),
        "status": _STATUSES.get(line.happened or ""),
        "evaluation": None if line.evaluation is None else str(line.evaluation),
    }
