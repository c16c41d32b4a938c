"""The rows behind a figure: each with the file and the line it came from, of the settings asked for and nobody else’s."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from analytics.catalogue import QUESTIONS
from analytics.queries import Inputs, answer
from data.contracts import CONTRACTS
from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
REGISTER = "setting | cluster\na | Alder\nb | Birch"
# Beside the rows behind a figure, what one setting's own page asks.
OF_SETTINGS = ("open_actions", "closed_actions", "spells_of_setting", "returns_of_setting", "figures_beside")


def test_each_return_with_settings_has_its_rows():
    asked = {name.removeprefix("rows_of_") for name in QUESTIONS if name.startswith("rows_of_")}
    assert asked == {name for name, contract in CONTRACTS.items() if contract.has_setting} | {"settings"}


def test_no_row_shows_a_persons_name_or_address():
    personal = {field.name for contract in CONTRACTS.values() for field in contract.fields if field.kind in ("email", "month")} | {
        "senco_name"
    }
    shown = {column for name, query in QUESTIONS.items() if name.startswith("rows_of_") for column in query.columns}
    assert shown & (personal | {"child_ref"}) == set()


def test_the_rows_are_of_the_settings_asked_for_and_the_scope_still_rules(store):
    drawn(store, "settings", REGISTER)
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2025-09-01\nb | s2 | 2025-09-01")
    answers(store, "rows_of_senco_posts", DAY, "setting | senco_ref\na | s1\nb | s2")
    answers(store, "rows_of_senco_posts", DAY, "senco_ref\ns2", settings=("b",))
    answers(store, "rows_of_senco_posts", DAY, "senco_ref\ns1", settings=("a", "b"), clusters=("Alder",))
    answers(store, "rows_of_senco_posts", DAY, "senco_ref\ns1", settings=("a", "b"), scope=("a",))
    for settings, scope in ((("b",), ("a",)), (("a",), ()), (("z",), None)):
        assert answered(store, "rows_of_senco_posts", DAY, ["senco_ref"], settings=settings, scope=scope) == []


@pytest.mark.parametrize("question", [name for name in QUESTIONS if not name.startswith("rows_of_") and name not in OF_SETTINGS])
def test_a_question_that_is_not_about_single_settings_does_not_take_them(store, question):
    with pytest.raises(ValueError, match="would answer for all"):
        answer(store, question, Inputs(date(2025, 11, 21), datetime(2039, 12, 31), settings=("a",)))


def test_a_register_row_is_that_of_the_list_in_effect_on_the_day(store):
    drawn(store, "settings", "setting | cluster\nb | Birch\na | Alder", accepted_at="2025-09-01")
    drawn(store, "settings", "setting | cluster\na | Birch", accepted_at="2025-11-01")
    answers(store, "rows_of_settings", DAY, "setting | submission | row | cluster\na | 2 | 2 | Birch\nb | 1 | 2 | Birch")
    answers(store, "rows_of_settings", "2025-10-31", "setting | submission | row | cluster\na | 1 | 3 | Alder", settings=("a",))


def test_posts_are_as_the_latest_term_says_with_the_line_of_that_file(store):
    drawn(store, "settings", REGISTER)
    posts = "setting | senco_ref | role | started_on | ended_on\na | s1 | senco | 2020-09-01 | 2025-06-30\na | s2 | deputy | 2020-09-01 |"
    drawn(store, "senco_posts", posts, accepted_at="2025-05-01")
    later = drawn(store, "senco_posts", "setting | senco_ref | started_on\nb | NIL |\na | s3 | 2025-09-01\na | s2 | 2020-09-01")
    answers(
        store,
        "rows_of_senco_posts",
        DAY,
        """
        setting | submission | row | senco_ref | role  | ended_on
        a       | 3          | 3   | s3        | senco |
        a       | 3          | 4   | s2        | senco |
        a       | 2          | 2   | s1        | senco | 2025-06-30
        """,
    )
    withdrawn(store, later, "2025-11-01T09:00:00")
    answers(store, "rows_of_senco_posts", DAY, "submission | row | senco_ref | role\n2 | 3 | s2 | deputy\n2 | 2 | s1 | senco")


def test_cycles_are_those_begun_by_the_day_in_the_current_return(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_due_on
        a       | c1    | 1        | 2025-05-01      | 2025-09-30
        a       | c1    | 2        | 2025-11-21      | 2026-02-01
        a       | c1    | 3        | 2025-11-22      | 2026-05-01
        a       | c0    | 1        | 2025-05-01      |
        b       | c2    | 1        | 2025-05-01      |
        """,
    )
    answers(
        store,
        "rows_of_sen_reviews",
        DAY,
        "submission | row | child | cycle_no | review_due_on\n2 | 5 | c0 | 1 |\n2 | 3 | c1 | 2 | 2026-02-01\n2 | 2 | c1 | 1 | 2025-09-30",
        settings=("a",),
    )


def test_a_referral_comes_from_the_latest_file_that_names_it(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store,
        "referrals",
        "setting | referral_ref | made_on\na | r1 | 2025-05-01\na | r2 | 2025-05-02\nb | r1 | 2025-05-02",
        accepted_at="2025-05-03",
    )
    drawn(store, "referrals", "setting | referral_ref | made_on | declined_on\na | r1 | 2025-05-01 | 2025-09-09\na | r3 | 2025-11-22 |")
    answers(
        store,
        "rows_of_referrals",
        DAY,
        "submission | row | referral_ref | made_on | declined_on\n2 | 3 | r2 | 2025-05-02 |\n3 | 2 | r1 | 2025-05-01 | 2025-09-09",
        settings=("a",),
    )


def test_bookings_are_for_events_held_by_the_day_as_the_latest_list_says(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store, "training_events", "event_ref | title | held_on\ne1 | First | 2025-10-01\ne2 | Second | 2025-11-21\ne3 | Third | 2025-11-22"
    )
    drawn(
        store, "training_attendance", "event_ref | setting | status\ne1 | a | booked\ne2 | a | attended\ne3 | a | booked\ne1 | b | booked"
    )
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | no_show")
    answers(
        store,
        "rows_of_training_attendance",
        DAY,
        """
        submission | row | event_ref | title  | held_on    | status
        3          | 3   | e2        | Second | 2025-11-21 | attended
        4          | 2   | e1        | First  | 2025-10-01 | no_show
        """,
        settings=("a",),
    )


def test_an_item_of_the_audit_comes_from_its_latest_answer_by_the_day(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store,
        "send_practice",
        """
        setting | item            | answer | answered_on
        a       | staff_agree_outcomes | no     | 2025-03-01
        a       | record_keeping  | no     | 2025-03-01
        a       | record_keeping  | yes    | 2025-11-21
        a       | record_keeping  | no     | 2025-11-22
        b       | record_keeping  | no     | 2025-11-21
        """,
    )
    answers(
        store,
        "rows_of_send_practice",
        DAY,
        "submission | row | item | answer | answered_on\n2 | 2 | staff_agree_outcomes | no | 2025-03-01\n2 | 4 | record_keeping | yes | 2025-11-21",
        settings=("a",),
    )


def test_moves_to_school_are_as_the_latest_term_says(store):
    drawn(store, "settings", REGISTER)
    drawn(store, "transitions", "setting | child | starts_school_on\na | c1 | 2026-09-01\na | c2 | 2025-09-01", accepted_at="2025-05-01")
    drawn(store, "transitions", "setting | child | starts_school_on | meeting_on\na | c1 | 2026-09-01 | 2025-11-01\nb | c1 | 2026-09-01 |")
    answers(
        store,
        "rows_of_transitions",
        DAY,
        "submission | row | child | starts_school_on | meeting_on\n3 | 2 | c1 | 2026-09-01 | 2025-11-01\n2 | 3 | c2 | 2025-09-01 |",
        settings=("a",),
    )


def test_contacts_are_those_by_the_day_the_latest_first(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store, "contacts", "contact_ref | setting | on\nk1 | a | 2025-09-02\nk2 | a | 2025-11-21\nk3 | a | 2025-11-22\nk4 | b | 2025-09-02"
    )
    drawn(store, "contacts", "contact_ref | setting | on\nk1 | a | 2025-09-03")
    answers(
        store,
        "rows_of_contacts",
        DAY,
        "submission | row | contact_ref | on\n2 | 3 | k2 | 2025-11-21\n3 | 2 | k1 | 2025-09-03",
        settings=("a",),
    )


def test_an_application_has_its_decision_from_its_day(store):
    drawn(store, "settings", REGISTER)
    applications = """
        setting | child | fund             | applied_on | decision | decided_on
        a       | c1    | inclusion_fund   | 2025-11-21 |          |
        a       | c2    | inclusion_fund   | 2025-09-02 | agreed   | 2025-11-22
        a       | c3    | inclusion_fund   | 2025-09-01 | agreed   | 2025-11-21
        a       | c4    | inclusion_fund   | 2025-11-22 |          |
        b       | c5    | inclusion_fund   | 2025-09-01 |          |
    """
    drawn(store, "funding", applications)
    answers(
        store,
        "rows_of_funding",
        DAY,
        "submission | row | child | decision\n2 | 2 | c1 |\n2 | 3 | c2 |\n2 | 4 | c3 | agreed",
        settings=("a",),
    )


def test_a_request_for_an_assessment_comes_with_its_line(store):
    drawn(store, "settings", REGISTER)
    drawn(
        store,
        "ehc_timeline",
        "setting | child | requested_on | final_on\nb | c1 | 2025-09-01 |\na | c1 | 2025-09-01 |\na | c2 | 2025-11-21 |\na | c3 | 2025-11-22 |",
    )
    answers(store, "rows_of_ehc_timeline", DAY, "submission | row | child\n2 | 4 | c2\n2 | 3 | c1", settings=("a",))
