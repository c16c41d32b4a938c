"""A table of text as the rows of a return.

Takes the rows of one text file or sheet, finds the headings, and gives a `Reading`: canonical columns,
rows with the numbers a person sees, rows left out by name, and what is odd about the table's shape.
A row is never moved, mended or dropped: one whose cells may have shifted is an issue that blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from operator import itemgetter

from data import headings as heading_rows
from data.cells import cleaned_text
from data.contract import Contract, Field, Issue, plain
from data.delimited import Record
from data.errors import UnreadableFile
from data.headings import Heading, asked_with_values, heading_of, is_heading_word, meant_field, settled
from data.limits import Limits
from data.meanings import MOST_SAMPLED, SAMPLE_LENGTH, SAMPLES, Asked, Meaning, Said, Unread, bare, with_words
from data.rows import IgnoredRow, PublicList, Row
from data.terms import Term, term_named
from data.widths import Widths

_TOTAL = re.compile(
    r"(grand |sub[- ]?|overall )?totals?( (number|no\.?|count)?( ?of )?(rows|records|children|referrals|reviews|settings|posts|events)?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-£]?[\d,. ]+%?")
_NOTE = re.compile(
    r"\*.|(notes?|n\.?b\.?|source|footnotes?|key)\s*(:|$)|end of (file|report|data|list|return|sheet)\b|page \d+|please\s|"
    r"(printed|exported|generated|produced) (on|by|at|from)\b|this (return|file|report|sheet|list)\b",
    re.IGNORECASE,
)
_MOST_KNOWN = 100_000
_TOTALS = "It is a row of totals."
_EMPTY = "There are no rows in this file."

# Stands beside a row of a marked workbook that somebody has to look at.
LOOK_AT_ROW = "Check this row, then clear this cell"
NOT_LOOKED_AT = "not_looked_at"

ODD = {
    "stray_quote": "This row has a quotation mark inside a cell that is not in quotation marks, so its cells cannot be told apart. "
    "Take the mark out, or save the file again from the program it was made in.",
    "swallowed_rows": "A quotation mark that is not closed joins this row to the rows below it. "
    "Close it or take it out, and save the file again.",
    "goes_on_below": "The text at the end of this row seems to go on in the row below. "
    "Put text with a line break in it in quotation marks, or write it on one line.",
}


@dataclass(frozen=True)
class Reading:
    """One file, or one sheet of a workbook, read as a return.

    `part` is the sheet's name. `columns` are canonical field names in file order, `headings` the same as
    written, and the cells of `rows` stand in that order. `notes` says how the file was read, `issues`
    what is to be put right about its shape, `cleaned` in how many cells blanks or marks were cleaned,
    `unread` which filled columns have a heading that is not known, `meant` what was read as a person said.
    `public_list` is there when the rows were made from a public register.
    `heading_row` is the row of the headings and `places` where each column stands in the file, counted from
    0; a public register's columns have no places, because they are made from others. `names_term` is the term
    that the lines above the headings or the sheet's name say.
    """

    file: str
    part: str | None
    contract: Contract
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    ignored: tuple[IgnoredRow, ...]
    notes: tuple[str, ...]
    issues: tuple[Issue, ...]
    cleaned: int
    public_list: PublicList | None = None
    heading_row: int = 1
    places: tuple[int, ...] = ()
    unread: tuple[Unread, ...] = ()
    meant: tuple[Meaning, ...] = ()
    names_term: Term | None = None

    @property
    def asked(self) -> Asked:
        """What can be said about its headings."""
        at = self.columns.index("setting_urn") if "setting_urn" in self.columns else None
        settings = () if at is None else tuple(dict.fromkeys(text for row in self.rows if (text := row.cells[at])))
        return Asked(self.contract.name, self.part, self.unread, self.columns, (), settings, self.meant)


class _Cleaned(dict[str, str]):
    """Raw text → cleaned text, worked out once for text that comes again; `headings` are those that are heading words."""

    def __init__(self) -> None:
        self.headings: set[str] = set()

    def __missing__(self, raw: str) -> str:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        text = self[raw] = cleaned_text(raw)
        if len(text) <= 60 and is_heading_word(text):
            self.headings.add(text)
        return text


class _Table:
    """The rows below one heading row, gathered as they are read."""

    def __init__(self, heading: Heading, limits: Limits, widths: Widths | None) -> None:
        self.heading = heading
        self.limits = limits
        self.widths = widths
        self.rows: list[Row] = []
        self.ignored: list[IgnoredRow] = []
        self.issues: list[Issue] = []
        self.cleaned = 0
        self._blank = 0
        fields = heading.fields
        self.kept = [at for at, cell in enumerate(heading.cells) if (heading.source and cell) or fields[at]]
        self._kept_cells = itemgetter(*self.kept)
        required = [at for at in self.kept if (f := fields[at]) and f.required]
        self._required = set(required)
        self._required_cells = itemgetter(*required) if required else lambda texts: (None,)
        self._unknown = {at: cell for at, cell in enumerate(heading.cells) if at not in heading.left_out.union(self.kept)}
        self._samples: dict[int, list[str]] = {}
        self._known = _Cleaned()
        # The row just above, when it ends in text that may go on in the next line.
        self._open_end: int | None = None

    def take(self, record: Record, position: int) -> None:
        """Read one row below the headings."""
        known = self._known
        texts = [known[cell] for cell in record.cells]
        above, self._open_end = self._open_end, None
        if not any(texts):
            self._blank += 1
            self.limits.check_rows(self._blank)
            return
        if not known.headings.isdisjoint(texts):
            self._refuse_second_headings(record.number, texts)
        if texts != record.cells:
            self.cleaned += sum(1 for raw, text in zip(record.cells, texts, strict=True) if raw != text)
        breadth = len(self.heading.cells)
        if len(texts) < breadth:
            texts += [""] * (breadth - len(texts))
        self.limits.check_rows(len(self.rows) + len(self.ignored) + 1)
        why = None if self.heading.source else self._left_out(texts)
        if above is not None and len(record.cells) == 1 and why != _TOTALS:
            self.issues.append(Issue(above, None, None, "goes_on_below", "blocks", ODD["goes_on_below"]))
            why = None
        if why:
            self.ignored.append(IgnoredRow(record.number, " ".join(text for text in texts if text)[:200], why))
            return
        self.rows.append(Row(record.number, tuple([text or None for text in self._kept_cells(texts)])))
        if record.odd:
            self.issues.append(Issue(record.number, None, None, record.odd, "blocks", ODD[record.odd]))
        beyond = next((text for text in texts[breadth:] if text), None)
        if beyond is not None:
            self.issues.append(_too_long(record.number, beyond))
        if self.widths:
            self.widths.see(position, record, beyond is None)
            last = len(record.cells) - 1
            if 0 < last < breadth and texts[last] and ((f := self.heading.fields[last]) is None or f.kind == "text"):
                self._open_end = record.number
        if self._unknown:
            self._look_at_unknown(record.number, texts)

    def _refuse_second_headings(self, number: int, texts: Sequence[str]) -> None:
        words, filled = heading_rows.heading_words(texts), sum(1 for text in texts if text)
        again = sum(1 for text in texts if text and text in self.heading.cells)
        if (words >= 3 and words >= 0.6 * filled) or again >= max(3, 0.6 * filled):
            raise _second_table(number)

    def _left_out(self, texts: Sequence[str]) -> str | None:
        """Why a row is a total or a note and not data, or None; in doubt it is data."""
        if all(self._required_cells(texts)):
            return None
        filled = [(at, text) for at, text in enumerate(texts) if text]
        at, first = filled[0]
        others = [text for _, text in filled[1:]]
        if _TOTAL.fullmatch(first.rstrip(": ").strip()) and all(_NUMBER.fullmatch(text) for text in others):
            return _TOTALS
        if others:
            return None
        label, _, count = first.partition(":")
        if _TOTAL.fullmatch(label.strip()) and _NUMBER.fullmatch(count.strip() or "0"):
            return _TOTALS
        if _NOTE.match(first):
            return "It is a note."
        f = self.heading.fields[at] if at < len(self.heading.fields) else None
        return (
            None
            if at in self._required or _fits(f, first)
            else "It is a note: one cell of text, and nothing in the columns that must be filled."
        )

    def _look_at_unknown(self, number: int, texts: Sequence[str]) -> None:
        for at in [at for at in self._unknown if texts[at]]:
            samples = self._samples.setdefault(at, [])
            if not samples:
                self.issues.append(self._unknown_column(number, at, self._unknown[at], texts[at]))
            if texts[at] not in samples:
                samples.append(texts[at])
            if len(samples) == SAMPLES or len(self.rows) > MOST_SAMPLED:
                del self._unknown[at]

    def unread(self) -> tuple[Unread, ...]:
        """The filled columns whose heading is not known."""
        filled = sorted((at, samples) for at, samples in self._samples.items() if self.heading.cells[at])
        return tuple(Unread(self.heading.cells[at], tuple(text[:SAMPLE_LENGTH] for text in samples)) for at, samples in filled)

    def _unknown_column(self, number: int, at: int, heading: str, text: str) -> Issue:
        contract = self.heading.contract
        if not heading:
            said = f"Column {at + 1} has no heading, but there is something in it on row {number}. Write its heading, or delete the column."
            return Issue(None, None, text, "blank_heading", "blocks", said)
        if meant := meant_field(self.heading, heading):
            said = (
                f"The heading “{heading}” is not one of {contract.title}. Rename it “{meant.label}” if that is meant, or delete the column."
            )
            return Issue(None, meant.name, heading, "unknown_column", "blocks", said)
        said = f"The column “{heading}” is not part of {contract.title}, so it was left out. Nothing in it will be loaded."
        return Issue(self.heading.number, None, heading, "unknown_column", "warns", said)


def reading_of(
    file: str,
    part: str | None,
    records: Iterable[Record],
    *,
    limits: Limits,
    wanted: Contract | None,
    notes: Sequence[str],
    padded: bool,
    said: Said,
) -> Reading:
    """The return a table holds; raises UnreadableFile when it cannot be read as one.

    `padded` is true where every row has all its cells, as in a sheet. `said` is what a person has said about unusual words.
    """
    stream = iter(records)
    head = list(_first(stream))
    if not any(cleaned_text(cell) for record in head for cell in record.cells) and not (head := _first_filled(stream)):
        raise UnreadableFile("This file is empty. Send the return with its headings and rows.", "empty")
    found = heading_of([(record.number, record.cells) for record in head], wanted, said)
    try:
        heading = settled(found, wanted)
    except UnreadableFile as refused:
        if found and refused.asked:
            with suppress(UnreadableFile):
                refused.asked = asked_with_values(found, part, chain(head[found.position + 1 :], stream), limits)
        raise
    table = _Table(heading, limits, None if padded else Widths(heading))
    _refuse_data_above(heading, head)
    for position, record in enumerate(chain(head[heading.position + 1 :], stream), heading.position + 1):
        table.take(record, position)
    if not table.rows:
        raise UnreadableFile(_nothing_in(heading), "no_rows", heading.number)
    if table.widths:
        table.issues += table.widths.issues()
    how_read = [*notes, *_how_read(heading, head)]
    columns: tuple[str, ...] = tuple(f.name for at in table.kept if (f := heading.fields[at]))
    rows, ignored = table.rows, table.ignored
    public_list = None
    if heading.source:
        headings = [heading.cells[at] for at in table.kept]
        columns, rows, left_out, told = heading_rows.registers.as_register(heading.source, headings, rows)
        public_list = heading_rows.registers.public_list(heading.source, headings, table.rows, rows)
        ignored, how_read = [*ignored, *left_out], [*how_read, *told]
        if not rows:
            raise UnreadableFile(f"{_EMPTY} None of the rows in the list is a setting.", "no_rows")
    meant: tuple[Meaning, ...] = ()
    if meanings := said.get(heading.contract.name):
        rows, meant = with_words(heading.contract, columns, rows, meanings)
    return Reading(
        file=file,
        part=part,
        contract=heading.contract,
        columns=columns,
        headings=columns if heading.source else tuple(heading.cells[at] for at in table.kept),
        rows=tuple(rows),
        ignored=tuple(ignored),
        notes=tuple(how_read),
        issues=tuple(sorted(table.issues, key=lambda issue: issue.row or 0)),
        cleaned=table.cleaned,
        public_list=public_list,
        heading_row=heading.number,
        places=() if heading.source else tuple(table.kept),
        unread=table.unread(),
        meant=(*heading.meant, *meant),
        names_term=term_named([part or "", *(cleaned_text(cell) for record in head[: heading.position] for cell in record.cells)]),
    )


def _first(stream: Iterator[Record]) -> Iterator[Record]:
    for record in islice(stream, heading_rows.LINES_ABOVE + 1):
        yield record
        if record.number > heading_rows.LINES_ABOVE:
            return


def _first_filled(stream: Iterator[Record]) -> list[Record]:
    """The first row with anything in it, when the rows above it were all blank."""
    return next(([record] for record in stream if any(cleaned_text(cell) for cell in record.cells)), [])


def _too_long(number: int, beyond: str) -> Issue:
    if beyond == LOOK_AT_ROW:
        said = f"“{LOOK_AT_ROW}” still stands beside this row. Check that every cell of the row is right, then clear that cell."
        return Issue(number, None, beyond, NOT_LOOKED_AT, "blocks", said)
    said = (
        f"This row has more cells than there are headings (“{beyond[:60]}” is beyond the last one), so its cells may stand in the wrong "
        "columns. Put text with a comma in it in quotation marks, or delete the extra cell."
    )
    return Issue(number, None, beyond, "row_too_long", "blocks", said)


def _fits(f: Field | None, text: str) -> bool:
    """True when one lone cell could be a value of its column rather than a remark."""
    if f is None:
        return False
    if f.codes and f.nearest_code(text):
        return True
    return f.kind != "text" or len(text.split()) < 3


def _refuse_data_above(heading: Heading, head: Sequence[Record]) -> None:
    """Titles may stand above the headings; rows of data may not, because they would be lost."""
    for record in head[: heading.position]:
        texts = [cleaned_text(cell) for cell in record.cells]
        filled = sum(1 for text in texts if text)
        placed = sum(1 for f, text in zip(heading.fields, texts, strict=False) if f and text and _looks_like(f, text))
        many = max(4, len(heading.contract.required), len(heading.cells) // 2)
        if heading_rows.heading_words(texts) >= 3:
            raise _second_table(heading.number)
        if placed >= 2 or filled >= many:
            said = f"Row {record.number} looks like data, but it stands above the headings on row {heading.number}."
            raise UnreadableFile(f"{said} Move the headings to the top.", "data_above_headings", record.number)


def _looks_like(f: Field, text: str) -> bool:
    if f.codes:
        return plain(text) in {plain(word) for pair in f.codes.items() for word in pair}
    return f.kind in ("date", "setting", "urn", "month") and bool(
        re.fullmatch(r"(EY)?\d{5,8}|\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d(-\d\d)?", text)
    )


def _second_table(number: int) -> UnreadableFile:
    said = f"Row {number} is a second row of headings, so this file holds two tables or the same table twice."
    return UnreadableFile(f"{said} Keep one table in a file, and send the other by itself.", "second_table", number)


def _nothing_in(heading: Heading) -> str:
    contract = heading.contract
    if not contract.nil_field:
        return f"{_EMPTY} Write them under the headings and send it again."
    return (
        f"{_EMPTY} If there is nothing to report, send one row with the setting’s number and NIL "
        f"in “{contract.by_name[contract.nil_field].label}”."
    )


def _how_read(heading: Heading, head: Sequence[Record]) -> Iterator[str]:
    """How the headings were found, in plain sentences."""
    above = sum(1 for record in head[: heading.position] if any(cleaned_text(cell) for cell in record.cells))
    if above:
        yield f"{above} {'row' if above == 1 else 'rows'} above the headings {'was' if above == 1 else 'were'} left out."
    meant = {bare(one.written) for one in heading.meant}
    for cell, f in zip(heading.cells, heading.fields, strict=True):
        if f and bare(cell) not in meant and plain(cell) not in (plain(f.name), plain(f.label), plain(f.label).replace("’", "'")):
            yield f"“{cell}” was read as “{f.label}”."
