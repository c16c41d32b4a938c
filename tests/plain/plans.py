"""Children, their plans and who is identified: plain answers."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

from tests.plain.coverage import months_later, share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, first_day, term_of
from tests.plain.reviews import ACTIVE, active_children, due_on, state

Counts = dict[str, object]


def by_cluster(known: Known, day: date, filters: Filters, count: Callable[[list[Setting]], Counts]) -> list[Row]:
    """The counts of each cluster's settings that told of their reviews; blank where none did."""
    if not known.loaded("sen_reviews"):
        return []
    settings = {setting: row for setting, row in known.open_settings(day).items() if filters.has(row)}
    rows = []
    for cluster in sorted({row["cluster"] for row in settings.values()}):
        told = [s for s, row in settings.items() if row["cluster"] == cluster and known.current(known.reviews, s, day) is not None]
        rows.append({"cluster": cluster} | (count(told) if told else dict.fromkeys(count([]))))
    return rows


def cycles(known: Known, setting: Setting, day: date) -> list[Row]:
    """The cycles begun by a day of a setting's current return."""
    return [row for row in known.current(known.reviews, setting, day) or [] if row["plan_started_on"] <= day]


def cycles_of(known: Known, setting: Setting, child: Row, day: date) -> list[Row]:
    return sorted((r for r in cycles(known, setting, day) if r["child_ref"] == child["child_ref"]), key=lambda r: r["cycle_no"])


def told_of(known: Known, setting: Setting, child: Row, day: date) -> list[Row]:
    """As `cycles_of`, with those that begin later: what they say of the child itself holds on the day too."""
    rows = known.current(known.reviews, setting, day) or []
    return sorted((row for row in rows if row["child_ref"] == child["child_ref"]), key=lambda row: row["cycle_no"])


def last_held_on(known: Known, setting: Setting, child: Row, day: date) -> date | None:
    held = [cycle["review_held_on"] for cycle in cycles_of(known, setting, child, day)]
    return max((on for on in held if on is not None and on <= day), default=None)


def age(known: Known, setting: Setting, child: Row, day: date) -> int | None:
    """Whole months since the first of the birth month that was told last."""
    told = [cycle["birth_month"] for cycle in told_of(known, setting, child, day) if cycle["birth_month"]]
    if not told:
        return None
    born = date.fromisoformat(f"{told[-1]}-01")
    return next(months for months in range(200) if months_later(born, months + 1) > day)


def active(known: Known, settings: list[Setting], day: date) -> list[tuple[Setting, Row]]:
    return [(setting, child) for setting in settings for child in active_children(known, setting, day) or []]


def chosen(known: Known, day: date, filters: Filters) -> list[tuple[Setting, Row, Row]]:
    """Every active child of the open settings chosen: its setting, the setting's row, the child's latest cycle."""
    return [
        (setting, row, child)
        for setting, row in known.open_settings(day).items()
        if filters.has(row)
        for child in active_children(known, setting, day) or []
    ]


def children_by_status(known: Known, day: date, filters: Filters) -> list[Row]:
    def count(settings: list[Setting]) -> Counts:
        statuses = []
        for setting in settings:
            for reference in {row["child_ref"] for row in cycles(known, setting, day)}:
                latest = cycles_of(known, setting, {"child_ref": reference}, day)[-1]
                if latest["left_on"] is None or latest["left_on"] > day:
                    statuses.append(latest["sen_status"])
        counts = {status: statuses.count(status) for status in ("monitoring", *ACTIVE)}
        return counts | {"active": sum(status in ACTIVE for status in statuses)}

    return by_cluster(known, day, filters, count)


def stale_plans(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, child in chosen(known, day, filters):
        started = max(cycle["plan_started_on"] for cycle in cycles_of(known, setting, child, day))
        held = last_held_on(known, setting, child, day)
        days = (day - max(started, held or started)).days
        if state(child, day) == "no_date" and days > 84:
            rows.append(
                {
                    "setting": setting,
                    "name": row["name"],
                    "cluster": row["cluster"],
                    "child": (setting, child["child_ref"]),
                    "sen_status": child["sen_status"],
                    "plan_started_on": started,
                    "last_held_on": held,
                    "days_since": days,
                }
            )
    return rows


def review_quality_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    def count(settings: list[Setting]) -> Counts:
        held = [
            cycle
            for setting in settings
            for cycle in cycles(known, setting, day)
            if cycle["sen_status"] in ACTIVE
            and cycle["review_held_on"] is not None
            and first_day(term_of(day)) <= cycle["review_held_on"] <= day
        ]
        counts: Counts = {"held": len(held)}
        for name, asked in (("parents", "parents_involved"), ("child_voice", "child_voice"), ("professional", "professional_present")):
            said = [cycle[asked] for cycle in held]
            counts[f"{name}_yes"] = said.count("yes")
            counts[f"{name}_not_known"] = said.count("not_known") + said.count(None)
            counts[f"{name}_share"] = share(said.count("yes"), len(held))
        return counts

    return by_cluster(known, day, filters, count)


def complete_plans_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    def count(settings: list[Setting]) -> Counts:
        missing = []
        for _, child in active(known, settings, day):
            recorded = ("outcomes", "interventions", "expected_impact")
            missing.append(
                {name for name in recorded if not child[f"{name}_recorded"]} | ({"date"} if due_on(child, day) is None else set())
            )
        complete = sum(not lacks for lacks in missing)
        return {
            "children": len(missing),
            "complete": complete,
            "complete_share": share(complete, len(missing)),
            "no_outcomes": sum("outcomes" in lacks for lacks in missing),
            "no_interventions": sum("interventions" in lacks for lacks in missing),
            "no_impact": sum("expected_impact" in lacks for lacks in missing),
            "no_date": sum("date" in lacks for lacks in missing),
        }

    return by_cluster(known, day, filters, count)


def ehc_plan_reviews(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, child in chosen(known, day, filters):
        months = age(known, setting, child, day)
        if child["sen_status"] != "ehc_plan" or (months is not None and months >= 60):
            continue
        held = last_held_on(known, setting, child, day)
        since = held or min(cycle["plan_started_on"] for cycle in cycles_of(known, setting, child, day))
        advised, due = months_later(since, 6), months_later(since, 12)
        passed = (advised < day) + (due < day)
        rows.append(
            {
                "setting": setting,
                "name": row["name"],
                "cluster": row["cluster"],
                "child": (setting, child["child_ref"]),
                "last_held_on": held,
                "six_months_on": advised,
                "twelve_months_on": due,
                "state": "age_not_known" if months is None else ("within_6_months", "over_6_months", "over_12_months")[passed],
            }
        )
    return rows


def two_year_checks_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    def count(settings: list[Setting]) -> Counts:
        ages = [(age(known, setting, child, day), setting, child) for setting, child in active(known, settings, day)]
        checked = [
            any(on is not None and on <= day for on in (c["two_year_check_on"] for c in told_of(known, setting, child, day)))
            for months, setting, child in ages
            if months is not None and months >= 30
        ]
        return {
            "children": len(checked),
            "checked": checked.count(True),
            "not_checked": checked.count(False),
            "age_not_known": sum(months is None for months, _, _ in ages),
        }

    return by_cluster(known, day, filters, count)


def for_each_hundred(part: int, whole: int) -> float:
    return (2000 * part + whole) // (2 * whole) / 10


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The bounds x of the interval: where (part / whole - x)² is 1.96² x (1 - x) / whole."""
    square, rate = 1.96**2, min(part, whole) / whole
    a, b, c = whole + square, 2 * whole * rate + square, whole * rate**2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return (b - root) / (2 * a), (b + root) / (2 * a)


def identification_rates(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("sen_reviews"):
        return []
    funded = {setting: row for setting, row in known.open_settings(day).items() if row["funded"] and row["places"]}
    numbers = {setting: len(there) for setting in funded if (there := active_children(known, setting, day)) is not None}
    told = [(setting, funded[setting], children) for setting, children in numbers.items()]
    rows = []
    for setting, row in funded.items():
        if row["places"] < 20 or not filters.has(row):
            continue
        beside = [(number, other["places"]) for _, other, number in told if other["cluster"] == row["cluster"]]
        everyone, everywhere = sum(number for _, _, number in told), sum(other["places"] for _, other, _ in told)
        line = {
            "setting": setting,
            "name": row["name"],
            "cluster": row["cluster"],
            "places": row["places"],
            "children": numbers.get(setting),
            "rate": None,
            "low": None,
            "high": None,
            "cluster_rate": for_each_hundred(sum(number for number, _ in beside), sum(places for _, places in beside)) if beside else None,
            "authority_rate": for_each_hundred(everyone, everywhere) if told else None,
            "tail": "not_known",
        }
        if setting in numbers:
            low, high = wilson(numbers[setting], row["places"])
            rate = everyone / everywhere
            line |= {
                "rate": for_each_hundred(numbers[setting], row["places"]),
                "low": math.floor(1000 * low + 0.5) / 10,
                "high": math.floor(1000 * high + 0.5) / 10,
                "tail": "low" if high < rate else "high" if low > rate else "within",
            }
        rows.append(line)
    return rows
