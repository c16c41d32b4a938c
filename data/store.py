"""The store: one DuckDB file, opened once, locked at connect. The only place that calls duckdb.connect.

Tables: `submissions` is the log of what was accepted and withdrawn, `submission_settings` says for
which settings a submission speaks, one typed table a contract holds the rows, `held_rows` the rows that
wait to be put right, `uploads` and `corrections` what people are still working on. Nothing is ever
overwritten: a later submission replaces an earlier one only in the `standing` macros, by the moment
asked for. Originals lie beside the file, by SHA-256, and are written before anything else happens.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Self

import duckdb

from data.contracts import CONTRACTS
from data.errors import ToolError

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
CREATE TABLE IF NOT EXISTS submission_settings (submission INTEGER, setting VARCHAR, nil BOOLEAN);
CREATE TABLE IF NOT EXISTS held_rows (submission INTEGER, row INTEGER, cells VARCHAR, issues VARCHAR);
CREATE TABLE IF NOT EXISTS uploads (
    id VARCHAR, file_name VARCHAR, sha256 VARCHAR, size BIGINT, received_at TIMESTAMP, received_by VARCHAR,
    term INTEGER, state VARCHAR);
CREATE TABLE IF NOT EXISTS corrections (
    upload VARCHAR, part VARCHAR, row INTEGER, column_name VARCHAR, was VARCHAR, value VARCHAR,
    corrected_at TIMESTAMP, corrected_by VARCHAR);
"""


class Store:
    """One authority's returns. `version` changes with every acceptance and undo, so answers can be cached on it."""

    def __init__(self, connection: Cursor, path: Path | None, originals: Path) -> None:
        self._connection = connection
        self._write_lock = threading.Lock()
        self.path = path
        self.originals = originals
        self._prepare()
        self.key = bytes.fromhex(self._info("key"))
        self._version = 0

    @classmethod
    def open(cls, path: str | os.PathLike | None = None) -> Self:
        """Open or make the store at `path` (default: SENCO_STORE, else var/store.duckdb).

        ToolError when another program has it open or it is not a store.
        """
        place = Path(path or cls.default_path()).absolute()
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            connection = duckdb.connect(str(place), config=_CONFIG)
        except duckdb.IOException as locked:
            if "lock" in str(locked).lower():
                raise ToolError(
                    f"Another program has the store {place.name} open. Close the dashboard (or the other command) and try again.",
                    title="The store is in use",
                ) from locked
            raise ToolError(f"{place.name} is not a store this dashboard can open.", title="The store cannot be opened") from locked
        return cls(connection, place, place.with_suffix(".originals"))

    @staticmethod
    def default_path() -> Path:
        """SENCO_STORE, else var/store.duckdb beside the code."""
        return Path(os.environ.get("SENCO_STORE") or DEFAULT_PATH)

    @classmethod
    def memory(cls) -> Self:
        """A store that lives as long as the process, for tests and trials."""
        connection = duckdb.connect(":memory:", config=_CONFIG)
        return cls(connection, None, Path(tempfile.mkdtemp(prefix="originals-")))

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

        `changes_answers` is False for work that no figure can see, such as a file that waits to be accepted.
        """
        with self._write_lock, self.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
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
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(temporary, place)
        except OSError as full:
            Path(temporary).unlink(missing_ok=True)
            raise ToolError("There is no room on the disk to keep this file, so nothing was loaded.", title="The disk is full") from full
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
        """The bytes kept under a SHA-256."""
        return self._original_path(digest).read_bytes()

    def _original_path(self, digest: str) -> Path:
        return self.originals / digest[:2] / digest

    def _prepare(self) -> None:
        with self.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(_TABLES)
            for contract in CONTRACTS.values():
                cursor.execute(contract.ddl())
            cursor.execute(files("data").joinpath("standing.sql").read_text(encoding="utf-8"))
            if not cursor.execute("SELECT 1 FROM store_info WHERE name = 'key'").fetchone():
                cursor.execute("INSERT INTO store_info VALUES ('schema', ?), ('key', ?)", [SCHEMA_VERSION, secrets.token_hex(32)])
            cursor.execute("COMMIT")
        if self._info("schema") != SCHEMA_VERSION:
            raise ToolError("This store was made by a newer dashboard. Update the dashboard, then open it again.")

    def _info(self, name: str) -> str:
        with self.cursor() as cursor:
            return cursor.execute("SELECT value FROM store_info WHERE name = ?", [name]).fetchone()[0]
