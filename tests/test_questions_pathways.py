"""What services say to referrals, why they decline, how long each step takes, waits by cluster, and routes nobody uses."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


@pytest.fixture
def settings(store):
    """Two open settings in two clusters, and one closed long ago."""
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nclosed | Birch | 2024-01-01")
    return store


def test_outcomes_are_of_the_referrals_made_this_term_and_one_may_have_several(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | returned_incomplete_on | declined_on | redirected_on | withdrawn_on | first_contact_on
        a       | old          | hearing | 2025-08-31 |                        | 2025-09-02  |               |              |
        a       | r1           | hearing | 2025-09-01 | 2025-09-10             | 2025-09-20  |               | 2025-10-01   |
        a       | r2           | hearing | 2025-09-01 | 2025-09-10             |             |               |              | 2025-10-01
        a       | r3           | hearing | 2025-11-21 |                        | 2025-11-21  |               |              |
        a       | r4           | hearing | 2025-11-20 | 2025-11-22             | 2025-11-22  | 2025-11-22    | 2025-11-22   |
        closed  | r5           | hearing | 2025-09-01 |                        |             | 2025-11-21    |              |
        b       | r6           | hearing | 2025-09-01 |                        |             |               | 2025-11-21   |
        b       | r7           | vision  | 2025-09-01 |                        |             |               |              |
        b       | r8           | portage | 2025-11-22 |                        |             |               |              |
        """,
    )
    answers(
        settings,
        "referral_outcomes_by_service",
        DAY,
        """
        service | made | declined | declined_share | returned | returned_share | redirected | withdrawn
        hearing | 6    | 2        | 0.3333         | 2        | 0.3333         | 1          | 2
        vision  | 1    | 0        | 0.0            | 0        | 0.0            | 0          | 0
        """,
    )
    answers(settings, "referral_outcomes_by_service", DAY, "service | made\nhearing | 4", clusters=("Alder",))


def test_reasons_are_of_those_declined_this_term_whenever_they_were_made_and_blank_is_not_known(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | declined_on | decline_reason
        a       | r1           | hearing | 2025-05-01 | 2025-09-01  | age
        a       | r2           | hearing | 2025-05-01 | 2025-08-31  | age
        a       | r3           | hearing | 2025-10-01 | 2025-11-21  | duplicate
        closed  | r4           | hearing | 2025-10-01 | 2025-11-01  | duplicate
        b       | r5           | hearing | 2025-10-01 | 2025-11-22  | other
        b       | r6           | hearing | 2025-10-01 | 2025-11-01  |
        b       | r7           | portage | 2025-10-01 | 2025-11-01  | incomplete
        b       | r8           | vision  | 2025-10-01 |             | other
        """,
    )
    answers(
        settings,
        "decline_reasons",
        DAY,
        """
        service | reason     | referrals
        hearing | duplicate  | 2
        hearing | age        | 1
        hearing | not_known  | 1
        portage | incomplete | 1
        """,
    )
    answers(settings, "decline_reasons", DAY, "service | reason\nhearing | age\nhearing | duplicate", scope=("a",))


def test_the_time_of_a_step_is_of_those_who_took_it_this_term(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | received_on | triaged_on | accepted_on | first_contact_on | assessment_complete_on
        a       | r1           | hearing | 2025-08-20 | 2025-08-31  | 2025-09-01 |             | 2025-10-01       | 2025-10-01
        a       | r2           | hearing | 2025-09-01 | 2025-09-11  | 2025-09-21 | 2025-11-21  |                  |
        a       | r3           | hearing | 2025-08-01 | 2025-11-21  | 2025-11-22 |             |                  |
        closed  | r4           | hearing | 2025-08-31 | 2025-09-01  |            |             |                  |
        b       | r5           | hearing | 2025-10-01 | 2025-10-09  | 2025-10-08 | 2025-10-08  |                  |
        b       | r6           | portage | 2025-10-01 |             | 2025-10-08 |             | 2025-10-10       |
        """,
    )
    answers(
        settings,
        "stage_times",
        DAY,
        """
        service | from_stage    | to_stage            | referrals | median_days | p90_days
        hearing | made          | received            | 4         | 9.0         | 81.4
        hearing | received      | triaged             | 2         | 5.5         | 9.1
        hearing | triaged       | accepted            | 2         | 30.5        | 54.9
        hearing | first_contact | assessment_complete | 1         | 0.0         | 0.0
        """,
    )
    answers(settings, "stage_times", DAY, "to_stage | referrals\nreceived | 2\naccepted | 1", clusters=("Birch",))


def test_waits_by_cluster_are_the_waits_of_each_clusters_settings(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | first_contact_on | returned_incomplete_on
        a       | r1           | hearing | 2025-05-01 | 2025-09-04       |
        a       | r2           | hearing | 2025-05-01 | 2025-09-05       |
        a       | r3           | hearing | 2025-09-01 |                  | 2025-09-05
        closed  | r4           | hearing | 2024-11-21 |                  |
        b       | r5           | hearing | 2025-07-18 |                  |
        b       | r6           | vision  | 2025-07-17 |                  |
        b       | r7           | portage | 2025-01-01 | 2025-08-31       |
        """,
    )
    answers(
        settings,
        "referral_waits_by_service_and_cluster",
        DAY,
        """
        cluster | service | made | completed | median_days | p90_days | within_18_weeks_share | waiting | longest_days | waiting_over_18_weeks | waiting_over_52_weeks
        Alder   | hearing | 1    | 2         | 126.5       | 126.9    | 0.5                   | 0       |              | 0                     | 0
        Birch   | hearing | 0    | 0         |             |          |                       | 2       | 365          | 1                     | 1
        Birch   | vision  | 0    | 0         |             |          |                       | 1       | 127          | 1                     | 0
        """,
    )
    drawn(settings, "settings", "setting | cluster\nb | Cherry", accepted_at="2025-11-21")
    answers(
        settings,
        "referral_waits_by_service_and_cluster",
        DAY,
        "cluster | service | waiting\nAlder | hearing | 0\nBirch | hearing | 1\nCherry | hearing | 1\nCherry | vision | 1",
    )


REVIEWS = "setting | child | plan_started_on\n" + "\n".join(f"{setting} | c{n} | 2025-09-01" for setting in "ab" for n in range(3))


@pytest.mark.parametrize(
    ("made_on", "listed"), [("2025-11-21", False), ("2024-11-21", False), ("2024-11-20", True), ("2025-11-22", True), ("", True)]
)
def test_a_route_is_unused_when_no_referral_was_made_in_the_12_months_to_the_day(settings, made_on, listed):
    drawn(settings, "sen_reviews", REVIEWS)
    row = f"a | r1 | {made_on}" if made_on else "a | NIL |"
    drawn(settings, "referrals", f"setting | referral_ref | made_on\n{row}\nb | r1 | 2025-11-01")
    rows = answered(settings, "unused_routes", DAY, ["setting", "last_referral_on", "state"])
    last = made_on if made_on and made_on <= DAY else None
    assert rows == ([{"setting": "a", "last_referral_on": last, "state": "none_made"}] if listed else [])


def test_unused_routes_ask_for_three_active_children_in_an_open_setting_and_say_who_is_silent(settings):
    drawn(settings, "settings", "setting | name | cluster\nc | Cob | Birch\nd | Dell | Birch", accepted_at="2025-09-02")
    drawn(
        settings,
        "sen_reviews",
        REVIEWS
        + "\na | c9 | 2025-09-01"
        + "".join(f"\nclosed | c{n} | 2025-09-01" for n in range(3))
        + "".join(f"\nd | c{n} | 2025-09-01" for n in range(2)),
    )
    drawn(settings, "referrals", "setting | referral_ref | made_on\nb | r1 | 2024-02-01", accepted_at="2024-11-01")
    nil = drawn(settings, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-10-01")
    answers(
        settings,
        "unused_routes",
        DAY,
        """
        setting | name | cluster | children | last_referral_on | state
        a       | a    | Alder   | 4        |                  | none_made
        b       | b    | Birch   | 3        | 2024-02-01       | not_known
        """,
    )
    withdrawn(settings, nil, "2025-11-01")
    answers(settings, "unused_routes", DAY, "setting | state\na | not_known\nb | not_known")
    answers(settings, "unused_routes", DAY, "setting | state\na | none_made\nb | not_known", known_at="2025-10-31")
    answers(settings, "unused_routes", DAY, "setting\nb", clusters=("Birch",))


def test_a_referral_the_settings_return_no_longer_names_still_counts_and_a_later_term_replaces_it(settings):
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on | declined_on | decline_reason\na | r1 | hearing | 2025-08-01 | 2025-09-01 | age",
        accepted_at="2025-09-02",
        term="2025-summer",
    )
    drawn(settings, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-10-01")
    answers(settings, "decline_reasons", DAY, "service | reason | referrals\nhearing | age | 1")
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on | declined_on | decline_reason\na | r1 | hearing | 2025-08-01 | 2025-09-01 | other",
        accepted_at="2025-11-01",
    )
    answers(settings, "decline_reasons", DAY, "service | reason | referrals\nhearing | other | 1")
    answers(settings, "decline_reasons", DAY, "service | reason | referrals\nhearing | age | 1", known_at="2025-10-31")


def test_pathways_of_referrals_never_loaded_have_no_rows(settings):
    drawn(settings, "sen_reviews", REVIEWS, accepted_at="2025-09-02")
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | made_on | received_on | declined_on\na | r1 | 2025-10-01 | 2025-10-02 | 2025-10-03",
        accepted_at="2025-10-04",
    )
    for question in (
        "referral_outcomes_by_service",
        "decline_reasons",
        "stage_times",
        "referral_waits_by_service_and_cluster",
        "unused_routes",
    ):
        assert answered(settings, question, DAY, [], known_at="2025-10-01") == [], question
        assert answered(settings, question, DAY, []) != [], question
