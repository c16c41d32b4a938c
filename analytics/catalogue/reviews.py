"""Questions about children with SEN and when their plans are reviewed."""

from __future__ import annotations

from analytics.catalogue.query import CODE, CURRENT, OPEN, Query, columns

_ACTIVE = (
    "Active children have SEN support, an EHC assessment requested or an EHC plan, and have not left. The date is the next review’s when "
    "the latest cycle’s review was held, else the date agreed for it. Overdue: before the day."
)
_CHILD = _ACTIVE + " Due soon: from the day to {due_soon_days} after it."
_KNOWN = " Blank where none of the settings’ returns is current."
_DATES = (
    OPEN
    + CURRENT
    + "A child counts when its latest cycle’s plan started by the day and it has not left by it; a review held after the day "
    "does not count yet."
)

QUESTIONS = (
    Query(
        "reviews",
        columns("setting cluster child sen_status cycle_no:i due_on:d state days_overdue:i band"),
        "When is each child’s review due?",
        "one row an active child",
        _CHILD,
        f"{CODE}, 5.43 and 5.44",
        numerator="Every active child, with the state of the next review: overdue, due soon, on track or no date",
        date_rule=_DATES,
    ),
    Query(
        "reviews_by_cluster",
        columns("cluster children:i overdue:i due_soon:i on_track:i no_date:i overdue_share:s"),
        "Overdue reviews by cluster",
        "one row a cluster with an open setting",
        _CHILD + " The overdue share is of all active children, those without a date among them." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
        numerator="Active children whose review was due before the day",
        denominator="All active children of the cluster, those without a date among them",
        date_rule=_DATES,
    ),
    Query(
        "reviews_by_band",
        columns("cluster children:i days_1_14:i days_15_42:i days_43_up:i no_date:i overdue:i"),
        "How late are the reviews?",
        "one row a cluster with an open setting",
        _ACTIVE + " Bands count days since the date: up to {first_band_days}, up to {second_band_days}, longer." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
        named=False,
        numerator="Active children by how many days ago their review was due",
        date_rule=_DATES,
    ),
    Query(
        "reviews_due_by_week",
        columns("cluster week_starting:d children:i"),
        "How many reviews are coming?",
        "one row a cluster a week",
        _ACTIVE + " Weeks start on Monday; reviews due on or after the day are counted." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
        named=False,
        numerator="Active children whose review is due in the week",
        date_rule=_DATES,
    ),
    Query(
        "review_list",
        columns("child setting name cluster sen_status state due_on:d days_overdue:i band cycle_no:i parents_involved"),
        "Whose review is late?",
        "one row an active child, the latest first",
        _CHILD + " Parents involved is of the last review held; blank when none was.",
        f"{CODE}, 5.43 and 5.44",
        named=False,
        numerator="Every active child",
        date_rule=_DATES,
    ),
)
