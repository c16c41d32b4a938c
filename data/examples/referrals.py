"""Referrals of the sample: made week by week, each followed through its stages until it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from random import Random
from statistics import NormalDist

from data.examples.children import Child
from data.examples.days import Diary, in_school_time
from data.examples.places import Setting
from data.examples.story import Part

# service: (share of referrals, half of those seen waited so many weeks, nine in ten so many)
_SERVICES = {
    "speech_language": (34, 8.5, 24.5),
    "educational_psychology": (9, 10, 17),
    "paediatrician": (9, 9.0, 16),
    "occupational_therapy": (7, 9, 16),
    "physiotherapy": (3, 5, 9),
    "portage": (7, 4, 8),
    "hearing": (5, 3.5, 7),
    "vision": (3, 3, 6),
    "multi_sensory": (1, 3, 5),
    "specialist_teacher": (4, 3, 7),
    "neurodevelopmental": (0.7, 46, 66),
    "health_visitor": (5, 2, 4),
    "early_help": (4, 2, 5),
    "social_care": (2, 0.7, 1.5),
    "area_senco": (12, 1, 2),
    "inclusion_fund": (7, 2.5, 5),
    "ehc_assessment": (3, 4, 6),
    "voluntary": (2, 3, 6),
    "other": (1, 3, 6),
}
_LONGER_NOW = ("speech_language", "paediatrician")
_MADE = {"autumn": 270, "spring": 175, "summer": 190}  # a full term of 120 settings
_REASONS = (
    ("criteria_not_met", 45),
    ("incomplete", 14),
    ("age", 14),
    ("other_service", 10),
    ("parent_declined", 9),
    ("duplicate", 5),
    ("other", 3),
)
_STAGES = (
    "consent_on",
    "received_on",
    "triaged_on",
    "accepted_on",
    "first_contact_on",
    "assessment_complete_on",
    "discharged_on",
    "returned_incomplete_on",
    "declined_on",
    "redirected_on",
    "withdrawn_on",
)
_ENDS = ("first_contact_on", "declined_on", "redirected_on", "withdrawn_on", "discharged_on")


@dataclass(frozen=True)
class Referral:
    """One referral and every date it will ever have; a return of a day tells those up to it."""

    ref: str
    child: str | None
    service: str
    made_on: date
    dates: dict[str, date]
    reason: str | None

    def waits_on(self, day: date) -> bool:
        return not any(self.dates[end] <= day for end in _ENDS if end in self.dates)

    def latest_by(self, day: date) -> date:
        return max([self.made_on, *(moment for moment in self.dates.values() if moment <= day)])


def referrals(
    settings: list[Setting], parts: dict[int, Part], known: dict[int, list[Child]], diary: Diary, dice: Random
) -> dict[int, list[Referral]]:
    """Every referral by its setting’s key, from a year before the first term, so that long waits are there from the start."""
    found: dict[int, list[Referral]] = {setting.key: [] for setting in settings}
    eager = [
        (setting, parts[setting.key])
        for setting in settings
        if parts[setting.key].children >= 0.5 and diary.last.index in parts[setting.key].told_terms
    ]
    if not eager:
        return found
    luck = _Luck(dice)
    first, last = diary.first.term.starts_on - timedelta(days=380), diary.last.told_on
    weights = [part.children**0.8 for _, part in eager]
    days = [day for day in (first + timedelta(days=step) for step in range((last - first).days + 1)) if in_school_time(day)]
    for day in days:
        a_day = _MADE[_season(day)] * len(settings) / 120 / {"autumn": 74, "spring": 54, "summer": 66}[_season(day)]
        for _ in range(int(a_day) + (dice.random() < a_day % 1)):
            (setting,) = dice.choices([setting for setting, _ in eager], weights)
            if setting.is_open(day):
                number = len(found[setting.key]) + 1
                found[setting.key].append(_referral(f"R{number:03d}", _child(known[setting.key], day, dice), day, diary, dice, luck))
    return found


class _Luck:
    """Draws that fill their range evenly, so that every seed has its share of each service and of long waits."""

    _STEP = 0.6180339887498949

    def __init__(self, dice: Random) -> None:
        self._at = {name: dice.random() for name in ("", "back", *_SERVICES)}

    def _even(self, name: str) -> float:
        self._at[name] = (self._at[name] + self._STEP) % 1
        return self._at[name]

    def service(self) -> str:
        left = self._even("") * sum(share for share, _, _ in _SERVICES.values())
        for service, (share, _, _) in _SERVICES.items():
            left -= share
            if left < 0:
                return service
        return "other"

    def comes_back(self) -> bool:
        """Whether a referral is returned because something is missing."""
        return self._even("back") < 0.06

    def spread(self, service: str) -> float:
        """How many standard deviations from the middle."""
        return NormalDist().inv_cdf(min(0.997, max(0.003, self._even(service))))


def _season(day: date) -> str:
    return "autumn" if day.month >= 9 else "spring" if day.month < 4 else "summer"


def _child(known: list[Child], day: date, dice: Random) -> str | None:
    there = [child.ref for child in known if child.is_there(day) and child.cycles[0].started_on <= day]
    return dice.choice(there) if there else None


def _referral(ref: str, child: str | None, made_on: date, diary: Diary, dice: Random, luck: _Luck) -> Referral:
    service = luck.service()
    _, half, most = _SERVICES[service]  # weeks
    longer = 0.8 + 0.3 * max(0.0, 1 - (diary.today - made_on).days / 700) if service in _LONGER_NOW else 1
    wait = max(2, round(7 * longer * exp(log(half) + log(most / half) / 1.2816 * luck.spread(service))))
    dates = {} if dice.random() < 0.02 else {"consent_on": made_on - timedelta(days=dice.choice((0, 1, 3, 5, 8)))}
    reason = None

    def reach(stage: str, days_on: float) -> None:
        dates[stage] = made_on + timedelta(days=round(days_on))

    received = min(8, 1 + wait * dice.uniform(0.02, 0.12))
    triaged = received + min(dice.randint(2, 16), wait * 0.3)
    reach("received_on", received)
    if luck.comes_back():
        back = received + dice.randint(4, 12)
        reach("returned_incomplete_on", back)
        if dice.random() < 0.18:
            reach("withdrawn_on", back + dice.randint(30, 70))
            return Referral(ref, child, service, made_on, dates, None)
        triaged = back + dice.randint(18, 58)
        wait = round(max(wait, triaged + 10))
    reach("triaged_on", triaged)
    settled = triaged + min(dice.randint(0, 9), wait * 0.2)
    roll = dice.random()
    if roll < 0.085:
        reason = dice.choices([name for name, _ in _REASONS], [weight for _, weight in _REASONS])[0]
        reach("declined_on", settled)
    elif roll < 0.12:
        reach("redirected_on", settled)
    else:
        reach("accepted_on", settled)
        if roll < 0.145:
            reach("withdrawn_on", settled + max(3, wait * dice.uniform(0.3, 0.8)))
            return Referral(ref, child, service, made_on, dates, None)
        wait = max(wait, round(settled) + 1)
        reach("first_contact_on", wait)
        assessed = wait + dice.randint(7, 70)
        if roll < 0.8:
            reach("assessment_complete_on", assessed)
            reach("discharged_on", assessed + dice.randint(10, 160))
    return Referral(ref, child, service, made_on, dates, reason)


def rows(
    setting: Setting, found: list[Referral], told_on: date, told_before: date | None, service: str | None = None
) -> list[dict[str, object]]:
    """The return of a day: referrals still waiting and those with news since the setting’s last return; NIL when there is none."""
    told = [
        referral
        for referral in found
        if referral.made_on <= told_on
        and (service is None or referral.service == service)
        and (referral.waits_on(told_on) or told_before is None or referral.latest_by(told_on) > told_before)
    ]
    if not told:
        return [] if service else [{"setting_urn": setting.written, "referral_ref": "NIL"}]
    return [_row(setting, referral, told_on) for referral in told]


def _row(setting: Setting, referral: Referral, told_on: date) -> dict[str, object]:
    known = {stage: referral.dates[stage] for stage in _STAGES if stage in referral.dates and referral.dates[stage] <= told_on}
    return {
        "setting_urn": setting.written,
        "referral_ref": referral.ref,
        "child_ref": referral.child,
        "service": referral.service,
        "made_on": referral.made_on,
        **known,
        "decline_reason": referral.reason if "declined_on" in known else None,
    }
