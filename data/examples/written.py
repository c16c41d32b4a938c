"""Rows of a return as the bytes of a file, the same bytes every time."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from data.contract import Contract
from data.terms import Term

Cells = dict[str, object]


@dataclass(frozen=True)
class ExampleFile:
    """One file of the sample and how it is loaded. `accepted_at` is London time without a zone.

    `undo` withdraws what the file of that name submitted earlier; its content is empty.
    """

    name: str
    content: bytes
    accepted_at: datetime
    term: Term
    effective_on: date | None = None
    source: str | None = None
    confirm_closures: bool = False
    accept_good_rows: bool = False
    undo: bool = False

    @property
    def path(self) -> str:
        """Where `write` puts it: one folder a term."""
        return f"{self.term.name}/{self.name}"


def export(contract: Contract, rows: Sequence[Cells]) -> bytes:
    """A system’s export: canonical headings, ISO dates, commas, UTF-8."""
    return _text(
        [[f.name for f in contract.fields], *([_said(row.get(f.name), "%Y-%m-%d") for f in contract.fields] for row in rows)], ",", "utf-8"
    )


def template(contract: Contract, rows: Sequence[Cells]) -> bytes:
    """A setting’s own file from the blank template: labels as headings, day first, semicolons as a European Excel writes them."""
    heading = [f.label + (" *" if f.required else "") for f in contract.fields]
    return _text([heading, *([_said(row.get(f.name), "%d/%m/%Y") for f in contract.fields] for row in rows)], ";", "cp1252")


def workbook(contract: Contract, rows: Sequence[Cells]) -> bytes:
    """A setting’s own file from the XLSX template, with real dates."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2020, 1, 1)})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(contract.title)
    for column, f in enumerate(contract.fields):
        sheet.write_string(0, column, f.label)
        for line, row in enumerate(rows, start=1):
            value = row.get(f.name)
            if isinstance(value, date):
                sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                sheet.write_string(line, column, _said(value, "%d/%m/%Y"))
    book.close()
    return out.getvalue()


def _said(value: object, day: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime(day) if isinstance(value, date) else str(value)


def _text(lines: Sequence[Sequence[str]], delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode(encoding)
