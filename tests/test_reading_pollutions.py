"""Whatever is done to a file, it reads as the same cells or is refused; it never reads as other cells."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.contract import Contract
from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.reading import Reading, read
from tests.returns_made import Made, as_csv, as_xlsx, cells_of, made_return, uk_dates

names = st.sampled_from(list(CONTRACTS))
seeds = st.integers(0, 10_000)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def blocked(reading: Reading) -> bool:
    return any(issue.severity == "blocks" for issue in reading.issues)


def one(content: bytes, name: str = "return.csv") -> Reading:
    (reading,) = read(name, content)
    return reading


@st.composite
def headings(draw: st.DrawFn) -> st.SearchStrategy:
    change = draw(
        st.sampled_from(
            (str, str.upper, str.lower, lambda h: f" {h} ", lambda h: f"{h} *", lambda h: h.replace(" ", "\n"), lambda h: f"{h}:")
        )
    )
    word = draw(st.sampled_from((lambda f: f.label, lambda f: f.name, lambda f: f.aliases[0] if f.aliases else f.name)))
    return lambda f: change(word(f))


@st.composite
def harmless_files(draw: st.DrawFn) -> tuple[str, Made, bytes]:
    contract, seed = CONTRACTS[draw(names)], draw(seeds)
    made = made_return(contract, seed)
    if draw(st.booleans()):
        made = uk_dates(contract, made)
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")))
    if encoding == "cp1252":
        made = [
            {name: text.encode("cp1252", "ignore").decode("cp1252") or "x" if text else "" for name, text in row.items()} for row in made
        ]
        made = [{name: text.strip() for name, text in row.items()} for row in made]
    separator = draw(st.sampled_from(",;\t|"))
    newline = draw(st.sampled_from(("\r\n", "\n", "\r")))
    blanks = draw(st.integers(0, 3))
    blank_line = draw(st.sampled_from(("", separator * 3)))
    above = draw(st.lists(st.sampled_from(("", "SEN return", "Acorn Lane, autumn 2026", "Please fill in all columns")), max_size=4))
    if separator != ",":
        above = draw(st.sampled_from(([], [f"sep={separator}"]))) + above
    below = [blank_line] * draw(st.integers(0, 2))
    if draw(st.booleans()):
        below += [f"Total{separator}{separator}{len(made)}"]
    content = as_csv(
        contract,
        made,
        separator=separator,
        encoding=encoding,
        newline=newline,
        heading=draw(headings()),
        order=draw(st.permutations(range(len(contract.fields)))),
        quote_all=draw(st.booleans()),
        above=above,
        below=below,
        blank_columns=blanks,
        last_newline=draw(st.booleans()),
    )
    return contract.name, made, content


@often
@given(harmless_files())
def test_a_text_file_written_in_any_harmless_way_reads_as_the_same_cells(drawn: tuple[str, Made, bytes]) -> None:
    name, made, content = drawn
    contract = CONTRACTS[name]
    reading = one(content)
    assert reading.contract is contract
    assert cells_of(reading) == made
    assert not blocked(reading)
    assert reading.columns == tuple(f.name for f in map(contract.field_for, map(str.strip, reading.headings)) if f)


@settings(max_examples=40, deadline=None)
@given(names, seeds, st.booleans(), st.integers(0, 5), st.integers(0, 3), st.data())
def test_a_workbook_reads_as_the_same_cells(name: str, seed: int, real_dates: bool, above: int, left: int, data: st.DataObject) -> None:
    contract = CONTRACTS[name]
    made = made_return(contract, seed)
    order = data.draw(st.permutations(range(len(contract.fields))))
    heading = data.draw(headings())
    reading = one(as_xlsx(contract, made, order=order, heading=heading, above=above, left=left, real_dates=real_dates), "book.xlsx")
    assert reading.contract is contract
    assert cells_of(reading) == made
    assert [row.number for row in reading.rows] == list(range(above + 2, above + 2 + len(made)))
    assert not blocked(reading)


def _same_but_marks(reading: Reading, made: Made) -> bool:
    """True when every cell is where it was and says the same, but for the marks that were added or taken away in it."""

    def bare(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{name: re.sub(r'[\s",;|]', "", text) for name, text in row.items()} for row in rows]

    return bare(cells_of(reading)) == bare(made)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names, seeds, st.sampled_from(",;\t|"), st.booleans(), st.data())
def test_a_lost_or_added_separator_quote_or_line_end_never_moves_a_cell(
    name: str, seed: int, separator: str, quote_all: bool, data: st.DataObject
) -> None:
    contract = CONTRACTS[name]
    made = made_return(contract, seed)
    text = as_csv(contract, made, separator=separator, quote_all=quote_all, newline="\n").decode()
    marks = f'{separator}"\n'
    if data.draw(st.booleans(), "take away"):
        at = data.draw(st.sampled_from([at for at, letter in enumerate(text) if letter in marks]))
        text = text[:at] + text[at + 1 :]
    else:
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(marks)) + text[at:]
    try:
        reading = one(text.encode())
    except UnreadableFile:
        return
    assert blocked(reading) or _same_but_marks(reading, made), (text, cells_of(reading))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names, seeds, st.booleans(), st.data())
def test_two_lost_marks_never_move_a_cell(name: str, seed: int, quote_all: bool, data: st.DataObject) -> None:
    contract = CONTRACTS[name]
    made = made_return(contract, seed, rows=4)
    text = as_csv(contract, made, quote_all=quote_all, newline="\n").decode()
    for _ in range(2):
        at = data.draw(st.sampled_from([at for at, letter in enumerate(text) if letter in '"\n,']))
        text = text[:at] + text[at + 1 :]
    try:
        reading = one(text.encode())
    except UnreadableFile:
        return
    assert blocked(reading) or _same_but_marks(reading, made), (text, cells_of(reading))


def _pasted_twice(contract: Contract, made: Made) -> bytes:
    return as_csv(contract, made) * 2


def _twice_with_other_order(contract: Contract, made: Made) -> bytes:
    return as_csv(contract, made) + b"\r\n" + as_csv(contract, made, order=list(reversed(range(len(contract.fields)))))


def _doubled_heading(contract: Contract, made: Made) -> bytes:
    optional = next(f for f in contract.fields if not f.required)
    return as_csv(contract, made, heading=lambda f: contract.fields[0].label if f is optional else f.label)


def _lost_heading(contract: Contract, made: Made) -> bytes:
    lost = contract.required[-1]
    return as_csv(contract, made, heading=lambda f: "Something else" if f is lost else f.label)


def _blank_heading(contract: Contract, made: Made) -> bytes:
    optional = next(f for f in contract.fields if not f.required)
    full = [row | {optional.name: row[optional.name] or "x"} for row in made]
    return as_csv(contract, full, heading=lambda f: "" if f is optional else f.label)


def _headings_only(contract: Contract, made: Made) -> bytes:
    return as_csv(contract, [])


def _headings_below_data(contract: Contract, made: Made) -> bytes:
    lines = as_csv(contract, [row | dict.fromkeys((f.name for f in contract.fields if f.kind == "text"), "x") for row in made]).splitlines()
    return b"\n".join([lines[1], lines[0], *lines[2:], lines[1]])


def _old_letters(contract: Contract, made: Made) -> bytes:
    return as_csv(contract, made, above=["Café Léon"], encoding="utf-8") + "Zoë".encode("cp1252")


def _column_taken_out(contract: Contract, made: Made) -> bytes:
    full = [{name: text.replace(",", "").replace("\n", "").replace('"', "") for name, text in row.items()} for row in made]
    lines = as_csv(contract, full).decode().splitlines()
    cut = [",".join(cell for at, cell in enumerate(line.split(",")) if at != 2) for line in lines[1:]]
    return "\n".join([lines[0], *cut]).encode()


HOSTILE = (
    *(_pasted_twice, _twice_with_other_order, _doubled_heading, _lost_heading, _blank_heading, _headings_only, _headings_below_data),
    *(_old_letters, _column_taken_out),
)


@settings(max_examples=100, deadline=None)
@given(names, seeds, st.sampled_from(HOSTILE))
def test_a_file_that_cannot_be_trusted_is_refused(name: str, seed: int, pollution) -> None:
    contract = CONTRACTS[name]
    content = pollution(contract, made_return(contract, seed))
    try:
        reading = one(content)
    except UnreadableFile:
        return
    assert blocked(reading), cells_of(reading)


@settings(max_examples=40, deadline=None)
@given(names, seeds, st.data())
def test_a_damaged_workbook_is_refused_or_reads_the_same(name: str, seed: int, data: st.DataObject) -> None:
    contract = CONTRACTS[name]
    made = made_return(contract, seed)
    content = bytearray(as_xlsx(contract, made))
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        reading = one(bytes(content), "book.xlsx")
    except UnreadableFile:
        return
    assert blocked(reading) or cells_of(reading) == made
