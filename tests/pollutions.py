"""What people and programs do to a return on its way: families of pollutions, each a function that changes a `Sent`.

A harmless one leaves what a careful person reads as it is. A refused one makes part of the file unreadable and says in `Sent.expected`
what the refusal must name. Each returns False where it does not apply to a file, which is then left as it was.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from random import Random

from data.contract import Field
from data.contracts import CONTRACTS
from tests.polluted import EVENTS, SETTINGS, Expected, Sent, column_of

Pollution = Callable[[Sent, Random], bool]
HARMLESS: dict[str, list[Pollution]] = {}
REFUSED: dict[str, list[Pollution]] = {}


def _in(families: dict[str, list[Pollution]], family: str, sheet: bool | None) -> Callable[[Callable], Callable]:
    def add(change: Callable[[Sent, Random], bool | None]) -> Callable:
        def tried(sent: Sent, random: Random) -> bool:
            if sheet not in (None, sent.sheet) or not sent.rows or change(sent, random) is False:
                return False
            sent.done.append(change.__name__)
            return True

        tried.__name__ = change.__name__
        families.setdefault(family, []).append(tried)
        return change

    return add


def harmless(family: str, *, sheet: bool | None = None) -> Callable:
    return _in(HARMLESS, family, sheet)


def refused(family: str, *, sheet: bool | None = None) -> Callable:
    return _in(REFUSED, family, sheet)


# Harmless: text files


@harmless("encodings", sheet=False)
def another_encoding(sent: Sent, random: Random) -> None:
    sent.encoding = random.choice(("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"))
    if sent.encoding == "cp1252":
        for at, f in sent.present("text"):
            if not _is_in(sent.rows[at][f.name], "cp1252"):
                sent.rows[at][f.name] = sent.true[at][f.name] = random.choice(("Zoë's Café", "Ñandú Über", "£10 – €12 ½", "Łucja"[1:]))
        if not all(_is_in(text, "cp1252") for row in sent.rows for text in row.values()):
            sent.encoding = "utf-8"


def _is_in(text: str, encoding: str) -> bool:
    return text.encode(encoding, "ignore").decode(encoding) == text


@harmless("separators", sheet=False)
def another_separator(sent: Sent, random: Random) -> None:
    sent.separator = random.choice(";\t|")


@harmless("separators", sheet=False)
def sep_line(sent: Sent, random: Random) -> None:
    sent.separator, sent.sep_line = random.choice(";,\t|"), True


@harmless("line ends", sheet=False)
def other_line_ends(sent: Sent, random: Random) -> None:
    sent.newlines = random.choice((("\n",), ("\r",), ("\r\n", "\n"), ("\r\n", "\n", "\r")))


@harmless("line ends", sheet=False)
def no_last_line_end(sent: Sent, random: Random) -> None:
    sent.last_newline = False


@harmless("quotation marks", sheet=False)
def more_quotation_marks(sent: Sent, random: Random) -> None:
    sent.quote = random.choice(("all", "some"))


@harmless("trailing separators", sheet=False)
def trailing_separators(sent: Sent, random: Random) -> None:
    sent.trailing = random.randint(1, 4)


@harmless("file names", sheet=False)
def another_name(sent: Sent, random: Random) -> bool:
    if sent.name.casefold().endswith(".zip"):
        return False
    sent.name = random.choice(("RETURN.CSV", "return.txt", "return.tsv", "return", "Zoë’s return (2).csv", "return.csv.csv"))
    return True


# Harmless: around the table


@harmless("blank rows and columns")
def blank_rows(sent: Sent, random: Random) -> None:
    sent.blank_before = {at for at in range(len(sent.rows)) if random.random() < 0.4} or {0}
    sent.below += [[] for _ in range(random.randint(0, 3))]


@harmless("blank rows and columns")
def blank_columns(sent: Sent, random: Random) -> None:
    sent.blank_columns += [random.randint(0, len(sent.fields)) for _ in range(random.randint(1, 3))]


@harmless("titles above")
def titles(sent: Sent, random: Random) -> None:
    lines = (
        *(["SEN return"], [], ["Acorn Lane, autumn 2026"], ["Please fill in all columns"], ["Setting:", "Acorn Lane Pre-school"]),
        *(["", "", "Halton Borough Council"], ["Term", "Autumn 2026"], ["Completed by", "A. Mehta"], ["Version 3"], ["Date", "21/11/2026"]),
        *(
            ["1"],
            ["CONFIDENTIAL – staff only"],
            ["Setting", "EY100001"],
            ["Setting number", "EY100001"],
            ["Name", "Acorn Lane", "", "Role"],
        ),
    )
    sent.above = [list(random.choice(lines)) for _ in range(random.randint(1, 18))]


@harmless("totals and notes")
def total_or_note(sent: Sent, random: Random) -> None:
    count = str(len(sent.rows))
    last = [""] * (len(sent.fields) - 1)
    lines = (
        *([f"Total: {count}"], ["Total", *last[:-1], count], ["Grand total"], ["Total rows", count], ["TOTAL", *last], ["Subtotal", count]),
        *(["Note: Ann is on leave until May"], ["* dates are those agreed with parents"], ["End of report"], ["Page 1 of 1"]),
        *(["Printed on 21 November 2026"], ["Source: booking system"], ["Please return by 30 November"]),
    )
    sent.below += [[], *random.sample(lines, random.randint(1, 2))]
    if not sent.sheet:
        sent.below = [line + [""] * (len(sent.fields) + len(sent.blank_columns) - len(line)) for line in sent.below]


# Harmless: headings


@harmless("headings")
def another_order(sent: Sent, random: Random) -> None:
    together = list(zip(sent.fields, sent.headings, strict=True))
    random.shuffle(together)
    sent.fields, sent.headings = [f for f, _ in together], [heading for _, heading in together]


@harmless("headings")
def another_spelling(sent: Sent, random: Random) -> None:
    changes = (
        *(str.upper, str.lower, str.title, lambda h: f" {h} ", lambda h: f"{h} *", lambda h: f"{h}:", lambda h: h.replace(" ", "\n")),
        *(lambda h: h.replace(" ", "_"), lambda h: h.replace(" ", "-"), lambda h: f"\u00a0{h}", lambda h: h.replace(" ", "  ")),
    )
    change = random.choice(changes)
    sent.headings = [change(heading) for heading in sent.headings]


@harmless("headings")
def canonical_names(sent: Sent, random: Random) -> None:
    sent.headings = [f.name for f in sent.fields]


@harmless("headings")
def aliases(sent: Sent, random: Random) -> None:
    sent.headings = [random.choice((f.label, *f.aliases)) for f in sent.fields]


@harmless("headings")
def optional_columns_left_out(sent: Sent, random: Random) -> bool | None:
    held = {"qualified_on"} if "qualification" in sent.contract.by_name else set()
    gone = [f for f in sent.fields if not f.required and f.name not in held and random.random() < 0.4]
    kept = [(f, h) for f, h in zip(sent.fields, sent.headings, strict=True) if f not in gone]
    if sent.contract.name == "settings" and any(f.name == "urn_scheme" for f in gone):
        return False
    sent.fields, sent.headings = [f for f, _ in kept], [h for _, h in kept]
    for row, true in zip(sent.rows, sent.true, strict=True):
        for f in gone:
            row[f.name], true[f.name] = "", None
    return None


# Harmless: cells


@harmless("spelling of cells")
def dates_as_in_england(sent: Sent, random: Random) -> bool:
    bare = random.random() < 0.3
    for at, f in sent.present("date"):
        day = sent.true[at][f.name]
        sent.rows[at][f.name] = f"{day.day}/{day.month}/{day.year}" if bare else f"{day:%d/%m/%Y}"
    return bool(sent.present("date"))


@harmless("spelling of cells")
def codes_as_labels(sent: Sent, random: Random) -> bool:
    for at, f in sent.present("code"):
        code = str(sent.true[at][f.name])
        spoken = (code, f.codes[code], code.upper(), f.codes[code].upper(), code.replace("_", " "), f" {f.codes[code]}")
        sent.rows[at][f.name] = random.choice(spoken)
    return bool(sent.present("code"))


@harmless("spelling of cells")
def yes_and_no(sent: Sent, random: Random) -> bool:
    for at, f in sent.present("yes_no"):
        said = ("yes", "Yes", "YES", "y", "Y", "TRUE", "true") if sent.true[at][f.name] else ("no", "No", "n", "N", "FALSE", "False")
        sent.rows[at][f.name] = random.choice(said)
    return bool(sent.present("yes_no"))


@harmless("spelling of cells")
def numbers_of_settings(sent: Sent, random: Random) -> bool:
    change = random.choice((str.lower, lambda x: f"ofsted:{x}", lambda x: f"{x[:2]} {x[2:]}", lambda x: f"OFSTED:{x}"))
    for at, _ in sent.present("setting"):
        sent.rows[at]["setting_urn"] = change(str(sent.true[at]["setting_urn"]))
    return bool(sent.present("setting"))


@harmless("blanks and marks in cells")
def blanks_around(sent: Sent, random: Random) -> None:
    blanks = (" ", "  ", "\t", "\u00a0", "\u200b", "\ufeff", "\n", "\u2007", "\u200e")
    for at, f in sent.present(*(f.kind for f in sent.fields)):
        if random.random() < 0.3:
            sent.rows[at][f.name] = random.choice(blanks) + sent.rows[at][f.name] + random.choice(blanks)
    if sent.encoding == "cp1252":
        sent.encoding = "utf-8"


@harmless("blanks and marks in cells")
def smart_quotes(sent: Sent, random: Random) -> bool:
    for at, f in sent.present("text"):
        sent.rows[at][f.name] = sent.rows[at][f.name].replace("'", "’").replace(' "', " “").replace('"', "”")
    return bool(sent.present("text"))


@harmless("blanks and marks in cells")
def accents_in_two_parts(sent: Sent, random: Random) -> bool:
    for at, f in sent.present("text", "reference", "child"):
        sent.rows[at][f.name] = unicodedata.normalize("NFD", sent.rows[at][f.name])
    if sent.encoding == "cp1252":
        sent.encoding = "utf-8"
    return bool(sent.present("text"))


@harmless("blanks and marks in cells")
def line_breaks_in_cells(sent: Sent, random: Random) -> bool:
    for at, f in sent.present("text"):
        said = random.choice(("One, two\nthree", "a\nb\nc", 'He said "no",\nthen yes', "x;y\nz|w", "first\n\nthird"))
        sent.rows[at][f.name] = sent.true[at][f.name] = said
    return bool(sent.present("text"))


@harmless("archives")
def zipped(sent: Sent, random: Random) -> bool | None:
    inside = random.choice(("{}", "autumn/{}", "a/b/c/{}"))

    def pack(content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
            archive.writestr(inside.format(name), content)
            archive.writestr("__MACOSX/._x", b"junk")
            archive.writestr("autumn/.DS_Store", b"junk")
        return out.getvalue()

    if sent.name.casefold().endswith(".zip"):
        return False
    name, sent.name = sent.name, random.choice(("returns.zip", "RETURNS.ZIP"))
    sent.after.append(pack)
    return None


# Harmless: workbooks


@harmless("cells of a workbook", sheet=True)
def real_dates(sent: Sent, random: Random) -> None:
    sent.real_dates = True
    sent.options["date_1904"] = random.random() < 0.2


@harmless("cells of a workbook", sheet=True)
def numbers_as_numbers(sent: Sent, random: Random) -> None:
    sent.as_numbers = True


@harmless("cells of a workbook", sheet=True)
def formulas_with_values(sent: Sent, random: Random) -> bool:
    chosen = [(at, f) for at, f in sent.present("text", "reference", "child", "code") if random.random() < 0.3]
    for at, f in chosen:
        text = sent.rows[at][f.name]
        sent.typed_cells[at, f.name] = lambda page, row, column, text=text: page.write_formula(row, column, "=Z99&W98", None, text)
    sent.after.insert(0, _saved_by_a_spreadsheet)
    return bool(chosen)


def _saved_by_a_spreadsheet(content: bytes) -> bytes:
    """A spreadsheet that worked the formulas out does not ask for that when the file is opened."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b' fullCalcOnLoad="1"', b"") if name == "xl/workbook.xml" else part)
    return out.getvalue()


@harmless("around the table of a workbook", sheet=True)
def other_sheets(sent: Sent, random: Random) -> None:
    def add(_: Sent, book, page, places: dict) -> None:
        book.add_worksheet("Guide").write_column(0, 0, ["How to fill this in", "Write one row a child", "Setting number", "Role"])
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["senco", "deputy", "shared"])
        if random.random() < 0.5:
            lists.very_hidden()
        book.add_worksheet("Empty")

    sent.on_sheet.append(add)


@harmless("around the table of a workbook", sheet=True)
def starts_further_right(sent: Sent, random: Random) -> None:
    sent.left = random.randint(1, 5)


@harmless("around the table of a workbook", sheet=True)
def dressed_up(sent: Sent, random: Random) -> None:
    def dress(one: Sent, book, page, places: dict) -> None:
        bold, last = book.add_format({"bold": True, "bg_color": "#ffff00"}), max(places[at] for at in range(len(one.rows)))
        page.set_row(places["heading"], 40, bold)
        page.freeze_panes(places["heading"] + 1, 1)
        page.set_column(0, 3, 40)
        for row in range(last + 1 + len(one.below), last + 40):
            page.write_blank(row, one.left, None, bold)
        page.autofilter(places["heading"], one.left, last, one.left + len(one.fields) - 1)
        page.write_comment(places["heading"], one.left, "As on the register")
        page.data_validation(1, one.left, last, one.left, {"validate": "length", "criteria": "<", "value": 99})
        page.conditional_format(1, 0, last, 3, {"type": "blanks", "format": bold})
        page.set_landscape()

    sent.on_sheet.append(dress)


@harmless("around the table of a workbook", sheet=True)
def text_in_several_styles(sent: Sent, random: Random) -> bool:
    def style(one: Sent, book, page, places: dict) -> None:
        bold = book.add_format({"bold": True})
        for at, f in one.present("text"):
            text = one.rows[at][f.name]
            if len(text) > 2 and (at, f.name) not in one.typed_cells and not text.isspace() and text[0] + text[1:].strip() == text:
                page.write_rich_string(places[at], column_of(one, f.name), text[:1], bold, text[1:])

    sent.on_sheet.append(style)
    return bool(sent.present("text"))


@harmless("around the table of a workbook", sheet=True)
def with_macros(sent: Sent, random: Random) -> None:
    def macros(content: bytes) -> bytes:
        out = io.BytesIO(content)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"\0macro")
        return out.getvalue()

    if not sent.name.casefold().endswith(".zip"):
        sent.name = "return.xlsm"
    sent.after.insert(0, macros)


# Refused: cells


def _one(sent: Sent, random: Random, *kinds: str, only: Callable[[Field], bool] = lambda f: True) -> tuple[int, Field] | None:
    """A filled cell that nothing was done to, of a row that does not say NIL."""
    if "pasted_twice" in sent.done:
        return None
    nil = sent.contract.nil_field
    taken = {(e.row, e.column) for e in sent.expected} | {(at, f) for at, f in sent.typed_cells}
    nils = {at for at, row in enumerate(sent.rows) if nil and "NIL" in (row[nil].strip().upper(), sent.true[at][nil])}
    taken |= {(at, f.name) for at in nils for f in sent.fields}
    cells = [(at, f) for at, f in sent.present(*kinds) if only(f) and (at, f.name) not in taken]
    return random.choice(cells) if cells else None


def _spoil(sent: Sent, random: Random, texts: Callable[[str], str] | tuple[str, ...], *kinds: str, **more: Callable) -> bool:
    chosen = _one(sent, random, *kinds, **more)
    if chosen is None:
        return False
    at, f = chosen
    text = texts(sent.rows[at][f.name]) if callable(texts) else random.choice(texts)
    sent.rows[at][f.name] = text
    sent.typed_cells[at, f.name] = lambda page, row, column: page.write_string(row, column, text)
    sent.expected.append(Expected(at, f.name, text.strip()))
    return True


@refused("dates")
def impossible_date(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("31/02/2026", "2025-02-29", "31/04/2025", "00/01/2025", "2025-00-10", "32/01/2025"), "date")


@refused("dates")
def two_digit_year(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("01/09/25", "1/9/25", "21.11.25", "3-4-25"), "date")


@refused("dates")
def month_first(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("09/21/2025", "1/31/2026", "12/13/2024"), "date")


@refused("dates")
def american_dates(sent: Sent, random: Random) -> bool:
    """Every date with the month first; only those after the twelfth of a month show it, the others may still not load as they stand."""
    cells = sent.present("date")
    days = [sent.true[at][f.name] for at, f in cells]
    if sent.sheet or sent.expected or all(day.day <= 12 for day in days):
        return False
    shape = random.choice(("{m}/{d}/{y}", "{m:02}/{d:02}/{y}"))
    for (at, f), day in zip(cells, days, strict=True):
        sent.rows[at][f.name] = shape.format(d=day.day, m=day.month, y=day.year)
        if day.day != day.month:
            sent.expected.append(Expected(at, f.name, sent.rows[at][f.name]))
    return True


@refused("dates", sheet=True)
def american_dates_half_turned(sent: Sent, random: Random) -> bool:
    """Month-first dates that a spreadsheet of this country opened: those it could turn round are dates of their own now."""
    cells = [(at, f) for at, f in sent.present("date")]
    days = [sent.true[at][f.name] for at, f in cells]
    if sent.expected or sent.options or sent.real_dates or all(day.day <= 12 for day in days):
        return False
    for (at, f), day in zip(cells, days, strict=True):
        if day.day > 12:
            sent.rows[at][f.name] = f"{day.month}/{day.day}/{day.year}"
        else:
            turned = day.replace(day=day.month, month=day.day)
            sent.rows[at][f.name] = turned.isoformat()
            sent.typed_cells[at, f.name] = lambda page, row, column, turned=turned: page.write_datetime(row, column, turned, page.day)
        if day.day != day.month:
            sent.expected.append(Expected(at, f.name))
    return True


@refused("dates")
def serial_date(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("46297", "45000.5"), "date")


@refused("dates")
def column_of_serials(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, "date")
    if chosen is None or sent.sheet:
        return False
    for at in range(len(sent.rows)):
        if sent.rows[at][chosen[1].name] and (at, chosen[1].name) not in {(e.row, e.column) for e in sent.expected}:
            sent.rows[at][chosen[1].name] = str(45_000 + at)
            sent.expected.append(Expected(at, chosen[1].name, str(45_000 + at)))
    return True


@refused("dates")
def date_in_other_words(sent: Sent, random: Random) -> bool:
    texts = ("soon", "Sept 2025", "2025/09/01", "20250901", "01-Sep-2025", "Mon 1 September 2025", "01/09/0025", "3.4.2025", "1/9", "n/k")
    return _spoil(sent, random, texts, "date")


@refused("spreadsheet errors")
def spreadsheet_error(sent: Sent, random: Random) -> bool:
    kinds = [f.kind for f in sent.fields]
    return _spoil(sent, random, ("########", "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#####"), *kinds)


@refused("references")
def spoiled_reference(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("5.01E+14", "501234.0", "1,234", "1.2E5", "12,345,678"), "reference", "child", "urn")


@refused("references")
def unknown_setting(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("EY999999", "EY10000", "999999", "Acorn Lane", "5.01E+5", "100,001"), "setting")


@refused("references")
def zeros_lost(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("12345",), "setting")


@refused("coded cells")
def no_answer(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("N/A", "-", "TBC", "#REF!", "?", "see notes", "0", "yes/no", "1"), "code", "yes_no")


@refused("numbers")
def not_a_number(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("six", "1,234", "2,5", "-1", "99999", "1e1", "١٢", "½", "10+", "~5", "1 000", "£4"), "integer", "decimal")


@refused("required cells")
def required_cell_blank(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, *(f.kind for f in sent.fields), only=lambda f: f.required)
    # Without its first columns a row may be a note; a careful person cannot tell either.
    if chosen is None or sum(1 for text in sent.rows[chosen[0]].values() if text) < 4:
        return False
    at, f = chosen
    sent.rows[at][f.name] = ""
    sent.expected.append(Expected(at, f.name))
    return True


@refused("encodings")
def broken_letters(sent: Sent, random: Random) -> bool:
    # Broken once and saved as Windows-1252 they are whole again.
    return sent.encoding != "cp1252" and _spoil(
        sent, random, ("ZoÃ« Ãgren", "CafÃ© Lane", "O\ufffdBrien", "Donâ€™t", "Â£10"), "text", "reference", "child"
    )


@refused("encodings", sheet=False)
def letters_of_another_country(sent: Sent, random: Random) -> bool:
    encoding, names = random.choice(
        (
            ("cp1250", ("Łukasz Nowak", "Michał Żak", "Małgorzata", "Stanisław Król", "Gąska", "Świętosława")),
            ("iso-8859-2", ("Łukasz Nowak", "Michał", "Małgorzata", "Śliwa", "Gąska")),
            ("cp1251", ("Ирина Петрова", "Анна", "Олена Шевченко")),
            ("cp1253", ("Ελένη Παππά", "Μαρία Κώστα")),
            ("cp1254", ("Ayşe Yılmaz", "Oğuz Işık", "İpek Şahin")),
            ("mac_roman", ("Zoë Ågren", "René Gâteau", "Seán Ó Néill")),
            ("cp850", ("Zoë Ågren", "René Gâteau", "Seán O Néill")),
        )
    )
    if sent.encoding != "utf-8" or sent.sep_line or not sent.present("text") or sent.expected:
        return False
    for row, true in zip(sent.rows, sent.true, strict=True):
        for f in sent.fields:
            if not row[f.name].isascii():
                row[f.name] = true[f.name] = "A" if f.kind == "text" else row[f.name]
    if not all(text.isascii() for row in sent.rows for text in row.values()) or not all(map(str.isascii, sent.headings)):
        return False
    if not all(text.isascii() for line in sent.above + sent.below for text in line):
        return False
    at, f = random.choice(sent.present("text"))
    sent.rows[at][f.name] = sent.true[at][f.name] = random.choice(names)
    sent.encoding = encoding
    sent.expected.append(Expected(at, whole=True))
    return True


@refused("encodings", sheet=False)
def two_encodings(sent: Sent, random: Random) -> bool:
    if sent.encoding not in ("utf-8", "utf-8-sig") or not sent.present("text"):
        return False
    at, f = random.choice(sent.present("text"))
    sent.rows[at][f.name] = "Łucja Ågren @@"
    sent.after.insert(0, lambda content: content.replace(b"@@", "Zoë".encode("cp1252")))
    sent.expected.append(Expected(at, whole=True))
    return True


@refused("personal data")
def personal_reference(sent: Sent, random: Random) -> bool:
    said = ("Ann Smith", "943 476 5919", "9434765919", "A123456789012", "ann@home.example", "07700 900123", "12/04/2022", "Zoë Ågren")
    return _spoil(sent, random, said, "child")


@refused("personal data")
def personal_text(sent: Sent, random: Random) -> bool:
    said = ("Call 07700 900123", "born 12/04/2022", "ask ann@home.example", "NHS 943 476 5919")
    return sent.contract.child_level and _spoil(sent, random, said, "text")


@refused("personal data")
def full_birth_date(sent: Sent, random: Random) -> bool:
    return _spoil(sent, random, ("12/04/2022", "2022-04-12", "12.04.22"), "month")


@refused("nil beside values")
def nil_with_values(sent: Sent, random: Random) -> bool:
    nil = sent.contract.nil_field
    chosen = _one(sent, random, *(f.kind for f in sent.fields), only=lambda f: f.name == nil) if nil else None
    if chosen is None or sent.expected:
        return False
    at, f = chosen
    sent.rows[at][f.name] = random.choice(("NIL", "nil", " Nil"))
    sent.expected.append(Expected(at))
    return True


# Refused: the shape of the table


@refused("shape of rows", sheet=False)
def cell_too_many(sent: Sent, random: Random) -> bool:
    at = random.randrange(len(sent.rows))
    if sent.trailing or at in sent.dropped:
        return False
    sent.inserted[at] = (random.randint(0, len(sent.fields)), random.choice(("", "x", "Smith")))
    sent.expected.append(Expected(at))
    return True


@refused("shape of rows", sheet=False)
def cell_too_few(sent: Sent, random: Random) -> bool:
    at = random.randrange(len(sent.rows))
    # A lost blank cell at the end leaves every other cell where it was, and a file of one row has no habit to tell by.
    if at in sent.inserted or sent.trailing or sent.blank_columns:
        return False
    sent.dropped[at] = random.randrange(len(sent.fields) - 1)
    sent.expected.append(Expected(at))
    return True


@refused("shape of rows", sheet=False)
def comma_in_every_row(sent: Sent, random: Random) -> bool:
    """A program that puts no quotation marks round a text with a separator in it, in the same column of every row."""
    columns = [f for f in sent.fields if f.kind == "text"]
    if not columns or sent.trailing or sent.quote != "needed" or sent.expected or sent.blank_columns or sent.nil:
        return False
    f = random.choice(columns)
    later = [g for g in sent.fields[sent.fields.index(f) + 1 :] if not g.required]
    blank = [] if random.random() < 0.5 else later if random.random() < 0.5 else later[-1:]
    for at, (row, true) in enumerate(zip(sent.rows, sent.true, strict=True)):
        row[f.name] = true[f.name] = f"Mehta{sent.separator} A"
        sent.raw[at, f.name] = row[f.name]
        for g in blank:
            row[g.name], true[g.name] = "", None
    sent.expected.append(Expected(0))
    return True


@refused("shape of rows", sheet=False)
def line_break_without_marks(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, "text")
    if chosen is None or sent.quote != "needed":
        return False
    at, f = chosen
    if random.random() < 0.5:
        sent.headings.append(sent.headings.pop(sent.fields.index(f)))
        sent.fields.append(sent.fields.pop(sent.fields.index(f)))
    first, second = random.choice((("Line one", "line two"), ("Ann is away", "Please call her"), ("Ask", "Note: ask again")))
    sent.rows[at][f.name] = sent.true[at][f.name] = f"{first}\n{second}"
    sent.raw[at, f.name] = f"{first}{sent.newlines[0]}{second}"
    sent.expected.append(Expected(at))
    return True


@refused("shape of rows", sheet=False)
def unclosed_quote(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, "text", "reference", "child", "setting", "code")
    if chosen is None or sent.quote != "needed":
        return False
    at, f = chosen
    sent.raw[at, f.name] = '"' + re.sub(r"[^\w ]", "", sent.rows[at][f.name])
    sent.expected.append(Expected(at, whole=True))
    return True


@refused("headings")
def heading_twice(sent: Sent, random: Random) -> bool:
    if len(sent.fields) < 3:
        return False
    first, second = random.sample(range(len(sent.fields)), 2)
    sent.headings[second] = sent.headings[first]
    sent.expected.append(Expected("heading", whole=True))
    return True


@refused("headings")
def heading_missing(sent: Sent, random: Random) -> bool:
    at = random.choice([at for at, f in enumerate(sent.fields) if f.required])
    sent.headings[at] = random.choice(("", "Thing", sent.headings[at].strip() + "xyz", sent.headings[at].strip()[1:]))
    sent.expected.append(Expected("heading", whole=True))
    return True


@refused("headings")
def heading_misspelt(sent: Sent, random: Random) -> bool:
    filled = [at for at, f in enumerate(sent.fields) if not f.required and len(f.label) > 6 and any(row[f.name] for row in sent.rows)]
    if not filled:
        return False
    at = random.choice(filled)
    sent.headings[at] = random.choice((sent.fields[at].label[:-2] + sent.fields[at].label[-1], ""))
    sent.expected.append(Expected(None))
    return True


@refused("two tables")
def second_table(sent: Sent, random: Random) -> bool:
    other = random.choice([contract for contract in CONTRACTS.values() if len(contract.fields) > 3])
    cells = [[f.label for f in other.fields], [f.example or "x" for f in other.fields]]
    sent.below += [*([[]] * random.randint(0, 2)), *cells]
    sent.expected.append(Expected(whole=True))
    return True


@refused("two tables")
def pasted_twice_with_headings(sent: Sent, random: Random) -> bool:
    if sent.blank_columns or len([heading for heading in sent.headings if heading]) < 4:
        return False
    sent.below += [sent.headings.copy(), *([row[f.name] for f in sent.fields] for row in sent.rows)]
    sent.expected.append(Expected(whole=True))
    return True


@refused("two tables")
def pasted_twice(sent: Sent, random: Random) -> bool:
    if sent.expected or len(sent.rows) > 3:
        return False
    sent.rows += [row.copy() for row in sent.rows]
    sent.true += [row.copy() for row in sent.true]
    sent.expected.append(Expected(0))
    return True


@refused("no rows")
def headings_only(sent: Sent, random: Random) -> bool:
    if sent.expected or sent.on_sheet or sent.above:
        return False
    sent.rows, sent.true = [], []
    sent.expected.append(Expected("heading", whole=True))
    return True


@refused("no rows", sheet=False)
def empty(sent: Sent, random: Random) -> bool:
    said = random.choice((b"", b"\r\n\r\n", b"\xef\xbb\xbf", b" , ,\r\n", b"\xff\xfe"))
    sent.after.insert(0, lambda _: said)
    sent.expected.append(Expected(whole=True))
    return True


@refused("another return")
def another_return(sent: Sent, random: Random) -> bool:
    sent.return_name = random.choice([name for name in CONTRACTS if name != sent.contract.name])
    sent.expected.append(Expected(whole=True))
    return True


@refused("other kinds of file", sheet=False)
def other_kind(sent: Sent, random: Random) -> bool:
    starts = (
        *(b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"<html><table>", b"{\\rtf1 ", b"\x89PNG\r\n", b"\0\0\0\1"),
        *(b"\x1f\x8b\x08", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"SQLite format 3\0", b"<?xml version='1.0'?>", b"\xff\xd8\xff\xe0"),
    )
    if sent.name.casefold().endswith(".zip"):
        return False
    start = random.choice(starts)
    sent.after.insert(0, lambda content: start + content)
    sent.expected.append(Expected(whole=True))
    return True


# Refused: workbooks


@refused("what a sheet hides", sheet=True)
def hidden_row(sent: Sent, random: Random) -> bool:
    at = random.randrange(len(sent.rows))
    how = random.choice((lambda page, row: page.set_row(row, None, None, {"hidden": True}), lambda page, row: page.set_row(row, 0)))
    sent.on_sheet.append(lambda one, book, page, places: how(page, places[at]))
    sent.expected.append(Expected(at))
    return True


@refused("what a sheet hides", sheet=True)
def filtered_row(sent: Sent, random: Random) -> bool:
    at = random.randrange(len(sent.rows))

    def hide(one: Sent, book, page, places: dict) -> None:
        page.autofilter(places["heading"], one.left, places["heading"] + len(one.rows), one.left + 1)
        page.filter_column(one.left, "x == something")
        page.set_row(places[at], None, None, {"hidden": True})

    sent.on_sheet.append(hide)
    sent.expected.append(Expected(at))
    return True


@refused("what a sheet hides", sheet=True)
def hidden_column(sent: Sent, random: Random) -> bool:
    f = random.choice(sent.fields)

    def hide(one: Sent, book, page, places: dict) -> None:
        page.set_column(column_of(one, f.name), column_of(one, f.name), None, None, {"hidden": True})

    sent.on_sheet.append(hide)
    sent.expected.append(Expected(None, f.name))
    return True


@refused("what a sheet hides", sheet=True)
def hidden_sheet(sent: Sent, random: Random) -> bool:
    def hide(one: Sent, book, page, places: dict) -> None:
        book.add_worksheet("Front").activate()
        random.choice((page.hide, page.very_hidden))()

    sent.on_sheet.append(hide)
    sent.expected.append(Expected(whole=True))
    return True


@refused("cells of a workbook", sheet=True)
def formula_without_value(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, *(f.kind for f in sent.fields))
    if chosen is None:
        return False
    at, f = chosen
    sent.typed_cells[at, f.name] = lambda page, row, column: page.write_formula(row, column, "=A1&B1", None, "")
    sent.expected.append(Expected(at, f.name))
    return True


@refused("cells of a workbook", sheet=True)
def reference_became_a_date(sent: Sent, random: Random) -> bool:
    chosen = _one(sent, random, "reference", "child")
    if chosen is None:
        return False
    at, f = chosen

    def before(one: Sent, book, page, places: dict) -> None:
        page.write_number(places[at], column_of(one, f.name), 46_054, book.add_format({"num_format": "d-mmm"}))

    sent.on_sheet.append(before)
    sent.typed_cells[at, f.name] = lambda page, row, column: None
    sent.expected.append(Expected(at, f.name))
    return True


@refused("cells of a workbook", sheet=True)
def merged_cells(sent: Sent, random: Random) -> bool:
    if len(sent.rows) < 2 or sent.blank_before or sent.expected:
        return False
    f = random.choice(sent.fields)

    def merge(one: Sent, book, page, places: dict) -> None:
        column = column_of(one, f.name)
        page.merge_range(places[0], column, places[1], column, one.rows[0][f.name] or "x")

    sent.on_sheet.append(merge)
    sent.expected.append(Expected(0, f.name))
    return True


__all__ = ["EVENTS", "HARMLESS", "REFUSED", "SETTINGS"]
