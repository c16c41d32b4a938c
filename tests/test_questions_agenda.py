"""The agenda: which meetings are next, who is expected at each, what is booked, and who has not been seen before it."""

from __future__ import annotations

import pytest

from data.errors import ToolError
from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
BOOKED = "event_ref | setting | attendee_ref | status"


@pytest.fixture
def settings(store):
    """Two clusters with their officers, a childminder and an agency; c is closed from 10 December, d opens on that day."""
    drawn(
        store,
        "settings",
        """
        setting | cluster | area_senco | provider_type      | opened_on  | closed_on
        a       | Alder   | Ann        | group_full_day     |            |
        agency  | Alder   | Ann        | childminder_agency |            |
        b       | Alder   | Ben        | childminder        |            |
        c       | Birch   | Cem        | group_full_day     |            | 2025-12-10
        d       | Birch   |            | group_full_day     | 2025-12-10 |
        """,
        accepted_at="2025-01-05",
    )
    return store


def meetings(store, rows: str, **more) -> int:
    return drawn(store, "training_events", f"event_ref | cluster | held_on | cancelled | kind\n{rows}", **more)


def one_meeting(store, held_on: str = "2025-12-09", cluster: str = "Alder") -> None:
    meetings(store, f"e1 | {cluster} | {held_on} | no | cluster_meeting")


def expected(store, as_of: str = DAY, **filters) -> list[str | None]:
    """The settings expected at all meetings of the agenda, as event:setting."""
    rows = answered(store, "expected_settings", as_of, ["event_ref", "setting"], **filters)
    return [f"{row['event_ref']}:{row['setting']}" for row in rows]


def test_an_agenda_is_of_meetings_of_the_day_and_after_it_and_of_those_held_in_the_last_two_terms(settings):
    meetings(
        settings,
        """
        old       | Alder | 2025-03-31 | no  | cluster_meeting
        first     | Alder | 2025-04-01 | no  | cluster_meeting
        today     | Alder | 2025-11-21 | no  | cluster_meeting
        cancelled | Alder | 2025-11-28 | yes | cluster_meeting
        course    | Alder | 2025-11-28 | no  | course
        all       |       | 2025-12-09 | no  | cluster_meeting
        next_year | Birch | 2026-12-10 | no  | cluster_meeting
        """,
    )
    answers(
        settings,
        "agenda_meetings",
        DAY,
        """
        event_ref | cluster | held_on    | officers      | settings_expected
        first     | Alder   | 2025-04-01 | Ann, Ben      | 2
        today     | Alder   | 2025-11-21 | Ann, Ben      | 2
        all       |         | 2025-12-09 | Ann, Ben, Cem | 3
        next_year | Birch   | 2026-12-10 |               | 1
        """,
    )
    answers(settings, "agenda_meetings", "2025-08-31", "event_ref\nold\nfirst\ntoday\nall\nnext_year")


def test_title_topic_and_hours_are_those_of_the_event_as_it_was_said_last(settings):
    table = "event_ref | cluster | held_on | title | topic | hours\ne1 | Alder | {} | {} | Sensory needs | 2.5"
    drawn(settings, "training_events", table.format("2025-12-01", "Winter"), accepted_at="2025-09-02")
    drawn(settings, "training_events", table.format("2025-12-08", "Winter (new day)"), accepted_at="2025-09-03")
    answers(
        settings,
        "agenda_meetings",
        DAY,
        """
        title            | topic         | hours | held_on
        Winter (new day) | Sensory needs | 2.5   | 2025-12-08
        """,
    )
    answers(settings, "agenda_meetings", DAY, "held_on\n2025-12-01", known_at="2025-09-02")


def test_an_agency_is_never_expected_and_a_childminder_is(settings):
    one_meeting(settings)
    assert expected(settings) == ["e1:a", "e1:b"]


@pytest.mark.parametrize(("held_on", "who"), [("2025-12-09", ["e1:c"]), ("2025-12-10", ["e1:d"])])
def test_a_setting_is_expected_when_it_is_open_on_the_day_of_the_meeting(settings, held_on, who):
    one_meeting(settings, held_on, "Birch")
    assert expected(settings) == who


def test_a_setting_that_is_not_on_the_early_years_register_is_not_expected(settings):
    drawn(settings, "settings", "setting | cluster | on_early_years_register\na | Alder | no\nb | Alder | yes", accepted_at="2025-02-01")
    one_meeting(settings)
    assert expected(settings) == ["e1:b"]


def test_a_setting_that_moved_is_expected_by_the_register_of_the_day_asked_about(settings):
    meetings(settings, "e1 | Alder | 2025-12-01 | no | cluster_meeting\ne2 | Birch | 2025-12-02 | no | cluster_meeting")
    drawn(settings, "settings", "setting | cluster\na | Birch", accepted_at="2025-10-01", effective_on="2025-11-22")
    assert expected(settings, DAY) == ["e1:a", "e1:b", "e2:c"]
    assert expected(settings, "2025-11-22") == ["e1:b", "e2:a", "e2:c"]


def test_a_meeting_that_was_held_keeps_those_who_were_invited_on_its_day(settings):
    one_meeting(settings, "2025-11-20")
    drawn(settings, "settings", "setting | cluster\na | Birch", accepted_at="2025-10-01", effective_on="2025-11-21")
    assert expected(settings, DAY) == ["e1:a", "e1:b"]


def test_a_meeting_nobody_would_be_invited_to_stands_with_nought(settings):
    one_meeting(settings, cluster="Nowhere")
    answers(settings, "agenda_meetings", DAY, "event_ref | officers | settings_expected\ne1 | | 0")
    assert expected(settings) == []


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ("e1 | a | p1 | booked", "booked"),
        ("e1 | a | p1 | waitlist", "waitlist"),
        ("e1 | a | p1 | apologies", "apologies"),
        ("e1 | a | p1 | booked\ne1 | a | p2 | apologies", "booked"),
        ("e1 | a | p1 | waitlist\ne1 | a | p2 | apologies", "apologies"),
        ("e1 | b | p1 | booked", "not_booked"),
        ("e2 | a | p1 | booked", "not_booked"),
    ],
)
def test_the_state_before_a_meeting_is_the_best_of_what_anyone_of_the_setting_said(settings, rows, state):
    one_meeting(settings)
    drawn(settings, "training_attendance", f"{BOOKED}\n{rows}")
    assert answered(settings, "expected_settings", DAY, ["state"], scope=("a",)) == [{"state": state}]


def test_somebody_who_booked_and_then_sent_apologies_does_not_come(settings):
    one_meeting(settings)
    drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | booked\ne1 | b | p2 | booked", accepted_at="2025-10-01")
    later = drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | apologies", accepted_at="2025-11-01")
    answers(settings, "agenda_meetings", DAY, "settings_booked | settings_apologies\n1 | 1")
    answers(settings, "agenda_meetings", DAY, "settings_booked | settings_apologies\n2 | 0", known_at="2025-10-31")
    withdrawn(settings, later, "2025-11-02")
    answers(settings, "agenda_meetings", DAY, "settings_booked | settings_apologies\n2 | 0")


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("attended", "yes | | 0 | 1"),
        ("part", "yes | | 0 | 1"),
        ("no_show", "yes | | 0 | 0"),
        ("apologies", "no | 0 | 1 |"),
        ("booked", "no | 1 | 0 |"),
        ("waitlist", "no | 0 | 0 |"),
    ],
)
def test_attendance_has_come_in_once_somebody_said_who_came_or_did_not(settings, status, counts):
    one_meeting(settings, "2025-11-20")
    drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | {status}")
    answers(settings, "agenda_meetings", DAY, f"is_told | settings_booked | settings_apologies | settings_attended\n{counts}")


@pytest.mark.parametrize(("as_of", "is_told", "state"), [("2025-11-20", "yes", "attended"), ("2025-11-19", "no", "booked")])
def test_who_came_is_told_from_the_day_of_the_meeting_and_counts_as_booked_before(settings, as_of, is_told, state):
    one_meeting(settings, "2025-11-20")
    drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | attended")
    answers(settings, "agenda_meetings", as_of, f"is_told\n{is_told}")
    answers(settings, "expected_settings", as_of, f"state\n{state}", scope=("a",))


def test_once_it_is_told_the_states_are_those_of_the_matrix(settings):
    one_meeting(settings, "2025-11-20", "")
    rows = "e1 | a | p1 | apologies\ne1 | a | p2 | part\ne1 | b | p1 | booked\ne1 | c | p1 | waitlist"
    drawn(settings, "training_attendance", f"{BOOKED}\n{rows}")
    for setting, state in (("a", "attended"), ("b", "no_show"), ("c", "not_booked")):
        for question in ("expected_settings", "training_matrix"):
            answers(settings, question, DAY, f"state\n{state}", scope=(setting,))


def test_what_is_booked_is_not_known_while_attendance_was_never_loaded(settings):
    one_meeting(settings)
    answers(settings, "agenda_meetings", DAY, "is_told | settings_expected | settings_booked | settings_apologies\nno | 2 | |")
    answers(settings, "expected_settings", DAY, "setting | state | missed_in_a_row\na | |\nb | |")


def test_meetings_missed_are_those_before_the_day_so_that_one_of_the_day_itself_is_not_missed_yet(settings):
    meetings(settings, "e1 | Alder | 2025-09-10 | no | cluster_meeting\ne2 | Alder | 2025-10-10 | no | cluster_meeting")
    meetings(settings, f"e3 | Alder | {DAY} | no | cluster_meeting")
    drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | attended")
    rows = answered(settings, "expected_settings", DAY, ["event_ref", "setting", "missed_in_a_row", "last_came_on"])
    assert [tuple(row.values()) for row in rows if row["event_ref"] == "e3"] == [("e3", "b", "2", None), ("e3", "a", "1", "2025-09-10")]
    answers(settings, "missed_meetings", DAY, "setting | missed_in_a_row\na | 2\nb | 3\nc |")


def test_those_who_missed_most_come_first(settings):
    meetings(settings, "e1 |  | 2025-09-10 | no | cluster_meeting\ne2 |  | 2025-12-01 | no | cluster_meeting")
    drawn(settings, "training_attendance", f"{BOOKED}\ne1 | a | p1 | attended")
    last = answered(settings, "expected_settings", DAY, ["event_ref", "setting", "missed_in_a_row", "last_came_on"])
    assert [tuple(row.values()) for row in last if row["event_ref"] == "e2"] == [
        ("e2", "b", "1", None),
        ("e2", "c", "1", None),
        ("e2", "a", "0", "2025-09-10"),
    ]


def test_filters_narrow_who_is_expected_and_leave_out_meetings_of_others(settings):
    meetings(settings, "e1 | Alder | 2025-12-01 | no | cluster_meeting\ne2 | Birch | 2025-12-02 | no | cluster_meeting\n"
                       "e3 | | 2025-12-03 | no | cluster_meeting")  # fmt: skip
    counts = "event_ref | settings_expected"
    answers(settings, "agenda_meetings", DAY, f"{counts}\ne1 | 2\ne2 | 1\ne3 | 3")
    answers(settings, "agenda_meetings", DAY, f"{counts}\ne1 | 2\ne3 | 2", clusters=("Alder",))
    answers(settings, "agenda_meetings", DAY, f"{counts}\ne1 | 1\ne3 | 1", provider_types=("childminder",))
    answers(settings, "agenda_meetings", DAY, f"{counts}\ne2 | 1\ne3 | 1", officers=("Cem",))
    answers(settings, "agenda_meetings", DAY, "event_ref | officers\ne1 | Ann, Ben\ne3 | Ann, Ben, Cem", provider_types=("childminder",))
    assert expected(settings, clusters=("Birch",)) == ["e2:c", "e3:c"]
    assert expected(settings, scope=("b",)) == ["e1:b", "e3:b"]


@pytest.mark.parametrize("question", ["agenda_meetings", "expected_settings"])
def test_the_agenda_is_for_the_team_and_refused_to_a_room(settings, question):
    with pytest.raises(ToolError, match=question):
        answered(settings, question, "2025-11-30", ["event_ref"], audience="cluster_meeting")
