"""Questions about time limits: of the Area SENCO, the inclusion fund and EHC assessments."""

from __future__ import annotations

from analytics.catalogue.query import CODE, Query, columns

_LIMITS = "Six weeks from the request to the decision to assess, 16 to the decision to issue a plan, 20 to the final plan."

QUESTIONS = (
    Query(
        "service_clocks",
        columns("clock allowed:i unit completed:i in_time:i in_time_share:s open:i open_late:i exceptions:i"),
        "Are time limits kept?",
        "one row a clock",
        "Area SENCO triage: from received to triaged, of referrals to the Area SENCO. Inclusion fund: from the panel to the decision, in "
        "working days (Monday to Friday but for bank holidays). "
        + _LIMITS
        + " Completed: ended from the first day of the term to the day; in "
        "time is a share of these. Open: begun and not ended by the day, nor past this step, sent back or closed; late when the last day "
        "allowed is before the day. Requests with an exception are counted as exceptions only. Closed settings count too.",
        f"{CODE}, 9.39 to 9.44, and Early Years Team",
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
    ),
)
