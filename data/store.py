"""The store: one DuckDB file, opened once, locked at connect. The only place that calls duckdb.connect.

Tables: `submissions` is the log of what was accepted and withdrawn, `submission_settings` says for
which settings a submission speaks, one typed table a contract holds the rows, `held_rows` the rows that
wait to be put right, `held_dismissals` why some were put aside, `uploads` and `corrections` what people
are still working on, `upload_parts` and `upload_findings` what was found in it first, `chasers` and
`chased_returns` which settings were written to. `remembered` is what unusual headings and words mean in a
setting's files, `upload_meanings` and `submission_meanings` what was said about one file, `threshold_changes` and
`term_date_changes` what the team decided about cut-offs and days, `rating_overrides` the ratings that officers set,
`contact_notes` what a file of contacts has no column for, `releases` what a room was shown, `meeting_words` what
people wrote for it, `council_changes` whose name and colours documents carry. Nothing is ever overwritten: a later
submission replaces an earlier one only in the `standing` macros, by the moment asked for. Originals lie beside the
file, by SHA-256, and are written before anything else happens. `submissions`, `submission_corrections` and
`submission_meanings` with the originals are enough to build all rows anew (`data.rebuild`).
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Self

import duckdb

from data.contracts import CONTRACTS
from data.errors import ToolError
from data.kept import Kept
from data.soundness import unsound

Cursor = duckdb.DuckDBPyConnection

DEFAULT_PATH = Path(__file__).resolve().parent.parent / "var" / "store.duckdb"
SCHEMA_VERSION = "1"

# Locked at connect: no files, network, extensions or settings from SQL. DuckDB 1.5.5's top_n_window_elimination
# stops with an internal error on QUALIFY row_number() over a join, so it stays off.
_CONFIG = {"enable_external_access": "false", "lock_configuration": "true", "disabled_optimizers": "top_n_window_elimination"}

_TABLES = """
CREATE TABLE IF NOT EXISTS store_info (name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS submissions (
    id INTEGER, return_name VARCHAR, term INTEGER, file_name VARCHAR, part VARCHAR, sha256 VARCHAR,
    accepted_at TIMESTAMP, accepted_on DATE, accepted_by VARCHAR, recorded_at TIMESTAMP,
    source VARCHAR, effective_on DATE, confirm_closures BOOLEAN,
    row_count INTEGER, loaded INTEGER, held INTEGER, ignored INTEGER,
    withdrawn_at TIMESTAMP, withdrawn_by VARCHAR, upload VARCHAR);
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS withdrawn_after INTEGER;
ALTER TABLE submissions ADD COLUMN IF NOT EXISTS speaks_for VARCHAR;
CREATE TABLE IF NOT EXISTS submission_corrections (submission INTEGER, row INTEGER, column_name VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS submission_settings (submission INTEGER, setting VARCHAR, nil BOOLEAN);
CREATE TABLE IF NOT EXISTS held_rows (submission INTEGER, row INTEGER, cells VARCHAR, issues VARCHAR);
CREATE TABLE IF NOT EXISTS held_dismissals (
    submission INTEGER, row INTEGER, reason VARCHAR, dismissed_at TIMESTAMP, dismissed_by VARCHAR);
CREATE TABLE IF NOT EXISTS uploads (
    id VARCHAR, file_name VARCHAR, sha256 VARCHAR, size BIGINT, received_at TIMESTAMP, received_by VARCHAR,
    term INTEGER, state VARCHAR);
CREATE TABLE IF NOT EXISTS corrections (
    upload VARCHAR, part VARCHAR, row INTEGER, column_name VARCHAR, was VARCHAR, value VARCHAR,
    corrected_at TIMESTAMP, corrected_by VARCHAR);
CREATE TABLE IF NOT EXISTS upload_parts (upload VARCHAR, part VARCHAR, return_name VARCHAR, settings VARCHAR[]);
CREATE TABLE IF NOT EXISTS upload_findings (
    upload VARCHAR, part VARCHAR, row INTEGER, column_name VARCHAR, code VARCHAR, setting VARCHAR, key VARCHAR);
CREATE TABLE IF NOT EXISTS chasers (
    id INTEGER, term INTEGER, sent_on DATE, after_submission INTEGER, recorded_at TIMESTAMP, recorded_by VARCHAR,
    taken_back_at TIMESTAMP, taken_back_by VARCHAR);
CREATE TABLE IF NOT EXISTS chased_returns (chaser INTEGER, setting VARCHAR, return_name VARCHAR, about VARCHAR, way VARCHAR);
CREATE TABLE IF NOT EXISTS upload_meanings (
    upload VARCHAR, return_name VARCHAR, column_name VARCHAR, written VARCHAR, means VARCHAR, stands BOOLEAN,
    chosen_at TIMESTAMP, chosen_by VARCHAR);
CREATE TABLE IF NOT EXISTS submission_meanings (submission INTEGER, column_name VARCHAR, written VARCHAR, means VARCHAR);
CREATE TABLE IF NOT EXISTS remembered (
    id INTEGER, setting VARCHAR, return_name VARCHAR, column_name VARCHAR, written VARCHAR, means VARCHAR,
    chosen_at TIMESTAMP, chosen_by VARCHAR, revoked_at TIMESTAMP, revoked_by VARCHAR);
CREATE TABLE IF NOT EXISTS threshold_changes (
    id INTEGER, name VARCHAR, value DOUBLE, since DATE, changed_at TIMESTAMP, changed_by VARCHAR, reason VARCHAR,
    taken_back_at TIMESTAMP, taken_back_by VARCHAR);
CREATE TABLE IF NOT EXISTS term_date_changes (
    id INTEGER, term INTEGER, what VARCHAR, day DATE, changed_at TIMESTAMP, changed_by VARCHAR, reason VARCHAR,
    taken_back_at TIMESTAMP, taken_back_by VARCHAR);
CREATE TABLE IF NOT EXISTS rating_overrides (
    id INTEGER, setting VARCHAR, rating VARCHAR, from_on DATE, last_on DATE, reason VARCHAR, set_at TIMESTAMP, set_by VARCHAR,
    taken_back_at TIMESTAMP, taken_back_by VARCHAR);
CREATE TABLE IF NOT EXISTS contact_notes (
    id INTEGER, contact_ref VARCHAR, submission INTEGER, what VARCHAR, noted_at TIMESTAMP, noted_by VARCHAR, owner VARCHAR,
    rule VARCHAR, figure DOUBLE, figure_said VARCHAR, figure_on DATE, change VARCHAR, note VARCHAR);
CREATE TABLE IF NOT EXISTS releases (
    id INTEGER, as_of DATE, known_at TIMESTAMP, made_at TIMESTAMP, made_by VARCHAR, reason VARCHAR, unproved VARCHAR, tables VARCHAR);
CREATE TABLE IF NOT EXISTS meeting_words (
    id INTEGER, as_of DATE, cluster VARCHAR, what VARCHAR, screen VARCHAR, words VARCHAR, setting VARCHAR, agreed_by VARCHAR,
    agreed_on DATE, written_at TIMESTAMP, written_by VARCHAR, taken_back_at TIMESTAMP, taken_back_by VARCHAR);
CREATE TABLE IF NOT EXISTS council_changes (
    id INTEGER, name VARCHAR, colour VARCHAR, accent VARCHAR, changed_at TIMESTAMP, changed_by VARCHAR,
    taken_back_at TIMESTAMP, taken_back_by VARCHAR);
"""

_UNFINISHED = "unfinished-"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Store:
    """One authority's returns. `version` changes with every acceptance and undo, so answers can be cached on it.

    `kept` holds relations of that version. `notes` says in plain sentences what was found and put right when the store was opened.
    """

    def __init__(self, connection: Cursor, path: Path | None, originals: Path, key: bytes | None = None) -> None:
        self._connection = connection
        self._write_lock = threading.Lock()
        self.path = path
        self.originals = originals
        self.notes: tuple[str, ...] = ()
        self._prepare(key or secrets.token_bytes(32))
        self.key = bytes.fromhex(self._info("key"))
        self.kept = Kept()
        self._version = 0

    @classmethod
    def open(cls, path: str | os.PathLike | None = None, *, key: bytes | None = None, must_add_up: bool = True) -> Self:
        """Open or make the store at `path` (default: SENCO_STORE, else var/store.duckdb).

        DuckDB replays what a stopped program had committed; files that were never finished are removed. `key` is the key of
        a store that is made. ToolError when another program has it open, it is not a store, or a submission's rows do not
        add up; with `must_add_up` False such a store opens all the same, so that it can be compared and built anew.
        """
        place = Path(path or cls.default_path()).absolute()
        log = place.with_name(f"{place.name}.wal")
        connection = None
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            interrupted = log.exists() and log.stat().st_size > 0
            connection = duckdb.connect(str(place), config=_CONFIG)
            store = cls(connection, place, place.with_suffix(".originals"), key)
        except (duckdb.Error, OSError) as refused:
            if connection:
                connection.close()
            raise _cannot_open(place, refused) from refused
        try:
            store.notes = tuple(store._look_after_a_stop(interrupted))
            if must_add_up:
                store._refuse_unless_sound()
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def default_path() -> Path:
        """SENCO_STORE, else var/store.duckdb beside the code."""
        return Path(os.environ.get("SENCO_STORE") or DEFAULT_PATH)

    @classmethod
    def memory(cls, *, key: bytes | None = None, originals: Path | None = None) -> Self:
        """A store that lives as long as the process, with a key of its own and originals that go with it unless given."""
        place = originals or Path(tempfile.mkdtemp(prefix="originals-"))
        store = cls(duckdb.connect(":memory:", config=_CONFIG), None, place, key)
        if originals is None:
            weakref.finalize(store, shutil.rmtree, place, ignore_errors=True)
        return store

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor of its own for one call: threads must not share one."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def transaction(self, *, changes_answers: bool = True) -> Iterator[Cursor]:
        """A cursor in a transaction; writers take turns. Commits on leaving, rolls back on any exception.

        ToolError when the disk is full or the store cannot be written; then nothing of it happened.
        `changes_answers` is False for work that no figure can see, such as a file that waits to be accepted.
        """
        with self._write_lock, self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            except BaseException as stopped:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                if isinstance(stopped, duckdb.Error) and (refused := _cannot_write(stopped)):
                    raise refused from stopped
                raise
            try:
                cursor.execute("COMMIT")
            except duckdb.Error as stopped:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise _cannot_write(stopped) or ToolError(_NOT_WRITTEN, title="The store could not be written") from stopped
            if changes_answers:
                self._version += 1

    @property
    def version(self) -> int:
        """Grows with every committed change made through this store."""
        return self._version

    def keep_original(self, content: bytes) -> str:
        """Store bytes by SHA-256 (temporary file, fsync, rename) and return the digest; the same bytes are kept once."""
        digest = self.digest(content)
        place = self._original_path(digest)
        if place.exists() and place.stat().st_size == len(content):
            return digest
        temporary = None
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(prefix=_UNFINISHED, dir=place.parent)
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, place)
            _settle(place.parent)
        except OSError as refused:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            if refused.errno in _NO_ROOM:
                said = "There is no room on the disk to keep this file, so nothing was loaded."
                raise ToolError(said, title="The disk is full") from refused
            said = f"This file could not be kept ({refused.strerror}), so nothing was loaded."
            raise ToolError(said, title="The file could not be kept") from refused
        return digest

    @staticmethod
    def digest(content: bytes) -> str:
        """The SHA-256 an original is kept under."""
        return hashlib.sha256(content).hexdigest()

    def latest_change(self) -> datetime | None:
        """The stored moment of the latest acceptance or withdrawal, None in an empty store."""
        with self.cursor() as cursor:
            (latest,) = cursor.execute("SELECT greatest(max(accepted_at), max(withdrawn_at)) FROM submissions").fetchone()
        return latest

    def original(self, digest: str) -> bytes:
        """The bytes kept under a SHA-256; ToolError when they are not there or are others."""
        try:
            content = self._original_path(digest).read_bytes()
        except OSError as missing:
            raise ToolError("The original of this file is not there. Put the folder of originals back from a backup.") from missing
        if self.digest(content) != digest:
            raise ToolError("The original of this file was changed on the disk. Put the folder of originals back from a backup.")
        return content

    def _original_path(self, digest: str) -> Path:
        return self.originals / digest[:2] / digest

    def _look_after_a_stop(self, interrupted: bool) -> Iterator[str]:
        """Clears away what a stopped program left half done, and says so."""
        if interrupted:
            with self.cursor() as cursor:
                last = cursor.execute("SELECT id, file_name FROM submissions ORDER BY id DESC LIMIT 1").fetchone()
            latest = (
                f"Everything accepted is here; the latest is submission {last[0]} ({last[1]})." if last else "Nothing was accepted yet."
            )
            yield f"The store was not closed the last time it was used. {latest}"
        shutil.rmtree(f"{self.path}.tmp", ignore_errors=True)
        left = list(self.originals.glob(f"*/{_UNFINISHED}*"))
        for temporary in left:
            temporary.unlink(missing_ok=True)
        if left:
            files_were = "1 file that was not kept whole was" if len(left) == 1 else f"{len(left)} files that were not kept whole were"
            yield f"{files_were} removed. Send again what was being loaded; what is loaded already is recognised."

    def _refuse_unless_sound(self) -> None:
        with self.cursor() as cursor:
            found = unsound(cursor)
        if found:
            raise ToolError(
                " ".join(found) + " Put the store back from a backup, or build it anew from its originals: "
                "python -m data rebuild --into NEW.duckdb",
                title="The store does not add up",
            )

    def _prepare(self, key: bytes) -> None:
        """Make what is not there yet. A store made by this very version is only read, so that a full disk can be looked at."""
        statements = [_TABLES, *(contract.ddl() for contract in CONTRACTS.values())]
        statements.append(files("data").joinpath("standing.sql").read_text(encoding="utf-8"))
        made_by = self.digest("\n".join(statements).encode())
        with self.cursor() as cursor:
            known = cursor.execute("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = 'store_info'").fetchone()
            if known and self._info("made_by") == made_by:
                return
            cursor.execute("BEGIN")
            for statement in statements:
                cursor.execute(statement)
            if not known:
                cursor.execute("INSERT INTO store_info VALUES ('schema', ?), ('key', ?)", [SCHEMA_VERSION, key.hex()])
            cursor.execute("DELETE FROM store_info WHERE name = 'made_by'")
            cursor.execute("INSERT INTO store_info VALUES ('made_by', ?)", [made_by])
            cursor.execute("COMMIT")
        if self._info("schema") != SCHEMA_VERSION:
            raise ToolError("This store was made by a newer dashboard. Update the dashboard, then open it again.")

    def _info(self, name: str) -> str | None:
        with self.cursor() as cursor:
            found = cursor.execute("SELECT value FROM store_info WHERE name = ?", [name]).fetchone()
        return found[0] if found else None


_NOT_WRITTEN = "This was not done, and what the store held before is unchanged. Close the dashboard, open it again and try once more."


def _cannot_write(stopped: duckdb.Error) -> ToolError | None:
    """What to say when the disk or the memory gave out; None when it was something else."""
    said = str(stopped)
    if any(os.strerror(code) in said for code in _NO_ROOM):
        return ToolError(
            "There is no room on the disk, so this was not done; what the store held before is unchanged. Make room and try again.",
            title="The disk is full",
        )
    if isinstance(stopped, duckdb.OutOfMemoryException):
        return ToolError(
            "There is not enough memory, so this was not done; what the store held before is unchanged. "
            "Close other programs, or split the file, and try again.",
            title="Not enough memory",
        )
    if isinstance(stopped, duckdb.IOException | duckdb.FatalException):
        return ToolError(_NOT_WRITTEN, title="The store could not be written")
    return None


def _cannot_open(place: Path, refused: duckdb.Error | OSError) -> ToolError:
    if isinstance(refused, duckdb.IOException) and "lock" in str(refused).lower():
        return ToolError(
            f"Another program has the store {place.name} open. Close the dashboard (or the other command) and try again.",
            title="The store is in use",
        )
    if isinstance(refused, duckdb.Error) and (full := _cannot_write(refused)) and full.title == "The disk is full":
        return full
    return ToolError(f"{place.name} is not a store this dashboard can open.", title="The store cannot be opened")


def _settle(folder: Path) -> None:
    """Make a rename in a folder outlast a loss of power, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
