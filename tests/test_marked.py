"""A marked workbook is the sender's own file back: it reads as it did, and no better, until somebody has put it right."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given as over
from hypothesis import settings, strategies
from python_calamine import CalamineWorkbook
from returns_made import as_csv, as_xlsx, made_return
from sent import REGISTER, given, sent
from test_pollutions import look, polluted
from test_uploads import two_sheets

from data.contract import Contract
from data.contracts import CONTRACTS
from data.drafts import Checked
from data.errors import ToolError, UnreadableFile
from data.marked import can_be_marked, marked_workbook
from data.reading import Reading, files_in, read
from data.store import Store
from data.submission import check
from data.tables import LOOK_AT_ROW
from data.workbooks import ISSUES_TITLE

POSTS = """
    setting_urn | senco_ref | role   | started_on | senco_name
    EY100001    | S1        | sencoo | 31/02/2025 | =1+1
    EY100002    | S2        | senco  | 01/09/2024 |
    EY100001    | S3        |        | 01/09/2024 | Zoë
"""
LEFT_OUT = "The sheet “Issues” was left out: it holds no rows of the return."


@pytest.fixture
def registered(store: Store) -> Store:
    """A store that holds the register."""
    given(store, REGISTER, at="2025-09-01T09:00:00")
    return store


def found(checks: Sequence[Checked]) -> list[tuple]:
    """Where the issues are and what they are."""
    return [(one.contract.name, issue.row, issue.column, issue.code) for one in checks for issue in one.issues]


def rows_of(checks: Sequence[Checked]) -> dict[str, tuple]:
    return {one.contract.name: (one.reading.columns, one.reading.headings, one.reading.rows) for one in checks}


def sheets(content: bytes) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def again(store: Store, name: str, content: bytes, **choices: object) -> tuple[list[Checked], list[Checked]]:
    """What was found in a file, and in its marked workbook as it is."""
    first = check(store, name, content)
    return first, check(store, "marked.xlsx", marked_workbook(first, **choices))


def test_the_workbook_reads_as_the_file_did_and_its_list_is_left_out_by_name(registered: Store) -> None:
    first, second = again(registered, "posts.csv", sent(POSTS))
    assert rows_of(second) == rows_of(first)
    assert found(second) == found(first)
    assert LEFT_OUT in second[0].reading.notes
    assert not [note for note in first[0].reading.notes if "left out" in note]


def test_the_cells_to_put_right_are_coloured_and_explained_and_listed(registered: Store) -> None:
    content = marked_workbook(check(registered, "posts.csv", sent(POSTS)))
    listed = sheets(content)["Issues"]
    assert listed[0][0] == ISSUES_TITLE
    assert ["SENCO posts", 2.0, "Role", "sencoo"] in [line[:4] for line in listed]
    assert [line[1] for line in listed if line[4].startswith("Role is blank.")] == [4.0]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        comments = book.read("xl/comments1.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
    assert all(f'ref="{cell}"' in comments for cell in ("C2", "D2", "C4"))
    assert 'ref="A2"' not in comments
    styles = {cell: sheet.split(f'r="{cell}" s="')[1].split('"')[0] for cell in ("A2", "C2", "D2", "C4")}
    assert len({styles["C2"], styles["D2"], styles["C4"]}) == 1
    assert styles["A2"] != styles["C2"]


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
@settings(max_examples=5)
@over(strategies.integers(0, 10_000), strategies.sampled_from(["csv", "titled csv", "xlsx", "shifted xlsx"]))
def test_a_marked_workbook_of_any_return_reads_back_to_the_same_rows(contract: Contract, seed: int, how: str) -> None:
    made = made_return(contract, seed)
    content = {
        "csv": lambda: as_csv(contract, made, separator=";"),
        "titled csv": lambda: as_csv(contract, made, above=("Return of Acorn Lane", ""), below=("Total;3",)),
        "xlsx": lambda: as_xlsx(contract, made),
        "shifted xlsx": lambda: as_xlsx(contract, made, above=3, left=2),
    }[how]()
    (first,) = read("a", content)
    draft = Checked("a", content, contract, first, None, first.issues, part=first.part)
    (second,) = read("a.xlsx", marked_workbook([draft]))
    assert (second.columns, second.headings, second.rows, second.heading_row) == (
        first.columns,
        first.headings,
        first.rows,
        first.heading_row,
    )
    assert [(row.number, row.why) for row in second.ignored] == [(row.number, row.why) for row in first.ignored]


@settings(max_examples=80)
@over(strategies.text(alphabet=strategies.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
def test_any_text_comes_back_as_it_was_read(text: str) -> None:
    contract = CONTRACTS["senco_posts"]
    made = [{f.name: "" for f in contract.fields} | {"setting_urn": "EY100001", "senco_ref": "S1", "role": "senco", "senco_name": text}]
    content = as_csv(contract, made, quote_all=True)
    try:
        (first,) = read("a", content)
    except UnreadableFile:
        return
    draft = Checked("a", content, contract, first, None, first.issues)
    (second,) = read("a.xlsx", marked_workbook([draft]))
    assert second.rows == first.rows


def odd_workbook(change: Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None]) -> bytes:
    """Two sound rows of SENCO posts, and what a test changes about them."""
    made = [
        {f.name: "" for f in CONTRACTS["senco_posts"].fields}
        | {"setting_urn": "EY100001", "senco_ref": f"S{number}", "role": "senco", "started_on": "2024-09-01"}
        for number in (1, 2)
    ]
    return as_xlsx(CONTRACTS["senco_posts"], made, also=change)


ODD = {
    "a row whose cells may have shifted": b"setting_urn,senco_ref,role,started_on\nEY100001,S1,senco,2024-09-01\nEY100001,senco,2024\n",
    "a row with a cell too many": b"setting_urn,senco_ref,role,started_on\nEY100001,S1,senco,2024-09-01,x\n",
    "a stray quotation mark": b'setting_urn,senco_ref,role,started_on,senco_name\nEY100001,S1,senco,2024-09-01,A "B" C\n',
    "a heading that is a slip": b"setting_urn,senco_ref,role,started_on,endd on\nEY100001,S1,senco,2024-09-01,2024-10-01\n",
    "a column without a heading": b"setting_urn,senco_ref,role,,started_on\nEY100001,S1,senco,x,2024-09-01\n",
    "a hidden row": odd_workbook(lambda book, sheet: sheet.set_row(2, None, None, {"hidden": True})),
    "a hidden column": odd_workbook(lambda book, sheet: sheet.set_column(4, 4, 9, None, {"hidden": True})),
    "merged cells": odd_workbook(lambda book, sheet: sheet.merge_range(1, 4, 2, 4, "2024-09-01")),
    "a formula never worked out": odd_workbook(lambda book, sheet: sheet.write_formula(1, 3, "=A1", None, "")),
    "a reference that became a date": odd_workbook(
        lambda book, sheet: sheet.write_datetime(1, 1, date(2026, 2, 1), book.add_format({"num_format": "d-m"}))
    ),
}


@pytest.mark.parametrize("content", ODD.values(), ids=list(ODD))
def test_a_workbook_nobody_has_touched_is_no_better_than_the_file(registered: Store, content: bytes) -> None:
    first, second = again(registered, "a", content)
    assert {one.outcome for one in first} == {"blocked"}
    assert {one.outcome for one in second} == {"blocked"}
    assert {row for _, row, _, _ in found(second)} >= {row for _, row, _, _ in found(first)}


@pytest.mark.parametrize("contract", range(len(CONTRACTS)), ids=list(CONTRACTS))
def test_whatever_was_done_to_a_file_its_marked_workbook_reads_as_that_file(contract: int) -> None:
    """Rows that nothing stops say the same, and every row and every heading that stops the file stops the workbook."""
    for case in (polluted(number, "marked") for number in range(contract, 15 * len(CONTRACTS), len(CONTRACTS))):
        look(case)
        if not case.reading:
            continue
        ((name, content),) = files_in(case.sent.name, case.file.content)
        draft = Checked(name, content, case.reading.contract, case.reading, None, case.reading.issues, part=case.reading.part)
        (marked,) = read("a.xlsx", marked_workbook([draft]))
        assert stopped(marked) == stopped(case.reading), case
        loose = {row for row, _ in stopped(case.reading)}
        assert texts(marked, loose) == texts(case.reading, loose), case


def stopped(reading: Reading) -> set[tuple[int | None, str | None]]:
    """The rows that something about the shape of the file stops; for the file as a whole what it is."""
    return {(issue.row, None if issue.row else issue.code) for issue in reading.issues if issue.severity == "blocks"}


def texts(reading: Reading, but: set[int | None]) -> dict[int, dict[str, str | None]]:
    return {row.number: dict(zip(reading.columns, row.cells, strict=True)) for row in reading.rows if row.number not in but}


def test_a_row_that_was_hidden_is_shown_and_loads_once_somebody_has_cleared_the_note_beside_it(registered: Store) -> None:
    (first,) = check(registered, "a.xlsx", ODD["a hidden row"])
    shown = sheets(marked_workbook([first]))["Return"]
    assert shown[2][-1] == LOOK_AT_ROW
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Return")
        for row, cells in enumerate(shown):
            sheet.write_row(row, 0, [cell for cell in cells if cell != LOOK_AT_ROW])
    assert [one.outcome for one in check(registered, "a.xlsx", out.getvalue())] == ["accepted"]


def test_a_workbook_for_one_setting_holds_its_rows_only_on_their_own_rows(registered: Store) -> None:
    (first,) = check(registered, "posts.csv", sent(POSTS))
    content = marked_workbook([first], only="ofsted:EY100001")
    (second,) = check(registered, "a.xlsx", content)
    assert [row.number for row in second.reading.rows] == [2, 4]
    assert "EY100002" not in str(sheets(content))
    (other,) = check(registered, "a.xlsx", marked_workbook([first], only="ofsted:EY100002"))
    assert (other.outcome, other.settings) == ("accepted", ("ofsted:EY100002",))


def test_the_teams_own_return_in_the_same_file_does_not_go_to_a_setting(registered: Store) -> None:
    posts = {"setting_urn": "EY100001", "senco_ref": "S1", "role": "sencoo", "started_on": "2024-09-01"}
    events = {"event_ref": "E1", "kind": "courze", "title": "Signs", "held_on": "2025-09-01"}
    checks = check(registered, "a.xlsx", two_sheets({"senco_posts": posts, "training_events": events}))
    assert list(sheets(marked_workbook(checks))) == ["SENCO posts", "Training events", "Issues"]
    assert list(sheets(marked_workbook(checks, only="ofsted:EY100001"))) == ["SENCO posts", "Issues"]


def test_a_public_list_is_marked_row_by_row(registered: Store) -> None:
    content = (
        b"Provider URN,Registration date,Provider type,Provider subtype,Provider status,Individual Register combinations,"
        b"Provider Early Years Register Flag,Provider name,Postcode,Local authority,Places,"
        b"Most recent full: Inspection date,Most recent full: Overall effectiveness\r\n"
        b"EY900001,01/04/2008,Childcare on non-domestic premises,Full day care,Active,ALL,Y,Tansy,ZZ1 1AA,Nowhere,many,02/10/2018,2\r\n"
    )
    first, second = again(registered, "a.csv", content)
    assert found(second) == found(first)
    assert ("settings", 2, "places", "not_a_number") in found(first)
    assert rows_of(second) == rows_of(first)


def test_a_sheet_of_the_senders_that_is_called_issues_keeps_its_name(registered: Store) -> None:
    content = as_xlsx(CONTRACTS["senco_posts"], made_return(CONTRACTS["senco_posts"], 1), sheet="Issues")
    assert list(sheets(marked_workbook(check(registered, "a.xlsx", content)))) == ["Issues", "Issues (2)"]


def test_twenty_thousand_rows_are_marked_in_seconds_and_can_be_read_again() -> None:
    contract = CONTRACTS["training_attendance"]
    content = as_csv(contract, made_return(contract, 1, rows=20_000))
    (first,) = read("a", content)
    draft = Checked("a", content, contract, first, None)
    began = time.process_time()
    marked = marked_workbook([draft])
    assert time.process_time() - began < 20
    assert read("a.xlsx", marked)[0].rows == first.rows


def test_a_cell_that_no_workbook_can_hold_is_said_and_nothing_is_cut_off(registered: Store) -> None:
    (first,) = check(registered, "a.csv", sent(POSTS).replace("Zoë".encode(), b"x" * 40_000))
    with pytest.raises(ToolError, match="Row 4 has a longer cell than fits in a marked workbook"):
        marked_workbook([first])


def test_a_file_that_could_not_be_read_has_nothing_to_mark(registered: Store) -> None:
    assert not can_be_marked(check(registered, "a.csv", b"%PDF"))
