"""Ask a named question of a store: bind its inputs, check what comes back, give a typed frame.

A frame has exactly the columns the question declares, in order, of these kinds:
text (object: str or None) · date (object: datetime.date or None) · integer (Int64) · share (float64,
0 to 1, four places) · number (float64, one place) ·
hours (float64, two places) · boolean (boolean). Blank is None, <NA> or NaN.
ToolError when there is no such question, or when it is not offered to the audience.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import pandas as pd

from analytics.catalogue import QUESTIONS, Query
from analytics.disclosure.release import shown_to_room
from analytics.relations import with_kept_relations
from analytics.thresholds import Threshold, allowed_value, refuse_disorder, tell, thresholds_on
from data import term_dates
from data.errors import ToolError
from data.store import Cursor, Store
from data.terms import now

__all__ = ["AUDIENCES", "QUESTIONS", "Inputs", "Query", "answer", "limits", "question_named"]

AUDIENCES = ("team", "cluster_meeting")

_KINDS = {
    "text": {"VARCHAR"},
    "date": {"DATE"},
    "integer": {"BIGINT", "INTEGER"},
    "share": {"DOUBLE"},
    "number": {"DOUBLE"},
    "hours": {"DOUBLE"},
    "boolean": {"BOOLEAN"},
}
_FLOATS = dict.fromkeys(("share", "number", "hours"), "float64")
_DTYPES = {"text": "object", "date": "object", "integer": "Int64", "boolean": "boolean"} | _FLOATS


@dataclass(frozen=True)
class Inputs:
    """Everything an answer depends on beside the store.

    `as_of` is the day asked about; `known_at` the stored (UTC) moment whose knowledge is used; `scope`
    the settings the viewer may read (None: all; empty: none). An empty filter means all. `settings` are those whose rows
    are asked for; only the `rows_of_…` questions and those about actions take it. The thresholds are those of `thresholds_on`
    (None: of the day asked about), with the values of `what_if` instead of their own.
    """

    as_of: date
    known_at: datetime
    scope: tuple[str, ...] | None = None
    audience: str = "team"
    clusters: tuple[str, ...] = ()
    provider_types: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    thresholds_on: date | None = None
    what_if: tuple[tuple[str, float], ...] = ()

    def parameters(self) -> dict[str, object]:
        """The values a question's SQL may bind, NULL for “all”."""
        return {
            "as_of": self.as_of,
            "known_at": self.known_at,
            "scope": None if self.scope is None else list(self.scope),
            "clusters": list(self.clusters) or None,
            "provider_types": list(self.provider_types) or None,
            "officers": list(self.officers) or None,
            "settings": list(self.settings) or None,
        }


def question_named(name: str) -> Query:
    """The declaration of a question; a ToolError lists the names."""
    if name not in QUESTIONS:
        listed = ", ".join(query.name for query in QUESTIONS.values() if query.named)
        raise ToolError(f"There is no question called “{name}”. The questions are: {listed}.", title="No such question")
    return QUESTIONS[name]


def answer(store: Store, question: str, inputs: Inputs, *, by: str = "analyst") -> pd.DataFrame:
    """The question's rows as a frame of exactly its declared columns.

    For a cluster meeting the frame is the frozen, safe one of the day: hidden cells are `c` and its columns are the ones offered
    to a room. `by` is who shows it, recorded when this is the first showing.
    """
    query = question_named(question)
    if inputs.audience not in AUDIENCES:
        raise ToolError(f"There is no audience called “{inputs.audience}”. Write team or cluster_meeting.")
    if inputs.audience == "cluster_meeting":
        return _shown_to_room(store, question, inputs, by)
    if inputs.settings and "settings" not in _bound_names(_statement(question)):
        raise ValueError(f"{question} is not about single settings, and would answer for all")
    with store.cursor() as cursor:
        values = store.kept.value(
            store.version,
            f"limits {inputs.thresholds_on or inputs.as_of} {inputs.known_at} {inputs.what_if}",
            lambda: {name: limit.value for name, limit in _limits(cursor, inputs).items()},
        )
        told = tell(cursor, values), term_dates.tell(cursor, inputs.known_at)
        known = inputs.parameters() | values
        statement = with_kept_relations(store, cursor, _statement(question), known, told=told)
        cursor.execute(statement, {name: known[name] for name in _bound_names(statement)})
        found = {column[0]: str(column[1]) for column in cursor.description}
        rows = cursor.fetchall()
    wrong = [name for name, kind in query.columns.items() if found.get(name) not in _KINDS[kind]]
    if list(found) != list(query.columns) or wrong:
        raise TypeError(f"{question} declares {query.columns} and answers {found}")
    columns = zip(*rows, strict=True) if rows else ([] for _ in query.columns)
    return pd.DataFrame(
        {name: pd.Series(list(values), dtype=_DTYPES[kind]) for (name, kind), values in zip(query.columns.items(), columns, strict=True)}
    )


def limits(store: Store, inputs: Inputs) -> dict[str, Threshold]:
    """Every threshold as these inputs use it; a ToolError when a value of `what_if` is not allowed."""
    with store.cursor() as cursor:
        return _limits(cursor, inputs)


def _limits(cursor: Cursor, inputs: Inputs) -> dict[str, Threshold]:
    in_force = thresholds_on(cursor, inputs.thresholds_on or inputs.as_of, inputs.known_at)
    if not inputs.what_if:
        return in_force
    instead = {name: allowed_value(name, value) for name, value in inputs.what_if}
    asked = {name: replace(limit, value=instead.get(name, limit.value)) for name, limit in in_force.items()}
    refuse_disorder(asked)
    return asked


def _shown_to_room(store: Store, question: str, inputs: Inputs, by: str) -> pd.DataFrame:
    whole = Inputs(as_of=inputs.as_of, known_at=min(inputs.known_at, now()))
    plain = replace(whole, known_at=inputs.known_at, clusters=inputs.clusters, audience=inputs.audience)
    return shown_to_room(
        store,
        question,
        lambda name: answer(store, name, whole),
        as_of=inputs.as_of,
        known_at=inputs.known_at,
        clusters=inputs.clusters,
        others=inputs != plain,
        least=limits(store, whole),
        by=by,
    )


@cache
def _statement(question: str) -> str:
    return files("analytics").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")


@cache
def _bound_names(statement: str) -> frozenset[str]:
    return frozenset(re.findall(r"\$([a-z_]\w*)", statement))
