"""What a question means on a day: its texts with the thresholds in force in them, and the returns it reads.

The thresholds and the returns are found in the question's SQL and in the macros it reads, so a definition
cannot say something else than what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from analytics.catalogue import AREAS, QUESTIONS
from analytics.catalogue.meanings import meaning_of
from analytics.thresholds import THRESHOLDS, Threshold, macro_texts, macros_read, question_thresholds, said_value
from data.contracts import CONTRACTS


@dataclass(frozen=True)
class Definition:
    """Everything there is to say about one question, in plain text.

    `returns` are the returns it reads, by name; `thresholds` those it uses, as in force; `columns` each column's meaning.
    """

    question: str
    title: str
    unit: str
    meaning: str
    numerator: str
    denominator: str
    date_rule: str
    source: str
    returns: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    columns: dict[str, str]

    def says(self, words: str) -> bool:
        """Whether every one of these words stands somewhere in the definition, in any case."""
        texts = (self.question, self.title, self.unit, self.meaning, self.numerator, self.denominator, self.date_rule, self.source)
        of_columns = (f"{column} {meaning}" for column, meaning in self.columns.items())
        told = " ".join((*texts, self.limits, *of_columns, *(CONTRACTS[name].title for name in self.returns))).casefold()
        return all(word in told for word in words.casefold().split())

    @property
    def limits(self) -> str:
        """The thresholds in one line: `A review due within this many days is due soon: 14 days`."""
        return "; ".join(f"{threshold.meaning}: {said_value(threshold)}" for threshold in self.thresholds)


def definition_of(question: str, in_force: Mapping[str, Threshold] = THRESHOLDS) -> Definition:
    """The definition of a question with these thresholds (default: the first values)."""
    query = QUESTIONS[question]
    texts = (query.title, query.unit, query.definition, query.numerator, query.denominator, query.date_rule)
    title, unit, meaning, numerator, denominator, date_rule = (with_values(text, in_force).strip() for text in texts)
    return Definition(
        question,
        title,
        unit,
        meaning,
        numerator,
        denominator,
        date_rule,
        query.source,
        returns_read(question),
        tuple(in_force[name] for name in question_thresholds(question)),
        {column: with_values(meaning_of(question, column), in_force) for column in query.columns},
    )


def with_values(text: str, in_force: Mapping[str, Threshold] = THRESHOLDS) -> str:
    """A text with the values of the thresholds it names in braces."""
    return text.format_map({name: _Said(threshold) for name, threshold in in_force.items()}) if "{" in text else text


def defined() -> dict[str, list[str]]:
    """Area → its questions that have a definition: the published ones, and those whose figures head a page."""
    return {area: [query.name for query in questions if query.numerator] for area, (_, questions) in AREAS.items()}


@dataclass(frozen=True)
class _Said:
    """A threshold inside a text: with its unit, bare (`:n`), or as the day so long before 1 September (`:day`)."""

    threshold: Threshold

    def __format__(self, wanted: str) -> str:
        value = self.threshold.value
        if wanted == "day":
            day = date(2000, 9, 1) - timedelta(days=int(value))
            return f"{day.day} {day:%B}"
        return f"{value:g}" if wanted == "n" else said_value(self.threshold)


@cache
def returns_read(question: str) -> tuple[str, ...]:
    """The returns whose rows or sending decide the answer, found in the question's SQL and the macros it reads."""
    text = files("analytics").joinpath("sql", f"{question}.sql").read_text(encoding="utf-8")
    texts = [text, *(macro_texts()[macro] for macro in macros_read(text) if macro in macro_texts())]
    named: set[str] = set()
    for each in texts:
        named.update(re.findall(r"\bmain\.(\w+)", each))
        for call in re.findall(r"\bstanding\.\w+\('(\w+)'", each):
            named.add(call)
        for compared in re.findall(r"\breturn_name'?\s*(?:=|IN|:)\s*(\([^)]*\)|'\w+')", each):
            named.update(re.findall(r"'(\w+)'", compared))
    return tuple(name for name in CONTRACTS if name in named)
