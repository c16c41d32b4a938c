"""From a file to rows in force: check, difference, accept, hold, undo.

`check` says what a file is and what must be put right, and changes nothing. `accept` checks again under
the write lock, on what the store holds at that moment, and either loads the whole file (or its good
rows, when a person chose so) in one transaction, or loads nothing. `undo` withdraws a submission, which
brings back what it replaced. Rows in the file = loaded + held + ignored, always.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from data import reading as readings
from data import replacing
from data.checking import Staging
from data.contract import Contract, Issue
from data.contracts import CONTRACTS
from data.drafts import Checked, Corrections, drafts
from data.errors import ToolError
from data.meanings import Said
from data.remembered import as_remembered, meant_by, note_meant, remember_of_submission
from data.replacing import ChangedRow, Difference, difference, replaced_parts
from data.store import Cursor, Store
from data.term_dates import calendar
from data.terms import Term, local_day, now, say_day, say_moment, term_named


@dataclass(frozen=True)
class Submission:
    """What happened to one file: loaded under an id, or not (`id` None) and why (`outcome`)."""

    id: int | None
    file: str
    return_name: str | None
    term: Term | None
    outcome: str
    rows: int
    loaded: int
    held: int
    ignored: int
    checked: Checked
    closures_confirmed: bool = False


@dataclass(frozen=True)
class Entry:
    """Where a submission stands in the log: its number, the moment it counts from, and when that was recorded."""

    id: int
    moment: datetime
    recorded_at: datetime


def check(
    store: Store,
    name: str,
    content: bytes,
    *,
    return_name: str | None = None,
    term: Term | None = None,
    at: datetime | None = None,
    source: str | None = None,
    corrections: Corrections | None = None,
    chosen: Said | None = None,
    limits: readings.Limits = readings.COMMAND_LINE,
) -> list[Checked]:
    """Everything there is to say about a file, one `Checked` a return found in it. Never raises for a bad file.

    `at` is the stored moment of acceptance to check for (default: now); `corrections` are keyed by part,
    row and column; `chosen` is what a person said about this file's unusual words, beside what is remembered.
    ToolError only for a term or a moment that cannot be.
    """
    moment, term = _moment_and_term(store, at, term)

    def read(said: Said) -> list[Checked]:
        return drafts(name, content, return_name=return_name, term=term, source=source, corrections=corrections, said=said, limits=limits)

    checks = []
    for draft in as_remembered(store, read, chosen or {}):
        if draft.reading is None:
            checks.append(draft)
        else:
            with store.cursor() as cursor:
                checks.append(_checked(cursor, store, draft, moment))
    return checks


def staged(cursor: Cursor, store: Store, draft: Checked, moment: datetime, effective_on: date | None = None) -> Staging:
    """The draft's rows laid out and checked on the cursor, as if accepted at a moment and, a register, in effect on a day."""
    one = draft.reading
    return Staging(
        cursor, one.contract, one.rows, one.columns, store.key,
        accepted_on=local_day(moment), source=draft.source, term=draft.term, public_list=one.public_list, effective_on=effective_on,
        corrected=frozenset((row, column) for _, row, column in draft.corrections),
    )  # fmt: skip


def _checked(cursor: Cursor, store: Store, draft: Checked, moment: datetime, effective_on: date | None = None) -> Checked:
    """Stages the draft's rows on the cursor (they stay there for `accept`) and says what was found."""
    one = draft.reading
    staging = staged(cursor, store, draft, moment, effective_on)
    issues = (*_other_term(draft), *one.issues, *staging.issues)
    blocked_rows = {issue.row for issue in issues if issue.severity == "blocks"}
    numbers = {row.number for row in one.rows}
    rows = len(one.rows) + len(one.ignored)
    good = 0 if None in blocked_rows else len(numbers - blocked_rows)
    duplicate = None if draft.corrections else _duplicate(cursor, store, draft, effective_on)
    outcome = "duplicate" if duplicate else "blocked" if blocked_rows else "accepted"
    said = "SELECT DISTINCT setting_urn, setting FROM typed WHERE setting IS NOT NULL"
    named = dict(cursor.execute(said).fetchall()) if one.contract.has_setting else {}
    return replace(
        draft,
        issues=issues,
        not_run=tuple(staging.not_run),
        outcome=outcome,
        rows=rows,
        good_rows=good,
        numbers=named,
        difference=Difference() if duplicate else difference(cursor, one.contract, draft.term, draft.source, speaks_for(draft)),
        duplicate_of=duplicate,
    )


def _other_term(draft: Checked) -> list[Issue]:
    """A file that says it is for another term than the one it is to be loaded for; its name alone only warns."""
    if draft.contract.replaces != "setting":
        return []
    said, severity = draft.reading.names_term, "blocks"
    if said is None:
        said, severity = term_named([draft.name.rpartition(" › ")[2]]), "warns"
    if said in (None, draft.term):
        return []
    words = f"This file says it is for {said.label}, and it is to be loaded for {draft.term.label}. "
    do = (
        f"Choose {said.label}, or put right what the file says." if severity == "blocks" else f"If {said.label} is meant, choose that term."
    )
    return [Issue(None, None, said.label, "other_term", severity, words + do)]


def changed_rows(store: Store, checked: Checked) -> list[ChangedRow]:
    """What accepting a file that can be read would do, row by row."""
    moment, term = _moment_and_term(store, None, checked.term)
    with store.cursor() as cursor:
        staged(cursor, store, replace(checked, term=term), moment)
        return replacing.changed_rows(cursor, checked.contract, term, checked.source, speaks_for(checked))


def speaks_for(draft: Checked) -> str | None:
    """The number space that a public register speaks for; None for a register of the team's own, which speaks for all."""
    return draft.reading.public_list.speaks_for if draft.reading and draft.reading.public_list else None


def accept(
    store: Store,
    checked: Checked,
    *,
    by: str,
    at: datetime | None = None,
    good_rows_only: bool = False,
    effective_on: date | None = None,
    confirm_closures: bool = False,
    upload: str | None = None,
    entry: Entry | None = None,
    beside: Callable[[Cursor, int], None] | None = None,
) -> Submission:
    """Load what was checked (or drafted), in one transaction, after keeping its bytes. Loads nothing when something blocks.

    With `good_rows_only` the rows without a blocking issue are loaded and the others held. `entry` is given when a log is
    replayed: the submission gets that number, and its moment is taken as it stands. `beside` is called with the cursor and the
    number in the same transaction; what it raises undoes all. ToolError when it cannot be written.
    """
    if checked.reading is None:
        return not_loaded(checked)
    contract = checked.contract
    digest = store.keep_original(checked.content)
    replayed = entry is not None
    with store.transaction() as cursor:
        if entry is None:
            moment, term = _moment_and_term(store, at, checked.term)
            entry = Entry(_last_id(cursor) + 1, moment, now())
        else:
            moment, term = entry.moment, checked.term
        current = _checked(cursor, store, replace(checked, term=term), moment, effective_on)
        take = current.outcome == "accepted" or (current.can_hold and good_rows_only)
        if not take:
            return not_loaded(current)
        held = sorted({issue.row for issue in current.blocking})
        cursor.execute("CREATE OR REPLACE TEMP TABLE held (row INTEGER)")
        if held:
            cursor.execute("INSERT INTO held SELECT unnest($rows)", {"rows": held})
        # A setting whose row is held is not absent, so a register with held rows confirms no closing.
        closures = confirm_closures and contract.replaces == "register" and not held
        loaded = len(current.reading.rows) - len(held)
        cursor.execute(
            "INSERT INTO submissions VALUES ($id, $return, $term, $file, $part, $sha, $at, $on, $by, $recorded, $source, $effective, "
            "$closures, $rows, $loaded, $held, $ignored, NULL, NULL, $upload, NULL, $speaks_for)",
            {
                "id": entry.id,
                "return": contract.name,
                "term": term.number,
                "file": checked.name,
                "part": checked.part,
                "sha": digest,
                "at": moment,
                "on": local_day(moment),
                "by": by,
                "recorded": entry.recorded_at,
                "source": checked.source,
                "effective": (effective_on or local_day(moment)) if contract.replaces == "register" else None,
                "closures": closures,
                "rows": current.rows,
                "loaded": loaded,
                "held": len(held),
                "ignored": len(current.reading.ignored),
                "upload": upload,
                "speaks_for": speaks_for(checked),
            },
        )
        _insert_rows(cursor, contract, entry.id)
        _insert_held(cursor, current, entry.id, set(held))
        for (_, row, column), value in sorted(checked.corrections.items(), key=repr):
            cursor.execute("INSERT INTO submission_corrections VALUES (?, ?, ?, ?)", [entry.id, row, column, value])
        note_meant(cursor, entry.id, current.reading.meant)
        if not replayed:
            remember_of_submission(cursor, entry.id, contract, current.reading.meant, by=by)
        if beside:
            beside(cursor, entry.id)
    ignored = len(current.reading.ignored)
    return Submission(entry.id, checked.file, contract.name, term, "accepted", current.rows, loaded, len(held), ignored, current, closures)


def _last_id(cursor: Cursor) -> int:
    (last,) = cursor.execute("SELECT coalesce(max(id), 0) FROM submissions").fetchone()
    return last


def _insert_rows(cursor: Cursor, contract: Contract, submission: int) -> None:
    columns = ", ".join(f'"{name}"' for name, _ in contract.stored_columns())
    cursor.execute(
        f'INSERT INTO main."{contract.name}" ({columns}) SELECT $id AS submission, * FROM incoming '
        "WHERE row NOT IN (SELECT row FROM held) ORDER BY row",
        {"id": submission},
    )
    if contract.has_setting:
        cursor.execute(
            "INSERT INTO submission_settings SELECT $id, setting, bool_or(is_nil) FROM typed "
            "WHERE row NOT IN (SELECT row FROM held) GROUP BY setting ORDER BY setting",
            {"id": submission},
        )


def _insert_held(cursor: Cursor, current: Checked, submission: int, held: set[int]) -> None:
    for row in current.reading.rows:
        if row.number in held:
            cells = dict(zip(current.reading.columns, row.cells, strict=True))
            said = [[issue.column, issue.code, issue.message] for issue in current.blocking if issue.row == row.number]
            cursor.execute("INSERT INTO held_rows VALUES (?, ?, ?, ?)", [submission, row.number, json.dumps(cells), json.dumps(said)])


def not_loaded(checked: Checked) -> Submission:
    """The outcome of a file of which nothing was taken."""
    name = checked.contract.name if checked.contract else None
    return Submission(None, checked.file, name, checked.term, checked.outcome, checked.rows, 0, 0, checked.rows, checked)


def _duplicate(cursor: Cursor, store: Store, draft: Checked, effective_on: date | None) -> str | None:
    """Says when and by whom the same bytes were loaded for this return and term, while nothing replaced them since.

    Read with other meanings, or a register that is to hold from another day than before, the same bytes say something else.
    """
    digest = store.digest(draft.content)
    earlier = cursor.execute(
        "SELECT id, accepted_at, accepted_by FROM submissions WHERE sha256 = $sha AND return_name = $return AND term = $term "
        "AND part IS NOT DISTINCT FROM $part AND source IS NOT DISTINCT FROM $source AND withdrawn_at IS NULL "
        "AND ($effective IS NULL OR effective_on IS NULL OR effective_on = $effective) ORDER BY id DESC",
        {
            "sha": digest,
            "return": draft.contract.name,
            "term": draft.term.number,
            "part": draft.part,
            "source": draft.source,
            "effective": effective_on,
        },
    ).fetchall()
    meant = {meaning.said for meaning in draft.reading.meant}
    for submission, accepted_at, accepted_by in earlier:
        if meant_by(cursor, submission) != meant:
            continue
        replaced, _ = replaced_parts(cursor, draft.contract, submission, draft.term.number, draft.source, touched=True)
        if not replaced:
            return f"Already loaded on {say_moment(accepted_at)} by {accepted_by}. Nothing changes."
    return None


def undo(store: Store, submission: int, *, by: str, at: datetime | None = None) -> str:
    """Withdraw a submission; what it replaced counts again. Returns the sentence to show.

    ToolError when there is no such submission, it is withdrawn already, a later one replaced all of it
    (then it is kept), or others depend on it.
    """
    with store.transaction() as cursor:
        moment, _ = _moment_and_term(store, at, None)
        found = cursor.execute(
            "SELECT return_name, term, file_name, source, withdrawn_at FROM submissions WHERE id = ?", [submission]
        ).fetchone()
        if not found:
            raise ToolError(f"There is no submission {submission}.", title="Nothing was withdrawn")
        return_name, term, file_name, source, withdrawn_at = found
        if withdrawn_at:
            raise ToolError(
                f"Submission {submission} ({file_name}) was withdrawn on {say_moment(withdrawn_at)}.", title="Nothing was withdrawn"
            )
        contract = CONTRACTS[return_name]
        if contract.replaces == "register":
            _refuse_if_needed(cursor, submission, file_name)
        else:
            replaced, parts = replaced_parts(cursor, contract, submission, term, source)
            if parts and replaced == parts:
                raise ToolError(
                    f"Submission {submission} ({file_name}) is kept: a later submission replaced it. Withdraw the later one first.",
                    title="Nothing was withdrawn",
                )
        withdraw(cursor, submission, by=by, moment=moment, after=_last_id(cursor))
    return f"Submission {submission} ({file_name}) is withdrawn. What it replaced counts again."


def withdraw(cursor: Cursor, submission: int, *, by: str, moment: datetime, after: int) -> None:
    """Note in the log that a submission is withdrawn; `after` is the latest submission then, for two changes at one moment."""
    cursor.execute(
        "UPDATE submissions SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_after = ? WHERE id = ?", [moment, by, after, submission]
    )


def _refuse_if_needed(cursor: Cursor, submission: int, file_name: str) -> None:
    (orphans,) = cursor.execute(
        "SELECT count(DISTINCT p.setting) FROM submission_settings p JOIN submissions b ON b.id = p.submission AND b.withdrawn_at IS NULL "
        "WHERE p.setting NOT IN (SELECT s.setting FROM main.settings s JOIN submissions r ON r.id = s.submission "
        "WHERE r.withdrawn_at IS NULL AND r.id <> ?)",
        [submission],
    ).fetchone()
    if orphans:
        raise ToolError(
            f"Submission {submission} ({file_name}) cannot be withdrawn: {orphans} settings with returns are only on this register. "
            "Withdraw their returns first, or load a register that has them.",
            title="Nothing was withdrawn",
        )


def _moment_and_term(store: Store, at: datetime | None, term: Term | None) -> tuple[datetime, Term]:
    """The moment of acceptance and the term, checked: not after now, not before the store's latest, no term ahead."""
    clock, latest = now(), store.latest_change()
    if at is None:
        moment = max(clock, latest) if latest else clock
    else:
        moment = at
        if moment > clock:
            raise ToolError(f"{say_moment(moment)} is after now ({say_moment(clock)}). Give a moment that has passed.")
        if latest and moment < latest:
            raise ToolError(
                f"{say_moment(moment)} is before the latest change in the store ({say_moment(latest)}). "
                "Load history in order, oldest first."
            )
    known = calendar(store, moment)
    today = known.term_of(local_day(moment))
    if term and term > today:
        raise ToolError(f"{term.label} has not begun on {say_day(local_day(moment))}. Choose {today.label} or an earlier term.")
    return moment, known.term(term.number) if term else today


def submissions(store: Store) -> list[dict]:
    """The log, newest first: one dictionary a submission with the columns of the `submissions` table."""
    with store.cursor() as cursor:
        found = cursor.execute("SELECT * FROM submissions ORDER BY id DESC")
        names: Sequence[str] = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
