"""Relations kept in memory, so that the next question need not work them out again.

Owns how long: while the store's version stays the same, and the latest asked for first when there is not room for all. A kept
relation is an Arrow table, which nobody can change; a relation is named by its statement and the values bound in it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

import pyarrow as pa

MOST_BYTES = 256 * 1024 * 1024


class Kept:
    """The relations of one store, of its latest version only. Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._version = -1
        self._relations: OrderedDict[str, pa.Table] = OrderedDict()
        self._bytes = 0

    def relation(self, version: int, name: str, rows: Callable[[], pa.Table]) -> pa.Table:
        """The relation of that name, worked out by `rows` when it is not kept for this version."""
        with self._lock:
            if version > self._version:
                self._relations.clear()
                self._version, self._bytes = version, 0
            if version == self._version and name in self._relations:
                self._relations.move_to_end(name)
                return self._relations[name]
        found = rows()
        with self._lock:
            if version == self._version and name not in self._relations and found.nbytes <= self._most:
                self._relations[name] = found
                self._bytes += found.nbytes
                while self._bytes > self._most:
                    _, left = self._relations.popitem(last=False)
                    self._bytes -= left.nbytes
        return found
