"""The register, whose returns are in and what they leave unsaid: plain answers."""

from __future__ import annotations

from datetime import date

from tests.plain.coverage import share
from tests.plain.filters import Filters
from tests.plain.log import TERM_RETURNS, Known, Row, due_day, expectation, is_open, name_of, term_of
from tests.plain.pathways import registered
from tests.plain.returns import first_accepted, first_term, owes

IN_POST = ("weekly_hours", "safeguarding_trained_on", "cpd_reviewed_on", "job_description_reviewed_on")
OF_A_REVIEW_HELD = ("outcome", "parents_involved", "child_voice", "professional_present")
ALWAYS = {
    "senco_posts": ("qualified_teacher", "qualification", "relevant_experience"),
    "sen_reviews": (
        *("birth_month", "primary_need", "review_due_on", "two_year_check_on"),
        *("outcomes_recorded", "interventions_recorded", "expected_impact_recorded"),
    ),
    "referrals": ("child_ref", "consent_on"),
    "send_practice": ("answer",),
    "transitions": ("receiving_school_urn", "meeting_on", "information_shared_on", "parents_agreed", "receiving_senco_known"),
}


def register(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {"setting": setting, "expectation": expectation(row), "is_open": is_open(row, day)}
        | {name: row[name] for name in ("name", "provider_type", "cluster", "area_senco")}
        for setting, row in registered(known, day, filters).items()
    ]


def returns_by_setting(known: Known, day: date, filters: Filters) -> list[Row]:
    term, first = term_of(day), first_term(known)
    if first is None or first > term:
        return []
    rows = []
    for name in TERM_RETURNS:
        accepted, held = first_accepted(known, name, term), known.held_rows(name, term)
        in_force = {setting: rows for (setting, of), rows in known.own(name).items() if of == term}
        for setting, row in known.open_settings(min(due_day(term), day)).items():
            if not filters.has(row):
                continue
            on = accepted.get(setting)
            is_on_time = on is not None and on <= due_day(term)
            is_received = owes(row) and on is not None  # what is not owed is not counted
            if not owes(row):
                state = "not_owed"
            elif held.get(setting):
                state = "held"
            elif not is_received:
                state = "missing"
            elif not is_on_time:
                state = "late"
            else:
                state = "in" if in_force[setting] else "nil"
            rows.append(
                {"term": name_of(term), "setting": setting, "return": name, "state": state, "first_accepted_on": on}
                | {column: row[column] for column in ("name", "cluster", "area_senco", "contact_email")}
                | {"received": is_received, "on_time": is_received and is_on_time, "held_rows": held.get(setting, 0)}
            )
    return rows


def fields_asked(return_name: str, row: Row) -> tuple[str, ...]:
    """The columns that apply to a row."""
    asked = ALWAYS[return_name]
    if return_name == "senco_posts":
        asked += ("handover_done",) if row["ended_on"] else IN_POST
    if return_name == "sen_reviews" and row["review_held_on"]:
        goes_on = row["left_on"] is None and row["outcome"] != "ceased"
        asked += (*OF_A_REVIEW_HELD, *(("next_review_due_on",) if goes_on else ()))
    if return_name == "referrals" and row["declined_on"]:
        asked += ("decline_reason",)
    return asked


def fields_not_known(known: Known, day: date, filters: Filters) -> list[Row]:
    """Of the own returns of settings on the register, open or closed, for the term of the day."""
    settings = registered(known, day, filters)
    said: dict[tuple[str, str], list[bool]] = {}
    for name in ALWAYS:
        for (setting, term), rows in known.own(name).items():
            if setting in settings and term == term_of(day):
                for row in rows:
                    for field in fields_asked(name, row):
                        said.setdefault((name, field), []).append(row[field] in (None, "not_known"))
    return [
        {"return": name, "field": field, "rows": len(blanks), "not_known": sum(blanks), "not_known_share": share(sum(blanks), len(blanks))}
        for (name, field), blanks in said.items()
    ]
