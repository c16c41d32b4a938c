"""Who has a SENCO: cover, vacancy, the standard for settings that must have one, and the register of the day."""

from __future__ import annotations

import pytest

from data.contracts import CONTRACTS
from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


def test_cover_is_the_first_that_applies(store):
    drawn(store, "settings", "setting\na\nb\nc\nd\ne\nf\ng\nh")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | interim | started_on | ended_on
        a       | s1        | senco  | no      | 2025-09-01 |
        a       | s2        | shared | no      | 2025-09-01 |
        b       | s2        | shared | no      | 2025-09-01 |
        b       | s3        | senco  | yes     | 2025-09-01 |
        c       | s3        | shared | yes     | 2025-09-01 |
        d       | s4        | deputy | no      | 2025-09-01 |
        e       | NIL       |        |         |            |
        f       | s5        | senco  | no      | 2025-11-22 |
        h       | s6        | senco  | no      | 2024-09-01 | 2025-11-21
        """,
    )
    answers(
        store,
        "senco_coverage",
        DAY,
        """
        setting | name | provider_type  | cluster | expectation | cover     | vacant_days | standard
        a       | a    | group_full_day | Alder   | expected    | in_post   |             |
        b       | b    | group_full_day | Alder   | expected    | shared    |             |
        c       | c    | group_full_day | Alder   | expected    | interim   |             |
        d       | d    | group_full_day | Alder   | expected    | vacant    |             |
        e       | e    | group_full_day | Alder   | expected    | vacant    |             |
        f       | f    | group_full_day | Alder   | expected    | vacant    |             |
        g       | g    | group_full_day | Alder   | expected    | not_known |             |
        h       | h    | group_full_day | Alder   | expected    | in_post   |             |
        """,
    )


@pytest.mark.parametrize(
    ("day", "cover", "vacant_days"), [("2025-11-20", "in_post", None), ("2025-11-21", "vacant", "1"), ("2025-11-30", "vacant", "10")]
)
def test_the_last_day_in_post_is_a_day_in_post(store, day, cover, vacant_days):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on | ended_on\na | s1 | 2024-09-01 | 2025-11-20")
    assert answered(store, "senco_coverage", day, ["cover", "vacant_days"]) == [{"cover": cover, "vacant_days": vacant_days}]


def test_vacant_days_count_from_the_last_post_of_any_term_and_not_from_a_deputys(store):
    drawn(store, "settings", "setting\na")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | ended_on
        a       | s1        | senco  | 2023-09-01 |
        a       | s2        | shared | 2023-09-01 | 2024-03-31
        """,
        accepted_at="2024-10-01",
    )
    drawn(store, "senco_posts", "setting | senco_ref | started_on | ended_on\na | s1 | 2023-09-01 | 2025-02-01", accepted_at="2025-02-02")
    drawn(store, "senco_posts", "setting | senco_ref | role | started_on | ended_on\na | s3 | deputy | 2023-09-01 | 2025-10-31")
    answers(store, "senco_coverage", DAY, "cover | vacant_days\nvacant | 293")


@pytest.mark.parametrize(("day", "cover"), [("2025-12-31", "in_post"), ("2026-08-31", "in_post"), ("2026-09-01", "not_known")])
def test_a_return_is_current_for_two_terms_after_its_own(store, day, cover):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01")
    assert answered(store, "senco_coverage", day, ["cover"]) == [{"cover": cover}]


def test_a_return_of_a_later_term_says_nothing_about_an_earlier_day(store):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01", accepted_at="2026-01-05", term="2026-spring")
    answers(store, "senco_coverage", "2025-12-31", "cover\nnot_known")
    answers(store, "senco_coverage", "2026-01-01", "cover\nin_post")


def test_a_correction_changes_the_answer_now_and_not_the_answer_as_known_before(store):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01", accepted_at="2025-10-01T12:00:00")
    correction = drawn(
        store, "senco_posts", "setting | senco_ref | started_on\na | NIL |", accepted_at="2025-11-25T10:00:00", term="2025-autumn"
    )
    answers(store, "senco_coverage", DAY, "cover\nvacant")
    answers(store, "senco_coverage", DAY, "cover\nin_post", known_at="2025-11-25T09:59:59")
    answers(store, "senco_coverage", DAY, "cover\nvacant", known_at="2025-11-25T10:00:00")
    answers(store, "senco_coverage", DAY, "cover\nnot_known", known_at="2025-10-01T11:59:59")
    withdrawn(store, correction, "2025-11-26T10:00:00")
    answers(store, "senco_coverage", DAY, "cover\nin_post")
    answers(store, "senco_coverage", DAY, "cover\nvacant", known_at="2025-11-26T09:59:59")


def test_known_at_given_as_a_day_means_to_the_end_of_that_day_in_london(store):
    drawn(store, "settings", "setting\na", accepted_at="2025-06-01")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01", accepted_at="2025-07-01T23:59:00")
    answers(store, "senco_coverage", "2025-07-01", "cover\nin_post", known_at="2025-07-01")
    answers(store, "senco_coverage", "2025-07-01", "cover\nnot_known", known_at="2025-06-30")


@pytest.mark.parametrize(
    ("post", "standard"),
    [
        ("2020-09-01 | yes       | npq_senco     | 2022-07-01 | no        | no ", "met"),
        ("2020-09-01 | yes       | nasenco       | 2025-11-21 | no        | yes", "met"),
        ("2020-09-01 | yes       | nasenco       | 2025-11-22 | no        | no ", "not_met"),
        ("2020-09-01 | yes       | none          |            | yes       | no ", "met"),
        ("2020-09-01 | yes       | level_3_ey_senco | 2022-07-01 | no     | no ", "not_met"),
        ("2022-11-21 | yes       | none          |            | no        | no ", "in_time"),
        ("2022-11-20 | yes       | none          |            | no        | no ", "not_met"),
        ("2022-11-20 | yes       | not_known     |            | no        | no ", "not_known"),
        ("2022-11-20 | yes       |               |            | no        | no ", "not_known"),
        ("2022-11-20 | yes       | none          |            | not_known | no ", "not_known"),
        ("2022-11-20 | yes       | none          |            |           | no ", "not_known"),
        ("2025-09-01 |           | npq_senco     | 2022-07-01 | yes       | no ", "not_known"),
        ("2025-09-01 | not_known | npq_senco     | 2022-07-01 | yes       | no ", "not_known"),
        ("2025-09-01 | no        | npq_senco     | 2022-07-01 | yes       | no ", "not_met"),
    ],
)
def test_the_standard_of_a_post(store, post, standard):
    drawn(store, "settings", "setting | provider_type\na | school_nursery_class")
    headings = "setting | senco_ref | started_on | qualified_teacher | qualification | qualified_on | relevant_experience | interim"
    drawn(store, "senco_posts", f"{headings}\na | s1 | {post}")
    assert answered(store, "senco_coverage", DAY, ["standard"]) == [{"standard": standard}]


@pytest.mark.parametrize(("day", "standard"), [("2027-02-28", "in_time"), ("2027-03-01", "not_met")])
def test_thirty_six_months_from_the_29th_of_february_end_on_the_28th(store, day, standard):
    drawn(store, "settings", "setting | provider_type\na | maintained_nursery_school")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | started_on | qualified_teacher | qualification | relevant_experience
        a       | s1        | 2024-02-29 | yes               | none          | no
        """,
        accepted_at="2027-01-10",
    )
    assert answered(store, "senco_coverage", day, ["standard"]) == [{"standard": standard}]


def test_the_standard_takes_the_best_post_and_only_where_a_qualified_senco_is_a_must(store):
    drawn(
        store,
        "settings",
        """
        setting | provider_type
        best    | maintained_nursery_school
        deputy  | maintained_nursery_school
        empty   | maintained_nursery_school
        group   | group_sessional
        silent  | maintained_nursery_school
        """,
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | qualified_teacher | qualification | qualified_on | relevant_experience
        best    | s1        | senco  | 2020-09-01 | no                | none          |              | no
        best    | s2        | shared | 2020-09-01 | yes               | npq_senco     | 2022-07-01   | no
        deputy  | s3        | senco  | 2020-09-01 | no                | none          |              | no
        deputy  | s4        | deputy | 2020-09-01 | yes               | npq_senco     | 2022-07-01   | no
        empty   | NIL       |        |            |                   |               |              |
        group   | s5        | senco  | 2020-09-01 | yes               | npq_senco     | 2022-07-01   | no
        """,
    )
    answers(
        store,
        "senco_coverage",
        DAY,
        """
        setting | cover     | standard
        best    | in_post   | met
        deputy  | in_post   | not_met
        empty   | vacant    | not_met
        group   | in_post   |
        silent  | not_known | not_known
        """,
    )


def test_a_setting_is_open_from_its_first_day_to_the_day_before_it_closes(store):
    drawn(
        store,
        "settings",
        """
        setting | provider_type      | on_early_years_register | opened_on  | closed_on
        a       | group_full_day     | yes                     | 2025-11-21 |
        b       | group_full_day     | yes                     | 2025-11-22 |
        c       | group_full_day     | yes                     |            | 2025-11-22
        d       | group_full_day     | yes                     |            | 2025-11-21
        e       | group_full_day     | no                      |            |
        f       | childminder_agency | yes                     |            |
        g       | childminder        | yes                     |            |
        """,
    )
    answers(store, "senco_coverage", DAY, "setting | expectation\na | expected\nc | expected\ng | encouraged")
    answers(
        store,
        "register",
        DAY,
        """
        setting | provider_type      | expectation | is_open
        a       | group_full_day     | expected    | yes
        b       | group_full_day     | expected    | no
        c       | group_full_day     | expected    | yes
        d       | group_full_day     | expected    | no
        e       | group_full_day     | expected    | no
        f       | childminder_agency | none        | no
        g       | childminder        | encouraged  | yes
        """,
    )


def test_the_first_register_reaches_back_and_a_later_one_holds_from_its_day(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Alder", accepted_at="2025-09-01")
    drawn(store, "settings", "setting | cluster\na | Birch\nc | Birch", accepted_at="2025-10-20", effective_on="2025-11-01")
    answers(store, "register", "2020-01-01", "setting | cluster\na | Alder\nb | Alder")
    answers(store, "register", "2025-10-31", "setting | cluster\na | Alder\nb | Alder")
    answers(store, "register", "2025-11-01", "setting | cluster | is_open\na | Birch | yes\nb | Alder | yes\nc | Birch | yes")
    answers(store, "register", "2025-11-01", "setting | cluster\na | Alder\nb | Alder", known_at="2025-10-19")


def test_of_two_registers_of_one_day_the_last_accepted_holds(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Alder", accepted_at="2025-09-01")
    drawn(store, "settings", "setting | cluster\na | Birch\nb | Birch", accepted_at="2025-09-20", effective_on="2025-10-01")
    drawn(store, "settings", "setting | cluster\na | Cherry", accepted_at="2025-09-21", effective_on="2025-10-01")
    answers(store, "register", "2025-10-01", "setting | cluster\na | Cherry\nb | Birch")


def test_an_absent_setting_closes_only_when_a_person_confirms_it(store):
    drawn(store, "settings", "setting\na\nb", accepted_at="2025-09-01")
    drawn(store, "settings", "setting\na", accepted_at="2025-10-01")
    answers(store, "register", "2025-11-21", "setting | is_open\na | yes\nb | yes")
    confirmed = drawn(store, "settings", "setting\na", accepted_at="2025-11-01", effective_on="2025-11-10", confirm_closures=True)
    answers(store, "register", "2025-11-09", "setting | is_open\na | yes\nb | yes")
    answers(store, "register", "2025-11-10", "setting | is_open\na | yes\nb | no")
    answers(store, "senco_coverage", "2025-11-10", "setting\na")
    drawn(store, "settings", "setting\na\nb", accepted_at="2025-12-01")
    answers(store, "register", "2025-11-30", "setting | is_open\na | yes\nb | no")
    answers(store, "register", "2025-12-01", "setting | is_open\na | yes\nb | yes")
    withdrawn(store, confirmed, "2025-12-05")
    answers(store, "register", "2025-11-30", "setting | is_open\na | yes\nb | yes")


def test_a_register_loaded_later_for_an_earlier_day_reopens_no_setting_and_is_not_closed_by_what_came_before_it(store):
    drawn(store, "settings", "setting\na\nb", accepted_at="2025-09-01")
    drawn(store, "settings", "setting\na", accepted_at="2025-11-01", confirm_closures=True)
    drawn(store, "settings", "setting\na\nb\nc", accepted_at="2025-11-15", effective_on="2025-10-01")
    answers(store, "register", "2025-10-31", "setting | is_open\na | yes\nb | yes\nc | yes")
    answers(store, "register", "2025-11-01", "setting | is_open\na | yes\nb | no\nc | yes")


def test_coverage_by_cluster_keeps_the_three_expectations_apart_and_counts_silent_settings(store):
    drawn(
        store,
        "settings",
        """
        setting | provider_type             | cluster
        a       | group_full_day            | Alder
        b       | out_of_school             | Alder
        c       | group_sessional           | Alder
        d       | childminder               | Alder
        e       | school_nursery_class      | Birch
        f       | maintained_nursery_school | Birch
        g       | childminder_agency        | Birch
        """,
    )
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | interim | started_on
        a       | s1        | senco  | no      | 2025-09-01
        b       | s2        | shared | yes     | 2025-09-01
        d       | NIL       |        |         |
        e       | s3        | shared | no      | 2025-09-01
        """,
    )
    answers(
        store,
        "senco_coverage_by_cluster",
        DAY,
        """
        group | expectation | settings | in_post | shared | interim | vacant | not_known | covered | covered_share
        Alder | expected    | 3        | 1       | 0      | 1       | 0      | 1         | 2       | 0.6667
        Alder | encouraged  | 1        | 0       | 0      | 0       | 1      | 0         | 0       | 0.0
        Birch | must        | 2        | 0       | 1      | 0       | 0      | 1         | 1       | 0.5
        """,
    )
    answers(
        store,
        "senco_coverage_by_provider_type",
        DAY,
        """
        group                     | expectation | settings | covered | covered_share
        childminder               | encouraged  | 1        | 0       | 0.0
        group_full_day            | expected    | 1        | 1       | 1.0
        group_sessional           | expected    | 1        | 0       | 0.0
        maintained_nursery_school | must        | 1        | 0       | 0.0
        out_of_school             | expected    | 1        | 1       | 1.0
        school_nursery_class      | must        | 1        | 1       | 1.0
        """,
    )


def test_shares_round_halves_up(store):
    settings = "setting\n" + "\n".join(f"a{n:02}" for n in range(32))
    drawn(store, "settings", settings)
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na00 | s1 | 2025-09-01")
    answers(store, "senco_coverage_by_cluster", DAY, "covered | covered_share\n1 | 0.0313")


def test_with_only_a_register_every_open_setting_is_not_known(store):
    drawn(store, "settings", "setting\na\nb")
    answers(store, "senco_coverage_by_cluster", DAY, "settings | not_known | covered | covered_share\n2 | 2 | 0 | 0.0")
    answers(
        store,
        "returns_loaded",
        DAY,
        "return | submissions\nsettings | 1\n" + "\n".join(f"{name} | 0" for name in list(CONTRACTS)[1:]),
    )


def test_filters_take_settings_by_the_register_of_the_day(store):
    drawn(
        store,
        "settings",
        """
        setting | cluster | provider_type  | area_senco
        a       | Alder   | group_full_day | A. Mehta
        b       | Alder   | childminder    | A. Mehta
        c       | Birch   | group_full_day |
        """,
    )
    drawn(store, "settings", "setting | cluster\na | Birch", accepted_at="2025-11-01")
    answers(store, "senco_coverage", "2025-10-31", "setting\na\nb", clusters=("Alder",))
    answers(store, "senco_coverage", DAY, "setting\nb", clusters=("Alder",))
    answers(store, "senco_coverage", DAY, "setting\na\nb\nc", clusters=("Alder", "Birch"))
    answers(store, "senco_coverage", DAY, "setting\nb", provider_types=("childminder",))
    answers(store, "senco_coverage", "2025-10-31", "setting\na\nb", officers=("A. Mehta",))
    answers(store, "senco_coverage", DAY, "setting\nc", scope=("c", "z"))
    answers(store, "senco_coverage", DAY, "setting", scope=())
    answers(store, "senco_coverage", DAY, "setting", clusters=("Nowhere",))


def test_gaps_put_vacant_settings_with_children_first_and_not_known_last(store):
    drawn(store, "settings", "setting\na\nb\nc\nd\ne\nf")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | started_on | ended_on
        a       | s1        | 2024-09-01 | 2025-07-27
        b       | s1        | 2024-09-01 | 2025-10-22
        c       | NIL       |            |
        d       | s2        | 2024-09-01 |
        f       | NIL       |            |
        """,
    )
    drawn(
        store,
        "sen_reviews",
        "setting | child | plan_started_on\na | NIL |\nb | c1 | 2025-09-01\nb | c2 | 2025-09-01\ne | c1 | 2025-09-01\nf | c1 | 2025-09-01",
    )
    answers(
        store,
        "senco_gaps",
        DAY,
        """
        setting | cover     | vacant_since | vacant_days | children
        b       | vacant    | 2025-10-22   | 30          | 2
        f       | vacant    |              |             | 1
        a       | vacant    | 2025-07-27   | 117         | 0
        c       | vacant    |              |             |
        e       | not_known |              |             | 1
        """,
    )
