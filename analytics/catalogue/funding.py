"""Questions about funding: what was decided, what ends, who has it."""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

QUESTIONS = (
    Query(
        "funding_decisions",
        columns("fund applied:i decided:i awarded:i part:i declined:i deferred:i in_time:i in_time_share:s"),
        "What was decided about funding?",
        "one row a fund applied to or decided on in the term",
        "Applications made, and decisions dated, from the first day of the term to the day, closed settings’ too. In time, for the "
        "inclusion fund only: decided by the seventh working day after the panel, as a share of those decided that had a panel.",
        "Early Years Team",
    ),
    Query(
        "awards_ending",
        columns("setting name cluster child fund ends_on:d days_left:i"),
        "Whose funding ends soon?",
        "one row an award",
        "Awards, in whole or in part, decided by the day, of settings open on it, whose last day is the day or within 30 days after.",
        "Early Years Team",
    ),
    Query(
        "disability_access_fund_by_cluster",
        columns("cluster active_children:i awarded:i"),
        "Is the Disability Access Fund taken up?",
        "one row a cluster with an open setting",
        "Children with an award of the fund on the day: decided and started by it and not ended before it (without a last day: 12 months "
        "from the decision). Beside them all active children with SEN, of settings open on the day; blank where none of their returns is "
        "current. A child may have the award without being among these.",
        "Early Years Team",
    ),
)
