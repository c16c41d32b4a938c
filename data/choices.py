"""What people say about the unusual headings and words of an upload that waits.

The latest said about a word counts; what is taken back stays on record. Once the upload is accepted, `data.remembered`
keeps it for the settings of the file.
"""

from __future__ import annotations

from data.errors import ToolError
from data.meanings import Asked, Meaning, Meanings, Said, answers
from data.store import Store
from data.terms import now

_NOT_KEPT = "This was not kept"


def choose(store: Store, upload_id: str, asked: Asked, meaning: Meaning, *, by: str) -> None:
    """Keep what a person said a heading or a word means; `asked` is what the upload asks as it is read now.

    ToolError when another column of the file is that field, or when it makes no sense for the return.
    """
    contract = asked.contract
    column = contract.by_name.get(meaning.column or "")
    known = answers(column) if column else contract.by_name
    if (meaning.column and not known) or (meaning.means is not None and meaning.means not in known):
        raise ToolError(f"“{meaning.written}” cannot be that. Choose another answer.", title=_NOT_KEPT)
    if column and column.required and meaning.means is None:
        raise ToolError(f"{column.label} cannot be blank. Choose one of its answers.", title=_NOT_KEPT)
    before = next((one for one in asked.meant if one.place == meaning.place), None)
    if meaning.column is None and meaning.means in asked.found and not (before and before.means == meaning.means):
        label = contract.by_name[meaning.means].label
        raise ToolError(
            f"Another column of this file is {label} already, so “{meaning.written}” cannot be that too. "
            "Leave it out, or say that it is another column.",
            title=_NOT_KEPT,
        )
    _note(store, upload_id, asked.return_name, meaning, by, stands=True)


def take_back(store: Store, upload_id: str, return_name: str, meaning: Meaning, *, by: str) -> None:
    """Take back what was said about an upload: the word stands as it is written again."""
    _note(store, upload_id, return_name, meaning, by, stands=False)


def _note(store: Store, upload_id: str, return_name: str, meaning: Meaning, by: str, *, stands: bool) -> None:
    with store.transaction(changes_answers=False) as cursor:
        cursor.execute(
            "INSERT INTO upload_meanings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [upload_id, return_name, meaning.column, meaning.written, meaning.means, stands, now(), by],
        )


def chosen_for(store: Store, upload_id: str) -> Said:
    """What people said the unusual headings and words of an upload mean, by return."""
    with store.cursor() as cursor:
        found = cursor.execute(
            "SELECT return_name, stands, column_name, written, means, chosen_at, chosen_by FROM upload_meanings "
            "WHERE upload = ? ORDER BY chosen_at, rowid",
            [upload_id],
        ).fetchall()
    latest: dict[str, dict[tuple, Meaning]] = {}
    for return_name, stands, *said in found:
        meaning, own = Meaning(*said), latest.setdefault(return_name, {})
        own.pop(meaning.place, None)
        if stands:
            own[meaning.place] = meaning
    return {name: Meanings(own.values()) for name, own in latest.items() if own}
