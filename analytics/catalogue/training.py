"""Questions about cluster meetings and training: who was invited, who came."""

from __future__ import annotations

from analytics.catalogue.query import CURRENT, OPEN, Query, columns

_INVITED = (
    "A meeting counts when it was held by the day. Invited: open on the day of the meeting and in its cluster then, or in any when it was "
    "for all clusters. "
)

_EXPECTED = (
    "Expected: in the meeting’s cluster, or in any when it is for all clusters, by the register of the day (of the meeting’s own day once "
    "that has come), and open on the day of the meeting by that register. "
)

QUESTIONS = (
    Query(
        "cluster_attendance",
        columns("cluster term meetings_held:i settings_invited:i settings_attended:i attendance_share:s"),
        "Who comes to cluster meetings?",
        "one row a cluster a term",
        "Settings invited to one or more of the term’s meetings, and those of them that came to one or "
        "more. Settings are counted, not people; "
        "cancelled meetings are left out.",
        "Early Years Team",
        numerator="Settings that came, in whole or part, to one or more of the term’s meetings they were invited to",
        denominator="Settings invited to one or more of the term’s meetings",
        date_rule=_INVITED + "A term runs to its last day, or to the day asked about.",
    ),
    Query(
        "training_matrix",
        columns("setting event_ref held_on:d state"),
        "Which setting came to which meeting?",
        "one row an open setting a meeting held",
        "Attended (whole or part), apologies, no show, not booked, or not invited, by the first that applies to anyone of the setting.",
        "Early Years Team",
        numerator="Every setting open on the day at every cluster meeting held by it",
        date_rule=OPEN + _INVITED,
    ),
    Query(
        "missed_meetings",
        columns("setting missed_in_a_row:i"),
        "Who has not been seen?",
        "one row a setting open on the day",
        "Meetings the setting was invited to since it last came. Blank when it was never invited.",
        "Early Years Team",
        numerator="Meetings the setting was invited to and did not come to, counted back from the day to the last it came to",
        date_rule=OPEN + _INVITED,
    ),
    Query(
        "meetings",
        columns("event_ref title cluster held_on:d cancelled:b settings_invited:i settings_attended:i attendance_share:s"),
        "Which cluster meetings are there?",
        "one row a cluster meeting",
        "Settings invited and settings that came, for meetings held by the day; blank for those planned or cancelled.",
        "Early Years Team",
        named=False,
        numerator="Settings that came, in whole or part",
        denominator="Settings invited",
        date_rule=_INVITED,
    ),
    Query(
        "coming_events",
        columns("event_ref kind title cluster held_on:d settings_booked:i"),
        "What is coming up?",
        "one row an event in the next {coming_events_days}",
        "Events not cancelled, and the settings with someone booked on them.",
        "Early Years Team",
        named=False,
        numerator="Events held after the day and at most {coming_events_days} later",
        date_rule="An event counts by the day it is to be held.",
    ),
    Query(
        "agenda_meetings",
        columns(
            "event_ref title topic cluster held_on:d hours:h officers is_told:b settings_expected:i settings_booked:i settings_apologies:i "
            "settings_attended:i"
        ),
        "Which cluster meetings are next, and who is expected?",
        "one row a cluster meeting still to come, or held in the last two terms",
        "Cluster meetings that are not cancelled. Booked and apologies count settings expected, each by the best of anyone of it: booked, "
        "then apologies. Told: somebody has said who came or did not; attended is counted then, and booked no longer. "
        "Officers: those of the settings expected. Blank while attendance was never loaded.",
        "Early Years Team",
        named=False,
        numerator="Settings expected, and those of them with someone booked, with apologies only, or that came",
        date_rule=_EXPECTED,
    ),
    Query(
        "expected_settings",
        columns("event_ref held_on:d setting name cluster provider_type area_senco state missed_in_a_row:i last_came_on:d"),
        "Who is expected at a cluster meeting, and who has not been seen?",
        "one row a meeting a setting expected at it",
        "Booked, apologies, waiting list or not booked, by the first that applies to anyone of the setting; attended, apologies, no show "
        "or not booked once somebody has said who came. Missed in a row: meetings the setting was invited to since the last of them it "
        "came to, held before the day, so that a meeting of the day itself is not missed before it began. Last came: to any cluster "
        "meeting, invited or not.",
        "Early Years Team",
        named=False,
        numerator="Every setting expected at each meeting",
        date_rule=_EXPECTED,
    ),
    Query(
        "missed_list",
        columns("setting name cluster area_senco missed_in_a_row:i last_came_on:d invited:i"),
        "Who has missed most in a row?",
        "one row a setting open on the day",
        "Meetings the setting was invited to, and how many of them it has missed since the last of them it came to. Last came: to any "
        "cluster meeting, invited or not.",
        "Early Years Team",
        named=False,
        numerator="Meetings the setting was invited to and did not come to, counted back from the day to the last it came to",
        date_rule=OPEN + _INVITED,
    ),
    Query(
        "course_reach_by_cluster",
        columns("cluster settings:i reached:i reached_share:s"),
        "Does whole-staff training reach every setting?",
        "one row a cluster with an open setting",
        "Reached: open settings from which anyone came, in whole or part, to a course or bespoke training held in the {training_months} to "
        "the day. The share is of all settings open on the day. Cancelled events are left out.",
        "Early Years Team",
        numerator="Open settings from which anyone came to a course or bespoke training in the {training_months} to the day",
        denominator="All open settings of the cluster",
        date_rule=OPEN + "An event counts by the day it was held, for {training_months}.",
    ),
    Query(
        "untrained_sencos",
        columns("setting name cluster senco_ref role started_on:d last_trained_on:d"),
        "Which SENCOs have been to nothing lately?",
        "one row a post in post on the day, deputies too",
        "Posts in post on the day of open settings whose person came, in whole or part, to no event of any kind held in the "
        "{training_months} to the day. The person is found by the SENCO reference at any setting, or, since the first day in post, as an "
        "attendee from the same setting with the role SENCO (deputy for a deputy). Last trained is blank when they never came.",
        "Early Years Team",
        numerator="Posts in post, deputies too, whose person came to nothing in the {training_months} to the day",
        date_rule=OPEN + CURRENT + "An event counts by the day it was held, for {training_months}.",
    ),
    Query(
        "training_evaluations",
        columns("event_ref title kind held_on:d answers:i mean:n"),
        "How is training rated?",
        "one row an event held by the day",
        "Answers from 1 to 5 given by those who came, in whole or part. The mean is the sum of the answers divided by their number; it "
        "is blank with fewer than {evaluation_answers}. Cancelled events are left out.",
        "Early Years Team",
        numerator="The sum of the answers of those who came",
        denominator="The number of answers; the mean is blank with fewer than {evaluation_answers}",
        date_rule="An event counts when it was held by the day; the settings chosen are those of the register on the day.",
    ),
    Query(
        "meetings_by_cluster",
        columns("cluster term planned:i held:i has_meeting:b"),
        "Does every cluster have a meeting each term?",
        "one row a cluster a term",
        "Cluster meetings that are not cancelled, the cluster’s own and those for all clusters, for each term from the first one with a "
        "meeting to that of the day. Planned: all of the term, also those after the day. Held: by the day. Has a meeting: one or more "
        "held or planned in the term. Clusters with a setting open on the term’s last day, or on the day.",
        "Early Years Team",
        numerator="Cluster meetings planned for the term, and those of them held by the day",
        date_rule="A meeting counts in the term of the day it is held on; clusters are those with a setting open on the term’s last day, "
        "or on the day when that is earlier.",
    ),
    Query(
        "course_reach",
        columns("setting name cluster area_senco last_course_on:d reached:b"),
        "Which settings does whole-staff training not reach?",
        "one row a setting open on the day",
        "The last course or bespoke training held by the day to which anyone of the setting came, in whole or part; reached when that was "
        "in the {training_months} to the day. Cancelled events are left out.",
        "Early Years Team",
        named=False,
    ),
)
