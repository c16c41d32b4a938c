"""Whether the cells of a row in a text file can have shifted.

A row shorter or longer than the headings may have lost a separator or have one too many, and then
every cell after it stands in the wrong column. Three habits of programs explain a different width and
are harmless: every row is equally wide and the headings have no, or more, blank cells at their end (unless
half a text could hide in the column after its own); and
spreadsheets that leave blank cells at the end away, sixteen rows at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from data.contract import Issue
from data.delimited import Record
from data.headings import Heading

_TOGETHER = 16


@dataclass
class _Block:
    """Sixteen rows of a file: how wide they are, how many, and whether one is filled to its end."""

    widths: set[int] = field(default_factory=set)
    rows: int = 0
    filled: bool = False
    odd: list[tuple[int, int]] = field(default_factory=list)


class Widths:
    """How many cells the rows of one text file have."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._blocks: dict[int, _Block] = {}
        self._all: set[int] = set()
        self._rows = 0
        first = self._blocks.setdefault(heading.position // _TOGETHER, _Block())
        first.widths.add(heading.width)
        first.rows += 1

    def see(self, position: int, record: Record, nothing_beyond: bool) -> None:
        """Note the width of a row; `position` counts rows from the top of the file."""
        width = len(record.cells)
        self._all.add(width)
        self._rows += 1
        block = self._blocks.setdefault(position // _TOGETHER, _Block())
        block.widths.add(width)
        block.rows += 1
        block.filled = block.filled or bool(record.cells[-1].strip())
        if width != self._heading.width and nothing_beyond:
            block.odd.append((record.number, width))

    def issues(self) -> list[Issue]:
        """An issue for each row whose cells may have shifted."""
        needed = len(self._heading.cells)
        # Two headings that have run together also leave every row one cell longer.
        run_together = any(cell and f is None for cell, f in zip(self._heading.cells, self._heading.fields, strict=True))
        as_wide = max(self._all, default=0) <= self._heading.width or not self._can_hide_a_part()
        if len(self._all) == 1 and self._rows > 1 and min(self._all) >= needed and as_wide and not run_together:
            return []
        return [self._issue(*row, needed) for block in self._blocks.values() if not self._by_habit(block) for row in block.odd]

    def _can_hide_a_part(self) -> bool:
        """True when half a text that holds a separator could stand in the next column and not be noticed there."""
        kinds = [f.kind if f else "text" for f in self._heading.fields]
        return any(kind == "text" and after in ("text", "reference", "child") for kind, after in pairwise(kinds))

    def _by_habit(self, block: _Block) -> bool:
        """True when a spreadsheet left the blank cells at the end of these rows away."""
        return len(block.widths) == 1 and block.rows > 1 and block.filled and max(block.widths) < self._heading.width

    def _issue(self, number: int, width: int, needed: int) -> Issue:
        if width > self._heading.width:
            said = "This row has more cells than there are headings, so its cells may stand in the wrong columns. "
            fix = "Put text with a comma in it in quotation marks."
            return Issue(number, None, None, "row_too_long", "blocks", said + fix)
        wanted = max(needed, self._heading.width)
        cells = "1 cell" if width == 1 else f"{width} cells"
        said = f"This row has {cells} and there are {wanted} headings, so its cells may stand in the wrong columns. "
        fix = "Save the file again from a spreadsheet, so that every row has a cell for each heading."
        return Issue(number, None, None, "row_too_short", "blocks", said + fix)
