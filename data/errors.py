"""What can be said to a person when something cannot be done.

A `ToolError` is a user's problem, never a bug: it carries a short title and one or two plain
sentences that say what happened and what to do. Anything else that is raised is a bug.
"""

from __future__ import annotations

from typing import Any


class ToolError(Exception):
    """Something a person can put right; shown to them as it is."""

    def __init__(self, message: str, title: str = "This cannot be done") -> None:
        super().__init__(message)
        self.title = title
        self.message = message


class UnreadableFile(ToolError):
    """The bytes are not a return that can be read; nothing was loaded.

    `asked` is what a person can say so that it can be read (a `data.meanings.Asked`), where there is such a thing.
    """

    def __init__(self, message: str, code: str = "unreadable", row: int | None = None, asked: Any = None) -> None:
        super().__init__(message, title="We could not read this file")
        self.code = code
        self.row = row
        self.asked = asked
