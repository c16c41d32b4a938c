"""Moves to school: which school year is coming, what was done by the day, and who still needs a move prepared."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2026-06-20"


@pytest.fixture
def settings(store):
    """Two open settings in two clusters, and one that closes on the day."""
    drawn(
        store,
        "settings",
        "setting | name | cluster | closed_on\na | Acorn | Alder |\nb | Bay | Birch |\nclosed | Gone | Birch | 2026-06-20",
    )
    return store


@pytest.mark.parametrize(
    ("as_of", "starts", "leaves"),
    [
        ("2026-06-20", "2026-09-01", True),
        ("2026-06-20", "2026-08-31", False),
        ("2026-06-20", "2027-08-31", True),
        ("2026-06-20", "2027-09-01", False),
        ("2026-09-01", "2026-09-01", True),
        ("2026-09-02", "2026-09-03", False),
        ("2026-09-02", "2027-09-01", True),
        ("2026-09-01", "2027-09-01", False),
    ],
)
def test_leavers_start_in_the_school_year_of_the_first_1_september_on_or_after_the_day(settings, as_of, starts, leaves):
    drawn(settings, "transitions", f"setting | child | starts_school_on\na | c1 | {starts}", accepted_at="2026-04-10")
    listed = answered(settings, "transition_list", as_of, ["child", "starts_school_on"])
    assert listed == ([{"child": "c1", "starts_school_on": starts}] if leaves else [])
    (alder, _) = answered(settings, "transitions_by_cluster", as_of, ["cluster", "leavers"])
    assert alder == {"cluster": "Alder", "leavers": "1" if leaves else None}


def test_a_cluster_counts_what_was_done_by_the_day_and_is_blank_where_nobody_told(settings):
    drawn(
        settings,
        "transitions",
        """
        setting | child | starts_school_on | meeting_on | information_shared_on | receiving_senco_known
        a       | c1    | 2026-09-03       | 2026-06-20 | 2026-06-20            | yes
        a       | c2    | 2026-09-03       | 2026-06-21 | 2026-06-21            | no
        a       | c3    | 2026-09-03       | 2026-05-01 |                       | not_known
        closed  | c4    | 2026-09-03       | 2026-05-01 | 2026-05-01            | yes
        """,
        accepted_at="2026-06-01",
    )
    answers(
        settings,
        "transitions_by_cluster",
        DAY,
        """
        cluster | leavers | meeting_held | meeting_share | information_shared | information_share | receiving_senco_known
        Alder   | 3       | 2            | 0.6667        | 1                  | 0.3333            | 1
        Birch   |         |              |               |                    |                   |
        """,
    )
    answers(settings, "transitions_by_cluster", "2026-06-19", "cluster | leavers | information_shared\nAlder | 3 | 0\nBirch | 1 | 1")
    answers(settings, "transitions_by_cluster", DAY, "cluster | leavers\nAlder | 3", scope=("a",))


def test_the_list_says_done_in_time_or_late(settings):
    rows = """
        setting | child | starts_school_on | receiving_school_urn | meeting_on | information_shared_on | parents_agreed | receiving_senco_known
        a       | c1    | 2026-09-03       | 123456               | 2026-06-01 | 2026-07-16            | yes            | yes
        a       | c2    | 2026-09-02       |                      | 2026-07-20 | 2026-06-01            | no             |
        b       | c3    | 2026-09-03       |                      |            |                       |                | no
    """
    drawn(settings, "transitions", rows, accepted_at="2026-06-01")
    answers(
        settings,
        "transition_list",
        "2026-07-15",
        """
        setting | name  | cluster | child | receiving_school_urn | starts_school_on | meeting_on | information_shared_on | parents_agreed | receiving_senco_known | state
        a       | Acorn | Alder   | c2    |                      | 2026-09-02       | 2026-07-20 | 2026-06-01            | no             | not_known             | in_time
        a       | Acorn | Alder   | c1    | 123456               | 2026-09-03       | 2026-06-01 |                       | yes            | yes                   | in_time
        b       | Bay   | Birch   | c3    |                      | 2026-09-03       |            |                       | not_known      | no                    | in_time
        """,
    )
    answers(settings, "transition_list", "2026-07-16", "child | state\nc2 | late\nc3 | late\nc1 | done")
    answers(settings, "transition_list", "2026-07-20", "child | state\nc3 | late\nc2 | done\nc1 | done")
    answers(settings, "transition_list", "2026-07-16", "child\nc3", clusters=("Birch",))


def test_the_latest_return_speaks_for_a_child_and_an_omission_ends_nothing(settings):
    headings = "setting | child | starts_school_on | meeting_on"
    drawn(settings, "transitions", f"{headings}\na | c1 | 2026-09-03 |\na | c2 | 2026-09-03 |", accepted_at="2026-02-01")
    later = drawn(settings, "transitions", f"{headings}\na | c1 | 2027-09-03 |\na | c3 | 2026-09-03 |", accepted_at="2026-05-01")
    answers(settings, "transition_list", DAY, "child\nc2\nc3")
    answers(settings, "transition_list", DAY, "child\nc1\nc2", known_at="2026-04-30")
    answers(settings, "transition_list", "2026-03-31", "child\nc1\nc2")
    drawn(settings, "transitions", f"{headings}\na | c4 | 2026-09-03 |", accepted_at="2026-06-01")
    answers(settings, "transition_list", DAY, "child\nc1\nc2\nc4")
    withdrawn(settings, later, "2026-06-10")
    answers(settings, "transition_list", DAY, "child\nc1\nc2\nc4")


def test_a_setting_that_moves_cluster_takes_its_leavers_with_it(settings):
    drawn(settings, "transitions", "setting | child | starts_school_on\na | c1 | 2026-09-03", accepted_at="2026-05-01")
    drawn(settings, "settings", "setting | name | cluster\na | Acorn | Birch", accepted_at="2026-06-20")
    answers(settings, "transitions_by_cluster", "2026-06-19", "cluster | leavers\nAlder | 1\nBirch |")
    answers(settings, "transitions_by_cluster", DAY, "cluster | leavers\nBirch | 1")


def test_moves_never_loaded_give_no_rows(settings):
    drawn(settings, "transitions", "setting | child | starts_school_on\na | c1 | 2026-09-03", accepted_at="2026-05-01")
    for question in ("transitions_by_cluster", "transition_list"):
        assert answered(settings, question, DAY, [], known_at="2026-04-30") == [], question
        assert answered(settings, question, DAY, []) != [], question


# EHC plans before the move

PLAN = "setting | child | plan_started_on | birth_month | sen_status"
CASE = "setting | child | requested_on | final_on | last_review_on"


@pytest.fixture
def plans(settings):
    """Children with an EHC plan known from their return, from the case system or from both."""
    drawn(
        settings,
        "sen_reviews",
        f"""
        {PLAN}
        a | told      | 2025-10-01 | 2022-03 | ehc_plan
        a | by_age    | 2025-10-01 | 2022-08 | ehc_plan
        a | too_young | 2025-10-01 | 2022-09 | ehc_plan
        a | no_plan   | 2025-10-01 | 2022-03 | sen_support
        b | too_old   | 2025-10-01 | 2021-08 | ehc_plan
        b | oldest    | 2025-10-01 | 2021-09 | ehc_plan
        b | no_age    | 2025-10-01 |         | ehc_plan
        """,
        accepted_at="2026-01-10",
    )
    drawn(
        settings,
        "ehc_timeline",
        f"""
        {CASE}
        a      | told    | 2025-01-10 | 2025-05-01 | 2025-09-01
        a      | by_age  | 2025-01-10 | 2025-08-31 |
        b      | oldest  | 2025-01-10 | 2025-05-01 | 2026-02-16
        b      | case    | 2025-01-10 | 2026-02-14 |
        b      | pending | 2025-12-10 |            |
        closed | gone    | 2025-01-10 | 2025-05-01 |
        """,
        accepted_at="2026-01-11",
    )
    return settings


def test_a_plan_is_done_when_reviewed_or_issued_from_1_september_to_15_february(plans):
    moves = "setting | child | starts_school_on\na | told | 2026-09-03\nb | case | 2026-09-03\nb | pending | 2026-09-03\nclosed | gone | 2026-09-03"
    drawn(plans, "transitions", moves, accepted_at="2026-01-12")
    answers(
        plans,
        "plans_before_school",
        "2026-02-15",
        """
        setting | name  | cluster | child  | starts_school_on | known_from | prepared_on | due_on     | state
        b       | Bay   | Birch   | oldest |                  | age        | 2025-05-01  | 2026-02-15 | in_time
        closed  | Gone  | Birch   | gone   | 2026-09-03       | return     | 2025-05-01  | 2026-02-15 | in_time
        a       | Acorn | Alder   | by_age |                  | age        | 2025-08-31  | 2026-02-15 | in_time
        a       | Acorn | Alder   | told   | 2026-09-03       | return     | 2025-09-01  | 2026-02-15 | done
        b       | Bay   | Birch   | case   | 2026-09-03       | return     | 2026-02-14  | 2026-02-15 | done
        """,
    )
    columns = "child | prepared_on | state"
    late = "gone | 2025-05-01 | late\nby_age | 2025-08-31 | late\noldest | 2026-02-16 | done_late"
    answers(plans, "plans_before_school", "2026-02-16", f"{columns}\n{late}\ntold | 2025-09-01 | done\ncase | 2026-02-14 | done")
    answers(plans, "plans_before_school", "2026-02-16", "child\nby_age\ntold", clusters=("Alder",))
    assert "gone" not in [row["child"] for row in answered(plans, "plans_before_school", DAY, ["child"])]


def test_a_child_told_to_start_in_another_year_is_not_counted_by_age(plans):
    drawn(plans, "transitions", "setting | child | starts_school_on\na | by_age | 2027-09-03", accepted_at="2026-01-12")
    assert "by_age" not in [row["child"] for row in answered(plans, "plans_before_school", "2026-02-15", ["child"])]


def test_a_plan_is_not_known_to_be_prepared_while_no_ehc_timeline_was_loaded(settings):
    drawn(settings, "sen_reviews", f"{PLAN}\na | c1 | 2025-10-01 | 2022-03 | ehc_plan", accepted_at="2026-01-10")
    answers(settings, "plans_before_school", "2026-02-16", "child | prepared_on | state\nc1 | | not_known")
    answers(settings, "plans_before_school", "2026-09-01", "child | due_on\nc1 | 2026-02-15")
    assert answered(settings, "plans_before_school", "2026-09-02", ["child"]) == []


def test_a_plan_of_the_case_system_is_counted_by_the_age_that_any_cycle_of_the_return_tells(settings):
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child     | cycle_no | plan_started_on | birth_month | sen_status    | left_on
        a       | requested | 1        | 2025-10-01      | 2022-03     | ehc_requested |
        a       | watched   | 1        | 2025-10-01      | 2022-03     | monitoring    |
        a       | said_once | 1        | 2025-09-01      | 2022-03     | sen_support   |
        a       | said_once | 2        | 2025-10-01      |             | ehc_plan      |
        a       | left      | 1        | 2025-10-01      | 2022-03     | ehc_plan      | 2025-12-20
        a       | young     | 1        | 2025-10-01      | 2022-09     | ehc_requested |
        """,
        accepted_at="2026-01-10",
    )
    cases = "".join(f"\na | {child} | 2025-01-10 | 2025-12-01 |" for child in ("requested", "watched", "left", "young", "unheard_of"))
    drawn(settings, "ehc_timeline", CASE + cases, accepted_at="2026-01-11")
    answers(
        settings,
        "plans_before_school",
        "2026-02-15",
        """
        child     | starts_school_on | known_from | prepared_on | state
        said_once |                  | age        |             | in_time
        requested |                  | age        | 2025-12-01  | done
        watched   |                  | age        | 2025-12-01  | done
        """,
    )
