"""Questions about children with SEN, their plans and how well they are reviewed, and who is identified."""

from __future__ import annotations

from analytics.catalogue.query import CODE, CURRENT, OPEN, SO_FAR, Query, columns

_ACTIVE = "Active children have SEN support, an EHC assessment requested or an EHC plan, and have not left."
_BLANK = " Only settings open on the day count. Blank where none of the settings’ returns is current."
_BORN = " A child counts as born on the first day of its birth month, as any of its cycles says."
_DATES = OPEN + CURRENT + "A child counts when its latest cycle’s plan started by the day and it has not left by it."

QUESTIONS = (
    Query(
        "children_by_status",
        columns("cluster monitoring:i sen_support:i ehc_requested:i ehc_plan:i active:i"),
        "How many children have SEN?",
        "one row a cluster with an open setting",
        "Children there on the day, by the status of their latest cycle begun by it. Active are those with SEN support, an EHC assessment "
        "requested or an EHC plan; children on monitoring are shown apart." + _BLANK,
        f"{CODE}, 5.38",
        numerator="Children there on the day, by their status",
        date_rule=_DATES,
    ),
    Query(
        "stale_plans",
        columns("setting name cluster child sen_status plan_started_on:d last_held_on:d days_since:i"),
        "Whose plan has been forgotten?",
        "one row an active child",
        _ACTIVE + " Listed are those whose next review has no date, where for over {stale_plan_days} before the day no plan was started "
        "and no review held. The days count from the later of the last plan’s start and the last review held, of any cycle.",
        f"{CODE}, 5.43 and 5.44",
        numerator="Active children whose next review has no date and for whom nothing was started or held for over {stale_plan_days}",
        date_rule=_DATES
        + " The later of the last plan’s start and the last review held decides; what is dated after the day does not count.",
    ),
    Query(
        "review_quality_by_cluster",
        columns(
            "cluster held:i parents_yes:i parents_not_known:i parents_share:s child_voice_yes:i child_voice_not_known:i "
            "child_voice_share:s professional_yes:i professional_not_known:i professional_share:s"
        ),
        "Who takes part in reviews?",
        "one row a cluster with an open setting",
        f"Reviews held {SO_FAR}, as the current returns tell of them, also of children who have left "
        "since; not of cycles on monitoring. Each share is of all reviews held: an answer that is not known or blank is counted apart and "
        "stays in the denominator." + _BLANK,
        f"{CODE}, 5.43 and 5.44",
        numerator="Reviews held with parents involved; with the child’s voice; with a professional present",
        denominator="All reviews held in the term so far, those where the answer is not known among them; the same for all three shares",
        date_rule=OPEN + CURRENT + f"A review counts by the day it was held, {SO_FAR}.",
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
        numerator="Active children whose plan has outcomes, interventions, expected impact and a date for the next review",
        denominator="All active children of the cluster",
        date_rule=_DATES,
    ),
    Query(
        "ehc_plan_reviews",
        columns("setting name cluster child last_held_on:d six_months_on:d twelve_months_on:d state"),
        "Are the EHC plans of children under five reviewed?",
        "one row an active child with an EHC plan, under five or of an age not known",
        "Under five: younger than {under_five_months} on the day. Months count from the last review held by the day, of any cycle, or from "
        "the start of the first plan where none was held. In time: up to and on the day {ehc_advisory_months} later. After that "
        "good practice asks for a review; after {ehc_statutory_months} the law does." + _BORN,
        f"{CODE}, 9.178, and SEND Regulations 2014",
        numerator="Active children with an EHC plan who are under five or whose age is not known, by how long ago the last review was",
        date_rule=_DATES + " Months count from the last review held by the day to the day; they end on the last day of a shorter month.",
    ),
    Query(
        "two_year_checks_by_cluster",
        columns("cluster children:i checked:i not_checked:i age_not_known:i"),
        "Who has not had a two-year check?",
        "one row a cluster with an open setting",
        _ACTIVE + " Children: those of {two_year_check_months} or more on the day. Checked: any of their cycles names a check held by the "
        "day. Children without a birth month are counted apart." + _BORN + _BLANK,
        "Early years foundation stage",
        numerator="Active children of {two_year_check_months} or more, with and without a check; those of an age not known apart",
        date_rule=_DATES + " Age is counted on the day, a check by the day it was held.",
    ),
    Query(
        "identification_rates",
        columns("setting name cluster places:i children:i rate:n low:n high:n cluster_rate:n authority_rate:n tail"),
        "Where are many or few children identified?",
        "one row an open funded setting with {identification_places} or more",
        _ACTIVE + " The rate is active children for each 100 places, with its Wilson interval of {interval_width} to either side (in which "
        "children count up to the number of places). The cluster’s and the authority’s rates are of all open funded settings with places "
        "whose reviews are current, whatever is chosen. Low or high: the interval lies wholly below or above the authority’s rate; else "
        "within. Not known: its reviews are not current.",
        f"{CODE}, 5.38",
        numerator="Active children",
        denominator="Places on the register, of open funded settings whose reviews are current; given for each 100 places",
        date_rule=_DATES + " Places and funding are those of the register on the day.",
    ),
)
