"""Questions across the returns: which settings need support, and the figures of the first page."""

from __future__ import annotations

from analytics.catalogue.query import CURRENT, OPEN, Query, columns

# What each reason for support says, red ones first; a childminder has only those marked with *.
REASONS = {
    "no_cover_with_children": "Red: it told us it has no SENCO, and has active children (for a childminder an amber reason)",
    "standard_not_met": "Red: it must have a qualified SENCO and does not",
    "reviews_long_overdue": "Red: {long_overdue_reviews} or more late by more than {second_band_days}, and {long_overdue_share} of the "
    "active children or more",
    "safeguarding_expired": "Red: the safeguarding training of a SENCO in post has run out",
    "long_vacancy": "Amber: vacant for more than {long_vacancy_days}",
    "long_interim": "Amber: an interim SENCO for more than {long_interim_days}",
    "not_inducted": "Amber: a SENCO who started at most {new_senco_days} ago and came to no induction within {induction_days}",
    "missed_meetings": "Amber: {missed_meetings} or more missed in a row",
    "reviews_overdue": "Amber: {overdue_reviews} or more late, and {overdue_share} of the active children or more",
    "return_late_or_missing": "Amber: a return of the last closed term came late or is missing",
    "practice_gaps": "Amber: {practice_gaps} or more of the practice audit answered no",
    "no_contact": "Amber: no contact since the first day of the term before",
    "ofsted_concern": "Amber: Ofsted’s judgement is inadequate or requires improvement, or inclusion needs attention or urgent improvement",
}
CHILDMINDER_REASONS = ("no_cover_with_children", "reviews_long_overdue", "safeguarding_expired", "reviews_overdue", "no_contact")

QUESTIONS = (
    Query(
        "settings_needing_support",
        columns("setting name cluster rating reasons"),
        "Who do we help next, and why?",
        "one row a setting open on the day",
        "Red: any one red reason. Amber: {amber_reasons} or more that are amber. Green: none of these and its "
        "returns are in for the term. Grey: not enough "
        "known. Fewer amber reasons are a watch and are listed.",
        "Early Years Team",
        numerator="Every setting open on the day, with its rating and every reason that applies",
        date_rule=OPEN + CURRENT + "Green needs the SENCO posts and SEN reviews of the day’s term, or, up to its due date, of the term "
        "before. Each reason counts by its own date, up to the day.",
    ),
    Query(
        "support_reasons",
        columns("setting rule is_red:b state figure:n of_all:i on_day:d detail limit_value:n limit_share:s"),
        "Which rules apply to a setting, and which would apply next?",
        "one row a setting open on the day a rule",
        "Every rule of settings needing support: it applies (fires), would apply next (nearly: with one more where there is one already, "
        "or in the days just ahead), does not apply (no), cannot be told (not_known), or is not asked of such a setting (not_asked). "
        "Beside it the figure that decides it, what that is a part of, the day it counts from and the limits.",
        "Early Years Team",
        named=False,
        numerator="Every rule for every setting open on the day",
        date_rule=OPEN + CURRENT + "Each rule counts by its own date, up to the day.",
    ),
    Query(
        "support_list",
        columns("setting provider_type area_senco children:i last_contact_on:d action action_due_on:d"),
        "Whose is a setting, and what is done for it?",
        "one row a setting open on the day",
        "The officer, the active children, the last contact and the open action that is due first.",
        "Early Years Team",
        named=False,
        numerator="Every setting open on the day",
        date_rule=OPEN + CURRENT + "Contacts are those up to the day; an action is open until it is done.",
    ),
    Query(
        "rating_overrides",
        columns("setting rating from_on:d last_on:d set_by reason"),
        "Which ratings did an officer set?",
        "one row a setting open on the day whose rating an officer set",
        "A rating that an officer set for a setting, with the reason, from the day it was set to its last day. It stands beside what the "
        "rules say: no list is sorted or counted by it. The latest one of a setting counts.",
        "Early Years Team",
        named=False,
        numerator="Every setting open on the day whose rating an officer set, and not taken back",
        date_rule=OPEN + "A rating counts from the day it was set to its last day, both included.",
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
        "overdue reviews, waits over 18 weeks (longer than {over_18_weeks_days}) and "
        "the term’s returns. A figure is blank when nothing current of the settings tells it.",
        "Early Years Team",
        named=False,
        numerator="Vacant settings with active children; covered settings of those expected to have a SENCO; reviews overdue; referrals "
        "waiting on a service for longer than {over_18_weeks_days}; returns of the term in force",
        denominator="Beside them: the settings expected to have one; all active children; all referrals waiting on a service; the returns "
        "expected",
        date_rule=OPEN + CURRENT + "Referrals count whether or not the setting is still open; returns are those of the day’s term.",
    ),
    Query(
        "headlines_by_cluster",
        columns("figure cluster value:i of_all:i told:i settings:i"),
        "How do the headline figures change from term to term?",
        "one row a figure a cluster on the register",
        "The figures of the first page on the last day of each term, and on the day. A value is blank where nothing current tells it. "
        "Beside it stands how many settings told us, of those that owe it. Counts under 10 are said as more or fewer, not as better or "
        "worse. A share of fewer than 20 is about the same while the 95 % Wilson intervals of both terms meet. Where the share of "
        "settings that told us moved by 10 points or more in the "
        "figure’s own direction, better or worse reporting may be all there is to it, and the words say so.",
        "Early Years Team",
        named=False,
        numerator="Vacant settings with active children; covered settings expected to have a SENCO; reviews "
        "overdue; referrals waiting on a service for longer than {over_18_weeks_days}; returns of the term in "
        "force. Told us: settings that owe returns and whose returns behind the figure are current (SENCO posts and SEN reviews for "
        "the first, SEN reviews for those overdue, referrals for waits); for covered settings expected to have a SENCO with current "
        "SENCO posts; for returns settings that sent every return of the term",
        denominator="Settings with active children; settings expected to have a SENCO; active children; referrals waiting on a service; "
        "returns owed for the term. Told us: open settings that owe returns, or are expected to have a SENCO",
        date_rule=OPEN + CURRENT + "Referrals count whether or not the setting is still open; returns are those of the day’s term.",
    ),
)
