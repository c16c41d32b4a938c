"""What a person may do to a text file, and what reading says of it. Workbooks: test_reading_workbooks.py."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.reading import BROWSER, COMMAND_LINE, IgnoredRow, Reading, files_in, read
from tests.returns_made import as_csv, as_xlsx, cells_of, made_return, uk_dates

POSTS = """Setting number,SENCO reference,SENCO name,Role,Started on
EY100001,S1,Ann,senco,01/09/2025
EY100002,S2,Zoë,deputy,02/09/2025
"""
CELLS = [("EY100001", "S1", "Ann", "senco", "01/09/2025"), ("EY100002", "S2", "Zoë", "deputy", "02/09/2025")]


def reading(text: str | bytes, name: str = "posts.csv", return_name: str | None = None) -> Reading:
    (found,) = read(name, text if isinstance(text, bytes) else text.encode(), return_name=return_name)
    return found


def cells(one: Reading) -> list[tuple[str | None, ...]]:
    return [row.cells for row in one.rows]


def refusal(text: str | bytes, name: str = "posts.csv", **options) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read(name, text if isinstance(text, bytes) else text.encode(), **options)
    assert caught.value.message.endswith(".")
    return caught.value


def codes(one: Reading, severity: str = "blocks") -> list[tuple[int | None, str]]:
    return [(issue.row, issue.code) for issue in one.issues if issue.severity == severity]


def test_a_plain_file_reads_as_it_is_written() -> None:
    one = reading(POSTS)
    assert (one.file, one.part, one.contract.name) == ("posts.csv", None, "senco_posts")
    assert one.columns == ("setting_urn", "senco_ref", "senco_name", "role", "started_on")
    assert one.headings == ("Setting number", "SENCO reference", "SENCO name", "Role", "Started on")
    assert cells(one) == CELLS
    assert [row.number for row in one.rows] == [2, 3]
    assert (one.ignored, one.notes, one.issues, one.cleaned) == ((), (), (), 0)


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs"), ("|", "upright bars")])
def test_a_file_with_another_separator_loads_and_says_so(separator: str, word: str) -> None:
    one = reading(POSTS.replace(",", separator))
    assert cells(one) == CELLS
    assert one.notes == (f"The cells are separated by {word}.",)


def test_a_sep_line_is_obeyed_and_counted_as_a_line() -> None:
    one = reading("sep=;\n" + POSTS.replace(",", ";"))
    assert cells(one) == CELLS
    assert [row.number for row in one.rows] == [3, 4]


@pytest.mark.parametrize(
    ("encoding", "word"), [("utf-8-sig", ""), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("cp1252", "Windows-1252")]
)
def test_letters_are_read_in_the_encoding_they_were_saved_in(encoding: str, word: str) -> None:
    one = reading(POSTS.encode(encoding))
    assert cells(one) == CELLS
    assert word in " ".join(one.notes)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_an_editor_shows(newline: str) -> None:
    text = POSTS.replace("Ann", '"Ann\nof the\nLane"').replace("\n", newline) + newline + "EY100003,S3,,senco,03/09/2025"
    one = reading(text)
    assert [row.number for row in one.rows] == [2, 5, 7]
    assert one.rows[0].cells[2] == "Ann\nof the\nLane"


def test_mixed_line_ends_load() -> None:
    first, second, third = POSTS.splitlines()
    assert cells(reading(f"{first}\r\n{second}\r{third}\n")) == CELLS


def test_titles_above_the_headings_are_left_out_and_counted() -> None:
    one = reading("SENCO return\n\nAcorn Lane, autumn 2026\n" + POSTS)
    assert cells(one) == CELLS
    assert one.notes == ("2 rows above the headings were left out.",)
    assert [row.number for row in one.rows] == [5, 6]


def test_headings_are_found_on_the_twenty_first_line_and_no_further() -> None:
    assert cells(reading("\n" * 20 + POSTS)) == CELLS
    assert refusal("Title\n" * 21 + POSTS).code == "unknown_return"


def test_headings_match_in_any_order_case_and_alias() -> None:
    one = reading('"started\non *",ROLE,staff-ref,  urn :\n01/09/2025,senco,S1,EY100001\n')
    assert one.columns == ("started_on", "role", "senco_ref", "setting_urn")
    assert cells(one) == [("01/09/2025", "senco", "S1", "EY100001")]
    assert "“staff-ref” was read as “SENCO reference”." in one.notes


def test_blank_columns_and_separators_at_the_end_are_dropped() -> None:
    text = "".join(f"{line.replace(',Ann', ',,Ann').replace(',Zoë', ',,Zoë')},,\n" for line in POSTS.splitlines())
    one = reading(text.replace("reference,SENCO", "reference,,SENCO"))
    assert cells(one) == CELLS
    assert one.issues == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Total,,,,2", "It is a row of totals."),
        ("Grand total: 2,,,,", "It is a row of totals."),
        ("Note: Ann is on leave until May,,,,", "It is a note."),
        ("End of report,,,,", "It is a note."),
        (",,Ann comes back in May we think,,", "It is a note: one cell of text, and nothing in the columns that must be filled."),
    ],
)
def test_a_total_or_a_note_is_left_out_by_name(line: str, why: str) -> None:
    one = reading(POSTS + line + "\n")
    assert cells(one) == CELLS
    assert one.ignored == (IgnoredRow(4, " ".join(cell for cell in line.split(",") if cell), why),)


@pytest.mark.parametrize(
    "line", ["EY100003,,,,", "Acorn Lane,,,,", ",,,senco,", ",,,,01/09/2025", "NIL,,,,", "Total,S3,,senco,", ",S3,Ann,,", ",,Ann,,"]
)
def test_a_row_that_could_be_data_is_kept_for_the_checks(line: str) -> None:
    one = reading(POSTS + line + "\n")
    assert [row.number for row in one.rows] == [2, 3, 4]
    assert one.ignored == ()


def test_only_blanks_marks_and_held_formulas_are_cleaned_and_they_are_counted() -> None:
    one = reading(POSTS.replace("S1", "\u00a0S1 ").replace("Ann", "O’Brien\u200b “A”").replace("Zoë", "'=1+1").replace("S2", "=2+2"))
    assert cells(one)[0][:3] == ("EY100001", "S1", 'O\'Brien "A"')
    assert cells(one)[1][1:3] == ("=2+2", "=1+1")
    assert one.cleaned == 3


@pytest.mark.parametrize("text", ["Null", "NA", "None", "True", "007", "1-2", "1E5", "نور", "🐻", "Zoë", "a_b", "<b>x</b>", "#REF!"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cells(reading(POSTS.replace("Ann", text)))[0][2] == text


def test_accents_typed_in_two_ways_are_one_name() -> None:
    assert cells(reading(POSTS.replace("Zoë", "Zoe\u0308"))) == CELLS


def test_a_row_with_more_cells_than_headings_blocks() -> None:
    one = reading(POSTS.replace("Ann", "Smith, Ann"))
    assert codes(one) == [(2, "row_too_long")]
    assert "01/09/2025" in one.issues[0].message


def test_an_unquoted_comma_blocks_even_when_the_last_cell_is_blank() -> None:
    text = "Setting number,Role,Started on,SENCO reference,SENCO name,SENCO e-mail\nEY100001,senco,01/09/2025,S1,Smith, Ann,\n"
    assert codes(reading(text)) == [(2, "row_too_long")]
    assert codes(reading(text + "EY100001,senco,01/09/2025,S2,Jones,\n")) == [(2, "row_too_long")]


def test_a_short_row_blocks_unless_a_spreadsheet_left_whole_blocks_short() -> None:
    assert codes(reading(POSTS.replace("S1,Ann,senco", "S1,senco"))) == [(2, "row_too_short")]
    heading = "Setting number,SENCO reference,Role,Started on,Ended on,Interim\n"
    full, short = "EY1,S{0},senco,01/09/2025,,no\n", "EY1,S{0},senco,01/09/2025\n"
    exported = heading + "".join(full.format(n) for n in range(15)) + "".join(short.format(n) for n in range(16))
    assert codes(reading(exported)) == []
    blank_at_end = heading + "".join(full.format(n) for n in range(15)) + "EY1,S16,senco,\nEY1,S17,senco,\n"
    assert [code for _, code in codes(reading(blank_at_end))] == ["row_too_short"] * 2
    by_hand = heading + full.format(0) + "".join(short.format(n) for n in range(5))
    assert [code for _, code in codes(reading(by_hand))] == ["row_too_short"] * 5


def test_two_headings_that_ran_together_block_every_row() -> None:
    heading = "Setting number,SENCO reference,Role,Started on,Ended onInterim,Qualified on\n"
    rows = "EY100001,S1,senco,01/09/2025,,01/02/2024,\nEY100001,S2,senco,01/09/2025,,02/02/2024,\n"
    assert codes(reading(heading + rows)) == [(2, "row_too_long"), (3, "row_too_long")]
    assert codes(reading(heading.replace("onI", "on,I") + rows)) == []


def test_rows_that_are_all_one_cell_longer_may_have_a_separator_too_many() -> None:
    heading = "Event reference,Kind of event,Held on,Title,Topic,Cluster\n"
    rows = "EV1,course,01/09/2025,Talking, early,,\nEV2,course,02/09/2025,Talking, late,,\n"
    assert [code for _, code in codes(reading(heading + rows))] == ["row_too_long"] * 2
    heading = "Event reference,Title,Kind of event,Held on\n"
    rows = "EV1,Talking,course,01/09/2025,\nEV2,Talking,course,02/09/2025,\n"
    assert codes(reading(heading + rows)) == []


def test_a_text_that_goes_on_in_the_next_line_blocks_both_rows() -> None:
    heading = "SENCO e-mail,Setting number,SENCO reference,Role,Started on,SENCO name\n"
    row = ",EY100001,S1,senco,01/09/2025,Ann"
    one = reading(f"{heading}{row}\nof the Lane\n")
    assert codes(one)[0] == (2, "goes_on_below")
    assert [row.number for row in one.rows] == [2, 3]
    assert codes(reading(f"{heading}{row}\nTotal: 1\n")) == codes(reading(f"{heading}{row}\n\nPlease return by May\n")) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (POSTS.replace("Zoë", '"Zoë'), 3),
        (POSTS.replace("Ann", '"Ann') + POSTS.partition("\n")[2] * 5_000, 2),
        (POSTS.replace("Ann", '"Ann').replace("Zoë", '"Zoë"'), 2),
        (POSTS.replace("Zoë", '"Zoë" Ågren'), 3),
        (POSTS.replace("S2", '"S\n2"').replace("Zoë", '"Zoë'), 4),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_refused_with_its_line(text: str, line: int) -> None:
    found = refusal(text)
    assert (found.code, found.row) == ("unclosed_quote", line)
    assert f"on line {line} " in found.message


def test_a_stray_quotation_mark_blocks_its_row() -> None:
    assert codes(reading(POSTS.replace("Ann", 'Ann "A"'))) == [(2, "stray_quote")]


def test_rows_between_two_stray_quotation_marks_are_never_lost() -> None:
    body = "".join(f"EY10000{n},S{n},N{n},senco,01/09/2025\n" for n in range(1, 5))
    text = POSTS.partition("\n")[0] + "\n" + body.replace("N1", '"N1').replace("N4", 'N4"')
    assert codes(reading(text)) == [(2, "swallowed_rows")]


def test_duplicate_headings_are_refused() -> None:
    assert "“Role” is the heading of column 3 and of column 4" in refusal(POSTS.replace("SENCO name", "Role")).message
    found = refusal(POSTS.replace("SENCO name", "URN"))
    assert "“Setting number” and “URN” mean the same" in found.message
    assert found.code == "duplicate_heading"


def test_a_missing_heading_is_named_with_the_closest_one() -> None:
    found = refusal(POSTS.replace("SENCO reference", "SENCO refrence"))
    assert found.code == "missing_heading"
    assert found.message == (
        "The headings on row 1 are most like those of SENCO posts. The heading “SENCO reference” is missing. "
        "The closest heading is “SENCO refrence”; if that is the one, rename it."
    )


def test_a_column_that_is_not_of_the_return_is_named_and_left_out() -> None:
    one = reading(POSTS.replace("SENCO name", "Shoe size"))
    assert one.columns == ("setting_urn", "senco_ref", "role", "started_on")
    (issue,) = one.issues
    assert (issue.code, issue.severity, issue.value) == ("unknown_column", "warns", "Shoe size")


def test_a_misspelt_heading_of_a_column_that_may_be_blank_blocks() -> None:
    one = reading(POSTS.replace("SENCO name", "SENCO nmae"))
    assert codes(one) == [(None, "unknown_column")]
    assert "Rename it “SENCO name”" in one.issues[0].message


def test_a_column_without_a_heading_blocks_when_something_is_in_it() -> None:
    assert codes(reading(POSTS.replace("SENCO name", ""))) == [(None, "blank_heading")]


@pytest.mark.parametrize("between", ["", "\n\n", "And for Birch House:\n"])
def test_two_tables_in_one_file_are_refused_with_the_line(between: str) -> None:
    found = refusal(POSTS + between + POSTS)
    assert (found.code, found.row) == ("second_table", 4 + between.count("\n"))


def test_a_table_of_another_return_below_is_refused() -> None:
    contract = CONTRACTS["referrals"]
    assert refusal(POSTS.encode() + as_csv(contract, made_return(contract, 1))).code == "second_table"


def test_rows_above_the_headings_are_refused() -> None:
    first, second, third = POSTS.splitlines()
    assert refusal("\n".join((second, first, third))).code == "data_above_headings"


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff", ",,,\n,,,\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert refusal(text).code == "empty"


def test_headings_without_rows_say_how_to_report_nothing() -> None:
    found = refusal(POSTS.splitlines()[0] + "\nTotal,,,,0\n")
    advice = "If there is nothing to report, send one row with the setting’s number and NIL in “SENCO reference”."
    assert found.message == f"There are no rows in this file. {advice}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 x", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\n<!DOCTYPE html><table></table>", "a web page"),
        (b"<html></html>", "a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "has a password"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (bytes(range(256)) * 20, "not text"),
        (bytes(range(1, 32)) * 20, "not a text file"),
        (b"SQLite format 3\0", "a database"),
        ("نور الهدى\n".encode() * 9, "has the headings of a return"),
        (b"one;two\n1;2\n", "has the headings of a return"),
    ],
)
def test_what_is_no_return_is_refused_whatever_its_name(content: bytes, words: str) -> None:
    assert words in refusal(content).message


def test_letters_that_cannot_be_told_are_refused() -> None:
    assert refusal(POSTS.encode() + "EY1,S3,Zoë,senco,01/09/2025\n".encode("cp1252")).code == "mixed_encodings"
    assert refusal(POSTS.replace("Zoë", "René").encode("mac_roman")).code == "unknown_encoding"
    assert refusal(POSTS.replace("Zoë", "Renée").encode("cp850")).code == "unknown_encoding"
    assert refusal(POSTS.replace("Zoë", "NÉE").encode("cp850")).code == "unknown_encoding"
    assert (found := refusal(POSTS.replace("Ann", "A\0nn"))).row == 2
    assert found.code == "not_text"
    assert refusal(POSTS.encode("utf-16")[:-1]).code == "damaged"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("Łukasz", "cp1250"), ("Michał", "cp1250"), ("Gąska", "iso-8859-2"), ("Ayşe", "cp1254"), ("İpek", "cp1254"), ("Анна", "cp1251")],
)
def test_letters_of_another_country_are_never_read_as_other_letters(name: str, encoding: str) -> None:
    found = refusal(POSTS.replace("Zoë", name).encode(encoding))
    assert (found.code, found.row) == ("unknown_encoding", 3)


@pytest.mark.parametrize(
    "text", ["Ñandú", "£10 a day", "20 m² ½", "¿Qué?", "Ångström", "Lego®", "Coöp", "CŒUR", "Škoda", "l’été", "10°", "Ça"]
)
def test_letters_and_signs_of_western_europe_are_read_in_their_old_encoding(text: str) -> None:
    assert cells(reading(POSTS.replace("Zoë", text).encode("cp1252")))[1][2] == text.replace("’", "'")


def test_capitals_with_an_accent_before_an_apostrophe_are_windows_letters() -> None:
    assert cells(reading(POSTS.replace("Ann", "RENÉ’S").replace("Zoë", "Bo").encode("cp1252")))[0][2] == "RENÉ'S"


def test_every_return_is_recognised_by_its_headings() -> None:
    for contract in CONTRACTS.values():
        made = uk_dates(contract, made_return(contract, 5))
        one = reading(as_csv(contract, made, heading=lambda f: f.name))
        assert one.contract is contract
        assert cells_of(one) == made


def test_another_return_than_the_one_meant_is_refused_by_name() -> None:
    assert reading(POSTS, return_name="R1").contract.name == "senco_posts"
    assert refusal(POSTS, return_name="sen_reviews").message.startswith("This is a SENCO posts file, not SEN reviews.")


def test_a_public_register_loads_as_the_register_of_settings() -> None:
    text = (
        "Web link,Provider URN,Provider type,Provider subtype,Provider status,Provider Early Years Register Flag,"
        "Provider name,Local authority,Places\n"
        ",EY100001,Childcare on non-domestic premises,Full day care,Active,Y,Acorn Lane,Halton,26\n"
        ",EY100002,Childminder,,Active,Y,REDACTED,Halton,6\n"
    )
    one = reading(text)
    assert one.contract.name == "settings"
    assert [(row["urn"], row["provider_type"]) for row in cells_of(one)] == [("EY100001", "group_full_day"), ("EY100002", "childminder")]
    assert [row.number for row in one.rows] == [2, 3]
    assert refusal(text, return_name="sen_reviews").code == "other_return"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_gives_its_files_by_name() -> None:
    content = zipped({"x.csv": POSTS.encode(), "in/y.csv": b"y", "__MACOSX/._x.csv": b"junk", "in/.DS_Store": b"junk"})
    assert files_in("A.ZIP", content) == [("A.ZIP › x.csv", POSTS.encode()), ("A.ZIP › in/y.csv", b"y")]
    assert files_in("x.csv", POSTS.encode()) == [("x.csv", POSTS.encode())]
    book = as_xlsx(CONTRACTS["senco_posts"], made_return(CONTRACTS["senco_posts"], 1))
    assert files_in("book.zip", book) == [("book.zip", book)]


def test_a_zip_named_as_something_else_is_refused() -> None:
    assert "zip file" in refusal(zipped({"x.csv": POSTS.encode()}), "x.csv").message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped({}), "empty"),
        (zipped({"a.zip": zipped({})}), "nested_zip"),
        (zipped({"a.csv": bytes(60_000_000)}), "expands_too_far"),
        (zipped({"a.csv": bytes(5_000_000)}), "expands_too_far"),
        (zipped({f"{n}.csv": b"x" for n in range(1_001)}), "too_many_files"),
        (zipped({"a.csv": b"x" * 1_000}).replace((1_000).to_bytes(4, "little"), (10).to_bytes(4, "little")), "expands_too_far"),
        (zipped({"a.csv": b"x" * 1_000})[:-30], "damaged"),
        (zipped({"a.csv": b"x"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"), "password"),
    ],
    ids=["empty", "zip in a zip", "60 MB", "ratio over 100", "1,001 files", "size that is not true", "cut short", "password"],
)
def test_a_zip_that_cannot_be_trusted_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        files_in("a.zip", content)
    assert caught.value.code == code


def test_a_file_too_large_for_the_browser_names_the_command_line() -> None:
    found = refusal(b"x" * 20_000_001)
    assert found.code == "too_large"
    assert "command line" in found.message
    assert refusal(POSTS, limits=replace(BROWSER, rows=1)).code == "too_many_rows"
    assert len(read("x.csv", POSTS.encode(), limits=replace(BROWSER, rows=2))[0].rows) == 2
    assert (BROWSER.rows, COMMAND_LINE.rows) == (200_000, 5_000_000)
