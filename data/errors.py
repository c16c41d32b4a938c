"""What can be said to a person when something cannot be done.

A `ToolError` is a user's problem, never a bug: it carries a short title and one or two plain
sentences that say what happened and what to do. Anything else that is raised is a bug.
"""

from __future__ import annotations


class ToolError(Exception):
    """Something a person can put right; shown to them as it is."""

    def __init__(self, message: str, title: str = "This cannot be done") -> None:
        super().__init__(message)
        self.title = title
        self.message = message


class UnreadableFile(ToolError):
    """The bytes are not a return that can be read; nothing was loaded."""

    def __init__(self, message: str, code: str = "unreadable", row: int | None = None) -> None:
        super().__init__(message, title="We could not read this file")
        self.code = code
        self.row = row
