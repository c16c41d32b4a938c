"""Every question there is: its columns and their kinds, what one row is, what it means, who says so.

`named` questions are the published ones of the command line; the others serve one page each. The
SQL of a question lies in `sql/<name>.sql` and must return exactly the columns stated here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CODE = "SEND Code of Practice 2015"


@dataclass(frozen=True)
class Query:
    """One question. `columns` maps each column to its kind: text, date, integer, share, number or boolean."""

    name: str
    columns: Mapping[str, str]
    title: str
    unit: str
    definition: str
    source: str
    named: bool = True


_KINDS = {"t": "text", "d": "date", "i": "integer", "s": "share", "n": "number", "b": "boolean"}


def _columns(written: str) -> dict[str, str]:
    """Columns written as `name:kind`, the kind by its first letter; text when none is written."""
    pairs = (column.partition(":") for column in written.split())
    return {name: _KINDS[kind or "t"] for name, _, kind in pairs}


_COVER = (
    "In post: a SENCO who is not interim. Shared: a SENCO shared with other settings. Interim: someone for the time being. Vacant: the "
    "setting told us, and has none of these (a deputy alone is vacant). Not known: no SENCO return in force."
)
_BY_GROUP = _columns("group expectation settings:i in_post:i shared:i interim:i vacant:i not_known:i covered:i covered_share:s")
_CHILD = (
    "Active children have SEN support, an EHC assessment requested or an EHC plan, and have not left. The date is the next review’s when "
    "the latest cycle’s review was held, else the date agreed for it. Overdue: before the day. Due soon: within 14 days."
)
_WAIT = "The clock runs from the day the referral was made to first contact."
_KNOWN = " Blank where none of the settings’ returns is current."

_ALL = (
    Query(
        "senco_coverage",
        _columns("setting name provider_type cluster expectation cover vacant_days:i standard"),
        "Does every setting have a SENCO?",
        "one row a setting open on the day",
        _COVER
        + " The standard is for settings that must have a qualified SENCO: met, in time (36 months from starting), not known, not met.",
        f"{CODE}, 5.52 and 5.53",
    ),
    Query(
        "senco_coverage_by_cluster",
        _BY_GROUP,
        "SENCO coverage by cluster",
        "one row a cluster an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
    ),
    Query(
        "senco_coverage_by_provider_type",
        _BY_GROUP,
        "SENCO coverage by provider type",
        "one row a provider type an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
    ),
    Query(
        "reviews",
        _columns("setting cluster child sen_status cycle_no:i due_on:d state days_overdue:i band"),
        "When is each child’s review due?",
        "one row an active child",
        _CHILD,
        f"{CODE}, 5.43 and 5.44",
    ),
    Query(
        "reviews_by_cluster",
        _columns("cluster children:i overdue:i due_soon:i on_track:i no_date:i overdue_share:s"),
        "Overdue reviews by cluster",
        "one row a cluster with an open setting",
        _CHILD + " The overdue share is of all active children, those without a date among them." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
    ),
    Query(
        "referral_waits_by_service",
        _columns(
            "service made:i completed:i median_days:n p90_days:n within_18_weeks_share:s waiting:i longest_days:i "
            "waiting_over_18_weeks:i waiting_over_52_weeks:i"
        ),
        "How long do children wait for each service?",
        "one row a service",
        _WAIT
        + " Made and completed (seen) are counted from the first day of the term to the day; waiting is on the day, without those sent "
        "back incomplete. Within 18 weeks: 126 days or fewer, of those seen.",
        "Community health services measure",
    ),
    Query(
        "referrals",
        _columns("setting referral_ref service made_on:d stage waiting wait_days:i"),
        "Where does each referral stand?",
        "one row a referral made by the day",
        _WAIT + " The stage is the latest one reached. Waiting is on the service, on the setting (sent back incomplete), or no.",
        "Community health services measure",
    ),
    Query(
        "cluster_attendance",
        _columns("cluster term meetings_held:i settings_invited:i settings_attended:i attendance_share:s"),
        "Who comes to cluster meetings?",
        "one row a cluster a term",
        "Settings invited to one or more of the term’s meetings, and those of them that came to one or "
        "more. Settings are counted, not people; "
        "cancelled meetings are left out.",
        "Early Years Team",
    ),
    Query(
        "training_matrix",
        _columns("setting event_ref held_on:d state"),
        "Which setting came to which meeting?",
        "one row an open setting a meeting held",
        "Attended (whole or part), apologies, no show, not booked, or not invited, by the first that applies to anyone of the setting.",
        "Early Years Team",
    ),
    Query(
        "missed_meetings",
        _columns("setting missed_in_a_row:i"),
        "Who has not been seen?",
        "one row a setting open on the day",
        "Meetings the setting was invited to since it last came. Blank when it was never invited.",
        "Early Years Team",
    ),
    Query(
        "returns_received",
        _columns("term return expected:i received:i on_time:i late:i missing:i reporting_share:s"),
        "Which returns are in?",
        "one row a term a return",
        "Expected of open settings that must or are expected to have a SENCO and of funded "
        "childminders. On time: the first one for the term "
        "came by the due date. Missing: expected and not received, before the due date too.",
        "Early Years Team",
    ),
    Query(
        "settings_needing_support",
        _columns("setting name cluster rating reasons"),
        "Who do we help next, and why?",
        "one row a setting open on the day",
        "Red: any one red reason. Amber: two or more amber reasons. Green: none of these and its "
        "returns are in for the term. Grey: not enough "
        "known. One amber reason alone is a watch and is listed.",
        "Early Years Team",
    ),
    Query(
        "register",
        _columns("setting name provider_type cluster area_senco expectation is_open:b"),
        "Which settings are there?",
        "one row a setting on the register of the day",
        "Everything on the register in effect on the day; open means on the Early Years Register, opened and not yet closed.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "returns_loaded",
        _columns("return submissions:i"),
        "What has been loaded?",
        "one row a return",
        "Files accepted and not withdrawn.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "returns_by_setting",
        _columns("term setting name cluster area_senco contact_email return state first_accepted_on:d"),
        "Whose return is in?",
        "one row a return a setting open on the day it was owed",
        "For the term of the day. Missing: owed and not received, before the due date too. Late: the first one for the term came after "
        "the due date. Nil: it came in time and says there is nothing to report. Not owed: childminders without funding.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "senco_gaps",
        _columns("setting name provider_type cluster area_senco expectation cover vacant_since:d vacant_days:i children:i"),
        "Which settings have no SENCO, or have not told us?",
        "one row an open setting, vacant or not known",
        _COVER
        + " Vacant since the last day of the last SENCO’s post. Children with SEN are blank where the setting’s reviews are not known.",
        f"{CODE}, 5.52 and 5.53",
        named=False,
    ),
    Query(
        "reviews_by_band",
        _columns("cluster children:i days_1_14:i days_15_42:i days_43_up:i no_date:i overdue:i"),
        "How late are the reviews?",
        "one row a cluster with an open setting",
        _CHILD + " Bands count days since the date." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
        named=False,
    ),
    Query(
        "reviews_due_by_week",
        _columns("cluster week_starting:d children:i"),
        "How many reviews are coming?",
        "one row a cluster a week",
        _CHILD + " Weeks start on Monday; reviews due on or after the day are counted." + _KNOWN,
        f"{CODE}, 5.43 and 5.44",
        named=False,
    ),
    Query(
        "review_list",
        _columns("child setting name cluster sen_status state due_on:d days_overdue:i band cycle_no:i parents_involved"),
        "Whose review is late?",
        "one row an active child, the latest first",
        _CHILD + " Parents involved is of the last review held; blank when none was.",
        f"{CODE}, 5.43 and 5.44",
        named=False,
    ),
    Query(
        "referral_list",
        _columns("setting name cluster referral_ref service made_on:d stage waiting wait_days:i decline_reason"),
        "Who waits longest?",
        "one row a referral made by the day",
        _WAIT + " Those waiting on a service come first, then those waiting on the setting.",
        "Community health services measure",
        named=False,
    ),
    Query(
        "referral_flow",
        _columns("step referrals:i"),
        "What became of this term’s referrals?",
        "one row a step",
        "Referrals made from the first day of the term to the day, each followed to where it stands on the day.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "meetings",
        _columns("event_ref title cluster held_on:d cancelled:b settings_invited:i settings_attended:i attendance_share:s"),
        "Which cluster meetings are there?",
        "one row a cluster meeting",
        "Settings invited and settings that came, for meetings held by the day; blank for those planned or cancelled.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "coming_events",
        _columns("event_ref kind title cluster held_on:d settings_booked:i"),
        "What is coming up?",
        "one row an event in the next six weeks",
        "Events not cancelled, and the settings with someone booked on them.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "missed_list",
        _columns("setting name cluster area_senco missed_in_a_row:i last_came_on:d invited:i"),
        "Who has missed most in a row?",
        "one row a setting open on the day",
        "Meetings the setting was invited to, and how many of them it has missed since it last came.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "headline_figures",
        _columns(
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
QUESTIONS: dict[str, Query] = {query.name: query for query in _ALL}
