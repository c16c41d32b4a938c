"""Who came to a meeting: a line for everyone who is expected, to fill in, and what is typed into the dashboard.

What a person types becomes a file of training attendance (R4b) that is checked and accepted like any other, so it stands in the log,
can be withdrawn and is built anew from its original. Only what differs from what is told already is written, and when somebody else
said something of the same meeting since its lines were drawn, nothing is kept and the second person is told. No name is in any of it:
a SENCO is known by the reference of the SENCO posts, anybody else by the setting's number and a count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from data.contact_log import TYPED
from data.contracts import CONTRACTS
from data.drafts import drafts
from data.errors import ToolError
from data.export import written
from data.store import Cursor, Store
from data.submission import accept
from data.term_dates import tell
from data.terms import local_day, now, say_day, say_moment

CAME = ("attended", "part")
# What a status says of a meeting that is over; booked and waiting list are from before it.
HAPPENED = (*CAME, "apologies", "no_show")
_NOT_KEPT = "This was not kept"
_IN_FORCE = "TIMESTAMP '9999-12-31'"
_NOBODY_KNOWN = "other"

# Role and status by the place of a line; and setting, role and status of somebody without a line.
Answers = Mapping[int, tuple[str | None, str | None]]
Added = tuple[str, str, str]


class SaidSince(ToolError):
    """Somebody said something of a meeting after its lines were drawn."""


@dataclass(frozen=True)
class Line:
    """Somebody of a setting at a meeting. `status` is what is told of them, None where nothing is.

    `post` is the role of the post whose holder has this reference there; in yet another role it would be somebody else.
    """

    setting: str
    attendee_ref: str
    role: str | None = None
    status: str | None = None
    evaluation: int | None = None
    post: str | None = None

    @property
    def happened(self) -> str | None:
        """The status, where it says what happened."""
        return self.status if self.status in HAPPENED else None


@dataclass(frozen=True)
class Sheet:
    """The lines of a meeting as they stood when `seen` was read: those told of and, for each setting expected without one, its SENCO.

    `posts` are the lines of everybody in post, by setting, the one who speaks for it first; `numbers` how a setting is written, with
    the scheme only where two registers use its number.
    """

    event_ref: str
    held_on: date
    lines: tuple[Line, ...]
    posts: Mapping[str, tuple[Line, ...]]
    numbers: Mapping[str, str]
    seen: str


def sheet_of(store: Store, event_ref: str, settings: Sequence[str], *, on: date) -> Sheet:
    """The lines to fill in for a meeting at which these settings are expected, in their order, then those told of others.

    Posts are those of the day `on`. ToolError when there is no such event.
    """
    with store.cursor() as cursor:
        tell(cursor, now())
        seen = _mark(cursor, event_ref)
        event = cursor.execute(f"SELECT held_on FROM standing.events({_IN_FORCE}) WHERE event_ref = ?", [event_ref]).fetchone()
        if not event:
            raise ToolError("This meeting is not in the list of events any more.", title="No such meeting")
        posts, numbers = _posts(cursor, on), _numbers(cursor)
        told = _told(cursor, event_ref, posts)
    lines = [
        line
        for setting in settings
        for line in told.pop(setting, None) or posts.get(setting, ())[:1] or [Line(setting, f"{numbers.get(setting, setting)}-1")]
    ]
    return Sheet(event_ref, event[0], (*lines, *(line for others in told.values() for line in others)), posts, numbers, seen)


def typed(sheet: Sheet, answers: Answers, added: Sequence[Added] = (), *, rest_absent: bool = False) -> list[Line]:
    """The lines that say something else than is told: role and status by the place of a line, and anybody else who was there.

    A line without a status is left as it is; with `rest_absent` it did not come, where nobody of its setting did. ToolError when
    it is not said who somebody who came was.
    """
    found: list[Line] = []
    for place, line in enumerate(sheet.lines):
        role, status = answers.get(place, (line.role, line.happened))
        found.append(_answered(sheet, line, role or line.role, status, found) if status else line)
    for setting, role, status in added:
        found.append(replace(_another(sheet, setting, role, found), status=status))
    if rest_absent:
        came = {line.setting for line in found if line.status in CAME}
        found = [line if line.happened or line.setting in came else replace(line, status="no_show") for line in found]
    stood = {(line.setting, line.attendee_ref): line for line in sheet.lines if line.status}
    changed = []
    for line in found:
        before = stood.get((line.setting, line.attendee_ref))
        if line.happened is None or (before and (before.role, before.status) == (line.role, line.status)):
            continue
        if line.role is None and line.status in CAME:
            raise ToolError(f"Choose the role of whoever came from {sheet.numbers.get(line.setting, line.setting)}.", title=_NOT_KEPT)
        changed.append(replace(line, role=line.role or _NOBODY_KNOWN, evaluation=before.evaluation if before else None))
    return changed


def keep(store: Store, sheet: Sheet, lines: Sequence[Line], *, by: str, at: datetime | None = None) -> int:
    """Keep lines as attendance of their meeting; the number of the submission.

    ToolError when there is nothing to keep, the meeting is still to come, a line must be put right, or somebody said something of
    this meeting after the sheet was drawn.
    """
    if not lines:
        raise ToolError("Nothing was chosen that is not kept already.", title="Nothing to keep")
    if sheet.held_on > local_day(at or now()):
        raise ToolError(f"The meeting is on {say_day(sheet.held_on)}, which is still to come.", title=_NOT_KEPT)
    rows = [
        {"event_ref": sheet.event_ref, "setting": line.setting, "attendee_ref": line.attendee_ref}
        | {"attendee_role": line.role, "status": line.status, "evaluation": line.evaluation}
        for line in lines
    ]
    contract = CONTRACTS["training_attendance"]
    (draft,) = drafts(TYPED, written(contract, rows).encode(), return_name=contract.name)

    def beside(cursor: Cursor, submission: int) -> None:
        if _mark(cursor, sheet.event_ref, before=submission) != sheet.seen:
            raise SaidSince(_who_said(cursor, sheet.event_ref, submission), title="Somebody else was quicker")

    outcome = accept(store, draft, by=by, at=at, beside=beside)
    if outcome.id is None:
        said = " ".join(dict.fromkeys(issue.message for issue in outcome.checked.blocking)) or outcome.checked.duplicate_of
        raise ToolError(said, title=_NOT_KEPT)
    return outcome.id


def _posts(cursor: Cursor, on: date) -> dict[str, tuple[Line, ...]]:
    """Everybody in post on a day by setting, the SENCO who is there in person and came last first, deputies last."""
    held = cursor.execute(
        "SELECT DISTINCT ON (setting, senco_ref) setting, senco_ref, CASE role WHEN 'deputy' THEN 'deputy' ELSE 'senco' END "
        f"FROM standing.posts_on($on, {_IN_FORCE}) "
        "ORDER BY setting, role = 'deputy', interim, role = 'shared', started_on DESC, senco_ref",
        {"on": on},
    ).fetchall()
    posts: dict[str, tuple[Line, ...]] = {}
    for setting, senco_ref, role in held:
        posts[setting] = (*posts.get(setting, ()), Line(setting, senco_ref, role, post=role))
    return posts


def _told(cursor: Cursor, event_ref: str, posts: Mapping[str, Sequence[Line]]) -> dict[str, list[Line]]:
    """Everybody told of a meeting by setting, SENCOs first."""
    found = cursor.execute(
        f"SELECT setting, attendee_ref, attendee_role, status, evaluation FROM standing.bookings({_IN_FORCE}) "
        "WHERE event_ref = $event ORDER BY setting, list_position($roles, attendee_role), attendee_ref",
        {"event": event_ref, "roles": list(CONTRACTS["training_attendance"].by_name["attendee_role"].codes)},
    ).fetchall()
    told: dict[str, list[Line]] = {}
    for setting, attendee_ref, *said in found:
        post = next((line.post for line in posts.get(setting, ()) if line.attendee_ref == attendee_ref), None)
        told.setdefault(setting, []).append(Line(setting, attendee_ref, *said, post))
    return told


def _numbers(cursor: Cursor) -> dict[str, str]:
    """How each setting is written, by its identity."""
    return dict(
        cursor.execute(
            "SELECT setting, CASE WHEN count(*) OVER (PARTITION BY upper(urn)) > 1 THEN setting ELSE urn END "
            f"FROM (SELECT DISTINCT setting, urn FROM standing.register({_IN_FORCE}))"
        ).fetchall()
    )


def _answered(sheet: Sheet, line: Line, role: str | None, status: str, taken: Sequence[Line]) -> Line:
    """A line with its answer; the holder of a post in yet another role is another person."""
    if line.post and role not in (line.role, line.post):
        return replace(_another(sheet, line.setting, role, taken), status=status)
    return replace(line, role=role, status=status)


def _another(sheet: Sheet, setting: str, role: str, taken: Sequence[Line]) -> Line:
    """Somebody of a setting who has no line yet: the one in post in that role, else the next who is not known."""
    here = {line.attendee_ref for line in (*taken, *sheet.lines) if line.setting == setting}
    known = [post for post in sheet.posts.get(setting, ()) if post.role == role and post.attendee_ref not in here]
    return known[0] if known else Line(setting, next(ref for ref in _unknown(sheet, setting) if ref not in here), role)


def _unknown(sheet: Sheet, setting: str) -> Iterator[str]:
    return (f"{sheet.numbers.get(setting, setting)}-{number}" for number in count(1))


_OF_EVENT = (
    "FROM submissions b WHERE b.return_name = 'training_attendance' AND ($before IS NULL OR b.id < $before) "
    "AND b.id IN (SELECT submission FROM training_attendance WHERE event_ref = $event)"
)


def _mark(cursor: Cursor, event_ref: str, *, before: int | None = None) -> str:
    """What tells two states of a meeting's attendance apart: the latest file that speaks of it, and how many were withdrawn."""
    return cursor.execute(
        f"SELECT coalesce(max(b.id), 0) || '-' || count(b.withdrawn_at) {_OF_EVENT}", {"event": event_ref, "before": before}
    ).fetchone()[0]


def _who_said(cursor: Cursor, event_ref: str, before: int) -> str:
    who, what, when = cursor.execute(
        f"WITH steps AS (SELECT accepted_by AS who, 'kept' AS what, accepted_at AS moment {_OF_EVENT} "
        f"UNION ALL SELECT withdrawn_by, 'withdrew', withdrawn_at {_OF_EVENT} AND b.withdrawn_at IS NOT NULL) "
        "FROM steps ORDER BY moment DESC LIMIT 1",
        {"event": event_ref, "before": before},
    ).fetchone()
    return f"{who} {what} attendance of this meeting on {say_moment(when)}, after this page was drawn. Look at it and keep yours again."
