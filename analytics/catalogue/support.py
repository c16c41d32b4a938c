"""Questions across the returns: which settings need support, and the figures of the first page."""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

QUESTIONS = (
    Query(
        "settings_needing_support",
        columns("setting name cluster rating reasons"),
        "Who do we help next, and why?",
        "one row a setting open on the day",
        "Red: any one red reason. Amber: two or more amber reasons. Green: none of these and its "
        "returns are in for the term. Grey: not enough "
        "known. One amber reason alone is a watch and is listed.",
        "Early Years Team",
    ),
    Query(
        "headline_figures",
        columns(
            "no_senco_children_settings:i no_senco_children:i longest_vacant_days:i expected_covered:i expected_settings:i overdue:i "
            "overdue_43_up:i children:i over_18_weeks:i waiting:i returned_to_setting:i returns_received:i returns_expected:i"
        ),
        "What needs us now?",
        "one row",
        "Settings with active children and no SENCO, covered settings of those expected to have one, "
        "overdue reviews, waits over 18 weeks and "
        "the term’s returns. A figure is blank when a return it needs was never loaded.",
        "Early Years Team",
        named=False,
    ),
)
