"""Questions for handing over: what an Area SENCO looks after, and how a setting's change of SENCO goes."""

from __future__ import annotations

from analytics.catalogue.query import CURRENT, OPEN, Query, columns

QUESTIONS = (
    Query(
        "caseload",
        columns(
            "setting name cluster area_senco expectation cover children:i overdue_reviews:i last_contact_on:d contact_gap:b open_actions:i "
            "overdue_actions:i next_meeting_on:d"
        ),
        "Who looks after what?",
        "one row a setting open on the day",
        "An officer’s caseload is the settings the register of the day gives them. Beside each stand its SENCO, its active children, the "
        "overdue reviews among them, the last contact, its open and overdue actions, and the next meeting of its cluster. Counts are "
        "blank where the setting has not told us, and where contacts were never loaded. Contact gap: no contact since the first day of the "
        "term before. An action is open until the log gives the day it was done.",
        "Early Years Team",
        named=False,
        numerator="Every setting open on the day; active children; reviews due before the day; actions not done by the day, and those of "
        "them due before it",
        date_rule=OPEN + CURRENT + "Contacts count by their day, up to the day; the next meeting is the first after it.",
    ),
    Query(
        "senco_changes",
        columns(
            "setting name cluster area_senco senco_ref ended_on:d successor_ref successor_started_on:d handover_state inducted_on:d "
            "induct_by:d induction_state due_on:d days_left:i"
        ),
        "Where has the SENCO changed, and what is still to come?",
        "one row a SENCO or shared post that ended in the last {recent_handover_days}",
        "Each post that ended, with whoever followed and whether the role was handed over, as in the question about hand-overs; and for a "
        "follower who is still in post whether they have been to a new SENCO induction within {induction_days} of starting. Due: where "
        "nobody has followed, {handover_days} after the last day; where somebody has, and has not been to an induction, the day that is "
        "due.",
        "Early Years Team",
        named=False,
        numerator="Every post that ended, with the state of the hand-over, the state of the follower’s induction and the days left",
        date_rule=OPEN + "A post counts by its last day, as the latest term’s return up to the day’s term says of it; an induction by the "
        "day it was held.",
    ),
)
