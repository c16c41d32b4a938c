"""What a register would change, before anybody accepts it: setting by setting, against the register of a day.

`review` lays out the file exactly as accepting it would and compares it with the register in force on the day it is to
hold from. Rows that block are held apart: their settings count neither as changed nor as absent. Nothing here writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.contract import Field
from data.contracts.settings import PROVIDER_TYPES, SETTINGS
from data.drafts import Checked
from data.register_lists import NOW, put_right_sql
from data.store import Cursor, Store
from data.submission import speaks_for, staged
from data.terms import now, say_day, say_moment

# In the order people want to know them. A setting can be in several.
KINDS = (
    *("new", "reopened", "closing", "absent", "renamed", "moved", "provider_type", "officer", "other"),
    *("type_stays", "stays_closed", "not_spoken_for"),
)
_OF_FIELD = {"name": "renamed", "cluster": "moved", "provider_type": "provider_type", "area_senco": "officer"}
_NEVER_UNSURE = ("childminder", "childminder_agency")

# A closing that a register of a later day concludes still comes, whatever is accepted for an earlier day.
_BEFORE = f"""
    SELECT r.* EXCLUDE (closed_on), CASE WHEN r.closed_on <= DATE '{{on}}' THEN r.closed_on ELSE s.closed_on END AS closed_on
    FROM standing.settings_on(DATE '{{on}}', {NOW}) r
    JOIN main.settings s ON s.submission = r.submission AND s.setting = r.setting
"""
_INCOMING = """
    SELECT *, coalesce(standing.open_on(DATE '{on}', on_early_years_register, standing.expectation_of(provider_type), opened_on,
                                        closed_on), FALSE) AS is_open
    FROM incoming ORDER BY name, setting
"""


@dataclass(frozen=True)
class Change:
    """One thing that changes for one setting: its kind (see KINDS), the field’s label and the values as people write them."""

    kind: str
    setting: str
    name: str
    what: str
    was: str
    becomes: str


@dataclass(frozen=True)
class TypeRead:
    """How one row of a public list was read: its published type in the list’s words, and the provider type it gets."""

    row: int
    setting: str
    name: str
    said: str
    provider_type: str


@dataclass(frozen=True)
class RegisterReview:
    """What would change on `on`. `held` counts rows that must be put right first, `same` settings that stay as they are.

    `types` is there for a public list. `alike` are numbers of new settings that another register uses too. `next_on` is the day from which
    another register holds that is there already. `types_open` counts open settings by provider type once accepted.
    """

    on: date
    is_first: bool
    changes: tuple[Change, ...]
    open_before: int
    open_after: int
    types_open: dict[str, int]
    same: int
    held: int
    types: tuple[TypeRead, ...]
    alike: tuple[str, ...]
    next_on: date | None

    def of_kind(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        """Settings by kind, in the order of KINDS; kinds without any are left out."""
        many = {kind: len({change.setting for change in self.of_kind(kind)}) for kind in KINDS}
        return {kind: count for kind, count in many.items() if count}

    @property
    def unsure_types(self) -> list[TypeRead]:
        """The rows whose type the words of the list do not settle."""
        return [one for one in self.types if one.provider_type not in _NEVER_UNSURE]


def review(store: Store, checked: Checked, *, on: date) -> RegisterReview:
    """What accepting a register would change when it holds from `on`. Only for a file whose good rows can be told."""
    held = {issue.row for issue in checked.blocking}
    with store.cursor() as cursor:
        staged(cursor, store, checked, now(), on)
        before = {row["setting"]: row for row in _rows(cursor, _BEFORE.format(on=on))}
        incoming = _rows(cursor, _INCOMING.format(on=on))
        as_read = {row["row"]: row for row in _rows(cursor, "SELECT row, setting, provider_type, closed_on FROM typed")}
        put_right = _put_right(cursor, checked)
        (next_on,) = cursor.execute(
            "SELECT min(effective_on) FROM main.submissions WHERE return_name = 'settings' AND withdrawn_at IS NULL AND effective_on > ?",
            [on],
        ).fetchone()
    waiting = {as_read[row]["setting"] for row in held if row in as_read}
    file = {row["setting"]: row for row in incoming if row["row"] not in held}
    scheme = speaks_for(checked)
    changes = [change for setting, row in file.items() for change in _changes(before.get(setting), row)]
    absent = sorted((row for setting, row in before.items() if setting not in file.keys() | waiting), key=lambda row: row["name"])
    changes += [_absent(row, scheme) for row in absent if row["closed_on"] is None or row["closed_on"] > on]
    changed = {change.setting for change in changes}
    changes += _that_stay(file, as_read, put_right, on)
    after = [*file.values(), *(row for setting, row in before.items() if setting not in file)]
    numbers = Counter(row["urn"] for row in after)
    return RegisterReview(
        on=on,
        is_first=not before,
        changes=tuple(sorted(changes, key=lambda change: KINDS.index(change.kind))),
        open_before=sum(row["is_open"] for row in before.values()),
        open_after=sum(row["is_open"] for row in after),
        types_open={code: many for code in PROVIDER_TYPES if (many := sum(r["is_open"] and r["provider_type"] == code for r in after))},
        same=len(file.keys() - changed),
        held=len(held),
        types=tuple(_types(checked, file)),
        alike=tuple(sorted({row["urn"] for setting, row in file.items() if setting not in before and numbers[row["urn"]] > 1})),
        next_on=next_on,
    )


def _rows(cursor: Cursor, sql: str) -> list[dict]:
    found = cursor.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _changes(was: dict | None, row: dict) -> Iterator[Change]:
    """How one setting of the file differs from its row of the register; nothing when it does not."""
    setting, name = row["setting"], row["name"]
    if was is None:
        state = "open" if row["is_open"] else f"closed on {say_day(row['closed_on'])}" if row["closed_on"] else "not counted as open"
        yield Change("new", setting, name, SETTINGS.by_name["cluster"].label, "", f"{row['cluster']}, {state}")
        return
    for field in SETTINGS.fields:
        old, new = was[field.name], row[field.name]
        if old == new:
            continue
        kind = _OF_FIELD.get(field.name, "other")
        if field.name == "closed_on":
            kind = "closing" if new else "reopened"
        yield Change(kind, setting, name, field.label, _said(field, old), _said(field, new))


def _absent(row: dict, scheme: str | None) -> Change:
    kind = "absent" if scheme in (None, row["urn_scheme"]) else "not_spoken_for"
    return Change(kind, row["setting"], row["name"], SETTINGS.by_name["cluster"].label, row["cluster"], "")


def _that_stay(file: dict[str, dict], as_read: dict[int, dict], put_right: dict[str, str], on: date) -> Iterator[Change]:
    """Where a public list says something else and the register keeps what it has."""
    types, closed = SETTINGS.by_name["provider_type"], SETTINGS.by_name["closed_on"]
    for setting, row in file.items():
        listed = as_read[row["row"]]
        if listed["provider_type"] != row["provider_type"]:
            by = put_right.get(setting, "as on the register")
            becomes = f"{_said(types, row['provider_type'])}, {by}"
            yield Change("type_stays", setting, row["name"], types.label, _said(types, listed["provider_type"]), becomes)
        if listed["closed_on"] is None and row["closed_on"] and row["closed_on"] <= on:
            yield Change("stays_closed", setting, row["name"], closed.label, "open in the list", _said(closed, row["closed_on"]))


def _put_right(cursor: Cursor, checked: Checked) -> dict[str, str]:
    """Setting → who put its provider type right in an earlier list, and when."""
    if not checked.reading.public_list:
        return {}
    found = cursor.execute(
        f"SELECT p.setting, b.accepted_by, b.accepted_at FROM ({put_right_sql(checked.reading.public_list)}) p "
        "JOIN main.submissions b ON b.id = p.submission"
    ).fetchall()
    return {setting: f"as {by} said on {say_moment(at)}" for setting, by, at in found}


def _types(checked: Checked, file: dict[str, dict]) -> Iterator[TypeRead]:
    listed = checked.reading.public_list
    for row in file.values() if listed else ():
        yield TypeRead(row["row"], row["setting"], row["name"], listed.types[row["row"]], row["provider_type"])


def _said(field: Field, value: object) -> str:
    """A stored value as people write it; a blank is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return say_day(value)
    return field.codes.get(str(value), str(value))
