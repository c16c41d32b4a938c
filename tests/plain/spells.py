"""Who was in post when, day by day, and where nobody is: plain answers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from tests.plain.coverage import chosen, cover, months_later, vacant_days
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, Term, expectation, first_day, term_after, term_of
from tests.plain.reviews import active_children

DAY = timedelta(days=1)


def senco_gaps(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        covered = cover(known, setting, day)
        if covered not in ("vacant", "not_known"):
            continue
        days, children = vacant_days(known, setting, day), active_children(known, setting, day)
        rows.append(
            shown
            | {"provider_type": row["provider_type"], "area_senco": row["area_senco"], "expectation": expectation(row), "cover": covered}
            | {"vacant_since": None if days is None else day - days * DAY, "vacant_days": days}
            | {"children": None if children is None else len(children)}
        )
    return rows


def terms_told(known: Known, setting: Setting, day: date) -> list[Term]:
    """The terms up to a day's of which a setting's posts were told, a nil return among them."""
    return sorted(term for of, term in known.posts if of == setting and term <= term_of(day))


def posts_with_last_days(known: Known, setting: Setting, day: date) -> list[tuple[Row, date]]:
    """Every SENCO and shared post as the latest return says, with its last day.

    One without a last day that has come lasts as long as the return that told of it speaks, and no longer than to the next return.
    """
    latest: dict[tuple, tuple[Row, Term]] = {}
    terms = terms_told(known, setting, day)
    for term in terms:
        latest |= {(post["senco_ref"], post["started_on"]): (post, term) for post in known.posts[setting, term]}
    found = []
    for post, term in latest.values():
        last = post["ended_on"]
        if last is None or last >= day:
            last = min(first_day(later) - DAY for later in (*terms, term_after(term, 3)) if later > term)
        if post["role"] in ("senco", "shared"):
            found.append((post, last))
    return found


def rank(post: Row) -> int:
    return 2 if post["interim"] else 1 if post["role"] == "shared" else 0


def covers_by_day(known: Known, setting: Setting, row: Row, day: date) -> list[tuple[date, str, str | None]]:
    """Each day of the 24 months, from the day the setting opened, with its cover and person."""
    posts, terms = posts_with_last_days(known, setting, day), terms_told(known, setting, day)
    on = max(months_later(day, -24), row["opened_on"] or date.min)
    days = []
    while on <= day:
        there = [post for post, last in posts if post["started_on"] <= on <= last]
        best = min(there, key=lambda post: (rank(post), post["started_on"], post["senco_ref"]), default=None)
        if best is not None:
            days.append((on, ("in_post", "shared", "interim")[rank(best)], best["senco_ref"]))
        else:
            is_told = any(term_after(term_of(on), -2) <= term <= term_of(on) for term in terms)
            days.append((on, "vacant" if is_told else "not_known", None))
        on += DAY
    return days


def senco_spells(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        if expectation(row) not in ("must", "expected") or not known.loaded("senco_posts"):
            continue
        days = covers_by_day(known, setting, row, day)
        if all(covered != "vacant" for _, covered, _ in days):
            continue
        for (covered, person), spell in groupby(days, key=lambda each: each[1:]):
            first, *_ = lasting = [on for on, _, _ in spell]
            rows.append(
                shown
                | {"provider_type": row["provider_type"], "expectation": expectation(row), "cover": covered, "senco_ref": person}
                | {"from_on": first, "to_on": lasting[-1], "days": len(lasting)}
            )
    return rows
