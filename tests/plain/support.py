"""Who needs support: plain answers."""

from __future__ import annotations

from datetime import date

from tests.plain.coverage import cover, months_later, sencos_in_post, standard, vacant_days
from tests.plain.filters import Filters
from tests.plain.log import TERM_RETURNS, Known, Row, Setting, due_day, expectation, term_after, term_of
from tests.plain.practice import is_in_touch, latest_answers
from tests.plain.returns import first_accepted, first_term, owing
from tests.plain.reviews import active_children, days_overdue
from tests.plain.training import CAME, missed_in_a_row

RED = ("no_cover_with_children", "standard_not_met", "reviews_long_overdue", "safeguarding_expired")
ORDER = (
    *RED,
    "long_vacancy",
    "long_interim",
    "not_inducted",
    "missed_meetings",
    "reviews_overdue",
    "return_late_or_missing",
    "practice_gaps",
    "no_contact",
    "ofsted_concern",
)
OF_CHILDMINDERS = ("no_cover_with_children", "reviews_long_overdue", "safeguarding_expired", "reviews_overdue", "no_contact")
RATINGS = ("red", "amber", "green", "grey")


def safeguarding_expired(known: Known, setting: Setting, row: Row, day: date) -> bool:
    trained = [post["safeguarding_trained_on"] for post in sencos_in_post(known, setting, day)]
    return any(on is not None and months_later(on, row["safeguarding_months"]) < day for on in trained)


def interim_days(known: Known, setting: Setting, day: date) -> int | None:
    """Days since the earliest current interim post, where the cover is interim."""
    if cover(known, setting, day) != "interim":
        return None
    return max((day - post["started_on"]).days for post in sencos_in_post(known, setting, day))


def inductions_of(known: Known, setting: Setting, post: Row, day: date) -> list[date]:
    """The days of the inductions, held by a day, to which the person of a post came since the first day in it."""
    days = []
    for (event_ref, of), people in known.attendance.items():
        event = known.events.get(event_ref)
        if event is None or event["kind"] != "new_senco_induction" or event["cancelled"] or event["held_on"] > day:
            continue
        for person in people:
            same = person["attendee_ref"] == post["senco_ref"] or (of == setting and person["attendee_role"] == "senco")
            if same and person["status"] in CAME and event["held_on"] >= post["started_on"]:
                days.append(event["held_on"])
    return days


def inducted(known: Known, setting: Setting, post: Row, day: date) -> bool:
    """Whether the person of a post came to an induction held from day 0 to day 120 of it."""
    return any((on - post["started_on"]).days <= 120 for on in inductions_of(known, setting, post, day))


def not_inducted(known: Known, setting: Setting, day: date) -> bool:
    """Whether any new SENCO, past day 120, was not inducted in time; nobody while training was never loaded."""
    return all(known.loaded(name) for name in ("training_events", "training_attendance")) and any(
        120 < (day - post["started_on"]).days <= 365 and not inducted(known, setting, post, day)
        for post in sencos_in_post(known, setting, day)
    )


def return_late_or_missing(known: Known, setting: Setting, day: date) -> bool:
    """Whether a return the setting owed for the last closed term is late or missing."""
    term = term_of(day)
    while due_day(term) >= day:
        term = term_after(term, -1)
    first = first_term(known)
    if first is None or term < first or setting not in owing(known, term, day):
        return False
    accepted = [first_accepted(known, name, term).get(setting) for name in TERM_RETURNS]
    return any(on is None or on > due_day(term) for on in accepted)


def practice_gaps(known: Known, setting: Setting, day: date) -> int:
    """The items whose latest answer is no."""
    return sum(row["answer"] == "no" for row in latest_answers(known, setting, day).values())


def ofsted_concern(row: Row) -> bool:
    judgement, inclusion = ((row[name] or "").lower() for name in ("ofsted_judgement", "ofsted_inclusion"))
    return judgement in ("inadequate", "requires improvement") or inclusion in ("needs attention", "urgent improvement")


def reasons(known: Known, setting: Setting, row: Row, day: date) -> list[str]:
    """The codes of everything that calls for support, in their order."""
    children = active_children(known, setting, day) or []
    lateness = [days for child in children if (days := days_overdue(child, day)) is not None]
    long_overdue = sum(days >= 43 for days in lateness)
    true = {
        "no_cover_with_children": bool(children) and cover(known, setting, day) == "vacant",
        "standard_not_met": standard(known, setting, row, day) == "not_met",
        "reviews_long_overdue": long_overdue >= 3 and 4 * long_overdue >= len(children),
        "safeguarding_expired": safeguarding_expired(known, setting, row, day),
        "long_vacancy": (vacant_days(known, setting, day) or 0) > 30,
        "long_interim": (interim_days(known, setting, day) or 0) > 120,
        "not_inducted": not_inducted(known, setting, day),
        "missed_meetings": (missed_in_a_row(known, setting, day) or 0) >= 2,
        "reviews_overdue": len(lateness) >= 2 and 10 * len(lateness) >= len(children),
        "return_late_or_missing": return_late_or_missing(known, setting, day),
        "practice_gaps": practice_gaps(known, setting, day) >= 3,
        "no_contact": known.loaded("contacts") and not is_in_touch(known, setting, day),
        "ofsted_concern": ofsted_concern(row),
    }
    used = OF_CHILDMINDERS if expectation(row) == "encouraged" else ORDER
    return [code for code in ORDER if true[code] and code in used]


def is_told(known: Known, setting: Setting, day: date) -> bool:
    """Whether SENCO posts and reviews are in for the term, or for the term before while this term's are not due yet."""
    terms = [term_of(day)]
    if day <= due_day(terms[0]):
        terms.append(term_after(terms[0], -1))
    return all(any((setting, term) in in_force for term in terms) for in_force in (known.posts, known.reviews))


def rating(known: Known, setting: Setting, row: Row, found: list[str], day: date) -> str:
    red = [code for code in found if code in RED]
    if expectation(row) == "encouraged" and "no_cover_with_children" in red:
        red.remove("no_cover_with_children")
    if red:
        return "red"
    if len(found) >= 2:
        return "amber"
    return "green" if is_told(known, setting, day) else "grey"


def settings_needing_support(known: Known, day: date, filters: Filters) -> list[Row]:
    """In order: by rating, then more reasons, more active children, setting."""
    placed = []
    for setting, row in known.open_settings(day).items():
        if not filters.has(row):
            continue
        found = reasons(known, setting, row, day)
        rated = rating(known, setting, row, found, day)
        children = len(active_children(known, setting, day) or [])
        shown = {"setting": setting, "name": row["name"], "cluster": row["cluster"], "rating": rated, "reasons": "; ".join(found) or None}
        placed.append(((RATINGS.index(rated), -len(found), -children, setting), shown))
    return [shown for _, shown in sorted(placed, key=lambda item: item[0])]
