"""Reviews late and to come, one by one, by band and by week; EHC plans before school: plain answers."""

from __future__ import annotations

from datetime import date, timedelta

from tests.plain.filters import Filters
from tests.plain.holidays import bank_holidays
from tests.plain.log import Known, Row, Setting, name_of, term_of
from tests.plain.moves import school_year_of
from tests.plain.plans import Counts, active, by_cluster, chosen, cycles, cycles_of, told_of
from tests.plain.reviews import band, days_overdue, due_on, state

WEEK = timedelta(weeks=1)


def weeks_from(day: date) -> list[date]:
    """The Mondays of twelve weeks, the day's own first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + number * WEEK for number in range(12)]


def reviews_by_band(known: Known, day: date, filters: Filters) -> list[Row]:
    def count(settings: list[Setting]) -> Counts:
        children = [child for _, child in active(known, settings, day)]
        bands = [band(days_overdue(child, day)) for child in children]
        return {
            "children": len(children),
            "days_1_14": bands.count("1-14"),
            "days_15_42": bands.count("15-42"),
            "days_43_up": bands.count("43+"),
            "no_date": sum(state(child, day) == "no_date" for child in children),
            "overdue": sum(each is not None for each in bands),
        }

    return by_cluster(known, day, filters, count)


def reviews_due_by_week(known: Known, day: date, filters: Filters) -> list[Row]:
    def due_from(first: date, settings: list[Setting]) -> Counts:
        days = [on for _, child in active(known, settings, day) if (on := due_on(child, day)) is not None and on >= day]
        return {"children": sum(first <= on < first + WEEK for on in days)}

    return [
        {"cluster": row["cluster"], "week_starting": monday, "children": row["children"]}
        for monday in weeks_from(day)
        for row in by_cluster(known, day, filters, lambda settings, monday=monday: due_from(monday, settings))
    ]


def weeks_ahead(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {
            "week_starting": monday,
            "term": name_of(term_of(monday)),
            "working_days": sum((on := monday + timedelta(days=n)) not in bank_holidays(on.year) for n in range(5)),
        }
        for monday in weeks_from(day)
        if known.loaded("sen_reviews")
    ]


def review_list(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, child in chosen(known, day, filters):
        held = [c for c in cycles_of(known, setting, child, day) if c["review_held_on"] is not None and c["review_held_on"] <= day]
        last = max(held, key=lambda cycle: (cycle["review_held_on"], cycle["cycle_no"]), default=None)
        days = days_overdue(child, day)
        rows.append(
            {"child": (setting, child["child_ref"]), "setting": setting, "name": row["name"], "cluster": row["cluster"]}
            | {"sen_status": child["sen_status"], "state": state(child, day), "due_on": due_on(child, day)}
            | {"days_overdue": days, "band": band(days), "cycle_no": child["cycle_no"]}
            | {"parents_involved": last and (last["parents_involved"] or "not_known")}
        )
    return rows


# EHC plans before school


def plans_before_school(known: Known, day: date, filters: Filters) -> list[Row]:
    year = school_year_of(day - timedelta(1)) + 1
    due = date(year, 2, 15)
    told = {(s, row["child_ref"]): row["starts_school_on"] for s, row in known.told("transitions", ("child_ref",), term_of(day))}
    case: dict[tuple[Setting, str], list[Row]] = {}
    for setting, request in known.told("ehc_timeline", ("child_ref", "requested_on"), term_of(day)):
        case.setdefault((setting, request["child_ref"]), []).append(request)
    rows = []
    for setting, row in known.open_settings(day).items():
        if not filters.has(row):
            continue
        by_return = {r["child_ref"]: _latest(known, setting, r, day) for r in cycles(known, setting, day)}
        with_plan = {ref for ref, latest in by_return.items() if _is_there(latest, day) and latest["sen_status"] == "ehc_plan"}
        with_plan |= {ref for of, ref in case if of == setting and any(_by(r["final_on"], day) for r in case[of, ref])}
        for reference in with_plan:
            starts = told.get((setting, reference))
            if starts is None and not (reference in by_return and _is_there(by_return[reference], day)):
                is_coming = False
            elif starts is None:
                said = [cycle["birth_month"] for cycle in told_of(known, setting, {"child_ref": reference}, day) if cycle["birth_month"]]
                born = said[-1] if said else None
                is_coming = born is not None and date(year - 5, 9, 1) <= date.fromisoformat(f"{born}-01") < date(year - 4, 9, 1)
            else:
                is_coming = school_year_of(starts) == year
            if not is_coming:
                continue
            days = [on for r in case.get((setting, reference), []) for on in (r["final_on"], r["last_review_on"]) if _by(on, day)]
            this_year = [on for on in days if on >= date(year - 1, 9, 1)]
            prepared = min(this_year) if this_year else max(days, default=None)
            if this_year:
                state = "done" if prepared <= due else "done_late"
            elif not known.loaded("ehc_timeline"):
                state = "not_known"
            else:
                state = "in_time" if day <= due else "late"
            rows.append(
                {"setting": setting, "name": row["name"], "cluster": row["cluster"], "child": (setting, reference)}
                | {"starts_school_on": starts, "known_from": "age" if starts is None else "return"}
                | {"prepared_on": prepared, "due_on": due, "state": state}
            )
    return rows


def _by(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def _latest(known: Known, setting: Setting, cycle: Row, day: date) -> Row:
    return cycles_of(known, setting, cycle, day)[-1]


def _is_there(cycle: Row, day: date) -> bool:
    return cycle["left_on"] is None or cycle["left_on"] > day
