"""The questions agree, cell by cell, with a second implementation in plain Python (`tests/plain`).

Random small authorities are loaded as files, step by step, into a store; every question with a plain answer (all that are
published, and those that carry the figures of pages) is asked at random days and moments and compared with the plain answer
from the log of the same steps. A seed names a case, and `disagreements(random_authority(seed))` shows what differs in it.
"""

from __future__ import annotations

import csv
import io
import random
from datetime import date, datetime

import pandas as pd
import pytest

from analytics.queries import QUESTIONS, Inputs, answer
from data import rating_overrides
from data.drafts import drafts
from data.errors import ToolError
from data.store import Store
from data.submission import accept, undo
from data.terms import Term, to_stored
from tests.plain.answers import PLAIN_ANSWERS, is_asked
from tests.plain.authority import Authority, random_authority
from tests.plain.filters import ALL, Filters
from tests.plain.log import COLUMNS, Known, Load, Rated, Row, Step, TakenBack, instant, moment_of

# Chosen among the first two dozen: between them they tell apart nearly every change of a bound or a condition.
SEEDS = (10, 12, 13, 16, 21)
SEEDS_OF_SHORTER_HISTORIES = range(100, 102)
FILTERS_DRAWN = 2
LATER = datetime(2039, 12, 31)
IN_ORDER = ("settings_needing_support",)


def file_of(load: Load) -> bytes:
    """A load's rows, good and held, as the CSV file that was sent."""
    headings = COLUMNS[load.return_name].split()
    if load.return_name not in ("settings", "training_events"):
        headings.insert(0, "setting_urn")
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="")
    writer.writeheader()
    writer.writerows(load.rows + load.held)
    return text.getvalue().encode()


def loaded(store: Store, steps: list[Step]) -> list[Step]:
    """Take the steps one by one; those that changed the store (the same file again, or withdrawing what was replaced, does not)."""
    submissions: dict[int, int] = {}
    ratings: dict[int, int] = {}
    taken = []
    for step in steps:
        at = to_stored(moment_of(step))
        if isinstance(step, Load):
            term = Term.parse(step.term) if step.term else None
            (draft,) = drafts("return.csv", file_of(step), term=term, source=step.source)
            outcome = accept(
                store,
                draft,
                by="A. Analyst",
                at=at,
                good_rows_only=bool(step.held),
                effective_on=step.effective_on,
                confirm_closures=step.confirm_closures,
            )
            if outcome.outcome == "duplicate":
                assert any(isinstance(other, Load) and file_of(other) == file_of(step) for other in taken)
                continue
            counted = (outcome.outcome, outcome.loaded, outcome.held)
            assert counted == ("accepted", len(step.rows), len(step.held)), (counted, outcome.checked.blocking)
            submissions[step.number] = outcome.id
        elif isinstance(step, Rated):
            said = {"last_on": step.last_on, "reason": step.reason, "by": step.by, "at": at}
            rating_overrides.set_rating(store, step.setting, step.rating, **said)
            (ratings[step.number], *_) = (override.id for override in rating_overrides.history(store, step.setting))
        elif isinstance(step, TakenBack):
            rating_overrides.take_back(store, ratings[step.rated], by="A. Mehta", at=at)
        elif step.load in submissions:
            try:
                undo(store, submissions[step.load], by="A. Analyst", at=at)
            except ToolError as refused:
                if "a later submission replaced it" in refused.message:
                    continue
                raise
        else:
            continue
        taken.append(step)
    return taken


def asked(store: Store, question: str, as_of: date, known_at: datetime, filters: Filters) -> list[dict]:
    """The store's answer as rows; blank is None."""
    inputs = Inputs(as_of, to_stored(known_at), clusters=filters.clusters, provider_types=filters.provider_types, officers=filters.officers)
    frame = answer(store, question, inputs)
    return [{name: _plain(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def _plain(cell: object) -> object:
    return None if pd.isna(cell) else float(cell) if isinstance(cell, float) else cell


def differences(question: str, found: list[dict], expected: list[dict]) -> list[str]:
    """What the answer has and the plain answer has not, and the other way round, as lines to read."""
    columns = list(QUESTIONS[question].columns)
    said = []
    if "child" in columns:
        distinct = [len({row["child"] for row in rows}) for rows in (found, expected)]
        if distinct[0] != distinct[1] or (question == "reviews" and distinct[0] != len(found)):
            said.append(f"children: answered {distinct[0]} in {len(found)} rows, plainly {distinct[1]}")
        columns.remove("child")
    lines = [[" | ".join(str(row[name]) for name in columns) for row in rows] for rows in (found, expected)]
    if question not in IN_ORDER:
        lines = [sorted(side) for side in lines]
    if lines[0] != lines[1]:
        only = [[line for line in lines[one] if line not in lines[other]] for one, other in ((0, 1), (1, 0))]
        said += [f"answered {line}" for line in only[0]] + [f"plainly  {line}" for line in only[1]]
        said = said or ["the same rows in another order or number"]
    return said


def test_every_published_question_has_a_second_implementation():
    assert {name for name, query in QUESTIONS.items() if query.named} <= set(PLAIN_ANSWERS) <= set(QUESTIONS)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_question_answers_as_plain_python_does(seed):
    cells, said = disagreements(random_authority(seed, size=2))
    assert cells > 200
    assert said == []


@pytest.mark.parametrize("seed", SEEDS_OF_SHORTER_HISTORIES)
def test_what_was_known_then_is_what_a_store_that_stops_there_answers(seed, store):
    authority = random_authority(seed)
    steps = loaded(store, authority.steps)
    known_at = authority.moments[1]
    shorter = Store.memory()
    try:
        loaded(shorter, [step for step in steps if instant(moment_of(step)) <= instant(known_at)])
        for number, question in enumerate(PLAIN_ANSWERS):
            if not QUESTIONS[question].named and (number + seed) % 2:
                continue
            then, stopped = (
                asked(asked_of, question, authority.days[1], when, ALL) for asked_of, when in ((store, known_at), (shorter, LATER))
            )
            assert differences(question, then, stopped) == [], question
    finally:
        shorter.close()


def disagreements(authority: Authority) -> tuple[int, list[str]]:
    """The number of cells compared in an authority, and every difference found."""
    store = Store.memory()
    cells, said = 0, []
    try:
        steps = loaded(store, authority.steps)
        known_then: dict[datetime, Known] = {}
        for number, (as_of, known_at, filters) in enumerate(occasions(authority, steps)):
            known = known_then.setdefault(known_at, Known(steps, known_at))
            for question, plain_answer in PLAIN_ANSWERS.items():
                if not is_asked(question, number + authority.seed):
                    continue
                found = asked(store, question, as_of, known_at, filters)
                cells += len(found) * len(QUESTIONS[question].columns)
                place = f"seed {authority.seed}, {question} as of {as_of}, known at {known_at}, {filters}"
                said += [f"{place}: {line}" for line in differences(question, found, plain_answer(known, as_of, filters))]
    finally:
        store.close()
    return cells, said


def occasions(authority: Authority, steps: list[Step]) -> list[tuple[date, datetime, Filters]]:
    """What to ask an authority for: two days as known at the end, two as known at earlier moments; of some settings and of all."""
    latest, *earlier = authority.moments
    first, *others = authority.days
    drawn = random.Random(f"{authority.seed} and filters")  # noqa: S311 - a seed must give the same filters again
    registered = list(Known(steps, latest).register_on(first).values())
    return [
        *((first, latest, filters_like(drawn, registered)) for _ in range(FILTERS_DRAWN)),
        (others[0], latest, ALL),
        *((day, known_at, ALL) for day, known_at in zip(others, earlier, strict=True)),
    ]


def filters_like(drawn: random.Random, registered: list[Row]) -> Filters:
    """Some of the filters that choose one setting of a register, now and then with another value beside its own."""
    alike = drawn.choice([row for row in registered if row["area_senco"] is not None] or registered)
    names = drawn.sample(("cluster", "provider_type", "area_senco"), drawn.choice((1, 1, 2, 3)))
    others = [drawn.choice(registered) for _ in names if drawn.random() < 0.2]
    clusters, provider_types, officers = (
        tuple(sorted({row[name] for row in (alike, *others) if name in names and row[name] is not None}))
        for name in ("cluster", "provider_type", "area_senco")
    )
    return Filters(clusters, provider_types, officers)
