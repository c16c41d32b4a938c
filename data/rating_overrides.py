"""Ratings that officers set for a setting: with a reason and a last day, beside what the rules say and never instead of it.

An override holds from the day it was set to its last day, both included; then there is none again by itself. One set later for the
same setting ends the one before from its own day on, also when it ends sooner. Nothing is deleted: one that was taken back counts no
longer from that moment and stays in the history, so what was known at an earlier moment can be asked again. What the rules say is
not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.contact_log import doubts
from data.errors import ToolError
from data.store import Cursor, Store
from data.taking_back import taken_back
from data.terms import local_day, say_day, say_moment

RATINGS = ("red", "amber", "green")
LONGEST = timedelta(days=366)
_COLUMNS = "id, setting, rating, from_on, last_on, reason, set_at, set_by, taken_back_at, taken_back_by"
_NOT_SET = "The rating was not set"


@dataclass(frozen=True)
class Override:
    """One rating set by an officer, from a day to its last day. Moments are stored ones."""

    id: int
    setting: str
    rating: str
    from_on: date
    last_on: date
    reason: str
    set_at: datetime
    set_by: str
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None


def history(store: Store, setting: str) -> list[Override]:
    """Every rating ever set for a setting, the latest first; those taken back too."""
    with store.cursor() as cursor:
        return _history(cursor, setting)


def mark(store: Store, setting: str) -> int:
    """Grows with every rating set for a setting and every taking back: what a person has seen when they decide."""
    with store.cursor() as cursor:
        return _mark(cursor, setting)


def set_rating(
    store: Store, setting: str, rating: str, *, last_on: date, reason: str, by: str, at: datetime, seen: int | None = None
) -> str:
    """Set a rating from the stored moment `at` on; the sentence to show.

    ToolError when the setting is not known, nobody or no reason is named, the reason holds personal data, the last day has passed or is
    more than a year ahead, the same holds already, or another was set for the setting after the mark `seen`.
    """
    if rating not in RATINGS:
        raise ValueError(f"rating is one of {RATINGS}: {rating}")
    from_on, reason, by = local_day(at), " ".join(reason.split()), " ".join(by.split())
    _refuse_unfit(store, from_on, last_on, reason, by)
    with store.transaction() as cursor:
        if not cursor.execute("SELECT 1 FROM settings WHERE setting = ? LIMIT 1", [setting]).fetchone():
            raise ToolError("This setting is on no register.", title=_NOT_SET)
        _refuse_unseen(cursor, setting, seen)
        held = _in_force(cursor, setting, from_on, at)
        if held and (held.rating, held.last_on, held.reason) == (rating, last_on, reason):
            raise ToolError(f"It is set so already, by {held.set_by} on {say_moment(held.set_at)}.", title=_NOT_SET)
        (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM rating_overrides").fetchone()
        values = [number, setting, rating, from_on, last_on, reason, at, by]
        cursor.execute("INSERT INTO rating_overrides VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)", values)
    return f"Set to {rating} until {say_day(last_on)}. What the rules say stands beside it, and alone again from the day after."


def take_back(store: Store, override: int, *, by: str, at: datetime) -> str:
    """Say that a rating counts no longer; the sentence to show. ToolError when it is not here or was taken back before."""
    with store.transaction() as cursor:
        was = Override(*taken_back(cursor, "rating_overrides", _COLUMNS, override, called="rating", by=by, at=at))
        held = _in_force(cursor, was.setting, local_day(at), at)
    if held:
        return f"Taken back. The {held.rating} that {held.set_by} set until {say_day(held.last_on)} holds again."
    return "Taken back. What the rules say stands alone again."


def _history(cursor: Cursor, setting: str) -> list[Override]:
    sql = f"SELECT {_COLUMNS} FROM rating_overrides WHERE setting = ? ORDER BY id DESC"
    return [Override(*row) for row in cursor.execute(sql, [setting]).fetchall()]


def _in_force(cursor: Cursor, setting: str, on: date, known_at: datetime) -> Override | None:
    sql = f"SELECT {_COLUMNS} FROM standing.rating_overrides($on, $known_at) WHERE setting = $setting"
    found = cursor.execute(sql, {"on": on, "known_at": known_at, "setting": setting}).fetchone()
    return Override(*found) if found else None


def _mark(cursor: Cursor, setting: str) -> int:
    return cursor.execute("SELECT count(*) + count(taken_back_at) FROM rating_overrides WHERE setting = ?", [setting]).fetchone()[0]


def _refuse_unfit(store: Store, from_on: date, last_on: date, reason: str, by: str) -> None:
    if not by:
        raise ToolError("Say who sets the rating.", title=_NOT_SET)
    if not reason:
        raise ToolError("Say why, so that others understand it later.", title=_NOT_SET)
    if blocking := [issue.message for issue in doubts(store, "Why", reason) if issue.severity == "blocks"]:
        raise ToolError(" ".join(blocking), title=_NOT_SET)
    if last_on < from_on:
        raise ToolError(f"{say_day(last_on)} has passed. Choose a last day that is still to come.", title=_NOT_SET)
    if last_on > from_on + LONGEST:
        said = f"A rating is set for a year at most. Choose a last day up to {say_day(from_on + LONGEST)}."
        raise ToolError(said, title=_NOT_SET)


def _refuse_unseen(cursor: Cursor, setting: str, seen: int | None) -> None:
    """ToolError, which says what the other person did, when there is more than what was seen."""
    if seen is None or seen == _mark(cursor, setting):
        return
    last = max(_history(cursor, setting), key=lambda one: (one.taken_back_at or one.set_at, one.id))
    if last.taken_back_at:
        what = f"{last.taken_back_by} took back the {last.rating} of {last.set_by} on {say_moment(last.taken_back_at)}"
    else:
        what = f"{last.set_by} set {last.rating} until {say_day(last.last_on)} on {say_moment(last.set_at)}: “{last.reason}”"
    said = f"{what}, after this page was drawn. That stands. What you wrote is still here: press again to set yours instead."
    raise ToolError(said, title="Somebody else changed the rating")
