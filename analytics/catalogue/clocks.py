"""Questions about time limits: of the Area SENCO, the inclusion fund and EHC assessments."""

from __future__ import annotations

from analytics.catalogue.query import CODE, SO_FAR, Query, columns

_LIMITS = (
    "EHC assessments: {ehc_assess_weeks} from the request to the decision to assess, {ehc_issue_weeks} to the decision to issue a plan, "
    "{ehc_final_weeks} to the final plan."
)

QUESTIONS = (
    Query(
        "service_clocks",
        columns("clock allowed:i unit completed:i in_time:i in_time_share:s open:i open_late:i exceptions:i"),
        "Are time limits kept?",
        "one row a clock",
        "Area SENCO triage: {triage_days} from received to triaged, of referrals to the Area SENCO. Inclusion fund: {fund_working_days} "
        "from the panel to the decision (Monday to Friday but for bank holidays). " + _LIMITS + f" Completed: ended {SO_FAR}; in "
        "time is a share of these. Open: begun and not ended by the day, nor past this step, sent back or closed; late when the last day "
        "allowed is before the day. Requests with an exception are counted as exceptions only. Closed settings count too.",
        f"{CODE}, 9.39 to 9.44, and Early Years Team",
        numerator="Those completed on or before the last day allowed",
        denominator="All completed in the term so far, without those with an exception; open ones are counted beside them",
        date_rule=f"A clock is completed by the day its step ended, {SO_FAR}; open when it began by the day and had not ended by it.",
    ),
    Query(
        "clock_list",
        columns("clock setting name cluster referral_ref child began_on:d due_on:d ended_on:d state days_late:i exception"),
        "What is behind each time limit?",
        "one row a clock a referral, application or request",
        "What service_clocks counts, one by one. In time and late: ended by the last day allowed, or after it. Under way: not ended, "
        "past the time limit when the last day allowed is before the day. With an exception no time limit holds.",
        f"{CODE}, 9.39 to 9.44, and Early Years Team",
        named=False,
        numerator="Every run of a clock that ended in the term so far or is open on the day",
        date_rule=f"A clock is completed by the day its step ended, {SO_FAR}; open when it began by the day and had not ended by it.",
    ),
    Query(
        "ehc_requests",
        columns(
            "setting name cluster child requested_on:d assess_decided_on:d issue_decided_on:d final_on:d exception next_step next_due_on:d "
            "days_late:i"
        ),
        "Where does each EHC assessment stand?",
        "one row a request made by the day",
        _LIMITS
        + " The next step follows the latest one dated by the day; it is blank when the plan is final. Days late count from the day "
        "it was due. With an exception there is no due day. Requests of closed settings are listed too.",
        f"{CODE}, 9.39 to 9.44",
        numerator="Every request for an EHC assessment, with its next step and the day that is due",
        date_rule="A request counts from the day it was made, as the latest term’s return up to the day’s term says; decisions after "
        "the day do not count yet.",
    ),
)
