"""The sender's own file back as a workbook, with the cells to put right coloured and explained.

Every sheet that is a return comes back with its cells as the sender wrote them, on the same rows and in the same
columns, so that the row numbers of the issues hold. What a person typed in the dashboard is not put in: the file
stays the sender's own words. Put right and sent again as it is, the workbook reads as the return, and its list of
issues is left out by name.

A workbook cannot show everything that may be odd about a file: a row of a text file whose cells may have shifted,
a formula never worked out, a hidden row. Such a row gets one more cell beyond the last heading, which keeps it from
loading until somebody has looked at the row and cleared that cell. So an unchanged workbook never reads as better
than the file it was made from.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.archives import Archive
from data.cells import cleaned_text
from data.contract import Issue
from data.delimited import Record
from data.drafts import Checked
from data.errors import ToolError, UnreadableFile
from data.meanings import Meanings
from data.reading import BROWSER, COMMAND_LINE, tables_in
from data.tables import LOOK_AT_ROW, NOT_LOOKED_AT
from data.workbooks import ISSUES_TITLE, NOT_WORKED_OUT

MOST_CELLS = 800_000
MOST_COMMENTS = 2_000
_LONGEST_CELL = 32_767
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLOURS = {"blocks": "#F6C9B8", "warns": "#FBE7B8"}
_HOW = (
    "The coloured cells on the other sheets are listed here. Put them right there, save the workbook and send it as it is.",
    "A cell coloured red must be put right; a cell coloured yellow needs only a look. This list can stay: nothing in it is loaded.",
)


@dataclass
class _Marks:
    """Where a sheet is marked: issues by row and column, and by row for those that no cell can show."""

    cells: dict[tuple[int, int], list[Issue]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[int, list[Issue]] = field(default_factory=lambda: defaultdict(list))
    headings: list[Issue] = field(default_factory=list)


def can_be_marked(checks: Iterable[Checked]) -> bool:
    """Whether something in the file is a return that is not loaded already, and it fits in a workbook."""
    readings = [check.reading for check in checks if check.reading is not None and check.outcome != "duplicate"]
    cells = sum(len(reading.rows) * len(reading.columns) for reading in readings)
    return bool(readings) and cells <= MOST_CELLS and all(_fits(cell) for one in readings for row in one.rows for cell in row.cells)


def _fits(cell: str | None) -> bool:
    return cell is None or len(cell) <= _LONGEST_CELL


def marked_workbook(checks: Sequence[Checked], *, only: str | None = None) -> bytes:
    """The workbook for one file, checked without corrections; with `only` just the rows about that setting.

    ToolError when the file holds more than a workbook can, or than could be uploaded again.
    """
    parts = {check.part: check for check in checks if check.reading is not None and check.outcome != "duplicate"}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        names = _sheet_names([check.part or check.contract.title for check in parts.values()])
        shapes = _Shapes(book)
        listed: list[tuple[str, Checked, Issue]] = []
        said = {check.contract.name: Meanings(check.reading.meant) for check in parts.values()}
        for part, records in tables_in(checks[0].content, limits=COMMAND_LINE, said=said):
            if check := parts.get(part):
                rows = None if only is None else rows_about(check, only)
                if rows is not None and not rows:
                    continue
                issues = [issue for issue in check.issues if rows is None or _concerns(check, issue, rows)]
                name = names[list(parts).index(part)]
                _Sheet(book.add_worksheet(name), shapes, check, _marks(check, issues)).write(records, rows)
                listed += [(name, check, issue) for issue in issues]
        _write_list(book, _sheet_names([*names, "Issues"])[-1], listed, shapes)
    try:
        BROWSER.check_size(len(out.getvalue()))
        Archive(out.getvalue(), BROWSER)
    except UnreadableFile as refused:
        raise _too_large("This file has more in it") from refused
    return out.getvalue()


def _too_large(said: str) -> ToolError:
    return ToolError(f"{said} than fits in a marked workbook. Send the letter: it lists what to put right.", title="Too large to mark")


def rows_about(check: Checked, setting: str) -> set[int]:
    """The rows of a file that are about one setting; none of a return that does not come from settings."""
    if check.contract.replaces != "setting":
        return set()
    at = check.reading.columns.index("setting_urn")
    return {row.number for row in check.reading.rows if check.numbers.get(row.cells[at] or "") == setting}


def _concerns(check: Checked, issue: Issue, rows: Collection[int]) -> bool:
    """Whether an issue is for the sender of these rows alone: of those about the whole file, only what its headings are like."""
    if issue.row is None or issue.row == check.reading.heading_row:
        return issue in check.reading.issues
    return issue.row in rows and issue.code != "child_in_two_settings"


def _marks(check: Checked, issues: Iterable[Issue]) -> _Marks:
    reading, marks = check.reading, _Marks()
    places = dict(zip(reading.columns, reading.places, strict=False))
    # What was seen in the shape of the file is not seen again in a workbook, unless it is a cell beyond the headings.
    unseen = {id(issue) for issue in reading.issues if issue.severity == "blocks" and issue.code not in ("row_too_long", NOT_LOOKED_AT)}
    unseen |= {id(issue) for issue in reading.issues if issue.code == "row_too_long" and issue.value is None}
    for issue in issues:
        if issue.row is None or issue.row <= reading.heading_row:
            marks.headings.append(issue)
            continue
        marks.cells[issue.row, places.get(issue.column or "", 0)].append(issue)
        if id(issue) in unseen:
            marks.rows[issue.row].append(issue)
    return marks


class _Shapes:
    """The formats of a workbook, and how many comments are left."""

    def __init__(self, book: Workbook) -> None:
        text = {"num_format": "@", "valign": "top"}
        self.text = book.add_format(text)
        self.heading = book.add_format(text | {"bold": True, "text_wrap": True, "bottom": 1})
        self.bold = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.marked = {severity: book.add_format(text | {"bg_color": colour, "border": 1}) for severity, colour in _COLOURS.items()}
        self.marked_heading = {
            severity: book.add_format(text | {"bg_color": colour, "border": 1, "bold": True, "text_wrap": True})
            for severity, colour in _COLOURS.items()
        }
        self.listed = {severity: book.add_format(text | {"bg_color": colour, "text_wrap": True}) for severity, colour in _COLOURS.items()}
        self.comments = MOST_COMMENTS
        self.cells = MOST_CELLS


class _Sheet:
    """One return written back, cell by cell."""

    def __init__(self, sheet: Worksheet, shapes: _Shapes, check: Checked, marks: _Marks) -> None:
        self.sheet = sheet
        self.shapes = shapes
        self.reading = check.reading
        self.marks = marks
        self.breadth = 0
        self.widths: dict[int, int] = {}

    def write(self, records: Iterable[Record], rows: Collection[int] | None) -> None:
        top = self.reading.heading_row
        for record in records:
            if record.number == top:
                self._write_headings(record)
            elif rows is None or record.number in rows:
                self._write_row(record)
        for at, width in self.widths.items():
            self.sheet.set_column(at, at, max(10, min(40, width + 2)), self.shapes.text)
        for issue in self.marks.headings:
            if issue.code == "hidden_column" and (at := self._heading_place(issue)) is not None:
                self.sheet.set_column(at, at, None, self.shapes.text, {"hidden": True})
        self.sheet.freeze_panes(top, 0)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_col_to_name(max(self.widths, default=0))}1048576"})

    def _write_headings(self, record: Record) -> None:
        self.headings = [cleaned_text(cell) for cell in record.cells]
        self.breadth = max((at + 1 for at, text in enumerate(self.headings) if text), default=0)
        marked: dict[int, list[Issue]] = defaultdict(list)
        for issue in self.marks.headings:
            if (at := self._heading_place(issue)) is not None:
                marked[at].append(issue)
        for at, text in enumerate(record.cells):
            issues = marked.get(at, [])
            self._write_cell(record.number, at, text, self._shape(issues, self.shapes.marked_heading, self.shapes.heading), issues)

    def _heading_place(self, issue: Issue) -> int | None:
        """The heading that an issue about the headings names."""
        found = [at for at, text in enumerate(self.headings) if issue.value and text == issue.value]
        if issue.code == "blank_heading":
            found = [at for at, text in enumerate(self.headings) if not text]
        return found[0] if found else None

    def _write_row(self, record: Record) -> None:
        number, last = record.number, max(self.breadth, len(record.cells))
        guarded = self.marks.rows.get(number, [])
        unworked = {issue.column for issue in guarded if issue.code == "formula_without_value"}
        for at in range(last):
            text = record.cells[at] if at < len(record.cells) else ""
            if text == NOT_WORKED_OUT and unworked:
                text = ""
            issues = self.marks.cells.get((number, at), [])
            if text or issues:
                self._write_cell(number, at, text, self._shape(issues, self.shapes.marked, self.shapes.text), issues)
        if guarded:
            self._write_cell(number, last, LOOK_AT_ROW, self.shapes.marked["blocks"], guarded)

    @staticmethod
    def _shape(issues: Sequence[Issue], marked: dict[str, Format], otherwise: Format) -> Format:
        severities = {issue.severity for issue in issues}
        return marked["blocks" if "blocks" in severities else "warns"] if severities else otherwise

    def _write_cell(self, number: int, at: int, text: str, shape: Format, issues: Sequence[Issue]) -> None:
        self.shapes.cells -= 1
        if self.shapes.cells < 0 or len(text) > _LONGEST_CELL:
            raise _too_large("This file has more cells" if self.shapes.cells < 0 else f"Row {number} has a longer cell")
        self.sheet.write_string(number - 1, at, text, shape) if text else self.sheet.write_blank(number - 1, at, None, shape)
        self.widths[at] = max(self.widths.get(at, 0), min(60, len(text)))
        if issues and self.shapes.comments:
            self.shapes.comments -= 1
            said = "\n".join(dict.fromkeys(issue.message for issue in issues))
            self.sheet.write_comment(
                number - 1, at, said[:2_000], {"author": "Early Years Team", "width": 320, "height": 40 + len(said) // 2}
            )


def _write_list(book: Workbook, name: str, listed: Sequence[tuple[str, Checked, Issue]], shapes: _Shapes) -> None:
    """The sheet that lists every issue, first those that must be put right."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, ISSUES_TITLE, shapes.bold)
    for row, said in enumerate(_HOW, start=1):
        sheet.write_string(row, 0, said)
    top = len(_HOW) + 2
    for at, (heading, width) in enumerate(
        (("Sheet", 22), ("Row", 8), ("Column", 26), ("Your file says", 26), ("What to write instead", 90))
    ):
        sheet.set_column(at, at, width, shapes.wrapped)
        sheet.write_string(top, at, heading, shapes.heading)
    texts = {sheet_name: _texts(check) for sheet_name, check in {sheet_name: check for sheet_name, check, _ in listed}.items()}
    for place, (sheet_name, check, issue) in enumerate(sorted(listed, key=lambda one: one[2].severity != "blocks"), start=top + 1):
        shape = shapes.listed[issue.severity]
        said = issue.value
        if said is None and issue.row is not None and issue.column:
            said = texts[sheet_name].get((issue.row, issue.column))
        known = check.contract.by_name.get(issue.column or "")
        cells = (sheet_name, issue.row or "the file", known.label if known else issue.column or "", said or "", issue.message)
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(place, at, cell, shape)
            else:
                sheet.write_string(place, at, cell[:_LONGEST_CELL], shape)
    sheet.freeze_panes(top + 1, 0)


def _texts(check: Checked) -> dict[tuple[int, str], str | None]:
    """What stands in the cells that an issue names."""
    rows = {issue.row for issue in check.issues}
    return {
        (row.number, column): cell
        for row in check.reading.rows
        if row.number in rows
        for column, cell in zip(check.reading.columns, row.cells, strict=True)
    }


def _sheet_names(wanted: Iterable[str]) -> list[str]:
    """The names as a workbook can have them: short, without its signs, each once."""
    names: list[str] = []
    for name in wanted:
        base = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "-", name).strip("' ")[:31] or "Sheet"
        taken = {each.casefold() for each in names} | {"history"}
        options = [base, *(f"{base[:27]} ({number})" for number in range(2, 100))]
        names.append(next(option for option in options if option.casefold() not in taken))
    return names
