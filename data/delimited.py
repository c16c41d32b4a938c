"""Text files as records: which separator, and every row with the line on which it starts.

Reads strictly: a quotation mark that is not closed, a line or a cell without end, or more columns than
a return can have make the file unreadable, and none of them costs more memory than one cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from data.encodings import Letters, letters_of
from data.errors import UnreadableFile
from data.limits import LONGEST_CELL, LONGEST_LINE, MOST_COLUMNS

csv.field_size_limit(LONGEST_CELL)

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
# Blank rows that run over several lines are quotation marks gone astray, and not many of them are a return.
_MOST_HOLLOW = 1_000
_BREAK = re.compile(r"\r\n|\r|\n")
_SEP_LINE = re.compile(r'\ufeff?"?sep=(.)"?[\s,;|]*', re.IGNORECASE)


class Record(NamedTuple):
    """One row of a file: where it starts, its cells as written, and what is odd about how it is written."""

    number: int
    cells: Sequence[str]
    odd: str | None = None


class _Lines:
    """The physical lines of a text, one at a time; `since` holds those of the row being read."""

    def __init__(self, content: bytes, codec: str) -> None:
        self._readline = io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="").readline
        self.count = 0
        self.since: list[str] = []
        self.quoted = False
        self._held = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.count += 1
        if len(line) == LONGEST_LINE:
            raise UnreadableFile(
                f"Line {self.count} is longer than a row of a return can be. Check how the file was saved.", "line_too_long", self.count
            )
        self.quoted = self.quoted or '"' in line
        self._held += len(line)
        if self._held > 2 * LONGEST_LINE:
            raise csv.Error("row without end")
        self.since.append(line)
        return line

    def start(self) -> int:
        """Begin a row; its first line number."""
        self.since = []
        self.quoted = False
        self._held = 0
        return self.count + 1


def records(content: bytes, letters: Letters, separator: str, after: int = 0) -> Iterator[Record]:
    """Every row of a text file, blank ones too, leaving out the first `after` lines."""
    lines = _Lines(content, letters.codec)
    for _ in range(after):
        next(lines)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    well_quoted = _well_quoted(separator)
    hollow = 0
    while True:
        start = lines.start()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise _unclosed(lines, start, separator) from problem
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFile(
                f"Line {start} has {len(cells):,} cells, more than a return can have. Check how the file was saved.",
                "too_many_columns",
                start,
            )
        odd = None
        if lines.quoted and not well_quoted("".join(lines.since)):
            odd = "stray_quote"
        elif len(lines.since) > 1 and any("\n" in cell or "\r" in cell for cell in cells):
            odd = _swallowed(cells, separator)
            if not any(map(str.strip, cells)):
                hollow += 1
                if hollow > _MOST_HOLLOW:
                    raise _unclosed(lines, start, separator)
        yield Record(start, cells, odd)


def table_of(content: bytes, last_heading: int, score: Callable[[list[Record]], float]) -> tuple[Iterator[Record], list[str]]:
    """The records of a text file and notes on how it was read.

    The separator is the one that gives the best `score` to the file's first `last_heading` lines.
    """
    letters = letters_of(content)
    notes = [letters.note] if letters.note else []
    content = content.removesuffix(b"\x1a")
    said = _SEP_LINE.fullmatch(next(_Lines(content, letters.codec), "").rstrip("\r\n"))
    after = 1 if said else 0
    candidates = [said[1]] if said and said[1] in SEPARATORS else list(SEPARATORS)
    best: tuple[float, int] = (-1.0, 0)
    separator, problem = ",", None
    for candidate in candidates:
        head, stopped = _head(content, letters, candidate, after, last_heading)
        found = (score(head), 0 if stopped else max((len(record.cells) for record in head), default=0))
        if found > best:
            best, separator, problem = found, candidate, stopped
    if problem and best[0] <= 0:
        raise problem
    if separator != ",":
        notes.append(f"The cells are separated by {SEPARATORS[separator]}.")
    return records(content, letters, separator, after), notes


def _head(content: bytes, letters: Letters, separator: str, after: int, last: int) -> tuple[list[Record], UnreadableFile | None]:
    """The rows that start on the first lines, and what stopped the reading of them."""
    head: list[Record] = []
    try:
        for record in records(content, letters, separator, after):
            if record.number > last:
                break
            head.append(record)
    except UnreadableFile as stopped:
        return head, stopped
    return head, None


def _cell(separator: str) -> str:
    d = re.escape(separator)
    return rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{d}\r\n]*+)'


def _well_quoted(separator: str) -> Callable[[str], re.Match[str] | None]:
    cell, d = _cell(separator), re.escape(separator)
    return re.compile(rf"{cell}(?:{d}{cell})*+[\r\n]*").fullmatch


def _unclosed(lines: _Lines, start: int, separator: str) -> UnreadableFile:
    """The refusal that names the line on which the quotation mark that is never closed stands."""
    text = "".join(lines.since)
    if len(lines.since) <= 1 and len(text) > LONGEST_CELL:
        return UnreadableFile(f"Line {start} holds a cell of more than {LONGEST_CELL:,} characters. Shorten it.", "cell_too_long", start)
    whole_cells = re.compile(rf"(?:{_cell(separator)}{re.escape(separator)})*+").match(text)
    where = start + len(_BREAK.findall(text[: whole_cells.end()] if whole_cells else ""))
    return UnreadableFile(
        f"A quotation mark that opens a cell on line {where} is not closed where the cell ends. "
        "Close it or take it out, and save the file again.",
        "unclosed_quote",
        where,
    )


def _swallowed(cells: Sequence[str], separator: str) -> str | None:
    """Between quotation marks that belong to two different rows stand the rest of one row, whole rows and the start of another."""
    others = len(cells) - 1
    for cell in cells:
        counts = [line.count(separator) for line in _BREAK.split(cell) if line]
        if others and len(counts) > 1 and counts[0] + counts[-1] == others and all(count == others for count in counts[1:-1]):
            return "swallowed_rows"
    return None
