"""Checks across cells, rows, returns and terms: each fires on a drawn file, and just does not on its neighbour."""

from __future__ import annotations

from pathlib import Path

import pytest
from sent import REGISTER, given

from data.checking import rules_of
from data.contracts import CONTRACTS
from data.store import Store
from data.submission import Submission, undo
from data.terms import parse_moment

POSTS = """
    setting_urn | senco_ref | role  | started_on | ended_on   | qualification | qualified_on
    EY100001    | S1        | senco | 01/09/2024 | 30/09/2025 | nasenco       | 12/07/2024
    EY100001    | S1        | senco | 01/10/2025 |            | nasenco       | 12/07/2024
"""
REVIEWS = """
    setting_urn | child_ref | birth_month | primary_need | sen_status  | cycle_no | plan_started_on | review_due_on | left_on
    EY100001    | L4711     | 2022-03     | SLCN         | sen_support | 1        | 04/09/2025      | 01/12/2025    |
    EY100002    | L4711     | 2022-04     | SLCN         | sen_support | 1        | 04/09/2025      | 01/12/2025    |
"""
TWO_CYCLES = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on | review_held_on | next_review_due_on
    EY100001    | C1        | sen_support | 2        | 04/05/2025      | 02/09/2025    | 02/09/2025     | 01/12/2025
    EY100001    | C1        | sen_support | 3        | 03/09/2025      | 01/12/2025    |                |
"""
REFERRAL = """
    setting_urn | referral_ref | service | made_on    | consent_on | received_on | accepted_on | first_contact_on
    EY100001    | R1           | portage | 01/09/2025 | 01/09/2025 | 02/09/2025  | 05/09/2025  | 20/09/2025
"""
EVENT = """
    event_ref | kind            | title  | cluster | held_on
    EV1       | cluster_meeting | Autumn | Alder   | 03/10/2025
"""
CAME = """
    event_ref | setting_urn | attendee_ref | attendee_role | status
    EV1       | EY100001    | S1           | senco         | attended
"""


@pytest.fixture
def store():
    """A store that holds the register and nothing else."""
    made = Store.memory()
    assert given(made, REGISTER, at="2024-09-01T09:00:00").outcome == "accepted"
    yield made
    made.close()


def said(outcome: Submission) -> list[tuple]:
    return [(issue.row, issue.column, issue.code, issue.severity) for issue in outcome.checked.issues]


def many(children: int, setting: str = "EY100001") -> str:
    """A return of so many children of one setting; NIL for none."""
    lines = [f"{setting} | C{number} | sen_support | 1 | 01/09/2024" for number in range(children)]
    return "\n".join(["setting_urn | child_ref | sen_status | cycle_no | plan_started_on", *(lines or [f"{setting} | NIL | | |"])])


def test_every_rule_is_tested_here_or_with_its_return() -> None:
    texts = "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("test_rules.py", "test_optional_returns.py"))
    names = {rule.name for name in CONTRACTS for rule in rules_of(name)}
    assert len(names) > 12
    assert {name for name in names if f'"{name}"' not in texts} == set()


@pytest.mark.parametrize(
    ("table", "was", "now", "issue"),
    [
        (POSTS, "30/09/2025", "01/10/2025", (3, "started_on", "in_post_twice", "warns")),
        (POSTS, "30/09/2025", "          ", (3, "started_on", "in_post_twice", "warns")),
        (POSTS, "nasenco       | 12/07/2024\n    EY", "nasenco |\n    EY", (2, "qualified_on", "qualification_date", "blocks")),
        (REVIEWS, "2022-04", "2022-03", (2, "child_ref", "child_in_two_settings", "warns")),
        (TWO_CYCLES, "03/09/2025      |", "03/05/2025 |", (3, "plan_started_on", "cycles_in_order", "warns")),
        (TWO_CYCLES, "| 02/09/2025     |", "| |", (2, "next_review_due_on", "next_review_without_review", "warns")),
        (REFERRAL, "| 01/09/2025 | 02/09", "| | 02/09", (2, "consent_on", "consent", "warns")),
        (REFERRAL, "20/09/2025", "04/09/2025", (2, "first_contact_on", "stages_in_order", "warns")),
        (EVENT, "Alder", "Aldr", (2, "cluster", "cluster_on_register", "warns")),
        (CAME, "EV1       |", "EV2 |", (2, "event_ref", "event_exists", "blocks")),
    ],
)
def test_a_rule_fires_on_a_wrong_file_and_not_on_its_neighbour(store, table, was, now, issue):
    given(store, EVENT, at="2024-09-02T09:00:00")
    assert table.count(was) == 1
    assert issue in said(given(store, table.replace(was, now)))
    assert said(given(store, table, at="2025-10-03T10:00:00")) == []


def test_months_between_safeguarding_training_are_12_or_24(store):
    table = "urn | name | provider_type | cluster | safeguarding_months\nEY100001 | Acorn Lane | group_full_day | Alder | {}"
    assert said(given(store, table.format(18))) == [(2, "safeguarding_months", "safeguarding_months", "blocks")]
    assert said(given(store, table.format(12))) == []


def test_a_services_export_has_only_its_own_service(store):
    assert said(given(store, REFERRAL, source="hearing")) == [(2, "service", "own_service", "blocks")]
    assert said(given(store, REFERRAL, source="portage")) == []


# the register


def test_a_setting_that_closed_is_named_once_and_the_day_before_it_closed_is_not(store):
    closing = REGISTER.replace("| cluster | funded", "| cluster | closed_on").replace("| yes", "|").replace(
        "| Alder   |\n    EY100002", "| Alder | 03/10/2025\n    EY100002"
    )  # fmt: skip
    assert given(store, closing, at="2025-09-20T09:00:00").outcome == "accepted"
    assert said(given(store, POSTS, at="2025-10-02T09:00:00")) == []
    outcome = given(store, POSTS, at="2025-10-03T09:00:00")
    assert said(outcome) == [(2, "setting_urn", "closed_setting", "warns")]
    assert outcome.checked.issues[0].message == (
        "Acorn Lane closed on 3 Oct 2025 by the register. Check the number; if the setting is open, put the register right."
    )
    late = POSTS.replace("| 30/09/2025 |", "| 31/08/2025 |")
    assert said(given(store, late, at="2025-10-04T09:00:00", term="2025-summer")) == []


def test_a_contact_before_a_setting_closed_is_no_mistake(store):
    shorter = "\n".join(line for line in REGISTER.splitlines() if "Acorn" not in line)
    given(store, shorter, at="2025-09-20T09:00:00", confirm_closures=True)
    log = "contact_ref | setting_urn | officer | on | kind | purpose\nK1 | EY100001 | A. Mehta | {}/09/2025 | visit | funding"
    assert said(given(store, log.format(19))) == []
    assert said(given(store, log.format(20), at="2025-10-04T09:00:00")) == [(2, "setting_urn", "closed_setting", "warns")]


def test_a_setting_whose_closing_was_confirmed_is_closed(store):
    shorter = "\n".join(line for line in REGISTER.splitlines() if "Acorn" not in line)
    given(store, shorter, at="2025-09-20T09:00:00")
    assert said(given(store, POSTS, at="2025-10-03T09:00:00")) == []
    given(store, shorter.replace("Drum Lane", "Drum Lane Nursery"), at="2025-10-03T10:00:00", confirm_closures=True)
    assert said(given(store, POSTS.replace("S1 ", "S2 "), at="2025-10-03T11:00:00")) == [(2, "setting_urn", "closed_setting", "warns")]


# one child, one person


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("EY100002    | L4711     | 2022-04", "EY100002 | L4711 | 2022-04"),
        ("EY100002    | L4711     | 2022-04", "EY100002 | L4712 | 2022-03"),
        ("EY100002    | L4711     | 2022-04     | SLCN", "EY100002 | L4711 | 2022-03 | ASD"),
        ("EY100002    | L4711     | 2022-04     | SLCN", "EY100002 | L4711 | 2022-03 |"),
        ("EY100002    | L4711     | 2022-04", "EY100001 | L4712 | 2022-03"),
    ],
)
def test_a_reference_at_two_settings_is_two_children_unless_all_agrees(store, was, now):
    assert said(given(store, REVIEWS.replace(was, now))) == []


def test_a_reference_that_many_settings_use_is_each_settings_own(store):
    agreeing = REVIEWS.replace("2022-04", "2022-03")
    outcome = given(store, agreeing)
    assert [(issue.row, issue.code) for issue in outcome.checked.issues] == [(2, "child_in_two_settings"), (3, "child_in_two_settings")]
    assert outcome.checked.issues[0].message == (
        "Row 3 has the same reference, birth month and need at another setting. If it is one child who moved, write the day in “Left on” "
        "where the child no longer comes; if these are two children, nothing has to change."
    )
    third = agreeing.rstrip() + "\n    0012345 | L4711 | 2022-03 | SLCN | sen_support | 1 | 04/09/2025 | |"
    assert said(given(store, third, at="2025-10-04T09:00:00")) == []


def test_a_child_who_left_one_of_two_settings_has_moved(store):
    moved = REVIEWS.replace("2022-04", "2022-03").replace("01/12/2025    |\n    EY100002", "01/12/2025 | 19/09/2025\n    EY100002")
    assert moved.count("19/09/2025") == 1
    assert said(given(store, moved)) == []


def test_two_people_may_be_in_post_at_once(store):
    outcome = given(
        store, POSTS.replace("30/09/2025", "01/10/2025").replace("EY100001    | S1        | senco | 01/10", "EY100001 | S2 | senco | 01/10")
    )
    assert said(outcome) == []


def test_a_person_in_post_twice_is_told_which_row_and_since_when(store):
    (issue,) = given(store, POSTS.replace("30/09/2025", "          ")).checked.issues
    assert issue.message == (
        "This person is in post here already on that day, from 1 Sep 2024 (row 2). Write the last day of the earlier post, "
        "or take one of the two out."
    )


# meetings


def test_nobody_can_have_come_to_an_event_that_is_still_to_come(store):
    given(store, EVENT, at="2025-09-20T09:00:00")
    outcome = given(store, CAME, at="2025-10-02T09:00:00")
    assert said(outcome) == [(2, "status", "not_held_yet", "warns")]
    assert outcome.checked.issues[0].message == (
        "The event is on 3 Oct 2025, which is still to come, so nobody can have come. Write “booked”, or put the day of the event right."
    )
    assert said(given(store, CAME.replace("S1", "S2").replace("attended", "booked"), at="2025-10-02T10:00:00")) == []
    assert said(given(store, CAME.replace("S1", "S3"), at="2025-10-03T09:00:00")) == []


# the return before


def test_a_cycle_that_goes_back_is_said_with_both_numbers(store):
    given(store, TWO_CYCLES)
    again = TWO_CYCLES.replace("| 3        |", "| 1        |").replace("| 2        | 04/05/2025", "| 2        | 04/11/2025")
    back = "\n".join(line for line in again.splitlines() if "| 2 " not in line)
    outcome = given(store, back, at="2026-01-20T09:00:00")
    assert said(outcome) == [(2, "cycle_no", "cycle_goes_back", "warns")]
    assert outcome.checked.issues[0].message == (
        "The latest cycle of this child is 1 in this file and was 3 in the return for Autumn 2025. "
        "Check the cycle number and the reference."
    )


def test_a_cycle_that_stays_or_another_child_or_a_correction_of_the_same_term_does_not_go_back(store):
    given(store, TWO_CYCLES)
    third_only = "\n".join(line for line in TWO_CYCLES.splitlines() if "| 2 " not in line)
    first = third_only.replace("| 3        |", "| 1        |")
    assert said(given(store, first, at="2025-10-04T09:00:00")) == []
    given(store, TWO_CYCLES, at="2025-10-05T09:00:00")
    assert said(given(store, first.replace("C1 ", "C2 "), at="2026-01-20T09:00:00")) == []
    assert said(given(store, third_only, at="2026-01-21T09:00:00")) == []


@pytest.mark.parametrize(("told", "swaps"), [("09/04/2025", True), ("04/09/2024", False), ("05/09/2025", False), ("04/09/2025", False)])
def test_a_day_that_became_its_own_mirror_since_the_last_return_is_said(store, told, swaps):
    given(store, REVIEWS)
    outcome = given(store, REVIEWS.replace("EY100001    | L4711     | 2022-03     | SLCN         | sen_support | 1        | 04/09/2025",
                    f"EY100001 | L4711 | 2022-03 | SLCN | sen_support | 1 | {told}"), at="2026-01-20T09:00:00")  # fmt: skip
    assert said(outcome) == ([(2, "plan_started_on", "swapped_date", "warns")] if swaps else [])
    if swaps:
        assert outcome.checked.issues[0].message == (
            "Plan started on is 9 Apr 2025 here and was 4 Sep 2025 in the return for Autumn 2025, "
            "so day and month may have changed places. Check which is right."
        )


def test_a_day_of_the_key_can_turn_round_too_unless_both_days_were_told_before(store):
    given(store, POSTS)
    swapped = POSTS.replace("01/10/2025 |            ", "10/01/2025 | 11/01/2025")
    assert (3, "started_on", "swapped_date", "warns") in said(given(store, swapped, at="2026-01-20T09:00:00"))
    assert said(given(store, POSTS.replace("12/07", "11/07"), at="2026-01-21T09:00:00")) == []


def test_the_day_of_an_event_is_compared_with_what_the_last_file_said_of_it(store):
    given(store, EVENT)
    outcome = given(store, EVENT.replace("03/10/2025", "10/03/2025"), at="2025-10-04T09:00:00")
    assert said(outcome) == [(2, "held_on", "swapped_date", "warns")]
    assert "10 Mar 2025 here and was 3 Oct 2025 in the file before" in outcome.checked.issues[0].message
    assert said(given(store, EVENT.replace("03/10/2025", "11/03/2025"), at="2025-10-05T09:00:00")) == []


@pytest.mark.parametrize(
    ("before", "here", "jumps"),
    [(5, 11, True), (5, 10, False), (11, 5, True), (10, 5, False), (4, 9, False), (0, 10, True), (0, 9, False), (10, 0, True)],
)
def test_a_number_of_rows_that_more_than_doubled_or_halved_is_said(store, before, here, jumps):
    given(store, many(before))
    outcome = given(store, many(here), at="2026-01-20T09:00:00")
    assert said(outcome) == ([(None, None, "rows_jumped", "warns")] if jumps else [])
    assert outcome.outcome == "accepted"


def test_a_jump_is_said_of_each_setting_by_name_and_against_its_latest_return_of_the_year(store):
    given(store, many(30), at="2024-10-03T09:00:00")
    given(store, many(11), at="2025-01-20T09:00:00")
    given(store, many(30, "EY100002"), at="2025-01-21T09:00:00")
    both = many(5) + "\n" + "\n".join(many(30, "EY100002").splitlines()[1:])
    outcome = given(store, both, at="2025-05-01T09:00:00")
    assert [issue.message for issue in outcome.checked.issues] == [
        "Acorn Lane has 5 rows in this file and 11 in its return for Spring 2025. Check that no row is missing and none is here twice."
    ]
    assert said(given(store, many(30), at="2026-09-10T09:00:00")) == []


def test_referrals_come_in_any_number(store):
    lines = [f"EY100001 | R{number} | portage | 01/09/2025 | 01/09/2025" for number in range(12)]
    table = "\n".join(["setting_urn | referral_ref | service | made_on | consent_on", *lines])
    given(store, table)
    assert said(given(store, "\n".join(table.splitlines()[:2]), at="2026-01-20T09:00:00")) == []


def test_a_withdrawn_return_is_no_return_before(store):
    wrong = given(store, many(30))
    undo(store, wrong.id, by="A. Analyst", at=parse_moment("2025-10-04T09:00:00"))
    assert said(given(store, many(5), at="2026-01-20T09:00:00")) == []


# what a file tells of itself


def test_a_number_that_lost_its_zeros_is_no_new_setting(store):
    outcome = given(store, REGISTER.replace("0012345", "12345"))
    assert said(outcome) == [(6, "urn", "zeros_lost", "blocks")]
    assert outcome.checked.issues[0].message == (
        "The register has 0012345 (Drum Lane), so zeros in front may be lost here. Format the column as text and write 0012345."
    )
    both = REGISTER.rstrip() + "\n12345 | la | Drum Lane Two | group_sessional | Birch |"
    assert said(given(store, both, at="2025-10-04T09:00:00")) == []
    assert said(given(store, REGISTER.replace("0012345", "12346"), at="2025-10-05T09:00:00")) == []


REFERRALS_OF_MAY = """
    setting_urn | referral_ref | service | made_on    | consent_on
    EY100001    | R1           | portage | 05/13/2025 | 05/13/2025
    EY100001    | R2           | portage | 06/05/2025 | 06/05/2025
    EY100001    | R3           | portage | 05/05/2025 | 05/05/2025
"""


def test_dates_that_may_have_the_month_first_wait_until_the_file_is_put_right(store):
    outcome = given(store, REFERRALS_OF_MAY, good_rows_only=True)
    assert {issue[:3] for issue in said(outcome)} == {
        *((2, column, "month_first") for column in ("made_on", "consent_on")),
        *((3, column, "doubtful_date") for column in ("made_on", "consent_on")),
    }
    assert (outcome.loaded, outcome.held) == (1, 2)
    assert next(issue for issue in outcome.checked.issues if issue.row == 3).message == (
        "This may be 6 May 2025 or 5 Jun 2025, because other dates in this file have the month first. "
        "Write every date with the day first, like 21/11/2026."
    )


def test_one_date_with_the_month_first_among_others_with_the_day_first_stands_alone(store):
    table = REFERRALS_OF_MAY.replace("05/05/2025 | 05/05/2025", "14/05/2025 | 15/05/2025").replace("| 05/13/2025\n", "| 13/05/2025\n")
    assert said(given(store, table)) == [(2, "made_on", "month_first", "blocks")]


def test_a_nil_row_says_nothing_else(store):
    table = "setting_urn | senco_ref | senco_name | role | started_on\nEY100001 | NIL | {} | |"
    outcome = given(store, table.format("Ann"))
    assert said(outcome) == [(2, "senco_ref", "nil_beside_cells", "blocks")]
    assert outcome.checked.issues[0].message == (
        "NIL says we have no SENCO, but other cells of this row are filled. Clear them, or write the reference instead of NIL."
    )
    assert said(given(store, table.format(""))) == []


def test_a_number_of_a_setting_that_cannot_be_one_is_said_once(store):
    assert said(given(store, POSTS.replace("EY100001    | S1        | senco | 01/10", "#REF! | S1 | senco | 01/10"))) == [
        (3, "setting_urn", "spreadsheet_error", "blocks")
    ]
