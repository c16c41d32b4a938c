"""Time limits: triage, the inclusion fund’s working days, and the 6, 16 and 20 weeks of an EHC assessment."""

from __future__ import annotations

from datetime import date

import pytest

from tests.drawn import answered, answers, drawn, withdrawn
from tests.plain.holidays import bank_holidays, easter

DAY = "2025-11-21"
COUNTS = ["completed", "in_time", "open", "open_late", "exceptions"]


@pytest.fixture
def settings(store):
    """Two open settings in two clusters, and one closed long ago."""
    drawn(
        store,
        "settings",
        "setting | name | cluster | closed_on\na | Acorn | Alder |\nb | Bay | Birch |\nclosed | Gone | Birch | 2024-01-01",
    )
    return store


def counted(store, clock: str, as_of: str = DAY) -> list[int]:
    """One clock's completed, in time, open, open late and exceptions."""
    (row,) = [row for row in answered(store, "service_clocks", as_of, ["clock", *COUNTS]) if row["clock"] == clock]
    return [int(row[name]) for name in COUNTS]


# Working days


def test_easter_falls_where_the_calendar_has_it():
    assert [easter(year) for year in (2015, 2024, 2025, 2026, 2030)] == [
        date(2015, 4, 5),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2030, 4, 21),
    ]


def test_bank_holidays_are_englands_of_2015_to_2030(store):
    with store.cursor() as cursor:
        (listed,) = cursor.execute("SELECT standing.bank_holidays()").fetchone()
    assert listed == sorted(day for year in range(2015, 2031) for day in bank_holidays(year))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2025-11-10", "2025-11-19"),
        ("2025-11-14", "2025-11-25"),
        ("2025-11-15", "2025-11-25"),
        ("2025-12-19", "2026-01-02"),
        ("2025-04-17", "2025-04-30"),
        ("2027-12-24", "2028-01-07"),
    ],
)
def test_the_seventh_working_day_leaves_out_weekends_and_bank_holidays(store, after, expected):
    with store.cursor() as cursor:
        (found,) = cursor.execute("SELECT standing.working_day_after(?::DATE, 7)", [after]).fetchone()
    assert found.isoformat() == expected


# Triage


@pytest.mark.parametrize(
    ("received", "triaged", "counts"),
    [
        ("2025-11-01", "2025-11-15", [1, 1, 0, 0, 0]),
        ("2025-11-01", "2025-11-16", [1, 0, 0, 0, 0]),
        ("2025-08-31", "2025-09-01", [1, 1, 0, 0, 0]),
        ("2025-08-20", "2025-08-31", [0, 0, 0, 0, 0]),
        ("2025-11-07", "2025-11-21", [1, 1, 0, 0, 0]),
        ("2025-11-07", "2025-11-22", [0, 0, 1, 0, 0]),
        ("2025-11-07", "", [0, 0, 1, 0, 0]),
        ("2025-11-06", "", [0, 0, 1, 1, 0]),
        ("2025-11-21", "", [0, 0, 1, 0, 0]),
        ("2025-11-22", "", [0, 0, 0, 0, 0]),
        ("", "2025-11-15", [0, 0, 0, 0, 0]),
    ],
)
def test_triage_has_14_days_from_received(settings, received, triaged, counts):
    drawn(
        settings,
        "referrals",
        f"setting | referral_ref | service | made_on | received_on | triaged_on\na | r1 | area_senco | 2025-08-01 | {received} | {triaged}",
    )
    assert counted(settings, "area_senco_triage") == counts


@pytest.mark.parametrize("stage", ["returned_incomplete", "declined", "redirected", "accepted", "first_contact", "discharged", "withdrawn"])
def test_a_referral_sent_back_closed_or_past_triage_is_not_open_for_triage(settings, stage):
    drawn(
        settings,
        "referrals",
        f"setting | referral_ref | service | made_on | received_on | {stage}_on\na | r1 | area_senco | 2025-08-01 | 2025-11-01 | 2025-11-02",
    )
    assert counted(settings, "area_senco_triage") == [0, 0, 0, 0, 0]
    assert counted(settings, "area_senco_triage", "2025-11-01") == [0, 0, 1, 0, 0]


@pytest.mark.parametrize("ended", ["first_contact_on", "declined_on", "redirected_on", "withdrawn_on", "discharged_on"])
def test_a_referral_that_ended_before_it_was_received_is_not_open_for_triage(settings, ended):
    drawn(
        settings,
        "referrals",
        f"setting | referral_ref | service | made_on | received_on | {ended}\na | r1 | area_senco | 2025-09-01 | 2025-09-15 | 2025-09-10",
    )
    assert counted(settings, "area_senco_triage") == [0, 0, 0, 0, 0]


def test_only_referrals_to_the_area_senco_are_triaged_by_it_and_closed_settings_count(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service    | made_on    | received_on
        a       | r1           | portage    | 2025-10-01 | 2025-10-02
        closed  | r2           | area_senco | 2025-10-01 | 2025-10-02
        """,
    )
    assert counted(settings, "area_senco_triage") == [0, 0, 1, 1, 0]


# Inclusion fund


@pytest.mark.parametrize(
    ("panel", "decided", "decision", "counts"),
    [
        ("2025-11-10", "2025-11-19", "awarded", [1, 1, 0, 0, 0]),
        ("2025-11-10", "2025-11-20", "declined", [1, 0, 0, 0, 0]),
        ("2025-11-10", "2025-11-09", "deferred", [1, 1, 0, 0, 0]),
        ("2025-08-22", "2025-09-01", "part", [1, 1, 0, 0, 0]),
        ("2025-08-21", "2025-08-31", "part", [0, 0, 0, 0, 0]),
        ("2025-11-12", "", "", [0, 0, 1, 0, 0]),
        ("2025-11-11", "", "", [0, 0, 1, 1, 0]),
        ("2025-11-21", "2025-11-22", "awarded", [0, 0, 1, 0, 0]),
        ("2025-11-22", "", "", [0, 0, 0, 0, 0]),
        ("", "2025-11-19", "awarded", [0, 0, 0, 0, 0]),
        ("2025-11-10", "", "awarded", [0, 0, 0, 0, 0]),
    ],
)
def test_the_inclusion_fund_decides_by_the_seventh_working_day_after_the_panel(settings, panel, decided, decision, counts):
    headings = "setting | child | fund | applied_on | panel_on | decided_on | decision"
    drawn(settings, "funding", f"{headings}\na | c1 | inclusion_fund | 2025-08-01 | {panel} | {decided} | {decision}")
    assert counted(settings, "inclusion_fund") == counts


def test_only_the_inclusion_fund_has_this_clock_and_closed_settings_count(settings):
    drawn(
        settings,
        "funding",
        """
        setting | child | fund           | applied_on | panel_on
        a       | c1    | high_needs     | 2025-10-01 | 2025-10-02
        closed  | c2    | inclusion_fund | 2025-10-01 | 2025-10-02
        b       | c3    | inclusion_fund | 2025-11-22 | 2025-11-21
        """,
    )
    assert counted(settings, "inclusion_fund") == [0, 0, 1, 1, 0]


# EHC assessments

STEPS = "setting | child | requested_on | assess_decided_on | issue_decided_on | final_on | exception"


@pytest.mark.parametrize(
    ("dates", "six", "sixteen", "twenty"),
    [
        ("2025-10-10 | | |", [0, 0, 1, 0, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]),
        ("2025-10-09 | | |", [0, 0, 1, 1, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]),
        ("2025-11-22 | | |", [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
        ("2025-08-01 | 2025-09-12 | |", [1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]),
        ("2025-08-01 | 2025-09-13 | |", [1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]),
        ("2025-08-01 | 2025-11-22 | |", [0, 0, 1, 1, 0], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]),
        ("2025-07-31 | 2025-08-31 | |", [0, 0, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 1, 0, 0]),
        ("2025-07-03 | 2025-08-01 | |", [0, 0, 0, 0, 0], [0, 0, 1, 1, 0], [0, 0, 1, 1, 0]),
        ("2025-06-01 | 2025-07-01 | 2025-09-21 |", [0, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 1, 0]),
        ("2025-06-01 | 2025-07-01 | 2025-09-22 | 2025-10-19", [0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0]),
        ("2025-06-01 | | | 2025-10-20", [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [1, 0, 0, 0, 0]),
    ],
)
def test_an_ehc_assessment_has_6_16_and_20_weeks_from_the_request(settings, dates, six, sixteen, twenty):
    drawn(settings, "ehc_timeline", f"{STEPS}\na | c1 | {dates} | none" if dates.count("|") == 3 else f"{STEPS}\na | c1 | {dates} | | none")
    assert [counted(settings, f"ehc_{weeks}_weeks") for weeks in (6, 16, 20)] == [six, sixteen, twenty]


def test_a_request_with_an_exception_is_an_exception_and_nothing_else(settings):
    drawn(
        settings,
        "ehc_timeline",
        f"""
        {STEPS}
        a       | c1 | 2025-01-01 |            |            |            | absence_4_weeks
        a       | c2 | 2025-01-01 | 2025-03-01 | 2025-08-01 | 2025-10-01 | personal_circumstances
        a       | c3 | 2025-01-01 | 2025-03-01 | 2025-08-01 | 2025-08-31 | closure_4_weeks
        closed  | c4 | 2025-11-01 |            |            |            | none
        b       | c5 | 2025-11-01 |            |            |            |
        """,
    )
    answers(
        settings,
        "service_clocks",
        DAY,
        """
        clock        | allowed | unit  | completed | in_time | in_time_share | open | open_late | exceptions
        ehc_6_weeks  | 6       | weeks | 0         | 0       |               | 2    | 0         | 1
        ehc_16_weeks | 16      | weeks | 0         | 0       |               | 2    | 0         | 1
        ehc_20_weeks | 20      | weeks | 0         | 0       |               | 2    | 0         | 2
        """,
    )


def test_a_clock_shows_once_its_return_was_loaded_with_zeros_where_nothing_ran(settings):
    drawn(settings, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-10-01")
    drawn(
        settings,
        "funding",
        "setting | child | fund | applied_on | panel_on | decided_on | decision\n"
        "a | c1 | inclusion_fund | 2025-09-01 | 2025-09-08 | 2025-09-10 | awarded\n"
        "b | c1 | inclusion_fund | 2025-09-01 | 2025-09-08 | 2025-10-10 | awarded",
        accepted_at="2025-11-01",
    )
    answers(settings, "service_clocks", DAY, "clock", known_at="2025-09-30")
    answers(settings, "service_clocks", DAY, "clock | completed | in_time_share\narea_senco_triage | 0 |", known_at="2025-10-31")
    answers(
        settings,
        "service_clocks",
        DAY,
        """
        clock             | allowed | unit         | completed | in_time | in_time_share | open
        area_senco_triage | 14      | days         | 0         | 0       |               | 0
        inclusion_fund    | 7       | working_days | 2         | 1       | 0.5           | 0
        """,
    )
    answers(settings, "service_clocks", DAY, "clock | completed\narea_senco_triage | 0\ninclusion_fund | 1", clusters=("Alder",))
    answers(settings, "service_clocks", DAY, "clock", clusters=("Nowhere",))


def test_requests_show_the_next_step_and_how_late_it_is(settings):
    drawn(
        settings,
        "ehc_timeline",
        f"""
        {STEPS}
        a       | c1 | 2025-10-09 |            |            |            |
        a       | c2 | 2025-10-10 | 2025-11-22 |            |            | none
        a       | c3 | 2025-07-01 | 2025-08-01 |            |            | none
        a       | c4 | 2025-07-01 | 2025-08-01 | 2025-10-01 |            | none
        b       | c5 | 2025-06-01 | 2025-07-01 | 2025-09-01 | 2025-11-21 | none
        b       | c6 | 2025-01-01 |            |            |            | personal_circumstances
        b       | c7 | 2025-11-22 |            |            |            | none
        closed  | c8 | 2025-11-21 |            |            |            | none
        """,
    )
    answers(
        settings,
        "ehc_requests",
        DAY,
        """
        setting | name  | cluster | child | requested_on | assess_decided_on | issue_decided_on | final_on   | exception              | next_step       | next_due_on | days_late
        a       | Acorn | Alder   | c3    | 2025-07-01   | 2025-08-01        |                  |            | none                   | issue_decision  | 2025-10-21  | 31
        a       | Acorn | Alder   | c4    | 2025-07-01   | 2025-08-01        | 2025-10-01       |            | none                   | final_plan      | 2025-11-18  | 3
        a       | Acorn | Alder   | c1    | 2025-10-09   |                   |                  |            | none                   | assess_decision | 2025-11-20  | 1
        a       | Acorn | Alder   | c2    | 2025-10-10   |                   |                  |            | none                   | assess_decision | 2025-11-21  |
        closed  | Gone  | Birch   | c8    | 2025-11-21   |                   |                  |            | none                   | assess_decision | 2026-01-02  |
        b       | Bay   | Birch   | c6    | 2025-01-01   |                   |                  |            | personal_circumstances | assess_decision |             |
        b       | Bay   | Birch   | c5    | 2025-06-01   | 2025-07-01        | 2025-09-01       | 2025-11-21 | none                   |                 |             |
        """,
    )
    answers(settings, "ehc_requests", DAY, "child\nc8\nc6\nc5", clusters=("Birch",))


def test_the_latest_term_speaks_for_a_request_and_an_omission_ends_nothing(settings):
    headings = "setting | child | requested_on | assess_decided_on"
    drawn(settings, "ehc_timeline", f"{headings}\na | c1 | 2025-04-01 |\na | c2 | 2025-04-01 |", accepted_at="2025-05-01")
    later = drawn(settings, "ehc_timeline", f"{headings}\na | c1 | 2025-04-01 | 2025-05-10", accepted_at="2025-10-01")
    answers(settings, "ehc_requests", DAY, "child | next_step\nc2 | assess_decision\nc1 | issue_decision")
    answers(settings, "ehc_requests", DAY, "child | next_step\nc1 | assess_decision\nc2 | assess_decision", known_at="2025-09-30")
    answers(settings, "ehc_requests", "2025-08-31", "child | next_step\nc1 | assess_decision\nc2 | assess_decision")
    withdrawn(settings, later, "2025-11-01")
    answers(settings, "ehc_requests", DAY, "child | next_step\nc1 | assess_decision\nc2 | assess_decision")
    drawn(settings, "ehc_timeline", f"{headings}\na | c3 | 2025-04-01 |", accepted_at="2025-11-02", term="2025-summer")
    answers(settings, "ehc_requests", DAY, "child\nc3")
    assert answered(settings, "ehc_requests", DAY, [], known_at="2025-04-30") == []


# One by one


def test_the_list_says_of_each_run_whether_it_was_in_time(settings):
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | service    | made_on    | received_on | triaged_on
        a       | r1           | area_senco | 2025-08-01 | 2025-11-01  | 2025-11-16
        a       | r2           | area_senco | 2025-08-01 | 2025-11-06  | 2025-11-22
        b       | r3           | area_senco | 2025-08-01 | 2025-11-07  |
        b       | old          | area_senco | 2025-08-01 | 2025-08-02  | 2025-08-31
        b       | other        | portage    | 2025-08-01 | 2025-08-02  | 2025-09-01
        """,
    )
    drawn(
        settings,
        "ehc_timeline",
        """
        setting | child | requested_on | assess_decided_on | issue_decided_on | final_on   | exception
        a       | c1    | 2025-06-01   | 2025-07-13        | 2025-09-21       | 2025-10-20 |
        b       | c2    | 2025-10-10   |                   |                  |            | absence_4_weeks
        """,
    )
    headings = "setting | child | fund | applied_on | panel_on | decision | decided_on"
    drawn(settings, "funding", f"{headings}\na | c9 | inclusion_fund | 2025-10-01 | 2025-11-10 | awarded | 2025-11-19")
    answers(
        settings,
        "clock_list",
        DAY,
        """
        clock             | setting | name  | cluster | referral_ref | child | began_on   | due_on     | ended_on   | state     | days_late | exception
        area_senco_triage | a       | Acorn | Alder   | r2           |       | 2025-11-06 | 2025-11-20 |            | open_late | 1         | none
        area_senco_triage | b       | Bay   | Birch   | r3           |       | 2025-11-07 | 2025-11-21 |            | open      |           | none
        ehc_20_weeks      | a       | Acorn | Alder   |              | c1    | 2025-06-01 | 2025-10-19 | 2025-10-20 | late      | 1         | none
        area_senco_triage | a       | Acorn | Alder   | r1           |       | 2025-11-01 | 2025-11-15 | 2025-11-16 | late      | 1         | none
        ehc_16_weeks      | a       | Acorn | Alder   |              | c1    | 2025-06-01 | 2025-09-21 | 2025-09-21 | in_time   |           | none
        inclusion_fund    | a       | Acorn | Alder   |              | c9    | 2025-11-10 | 2025-11-19 | 2025-11-19 | in_time   |           | none
        ehc_6_weeks       | b       | Bay   | Birch   |              | c2    | 2025-10-10 | 2025-11-21 |            | exception |           | absence_4_weeks
        ehc_16_weeks      | b       | Bay   | Birch   |              | c2    | 2025-10-10 | 2026-01-30 |            | exception |           | absence_4_weeks
        ehc_20_weeks      | b       | Bay   | Birch   |              | c2    | 2025-10-10 | 2026-02-27 |            | exception |           | absence_4_weeks
        """,
    )
    states = [row["state"] for row in answered(settings, "clock_list", DAY, ["state"])]
    counts = answered(settings, "service_clocks", DAY, COUNTS)
    assert sum(int(row["completed"]) for row in counts) == states.count("in_time") + states.count("late")
    assert sum(int(row["in_time"]) for row in counts) == states.count("in_time")
    assert sum(int(row["open"]) for row in counts) == states.count("open") + states.count("open_late")
    assert sum(int(row["exceptions"]) for row in counts) == states.count("exception")
    assert {row["cluster"] for row in answered(settings, "clock_list", DAY, ["cluster"], clusters=("Birch",))} == {"Birch"}
