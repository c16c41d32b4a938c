"""Files beside the termly returns: courses and who came, the team’s contacts, practice audits, and one of them withdrawn.

They draw from numbers of their own, so that the rest of an authority is the same with and without them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from data.contracts.contacts import CONTACTS
from data.contracts.send_practice import ITEMS
from tests.plain.coverage import months_later
from tests.plain.days import RandomDays
from tests.plain.log import Load, Step, Undo, first_day, identity, moment_of, name_of, term_after, term_of

Cells = dict[str, str]

COURSES = 8
FIRST_NUMBER = 1000
HANDED_OVER = ("yes", "yes", "yes", "no", "not_applicable", "not_known", "")
CAME = ("attended", "attended", "attended", "part", "booked", "no_show")


def apart(seed: int, of: str = "more") -> RandomDays:
    """The days of a seed, with numbers of their own."""
    days = RandomDays(seed)
    days.random = random.Random(f"{seed} and {of}")  # noqa: S311 - a seed must give the same files again
    return days


def a_year_before(days: RandomDays) -> date:
    """A day at the edge of the year before a day asked about."""
    asked = days.random.choice(days.days)
    return months_later(asked, -12) + timedelta(days=days.random.choice((-1, 0, 0, 1)))


def an_edge(days: RandomDays) -> date:
    """A day asked about or the day after, at the edge of the year before, at the start of one of its last two terms, or near it."""
    asked = days.random.choice(days.days)
    term = term_after(term_of(asked), days.random.choice((0, -1)))
    edges = (
        asked + timedelta(days=days.random.choice((0, 0, 1))),
        first_day(term) - timedelta(days=days.random.choice((0, 0, 1))),
        a_year_before(days),
        days.near(0.8),
    )
    return days.random.choice(edges)


def started_lately(days: RandomDays, started: date) -> str:
    """The first day in post or, sometimes, one at the edge of being new or of still being in time for an induction."""
    edge = days.random.choice(days.days) - timedelta(days=days.random.choice((120, 121, 365, 365, 366)))
    return (edge if days.chance(0.15) else started).isoformat()


def someone(days: RandomDays, reference: str) -> str:
    """The reference of somebody who works at several settings, or of somebody who is hardly anywhere else."""
    return reference if days.chance(0.6) else f"Q{days.random.randrange(40)}"


def role_of_a_post(days: RandomDays, accepted_on: date) -> Cells:
    """What a post says of its role: hours, the hand-over, reviews."""
    return {
        "weekly_hours": days.random.choice(("", "0", "1.25", "2.5", "6", "7.05", "12")),
        "handover_done": days.random.choice(HANDED_OVER),
        "cpd_reviewed_on": days.maybe(0.8, min(an_edge(days), accepted_on)),
        "job_description_reviewed_on": days.maybe(0.8, min(an_edge(days), accepted_on)),
    }


def safeguarding_soon(days: RandomDays) -> date | None:
    """Sometimes, a day of training that is due again at the edge of being due soon."""
    due_on = days.random.choice(days.days) + timedelta(days=days.random.choice((59, 60, 60, 61)))
    return months_later(due_on, -days.random.choice((12, 24))) if days.chance(0.3) else None


def last_day_in_post(days: RandomDays, ended_on: str, key: tuple, others: Iterable[tuple]) -> str:
    """The last day of a post that ends, often moved to where another post of the setting starts, or to the edge of the year before."""
    if not ended_on or days.chance(0.4):
        return ended_on
    starts = sorted(date.fromisoformat(other[3]) for other in others if other[:2] == key[:2] and other != key)
    edges = [start - timedelta(days=days.random.choice((-1, 0, 1, 29, 30, 30, 31))) for start in starts]
    edges.append(days.random.choice(days.days) - timedelta(days=days.random.choice((1, 364, 365, 366))))
    possible = [day.isoformat() for day in edges if day.isoformat() >= key[3]]
    return days.random.choice(possible) if possible else ended_on


def with_team_files(days: RandomDays, steps: list[Step]) -> list[Step]:
    """The steps with these files among them, in order."""
    start = moment_of(steps[0]) + timedelta(days=2)
    added: list[Step] = []
    if any(isinstance(step, Load) and step.return_name == "training_attendance" for step in steps):
        moments = _moments(days, start, 3)
        added.append(_load(added, "training_events", moments[0], _courses(days)))
        for moment in moments[1:]:
            added.append(_load(added, "training_attendance", moment, _attendance(days, steps, moment)))
    if days.chance(0.8):
        for moment in _moments(days, start, 2):
            added.append(_load(added, "contacts", moment, _contacts(days, steps, moment)))
    if days.chance(0.8):
        for moment in _moments(days, start, 3):
            term = term_after(term_of(moment.date()), -days.random.choice((0, 0, 0, 1)))
            added.append(_load(added, "send_practice", moment, _practice(days, steps, moment), name_of(term)))
    added = [step for step in added if step.rows]
    if added and days.chance(0.5):
        withdrawn = days.random.choice(added)
        at = max(moment_of(step) for step in added) + timedelta(days=days.random.choice((1, 30)))
        added.append(Undo(withdrawn.number, at))
    return sorted(steps + added, key=moment_of)


def _load(added: list[Step], return_name: str, at: datetime, rows: list[Cells], term: str | None = None) -> Load:
    written = tuple({name: text for name, text in row.items() if text} for row in rows)
    return Load(FIRST_NUMBER + len(added), return_name, at, written, term)


def _moments(days: RandomDays, start: datetime, number: int) -> list[datetime]:
    """Moments from a start on, in order; no two at the same minute of a day as another file."""
    moments = [days.moment_in(days.random.choice(days.terms)) for _ in range(number)]
    later = sorted(datetime.combine(max(moment, start).date(), time(18, days.random.randrange(60))) for moment in moments)
    return [moment + timedelta(days=place) for place, moment in enumerate(later)]


def _listed(steps: list[Step], at: datetime) -> list[str]:
    """The settings of the registers accepted and not withdrawn before a moment."""
    before = [step for step in steps if moment_of(step) < at]
    gone = {step.load for step in before if isinstance(step, Undo)}
    registers = [step for step in before if isinstance(step, Load) and step.return_name == "settings" and step.number not in gone]
    return sorted({identity({"urn_scheme": ""} | row) for register in registers for row in register.rows})


def _courses(days: RandomDays) -> list[Cells]:
    return [
        {
            "event_ref": f"T{number}",
            "kind": days.random.choice(("course", "bespoke", "briefing", "cluster_meeting")),
            "title": f"Course {number}",
            "cluster": days.random.choice(("", "", "Alder", "Birch")),
            "held_on": an_edge(days).isoformat(),
            "cancelled": days.random.choice(("", "no", "no", "yes")),
        }
        for number in range(COURSES)
    ]


def _attendance(days: RandomDays, steps: list[Step], at: datetime) -> list[Cells]:
    return [
        {
            "event_ref": f"T{event}",
            "setting_urn": setting,
            "attendee_ref": person,
            "attendee_role": days.random.choice(("senco", "deputy", "manager", "manager", "practitioner")),
            "status": days.random.choice(CAME),
            "evaluation": days.random.choice(("", "1", "2", "3", "4", "5", "5")),
        }
        for event in range(COURSES)
        for setting in _listed(steps, at)
        if days.chance(0.35)
        for person in sorted({days.random.choice((someone(days, "P1"), "P2", "P3")) for _ in range(days.random.choice((1, 1, 2)))})
    ]


def _contacts(days: RandomDays, steps: list[Step], at: datetime) -> list[Cells]:
    fields = CONTACTS.by_name
    rows = [
        {
            "contact_ref": f"K{number}",
            "setting_urn": days.random.choice(_listed(steps, at)),
            "officer": days.random.choice(("A. Mehta", "B. Osei")),
            "on": min(an_edge(days), at.date()).isoformat(),
            "kind": days.random.choice(tuple(fields["kind"].codes)),
            "purpose": days.random.choice(tuple(fields["purpose"].codes)),
            "started_by": days.random.choice(("", "team", "setting")),
        }
        for number in sorted(days.random.sample(range(60), 40))
    ]
    return [row | _action(days, row, at) for row in rows]


def _action(days: RandomDays, row: Cells, at: datetime) -> Cells:
    """What was agreed in a contact, often due or done at the edge of a day asked about; of numbers of its own, too."""
    own = random.Random(f"{row} and what was agreed")  # noqa: S311 - a seed must give the same files again
    edges = [asked + timedelta(days=away) for asked in days.days for away in (-1, 0, 0, 1)]
    on = date.fromisoformat(row["on"])
    due, done = max(own.choice(edges), on), min(max(own.choice(edges), on), at.date())
    if own.random() < 0.3:
        return {}
    return {
        "action": own.choice(("send the plan", "book a course")),
        "action_due_on": due.isoformat() if own.random() < 0.8 else "",
        "action_done_on": done.isoformat() if own.random() < 0.5 else "",
    }


def _practice(days: RandomDays, steps: list[Step], at: datetime) -> list[Cells]:
    items = tuple(ITEMS)[:7]
    rows = {}
    for setting in _listed(steps, at):
        for item in days.random.choices(items, k=5) if days.chance(0.6) else ():
            on = min(days.near(0.7), at.date()).isoformat()
            answer = days.random.choice(("yes", "yes", "partly", "no", "no", "not_applicable", "not_known"))
            rows[setting, item, on] = {"setting_urn": setting, "item": item, "answer": answer, "answered_on": on}
    return list(rows.values())
