"""The children and reviews behind the figures: what each plan lacks, who took part, who was checked, and the weeks ahead."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn

DAY = "2025-11-21"
LISTS = ("plan_list", "held_review_list", "two_year_check_list", "child_list", "weeks_ahead")


@pytest.fixture
def settings(store):
    """Two open settings of two clusters, and one that closed today."""
    drawn(
        store,
        "settings",
        """
        setting | name  | cluster | area_senco | closed_on
        a       | Acorn | Alder   | A. Mehta   |
        b       | Bay   | Birch   | B. Lowe    |
        closed  | Gone  | Birch   | B. Lowe    | 2025-11-21
        """,
    )
    return store


def test_reviews_never_loaded_give_no_rows(settings):
    drawn(
        settings,
        "sen_reviews",
        "setting | child | plan_started_on | review_held_on\na | c1 | 2025-09-01 | 2025-09-30",
        accepted_at="2025-10-01",
    )
    for question in LISTS:
        assert answered(settings, question, DAY, [], known_at="2025-09-30") == [], question
        assert answered(settings, question, DAY, []) != [], question


def test_lists_keep_to_the_filters_and_to_what_the_viewer_may_read(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_held_on
        a       | c1    | 2025-09-01      | 2025-09-30
        b       | c2    | 2025-09-01      | 2025-09-30
        closed  | c3    | 2025-09-01      | 2025-09-30
        """,
    )
    for question in LISTS[:4]:
        assert answered(settings, question, DAY, ["setting"]) == [{"setting": "a"}, {"setting": "b"}], question
        for narrowed in ({"clusters": ("Birch",)}, {"officers": ("B. Lowe",)}, {"scope": ("b",)}):
            assert answered(settings, question, DAY, ["setting"], **narrowed) == [{"setting": "b"}], question
        assert answered(settings, question, DAY, ["setting"], scope=()) == [], question


def test_a_week_with_a_bank_holiday_has_fewer_working_days_and_belongs_to_the_term_of_its_monday(settings):
    drawn(settings, "sen_reviews", "setting | child\na | NIL")
    answers(
        settings,
        "weeks_ahead",
        "2025-12-14",
        """
        week_starting | term        | working_days
        2025-12-08    | 2025-autumn | 5
        2025-12-15    | 2025-autumn | 5
        2025-12-22    | 2025-autumn | 3
        2025-12-29    | 2025-autumn | 4
        2026-01-05    | 2026-spring | 5
        2026-01-12    | 2026-spring | 5
        2026-01-19    | 2026-spring | 5
        2026-01-26    | 2026-spring | 5
        2026-02-02    | 2026-spring | 5
        2026-02-09    | 2026-spring | 5
        2026-02-16    | 2026-spring | 5
        2026-02-23    | 2026-spring | 5
        """,
    )
    assert answered(settings, "weeks_ahead", "2025-12-15", ["week_starting"])[0] == {"week_starting": "2025-12-15"}


def test_what_a_plan_lacks_is_said_of_its_latest_cycle_with_blank_as_not_recorded(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | review_due_on | review_held_on | next_review_due_on | outcomes_recorded | interventions_recorded | expected_impact_recorded
        a       | whole | 1        | sen_support | 2025-09-01      | 2025-12-01    |                |                    | yes               | yes                    | yes
        a       | bare  | 1        | ehc_plan    | 2025-09-02      | 2025-10-01    | 2025-11-21     |                    | no                |                        | no
        a       | later | 1        | sen_support | 2025-09-03      | 2025-10-01    |                |                    | no                | no                     | no
        a       | later | 2        | sen_support | 2025-09-04      | 2025-12-01    |                |                    | yes               | yes                    |
        a       | watch | 1        | monitoring  | 2025-09-01      |               |                |                    | no                | no                     | no
        closed  | gone  | 1        | sen_support | 2025-09-01      |               |                |                    | no                | no                     | no
        """,
    )
    answers(
        settings,
        "plan_list",
        DAY,
        """
        child | setting | name  | cluster | sen_status  | plan_started_on | due_on     | no_outcomes | no_interventions | no_impact | no_date
        whole | a       | Acorn | Alder   | sen_support | 2025-09-01      | 2025-12-01 | no          | no               | no        | no
        bare  | a       | Acorn | Alder   | ehc_plan    | 2025-09-02      |            | yes         | yes              | yes       | yes
        later | a       | Acorn | Alder   | sen_support | 2025-09-04      | 2025-12-01 | no          | no               | yes       | no
        """,
    )


def test_a_review_held_this_term_says_who_took_part_and_a_blank_is_not_known(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | review_held_on | left_on    | parents_involved | child_voice | professional_present
        a       | c1    | 1        | sen_support | 2025-05-01      | 2025-08-31     |            | yes              | yes         | yes
        a       | c1    | 2        | sen_support | 2025-08-31      | 2025-09-01     |            | yes              | no          | not_known
        a       | c1    | 3        | sen_support | 2025-09-02      | 2025-11-21     |            |                  |             | yes
        a       | c2    | 1        | sen_support | 2025-05-01      | 2025-10-01     | 2025-10-02 | no               | yes         | no
        a       | c3    | 1        | monitoring  | 2025-05-01      | 2025-10-01     |            | yes              | yes         | yes
        b       | c4    | 1        | ehc_plan    | 2025-05-01      | 2025-11-22     |            | yes              | yes         | yes
        closed  | c5    | 1        | ehc_plan    | 2025-05-01      | 2025-10-01     |            | yes              | yes         | yes
        """,
    )
    answers(
        settings,
        "held_review_list",
        DAY,
        """
        child | setting | name  | cluster | cycle_no | held_on    | parents | child_voice | professional
        c1    | a       | Acorn | Alder   | 3        | 2025-11-21 | not_known        | not_known   | yes
        c2    | a       | Acorn | Alder   | 1        | 2025-10-01 | no               | yes         | no
        c1    | a       | Acorn | Alder   | 2        | 2025-09-01 | yes              | no          | not_known
        """,
    )


def test_children_of_30_months_are_listed_with_their_check_and_an_age_not_known_last(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | birth_month | two_year_check_on
        a       | at30  | 1        | sen_support | 2025-01-01      | 2023-05     |
        a       | at29  | 1        | sen_support | 2025-01-01      | 2023-06     |
        a       | done  | 1        | sen_support | 2025-01-01      | 2022-01     | 2025-11-21
        a       | later | 1        | sen_support | 2025-01-01      | 2022-02     | 2025-11-22
        b       | what  | 1        | sen_support | 2025-01-01      |             | 2024-03-01
        b       | watch | 1        | monitoring  | 2025-01-01      | 2022-01     |
        """,
    )
    answers(
        settings,
        "two_year_check_list",
        DAY,
        """
        child | setting | name  | cluster | sen_status  | age_months | state
        done  | a       | Acorn | Alder   | sen_support | 46         | checked
        later | a       | Acorn | Alder   | sen_support | 45         | not_checked
        at30  | a       | Acorn | Alder   | sen_support | 30         | not_checked
        what  | b       | Bay   | Birch   | sen_support |            | age_not_known
        """,
    )


def test_children_there_on_the_day_are_listed_with_those_on_monitoring_and_without_leavers(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | review_due_on | left_on
        b       | c1    | 1        | monitoring  | 2025-05-01      | 2025-12-01    |
        a       | c2    | 1        | monitoring  | 2025-05-01      |               |
        a       | c2    | 2        | sen_support | 2025-11-21      | 2026-02-01    |
        a       | c3    | 1        | ehc_plan    | 2025-05-01      |               | 2025-11-21
        a       | c4    | 1        | ehc_plan    | 2025-05-01      |               | 2025-11-22
        a       | c5    | 1        | sen_support | 2025-11-22      |               |
        closed  | c6    | 1        | sen_support | 2025-05-01      |               |
        """,
    )
    answers(
        settings,
        "child_list",
        DAY,
        """
        child | setting | name  | cluster | sen_status  | cycle_no | plan_started_on | due_on
        c2    | a       | Acorn | Alder   | sen_support | 2        | 2025-11-21      | 2026-02-01
        c4    | a       | Acorn | Alder   | ehc_plan    | 1        | 2025-05-01      |
        c1    | b       | Bay   | Birch   | monitoring  | 1        | 2025-05-01      | 2025-12-01
        """,
    )


def test_the_lists_add_up_to_the_figures_of_their_clusters(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | sen_status    | plan_started_on | review_held_on | birth_month | parents_involved | outcomes_recorded
        a       | c1    | sen_support   | 2025-05-01      | 2025-10-01     | 2022-05     | yes              | yes
        a       | c2    | ehc_requested | 2025-05-01      | 2025-10-02     |             | not_known        | no
        b       | c3    | monitoring    | 2025-05-01      | 2025-10-03     | 2022-05     | yes              | no
        b       | c4    | ehc_plan      | 2025-05-01      |                | 2022-05     |                  |
        """,
    )
    plans = [row["cluster"] for row in answered(settings, "plan_list", DAY, ["cluster", "no_outcomes"]) if row["no_outcomes"] == "yes"]
    answers(settings, "complete_plans_by_cluster", DAY, "cluster | no_outcomes\nAlder | 1\nBirch | 1")
    assert plans == ["Alder", "Birch"]
    answers(
        settings, "review_quality_by_cluster", DAY, "cluster | held | parents_yes | parents_not_known\nAlder | 2 | 1 | 1\nBirch | 0 | 0 | 0"
    )
    held = answered(settings, "held_review_list", DAY, ["cluster", "parents"])
    assert sorted(row["parents"] for row in held if row["cluster"] == "Alder") == ["not_known", "yes"]
    answers(settings, "two_year_checks_by_cluster", DAY, "cluster | children | age_not_known\nAlder | 1 | 1\nBirch | 1 | 0")
    assert len(answered(settings, "two_year_check_list", DAY, [])) == 3
    answers(settings, "children_by_status", DAY, "cluster | monitoring | active\nAlder | 0 | 2\nBirch | 1 | 1")
    assert len(answered(settings, "child_list", DAY, [])) == 4
