"""More of what is told: columns that few questions read, and the ratings that officers set.

All of it is drawn from numbers of its own, so that the rest of an authority is the same with and without it.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from data.contracts.sen_reviews import SEN_REVIEWS
from tests.plain.days import RandomDays
from tests.plain.log import Load, Rated, Step, TakenBack, identity, moment_of

Cells = dict[str, str]

OUTCOMES = tuple(SEN_REVIEWS.by_name["outcome"].codes)
RATINGS = 12
# The edges of the time in which a plan is prepared for the move to school.
AT_AN_EDGE = tuple(f"{year}-{day}" for year in range(2023, 2026) for day in ("02-15", "02-16", "08-31", "09-01", "11-20"))


def with_more_cells(steps: list[Step]) -> list[Step]:
    """The steps with these columns filled in; the same row is filled in alike."""
    return [
        replace(step, rows=tuple(row | _more(step.return_name, row, step.accepted_at.date()) for row in step.rows))
        if isinstance(step, Load)
        else step
        for step in steps
    ]


def _more(return_name: str, row: Cells, accepted_on: date) -> Cells:
    drawn = random.Random(f"{return_name} {row} and more")  # noqa: S311 - a seed must give the same files again
    if return_name == "settings":
        cells = {"contact_email": drawn.choice(("", "office@example.org"))}
    elif return_name == "sen_reviews" and "plan_started_on" in row:
        outcome = drawn.choice(("", "ceased", "ceased", *OUTCOMES)) if "review_held_on" in row else ""
        cells = {"primary_need": drawn.choice(("", "not_known", "SLCN", "ASD")), "outcome": outcome}
    elif return_name == "referrals" and "made_on" in row:
        cells = {"child_ref": drawn.choice(("", "C0", "C1")), "consent_on": drawn.choice(("", row["made_on"]))}
    elif return_name == "training_events":
        cells = {"topic": drawn.choice(("", "Sensory needs")), "hours": drawn.choice(("", "2", "1.5"))}
    elif return_name == "ehc_timeline":
        possible = [on for on in AT_AN_EDGE if row["requested_on"] <= on <= accepted_on.isoformat()]
        cells = {"last_review_on": drawn.choice(("", *possible))}
    else:
        cells = {}
    return {name: text for name, text in cells.items() if text}


def with_ratings(days: RandomDays, steps: list[Step]) -> list[Step]:
    """The steps with ratings that officers set, often for the same few settings, from or to a day asked about; some taken back."""
    registers = [step for step in steps if isinstance(step, Load) and step.return_name == "settings"]
    first = moment_of(registers[0]) + timedelta(days=1)
    settings = sorted(identity({"urn_scheme": ""} | row) for row in registers[0].rows)
    added: list[Step] = []
    for number in range(RATINGS):
        asked = days.random.choice(days.days)
        on = max(asked + timedelta(days=days.random.choice((-200, -30, -1, 0, 0, 1))), first.date())
        last_on = max(on, days.random.choice((asked, asked, asked - timedelta(1), asked + timedelta(1), on + timedelta(90))))
        at = datetime.combine(on, time(8 + number % 12, days.random.randrange(60)))
        rating = days.random.choice(("red", "amber", "green"))
        set_now = Rated(number, days.random.choice(settings[:6]), rating, at, min(last_on, on + timedelta(days=366)))
        added.append(set_now)
        if days.chance(0.25):
            added.append(TakenBack(number, at + timedelta(days=days.random.choice((0, 1, 40)), minutes=1)))
    return sorted(steps + added, key=moment_of)
