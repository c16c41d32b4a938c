"""Questions that list the very rows behind a figure, each with the submission and the line of the file it came from.

One question a return, named `rows_of_` and the return. `settings` of the inputs narrows them; names and e-mail addresses of people
are left out.
"""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

_SOURCE = "The return itself; nothing is counted here"


def _row(written: str) -> dict[str, str]:
    return columns("setting submission:i row:i " + written)


QUESTIONS = (
    Query(
        "rows_of_settings",
        _row(
            "urn urn_scheme name provider_type cluster area_senco places:i funded:b on_early_years_register:b opened_on:d "
            "closed_on:d safeguarding_months:i ofsted_judgement ofsted_inclusion ofsted_on:d"
        ),
        "What does the register say?",
        "one row a setting on the register of the day",
        "Each setting as the register of the day has it; the day it closed also from a later list that left it out.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_senco_posts",
        _row(
            "senco_ref role interim:b started_on:d ended_on:d qualified_teacher qualification qualified_on:d relevant_experience "
            "weekly_hours:h handover_done safeguarding_trained_on:d cpd_reviewed_on:d job_description_reviewed_on:d in_latest_return:b"
        ),
        "Which posts were told?",
        "one row a post told by the day, those still held first",
        "Every post told in terms up to the day’s, deputies too, each as the latest term that names it says; and whether the return that "
        "counts on the day names it still.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_sen_reviews",
        _row(
            "child cycle_no:i sen_status primary_need plan_started_on:d review_due_on:d review_held_on:d next_review_due_on:d "
            "outcome parents_involved child_voice professional_present outcomes_recorded:b interventions_recorded:b "
            "expected_impact_recorded:b two_year_check_on:d left_on:d"
        ),
        "Which review cycles were told?",
        "one row a child a cycle begun by the day",
        "Every cycle begun by the day in the setting’s current return, the latest of a child first.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_referrals",
        _row(
            "referral_ref child service made_on:d consent_on:d received_on:d returned_incomplete_on:d triaged_on:d accepted_on:d "
            "first_contact_on:d assessment_complete_on:d discharged_on:d declined_on:d decline_reason redirected_on:d "
            "withdrawn_on:d"
        ),
        "Which referrals were told?",
        "one row a referral made by the day, the latest first",
        "Every referral made by the day, as the latest term that names it says.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_training_attendance",
        _row("event_ref title kind held_on:d status attendee_ref attendee_role evaluation:i"),
        "Who was booked for what?",
        "one row a booking for an event that is not after the day, the latest first",
        "Every booking for an event held by the day, as the latest booking list says.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_send_practice",
        _row("item answer answered_on:d"),
        "What did the practice audit say?",
        "one row an item of the practice audit answered by the day",
        "The latest answer to each item by the day, as told in terms up to the day’s.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_transitions",
        _row("child starts_school_on:d receiving_school_urn meeting_on:d information_shared_on:d parents_agreed receiving_senco_known"),
        "Which moves to school were told?",
        "one row a child who leaves for school",
        "Every child named as leaving for school in terms up to the day’s, as the latest term says.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_contacts",
        _row("contact_ref officer on:d kind purpose started_by action action_due_on:d action_done_on:d"),
        "Which contacts were there?",
        "one row a contact by the day, the latest first",
        "Every visit, call or other contact of the team’s log by the day, as its latest file says.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_funding",
        _row("child fund applied_on:d panel_on:d decision decided_on:d starts_on:d ends_on:d"),
        "Which applications were told?",
        "one row an application made by the day, the latest first",
        "Every application made by the day, as the latest term says; a decision counts from its day.",
        _SOURCE,
        named=False,
    ),
    Query(
        "rows_of_ehc_timeline",
        _row("child requested_on:d assess_decided_on:d issue_decided_on:d final_on:d exception last_review_on:d section23_received_on:d"),
        "Which EHC requests were told?",
        "one row a request for an EHC assessment made by the day, the latest first",
        "Every request for an assessment made by the day, as the latest term says.",
        _SOURCE,
        named=False,
    ),
)
