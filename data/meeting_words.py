"""What people write for a cluster meeting: what comes next, their notes, and who agreed to be named and for what.

Each is kept for one day that is shown to a room and one cluster (None: all of them), and is taken back rather than deleted.
What is shown to a room is written to be read by other settings, so it holds no number, address or date of birth; a name in it is for
the page to ask about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.contact_log import doubts
from data.errors import ToolError
from data.store import Cursor, Store
from data.taking_back import taken_back

NEXT, NOTE, ATTENDANCE, GOOD_PRACTICE = "next", "note", "attendance", "good_practice"
WHAT = {NEXT: "What we do next", NOTE: "Note", ATTENDANCE: "Attendance", GOOD_PRACTICE: "Good practice"}
NAMING = (ATTENDANCE, GOOD_PRACTICE)
_COLUMNS = "id, as_of, cluster, what, screen, words, setting, agreed_by, agreed_on, written_at, written_by, taken_back_at, taken_back_by"
_NOT_KEPT = "This was not kept"


@dataclass(frozen=True)
class Words:
    """One thing written. `screen` is the screen a note belongs to; `setting`, `agreed_by` and `agreed_on` are for one named.

    Moments are stored ones.
    """

    id: int
    as_of: date
    cluster: str | None
    what: str
    screen: str | None
    words: str | None
    setting: str | None
    agreed_by: str | None
    agreed_on: date | None
    written_at: datetime
    written_by: str
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None


def written_for(store: Store, as_of: date, cluster: str | None) -> list[Words]:
    """What is written for a day and a cluster, the first first; without what was taken back."""
    with store.cursor() as cursor:
        return _written(cursor, as_of, cluster)


def history(store: Store, as_of: date, cluster: str | None) -> list[Words]:
    """Everything ever written for a day and a cluster, the latest first."""
    sql = f"SELECT {_COLUMNS} FROM meeting_words WHERE as_of = ? AND cluster IS NOT DISTINCT FROM ? ORDER BY id DESC"
    with store.cursor() as cursor:
        return [Words(*row) for row in cursor.execute(sql, [as_of, cluster]).fetchall()]


def write(
    store: Store, as_of: date, cluster: str | None, what: str, words: str = "", *, screen: str | None = None, by: str, at: datetime
) -> int:
    """Keep what comes next or a note; its number. ToolError when it is blank or holds what must not be shown."""
    if what in NAMING or what not in WHAT:
        raise ValueError(f"what is {NEXT} or {NOTE}: {what}")
    words = " ".join(words.split())
    if not words:
        raise ToolError("Write a sentence first.", title=_NOT_KEPT)
    _refuse(store, WHAT[what], words)
    with store.transaction() as cursor:
        return _keep(cursor, as_of, cluster, what, screen, words, None, None, None, at, by)


def name(
    store: Store,
    as_of: date,
    cluster: str | None,
    setting: str,
    what: str,
    words: str = "",
    *,
    agreed_by: str,
    agreed_on: date,
    by: str,
    at: datetime,
) -> int:
    """Keep that a setting may be shown by name, for its attendance or for good practice in `words`; its number.

    ToolError without a person at the setting who agreed, without words for good practice, or when it is named for that already.
    """
    if what not in NAMING:
        raise ValueError(f"what is one of {NAMING}: {what}")
    words, agreed_by = " ".join(words.split()), " ".join(agreed_by.split())
    if not agreed_by:
        raise ToolError("Write who at the setting agreed to be named. Without that it is not shown.", title=_NOT_KEPT)
    if what == GOOD_PRACTICE and not words:
        raise ToolError("Write what the setting does well, in a sentence.", title=_NOT_KEPT)
    _refuse(store, WHAT[what], words)
    with store.transaction() as cursor:
        if any(one.setting == setting and one.what == what for one in _written(cursor, as_of, cluster)):
            raise ToolError("This setting is named for that already.", title="Nothing changed")
        return _keep(cursor, as_of, cluster, what, None, words or None, setting, agreed_by, agreed_on, at, by)


def take_back(store: Store, number: int, *, by: str, at: datetime) -> Words:
    """Show it no longer; what it was. ToolError when it is not there, or somebody took it back before."""
    with store.transaction() as cursor:
        return Words(*taken_back(cursor, "meeting_words", _COLUMNS, number, called="sentence", by=by, at=at))


def _written(cursor: Cursor, as_of: date, cluster: str | None) -> list[Words]:
    sql = f"SELECT {_COLUMNS} FROM meeting_words WHERE as_of = ? AND cluster IS NOT DISTINCT FROM ? AND taken_back_at IS NULL ORDER BY id"
    return [Words(*row) for row in cursor.execute(sql, [as_of, cluster]).fetchall()]


def _keep(cursor: Cursor, *told: object) -> int:
    (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM meeting_words").fetchone()
    cursor.execute("INSERT INTO meeting_words VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", [number, *told])
    return number


def _refuse(store: Store, label: str, words: str) -> None:
    blocking = [issue.message for issue in doubts(store, label, words) if issue.severity == "blocks"]
    if blocking:
        raise ToolError(" ".join(blocking), title=_NOT_KEPT)
