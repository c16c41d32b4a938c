"""The role of the SENCO: hand-overs, reviews of the role, hours for the children, and children without a SENCO."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn

DAY = "2025-11-21"


# Hand-overs


@pytest.mark.parametrize(
    ("successor", "handover_done", "state"),
    [
        ("s2 | senco  | 2025-10-31 |            ", "yes", "done"),
        ("s2 | shared | 2025-10-31 |            ", "yes", "done"),
        ("s2 | senco  | 2025-11-01 |            ", "yes", "not_done"),
        ("s2 | senco  | 2024-09-01 | 2025-10-02 ", "yes", "done"),
        ("s2 | senco  | 2025-10-02 |            ", "no", "not_done"),
        ("s2 | senco  | 2025-10-02 |            ", "not_applicable", "not_done"),
        ("s2 | senco  | 2025-10-02 |            ", "not_known", "not_known"),
        ("s2 | senco  | 2025-10-02 |            ", "", "not_known"),
        ("s2 | deputy | 2025-10-02 |            ", "yes", "no_successor"),
        ("s2 | senco  | 2024-09-01 | 2025-10-01 ", "yes", "no_successor"),
        ("s2 | senco  | 2020-09-01 |            ", "yes", "no_successor"),
        ("s2 | senco  | 2020-09-02 |            ", "yes", "done"),
        ("s2 | senco  | 2025-11-21 |            ", "yes", "not_done"),
        ("s2 | senco  | 2025-11-22 |            ", "yes", "no_successor"),
        ("s1 | senco  | 2025-11-01 |            ", "yes", "no_successor"),
    ],
)
def test_a_handover_is_done_when_another_person_follows_within_30_days_and_it_was_handed_over(store, successor, handover_done, state):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "senco_posts",
        f"""
        setting | senco_ref | role | started_on | ended_on | handover_done
        a | s1 | senco | 2020-09-01 | 2025-10-01 | {handover_done}
        a | {successor} |
        """,
        accepted_at="2025-11-01",
    )
    assert {"senco_ref": "s1", "state": state} in answered(store, "handovers", DAY, ["senco_ref", "state"])


@pytest.mark.parametrize(
    ("ended_on", "listed"),
    [("2024-11-20", False), ("2024-11-21", True), ("2025-11-20", True), ("2025-11-21", False), ("2025-11-22", False)],
)
def test_a_post_is_handed_over_from_the_day_after_its_last_for_a_year(store, ended_on, listed):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", f"setting | senco_ref | started_on | ended_on\na | s1 | 2020-09-01 | {ended_on}")
    assert bool(answered(store, "handovers", DAY, ["state"])) is listed


@pytest.mark.parametrize(("again_on", "listed"), [("2025-10-01", False), ("2025-10-02", False), ("2025-10-03", True)])
def test_a_person_who_goes_on_in_another_post_hands_nothing_over(store, again_on, listed):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "senco_posts",
        f"setting | senco_ref | interim | started_on | ended_on\na | s1 | yes | 2025-03-01 | 2025-10-01\na | s1 | no | {again_on} |",
    )
    assert bool(answered(store, "handovers", DAY, ["state"])) is listed


@pytest.mark.parametrize(("other_ends_on", "listed"), [("", False), ("2025-10-02", False), ("2025-10-01", True)])
def test_a_person_who_still_holds_a_post_begun_before_hands_nothing_over(store, other_ends_on, listed):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "senco_posts",
        "setting | senco_ref | role | started_on | ended_on\n"
        f"a | s1 | shared | 2025-03-01 | 2025-10-01\na | s1 | senco | 2023-01-01 | {other_ends_on}",
    )
    told = [row for row in answered(store, "handovers", DAY, ["ended_on", "state"]) if row["ended_on"] == "2025-10-01"]
    assert bool(told) is listed


def test_handovers_are_told_by_all_returns_each_post_as_its_latest_term_says(store):
    drawn(
        store,
        "settings",
        "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-11-21",
        accepted_at="2025-01-05",
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | ended_on   | handover_done
        a       | s1        | senco  | 2020-09-01 |            |
        a       | s2        | senco  | 2020-09-01 | 2025-01-31 | no
        a       | s3        | deputy | 2020-09-01 | 2025-01-31 | yes
        b       | s4        | shared | 2020-09-01 | 2025-01-31 | no
        c       | s5        | senco  | 2020-09-01 | 2025-01-31 | no
        """,
        accepted_at="2025-02-03",
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | started_on | ended_on   | handover_done
        a       | s1        | 2020-09-01 | 2025-10-01 | yes
        a       | s6        | 2025-10-05 |            |
        a       | s7        | 2025-10-20 |            |
        """,
        accepted_at="2025-10-25T12:00:00",
    )
    answers(
        store,
        "handovers",
        DAY,
        """
        setting | name | cluster | senco_ref | ended_on   | successor_started_on | handover_done | state
        b       | b    | Birch   | s4        | 2025-01-31 |                      | no            | no_successor
        a       | a    | Alder   | s2        | 2025-01-31 | 2025-10-05           | no            | not_done
        a       | a    | Alder   | s1        | 2025-10-01 | 2025-10-05           | yes           | done
        """,
    )
    answers(store, "handovers", DAY, "senco_ref | state\ns2 | no_successor", known_at="2025-10-25T11:59:59", clusters=("Alder",))
    answers(store, "handovers", "2025-08-31", "senco_ref | state\ns2 | no_successor", clusters=("Alder",))


# Reviews of the role


@pytest.mark.parametrize(
    ("reviewed_on", "shown", "state"),
    [
        ("2024-11-20", "2024-11-20", "due"),
        ("2024-11-21", "2024-11-21", "current"),
        ("2025-11-21", "2025-11-21", "current"),
        ("2025-11-22", None, "not_known"),
        ("", None, "not_known"),
    ],
)
def test_the_role_is_reviewed_within_12_months(store, reviewed_on, shown, state):
    drawn(store, "settings", "setting\na")
    headings = "setting | senco_ref | started_on | cpd_reviewed_on | job_description_reviewed_on"
    drawn(store, "senco_posts", f"{headings}\na | s1 | 2020-09-01 | {reviewed_on} | 2025-09-01\na | s2 | 2020-09-01 | | {reviewed_on}")
    assert answered(store, "senco_role_reviews", DAY, ["cpd_reviewed_on", "cpd_state"])[0] == {"cpd_reviewed_on": shown, "cpd_state": state}
    assert answered(store, "senco_role_reviews", DAY, ["job_description_reviewed_on", "job_description_state"])[1] == {
        "job_description_reviewed_on": shown,
        "job_description_state": state,
    }


def test_reviews_of_the_role_are_of_sencos_and_shared_ones_in_post_at_open_settings(store):
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-11-21")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | ended_on   | cpd_reviewed_on | job_description_reviewed_on
        a       | s1        | senco  | 2020-09-01 | 2025-11-21 | 2025-09-01      | 2023-09-01
        a       | s2        | deputy | 2020-09-01 |            | 2025-09-01      | 2023-09-01
        a       | s3        | senco  | 2020-09-01 | 2025-11-20 | 2025-09-01      | 2023-09-01
        b       | s4        | shared | 2025-11-21 |            | 2024-09-01      |
        c       | s5        | senco  | 2020-09-01 |            | 2025-09-01      | 2023-09-01
        """,
    )
    answers(
        store,
        "senco_role_reviews",
        DAY,
        """
        setting | name | cluster | senco_ref | cpd_reviewed_on | cpd_state | job_description_reviewed_on | job_description_state
        a       | a    | Alder   | s1        | 2025-09-01      | current   | 2023-09-01                  | due
        b       | b    | Birch   | s4        | 2024-09-01      | due       |                             | not_known
        """,
    )


# Hours


def test_hours_of_all_sencos_in_post_are_set_against_ten_children(store):
    drawn(
        store,
        "settings",
        "setting | cluster | closed_on\na | Alder |\nb | Alder |\nc | Birch |\nd | Birch |\ne | Birch |\nf | Birch |\ng | Birch | 2025-11-21",
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | ended_on   | weekly_hours
        a       | s1        | senco  | 2020-09-01 | 2025-11-21 | 2.5
        a       | s2        | shared | 2025-11-21 |            | 2.25
        a       | s3        | deputy | 2020-09-01 |            | 10
        a       | s4        | senco  | 2020-09-01 | 2025-11-20 | 10
        b       | s5        | senco  | 2020-09-01 |            | 6
        b       | s6        | shared | 2020-09-01 |            |
        c       | s7        | senco  | 2020-09-01 |            | 0
        d       | s8        | senco  | 2020-09-01 |            | 7.5
        f       | NIL       |        |            |            |
        g       | s9        | senco  | 2020-09-01 |            | 7
        """,
    )
    children = "\n".join(f"{setting} | c{n} | 2025-09-01" for setting in "abcf" for n in range(3))
    drawn(store, "sen_reviews", f"setting | child | plan_started_on\nd | NIL |\n{children}")
    answers(
        store,
        "senco_hours",
        DAY,
        """
        setting | name | cluster | provider_type  | weekly_hours | children | hours_per_10_children
        c       | c    | Birch   | group_full_day | 0.0          | 3        | 0.0
        a       | a    | Alder   | group_full_day | 4.75         | 3        | 15.8
        b       | b    | Alder   | group_full_day |              | 3        |
        f       | f    | Birch   | group_full_day |              | 3        |
        d       | d    | Birch   | group_full_day | 7.5          | 0        |
        e       | e    | Birch   | group_full_day |              |          |
        """,
    )
    answers(store, "senco_hours", DAY, "setting | hours_per_10_children\na | 15.8\nb |", clusters=("Alder",))


def test_hours_say_nothing_while_no_senco_return_was_ever_loaded_and_only_active_children_count(store):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "sen_reviews",
        """
        setting | child | sen_status  | plan_started_on | left_on
        a       | c1    | sen_support | 2025-11-21      | 2025-11-22
        a       | c2    | monitoring  | 2025-09-01      |
        a       | c3    | ehc_plan    | 2025-11-22      |
        a       | c4    | ehc_plan    | 2025-09-01      | 2025-11-21
        """,
    )
    assert answered(store, "senco_hours", DAY, ["setting"]) == []
    drawn(store, "senco_posts", "setting | senco_ref | started_on | weekly_hours\na | s1 | 2025-09-01 | 0.05")
    answers(store, "senco_hours", DAY, "weekly_hours | children | hours_per_10_children\n0.05 | 1 | 0.5")


# Children without a SENCO


def test_children_without_a_senco_are_those_of_vacant_open_settings_most_first(store):
    drawn(
        store,
        "settings",
        """
        setting | cluster | provider_type        | closed_on
        a       | Alder   | group_full_day       |
        b       | Alder   | childminder          |
        c       | Birch   | school_nursery_class |
        d       | Birch   | group_full_day       |
        e       | Birch   | group_full_day       |
        f       | Birch   | group_full_day       | 2025-11-21
        g       | Birch   | group_full_day       |
        h       | Birch   | group_full_day       |
        """,
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | interim | started_on | ended_on
        a       | s1        | senco  | no      | 2020-09-01 | 2025-11-20
        b       | NIL       |        |         |            |
        c       | s3        | senco  | no      | 2020-09-01 | 2025-11-01
        d       | s4        | senco  | no      | 2020-09-01 | 2025-11-21
        f       | NIL       |        |         |            |
        g       | s5        | deputy | no      | 2020-09-01 |
        h       | s6        | senco  | yes     | 2020-09-01 |
        """,
    )
    drawn(
        store,
        "sen_reviews",
        """
        setting | child | sen_status    | plan_started_on | left_on
        a       | c1    | sen_support   | 2025-09-01      |
        b       | c2    | ehc_requested | 2025-11-21      |
        c       | c3    | ehc_plan      | 2025-09-01      |
        c       | c4    | sen_support   | 2025-09-01      | 2025-11-22
        d       | c5    | sen_support   | 2025-09-01      |
        e       | c6    | sen_support   | 2025-09-01      |
        f       | c7    | sen_support   | 2025-09-01      |
        g       | c8    | monitoring    | 2025-09-01      |
        g       | c9    | sen_support   | 2025-09-01      | 2025-11-21
        h       | c10   | sen_support   | 2025-09-01      |
        """,
    )
    answers(
        store,
        "children_without_senco",
        DAY,
        """
        setting | name | cluster | provider_type        | expectation | children | vacant_days
        c       | c    | Birch   | school_nursery_class | must        | 2        | 20
        a       | a    | Alder   | group_full_day       | expected    | 1        | 1
        b       | b    | Alder   | childminder          | encouraged  | 1        |
        """,
    )
    answers(store, "children_without_senco", DAY, "setting\na\nb", clusters=("Alder",))
    answers(store, "children_without_senco", "2025-11-20", "setting\nc\nf\ng", provider_types=("group_full_day", "school_nursery_class"))
