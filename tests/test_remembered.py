"""Unusual headings and words: said once by a person, used for that file, remembered for its settings, and forgotten on request."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from returns_made import as_csv, as_xlsx, cells_of, made_return
from sent import REGISTER, given, rows, sent

from data import uploads
from data.__main__ import main as run
from data.contract import Field
from data.contracts import CONTRACTS
from data.drafts import Checked
from data.errors import ToolError, UnreadableFile
from data.meanings import Meaning, Meanings, likely_answers, likely_fields
from data.reading import read
from data.rebuild import built_in_memory
from data.remembered import forget, remembered_for
from data.store import Store
from data.submission import check, undo
from data.terms import Term

REVIEWS = """
    setting_urn | child_ref | sen_status | cycle_no | plan_started_on | Date of meeting
    EY100001    | C1        | SEND list  | 1        | 01/09/2025      | 01/10/2025
    EY100001    | C2        | send  list | 1        | 02/09/2025      | 02/10/2025
"""
POSTS = """
    Nursery no | senco_ref | role        | In role since
    EY100001   | S1        | SENDCo lead | 01/09/2024
"""
MEETING = Meaning(None, "Date of meeting", "review_held_on")
LISTED = Meaning("sen_status", "SEND list", "sen_support")


@pytest.fixture
def registered(store: Store) -> Store:
    """A store that holds the register."""
    given(store, REGISTER, at="2025-09-01T09:00:00")
    return store


def say(store: Store, upload: str, meaning: Meaning) -> None:
    """What a person says about an upload on its page."""
    uploads.say(store, upload, the_one(store, upload).asked.return_name, meaning, by="analyst")


def received(store: Store, table: str, *said: Meaning, name: str = "reviews.csv") -> str:
    """An upload about which these things are said."""
    (upload,) = uploads.receive(store, name, sent(table), by="analyst", term=Term.parse("2025-autumn"))
    for meaning in said:
        say(store, upload, meaning)
    return upload


def the_one(store: Store, upload: str) -> Checked:
    (checked,) = uploads.checked(store, upload)
    return checked


def accepted(store: Store, table: str, *said: Meaning, **more: str) -> str:
    """An upload that was accepted with these things said about it."""
    upload = received(store, table, *said, **more)
    (outcome,) = uploads.accept_upload(store, upload, by="analyst")
    assert outcome.outcome == "accepted", outcome.checked.issues
    return upload


def next_term(table: str) -> str:
    return table.replace("/2025", "/2026").replace("C1", "C3")


# Reading


@settings(max_examples=60)
@forall(
    st.sampled_from(list(CONTRACTS)), st.integers(0, 10_000), st.integers(1, 20),
    st.sampled_from(("Zzq {0}", "zzq_{0}*", " Zzq\n{0} ", "=zzq{0}()", "<b>zzq{0}</b>", "zzq {0} “é”")), st.booleans(),
)  # fmt: skip
def test_a_return_with_renamed_headings_reads_to_the_same_rows_once_they_are_said(
    name: str, seed: int, renamed: int, shape: str, workbook: bool
) -> None:
    contract, made = CONTRACTS[name], made_return(CONTRACTS[name], seed)
    away = Random(seed).sample(list(contract.fields), min(renamed, len(contract.fields) - 2))  # noqa: S311 - test rows, not secrets
    unusual = {f.name: shape.format(f.name) for f in away}

    def heading(f: Field) -> str:
        return unusual.get(f.name, f.label)

    said = {name: Meanings(Meaning(None, written, field) for field, written in unusual.items())}
    content = (as_xlsx if workbook else as_csv)(contract, made, heading=heading)
    (one,) = read("return.xlsx" if workbook else "return.csv", content, said=said)
    assert cells_of(one) == made
    assert {meaning.means for meaning in one.meant} == set(unusual)
    assert not one.unread


@settings(max_examples=40)
@forall(st.sampled_from([name for name, c in CONTRACTS.items() if any(f.codes for f in c.fields)]), st.integers(0, 10_000))
def test_unusual_words_read_to_the_same_answers_once_they_are_said(name: str, seed: int) -> None:
    contract, made = CONTRACTS[name], made_return(CONTRACTS[name], seed)
    coded = [f.name for f in contract.fields if f.codes]
    odd = [{column: f"Our {text} ✓" if column in coded and text else text for column, text in row.items()} for row in made]
    words = {(column, row[column]) for row in made for column in coded if row[column]}
    said = {name: Meanings(Meaning(column, f"our  {text}_✓".upper(), text) for column, text in words)}
    (one,) = read("return.csv", as_csv(contract, odd), said=said)
    assert cells_of(one) == made


def test_a_meaning_never_changes_a_cell_that_is_an_answer_or_a_heading_that_is_known() -> None:
    table = "setting_urn | senco_ref | role | started_on\n EY100001 | S1 | senco | 01/09/2024"
    said = {"senco_posts": Meanings([Meaning("role", "SENCO", "deputy"), Meaning(None, "Role", "interim")])}
    (one,) = read("posts.csv", sent(table), said=said)
    assert (one.rows[0].cells[2], one.columns[2], one.meant) == ("senco", "role", ())


def test_two_columns_said_to_be_one_field_are_refused_with_both_their_names() -> None:
    said = {"sen_reviews": Meanings([Meaning(None, "Date of meeting", "plan_started_on")])}
    with pytest.raises(UnreadableFile, match="“plan_started_on” and “Date of meeting” mean the same"):
        read("reviews.csv", sent(REVIEWS), said=said)


def test_what_was_said_counts_for_its_own_return_only() -> None:
    (one,) = read("reviews.csv", sent(REVIEWS), said={"senco_posts": Meanings([MEETING, LISTED])})
    assert [unread.heading for unread in one.unread] == ["Date of meeting"]
    assert one.meant == ()


def test_a_column_to_leave_out_is_left_out_without_a_question() -> None:
    (one,) = read("reviews.csv", sent(REVIEWS), said={"sen_reviews": Meanings([Meaning(None, "DATE OF MEETING", None)])})
    assert one.issues == ()
    assert "review_held_on" not in one.columns


# Suggestions


def test_the_likeliest_columns_come_first_by_name_and_by_what_stands_beneath() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read("posts.csv", sent(POSTS.replace("senco_ref", "SENCO reference")))
    asked = refused.value.asked
    assert (asked.return_name, asked.missing) == ("senco_posts", ("setting_urn", "started_on"))
    assert [(one.heading, one.samples) for one in asked.unread] == [("Nursery no", ("EY100001",)), ("In role since", ("01/09/2024",))]
    likeliest = [likely_fields(asked, one)[0][0].name for one in asked.unread]
    assert likeliest == ["setting_urn", "started_on"]


@pytest.mark.parametrize(
    ("return_name", "column", "written", "likeliest"),
    [
        ("senco_posts", "role", "SENDCo lead", "senco"),
        ("senco_posts", "role", "Deputy SENDCo", "deputy"),
        ("sen_reviews", "sen_status", "EHCP", "ehc_plan"),
        ("sen_reviews", "outcome", "Partially met", "partly_met"),
        ("senco_posts", "interim", "yes - acting", "yes"),
    ],
)
def test_the_likeliest_answer_comes_first(return_name: str, column: str, written: str, likeliest: str) -> None:
    assert likely_answers(CONTRACTS[return_name].by_name[column], written)[0][0] == likeliest


# One upload


def test_what_is_said_about_an_upload_is_used_at_once_and_kept(registered: Store) -> None:
    upload = received(registered, REVIEWS)
    assert [issue.code for issue in the_one(registered, upload).issues] == ["unknown_column", "not_a_code", "not_a_code"]
    say(registered, upload, MEETING)
    say(registered, upload, LISTED)
    checked = the_one(registered, upload)
    assert (checked.outcome, checked.issues) == ("accepted", ())
    assert [one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")] == ["accepted"]
    assert rows(registered, "SELECT sen_status, review_held_on::VARCHAR FROM sen_reviews ORDER BY row") == [
        ("sen_support", "2025-10-01"),
        ("sen_support", "2025-10-02"),
    ]


def test_a_file_that_misses_a_heading_is_read_once_its_columns_are_said(registered: Store) -> None:
    said = [
        Meaning(None, "Nursery no", "setting_urn"),
        Meaning(None, "In role since", "started_on"),
        Meaning("role", "SENDCo lead", "senco"),
    ]
    upload = received(registered, POSTS, name="posts.csv")
    assert the_one(registered, upload).outcome == "unreadable"
    for meaning in said:
        say(registered, upload, meaning)
    assert (the_one(registered, upload).outcome, the_one(registered, upload).settings) == ("accepted", ("ofsted:EY100001",))


def test_what_is_taken_back_stands_as_it_is_written(registered: Store) -> None:
    upload = received(registered, REVIEWS, MEETING, LISTED)
    uploads.unsay(registered, upload, the_one(registered, upload).asked, LISTED, by="analyst")
    checked = the_one(registered, upload)
    assert [issue.code for issue in checked.issues] == ["not_a_code", "not_a_code"]
    assert [meaning.place for meaning in checked.reading.meant] == [MEETING.place]


@pytest.mark.parametrize(
    ("meaning", "why"),
    [
        (Meaning(None, "Date of meeting", "plan_started_on"), "Another column of this file is Plan started on already"),
        (Meaning(None, "Date of meeting", "shoe_size"), "cannot be that"),
        (Meaning("sen_status", "SEND list", "plan"), "cannot be that"),
        (Meaning("cycle_no", "one", "1"), "cannot be that"),
        (Meaning("sen_status", "SEND list", None), "SEN status cannot be blank"),
    ],
)
def test_what_cannot_be_is_not_kept_and_says_why(registered: Store, meaning: Meaning, why: str) -> None:
    upload = received(registered, REVIEWS)
    with pytest.raises(ToolError, match=why):
        say(registered, upload, meaning)
    assert rows(registered, "SELECT count(*) FROM upload_meanings") == [(0,)]


def test_columns_that_were_said_are_checked_like_any_other(registered: Store) -> None:
    table = REVIEWS.replace("02/10/2025", "31/02/2025").replace("child_ref", "Who").replace("C1", "Ann Smith")
    checked = the_one(registered, received(registered, table, LISTED, MEETING, Meaning(None, "Who", "child_ref")))
    assert [(issue.row, issue.column, issue.code) for issue in checked.blocking] == [
        (2, "child_ref", "name_in_reference"),
        (3, "review_held_on", "no_such_date"),
    ]


# From one term to the next


def test_the_next_file_of_the_setting_is_read_with_what_was_said(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    checked = the_one(registered, received(registered, next_term(REVIEWS), name="next.csv"))
    assert checked.outcome == "accepted"
    assert {(meaning.written, meaning.means, meaning.chosen_by, meaning.remembered) for meaning in checked.reading.meant} == {
        ("Date of meeting", "review_held_on", "analyst", True),
        ("SEND list", "sen_support", "analyst", True),
    }


def test_a_file_whose_setting_column_has_an_unusual_heading_is_read_with_what_was_said(registered: Store) -> None:
    said = [
        Meaning(None, "Nursery no", "setting_urn"),
        Meaning(None, "In role since", "started_on"),
        Meaning("role", "SENDCo lead", "senco"),
    ]
    accepted(registered, POSTS, *said, name="posts.csv")
    checked = the_one(registered, received(registered, POSTS.replace("S1", "S2"), name="next.csv"))
    assert (checked.outcome, len(checked.reading.meant)) == ("accepted", 3)
    other = the_one(registered, received(registered, POSTS.replace("EY100001", "EY100002"), name="other.csv"))
    assert (other.outcome, other.asked.missing) == ("unreadable", ("setting_urn", "started_on"))


def test_another_setting_and_a_file_with_others_in_it_are_not_read_with_it_and_it_says_so(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    other = the_one(registered, received(registered, REVIEWS.replace("EY100001", "EY100002"), name="other.csv"))
    assert (other.outcome, other.reading.meant, other.not_used) == ("blocked", (), ())
    bulk = REVIEWS + "    EY100002 | C9 | sen_support | 1 | 02/09/2025 | 02/10/2025\n"
    both = the_one(registered, received(registered, bulk, name="bulk.csv"))
    assert both.reading.meant == ()
    assert both.not_used == (
        "“Date of meeting” was left as it stands: it is remembered as Review held on for 1 of the 2 settings in this file only.",
        "“SEND list” was left as it stands: it is remembered as SEN support for 1 of the 2 settings in this file only.",
    )
    accepted(registered, bulk, MEETING, LISTED, name="bulk.csv")
    again = the_one(registered, received(registered, next_term(bulk), name="bulk next.csv"))
    assert (again.outcome, len(again.reading.meant), again.not_used) == ("accepted", 2, ())


def test_settings_that_mean_different_things_by_a_word_are_not_read_by_either(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    accepted(
        registered, REVIEWS.replace("EY100001", "EY100002"), MEETING, Meaning("sen_status", "SEND list", "monitoring"), name="other.csv"
    )
    bulk = REVIEWS + "    EY100002 | C9 | SEND list | 1 | 02/09/2025 | 02/10/2025\n"
    both = the_one(registered, received(registered, bulk, name="bulk.csv"))
    assert [meaning.means for meaning in both.reading.meant] == ["review_held_on"]
    assert both.not_used == (
        "“SEND list” was left as it stands: the settings in this file use it for different things (Monitoring and SEN support).",
    )


def test_a_remembered_column_the_file_has_already_is_not_used(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    table = next_term(REVIEWS).replace("cycle_no ", "cycle_no | review_held_on ").replace("| 1  ", "| 1 | 03/10/2026 ")
    checked = the_one(registered, received(registered, table, name="next.csv"))
    assert checked.not_used == (
        "“Date of meeting” was not read as Review held on, as remembered, because another column of this file is Review held on.",
    )
    assert checked.outcome == "accepted"


def test_two_columns_remembered_as_one_field_are_both_left_for_a_person_to_say(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    accepted(registered, REVIEWS.replace("Date of meeting", "Met on").replace("C1", "C7"), Meaning(None, "Met on", "review_held_on"))
    table = next_term(REVIEWS).replace("cycle_no ", "cycle_no | Met on ").replace("| 1  ", "| 1 | 03/10/2026 ")
    checked = the_one(registered, received(registered, table, name="next.csv"))
    assert "review_held_on" not in checked.reading.columns
    assert checked.not_used == (
        "“Met on” was left as it stands: another column of this file is remembered as Review held on too.",
        "“Date of meeting” was left as it stands: another column of this file is remembered as Review held on too.",
    )


def test_what_is_forgotten_is_used_no_more_and_stays_on_record(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    kept = {each.meaning.written: each for each in remembered_for(registered, "ofsted:EY100001")}
    assert kept.keys() == {"Date of meeting", "SEND list"}
    forget(registered, [kept["SEND list"].id], by="B. Analyst")
    upload = received(registered, next_term(REVIEWS), name="next.csv")
    checked = the_one(registered, upload)
    assert [meaning.written for meaning in checked.reading.meant] == ["Date of meeting"]
    uploads.unsay(registered, upload, checked.asked, checked.reading.meant[0], by="B. Analyst")
    assert the_one(registered, upload).reading.meant == ()
    assert remembered_for(registered, "ofsted:EY100001") == []
    assert rows(registered, "SELECT DISTINCT revoked_by, revoked_at IS NOT NULL, chosen_by FROM remembered") == [
        ("B. Analyst", True, "analyst")
    ]


def test_a_word_said_again_otherwise_counts_from_then_on(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    accepted(registered, next_term(REVIEWS), Meaning("sen_status", "Send list", "monitoring"), name="next.csv")
    (now_said,) = [each for each in remembered_for(registered, "ofsted:EY100001") if each.meaning.column]
    assert now_said.meaning.means == "monitoring"
    assert rows(registered, "SELECT count(*), count(revoked_at) FROM remembered WHERE column_name IS NOT NULL") == [(2, 1)]


def test_a_return_that_speaks_for_no_setting_is_remembered_too(registered: Store) -> None:
    events = "event_ref | kind | title | When\n E1 | cluster_meeting | Autumn | 02/10/2025"
    accepted(registered, events, Meaning(None, "When", "held_on"), name="events.csv")
    checked = the_one(registered, received(registered, events.replace("E1", "E2"), name="next.csv"))
    assert (checked.outcome, checked.reading.meant[0].remembered) == ("accepted", True)
    assert [each.meaning.written for each in remembered_for(registered, None)] == ["When"]


def test_the_file_that_comes_back_put_right_needs_no_word_said_again(registered: Store) -> None:
    upload = received(registered, REVIEWS.replace("02/09/2025", "31/02/2025"), MEETING, LISTED)
    assert [one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")] == ["blocked"]
    uploads.dismiss(registered, upload)
    checked = the_one(registered, received(registered, REVIEWS, name="put right.csv"))
    assert (checked.outcome, [meaning.remembered for meaning in checked.reading.meant]) == ("accepted", [True, True])


def test_a_setting_whose_number_was_put_right_has_it_remembered_when_the_file_is_accepted(registered: Store) -> None:
    upload = received(registered, REVIEWS.replace("EY100001", "EY10001"), MEETING, LISTED)
    assert rows(registered, "SELECT count(*) FROM remembered") == [(0,)]
    for row in (2, 3):
        uploads.correct(registered, upload, None, row, "setting_urn", "EY100001", was="EY10001", by="analyst")
    assert [one.outcome for one in uploads.accept_upload(registered, upload, by="analyst")] == ["accepted"]
    assert len(remembered_for(registered, "ofsted:EY100001")) == 2


def test_what_is_taken_back_in_one_file_is_not_used_in_the_next(registered: Store) -> None:
    upload = received(registered, REVIEWS, MEETING, LISTED)
    uploads.unsay(registered, upload, the_one(registered, upload).asked, MEETING, by="analyst")
    assert [each.meaning.written for each in remembered_for(registered, "ofsted:EY100001")] == ["SEND list"]


def test_the_same_bytes_are_recognised_unless_they_are_read_otherwise(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    again = received(registered, REVIEWS)
    assert the_one(registered, again).outcome == "duplicate"
    say(registered, again, Meaning(None, "Date of meeting", "review_due_on"))
    assert (the_one(registered, again).outcome, the_one(registered, again).difference.changed) == ("accepted", 2)


HOSTILE = (
    "=HYPERLINK(1)",
    "![x](http://evil.example)",
    "<script>",
    "'; DROP TABLE remembered; --",
    "{0}",
    "$said",
    "ｓｔａｔｕｓ",
    "نور",
    "🐻" * 40,
    "-",
)


@pytest.mark.parametrize("written", HOSTILE)
def test_a_hostile_heading_or_word_is_only_text(registered: Store, written: str) -> None:
    table = REVIEWS.replace("Date of meeting", written).replace("SEND list", written).replace("send  list", written)
    accepted(registered, table, Meaning(None, written, "review_held_on"), Meaning("sen_status", written, "sen_support"))
    checked = the_one(registered, received(registered, next_term(table), name="next.csv"))
    assert (checked.outcome, len(checked.reading.meant)) == ("accepted", 2)
    assert built_in_memory(registered).differences == ()


# The log


def test_a_rebuilt_store_equals_the_live_one_after_all_was_forgotten_and_some_withdrawn(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    accepted(registered, next_term(REVIEWS), name="next.csv")
    accepted(
        registered, REVIEWS.replace("EY100001", "EY100002"), MEETING, Meaning("sen_status", "SEND list", "monitoring"), name="other.csv"
    )
    undo(registered, 3, by="analyst")
    forget(registered, [each.id for each in remembered_for(registered, "ofsted:EY100001")], by="analyst")
    assert built_in_memory(registered).differences == ()
    with registered.transaction() as cursor:
        cursor.execute("DELETE FROM submission_meanings WHERE submission = 2 AND column_name IS NULL")
    assert built_in_memory(registered).differences


def test_the_commands_read_with_what_is_remembered_and_say_so(store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store.open(store_path)
    given(store, REGISTER, at="2025-09-01T09:00:00")
    accepted(store, REVIEWS, MEETING, LISTED)
    store.close()
    (tmp_path / "next.csv").write_bytes(sent(next_term(REVIEWS)))
    assert run(["check", str(tmp_path / "next.csv"), "--store", str(store_path)]) == 0
    assert "“Date of meeting” was read as Review held on, as chosen on " in capsys.readouterr().out
    assert run(["load", str(tmp_path / "next.csv"), "--store", str(store_path)]) == 0
    assert "“SEND list” in SEN status was read as SEN support, as chosen on " in capsys.readouterr().out
    assert run(["rebuild", "--check", "--store", str(store_path)]) == 0


def test_a_file_that_nothing_unusual_is_in_is_checked_as_before(registered: Store) -> None:
    accepted(registered, REVIEWS, MEETING, LISTED)
    table = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\n EY100001 | C1 | sen_support | 1 | 01/09/2025"
    (checked,) = check(registered, "reviews.csv", sent(table))
    assert (checked.outcome, checked.reading.meant) == ("accepted", ())
