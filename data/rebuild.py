"""The store built a second time, from its originals and its log, and compared with itself.

The log is what cannot be worked out again: for each submission its file, moment, term and options, the
cells a person corrected, what its unusual words were said to mean and when it was withdrawn, and every
table that people write into (uploads, corrections, what is remembered). It is replayed in its order into
an empty store with the same key, by the same reading, checking and accepting as ever; all rows come from
the originals. What differs is named by table, submission, row and column, never by what stands in a cell.
"""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from data.contracts import CONTRACTS
from data.drafts import Checked, drafts
from data.errors import ToolError
from data.meanings import Meaning, Meanings
from data.store import Cursor, Store
from data.submission import Entry, accept, withdraw
from data.terms import Term

# What replaying makes; every other table is what people wrote, and is taken over as it is.
_MADE = ("submissions", "submission_settings", "submission_corrections", "submission_meanings", "held_rows", *CONTRACTS)

# Two changes can share a moment: a withdrawal says after which submission it came.
_ORDER = """
    SELECT id, 'accepted' AS change, id AS place, 0 AS turn FROM log
    UNION ALL
    SELECT id, 'withdrawn',
           coalesce(withdrawn_after, (SELECT max(other.id) FROM log other WHERE other.accepted_at <= log.withdrawn_at)), 1
    FROM log WHERE withdrawn_at IS NOT NULL
    ORDER BY place, turn, id DESC
"""


@dataclass(frozen=True)
class Built:
    """What replaying a store came to: its submissions, the rows of their files, and a sentence for each difference."""

    submissions: int
    rows: int
    differences: tuple[str, ...]


def built_in_memory(live: Store) -> Built:
    """Build a store that goes with this call, and compare; the originals are read where they are."""
    new = Store.memory(key=live.key, originals=live.originals)
    try:
        return _built(live, new)
    finally:
        new.close()


def built_into(live: Store, path: Path) -> Built:
    """Build a new store at `path`, with originals of its own beside it, and compare. It appears there when it is whole.

    ToolError when something is there already.
    """
    originals = path.with_suffix(".originals")
    for place in (path, originals):
        if place.exists():
            raise ToolError(f"“{place}” is there already. Choose another name for the new store.", title="Nothing was built")
    unfinished = path.with_name(f"{path.stem}.unfinished{path.suffix}")
    _clear(unfinished)
    try:
        new = Store.open(unfinished, key=live.key)
        try:
            for original in sorted(live.originals.glob("??/*")):
                new.keep_original(original.read_bytes())
            built = _built(live, new)
        finally:
            new.close()
        if unfinished.with_suffix(".originals").exists():
            os.replace(unfinished.with_suffix(".originals"), originals)
        os.replace(unfinished, path)
    finally:
        _clear(unfinished)
    return built


def _clear(store_path: Path) -> None:
    for name in (store_path, Path(f"{store_path}.wal")):
        name.unlink(missing_ok=True)
    shutil.rmtree(store_path.with_suffix(".originals"), ignore_errors=True)


def _built(live: Store, new: Store) -> Built:
    held = _tables(live)
    log = held["submissions"]
    problems = list(_replay(live, new, held))
    differences = [*problems, *_differences(held, new)]
    rows = sum(count or 0 for count in log.column("row_count").to_pylist())
    return Built(log.num_rows, rows, tuple(differences))


def _tables(store: Store) -> dict[str, pa.Table]:
    """Every table of a store as it is at one moment."""
    with store.cursor() as cursor:
        cursor.execute("BEGIN")
        names = _table_names(cursor)
        found = {name: cursor.execute(f'FROM main."{name}"').to_arrow_table() for name in names}
        cursor.execute("ROLLBACK")
    return found


def _table_names(cursor: Cursor) -> list[str]:
    sql = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary ORDER BY table_name"
    return [name for (name,) in cursor.execute(sql).fetchall()]


# Replaying


def _replay(live: Store, new: Store, held: dict[str, pa.Table]) -> Iterator[str]:
    """Accepts and withdraws all that the log says; a sentence for each submission that cannot be had from its original."""
    with new.transaction() as cursor:
        for name in held.keys() - set(_MADE):
            _take_over(cursor, name, held[name])
        cursor.register("log", held["submissions"])
        order = cursor.execute(_ORDER).fetchall()
        cursor.unregister("log")
    log = {entry["id"]: entry for entry in held["submissions"].to_pylist()}
    corrected: dict[int, dict] = defaultdict(dict)
    for row in held["submission_corrections"].to_pylist() if "submission_corrections" in held else ():
        corrected[row["submission"]][row["row"], row["column_name"]] = row["value"]
    meant: dict[int, list[Meaning]] = defaultdict(list)
    for row in held["submission_meanings"].to_pylist() if "submission_meanings" in held else ():
        meant[row["submission"]].append(Meaning(row["column_name"], row["written"], row["means"]))
    for number, change, place, _ in order:
        entry = log[number]
        if change == "withdrawn":
            with new.transaction() as cursor:
                withdraw(cursor, number, by=entry["withdrawn_by"], moment=entry["withdrawn_at"], after=place)
        elif problem := _accepted_again(live, new, entry, corrected[number], meant[number]):
            yield f"Submission {number} ({entry['file_name']}) {problem}"


def _take_over(cursor: Cursor, name: str, rows: pa.Table) -> None:
    cursor.register("taken_over", rows)
    if name in _table_names(cursor):
        cursor.execute(f'DELETE FROM main."{name}"')
        cursor.execute(f'INSERT INTO main."{name}" BY NAME FROM taken_over')
    else:
        cursor.execute(f'CREATE TABLE main."{name}" AS FROM taken_over')
    cursor.unregister("taken_over")


def _accepted_again(live: Store, new: Store, entry: dict, corrected: dict, meant: list[Meaning]) -> str | None:
    """Accepts one submission as the log has it; says why when its original does not give it."""
    try:
        content = live.original(entry["sha256"])
    except ToolError as missing:
        return f"cannot be read: {missing.message}"
    draft = _draft(entry, content, corrected, meant)
    if draft is None:
        return "is not found in its original: the file is read otherwise now."
    outcome = accept(
        new,
        draft,
        by=entry["accepted_by"],
        good_rows_only=bool(entry["held"]),
        effective_on=entry["effective_on"],
        confirm_closures=bool(entry["confirm_closures"]),
        upload=entry["upload"],
        entry=Entry(entry["id"], entry["accepted_at"], entry["recorded_at"]),
    )
    if outcome.outcome == "accepted":
        return None
    places = dict.fromkeys(f"row {issue.row}, {issue.column}" if issue.row else issue.code for issue in outcome.checked.blocking)
    return f"does not load from its original any more: {'; '.join(places) or outcome.outcome}."


def _draft(entry: dict, content: bytes, corrected: dict, meant: list[Meaning]) -> Checked | None:
    part = entry["part"]
    found = drafts(
        entry["file_name"],
        content,
        return_name=entry["return_name"],
        term=Term(entry["term"]),
        source=entry["source"],
        corrections={(part, row, column): value for (row, column), value in corrected.items()},
        said={entry["return_name"]: Meanings(meant)},
    )
    return next((one for one in found if one.reading and one.part == part), None)


# Comparing


def _differences(held: dict[str, pa.Table], new: Store) -> Iterator[str]:
    """A sentence for each table and submission in which the live rows are not the built ones."""
    with new.cursor() as cursor:
        built = _table_names(cursor)
        for name in sorted(held.keys() ^ set(built)):
            yield f"{name}: a table only in {'the store' if name in held else 'what the originals give'}."
        for name in [name for name in held if name in built]:
            cursor.register("live_rows", held[name])
            yield from _rows_that_differ(cursor, name)
            cursor.unregister("live_rows")


def _rows_that_differ(cursor: Cursor, name: str) -> Iterator[str]:
    columns = [column for column, *_ in cursor.execute(f'DESCRIBE FROM main."{name}"').fetchall()]
    if {column for column, *_ in cursor.execute("DESCRIBE FROM live_rows").fetchall()} != set(columns):
        yield f"{name}: the store has other columns."
        return
    listed = ", ".join(f'"{column}"' for column in columns)
    live, built = f"SELECT {listed} FROM live_rows", f'SELECT {listed} FROM main."{name}"'
    key = [column for column in ("id", "submission", "row", "column_name") if column in columns]
    key += ["setting"] if name == "submission_settings" else []
    only_live = _by_key(cursor.execute(f"{live} EXCEPT ALL {built}").fetchall(), columns, key)
    only_built = _by_key(cursor.execute(f"{built} EXCEPT ALL {live}").fetchall(), columns, key)
    said: dict[str, list[str]] = defaultdict(list)
    for place in sorted(only_live.keys() | only_built.keys(), key=repr):
        ours, theirs = only_live.get(place, []), only_built.get(place, [])
        if len(ours) == len(theirs) == 1:
            others = [column for column, mine, its in zip(columns, ours[0], theirs[0], strict=True) if mine != its]
            what = f"{', '.join(others)} {'is' if len(others) == 1 else 'are'} not as the originals give"
        elif len(ours) > len(theirs):
            what = "only in the store"
        else:
            what = "only in what the originals give"
        said[what].append(_place(key, place))
    for what, places in said.items():
        yield f"{name}: {'; '.join(places)}: {what}."


def _by_key(rows: list[tuple], columns: list[str], key: list[str]) -> dict[tuple, list[tuple]]:
    at = [columns.index(name) for name in key]
    found: dict[tuple, list[tuple]] = defaultdict(list)
    for row in rows:
        found[tuple(row[position] for position in at)].append(row)
    return found


def _place(key: list[str], place: tuple) -> str:
    words = {"id": "submission", "column_name": "column"}
    return ", ".join(f"{words.get(name, name)} {value}" for name, value in zip(key, place, strict=True)) or "some rows"
