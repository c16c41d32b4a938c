"""What a person may do to a workbook, and what reading says of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
import xlsxwriter

from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.reading import Reading, read
from tests.returns_made import as_xlsx, cells_of, changed, made_return

POSTS = CONTRACTS["senco_posts"]
REFERRALS = CONTRACTS["referrals"]
MADE = made_return(POSTS, 3, rows=4)
AT = {f.name: at for at, f in enumerate(POSTS.fields)}


def book(also: Callable | None = None, **options) -> bytes:
    return as_xlsx(POSTS, MADE, also=also, **options)


def readings(content: bytes, **options) -> list[Reading]:
    return read("book.xlsx", content, **options)


def reading(content: bytes) -> Reading:
    (found,) = readings(content)
    return found


def blocks(content: bytes) -> list[tuple[int | None, str | None, str]]:
    return [(issue.row, issue.column, issue.code) for issue in reading(content).issues if issue.severity == "blocks"]


def refusal(content: bytes, **options) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read("book.xlsx", content, **options)
    return caught.value


SHEET = "xl/worksheets/sheet1.xml"


def test_a_sheet_reads_with_its_own_row_numbers_whatever_the_file_is_called() -> None:
    one = reading(book(above=3, left=2))
    assert (one.file, one.part, one.contract) == ("book.xlsx › Return", "Return", POSTS)
    assert cells_of(one) == MADE
    assert [row.number for row in one.rows] == [5, 6, 7, 8]
    assert cells_of(read("book.csv", book())[0]) == MADE


def test_values_are_read_as_a_person_would_write_them() -> None:
    def also(wb: xlsxwriter.Workbook, ws: xlsxwriter.workbook.Worksheet) -> None:
        ws.write_number(1, AT["senco_ref"], 501234)
        ws.write_boolean(1, AT["interim"], True)
        ws.write_number(1, AT["weekly_hours"], 6.25)
        ws.write_number(2, AT["setting_urn"], 123, wb.add_format({"num_format": "000000"}))
        ws.write_number(3, AT["setting_urn"], 123, wb.add_format({"num_format": '"EY"000000'}))
        ws.write_number(4, AT["started_on"], 46297)
        ws.write_number(2, AT["senco_ref"], 5.012345678901234e20)
        ws.write_datetime(1, AT["started_on"], datetime(2025, 9, 1, 9, 30), wb.add_format({"num_format": "dd/mm/yyyy"}))

    rows = cells_of(reading(book(also)))
    assert (rows[0]["senco_ref"], rows[0]["interim"], rows[0]["weekly_hours"]) == ("501234", "TRUE", "6.25")
    assert (rows[1]["setting_urn"], rows[2]["setting_urn"], rows[3]["started_on"]) == ("000123", "EY000123", "46297")
    assert rows[1]["senco_ref"] == "5.012345678901234e+20"
    assert rows[0]["started_on"] == "2025-09-01 09:30:00"


def test_dates_of_the_1904_calendar_are_the_days_they_show() -> None:
    out = io.BytesIO()
    wb = xlsxwriter.Workbook(out, {"date_1904": True})
    ws = wb.add_worksheet()
    ws.write_row(0, 0, ["Setting number", "SENCO reference", "Role", "Started on"])
    ws.write_row(1, 0, ["EY100001", "S1", "senco"])
    ws.write_datetime(1, 3, datetime(2025, 9, 1), wb.add_format({"num_format": "dd/mm/yyyy"}))
    wb.close()
    assert cells_of(reading(out.getvalue()))[0]["started_on"] == "2025-09-01"


def test_other_sheets_are_left_out_by_name() -> None:
    def also(wb: xlsxwriter.Workbook, _: object) -> None:
        wb.add_worksheet("Guide").write(0, 0, "How to fill this in")
        wb.add_worksheet("Lists").write_column(0, 0, ["senco", "deputy", "shared"])
        wb.get_worksheet_by_name("Lists").very_hidden()

    assert [note for note in reading(book(also)).notes if "left out" in note] == [
        "The sheet “Guide” was left out: it holds no rows of the return."
    ]


def _with_referrals(wb: xlsxwriter.Workbook, name: str = "Sent on", rows: int = 3) -> xlsxwriter.workbook.Worksheet:
    ws = wb.add_worksheet(name)
    ws.write_row(0, 0, [f.label for f in REFERRALS.fields])
    for number, row in enumerate(made_return(REFERRALS, 2, rows=rows) if rows else (), 1):
        ws.write_row(number, 0, list(row.values()))
    return ws


def test_two_sheets_of_two_returns_are_two_readings() -> None:
    found = readings(book(lambda wb, _: _with_referrals(wb)))
    assert [(one.part, one.contract.name, len(one.rows)) for one in found] == [("Return", "senco_posts", 4), ("Sent on", "referrals", 3)]
    (one,) = readings(book(lambda wb, _: _with_referrals(wb)), return_name="referrals")
    assert (one.contract, any("“Return” was left out" in note for note in one.notes)) == (REFERRALS, True)
    assert refusal(book(), return_name="referrals").code == "other_return"


def test_a_sheet_with_headings_and_no_rows_does_not_stop_the_others() -> None:
    (one,) = readings(book(lambda wb, _: _with_referrals(wb, rows=0)))
    assert one.notes[-1] == "The sheet “Sent on” was left out: it holds no rows of the return."
    assert refusal(as_xlsx(POSTS, [])).code == "no_rows"


def test_two_sheets_of_one_return_are_refused() -> None:
    content = as_xlsx(REFERRALS, made_return(REFERRALS, 1), also=lambda wb, _: _with_referrals(wb))
    assert "“Return” and “Sent on” both hold Referrals" in refusal(content).message


def test_a_sheet_with_a_misspelt_heading_is_never_left_out_quietly() -> None:
    def also(wb: xlsxwriter.Workbook, _: object) -> None:
        _with_referrals(wb).write(0, 1, "Referal refrence")

    found = refusal(book(also))
    assert found.code == "missing_heading"
    assert "On the sheet “Sent on”" in found.message


def test_a_hidden_sheet_that_holds_a_return_is_refused() -> None:
    assert "“Sent on” is hidden and holds Referrals" in refusal(book(lambda wb, _: _with_referrals(wb).hide())).message


def test_hidden_and_filtered_rows_and_hidden_columns_block() -> None:
    assert blocks(book(lambda _, ws: ws.set_row(2, None, None, {"hidden": True}))) == [(3, None, "hidden_row")]
    assert blocks(book(lambda _, ws: ws.set_row(2, 0))) == [(3, None, "hidden_row")]

    def filtered(_: object, ws: xlsxwriter.workbook.Worksheet) -> None:
        ws.autofilter(0, 0, 4, 5)
        ws.filter_column(1, "x == S001")
        ws.set_row(3, None, None, {"hidden": True})

    (issue,) = reading(book(filtered)).issues
    assert (issue.row, issue.message) == (4, "This row is hidden by a filter. Show it and check it, or delete it.")
    column = AT["ended_on"]
    assert blocks(book(lambda _, ws: ws.set_column(column, column, None, None, {"hidden": True}))) == [(None, "ended_on", "hidden_column")]


def test_rows_hidden_by_default_block() -> None:
    content = changed(book(), SHEET, lambda xml: xml.replace(b"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"'))
    assert [code for _, _, code in blocks(content)] == ["hidden_row"] * 4


def test_merged_cells_block_each_row_they_stand_in_and_titles_may_be_merged() -> None:
    assert blocks(book(lambda _, ws: ws.merge_range(1, AT["role"], 2, AT["role"], "senco"))) == [
        (2, "role", "merged_cells"),
        (3, "role", "merged_cells"),
    ]
    assert blocks(book(lambda _, ws: ws.merge_range(0, 0, 0, 5, "SENCO return"), above=2)) == []


def test_a_formula_that_was_never_worked_out_blocks_and_is_not_blank() -> None:
    content = book(lambda _, ws: ws.write_formula(1, AT["weekly_hours"], "=1+1", None, 7))
    assert blocks(content) == [(2, "weekly_hours", "formula_without_value")]
    saved = changed(content, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    assert blocks(saved) == []
    assert cells_of(reading(saved))[0]["weekly_hours"] == "7"
    unsaved = changed(saved, SHEET, lambda xml: xml.replace(b"<v>7</v>", b""))
    assert blocks(unsaved) == [(2, "weekly_hours", "formula_without_value")]
    assert cells_of(reading(unsaved))[0]["weekly_hours"] == "=…"


def test_an_error_in_a_cell_is_read_as_it_shows_and_never_as_blank() -> None:
    content = book(lambda _, ws: ws.write_formula(1, AT["ended_on"], "=1/0", None, "#DIV/0!"))
    content = changed(content, "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    assert cells_of(reading(content))[0]["ended_on"] == "#DIV/0!"


def test_a_reference_that_became_a_date_blocks() -> None:
    def also(wb: xlsxwriter.Workbook, ws: xlsxwriter.workbook.Worksheet) -> None:
        ws.write_datetime(2, AT["senco_ref"], datetime(2026, 2, 1), wb.add_format({"num_format": "d-mmm"}))

    assert blocks(book(also)) == [(3, "senco_ref", "date_in_text")]


def test_macros_are_ignored_and_said_so() -> None:
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0macro")
    one = reading(out.getvalue())
    assert cells_of(one) == MADE
    assert "Its macros were ignored." in one.notes


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (("xl/workbook.bin",), "binary workbook"),
        (("word/document.xml",), "a Word document"),
        (("ppt/presentation.xml",), "a presentation"),
        (("xl/nothing",), "damaged"),
    ],
)
def test_other_office_files_are_refused(members: tuple[str, ...], words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", *members):
            archive.writestr(name, "x")
    assert words in refusal(out.getvalue()).message


def test_a_document_type_is_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet'
    for member in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        root = {SHEET: b"<worksheet", "xl/workbook.xml": b"<workbook", "xl/sharedStrings.xml": b"<sst", "xl/styles.xml": b"<styleSheet"}[
            member
        ]
        found = refusal(changed(book(), member, lambda xml, root=root: xml.replace(root, laughs.replace(b"<worksheet", root), 1)))
        assert found.code == "unsafe_xml"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"</sheetData>", re.search(rb'<row r="2".*?</row>', xml)[0] + b"</sheetData>"),
        lambda xml: xml.replace(b'r="B2"', b'r="A2"'),
        lambda xml: xml.replace(b'r="B2"', b'r="B3"'),
        lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells/><row/>"),
        lambda xml: xml[:-40],
        lambda xml: b"",
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(change: Callable[[bytes], bytes]) -> None:
    assert refusal(changed(book(), SHEET, change)).code == "damaged"
