"""What a column is called on a screen, how wide it stands, and the words for its codes.

A frame's columns keep their names everywhere else (questions, the command line, a downloaded CSV).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.charts.clocks import CLOCKS
from analytics.charts.identification import TAILS
from analytics.charts.style import COVERS
from analytics.support import RATINGS, SHAPES
from data.chasing import WAYS
from data.contact_log import CHANGES
from data.contract import Contract
from data.contracts import CONTRACTS
from data.contracts.common import YES_NO_NOT_KNOWN
from data.contracts.send_practice import ITEMS


def _codes(return_name: str, field: str) -> dict[str, str]:
    return dict(CONTRACTS[return_name].by_name[field].codes)


STAGES = {
    "made": "made",
    "received": "received",
    "returned_incomplete": "came back incomplete",
    "triaged": "triaged",
    "redirected": "sent elsewhere",
    "declined": "declined",
    "accepted": "accepted",
    "first_contact": "seen",
    "assessment_complete": "assessed",
    "withdrawn": "withdrawn",
    "discharged": "discharged",
    "still_waiting": "still waiting",
}

WORDS: dict[str, dict[str, str]] = {
    "cover": COVERS | {"no_one_yet": "no one yet"},
    "provider_type": _codes("settings", "provider_type"),
    "expectation": {"must": "must have one", "expected": "expected", "encouraged": "encouraged", "none": "not asked"},
    "standard": {"met": "met", "in_time": "in time", "not_met": "not met", "not_known": "not known"},
    "sen_status": _codes("sen_reviews", "sen_status"),
    "state": {
        "overdue": "late",
        "due_soon": "due soon",
        "on_track": "on track",
        "no_date": "no date set",
        "attended": "came",
        "waitlist": "waiting list",
        "apologies": "apologies",
        "no_show": "did not come",
        "not_booked": "not booked",
        "not_invited": "not invited",
        "in": "in",
        "late": "late",
        "held": "rows held",
        "nil": "nothing to report",
        "missing": "missing",
        "not_owed": "not owed",
        "to_come": "still to come",
        "expired": "out of date",
        "due": "due soon",
        "current": "up to date",
        "inducted": "inducted",
        "in_time": "in time",
        "done": "done",
        "done_late": "done late",
        "not_done": "not done",
        "no_successor": "nobody since",
        "none_made": "none made",
        "open": "under way",
        "open_late": "past the limit",
        "exception": "exception",
        "not_known": "not known",
        "checked": "checked",
        "not_checked": "no check",
        "within_6_months": "in time",
        "over_6_months": "past good practice",
        "over_12_months": "past the law",
        "age_not_known": "age not known",
    },
    "handover_state": {"done": "handed over", "not_done": "not handed over", "no_successor": "nobody since", "not_known": "not known"},
    **{each: {"current": "up to date", "due": "due", "not_known": "not known"} for each in ("cpd_state", "job_description_state")},
    "role": _codes("senco_posts", "role"),
    "handover_done": _codes("senco_posts", "handover_done"),
    **{each: {"yes": "involved", "no": "not involved", "not_known": "not known"} for each in ("parents_involved", "parents")},
    "child_voice": {"yes": "heard", "no": "not heard", "not_known": "not known"},
    "professional": {"yes": "present", "no": "not present", "not_known": "not known"},
    "tail": TAILS,
    "service": _codes("referrals", "service"),
    **dict.fromkeys(("stage", "step", "from_stage", "to_stage"), STAGES),
    "clock": CLOCKS,
    "fund": _codes("funding", "fund"),
    "decision": _codes("funding", "decision"),
    "exception": _codes("ehc_timeline", "exception"),
    "next_step": {
        "assess_decision": "decide whether to assess",
        "issue_decision": "decide whether to issue a plan",
        "final_plan": "final plan",
    },
    "outcome": {
        "seen": "seen",
        "waiting": "still waiting",
        "on_setting": "came back incomplete",
        "declined": "declined",
        "redirected": "sent elsewhere",
        "closed": "withdrawn or closed",
    },
    "waiting": {"service": "for the service", "setting": "on the setting", "no": "no longer waiting"},
    "decline_reason": _codes("referrals", "decline_reason"),
    "kind": _codes("training_events", "kind"),
    "status": _codes("training_attendance", "status"),
    "attendee_role": _codes("training_attendance", "attendee_role"),
    **{each: {code: f"{SHAPES[code]} {words.lower()}" for code, words in RATINGS.items()} for each in ("rating", "was")},
    "return": {name: contract.title for name, contract in CONTRACTS.items()},
    "way": dict(WAYS),
    "band": {"1-14": "1 to 14 days", "15-42": "15 to 42 days", "43+": "43 days or more"},
    "qualified_teacher": YES_NO_NOT_KNOWN,
    "parents_agreed": YES_NO_NOT_KNOWN,
    "item": ITEMS,
    "practice_answer": _codes("send_practice", "answer"),
    "contact_kind": _codes("contacts", "kind"),
    "purpose": _codes("contacts", "purpose"),
    "started_by": _codes("contacts", "started_by") | {"not_known": "not known"},
    "action_state": {"overdue": "late", "to_do": "to do", "no_date": "no date set"},
    "change": CHANGES,
    "known_from": {"return": "moves to school", "age": "age"},
}


@dataclass(frozen=True)
class Column:
    """A heading and a width in pixels; `shape` is how the cell is written."""

    heading: str
    width: int | None = None
    shape: str = "text"


COLUMNS: dict[str, Column] = {
    "name": Column("Setting", 214),
    "setting": Column("Number", 120),
    "cluster": Column("Cluster", 78),
    "provider_type": Column("Type", 150),
    "area_senco": Column("Officer", 110),
    "expectation": Column("A SENCO is", 110),
    "cover": Column("Cover", 84),
    "children": Column("Children", 74, "count"),
    "vacant_days": Column("Days", 62, "count"),
    "vacant_since": Column("Since", 104, "day"),
    "standard": Column("Standard", 90),
    "from_on": Column("From", 104, "day"),
    "to_on": Column("To", 104, "day"),
    "days": Column("Days", 62, "count"),
    "weekly_hours": Column("Hours a week", 100, "count"),
    "hours_per_10_children": Column("For ten children", 120, "count"),
    "cpd_reviewed_on": Column("Needs reviewed", 112, "day"),
    "job_description_reviewed_on": Column("Job reviewed", 104, "day"),
    "senco_ref": Column("SENCO", 68),
    "trained_on": Column("Trained", 104, "day"),
    "started_on": Column("Started", 104, "day"),
    "inducted_on": Column("Inducted", 104, "day"),
    "time_left": Column("Time left", 96),
    "ended_on": Column("Last day", 104, "day"),
    "successor_started_on": Column("Next started", 104, "day"),
    "handover_state": Column("Hand-over", 112),
    "left": Column("Days left", 98),
    "induction": Column("Induction", 92),
    **{
        code: Column(f"{shape} {code.capitalize()}", 66, "count")
        for code, shape in zip(("red", "amber", "green", "grey"), "◆▲●○", strict=True)
    },
    "without_senco": Column("No SENCO", 78, "count"),
    "overdue_reviews": Column("Late reviews", 88, "count"),
    "contact_gaps": Column("No contact", 80, "count"),
    "overdue_actions": Column("Late actions", 86, "count"),
    "next_meeting_on": Column("Next meeting", 98, "day"),
    "child": Column("Child", 102),
    "sen_status": Column("Status", 150),
    "state": Column("State", 96),
    "due_on": Column("Due", 100, "day"),
    "days_overdue": Column("Days", 58, "count"),
    "band": Column("Late by", 110),
    "cycle_no": Column("Cycle", 58, "count"),
    "parents_involved": Column("Parents last time", 124),
    "parents": Column("Parents", 92),
    "child_voice": Column("Child’s voice", 92),
    "professional": Column("Professional", 92),
    "plan_started_on": Column("Plan started", 98, "day"),
    "last_held_on": Column("Last review", 98, "day"),
    "days_since": Column("Days since", 84, "count"),
    "missing": Column("Not recorded", 240),
    "six_months_on": Column("Good practice by", 114, "day"),
    "twelve_months_on": Column("The law by", 98, "day"),
    "age_months": Column("Months old", 88, "count"),
    "places": Column("Places", 64, "count"),
    "rate": Column("Per 100", 70, "count"),
    "interval": Column("Interval", 98),
    "cluster_rate": Column("Cluster’s", 74, "count"),
    "service": Column("Service", 176),
    "referral_ref": Column("Referral", 96),
    "made_on": Column("Made", 98, "day"),
    "stage": Column("Stage", 98),
    "step": Column("Step", 170),
    "referrals": Column("Referrals", 84, "count"),
    "waiting": Column("Waiting", 110),
    "wait_days": Column("Days", 58, "count"),
    "outcome": Column("Where it stands", 132),
    "received_on": Column("Received", 98, "day"),
    "accepted_on": Column("Accepted", 98, "day"),
    "first_contact_on": Column("First contact", 98, "day"),
    "declined_on": Column("Declined", 98, "day"),
    "stage_on": Column("Since", 100, "day"),
    "stage_days": Column("Days", 62, "count"),
    "from_stage": Column("From", 96),
    "to_stage": Column("To", 96),
    "clock": Column("Time limit", 182),
    "began_on": Column("Began", 100, "day"),
    "days_late": Column("Days late", 80, "count"),
    "requested_on": Column("Requested", 100, "day"),
    "next_due_on": Column("Due", 100, "day"),
    "exception": Column("Exception", 190),
    "fund": Column("Fund", 164),
    "applied": Column("Applied", 74, "count"),
    "decided": Column("Decided", 74, "count"),
    "awarded": Column("Awarded", 78, "count"),
    "part": Column("In part", 70, "count"),
    "declined": Column("Declined", 78, "count"),
    "deferred": Column("Deferred", 78, "count"),
    "in_time": Column("In time", 70, "count"),
    "in_time_share": Column("Share in time", 104),
    "applied_on": Column("Applied", 100, "day"),
    "panel_on": Column("Panel", 100, "day"),
    "decided_on": Column("Decided", 100, "day"),
    "decision": Column("Decision", 120),
    "ends_on": Column("Ends", 100, "day"),
    "days_left": Column("Days left", 78, "count"),
    "active_children": Column("Children with SEN", 126, "count"),
    "received": Column("Received", 78, "count"),
    "accepted": Column("Accepted", 78, "count"),
    "seen": Column("Seen", 62, "count"),
    "on_setting": Column("Came back", 84, "count"),
    "redirected": Column("Redirected", 88, "count"),
    "closed": Column("Closed", 68, "count"),
    "last_referral_on": Column("Last referral", 104, "day"),
    "within_18_weeks_share": Column("Within 18 weeks", 112),
    "decline_reason": Column("Why declined", 150),
    "event_ref": Column("Meeting", 96),
    "title": Column("Title", 200),
    "kind": Column("Kind", 150),
    "held_on": Column("Day", 104, "day"),
    "missed_in_a_row": Column("Missed in a row", 112, "count"),
    "last_came_on": Column("Last came", 104, "day"),
    "invited": Column("Invited to", 84, "count"),
    "settings": Column("Settings", 72, "count"),
    "group": Column("", 150),
    **{cover: Column(words.capitalize(), 74, "count") for cover, words in COVERS.items() if cover != "not_known"},
    "not_known": Column("Not known", 88, "count"),
    "covered": Column("Covered", 80, "count"),
    "days_1_14": Column("1 to 14 days", 100, "count"),
    "days_15_42": Column("15 to 42 days", 104, "count"),
    "days_43_up": Column("43 days or more", 118, "count"),
    "no_date": Column("No date", 78, "count"),
    "overdue": Column("Late", 62, "count"),
    "week_starting": Column("Week of", 104, "day"),
    "made": Column("Made", 68, "count"),
    "completed": Column("Seen", 68, "count"),
    "median_days": Column("Half within (days)", 124, "count"),
    "p90_days": Column("Nine in ten within (days)", 160, "count"),
    "longest_days": Column("Longest (days)", 110, "count"),
    "waiting_over_18_weeks": Column("Over 18 weeks", 108, "count"),
    "waiting_over_52_weeks": Column("Over 52 weeks", 108, "count"),
    "meetings_held": Column("Meetings", 84, "count"),
    "settings_invited": Column("Invited", 74, "count"),
    "settings_attended": Column("Came", 68, "count"),
    "settings_booked": Column("Booked", 74, "count"),
    "settings_expected": Column("Expected", 80, "count"),
    "settings_apologies": Column("Apologies", 84, "count"),
    "term": Column("Term", 110),
    "next_step": Column("Next step", 188),
    "return": Column("Return", 160),
    "contact_email": Column("E-mail", 200),
    "about": Column("About", 244),
    "written_to": Column("Written to", 96),
    "sent_on": Column("Written on", 104, "day"),
    "way": Column("How", 96),
    "is_open": Column("Still open", 88),
    "answer": Column("Since then", 196),
    "answered_on": Column("Answered on", 104, "day"),
    "answered_after_days": Column("After days", 88, "count"),
    "field": Column("Column", 200),
    "rows": Column("Rows", 70, "count"),
    "school": Column("School", 240),
    "leavers": Column("Children", 78, "count"),
    "starts_school_on": Column("Starts", 104, "day"),
    "meeting_on": Column("Meeting", 104, "day"),
    "information_shared_on": Column("Shared", 104, "day"),
    "parents_agreed": Column("Parents agreed", 110),
    "receiving_senco_known": Column("SENCO known", 106),
    "last_trained_on": Column("Last came", 104, "day"),
    "last_course_on": Column("Last course", 104, "day"),
    "answers": Column("Answers", 76, "count"),
    "mean": Column("Mean of 5", 84, "count"),
    "last_contact_on": Column("Last contact", 104, "day"),
    "contacted_on": Column("On", 100, "day"),
    "contact_kind": Column("How", 84),
    "purpose": Column("About", 150),
    "started_by": Column("Started by", 96),
    "contact_ref": Column("Contact", 80),
    "owner": Column("Owner", 104),
    "officer": Column("Officer", 104),
    "action": Column("Action", 236),
    "action_state": Column("State", 84),
    "done_on": Column("Done", 104, "day"),
    "change": Column("Since then", 100),
    "what_changed": Column("What changed", 220),
    "before": Column("Then", 176),
    "today": Column("Today", 150),
    "prompted_by": Column("Prompted by", 176),
    "prompted_said": Column("Figure then", 176),
    "prompted_figure": Column("Then", 70, "count"),
    "prompted_on": Column("On", 104, "day"),
    "item": Column("Item", 320),
    "practice_answer": Column("Answer", 110),
    "yes": Column("Yes", 54, "count"),
    "partly": Column("Partly", 66, "count"),
    "no": Column("No", 54, "count"),
    "not_applicable": Column("Not applicable", 112, "count"),
    "oldest_answer_on": Column("Oldest answer", 112, "day"),
    "senco_known": Column("SENCO known", 106, "count"),
    "meeting_held": Column("Meeting held", 100, "count"),
    "information_shared": Column("Information shared", 134, "count"),
    "known_from": Column("Known from", 118),
    "rating": Column("Rating", 96),
    "set_rating": Column("Set by an officer", 168),
    "was": Column("Was", 142),
    "rated_on": Column("On", 104, "day"),
    "why": Column("Why", 400),
    "prepared_on": Column("Issued or reviewed", 134, "day"),
    "first_accepted_on": Column("First came", 104, "day"),
}


def heading_of(column: str) -> str:
    """The heading of a column; an unlisted one reads as its own name."""
    if column in COLUMNS:
        return COLUMNS[column].heading or column.replace("_", " ").capitalize()
    return column.removesuffix("_on").removesuffix("_share").replace("_", " ").capitalize()


def in_words(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with codes as words; counts, days and blanks as they are. A child is shown by the start of its code."""
    said = frame.copy()
    for column in said.columns:
        words = WORDS.get(column)
        if column == "child":
            said[column] = [f"child {code[:6]}" if isinstance(code, str) else code for code in said[column]]
        if words and not pd.api.types.is_numeric_dtype(said[column]):
            said[column] = [words.get(value, value) if isinstance(value, str) else value for value in said[column]]
    return said


def layout(columns: Sequence[str], frame: pd.DataFrame) -> dict[str, object]:
    """How st.dataframe shows each column."""
    shown: dict[str, object] = {}
    for column in columns:
        known = COLUMNS.get(column, Column(heading_of(column)))
        heading = heading_of(column)
        if column.endswith("_share"):
            shown[column] = st.column_config.NumberColumn(heading, format="percent")
        elif known.shape == "day" or column.endswith("_on"):
            shown[column] = st.column_config.DateColumn(heading, width=known.width, format="D MMM YYYY")
        elif pd.api.types.is_numeric_dtype(frame[column]):
            shown[column] = st.column_config.NumberColumn(heading, width=known.width)
        else:
            shown[column] = st.column_config.TextColumn(heading, width=known.width)
    return shown


def in_contract_words(contract: Contract, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a return under the labels of its contract, with codes and yes or no in its words; days and counts as they are."""
    said = {}
    for column in rows:
        field = contract.by_name.get("child_ref" if column == "child" else column)
        cells = list(in_words(rows[[column]])[column])
        if field and field.codes:
            cells = [field.codes.get(cell, cell) for cell in rows[column]]
        elif pd.api.types.is_bool_dtype(rows[column]):
            cells = [None if pd.isna(cell) else "Yes" if cell else "No" for cell in rows[column]]
        said[field.label if field else heading_of(column)] = cells
    return pd.DataFrame(said, dtype="object", index=rows.index)
