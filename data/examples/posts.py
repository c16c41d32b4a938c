"""SENCO posts of the sample: who was in post when, and how a return of a given day tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from data.examples.days import Diary, between, weekday
from data.examples.places import Setting
from data.examples.story import Part

_AWARDS = (("level_3_ey_senco", 34), ("none", 25), ("working_towards", 18), ("nasenco", 8), ("other", 7), ("not_known", 8))
_HELD = ("npq_senco", "nasenco", "level_3_ey_senco", "other")


@dataclass(frozen=True)
class Person:
    """One SENCO: what is known of their training. Days repeat every `…_every` days from the first."""

    ref: str
    teacher: str
    qualification: str
    qualified_on: date | None
    experience: str
    hours: float | None
    safeguarding_from: date | None
    safeguarding_every: int
    reviewed_from: date | None
    reviewed_every: int


@dataclass(frozen=True)
class Post:
    """A person’s spell in a role at one setting."""

    person: Person
    role: str
    started_on: date
    ended_on: date | None = None
    interim: bool = False
    handover: str = "not_applicable"

    def held_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


class People:
    """Hands out people with references of their own; the shared ones are the same for all who share them."""

    def __init__(self, diary: Diary, dice: Random) -> None:
        self._diary, self._dice, self._count, self._shared = diary, dice, 0, {}

    def new(self, *, teacher: str | None = None, award: str | None = None, experience: str | None = None, every: int = 728) -> Person:
        """Someone new; what is not said is drawn."""
        dice = self._dice
        self._count += 1
        qualification = award or dice.choices([name for name, _ in _AWARDS], [weight for _, weight in _AWARDS])[0]
        first = self._diary.first.term.starts_on
        lapses, unknown = dice.random() < 0.04, dice.random() < 0.05
        return Person(
            ref=f"S{self._count:03d}",
            teacher=teacher or dice.choices(("yes", "no", "not_known"), (20, 72, 8))[0],
            qualification=qualification,
            qualified_on=between(dice, first - timedelta(days=2200), first - timedelta(days=60)) if qualification in _HELD else None,
            experience=experience or dice.choices(("yes", "no", "not_known"), (45, 45, 10))[0],
            hours=None if dice.random() < 0.12 else dice.choice((1, 2, 2, 3, 4, 4, 5, 6, 7.5)),
            safeguarding_from=None if unknown else between(dice, first - timedelta(days=every - 30), first - timedelta(days=5)),
            safeguarding_every=5000 if lapses else every - dice.randint(0, 40),
            reviewed_from=None if dice.random() < 0.1 else between(dice, first - timedelta(days=360), first),
            reviewed_every=dice.choice((330, 350, 365, 365, 420)),
        )

    def shared(self, network: str) -> Person:
        """The one SENCO of a network or agency."""
        if network not in self._shared:
            self._shared[network] = self.new(teacher="yes", award="nasenco", experience="yes")
        return self._shared[network]


def spells(setting: Setting, part: Part, people: People, diary: Diary, dice: Random) -> list[Post]:
    """Every post of a setting, oldest first."""
    begins = diary.first.term.starts_on
    long_ago = weekday(max(setting.opened_on, between(dice, begins - timedelta(days=2000), begins - timedelta(days=420))))
    every = 363 if setting.safeguarding_months == 12 else 728
    match part.cover:
        case "nobody":
            return []
        case "shared":
            network = setting.network or "agency"
            return [Post(people.shared(network), "shared", max(setting.opened_on, begins - timedelta(days=dice.randint(60, 600))))]
        case "vacancy":
            return _vacancy(part, people, diary, dice, long_ago, setting.expectation == "must")
        case "interim":
            left = weekday(diary.today - timedelta(days=dice.choice((70, 170, 210))))
            before = Post(people.new(every=every), "senco", long_ago, left, handover="yes")
            teacher = "yes" if setting.expectation == "must" else None
            return [
                before,
                Post(people.new(teacher=teacher, experience=teacher, every=every), "senco", left + timedelta(days=3), interim=True),
            ]
    if setting.expectation == "must":
        return _must(part, people, diary, dice, long_ago, every)
    if setting.expectation == "encouraged" or dice.random() < 0.66:
        return [Post(people.new(every=every), "senco", long_ago)]
    left = weekday(between(dice, begins + timedelta(days=20), diary.today - timedelta(days=25)), -1)
    gap = dice.choice((3, 4, 7, 12, 17))
    handover = dice.choices(("yes", "no", "not_known"), (65, 22, 13))[0]
    return [Post(people.new(), "senco", long_ago, left, handover=handover), Post(people.new(), "senco", left + timedelta(days=gap))]


def _vacancy(part: Part, people: People, diary: Diary, dice: Random, long_ago: date, must: bool) -> list[Post]:
    left = diary.ago(part.left)
    handover = dice.choice(("no", "no", "not_known", "yes"))
    found = [Post(people.new(teacher="yes" if must else None), "senco", min(long_ago, left - timedelta(days=300)), left, handover=handover)]
    if part.deputy or part.left % 4 == 0:
        found.append(Post(people.new(award="none"), "deputy", left - timedelta(days=200)))
    if part.filled is not None:
        found.append(Post(people.new(), "senco", diary.ago(part.filled), interim=part.filled < 95))
    return found


def _must(part: Part, people: People, diary: Diary, dice: Random, long_ago: date, every: int) -> list[Post]:
    """A post that meets the standard, is in time to, does not, or cannot be told."""
    match part.standard:
        case "in_time":
            left = diary.ago(dice.choice((190, 420)))
            person = people.new(teacher="yes", award="working_towards", experience="no", every=every)
            return [
                Post(people.new(teacher="yes", award="nasenco", every=every), "senco", long_ago, left, handover="yes"),
                Post(person, "senco", left + timedelta(days=3)),
            ]
        case "not_met":
            return [Post(people.new(teacher="no", award="level_3_ey_senco", experience="yes", every=every), "senco", long_ago)]
        case "not_known":
            return [Post(people.new(teacher="not_known", award="not_known", experience="not_known", every=every), "senco", long_ago)]
    award = dice.choice(("npq_senco", "nasenco"))
    return [Post(people.new(teacher="yes", award=award, experience="yes", every=every), "senco", long_ago)]


def rows(setting: Setting, posts: list[Post], told_on: date) -> list[dict[str, object]]:
    """The return of a day: posts held then or ended in the half-year before; one NIL row when there is none."""
    told = [
        post for post in posts if post.started_on <= told_on and (post.ended_on is None or post.ended_on > told_on - timedelta(days=190))
    ]
    if not told:
        return [{"setting_urn": setting.written, "senco_ref": "NIL"}]
    return [_row(setting, post, told_on) for post in told]


def _row(setting: Setting, post: Post, told_on: date) -> dict[str, object]:
    person = post.person
    ended_on = post.ended_on if post.ended_on and post.ended_on <= told_on else None
    reviewed_on = _latest(person.reviewed_from, person.reviewed_every, told_on)
    return {
        "setting_urn": setting.written,
        "senco_ref": person.ref,
        "role": post.role,
        "started_on": post.started_on,
        "ended_on": ended_on,
        "interim": post.interim,
        "qualified_teacher": person.teacher,
        "qualification": person.qualification,
        "qualified_on": person.qualified_on,
        "relevant_experience": person.experience,
        "weekly_hours": person.hours,
        "handover_done": post.handover if ended_on else "not_applicable",
        "safeguarding_trained_on": _latest(person.safeguarding_from, person.safeguarding_every, told_on),
        "cpd_reviewed_on": reviewed_on,
        "job_description_reviewed_on": reviewed_on - timedelta(days=40) if reviewed_on else None,
    }


def _latest(first: date | None, every: int, told_on: date) -> date | None:
    if first is None or first > told_on:
        return None
    return first + timedelta(days=(told_on - first).days // every * every)
