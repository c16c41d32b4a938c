"""Every rule for support at every setting, and how near it is: plain answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.plain.agenda import last_came_on
from tests.plain.coverage import chosen, cover, months_later, sencos_in_post, standard, standard_of, vacant_days
from tests.plain.filters import Filters
from tests.plain.log import TERM_RETURNS, Known, Row, Setting, due_day, expectation, first_day, term_after, term_of
from tests.plain.posts import by
from tests.plain.practice import last_contact, latest_answers
from tests.plain.returns import first_accepted, first_term, owing
from tests.plain.reviews import active_children, days_overdue, due_on
from tests.plain.support import OF_CHILDMINDERS, RED, inducted, interim_days, ofsted_concern
from tests.plain.training import invited, meetings_held, missed_in_a_row

AHEAD = timedelta(days=14)


@dataclass
class Rule:
    """One rule: whether it applies (None: it cannot be told), would apply next, and what is said beside it."""

    applies: bool | None
    is_near: bool = False
    figure: int | None = None
    of_all: int | None = None
    on_day: date | None = None
    detail: str | None = None
    limit: int | None = None
    share: float | None = None
    is_asked: bool = True

    @property
    def state(self) -> str:
        if not self.is_asked:
            return "not_asked"
        if self.applies:
            return "fires"
        return "nearly" if self.is_near else "not_known" if self.applies is None else "no"


@dataclass(frozen=True)
class Place:
    """A setting on a day, with what several rules look at."""

    known: Known
    setting: Setting
    row: Row
    day: date

    @property
    def cover(self) -> str:
        return cover(self.known, self.setting, self.day)

    @property
    def posts(self) -> list[Row]:
        return sencos_in_post(self.known, self.setting, self.day)

    @property
    def children(self) -> list[Row] | None:
        return active_children(self.known, self.setting, self.day)

    @property
    def vacant_since(self) -> date | None:
        """The last day of the last SENCO of a vacant setting."""
        days = vacant_days(self.known, self.setting, self.day)
        return None if days is None else self.day - timedelta(days=days)

    @property
    def is_childminder(self) -> bool:
        return expectation(self.row) == "encouraged"


def no_cover_with_children(at: Place) -> Rule:
    children, last_days = None if at.children is None else len(at.children), [post["ended_on"] for post in at.posts]
    leaves_on = max(last_days) if last_days and None not in last_days else None
    if at.cover == "vacant":
        applies, is_near = None if children is None else children > 0, children == 0
    else:
        applies = False if at.cover != "not_known" or children == 0 else None
        is_near = bool(children) and leaves_on is not None and leaves_on <= at.day + AHEAD
    on_day = at.vacant_since if at.cover == "vacant" else leaves_on
    return Rule(applies, is_near and not at.is_childminder, children, on_day=on_day, detail=at.cover)


def standard_not_met(at: Place) -> Rule:
    reached = standard(at.known, at.setting, at.row, at.day)
    in_time = [months_later(post["started_on"], 36) for post in at.posts if standard_of(post, at.day) == "in_time"]
    due = min(in_time) if reached == "in_time" else None
    if at.cover == "vacant":
        detail, on_day = "vacant", at.vacant_since
    else:
        is_teacher = any(post["qualified_teacher"] == "yes" for post in at.posts)
        detail, on_day = "not_qualified" if is_teacher else "not_a_teacher", min((post["started_on"] for post in at.posts), default=None)
    if due is not None:
        detail, on_day = "in_time", due
    applies = None if reached == "not_known" else reached == "not_met"
    return Rule(applies, due is not None and due <= at.day + AHEAD, on_day=on_day, detail=detail, is_asked=reached is not None)


def _late(at: Place, least_days: int, least: int, of_all: int, share: float) -> Rule:
    """Reviews late by so many days: `least` of them, and one in `of_all` active children; near with one child more where one is late."""
    if at.children is None:
        return Rule(None, limit=least, share=share)
    every, late = len(at.children), sum((days_overdue(child, at.day) or 0) >= least_days for child in at.children)
    oldest = min((due_on(child, at.day) for child in at.children if days_overdue(child, at.day) is not None), default=None)

    def is_enough(late: int) -> bool:
        return late >= least and of_all * late >= every

    is_near = 0 < late < every and is_enough(late + 1)
    return Rule(is_enough(late), is_near, late, every, oldest if late else None, limit=least, share=share)


def reviews_long_overdue(at: Place) -> Rule:
    return _late(at, 43, 3, 4, 0.25)


def reviews_overdue(at: Place) -> Rule:
    return _late(at, 1, 2, 10, 0.1)


def safeguarding_expired(at: Place) -> Rule:
    days = [by(post["safeguarding_trained_on"], at.day) for post in at.posts]
    runs_out = min((months_later(on, at.row["safeguarding_months"]) for on in days if on), default=None)
    is_told = None not in days if days else at.cover != "not_known"
    if runs_out is None:
        return Rule(False if is_told else None)
    applies = True if runs_out < at.day else False if is_told else None
    return Rule(applies, runs_out <= at.day + AHEAD, (at.day - runs_out).days, on_day=runs_out)


def long_vacancy(at: Place) -> Rule:
    days = vacant_days(at.known, at.setting, at.day)
    if days is None:
        return Rule(None if at.cover in ("vacant", "not_known") else False, limit=30)
    return Rule(days > 30, days + AHEAD.days > 30, days, on_day=at.vacant_since, limit=30)


def long_interim(at: Place) -> Rule:
    days = interim_days(at.known, at.setting, at.day)
    if days is None:
        return Rule(None if at.cover == "not_known" else False, limit=120)
    return Rule(days > 120, days + AHEAD.days > 120, days, on_day=at.day - timedelta(days=days), limit=120)


def not_inducted(at: Place) -> Rule:
    is_loaded = all(at.known.loaded(name) for name in ("training_events", "training_attendance"))
    new = [post for post in at.posts if (at.day - post["started_on"]).days <= 365]
    waiting = sorted(post["started_on"] for post in new if not inducted(at.known, at.setting, post, at.day))
    late = [on for on in waiting if (at.day - on).days > 120]
    first = next(iter(waiting), None)
    applies = bool(late) if is_loaded and at.cover != "not_known" else None
    is_near = is_loaded and not late and first is not None and first + timedelta(days=120) <= at.day + AHEAD
    return Rule(applies, is_near, None if first is None else (at.day - first).days, on_day=first, limit=120)


def missed_meetings(at: Place) -> Rule:
    if not at.known.loaded("training_attendance"):
        return Rule(None, limit=2)
    missed = missed_in_a_row(at.known, at.setting, at.day)
    asked = sum(at.setting in invited(at.known, meeting) for meeting in meetings_held(at.known, at.day))
    last = last_came_on(at.known, at.setting, at.day)
    return Rule((missed or 0) >= 2, missed == 1, missed, asked or None, last, limit=2)


def return_late_or_missing(at: Place) -> Rule:
    this, closed = term_of(at.day), term_of(at.day)
    while due_day(closed) >= at.day:
        closed = term_after(closed, -1)
    first = first_term(at.known)

    def owes(term: tuple[int, int]) -> bool:
        return first is not None and term >= first and at.setting in owing(at.known, term, at.day)

    behind = []
    for name in TERM_RETURNS if owes(closed) else ():
        on = first_accepted(at.known, name, closed).get(at.setting)
        if on is None or on > due_day(closed):
            behind.append(f"{name} {'missing' if on is None else 'late'}")
    is_open = owes(this) and due_day(this) >= at.day
    due = sum(at.setting not in first_accepted(at.known, name, this) for name in TERM_RETURNS) if is_open else 0
    if behind:
        said = "; ".join(sorted(behind, reverse=True))
        return Rule(True, figure=len(behind), of_all=len(TERM_RETURNS), on_day=due_day(closed), detail=said)
    return Rule(False, due > 0 and due_day(this) <= at.day + AHEAD, due, on_day=due_day(this), is_asked=owes(closed) or due > 0)


def practice_gaps(at: Place) -> Rule:
    answers = latest_answers(at.known, at.setting, at.day).values()
    if not answers:
        return Rule(None, limit=3)
    gaps = sum(row["answer"] == "no" for row in answers)
    return Rule(gaps >= 3, gaps == 2, gaps, len(answers), max(row["answered_on"] for row in answers), limit=3)


def no_contact(at: Place) -> Rule:
    if not at.known.loaded("contacts"):
        return Rule(None)
    last = last_contact(at.known, at.setting, at.day)
    if last is None:
        return Rule(True)

    def is_past(day: date) -> bool:
        return last < first_day(term_after(term_of(day), -1))

    return Rule(is_past(at.day), is_past(at.day + AHEAD), (at.day - last).days, on_day=last)


def ofsted_is_a_concern(at: Place) -> Rule:
    judgement, inclusion = at.row["ofsted_judgement"], at.row["ofsted_inclusion"]
    if judgement is None and inclusion is None:
        return Rule(None)
    if ofsted_concern(at.row | {"ofsted_inclusion": None}):
        return Rule(True, detail=f"judgement: {judgement}")
    return Rule(ofsted_concern(at.row), detail=inclusion and f"inclusion: {inclusion}")


_RULES: dict[str, Callable[[Place], Rule]] = {
    "no_cover_with_children": no_cover_with_children,
    "standard_not_met": standard_not_met,
    "reviews_long_overdue": reviews_long_overdue,
    "safeguarding_expired": safeguarding_expired,
    "long_vacancy": long_vacancy,
    "long_interim": long_interim,
    "not_inducted": not_inducted,
    "missed_meetings": missed_meetings,
    "reviews_overdue": reviews_overdue,
    "return_late_or_missing": return_late_or_missing,
    "practice_gaps": practice_gaps,
    "no_contact": no_contact,
    "ofsted_concern": ofsted_is_a_concern,
}


def support_reasons(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, row, _ in chosen(known, day, filters):
        at = Place(known, setting, row, day)
        for name, rule_of in _RULES.items():
            rule = rule_of(at)
            rule.is_asked = rule.is_asked and (not at.is_childminder or name in OF_CHILDMINDERS)
            is_red = name in RED and not (at.is_childminder and name == "no_cover_with_children")
            rows.append(
                {"setting": setting, "rule": name, "is_red": is_red, "state": rule.state}
                | {"figure": None if rule.figure is None else float(rule.figure), "of_all": rule.of_all}
                | {"on_day": rule.on_day, "detail": rule.detail}
                | {"limit_value": None if rule.limit is None else float(rule.limit), "limit_share": rule.share}
            )
    return rows
