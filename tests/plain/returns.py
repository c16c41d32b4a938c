"""Which returns are in: plain answers."""

from __future__ import annotations

from datetime import date

from tests.plain.coverage import share
from tests.plain.filters import Filters
from tests.plain.log import TERM_RETURNS, Known, Row, Setting, Term, due_day, expectation, name_of, term_of, terms_between


def owes(row: Row) -> bool:
    """Whether a setting like this owes the term's returns: must, expected, or a funded childminder."""
    return expectation(row) in ("must", "expected") or (row["provider_type"] == "childminder" and row["funded"])


def owing(known: Known, term: Term, day: date) -> dict[Setting, Row]:
    """The settings that owe the term's returns, with their register rows of the day that decides it."""
    return {setting: row for setting, row in known.open_settings(min(due_day(term), day)).items() if owes(row)}


def first_accepted(known: Known, return_name: str, term: Term) -> dict[Setting, date]:
    """The day of each setting's first return of a term; a service's own export is not the setting's return."""
    first: dict[Setting, date] = {}
    for spoken in known.spoken(return_name):
        if spoken.term == term and spoken.load.source is None:
            for setting in spoken.by_setting:
                first.setdefault(setting, spoken.load.accepted_at.date())
    return first


def first_term(known: Known) -> Term | None:
    """The first term with a SENCO, review or referral return in force."""
    return min((spoken.term for name in TERM_RETURNS for spoken in known.spoken(name)), default=None)


def returns_received(known: Known, day: date, filters: Filters) -> list[Row]:
    """Of each term from the first told; nothing where no setting of any register was ever chosen."""
    first = first_term(known) if any(filters.has(row) for row in known.register_rows()) else None
    counted = []
    for term in terms_between(first, term_of(day)) if first else ():
        owed = {setting for setting, row in owing(known, term, day).items() if filters.has(row)}
        for name in TERM_RETURNS:
            accepted = first_accepted(known, name, term)
            received = owed & accepted.keys()
            on_time = {setting for setting in received if accepted[setting] <= due_day(term)}
            counted.append(
                {
                    "term": name_of(term),
                    "return": name,
                    "expected": len(owed),
                    "received": len(received),
                    "on_time": len(on_time),
                    "late": len(received) - len(on_time),
                    "missing": len(owed) - len(received),
                    "reporting_share": share(len(received), len(owed)),
                }
            )
    return counted
