"""Children by status, plans gone stale, who takes part in reviews, complete plans, EHC reviews, two-year checks, identification."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
BY_CHILDREN = (
    "children_by_status",
    "stale_plans",
    "review_quality_by_cluster",
    "complete_plans_by_cluster",
    "ehc_plan_reviews",
    "two_year_checks_by_cluster",
    "identification_rates",
)


@pytest.fixture
def settings(store):
    """Two open settings of one cluster, a silent one of another, and one that closed today."""
    drawn(
        store,
        "settings",
        """
        setting | name | cluster | closed_on  | funded | places
        a       | Acorn | Alder  |            | yes    | 20
        b       | Bay   | Alder  |            | yes    | 40
        c       | Cob   | Birch  |            | yes    | 20
        closed  | Gone  | Birch  | 2025-11-21 | yes    | 20
        """,
    )
    return store


# Status


def test_children_are_counted_by_the_status_of_their_latest_cycle(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status    | plan_started_on | left_on
        a       | c1    | 1        | monitoring    | 2025-05-01      |
        a       | c1    | 2        | sen_support   | 2025-11-21      |
        a       | c2    | 1        | sen_support   | 2025-05-01      |
        a       | c2    | 2        | ehc_plan      | 2025-11-22      |
        a       | c3    | 1        | ehc_requested | 2025-05-01      | 2025-11-21
        a       | c4    | 1        | ehc_requested | 2025-05-01      | 2025-11-22
        b       | c1    | 1        | ehc_plan      | 2025-05-01      |
        b       | c2    | 1        | monitoring    | 2025-05-01      |
        closed  | c1    | 1        | ehc_plan      | 2025-05-01      |
        """,
    )
    answers(
        settings,
        "children_by_status",
        DAY,
        """
        cluster | monitoring | sen_support | ehc_requested | ehc_plan | active
        Alder   | 1          | 2           | 1             | 1        | 4
        Birch   |            |             |               |          |
        """,
    )
    answers(settings, "children_by_status", DAY, "cluster | active\nAlder | 1", scope=("b",))


def test_a_nil_return_makes_zeros_and_one_replaced_or_withdrawn_counts_until_then(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\nc | c1 | 2025-09-01", accepted_at="2025-10-01")
    nil = drawn(settings, "sen_reviews", "setting | child\nc | NIL", accepted_at="2025-11-01")
    answers(settings, "children_by_status", DAY, "cluster | monitoring | active\nAlder | |\nBirch | 0 | 0")
    answers(settings, "children_by_status", DAY, "cluster | active\nAlder |\nBirch | 1", known_at="2025-10-31")
    answers(settings, "complete_plans_by_cluster", DAY, "cluster | children | complete | complete_share\nAlder | | |\nBirch | 0 | 0 |")
    answers(settings, "review_quality_by_cluster", DAY, "cluster | held | parents_yes | parents_share\nAlder | | |\nBirch | 0 | 0 |")
    answers(settings, "two_year_checks_by_cluster", DAY, "cluster | children | age_not_known\nAlder | |\nBirch | 0 | 0")
    withdrawn(settings, nil, "2025-11-10")
    answers(settings, "children_by_status", DAY, "cluster | active\nAlder |\nBirch | 1")


def test_a_setting_that_moves_cluster_takes_its_children_with_it(settings):
    drawn(settings, "sen_reviews", "setting | child | plan_started_on | birth_month\na | c1 | 2025-03-01 | 2022-01")
    drawn(settings, "settings", "setting | cluster | funded | places\na | Birch | yes | 20", accepted_at="2025-11-21")
    for question, column in (
        ("children_by_status", "active"),
        ("complete_plans_by_cluster", "children"),
        ("two_year_checks_by_cluster", "children"),
    ):
        before, after = (answered(settings, question, day, ["cluster", column]) for day in ("2025-11-20", DAY))
        assert before == [{"cluster": "Alder", column: "1"}, {"cluster": "Birch", column: None}], question
        assert after == [{"cluster": "Alder", column: None}, {"cluster": "Birch", column: "1"}], question


def test_reviews_never_loaded_give_no_rows(settings):
    drawn(
        settings, "sen_reviews", "setting | child | plan_started_on | sen_status\na | c1 | 2025-01-01 | ehc_plan", accepted_at="2025-10-02"
    )
    for question in BY_CHILDREN:
        assert answered(settings, question, DAY, [], known_at="2025-10-01") == [], question
        assert answered(settings, question, DAY, []) != [], question
        assert answered(settings, question, DAY, [], clusters=("Nowhere",)) == [], question


# Plans gone stale


def test_a_plan_without_a_date_is_stale_after_84_days_without_a_start_or_a_review(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_due_on | review_held_on | next_review_due_on | sen_status
        a       | c85   | 1        | 2025-08-28      |               |                |                    | sen_support
        a       | c84   | 1        | 2025-08-29      |               |                |                    | sen_support
        a       | dated | 1        | 2025-01-01      | 2025-02-01    |                |                    | sen_support
        a       | held  | 1        | 2025-01-01      | 2025-02-01    | 2025-08-28     |                    | ehc_plan
        a       | fresh | 1        | 2025-01-01      | 2025-02-01    | 2025-08-29     |                    | ehc_plan
        a       | later | 1        | 2025-01-01      |               | 2025-11-22     | 2026-01-01         | sen_support
        a       | two   | 1        | 2025-01-01      |               | 2025-03-01     | 2025-06-01         | sen_support
        a       | two   | 2        | 2025-03-02      |               |                |                    | ehc_requested
        a       | soon  | 1        | 2025-01-01      |               |                |                    | sen_support
        a       | soon  | 2        | 2025-08-29      |               |                |                    | sen_support
        a       | swap  | 1        | 2025-08-29      |               |                |                    | sen_support
        a       | swap  | 2        | 2025-01-01      |               |                |                    | sen_support
        b       | watch | 1        | 2025-01-01      |               |                |                    | monitoring
        closed  | gone  | 1        | 2025-01-01      |               |                |                    | sen_support
        """,
    )
    answers(
        settings,
        "stale_plans",
        DAY,
        """
        setting | name  | cluster | child | sen_status    | plan_started_on | last_held_on | days_since
        a       | Acorn | Alder   | later | sen_support   | 2025-01-01      |              | 324
        a       | Acorn | Alder   | two   | ehc_requested | 2025-03-02      | 2025-03-01   | 264
        a       | Acorn | Alder   | c85   | sen_support   | 2025-08-28      |              | 85
        a       | Acorn | Alder   | held  | ehc_plan      | 2025-01-01      | 2025-08-28   | 85
        """,
    )


# Who takes part


def test_reviews_held_in_the_term_count_whoever_took_part_and_not_known_stays_in_the_denominator(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | review_held_on | left_on    | parents_involved | child_voice | professional_present
        a       | c1    | 1        | sen_support | 2025-05-01      | 2025-08-31     |            | yes              | yes         | yes
        a       | c1    | 2        | sen_support | 2025-08-31      | 2025-09-01     |            | yes              | no          | not_known
        a       | c1    | 3        | sen_support | 2025-09-02      | 2025-11-21     |            | yes              |             | yes
        a       | c2    | 1        | sen_support | 2025-05-01      | 2025-10-01     | 2025-10-02 | no               | yes         | no
        a       | c3    | 1        | monitoring  | 2025-05-01      | 2025-10-01     |            | yes              | yes         | yes
        b       | c4    | 1        | ehc_plan    | 2025-05-01      | 2025-11-22     |            | yes              | yes         | yes
        closed  | c5    | 1        | ehc_plan    | 2025-05-01      | 2025-10-01     |            | yes              | yes         | yes
        """,
    )
    answers(
        settings,
        "review_quality_by_cluster",
        DAY,
        """
        cluster | held | parents_yes | parents_not_known | parents_share | child_voice_yes | child_voice_not_known | child_voice_share
        Alder   | 3    | 2           | 0                 | 0.6667        | 1               | 1                     | 0.3333
        Birch   |      |             |                   |               |                 |                       |
        """,
    )
    answers(
        settings,
        "review_quality_by_cluster",
        DAY,
        "cluster | professional_yes | professional_not_known | professional_share\nAlder | 1 | 1 | 0.3333\nBirch | | |",
    )
    answers(settings, "review_quality_by_cluster", "2025-11-20", "cluster | held\nAlder | 2\nBirch | 1")


# Complete plans


def test_a_plan_is_complete_with_everything_recorded_and_a_date(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | plan_started_on | review_due_on | review_held_on | outcomes_recorded | interventions_recorded | expected_impact_recorded
        a       | c1    | 1        | 2025-09-01      | 2025-12-01    |                | yes               | yes                    | yes
        a       | c2    | 1        | 2025-09-01      | 2025-12-01    |                | no                |                        | yes
        a       | c3    | 1        | 2025-09-01      | 2025-12-01    |                | yes               | yes                    | yes
        a       | c3    | 2        | 2025-09-02      | 2025-12-01    |                | yes               | yes                    |
        b       | c4    | 1        | 2025-09-01      | 2025-10-01    | 2025-11-21     | yes               | yes                    | yes
        b       | c5    | 1        | 2025-09-01      | 2025-10-01    | 2025-11-22     | yes               | yes                    | yes
        """,
    )
    answers(
        settings,
        "complete_plans_by_cluster",
        DAY,
        """
        cluster | children | complete | complete_share | no_outcomes | no_interventions | no_impact | no_date
        Alder   | 5        | 2        | 0.4            | 1           | 1                | 1         | 1
        Birch   |          |          |                |             |                  |           |
        """,
    )


# EHC plans of children under five


@pytest.mark.parametrize(
    ("held_on", "six", "twelve", "state"),
    [
        ("2025-11-21", "2026-05-21", "2026-11-21", "within_6_months"),
        ("2025-05-21", "2025-11-21", "2026-05-21", "within_6_months"),
        ("2025-05-20", "2025-11-20", "2026-05-20", "over_6_months"),
        ("2024-11-21", "2025-05-21", "2025-11-21", "over_6_months"),
        ("2024-11-20", "2025-05-20", "2025-11-20", "over_12_months"),
        ("2025-08-31", "2026-02-28", "2026-08-31", "within_6_months"),
    ],
)
def test_an_ehc_plan_is_reviewed_within_6_or_within_12_months(settings, held_on, six, twelve, state):
    drawn(
        settings,
        "sen_reviews",
        "setting | child | sen_status | plan_started_on | review_held_on | birth_month\n"
        f"a | c1 | ehc_plan | 2024-01-01 | {held_on} | 2022-05",
    )
    columns = ["last_held_on", "six_months_on", "twelve_months_on", "state"]
    expected = dict(zip(columns, [held_on, six, twelve, state], strict=True))
    assert answered(settings, "ehc_plan_reviews", DAY, columns) == [expected]


def test_ehc_plans_of_children_under_five_or_of_an_age_not_known_are_listed(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status    | plan_started_on | review_held_on | birth_month
        a       | four  | 1        | ehc_plan      | 2025-05-20      |                | 2020-12
        a       | five  | 1        | ehc_plan      | 2024-01-01      |                | 2020-11
        a       | none  | 1        | ehc_plan      | 2024-01-01      | 2025-11-22     |
        a       | other | 1        | sen_support   | 2024-01-01      |                | 2022-01
        a       | asked | 1        | ehc_requested | 2024-01-01      |                | 2022-01
        b       | two   | 1        | sen_support   | 2024-01-01      | 2025-09-01     | 2022-01
        b       | two   | 2        | ehc_plan      | 2025-09-02      |                |
        b       | never | 1        | sen_support   | 2025-03-02      |                | 2022-01
        b       | never | 2        | ehc_plan      | 2025-09-02      |                | 2022-01
        closed  | gone  | 1        | ehc_plan      | 2024-01-01      |                | 2022-01
        """,
    )
    answers(
        settings,
        "ehc_plan_reviews",
        DAY,
        """
        setting | name  | cluster | child | last_held_on | six_months_on | twelve_months_on | state
        a       | Acorn | Alder   | none  |              | 2024-07-01    | 2025-01-01       | age_not_known
        b       | Bay   | Alder   | never |              | 2025-09-02    | 2026-03-02       | over_6_months
        a       | Acorn | Alder   | four  |              | 2025-11-20    | 2026-05-20       | over_6_months
        b       | Bay   | Alder   | two   | 2025-09-01   | 2026-03-01    | 2026-09-01       | within_6_months
        """,
    )


# Two-year checks


def test_children_of_30_months_are_asked_for_a_check_and_an_age_not_known_is_apart(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | birth_month | two_year_check_on
        a       | at30  | 1        | sen_support | 2025-01-01      | 2023-05     |
        a       | at29  | 1        | sen_support | 2025-01-01      | 2023-06     |
        a       | done  | 1        | sen_support | 2025-01-01      | 2022-01     | 2025-11-21
        a       | later | 1        | sen_support | 2025-01-01      | 2022-01     | 2025-11-22
        a       | once  | 1        | sen_support | 2025-01-01      | 2022-01     | 2024-03-01
        a       | once  | 2        | ehc_plan    | 2025-02-01      |             |
        b       | what  | 1        | sen_support | 2025-01-01      |             | 2024-03-01
        b       | watch | 1        | monitoring  | 2025-01-01      | 2022-01     |
        """,
    )
    answers(
        settings,
        "two_year_checks_by_cluster",
        DAY,
        """
        cluster | children | checked | not_checked | age_not_known
        Alder   | 4        | 2       | 2           | 1
        Birch   |          |         |             |
        """,
    )


def test_a_cycle_that_begins_later_tells_the_age_and_the_check_of_its_child_already(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | cycle_no | sen_status  | plan_started_on | birth_month | two_year_check_on
        a       | c1    | 1        | sen_support | 2025-09-01      |             |
        a       | c1    | 2        | sen_support | 2025-11-22      | 2022-01     | 2024-02-01
        a       | c2    | 1        | ehc_plan    | 2025-06-01      |             |
        a       | c2    | 2        | ehc_plan    | 2025-11-22      | 2022-01     | 2025-11-22
        a       | new   | 1        | ehc_plan    | 2025-11-22      | 2022-01     | 2024-02-01
        """,
    )
    answers(
        settings,
        "two_year_checks_by_cluster",
        DAY,
        """
        cluster | children | checked | not_checked | age_not_known
        Alder   | 2        | 1       | 1           | 0
        Birch   |          |         |             |
        """,
    )
    answers(settings, "ehc_plan_reviews", DAY, "child | six_months_on | state\nc2 | 2025-12-01 | within_6_months")


# Identification


def children(setting: str, number: int) -> str:
    return "\n".join(f"{setting} | c{n} | 2025-09-01" for n in range(number))


def test_rates_stand_beside_the_clusters_and_the_authoritys_and_only_whole_intervals_outside_are_tails(store):
    drawn(
        store,
        "settings",
        """
        setting | cluster | funded | places | closed_on
        few     | Alder   | yes    | 100    |
        many    | Alder   | yes    | 20     |
        small   | Alder   | yes    | 19     |
        next    | Birch   | yes    | 20     |
        packed  | Birch   | yes    | 20     |
        paid    | Birch   | no     | 20     |
        asked   | Birch   |        | 20     |
        silent  | Birch   | yes    | 20     |
        none    | Birch   | yes    |        |
        gone    | Birch   | yes    | 20     | 2025-11-21
        """,
    )
    told = {"few": 1, "many": 12, "small": 5, "next": 2, "packed": 21, "paid": 9, "asked": 9, "none": 9, "gone": 9}
    rows = "\n".join(children(setting, number) for setting, number in told.items())
    drawn(store, "sen_reviews", f"setting | child | plan_started_on\n{rows}")
    answers(
        store,
        "identification_rates",
        DAY,
        """
        setting | name   | cluster | places | children | rate  | low  | high  | cluster_rate | authority_rate | tail
        packed  | packed | Birch   | 20     | 21       | 105.0 | 83.9 | 100.0 | 57.5         | 22.9           | high
        many    | many   | Alder   | 20     | 12       | 60.0  | 38.7 | 78.1  | 12.9         | 22.9           | high
        next    | next   | Birch   | 20     | 2        | 10.0  | 2.8  | 30.1  | 57.5         | 22.9           | within
        few     | few    | Alder   | 100    | 1        | 1.0   | 0.2  | 5.4   | 12.9         | 22.9           | low
        silent  | silent | Birch   | 20     |          |       |      |       | 57.5         | 22.9           | not_known
        """,
    )
    answers(
        store,
        "identification_rates",
        DAY,
        "setting | cluster_rate | authority_rate | tail\nmany | 12.9 | 22.9 | high",
        scope=("many",),
    )


def test_a_setting_with_nobody_has_a_rate_of_nought(store):
    drawn(store, "settings", "setting | funded | places\na | yes | 30")
    drawn(store, "sen_reviews", "setting | child\na | NIL")
    answers(store, "identification_rates", DAY, "setting | children | rate | low | high | tail\na | 0 | 0.0 | 0.0 | 11.4 | within")
