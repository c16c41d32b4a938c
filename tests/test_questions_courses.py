"""Training beyond the meetings: whom courses reach, who came to nothing, how events are rated, and meetings planned and held."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"


# Courses


@pytest.mark.parametrize(
    ("kind", "held_on", "cancelled", "status", "reached"),
    [
        ("course", "2025-11-21", "no", "attended", "1"),
        ("bespoke", "2025-11-21", "no", "part", "1"),
        ("course", "2025-11-22", "no", "attended", "0"),
        ("course", "2024-11-21", "no", "attended", "1"),
        ("course", "2024-11-20", "no", "attended", "0"),
        ("course", "2025-09-20", "yes", "attended", "0"),
        ("course", "2025-09-20", "no", "booked", "0"),
        ("course", "2025-09-20", "no", "no_show", "0"),
        ("cluster_meeting", "2025-09-20", "no", "attended", "0"),
        ("briefing", "2025-09-20", "no", "attended", "0"),
        ("new_senco_induction", "2025-09-20", "no", "attended", "0"),
    ],
)
def test_a_course_or_bespoke_training_reaches_a_setting_for_12_months(store, kind, held_on, cancelled, status, reached):
    drawn(store, "settings", "setting\na")
    drawn(store, "training_events", f"event_ref | kind | held_on | cancelled\ne1 | {kind} | {held_on} | {cancelled}")
    drawn(store, "training_attendance", f"event_ref | setting | attendee_role | status\ne1 | a | practitioner | {status}")
    answers(store, "course_reach_by_cluster", DAY, f"settings | reached\n1 | {reached}")


def test_course_reach_counts_open_settings_once_in_the_cluster_of_the_day(store):
    register = """
        setting | cluster | provider_type      | closed_on
        a       | {a}     | group_full_day     |
        b       | Alder   | childminder        |
        c       | Birch   | group_full_day     |
        d       | Birch   | group_full_day     | 2025-11-21
        e       | Birch   | childminder_agency |
        f       | Birch   | group_full_day     |
        """
    drawn(store, "settings", register.format(a="Birch"), accepted_at="2025-09-01")
    drawn(store, "settings", register.format(a="Alder"), accepted_at="2025-11-21")
    drawn(store, "training_events", "event_ref | kind | held_on\ne1 | course | 2025-09-20\ne2 | bespoke | 2025-09-21")
    assert answered(store, "course_reach_by_cluster", DAY, ["cluster"]) == []
    drawn(
        store,
        "training_attendance",
        """
        event_ref | setting | attendee_ref
        e1        | a       | p1
        e1        | a       | p2
        e2        | a       | p1
        e1        | d       | p3
        e1        | e       | p4
        """,
    )
    answers(
        store,
        "course_reach_by_cluster",
        DAY,
        """
        cluster | settings | reached | reached_share
        Alder   | 2        | 1       | 0.5
        Birch   | 2        | 0       | 0.0
        """,
    )
    answers(
        store,
        "course_reach_by_cluster",
        "2025-11-20",
        """
        cluster | settings | reached | reached_share
        Alder   | 1        | 0       | 0.0
        Birch   | 4        | 2       | 0.5
        """,
    )
    answers(store, "course_reach_by_cluster", DAY, "cluster | settings\nAlder | 1", provider_types=("childminder",))
    assert answered(store, "course_reach_by_cluster", DAY, ["cluster"], clusters=("Nowhere",)) == []


# People who came to nothing


@pytest.mark.parametrize(
    ("post", "attendee", "held_on", "last_trained_on"),
    [
        ("senco", "s1 | other | b | attended", "2024-11-21", "not listed"),
        ("senco", "s1 | other | b | part", "2025-11-21", "not listed"),
        ("senco", "s1 | other | b | attended", "2024-11-20", "2024-11-20"),
        ("senco", "s1 | other | b | attended", "2025-11-22", None),
        ("senco", "s1 | other | b | apologies", "2025-09-20", None),
        ("senco", "s9 | senco | a | attended", "2025-09-20", "not listed"),
        ("shared", "s9 | senco | a | attended", "2025-09-20", "not listed"),
        ("deputy", "s9 | deputy | a | attended", "2025-09-20", "not listed"),
        ("deputy", "s9 | senco | a | attended", "2025-09-20", None),
        ("senco", "s9 | deputy | a | attended", "2025-09-20", None),
        ("senco", "s9 | manager | a | attended", "2025-09-20", None),
        ("senco", "s9 | senco | b | attended", "2025-09-20", None),
        ("senco", "s9 | senco | a | attended", "2024-03-01", "2024-03-01"),
        ("senco", "s9 | senco | a | attended", "2024-02-29", None),
        ("senco", "s1 | senco | a | attended", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_person_in_post_is_trained_for_12_months_by_any_event_they_came_to(store, post, attendee, held_on, last_trained_on):
    drawn(store, "settings", "setting\na\nb")
    drawn(store, "senco_posts", f"setting | senco_ref | role | started_on\na | s1 | {post} | 2024-03-01")
    drawn(store, "training_events", f"event_ref | kind | held_on\ne1 | briefing | {held_on}")
    assert answered(store, "untrained_sencos", DAY, ["senco_ref"]) == []
    person, role, setting, status = attendee.split(" | ")
    drawn(
        store,
        "training_attendance",
        f"event_ref | setting | attendee_ref | attendee_role | status\ne1 | {setting} | {person} | {role} | {status}",
    )
    listed = [row["last_trained_on"] for row in answered(store, "untrained_sencos", DAY, ["last_trained_on"])]
    assert listed == ([] if last_trained_on == "not listed" else [last_trained_on])


def test_untrained_people_are_in_post_at_open_settings_those_who_never_came_first(store):
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-11-21")
    drawn(
        store,
        "senco_posts",
        """
        setting | senco_ref | role   | started_on | ended_on
        a       | s1        | senco  | 2020-09-01 |
        a       | s2        | deputy | 2021-09-01 | 2025-11-21
        a       | s3        | senco  | 2020-09-01 | 2025-11-20
        b       | s1        | shared | 2022-09-01 |
        b       | s4        | senco  | 2025-11-21 |
        b       | s5        | senco  | 2025-11-22 |
        c       | s6        | senco  | 2020-09-01 |
        """,
    )
    drawn(store, "training_events", "event_ref | held_on | cancelled\ne1 | 2024-06-01 | no\ne2 | 2024-09-01 | no\ne3 | 2025-09-01 | yes")
    drawn(store, "training_attendance", "event_ref | setting | attendee_ref\ne1 | x | s1\ne2 | x | s1\ne3 | x | s1\ne1 | x | s2")
    answers(
        store,
        "untrained_sencos",
        DAY,
        """
        setting | name | cluster | senco_ref | role   | started_on | last_trained_on
        b       | b    | Birch   | s4        | senco  | 2025-11-21 |
        a       | a    | Alder   | s2        | deputy | 2021-09-01 | 2024-06-01
        a       | a    | Alder   | s1        | senco  | 2020-09-01 | 2024-09-01
        b       | b    | Birch   | s1        | shared | 2022-09-01 | 2024-09-01
        """,
    )
    answers(store, "untrained_sencos", DAY, "senco_ref\ns2\ns1", clusters=("Alder",))


# Evaluations


def test_an_evaluation_has_a_mean_from_five_answers_on(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    drawn(
        store,
        "training_events",
        """
        event_ref | title  | kind            | cluster | held_on    | cancelled
        e1        | Talk   | course          |         | 2025-11-21 | no
        e2        | Speech | bespoke         |         | 2025-11-20 | no
        e3        | Early  | course          |         | 2025-11-22 | no
        e4        | Off    | course          |         | 2025-11-20 | yes
        e5        | Alders | cluster_meeting | Alder   | 2025-11-20 | no
        e6        | Nobody | briefing        | Birch   | 2025-10-20 | no
        """,
    )
    assert answered(store, "training_evaluations", DAY, ["event_ref"]) == []
    drawn(
        store,
        "training_attendance",
        """
        event_ref | setting | attendee_ref | status   | evaluation
        e1        | a       | p1           | attended | 5
        e1        | a       | p2           | part     | 4
        e1        | a       | p3           | attended | 4
        e1        | b       | p4           | attended | 1
        e1        | b       | p5           | attended | 3
        e1        | b       | p6           | attended |
        e1        | b       | p7           | no_show  | 1
        e2        | a       | p1           | attended | 5
        e2        | a       | p2           | attended | 5
        e2        | a       | p3           | attended | 5
        e2        | b       | p4           | attended | 5
        e2        | b       | p5           | booked   | 5
        e3        | b       | p5           | booked   | 5
        e4        | b       | p5           | attended | 5
        e5        | a       | p1           | attended | 5
        """,
    )
    answers(
        store,
        "training_evaluations",
        DAY,
        """
        event_ref | title  | kind            | held_on    | answers | mean
        e1        | Talk   | course          | 2025-11-21 | 5       | 3.4
        e2        | Speech | bespoke         | 2025-11-20 | 4       |
        e5        | Alders | cluster_meeting | 2025-11-20 | 1       |
        e6        | Nobody | briefing        | 2025-10-20 | 0       |
        """,
    )
    answers(store, "training_evaluations", DAY, "event_ref | answers | mean\ne1 | 2 |\ne2 | 1 |\ne6 | 0 |", clusters=("Birch",))
    correction = drawn(
        store, "training_attendance", "event_ref | setting | attendee_ref | evaluation\ne1 | b | p6 | 1", accepted_at="2025-11-25T10:00:00"
    )
    answers(store, "training_evaluations", DAY, "answers | mean\n6 | 3.0\n4 |\n1 |\n0 |")
    answers(store, "training_evaluations", DAY, "answers | mean\n5 | 3.4\n4 |\n1 |\n0 |", known_at="2025-11-25T09:59:59")
    withdrawn(store, correction, "2025-11-26T10:00:00")
    answers(store, "training_evaluations", DAY, "answers | mean\n5 | 3.4\n4 |\n1 |\n0 |")


def test_what_the_chosen_settings_answered_about_another_clusters_event_is_theirs_too(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    drawn(
        store, "training_events", "event_ref | cluster | held_on\ne1 | Alder | 2025-11-20\ne2 | Alder | 2025-11-19\ne3 | Birch | 2025-11-18"
    )
    drawn(
        store, "training_attendance", "event_ref | setting | attendee_ref | evaluation\ne1 | a | p1 | 5\ne1 | b | p2 | 3\ne2 | a | p1 | 4"
    )
    answers(store, "training_evaluations", DAY, "event_ref | answers\ne1 | 1\ne3 | 0", clusters=("Birch",))
    answers(store, "training_evaluations", DAY, "event_ref | answers\ne1 | 1\ne2 | 1", clusters=("Alder",))


def test_a_mean_is_rounded_to_one_place_halves_up(store):
    drawn(store, "settings", "setting\na")
    drawn(store, "training_events", "event_ref | held_on\ne1 | 2025-11-20")
    scores = (5, 5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4)
    rows = "\n".join(f"e1 | a | p{number} | {score}" for number, score in enumerate(scores))
    drawn(store, "training_attendance", f"event_ref | setting | attendee_ref | evaluation\n{rows}")
    answers(store, "training_evaluations", DAY, "answers | mean\n20 | 4.4")


# Meetings planned and held


def test_meetings_are_planned_for_the_whole_term_and_held_by_the_day(store):
    drawn(
        store,
        "settings",
        "setting | cluster | provider_type | opened_on | closed_on\na | Alder | group_full_day | | \nb | Birch | group_full_day | | 2025-11-21\n"
        "c | Cherry | group_full_day | 2025-11-21 |\nd | Elm | childminder_agency | |",
        accepted_at="2025-01-05",
    )
    assert answered(store, "meetings_by_cluster", DAY, ["cluster"]) == []
    drawn(
        store,
        "training_events",
        """
        event_ref | cluster | held_on    | cancelled | kind
        e1        | Alder   | 2025-08-31 | no        | cluster_meeting
        e2        | Birch   | 2025-08-31 | yes       | cluster_meeting
        e3        | Alder   | 2025-09-01 | no        | cluster_meeting
        e4        |         | 2025-11-21 | no        | cluster_meeting
        e5        | Alder   | 2025-11-22 | no        | cluster_meeting
        e6        |         | 2025-12-31 | no        | cluster_meeting
        e7        |         | 2026-01-01 | no        | cluster_meeting
        e8        | Birch   | 2025-10-01 | no        | course
        e9        | Birch   | 2025-03-01 | yes       | cluster_meeting
        """,
        accepted_at="2025-02-01",
    )
    answers(
        store,
        "meetings_by_cluster",
        DAY,
        """
        cluster | term        | planned | held | has_meeting
        Alder   | 2025-summer | 1       | 1    | yes
        Alder   | 2025-autumn | 4       | 2    | yes
        Birch   | 2025-summer | 0       | 0    | no
        Cherry  | 2025-autumn | 2       | 1    | yes
        """,
    )
    answers(
        store,
        "meetings_by_cluster",
        "2025-11-20",
        "cluster | term | planned | held\nBirch | 2025-summer | 0 | 0\nBirch | 2025-autumn | 2 | 0",
        clusters=("Birch",),
    )
    answers(
        store,
        "meetings_by_cluster",
        "2025-08-30",
        "cluster | term | planned | held | has_meeting\nAlder | 2025-summer | 1 | 0 | yes\nBirch | 2025-summer | 0 | 0 | no",
    )
    assert answered(store, "meetings_by_cluster", "2025-03-31", ["cluster"]) == []
    assert answered(store, "meetings_by_cluster", DAY, ["cluster"], known_at="2025-01-31") == []


def test_meetings_are_listed_for_the_clusters_of_the_terms_last_day_or_of_the_day(store):
    drawn(store, "settings", "setting | cluster\na | Alder", accepted_at="2025-01-05")
    drawn(store, "settings", "setting | cluster\na | Birch", accepted_at="2025-08-31")
    drawn(store, "settings", "setting | cluster\na | Cherry", accepted_at="2025-09-01")
    drawn(store, "training_events", "event_ref | cluster | held_on\ne1 | | 2025-07-01\ne2 | Cherry | 2025-09-01", accepted_at="2025-02-01")
    answers(store, "meetings_by_cluster", "2025-08-30", "cluster | term | planned\nAlder | 2025-summer | 1")
    answers(store, "meetings_by_cluster", "2025-08-31", "cluster | term | planned\nBirch | 2025-summer | 1")
    answers(
        store,
        "meetings_by_cluster",
        "2025-09-01",
        """
        cluster | term        | planned | held
        Birch   | 2025-summer | 1       | 1
        Cherry  | 2025-autumn | 1       | 1
        """,
    )


def test_the_settings_behind_the_reach_of_courses_come_with_their_last_one(store):
    drawn(store, "settings", "setting | name | cluster\na | Acorn | Alder\nb | Bay | Birch\nc | Cob | Birch")
    assert answered(store, "course_reach", "2025-11-21", ["setting"]) == []
    events = "e1 | course | 2024-11-20\ne2 | bespoke | 2024-11-21\ne3 | cluster_meeting | 2025-10-01\ne4 | course | 2025-11-22"
    drawn(store, "training_events", f"event_ref | kind | held_on\n{events}")
    drawn(
        store, "training_attendance", "event_ref | setting | status\ne1 | a | attended\ne2 | b | part\ne3 | c | attended\ne4 | c | attended"
    )
    answers(
        store,
        "course_reach",
        "2025-11-21",
        """
        setting | name  | cluster | area_senco | last_course_on | reached
        c       | Cob   | Birch   |            |                | no
        a       | Acorn | Alder   |            | 2024-11-20     | no
        b       | Bay   | Birch   |            | 2024-11-21     | yes
        """,
    )
    answers(store, "course_reach_by_cluster", "2025-11-21", "cluster | settings | reached\nAlder | 1 | 0\nBirch | 2 | 1")
    answers(store, "course_reach", "2025-11-21", "setting\na", clusters=("Alder",))
