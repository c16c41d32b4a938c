"""Workbooks (.xlsx) as the returns on their sheets.

The values come from python-calamine; what a value does not say (hidden rows, merged cells, formulas that
were never worked out, errors, zeros in front) comes from `sheet_xml`, read first, so that a workbook that
would open to more than the limits is never opened. Macros are never run or read.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data.archives import Archive
from data.contract import Contract, Field, Issue
from data.delimited import Record
from data.errors import UnreadableFile
from data.headings import LINES_ABOVE, Heading, heading_of, is_near
from data.limits import LONGEST_CELL, MOST_COLUMNS, Limits
from data.meanings import Said
from data.sheet_xml import Facts, Sheet, Workbook, column_letters, damaged, facts_of, workbook_of
from data.tables import Reading, reading_of

# A cell whose formula was never worked out is shown so, and is never blank.
NOT_WORKED_OUT = "=…"
# The first cell of the list that a marked workbook carries.
ISSUES_TITLE = "What to put right in this file"


@dataclass
class _Grid:
    """One sheet's values as text; `dates` are the rows, by column, in which a cell is a date or a time."""

    sheet: CalamineSheet
    facts: Facts
    dates: dict[int, list[int]]

    def records(self) -> Iterator[Record]:
        """Every row of the sheet from the first, as text."""
        facts, dates = self.facts, self.dates
        before = [""] * (self.sheet.start[1] if self.sheet.start else 0)
        special: dict[int, list[tuple[int, str]]] = {}
        for (row, column), text in (*facts.faults.items(), *facts.shown.items(), *((at, NOT_WORKED_OUT) for at in facts.unworked)):
            special.setdefault(row, []).append((column, text))
        number = 0
        for number, values in enumerate(self.sheet.iter_rows(), 1):
            cells = before.copy()
            for value in values:
                if isinstance(value, (date, time, timedelta)):
                    dates.setdefault(len(cells), []).append(number)
                text = value if type(value) is str else _text(value)
                if len(text) > LONGEST_CELL:
                    raise UnreadableFile(
                        f"Row {number} holds a cell of more than {LONGEST_CELL:,} characters. Shorten it.", "cell_too_long", number
                    )
                cells.append(text)
            yield Record(number, _with(cells, special.pop(number, ())))
        for number in sorted(special):
            yield Record(number, _with([], special[number]))


def _with(cells: list[str], special: list[tuple[int, str]] | tuple[()]) -> list[str]:
    for column, text in special:
        cells += [""] * (column - len(cells))
        cells[column - 1] = text
    return cells


def _text(value: object) -> str:
    """A value as a person would write it: ISO dates, TRUE and FALSE, whole numbers without a point."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float() if 0 < abs(value) < 1e-4:
            return f"{Decimal(repr(value)):f}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def readings_of(name: str, content: bytes, wanted: Contract | None, limits: Limits, said: Said) -> list[Reading]:
    """Every return in a workbook; raises UnreadableFile when there is none, or when one cannot be read."""
    archive = Archive(content, limits)
    if archive.encrypted:
        raise UnreadableFile("This workbook has a password. Save it without one and send it again.", "password")
    _refuse_other_kinds(archive)
    archive.verify()
    workbook = workbook_of(archive)
    values = _opened(content)
    notes = ["Its macros were ignored."] if any(member.endswith("vbaProject.bin") for member in archive.names) else []
    found: list[Reading] = []
    left_out: list[str] = []
    refused: UnreadableFile | None = None
    for sheet in workbook.sheets:
        grid = _grid(archive, values, sheet, workbook, limits)
        head = _head(grid)
        heading = None if _is_list_of_issues(head) else heading_of(head, wanted, said)
        if heading is None or not is_near(heading) or (sheet.hidden and heading.missing):
            left_out += [sheet.name] if grid.facts.filled and not sheet.hidden else []
            continue
        try:
            reading = reading_of(
                f"{name} › {sheet.name}", sheet.name, grid.records(),
                limits=limits, wanted=wanted, notes=notes, padded=True, said=said,
            )  # fmt: skip
        except UnreadableFile as problem:
            if problem.code in ("no_rows", "empty", "other_return"):
                refused = refused or problem
                left_out += [] if sheet.hidden else [sheet.name]
                continue
            where = f"On the sheet “{sheet.name}”: "
            raise UnreadableFile(where + problem.message, problem.code, problem.row, problem.asked) from problem
        if sheet.hidden:
            holds = f"The sheet “{sheet.name}” is hidden and holds {reading.contract.title}."
            raise UnreadableFile(f"{holds} Show it, or delete it, and send the workbook again.", "hidden_sheet")
        issues = sorted((*reading.issues, *_issues(grid, heading, reading)), key=lambda issue: issue.row or 0)
        found.append(replace(reading, issues=tuple(issues)))
    _refuse_twice(found)
    if not found:
        raise refused or UnreadableFile(
            "No sheet of this workbook has the headings of a return. Download the blank template of the return and copy the rows into it.",
            "unknown_return",
        )
    notes = [f"The sheet “{sheet}” was left out: it holds no rows of the return." for sheet in left_out]
    return [replace(reading, notes=(*reading.notes, *notes)) for reading in found]


def sheets_of(content: bytes, limits: Limits) -> Iterator[tuple[str, Iterator[Record]]]:
    """Every sheet with its rows as `readings_of` sees them; raises UnreadableFile when the workbook cannot be opened."""
    archive = Archive(content, limits)
    archive.verify()
    workbook = workbook_of(archive)
    values = _opened(content)
    for sheet in workbook.sheets:
        yield sheet.name, _grid(archive, values, sheet, workbook, limits).records()


def _is_list_of_issues(head: list[tuple[int, list[str]]]) -> bool:
    """Whether a sheet is the list that a marked workbook carries; what stands in it is about the return and no part of it."""
    return bool(head) and head[0][1][:1] == [ISSUES_TITLE]


def _issues(grid: _Grid, heading: Heading, reading: Reading) -> Iterator[Issue]:
    """What a person who looks at the sheet does not see, or sees otherwise than it is stored."""
    facts = grid.facts
    rows = [row.number for row in reading.rows]
    columns = {at + 1: f for at, f in enumerate(heading.fields) if f or heading.source}
    why = "hidden by a filter" if facts.filtered else "hidden"
    for row in rows:
        if row in facts.hidden_rows:
            yield Issue(row, None, None, "hidden_row", "blocks", f"This row is {why}. Show it and check it, or delete it.")
    for first, last in facts.hidden_columns:
        for at in (at for at in columns if first <= at <= last):
            said = f"Column {column_letters(at)} (“{heading.cells[at - 1]}”) is hidden. Show it and check it, or delete it."
            yield Issue(None, _name(columns[at]), heading.cells[at - 1], "hidden_column", "blocks", said)
    for top, left, bottom, right in facts.merged:
        across = [at for at in columns if left <= at <= right]
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)] if across else ():
            said = f"Cells {column_letters(left)}{top} to {column_letters(right)}{bottom} are merged, so only one of them holds the value. "
            yield Issue(
                row, _name(columns[across[0]]), None, "merged_cells", "blocks", said + "Unmerge them and write the value in each row."
            )
    known = set(rows)
    for row, at in sorted(facts.unworked):
        if row in known and at in columns:
            said = "This cell holds a formula that was not worked out. Open the workbook in a spreadsheet, save it, and send it again."
            yield Issue(row, _name(columns[at]), None, "formula_without_value", "blocks", said)
    for at, f in columns.items():
        for row in grid.dates.get(at - 1, ()) if f and f.kind in ("text", "reference", "setting", "child", "urn") else ():
            if row in known:
                value = next(r.cells[reading.columns.index(f.name)] for r in reading.rows[bisect_left(rows, row) :])
                said = f"The spreadsheet has turned this cell into a date or a time. Format the column as text and write {f.label} again."
                yield Issue(row, f.name, value, "date_in_text", "blocks", said)


def _name(f: Field | None) -> str | None:
    return f.name if f else None


def _refuse_twice(found: list[Reading]) -> None:
    """Two sheets of the same return would replace each other."""
    sheets: dict[str, str] = {}
    for reading in found:
        name, part = reading.contract.name, reading.part or ""
        if name in sheets:
            raise UnreadableFile(
                f"The sheets “{sheets[name]}” and “{part}” both hold {reading.contract.title}. "
                "Put all rows on one sheet, or send each sheet as a file of its own.",
                "same_return_twice",
            )
        sheets[name] = part


def _refuse_other_kinds(archive: Archive) -> None:
    names = archive.names
    if "xl/workbook.xml" in names and "xl/_rels/workbook.xml.rels" in names:
        return
    kinds = {
        "xl/workbook.bin": "a binary workbook (.xlsb)",
        "word/document.xml": "a Word document",
        "ppt/presentation.xml": "a presentation",
    }
    kind = next((said for member, said in kinds.items() if member in names), None)
    if kind is None and "mimetype" in names:
        kind = "an OpenDocument file"
    if kind is None:
        raise damaged()
    raise UnreadableFile(f"This is {kind}. Open it and save it as .xlsx or as “CSV UTF-8”, and send that.", "wrong_kind")


@contextmanager
def _spreadsheet_reader() -> Iterator[None]:
    """Whatever stops the reader of values means that the workbook cannot be read."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as problem:
        raise damaged() from problem
    except BaseException as problem:
        # The reader is not written in Python; where it gives up, it raises this outside Exception.
        if type(problem).__name__ == "PanicException":
            raise damaged() from None
        raise


def _opened(content: bytes) -> CalamineWorkbook:
    with _spreadsheet_reader():
        return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _grid(archive: Archive, values: CalamineWorkbook, sheet: Sheet, workbook: Workbook, limits: Limits) -> _Grid:
    facts = facts_of(archive, sheet, workbook)
    area = facts.rows * facts.columns
    if facts.columns > MOST_COLUMNS or area > max(2_000_000, 4 * facts.filled):
        far = f"{column_letters(facts.columns)}{facts.rows}"
        said = f"On the sheet “{sheet.name}” there are cells far away from the table (as far as {far})."
        raise UnreadableFile(f"{said} Delete the rows and columns beyond the table.", "far_cells")
    with _spreadsheet_reader():
        return _Grid(values.get_sheet_by_name(sheet.name), facts, {})


def _head(grid: _Grid) -> list[tuple[int, list[str]]]:
    records = _Grid(grid.sheet, grid.facts, {}).records()
    return [(record.number, list(record.cells)) for record, _ in zip(records, range(LINES_ABOVE + 1), strict=False)]
