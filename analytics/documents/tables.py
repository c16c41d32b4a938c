"""A frame as a CSV or an .xlsx that is safe to open and says what it is a picture of.

A text that a spreadsheet would run as a formula is written as text: in a CSV with an apostrophe in
front, in a workbook as a string cell. Every file carries `about` (label → text: the day asked for,
what was known, the filters): above the table in a workbook, as last columns in a CSV, so that the
first row of a CSV stays its heading row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

import pandas as pd
import xlsxwriter

from data.cells import held_back

LONGEST_CELL = 32_767
# How every workbook is written: texts stay texts, whatever they look like.
INERT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def inert(value: object) -> object:
    """A text cell with an apostrophe in front when a spreadsheet would run it; anything else as it is."""
    return held_back(value) if isinstance(value, str) else value


def table_csv(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """The frame and then one column for each line of `about`; days as ISO, UTF-8 with a mark."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow([inert(str(name)) for name in [*frame.columns, *about]])
    cells = [map(_plain, frame[name]) for name in frame.columns]
    told = [inert(text) for text in about.values()]
    for row in zip(*cells, strict=True):
        lines.writerow([*map(inert, row), *told])
    return out.getvalue().encode("utf-8-sig")


def table_xlsx(frame: pd.DataFrame, about: Mapping[str, str], title: str) -> bytes:
    """One sheet: the title, a line for each of `about`, then the frame with a filter on its heading row."""
    return tables_xlsx({"Table": (title, frame)}, about)


def tables_xlsx(sheets: Mapping[str, tuple[str, pd.DataFrame]], about: Mapping[str, str]) -> bytes:
    """A sheet a frame, as `table_xlsx` writes one: name of the sheet → (title, frame). At least one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        for name, (title, frame) in sheets.items():
            _write_sheet(book, name, title, frame, about)
    return out.getvalue()


def _write_sheet(book: xlsxwriter.Workbook, sheet_name: str, title: str, frame: pd.DataFrame, about: Mapping[str, str]) -> None:
    bold, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
    sheet = book.add_worksheet(sheet_name)
    sheet.write_string(0, 0, title, bold)
    for row, (label, text) in enumerate(about.items(), start=1):
        sheet.write_string(row, 0, f"{label}: {text}")
    top = len(about) + 2
    for column, name in enumerate(frame.columns):
        sheet.write_string(top, column, str(name), head)
        for row, value in enumerate(map(_plain, frame[name]), start=top + 1):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, day)
            elif isinstance(value, bool):
                sheet.write_string(row, column, "yes" if value else "no")
            elif isinstance(value, int | float):
                sheet.write_number(row, column, value)
            elif value is not None:
                sheet.write_string(row, column, str(value)[:LONGEST_CELL])
    if len(frame.columns):
        sheet.autofilter(top, 0, top + len(frame), len(frame.columns) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.autofit(320)
    sheet.set_column(0, 0, 30)


def _plain(value: object) -> object:
    """A cell as a plain Python value: None where blank, a day for a timestamp at midnight."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    if hasattr(value, "item"):
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value
