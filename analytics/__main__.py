"""Ask a question from the command line: `python -m analytics QUESTION --as-of 2026-11-21`.

JSON is an array of objects, columns in their declared order: null for blank, integers whole, shares to
4 places, medians and percentiles to 1, days ISO. CSV holds the same texts, blank for null; a text that a
spreadsheet would run as a formula gets an apostrophe in front. Exit 0 answered, 2 for anything that
cannot be asked, with one plain sentence on stderr. `pack` in place of a question writes the packs of a cluster meeting
(`analytics.packing`) and prints each file’s place.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from analytics.definitions import definition_of
from analytics.queries import AUDIENCES, QUESTIONS, Inputs, answer, question_named
from analytics.thresholds import THRESHOLDS, Threshold, allowed_value, thresholds_in_force
from data.cells import held_back
from data.errors import ToolError
from data.store import Store
from data.terms import local_day, now, parse_day, parse_moment

_PLACES = {"share": Decimal("0.0001"), "number": Decimal("0.1"), "hours": Decimal("0.01")}


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are ToolErrors."""

    def error(self, message: str) -> None:
        raise ToolError(f"{message[0].upper()}{message[1:]}. Ask for help with --help.")


def main(arguments: list[str] | None = None) -> int:
    """Answer one question on stdout, or write packs; the exit code."""
    told = sys.argv[1:] if arguments is None else arguments
    try:
        if told[:1] == ["pack"]:
            return _pack(told[1:])
        asked = _parser().parse_args(arguments)
        text = _listing(asked) if asked.list else _thresholds_listed(asked) if asked.list_thresholds else _answer(asked)
    except ToolError as refused:
        print(refused.message, file=sys.stderr)
        return 2
    sys.stdout.write(text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m analytics", description="Ask one question of the returns.")
    parser.add_argument("question", nargs="?", help="a question of --list, or pack (see pack --help)")
    parser.add_argument("--list", action="store_true", help="name every question with its columns and its definition")
    parser.add_argument("--list-thresholds", action="store_true", help="name every threshold with its value on the day, default today")
    parser.add_argument("--as-of", metavar="DAY", help="the day asked about, like 2026-11-21")
    parser.add_argument("--known-at", metavar="MOMENT", help="what was known by this local moment, or by the end of this day; default now")
    parser.add_argument("--cluster", action="append", default=[], help="only settings of this cluster; may be repeated")
    parser.add_argument("--provider-type", action="append", default=[], help="only settings of this type; may be repeated")
    parser.add_argument("--officer", action="append", default=[], help="only settings of this Area SENCO; may be repeated")
    parser.add_argument("--thresholds-on", metavar="DAY", help="use the thresholds of this day instead of those of the day asked about")
    parser.add_argument("--threshold", action="append", default=[], metavar="NAME=VALUE", help="what if it were so; may be repeated")
    parser.add_argument("--audience", choices=AUDIENCES, default="team")
    parser.add_argument("--store", metavar="PATH", help="the store’s file; default SENCO_STORE, else var/store.duckdb")
    parser.add_argument("--format", choices=("csv", "json"), default="csv")
    return parser


def _pack(arguments: list[str]) -> int:
    from analytics import packing  # slides take a while to be read in, and no question needs them

    parser = _Parser(prog="python -m analytics pack", description="Write the slides, the handout and the tables of a cluster meeting.")
    packing.add_arguments(parser)
    for place in packing.files_written(parser.parse_args(arguments)):
        print(place, flush=True)
    return 0


def _answer(asked: argparse.Namespace) -> str:
    if not asked.question:
        raise ToolError("Name a question. To see them all, write: python -m analytics --list")
    query = question_named(asked.question)
    if not asked.as_of:
        raise ToolError("Say which day is asked about, like --as-of 2026-11-21.")
    inputs = Inputs(
        as_of=parse_day(asked.as_of),
        known_at=_known_at(asked),
        audience=asked.audience,
        clusters=tuple(asked.cluster),
        provider_types=tuple(asked.provider_type),
        officers=tuple(asked.officer),
        thresholds_on=parse_day(asked.thresholds_on) if asked.thresholds_on else None,
        what_if=tuple(_what_if(text) for text in asked.threshold),
    )
    store = Store.open(asked.store)
    try:
        return answer_written(store, query.name, inputs, asked.format)
    finally:
        store.close()


def answer_written(store: Store, question: str, inputs: Inputs, written_as: str) -> str:
    """What the command prints: the question's answer as JSON or CSV."""
    query, frame = question_named(question), answer(store, question, inputs)
    rows = [
        {name: _plain_value(value, query.columns[name]) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
    return _written(list(frame.columns), rows, written_as)


def _known_at(asked: argparse.Namespace) -> datetime:
    return parse_moment(asked.known_at) if asked.known_at else now()


def _what_if(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name.strip(), allowed_value(name.strip(), float(value))
    except ValueError:
        raise ToolError(f"“{text}” does not say a threshold and its value. Write it like due_soon_days=21.") from None


def _thresholds_listed(asked: argparse.Namespace) -> str:
    rows = [
        {"name": limit.name, "value": limit.value, "unit": limit.unit, "meaning": limit.meaning, "source": limit.source}
        | {"since": limit.since.isoformat(), "changed_by": limit.changed_by, "least": limit.least, "most": limit.most, "fixed": limit.fixed}
        for limit in _thresholds(asked).values()
    ]
    return _written(list(rows[0]), rows, asked.format)


def _listing(asked: argparse.Namespace) -> str:
    """Every question with its definition: with the thresholds in force in the store named, else with the first ones."""
    in_force = _thresholds(asked) if asked.store else THRESHOLDS
    said = [definition_of(query.name, in_force) for query in QUESTIONS.values() if query.named]
    rows = [
        {"question": each.question, "title": each.title, "columns": ", ".join(each.columns), "unit": each.unit}
        | {"definition": each.meaning, "source": each.source}
        | {"numerator": each.numerator, "denominator": each.denominator, "date_rule": each.date_rule}
        | {"thresholds": each.limits, "returns": ", ".join(each.returns)}
        for each in said
    ]
    return _written(list(rows[0]), rows, asked.format)


def _thresholds(asked: argparse.Namespace) -> dict[str, Threshold]:
    """Those of the store named, on the day asked about (default today), as known at the moment asked about."""
    store = Store.open(asked.store)
    try:
        as_of = parse_day(asked.as_of) if asked.as_of else local_day(now())
        return thresholds_in_force(store, as_of, _known_at(asked))
    finally:
        store.close()


def _plain_value(value: object, kind: str) -> object:
    """A frame's value as JSON has it."""
    if pd.isna(value):
        return None
    if isinstance(value, str):
        return value
    match kind:
        case "share" | "number" | "hours":
            return float(Decimal(repr(float(value))).quantize(_PLACES[kind], ROUND_HALF_UP))
        case "integer":
            return int(value)
        case "boolean":
            return bool(value)
        case "date":
            return value.isoformat()
    return value


def _written(columns: list[str], rows: list[Mapping[str, object]], written_as: str) -> str:
    if written_as == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return held_back(value)
    return json.dumps(value)


if __name__ == "__main__":
    sys.exit(main())
