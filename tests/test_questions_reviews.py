"""Whose review is due when: who is an active child, which cycle counts, states, bands, and what is not known."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


@pytest.fixture
def settings(store):
    """Three open settings in two clusters, and one closed."""
    drawn(
        store,
        "settings",
        """
        setting | cluster | closed_on
        a       | Alder   |
        b       | Alder   |
        c       | Birch   |
        closed  | Birch   | 2025-11-21
        """,
    )
    return store


@pytest.mark.parametrize(
    ("due_on", "state", "days_overdue", "band"),
    [
        ("2025-11-22", "due_soon", None, None),
        ("2025-11-21", "due_soon", None, None),
        ("2025-12-05", "due_soon", None, None),
        ("2025-12-06", "on_track", None, None),
        ("2025-11-20", "overdue", "1", "1-14"),
        ("2025-11-07", "overdue", "14", "1-14"),
        ("2025-11-06", "overdue", "15", "15-42"),
        ("2025-10-10", "overdue", "42", "15-42"),
        ("2025-10-09", "overdue", "43", "43+"),
        ("", "no_date", None, None),
    ],
)
def test_states_and_bands_at_their_edges(settings, due_on, state, days_overdue, band):
    drawn(settings, "sen_reviews", f"setting | child | plan_started_on | review_due_on\na | c1 | 2025-09-01 | {due_on}")
    columns = ["due_on", "state", "days_overdue", "band"]
    expected = {"due_on": due_on or None, "state": state, "days_overdue": days_overdue, "band": band}
    assert answered(settings, "reviews", DAY, columns) == [expected]


def test_the_latest_cycle_begun_by_the_day_decides(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_due_on | review_held_on | next_review_due_on | sen_status
        a       | c1    | 1        | 2025-01-10      | 2025-04-01    | 2025-04-02     | 2025-07-01         | sen_support
        a       | c1    | 2        | 2025-07-02      | 2025-11-30    |                |                    | ehc_requested
        a       | c1    | 3        | 2025-11-22      | 2026-02-01    |                |                    | ehc_plan
        a       | c2    | 1        | 2025-11-21      | 2025-12-30    | 2025-11-21     | 2026-01-10         | ehc_plan
        a       | c3    | 1        | 2025-09-01      | 2025-11-01    | 2025-11-22     | 2026-01-10         | sen_support
        a       | c4    | 1        | 2025-09-01      | 2025-11-01    | 2025-11-02     |                    | sen_support
        a       | c5    | 1        | 2025-11-22      | 2025-12-01    |                |                    | sen_support
        """,
    )
    answers(
        settings,
        "reviews",
        DAY,
        """
        setting | cluster | child | sen_status    | cycle_no | due_on     | state    | days_overdue | band
        a       | Alder   | c1    | ehc_requested | 2        | 2025-11-30 | due_soon |              |
        a       | Alder   | c2    | ehc_plan      | 1        | 2026-01-10 | on_track |              |
        a       | Alder   | c3    | sen_support   | 1        | 2025-11-01 | overdue  | 20           | 15-42
        a       | Alder   | c4    | sen_support   | 1        |            | no_date  |              |
        """,
    )


def test_leavers_monitoring_and_children_of_closed_settings_are_not_counted(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | left_on
        a       | gone  | 1        | sen_support | 2025-09-01      | 2025-11-21
        a       | last  | 1        | sen_support | 2025-09-01      | 2025-11-22
        a       | watch | 1        | sen_support | 2025-03-01      |
        a       | watch | 2        | monitoring  | 2025-09-01      |
        b       | here  | 1        | monitoring  | 2025-03-01      | 2025-04-01
        b       | here  | 2        | ehc_plan    | 2025-09-01      |
        closed  | left  | 1        | sen_support | 2025-09-01      |
        """,
    )
    answers(settings, "reviews", DAY, "setting | child\na | last\nb | here")


def test_a_child_at_two_settings_is_two(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-09-01\nb | c1 | 2025-09-01")
    answers(settings, "reviews_by_cluster", DAY, "cluster | children\nAlder | 2\nBirch |")


def test_a_new_return_replaces_all_of_a_settings_rows_and_not_another_settings(settings):
    first = "setting | child | plan_started_on\na | c1 | 2025-09-01\na | c2 | 2025-09-01\nb | c1 | 2025-09-01"
    drawn(settings, "sen_reviews", first, accepted_at="2025-10-01")
    again = drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c2 | 2025-09-01", accepted_at="2025-11-01")
    answers(settings, "reviews", DAY, "setting | child\na | c2\nb | c1")
    answers(settings, "reviews", DAY, "setting | child\na | c1\na | c2\nb | c1", known_at="2025-10-31")
    withdrawn(settings, again, "2025-11-10")
    answers(settings, "reviews", DAY, "setting | child\na | c1\na | c2\nb | c1")


def test_a_late_return_of_an_earlier_term_does_not_replace_a_later_terms(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | new | 2025-09-01", accepted_at="2025-10-01")
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | old | 2025-05-01", accepted_at="2025-11-01", term="2025-summer")
    answers(settings, "reviews", DAY, "child\nnew")
    answers(settings, "reviews", "2025-08-31", "child\nold")


def test_two_terms_back_is_current_and_three_is_not_known(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-01-10", accepted_at="2025-03-01")
    answers(settings, "reviews_by_cluster", "2025-12-31", "cluster | children\nAlder | 1\nBirch |")
    answers(settings, "reviews_by_cluster", "2026-01-01", "cluster | children\nAlder |\nBirch |")
    answers(settings, "reviews_by_cluster", "2024-12-31", "cluster | children\nAlder |\nBirch |")


def test_by_cluster_a_nil_is_nought_and_silence_is_blank(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_due_on
        a       | c1    | 2025-09-01      | 2025-11-20
        a       | c2    | 2025-09-01      | 2025-10-01
        a       | c3    | 2025-09-01      | 2025-11-25
        a       | c4    | 2025-09-01      | 2026-01-25
        a       | c5    | 2025-09-01      |
        b       | NIL   |                 |
        closed  | c1    | 2025-09-01      | 2025-11-20
        """,
    )
    answers(
        settings,
        "reviews_by_cluster",
        DAY,
        """
        cluster | children | overdue | due_soon | on_track | no_date | overdue_share
        Alder   | 5        | 2       | 1        | 1        | 1       | 0.4
        Birch   |          |         |          |          |         |
        """,
    )
    answers(
        settings,
        "reviews_by_band",
        DAY,
        """
        cluster | children | days_1_14 | days_15_42 | days_43_up | no_date | overdue
        Alder   | 5        | 1         | 0          | 1          | 1       | 2
        Birch   |          |           |            |            |         |
        """,
    )
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\nc | NIL |")
    answers(settings, "reviews_by_cluster", DAY, "cluster | children | overdue_share\nAlder | 5 | 0.4\nBirch | 0 |")


def test_reviews_never_loaded_give_no_rows(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-09-01", accepted_at="2025-10-01")
    for question in ("reviews", "reviews_by_cluster", "reviews_by_band", "reviews_due_by_week", "review_list"):
        assert answered(settings, question, DAY, [], known_at="2025-09-30") == [], question
        assert answered(settings, question, DAY, []) != [], question


def test_the_weeks_ahead_start_on_the_monday_of_the_day_and_leave_out_what_is_late(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_due_on
        a       | late  | 2025-09-01      | 2025-11-20
        a       | today | 2025-09-01      | 2025-11-21
        a       | c3    | 2025-09-01      | 2025-11-23
        a       | c4    | 2025-09-01      | 2025-11-24
        a       | end   | 2025-09-01      | 2026-02-08
        a       | after | 2025-09-01      | 2026-02-09
        """,
    )
    answers(
        settings,
        "reviews_due_by_week",
        DAY,
        """
        cluster | week_starting | children
        Alder   | 2025-11-17    | 2
        Alder   | 2025-11-24    | 1
        Alder   | 2025-12-01    | 0
        Alder   | 2025-12-08    | 0
        Alder   | 2025-12-15    | 0
        Alder   | 2025-12-22    | 0
        Alder   | 2025-12-29    | 0
        Alder   | 2026-01-05    | 0
        Alder   | 2026-01-12    | 0
        Alder   | 2026-01-19    | 0
        Alder   | 2026-01-26    | 0
        Alder   | 2026-02-02    | 1
        """,
        clusters=("Alder",),
    )
    silent = answered(settings, "reviews_due_by_week", DAY, ["children"], clusters=("Birch",))
    assert silent == [{"children": None}] * 12


def test_the_list_puts_the_latest_first_and_says_who_was_part_of_the_last_review_held(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_due_on | review_held_on | next_review_due_on | parents_involved
        a       | c1    | 1        | 2025-01-10      | 2025-04-01    | 2025-04-02     | 2025-07-01         | yes
        a       | c1    | 2        | 2025-07-02      | 2025-11-20    |                |                    | no
        a       | c2    | 1        | 2025-07-02      | 2025-10-01    |                |                    |
        a       | c3    | 1        | 2025-07-02      | 2025-10-01    | 2025-10-01     | 2025-12-24         |
        a       | c4    | 1        | 2025-07-02      |               |                |                    |
        """,
    )
    answers(
        settings,
        "review_list",
        DAY,
        """
        child | setting | name | cluster | sen_status  | state    | due_on     | days_overdue | band  | cycle_no | parents_involved
        c2    | a       | a    | Alder   | sen_support | overdue  | 2025-10-01 | 51           | 43+   | 1        |
        c1    | a       | a    | Alder   | sen_support | overdue  | 2025-11-20 | 1            | 1-14  | 2        | yes
        c4    | a       | a    | Alder   | sen_support | no_date  |            |              |       | 1        |
        c3    | a       | a    | Alder   | sen_support | on_track | 2025-12-24 |              |       | 1        | not_known
        """,
    )


def test_the_last_review_held_is_the_one_of_the_latest_day_whatever_its_cycle(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_held_on | parents_involved
        a       | c1    | 1        | 2025-01-10      | 2025-11-03     | yes
        a       | c1    | 2        | 2025-07-02      | 2025-10-01     | no
        a       | c2    | 1        | 2025-01-10      | 2025-10-01     | yes
        a       | c2    | 2        | 2025-07-02      | 2025-10-01     | no
        """,
    )
    answers(settings, "review_list", DAY, "child | cycle_no | parents_involved\nc1 | 2 | yes\nc2 | 2 | no")


def test_filters_hold_for_children_through_their_setting(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-09-01\nb | c2 | 2025-09-01\nc | c3 | 2025-09-01")
    answers(settings, "reviews", DAY, "child\nc3", clusters=("Birch",))
    answers(settings, "reviews", DAY, "child\nc2", scope=("b",))
    answers(settings, "reviews_by_cluster", DAY, "cluster | children\nAlder | 1", scope=("b",))
    answers(settings, "reviews_by_cluster", DAY, "cluster | children", clusters=("Nowhere",))


def test_a_setting_that_moves_cluster_takes_its_children_with_it(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-09-01")
    drawn(settings, "settings", "setting | cluster\na | Birch", accepted_at="2025-11-01")
    answers(settings, "reviews_by_cluster", "2025-10-31", "cluster | children\nAlder | 1\nBirch |")
    answers(settings, "reviews_by_cluster", "2025-11-01", "cluster | children\nAlder |\nBirch | 1")
