"""Children with SEN in the sample and the cycles of their plans, term after term.

Each child is followed from the first plan to leaving, so that a return of any day tells the same
story as the one before: cycles advance, an agreed date stays agreed, a late review is held later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from data.examples.days import Diary, TermDays, between, in_school_time, months_before, school_day, weekday
from data.examples.places import Setting
from data.examples.story import Part
from data.terms import Term

_OVERDUE = (0.1, 0.072, 0.066, 0.062, 0.056, 0.052)  # share of children, newest term first
_LATER_IN = {"Damson": 1.75, "Birch": 0.85, "Alder": 0.85, "Cherry": 0.65, "Elm": 0.75}
_NO_DATE = {"Damson": 0.08}  # 0.035 elsewhere
_BANDS = {"short": (1, 14), "middle": (15, 42), "long": (43, 75)}
_DAMSON_BANDS = ("long", "short", "middle", "long", "short", "middle", "long", "middle")
_OTHER_BANDS = ("short", "middle", "short", "short", "middle", "long", "short", "middle")
_GROWTH = (1.08, 0.98, 0.95, 0.92, 0.89, 0.87)  # children, newest term first
_NEEDS = (
    ("SLCN", 46),
    ("ASD", 12),
    ("SEMH", 12),
    ("NSA", 9),
    ("MLD", 5),
    ("PD", 3),
    ("HI", 2),
    ("VI", 1),
    ("DS", 1),
    ("OTH", 3),
    ("not_known", 6),
)
_OUTCOMES = (("continued", 38), ("partly_met", 32), ("met", 16), ("not_met", 6), ("stepped_up", 5), ("stepped_down", 3))
_ANSWERS = ("yes", "no", "not_known")


@dataclass
class Cycle:
    """One plan: its start, the agreed day of its review, the day it was held and the day agreed for the next."""

    number: int
    started_on: date
    due_on: date | None
    held_on: date | None = None
    next_due_on: date | None = None
    outcome: str | None = None
    answers: tuple[str, str, str] = ("yes", "yes", "no")
    recorded: tuple[bool, bool, bool] = (True, True, True)


@dataclass
class Child:
    """One child at one setting; `status` by the first term index it holds from."""

    ref: str
    birth_month: date
    need: str
    joined: int
    statuses: list[tuple[int, str]]
    two_year_check_on: date | None
    left_on: date | None = None
    cycles: list[Cycle] = field(default_factory=list)

    def status(self, index: int) -> str:
        return next((status for since, status in reversed(self.statuses) if since <= index), self.statuses[0][1])

    def is_there(self, day: date) -> bool:
        return self.left_on is None or day < self.left_on


class Lateness:
    """Deals out late reviews and missing dates evenly, so that each cluster has its share in each term whatever the seed."""

    def __init__(self) -> None:
        self._dealt: dict[tuple[str, str, int], float] = {}

    def falls(self, what: str, cluster: str, index: int, share: float) -> bool:
        """Whether the next child of a cluster is one of the share."""
        before = self._dealt.get((what, cluster, index), (index * 7 % 10) / 10)
        self._dealt[what, cluster, index] = before + share
        return int(before + share) > int(before)

    def band(self, cluster: str, index: int) -> tuple[int, int]:
        """How many days late the next late review of a cluster is, from and to."""
        pattern = _DAMSON_BANDS if cluster == "Damson" else _OTHER_BANDS
        turn = int(self._dealt.get(("late", cluster, index), 0))
        return _BANDS[pattern[(turn + index) % len(pattern)]]


def children(setting: Setting, part: Part, diary: Diary, dice: Random, lateness: Lateness) -> list[Child]:
    """Every child of a setting, in the order in which they were first told of."""
    found: list[Child] = []
    if part.children < 0.2:
        return found
    for days in diary.terms:
        if not setting.is_open(days.told_on):
            continue
        age = min(diary.last.index - days.index, len(_GROWTH) - 1)
        wanted = part.children * _GROWTH[age]
        wanted = int(wanted) + (dice.random() < wanted % 1)
        here = [child for child in found if child.is_there(days.told_on) and child.status(days.index) != "monitoring"]
        newcomers = max(0, wanted - len(here))
        watched = dice.random() < 0.09 * min(part.children, 4)
        for turn in range(newcomers + watched):
            joined = days.index if days.index or dice.random() < 0.25 else -1
            found.append(_child(f"C{len(found) + 1:03d}", days, joined, turn >= newcomers, diary, dice))
            _Followed(found[-1], setting, diary, dice, lateness).to_the_end()
    return found


def _child(ref: str, days: TermDays, joined: int, watched: bool, diary: Diary, dice: Random) -> Child:
    """A child first known in a term, two or three years old mostly."""
    months = dice.choices((9, 16, 21, 24, 27, 30, 34, 39), (2, 6, 16, 22, 22, 18, 10, 4))[0] + dice.randint(-2, 2)
    birth_month = months_before(days.told_on, months)
    school_from = date(birth_month.year + (4 if birth_month.month < 9 else 5), 9, 1)
    if school_from <= days.told_on + timedelta(days=60):
        birth_month = months_before(birth_month, -12)
        school_from = date(school_from.year + 1, 9, 1)
    moves_on = between(dice, days.seen_on + timedelta(days=100), days.seen_on + timedelta(days=500)) if dice.random() < 0.1 else school_from
    left_on = min(school_from, moves_on)
    checked_on = months_before(birth_month, -dice.randint(25, 33)) + timedelta(days=dice.randint(2, 24))
    statuses = [(joined, "monitoring" if watched else "sen_support")]
    roll = dice.random()
    if watched and roll < 0.45:
        statuses.append((joined + 2, "sen_support"))
    elif not watched and roll < 0.12:
        statuses += [(joined + dice.choice((1, 2)), "ehc_requested"), (joined + dice.choice((3, 4)), "ehc_plan")]
    elif not watched and roll < 0.14:
        statuses = [(joined, "ehc_plan")]
    return Child(
        ref=ref,
        birth_month=birth_month,
        need=dice.choices([name for name, _ in _NEEDS], [weight for _, weight in _NEEDS])[0],
        joined=joined,
        statuses=statuses,
        two_year_check_on=weekday(checked_on) if dice.random() < 0.78 else None,
        left_on=left_on,
    )


class _Followed:
    """One child followed from the first plan to leaving, or to today."""

    def __init__(self, child: Child, setting: Setting, diary: Diary, dice: Random, lateness: Lateness) -> None:
        self._child, self._setting, self._diary, self._dice = child, setting, diary, dice
        self._fates: dict[int, str] = {}
        self._bands: dict[int, tuple[int, int]] = {}
        for days in diary.terms[max(0, child.joined) :]:
            if child.is_there(days.told_on):
                self._fates[days.index] = fate = self._fate(days, lateness)
                self._bands[days.index] = lateness.band(setting.cluster, days.index) if fate == "overdue" else (1, 1)

    def _fate(self, days: TermDays, lateness: Lateness) -> str:
        """What becomes of a review agreed for a term: held, overdue when looked at, ahead (this term only), or no date."""
        cluster, age = self._setting.cluster, min(self._diary.last.index - days.index, len(_OVERDUE) - 1)
        if lateness.falls("late", cluster, days.index, _OVERDUE[age] * _LATER_IN[cluster]):
            return "overdue"
        if lateness.falls("no date", cluster, days.index, _NO_DATE.get(cluster, 0.035)):
            return "no_date"
        still_to_come = (days.term.ends_on - self._diary.today).days / (days.term.ends_on - days.term.starts_on).days
        return "ahead" if not age and self._dice.random() < 0.8 * still_to_come else "held"

    def to_the_end(self) -> None:
        """Write the child’s cycles."""
        child, dice, late = self._child, self._dice, self._start()
        for days in self._diary.terms[child.joined + 1 :]:
            if not child.is_there(days.told_on):
                break
            cycle, fate = child.cycles[-1], self._fates[days.index]
            if late and dice.random() < 0.94:
                earliest = max(self._diary.terms[days.index - 1].seen_on + timedelta(days=4), cycle.started_on + timedelta(days=1))
                held_on = weekday(between(dice, earliest, min(earliest + timedelta(days=50), days.told_on)), -1)
            elif late or fate != "held":
                late = late or fate == "overdue"
                continue
            else:
                planned = cycle.due_on or between(dice, days.term.starts_on + timedelta(days=14), days.told_on)
                if planned > days.told_on + timedelta(days=9):
                    late = True
                    continue
                held_on = weekday(planned + timedelta(days=dice.choice((-4, -1, 0, 0, 0, 0, 1, 3, 6, 9))), -1)
            late = False
            self._hold(cycle, max(min(held_on, days.told_on), cycle.started_on), days)

    def _start(self) -> bool:
        """The first plan; true when its review was missed at once."""
        child, dice = self._child, self._dice
        first = self._diary.terms[max(0, child.joined)]
        if child.joined < 0:
            begins = school_day(between(dice, first.term.starts_on - timedelta(days=75), first.term.starts_on - timedelta(days=25)), -1)
        else:
            begins = school_day(between(dice, first.term.starts_on + timedelta(days=6), first.told_on - timedelta(days=12)), -1)
            begins = max(begins, first.term.starts_on, self._setting.opened_on)
        begins = min(begins, first.told_on)
        number = dice.choice((1, 1, 2, 3)) if child.joined < 0 else 1
        missed = child.joined >= 0 and self._fates.get(first.index) == "overdue" and begins + timedelta(days=35) <= first.told_on
        if missed:
            due_on = weekday(max(begins + timedelta(days=21), first.seen_on - timedelta(days=dice.randint(*self._bands[first.index]))), -1)
        else:
            due_on = self._due_on(child.joined + 1, begins)
        child.cycles.append(_cycle(number, begins, due_on, dice))
        return missed

    def _hold(self, cycle: Cycle, held_on: date, days: TermDays) -> None:
        """The review of a cycle, the date agreed for the next, and the cycle after it."""
        cycle.held_on = held_on
        cycle.outcome = self._dice.choices([name for name, _ in _OUTCOMES], [weight for _, weight in _OUTCOMES])[0]
        cycle.next_due_on = self._due_on(days.index + 1, held_on + timedelta(days=1))
        started_on = weekday(held_on + timedelta(days=self._dice.choice((0, 0, 1, 3, 6, 9))))
        started_on = min(started_on, cycle.next_due_on or started_on)
        self._child.cycles.append(_cycle(cycle.number + 1, started_on, cycle.next_due_on, self._dice))

    def _due_on(self, index: int, after: date) -> date | None:
        """The day agreed for the review of a term (the one after the last too), never before `after`."""
        diary, dice, fate = self._diary, self._dice, self._fates.get(index, "held")
        if index >= len(diary.terms):
            return self._due_next_term(after)
        days = diary.terms[index]
        match fate:
            case "no_date":
                return None
            case "overdue":
                due_on = weekday(days.seen_on - timedelta(days=dice.randint(*self._bands[index])), -1)
                return max(due_on, min(after + timedelta(days=21), days.seen_on - timedelta(days=2)), after)
            case "ahead":
                first = max(diary.today + timedelta(days=1), after)
                return _busy_day(first, max(days.term.ends_on, first + timedelta(days=10)), diary, dice)
        first = max(days.term.starts_on + timedelta(days=16), after + timedelta(days=30))
        return max(school_day(between(dice, first, days.told_on - timedelta(days=4)), -1), after)

    def _due_next_term(self, after: date) -> date | None:
        """Agreed for the term to come, or for the rest of this one when there is time."""
        diary, dice = self._diary, self._dice
        left = (diary.last.term.ends_on - diary.today).days
        if left > 20 and dice.random() < 0.008 * left - 0.1:
            return _busy_day(diary.today + timedelta(days=1), diary.last.term.ends_on, diary, dice)
        coming = Term(diary.last.term.number + 1)
        first = max(coming.starts_on + timedelta(days=5), diary.today + timedelta(days=16), after + timedelta(days=30))
        return (
            None
            if dice.random() < 0.015
            else _busy_day(first, max(coming.ends_on - timedelta(days=12), first + timedelta(days=20)), diary, dice)
        )


def _busy_day(first: date, last: date, diary: Diary, dice: Random) -> date:
    """A school day ahead; some weeks are much busier than others, and nobody agrees a date in the holidays."""
    peak = school_day(diary.today + timedelta(days=16)).isocalendar()[1]
    open_days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    open_days = [day for day in open_days if in_school_time(day)] or [school_day(last)]
    weights = [2.4 if (week := day.isocalendar()[1]) == peak else 1.5 if week % 4 == 3 else 0.9 for day in open_days]
    return dice.choices(open_days, weights)[0]


def _cycle(number: int, started_on: date, due_on: date | None, dice: Random) -> Cycle:
    answers = tuple(dice.choices(_ANSWERS, weights)[0] for weights in ((84, 6, 10), (66, 17, 17), (31, 60, 9)))
    recorded = tuple(dice.random() < share for share in (0.93, 0.86, 0.68))
    return Cycle(number, started_on, due_on, answers=answers, recorded=recorded)


def rows(setting: Setting, found: list[Child], days: TermDays, told_on: date) -> list[dict[str, object]]:
    """The return of a day: each child’s two latest cycles; those who left since the last one; NIL when there is none."""
    told = []
    for child in found:
        cycles = [cycle for cycle in child.cycles if cycle.started_on <= told_on]
        left_lately = child.left_on and child.left_on > days.term.starts_on - timedelta(days=15) and int(child.ref[1:]) % 5 > 1
        if not cycles or not (child.is_there(told_on) or left_lately):
            continue
        told += [_row(setting, child, cycle, days, told_on) for cycle in cycles[-2:]]
    return told or [{"setting_urn": setting.written, "child_ref": "NIL"}]


def _row(setting: Setting, child: Child, cycle: Cycle, days: TermDays, told_on: date) -> dict[str, object]:
    held = cycle.held_on is not None and cycle.held_on <= told_on
    checked_on = child.two_year_check_on
    return {
        "setting_urn": setting.written,
        "child_ref": child.ref,
        "birth_month": child.birth_month.strftime("%Y-%m"),
        "sen_status": child.status(days.index),
        "primary_need": child.need,
        "cycle_no": cycle.number,
        "plan_started_on": cycle.started_on,
        "review_due_on": cycle.due_on,
        "review_held_on": cycle.held_on if held else None,
        "next_review_due_on": cycle.next_due_on if held else None,
        "outcome": cycle.outcome if held else None,
        "parents_involved": cycle.answers[0],
        "child_voice": cycle.answers[1],
        "professional_present": cycle.answers[2],
        "outcomes_recorded": cycle.recorded[0],
        "interventions_recorded": cycle.recorded[1],
        "expected_impact_recorded": cycle.recorded[2],
        "two_year_check_on": checked_on if checked_on and checked_on <= told_on else None,
        "left_on": child.left_on if child.left_on and child.left_on <= told_on else None,
    }
