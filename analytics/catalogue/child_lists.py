"""The children and reviews behind the figures of the page Overdue reviews, and the weeks they are planned in."""

from __future__ import annotations

from analytics.catalogue.query import CODE, Query, columns

_ACTIVE = "Active children have SEN support, an EHC assessment requested or an EHC plan, and have not left. "
_TEAM = "Early Years Team"

QUESTIONS = (
    Query(
        "weeks_ahead",
        columns("week_starting:d term working_days:i"),
        "Which weeks are coming?",
        "one row a week",
        "Twelve weeks from the Monday of the day’s week. A week belongs to the term of its Monday. Working days are Monday to Friday "
        "without the bank holidays of England; school holidays are not known here.",
        _TEAM,
        named=False,
    ),
    Query(
        "plan_list",
        columns("child setting name cluster sen_status plan_started_on:d due_on:d no_outcomes:b no_interventions:b no_impact:b no_date:b"),
        "What does each plan lack?",
        "one row an active child",
        _ACTIVE + "Of each the latest cycle begun by the day. What the setting answered with no or left blank is not recorded.",
        f"{CODE}, 5.38",
        named=False,
    ),
    Query(
        "held_review_list",
        columns("child setting name cluster cycle_no:i held_on:d parents child_voice professional"),
        "Who took part in each review?",
        "one row a review held this term",
        "Reviews held from the first day of the term to the day, as the current returns tell of them, also of children who have left "
        "since; not of cycles on monitoring. A blank answer is not known.",
        f"{CODE}, 5.43 and 5.44",
        named=False,
    ),
    Query(
        "two_year_check_list",
        columns("child setting name cluster sen_status age_months:i state"),
        "Who is old enough for a two-year check?",
        "one row an active child of {two_year_check_months} or more, or of an age not known",
        _ACTIVE + "A child counts as born on the first day of its birth month, as any of its cycles says. Checked: any of its cycles names "
        "a check held by the day.",
        "Early years foundation stage",
        named=False,
    ),
    Query(
        "child_list",
        columns("child setting name cluster sen_status cycle_no:i plan_started_on:d due_on:d"),
        "Which children have SEN?",
        "one row a child there on the day",
        "Children there on the day at open settings, by the status of their latest cycle begun by it, children on monitoring among them.",
        f"{CODE}, 5.38",
        named=False,
    ),
)
