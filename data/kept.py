"""What was worked out of a store, kept in memory so that the next question need not work it out again.

Owns how long: while the store's version stays the same, and the latest asked for first when there is not room for all. What is kept
is not to be changed by whoever gets it: a relation as an Arrow table, named by its statement and the values bound in it, or a few
values by name, which take no room worth counting.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

MOST_BYTES = 256 * 1024 * 1024


class Kept:
    """What is kept of one store, of its latest version only. Threads may share it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._version = -1
        self._kept: OrderedDict[str, Any] = OrderedDict()
        self._bytes = 0

    def value(self, version: int, name: str, worked_out: Callable[[], T]) -> T:
        """What has that name, worked out when it is not kept for this version."""
        with self._lock:
            if version > self._version:
                self._kept.clear()
                self._version, self._bytes = version, 0
            if version == self._version and name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = worked_out()
        size = getattr(found, "nbytes", 0)
        with self._lock:
            if version == self._version and name not in self._kept and size <= self._most:
                self._kept[name] = found
                self._bytes += size
                while self._bytes > self._most:
                    _, left = self._kept.popitem(last=False)
                    self._bytes -= getattr(left, "nbytes", 0)
        return found
