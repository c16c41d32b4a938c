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
    limits: readings.Limits = readings.COMMAND_LINE,
) -> list[Checked]:
    """A file read and not yet checked, one draft a return found in it; `accept` takes drafts too."""
    corrections = corrections or {}
    try:
        found = readings.read(name, content, return_name=return_name, limits=limits)
    except UnreadableFile as unreadable:
        issue = Issue(unreadable.row, None, None, unreadable.code, "blocks", unreadable.message)
        contract = CONTRACTS.get(return_name or "")
        return [Checked(name, content, contract, None, term, (issue,), outcome="unreadable", source=source, name=name)]
    return [
        Checked(
            one.file,
            content,
            one.contract,
            _corrected(one, corrections),
            term,
            source=source,
            part=one.part,
            name=name,
            corrections={cell: value for cell, value in corrections.items() if cell[0] == one.part},
        )
        for one in found
    ]


def _corrected(one: Reading, corrections: Corrections) -> Reading:
    own = {(row, column): value for (part, row, column), value in corrections.items() if part == one.part}
    if not own:
        return one
    added = tuple(sorted({column for _, column in own} - set(one.columns)))
    widened = [replace(row, cells=row.cells + (None,) * len(added)) for row in one.rows]
    columns = one.columns + added
    return replace(one, columns=columns, headings=one.headings + added, rows=with_corrections(widened, columns, own))
