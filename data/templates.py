"""Blank templates and guides of the returns, made from their contracts and from nothing else; and templates with rows in them.

A template is the heading row a person reads ("Review held on", a `*` where a cell must be filled),
in an .xlsx with drop-downs or a .csv. The .xlsx carries two more sheets that no reader takes for a
return: what to write in each column, and every answer of the drop-downs. Reading a blank template
finds the return and no rows. With rows in it, a workbook shows beside a setting's number the name that
is no part of the cell, and lists both on one more sheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.cells import held_back
from data.contract import Contract, Field

ROWS_FOR_ANSWERS = 2000
MOST_NAMED = 150  # a spreadsheet keeps some 200 ways of showing a cell
_YES_NO = {"yes": "Yes", "no": "No"}
_ALL: Mapping[str, Sequence[str]] = {}
_TEXT_KINDS = ("text", "reference", "child", "setting", "urn", "month", "email", "postcode")


def heading(field: Field) -> str:
    """The heading a person reads; `*` marks a column that must be filled."""
    return field.label + ("*" if field.required else "")


def template_csv(contract: Contract) -> bytes:
    """The heading row alone, as the CSV a spreadsheet opens without questions (UTF-8 with a mark, CRLF)."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([heading(field) for field in contract.fields])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(contract: Contract) -> bytes:
    """A workbook: the return with drop-downs, dates as dates and numbers as text; then the guide and the answers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{contract.title} ({contract.code})", "subject": contract.what})
        sheet = book.add_worksheet(contract.title[:31])
        guide = book.add_worksheet("How to fill this in")
        answers = book.add_worksheet("Answers")
        ranges = _write_answers(book, answers, contract)
        _write_return(book, sheet, contract, ranges)
        _write_guide(book, guide, contract)
        sheet.activate()
    return out.getvalue()


def filled_csv(contract: Contract, rows: Iterable[Mapping[str, str | None]]) -> bytes:
    """The CSV template with rows in it: text by field name, blank where a row says nothing."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerows([held_back(row.get(field.name) or "") for field in contract.fields] for row in rows)
    return template_csv(contract) + out.getvalue().encode()


def filled_xlsx(
    contract: Contract,
    rows: Sequence[Mapping[str, str | None]],
    *,
    above: Sequence[str],
    names: Mapping[str, str],
    offered: Mapping[str, Sequence[str]],
) -> bytes:
    """The workbook with rows in it: text by field name, blank where a row says nothing.

    `above` are lines over the headings, which reading leaves out; `names` what the setting of each number is called; `offered`
    the codes a drop-down is to offer, where not all of them fit.
    """
    names = {number: _in_quotes(name) for number, name in names.items()}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": f"{contract.title} ({contract.code})", "subject": contract.what})
        sheet = book.add_worksheet(contract.title[:31])
        listed = book.add_worksheet("Which setting is which")
        guide = book.add_worksheet("How to fill this in")
        answers = book.add_worksheet("Answers")
        ranges = _write_answers(book, answers, contract, offered)
        for row, line in enumerate(above):
            sheet.write_string(row, 0, line, book.add_format({"bold": row == 0}))
        top = len(above)
        _write_return(book, sheet, contract, ranges, top=top, names=[names.get(row.get("setting_urn") or "") for row in rows])
        _write_rows(book, sheet, contract, rows, names if len(rows) <= MOST_NAMED else {}, top)
        _write_names(book, listed, names)
        _write_guide(book, guide, contract)
        sheet.activate()
    return out.getvalue()


def guide_markdown(contract: Contract) -> str:
    """What to write in each column, for people, as Markdown."""
    lines = [f"# {contract.title} ({contract.code})", "", contract.what, ""]
    if contract.nil_field:
        nil = contract.by_name[contract.nil_field].label
        lines += [f"Nothing to report? Send one row with your setting number and NIL under “{nil}”: it means {contract.nil_means}.", ""]
    lines += ["Columns may stand in any order. A column marked * must be filled in every row.", ""]
    lines += ["| Column | What to write | Example |", "|---|---|---|"]
    lines += [f"| {_cell(heading(f))} | {_cell(_advice(f))} | {_cell(f.example)} |" for f in contract.fields]
    for field in contract.fields:
        if field.codes:
            lines += ["", f"## Answers for “{field.label}”", "", "| Answer | Code |", "|---|---|"]
            lines += [f"| {_cell(label)} | `{code}` |" for code, label in field.codes.items()]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _choices(field: Field, offered: Mapping[str, Sequence[str]] = _ALL) -> dict[str, str]:
    """The answers a drop-down offers, code by code; empty where anything may be typed."""
    codes = dict(field.codes) if field.codes else _YES_NO if field.kind == "yes_no" else {}
    return {code: words for code, words in codes.items() if code in offered.get(field.name, codes)}


def _advice(field: Field) -> str:
    """The field's own help, then how to write it unless the help has said so or the answers are listed."""
    how = "One of the answers listed." if field.codes else field.how_to_write
    if field.kind in ("text", "reference", "child", "setting", "urn") and field.help:
        how = ""
    return " ".join(part for part in (field.help, how) if part)


def _write_answers(book: Workbook, sheet: Worksheet, contract: Contract, offered: Mapping[str, Sequence[str]] = _ALL) -> dict[str, str]:
    """List every answer of every drop-down; return field name → the range its drop-down shows."""
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, ["Answers the drop-downs offer", "Answer", "Code"], bold)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 44)
    ranges, row = {}, 1
    for field in contract.fields:
        first = row
        for code, label in _choices(field, offered).items():
            sheet.write_row(row, 0, [field.label, label, code])
            row += 1
        if row > first:
            ranges[field.name] = f"=Answers!$B${first + 1}:$B${row}"
    return ranges


def _write_return(
    book: Workbook, sheet: Worksheet, contract: Contract, ranges: dict[str, str], *, top: int = 0, names: Sequence[str | None] = ()
) -> None:
    """The heading row at `top`, with drop-downs beneath it; in those of the first rows the name of each row's setting is said."""
    must = book.add_format({"bold": True, "bg_color": "#0F5C5A", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"})
    may = book.add_format({"bold": True, "bg_color": "#D5E6E1", "font_color": "#0F1B19", "text_wrap": True, "valign": "top"})
    formats = {"date": book.add_format({"num_format": "dd/mm/yyyy"}), "text": book.add_format({"num_format": "@"})}
    sheet.set_row(top, 32)
    sheet.freeze_panes(top + 1, 1)
    for column, field in enumerate(contract.fields):
        shape = formats.get("text" if field.kind in _TEXT_KINDS else field.kind)
        sheet.set_column(column, column, max(14, min(30, len(field.label) + 2)), shape)
        sheet.write_string(top, column, heading(field), must if field.required else may)
        rule: dict = {"validate": "any"}
        if field.name in ranges:
            rule = {"validate": "list", "source": ranges[field.name], "error_type": "warning"}
            rule |= {"error_title": "Not on the list", "error_message": "Choose one of the answers on the list."}
        said = names if field.name in ranges else ()
        for row, name in enumerate(said, start=top + 1):
            sheet.data_validation(row, column, row, column, rule | {"input_title": field.label[:32], "input_message": _short(name or "")})
        sheet.data_validation(
            top + 1 + len(said),
            column,
            top + ROWS_FOR_ANSWERS,
            column,
            rule | {"input_title": field.label[:32], "input_message": _short(_advice(field))},
        )


def _write_rows(
    book: Workbook, sheet: Worksheet, contract: Contract, rows: Iterable[Mapping[str, str | None]], names: Mapping[str, str], top: int
) -> None:
    """The rows as text, numbers as numbers. A setting's name stands behind its number as a way of showing the cell."""
    place = {field.name: column for column, field in enumerate(contract.fields)}
    if names and "setting_urn" in place:
        sheet.set_column(place["setting_urn"], place["setting_urn"], 44)
    for at, row in enumerate(rows, start=top + 1):
        for field in contract.fields:
            text = row.get(field.name)
            if not text:
                continue
            if field.kind in ("integer", "decimal"):
                sheet.write_number(at, place[field.name], float(text))
            else:
                name = names.get(text) if field.name == "setting_urn" else None
                shown = f'@"\u2002 {_short(name, 200)}"' if name else "@"
                sheet.write_string(at, place[field.name], text, book.add_format({"num_format": shown}))


def _in_quotes(name: str) -> str:
    """A name as it may stand in the quotation marks of a way of showing a cell, and in the XML of one."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).replace('"', "”").split())


def _write_names(book: Workbook, sheet: Worksheet, names: Mapping[str, str]) -> None:
    """Every number with its name. The headings are none that a return has, so that nobody's reading takes this for one."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60)
    sheet.write_row(0, 0, ["Number on the first sheet", "Which setting that is"], book.add_format({"bold": True}))
    for row, (number, name) in enumerate(names.items(), start=1):
        sheet.write_string(row, 0, number)
        sheet.write_string(row, 1, name)


def _short(text: str, most: int = 255) -> str:
    """At most the 255 characters a spreadsheet shows beside a cell."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _write_guide(book: Workbook, sheet: Worksheet, contract: Contract) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34, wrap)
    sheet.set_column(1, 1, 90, wrap)
    sheet.set_column(2, 2, 24, wrap)
    sheet.write_string(0, 0, contract.title, bold)
    sheet.write_string(0, 1, contract.what)
    if contract.nil_field:
        label = contract.by_name[contract.nil_field].label
        sheet.write_string(1, 1, f"Nothing to report? One row with your setting number and NIL under “{label}”: {contract.nil_means}.")
    sheet.write_row(3, 0, ["In this column", "Write", "For example"], bold)
    for row, field in enumerate(contract.fields, start=4):
        for column, text in enumerate((heading(field), _advice(field), field.example)):
            sheet.write_string(row, column, text)
