"""The days of terms that the team moved: a first day, or the day returns are due. Recorded with who and why, and taken back.

A term ends the day before the next one begins, so terms never leave a gap. Nothing is deleted; a change that was taken back counts
no longer from that moment, so the calendar known at an earlier moment can be had again. Days nobody moved are the contract's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.errors import ToolError
from data.store import Cursor, Store
from data.taking_back import taken_back
from data.terms import Calendar, Term, say_day, say_moment

FIRST_DAY, DUE_ON = "first_day", "due_on"
WHAT = {FIRST_DAY: "First day", DUE_ON: "Returns due"}
MOST_DAYS_MOVED = 60
_COLUMNS = "id, term, what, day, changed_at, changed_by, reason, taken_back_at, taken_back_by"


@dataclass(frozen=True)
class TermDateChange:
    """One change: the first day of a term, or the day its returns are due (`what`), is `day`. Moments are stored ones."""

    id: int
    term: Term
    what: str
    day: date
    changed_at: datetime
    changed_by: str
    reason: str
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None


def calendar(store: Store, known_at: datetime) -> Calendar:
    """The days of terms as known at a stored moment."""
    with store.cursor() as cursor:
        return calendar_of(cursor, known_at)


def calendar_of(cursor: Cursor, known_at: datetime) -> Calendar:
    """As `calendar`, for a cursor that is open."""
    moved = cursor.execute("SELECT term, what, day FROM standing.term_dates($k) ORDER BY term", {"k": known_at}).fetchall()
    pairs = {kind: tuple((term, day) for term, what, day in moved if what == kind) for kind in WHAT}
    return Calendar(pairs[FIRST_DAY], pairs[DUE_ON])


def tell(cursor: Cursor, known_at: datetime) -> Calendar:
    """Let what this cursor asks of `standing` from now on use the days known at a stored moment; those days."""
    known = calendar_of(cursor, known_at)
    terms = {"first_days": dict(known.first_days), "due_dates": dict(known.due_dates)}
    for variable, days in terms.items():
        if days:
            cursor.execute(f"SET VARIABLE {variable} = map($terms::INTEGER[], $days::DATE[])", {"terms": [*days], "days": [*days.values()]})
    if moved := known.moved_days():
        cursor.execute("SET VARIABLE moved_days = map($days::DATE[], $terms::INTEGER[])", {"days": [*moved], "terms": [*moved.values()]})
    return known


def history(store: Store) -> list[TermDateChange]:
    """Every change ever made, the latest first; those taken back too."""
    with store.cursor() as cursor:
        rows = cursor.execute(f"SELECT {_COLUMNS} FROM term_date_changes ORDER BY id DESC").fetchall()
    return [_change(row) for row in rows]


def mark(store: Store) -> int:
    """Grows with every change and every taking back: what a person has seen when they decide."""
    with store.cursor() as cursor:
        return _mark(cursor)


def move(store: Store, term: Term, what: str, day: date, *, reason: str, by: str, at: datetime, seen: int | None = None) -> int:
    """Move a day of a term from the stored moment `at` on; the number of the change.

    ToolError when the day does not fit, is the day already, has no reason, or when another change came after the mark `seen`.
    """
    term = Term(term.number)
    if not reason.strip():
        raise ToolError("Say why the day is moved, so that others understand it later.", title="Nothing changed")
    with store.transaction() as cursor:
        _refuse_unseen(cursor, seen)
        before = calendar_of(cursor, at)
        if day == (before.starts_on(term) if what == FIRST_DAY else before.due_on(term)):
            raise ToolError(f"{_said(term, what)} {say_day(day)} already.", title="Nothing changed")
        (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM term_date_changes").fetchone()
        values = [number, term.number, what, day, at, by, reason.strip()]
        cursor.execute("INSERT INTO term_date_changes VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)", values)
        _refuse_unfit(calendar_of(cursor, at), term, what)
    return number


def take_back(store: Store, change: int, *, by: str, at: datetime) -> str:
    """Say that a change was a mistake; the sentence to show. ToolError when it cannot be, or the days before it fit no longer."""
    with store.transaction() as cursor:
        was = _change(taken_back(cursor, "term_date_changes", _COLUMNS, change, called="change", by=by, at=at))
        known = calendar_of(cursor, at)
        _refuse_unfit(known, was.term, was.what)
    day = known.starts_on(was.term) if was.what == FIRST_DAY else known.due_on(was.term)
    return f"{_said(was.term, was.what)} {say_day(day)} again."


def _change(row: tuple) -> TermDateChange:
    number, term, *others = row
    return TermDateChange(number, Term(term), *others)


def _mark(cursor: Cursor) -> int:
    return cursor.execute("SELECT count(*) + count(taken_back_at) FROM term_date_changes").fetchone()[0]


def _refuse_unseen(cursor: Cursor, seen: int | None) -> None:
    if seen is None or seen == _mark(cursor):
        return
    sql = f"SELECT {_COLUMNS} FROM term_date_changes ORDER BY coalesce(taken_back_at, changed_at) DESC, id DESC LIMIT 1"
    last = _change(cursor.execute(sql).fetchone())
    who, when = (last.taken_back_by, last.taken_back_at) if last.taken_back_at else (last.changed_by, last.changed_at)
    said = f"{who} changed the days of {last.term.label} on {say_moment(when)}, after this page was drawn. Look at them and choose again."
    raise ToolError(said, title="Somebody else changed the days")


def _refuse_unfit(known: Calendar, term: Term, what: str) -> None:
    """ToolError when the terms overlap, a day is moved too far, or returns would be due outside their term."""
    by_contract, day = (term.starts_on, known.starts_on(term)) if what == FIRST_DAY else (term.due_on, known.due_on(term))
    first, last = (by_contract + timedelta(days=days) for days in (-MOST_DAYS_MOVED, MOST_DAYS_MOVED))
    if not first <= day <= last:
        said = f"{_said(term, what)} {say_day(by_contract)} by contract, and can be moved to {say_day(first)} at the earliest and "
        raise ToolError(f"{said}{say_day(last)} at the latest.", title="Choose another day")
    for one in (term.before, term):
        begins, ends, due = known.starts_on(one), known.ends_on(one), known.due_on(one)
        if begins >= ends:
            said = f"{one.label} begins on {say_day(begins)}, and the next term cannot begin before it or on the day after."
            raise ToolError(said, title="Choose another day")
        if not begins <= due <= ends:
            said = f"Returns of {one.label} are due on {say_day(due)}, which must lie in the term: {say_day(begins)} to {say_day(ends)}."
            raise ToolError(said, title="Choose another day")


def _said(term: Term, what: str) -> str:
    return f"{term.label} begins on" if what == FIRST_DAY else f"Returns of {term.label} are due on"
