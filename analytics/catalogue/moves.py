"""Questions about children who move to school."""

from __future__ import annotations

from analytics.catalogue.query import CODE, OPEN, Query, columns

_LEAVERS = (
    "Children of open settings who start school in the school year that begins on the first 1 September on or after the day, as the latest "
    "return that names them says."
)
_DATES = (
    OPEN + "A child counts by the day it starts school, as the latest term’s return up to the day’s term says; what is dated after the day "
    "is not done yet."
)

QUESTIONS = (
    Query(
        "transitions_by_cluster",
        columns("cluster leavers:i meeting_held:i meeting_share:s information_shared:i information_share:s receiving_senco_known:i"),
        "Are moves to school prepared?",
        "one row a cluster with an open setting",
        _LEAVERS
        + " Meetings held and information shared by the day, as shares of these children; a meeting planned for later is not held. "
        "Blank where no setting told of a child.",
        f"{CODE}, 5.47",
        numerator="Children whose meeting was held by the day; children whose information was shared by it",
        denominator="All children who start school in the coming school year; the same for both shares",
        date_rule=_DATES,
    ),
    Query(
        "transition_list",
        columns(
            "setting name cluster child receiving_school_urn starts_school_on:d meeting_on:d information_shared_on:d parents_agreed "
            "receiving_senco_known state"
        ),
        "Whose move to school needs preparing?",
        "one row a child who starts school in the coming school year",
        _LEAVERS
        + " Done: the meeting was held and information shared by the day. In time: not done, up to and on {move_ready_days:day} before the "
        "school year. Late: not done after it. The day of the meeting may be a plan.",
        f"{CODE}, 5.47",
        numerator="Every child who starts school in the coming school year, with its state: late, in time or done",
        date_rule=_DATES,
    ),
    Query(
        "plans_before_school",
        columns("setting name cluster child starts_school_on:d known_from prepared_on:d due_on:d state"),
        "Is each EHC plan prepared for the move to school?",
        "one row a child with an EHC plan who is to start school in the coming school year",
        "Children of open settings with an EHC plan: the latest review return says so, or the SEN case system has a final plan by the "
        "day. They start school in the school year that begins on the first 1 September on or after the day, as the moves to school say; "
        "where these do not name a child, those still at the setting who turn four in the year before that day. The case system gives no "
        "day of an amendment, so a plan is prepared when it was issued or last reviewed by the day and not before the 1 September a year "
        "earlier: done by 15 February of the year of the move, or done late after it. In time: not prepared, up to and on 15 February. "
        "Late: not prepared after it. Not known: EHC timelines were never loaded. Prepared on is the first such day, or else the last "
        "issue or review before.",
        "SEND Regulations 2014, 18",
        named=False,
    ),
)
