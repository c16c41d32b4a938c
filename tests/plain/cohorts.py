"""What became of referrals, each of them and each term's; what a room is told of the waits: plain answers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.plain.filters import ALL, Filters
from tests.plain.log import Known, Row, name_of, term_after, term_of
from tests.plain.pathways import in_term, made, registered
from tests.plain.referrals import STAGES, quantile, reached, stage_of, wait_days, waiting

OUTCOMES = ("seen", "waiting", "on_setting", "declined", "redirected", "closed")


def outcome(referral: Row, day: date) -> str:
    """The one state a referral is in on a day."""
    if reached(referral, "first_contact", day):
        return "seen"
    if waiting(referral, day) != "no":
        return "waiting" if waiting(referral, day) == "service" else "on_setting"
    stage = stage_of(referral, day)
    return stage if stage in ("declined", "redirected") else "closed"


def referral_cohorts(known: Known, day: date, filters: Filters) -> list[Row]:
    cohorts: dict[tuple[str, str], list[Row]] = {}
    for _, referral in made(known, day, filters):
        term = term_of(referral["made_on"])
        if term >= term_after(term_of(day), -5):
            cohorts.setdefault((name_of(term), referral["service"]), []).append(referral)
    rows = []
    for (term, service), cohort in cohorts.items():
        states = [outcome(referral, day) for referral in cohort]
        counts = {name: sum(reached(referral, name, day) for referral in cohort) for name in ("received", "accepted")}
        counts |= {name: states.count(name) for name in OUTCOMES}
        rows.append({"term": term, "service": service, "made": len(cohort)} | counts)
    return rows


def referral_list(known: Known, day: date, filters: Filters) -> list[Row]:
    register = registered(known, day, filters)
    rows = []
    for setting, referral in made(known, day, filters):
        stage = stage_of(referral, day)
        rows.append(
            {"setting": setting, "name": register[setting]["name"], "cluster": register[setting]["cluster"]}
            | {name: referral[name] for name in ("referral_ref", "service")}
            | {"stage": stage, "stage_on": referral[f"{stage}_on"], "outcome": outcome(referral, day)}
            | {"waiting": waiting(referral, day), "wait_days": wait_days(referral, day)}
            | {"decline_reason": referral["decline_reason"] if reached(referral, "declined", day) else None}
            | {f"{name}_on": referral[f"{name}_on"] if reached(referral, name, day) else None for name in STAGES}
        )
    return rows


def room_referrals(known: Known, day: date, filters: Filters) -> list[Row]:
    """Of all settings, whatever is chosen. A service's referrals on the day are those made or seen in the term, or waiting."""
    if not known.loaded("referrals"):
        return []
    of_service: dict[str, list[Row]] = {}
    for _, referral in made(known, day, ALL):
        counts = in_term(referral["made_on"], day) or in_term(referral["first_contact_on"], day) or waiting(referral, day) == "service"
        if counts:
            of_service.setdefault(referral["service"], []).append(referral)
    together: dict[str, list[Row]] = {"other_services": []}
    for service, referrals in of_service.items():
        is_few = len(referrals) < 10 or service == "social_care"
        together.setdefault("other_services" if is_few else service, []).extend(referrals)
    rows = []
    for service, referrals in together.items():
        waits = [wait_days(r, day) for r in referrals if in_term(r["first_contact_on"], day)]
        so_far = [wait_days(r, day) for r in referrals if waiting(r, day) == "service"]
        rows.append(
            {
                "service": service,
                "made": sum(in_term(r["made_on"], day) for r in referrals),
                "completed": len(waits),
                "median_days": quantile(waits, Fraction(1, 2)),
                "p90_days": quantile(waits, Fraction(9, 10)),
                "within_18_weeks": sum(days <= 126 for days in waits),
                "waiting": len(so_far),
                "waiting_over_18_weeks": sum(days > 126 for days in so_far),
            }
        )
    return rows
