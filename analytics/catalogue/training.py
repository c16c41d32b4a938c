"""Questions about cluster meetings and training: who was invited, who came."""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

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
    ),
    Query(
        "training_matrix",
        columns("setting event_ref held_on:d state"),
        "Which setting came to which meeting?",
        "one row an open setting a meeting held",
        "Attended (whole or part), apologies, no show, not booked, or not invited, by the first that applies to anyone of the setting.",
        "Early Years Team",
    ),
    Query(
        "missed_meetings",
        columns("setting missed_in_a_row:i"),
        "Who has not been seen?",
        "one row a setting open on the day",
        "Meetings the setting was invited to since it last came. Blank when it was never invited.",
        "Early Years Team",
    ),
    Query(
        "meetings",
        columns("event_ref title cluster held_on:d cancelled:b settings_invited:i settings_attended:i attendance_share:s"),
        "Which cluster meetings are there?",
        "one row a cluster meeting",
        "Settings invited and settings that came, for meetings held by the day; blank for those planned or cancelled.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "coming_events",
        columns("event_ref kind title cluster held_on:d settings_booked:i"),
        "What is coming up?",
        "one row an event in the next six weeks",
        "Events not cancelled, and the settings with someone booked on them.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "missed_list",
        columns("setting name cluster area_senco missed_in_a_row:i last_came_on:d invited:i"),
        "Who has missed most in a row?",
        "one row a setting open on the day",
        "Meetings the setting was invited to, and how many of them it has missed since it last came.",
        "Early Years Team",
        named=False,
    ),
)
