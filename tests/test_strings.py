"""Strings that readers, databases, spreadsheets and browsers stumble over: each comes back as it was written, or its cell is refused.

A pair of strings is what is written and what a careful person reads: only blanks at the ends, invisible spaces, curly quotation marks,
line ends and the way an accent is stored may be cleaned.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from sent import given

from data.checking import child_code
from data.contract import Contract, Field
from data.contracts import CONTRACTS
from data.drafts import drafts
from data.export import canonical_csv
from data.reading import read
from data.store import Store
from data.submission import Submission, accept, check
from data.terms import end_of, parse_moment
from tests.polluted import EVENTS, SETTINGS
from tests.returns_made import Made, as_csv, as_xlsx, made_return

Strings = tuple[str | tuple[str, str], ...]
FAMILIES: dict[str, Strings] = {
    "words of programs": (
        *("NULL", "null", "None", "NaN", "nan", "undefined", "undef", "nil value", "true", "False", "inf", "-Infinity", "N/A"),
        *("#N/A", "(null)"),
        *("\\N", "\\0", "void", "hasOwnProperty", "__proto__", "constructor", "self", "CON", "PRN", "COM1", "if", "then", "SELECT"),
    ),
    "numbers": (
        *("0", "00", "007", "-1", "+1", "1.0", "1e5", "1E+02", "5.01E+14", "1,234", "1.234,56", "0x1F", "0b1", "1/2", "½", "٠١٢"),
        *("１２３", "1_000"),
        *("9" * 18, "1" * 40, "0.1", ".5", "5.", "--1", "1-2", "1 000", "£5", "50%", "1:30", "2026", "Sep-25", "1-Mar", "46297", "1st"),
    ),
    "formulas": (
        *("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://x.example\")", "=", "+", "-", "@", "=A1"),
        *("==1", "-=1"),
        *(("'=1", "=1"), ("''=1", "'=1"), "'quoted'", "'", "''", "|calc", "%0A=1+1", "a=1", ("\u037e=1", ";=1"), "＝1+1"),
        *((" =1", "=1"), ("' =1", "=1"), ("'\n=1", "=1"), ("'＝1", "＝1"), "' a"),
    ),
    "separators": (
        *(",", ";", "|", "a,b", "a;b", "a|b", "a\tb", '"', '""', 'a"b', '"a"', '"a', 'a"', ",,,", '","', '";"', "a,\"b\",c", "\\,"),
        *("\\\"", "sep=;"),
    ),
    "line ends": ("a\nb", ("a\r\nb", "a\nb"), ("a\rb", "a\nb"), "a\n\nb", "a\n,b", 'a\n"b"', "a\\nb", "a\u2028b", "a\u2029b", "a\u0085b"),
    "blanks": (
        *((" a", "a"), ("a ", "a"), ("\ta\t", "a"), ("\u00a0a", "a"), ("a\u00a0b", "a b"), ("\u2007a", "a")),
        *(("\u3000a", "a"), ("\ufeffa", "a"), "a\u3000b"),
        *(("a\ufeffb", "ab"), ("a\u200bb", "ab"), ("\u200ea", "a"), ("a\u2060", "a"), ("\u2003a\u2003", "a"), "a  b", "a\u2003b"),
    ),
    "quotation marks": (
        *(("O’Brien", "O'Brien"), ("“A”", '"A"'), ("‘a’", "'a'"), ("„a“", '"a"'), "O´Brien", "O`Brien", "«a»", "′″", "O\u02bcBrien"),
    ),
    "accents": (("Zoe\u0308", "Zoë"), "Zoë", ("\u212b", "Å"), ("A\u030a", "Å"), "ﬁne", "Ǆ", "İı", "ſ", "ẞ", "Ω", "x\u0336y\u0336", "Z̨a͜lgo"),
    "other writing": ("نور الهدى", "שלום", "田中さん", "김", "Łucja", "Đỗ", "ไทย", "ሀሁ", "नमस्ते", "Ελένη", "Ирина", "ꙮ", "𝒵𝑜𝑒", "𓀀", "Ⅻ"),
    "direction": ("\u202eabc", "a\u202db", "a\u2066b\u2069", "a\u200eb", "a\u200fb", "\u061ca", "ا b ا"),
    "joined": ("a\u200db", "🧑‍🚀", "👩🏽‍🏫", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🇬🇧", "☺️", "1️⃣", "🐻", "a\u00adb", "\U0001f595\U0001f3fb", "\ue000", "\U000e0041"),
    "control": (*(f"a{chr(code)}b" for code in (*range(1, 9), 11, 12, *range(14, 32), 127)), "é\x1f", "\x1bé", "a\x80b", "a\x9fb"),
    "broken letters": ("\ufffd", "a\ufffdb", "ZoÃ«", "Â£", "â€™", "Ã", "Â", "PÂRIS", "SÃO"),
    "databases": (
        *("'; DROP TABLE settings; --", "1' OR '1'='1", "x') UNION SELECT 1 --", "$1", "?", ":name", "$accepted_on", "{x}", "%s"),
        *("%(a)s", "\\'"),
        *("';--", "/* */", "--x", "`x`", "[x]", "standing.settings_on", "E'\\n'", "x'00'", "main.settings", "${x}"),
    ),
    "pages": (
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&amp;", "&lt;", "&#39;", "<b>", "]]>", "<!--", "</table>"),
        *("javascript:x", "data:text/html,x"),
        *("[a](http://x.example)", "![a](http://x.example)", "**a**", "# a", "- a", "> a", "`a`", "$x^2$", ":material/x:"),
        *(":red[a]", "| a |", "~~a~~"),
        *("{{7*7}}", "{% x %}", "#{x}", "<%= 1 %>", "#let x = 1", "#include \"x\"", "\\input{x}", "@label", "_a_"),
    ),
    "data": (
        *('{"a": 1}', "[1, 2]", "a: b", "---", "!!python/object", "<?xml version='1.0'?>", "<!DOCTYPE a>", "a=b&c=d"),
        *("\\u0041", "\\x41", "&a;"),
    ),
    "paths": (
        *("../../etc/passwd", "..\\..\\x", "/dev/null", "file:///x", "~", "$HOME", "`id`", "$(id)", "; ls"),
        *("| ls", "a\\", "%2e%2e"),
    ),
    "templates": ("{}", "{0}", "{label}", "%d", "%n%n%n", "%x", "${jndi:x}", "{{", "}}", "{value!r}", "%", "%%"),
    "spreadsheets": (
        *("_x0041_", "a_x000D_b", "_x", "#REF!", "#####", "=…", "TRUE", "&L&P", "Sheet1!A1", "$A$1", "A1:B2"),
        *("EY123456E5"),
    ),
    "words of returns": (
        *("NIL", "Total", "Total: 3", "Note: x", "Setting number", "Page 1", "Role", "EY100001", "ofsted:EY100001"),
        *("yes", "~0123456789ab"),
    ),
    "long": ("x" * 60, "x" * 61, "x" * 500, "x" * 501, "é" * 500, "🐻" * 200, "a " * 249 + "a", "x" * 32_000),
}  # fmt: skip
# More than a few control characters make a text file no text at all, so these are sent one by one.
STRINGS = [
    pair if isinstance(pair, tuple) else (pair, pair) for family, strings in FAMILIES.items() if family != "control" for pair in strings
]
TEXT = ("text", "reference", "child")


def _rows(contract: Contract) -> tuple[Made, list[tuple[Field, str]]]:
    """A row for each string in each column of text, and for each row that column and what it must read as."""
    base = made_return(contract, 11, rows=1)[0] | {"safeguarding_months": "24", "event_ref": EVENTS[0]}
    made, meant = [], []
    for f in contract.fields:
        for written, read_as in STRINGS if f.kind in TEXT else ():
            row = {name: text for name, text in base.items() if name in contract.by_name}
            number = len(made)
            row |= {name: f"{100_000 + number}" for name in ("urn",) if name in row}
            row |= {g.name: f"{g.name[0]}{number}" for g in contract.fields if g.kind in ("reference", "child") and g.name != "event_ref"}
            if contract.name == "training_events":
                row["event_ref"] = f"E{number}"
            made.append(row | {f.name: written})
            meant.append((f, read_as))
    return made, meant


@pytest.fixture(scope="module")
def store():
    """A store with the settings and the event that the files speak of."""
    opened = Store.memory()
    given(opened, f"urn | name | provider_type | cluster\n{SETTINGS[0]} | Acorn Lane | group_full_day | Alder", at="2024-09-02T09:00:00")
    given(opened, f"event_ref | kind | title | held_on\n{EVENTS[0]} | course | Talking | 01/09/2025", at="2024-09-03T09:00:00")
    yield opened
    opened.close()


def _accepted(store: Store, name: str, content: bytes, at: str) -> Submission:
    (draft,) = drafts(name, content)
    return accept(store, draft, by="A. Analyst", at=parse_moment(at), good_rows_only=True)


@pytest.mark.parametrize("return_name", [name for name, contract in CONTRACTS.items() if any(f.kind in TEXT for f in contract.fields)])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_string_comes_back_as_it_was_written_or_its_cell_is_refused(store: Store, return_name: str, form: str) -> None:
    contract = CONTRACTS[return_name]
    made, meant = _rows(contract)
    for row in made:
        row.update({"setting_urn": SETTINGS[0]} if contract.has_setting else {})
    content = as_csv(contract, made) if form == "csv" else as_xlsx(contract, made)
    outcome = _accepted(store, f"strings.{form}", content, f"2025-10-0{1 + (form == 'xlsx')}T09:00:00")
    reading = outcome.checked.reading
    assert outcome.outcome == "accepted"
    assert outcome.rows == outcome.loaded + outcome.held + outcome.ignored == len(made)
    assert outcome.ignored == 0
    with store.cursor() as cursor:
        found = cursor.execute(f'SELECT * FROM main."{return_name}" WHERE submission = ?', [outcome.id])  # noqa: S608 a return's name
        names = [column[0] for column in found.description]
        stored = {row[1]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
    # Two ways to write one reference are the same reference, which is said of another cell of the key.
    refused = {
        (issue.row, f.name if issue.code == "duplicate_key" else issue.column)
        for issue in outcome.checked.blocking
        for f in contract.fields
    }
    changed = []
    for row, (f, read_as) in zip(reading.rows, meant, strict=True):
        if f.name == contract.nil_field and read_as == "NIL":
            continue
        if row.number not in stored:
            if (row.number, f.name) not in refused:
                changed.append((f.name, read_as, "refused without its cell"))
            continue
        was = child_code(store.key, f"ofsted:{SETTINGS[0]}", read_as) if f.kind == "child" else read_as
        now = stored[row.number]["child" if f.kind == "child" else f.name]
        if now != was:
            changed.append((f.name, read_as, now))
    assert changed == [], changed
    assert len(stored) > 0.6 * len(made)


@pytest.mark.parametrize("text", ["a\0b", *FAMILIES["control"]], ids=ascii)
def test_a_control_character_is_refused_with_its_cell_and_others_come_back(store: Store, text: str) -> None:
    contract = CONTRACTS["training_events"]
    (row,) = made_return(contract, 11, rows=1)
    for name, content in (("x.csv", as_csv(contract, [row | {"title": text}])), ("x.xlsx", as_xlsx(contract, [row | {"title": text}]))):
        (one,) = check(store, name, content)
        if text in ("a\x80b", "a\x9fb"):
            assert (one.outcome, one.reading.rows[0].cells[2]) == ("accepted", text)
        elif "\0" in text and name == "x.csv":
            assert [(issue.row, issue.code) for issue in one.blocking] == [(2, "not_text")]
        else:
            assert [(issue.row, issue.column, issue.code) for issue in one.blocking] == [(2, "title", "control_character")]


@pytest.mark.parametrize("return_name", list(CONTRACTS))
def test_what_was_loaded_goes_out_without_formulas_and_loads_again_unchanged(store: Store, return_name: str) -> None:
    contract, known_at, on = CONTRACTS[return_name], end_of(date(2026, 3, 31)), date(2026, 3, 31)
    exported = canonical_csv(store, contract, term=None, known_at=known_at, on=on)
    cells = [cell for line in csv.reader(io.StringIO(exported, newline="")) for cell in line]
    assert [cell for cell in cells if re.match(r"[=+@\t\r]|-\D", cell)] == []
    if exported.count("\r\n") == 1:
        return
    (reading,) = read("again.csv", exported.encode(), return_name=return_name)
    again = accept(store, drafts("again.csv", exported.encode())[0], by="A. Analyst", at=parse_moment("2025-11-01T09:00:00"))
    assert (again.outcome, [(i.row, i.value, i.message) for i in again.checked.blocking]) == ("accepted", [])
    assert again.loaded == len(reading.rows)
    assert canonical_csv(store, contract, term=None, known_at=known_at, on=on) == exported
