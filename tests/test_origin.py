"""Where a row came from: the very line of the file that was sent, and what was typed here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sent import REGISTER, given, rows, sent

from analytics.queries import QUESTIONS, Inputs, answer
from data import uploads
from data.errors import ToolError
from data.log import original_of, submission_numbered
from data.origin import typed_here
from data.store import Store
from data.terms import end_of, local_day, now

POSTS = "setting_urn | senco_ref | role | started_on\nEY100001 | S1 | snco | 01/09/2024\nEY100002 | S2 | senco | 01/09/2024"
ROWS = [name for name in QUESTIONS if name.startswith("rows_of_")]
# What of a row its line must say, as it is written there.
SAID = {
    "rows_of_settings": "urn",
    "rows_of_senco_posts": "senco_ref",
    "rows_of_referrals": "referral_ref",
    "rows_of_training_attendance": "event_ref",
    "rows_of_contacts": "contact_ref",
}


@pytest.fixture
def registered(store: Store) -> Store:
    assert given(store, REGISTER).outcome == "accepted"
    return store


@pytest.fixture(scope="module")
def sample_store(sample: Path):
    opened = Store.open(sample)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", ROWS)
def test_the_line_named_is_the_line_of_the_file_that_was_sent(sample_store, question):
    today = local_day(now())
    told = answer(sample_store, question, Inputs(today, end_of(today)))
    assert len(told)
    some = told.iloc[:: max(1, len(told) // 12)]
    for row in some.itertuples(index=False):
        entry = submission_numbered(sample_store, int(row.submission))
        assert entry.return_name == question.removeprefix("rows_of_")
        if not entry.file_name.endswith(".csv"):
            continue
        text = original_of(sample_store, entry.id).decode("utf-8-sig")
        line = text.splitlines()[row.row - 1]
        assert row.setting.partition(":")[2].lstrip("0") in line, (entry.file_name, row.row)
        assert question not in SAID or str(getattr(row, SAID[question])) in line


def test_a_cell_typed_here_is_told_with_what_the_file_said(registered):
    (upload,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="B. Lead")
    uploads.correct(registered, upload, None, 2, "role", "deputy", was="snco", by="C. First")
    uploads.correct(registered, upload, None, 2, "role", "senco", was="deputy", by="D. Second")
    uploads.correct(registered, upload, None, 2, "weekly_hours", "4", was=None, by="D. Second")
    (loaded,) = uploads.accept_upload(registered, upload, by="B. Lead")
    uploads.correct(registered, upload, None, 2, "role", "shared", was="senco", by="E. After")
    told = [(typed.label, typed.was, typed.value, typed.by) for typed in typed_here(registered, loaded.id, 2)]
    assert told == [("Role", "snco", "senco", "D. Second"), ("Protected hours a week", None, "4", "D. Second")]
    assert typed_here(registered, loaded.id, 3) == []


def test_a_childs_reference_typed_here_is_never_told_again(registered):
    reviews = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\nEY100001 | | sen_support | 1 | 01/09/2025"
    (upload,) = uploads.receive(registered, "reviews.csv", sent(reviews), by="B. Lead")
    uploads.correct(registered, upload, None, 2, "child_ref", "TopSecretKid", was="Jo Bloggs", by="B. Lead")
    (loaded,) = uploads.accept_upload(registered, upload, by="B. Lead")
    (typed,) = typed_here(registered, loaded.id, 2)
    assert (typed.is_hidden, typed.was, typed.value, typed.by) == (True, None, None, "B. Lead")


def test_a_correction_replayed_from_the_log_alone_has_its_value(registered):
    (upload,) = uploads.receive(registered, "posts.csv", sent(POSTS), by="B. Lead")
    uploads.correct(registered, upload, None, 2, "role", "senco", was="snco", by="B. Lead")
    (loaded,) = uploads.accept_upload(registered, upload, by="B. Lead")
    with registered.transaction() as cursor:
        cursor.execute("DELETE FROM corrections")
    (typed,) = typed_here(registered, loaded.id, 2)
    assert (typed.value, typed.was, typed.by, typed.at) == ("senco", None, None, None)


def test_one_file_is_found_by_its_number_and_another_number_is_refused_in_words(registered):
    assert submission_numbered(registered, 1).file_name == "return.csv"
    with pytest.raises(ToolError, match="There is no submission 2"):
        submission_numbered(registered, 2)


def test_a_row_taken_from_a_later_file_names_that_file(registered):
    posts = "setting_urn | senco_ref | role | started_on\n{}EY100001 | S1 | senco | 01/09/2024"
    given(registered, posts.format(""), at="2025-10-04T09:00:00", name="first.csv")
    given(registered, posts.format("EY100002 | S2 | senco | 01/09/2024\n"), at="2025-10-05T09:00:00", name="second.csv")
    day = date(2025, 11, 21)
    told = answer(registered, "rows_of_senco_posts", Inputs(day, end_of(day), settings=("ofsted:EY100001",)))
    assert [(submission_numbered(registered, int(row.submission)).file_name, row.row) for row in told.itertuples()] == [("second.csv", 3)]
    assert rows(registered, "SELECT count(*) FROM senco_posts") == [(3,)]
