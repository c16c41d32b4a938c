"""Files people are still working on: received, put right, accepted or dismissed.

Bytes are kept the moment they arrive, before anything looks at them, so that a reload or a page switch
loses nothing. Corrections are kept beside the original: who changed which cell from what to what.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from data import findings
from data import reading as readings
from data.choices import choose, chosen_for, take_back
from data.contract import Issue
from data.contracts import CONTRACTS
from data.drafts import Checked, Corrections, drafts
from data.errors import ToolError, UnreadableFile
from data.meanings import Asked, Meaning
from data.remembered import as_remembered, forget_of_file, remember_of_file
from data.store import Store
from data.submission import Submission, accept, check, not_loaded
from data.terms import Term, now

_ACCEPTED = "Already accepted from this upload. Nothing changes."


@dataclass(frozen=True)
class Upload:
    """One file as it arrived; `state` is waiting, accepted or dismissed."""

    id: str
    file_name: str
    sha256: str
    size: int
    received_at: datetime
    received_by: str
    term: Term | None
    state: str


def receive(store: Store, name: str, content: bytes, *, by: str, term: Term | None = None) -> list[str]:
    """Keep an uploaded file (each file of an archive by itself) and return the ids of the uploads."""
    store.keep_original(content)
    try:
        inner = readings.files_in(name, content, limits=readings.BROWSER)
    except UnreadableFile:
        inner = [(name, content)]
    ids = []
    for inner_name, inner_content in inner:
        digest = store.keep_original(inner_content)
        with store.transaction(changes_answers=False) as cursor:
            waiting = cursor.execute(
                "SELECT id FROM uploads WHERE sha256 = ? AND file_name = ? AND state = 'waiting'", [digest, inner_name]
            ).fetchone()
            upload = waiting[0] if waiting else secrets.token_hex(8)
            if not waiting:
                cursor.execute(
                    "INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting')",
                    [upload, inner_name, digest, len(inner_content), now(), by, term.number if term else None],
                )
        ids.append(upload)
    return ids


def waiting(store: Store) -> list[Upload]:
    """The uploads nobody has accepted or dismissed yet, oldest first."""
    with store.cursor() as cursor:
        found = cursor.execute("SELECT * FROM uploads WHERE state = 'waiting' ORDER BY received_at, id").fetchall()
    return [_upload(row) for row in found]


def upload(store: Store, upload_id: str) -> Upload:
    """One upload; ToolError when there is none of this id."""
    with store.cursor() as cursor:
        found = cursor.execute("SELECT * FROM uploads WHERE id = ?", [upload_id]).fetchone()
    if not found:
        raise ToolError("This upload is no longer here. Upload the file again.")
    return _upload(found)


def _upload(row: tuple) -> Upload:
    return Upload(*row[:6], Term(row[6]) if row[6] is not None else None, row[7])


def set_term(store: Store, upload_id: str, term: Term | None) -> None:
    """Say which term an upload is for; None means the term of the day it is accepted."""
    with store.transaction(changes_answers=False) as cursor:
        cursor.execute("UPDATE uploads SET term = ? WHERE id = ?", [term.number if term else None, upload_id])


def dismiss(store: Store, upload_id: str) -> None:
    """Put an upload aside without loading it; its bytes stay."""
    with store.transaction(changes_answers=False) as cursor:
        cursor.execute("UPDATE uploads SET state = 'dismissed' WHERE id = ? AND state = 'waiting'", [upload_id])


def correct(store: Store, upload_id: str, part: str | None, row: int, column: str, value: str | None, *, was: str | None, by: str) -> None:
    """Keep a person's correction of one cell; the latest for a cell counts."""
    with store.transaction(changes_answers=False) as cursor:
        cursor.execute(
            "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [upload_id, part, row, column, was, (value or "").strip() or None, now(), by],
        )


def corrections(store: Store, upload_id: str) -> Corrections:
    """The corrections of an upload by part, row and column."""
    with store.cursor() as cursor:
        found = cursor.execute(
            "SELECT part, row, column_name, value FROM corrections WHERE upload = ? ORDER BY corrected_at, rowid", [upload_id]
        ).fetchall()
    return {(part, row, column): value for part, row, column, value in found}


def checked(store: Store, upload_id: str, *, as_sent: bool = False) -> list[Checked]:
    """The upload's returns, checked against the store as it is now, with its corrections put in unless `as_sent`.

    Its unusual words are read as people said. What is found in a file as it was sent is kept the first time.
    """
    one = upload(store, upload_id)
    typed = {} if as_sent else corrections(store, upload_id)
    content = store.original(one.sha256)
    try:
        found = check(
            store, one.file_name, content, term=one.term, corrections=typed, chosen=chosen_for(store, upload_id), limits=readings.BROWSER
        )
    except ToolError as refused:
        issue = Issue(None, None, None, "term", "blocks", refused.message)
        return [Checked(one.file_name, content, None, None, one.term, (issue,), outcome="unreadable", name=one.file_name)]
    if not typed:
        with suppress(ToolError):  # a disk without room must not keep anybody from seeing what is in the file
            findings.record(store, upload_id, found)
    done = _accepted_parts(store, upload_id)
    return [replace(sheet, outcome="duplicate", issues=(), duplicate_of=_ACCEPTED) if sheet.part in done else sheet for sheet in found]


def _read(store: Store, one: Upload) -> list[Checked]:
    """The upload's returns as they are read now, not checked."""
    content, typed = store.original(one.sha256), corrections(store, one.id)
    read = partial(drafts, one.file_name, content, term=one.term, corrections=typed, limits=readings.BROWSER)
    return as_remembered(store, lambda said: read(said=said), chosen_for(store, one.id))


def say(store: Store, upload_id: str, return_name: str, meaning: Meaning, *, by: str) -> None:
    """Keep what a person said an unusual heading or word of the upload means, for it and for the next files of its settings.

    ToolError when it cannot mean that, as the upload is read now.
    """
    one = upload(store, upload_id)
    asked = next((draft.asked for draft in _read(store, one) if draft.asked and draft.asked.return_name == return_name), None)
    if asked is None:
        raise ToolError("This file is read otherwise now. Look at it again, then choose.", title="This was not kept")
    choose(store, upload_id, asked, meaning, by=by)
    remember_of_file(store, _read(store, one), by=by)


def unsay(store: Store, upload_id: str, asked: Asked, meaning: Meaning, *, by: str) -> None:
    """Forget what a heading or word of the upload means, for it and for its settings; from now on it stands as it is written."""
    if not meaning.remembered:
        take_back(store, upload_id, asked.return_name, meaning, by=by)
    forget_of_file(store, asked, meaning, by=by)


def _accepted_parts(store: Store, upload_id: str) -> set[str | None]:
    """The sheets of an upload that were accepted while others of it still had to be put right."""
    with store.cursor() as cursor:
        found = cursor.execute("SELECT part FROM submissions WHERE upload = ? AND withdrawn_at IS NULL", [upload_id]).fetchall()
    return {part for (part,) in found}


def accept_upload(
    store: Store,
    upload_id: str,
    *,
    by: str,
    good_rows_only: bool = False,
    effective_on: date | None = None,
    confirm_closures: bool = False,
) -> list[Submission]:
    """Accept every return of an upload; it stops waiting when nothing of it is left to put right.

    ToolError when there is no such upload, its term has not begun, or it cannot be written.
    """
    one = upload(store, upload_id)
    done = _accepted_parts(store, upload_id)
    outcomes = [
        not_loaded(replace(draft, outcome="duplicate", rows=_rows(draft), duplicate_of=_ACCEPTED))
        if draft.part in done
        else accept(
            store, draft, by=by, good_rows_only=good_rows_only, effective_on=effective_on,
            confirm_closures=confirm_closures, upload=upload_id,
        )
        for draft in _read(store, one)
    ]  # fmt: skip
    if all(outcome.outcome in ("accepted", "duplicate") for outcome in outcomes):
        with store.transaction(changes_answers=False) as cursor:
            cursor.execute("UPDATE uploads SET state = 'accepted' WHERE id = ?", [upload_id])
    return outcomes


def _rows(draft: Checked) -> int:
    return len(draft.reading.rows) + len(draft.reading.ignored) if draft.reading else 0


@dataclass(frozen=True)
class Received:
    """What became of one upload among many: its submissions, or (`refused`) why it could not be accepted at all."""

    upload: Upload
    submissions: tuple[Submission, ...]
    refused: str | None = None


def accept_many(store: Store, wanted: Sequence[tuple[Upload, str]], *, by: str) -> Iterator[Received]:
    """Accept uploads (each with the name of its return) one by one: the register first, events before attendance, else as they came.

    One that cannot be accepted does not stop the others.
    """
    order = list(CONTRACTS)
    for one, _ in sorted(wanted, key=lambda each: (order.index(each[1]), each[0].received_at)):
        try:
            yield Received(one, tuple(accept_upload(store, one.id, by=by)))
        except ToolError as refused:
            yield Received(one, (), f"{refused.title}. {refused.message}")
