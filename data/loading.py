"""Many files in one go: files, folders and archives in the order they must be loaded.

A folder may hold a `loading.csv` that says in which order and with which options its files are loaded
(columns file, accepted_at, term, effective_on, source, confirm_closures, accept_good_rows, undo_file); a
row that names `undo_file` withdraws what that file submitted. Without one, files load register first and
events before attendance, otherwise in the order given. One bad file does not stop the others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from data import reading as readings
from data.contract import Issue
from data.contracts import CONTRACTS
from data.drafts import Checked, drafts
from data.errors import ToolError, UnreadableFile
from data.remembered import as_remembered
from data.store import Store
from data.submission import Submission, accept, undo
from data.terms import Term, parse_day, parse_moment, to_stored

MANIFEST = "loading.csv"


@dataclass(frozen=True)
class Options:
    """How a file is to be loaded; None means the store's own default."""

    at: datetime | None = None
    term: Term | None = None
    effective_on: date | None = None
    source: str | None = None
    confirm_closures: bool = False
    accept_good_rows: bool = False
    return_name: str | None = None


@dataclass(frozen=True)
class Step:
    """One file to load, or (`undo`) the name of a file whose submissions are to be withdrawn."""

    name: str
    content: bytes
    options: Options
    undo: bool = False


@dataclass(frozen=True)
class Group:
    """Steps that are loaded together; `in_order` as they stand, otherwise the register first and events before attendance."""

    steps: tuple[Step, ...]
    in_order: bool = False


def groups(paths: Iterable[Path], options: Options) -> Iterator[Group]:
    """A folder with a manifest is a group in its own order; all else is one group."""
    loose: list[Step] = []
    for path in paths:
        if path.is_dir() and (path / MANIFEST).is_file():
            yield Group(tuple(_manifest_steps(path, options)), in_order=True)
        elif path.is_dir():
            loose += [Step(entry.name, entry.read_bytes(), options) for entry in sorted(path.rglob("*")) if _is_wanted(entry)]
        elif path.is_file():
            loose.append(Step(path.name, path.read_bytes(), options))
        else:
            raise ToolError(f"There is no file or folder “{path}”.")
    if loose:
        yield Group(tuple(loose))


def _is_wanted(entry: Path) -> bool:
    return entry.is_file() and not entry.name.startswith((".", "~$"))


def _manifest_steps(folder: Path, options: Options) -> Iterator[Step]:
    text = (folder / MANIFEST).read_text(encoding="utf-8-sig")
    for line, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        said = {name: (cell or "").strip() for name, cell in row.items() if name}
        own = replace(
            options,
            at=parse_moment(said["accepted_at"]) if said.get("accepted_at") else options.at,
            term=Term.parse(said["term"]) if said.get("term") else options.term,
            effective_on=parse_day(said["effective_on"]) if said.get("effective_on") else options.effective_on,
            source=said.get("source") or options.source,
            confirm_closures=said.get("confirm_closures", "").lower() == "yes" or options.confirm_closures,
            accept_good_rows=said.get("accept_good_rows", "").lower() == "yes" or options.accept_good_rows,
        )
        if said.get("undo_file"):
            yield Step(Path(said["undo_file"]).name, b"", own, undo=True)
            continue
        place = (folder / said.get("file", "")).resolve()
        if not place.is_file() or not place.is_relative_to(folder.resolve()):
            raise ToolError(f"Line {line} of {MANIFEST} names the file “{said.get('file')}”, which is not in the folder.")
        yield Step(place.name, place.read_bytes(), own)


def example_group(files: Iterable) -> Group:
    """The sample authority's files (see `data.examples`), in order."""
    found = [
        Step(
            Path(file.name).name,
            file.content,
            Options(
                at=to_stored(file.accepted_at), term=file.term, effective_on=file.effective_on, source=file.source,
                confirm_closures=file.confirm_closures, accept_good_rows=file.accept_good_rows,
            ),
            undo=file.undo,
        )
        for file in files
    ]  # fmt: skip
    return Group(tuple(found), in_order=True)


def drafts_of(store: Store, step: Step) -> list[Checked]:
    """Every return in a step's file (an archive holds several files), read with what is remembered and not yet checked."""
    options = step.options
    try:
        inner = readings.files_in(step.name, step.content, limits=readings.COMMAND_LINE)
    except UnreadableFile as unreadable:
        issue = Issue(unreadable.row, None, None, unreadable.code, "blocks", unreadable.message)
        return [Checked(step.name, step.content, None, None, options.term, (issue,), outcome="unreadable", name=step.name)]
    found = []
    for name, content in inner:
        read = partial(drafts, name, content, return_name=options.return_name, term=options.term, source=options.source)
        found += as_remembered(store, lambda said, read=read: read(said=said), {})
    return found


def load(store: Store, group: Group, *, by: str) -> Iterator[Submission]:
    """Load a group, one outcome a return found; as each is done."""
    order = {name: position for position, name in enumerate(CONTRACTS)}
    work: list[tuple[Step, Checked | None]] = []
    for step in group.steps:
        if not step.undo:
            store.keep_original(step.content)
        work += [(step, None)] if step.undo else [(step, draft) for draft in drafts_of(store, step)]
    if not group.in_order:
        work.sort(key=lambda item: order.get(item[1].contract.name, 99) if item[1] and item[1].contract else 99)
    for step, draft in work:
        if draft is None:
            withdraw_file(store, step.name, by=by, at=step.options.at)
        else:
            options = step.options
            yield accept(
                store, draft, by=by, at=options.at, good_rows_only=options.accept_good_rows,
                effective_on=options.effective_on, confirm_closures=options.confirm_closures,
            )  # fmt: skip


def withdraw_file(store: Store, name: str, *, by: str, at: datetime | None) -> None:
    """Withdraw every submission in force that a file of this name made."""
    with store.cursor() as cursor:
        found = cursor.execute(
            "SELECT id FROM submissions WHERE file_name = ? AND withdrawn_at IS NULL ORDER BY id DESC", [name]
        ).fetchall()
    for (submission,) in found:
        undo(store, submission, by=by, at=at)
