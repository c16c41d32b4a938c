"""Questions about children with SEN, their plans and how well they are reviewed, and who is identified."""

from __future__ import annotations

from analytics.catalogue.query import CODE, Query, columns

_ACTIVE = "Active children have SEN support, an EHC assessment requested or an EHC plan, and have not left."
_BLANK = " Only settings open on the day count. Blank where none of the settings’ returns is current."
_BORN = " A child counts as born on the first day of its birth month, as any of its cycles says."

QUESTIONS = (
    Query(
        "children_by_status",
        columns("cluster monitoring:i sen_support:i ehc_requested:i ehc_plan:i active:i"),
        "How many children have SEN?",
        "one row a cluster with an open setting",
        "Children there on the day, by the status of their latest cycle begun by it. Active are those with SEN support, an EHC assessment "
        "requested or an EHC plan; children on monitoring are shown apart." + _BLANK,
        f"{CODE}, 5.38",
    ),
    Query(
        "stale_plans",
        columns("setting name cluster child sen_status plan_started_on:d last_held_on:d days_since:i"),
        "Whose plan has been forgotten?",
        "one row an active child",
        _ACTIVE + " Listed are those whose next review has no date, where for over 84 days before the day no plan was started and no "
        "review held. The days count from the later of the last plan’s start and the last review held, of any cycle.",
        f"{CODE}, 5.43 and 5.44",
    ),
    Query(
        "review_quality_by_cluster",
        columns(
            "cluster held:i parents_yes:i parents_not_known:i parents_share:s child_voice_yes:i child_voice_not_known:i "
            "child_voice_share:s professional_yes:i professional_not_known:i professional_share:s"
        ),
        "Who takes part in reviews?",
        "one row a cluster with an open setting",
        "Reviews held from the first day of the term to the day, as the current returns tell of them, also of children who have left "
        "since; not of cycles on monitoring. Each share is of all reviews held: an answer that is not known or blank is counted apart and "
        "stays in the denominator." + _BLANK,
        f"{CODE}, 5.43 and 5.44",
    ),
    Query(
        "complete_plans_by_cluster",
        columns("cluster children:i complete:i complete_share:s no_outcomes:i no_interventions:i no_impact:i no_date:i"),
        "Are the plans complete?",
        "one row a cluster with an open setting",
        _ACTIVE + " Of each the latest cycle begun by the day. Complete: outcomes, interventions and expected impact are recorded and the "
        "next review has a date, as a share of all active children. What the setting answered with no or left blank is not recorded."
        + _BLANK,
        f"{CODE}, 5.38",
    ),
    Query(
        "ehc_plan_reviews",
        columns("setting name cluster child last_held_on:d six_months_on:d twelve_months_on:d state"),
        "Are the EHC plans of children under five reviewed?",
        "one row an active child with an EHC plan, under five or of an age not known",
        "Months count from the last review held by the day, of any cycle, or from the start of the first plan where none was held. Within "
        "6 months: up to and on that day. Over 6 months: good practice asks for a review. Over 12 months: the law does." + _BORN,
        f"{CODE}, 9.178, and SEND Regulations 2014",
    ),
    Query(
        "two_year_checks_by_cluster",
        columns("cluster children:i checked:i not_checked:i age_not_known:i"),
        "Who has not had a two-year check?",
        "one row a cluster with an open setting",
        _ACTIVE + " Children: those of 30 months or more on the day. Checked: any of their cycles names a check held by the day. Children "
        "without a birth month are counted apart." + _BORN + _BLANK,
        "Early years foundation stage",
    ),
    Query(
        "identification_rates",
        columns("setting name cluster places:i children:i rate:n low:n high:n cluster_rate:n authority_rate:n tail"),
        "Where are many or few children identified?",
        "one row an open funded setting with 20 places or more",
        _ACTIVE
        + " The rate is active children for each 100 places, with its 95 % Wilson interval (in which children count up to the number "
        "of places). The cluster’s and the authority’s rates are of all open funded settings with places whose reviews are current, "
        "whatever is chosen. Low or high: the interval lies wholly below or above the authority’s rate; else within.",
        f"{CODE}, 5.38",
    ),
)
