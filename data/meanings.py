"""What a person has said that unusual words of a file mean: this heading is that column, this word is that answer.

Owns how such words match (as headings and answers do: case, blanks, `_` and `-` do not count), what can be
said about a table (`Asked`), and which answer a word is most like. Nothing here decides: a `Meaning` exists
because a person chose it once. Pure; `data.remembered` keeps meanings from one file to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache, lru_cache

from data.cells import cleaned_text
from data.contract import Contract, Field, plain
from data.contracts import CONTRACTS
from data.rows import Row
from data.terms import local_day, say_day

_REMARK = re.compile(r"\s*\((?:required|optional|dd/mm/yyyy|yyyy-mm)\)\s*\*?$", re.IGNORECASE)
_SMALL_WORDS = {"a", "an", "and", "date", "day", "for", "in", "is", "no", "number", "of", "on", "or", "the", "to", "was"}
_SHAPES = {
    "date": r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d",
    "month": r"\d{4}-\d\d",
    "setting": r"((ofsted|dfe|la):)?(EY)?\d{5,8}",
    "urn": r"(EY)?\d{5,8}",
    "integer": r"\d{1,4}",
    "decimal": r"\d{1,4}(\.\d+)?",
    "email": r"\S+@\S+",
    "yes_no": r"yes|no|y|n|true|false",
}
_YES_NO = {"yes": "Yes", "no": "No"}
_LIKELY = 0.6

# How many values are shown beside a heading that is not known, from how many rows, and how much of each.
SAMPLES = 3
MOST_SAMPLED = 200
SAMPLE_LENGTH = 40


@dataclass(frozen=True)
class Meaning:
    """One thing a person said. `column` is None for a heading, else the field in whose cells the word stands.

    `means` is the field's name, or the answer's code; None leaves the column out, or the cells blank.
    `remembered` is True when it was said about an earlier file.
    """

    column: str | None
    written: str
    means: str | None
    chosen_at: datetime | None = None
    chosen_by: str | None = None
    remembered: bool = False

    @property
    def place(self) -> tuple[str | None, str]:
        """What it is about, in the form used for matching."""
        written = cleaned_text(self.written)
        return (self.column, bare(written) if self.column is None else word(written))

    @property
    def said(self) -> tuple[str | None, str, str | None]:
        """What it is about and what it means, without who said it and when."""
        return (*self.place, self.means)


class Meanings:
    """The meanings said for one return, by what they are about; the last said counts."""

    def __init__(self, said: Iterable[Meaning] = ()) -> None:
        self.by_place = {one.place: one for one in said}

    def of_heading(self, heading: str) -> Meaning | None:
        return self.by_place.get((None, bare(heading)))

    def with_others(self, more: Iterable[Meaning]) -> Meanings:
        """These and more."""
        return Meanings((*self.by_place.values(), *more))

    def without(self, others: Iterable[Meaning]) -> Meanings:
        """These but some."""
        gone = {one.place for one in others}
        return Meanings(one for place, one in self.by_place.items() if place not in gone)


# What was said, by return.
Said = Mapping[str, Meanings]


@dataclass(frozen=True)
class Unread:
    """A heading that no field answers to, as written, and a few of the values beneath it."""

    heading: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What can be said about the headings of a table: those not known, the fields it has and the required ones it misses.

    `settings` are the setting numbers it holds, as written; `meant` the meanings that were used already.
    """

    return_name: str
    part: str | None
    unread: tuple[Unread, ...]
    found: tuple[str, ...]
    missing: tuple[str, ...]
    settings: tuple[str, ...]
    meant: tuple[Meaning, ...]

    @property
    def contract(self) -> Contract:
        return CONTRACTS[self.return_name]

    @property
    def free(self) -> tuple[Field, ...]:
        """The fields of the return that no column of the table is."""
        return tuple(f for f in self.contract.fields if f.name not in self.found)


# How words match


@lru_cache(maxsize=20_000)
def bare(heading: str) -> str:
    """A heading in the form in which headings are the same."""
    return plain(_REMARK.sub("", heading).lstrip("* ")).replace("’", "'")


@lru_cache(maxsize=20_000)
def word(text: str) -> str:
    """A cell of a coded column in the form in which answers are the same."""
    return re.sub(r"[\s_\-]+", "", text.lower())


def answers(f: Field) -> Mapping[str, str]:
    """The answers a coded column takes, code → label; none for a column that is not coded."""
    return f.codes if f.kind == "code" else _YES_NO if f.kind == "yes_no" else {}


@cache
def _words_of(return_name: str, column: str) -> frozenset[str]:
    f = CONTRACTS[return_name].by_name[column]
    if f.kind == "yes_no":
        return frozenset({"yes", "no", "y", "n", "true", "false"})
    return frozenset(plain(said) for pair in f.codes.items() for said in pair)


def is_answer(return_name: str, column: str, text: str) -> bool:
    """Whether a cell of a coded column holds one of its answers."""
    written = text.lower() if CONTRACTS[return_name].by_name[column].kind == "yes_no" else word(text)
    return written in _words_of(return_name, column)


def unknown_words(contract: Contract, columns: Sequence[str], rows: Sequence[Row]) -> dict[tuple[str, str], str]:
    """The words of coded columns that are no answer: (column, form used for matching) → as first written."""
    found: dict[tuple[str, str], str] = {}
    for at, column in enumerate(columns):
        if answers(contract.by_name[column]):
            for text in dict.fromkeys(row.cells[at] for row in rows):
                if text is not None and not is_answer(contract.name, column, text):
                    found.setdefault((column, word(text)), text)
    return found


def with_words(
    contract: Contract, columns: Sequence[str], rows: Sequence[Row], meanings: Meanings
) -> tuple[tuple[Row, ...], tuple[Meaning, ...]]:
    """The rows with the words of coded cells replaced by what they mean, and the meanings that were used."""
    used: dict[tuple[str, str], Meaning] = {}
    for column, key in unknown_words(contract, columns, rows):
        meaning = meanings.by_place.get((column, key))
        if meaning and (meaning.means is None or meaning.means in answers(contract.by_name[column])):
            used[column, key] = meaning
    if not used:
        return tuple(rows), ()
    coded = [(at, column) for at, column in enumerate(columns) if any(column == each for each, _ in used)]
    changed = []
    for row in rows:
        cells = list(row.cells)
        for at, column in coded:
            text = cells[at]
            if text is not None and (meaning := used.get((column, word(text)))) and not is_answer(contract.name, column, text):
                cells[at] = meaning.means
        changed.append(Row(row.number, tuple(cells)))
    return tuple(changed), tuple(used.values())


# In words


def meaning_of(contract: Contract, meaning: Meaning) -> str:
    """What a word was said to be: the column's or the answer's label."""
    if meaning.column is None:
        return contract.by_name[meaning.means].label if meaning.means in contract.by_name else "a column to leave out"
    return answers(contract.by_name[meaning.column]).get(meaning.means, "blank")


def how_read(contract: Contract, meaning: Meaning, *, was: str = "was") -> str:
    """One sentence: what a heading or a word was (or is) read as, and who chose that when."""
    where = f" in {contract.by_name[meaning.column].label}" if meaning.column else ""
    left_out = meaning.column is None and meaning.means is None
    read = f"{was} left out" if left_out else f"{was} read as {meaning_of(contract, meaning)}"
    chosen = f", as chosen on {say_day(local_day(meaning.chosen_at))} by {meaning.chosen_by}" if meaning.chosen_at else ""
    return f"“{meaning.written}”{where} {read}{chosen}."


# Suggestions


def _likeness(text: str, names: Iterable[str]) -> float:
    """How much a text is like one of the names: by its letters, or by the words they share."""
    wanted, best = plain(text), 0.0
    words = _telling_words(text)
    for name in names:
        best = max(best, SequenceMatcher(None, wanted, plain(name)).ratio())
        theirs = _telling_words(name)
        if words and theirs:
            best = max(best, 0.9 * len(words & theirs) / max(len(words), len(theirs)), 0.65 * len(words & theirs) / len(words))
    return best


def _telling_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.replace("_", " ").casefold())) - _SMALL_WORDS


def _suits(return_name: str, f: Field, samples: Sequence[str]) -> float:
    """Whether the values under a heading look like the field's: 1 all do, 0 none does, 0.5 when they do not tell."""
    if not samples:
        return 0.5
    if f.codes:
        return sum(is_answer(return_name, f.name, text) for text in samples) / len(samples)
    if shape := _SHAPES.get(f.kind):
        return sum(bool(re.fullmatch(shape, text, re.IGNORECASE)) for text in samples) / len(samples)
    return 0.2 if all(re.fullmatch(_SHAPES["date"], text) for text in samples) else 0.5


def likely_fields(asked: Asked, unread: Unread) -> tuple[list[Field], Field | None]:
    """The fields a heading may stand for, the likeliest first, and the one that is near enough to be suggested."""
    scores = {}
    for f in asked.free:
        near = _likeness(unread.heading, (f.name, f.label, *f.aliases))
        suits = _suits(asked.return_name, f, unread.samples)
        scores[f.name] = near + 0.5 * (suits - 0.5) + (0.1 if f.name in asked.missing and suits > 0.5 else 0)
    order = sorted(asked.free, key=lambda f: -scores[f.name])
    return order, order[0] if order and scores[order[0].name] >= _LIKELY else None


def likely_answers(f: Field, text: str) -> tuple[list[str], str | None]:
    """A field's codes, the likeliest for a word first, and the one that is near enough to be suggested."""
    known = answers(f)
    scores = {code: _likeness(text, (code, label)) for code, label in known.items()}
    nearest = f.nearest_code(text) if f.codes else None
    order = sorted(known, key=lambda code: (code != nearest, -scores[code]))
    return order, order[0] if order and (nearest or scores[order[0]] >= _LIKELY) else None
