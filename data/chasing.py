"""What was sent to settings about returns that are missing or rows that are held: recorded, and taken back when it was a mistake.

A chaser is one time of writing, to one setting or many. Whether it was answered is never stored: `standing.chased` works
it out from the submissions that came after it. Nothing is deleted; a chaser that was taken back counts no longer and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.errors import ToolError
from data.store import Store
from data.taking_back import taken_back
from data.terms import Term, local_day, now, say_day, say_moment

ABOUT = ("missing", "held")
WAYS = {"email": "by e-mail", "letter": "by letter", "merge": "by mail merge"}


@dataclass(frozen=True)
class Chased:
    """One return of one setting in a chaser: it is missing, or rows of it are held; `way` is one of WAYS."""

    setting: str
    return_name: str
    about: str
    way: str


# A chaser of the day about the very same: the button was pressed twice.
_THE_SAME = """
    SELECT c.recorded_at FROM chasers c
    WHERE c.term = $1 AND c.sent_on = $2 AND c.taken_back_at IS NULL AND (
        SELECT list_sort(list(concat_ws(' ', r.setting, r.return_name, r.about))) FROM chased_returns r WHERE r.chaser = c.id) = $3
"""


def record(store: Store, chased: Sequence[Chased], *, term: Term, sent_on: date, by: str) -> int:
    """Keep that settings were written to on a day; the number of the chaser. ToolError when it is about nothing, not sent yet,
    or recorded already for that day.
    """
    if not chased:
        raise ToolError("Choose at least one setting to write to.", title="Nothing was recorded")
    for one in chased:
        if one.about not in ABOUT or one.way not in WAYS:
            raise ValueError(f"about is one of {ABOUT} and way one of {tuple(WAYS)}: {one}")
    moment = now()
    if sent_on > local_day(moment):
        said = f"{say_day(sent_on)} has not come yet. Choose the day the letters were sent."
        raise ToolError(said, title="Nothing was recorded")
    with store.transaction() as cursor:
        if earlier := cursor.execute(_THE_SAME, [term.number, sent_on, sorted(map(_told, chased))]).fetchone():
            said = f"These letters of {say_day(sent_on)} were recorded on {say_moment(earlier[0])}."
            raise ToolError(said, title="Nothing was recorded")
        (last,) = cursor.execute("SELECT coalesce(max(id), 0) FROM submissions").fetchone()
        (chaser,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM chasers").fetchone()
        cursor.execute("INSERT INTO chasers VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)", [chaser, term.number, sent_on, last, moment, by])
        cursor.executemany(
            "INSERT INTO chased_returns VALUES (?, ?, ?, ?, ?)",
            [[chaser, one.setting, one.return_name, one.about, one.way] for one in chased],
        )
    return chaser


def _told(one: Chased) -> str:
    return f"{one.setting} {one.return_name} {one.about}"


def take_back(store: Store, chaser: int, *, by: str) -> str:
    """Say that a chaser was recorded by mistake; returns the sentence to show. ToolError when there is none or it was taken back."""
    with store.transaction() as cursor:
        columns = "sent_on, taken_back_at, taken_back_by"
        sent_on, *_ = taken_back(cursor, "chasers", columns, chaser, called="record", by=by, at=now())
    return f"The record of {say_day(sent_on)} is taken back. Those settings count as not written to then."
