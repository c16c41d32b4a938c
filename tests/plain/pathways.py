"""What becomes of referrals, and how long their steps and the time limits take: plain answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tests.plain.coverage import months_later, share
from tests.plain.filters import ALL, Filters
from tests.plain.holidays import working_day_after
from tests.plain.log import Known, Row, Setting, first_day, term_of
from tests.plain.plans import Counts
from tests.plain.referrals import quantile, reached, referral_waits_by_service, stage_of, waiting
from tests.plain.reviews import active_children

STEPS = ("made", "received", "triaged", "accepted", "first_contact", "assessment_complete")
EHC_STEPS = (("assess_decision", "assess_decided_on", 6), ("issue_decision", "issue_decided_on", 16), ("final_plan", "final_on", 20))


def registered(known: Known, day: date, filters: Filters) -> dict[Setting, Row]:
    """The settings chosen on the register of a day, open or closed."""
    return {setting: row for setting, row in known.register_on(day).items() if filters.has(row)}


def made(known: Known, day: date, filters: Filters) -> list[tuple[Setting, Row]]:
    """The referrals made by a day, with their settings."""
    register = registered(known, day, filters)
    told = known.referrals(term_of(day)).items()
    return [(setting, row) for (setting, _), row in told if setting in register and row["made_on"] <= day]


def in_term(on: date | None, day: date) -> bool:
    """Whether a day lies from the first day of the term to the day asked about."""
    return on is not None and first_day(term_of(day)) <= on <= day


def referral_waits_by_service_and_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    each = {row["cluster"] for row in registered(known, day, filters).values()}
    return [
        {"cluster": cluster} | row
        for cluster in each
        for row in referral_waits_by_service(known, day, replace(filters, clusters=(cluster,)))
    ]


def referral_outcomes_by_service(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    referrals = [row for _, row in made(known, day, filters) if in_term(row["made_on"], day)]
    for service in {row["service"] for row in referrals}:
        of_service = [row for row in referrals if row["service"] == service]
        counts = {
            name: sum(reached(row, stage, day) for row in of_service)
            for name, stage in (
                ("declined", "declined"),
                ("returned", "returned_incomplete"),
                ("redirected", "redirected"),
                ("withdrawn", "withdrawn"),
            )
        }
        shares = {f"{name}_share": share(counts[name], len(of_service)) for name in ("declined", "returned")}
        rows.append({"service": service, "made": len(of_service)} | counts | shares)
    return rows


def decline_reasons(known: Known, day: date, filters: Filters) -> list[Row]:
    said = [
        (row["service"], row["decline_reason"] or "not_known") for _, row in made(known, day, filters) if in_term(row["declined_on"], day)
    ]
    return [{"service": service, "reason": reason, "referrals": said.count((service, reason))} for service, reason in set(said)]


def stage_times(known: Known, day: date, filters: Filters) -> list[Row]:
    took: dict[tuple[str, str, str], list[int]] = {}
    for _, row in made(known, day, filters):
        for before, after in pairwise(STEPS):
            left_on, reached_on = row[f"{before}_on"], row[f"{after}_on"]
            if left_on is not None and in_term(reached_on, day) and left_on <= reached_on:
                took.setdefault((row["service"], before, after), []).append((reached_on - left_on).days)
    return [
        {
            "service": service,
            "from_stage": before,
            "to_stage": after,
            "referrals": len(days),
            "median_days": quantile(days, Fraction(1, 2)),
            "p90_days": quantile(days, Fraction(9, 10)),
        }
        for (service, before, after), days in took.items()
    ]


def unused_routes(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("referrals"):
        return []
    own = {(setting, spoken.term) for spoken in known.spoken("referrals") if spoken.load.source is None for setting in spoken.by_setting}
    rows = []
    for setting, row in known.open_settings(day).items():
        children = len(active_children(known, setting, day) or [])
        last = max((referral["made_on"] for of, referral in made(known, day, ALL) if of == setting), default=None)
        is_unused = last is None or months_later(last, 12) < day
        if children >= 3 and is_unused and filters.has(row):
            is_told = known.current({key: [] for key in own}, setting, day) is not None
            rows.append(
                {
                    "setting": setting,
                    "name": row["name"],
                    "cluster": row["cluster"],
                    "children": children,
                    "last_referral_on": last,
                    "state": "none_made" if is_told else "not_known",
                }
            )
    return rows


# Time limits


def ehc_made(known: Known, day: date, filters: Filters) -> list[tuple[Setting, Row]]:
    register = registered(known, day, filters)
    told = known.told("ehc_timeline", ("child_ref", "requested_on"), term_of(day))
    return [(setting, row) for setting, row in told if setting in register and row["requested_on"] <= day]


def next_step(request: Row, day: date) -> int:
    """The place of the step that follows the latest one taken by a day; 3 when all are taken."""
    taken = [place for place, (_, field, _) in enumerate(EHC_STEPS, 1) if request[field] is not None and request[field] <= day]
    return max(taken, default=0)


def ehc_requests(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    register = registered(known, day, filters)
    for setting, request in ehc_made(known, day, filters):
        exception, place = request["exception"] or "none", next_step(request, day)
        is_due = place < 3 and exception == "none"
        due = request["requested_on"] + timedelta(weeks=EHC_STEPS[place][2]) if is_due else None
        rows.append(
            {
                "setting": setting,
                "name": register[setting]["name"],
                "cluster": register[setting]["cluster"],
                "child": (setting, request["child_ref"]),
                "requested_on": request["requested_on"],
                **{field: on if (on := request[field]) and on <= day else None for _, field, _ in EHC_STEPS},
                "exception": exception,
                "next_step": EHC_STEPS[place][0] if place < 3 else None,
                "next_due_on": due,
                "days_late": (day - due).days if due and due < day else None,
            }
        )
    return rows


def counted(runs: list[tuple[date, date | None, bool, bool]], day: date) -> Counts:
    """The counts of a clock's runs: the last day allowed, the day each ended, whether it is open, whether it is an exception."""
    ended = [run for run in runs if in_term(run[1], day)]
    completed = [run for run in ended if not run[3]]
    still_open = [run for run in runs if run[2] and not run[3]]
    in_time = sum(end <= last for last, end, _, _ in completed)
    return {
        "completed": len(completed),
        "in_time": in_time,
        "in_time_share": share(in_time, len(completed)),
        "open": len(still_open),
        "open_late": sum(last < day for last, _, _, _ in still_open),
        "exceptions": sum(run[3] for run in ended) + sum(run[2] and run[3] for run in runs),
    }


def service_clocks(known: Known, day: date, filters: Filters) -> list[Row]:
    register = registered(known, day, filters)
    if not register:
        return []
    rows = []
    if known.loaded("referrals"):
        asked = [r for _, r in made(known, day, filters) if r["service"] == "area_senco" and reached(r, "received", day)]
        runs = [
            (
                row["received_on"] + timedelta(14),
                row["triaged_on"],
                stage_of(row, day) == "received" and waiting(row, day) != "no" and not reached(row, "triaged", day),
                False,
            )
            for row in asked
        ]
        rows.append({"clock": "area_senco_triage", "allowed": 14, "unit": "days"} | counted(runs, day))
    if known.loaded("funding"):
        runs = []
        for setting, row in known.told("funding", ("child_ref", "fund", "applied_on"), term_of(day)):
            is_asked = setting in register and row["fund"] == "inclusion_fund" and row["applied_on"] <= day
            if is_asked and row["panel_on"] is not None and row["panel_on"] <= day:
                decided_on = row["decided_on"]
                is_open = decided_on > day if decided_on else row["decision"] is None
                runs.append((working_day_after(row["panel_on"], 7), decided_on, is_open, False))
        rows.append({"clock": "inclusion_fund", "allowed": 7, "unit": "working_days"} | counted(runs, day))
    if known.loaded("ehc_timeline"):
        requests = [row for _, row in ehc_made(known, day, filters)]
        for place, (_, field, weeks) in enumerate(EHC_STEPS):
            runs = [
                (
                    row["requested_on"] + timedelta(weeks=weeks),
                    row[field],
                    next_step(row, day) <= place,
                    row["exception"] not in (None, "none"),
                )
                for row in requests
            ]
            rows.append({"clock": f"ehc_{weeks}_weeks", "allowed": weeks, "unit": "weeks"} | counted(runs, day))
    return rows
