"""The people in post: the standard where a qualified SENCO is a must, safeguarding training and inductions."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


# The standard


def test_the_standard_lists_open_settings_that_must_have_a_qualified_senco_with_the_day_it_is_due_by(store):
    drawn(
        store,
        "settings",
        """
        setting | provider_type             | cluster | closed_on
        a       | maintained_nursery_school | Alder   |
        b       | school_nursery_class      | Alder   |
        c       | school_nursery_class      | Birch   |
        d       | school_nursery_class      | Birch   |
        e       | school_nursery_class      | Birch   |
        f       | group_full_day            | Birch   |
        g       | school_nursery_class      | Birch   | 2025-11-21
        """,
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | started_on | qualified_teacher | qualification | qualified_on | relevant_experience
        a       | s1        | 2018-09-01 | yes               | nasenco       | 2025-11-21   | no
        b       | s2        | 2022-11-21 | yes               | none          |              | no
        b       | s3        | 2024-11-21 | yes               | none          |              | no
        c       | s4        | 2022-11-20 | yes               | none          |              | no
        e       | NIL       |            |                   |               |              |
        f       | s5        | 2022-11-20 | no                | none          |              | no
        """,
    )
    answers(
        store,
        "senco_standard",
        DAY,
        """
        setting | name | cluster | provider_type             | cover     | standard  | due_on
        c       | c    | Birch   | school_nursery_class      | in_post   | not_met   |
        e       | e    | Birch   | school_nursery_class      | vacant    | not_met   |
        d       | d    | Birch   | school_nursery_class      | not_known | not_known |
        b       | b    | Alder   | school_nursery_class      | in_post   | in_time   | 2025-11-21
        a       | a    | Alder   | maintained_nursery_school | in_post   | met       |
        """,
    )
    answers(store, "senco_standard", "2025-11-22", "setting | standard | due_on\nb | in_time | 2027-11-21\na | met |", clusters=("Alder",))
    answers(
        store, "senco_standard", "2025-11-20", "setting | standard | due_on\na | not_met |\nb | in_time | 2025-11-21", clusters=("Alder",)
    )
    assert answered(store, "senco_standard", DAY, ["setting"], provider_types=("group_full_day",)) == []


def test_the_standard_says_nothing_while_no_senco_return_was_ever_loaded(store):
    drawn(store, "settings", "setting | provider_type\na | school_nursery_class", accepted_at="2025-09-01")
    drawn(store, "senco_posts", "setting | senco_ref\na | NIL", accepted_at="2025-10-01T12:00:00")
    assert answered(store, "senco_standard", DAY, ["standard"], known_at="2025-10-01T11:59:59") == []
    answers(store, "senco_standard", DAY, "standard\nnot_met", known_at="2025-10-01T12:00:00")


# Safeguarding


@pytest.mark.parametrize(
    ("trained_on", "months", "due_on", "state"),
    [
        ("2023-11-20", "24", "2025-11-20", "expired"),
        ("2023-11-21", "24", "2025-11-21", "due"),
        ("2024-01-20", "24", "2026-01-20", "due"),
        ("2024-01-21", "24", "2026-01-21", "current"),
        ("2024-11-20", "12", "2025-11-20", "expired"),
        ("2024-11-21", "12", "2025-11-21", "due"),
        ("2024-02-29", "24", "2026-02-28", "current"),
        ("2025-11-21", "24", "2027-11-21", "current"),
        ("2025-11-22", "24", "", "not_known"),
        ("", "24", "", "not_known"),
    ],
)
def test_safeguarding_training_is_due_again_after_the_settings_own_months(store, trained_on, months, due_on, state):
    drawn(store, "settings", f"setting | safeguarding_months\na | {months}")
    drawn(store, "senco_posts", f"setting | senco_ref | started_on | safeguarding_trained_on\na | s1 | 2020-09-01 | {trained_on}")
    (row,) = answered(store, "safeguarding_training", DAY, ["due_on", "state"])
    assert row == {"due_on": due_on or None, "state": state}


def test_safeguarding_is_of_sencos_and_shared_ones_in_post_at_open_settings_the_expired_first(store):
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-11-21\nd | Birch |")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | interim | started_on | ended_on   | safeguarding_trained_on
        a       | s1        | senco  | no      | 2020-09-01 |            | 2025-09-01
        a       | s2        | deputy | no      | 2020-09-01 |            | 2020-09-01
        a       | s3        | senco  | no      | 2020-09-01 | 2025-11-20 | 2020-09-01
        a       | s4        | shared | yes     | 2020-09-01 | 2025-11-21 | 2023-12-01
        b       | s4        | shared | no      | 2020-09-01 |            |
        b       | s5        | senco  | no      | 2025-11-22 |            | 2020-09-01
        b       | s6        | senco  | no      | 2025-11-21 |            | 2020-09-01
        c       | s7        | senco  | no      | 2020-09-01 |            | 2020-09-01
        d       | NIL       |        |         |            |            |
        """,
    )
    answers(
        store,
        "safeguarding_training",
        DAY,
        """
        setting | name | cluster | senco_ref | role   | trained_on | due_on     | state
        b       | b    | Birch   | s6        | senco  | 2020-09-01 | 2022-09-01 | expired
        a       | a    | Alder   | s4        | shared | 2023-12-01 | 2025-12-01 | due
        b       | b    | Birch   | s4        | shared |            |            | not_known
        a       | a    | Alder   | s1        | senco  | 2025-09-01 | 2027-09-01 | current
        """,
    )
    answers(store, "safeguarding_training", DAY, "senco_ref\ns4\ns1", clusters=("Alder",))


def test_a_corrected_training_date_counts_from_when_it_was_known(store):
    drawn(store, "settings", "setting\na")
    post = "setting | senco_ref | started_on | safeguarding_trained_on\na | s1 | 2020-09-01 |"
    drawn(store, "senco_posts", f"{post} 2022-09-01", accepted_at="2025-10-01T12:00:00")
    correction = drawn(store, "senco_posts", f"{post} 2025-09-01", accepted_at="2025-11-25T10:00:00", term="2025-autumn")
    answers(store, "safeguarding_training", DAY, "state\ncurrent")
    answers(store, "safeguarding_training", DAY, "state\nexpired", known_at="2025-11-25T09:59:59")
    withdrawn(store, correction, "2025-11-26T10:00:00")
    answers(store, "safeguarding_training", DAY, "state\nexpired")
    answers(store, "safeguarding_training", DAY, "state\ncurrent", known_at="2025-11-26T09:59:59")


# New SENCOs


@pytest.mark.parametrize(
    ("started_on", "attendee", "held_on", "inducted_on", "state"),
    [
        ("2025-07-24", "s1 | other | b | attended", "2025-11-21", "2025-11-21", "inducted"),
        ("2025-07-24", "s1 | other | b | part", "2025-07-24", "2025-07-24", "inducted"),
        ("2025-07-24", "s1 | other | b | attended", "2025-07-23", None, "in_time"),
        ("2025-07-24", "s1 | other | b | no_show", "2025-09-20", None, "in_time"),
        ("2025-07-24", "s1 | other | b | booked", "2025-11-22", None, "in_time"),
        ("2025-07-24", "s9 | manager | a | attended", "2025-09-20", None, "in_time"),
        ("2025-07-24", "s9 | senco | a | attended", "2025-09-20", "2025-09-20", "inducted"),
        ("2025-07-24", "s9 | senco | b | attended", "2025-09-20", None, "in_time"),
        ("2025-07-23", "s1 | other | b | no_show", "2025-09-20", None, "late"),
        ("2025-07-23", "s1 | other | b | attended", "2025-11-20", "2025-11-20", "inducted"),
        ("2025-07-23", "s1 | other | b | attended", "2025-11-21", "2025-11-21", "late"),
        ("2024-11-21", "s9 | manager | a | attended", "2025-09-20", None, "late"),
    ],
)
def test_a_new_senco_has_120_days_to_come_to_an_induction(store, started_on, attendee, held_on, inducted_on, state):
    drawn(store, "settings", "setting\na\nb")
    drawn(store, "senco_posts", f"setting | senco_ref | started_on\na | s1 | {started_on}")
    answers(store, "new_sencos", DAY, "senco_ref | inducted_on | state\ns1 | | not_known")
    drawn(store, "training_events", f"event_ref | kind | held_on\ne1 | new_senco_induction | {held_on}")
    answers(store, "new_sencos", DAY, "senco_ref | inducted_on | state\ns1 | | not_known")
    person, role, setting, status = attendee.split(" | ")
    drawn(
        store,
        "training_attendance",
        f"event_ref | setting | attendee_ref | attendee_role | status\ne1 | {setting} | {person} | {role} | {status}",
    )
    assert answered(store, "new_sencos", DAY, ["inducted_on", "state"]) == [{"inducted_on": inducted_on, "state": state}]


def test_new_sencos_are_in_post_and_started_at_most_365_days_before_the_late_first(store):
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-11-21")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | interim | started_on | ended_on
        a       | s1        | senco  | no      | 2024-11-20 |
        a       | s2        | shared | no      | 2024-11-21 |
        a       | s3        | senco  | yes     | 2025-11-21 |
        a       | s4        | deputy | no      | 2025-09-01 |
        a       | s5        | senco  | no      | 2025-09-01 | 2025-11-20
        b       | s6        | senco  | no      | 2025-09-01 | 2025-11-21
        b       | s7        | senco  | no      | 2025-11-22 |
        b       | s8        | senco  | no      | 2025-08-01 |
        c       | s9        | senco  | no      | 2025-09-01 |
        """,
    )
    drawn(
        store,
        "training_events",
        """
        event_ref | kind                | held_on    | cancelled
        e1        | new_senco_induction | 2025-09-20 | no
        e2        | new_senco_induction | 2025-09-10 | no
        e3        | new_senco_induction | 2025-09-05 | yes
        e4        | cluster_meeting     | 2025-09-05 | no
        """,
    )
    drawn(store, "training_attendance", "event_ref | setting | attendee_ref\ne1 | x | s8\ne2 | x | s8\ne3 | x | s8\ne4 | x | s8")
    answers(
        store,
        "new_sencos",
        DAY,
        """
        setting | name | cluster | senco_ref | role   | started_on | inducted_on | induct_by  | state
        a       | a    | Alder   | s2        | shared | 2024-11-21 |             | 2025-03-21 | late
        b       | b    | Birch   | s6        | senco  | 2025-09-01 |             | 2025-12-30 | in_time
        a       | a    | Alder   | s3        | senco  | 2025-11-21 |             | 2026-03-21 | in_time
        b       | b    | Birch   | s8        | senco  | 2025-08-01 | 2025-09-10  | 2025-11-29 | inducted
        """,
    )
