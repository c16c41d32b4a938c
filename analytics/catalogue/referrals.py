"""Questions about referrals: where each stands and how long children wait."""

from __future__ import annotations

from analytics.catalogue.query import CURRENT, OPEN, SO_FAR, Query, columns

_WAIT = "The clock runs from the day the referral was made to first contact."
_TOLD = (
    "Referrals are those of every setting on the register of the day, open or closed, as the latest term’s return up to the day’s says. "
)
_WAITING = _TOLD + (
    f"Made and completed count by the day of the referral and of first contact, {SO_FAR}; waiting is on the day: made by it, and not seen, "
    "declined, redirected, withdrawn or discharged by it."
)
_COHORT = _TOLD + f"A referral counts by the day it was made, {SO_FAR}; steps after the day do not count yet."
_WAITS = columns(
    "service made:i completed:i median_days:n p90_days:n within_18_weeks_share:s waiting:i longest_days:i "
    "waiting_over_18_weeks:i waiting_over_52_weeks:i"
)
_WITHIN = "Referrals seen in the term so far after {over_18_weeks_days} or fewer"
_SEEN = "All referrals seen (completed) in the term so far"

QUESTIONS = (
    Query(
        "referral_waits_by_service",
        _WAITS,
        "How long do children wait for each service?",
        "one row a service",
        _WAIT + f" Made and completed (seen) are counted {SO_FAR}; waiting is on the day, without those sent "
        "back incomplete. The share is of those seen within {over_18_weeks_days}; waiting over 18 weeks is longer than that, over 52 weeks "
        "longer than {over_52_weeks_days}.",
        "Community health services measure",
        numerator=_WITHIN,
        denominator=_SEEN,
        date_rule=_WAITING,
    ),
    Query(
        "referrals",
        columns("setting referral_ref service made_on:d stage waiting wait_days:i"),
        "Where does each referral stand?",
        "one row a referral made by the day",
        _WAIT + " The stage is the latest one reached. Waiting is on the service, on the setting (sent back incomplete), or no.",
        "Community health services measure",
        numerator="Every referral made by the day, with its stage and its wait",
        date_rule=_TOLD + "A stage counts when it is dated by the day; of two on one day the later on the pathway.",
    ),
    Query(
        "referral_list",
        columns(
            "setting name cluster referral_ref service made_on:d stage stage_on:d waiting wait_days:i outcome decline_reason "
            "received_on:d triaged_on:d accepted_on:d first_contact_on:d assessment_complete_on:d returned_incomplete_on:d declined_on:d "
            "redirected_on:d withdrawn_on:d discharged_on:d"
        ),
        "Who waits longest?",
        "one row a referral made by the day",
        _WAIT + " Those waiting on a service come first, then those waiting on the setting. Only stages reached by the day have a date; "
        "where a referral stands now, it stands since the latest of them.",
        "Community health services measure",
        named=False,
        numerator="Every referral made by the day",
        date_rule=_TOLD + "A stage counts when it is dated by the day.",
    ),
    Query(
        "referral_cohorts",
        columns("term service made:i received:i accepted:i seen:i waiting:i on_setting:i declined:i redirected:i closed:i"),
        "What became of the referrals made in a term?",
        "one row a term a service",
        "Referrals made in each of the six terms to that of the day, each followed to where it stands on the day. Received and accepted: "
        "reached by the day. Beside these each referral is in one state only: seen (a first contact), waiting for the service, waiting on "
        "the setting because it came back incomplete, declined, redirected, or closed otherwise before it was seen.",
        "Early Years Team",
        named=False,
        numerator="Referrals made in the term that reached the step, or stand there on the day",
        date_rule=_TOLD + "A referral counts in the term it was made in; steps after the day do not count yet.",
    ),
    Query(
        "signposting",
        columns("settings:i tell_parents:i not_known:i notifications:i"),
        "How much signposting is there beside referrals?",
        "one row for all settings chosen",
        "Signposting is no referral and has no wait, so it is counted apart. Tell parents: open settings whose latest practice answer says "
        "that parents are told of SENDIASS (information, advice and support); not known: answered so, or never answered. Notifications: "
        f"section 23 notifications of the health service dated {SO_FAR}, of requests for an EHC assessment made by the day. "
        "Blank where the return that tells was never loaded.",
        "Early Years Team",
        named=False,
        numerator="Open settings that tell parents of SENDIASS; section 23 notifications in the term so far",
        date_rule=OPEN + f"An answer counts from the day it was given; a notification by its day, {SO_FAR}.",
    ),
    Query(
        "referral_waits_by_service_and_cluster",
        columns("cluster") | _WAITS,
        "How long do children of each cluster wait for each service?",
        "one row a cluster a service",
        _WAIT + f" As referral_waits_by_service, by the cluster of the setting on the day. Made and completed (seen) are counted {SO_FAR}; "
        "waiting is on the day, without those sent back incomplete.",
        "Community health services measure",
        numerator=_WITHIN,
        denominator=_SEEN + ", of the cluster",
        date_rule=_WAITING,
    ),
    Query(
        "referral_outcomes_by_service",
        columns("service made:i declined:i declined_share:s returned:i returned_share:s redirected:i withdrawn:i"),
        "What do services say to our referrals?",
        "one row a service with a referral made in the term",
        f"Referrals made {SO_FAR}, and those of them declined, sent back incomplete, redirected or "
        "withdrawn by the day; one referral may be in several. Shares are of those made. Closed settings’ referrals count too.",
        "Early Years Team",
        numerator="Referrals made in the term so far and declined by the day; made and sent back incomplete by the day",
        denominator="All referrals made in the term so far; the same for both shares",
        date_rule=_COHORT,
    ),
    Query(
        "decline_reasons",
        columns("service reason referrals:i"),
        "Why are referrals declined?",
        "one row a service a reason",
        f"Referrals declined {SO_FAR}, whenever they were made; a reason left blank is not known.",
        "Early Years Team",
        numerator="Referrals declined in the term so far, by reason",
        date_rule=_TOLD + f"A referral counts by the day it was declined, {SO_FAR}.",
    ),
    Query(
        "stage_times",
        columns("service from_stage to_stage referrals:i median_days:n p90_days:n"),
        "How long does each step of a pathway take?",
        "one row a service a step",
        "Made, received, triaged, accepted, first contact, assessment complete: the days from one stage to the next, of referrals that "
        f"have both dates and reached the later one {SO_FAR}. Where the later stage is dated before the "
        "earlier the step is left out.",
        "Early Years Team",
        numerator="Referrals that took the step, with the days that half and nine in ten of them took",
        date_rule=_TOLD + f"A step counts by the day its later stage was reached, {SO_FAR}.",
    ),
    Query(
        "unused_routes",
        columns("setting name cluster children:i last_referral_on:d state"),
        "Where are children but no referrals?",
        "one row an open setting with at least {unused_route_children:n} active children",
        "Settings with at least {unused_route_children:n} active children and no referral made in the {unused_route_months} to the day. "
        "None made: the setting’s referrals return is current. Not known: it is not. A prompt to talk, not a fault.",
        "Early Years Team",
        numerator="Open settings with at least {unused_route_children:n} active children and no referral made in {unused_route_months}",
        date_rule=OPEN + CURRENT + "A referral counts by the day it was made.",
    ),
    Query(
        "room_referrals",
        columns("service made:i completed:i median_days:n p90_days:n within_18_weeks:i waiting:i waiting_over_18_weeks:i"),
        "How long do children wait, as a room is told?",
        "one row a service of the room",
        "As the waits by service, for all settings. Services with fewer than {room_service_referrals} in the counts of the day, and social "
        "care always, are told together as other services.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "room_contributions",
        columns("question row column setting own:i"),
        "What part has each setting in the counts of a room?",
        "one row a setting a count of children or referrals",
        "How many of the children or referrals of a count are the setting’s own: what it could subtract.",
        "Early Years Team",
        named=False,
    ),
)
