"""What a workbook says beside its values: hidden rows, merged cells, formulas never worked out.

Reads the XML of a workbook piece by piece with the standard parser and keeps no tree. A document type
is refused, so nothing can be expanded or fetched. Rows and columns count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from data.archives import DAMAGED, Archive
from data.errors import UnreadableFile
from data.limits import LONGEST_CELL, MB

_YES = ("1", "true")
_ZEROS = re.compile(r'(?:"([^"]*)")?(0{2,})')
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_LAST_COLUMN = 16_384
_DEEPEST = 64
# A short text may stand in any number of cells; what longer ones come to in a sheet is counted.
_SHORT = 1_000
_MOST_TEXT = 100 * MB
# Rows and cells with nothing in them cost as much to look at as others; a sheet that was formatted to its end has a million.
_MOST_HOLLOW = 400_000
# What may follow a sheet's rows; a row or cell after one of these is not where a spreadsheet puts it.
_AFTER_ROWS = {
    *("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
    *("mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter"),
    *("rowBreaks", "colBreaks", "ignoredErrors", "drawing", "legacyDrawing", "tableParts", "extLst"),
}


@dataclass
class Sheet:
    """A sheet as the workbook lists it: its name, where its XML is, whether it is hidden."""

    name: str
    path: str
    hidden: bool


@dataclass
class Workbook:
    """What holds for all sheets.

    `recalculates` is true when stored formula values are out of date; `zeros` has the styles that show
    numbers with zeros in front; `lengths` the length of each shared text, when some are long.
    """

    sheets: list[Sheet] = field(default_factory=list)
    recalculates: bool = False
    zeros: dict[str, tuple[str, int]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)


@dataclass
class Facts:
    """What stands in the XML of one sheet and not in its values.

    `unworked` are cells whose formula has no value that can be trusted, `faults` cells that show an error,
    `shown` numbers that are displayed with zeros or letters in front, as displayed.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unworked: set[tuple[int, int]] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    filled: int = 0
    hollow: int = 0


def damaged() -> UnreadableFile:
    return UnreadableFile(DAMAGED, "damaged")


def column_number(letters: str) -> int:
    """`AB` → 28; raises UnreadableFile beyond the last column a sheet has."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
        if not 0 < number <= _LAST_COLUMN:
            raise damaged()
    return number


def column_letters(number: int) -> str:
    """28 → `AB`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Local(dict[str, str]):
    """Element names without their namespace."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(" ")[2]
        return local


def _parse(chunks: Iterable[bytes], start: Callable[[str, dict[str, str]], None], parser: expat.XMLParserType | None = None) -> None:
    parser = parser or expat.ParserCreate(namespace_separator=" ")
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise damaged()
        start(name, attributes)

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        raise damaged() from problem


def _refuse_document_type(*_: object) -> None:
    raise UnreadableFile("This workbook was made in a way that is not safe to open. Save it again from Excel as .xlsx.", "unsafe_xml")


def workbook_of(archive: Archive) -> Workbook:
    """The sheets of a workbook in order, and what holds for all of them."""
    found = Workbook()
    links: dict[str, tuple[str, bool]] = {}

    def link(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship"):
            target = attributes["Target"]
            path = target[1:] if target.startswith("/") else target if target.startswith("xl/") else f"xl/{target}"
            links[attributes["Id"]] = (path, attributes["Type"].endswith("/worksheet"))

    def part(name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "sheet":
                key = next((value for at, value in attributes.items() if at.endswith("relationships id")), "")
                path, has_cells = links[key]
                if has_cells:
                    found.sheets.append(Sheet(attributes["name"], path, attributes.get("state", "visible") != "visible"))
            case "calcPr":
                found.recalculates = attributes.get("fullCalcOnLoad") in _YES

    _parse(archive.chunks("xl/_rels/workbook.xml.rels"), link)
    _parse(archive.chunks("xl/workbook.xml"), part)
    if "xl/styles.xml" in archive.names:
        found.zeros = _zeros_in_front(archive)
    if "xl/sharedStrings.xml" in archive.names:
        found.lengths = _long_texts(archive)
    return found


def _long_texts(archive: Archive) -> list[int]:
    """The length of each shared text when any is long, else nothing; refuses one beyond what a cell can hold."""
    lengths: list[int] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, _: dict[str, str]) -> None:
        if name.endswith(" si"):
            lengths.append(0)
            archive.limits.check_texts(len(lengths))

    def more(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)
            if lengths[-1] > LONGEST_CELL:
                raise _too_much_text()

    parser.CharacterDataHandler = more
    _parse(archive.chunks("xl/sharedStrings.xml"), start, parser)
    return lengths if max(lengths, default=0) > _SHORT else []


def _too_much_text() -> UnreadableFile:
    return UnreadableFile("This workbook has cells with far more text than a return can have. Shorten them.", "cell_too_long")


def _zeros_in_front(archive: Archive) -> dict[str, tuple[str, int]]:
    """Style → (letters in front, digits) for the formats that show more digits than a number has."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        match name.rpartition(" ")[2]:
            case "numFmt":
                formats[attributes["numFmtId"]] = attributes["formatCode"]
            case "cellXfs":
                inside = True
            case "cellStyles" | "dxfs":
                inside = False
            case "xf" if inside:
                styles.append(attributes.get("numFmtId", "0"))

    _parse(archive.chunks("xl/styles.xml"), start)
    shapes = {number: _ZEROS.fullmatch(code) for number, code in formats.items()}
    return {str(at): (shape[1] or "", len(shape[2])) for at, number in enumerate(styles) if (shape := shapes.get(number))}


def facts_of(archive: Archive, sheet: Sheet, workbook: Workbook) -> Facts:
    """What is known of a sheet before its values are read."""
    scan = _Scan(workbook)
    _parse(archive.chunks(sheet.path), scan.start, scan.parser)
    scan.end_cell()
    return scan.facts


class _Scan:
    """The handlers of one pass over a sheet's XML."""

    def __init__(self, workbook: Workbook) -> None:
        self.facts = Facts()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self._workbook = workbook
        self._local = _Local()
        self._columns: dict[str, int] = {}
        self._row = self._column = 0
        self._row_text = "0"
        self._hide_unlisted = self._within = self._begun = False
        self._formula = self._open = False
        self._kind: str | None = None
        self._zeros: tuple[str, int] | None = None
        self._weight = 0
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._local[name]
        if not self._within:
            self._start_outside(kind, attributes)
        elif kind == "c":
            self._start_cell(attributes)
        elif kind == "v":
            self._filled()
            if self._open:
                self.parser.CharacterDataHandler = self._text.append
        elif kind == "row":
            self._start_row(attributes)
        elif kind == "f":
            self._formula = self._open = True
        elif kind in ("t", "r"):
            self._filled()
        elif kind in _AFTER_ROWS:
            self.end_cell()
            self._within = False
            self._start_outside(kind, attributes)

    def _filled(self) -> None:
        facts = self.facts
        facts.filled += 1
        if self._column > facts.columns:
            facts.columns = self._column
        facts.rows = self._row

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._more_hollow()
        if self._open:
            self.end_cell()
        reference = attributes.get("r")
        if reference is None:
            column = self._column + 1
        else:
            letters = reference.rstrip("0123456789")
            if reference[len(letters) :] != self._row_text:
                raise damaged()
            column = self._columns.get(letters) or self._columns.setdefault(letters, column_number(letters))
        if column <= self._column or column > _LAST_COLUMN:
            raise damaged()
        self._column = column
        self._kind = attributes.get("t")
        self._zeros = self._workbook.zeros.get(attributes.get("s", "0")) if self._kind in (None, "n") else None
        self._open = self._kind == "e" or self._zeros is not None or (self._kind == "s" and bool(self._workbook.lengths))

    def end_cell(self) -> None:
        """Settle a cell that is a formula, an error, or shown with zeros in front."""
        self.parser.CharacterDataHandler = None
        if not self._open:
            return
        at, text = (self._row, self._column), "".join(self._text).strip()
        if self._formula and (not text or self._workbook.recalculates) and not (self._kind == "str" and not self._workbook.recalculates):
            self.facts.unworked.add(at)
            self._filled()
        elif self._kind == "s" and text:
            self._weight += self._workbook.lengths[int(text)]
            if self._weight > _MOST_TEXT:
                raise _too_much_text()
        elif self._kind == "e":
            self.facts.faults[at] = text or "#REF!"
        elif self._zeros and text.isdigit():
            self.facts.shown[at] = self._zeros[0] + text.zfill(self._zeros[1])
        self._formula = self._open = False
        self._text.clear()

    def _more_hollow(self) -> None:
        """Count a row or a cell, which is hollow until something is found in it."""
        facts = self.facts
        facts.hollow += 1
        if facts.hollow > _MOST_HOLLOW + 2 * facts.filled:
            raise UnreadableFile(
                f"This workbook has more than {_MOST_HOLLOW:,} rows and cells with nothing in them. "
                "Delete the rows and columns below and beside the table, and save it again.",
                "far_cells",
            )

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._more_hollow()
        self.end_cell()
        row = int(attributes.get("r", self._row + 1))
        if row <= self._row or row > 1_048_576:
            raise damaged()
        if self._hide_unlisted and attributes.get("hidden") is None:
            self.facts.hidden_rows.add(row)
        self._row, self._column, self._row_text = row, 0, str(row)
        if attributes.get("hidden") in _YES or (attributes.get("ht") in ("0", "0.0") and attributes.get("customHeight") in _YES):
            self.facts.hidden_rows.add(row)

    def _start_outside(self, kind: str, attributes: dict[str, str]) -> None:
        match kind:
            case "sheetData":
                if self._begun:
                    raise damaged()
                self._begun = self._within = True
            case "row" | "c":
                raise damaged()
            case "col" if attributes.get("hidden") in _YES or float(attributes.get("width", 9)) == 0:
                self.facts.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
            case "sheetFormatPr":
                self._hide_unlisted = attributes.get("zeroHeight") in _YES
            case "filterColumn":
                self.facts.filtered = True
            case "mergeCell":
                if found := _RANGE.fullmatch(attributes["ref"]):
                    first, last = column_number(found[1]), column_number(found[3] or found[1])
                    self.facts.merged.append((int(found[2]), first, int(found[4] or found[2]), last))
