"""Contacts typed into the dashboard: logged, their action closed and opened again, each as a return of one row.

What a person types becomes a file of contacts (R7) that is checked and accepted like any other, so it stands in the log, can be
withdrawn and is built anew from its original; a file of contacts puts the same contact right by its reference. What such a file has
no column for (who owns the action, the figure that prompted it, what changed) is kept in `contact_notes` in the same transaction, and
counts while that submission does. When two people change one contact at once, the first is kept and the second is told what the
first said; the second's words stay in the history.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from data.contract import Issue
from data.contracts import CONTRACTS
from data.drafts import Checked, drafts
from data.errors import ToolError
from data.export import written
from data.faults import LONGEST_TEXT, NAME_IN_TEXT, PERSONAL_IN_TEXT
from data.store import Cursor, Store
from data.submission import accept, check
from data.terms import now, say_day, say_moment

TYPED = "typed into the dashboard.csv"
CHANGES = {"better": "Better", "no_change": "No change", "not_known": "Not known yet"}
_NOT_SAVED = "This was not saved"
_IN_THE_LOG = "This contact is in the log already."
_TRIES = 5


@dataclass(frozen=True)
class Contact:
    """One contact as a person types it: a setting by its identity, codes as the contract of contacts has them."""

    setting: str
    officer: str
    on: date
    kind: str
    purpose: str
    started_by: str | None = None
    action: str | None = None
    action_due_on: date | None = None
    action_done_on: date | None = None


@dataclass(frozen=True)
class Prompt:
    """Why an action was agreed: a rule's code, its figure on a day as a number where it is one, and as it was said then."""

    rule: str
    on: date
    figure: float | None = None
    said: str | None = None


@dataclass(frozen=True)
class Note:
    """One step in the history of a contact; `what` is logged, closed, reopened or noted. The moment is a stored one."""

    what: str
    at: datetime
    by: str
    owner: str | None
    rule: str | None
    figure_said: str | None
    figure_on: date | None
    change: str | None
    note: str | None


class _Moved(Exception):
    """The contact changed after it was read, or says the very same by now."""


def new_reference() -> str:
    """A reference no other contact has: it is made when a form is opened, so that pressing twice logs one contact."""
    return f"D{secrets.token_hex(6)}"


def checked(store: Store, reference: str, contact: Contact) -> Checked:
    """What there is to say about a contact before it is logged."""
    (found,) = check(store, TYPED, _file(reference, contact), return_name="contacts")
    return found


def doubts(store: Store, label: str, text: str) -> list[Issue]:
    """What a sentence that is no column of a return must not or had better not hold, by the rule of such columns."""
    asked = "SELECT {} FROM (SELECT $text AS text, FALSE AS is_personal)"
    found = []
    with store.cursor() as cursor:
        for fault in (PERSONAL_IN_TEXT, NAME_IN_TEXT):
            if cursor.execute(asked.format(fault.predicate.format(x="text")), {"text": text}).fetchone()[0]:
                found.append(Issue(None, None, text, fault.code, fault.severity, fault.words.format(label=label)))
    if len(text) > LONGEST_TEXT:
        said = f"{label} is longer than {LONGEST_TEXT} characters. Shorten it."
        found.append(Issue(None, None, text, "too_long", "blocks", said))
    return found


def log(
    store: Store,
    reference: str,
    contact: Contact,
    *,
    by: str,
    owner: str | None = None,
    prompt: Prompt | None = None,
    at: datetime | None = None,
) -> int:
    """Keep a contact; the number of its submission. ToolError when something in it must be put right or it was logged already."""

    def beside(cursor: Cursor, submission: int) -> None:
        earlier = _latest(cursor, reference, before=submission)
        if earlier:
            raise ToolError(_IN_THE_LOG, title=_NOT_SAVED)
        _note(cursor, reference, submission, "logged", by=by, owner=_text(owner), prompt=prompt)

    try:
        return _accepted(store, reference, contact, by=by, at=at, beside=beside)
    except _Moved:
        raise ToolError(_IN_THE_LOG, title=_NOT_SAVED) from None


def close(store: Store, reference: str, *, by: str, done_on: date, change: str, note: str, at: datetime | None = None) -> str:
    """Say that an action is done and what changed; the sentence to show.

    ToolError when it cannot be. When somebody else closed it first, theirs stands, this sentence is kept beside it, and the sentence
    to show says so.
    """
    if change not in CHANGES:
        raise ValueError(f"change is one of {tuple(CHANGES)}: {change}")
    _refuse(store, "What changed", note)
    told = {"change": change, "note": _text(note)}
    for _ in range(_TRIES):
        contact, seen = _contact(store, reference)
        if contact.action_done_on:
            return _closed_before(store, reference, by=by, at=at, **told)
        try:
            _changed(store, reference, replace(contact, action_done_on=done_on), seen, "closed", by=by, at=at, **told)
        except _Moved:
            continue
        return f"Closed on {say_day(done_on)}: “{contact.action}”."
    raise ToolError("Others are changing this contact. Wait a moment and try again.", title=_NOT_SAVED)


def reopen(store: Store, reference: str, *, by: str, note: str, at: datetime | None = None) -> str:
    """Open an action again that was closed; the sentence to show. ToolError when it is open or not here."""
    _refuse(store, "Why", note)
    for _ in range(_TRIES):
        contact, seen = _contact(store, reference)
        if not contact.action_done_on:
            raise ToolError("This action is open.", title="Nothing changed")
        try:
            _changed(store, reference, replace(contact, action_done_on=None), seen, "reopened", by=by, at=at, note=_text(note))
        except _Moved:
            continue
        return f"Opened again: “{contact.action}”."
    raise ToolError("Others are changing this contact. Wait a moment and try again.", title=_NOT_SAVED)


def history(store: Store, reference: str) -> list[Note]:
    """What people noted about a contact and its action, the first first; not that of submissions withdrawn since."""
    sql = (
        "SELECT n.what, n.noted_at, n.noted_by, n.owner, n.rule, n.figure_said, n.figure_on, n.change, n.note FROM contact_notes n "
        "JOIN submissions s ON s.id = n.submission AND s.withdrawn_at IS NULL WHERE n.contact_ref = ? ORDER BY n.id"
    )
    with store.cursor() as cursor:
        return [Note(*row) for row in cursor.execute(sql, [reference]).fetchall()]


def _closed_before(store: Store, reference: str, *, by: str, change: str, note: str | None, at: datetime | None) -> str:
    """Keep the second person's sentence beside the first's, and say what the first said."""
    with store.transaction() as cursor:
        (submission, done_on) = _latest(cursor, reference)
        _note(cursor, reference, submission, "noted", by=by, change=change, note=note, at=at)
        first = cursor.execute(
            "SELECT noted_by, noted_at, note FROM contact_notes WHERE contact_ref = ? AND what = 'closed' AND submission = ? "
            "ORDER BY id DESC LIMIT 1",
            [reference, submission],
        ).fetchone()
    if first:
        who, when, said = first
        quoted = f", with “{said}”" if said else ""
        return f"{who} closed this on {say_moment(when)}{quoted}. That stands, and what you wrote is kept in its history."
    closed = f"on {say_day(done_on)}" if done_on else "before"
    return f"This was closed {closed} already. That stands, and what you wrote is kept in its history."


def _changed(
    store: Store, reference: str, contact: Contact, seen: int, what: str, *, by: str, at: datetime | None, **told: str | None
) -> None:
    def beside(cursor: Cursor, submission: int) -> None:
        latest = _latest(cursor, reference, before=submission)
        if latest is None or latest[0] != seen:
            raise _Moved
        _note(cursor, reference, submission, what, by=by, **told)

    _accepted(store, reference, contact, by=by, at=at, beside=beside)


def _accepted(
    store: Store, reference: str, contact: Contact, *, by: str, at: datetime | None, beside: Callable[[Cursor, int], None]
) -> int:
    (draft,) = drafts(TYPED, _file(reference, contact), return_name="contacts")
    outcome = accept(store, draft, by=by, at=at, beside=beside)
    if outcome.outcome == "duplicate":
        raise _Moved
    if outcome.id is None:
        raise ToolError(" ".join(dict.fromkeys(issue.message for issue in outcome.checked.blocking)), title=_NOT_SAVED)
    return outcome.id


def _file(reference: str, contact: Contact) -> bytes:
    """The contact as a file of contacts with one row."""
    row = {**vars(contact), "contact_ref": reference, "officer": _text(contact.officer), "action": _text(contact.action)}
    return written(CONTRACTS["contacts"], [row]).encode()


def _text(said: str | None) -> str | None:
    return " ".join(said.split()) or None if said else None


def _contact(store: Store, reference: str) -> tuple[Contact, int]:
    """A contact as it stands and the submission that says so; ToolError when it is not here or has no action."""
    sql = (
        'SELECT setting, officer, "on", kind, purpose, started_by, action, action_due_on, action_done_on, c.submission FROM contacts c '
        "JOIN submissions s ON s.id = c.submission AND s.withdrawn_at IS NULL WHERE contact_ref = ? ORDER BY c.submission DESC LIMIT 1"
    )
    with store.cursor() as cursor:
        found = cursor.execute(sql, [reference]).fetchone()
    if not found or not found[6]:
        raise ToolError("This action is not here any more. The file it came with may have been withdrawn.", title="Nothing changed")
    return Contact(*found[:9]), found[9]


def _latest(cursor: Cursor, reference: str, *, before: int | None = None) -> tuple[int, date | None] | None:
    """The submission that speaks for a contact, and the day its action was done."""
    sql = (
        "SELECT c.submission, c.action_done_on FROM contacts c JOIN submissions s ON s.id = c.submission AND s.withdrawn_at IS NULL "
        "WHERE c.contact_ref = $reference AND ($before IS NULL OR c.submission < $before) ORDER BY c.submission DESC LIMIT 1"
    )
    return cursor.execute(sql, {"reference": reference, "before": before}).fetchone()


def _note(
    cursor: Cursor,
    reference: str,
    submission: int,
    what: str,
    *,
    by: str,
    owner: str | None = None,
    prompt: Prompt | None = None,
    change: str | None = None,
    note: str | None = None,
    at: datetime | None = None,
) -> None:
    """Keep a note in the caller's transaction; without `at` at the moment of its submission."""
    (number,) = cursor.execute("SELECT coalesce(max(id), 0) + 1 FROM contact_notes").fetchone()
    if at is None:
        (at,) = cursor.execute("SELECT accepted_at FROM submissions WHERE id = ?", [submission]).fetchone()
        at = max(at, now()) if what == "noted" else at
    said = (prompt.rule, prompt.figure, prompt.said, prompt.on) if prompt else (None,) * 4
    cursor.execute(
        "INSERT INTO contact_notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [number, reference, submission, what, at, by, owner, *said, change, note],
    )


def _refuse(store: Store, label: str, text: str) -> None:
    """A sentence must be there and tell nothing of a child that it must not."""
    if not _text(text):
        raise ToolError(f"{label} is blank. Write a sentence.", title=_NOT_SAVED)
    blocking = [issue.message for issue in doubts(store, label, text) if issue.severity == "blocks"]
    if blocking:
        raise ToolError(" ".join(blocking), title=_NOT_SAVED)
