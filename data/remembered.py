"""What people said once about unusual headings and words, kept for the settings and the return it was said about.

A meaning is remembered when it is chosen and when the file is accepted, for each setting the file speaks for (for no
setting: the register and the events, which speak for none). `as_remembered` reads a file with what is remembered: only where
every setting in the file has the same meaning; otherwise it says what it did not use. Forgetting is noted, never deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.contract import Contract
from data.contracts import CONTRACTS
from data.drafts import Checked
from data.meanings import Asked, Meaning, Meanings, Said, bare, meaning_of, unknown_words
from data.store import Cursor, Store
from data.terms import now

_MOST_TURNS = 24
Place = tuple[str | None, str]
# For one return: what it is about → setting → what is remembered.
_Kept = dict[Place, dict[str | None, Meaning]]


@dataclass(frozen=True)
class Remembered:
    """One meaning kept for one setting (None: for files that speak for no setting)."""

    id: int
    setting: str | None
    return_name: str
    meaning: Meaning


_ACTIVE = """
    SELECT id, setting, return_name, column_name, written, means, chosen_at, chosen_by FROM remembered
    WHERE revoked_at IS NULL AND ($any OR setting IS NOT DISTINCT FROM $setting) ORDER BY id
"""

# A number that two settings have stands for neither.
_SETTINGS = """
    SELECT min(k.setting) FROM (SELECT DISTINCT unnest($said) AS said) w
    JOIN standing.register(TIMESTAMP '9999-12-31') k ON k.urn = w.said OR upper(k.setting) = w.said
    GROUP BY w.said HAVING count(DISTINCT k.setting) = 1
"""


def remembered_for(store: Store, setting: str | None) -> list[Remembered]:
    """What is remembered for a setting, or for files that speak for none; oldest first."""
    with store.cursor() as cursor:
        return list(_active(cursor, setting, every=False))


def _active(cursor: Cursor, setting: str | None = None, *, every: bool = True) -> Iterator[Remembered]:
    for number, whose, return_name, column, written, means, at, by in cursor.execute(
        _ACTIVE, {"any": every, "setting": setting}
    ).fetchall():
        if return_name in CONTRACTS:
            yield Remembered(number, whose, return_name, Meaning(column, written, means, at, by, remembered=True))


def remember(cursor: Cursor, contract: Contract, settings: Collection[str | None], meant: Iterable[Meaning], *, by: str) -> None:
    """Keep what was said about a file for the settings it speaks for; what they meant before is revoked."""
    chosen = [meaning for meaning in meant if not meaning.remembered]
    if not chosen:
        return
    held = {(each.setting, each.meaning.place): each for each in _active(cursor) if each.return_name == contract.name}
    at = now()
    for meaning in chosen:
        for setting in sorted(settings, key=str):
            before = held.get((setting, meaning.place))
            if before and before.meaning.means == meaning.means:
                continue
            if before:
                cursor.execute("UPDATE remembered SET revoked_at = ?, revoked_by = ? WHERE id = ?", [at, by, before.id])
            cursor.execute(
                "INSERT INTO remembered SELECT coalesce(max(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, NULL, NULL FROM remembered",
                [setting, contract.name, *_columns(meaning), meaning.chosen_at or at, meaning.chosen_by or by],
            )


def remember_of_file(store: Store, found: Iterable[Checked], *, by: str) -> None:
    """Keep what was said about a file that waits, as far as its settings are known."""
    with store.transaction() as cursor:
        for draft in found:
            if draft.asked:
                remember(cursor, draft.asked.contract, _settings_of(cursor, draft.asked), draft.asked.meant, by=by)


def remember_of_submission(cursor: Cursor, submission: int, contract: Contract, meant: Iterable[Meaning], *, by: str) -> None:
    """Keep what was said about a submission's file for the settings it speaks for."""
    settings: list[str | None] = [None]
    if contract.has_setting:
        found = cursor.execute("SELECT setting FROM submission_settings WHERE submission = ?", [submission]).fetchall()
        settings = [setting for (setting,) in found]
    remember(cursor, contract, settings, meant, by=by)


def _columns(meaning: Meaning) -> tuple[str | None, str, str | None]:
    return meaning.column, meaning.written, meaning.means


def forget(store: Store, numbers: Collection[int], *, by: str) -> None:
    """Revoke what is remembered under these numbers; from now on no file is read with it."""
    with store.transaction() as cursor:
        cursor.execute(
            "UPDATE remembered SET revoked_at = ?, revoked_by = ? WHERE id IN (SELECT unnest(?)) AND revoked_at IS NULL",
            [now(), by, list(numbers)],
        )


def forget_of_file(store: Store, asked: Asked, meaning: Meaning, *, by: str) -> None:
    """Revoke a meaning for every setting that this file speaks for."""
    with store.cursor() as cursor:
        settings = _settings_of(cursor, asked)
        numbers = [
            each.id
            for each in _active(cursor)
            if each.return_name == asked.return_name and each.meaning.place == meaning.place and each.setting in settings
        ]
    forget(store, numbers, by=by)


# Reading with what is remembered


def as_remembered(store: Store, read: Callable[[Said], list[Checked]], chosen: Said) -> list[Checked]:
    """The drafts of a file, `read` with what was `chosen` for it and with what is remembered for all its settings."""
    found = read(chosen)
    if not any(_open_places(draft) for draft in found):
        return found
    with store.cursor() as cursor:
        kept: dict[str, _Kept] = {}
        for each in _active(cursor):
            kept.setdefault(each.return_name, {}).setdefault(each.meaning.place, {})[each.setting] = each.meaning
        if not kept:
            return found
        said = dict(chosen)
        refused: dict[str, dict[Place, str]] = {}
        for _ in range(_MOST_TURNS):
            if not any(_turn(cursor, draft, kept, said, refused) for draft in found):
                break
            found = read(said)
    return [replace(draft, not_used=tuple(_said_of(draft, refused))) for draft in found]


def _said_of(draft: Checked, refused: Mapping[str, Mapping[Place, str]]) -> Iterator[str]:
    open_places = _open_places(draft)
    for place, why in refused.get(draft.contract.name, {}).items() if draft.contract else ():
        if why and place in open_places:
            yield why


def _turn(cursor: Cursor, draft: Checked, kept: Mapping[str, _Kept], said: dict, refused: dict[str, dict[Place, str]]) -> bool:
    """Adds what is remembered about this draft's open words to `said`, takes back what does not hold; whether it did either."""
    asked = draft.asked
    if asked is None or asked.return_name not in kept:
        return False
    memory, name = kept[asked.return_name], asked.return_name
    no = refused.setdefault(name, {})
    settings = _settings_of(cursor, asked)
    in_use = [meaning for meaning in asked.meant if meaning.remembered]
    if wrong := [meaning for meaning in in_use if _shared(memory[meaning.place], settings) is None]:
        for meaning in wrong:
            no[meaning.place] = _not_all(asked.contract, memory[meaning.place], settings, meaning.written)
        said[name] = said[name].without(wrong)
        return True
    more: list[Meaning] = []
    for place, written in _open_places(draft).items():
        if place in no or place not in memory:
            continue
        meaning = _shared(memory[place], settings)
        if meaning is None and "setting_urn" in asked.missing:
            # Which settings these are is known only once their column is; the next turn looks whether it holds for them.
            meaning = next((each for each in memory[place].values() if each.means == "setting_urn"), None)
            if meaning is None:
                continue
        if meaning is None:
            no[place] = _not_all(asked.contract, memory[place], settings, written)
        elif meaning.column is None and meaning.means in asked.found:
            label = asked.contract.by_name[meaning.means].label
            no[place] = f"“{written}” was not read as {label}, as remembered, because another column of this file is {label}."
        else:
            more.append(replace(meaning, written=written))
    for meaning in _claiming_one_column(more):
        label = asked.contract.by_name[meaning.means].label
        no[meaning.place] = f"“{meaning.written}” was left as it stands: another column of this file is remembered as {label} too."
        more.remove(meaning)
    if more:
        said[name] = said.get(name, Meanings()).with_others(more)
    return bool(more)


def _claiming_one_column(meanings: Sequence[Meaning]) -> list[Meaning]:
    """Those of several headings that mean the same field: which one is meant is not for us to say."""
    fields = [meaning.means for meaning in meanings if meaning.column is None and meaning.means]
    return [meaning for meaning in meanings if meaning.column is None and fields.count(meaning.means) > 1]


def _open_places(draft: Checked) -> dict[Place, str]:
    """What no meaning was used for yet in a draft: unknown headings, and words in coded columns, as written."""
    found: dict[Place, str] = {(None, bare(one.heading)): one.heading for one in draft.asked.unread} if draft.asked else {}
    if draft.reading:
        found |= unknown_words(draft.contract, draft.reading.columns, draft.reading.rows)
    return found


def settings_of(store: Store, asked: Asked) -> set[str | None]:
    """The settings a file speaks for, as far as its numbers tell; None stands for a file that speaks for none."""
    with store.cursor() as cursor:
        return _settings_of(cursor, asked)


def _settings_of(cursor: Cursor, asked: Asked) -> set[str | None]:
    # A number that is no setting's blocks its row in any case, so it need not be asked.
    if not asked.contract.has_setting:
        return {None}
    said = ["".join(text.split()).upper() for text in asked.settings]
    return {setting for (setting,) in cursor.execute(_SETTINGS, {"said": said}).fetchall()}


def _shared(by_setting: Mapping[str | None, Meaning], settings: Collection[str | None]) -> Meaning | None:
    """The one meaning that is remembered for all these settings, the latest said; None when some have another or none."""
    found = [by_setting.get(setting) for setting in settings]
    if not found or None in found or len({meaning.means for meaning in found}) > 1:
        return None
    return max(found, key=lambda meaning: meaning.chosen_at)


def _not_all(contract: Contract, by_setting: Mapping[str | None, Meaning], settings: Collection[str | None], written: str) -> str:
    """Why something remembered was not used, in a sentence; blank when it has nothing to do with this file."""
    here = [by_setting[setting] for setting in settings if setting in by_setting]
    if not here:
        return ""
    meanings = sorted({meaning_of(contract, meaning) for meaning in here})
    if len(meanings) > 1:
        return f"“{written}” was left as it stands: the settings in this file use it for different things ({' and '.join(meanings)})."
    some = f"{len(here)} of the {len(settings)} settings in this file"
    return f"“{written}” was left as it stands: it is remembered as {meanings[0]} for {some} only."


# What a submission was read with


def note_meant(cursor: Cursor, submission: int, meant: Sequence[Meaning]) -> None:
    """Keep with a submission what it was read with."""
    for meaning in sorted(meant, key=lambda one: (one.column or "", one.written)):
        cursor.execute("INSERT INTO submission_meanings VALUES (?, ?, ?, ?)", [submission, *_columns(meaning)])


def meant_by(cursor: Cursor, submission: int) -> set[tuple[str | None, str, str | None]]:
    """What a submission was read with, to compare."""
    found = cursor.execute("SELECT column_name, written, means FROM submission_meanings WHERE submission = ?", [submission]).fetchall()
    return {Meaning(*row).said for row in found}
