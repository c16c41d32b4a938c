"""Questions about the register and the returns: what is owed and what is in."""

from __future__ import annotations

from analytics.catalogue.query import Query, columns

_ASKED = (
    "Rows of the returns in force for the term of the day, and those in which the column is blank or says not known. Only rows to which "
    "the column applies count: the outcome of reviews that were held, the hand-over of posts that have ended."
)

QUESTIONS = (
    Query(
        "returns_received",
        columns("term return expected:i received:i on_time:i late:i missing:i reporting_share:s"),
        "Which returns are in?",
        "one row a term a return",
        "Expected of open settings that must or are expected to have a SENCO and of funded "
        "childminders. On time: the first one for the term "
        "came by the due date. Missing: expected and not received, before the due date too.",
        "Early Years Team",
        numerator="Returns of the term in force (received)",
        denominator="Returns expected: of settings that must or are expected to have a SENCO, and of funded childminders",
        date_rule="Owed by the settings open on the term’s due date, or on the day when that is earlier, by the register of that day; on "
        "time by the day the first one for the term was accepted.",
    ),
    Query(
        "register",
        columns("setting name provider_type cluster area_senco expectation is_open:b"),
        "Which settings are there?",
        "one row a setting on the register of the day",
        "Everything on the register in effect on the day; open means on the Early Years Register, opened and not yet closed.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "returns_loaded",
        columns("return submissions:i"),
        "What has been loaded?",
        "one row a return",
        "Files accepted and not withdrawn.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "returns_by_setting",
        columns("term setting name cluster area_senco contact_email return state first_accepted_on:d received:b on_time:b held_rows:i"),
        "Whose return is in?",
        "one row a return a setting open on the day it was owed",
        "For the term of the day. Held: rows of its file wait to be put right. Missing: owed and not received, before the due date too. "
        "Late: the first one for the term came after the due date. Nil: it came in time and says there is nothing to report. Not owed: "
        "childminders without funding.",
        "Early Years Team",
        named=False,
        numerator="Every return of the term a setting owes, with its state",
        date_rule="Owed by the settings open on the term’s due date, or on the day when that is earlier.",
    ),
    Query(
        "returns_chased",
        columns("chaser:i term sent_on:d sent_by way about setting name cluster return is_open:b answered_on:d answered_after_days:i"),
        "Who was written to, and who has answered?",
        "one row a return a setting was written to about, each time",
        "For the term of the day. Open until the return is in, or the rows held then are put right or put aside. Answered on the day of "
        "the setting’s first file since.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "fields_not_known",
        columns("return field rows:i not_known:i not_known_share:s"),
        "What do the returns not tell us?",
        "one row a column of a return",
        _ASKED,
        "Early Years Team",
        named=False,
    ),
    Query(
        "fields_not_known_by_setting",
        columns("return field setting name cluster rows:i not_known:i not_known_share:s"),
        "Which settings do not tell us?",
        "one row a column of a return a setting",
        _ASKED,
        "Early Years Team",
        named=False,
    ),
)
