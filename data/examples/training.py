"""Cluster meetings and training of the sample: what is planned and held, who books and who comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.examples.days import Diary, TermDays, school_day
from data.examples.places import CLUSTERS, Setting
from data.examples.posts import Post
from data.examples.story import Part
from data.terms import Term

AHEAD = timedelta(days=42)
_TOPICS = (
    "Early communication",
    "The graduated approach",
    "Sensory needs",
    "Working with parents",
    "Writing outcomes",
    "Moving on to school",
)
_COURSES = (
    "Signs and symbols",
    "Play and attention",
    "Understanding behaviour",
    "Hearing and vision in the early years",
    "Visual timetables",
)
# By season, month and day: the first cluster meeting, the meeting for all clusters, the inductions.
_MEETINGS = {"autumn": (11, 4), "spring": (2, 2), "summer": (6, 8)}
_FORUMS = {"autumn": (9, 15), "spring": (1, 14), "summer": (4, 22)}
_INDUCTIONS = {"autumn": ((10, 8), (11, 26)), "spring": ((1, 22), (3, 12)), "summer": ((5, 7), (7, 2))}
_TURN = {"Alder": 0, "Birch": 20, "Cherry": 6, "Damson": 8, "Elm": 13}
_SHARE = {"Alder": 0.93, "Birch": 0.97, "Cherry": 0.9, "Damson": 0.8, "Elm": 1.02}


@dataclass(frozen=True)
class Event:
    """One event. `cluster` None invites all; `of` is the setting a bespoke event is for."""

    ref: str
    kind: str
    title: str
    topic: str | None
    cluster: str | None
    held_on: date
    hours: float
    cancelled: bool = False
    of: int | None = None


def events(settings: list[Setting], diary: Diary, dice: Random) -> list[Event]:
    """Every event from the first term to six weeks after today, or to the next cluster meeting when that is later, by day."""
    terms = [days.term for days in diary.terms] + [Term(diary.last.term.number + 1)]
    found = [event for index, term in enumerate(terms) for event in _of_term(term, index, len(diary.terms), settings, dice)]
    soon = diary.today + AHEAD
    if not any(diary.today < event[1] <= soon and not event[7] for event in found):
        found.append(("briefing", diary.today + timedelta(days=12), "Returns drop-in (online)", None, None, 1.0, None, False))
    meetings = [event[1] for event in found if event[0] == "cluster_meeting" and event[1] > diary.today and not event[7]]
    planned = [event for event in found if event[1] <= max(soon, min(meetings, default=soon))]
    numbered = enumerate(sorted(planned, key=lambda event: (event[1], event[2])), start=1)
    return [
        Event(f"EV{held_on.year}-{number:03d}", kind, title, topic, cluster, held_on, hours, cancelled, of)
        for number, (kind, held_on, title, topic, cluster, hours, of, cancelled) in numbered
    ]


def _of_term(term: Term, index: int, count: int, settings: list[Setting], dice: Random) -> Iterator[tuple]:
    season = term.season.capitalize()
    topic = _TOPICS[index % len(_TOPICS)]
    if term.season in _FORUMS:
        day = school_day(date(term.year, *_FORUMS[term.season]))
        yield "cluster_meeting", day, f"{season} forum for all clusters", topic, None, 2.5, None, False
    first = date(term.year, *_MEETINGS[term.season])
    for cluster in CLUSTERS:
        day = school_day(first + timedelta(days=_TURN[cluster] if term.season == "autumn" else _TURN[cluster] // 2))
        off = (cluster, index) in (("Cherry", count - 2), ("Elm", count - 4))
        yield "cluster_meeting", day, f"{cluster} cluster meeting", topic, cluster, 2.0, None, off
        if (cluster, index) == ("Elm", count - 4):
            yield (
                "cluster_meeting",
                school_day(day + timedelta(days=8)),
                f"{cluster} cluster meeting (new day)",
                topic,
                cluster,
                2.0,
                None,
                False,
            )
    for nth, (month, day_) in enumerate(_INDUCTIONS[term.season]):
        day = school_day(date(term.year, month, day_))
        yield "new_senco_induction", day, "New SENCO induction", "The SENCO role", None, 3.0, None, nth == 0 and index == count - 3
    yield (
        "briefing",
        school_day(term.starts_on + timedelta(days=22)),
        f"{season} briefing on returns (online)",
        None,
        None,
        1.0,
        None,
        False,
    )
    for nth in range(2):
        day = school_day(term.starts_on + timedelta(days=36 + 24 * nth + index))
        yield "course", day, _COURSES[(index * 2 + nth) % len(_COURSES)], topic, None, 6.0, None, nth == 1 and index == 1
    groups = [
        setting
        for setting in settings
        if setting.expectation in ("must", "expected") and setting.closed_on is None and not setting.listed_from
    ]
    for nth, setting in enumerate(dice.sample(groups, min(3, len(groups)))):
        day = school_day(term.starts_on + timedelta(days=26 + 17 * nth))
        yield "bespoke", day, f"Whole-staff session: {topic.lower()}", topic, setting.cluster, 2.0, setting.key, False


def event_rows(found: list[Event]) -> list[dict[str, object]]:
    fields = ("kind", "title", "topic", "cluster", "held_on", "hours", "cancelled")
    return [{"event_ref": event.ref, **{name: getattr(event, name) for name in fields}} for event in found]


def exported(found: list[Event], diary: Diary, days: TermDays) -> list[Event]:
    """The events in a term’s export: since the export before it, and planned for the next six weeks; in the last, all that are planned."""
    since = diary.terms[days.index - 1].booked_on if days.index else days.term.starts_on - timedelta(days=1)
    until = found[-1].held_on if days is diary.last else days.booked_on + AHEAD
    return [event for event in found if since < event.held_on <= until]


class Bookings:
    """Who booked and who came; drawn once, so that each export tells the same of an event once it is over."""

    def __init__(
        self, settings: list[Setting], parts: dict[int, Part], posts: dict[int, list[Post]], moved: date | None, diary: Diary, dice: Random
    ) -> None:
        self._settings, self._parts, self._posts, self._moved, self._diary = settings, parts, posts, moved, diary
        self._dice = dice
        self._drawn: dict[str, list[dict[str, object]]] = {}
        self._missed: dict[int, int] = {}

    def rows(self, event: Event, exported_on: date) -> list[dict[str, object]]:
        """The bookings of an event as an export of a day tells them."""
        if event.ref not in self._drawn:
            self._drawn[event.ref] = [row for setting in self._settings for row in self._of(event, setting)]
        if event.held_on <= exported_on and not event.cancelled:
            return self._drawn[event.ref]
        ahead = (event.held_on - exported_on).days
        booked = [row for row in self._drawn[event.ref] if row["status"] != "apologies"]
        shown = booked if event.cancelled else booked[:: 1 if ahead < 14 else 2]
        return [row | {"status": "waitlist" if row["status"] == "waitlist" else "booked", "evaluation": None} for row in shown]

    def _of(self, event: Event, setting: Setting) -> Iterator[dict[str, object]]:
        if not setting.is_open(event.held_on) or setting.expectation == "none" or not setting.on_early_years_register:
            return
        post = next((post for post in reversed(self._posts[setting.key]) if post.held_on(event.held_on)), None)
        match event.kind:
            case "cluster_meeting":
                if event.cluster in (None, setting.cluster_on(event.held_on, self._moved)):
                    yield from self._at_meeting(event, setting, post)
            case "new_senco_induction":
                if (
                    post
                    and setting.expectation != "encouraged"
                    and 0 <= (event.held_on - post.started_on).days <= 112
                    and self._dice.random() < 0.78
                ):
                    yield self._row(event, setting, post.person.ref, "senco", "attended" if self._dice.random() < 0.86 else "no_show")
            case "course":
                if self._dice.random() < (0.2 if setting.expectation != "encouraged" else 0.07):
                    status = self._dice.choices(("attended", "part", "apologies", "no_show", "waitlist"), (78, 4, 8, 5, 5))[0]
                    yield self._row(event, setting, f"P{setting.key:03d}-{self._dice.randint(1, 6)}", "practitioner", status)
            case "bespoke":
                if event.of == setting.key:
                    for number in range(1, self._dice.randint(4, 9)):
                        yield self._row(
                            event, setting, f"P{setting.key:03d}-{number}", "manager" if number == 1 else "practitioner", "attended"
                        )
            case _:
                if self._dice.random() < 0.3:
                    yield self._row(
                        event, setting, f"M{setting.key:03d}", "manager", "attended" if self._dice.random() < 0.9 else "no_show"
                    )

    def _at_meeting(self, event: Event, setting: Setting, post: Post | None) -> Iterator[dict[str, object]]:
        part, dice = self._parts[setting.key], self._dice
        age = (self._diary.today - event.held_on).days / 700
        cluster = setting.cluster_on(event.held_on, self._moved)
        trend = (-0.2 + 0.14 * age) if cluster == "Damson" else (0.08 - 0.34 * age)
        likely = part.keen * _SHARE[cluster] + trend
        missed = self._missed.get(setting.key, 0)
        if missed > 1:
            likely = 0.6 if cluster == "Damson" else 0.93
        term = next((days.index for days in self._diary.terms if days.term == Term.of(event.held_on)), self._diary.last.index + 1)
        if part.stays_away_from is not None and term >= part.stays_away_from:
            likely = 0
        ref, role = (post.person.ref, "deputy" if post.role == "deputy" else "senco") if post else (f"M{setting.key:03d}", "manager")
        comes = dice.random() < likely
        self._missed[setting.key] = 0 if comes else missed + 1
        if comes:
            yield self._row(event, setting, ref, role, "part" if dice.random() < 0.05 else "attended")
            if dice.random() < 0.14:
                yield self._row(event, setting, f"P{setting.key:03d}-1", "practitioner", "attended")
        elif dice.random() < 0.55:
            yield self._row(event, setting, ref, role, "apologies" if dice.random() < 0.55 else "no_show")

    def _row(self, event: Event, setting: Setting, ref: str, role: str, status: str) -> dict[str, object]:
        scored = status == "attended" and self._dice.random() < 0.6
        return {
            "event_ref": event.ref,
            "setting_urn": setting.written,
            "attendee_ref": ref,
            "attendee_role": role,
            "status": status,
            "evaluation": self._dice.choice((3, 4, 4, 4, 5, 5)) if scored else None,
        }
