"""What an officer looks after, and how a setting's change of SENCO goes, drawn."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn

DAY = "2025-11-21"


def left(store, posts: str) -> None:
    """A setting whose SENCO s1 left on 1 October 2025, with these posts beside."""
    drawn(store, "settings", "setting | area_senco\na | A. Mehta")
    drawn(
        store,
        "senco_posts",
        f"setting | senco_ref | started_on | ended_on | handover_done\na | s1 | 2020-09-01 | 2025-10-01 | yes\n{posts}",
        accepted_at="2025-11-01",
    )


def inducted(store, held_on: str, attendee: str) -> None:
    drawn(store, "training_events", f"event_ref | kind | held_on\ne1 | new_senco_induction | {held_on}")
    drawn(store, "training_attendance", f"event_ref | setting | attendee_ref | attendee_role\n{attendee}")


def test_where_nobody_followed_a_successor_is_due_after_thirty_days(store):
    left(store, "")
    answers(
        store,
        "senco_changes",
        DAY,
        """
        setting | area_senco | senco_ref | ended_on   | successor_ref | handover_state | induction_state | due_on     | days_left
        a       | A. Mehta   | s1        | 2025-10-01 |               | no_successor   |                 | 2025-10-31 | -21
        """,
    )


@pytest.mark.parametrize(
    ("started_on", "held_on", "attendee", "state", "due_on", "days_left"),
    [
        ("2025-10-02", "2025-10-01", "e1 | a | s2 | senco", "in_time", "2026-01-30", "70"),
        ("2025-10-02", "2025-10-02", "e1 | a | s2 | senco", "inducted", None, None),
        ("2025-10-02", "2025-11-20", "e1 | x | s2 | other", "inducted", None, None),
        ("2025-10-02", "2025-11-20", "e1 | x | s9 | senco", "in_time", "2026-01-30", "70"),
        ("2025-07-24", "2025-07-01", "e1 | a | s2 | senco", "in_time", "2025-11-21", "0"),
        ("2025-07-23", "2025-07-01", "e1 | a | s2 | senco", "late", "2025-11-20", "-1"),
        ("2025-07-23", "2025-11-21", "e1 | a | s2 | senco", "late", None, None),
    ],
)
def test_a_follower_has_120_days_to_come_to_an_induction(store, started_on, held_on, attendee, state, due_on, days_left):
    left(store, f"a | s2 | {started_on} | |")
    assert answered(store, "senco_changes", DAY, ["successor_ref", "induction_state"]) == [
        {"successor_ref": "s2", "induction_state": "not_known"}
    ]
    inducted(store, held_on, attendee)
    told = answered(store, "senco_changes", DAY, ["handover_state", "induction_state", "due_on", "days_left"])
    assert told == [{"handover_state": "done", "induction_state": state, "due_on": due_on, "days_left": days_left}]


def test_a_follower_who_has_left_too_needs_no_induction_and_is_a_change_of_their_own(store):
    left(store, "a | s2 | 2025-10-02 | 2025-11-20 |")
    inducted(store, "2025-11-19", "e1 | a | s2 | senco")
    answers(
        store,
        "senco_changes",
        DAY,
        """
        senco_ref | ended_on   | successor_ref | handover_state | inducted_on | induct_by | induction_state | due_on     | days_left
        s2        | 2025-11-20 |               | no_successor   |             |           |                 | 2025-12-20 | 29
        s1        | 2025-10-01 | s2            | done           |             |           |                 |            |
        """,
    )


@pytest.mark.parametrize(("question", "other"), [("senco_changes", "handovers")])
def test_the_states_of_changes_are_those_of_the_hand_overs(store, question, other):
    drawn(store, "settings", "setting | closed_on\na |\nb |\nc | 2025-11-01")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | started_on | ended_on   | handover_done
        a       | s1        | 2020-09-01 | 2025-10-01 | no
        a       | s2        | 2025-10-02 |            |
        b       | s3        | 2020-09-01 | 2025-10-01 |
        b       | s4        | 2025-10-02 |            |
        b       | s5        | 2020-09-01 | 2025-06-01 | yes
        c       | s6        | 2020-09-01 | 2025-10-01 | yes
        """,
        accepted_at="2025-11-01",
    )
    told = answered(store, question, DAY, ["senco_ref", "handover_state"])
    assert {row["senco_ref"]: row["handover_state"] for row in told} == {"s1": "not_done", "s3": "not_known", "s5": "not_done"}
    same = {row["senco_ref"]: row["state"] for row in answered(store, other, DAY, ["senco_ref", "state"])}
    assert same == {row["senco_ref"]: row["handover_state"] for row in told}


def test_a_caseload_is_the_settings_an_officer_has_with_what_waits_at_each(store):
    drawn(
        store,
        "settings",
        """
        setting | name  | cluster | area_senco | closed_on
        a       | Acorn | Alder   | B. Okafor  |
        b       | Bay   | Alder   | A. Mehta   |
        c       | Cob   | Birch   | A. Mehta   |
        d       | Dell  | Birch   |            |
        e       | Elm   | Birch   | A. Mehta   | 2025-11-21
        """,
    )
    assert {row["contact_gap"] for row in answered(store, "caseload", DAY, ["contact_gap"])} == {None}
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2020-09-01\nb | NIL |")
    reviews = "b | c1 | 2025-09-01 | 2025-11-20\nb | c2 | 2025-09-01 | 2025-11-21\na | NIL | |"
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{reviews}")
    drawn(
        store,
        "contacts",
        """
        contact_ref | setting | on         | action | action_due_on | action_done_on
        k1          | a       | 2025-03-31 | Call   | 2025-11-20    |
        k2          | b       | 2025-04-01 | Call   | 2025-11-20    | 2025-11-22
        k3          | b       | 2025-09-02 | Call   | 2025-11-20    | 2025-11-21
        k4          | b       | 2025-09-01 | Call   | 2025-11-21    |
        k5          | b       | 2025-09-01 |        |               |
        k6          | c       | 2025-11-22 | Call   | 2025-11-23    |
        """,
    )
    drawn(
        store,
        "training_events",
        """
        event_ref | kind            | cluster | held_on    | cancelled
        m1        | cluster_meeting | Alder   | 2025-11-21 | no
        m2        | cluster_meeting | Alder   | 2025-11-22 | yes
        m3        | course          | Alder   | 2025-11-23 | no
        m4        | cluster_meeting | Birch   | 2025-11-24 | no
        m5        | cluster_meeting |         | 2025-11-25 | no
        """,
    )
    answers(
        store,
        "caseload",
        DAY,
        """
        setting | area_senco | cover     | children | overdue_reviews | last_contact_on | contact_gap | open_actions | overdue_actions | next_meeting_on
        b       | A. Mehta   | vacant    | 2        | 1               | 2025-09-02      | no          | 2            | 1               | 2025-11-25
        c       | A. Mehta   | not_known |          |                 |                 | yes         | 0            | 0               | 2025-11-24
        a       | B. Okafor  | in_post   | 0        | 0               | 2025-03-31      | yes         | 1            | 1               | 2025-11-25
        d       |            | not_known |          |                 |                 | yes         | 0            | 0               | 2025-11-24
        """,
    )
    assert answered(store, "caseload", DAY, ["setting"], officers=("B. Okafor",)) == [{"setting": "a"}]
