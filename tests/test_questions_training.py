"""Who comes and who has not been seen: invitations by the register of the day, attendance of settings, meetings missed."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


@pytest.fixture
def settings(store):
    """Settings of two clusters; c opens in October, d closes in October, the agency is never invited."""
    drawn(
        store,
        "settings",
        """
        setting | cluster | provider_type      | opened_on  | closed_on
        a       | Alder   | group_full_day     |            |
        agency  | Alder   | childminder_agency |            |
        b       | Alder   | childminder        |            |
        c       | Birch   | group_full_day     | 2025-10-10 |
        d       | Birch   | group_full_day     |            | 2025-10-10
        """,
        accepted_at="2025-01-05",
    )
    return store


def test_a_setting_counts_once_however_many_came_and_cancelled_meetings_do_not_count(settings):
    drawn(
        settings,
        "training_events",
        """
        event_ref | cluster | held_on    | cancelled | kind
        e1        | Alder   | 2025-09-20 | no        | cluster_meeting
        e2        |         | 2025-10-09 | no        | cluster_meeting
        e3        | Alder   | 2025-10-20 | yes       | cluster_meeting
        e4        | Birch   | 2025-11-21 | no        | cluster_meeting
        e5        | Birch   | 2025-11-22 | no        | cluster_meeting
        e6        | Alder   | 2025-09-21 | no        | course
        """,
    )
    drawn(
        settings,
        "training_attendance",
        """
        event_ref | setting | attendee_ref | status
        e1        | a       | p1           | attended
        e1        | a       | p2           | part
        e1        | a       | p3           | attended
        e1        | b       | p4           | apologies
        e1        | c       | p5           | attended
        e2        | a       | p1           | attended
        e2        | d       | p6           | part
        e3        | b       | p4           | attended
        e4        | c       | p5           | booked
        e6        | b       | p4           | attended
        """,
    )
    answers(
        settings,
        "cluster_attendance",
        DAY,
        """
        cluster | term        | meetings_held | settings_invited | settings_attended | attendance_share
        Alder   | 2025-autumn | 2             | 2                | 1                 | 0.5
        Birch   | 2025-autumn | 2             | 2                | 1                 | 0.5
        """,
    )
    answers(
        settings,
        "training_matrix",
        DAY,
        """
        setting | event_ref | held_on    | state
        a       | e1        | 2025-09-20 | attended
        a       | e2        | 2025-10-09 | attended
        a       | e4        | 2025-11-21 | not_invited
        b       | e1        | 2025-09-20 | apologies
        b       | e2        | 2025-10-09 | not_booked
        b       | e4        | 2025-11-21 | not_invited
        c       | e1        | 2025-09-20 | attended
        c       | e2        | 2025-10-09 | not_invited
        c       | e4        | 2025-11-21 | no_show
        """,
    )
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 0\nb | 2\nc | 1")
    answers(settings, "missed_meetings", "2025-11-20", "setting | missed_in_a_row\na | 0\nb | 2\nc |")
    answers(settings, "cluster_attendance", DAY, "cluster | settings_invited\nAlder | 1", provider_types=("childminder",))
    answers(settings, "cluster_attendance", DAY, "cluster | meetings_held\nBirch | 2", clusters=("Birch",))
    answers(settings, "cluster_attendance", DAY, "cluster", clusters=("Nowhere",))


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (["no_show", "apologies", "part"], "attended"),
        (["no_show", "apologies", "booked"], "apologies"),
        (["waitlist", "no_show"], "no_show"),
        (["waitlist", "booked"], "no_show"),
        (["waitlist"], "not_booked"),
        ([], "not_booked"),
    ],
)
def test_the_state_is_the_best_of_anyone_of_the_setting(settings, statuses, state):
    drawn(settings, "training_events", "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20")
    rows = [f"e1 | a | p{number} | {status}" for number, status in enumerate(statuses)] or ["e1 | b | p1 | booked"]
    drawn(settings, "training_attendance", "\n".join(["event_ref | setting | attendee_ref | status", *rows]))
    assert answered(settings, "training_matrix", DAY, ["state"], scope=("a",)) == [{"state": state}]


def test_terms_run_from_the_first_meeting_held_and_show_noughts(settings):
    drawn(
        settings,
        "training_events",
        "event_ref | cluster | held_on\ne1 | Birch | 2025-03-31\ne2 | Alder | 2025-09-01",
        accepted_at="2025-02-01",
    )
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | d", accepted_at="2025-04-01")
    answers(
        settings,
        "cluster_attendance",
        "2025-09-01",
        """
        cluster | term        | meetings_held | settings_invited | settings_attended | attendance_share
        Alder   | 2025-spring | 0             | 0                | 0                 |
        Alder   | 2025-summer | 0             | 0                | 0                 |
        Alder   | 2025-autumn | 1             | 2                | 0                 | 0.0
        Birch   | 2025-spring | 1             | 1                | 1                 | 1.0
        Birch   | 2025-summer | 0             | 0                | 0                 |
        Birch   | 2025-autumn | 0             | 0                | 0                 |
        """,
    )


def test_a_cluster_that_empties_keeps_its_row_for_the_term_in_which_someone_was_invited(settings):
    drawn(settings, "training_events", "event_ref | cluster | held_on\ne1 | Birch | 2025-09-20")
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | d")
    drawn(settings, "settings", "setting | cluster\nc | Alder", accepted_at="2025-10-20")
    answers(
        settings,
        "cluster_attendance",
        "2026-01-01",
        """
        cluster | term        | meetings_held | settings_invited | settings_attended
        Alder   | 2025-autumn | 0             | 0                | 0
        Alder   | 2026-spring | 0             | 0                | 0
        Birch   | 2025-autumn | 1             | 1                | 1
        """,
    )


def test_attendance_counts_for_the_cluster_the_setting_was_in_that_day(settings):
    drawn(settings, "training_events", "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20\ne2 | Birch | 2025-11-20\ne3 | | 2025-11-21")
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a\ne3 | a")
    drawn(settings, "settings", "setting | cluster | provider_type\na | Birch | group_sessional", accepted_at="2025-10-20")
    answers(
        settings,
        "cluster_attendance",
        DAY,
        "cluster | meetings_held | settings_invited | settings_attended\nAlder | 2 | 2 | 1\nBirch | 2 | 2 | 1",
    )
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 0\nb | 2\nc | 2")
    answers(settings, "missed_meetings", "2025-11-20", "setting | missed_in_a_row\na | 1\nb | 1\nc | 1")
    answers(settings, "cluster_attendance", DAY, "cluster | settings_invited\nAlder | 1\nBirch | 1", provider_types=("group_full_day",))
    answers(settings, "missed_meetings", DAY, "setting\na", provider_types=("group_sessional",))


def test_meetings_of_one_day_follow_their_references(settings):
    drawn(settings, "training_events", "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20\ne2 | Alder | 2025-09-20")
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a\ne2 | b")
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 1\nb | 0\nc |")


def test_events_and_bookings_are_replaced_by_key(settings):
    drawn(
        settings,
        "training_events",
        "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20\ne2 | Alder | 2025-10-20",
        accepted_at="2025-09-01",
    )
    drawn(
        settings,
        "training_attendance",
        "event_ref | setting | attendee_ref | status\ne1 | a | p1 | booked\ne1 | b | p1 | attended",
        accepted_at="2025-09-02",
    )
    cancelled = drawn(
        settings, "training_events", "event_ref | cluster | held_on | cancelled\ne2 | Alder | 2025-10-20 | yes", accepted_at="2025-10-01"
    )
    drawn(settings, "training_attendance", "event_ref | setting | attendee_ref | status\ne1 | a | p1 | attended", accepted_at="2025-10-02")
    answers(settings, "training_matrix", DAY, "setting | event_ref | state\na | e1 | attended\nb | e1 | attended\nc | e1 | not_invited")
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 2\nb | 1\nc |", known_at="2025-09-30")
    withdrawn(settings, cancelled, "2025-11-01")
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 1\nb | 1\nc |")


def test_training_never_loaded_gives_no_rows(settings):
    drawn(settings, "training_events", "event_ref | held_on\ne1 | 2025-09-20", accepted_at="2025-09-01")
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a", accepted_at="2025-09-21")
    for question in ("cluster_attendance", "training_matrix", "missed_meetings", "missed_list"):
        assert answered(settings, question, DAY, [], known_at="2025-09-20") == [], question
        assert answered(settings, question, DAY, []) != [], question


def test_the_list_of_meetings_gives_figures_only_for_those_held(settings):
    drawn(
        settings,
        "training_events",
        """
        event_ref | title   | cluster | held_on    | cancelled | kind
        e1        | Autumn  | Alder   | 2025-09-20 | no        | cluster_meeting
        e2        | Autumn  | Birch   | 2025-09-21 | yes       | cluster_meeting
        e3        | Network |         | 2025-11-25 | no        | cluster_meeting
        e4        | Course  |         | 2025-11-24 | no        | course
        """,
    )
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a")
    answers(
        settings,
        "meetings",
        DAY,
        """
        event_ref | title   | cluster | held_on    | cancelled | settings_invited | settings_attended | attendance_share
        e1        | Autumn  | Alder   | 2025-09-20 | no        | 2                | 1                 | 0.5
        e2        | Autumn  | Birch   | 2025-09-21 | yes       |                  |                   |
        e3        | Network |         | 2025-11-25 | no        |                  |                   |
        """,
    )
    answers(settings, "meetings", DAY, "event_ref\ne1\ne3", clusters=("Alder",))


def test_coming_events_reach_six_weeks_ahead_and_count_settings_booked(settings):
    drawn(
        settings,
        "training_events",
        """
        event_ref | title | kind   | cluster | held_on    | cancelled
        e1        | One   | course |         | 2025-11-21 | no
        e2        | Two   | course | Alder   | 2025-11-22 | no
        e3        | Three | course |         | 2025-11-23 | yes
        e4        | Four  | course |         | 2026-01-02 | no
        e5        | Five  | course |         | 2026-01-03 | no
        """,
    )
    drawn(
        settings,
        "training_attendance",
        """
        event_ref | setting | attendee_ref | status
        e2        | a       | p1           | booked
        e2        | a       | p2           | booked
        e2        | b       | p3           | apologies
        e2        | c       | p4           | waitlist
        """,
    )
    answers(
        settings,
        "coming_events",
        DAY,
        """
        event_ref | kind   | title | cluster | held_on    | settings_booked
        e2        | course | Two   | Alder   | 2025-11-22 | 1
        e4        | course | Four  |         | 2026-01-02 | 0
        """,
    )
    answers(settings, "coming_events", DAY, "event_ref\ne4", clusters=("Birch",))


def test_the_list_of_the_missing_puts_the_longest_absences_first(settings):
    drawn(settings, "training_events", "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20\ne2 | Alder | 2025-10-20")
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a")
    answers(
        settings,
        "missed_list",
        DAY,
        """
        setting | name | cluster | area_senco | missed_in_a_row | last_came_on | invited
        b       | b    | Alder   |            | 2               |              | 2
        a       | a    | Alder   |            | 1               | 2025-09-20   | 2
        c       | c    | Birch   |            |                 |              | 0
        """,
    )


def test_a_setting_last_came_to_a_meeting_it_was_not_invited_to_and_has_missed_its_own_still(settings):
    drawn(
        settings,
        "training_events",
        "event_ref | cluster | held_on\ne1 | Alder | 2025-09-20\ne2 | Alder | 2025-10-20\ne3 | Alder | 2025-11-22",
    )
    drawn(
        settings,
        "training_events",
        "event_ref | cluster | held_on\ne4 | Birch | 2025-10-30\ne5 | Alder | 2025-11-01",
        accepted_at="2025-09-02",
    )
    drawn(settings, "training_attendance", "event_ref | setting\ne1 | a\ne4 | a\ne5 | c\ne3 | b")
    answers(
        settings,
        "missed_list",
        DAY,
        """
        setting | missed_in_a_row | last_came_on | invited
        b       | 3               |              | 3
        a       | 2               | 2025-10-30   | 3
        c       | 1               | 2025-11-01   | 1
        """,
    )
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 2\nb | 3\nc | 1")
