"""A workbook filled in by hand: text typed into cells of its first sheet, rows deleted; everything else of it stays."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from python_calamine import CalamineWorkbook

SHEET = "xl/worksheets/sheet1.xml"
_ROW = re.compile(r'(<row r="(\d+)"[^>]*>)(.*?)(</row>)', re.DOTALL)


def filled_in(content: bytes, typed: Mapping[tuple[int, int], str], *, without: Sequence[int] = ()) -> bytes:
    """The workbook with text typed by row (as seen, from 1) and column (from 0); the rows `without` are deleted."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in book.infolist():
            found = book.read(part)
            copy.writestr(part, _filled(found.decode(), typed, without).encode() if part.filename == SHEET else found)
    return out.getvalue()


def cells_of_sheet(content: bytes, name: str) -> list[list]:
    """The rows of a sheet as values."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


def _filled(xml: str, typed: Mapping[tuple[int, int], str], without: Sequence[int]) -> str:
    left = dict(typed)

    def row(found: re.Match[str]) -> str:
        number = int(found[2])
        if number in without:
            return ""
        cells = {re.search(r'r="([A-Z]+)', cell)[1]: cell for cell in re.findall(r"<c .*?(?:/>|</c>)", found[3], re.DOTALL)}
        for at in [at for at in left if at[0] == number]:
            letter = chr(ord("A") + at[1])
            cells[letter] = f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(left.pop(at))}</t></is></c>'
        return found[1] + "".join(cells[letter] for letter in sorted(cells)) + found[4]

    filled = _ROW.sub(row, xml)
    assert not left, f"no such rows: {left}"
    return filled
