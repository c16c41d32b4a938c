"""When reviews are due: plain answers. A child is its setting and the setting's own reference."""

from __future__ import annotations

from datetime import date, timedelta

from tests.plain.coverage import share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting

ACTIVE = ("sen_support", "ehc_requested", "ehc_plan")


def active_children(known: Known, setting: Setting, day: date) -> list[Row] | None:
    """The latest cycle of every active child of a setting; None where its reviews are not known."""
    rows = known.current(known.reviews, setting, day)
    if rows is None:
        return None
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["cycle_no"]):
        if row["plan_started_on"] <= day:
            latest[row["child_ref"]] = row
    return [row for row in latest.values() if row["sen_status"] in ACTIVE and (row["left_on"] is None or row["left_on"] > day)]


def due_on(cycle: Row, day: date) -> date | None:
    held_on = cycle["review_held_on"]
    return cycle["next_review_due_on"] if held_on is not None and held_on <= day else cycle["review_due_on"]


def state(cycle: Row, day: date) -> str:
    due = due_on(cycle, day)
    if due is None:
        return "no_date"
    if due < day:
        return "overdue"
    return "due_soon" if due <= day + timedelta(days=14) else "on_track"


def days_overdue(cycle: Row, day: date) -> int | None:
    return (day - due_on(cycle, day)).days if state(cycle, day) == "overdue" else None


def band(days: int | None) -> str | None:
    if days is None:
        return None
    return "1-14" if days <= 14 else "15-42" if days <= 42 else "43+"


def reviews(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {
            "setting": setting,
            "cluster": row["cluster"],
            "child": (setting, cycle["child_ref"]),
            "sen_status": cycle["sen_status"],
            "cycle_no": cycle["cycle_no"],
            "due_on": due_on(cycle, day),
            "state": state(cycle, day),
            "days_overdue": days_overdue(cycle, day),
            "band": band(days_overdue(cycle, day)),
        }
        for setting, row in known.open_settings(day).items()
        if filters.has(row)
        for cycle in active_children(known, setting, day) or []
    ]


def reviews_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("sen_reviews"):
        return []
    settings = {setting: row for setting, row in known.open_settings(day).items() if filters.has(row)}
    counted = []
    for cluster in sorted({row["cluster"] for row in settings.values()}):
        told = [active_children(known, setting, day) for setting, row in settings.items() if row["cluster"] == cluster]
        if all(children is None for children in told):
            counts: Row = dict.fromkeys(("children", "overdue", "due_soon", "on_track", "no_date", "overdue_share"))
        else:
            states = [state(cycle, day) for children in told for cycle in children or []]
            counts = {"children": len(states)} | {name: states.count(name) for name in ("overdue", "due_soon", "on_track", "no_date")}
            counts["overdue_share"] = share(counts["overdue"], len(states))
        counted.append({"cluster": cluster} | counts)
    return counted
