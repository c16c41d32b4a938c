"""The heading row of a table: where it is, which return it belongs to, and what is missing from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from data import registers
from data.cells import cleaned_text
from data.contract import Contract, Field, plain
from data.contracts import CONTRACTS
from data.contracts.settings import SETTINGS
from data.delimited import Record
from data.errors import UnreadableFile
from data.limits import Limits
from data.meanings import MOST_SAMPLED, SAMPLE_LENGTH, SAMPLES, Asked, Meaning, Meanings, Said, Unread, bare
from data.registers import RegisterFile

LINES_ABOVE = 20
_NOTHING_SAID: Mapping[str, Meanings] = {}


def _straight(word: str) -> str:
    return word.replace("’", "'")


# What each return calls its fields, and every such word with the returns it is a heading of.
_FIELDS = {name: {_straight(word): f for word, f in contract.by_heading.items()} for name, contract in CONTRACTS.items()}
_SPOKEN: dict[str, tuple[str, ...]] = {
    word: tuple(name for name in _FIELDS if word in _FIELDS[name]) for words in _FIELDS.values() for word in words
}


def field_of(contract: Contract, heading: str) -> Field | None:
    """The field a cleaned heading names."""
    return _FIELDS[contract.name].get(bare(heading))


def is_heading_word(text: str) -> bool:
    """True when a cell's text is a heading of some return."""
    return _straight(plain(text)) in _SPOKEN


def heading_words(cells: Sequence[str]) -> int:
    """How many cells of a row are headings of the return they most belong to."""
    names = [name for cell in cells if cell for name in _SPOKEN.get(bare(cell), ())]
    return max((names.count(name) for name in set(names)), default=0)


@dataclass(frozen=True)
class Heading:
    """A heading row read for one contract.

    `position` counts rows from the top of the table and `number` is the row a person sees; `cells` are
    the cleaned headings without blank ones at the end and `width` the cells there were; `fields` has the
    field of each cell or None. `source` is set when the table is a public register. `meant` are the
    meanings that gave a cell its field, or left it out (`left_out`: at which places).
    """

    position: int
    number: int
    cells: tuple[str, ...]
    width: int
    contract: Contract
    fields: tuple[Field | None, ...]
    source: RegisterFile | None = None
    meant: tuple[Meaning, ...] = ()
    left_out: frozenset[int] = frozenset()

    @property
    def missing(self) -> tuple[Field, ...]:
        found = {f.name for f in self.fields if f}
        return () if self.source else tuple(f for f in self.contract.required if f.name not in found)

    @property
    def matched(self) -> int:
        return len({f.name for f in self.fields if f})

    @property
    def fit(self) -> tuple[float, int, int]:
        """How well the row fits its contract: share of required fields, fields matched, headings not known."""
        required = len(self.contract.required)
        if self.source:
            return (1.0, len(self.cells), 0)
        return ((required - len(self.missing)) / required, self.matched, -sum(1 for cell in self.cells if cell) + self.matched)


def heading_of(head: Sequence[tuple[int, Sequence[str]]], wanted: Contract | None = None, said: Said = _NOTHING_SAID) -> Heading | None:
    """The row among the first of a table that is most like the headings of a return, or None.

    A complete row comes before any other, then `wanted`, then the best fit, then the highest row. `said` is what
    a person has said that headings no field answers to mean.
    """
    found: list[Heading] = []
    for position, (number, raw) in enumerate(head):
        if number > LINES_ABOVE + 1:
            break
        cells = [cleaned_text(cell) for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if sum(1 for cell in cells if cell) < 2:
            continue
        if source := registers.recognise(cells):
            found.append(Heading(position, number, tuple(cells), len(raw), SETTINGS, (None,) * len(cells), source))
            continue
        for contract in CONTRACTS.values():
            one = _placed(Heading(position, number, tuple(cells), len(raw), contract, ()), said.get(contract.name))
            if any(one.fields):
                found.append(one)
    return max(found, key=lambda one: (not one.missing, one.contract is wanted, one.fit, -one.position), default=None)


def _placed(heading: Heading, meanings: Meanings | None) -> Heading:
    """The heading row with the field of each cell: the one that answers to it, or else the one it was said to be."""
    contract = heading.contract
    fields = [field_of(contract, cell) if cell else None for cell in heading.cells]
    meant: dict[int, Meaning] = {}
    for at, cell in enumerate(heading.cells if meanings else ()):
        meaning = meanings.of_heading(cell) if cell and fields[at] is None else None
        if meaning and (meaning.means is None or meaning.means in contract.by_name):
            meant[at] = meaning
    for at, meaning in meant.items():
        fields[at] = contract.by_name[meaning.means] if meaning.means else None
    left_out = frozenset(at for at, meaning in meant.items() if meaning.means is None)
    return replace(heading, fields=tuple(fields), meant=tuple(meant.values()), left_out=left_out)


def likeness(head: Sequence[tuple[int, Sequence[str]]], said: Said = _NOTHING_SAID) -> float:
    """How much the first rows of a table look like they hold the headings of a return; 0 for not at all."""
    best = heading_of(head, said=said)
    return 0.0 if best is None else best.fit[0] + best.fit[1] / 1_000


def is_near(heading: Heading | None) -> bool:
    """True when a row is meant as the headings of a return, whether or not all of them are there."""
    return heading is not None and (not heading.missing or (heading.matched >= 3 and heading.fit[0] >= 0.5))


def settled(heading: Heading | None, wanted: Contract | None) -> Heading:
    """The heading row if rows can be read by it; otherwise raises UnreadableFile with what to put right."""
    if heading is None or (heading.missing and heading.matched < 2):
        raise UnreadableFile(
            f"No row among the first {LINES_ABOVE + 1} has the headings of a return. "
            "Download the blank template of the return, copy the rows into it under its headings, and send that.",
            "unknown_return",
        )
    contract = heading.contract
    if wanted and contract is not wanted and not heading.missing:
        title = heading.source.title if heading.source else f"a {contract.title} file"
        raise UnreadableFile(f"This is {title}, not {wanted.title}. Send it as {contract.title}, or choose the right file.", "other_return")
    if heading.missing:
        raise UnreadableFile(" ".join(_missing_words(heading)), "missing_heading", heading.number, asked_of(heading))
    _refuse_doubles(heading)
    return heading


def _missing_words(heading: Heading) -> list[str]:
    spare = [one.heading for one in asked_of(heading).unread]
    said = [f"The headings on row {heading.number} are most like those of {heading.contract.title}."]
    for f in heading.missing:
        near = heading.contract.closest_heading(f, spare)
        put_right = f"The closest heading is “{near}”; if that is the one, rename it." if near else "Add it."
        said.append(f"The heading “{f.label}” is missing. {put_right}")
    return said


def asked_of(heading: Heading) -> Asked:
    """What can be said about a heading row."""
    unread = [cell for at, cell in enumerate(heading.cells) if cell and heading.fields[at] is None and at not in heading.left_out]
    return Asked(
        return_name=heading.contract.name,
        part=None,
        unread=tuple(Unread(cell) for cell in dict.fromkeys(unread)),
        found=tuple(f.name for f in heading.fields if f),
        missing=tuple(f.name for f in heading.missing),
        settings=(),
        meant=heading.meant,
    )


def asked_with_values(heading: Heading, part: str | None, below: Iterable[Record], limits: Limits) -> Asked:
    """What can be said about headings by which no row can be read yet, with values from beneath them."""
    asked = asked_of(heading)
    places = {one.heading: heading.cells.index(one.heading) for one in asked.unread}
    samples: dict[str, list[str]] = {one.heading: [] for one in asked.unread}
    setting = next((at for at, f in enumerate(heading.fields) if f and f.name == "setting_urn"), None)
    settings: dict[str, None] = {}
    for count, record in enumerate(below, 1):
        limits.check_rows(count)
        for name, at in places.items() if count <= MOST_SAMPLED else ():
            text = cleaned_text(record.cells[at]) if at < len(record.cells) else ""
            if text and len(samples[name]) < SAMPLES and text[:SAMPLE_LENGTH] not in samples[name]:
                samples[name].append(text[:SAMPLE_LENGTH])
        if setting is not None and setting < len(record.cells) and (text := cleaned_text(record.cells[setting])):
            settings[text] = None
    unread = tuple(Unread(name, tuple(texts)) for name, texts in samples.items())
    return replace(asked, part=part, unread=unread, settings=tuple(settings))


def _refuse_doubles(heading: Heading) -> None:
    seen: dict[str, int] = {}
    for at, (cell, f) in enumerate(zip(heading.cells, heading.fields, strict=True)):
        key = f"field {f.name}" if f else plain(cell)
        if not cell or heading.source:
            continue
        if key in seen:
            first = heading.cells[seen[key]]
            both = f"“{cell}” is" if first == cell else f"“{first}” and “{cell}” mean the same and are"
            raise UnreadableFile(
                f"{both} the heading of column {seen[key] + 1} and of column {at + 1}. Keep one of the two.",
                "duplicate_heading",
                heading.number,
                asked_of(heading) if heading.meant else None,
            )
        seen[key] = at


def meant_field(heading: Heading, text: str) -> Field | None:
    """The field a heading that is not known is probably a slip of the pen for, if no other column has it."""
    absent = {name: f for f in heading.contract.fields if f not in heading.fields for name in f.headings()}
    near = get_close_matches(bare(text), absent, n=1, cutoff=0.85)
    return absent[near[0]] if near else None
