"""A file as it stands before anybody accepts it: what was read in it, with a person's corrections put in, one draft a return.

A draft becomes checked in `data.submission`, which fills in what the store has to say about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from data import reading as readings
from data.checking import with_corrections
from data.contract import Contract, Issue
from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.meanings import Asked, Meanings, Said, with_words
from data.reading import Reading
from data.replacing import Difference
from data.terms import Term

Corrections = Mapping[tuple[str | None, int, str], str | None]


@dataclass(frozen=True)
class Checked:
    """What is known about one file (or one sheet of it) before anybody accepts it.

    `outcome` is accepted (it can be loaded as it is), blocked, unreadable or duplicate. `rows` counts
    data and ignored rows; `good_rows` those without a blocking issue. `not_run` names checks that could not run.
    `numbers` says which setting each number in the file means.
    `unread_headings` is what can be said about a file that its headings keep from being read, and `not_used` says
    which of the meanings remembered for some of its settings were not used.
    """

    file: str
    content: bytes
    contract: Contract | None
    reading: Reading | None
    term: Term | None
    issues: tuple[Issue, ...] = ()
    not_run: tuple[str, ...] = ()
    outcome: str = "draft"
    rows: int = 0
    good_rows: int = 0
    numbers: Mapping[str, str] = field(default_factory=dict)
    difference: Difference = field(default_factory=Difference)
    duplicate_of: str | None = None
    source: str | None = None
    part: str | None = None
    name: str = ""
    corrections: Corrections = field(default_factory=dict)
    unread_headings: Asked | None = None
    not_used: tuple[str, ...] = ()

    @property
    def asked(self) -> Asked | None:
        """What can be said about its headings, where that is known."""
        return self.reading.asked if self.reading else self.unread_headings

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings the file speaks for."""
        return tuple(sorted(set(self.numbers.values())))

    @property
    def blocking(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == "blocks")

    @property
    def warnings(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity == "warns")

    @property
    def can_hold(self) -> bool:
        """Whether the good rows could be accepted and the rest held."""
        return self.outcome == "blocked" and self.good_rows > 0 and all(issue.row is not None for issue in self.blocking)


def drafts(
    name: str,
    content: bytes,
    *,
    return_name: str | None = None,
    term: Term | None = None,
    source: str | None = None,
    corrections: Corrections | None = None,
    said: Said | None = None,
    limits: readings.Limits = readings.COMMAND_LINE,
) -> list[Checked]:
    """A file read and not yet checked, one draft a return found in it; `accept` takes drafts too.

    `said` is what a person has said that unusual headings and words mean.
    """
    corrections, said = corrections or {}, said or {}
    try:
        found = readings.read(name, content, return_name=return_name, limits=limits, said=said)
    except UnreadableFile as unreadable:
        issue = Issue(unreadable.row, None, None, unreadable.code, "blocks", unreadable.message)
        contract = CONTRACTS.get(return_name or "")
        asked = unreadable.asked
        contract = asked.contract if asked else contract
        return [
            Checked(name, content, contract, None, term, (issue,), outcome="unreadable", source=source, name=name, unread_headings=asked)
        ]
    return [
        Checked(
            one.file,
            content,
            one.contract,
            _corrected(one, corrections, said.get(one.contract.name)),
            term,
            source=source,
            part=one.part,
            name=name,
            corrections={cell: value for cell, value in corrections.items() if cell[0] == one.part},
        )
        for one in found
    ]


def _corrected(one: Reading, corrections: Corrections, meanings: Meanings | None) -> Reading:
    own = {(row, column): value for (part, row, column), value in corrections.items() if part == one.part}
    if not own:
        return one
    added = tuple(sorted({column for _, column in own} - set(one.columns)))
    widened = [replace(row, cells=row.cells + (None,) * len(added)) for row in one.rows]
    columns = one.columns + added
    rows = with_corrections(widened, columns, own)
    rows, meant = with_words(one.contract, columns, rows, meanings) if meanings else (rows, ())
    used = tuple({meaning.place: meaning for meaning in (*one.meant, *meant)}.values())
    return replace(one, columns=columns, headings=one.headings + added, rows=rows, meant=used)
