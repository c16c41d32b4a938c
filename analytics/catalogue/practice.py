"""Questions about the team’s contacts with settings and the settings’ own practice."""

from __future__ import annotations

from analytics.catalogue.query import CODE, OPEN, SO_FAR, Query, columns

_LAST_TWO_TERMS = "from the first day of the term before to the day"
_LATEST = "Each open setting’s latest answer to an item by the day, as told in terms up to that of the day. "

QUESTIONS = (
    Query(
        "contact_by_cluster",
        columns("cluster settings:i with_officer:i contacted:i contacted_share:s"),
        "Are settings in touch with their Area SENCO?",
        "one row a cluster with an open setting",
        f"Contacted: open settings with an Area SENCO on the register and a contact of any kind in the last two terms, {_LAST_TWO_TERMS}. "
        "The share is of the open settings with an Area SENCO.",
        f"{CODE}, 5.55 to 5.58",
        numerator="Open settings with an Area SENCO and a contact of any kind in the last two terms",
        denominator="All open settings with an Area SENCO on the register",
        date_rule=OPEN + f"A contact counts by its day, {_LAST_TWO_TERMS}.",
    ),
    Query(
        "contacts_by_purpose",
        columns("cluster purpose contacts:i started_by_setting:i"),
        "What are contacts about?",
        "one row a cluster a purpose",
        f"Contacts with settings open on the day, {SO_FAR}, counted by purpose in the cluster the "
        "setting is in on the day, and how many of them the setting started.",
        "Early Years Team",
        numerator="Contacts, and those of them that the setting started",
        date_rule=OPEN + f"A contact counts by its day, {SO_FAR}.",
    ),
    Query(
        "contact_gaps",
        columns("setting name cluster area_senco last_contact_on:d days_since:i"),
        "Which settings have we not been in touch with?",
        "one row an open setting without a contact in the last two terms",
        f"Open settings, with or without an Area SENCO, without a contact of any kind {_LAST_TWO_TERMS}. Days since the last contact are "
        "blank where there was none; these come first, then the longest.",
        "Early Years Team",
        numerator="Open settings without a contact in the last two terms",
        date_rule=OPEN + f"A contact counts by its day; listed are settings without one {_LAST_TWO_TERMS}.",
    ),
    Query(
        "practice_items",
        columns("item settings:i yes:i partly:i no:i not_applicable:i not_known:i yes_share:s"),
        "What is in place for children with SEN?",
        "one row an item of the practice audit",
        _LATEST
        + "Not known: answered so, or never answered. The share is of yes among yes, partly and no; partly is never counted as yes.",
        "Early Years Team",
        numerator="Open settings whose latest answer is yes",
        denominator="Open settings whose latest answer is yes, partly or no; not applicable and not known are counted apart",
        date_rule=OPEN + "An answer counts from the day it was given, until the setting gives another.",
    ),
    Query(
        "practice_by_setting",
        columns("setting name cluster yes:i partly:i no:i not_applicable:i not_known:i oldest_answer_on:d"),
        "Where does a setting’s practice need work?",
        "one row a setting open on the day",
        _LATEST + "Counts of items by that answer. Not known: answered so, or never answered; the other counts are blank for a "
        "setting that never answered. Oldest answer: the earliest day among its latest answers.",
        "Early Years Team",
        numerator="Items of the practice audit by the setting’s latest answer",
        date_rule=OPEN + "An answer counts from the day it was given, until the setting gives another.",
    ),
    Query(
        "open_actions",
        columns(
            "contact_ref setting name cluster officer owner contacted_on:d action action_state due_on:d days_overdue:i prompted_by "
            "prompted_figure:n prompted_said prompted_on:d"
        ),
        "What did we agree to do, and what is late?",
        "one row an action that is open on the day",
        "Actions agreed in contacts with settings of the register of the day, open or closed, and not done by the day. Overdue: due before "
        "the day. The owner is the officer of the contact unless another was named when it was typed in; what prompted it is known of "
        "contacts typed in alone.",
        "Early Years Team",
        numerator="Actions agreed by the day and not done by it",
        date_rule="An action counts from the day of its contact until the day it was done; it is overdue from the day after it was due.",
    ),
    Query(
        "closed_actions",
        columns(
            "contact_ref setting name cluster officer owner contacted_on:d action due_on:d done_on:d change what_changed prompted_by "
            "prompted_figure:n prompted_said prompted_on:d"
        ),
        "What was done, and what changed?",
        "one row an action that was done in the last two terms",
        "Actions with settings of the register of the day, open or closed, done "
        f"{_LAST_TWO_TERMS}, with what changed as it was said at closing. Not known: closed by a file, which does not say, or said so.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "practice_answers",
        columns("setting name cluster item practice_answer answered_on:d"),
        "Who answered what to each item of the practice audit?",
        "one row an open setting an item",
        _LATEST + "Not known: answered so, or never answered.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "contacts_of_term",
        columns("contact_ref setting name cluster officer contacted_on:d contact_kind purpose started_by"),
        "Which contacts were there this term?",
        "one row a contact",
        "Contacts with settings open on the day, from the first day of the term to the day, in the cluster the setting is in on the day.",
        "Early Years Team",
        named=False,
    ),
)
