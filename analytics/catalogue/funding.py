"""Questions about funding: what was decided, what ends, who has it."""

from __future__ import annotations

from analytics.catalogue.query import CURRENT, OPEN, SO_FAR, Query, columns

_LATEST = "Applications are as the latest term’s return up to the day’s term says. "

QUESTIONS = (
    Query(
        "funding_decisions",
        columns("fund applied:i decided:i awarded:i part:i declined:i deferred:i in_time:i in_time_share:s"),
        "What was decided about funding?",
        "one row a fund applied to or decided on in the term",
        f"Applications made, and decisions dated, {SO_FAR}, closed settings’ too. In time, for the "
        "inclusion fund only: decided within {fund_working_days} after the panel, as a share of those decided that had a panel.",
        "Early Years Team",
        numerator="Decisions of the inclusion fund made within {fund_working_days} after the panel",
        denominator="Decisions of the inclusion fund in the term so far that had a panel by the day",
        date_rule=_LATEST + f"Applied counts by the day of the application, the others by the day of the decision, {SO_FAR}.",
    ),
    Query(
        "funding_list",
        columns("setting name cluster child fund applied_on:d panel_on:d due_on:d state decision decided_on:d starts_on:d ends_on:d"),
        "Which applications wait, and what was decided?",
        "one row an application",
        f"Applications that wait for a decision on the day, and those decided {SO_FAR}, closed settings’ too. Due, for the inclusion fund "
        "only: {fund_working_days} after the panel. Undated: the return gives a decision and no day for it.",
        "Early Years Team",
        named=False,
        numerator="Applications made by the day that are not decided by it, or were decided in the term so far",
        date_rule=_LATEST + "An application counts from the day it was made; a decision after the day does not count yet.",
    ),
    Query(
        "awards_ending",
        columns("setting name cluster child fund ends_on:d days_left:i"),
        "Whose funding ends soon?",
        "one row an award",
        "Awards, in whole or in part, decided by the day, of settings open on it, whose last day is the day or within {award_ending_days} "
        "after.",
        "Early Years Team",
        numerator="Awards whose last day is the day or within {award_ending_days} after it",
        date_rule=OPEN + _LATEST + "An award counts from the day it was decided, and is listed by its last day.",
    ),
    Query(
        "disability_access_fund_by_cluster",
        columns("cluster active_children:i awarded:i"),
        "Is the Disability Access Fund taken up?",
        "one row a cluster with an open setting",
        "Children with an award of the fund on the day: decided and started by it and not ended before it (without a last day: a year "
        "from the decision). Beside them all active children with SEN, of settings open on the day; blank where none of their returns is "
        "current. A child may have the award without being among these.",
        "Early Years Team",
        numerator="Children with an award of the fund that runs on the day; beside them all active children",
        date_rule=OPEN + CURRENT + _LATEST + "An award runs from its first day, once decided, to its last.",
    ),
)
