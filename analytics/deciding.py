"""Changing a threshold: what it would move, the change within its bounds, and taking it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from analytics.queries import QUESTIONS, Inputs, answer
from analytics.support import RATINGS, SHAPES
from analytics.thresholds import THRESHOLDS, allowed_value, question_thresholds, refuse_disorder, said_value, thresholds_on
from data import threshold_changes
from data.errors import ToolError
from data.store import Cursor, Store
from data.terms import say_day, say_moment

_SUPPORT = "settings_needing_support"
_GROUPS = ("cluster", "group", "service", "fund", "clock")


@dataclass(frozen=True)
class Moved:
    """One figure that a value would move: the question's title, what is counted, and the count before and after."""

    title: str
    counted: str
    before: int
    after: int


def moved(store: Store, inputs: Inputs, name: str, value: float) -> list[Moved]:
    """The figures of every published question that a threshold's value would move, those of settings needing support first."""
    asked = replace(inputs, what_if=((name, value),))
    using = [question for question, query in QUESTIONS.items() if query.named and name in question_thresholds(question)]
    found = []
    for question in sorted(using, key=lambda each: each != _SUPPORT):
        before, after = (_figures(question, answer(store, question, one)) for one in (inputs, asked))
        found += [
            Moved(QUESTIONS[question].title, what, before[what], after[what])
            for what in dict.fromkeys([*before, *after])
            if before[what] != after[what]
        ]
    return found


def _figures(question: str, rows: pd.DataFrame) -> Counter[str]:
    """What of a question's rows is counted: its ratings, the counts of its groups, its states, or its rows."""
    if question == _SUPPORT:
        return Counter({f"{SHAPES[code]} {words}": int((rows["rating"] == code).sum()) for code, words in RATINGS.items()})
    states = [column for column in rows.columns if column == "state" or column.endswith("_state")]
    if rows.columns[0] in _GROUPS:
        counts = [name for name in rows.columns if str(rows[name].dtype) == "Int64" and not name.endswith("_days")]
        return Counter({name.replace("_", " "): int(rows[name].sum()) for name in counts})
    if not states:
        return Counter({"rows": len(rows)})
    return Counter(str(state).replace("_", " ") for column in states for state in rows[column].dropna())


def change(store: Store, name: str, value: float, *, since: date, reason: str, by: str, at: datetime, seen: int | None = None) -> str:
    """Give a threshold a value from a day on; the sentence to show.

    ToolError when the value is not allowed or is the one it has, there is no reason, the day lies far off, or another change
    came after the mark `seen`.
    """
    value = allowed_value(name, value)
    if not reason.strip():
        raise ToolError("Say why the threshold changes, so that others understand it later.", title="Nothing changed")
    with store.transaction() as cursor:
        _refuse_unseen(cursor, seen)
        before = thresholds_on(cursor, since, at)[name]
        if before.value == value:
            raise ToolError(f"{before.meaning}: it is {said_value(before)} on {say_day(since)} already.", title="Nothing changed")
        threshold_changes.record(cursor, name, value, since=since, reason=reason.strip(), by=by, at=at)
        _refuse_disorder_from(cursor, since, at)
    return f"{before.meaning}: {said_value(before)} until now, {said_value(before, value)} from {say_day(since)}."


def take_back(store: Store, number: int, *, by: str, at: datetime) -> str:
    """Say that a change was a mistake; the sentence to show. ToolError when it cannot be."""
    with store.transaction() as cursor:
        was = threshold_changes.take_back(cursor, number, by=by, at=at)
        _refuse_disorder_from(cursor, was.since, at)
        now = thresholds_on(cursor, was.since, at)[was.name]
    return f"{now.meaning}: {said_value(now)} again on {say_day(was.since)}."


def _refuse_unseen(cursor: Cursor, seen: int | None) -> None:
    if seen is None or seen == threshold_changes.mark_of(cursor):
        return
    last = threshold_changes.last(cursor)
    who, when = (last.taken_back_by, last.taken_back_at) if last.taken_back_at else (last.changed_by, last.changed_at)
    said = f"{who} changed “{THRESHOLDS[last.name].meaning}” on {say_moment(when)}, after this page was drawn. Look at it and choose again."
    raise ToolError(said, title="Somebody else changed a threshold")


def _refuse_disorder_from(cursor: Cursor, since: date, at: datetime) -> None:
    """ToolError when thresholds would cross on a day or on a later one from which another change holds."""
    for day in threshold_changes.days_from(cursor, since):
        refuse_disorder(thresholds_on(cursor, day, at))
