"""Valid returns of every contract, made from a seed, and written as files in many ways.

A made row is a dict of canonical field → text (ISO dates, codes), blank where nothing is said. What a file
made from it must read as is `cells_of`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random

import xlsxwriter

from data.contract import Contract, Field
from data.reading import Reading

Made = list[dict[str, str]]

# Names and titles that readers like to change.
TEXTS = (
    *("O'Brien", "Zoë Ågren", "Null", "NA", "True", "نور الهدى", "Little 🐻 Bears", "Smith, Ann", 'The "Big" Tree', "=1+1", "007"),
    *("Acorn Lane", "Line one\nline two", "1-2", "N/A", "Łucja", "Café; bar | tab"),
)
_FIRST_DAY = date(2023, 9, 1)


def made_return(contract: Contract, seed: int, rows: int | None = None) -> Made:
    """A return that its contract accepts cell by cell, with unique keys; 1 to 8 rows unless said."""
    random = Random(seed)  # noqa: S311 - test rows, not secrets
    return [_row(contract, random, number) for number in range(1, (rows or random.randint(1, 8)) + 1)]


def _row(contract: Contract, random: Random, number: int) -> dict[str, str]:
    day = _FIRST_DAY + timedelta(days=random.randint(0, 700))
    row: dict[str, str] = {}
    for f in contract.fields:
        day += timedelta(days=random.randint(1, 20))
        blank = not f.required and random.random() < 0.4
        row[f.name] = "" if blank else _value(f, random, number, day)
    if "qualification" in row:
        row["qualified_on"] = row["qualified_on"] or day.isoformat()
    return row


def _value(f: Field, random: Random, number: int, day: date) -> str:
    match f.kind:
        case "code":
            return random.choice(list(f.codes))
        case "date":
            return day.isoformat()
        case "month":
            return f"{random.randint(2021, 2024)}-{random.randint(1, 12):02}"
        case "yes_no":
            return random.choice(("yes", "no"))
        case "integer":
            return str(random.randint(int(f.low or 0), int(f.high or 99)))
        case "decimal":
            return random.choice(("2", "0.5", "12.25"))
        case "setting" | "urn":
            return f"EY{100_000 + number}"
        case "child" | "reference":
            return f"{f.name[0].upper()}{number:03}"
        case "email":
            return f"office{number}@acornlane.example"
        case "postcode":
            return "ZZ1 1AA"
        case _:
            return random.choice(TEXTS)


def cells_of(reading: Reading) -> list[dict[str, str]]:
    """What a reading says, in the shape of a made return; columns it does not have are blank."""
    blank = {f.name: "" for f in reading.contract.fields}
    return [blank | {name: cell or "" for name, cell in zip(reading.columns, row.cells, strict=True)} for row in reading.rows]


def uk_dates(contract: Contract, made: Made) -> Made:
    """The same rows with dates written day first."""
    dates = [f.name for f in contract.fields if f.kind == "date"]
    return [row | {name: "/".join(reversed(row[name].split("-"))) for name in dates if row[name]} for row in made]


def as_csv(
    contract: Contract,
    made: Made,
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    newline: str = "\r\n",
    heading: Callable[[Field], str] = lambda f: f.label,
    order: Sequence[int] | None = None,
    quote_all: bool = False,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    blank_columns: int = 0,
    last_newline: bool = True,
) -> bytes:
    """A text file of a return. `above` and `below` are lines as they are; `order` is a permutation of the columns."""
    fields = [contract.fields[at] for at in (order or range(len(contract.fields)))]
    marks = (separator, '"', "\r", "\n")

    def line(cells: list[str]) -> str:
        return separator.join(f'"{c.replace(chr(34), chr(34) * 2)}"' if quote_all or any(m in c for m in marks) else c for c in cells)

    blanks = [""] * blank_columns
    lines = [line([heading(f) for f in fields] + blanks), *(line([row[f.name] for f in fields] + blanks) for row in made)]
    text = newline.join([*above, *lines, *below])
    return (text + newline * last_newline).encode(encoding)


def as_xlsx(
    contract: Contract,
    made: Made,
    *,
    sheet: str = "Return",
    heading: Callable[[Field], str] = lambda f: f.label,
    order: Sequence[int] | None = None,
    above: int = 0,
    left: int = 0,
    real_dates: bool = True,
    also: Callable[[xlsxwriter.Workbook, xlsxwriter.workbook.Worksheet], None] | None = None,
) -> bytes:
    """A workbook of a return; `above` rows and `left` columns are blank, and `also` may add anything to it."""
    fields = [contract.fields[at] for at in (order or range(len(contract.fields)))]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 9, 1)})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, f in enumerate(fields, left):
        page.write_string(above, at, heading(f))
        for number, row in enumerate(made, above + 1):
            if not row[f.name]:
                continue
            if f.kind == "date" and real_dates:
                page.write_datetime(number, at, date.fromisoformat(row[f.name]), day)
            elif f.kind in ("integer", "decimal"):
                page.write_number(number, at, float(row[f.name]))
            else:
                page.write_string(number, at, row[f.name])
    if also:
        also(book, page)
    book.close()
    return out.getvalue()


def changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one member rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return out.getvalue()
