"""Questions about referrals: where each stands and how long children wait."""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

_WAIT = "The clock runs from the day the referral was made to first contact."

QUESTIONS = (
    Query(
        "referral_waits_by_service",
        columns(
            "service made:i completed:i median_days:n p90_days:n within_18_weeks_share:s waiting:i longest_days:i "
            "waiting_over_18_weeks:i waiting_over_52_weeks:i"
        ),
        "How long do children wait for each service?",
        "one row a service",
        _WAIT
        + " Made and completed (seen) are counted from the first day of the term to the day; waiting is on the day, without those sent "
        "back incomplete. Within 18 weeks: 126 days or fewer, of those seen.",
        "Community health services measure",
    ),
    Query(
        "referrals",
        columns("setting referral_ref service made_on:d stage waiting wait_days:i"),
        "Where does each referral stand?",
        "one row a referral made by the day",
        _WAIT + " The stage is the latest one reached. Waiting is on the service, on the setting (sent back incomplete), or no.",
        "Community health services measure",
    ),
    Query(
        "referral_list",
        columns("setting name cluster referral_ref service made_on:d stage waiting wait_days:i decline_reason"),
        "Who waits longest?",
        "one row a referral made by the day",
        _WAIT + " Those waiting on a service come first, then those waiting on the setting.",
        "Community health services measure",
        named=False,
    ),
    Query(
        "referral_flow",
        columns("step referrals:i"),
        "What became of this term’s referrals?",
        "one row a step",
        "Referrals made from the first day of the term to the day, each followed to where it stands on the day.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "referral_waits_by_service_and_cluster",
        columns(
            "cluster service made:i completed:i median_days:n p90_days:n within_18_weeks_share:s waiting:i longest_days:i "
            "waiting_over_18_weeks:i waiting_over_52_weeks:i"
        ),
        "How long do children of each cluster wait for each service?",
        "one row a cluster a service",
        _WAIT
        + " As referral_waits_by_service, by the cluster of the setting on the day. Made and completed (seen) are counted from the first "
        "day of the term to the day; waiting is on the day, without those sent back incomplete.",
        "Community health services measure",
    ),
    Query(
        "referral_outcomes_by_service",
        columns("service made:i declined:i declined_share:s returned:i returned_share:s redirected:i withdrawn:i"),
        "What do services say to our referrals?",
        "one row a service with a referral made in the term",
        "Referrals made from the first day of the term to the day, and those of them declined, sent back incomplete, redirected or "
        "withdrawn by the day; one referral may be in several. Shares are of those made. Closed settings’ referrals count too.",
        "Early Years Team",
    ),
    Query(
        "decline_reasons",
        columns("service reason referrals:i"),
        "Why are referrals declined?",
        "one row a service a reason",
        "Referrals declined from the first day of the term to the day, whenever they were made; a reason left blank is not known.",
        "Early Years Team",
    ),
    Query(
        "stage_times",
        columns("service from_stage to_stage referrals:i median_days:n p90_days:n"),
        "How long does each step of a pathway take?",
        "one row a service a step",
        "Made, received, triaged, accepted, first contact, assessment complete: the days from one stage to the next, of referrals that "
        "have both dates and reached the later one from the first day of the term to the day. Where the later stage is dated before the "
        "earlier the step is left out.",
        "Early Years Team",
    ),
    Query(
        "unused_routes",
        columns("setting name cluster children:i last_referral_on:d state"),
        "Where are children but no referrals?",
        "one row an open setting with three or more active children",
        "Settings with three or more active children and no referral made in the 12 months to the day. None made: the setting’s referrals "
        "return is current. Not known: it is not. A prompt to talk, not a fault.",
        "Early Years Team",
    ),
)
