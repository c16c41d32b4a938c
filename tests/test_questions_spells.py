"""Who was in post when: two years of a setting in spells, with the gaps between them."""

from __future__ import annotations

from tests.drawn import answered, answers, drawn, withdrawn
from tests.test_questions_posts import DAY

SPELLS = ["cover", "senco_ref", "from_on", "to_on", "days"]
POSTS = "setting | senco_ref | role | interim | started_on | ended_on\n"


def spells(store, *, as_of: str = DAY, **asked) -> list[str]:
    """`vacant 2025-10-01 2025-11-21`, with the person where there is one."""
    return [
        " ".join(value for name, value in row.items() if value and name != "days")
        for row in answered(store, "senco_spells", as_of, SPELLS, **asked)
    ]


def test_a_gap_runs_from_the_day_after_the_last_day_to_the_day_before_the_next_one_starts(store):
    drawn(store, "settings", "setting | name | cluster\na | Acorn | Alder\nb | Birch Hall | Elm\nc | Cob | Elm")
    drawn(
        store,
        "senco_posts",
        POSTS
        + """
        a | s1 | senco | no  | 2020-09-01 | 2025-10-01
        a | s2 | senco | no  | 2025-10-04 |
        b | s3 | senco | yes | 2024-01-01 | 2025-11-20
        c | s4 | senco | no  | 2020-09-01 | 2025-10-03
        c | s5 | senco | no  | 2025-10-04 |
        """,
    )
    answers(
        store,
        "senco_spells",
        DAY,
        """
        setting | name       | cluster | provider_type  | expectation | cover   | senco_ref | from_on    | to_on      | days
        b       | Birch Hall | Elm     | group_full_day | expected    | not_known |         | 2023-11-21 | 2023-12-31 | 41
        b       | Birch Hall | Elm     | group_full_day | expected    | interim | s3        | 2024-01-01 | 2025-11-20 | 690
        b       | Birch Hall | Elm     | group_full_day | expected    | vacant  |           | 2025-11-21 | 2025-11-21 | 1
        a       | Acorn      | Alder   | group_full_day | expected    | in_post | s1        | 2023-11-21 | 2025-10-01 | 681
        a       | Acorn      | Alder   | group_full_day | expected    | vacant  |           | 2025-10-02 | 2025-10-03 | 2
        a       | Acorn      | Alder   | group_full_day | expected    | in_post | s2        | 2025-10-04 | 2025-11-21 | 49
        """,
    )
    assert spells(store, clusters=("Alder",))[1] == "vacant 2025-10-02 2025-10-03"
    assert spells(store, as_of="2025-10-01") == []


def test_the_best_post_of_a_day_counts_and_a_deputy_alone_is_a_gap(store):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "senco_posts",
        POSTS
        + """
        a | s1 | shared | no  | 2020-09-01 | 2025-10-31
        a | s2 | senco  | yes | 2025-09-01 | 2025-11-05
        a | s3 | senco  | no  | 2025-10-10 | 2025-10-20
        a | s4 | deputy | no  | 2020-09-01 |
        """,
    )
    assert spells(store) == [
        "shared s1 2023-11-21 2025-10-09",
        "in_post s3 2025-10-10 2025-10-20",
        "shared s1 2025-10-21 2025-10-31",
        "interim s2 2025-11-01 2025-11-05",
        "vacant 2025-11-06 2025-11-21",
    ]


def test_only_open_settings_that_must_or_are_expected_to_have_a_senco_are_listed(store):
    drawn(
        store,
        "settings",
        """
        setting | provider_type        | opened_on  | closed_on
        a       | childminder          |            |
        b       | group_full_day       |            | 2025-11-21
        c       | school_nursery_class | 2025-11-01 |
        d       | childminder_agency   |            |
        """,
    )
    drawn(store, "senco_posts", "setting | senco_ref\na | NIL\nb | NIL\nc | NIL\nd | NIL")
    answers(store, "senco_spells", DAY, "setting | expectation | cover | from_on | days\nc | must | vacant | 2025-11-01 | 21")


def test_days_of_which_no_return_speaks_are_not_known(store):
    drawn(store, "settings", "setting\na\nb")
    drawn(store, "senco_posts", "setting | senco_ref\na | NIL", accepted_at="2024-02-01T09:00:00")
    assert spells(store, as_of="2024-12-31") == ["not_known 2022-12-31 2023-12-31", "vacant 2024-01-01 2024-12-31"]
    assert spells(store, as_of="2025-01-01") == [
        "not_known 2023-01-01 2023-12-31",
        "vacant 2024-01-01 2024-12-31",
        "not_known 2025-01-01 2025-01-01",
    ]


def test_a_post_left_out_later_without_a_last_day_ends_before_that_returns_term(store):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", POSTS + "a | s1 | senco | no | 2020-09-01 |", accepted_at="2025-05-01T09:00:00")
    assert spells(store, as_of="2025-08-31") == []
    nil = drawn(store, "senco_posts", "setting | senco_ref\na | NIL", accepted_at="2025-11-01T09:00:00")
    assert spells(store) == ["in_post s1 2023-11-21 2025-08-31", "vacant 2025-09-01 2025-11-21"]
    assert spells(store, known_at="2025-10-31") == []
    withdrawn(store, nil, "2025-11-20T09:00:00")
    assert spells(store) == []
    assert spells(store, known_at="2025-11-19")[1] == "vacant 2025-09-01 2025-11-21"


def test_the_two_years_begin_on_the_same_day_of_the_month(store):
    drawn(store, "settings", "setting\na\nb")
    drawn(
        store,
        "senco_posts",
        POSTS
        + """
        a | s1 | senco | no | 2020-09-01 | 2023-11-19
        a | s2 | senco | no | 2023-11-21 |
        b | s3 | senco | no | 2020-09-01 | 2023-11-20
        b | s4 | senco | no | 2023-11-22 |
        """,
        accepted_at="2023-11-30T09:00:00",
    )
    more = POSTS + "a | s2 | senco | no | 2023-11-21 |\nb | s4 | senco | no | 2023-11-22 |"
    drawn(store, "senco_posts", more, accepted_at="2024-09-30T09:00:00")
    drawn(store, "senco_posts", more)
    assert spells(store) == ["vacant 2023-11-21 2023-11-21", "in_post s4 2023-11-22 2025-11-21"]
