"""What becomes of a file: checked, accepted, held, replaced, withdrawn; and what the store then holds."""

from __future__ import annotations

import pytest
from sent import REGISTER, given, rows, sent

from data.errors import ToolError
from data.store import Store
from data.submission import changed_rows, check, undo
from data.terms import Term, parse_moment

POSTS = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S1        | senco | 01/09/2024
"""
REVIEWS = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on
    EY100001    | C1        | sen_support | 1        | 01/09/2025      | 01/12/2025
    EY100001    | C2        | sen_support | 1        | 01/09/2025      | 01/12/2025
"""
REFERRALS = """
    setting_urn | referral_ref | service         | made_on    | consent_on
    EY100001    | R1           | speech_language | 01/09/2025 | 01/09/2025
    EY100001    | R2           | portage         | 02/09/2025 | 01/09/2025
"""


@pytest.fixture
def store():
    """A store that holds the register and nothing else."""
    made = Store.memory()
    assert given(made, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    yield made
    made.close()


def codes(outcome) -> list[tuple]:
    return [(issue.row, issue.column, issue.code) for issue in outcome.checked.issues]


def test_a_good_file_loads_whole_and_its_rows_add_up(store):
    outcome = given(store, REVIEWS)
    assert (outcome.outcome, outcome.rows, outcome.loaded, outcome.held, outcome.ignored) == ("accepted", 2, 2, 0, 0)
    assert outcome.term == Term.parse("2025-autumn")


def test_a_file_with_one_blocked_cell_loads_nothing(store):
    outcome = given(store, POSTS.replace("01/09/2024", "31/02/2025"))
    assert outcome.outcome == "blocked"
    assert outcome.id is None
    assert rows(store, "FROM senco_posts") == []


def test_good_rows_are_loaded_and_the_rest_held_only_by_choice(store):
    table = REVIEWS.replace("C2        | sen_support", "C2        | sen supprt")
    assert given(store, table).outcome == "blocked"
    outcome = given(store, table, good_rows_only=True)
    assert (outcome.outcome, outcome.rows, outcome.loaded, outcome.held) == ("accepted", 2, 1, 1)
    ((row, cells, said),) = rows(store, "SELECT row, cells, issues FROM held_rows")
    assert row == 3
    assert "sen supprt" in cells
    assert "not_a_code" in said


def test_a_setting_whose_rows_were_all_held_replaces_nothing(store):
    given(store, REVIEWS)
    outcome = given(store, REVIEWS.replace("sen_support", "nonsense") + "\n    EY100002 | NIL | | | |", good_rows_only=True)
    assert (outcome.loaded, outcome.held) == (1, 2)
    assert rows(store, "SELECT setting FROM submission_settings") == [("ofsted:EY100001",), ("ofsted:EY100002",)]
    assert rows(store, "SELECT max(submission) FROM sen_reviews") == [(outcome.id - 1,)]


def test_a_row_number_is_the_line_in_the_file(store):
    outcome = given(store, REVIEWS.replace("C2        | sen_support", "C2        | "))
    assert codes(outcome) == [(3, "sen_status", "missing_value")]


def test_the_same_bytes_again_change_nothing(store):
    first = given(store, REVIEWS)
    again = given(store, REVIEWS, at="2025-10-04T09:00:00")
    assert (first.outcome, again.outcome, again.id) == ("accepted", "duplicate", None)
    assert again.checked.duplicate_of == "Already loaded on 3 October 2025 at 09:00 by A. Analyst. Nothing changes."


def test_the_same_bytes_for_another_term_are_another_submission(store):
    nil = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\nEY100001 | NIL | | |"
    assert given(store, nil).outcome == "accepted"
    assert given(store, nil, at="2026-01-20T09:00:00").outcome == "accepted"


def test_a_then_b_then_a_are_three_submissions(store):
    other = REVIEWS.replace("C2", "C9")
    outcomes = [given(store, table, at=f"2025-10-0{day}T09:00:00") for day, table in enumerate([REVIEWS, other, REVIEWS], start=3)]
    assert [outcome.outcome for outcome in outcomes] == ["accepted"] * 3


def test_a_new_return_says_what_it_adds_changes_and_drops(store):
    given(store, REVIEWS)
    table = REVIEWS.replace("C2 ", "C3 ").replace("C1        | sen_support", "C1        | ehc_plan")
    difference = given(store, table, at="2025-10-04T09:00:00").checked.difference
    assert (difference.added, difference.changed, difference.gone, difference.same) == (1, 1, 1, 0)


def test_what_a_new_return_changes_is_told_row_by_row(store):
    given(store, REVIEWS)
    table = REVIEWS.replace("C2 ", "C3 ").replace("C1        | sen_support", "C1        | ehc_plan")
    (checked,) = check(store, "reviews.csv", sent(table), term=Term.parse("2025-autumn"))
    told = [(one.what, one.row, one.key["setting"], one.cells.get("sen_status")) for one in changed_rows(store, checked)]
    was, gone = rows(store, "SELECT sen_status, child FROM sen_reviews WHERE row = 3")[0]
    assert sorted(told, key=lambda one: one[0]) == [
        ("added", 3, "ofsted:EY100001", (None, "sen_support")),
        ("changed", 2, "ofsted:EY100001", ("sen_support", "ehc_plan")),
        ("gone", None, "ofsted:EY100001", (was, None)),
    ]
    assert [one.key["child"] for one in changed_rows(store, checked) if one.what == "gone"] == [gone]


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("SEN reviews, autumn term 2025", "accepted"),
        ("SEN reviews 2025-autumn", "accepted"),
        ("SEN reviews, Autumn 2025/26", "accepted"),
        ("SEN reviews for spring 2026", "blocked"),
        ("SEN reviews, Summer term 2025-26", "blocked"),
        ("SEN reviews from Autumn 2025 to Spring 2026", "accepted"),
        ("SEN reviews", "accepted"),
    ],
)
def test_a_file_whose_title_says_another_term_waits_until_its_term_is_chosen(store, title, outcome):
    table = REVIEWS.replace("setting_urn", f"{title.replace(',', '')}\n setting_urn", 1)
    (checked,) = check(store, "reviews.csv", sent(table), term=Term.parse("2025-autumn"))
    assert checked.outcome == outcome
    if outcome == "blocked":
        (issue,) = checked.issues
        said = issue.value
        assert issue.message == (
            f"This file says it is for {said}, and it is to be loaded for Autumn 2025. Choose {said}, or put right what the file says."
        )
        assert not checked.can_hold


def test_a_file_name_with_another_term_only_warns(store):
    (checked,) = check(store, "reviews spring 2026.csv", sent(REVIEWS), term=Term.parse("2025-autumn"))
    assert (checked.outcome, [(issue.code, issue.severity) for issue in checked.issues]) == ("accepted", [("other_term", "warns")])


def test_an_undo_brings_back_what_was_replaced(store):
    given(store, REVIEWS)
    later = given(store, REVIEWS.replace("C2", "C9"), at="2025-10-04T09:00:00")
    undo(store, later.id, by="A. Analyst", at=parse_moment("2025-10-05T09:00:00"))
    in_force = "SELECT max(submission) FROM standing.sent(TIMESTAMP '{}') WHERE return_name = 'sen_reviews'"
    assert rows(store, in_force.format("2025-10-04 12:00")) == [(later.id,)]
    assert rows(store, in_force.format("2025-10-06 12:00")) == [(later.id - 1,)]


def test_a_replaced_submission_is_kept_when_someone_undoes_it(store):
    first = given(store, REVIEWS)
    given(store, REVIEWS.replace("C2", "C9"), at="2025-10-04T09:00:00")
    with pytest.raises(ToolError, match="is kept: a later submission replaced it"):
        undo(store, first.id, by="A. Analyst")


def test_a_register_that_returns_need_cannot_be_undone(store):
    given(store, REVIEWS)
    with pytest.raises(ToolError, match="1 settings with returns are only on this register"):
        undo(store, 1, by="A. Analyst")


def test_history_loads_in_order_and_never_ahead_of_now(store):
    given(store, REVIEWS)
    with pytest.raises(ToolError, match=r"2 October 2025 at 09:00 is before the latest change in the store \(3 October 2025 at 09:00\)"):
        given(store, POSTS, at="2025-10-02T09:00:00")
    with pytest.raises(ToolError, match=r"is after now"):
        given(store, POSTS, at="2099-10-02T09:00:00")


def test_a_term_that_has_not_begun_is_refused_and_an_earlier_one_is_a_late_return(store):
    with pytest.raises(ToolError, match="Spring 2026 has not begun on 3 October 2025"):
        given(store, POSTS, term="2026-spring")
    assert given(store, POSTS, term="2025-summer").term == Term.parse("2025-summer")


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("EY10001", "No setting on the register has the number “EY10001”. Perhaps you meant EY100001 (Acorn Lane)."),
        ("12345", "No setting on the register has the number “12345”. Perhaps you meant 0012345 (Drum Lane)."),
        ("100001", "No setting on the register has the number “100001”. Perhaps you meant EY100001 (Acorn Lane)."),
        ("EY999999", "No setting on the register has the number “EY999999”. Check the number, or add the setting to the register."),
        ("100003", "Two registers use the number 100003. Write the scheme in front: dfe:100003 or ofsted:100003."),
        ("1.00E+05", "Setting number was changed by a spreadsheet (“1.00E+05”). Format the column as text and type the reference again."),
    ],
)
def test_a_number_that_is_not_one_setting_says_what_to_write(store, number, message):
    outcome = given(store, POSTS.replace("EY100001", number))
    assert [issue.message for issue in outcome.checked.issues] == [message]


def test_a_number_two_registers_use_is_told_by_its_scheme(store):
    given(store, POSTS.replace("EY100001", "DFE:100003"))
    assert rows(store, "SELECT setting FROM senco_posts") == [("dfe:100003",)]


def test_without_a_register_a_return_waits_and_the_check_is_named():
    empty = Store.memory()
    (checked,) = check(empty, "posts.csv", sent(POSTS), at=parse_moment("2025-10-03"))
    assert checked.outcome == "blocked"
    assert checked.not_run == ("Whether the settings are on the register: no register is loaded yet.",)
    assert checked.issues[0].message.endswith("Load the register first, then this file.")


def test_rows_of_one_key_block_each_other_by_name(store):
    outcome = given(store, REVIEWS.replace("C2", "C1"))
    assert [(i.row, i.message) for i in outcome.checked.issues] == [
        (2, "Rows 2, 3 have the same setting number, child reference and cycle number. Keep one of them, or correct the others."),
        (3, "Rows 2, 3 have the same setting number, child reference and cycle number. Keep one of them, or correct the others."),
    ]


def test_nil_beside_other_rows_of_a_setting_blocks(store):
    outcome = given(store, REVIEWS.rstrip() + "\n    EY100001 | NIL | | | |")
    assert codes(outcome) == [(4, "child_ref", "nil_beside_rows")]


def test_nil_is_an_answer_and_keeps_no_row(store):
    outcome = given(store, "setting_urn | senco_ref | role | started_on\nEY100001 | nil | |")
    assert (outcome.outcome, outcome.loaded) == ("accepted", 1)
    assert rows(store, "SELECT setting, nil FROM submission_settings") == [("ofsted:EY100001", True)]
    assert rows(store, "FROM senco_posts") == []


def test_a_child_is_kept_only_as_a_keyed_code(store):
    given(store, REVIEWS)
    kept = {child for (child,) in rows(store, "SELECT child FROM sen_reviews")}
    assert len(kept) == 2
    assert all(len(child) == 12 and int(child, 16) >= 0 for child in kept)
    other = Store.memory()
    given(other, REGISTER, at="2025-09-01T09:00:00")
    given(other, REVIEWS)
    assert kept.isdisjoint(child for (child,) in rows(other, "SELECT child FROM sen_reviews"))


def test_one_reference_at_two_settings_is_two_children(store):
    given(store, REVIEWS.replace("EY100001    | C2", "la:0012345  | C1"))
    assert len(rows(store, "SELECT DISTINCT child FROM sen_reviews")) == 2


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("Amira Khan", "name_in_reference"),
        ("O'Neil; Sam", None),
        ("943 476 5919", "personal_data"),
        ("9434765919", "personal_data"),
        ("9434765918", None),
        ("A123456789012", "personal_data"),
        ("a@b.example", "personal_data"),
        ("07700 900123", "personal_data"),
        ("03/04/2022", "personal_data"),
        ("C012", None),
        ("12", None),
    ],
)
def test_a_child_reference_that_tells_who_the_child_is_blocks(store, reference, code):
    outcome = given(store, REVIEWS.replace("C2 ", reference))
    assert [issue.code for issue in outcome.checked.issues] == ([code] if code else [])


def test_a_services_own_export_holds_only_that_service(store):
    outcome = given(store, REFERRALS, source="portage")
    assert codes(outcome) == [(2, "service", "own_service")]


def test_a_services_export_replaces_only_its_own_rows(store):
    given(store, REFERRALS)
    portage = "\n".join(line for line in REFERRALS.splitlines() if "speech" not in line).replace("R2", "P7")
    given(store, portage, at="2025-10-04T09:00:00", source="portage")
    told = "SELECT referral_ref FROM standing.referrals_told(DATE '2025-10-10', TIMESTAMP '{}') ORDER BY 1"
    assert rows(store, told.format("2025-10-03 23:00")) == [("R1",), ("R2",)]
    assert rows(store, told.format("2025-10-05 23:00")) == [("P7",), ("R1",)]


def test_attendance_at_an_unknown_event_blocks(store):
    table = "event_ref | setting_urn | attendee_ref | attendee_role | status\nEV1 | EY100001 | S1 | senco | attended"
    outcome = given(store, table)
    assert [issue.message for issue in outcome.checked.issues] == [
        "There is no event “EV1” in the list of training events. Load the list of events first, or correct the reference."
    ]


def test_a_meeting_in_a_cluster_nobody_is_in_warns(store):
    outcome = given(store, "event_ref | kind | title | cluster | held_on\nEV1 | cluster_meeting | Autumn | Aldr | 01/10/2025")
    assert outcome.outcome == "accepted"
    assert [issue.severity for issue in outcome.checked.issues] == ["warns"]


def test_bookings_are_replaced_by_key_and_never_removed(store):
    event = "event_ref | kind | title | held_on\n{} | cluster_meeting | Autumn | 01/10/2025"
    given(store, event.format("EV1"))
    given(store, event.format("EV2"), at="2025-10-04T09:00:00")
    assert rows(store, "SELECT event_ref FROM standing.events(TIMESTAMP '2026-01-01') ORDER BY 1") == [("EV1",), ("EV2",)]


def test_a_setting_absent_from_a_register_is_named_and_kept_until_its_closing_is_confirmed(store):
    shorter = "\n".join(line for line in REGISTER.splitlines() if "Drum Lane" not in line)
    outcome = given(store, shorter, at="2026-01-05T09:00:00")
    assert outcome.checked.difference.closing == ("Drum Lane",)
    is_open = "SELECT is_open FROM standing.settings_on(DATE '{}', TIMESTAMP '2027-01-01') WHERE setting = 'la:0012345'"
    assert rows(store, is_open.format("2026-01-05")) == [(True,)]
    given(store, shorter.replace("Acorn Lane", "Acorn Lane Nursery"), at="2026-02-01T09:00:00", confirm_closures=True)
    assert rows(store, is_open.format("2026-01-31")) == [(True,)]
    assert rows(store, is_open.format("2026-02-01")) == [(False,)]


def test_a_register_with_held_rows_closes_no_setting(store):
    outcome = given(store, REGISTER.replace("Drum Lane ", ""), at="2026-01-05T09:00:00", good_rows_only=True, confirm_closures=True)
    assert (outcome.held, outcome.closures_confirmed) == (1, False)
    still = "SELECT is_open FROM standing.settings_on(DATE '2026-01-06', TIMESTAMP '2027-01-01') WHERE setting = 'la:0012345'"
    assert rows(store, still) == [(True,)]


def test_the_store_is_locked_at_connect(store):
    for sql in (
        "SET enable_external_access = true",
        "COPY (SELECT 1) TO 'x.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "INSTALL httpfs",
    ):
        with store.cursor() as cursor, pytest.raises(Exception, match=r"disabled|locked|Permission|Cannot"):
            cursor.execute(sql)


def test_originals_are_kept_by_their_digest_and_once(tmp_path):
    store = Store.open(tmp_path / "store.duckdb")
    digest = store.keep_original(b"abc")
    assert store.keep_original(b"abc") == digest
    assert store.original(digest) == b"abc"
    assert [path.name for path in store.originals.rglob("*") if path.is_file()] == [digest]
    store.close()


def test_a_second_program_is_told_that_the_store_is_in_use(tmp_path):
    import subprocess
    import sys

    store = Store.open(tmp_path / "store.duckdb")
    command = [sys.executable, "-m", "data", "undo", "1", "--store", str(tmp_path / "store.duckdb")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Another program has the store store.duckdb open" in done.stderr
    store.close()
