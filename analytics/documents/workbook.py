"""The tables behind a cluster meeting as a workbook: the findings first, then a sheet a safe table, and which returns were in.

Texts are written as texts, never as a formula or a link. Each sheet says the day, the moment of knowledge, the cluster and what `c`
means, and prints on one page’s width.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.disclosure.offered import HIDDEN
from analytics.documents.deck import written
from analytics.documents.screens import in_words
from analytics.documents.tables import INERT, LONGEST_CELL
from analytics.meeting.room import Meeting
from data.council import Council
from data.terms import say_day, say_moment

FINDINGS = "Findings"
_LONGEST_SHEET = 31
_WIDTHS = {"Screen": 18, "Finding": 92, "Who told us": 62, "Figure": 50, "Service": 30, "Kind of setting": 28, "Return": 18, "Shown": 18}
_LINE = 15  # points


def as_workbook(told: Meeting, whose: Council) -> bytes:
    """The workbook; the same meeting gives the same bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, INERT) as book:
        moment = told.shown.known_at.replace(microsecond=0)
        book.set_properties({"title": written(told.title), "author": written(whose.name), "created": moment})
        sheets = _Sheets(book, told, whose)
        sheets.write(FINDINGS, told.title, _findings(told))
        for title, table in tables_behind(told).items():
            sheets.write(title, title, in_words(table))
    return out.getvalue()


def tables_behind(told: Meeting) -> dict[str, pd.DataFrame]:
    """The safe tables behind the screens by their titles, and which returns were in."""
    tables = {title: table for screen in told.screens for title, table in screen.tables.items()}
    return tables | {"Returns received": told.shown.tables["returns_received"]}


def _findings(told: Meeting) -> pd.DataFrame:
    """A row a screen with its headline and who told us, and a row for each sentence on it."""
    rows = []
    for screen in told.screens:
        rows += [(screen.name, screen.headline, screen.told), *((screen.name, line, "") for line in screen.lines)]
    return pd.DataFrame(rows, columns=["Screen", "Finding", "Who told us"], dtype=object)


def _about(told: Meeting, whose: Council) -> Mapping[str, str]:
    hidden, _, meaning = told.about[-1].partition(": ")
    return {
        "As at": say_day(told.as_of),
        "As known on": say_moment(told.shown.known_at),
        "For": told.cluster or "all clusters",
        "From": whose.name,
        hidden: meaning,
    }


class _Sheets:
    """Writes frames as sheets that look alike."""

    def __init__(self, book: xlsxwriter.Workbook, told: Meeting, whose: Council) -> None:
        self._book, self._about, self._day = book, _about(told, whose), say_day(told.as_of)
        self._formats: dict[str, Format] = {
            name: book.add_format({"valign": "vcenter"} | look)
            for name, look in {
                "title": {"bold": True, "font_size": 14, "font_color": whose.colour},
                "about": {"font_color": "#46524F"},
                "head": {
                    "bold": True,
                    "bottom": 1,
                    "bottom_color": whose.colour,
                    "text_wrap": True,
                    "align": "left",
                    "indent": 1,
                    "valign": "bottom",
                },
                "count head": {
                    "bold": True,
                    "bottom": 1,
                    "bottom_color": whose.colour,
                    "text_wrap": True,
                    "align": "right",
                    "valign": "bottom",
                },
                "text": {"text_wrap": True, "align": "left", "indent": 1},
                "count": {"align": "right"},
                "share": {"align": "right", "num_format": "0.0 %"},
                "day": {"num_format": "d mmm yyyy", "align": "left", "indent": 1},
            }.items()
        }

    def write(self, name: str, title: str, frame: pd.DataFrame) -> None:
        sheet, looks = self._book.add_worksheet(name[:_LONGEST_SHEET]), self._formats
        sheet.write_string(0, 0, written(title), looks["title"])
        for row, (label, text) in enumerate(self._about.items(), start=1):
            sheet.write_string(row, 0, written(f"{label}: {text}"), looks["about"])
        top = len(self._about) + 2
        sheet.set_row(top, 2 * _LINE + 4)
        lines = dict.fromkeys(range(top + 1, top + 1 + len(frame)), 1)
        for column, heading in enumerate(frame.columns):
            cells, width = list(frame[heading]), _WIDTHS.get(heading, 22 if column == 0 else 13)
            sheet.set_column(column, column, width)
            counts = all(cell == HIDDEN or not isinstance(cell, str | date) for cell in cells)
            sheet.write_string(top, column, heading, looks["count head" if counts else "head"])
            for row, value in enumerate(cells, start=top + 1):
                look = "share" if heading.endswith("(share)") else "count" if counts else "text"
                self._cell(sheet, row, column, value, look)
                lines[row] = max(lines[row], 1 + len(str(value)) // width)
        for row, count in lines.items():
            sheet.set_row(row, _LINE * count)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_footer(f"&L{written(title).replace('&', '&&')}, {self._day}&RPage &P of &N")

    def _cell(self, sheet: Worksheet, row: int, column: int, value: object, look: str) -> None:
        if isinstance(value, str):
            sheet.write_string(row, column, written(value)[:LONGEST_CELL], self._formats[look])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._formats["day"])
        elif value is not None and not pd.isna(value):
            sheet.write_number(row, column, value, self._formats[look])
