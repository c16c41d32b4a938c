"""Rows that wait to be put right: until a later file speaks for their setting, or a person puts them aside and says why."""

from __future__ import annotations

import pytest
from sent import REGISTER, given

from data.errors import ToolError
from data.held import dismiss_held, held_rows
from data.submission import undo

POSTS = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S1        | senco | 31/02/2025
    EY100002    | S2        | senco | 01/09/2024
    EY999999    | S3        | senco | 01/09/2024
"""
PUT_RIGHT = "setting_urn | senco_ref | role | started_on\n{} | S1 | senco | 28/02/2025"


@pytest.fixture
def waiting(store):
    assert given(store, REGISTER).outcome == "accepted"
    held = given(store, POSTS, at="2025-10-04T09:00:00", name="posts.csv", good_rows_only=True)
    assert (held.loaded, held.held) == (1, 2)
    return store


def rows(store):
    return [(row.submission, row.row, row.setting) for row in held_rows(store)[0]]


def test_a_held_row_waits_with_what_to_put_right_in_words(waiting):
    first, _ = held_rows(waiting)[0]
    assert (first.file_name, first.row, first.return_name, first.term.name) == ("posts.csv", 2, "senco_posts", "2025-autumn")
    assert first.says == ("There is no such day as 31/02/2025. Write a date as day/month/year, like 21/11/2026.",)


@pytest.mark.parametrize("urn", ["EY100001", "ofsted:EY100001"])
def test_a_later_file_of_the_same_setting_and_term_puts_the_row_right(waiting, urn):
    later = given(waiting, PUT_RIGHT.format(urn), at="2025-10-05T09:00:00", name="again.csv")
    assert rows(waiting) == [(2, 4, "EY999999")]
    undo(waiting, later.id, by="A. Analyst")
    assert rows(waiting) == [(2, 2, "EY100001"), (2, 4, "EY999999")]


def test_another_setting_or_another_term_leaves_the_row_waiting(waiting):
    given(waiting, PUT_RIGHT.format("EY100002"), at="2025-10-05T09:00:00")
    given(waiting, PUT_RIGHT.format("EY100001"), at="2026-01-05T09:00:00")
    assert len(rows(waiting)) == 2


def test_withdrawing_the_file_takes_its_rows_out_of_the_list(waiting):
    undo(waiting, 2, by="A. Analyst")
    assert rows(waiting) == []


def test_a_row_put_aside_keeps_who_when_and_why(waiting):
    version = waiting.version
    dismiss_held(waiting, 2, 4, reason=" Closed in August. ", by="B. Lead")
    assert rows(waiting) == [(2, 2, "EY100001")]
    (aside,) = held_rows(waiting)[1]
    assert (aside.row, aside.reason, aside.dismissed_by, aside.dismissed_at is not None) == (4, "Closed in August.", "B. Lead", True)
    assert waiting.version == version + 1


@pytest.mark.parametrize(
    ("row", "reason", "said"), [(4, " ", "Write why"), (3, "Not held.", "does not wait"), (2, "Twice.", "does not wait")]
)
def test_a_row_is_put_aside_once_and_with_a_reason(waiting, row, reason, said):
    dismiss_held(waiting, 2, 2, reason="Left.", by="B. Lead")
    with pytest.raises(ToolError, match=said):
        dismiss_held(waiting, 2, row, reason=reason, by="B. Lead")
    assert len(held_rows(waiting)[1]) == 1


def test_an_attendance_row_waits_until_its_own_key_is_told(waiting):
    given(waiting, "event_ref | kind | title | held_on\nE1 | cluster_meeting | M | 01/10/2025", at="2025-10-06T09:00:00")
    heading = "event_ref | setting_urn | attendee_ref | attendee_role | status\n"
    good, wrong = "E1 | EY100001 | p1 | senco | attended", "E1 | EY100002 | p2 | senco | perhaps"
    given(waiting, heading + f"{good}\n{wrong}", at="2025-10-07T09:00:00", good_rows_only=True)
    assert (4, 3, "EY100002") in rows(waiting)
    given(waiting, heading + good.replace("attended", "apologies"), at="2025-10-08T09:00:00")
    assert (4, 3, "EY100002") in rows(waiting)
    given(waiting, heading + wrong.replace("perhaps", "attended"), at="2025-10-09T09:00:00")
    assert (4, 3, "EY100002") not in rows(waiting)


def test_a_number_of_two_registers_is_put_right_only_by_its_own_setting(waiting):
    given(waiting, POSTS.replace("EY100001", "ofsted:100003"), at="2025-10-05T09:00:00", good_rows_only=True)
    given(waiting, PUT_RIGHT.format("dfe:100003"), at="2025-10-06T09:00:00")
    assert (3, 2, "ofsted:100003") in rows(waiting)
    given(waiting, PUT_RIGHT.format("ofsted:100003"), at="2025-10-07T09:00:00")
    assert (3, 2, "ofsted:100003") not in rows(waiting)


def test_a_held_row_of_the_register_waits_until_a_later_register_lists_the_setting(store):
    heading = "urn | urn_scheme | name | provider_type | cluster\n"
    good, wrong = "EY100001 | | Acorn | group_full_day | Alder", "EY100002 | ofsted | Birch | castle | Alder"
    given(store, heading + f"{good}\n{wrong}", good_rows_only=True)
    assert rows(store) == [(1, 3, "ofsted:EY100002")]
    given(store, heading + good.replace("Acorn", "Acorns"), at="2025-10-05T09:00:00")
    assert len(rows(store)) == 1
    given(store, heading + wrong.replace("castle", "group_full_day"), at="2025-10-06T09:00:00")
    assert rows(store) == []
