"""Files people are still working on: kept when they arrive, put right cell by cell, accepted once."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from data import uploads
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.store import Store
from data.terms import Term, local_day, now
from tests.sent import REGISTER, given, rows, sent

POSTS = """
    setting_urn | senco_ref | role   | started_on
    EY100001    | S1        | sencoo | 01/09/2024
"""


@pytest.fixture
def registered(store: Store) -> Store:
    """A store that holds the register."""
    given(store, REGISTER, at="2025-09-01T09:00:00")
    return store


def test_an_upload_waits_with_its_bytes_until_it_is_accepted_or_put_aside(registered: Store) -> None:
    (first,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="analyst")
    (again,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="analyst")
    assert first == again
    (waiting,) = uploads.waiting(registered)
    assert registered.original(waiting.sha256) == sent(POSTS)
    uploads.dismiss(registered, first)
    assert uploads.waiting(registered) == []
    assert registered.original(waiting.sha256) == sent(POSTS)


def test_a_corrected_cell_is_checked_and_loaded_and_the_original_stays(registered: Store) -> None:
    (upload,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="analyst")
    assert [one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")] == ["blocked"]
    uploads.correct(registered, upload, None, 2, "role", "senco", was="sencoo", by="analyst")
    (checked,) = uploads.checked(registered, upload)
    assert (checked.outcome, checked.issues) == ("accepted", ())
    assert [one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")] == ["accepted"]
    assert rows(registered, "SELECT role FROM senco_posts") == [("senco",)]
    assert rows(registered, "SELECT row, column_name, was, value, corrected_by FROM corrections") == [
        (2, "role", "sencoo", "senco", "analyst")
    ]
    assert uploads.waiting(registered) == []


def test_a_sheet_accepted_before_its_neighbour_was_put_right_is_not_accepted_twice(registered: Store) -> None:
    posts = {"setting_urn": "EY100001", "senco_ref": "S1", "role": "sencoo", "started_on": "2024-09-01"}
    reviews = {"setting_urn": "EY100001", "child_ref": "C1", "sen_status": "sen supp", "cycle_no": "1", "plan_started_on": "2025-09-01"}
    book = two_sheets({"senco_posts": posts, "sen_reviews": reviews})
    (upload,) = uploads.receive(registered, "both.xlsx", book, by="analyst")
    wrong = {one.contract.name: one.part for one in uploads.checked(registered, upload)}
    uploads.correct(registered, upload, wrong["senco_posts"], 2, "role", "senco", was="sencoo", by="analyst")
    outcomes = {one.return_name: one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")}
    assert outcomes == {"senco_posts": "accepted", "sen_reviews": "blocked"}
    uploads.correct(registered, upload, wrong["sen_reviews"], 2, "sen_status", "sen_support", was="sen supp", by="analyst")
    outcomes = {one.return_name: one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")}
    assert outcomes == {"senco_posts": "duplicate", "sen_reviews": "accepted"}
    assert rows(registered, "SELECT return_name, count(*) FROM submissions GROUP BY return_name ORDER BY 1") == [
        ("sen_reviews", 1),
        ("senco_posts", 1),
        ("settings", 1),
    ]


def test_an_upload_for_a_term_that_has_not_begun_says_so(registered: Store) -> None:
    ahead = Term(Term.of(local_day(now())).number + 1)
    (upload,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="analyst", term=ahead)
    (checked,) = uploads.checked(registered, upload)
    assert "has not begun" in checked.issues[0].message


def test_an_upload_that_is_gone_says_to_upload_again(store: Store) -> None:
    with pytest.raises(ToolError, match="Upload the file again"):
        uploads.checked(store, "nothing")


def two_sheets(said: dict[str, dict[str, str]]) -> bytes:
    """A workbook with one return a sheet, one row each."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, cells in said.items():
        sheet = book.add_worksheet(CONTRACTS[name].title)
        for column, (heading, text) in enumerate(cells.items()):
            sheet.write_string(0, column, heading)
            sheet.write_string(1, column, text)
    book.close()
    return out.getvalue()
