"""Funding: what was applied for and decided this term, which awards end soon, and who has the Disability Access Fund."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
HEADINGS = "setting | child | fund | applied_on | panel_on | decision | decided_on | starts_on | ends_on"


@pytest.fixture
def settings(store):
    """Two open settings in two clusters, and one that closed today."""
    drawn(
        store,
        "settings",
        "setting | name | cluster | closed_on\na | Acorn | Alder |\nb | Bay | Birch |\nclosed | Gone | Birch | 2025-11-21",
    )
    return store


def test_applications_and_decisions_are_counted_in_the_term_to_the_day(settings):
    drawn(
        settings,
        "funding",
        f"""
        {HEADINGS}
        a      | c1 | inclusion_fund | 2025-08-31 | 2025-09-01 | awarded  | 2025-09-10 | |
        a      | c2 | inclusion_fund | 2025-09-01 | 2025-09-01 | part     | 2025-09-11 | |
        a      | c3 | inclusion_fund | 2025-11-21 | 2025-11-21 | declined | 2025-11-21 | |
        a      | c4 | inclusion_fund | 2025-08-01 | 2025-08-29 | awarded  | 2025-08-31 | |
        b      | c5 | inclusion_fund | 2025-10-01 | 2025-10-10 | awarded  | 2025-11-22 | |
        b      | c6 | inclusion_fund | 2025-10-01 |            | deferred | 2025-10-11 | |
        b      | c7 | inclusion_fund | 2025-10-01 |            | awarded  |            | |
        b      | ca | inclusion_fund | 2025-10-01 | 2025-11-22 | deferred | 2025-10-12 | |
        b      | c8 | inclusion_fund | 2025-11-22 |            |          |            | |
        closed | c9 | inclusion_fund | 2025-10-01 |            |          | 2025-10-10 | |
        b      | c1 | high_needs     | 2025-05-01 | 2025-05-10 | awarded  | 2025-11-01 | |
        b      | c2 | high_needs     | 2025-05-01 | 2025-05-10 | awarded  | 2025-06-01 | |
        b      | c2 | disability_access_fund | 2025-05-01 |    | awarded  | 2025-06-01 | |
        """,
    )
    answers(
        settings,
        "funding_decisions",
        DAY,
        """
        fund           | applied | decided | awarded | part | declined | deferred | in_time | in_time_share
        high_needs     | 0       | 1       | 1       | 0    | 0        | 0        |         |
        inclusion_fund | 7       | 6       | 1       | 1    | 1        | 2        | 2       | 0.6667
        """,
    )
    answers(settings, "funding_decisions", DAY, "fund | applied | decided | in_time_share\ninclusion_fund | 2 | 3 | 0.6667", scope=("a",))
    answers(settings, "service_clocks", DAY, "clock | completed | in_time | open\ninclusion_fund | 3 | 2 | 1")


def test_decisions_of_a_fund_without_a_panel_have_no_share(settings):
    drawn(settings, "funding", f"{HEADINGS}\na | c1 | inclusion_fund | 2025-09-01 | | awarded | 2025-09-10 | |")
    answers(settings, "funding_decisions", DAY, "fund | decided | in_time | in_time_share\ninclusion_fund | 1 | 0 |")


def test_awards_that_end_within_30_days_are_listed(settings):
    drawn(
        settings,
        "funding",
        f"""
        {HEADINGS}
        a      | c1 | inclusion_fund | 2025-05-01 | | awarded  | 2025-06-01 | | 2025-11-20
        a      | c2 | inclusion_fund | 2025-05-01 | | awarded  | 2025-06-01 | | 2025-11-21
        a      | c3 | inclusion_fund | 2025-05-01 | | part     | 2025-11-21 | | 2025-12-21
        a      | c4 | inclusion_fund | 2025-05-01 | | awarded  | 2025-06-01 | | 2025-12-22
        b      | c5 | high_needs     | 2025-05-01 | | awarded  | 2025-06-01 | | 2025-11-25
        b      | c6 | high_needs     | 2025-05-01 | | declined | 2025-06-01 | | 2025-11-25
        b      | c7 | high_needs     | 2025-05-01 | | awarded  | 2025-11-22 | | 2025-11-25
        b      | c8 | high_needs     | 2025-05-01 | | awarded  |            | | 2025-11-25
        b      | c9 | high_needs     | 2025-05-01 | | awarded  | 2025-06-01 | |
        closed | c1 | high_needs     | 2025-05-01 | | awarded  | 2025-06-01 | | 2025-11-25
        """,
    )
    answers(
        settings,
        "awards_ending",
        DAY,
        """
        setting | name  | cluster | child | fund           | ends_on    | days_left
        a       | Acorn | Alder   | c2    | inclusion_fund | 2025-11-21 | 0
        b       | Bay   | Birch   | c5    | high_needs     | 2025-11-25 | 4
        a       | Acorn | Alder   | c3    | inclusion_fund | 2025-12-21 | 30
        """,
    )
    answers(settings, "awards_ending", "2025-11-20", "setting | child\na | c1\na | c2\nb | c5\nclosed | c1")
    answers(settings, "awards_ending", DAY, "child\nc5", clusters=("Birch",))


def test_the_disability_access_fund_counts_children_with_an_award_on_the_day(settings):
    drawn(settings, "settings", "setting | name | cluster\nc | Cob | Cherry", accepted_at="2025-09-02")
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\na | c1 | 2025-09-01\na | c2 | 2025-09-01\nb | c1 | 2025-09-01")
    drawn(
        settings,
        "funding",
        f"""
        {HEADINGS}
        a      | c1 | disability_access_fund | 2025-05-01 | | awarded  | 2025-06-01 | 2025-09-01 | 2025-11-21
        a      | c1 | disability_access_fund | 2025-06-01 | | awarded  | 2025-06-02 | 2025-09-01 | 2025-12-21
        a      | c2 | disability_access_fund | 2025-05-01 | | awarded  | 2025-06-01 | 2025-09-01 | 2025-11-20
        a      | c3 | disability_access_fund | 2025-05-01 | | part     | 2025-11-21 | 2025-11-21 |
        a      | c4 | disability_access_fund | 2025-05-01 | | awarded  | 2025-11-22 |            |
        a      | c5 | disability_access_fund | 2025-05-01 | | awarded  | 2025-11-01 | 2025-11-22 |
        a      | c6 | disability_access_fund | 2024-05-01 | | awarded  | 2024-11-21 |            |
        a      | c7 | disability_access_fund | 2024-05-01 | | awarded  | 2024-11-20 |            |
        b      | c1 | disability_access_fund | 2025-05-01 | | declined | 2025-06-01 |            |
        b      | c2 | inclusion_fund         | 2025-05-01 | | awarded  | 2025-06-01 |            |
        closed | c1 | disability_access_fund | 2025-05-01 | | awarded  | 2025-06-01 |            |
        """,
    )
    answers(
        settings,
        "disability_access_fund_by_cluster",
        DAY,
        """
        cluster | active_children | awarded
        Alder   | 2               | 3
        Birch   | 1               | 0
        Cherry  |                 | 0
        """,
    )
    answers(settings, "disability_access_fund_by_cluster", DAY, "cluster | awarded\nAlder | 3", clusters=("Alder",))


def test_the_latest_term_speaks_for_an_application_and_an_omission_ends_nothing(settings):
    ends = "2025-12-01"
    drawn(
        settings,
        "funding",
        f"{HEADINGS}\na | c1 | high_needs | 2025-05-01 | | awarded | 2025-06-01 | | {ends}\na | c2 | high_needs | 2025-05-01 | | awarded | 2025-06-01 | | {ends}",
        accepted_at="2025-06-02",
    )
    later = drawn(
        settings, "funding", f"{HEADINGS}\na | c1 | high_needs | 2025-05-01 | | declined | 2025-06-01 | |", accepted_at="2025-10-01"
    )
    answers(settings, "awards_ending", DAY, "child\nc2")
    answers(settings, "awards_ending", DAY, "child\nc1\nc2", known_at="2025-09-30")
    withdrawn(settings, later, "2025-11-01")
    answers(settings, "awards_ending", DAY, "child\nc1\nc2")


def test_a_setting_that_moves_cluster_takes_its_awards_with_it(settings):
    drawn(settings, "funding", f"{HEADINGS}\na | c1 | disability_access_fund | 2025-05-01 | | awarded | 2025-06-01 | |")
    drawn(settings, "settings", "setting | name | cluster\na | Acorn | Birch", accepted_at="2025-11-21")
    answers(settings, "disability_access_fund_by_cluster", "2025-11-20", "cluster | awarded\nAlder | 1\nBirch | 0")
    answers(settings, "disability_access_fund_by_cluster", DAY, "cluster | awarded\nBirch | 1")


def test_funding_never_loaded_gives_no_rows(settings):
    drawn(
        settings,
        "funding",
        f"{HEADINGS}\na | c1 | disability_access_fund | 2025-10-01 | | awarded | 2025-10-02 | | 2025-12-01",
        accepted_at="2025-10-03",
    )
    for question in ("funding_decisions", "awards_ending", "disability_access_fund_by_cluster"):
        assert answered(settings, question, DAY, [], known_at="2025-10-02") == [], question
        assert answered(settings, question, DAY, []) != [], question


def test_the_list_is_of_applications_that_wait_and_those_decided_in_the_term(settings):
    drawn(
        settings,
        "funding",
        f"""
        {HEADINGS}
        a      | c1 | inclusion_fund | 2025-08-01 | 2025-08-29 | awarded  | 2025-08-31 | |
        a      | c2 | inclusion_fund | 2025-08-01 | 2025-11-10 | part     | 2025-09-01 | 2025-10-01 | 2026-03-31
        a      | c3 | high_needs     | 2025-10-01 | 2025-11-10 | awarded  | 2025-11-22 | 2025-12-01 | 2026-03-31
        b      | c4 | inclusion_fund | 2025-09-30 | 2025-11-10 |          |            | |
        b      | c5 | inclusion_fund | 2025-09-30 | 2025-11-10 | awarded  |            | |
        closed | c6 | inclusion_fund | 2025-11-21 |            |          |            | |
        b      | c7 | inclusion_fund | 2025-11-22 |            |          |            | |
        """,
    )
    answers(
        settings,
        "funding_list",
        DAY,
        """
        setting | name  | cluster | child | fund           | applied_on | panel_on   | due_on     | state   | decision | decided_on | ends_on
        b       | Bay   | Birch   | c4    | inclusion_fund | 2025-09-30 | 2025-11-10 | 2025-11-19 | waiting |          |            |
        a       | Acorn | Alder   | c3    | high_needs     | 2025-10-01 | 2025-11-10 |            | waiting |          |            |
        closed  | Gone  | Birch   | c6    | inclusion_fund | 2025-11-21 |            |            | waiting |          |            |
        b       | Bay   | Birch   | c5    | inclusion_fund | 2025-09-30 | 2025-11-10 | 2025-11-19 | undated |          |            |
        a       | Acorn | Alder   | c2    | inclusion_fund | 2025-08-01 | 2025-11-10 | 2025-11-19 | decided | part     | 2025-09-01 | 2026-03-31
        """,
    )
    answers(settings, "funding_list", DAY, "child | state\nc3 | waiting\nc2 | decided", clusters=("Alder",))
