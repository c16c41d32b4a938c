"""What had to be put right in an upload when it was first checked, so that the next file about the same can be compared with it.

`record` keeps it once, as the file was sent; `compared` says what of it a later file of the same return, term and
settings has put right. An issue is found again by its column, its kind and its row's key, where the row has one,
else by its row number. Keys are kept only as keyed hashes: they may tell of a child.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

import pyarrow as pa

from data.contract import Issue
from data.drafts import Checked
from data.store import Cursor, Store
from data.tables import NOT_LOOKED_AT
from data.term_dates import calendar_of
from data.terms import Term, local_day

_KEPT = pa.schema([("row", pa.int32()), *((name, pa.string()) for name in ("column", "code", "setting", "key"))])
_UK_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Finding:
    """One issue that blocks, in the form in which it is kept; `setting` and `key` are None where the row does not say them."""

    row: int | None
    column: str | None
    code: str
    setting: str | None
    key: str | None


@dataclass(frozen=True)
class Compared:
    """A file beside the one received before it: how many things had to be put right there, which are still there, which are new.

    `waits` is true when the earlier file still waits, and `in_its_place` when this one has every return of it.
    """

    upload: str
    file_name: str
    received_at: datetime
    waits: bool
    in_its_place: bool
    before: int
    still: tuple[Issue, ...]
    new: tuple[Issue, ...]

    @property
    def put_right(self) -> int:
        return self.before - len(self.still)


def record(store: Store, upload: str, checks: Sequence[Checked]) -> None:
    """Keep what was found in an upload that was checked without corrections; the first time counts."""
    read = [check for check in checks if check.reading is not None and check.outcome != "duplicate"]
    if not read or _is_recorded(store, upload):
        return
    with store.transaction(changes_answers=False) as cursor:
        if cursor.execute("SELECT 1 FROM upload_parts WHERE upload = ?", [upload]).fetchone():
            return
        for check in read:
            cursor.execute("INSERT INTO upload_parts VALUES (?, ?, ?, ?)", [upload, check.part, check.contract.name, list(check.settings)])
            cursor.register("found", pa.Table.from_pylist([vars(one) for one in _findings(store, check)], _KEPT))
            cursor.execute("INSERT INTO upload_findings SELECT $upload, $part, * FROM found", {"upload": upload, "part": check.part})
            cursor.unregister("found")


def _is_recorded(store: Store, upload: str) -> bool:
    with store.cursor() as cursor:
        return cursor.execute("SELECT 1 FROM upload_parts WHERE upload = ?", [upload]).fetchone() is not None


# What is not wholly loaded and came before this upload, the latest first.
_EARLIER = """
    SELECT u.id, p.part, u.file_name, u.received_at, u.term, u.state, p.settings,
           NOT EXISTS (SELECT return_name FROM upload_parts WHERE upload = u.id
                       EXCEPT SELECT return_name FROM upload_parts WHERE upload = here.id)
    FROM uploads u
    JOIN upload_parts p ON p.upload = u.id
    JOIN uploads here ON here.id = $upload
    WHERE p.return_name = $return AND (u.received_at, u.id) < (here.received_at, here.id)
          AND (list_has_any(p.settings, $settings) OR (len(p.settings) = 0 AND len($settings) = 0))
          AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.upload = u.id AND s.part IS NOT DISTINCT FROM p.part
                          AND s.withdrawn_at IS NULL AND s.held = 0)
          AND (u.state <> 'accepted' OR EXISTS (SELECT 1 FROM submissions s WHERE s.upload = u.id AND s.part IS NOT DISTINCT FROM p.part
                                                AND s.withdrawn_at IS NULL AND s.held > 0))
    ORDER BY u.received_at DESC, u.id DESC
"""


def compared(store: Store, upload: str, check: Checked) -> Compared | None:
    """A file beside the latest before it about the same return, term and settings that was not loaded whole; None without one."""
    if check.reading is None or check.outcome == "duplicate":
        return None
    with store.cursor() as cursor:
        values = {"upload": upload, "return": check.contract.name, "settings": list(check.settings)}
        for earlier, part, file_name, received_at, term, state, settings, in_its_place in cursor.execute(_EARLIER, values).fetchall():
            if (Term(term) if term is not None else calendar_of(cursor, received_at).term_of(local_day(received_at))) != check.term:
                continue
            before = _kept(cursor, earlier, part, check.settings, others=not set(settings) <= set(check.settings))
            if not before and state != "waiting":
                return None
            still, new = _matched(before, list(zip(_findings(store, check), check.blocking, strict=True)))
            return Compared(earlier, file_name, received_at, state == "waiting", in_its_place, len(before), still, new)
    return None


def _kept(cursor: Cursor, upload: str, part: str | None, settings: Sequence[str], *, others: bool) -> list[Finding]:
    """What was found about these settings; with `others` nothing of a file that is about others too is taken for theirs."""
    found = cursor.execute(
        "SELECT row, column_name, code, setting, key FROM upload_findings WHERE upload = ? AND part IS NOT DISTINCT FROM ?", [upload, part]
    ).fetchall()
    kept = [Finding(*one) for one in found]
    return [one for one in kept if one.setting in settings or (one.setting is None and not others)]


def _matched(before: Sequence[Finding], now: Sequence[tuple[Finding, Issue]]) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """The issues of now that were there before, and those that were not. Each of before is met once."""
    by_key: dict[tuple, list[int]] = defaultdict(list)
    by_row: dict[tuple, list[int]] = defaultdict(list)
    for at, one in enumerate(before):
        by_key[one.key, one.column, one.code].append(at)
        by_row[one.row, one.column, one.code].append(at)
        by_row[one.row, None, NOT_LOOKED_AT].append(at)
    met: set[int] = set()
    still: set[int] = set()

    def meet(place: int, candidates: Iterable[int]) -> None:
        same = next((at for at in candidates if at not in met), None)
        if same is not None:
            met.add(same)
            still.add(place)

    for place, (one, _) in enumerate(now):
        if one.key:
            meet(place, by_key[one.key, one.column, one.code])
    for place, (one, _) in enumerate(now):
        if place not in still:
            there = by_row[one.row, one.column, one.code]
            meet(place, [at for at in there if at not in met and (one.key is None or before[at].key is None)])
    return tuple(now[place][1] for place in sorted(still)), tuple(issue for place, (_, issue) in enumerate(now) if place not in still)


def _findings(store: Store, check: Checked) -> list[Finding]:
    """The issues that block, in order, as they are kept."""
    contract, columns = check.contract, check.reading.columns
    place = {name: at for at, name in enumerate(columns)}
    wanted = {issue.row for issue in check.blocking}
    unsure = {issue.row for issue in check.blocking if issue.column is None or issue.column in contract.key}
    cells = {row.number: row.cells for row in check.reading.rows if row.number in wanted}
    found = []
    for issue in check.blocking:
        own = cells.get(issue.row)
        said = own[place["setting_urn"]] if own and contract.has_setting else None
        setting = check.numbers.get(said or "")
        if issue.row is None:
            key = _hashed(store, [issue.value or ""])
        elif own is None or issue.row in unsure or (contract.has_setting and setting is None):
            key = None
        else:
            key = _hashed(store, [_plain(own[place[name]] if name in place else None) for name in contract.key if name != "setting_urn"])
        found.append(Finding(issue.row, issue.column, issue.code, setting, key))
    return found


def _plain(cell: str | None) -> str:
    """A cell of a key as it can be compared: in capitals, without blanks, days year first."""
    text = "".join((cell or "").upper().split())
    day = _UK_DAY.fullmatch(text)
    return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else text


def _hashed(store: Store, parts: list[str]) -> str:
    return blake2s("\n".join(parts).encode(), key=store.key, digest_size=12).hexdigest()
