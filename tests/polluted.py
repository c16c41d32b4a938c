"""Valid returns whose true values are known, and files of them that anything can be done to before they are written.

`valid_file` makes a `Sent`: the rows a person meant, typed (`true`), the same as text (`rows`), and how the file is to be written.
Pollutions (`tests.pollutions`) change a Sent; `written` turns it into bytes and says on which line each row stands. Nothing here asks
the project how a file is read, so what a file truly says is known without it.
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

import xlsxwriter

from data.contract import Contract, Field

KEY = b"key"
SETTINGS = [f"EY{number}" for number in range(100_001, 100_041)]
NIL_SETTINGS = [f"EY{number}" for number in range(300_001, 301_501)]
EVENTS = [f"EV-{number:02}" for number in range(1, 21)]
TEXTS = (
    *("O'Brien", "Zoë Ågren", "Null", "NA", "True", "نور الهدى", "Little 🐻 Bears", "Smith, Ann", 'The "Big" Tree', "=1+1", "007", "-"),
    *("Acorn Lane", "Line one\nline two", "1-2", "N/A", "Łucja", "Café; bar | tab", "None", "undefined", "@home", "+one", "Dún Laoghaire"),
    *("a", "x" * 300, "<b>x</b>", "1e5", "0", "EY100001", "Note the step", "Total Tots", "#1 Nursery", "50%", "A\n\nB"),
)
# What a blank cell stands for, by field.
BLANK = {"on_early_years_register": True, "safeguarding_months": 24, "interim": False, "cancelled": False}
HELD = ("npq_senco", "nasenco", "level_3_ey_senco", "other")
_NEVER_BLANK = {"safeguarding_months", "qualified_on"}


@dataclass
class Expected:
    """What a refusal must name: `row` is the place of a data row, "heading" or None, `whole` says that no row of the file is read."""

    row: int | str | None = None
    column: str | None = None
    value: str | None = None
    whole: bool = False


@dataclass
class Sent:
    """A return on its way into a file."""

    contract: Contract
    fields: list[Field]
    true: list[dict[str, object]]
    rows: list[dict[str, str]]
    headings: list[str]
    name: str = "return.csv"
    sheet: bool = False
    return_name: str | None = None
    above: list[list[str]] = field(default_factory=list)
    below: list[list[str]] = field(default_factory=list)
    blank_before: set[int] = field(default_factory=set)
    blank_columns: list[int] = field(default_factory=list)
    # text files
    separator: str = ","
    encoding: str = "utf-8"
    newlines: tuple[str, ...] = ("\r\n",)
    quote: str = "needed"
    sep_line: bool = False
    trailing: int = 0
    last_newline: bool = True
    raw: dict[tuple[int, str], str] = field(default_factory=dict)
    inserted: dict[int, tuple[int, str]] = field(default_factory=dict)
    dropped: dict[int, int] = field(default_factory=dict)
    # workbooks
    as_numbers: bool = False
    real_dates: bool = False
    left: int = 0
    on_sheet: list[Callable] = field(default_factory=list)
    typed_cells: dict[tuple[int, str], Callable] = field(default_factory=dict)
    options: dict[str, object] = field(default_factory=dict)
    after: list[Callable[[bytes], bytes]] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    @property
    def nil(self) -> bool:
        """True when the file says that there is nothing to report."""
        return self.contract.nil_field is not None and self.true[0][self.contract.nil_field] == "NIL"

    def present(self, *kinds: str) -> list[tuple[int, Field]]:
        """The filled cells of these kinds of field."""
        return [(at, f) for at in range(len(self.rows)) for f in self.fields if f.kind in kinds and self.rows[at][f.name]]


@dataclass
class Written:
    """A file, and the line (or row of the sheet) of its headings and of each data row; `ends` is the last line of each."""

    content: bytes
    heading: int
    lines: list[int]
    ends: list[int]


def valid_file(contract: Contract, random: Random, serial: int) -> Sent:
    """A return that loads as it is; `serial` sets its keys apart from those of every other return."""
    fields = list(contract.fields)
    true = [_row(contract, random, serial, number) for number in range(1, random.randint(1, 7) + 1)]
    if contract.nil_field and random.random() < 0.05:
        true = [{f.name: None for f in fields} | {"setting_urn": NIL_SETTINGS[serial % len(NIL_SETTINGS)], contract.nil_field: "NIL"}]
    rows = [{f.name: plainly(row[f.name]) for f in fields} for row in true]
    return Sent(contract, fields, true, rows, [f.label for f in fields])


def _row(contract: Contract, random: Random, serial: int, number: int) -> dict[str, object]:
    day = date(2023, 9, 1) + timedelta(days=random.randint(0, 600))
    row: dict[str, object] = {}
    for f in contract.fields:
        day += timedelta(days=random.randint(1, 14))
        blank = not f.required and f.name not in _NEVER_BLANK and random.random() < 0.4
        row[f.name] = None if blank else _value(f, random, f"{serial}-{number}", day)
        if f.kind == "text" and contract.child_level and row[f.name] == "@home":
            row[f.name] = "At home"
    if contract.name == "training_attendance":
        row["event_ref"] = random.choice(EVENTS)
    if contract.name == "settings":
        row["urn"] = f"{'EY' if random.random() < 0.5 else '0' if serial % 2 else ''}{100_000 + serial * 7 + number}"
        row["urn_scheme"] = "ofsted" if str(row["urn"]).startswith("EY") else row["urn_scheme"]
        row["safeguarding_months"] = random.choice((12, 24))
    if contract.name == "send_practice":
        every = serial * 7 + number
        items = list(contract.by_name["item"].codes)
        row["setting_urn"] = SETTINGS[every % len(SETTINGS)]
        row["item"] = items[every // len(SETTINGS) % len(items)]
        row["answered_on"] = date(2020, 1, 1) + timedelta(days=every // len(SETTINGS) // len(items) % 2_000)
    if row.get("qualification") not in HELD and "qualification" in row and random.random() < 0.5:
        row["qualified_on"] = None
    return row


def _value(f: Field, random: Random, serial: str, day: date) -> object:
    match f.kind:
        case "code":
            return random.choice(list(f.codes))
        case "date":
            return day
        case "month":
            return f"{random.randint(2021, 2025)}-{random.randint(1, 12):02}"
        case "yes_no":
            return random.random() < 0.5
        case "integer":
            return random.randint(int(f.low or 0), int(f.high or 99))
        case "decimal":
            return random.choice((0.0, 2.0, 0.5, 12.25, 37.123456, 0.000001, 7.1))
        case "setting":
            return random.choice(SETTINGS)
        case "urn":
            return random.choice(("123456", "0012345", "EY123456"))
        case "child" | "reference":
            return random.choice((f"{f.name[0].upper()}{serial}", f"00{serial.replace('-', '0')}", f"Zö/{serial}", f"{serial}.a"))
        case "email":
            return f"office{serial}@acornlane.example"
        case "postcode":
            return random.choice(("ZZ1 1AA", "WA8 7QF", "M11AE"))
        case _:
            return random.choice(TEXTS)


def plainly(value: object) -> str:
    """A value as its contract writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def truly(sent: Sent, lines: list[int]) -> list[dict[str, object]]:
    """The rows as the store must hold them: settings by identity, children only as a keyed hash, no nil rows."""
    contract, names = sent.contract, {f.name for f in sent.fields}
    found = []
    for line, row in zip(lines, sent.true, strict=True):
        if contract.nil_field and row[contract.nil_field] == "NIL":
            continue
        kept: dict[str, object] = {"row": line}
        for f in contract.fields:
            value = row[f.name] if f.name in names else None
            value = BLANK.get(f.name) if value is None else value
            if f.kind == "setting":
                kept["setting"] = f"ofsted:{value}"
            elif f.kind == "child":
                kept["child"] = value and _hash(f"ofsted:{row['setting_urn']}\n{value}")
            else:
                kept[f.name] = value
        if contract.name == "settings":
            schools = ("maintained_nursery_school", "school_nursery_class")
            kept["urn_scheme"] = kept["urn_scheme"] or ("dfe" if kept["provider_type"] in schools else "ofsted")
            kept["setting"] = f"{kept['urn_scheme']}:{kept['urn']}"
        found.append(kept)
    return found


def _hash(text: str) -> str:
    return hmac.new(KEY, text.encode(), hashlib.sha256).hexdigest()[:12]


# Writing


def _grid(sent: Sent) -> list[tuple[int | str | None, list[str]]]:
    """Every row of the file from the top, with the data row it is, "heading", or None."""

    def spread(cells: list[str]) -> list[str]:
        cells = cells.copy()
        for at in sent.blank_columns:
            cells.insert(min(at, len(cells)), "")
        return cells

    grid: list[tuple[int | str | None, list[str]]] = [(None, line) for line in sent.above]
    grid.append(("heading", spread(sent.headings)))
    for at, row in enumerate(sent.rows):
        if at in sent.blank_before:
            grid.append((None, []))
        cells = spread([row[f.name] for f in sent.fields])
        if at in sent.inserted:
            cells.insert(*sent.inserted[at])
        if at in sent.dropped:
            del cells[sent.dropped[at]]
        grid.append((at, cells))
    return grid + [(None, line) for line in sent.below]


def written(sent: Sent, random: Random) -> Written:
    """The bytes of the file."""
    one = _workbook(sent) if sent.sheet else _text(sent, random)
    for change in sent.after:
        one.content = change(one.content)
    return one


def _text(sent: Sent, random: Random) -> Written:
    marks = (sent.separator, '"', "\r", "\n")
    raw = {(at, sent.fields.index(sent.contract.by_name[name])): said for (at, name), said in sent.raw.items()}

    def cell(text: str) -> str:
        needs = any(mark in text for mark in marks) or text.startswith(("\ufeff",))
        if needs or sent.quote == "all" or (sent.quote == "some" and random.random() < 0.4):
            return '"' + text.replace('"', '""') + '"'
        return text

    pieces, lines, ends, heading, count = [], [], [], 1, 1
    if sent.sep_line:
        pieces.append(f"sep={sent.separator}{sent.newlines[0]}")
        count += 1
    grid = _grid(sent)
    for place, (at, cells) in enumerate(grid):
        line = sent.separator.join(
            raw[at, column] if isinstance(at, int) and (at, column) in raw else cell(text) for column, text in enumerate(cells)
        )
        line += sent.separator * (sent.trailing if at is not None else 0)
        if at == "heading":
            heading = count
        elif at is not None:
            lines.append(count)
            ends.append(count + line.count("\n"))
        count += 1 + line.count("\n")
        # A blank line that ends in LF after a line that ends in CR would be no line at all.
        end = random.choice(sent.newlines) if line or not pieces else pieces[-1][-1:].replace("\n", sent.newlines[0])
        pieces.append(line + (end if sent.last_newline or place < len(grid) - 1 else ""))
    text = "".join(pieces)
    encoding = sent.encoding if text.encode(sent.encoding, "ignore").decode(sent.encoding) == text else "utf-8"
    return Written(text.encode(encoding), heading, lines, ends)


def _workbook(sent: Sent) -> Written:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False} | sent.options
    )
    book.set_properties({"created": datetime(2026, 9, 1)})
    page = book.add_worksheet("Return")
    day = page.day = book.add_format({"num_format": "dd/mm/yyyy"})
    places = {at: number for number, (at, _) in enumerate(_grid(sent))}
    for number, (at, cells) in enumerate(_grid(sent)):
        for column, text in enumerate(cells, sent.left):
            if text:
                page.write_string(number, column, text)
        for column, f in _columns(sent) if isinstance(at, int) else ():
            _write_typed(sent, page, number, column, at, f, day)
    for also in sent.on_sheet:
        also(sent, book, page, places)
    book.close()
    lines = [places[at] + 1 for at in range(len(sent.rows))]
    return Written(out.getvalue(), places["heading"] + 1, lines, lines)


def _columns(sent: Sent) -> list[tuple[int, Field]]:
    """Where each field stands in the sheet."""
    at = list(range(len(sent.fields)))
    marked: list[int | None] = list(at)
    for blank in sent.blank_columns:
        marked.insert(min(blank, len(marked)), None)
    return [(column + sent.left, sent.fields[place]) for column, place in enumerate(marked) if place is not None]


def column_of(sent: Sent, name: str) -> int:
    """The column of the sheet, from 0, in which a field stands."""
    return next(column for column, f in _columns(sent) if f.name == name)


def _write_typed(sent: Sent, page, number: int, column: int, at: int, f: Field, day) -> None:
    text, value = sent.rows[at][f.name], sent.true[at].get(f.name)
    if (at, f.name) in sent.typed_cells:
        sent.typed_cells[at, f.name](page, number, column)
    elif text != plainly(value):
        return
    elif sent.real_dates and isinstance(value, date):
        page.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
    elif sent.as_numbers and isinstance(value, bool):
        page.write_boolean(number, column, value)
    elif sent.as_numbers and isinstance(value, int | float):
        page.write_number(number, column, value)
    elif sent.as_numbers and f.kind == "setting" and text.isdigit() and not text.startswith("0"):
        page.write_number(number, column, int(text))
