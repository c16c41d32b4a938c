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
)
