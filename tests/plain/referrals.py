"""How long children wait: plain answers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.plain.coverage import share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, first_day, term_of

# In the order in which the later of two stages of one day counts.
STAGES = (
    "made",
    "received",
    "returned_incomplete",
    "triaged",
    "redirected",
    "declined",
    "accepted",
    "first_contact",
    "assessment_complete",
    "discharged",
    "withdrawn",
)
CLOSING = ("first_contact", "declined", "redirected", "withdrawn", "discharged")


def reached(referral: Row, stage: str, day: date) -> bool:
    on = referral[f"{stage}_on"]
    return on is not None and on <= day


def stage_of(referral: Row, day: date) -> str:
    """The latest stage reached by a day."""
    found = [(referral[f"{stage}_on"], place, stage) for place, stage in enumerate(STAGES) if reached(referral, stage, day)]
    return max(found)[2]


def waiting(referral: Row, day: date) -> str:
    """Whom a referral waits for: the service, the setting, or nobody (no)."""
    if any(reached(referral, stage, day) for stage in CLOSING):
        return "no"
    return "setting" if stage_of(referral, day) == "returned_incomplete" else "service"


def wait_days(referral: Row, day: date) -> int | None:
    if reached(referral, "first_contact", day):
        return (referral["first_contact_on"] - referral["made_on"]).days
    return (day - referral["made_on"]).days if waiting(referral, day) != "no" else None


def referrals(known: Known, day: date, filters: Filters) -> list[Row]:
    register = known.register_on(day)
    return [
        {
            "setting": setting,
            "referral_ref": reference,
            "service": referral["service"],
            "made_on": referral["made_on"],
            "stage": stage_of(referral, day),
            "waiting": waiting(referral, day),
            "wait_days": wait_days(referral, day),
        }
        for (setting, reference), referral in known.referrals(term_of(day)).items()
        if referral["made_on"] <= day and setting in register and filters.has(register[setting])
    ]


def quantile(numbers: list[int], at: Fraction) -> float | None:
    """The quantile between the two nearest numbers, to one place; blank of none."""
    if not numbers:
        return None
    in_order = sorted(numbers)
    place = at * (len(in_order) - 1)
    low = int(place)
    high = min(low + 1, len(in_order) - 1)
    exact = in_order[low] + (place - low) * (in_order[high] - in_order[low])
    return int(exact * 10 + Fraction(1, 2)) / 10


def referral_waits_by_service(known: Known, day: date, filters: Filters) -> list[Row]:
    term_began = first_day(term_of(day))
    register = known.register_on(day)
    by_service: dict[str, list[Row]] = {}
    for (setting, _), referral in known.referrals(term_of(day)).items():
        if referral["made_on"] <= day and setting in register and filters.has(register[setting]):
            by_service.setdefault(referral["service"], []).append(referral)
    counted = []
    for service, made_to_it in sorted(by_service.items()):
        made = [r for r in made_to_it if r["made_on"] >= term_began]
        waits = [wait_days(r, day) for r in made_to_it if reached(r, "first_contact", day) and r["first_contact_on"] >= term_began]
        so_far = [wait_days(r, day) for r in made_to_it if waiting(r, day) == "service"]
        if made or waits or so_far:
            counted.append(
                {
                    "service": service,
                    "made": len(made),
                    "completed": len(waits),
                    "median_days": quantile(waits, Fraction(1, 2)),
                    "p90_days": quantile(waits, Fraction(9, 10)),
                    "within_18_weeks_share": share(sum(wait <= 126 for wait in waits), len(waits)),
                    "waiting": len(so_far),
                    "longest_days": max(so_far, default=None),
                    "waiting_over_18_weeks": sum(wait > 126 for wait in so_far),
                    "waiting_over_52_weeks": sum(wait > 364 for wait in so_far),
                }
            )
    return counted
