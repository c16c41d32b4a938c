"""Whatever people and programs do to a return, it loads as exactly what it says or is refused; it never loads as anything else.

Each case is a valid return whose true values are known beforehand, up to three harmless pollutions and up to two that must be refused.
Typed rows are compared, as the store is to hold them; the checks run over many files at once, which changes nothing for any of them
because no two files share a key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from random import Random

import pytest

from data.checking import Staging
from data.contract import Contract, Issue
from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.reading import Reading, files_in, read
from data.rows import Row
from data.store import Store
from tests.polluted import EVENTS, KEY, NIL_SETTINGS, SETTINGS, Sent, Written, truly, valid_file, written
from tests.pollutions import HARMLESS, REFUSED
from tests.sent import given

CASES = 6_000
TOGETHER = 250
TODAY = date(2026, 11, 21)
# A row that lost a blank cell at its end, or got one, still says what it said.
MAY_LOAD = {"cell_too_few", "cell_too_many"}
# What a check tells from the whole of a file cannot be told from many files at once.
ALONE = {"nil_with_values", "american_dates", "american_dates_half_turned"}


@dataclass
class Case:
    """One file and what became of it.

    `loaded` holds its rows as typed, None when it was refused; `good` those that could be accepted while the others are held.
    """

    number: int
    sent: Sent
    file: Written
    harmless: list[str]
    refused: list[str]
    reading: Reading | None = None
    problem: UnreadableFile | None = None
    issues: list[Issue] = field(default_factory=list)
    loaded: list[dict[str, object]] | None = None
    good: list[dict[str, object]] = field(default_factory=list)

    def __str__(self) -> str:
        said = self.problem.message if self.problem else [i.message for i in self.issues if i.severity == "blocks"][:3]
        return f"case {self.number}: {self.sent.contract.name} {self.sent.done} {'sheet' if self.sent.sheet else 'text'}: {said}"


@cache
def store() -> Store:
    """A store with the settings and events that the files speak of, shared because nothing but whole rows is added to it."""
    opened = Store.memory()
    register = "urn | urn_scheme | name | provider_type | cluster\n"
    numbers = [*SETTINGS, *NIL_SETTINGS]
    register += "".join(f"{urn} | ofsted | Setting {urn} | group_full_day | Alder\n" for urn in numbers)
    given(opened, register + "0012345 | la | Drum Lane | group_sessional | Birch\n", at="2024-09-02T09:00:00")
    events = "".join(f"{ref} | course | Course {ref} | 01/09/2025\n" for ref in EVENTS)
    given(opened, "event_ref | kind | title | held_on\n" + events, at="2024-09-03T09:00:00")
    return opened


def polluted(number: int, seed: str) -> Case:
    random = Random(f"{seed}/{number}")  # noqa: S311 - test files, not secrets
    sent = valid_file(list(CONTRACTS.values())[number % len(CONTRACTS)], random, number)
    sent.sheet = random.random() < 0.3
    sent.name = "return.xlsx" if sent.sheet else "return.csv"
    harmless, refused = [], []
    for families, names, most in ((HARMLESS, harmless, random.randint(0, 3)), (REFUSED, refused, random.choice((0, 0, 0, 1, 1, 1, 2)))):
        for family in random.sample(sorted(families), most):
            for change in random.sample(families[family], len(families[family])):
                before = len(sent.expected)
                if change(sent, random):
                    names.append(family)
                    break
                del sent.expected[before:]
    return Case(number, sent, written(sent, random), harmless, refused)


def look(case: Case) -> None:
    """Read the file as an upload is read."""
    try:
        ((name, content),) = files_in(case.sent.name, case.file.content)
        (case.reading,) = read(name, content, return_name=case.sent.return_name)
        case.issues += case.reading.issues
    except UnreadableFile as problem:
        case.problem = problem


def check_together(contract: Contract, cases: list[Case]) -> None:
    """Check and type the rows of many files in one go."""
    names = [f.name for f in contract.fields]
    apart = 10_000
    rows = []
    for at, case in enumerate(cases):
        place = {name: column for column, name in enumerate(case.reading.columns)}
        for row in case.reading.rows:
            rows.append(Row(at * apart + row.number, tuple(row.cells[place[name]] if name in place else None for name in names)))
    with store().cursor() as cursor:
        staging = Staging(cursor, contract, rows, names, KEY, accepted_on=TODAY, source=None)
        found = cursor.execute("SELECT * FROM incoming ORDER BY row")
        columns = [column[0] for column in found.description]
        incoming = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    for issue in staging.issues:
        case = cases[(issue.row or 0) // apart]
        case.issues.append(Issue(issue.row % apart, issue.column, issue.value, issue.code, issue.severity, issue.message))
    for row in incoming:
        at, row["row"] = divmod(row["row"], apart)
        cases[at].good.append(row)
    for case in cases:
        blocked = {issue.row for issue in case.issues if issue.severity == "blocks"}
        if not blocked:
            case.loaded = case.good
        case.good = [] if None in blocked else [row for row in case.good if row["row"] not in blocked]


def tried(numbers: Iterable[int], seed: str) -> Iterator[Case]:
    """Every case, read and checked."""
    waiting: dict[str, list[Case]] = {name: [] for name in CONTRACTS}
    for number in numbers:
        case = polluted(number, seed)
        look(case)
        if case.problem or case.reading.contract is not case.sent.contract:
            yield case
            continue
        if ALONE & set(case.sent.done):
            check_together(case.sent.contract, [case])
            yield case
            continue
        batch = waiting[case.sent.contract.name]
        batch.append(case)
        if len(batch) == TOGETHER:
            check_together(case.sent.contract, batch)
            yield from batch
            batch.clear()
    for name, batch in waiting.items():
        if batch:
            check_together(CONTRACTS[name], batch)
            yield from batch


def is_different(case: Case) -> bool:
    """True when the file was loaded as something else than it says."""
    if case.reading is None:
        return False
    if case.reading.contract is not case.sent.contract:
        return True
    meant = truly(case.sent, case.file.lines)
    if case.loaded is None:
        return any(row not in meant for row in case.good)
    same = case.loaded == meant and len(case.reading.rows) == len(case.sent.true)
    return not same or bool(case.refused and not set(case.sent.done) & MAY_LOAD)


def not_named(case: Case) -> list[str]:
    """What a refusal should have named and did not: the line, the column or the value."""
    lines = dict(enumerate(case.file.lines)) | {"heading": case.file.heading, None: None}
    if case.problem:
        wanted = {e.row for e in case.sent.expected if e.whole}
        if not wanted or None in wanted:
            return []
        spans = [range(lines[at], (lines[at] if at == "heading" else case.file.ends[at]) + 1) for at in wanted]
        return [] if any(case.problem.row in span for span in spans) else [f"names line {case.problem.row}, not one of {spans}"]
    blocking = [issue for issue in case.issues if issue.severity == "blocks"]
    shifted = {issue.row for issue in blocking if issue.code in ("row_too_long", "row_too_short", "stray_quote", "swallowed_rows")}
    missing = []
    for e in case.sent.expected:
        if e.whole or (e.column and (e.column not in case.reading.columns or lines[e.row] in shifted)):
            continue
        near = [i for i in blocking if (e.row is None or i.row == lines[e.row]) and e.column in (None, i.column)]
        if not any(e.value is None or i.value == e.value for i in near):
            missing.append(f"line {lines[e.row]}, {e.column}, {e.value}")
    return missing


@dataclass
class Figures:
    """What is counted over all cases."""

    cases: int = 0
    harmless: int = 0
    loaded: int = 0
    by_family: Counter[str] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)
    kept_out: list[str] = field(default_factory=list)
    not_named: list[str] = field(default_factory=list)

    def add(self, case: Case) -> None:
        self.cases += 1
        self.by_family.update({*case.harmless, *(f"refused: {family}" for family in case.refused)})
        if is_different(case):
            self.different.append(f"{case} loaded {case.loaded} but says {truly(case.sent, case.file.lines)}")
        if not case.refused:
            self.harmless += 1
            self.loaded += case.loaded is not None
            if case.loaded is None:
                self.kept_out.append(str(case))
        elif case.loaded is None and (missing := not_named(case)):
            self.not_named.append(f"{case} does not name {missing}")

    def __str__(self) -> str:
        families = "\n".join(f"  {count:6,}  {family}" for family, count in sorted(self.by_family.items()))
        return (
            f"{self.cases:,} files: {len(self.different)} loaded different; {self.loaded:,} of {self.harmless:,} harmless ones loaded "
            f"({self.loaded / self.harmless:.1%}); {len(self.not_named)} refusals did not name the place\n{families}"
        )


def figures_of(cases: int, seed: str, start: int = 0) -> Figures:
    figures = Figures()
    for case in tried(range(start, start + cases), seed):
        figures.add(case)
    return figures


@pytest.fixture(scope="module")
def figures() -> Figures:
    found = figures_of(CASES, "house")
    print(found)
    return found


def test_no_file_loads_as_anything_but_what_it_says(figures: Figures) -> None:
    assert figures.cases == CASES
    assert figures.different == []


def test_every_family_of_pollutions_is_tried_often(figures: Figures) -> None:
    wanted = {*HARMLESS, *(f"refused: {family}" for family in REFUSED)}
    assert {family for family in wanted if figures.by_family[family] < 40} == set()


def test_of_the_harmless_files_at_least_95_in_100_load(figures: Figures) -> None:
    assert figures.loaded >= 0.95 * figures.harmless, figures.kept_out[:20]


def test_every_refusal_names_the_line_the_column_and_the_value(figures: Figures) -> None:
    assert figures.not_named == []
