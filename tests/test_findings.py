"""A file is compared with the one before it: what was put right, what is still there, what is new."""

from __future__ import annotations

import pytest
from sent import REGISTER, given, rows, sent
from test_uploads import two_sheets

from data import uploads
from data.findings import Compared, compared
from data.marked import marked_workbook
from data.rebuild import built_in_memory
from data.store import Store
from data.terms import Term, local_day, now

FIRST = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | primary_need
    EY100001    | C001      | sen_supp    | 1        | 01/09/2025      | SLCN
    EY100001    | C002      | sen_support | 1        | 31/02/2025      | SLCN
    EY100001    | C003      | sen_support | 1        | 01/09/2025      | speech
    EY100001    |           | sen_support | 1        | 01/09/2025      | speech
"""


@pytest.fixture
def registered(store: Store) -> Store:
    """A store that holds the register."""
    given(store, REGISTER, at="2025-09-01T09:00:00")
    return store


def arrived(store: Store, content: bytes | str, name: str, **more: object) -> str:
    """An upload that was looked at once."""
    (upload,) = uploads.receive(store, name, sent(content) if isinstance(content, str) else content, by="analyst", **more)
    uploads.checked(store, upload)
    return upload


def against_earlier(store: Store, content: bytes | str, name: str = "second.csv", **more: object) -> Compared | None:
    upload = arrived(store, content, name, **more)
    (check,) = uploads.checked(store, upload)
    return compared(store, upload, check)


def told(found: Compared | None) -> tuple:
    """(put right, before, rows still, rows new)"""
    assert found
    return found.put_right, found.before, [issue.row for issue in found.still], [issue.row for issue in found.new]


def test_rows_are_found_again_by_their_key_wherever_they_stand(registered: Store) -> None:
    arrived(registered, FIRST, "first.csv")
    found = against_earlier(
        registered,
        """
        setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | primary_need
        EY100001    | C009      | sen_support | 1        | 01/09/2025      | xx
        EY100001    | c003      | sen_support | 1        | 01/09/2025      | speech
        EY100001    | C001      | sen_support | 1        | 01/09/2025      | SLCN
        EY100001    | C002      | sen_support | 1        | 28/02/2025      | SLCN
        """,
    )
    assert told(found) == (4, 5, [3], [2])
    assert (found.file_name, found.waits) == ("first.csv", True)


def test_a_row_whose_key_was_put_right_is_found_by_its_number(registered: Store) -> None:
    arrived(registered, FIRST, "first.csv")
    assert told(against_earlier(registered, FIRST.replace("EY100001    |           ", "EY100001    | C004      "))) == (
        1,
        5,
        [2, 3, 4, 5],
        [],
    )


def test_the_same_file_again_has_nothing_put_right_and_nothing_new(registered: Store) -> None:
    arrived(registered, FIRST, "first.csv")
    assert told(against_earlier(registered, FIRST)) == (0, 5, [2, 3, 4, 5, 5], [])


def test_a_marked_workbook_put_right_and_sent_as_it_is_has_all_of_it_put_right(registered: Store) -> None:
    shifted = sent(FIRST).replace(b"EY100001,C001,sen_supp,", b"EY100001,C001,")
    first = arrived(registered, shifted, "first.csv")
    content = marked_workbook(uploads.checked(registered, first, as_sent=True))
    put_right, before, still, new = told(against_earlier(registered, content, "marked.xlsx"))
    assert (put_right, before, still, new) == (0, before, still, [])
    assert 2 in still


def test_what_a_person_typed_counts_as_put_right_and_not_for_the_file_before(registered: Store) -> None:
    first = arrived(registered, FIRST, "first.csv")
    uploads.correct(registered, first, None, 2, "sen_status", "sen_support", was="sen_supp", by="analyst")
    second = arrived(registered, FIRST, "second.csv")
    uploads.correct(registered, second, None, 4, "primary_need", "SLCN", was="speech", by="analyst")
    (check,) = uploads.checked(registered, second)
    assert told(compared(registered, second, check)) == (1, 5, [2, 3, 5, 5], [])


@pytest.mark.parametrize("other", ["setting", "return", "term"])
def test_a_file_about_something_else_is_not_compared(registered: Store, other: str) -> None:
    arrived(registered, FIRST, "first.csv")
    posts = "setting_urn | senco_ref | role | started_on\nEY100001 | S1 | snco | 01/09/2024"
    term = Term(Term.of(local_day(now())).number - 1)
    tables = {"setting": FIRST.replace("EY100001", "EY100002"), "return": posts, "term": FIRST}
    assert against_earlier(registered, tables[other], **({"term": term} if other == "term" else {})) is None


def test_of_a_file_about_many_settings_only_the_shared_ones_count(registered: Store) -> None:
    arrived(registered, FIRST + "    EY100002    | C001      | x           | 1        | 01/09/2025      | SLCN\n", "first.csv")
    found = against_earlier(registered, FIRST.split("EY100001")[0] + "EY100002 | C001 | sen_support | 1 | 01/09/2025 | SLCN")
    assert told(found) == (1, 1, [], [])


def test_a_file_put_aside_is_compared_and_one_loaded_whole_is_not(registered: Store) -> None:
    first = arrived(registered, FIRST, "first.csv")
    uploads.dismiss(registered, first)
    found = against_earlier(registered, FIRST.replace("speech", "SLCN"))
    assert (found.waits, found.put_right, found.before) == (False, 2, 5)
    third = arrived(registered, FIRST.replace("sen_supp ", "sen_support ").replace("31/02", "28/02").replace("speech", "SLCN"), "third.csv")
    assert {one.outcome for one in uploads.accept_upload(registered, third, by="analyst", good_rows_only=True)} == {"accepted"}
    assert told(against_earlier(registered, FIRST, "fourth.csv"))[1] == 1
    whole = FIRST.split("EY100001")[0] + "EY100001 | C001 | sen_support | 1 | 01/09/2025 | SLCN"
    fifth = arrived(registered, whole, "fifth.csv")
    assert {one.outcome for one in uploads.accept_upload(registered, fifth, by="analyst")} == {"accepted"}
    assert against_earlier(registered, FIRST, "sixth.csv").file_name == "fourth.csv"


def test_a_file_that_holds_another_return_too_is_not_to_be_put_aside_for_one_of_them(registered: Store) -> None:
    posts = {"setting_urn": "EY100001", "senco_ref": "S1", "role": "sencoo", "started_on": "2024-09-01"}
    reviews = {"setting_urn": "EY100001", "child_ref": "C1", "sen_status": "sen supp", "cycle_no": "1", "plan_started_on": "2025-09-01"}
    arrived(registered, two_sheets({"senco_posts": posts, "sen_reviews": reviews}), "both.xlsx")
    found = against_earlier(registered, FIRST)
    assert (found.waits, found.in_its_place, found.before) == (True, False, 1)
    assert against_earlier(registered, FIRST, "third.csv").in_its_place


def test_a_sound_file_that_waits_is_named_and_one_put_aside_is_not(registered: Store) -> None:
    sound = FIRST.split("EY100001")[0] + "EY100001 | C001 | sen_support | 1 | 01/09/2025 | SLCN"
    first = arrived(registered, sound, "first.csv")
    found = against_earlier(registered, FIRST)
    assert (found.before, found.waits, len(found.new)) == (0, True, 5)
    uploads.dismiss(registered, first)
    (upload,) = [one.id for one in uploads.waiting(registered)]
    (check,) = uploads.checked(registered, upload)
    assert compared(registered, upload, check) is None


def test_what_was_found_is_kept_once_without_a_childs_reference_and_a_rebuilt_store_has_it(registered: Store) -> None:
    first = arrived(registered, FIRST, "first.csv")
    uploads.checked(registered, first)
    kept = rows(registered, "SELECT * FROM upload_findings")
    assert len(kept) == 5
    assert "C00" not in str(kept)
    assert built_in_memory(registered).differences == ()
