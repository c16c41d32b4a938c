"""Where children wait: stages and their ties, the clock, both kinds of wait, and whose word about a referral counts."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


@pytest.fixture
def settings(store):
    """Two open settings in two clusters, and one closed long ago."""
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nclosed | Birch | 2024-01-01")
    return store


@pytest.mark.parametrize(
    ("dates", "stage", "waiting", "wait_days"),
    [
        ({}, "made", "service", "51"),
        ({"received_on": "2025-10-01"}, "received", "service", "51"),
        ({"received_on": "2025-11-22"}, "made", "service", "51"),
        ({"received_on": "2025-10-05", "returned_incomplete_on": "2025-10-05"}, "returned_incomplete", "setting", "51"),
        ({"returned_incomplete_on": "2025-10-05", "triaged_on": "2025-10-05"}, "triaged", "service", "51"),
        ({"returned_incomplete_on": "2025-10-05", "received_on": "2025-10-06"}, "received", "service", "51"),
        ({"triaged_on": "2025-10-05", "redirected_on": "2025-10-05"}, "redirected", "no", None),
        ({"declined_on": "2025-10-05", "redirected_on": "2025-10-05"}, "declined", "no", None),
        ({"declined_on": "2025-11-22"}, "made", "service", "51"),
        ({"declined_on": "2025-11-21"}, "declined", "no", None),
        ({"declined_on": "2025-10-05", "accepted_on": "2025-10-05"}, "accepted", "no", None),
        ({"accepted_on": "2025-10-05", "first_contact_on": "2025-10-05"}, "first_contact", "no", "4"),
        ({"first_contact_on": "2025-11-22"}, "made", "service", "51"),
        ({"assessment_complete_on": "2025-10-05"}, "assessment_complete", "service", "51"),
        ({"first_contact_on": "2025-10-05", "assessment_complete_on": "2025-10-05"}, "assessment_complete", "no", "4"),
        ({"discharged_on": "2025-10-09", "withdrawn_on": "2025-10-09"}, "withdrawn", "no", None),
        ({"assessment_complete_on": "2025-10-09", "discharged_on": "2025-10-09"}, "discharged", "no", None),
        ({"first_contact_on": "2025-10-05", "discharged_on": "2025-10-09"}, "discharged", "no", "4"),
        ({"first_contact_on": "2025-10-05", "returned_incomplete_on": "2025-10-09"}, "returned_incomplete", "no", "4"),
    ],
)
def test_the_stage_is_the_latest_reached_and_the_later_one_of_a_day(settings, dates, stage, waiting, wait_days):
    headings = " | ".join(["setting", "referral_ref", "made_on", *dates])
    drawn(settings, "referrals", f"{headings}\n{' | '.join(['a', 'r1', '2025-10-01', *dates.values()])}")
    columns = ["stage", "waiting", "wait_days"]
    assert answered(settings, "referrals", DAY, columns) == [{"stage": stage, "waiting": waiting, "wait_days": wait_days}]


def test_a_referral_shows_from_the_day_it_was_made_in_open_and_closed_settings(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on
        a       | r1           | hearing | 2025-11-21
        a       | r2           | hearing | 2025-11-22
        closed  | r1           | vision  | 2025-10-01
        b       | NIL          |         |
        """,
    )
    answers(
        settings,
        "referrals",
        DAY,
        """
        setting | referral_ref | service | made_on    | stage | waiting | wait_days
        a       | r1           | hearing | 2025-11-21 | made  | service | 0
        closed  | r1           | vision  | 2025-10-01 | made  | service | 51
        """,
    )


def test_the_latest_term_speaks_for_a_referral_and_a_nil_or_an_omission_ends_nothing(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | received_on
        a       | r1           | hearing | 2025-01-10 | 2025-01-20
        a       | r2           | hearing | 2025-01-10 | 2025-01-20
        b       | r1           | hearing | 2025-01-10 |
        """,
        accepted_at="2025-02-01",
    )
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on\na | r2 | vision | 2025-01-11\nb | NIL | |",
        accepted_at="2025-10-01",
    )
    answers(
        settings,
        "referrals",
        DAY,
        """
        setting | referral_ref | service | made_on    | stage
        a       | r1           | hearing | 2025-01-10 | received
        a       | r2           | vision  | 2025-01-11 | made
        b       | r1           | hearing | 2025-01-10 | made
        """,
    )
    answers(settings, "referrals", "2025-08-31", "setting | referral_ref | service\na | r1 | hearing\na | r2 | hearing\nb | r1 | hearing")


def test_a_services_export_replaces_only_that_services_rows_of_the_term(settings):
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on\na | h1 | hearing | 2025-10-01\na | v1 | vision | 2025-10-01\nb | h2 | hearing | 2025-10-01",
        accepted_at="2025-10-02",
    )
    export = drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on | received_on\na | h9 | hearing | 2025-10-01 | 2025-10-03",
        accepted_at="2025-11-01",
        source="hearing",
    )
    answers(settings, "referrals", DAY, "setting | referral_ref | stage\na | h9 | received\na | v1 | made\nb | h2 | made")
    drawn(settings, "referrals", "setting | referral_ref | service | made_on\na | h1 | hearing | 2025-10-01", accepted_at="2025-11-05")
    answers(settings, "referrals", DAY, "setting | referral_ref\na | h1\nb | h2")
    withdrawn(settings, export, "2025-11-10")
    answers(settings, "referrals", DAY, "setting | referral_ref\na | h1\nb | h2")


def test_a_services_export_is_not_the_settings_own_return(settings):
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | service | made_on\na | h1 | hearing | 2025-10-01",
        source="hearing",
        accepted_at="2025-10-02",
    )
    answers(settings, "returns_received", DAY, "return | expected | received\nsenco_posts | 2 | 0\nsen_reviews | 2 | 0\nreferrals | 2 | 0")


@pytest.mark.parametrize(
    ("made_on", "over_18_weeks", "over_52_weeks"),
    [("2025-07-18", "0", "0"), ("2025-07-17", "1", "0"), ("2024-11-22", "1", "0"), ("2024-11-21", "1", "1")],
)
def test_over_18_weeks_is_more_than_126_days_and_over_52_more_than_364(settings, made_on, over_18_weeks, over_52_weeks):
    drawn(settings, "referrals", f"setting | referral_ref | made_on\na | r1 | {made_on}")
    columns = ["waiting_over_18_weeks", "waiting_over_52_weeks"]
    assert answered(settings, "referral_waits_by_service", DAY, columns) == [
        dict(zip(columns, [over_18_weeks, over_52_weeks], strict=True))
    ]


def test_waits_show_those_seen_in_the_term_and_those_still_waiting_apart(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | first_contact_on | returned_incomplete_on | declined_on
        a       | h1           | hearing | 2025-08-31 | 2025-09-01       |                        |
        a       | h2           | hearing | 2025-05-01 | 2025-09-04       |                        |
        a       | h3           | hearing | 2025-05-01 | 2025-11-21       |                        |
        a       | h4           | hearing | 2025-05-01 | 2025-08-31       |                        |
        a       | h5           | hearing | 2025-09-01 | 2025-11-22       |                        |
        a       | h6           | hearing | 2025-11-21 |                  |                        |
        a       | o1           | portage | 2025-05-01 |                  | 2025-06-01             |
        a       | p1           | physiotherapy | 2025-09-30 |            |                        | 2025-10-05
        b       | v1           | vision  | 2024-01-01 | 2024-02-01       |                        |
        """,
    )
    answers(
        settings,
        "referral_waits_by_service",
        DAY,
        """
        service       | made | completed | median_days | p90_days | within_18_weeks_share | waiting | longest_days | waiting_over_18_weeks | waiting_over_52_weeks
        hearing       | 2    | 3         | 126.0       | 188.4    | 0.6667                | 2       | 81           | 0                     | 0
        physiotherapy | 1    | 0         |             |          |                       | 0       |              | 0                     | 0
        """,
    )
    answers(settings, "referral_waits_by_service", "2025-09-01", "service | made | completed | waiting\nhearing | 1 | 1 | 3", scope=("a",))
    answers(settings, "referral_waits_by_service", DAY, "service", clusters=("Birch",))


def test_the_median_of_an_even_number_lies_between(settings):
    drawn(
        settings,
        "referrals",
        "setting | referral_ref | made_on | first_contact_on\na | r1 | 2025-09-01 | 2025-09-11\na | r2 | 2025-09-01 | 2025-09-22",
    )
    answers(settings, "referral_waits_by_service", DAY, "median_days | p90_days | within_18_weeks_share\n15.5 | 19.9 | 1.0")


def test_the_list_puts_the_longest_waits_first_and_gives_reasons_for_declining(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | made_on    | returned_incomplete_on | declined_on | decline_reason
        a       | r1           | 2025-10-01 |                        |             |
        a       | r2           | 2025-09-01 |                        |             |
        a       | r3           | 2025-05-01 | 2025-06-01             |             |
        b       | r4           | 2025-05-01 |                        | 2025-06-01  | age
        b       | r5           | 2025-11-01 |                        | 2025-11-22  | age
        """,
    )
    answers(
        settings,
        "referral_list",
        DAY,
        """
        setting | name | cluster | referral_ref | service | made_on    | stage               | waiting | wait_days | outcome    | decline_reason
        a       | a    | Alder   | r2           | portage | 2025-09-01 | made                | service | 81        | waiting    |
        a       | a    | Alder   | r1           | portage | 2025-10-01 | made                | service | 51        | waiting    |
        b       | b    | Birch   | r5           | portage | 2025-11-01 | made                | service | 20        | waiting    |
        a       | a    | Alder   | r3           | portage | 2025-05-01 | returned_incomplete | setting | 204       | on_setting |
        b       | b    | Birch   | r4           | portage | 2025-05-01 | declined            | no      |           | declined   | age
        """,
    )


def test_the_list_gives_the_days_of_the_stages_reached_and_since_when_the_latest_stands(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | made_on    | received_on | triaged_on | accepted_on | first_contact_on | discharged_on | withdrawn_on
        a       | r1           | 2025-09-01 | 2025-09-02  | 2025-09-03 | 2025-11-22  |                  |               |
        a       | r2           | 2025-10-01 |             |            |             |                  | 2025-10-09    | 2025-11-21
        a       | r3           | 2025-09-01 |             |            |             | 2025-11-21       |               |
        a       | r4           | 2025-11-21 | 2025-11-22  |            |             |                  |               |
        """,
    )
    answers(
        settings,
        "referral_list",
        DAY,
        """
        referral_ref | received_on | triaged_on | accepted_on | first_contact_on | discharged_on | withdrawn_on | stage         | stage_on   | outcome
        r1           | 2025-09-02  | 2025-09-03 |             |                  |               |              | triaged       | 2025-09-03 | waiting
        r4           |             |            |             |                  |               |              | made          | 2025-11-21 | waiting
        r3           |             |            |             | 2025-11-21       |               |              | first_contact | 2025-11-21 | seen
        r2           |             |            |             |                  | 2025-10-09    | 2025-11-21   | withdrawn     | 2025-11-21 | closed
        """,
    )


def test_the_referrals_made_in_a_term_are_followed_to_the_day_each_in_one_state(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service | made_on    | received_on | accepted_on | first_contact_on | returned_incomplete_on | declined_on | redirected_on | withdrawn_on | discharged_on
        a       | before       | hearing | 2023-12-31 | 2024-01-02  |             |                  |                        |             |               |              |
        a       | first        | hearing | 2024-01-01 | 2024-01-02  |             |                  |                        |             |               |              |
        a       | old          | hearing | 2025-08-31 | 2025-09-01  | 2025-09-02  | 2025-11-21       |                        |             |               |              |
        a       | r1           | hearing | 2025-09-01 | 2025-09-02  | 2025-09-03  | 2025-09-04       |                        | 2025-09-05  |               |              |
        a       | r2           | hearing | 2025-09-01 | 2025-09-02  | 2025-09-03  | 2025-09-04       |                        |             |               |              | 2025-10-01
        a       | r3           | hearing | 2025-09-01 | 2025-09-02  | 2025-11-22  |                  |                        |             |               |              |
        a       | r4           | hearing | 2025-09-01 | 2025-09-02  |             |                  | 2025-09-05             |             |               |              |
        a       | r5           | hearing | 2025-09-01 |             |             |                  |                        | 2025-09-05  |               |              |
        a       | r6           | hearing | 2025-09-01 |             |             |                  |                        |             | 2025-09-05    |              |
        b       | r7           | hearing | 2025-09-01 |             |             |                  |                        |             |               | 2025-09-05   |
        b       | r8           | hearing | 2025-11-21 |             | 2025-11-21  |                  |                        | 2025-11-21  |               |              |
        b       | r9           | vision  | 2025-11-21 |             |             |                  |                        |             |               |              |
        b       | r10          | vision  | 2025-11-22 |             |             |                  |                        |             |               |              |
        """,
    )
    answers(
        settings,
        "referral_cohorts",
        DAY,
        """
        term        | service | made | received | accepted | seen | waiting | on_setting | declined | redirected | closed
        2025-autumn | hearing | 8    | 4        | 3        | 2    | 1       | 1          | 1        | 1          | 2
        2025-autumn | vision  | 1    | 0        | 0        | 0    | 1       | 0          | 0        | 0          | 0
        2025-summer | hearing | 1    | 1        | 1        | 1    | 0       | 0          | 0        | 0          | 0
        2024-spring | hearing | 1    | 1        | 0        | 0    | 1       | 0          | 0        | 0          | 0
        """,
    )
    answers(settings, "referral_cohorts", DAY, "term | made\n2025-autumn | 2\n2025-autumn | 1", clusters=("Birch",))
    answers(
        settings, "referral_cohorts", "2025-11-20", "term | seen\n2025-autumn | 2\n2025-summer | 0\n2024-spring | 0", clusters=("Alder",)
    )


def test_referrals_never_loaded_give_no_rows(settings):
    drawn(settings, "referrals", "setting | referral_ref | made_on\na | r1 | 2025-10-01", accepted_at="2025-10-02")
    for question in ("referrals", "referral_list", "referral_cohorts", "referral_waits_by_service"):
        assert answered(settings, question, DAY, [], known_at="2025-10-01") == [], question
        assert answered(settings, question, DAY, []) != [], question


def test_signposting_is_counted_apart_and_blank_while_nothing_tells_of_it(settings):
    assert answered(settings, "signposting", DAY, []) == []
    drawn(
        settings,
        "ehc_timeline",
        """
        setting | child | requested_on | section23_received_on
        a       | c1    | 2025-06-01   | 2025-08-31
        a       | c2    | 2025-06-01   | 2025-09-01
        b       | c3    | 2025-06-01   | 2025-11-21
        b       | c4    | 2025-06-01   | 2025-11-22
        b       | c5    | 2025-06-01   |
        """,
    )
    answers(settings, "signposting", DAY, "settings | tell_parents | not_known | notifications\n | | | 2")
    drawn(
        settings,
        "send_practice",
        "setting | item | answer | answered_on\na | sendiass_signposted | yes | 2025-10-01\na | record_keeping | no | 2025-10-01",
    )
    answers(settings, "signposting", DAY, "settings | tell_parents | not_known | notifications\n2 | 1 | 1 | 2")
    answers(settings, "signposting", DAY, "settings | tell_parents | not_known | notifications\n1 | 0 | 1 | 1", clusters=("Birch",))
    assert answered(settings, "signposting", DAY, [], clusters=("Nowhere",)) == []
