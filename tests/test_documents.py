"""Downloads: safe to open, whatever a file has put into a cell, and each says what it is a picture of."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from analytics.documents.tables import table_csv, table_xlsx

ABOUT = {"as_of": "2026-11-21", "filters": "all settings"}
DANGEROUS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", '=HYPERLINK("http://evil.example")']


def frame(*names: object) -> pd.DataFrame:
    return pd.DataFrame({"name": pd.Series(list(names), dtype="object")})


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_is_written_with_an_apostrophe_in_a_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(table_csv(frame(text), ABOUT).decode("utf-8-sig"), newline="")))
    assert rows[1][0] == "'" + text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20))
def test_no_cell_of_a_csv_begins_with_a_sign_that_a_spreadsheet_runs(text: str) -> None:
    rows = list(csv.reader(io.StringIO(table_csv(frame(text), ABOUT).decode("utf-8-sig"), newline="")))
    assert not rows[1][0].lstrip().startswith(("=", "+", "-", "@"))


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    content = table_xlsx(frame(*DANGEROUS, "http://evil.example"), ABOUT, "=1+1")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if "rels" in name and "sheet1" in name]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_a_workbook_says_the_day_what_was_known_and_the_filters_above_its_table() -> None:
    said = {"On": "21 November 2026", "As known": "21 November 2026 at 23:59", "For": "Alder"}
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx(frame("Acorn"), said, "Title"))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[:4]] == ["Title", "On: 21 November 2026", "As known: 21 November 2026 at 23:59", "For: Alder"]
    assert [row[0] for row in rows[-2:]] == ["name", "Acorn"]


def test_a_csv_keeps_its_headings_first_and_says_the_rest_in_its_last_columns() -> None:
    lines = table_csv(frame("Acorn"), ABOUT).decode("utf-8-sig").splitlines()
    assert lines == ["name,as_of,filters", "Acorn,2026-11-21,all settings"]


def test_days_numbers_and_blanks_stay_what_they_are() -> None:
    table = pd.DataFrame(
        {
            "day": pd.Series([date(2026, 11, 21), None], dtype="object"),
            "count": pd.Series([-3, None], dtype="Int64"),
            "share": pd.Series([0.5, float("nan")]),
        }
    )
    assert table_csv(table, {}).decode("utf-8-sig").splitlines() == ["day,count,share", "2026-11-21,-3,0.5", ",,"]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(table_xlsx(table, {}, "Title"))).get_sheet_by_index(0).to_python()
    assert rows[-1] == [date(2026, 11, 21), -3.0, 0.5]
