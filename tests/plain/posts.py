"""The people in post and their role: plain answers."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.plain.coverage import chosen, cover, months_later, sencos_in_post, sencos_told, standard, standard_of, vacant_days
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, expectation
from tests.plain.reviews import active_children
from tests.plain.support import inductions_of

HALF = Fraction(1, 2)


def by(on: date | None, day: date) -> date | None:
    """A day that has come by a day; None when it has not."""
    return on if on is not None and on <= day else None


def senco_standard(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        if expectation(row) != "must" or not known.loaded("senco_posts"):
            continue
        reached = standard(known, setting, row, day)
        in_time = [months_later(p["started_on"], 36) for p in sencos_in_post(known, setting, day) if standard_of(p, day) == "in_time"]
        rows.append(
            shown
            | {"provider_type": row["provider_type"], "cover": cover(known, setting, day), "standard": reached}
            | {"due_on": min(in_time) if reached == "in_time" else None}
        )
    return rows


def safeguarding_training(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        for post in sencos_in_post(known, setting, day):
            trained_on = by(post["safeguarding_trained_on"], day)
            due_on = months_later(trained_on, row["safeguarding_months"]) if trained_on else None
            if due_on is None:
                state = "not_known"
            elif due_on < day:
                state = "expired"
            else:
                state = "due" if (due_on - day).days <= 60 else "current"
            post_shown = {"senco_ref": post["senco_ref"], "role": post["role"]}
            rows.append(shown | post_shown | {"trained_on": trained_on, "due_on": due_on, "state": state})
    return rows


def new_sencos(known: Known, day: date, filters: Filters) -> list[Row]:
    is_told = known.loaded("training_events") and known.loaded("training_attendance")
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        for post in sencos_in_post(known, setting, day):
            if (day - post["started_on"]).days > 365:
                continue
            came_on = min(inductions_of(known, setting, post, day), default=None) if is_told else None
            induct_by = post["started_on"] + timedelta(days=120)
            if not is_told:
                state = "not_known"
            elif came_on is not None and came_on <= induct_by:
                state = "inducted"
            else:
                state = "late" if induct_by < day else "in_time"
            post_shown = {name: post[name] for name in ("senco_ref", "role", "started_on")}
            rows.append(shown | post_shown | {"inducted_on": came_on, "induct_by": induct_by, "state": state})
    return rows


def handovers(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        told = sencos_told(known, setting, day)
        for post in told:
            ended_on = post["ended_on"]
            if ended_on is None or not 1 <= (day - ended_on).days <= 365:
                continue
            after = [p for p in told if p["started_on"] <= day and (p["ended_on"] is None or p["ended_on"] > ended_on)]
            own = [p["started_on"] for p in after if p["senco_ref"] == post["senco_ref"]]
            if any((started_on - ended_on).days <= 1 for started_on in own):
                continue
            others = [p["started_on"] for p in after if p["senco_ref"] != post["senco_ref"]]
            followed_on = min((started_on for started_on in others if started_on > post["started_on"]), default=None)
            if followed_on is None:
                state = "no_successor"
            elif (followed_on - ended_on).days > 30:
                state = "not_done"
            else:
                state = {"yes": "done", None: "not_known", "not_known": "not_known"}.get(post["handover_done"], "not_done")
            rows.append(
                shown
                | {"senco_ref": post["senco_ref"], "ended_on": ended_on, "successor_started_on": followed_on}
                | {"handover_done": post["handover_done"], "state": state}
            )
    return rows


def senco_role_reviews(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        for post in sencos_in_post(known, setting, day):
            reviews: Row = {}
            for name in ("cpd", "job_description"):
                on = by(post[f"{name}_reviewed_on"], day)
                state = "not_known" if on is None else "current" if months_later(on, 12) >= day else "due"
                reviews |= {f"{name}_reviewed_on": on, f"{name}_state": state}
            rows.append(shown | {"senco_ref": post["senco_ref"]} | reviews)
    return rows


def senco_hours(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("senco_posts"):
        return []
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        told = [post["weekly_hours"] for post in sencos_in_post(known, setting, day)]
        hours = sum(map(Fraction, told)) if told and None not in told else None
        active = active_children(known, setting, day)
        children = None if active is None else len(active)
        rows.append(
            shown
            | {"provider_type": row["provider_type"], "children": children}
            | {"weekly_hours": None if hours is None else float(hours)}
            | {"hours_per_10_children": int(hours * 100 / children + HALF) / 10 if children and hours is not None else None}
        )
    return rows


def children_without_senco(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        shown
        | {"provider_type": row["provider_type"], "expectation": expectation(row), "children": len(children)}
        | {"vacant_days": vacant_days(known, setting, day)}
        for setting, row, shown in chosen(known, day, filters)
        if cover(known, setting, day) == "vacant" and (children := active_children(known, setting, day))
    ]
