"""What is told of children beside their reviews: ages and plans, moves to school, funding, EHC assessments, and one file withdrawn.

It is drawn from numbers of its own, so that the rest of an authority is the same with and without it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.plain.coverage import months_later
from tests.plain.days import RandomDays
from tests.plain.holidays import working_day_after
from tests.plain.log import Load, Step, Undo, first_day, identity, moment_of, name_of, term_after, term_of
from tests.plain.more_cells import with_more_cells, with_ratings
from tests.plain.team_files import apart

Cells = dict[str, str]

FIRST_NUMBER = 2000
ANSWERS = ("yes", "yes", "no", "not_known", "")
FUNDS = ("inclusion_fund", "inclusion_fund", "disability_access_fund", "disability_access_fund", "high_needs")
REASONS = ("", "age", "duplicate", "other")
EXCEPTIONS = ("", "", "none", "none", "absence_4_weeks", "personal_circumstances")


def places(days: RandomDays) -> str:
    return days.random.choice(("", "0", "6", "19", "20", "20", "21", "40", "75"))


def reason(days: RandomDays) -> str:
    return days.random.choice(REASONS)


def is_of_age(cells: Cells, accepted_on: date) -> bool:
    """Whether a child, if its birth month is told, is 0 to 6 years old in the month of acceptance."""
    if not cells.get("birth_month"):
        return True
    born = date.fromisoformat(f"{cells['birth_month']}-01")
    return 0 <= (accepted_on.year - born.year) * 12 + accepted_on.month - born.month <= 83


def about_a_plan(days: RandomDays, accepted_on: date) -> Cells:
    """What a cycle says of the child's age and checks, of its plan and of who took part in its review."""
    asked = days.random.choice(days.days)
    born = months_later(asked.replace(day=1), -days.random.choice((20, 29, 30, 30, 31, 45, 59, 59, 60, 61)))
    cells = {"birth_month": f"{born:%Y-%m}"}
    if days.chance(0.25) or not is_of_age(cells, accepted_on):
        cells = {}
    return cells | {
        "parents_involved": days.random.choice(ANSWERS),
        "child_voice": days.random.choice(ANSWERS),
        "professional_present": days.random.choice(ANSWERS),
        "outcomes_recorded": days.random.choice(("yes", "yes", "yes", "no", "")),
        "interventions_recorded": days.random.choice(("yes", "yes", "yes", "no", "")),
        "expected_impact_recorded": days.random.choice(("yes", "yes", "yes", "no", "")),
        "two_year_check_on": days.maybe(0.5, days.near(0.6)),
    }


def with_child_files(days: RandomDays, steps: list[Step]) -> list[Step]:
    """The steps with these files among them, in order."""
    start = moment_of(steps[0]) + timedelta(days=2)
    added: list[Step] = []
    for return_name, rows_of in (("transitions", _moves), ("funding", _applications), ("ehc_timeline", _requests)):
        pool: dict[tuple, Cells] = {}
        for moment in _moments(days, start, 3) if days.chance(0.85) else ():
            rows = [
                {"setting_urn": setting, **cells}
                for setting in _listed(steps, moment)
                if days.chance(0.7)
                for cells in rows_of(days, pool, setting, moment.date())
            ]
            term = term_after(term_of(moment.date()), -days.random.choice((0, 0, 0, 1)))
            if rows:
                keys = ("setting_urn", "child_ref", "fund", "applied_on", "requested_on")
                alone = {tuple(row.get(name) for name in keys): row for row in rows}.values()
                written = tuple({name: text for name, text in row.items() if text} for row in alone)
                added.append(Load(FIRST_NUMBER + len(added), return_name, moment, written, name_of(term)))
    if added and days.chance(0.5):
        withdrawn = days.random.choice(added)
        at = max(moment_of(step) for step in added) + timedelta(days=days.random.choice((1, 30)))
        added.append(Undo(withdrawn.number, at))
    return with_ratings(apart(days.seed, "ratings"), with_more_cells(sorted(steps + added, key=moment_of)))


def _moments(days: RandomDays, start: datetime, number: int) -> list[datetime]:
    """Moments from a start on, in order, on days of their own."""
    moments = [days.moment_in(days.random.choice(days.terms)) for _ in range(number)]
    later = sorted(datetime.combine(max(moment, start).date(), time(20, days.random.randrange(60))) for moment in moments)
    return [moment + timedelta(days=place) for place, moment in enumerate(later)]


def _listed(steps: list[Step], at: datetime) -> list[str]:
    """The settings of the registers accepted and not withdrawn before a moment."""
    before = [step for step in steps if moment_of(step) < at]
    gone = {step.load for step in before if isinstance(step, Undo)}
    registers = [step for step in before if isinstance(step, Load) and step.return_name == "settings" and step.number not in gone]
    return sorted({identity({"urn_scheme": ""} | row) for register in registers for row in register.rows})


def _edge(days: RandomDays) -> date:
    """A day near one asked about, often at the edge of its term."""
    if days.chance(0.4):
        return first_day(term_of(days.random.choice(days.days))) + timedelta(days=days.random.choice((-1, 0, 0, 1)))
    return days.near(0.8)


def _after(days: RandomDays, first: date, last: date, distances: tuple[int, ...]) -> date | None:
    """A day from the first to the last day: so many days after the first, or one asked about, or any near one."""
    possible = [first + timedelta(days=days.random.choice(distances)), days.random.choice(days.days), _edge(days)]
    within = [day for day in possible if first <= day <= last]
    return days.random.choice(within) if within else None


def _written(cells: dict[str, date | str | None]) -> Cells:
    return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in cells.items()}


def _moves(days: RandomDays, pool: dict[tuple, Cells], setting: str, accepted_on: date) -> list[Cells]:
    rows = []
    for child in days.random.sample(range(5), days.random.choice((1, 2, 3))):
        coming = date(days.random.choice(days.days).year + days.random.choice((-1, 0, 0, 0, 1)), 9, 1)
        starts = coming + timedelta(days=days.random.choice((-1, 0, 2, 2, 2, 130, 364)))
        shared = _edge(days)
        cells = {
            "child_ref": f"C{child}",
            "starts_school_on": starts,
            "receiving_school_urn": days.random.choice(("", "123456", "654321")),
            "meeting_on": days.maybe(0.7, days.near(0.7)),
            "information_shared_on": days.maybe(0.7, min(shared, accepted_on)),
            "parents_agreed": days.random.choice(ANSWERS),
            "receiving_senco_known": days.random.choice(ANSWERS),
        }
        rows.append(_written(cells))
    return rows


def _applications(days: RandomDays, pool: dict[tuple, Cells], setting: str, accepted_on: date) -> list[Cells]:
    rows = []
    for number in days.random.sample(range(5), days.random.choice((1, 2, 3, 3))):
        key = (setting, number)
        if key not in pool:
            pool[key] = {"child_ref": f"C{number % 3}", "fund": days.random.choice(FUNDS), "applied_on": f"{min(_edge(days), accepted_on)}"}
        applied_on = date.fromisoformat(pool[key]["applied_on"])
        panel = _after(days, applied_on, date(2030, 1, 1), (0, 14, 30)) if days.chance(0.8) else None
        if panel and days.chance(0.4):
            asked = days.random.choice(days.days)
            panel = max(applied_on, asked - timedelta(days=days.random.choice((8, 9, 10, 11, 12, 13))))
        decided = _after(days, applied_on, accepted_on, (0, 14, 30)) if days.chance(0.8) else None
        if panel and days.chance(0.5):
            seventh = working_day_after(panel, 7) + timedelta(days=days.random.choice((-1, 0, 0, 1)))
            decided = seventh if seventh <= accepted_on else decided
        starts = _edge(days) if days.chance(0.5) else None
        ends = days.random.choice(days.days) + timedelta(days=days.random.choice((-1, 0, 1, 29, 30, 30, 31, 100)))
        cells = {
            "panel_on": panel,
            "decision": days.random.choice(("awarded", "awarded", "part", "declined", "deferred")) if decided or days.chance(0.3) else "",
            "decided_on": decided,
            "starts_on": starts,
            "ends_on": ends if days.chance(0.7) and (starts is None or starts <= ends) else None,
        }
        if decided and days.chance(0.3):
            nearly = months_later(days.random.choice(days.days), -12) - timedelta(days=days.random.choice((0, 0, 1)))
            if applied_on <= nearly <= accepted_on:
                cells |= {"decided_on": nearly, "ends_on": None}
        rows.append(pool[key] | _written(cells))
    return rows


def _requests(days: RandomDays, pool: dict[tuple, Cells], setting: str, accepted_on: date) -> list[Cells]:
    rows = []
    for number in days.random.sample(range(4), days.random.choice((1, 2, 3))):
        key = (setting, number)
        if key not in pool:
            asked = _edge(days)
            if days.chance(0.5):
                asked = days.random.choice(days.days) - timedelta(
                    weeks=days.random.choice((6, 16, 20)), days=days.random.choice((-1, 0, 1))
                )
            pool[key] = {"child_ref": f"C{number % 3}", "requested_on": f"{min(asked, accepted_on)}"}
        requested_on = date.fromisoformat(pool[key]["requested_on"])
        steps = {}
        for field, weeks, share in (("assess_decided_on", 6, 0.7), ("issue_decided_on", 16, 0.5), ("final_on", 20, 0.35)):
            distances = (7 * weeks - 1, 7 * weeks, 7 * weeks, 7 * weeks + 1)
            steps[field] = _after(days, requested_on, accepted_on, distances) if days.chance(share) else None
        rows.append(pool[key] | _written(steps) | {"exception": days.random.choice(EXCEPTIONS)})
    return rows
