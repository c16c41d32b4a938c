"""What a return must look like: `Contract`, `Field` and `Issue`.

One statement of a contract (in `data/contracts/`) gives everything that must agree: how headings are
matched, how each cell is checked and in which words, the typed columns of the store, the blank
template, the guide and the Table Schema. Nothing else in the project repeats a field's rule.

The checks run as SQL over an all-text staging table (`staged`: `row`, then one text column a field,
NULL where the cell is blank); `typed` is the same rows with each cell read as its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from data.faults import (
    DATE,
    DATE_SHAPE,
    EVERYWHERE,
    FAULTS,
    NAME_IN_TEXT,
    PERSONAL,
    PERSONAL_IN_TEXT,
    PLAIN_SQL,
    Fault,
    Severity,
    plain,
    quoted,
)

Kind = Literal["text", "code", "date", "yes_no", "integer", "decimal", "month", "setting", "child", "reference", "email", "postcode", "urn"]


@dataclass(frozen=True)
class Issue:
    """One thing to put right, as a value: where it is, what the file says, what to write instead.

    `row` is the row a person sees in their file and `column` the canonical field name; both are
    None when the issue is about the whole file. `severity` is `blocks` or `warns`.
    """

    row: int | None
    column: str | None
    value: str | None
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Field:
    """One column of a return.

    `low` and `high` bound numbers; `not_before` and `after` name another date field of the row;
    `not_future` means not after the day of acceptance. `blank_means` is the typed SQL value a blank
    cell stands for. `personal` marks columns from which a person can be told.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    personal: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    not_before: str | None = None
    after: str | None = None
    not_future: bool = False
    blank_means: str | None = None
    help: str = ""
    example: str = ""

    def headings(self) -> Iterator[str]:
        """Every heading this field answers to, in the plain form used for matching."""
        yield plain(self.name)
        yield plain(self.label)
        yield from (plain(alias) for alias in self.aliases)

    @property
    def spoken(self) -> str:
        """The label inside a sentence: a small first letter, unless it begins with an acronym."""
        return self.label if self.label[:2].isupper() else self.label[0].lower() + self.label[1:]

    @property
    def sql_type(self) -> str:
        """The column type in the store."""
        return {"date": "DATE", "yes_no": "BOOLEAN", "integer": "INTEGER", "decimal": "DOUBLE"}.get(self.kind, "VARCHAR")

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The cell's possible faults, most telling first; a cell reports the first that applies."""
        return (*EVERYWHERE, *FAULTS[self.kind])

    def words(self, code: str, value: str | None) -> str:
        """The sentence for a fault of this field."""
        if code == "missing_value":
            return f"{self.label} is blank. {self.how_to_write}"
        template = next(fault.words for fault in self.faults if fault.code == code)
        words = template.format(label=self.label, value=_short(value), how=self.how_to_write)
        if code == "not_a_code" and value:
            near = self.nearest_code(value)
            words += f" Perhaps you meant {near}." if near else ""
        return words

    @property
    def how_to_write(self) -> str:
        """One sentence that says what a right cell looks like."""
        match self.kind:
            case "code":
                listed = [f"{code}" for code in self.codes]
                return "Write one of: " + ", ".join(listed) + "."
            case "date":
                return "Write a date as day/month/year, like 21/11/2026."
            case "month":
                return "Write the year and the month only, like 2023-04."
            case "yes_no":
                return "Write yes or no."
            case "integer" | "decimal":
                kind = "a whole number" if self.kind == "integer" else "a number"
                if self.high is not None:
                    return f"Write {kind} from {self.low:g} to {self.high:g}."
                return f"Write {kind} of {self.low:g} or more." if self.low is not None else f"Write {kind}."
            case "setting":
                return "Write the setting’s number as it is on the register, like EY123456."
            case "child":
                return "Write the setting’s own reference for the child, such as C012, and never a name."
            case "email":
                return "Write one e-mail address."
            case "postcode":
                return "Write a postcode like WA8 7QF."
            case "urn":
                return "Write EY and six digits, or five to eight digits."
            case _:
                return f"Write the {self.spoken}."

    def nearest_code(self, value: str) -> str | None:
        """The code a mistyped value is most like, or None."""
        spoken = {plain(word): code for code, label in self.codes.items() for word in (code, label)}
        found = get_close_matches(plain(value), spoken, n=1, cutoff=0.6)
        if not found:
            found = [
                word for word in spoken if len(plain(value)) >= 3 and (word.startswith(plain(value)) or plain(value).startswith(word))
            ][:1]
        return spoken[found[0]] if found else None

    def typed_sql(self, column: str) -> str:
        """SQL that reads the text column as this field's type; NULL where it cannot be read."""
        x = column
        match self.kind:
            case "date":
                read = f"CASE WHEN {DATE_SHAPE.format(x=x)} THEN {DATE.format(x=x)} END"
            case "yes_no":
                read = f"CASE WHEN lower({x}) IN ('yes', 'y', 'true') THEN TRUE WHEN lower({x}) IN ('no', 'n', 'false') THEN FALSE END"
            case "integer":
                read = f"CASE WHEN regexp_full_match({x}, '-?\\d{{1,9}}') THEN TRY_CAST({x} AS INTEGER) END"
            case "decimal":
                read = f"CASE WHEN regexp_full_match({x}, '-?\\d{{1,9}}(\\.\\d{{1,6}})?') THEN TRY_CAST({x} AS DOUBLE) END"
            case "code":
                read = f"map_extract({self.code_map}, {PLAIN_SQL.format(x=x)})[1]"
            case "urn" | "postcode":
                read = f"upper({x})"
            case _:
                read = x
        return read if self.blank_means is None else f"coalesce({read}, {self.blank_means})"

    @property
    def is_code_sql(self) -> str:
        """SQL over `staged` that is true when the cell is one of the field's codes."""
        said = PLAIN_SQL.format(x=f'"{self.name}"')
        return f"map_contains({self.code_map}, {said})" if self.codes else "FALSE"

    @cached_property
    def code_map(self) -> str:
        # A cell's curly apostrophes are straight by the time it is looked at.
        spoken = {plain(word): code for code, label in self.codes.items() for word in (label, label.replace("’", "'"), code)}
        return "MAP {" + ", ".join(f"{quoted(word)}: {quoted(code)}" for word, code in spoken.items()) + "}"


def _short(value: str | None, longest: int = 60) -> str:
    text = (value or "").replace("\n", " ")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _whens(faults: Iterable[Fault]) -> str:
    return " ".join(f"WHEN {fault.predicate.format(x='value')} THEN {quoted(fault.code)}" for fault in faults)


@dataclass(frozen=True)
class Contract:
    """One kind of file.

    `key` names the fields that make a row unique (the setting counts as `setting_urn`).
    `replaces` says what a new submission replaces: the `setting`'s earlier one of the term, the whole
    `register`, or rows of the same `key`. `nil_field` is the column in which `NIL` means "nothing to
    report". `child_level` forbids personal data in every text cell. An optional return is owed by nobody;
    of a steady one about as many rows are to be expected each term.
    """

    code: str
    name: str
    title: str
    what: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    replaces: Literal["setting", "register", "key"]
    nil_field: str | None = None
    nil_means: str = ""
    child_level: bool = False
    is_optional: bool = False
    is_steady: bool = False

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {f.name: f for f in self.fields}

    @cached_property
    def by_heading(self) -> dict[str, Field]:
        """Plain heading → field."""
        return {heading: f for f in self.fields for heading in f.headings()}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.required)

    @property
    def has_setting(self) -> bool:
        return "setting_urn" in self.by_name

    @property
    def has_child(self) -> bool:
        return "child_ref" in self.by_name

    @property
    def typed_key(self) -> list[str]:
        """The key's columns in the typed rows, where the setting is known by its identity."""
        return ["setting" if name == "setting_urn" else name for name in self.key]

    def field_for(self, heading: str) -> Field | None:
        """The field a heading names, or None."""
        return self.by_heading.get(plain(heading))

    def closest_heading(self, wanted: Field, headings: list[str]) -> str | None:
        """The heading most like a missing field's, to name in the sentence about it."""
        seen = {plain(h): h for h in headings if h}
        for name in wanted.headings():
            found = get_close_matches(name, seen, n=1, cutoff=0.6)
            if found:
                return seen[found[0]]
        return None

    def stored_columns(self) -> list[tuple[str, str]]:
        """(name, SQL type) of the typed table: `submission`, `row`, `setting`, then the fields.

        `setting_urn` is kept as the setting's identity and `child_ref` only as the keyed hash `child`.
        """
        columns = [("submission", "INTEGER"), ("row", "INTEGER")]
        if self.has_setting or self.replaces == "register":
            columns.append(("setting", "VARCHAR"))
        for f in self.fields:
            if f.kind == "child":
                columns.append(("child", "VARCHAR"))
            elif f.kind != "setting":
                columns.append((f.name, f.sql_type))
        return columns

    def ddl(self) -> str:
        """The typed table of the store."""
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.stored_columns())
        return f'CREATE TABLE IF NOT EXISTS "{self.name}" ({columns})'

    def cell_faults_sql(self) -> str:
        """SELECT row, column, value, code for every cell that is wrong by itself; nil rows may be blank elsewhere.

        The cells are stacked into one relation, so that each fault is said (and planned) once for all columns.
        """
        cells = ", ".join(
            f"{{'column': {quoted(f.name)}, 'kind': {quoted(f.kind)}, 'value': \"{f.name}\", 'is_required': {f.required}, "
            f"'may_be_nil': {f.name not in ('setting_urn', self.nil_field)}, "
            f"'low': {'NULL' if f.low is None else f.low}::DOUBLE, 'high': {'NULL' if f.high is None else f.high}::DOUBLE, "
            f"'not_future': {f.not_future}, 'is_personal': {f.personal}, 'is_code': {f.is_code_sql}}}"
            for f in self.fields
        )
        by_kind = {f.kind: self._faults(f) for f in self.fields}
        kinds = " ".join(f"WHEN {quoted(kind)} THEN CASE {_whens(faults)} END" for kind, faults in by_kind.items())
        return (
            f"WITH cells AS (SELECT row, {self.nil_sql} AS is_nil, unnest([{cells}], recursive := TRUE) FROM staged), "
            'coded AS (SELECT row, "column", value, CASE '
            "WHEN value IS NULL THEN CASE WHEN is_required AND NOT (is_nil AND may_be_nil) THEN 'missing_value' END "
            f"{_whens(EVERYWHERE)} ELSE CASE kind {kinds} END END AS code FROM cells) "
            "SELECT * FROM coded WHERE code IS NOT NULL"
        )

    def _faults(self, f: Field) -> tuple[Fault, ...]:
        """A field's own faults; in a child-level return no text may tell who a child is."""
        own = f.faults[len(EVERYWHERE) :]
        personal = {"text": PERSONAL_IN_TEXT, "reference": PERSONAL}.get(f.kind) if self.child_level else None
        named = (NAME_IN_TEXT,) if self.child_level and f.kind == "text" else ()
        return ((personal,) if personal else ()) + own + named

    @property
    def nil_sql(self) -> str:
        """SQL over `staged` that is true for a nil row."""
        return f"coalesce(upper(\"{self.nil_field}\") = 'NIL', FALSE)" if self.nil_field else "FALSE"

    def typed_sql(self) -> str:
        """SELECT of every field read as its type, with `row` and `is_nil`; NULL where a cell is wrong."""
        columns = ", ".join(f'{f.typed_sql(f"staged.{chr(34)}{f.name}{chr(34)}")} AS "{f.name}"' for f in self.fields)
        return f"SELECT row, {self.nil_sql} AS is_nil, {columns} FROM staged"

    def words(self, column: str, code: str, value: str | None) -> str:
        """The sentence for a cell's fault."""
        f = self.by_name[column]
        if code == "personal_data" and f.kind == "text":
            return PERSONAL_IN_TEXT.words.format(label=f.label)
        if code == NAME_IN_TEXT.code:
            return NAME_IN_TEXT.words.format(label=f.label)
        if code == "personal_data" and f.kind != "child":
            return (
                f"{f.label} looks like personal data (an e-mail address, a phone number, an NHS number, "
                "a UPN or a full date of birth). Write a reference that does not tell who the child is."
            )
        return f.words(code, value)

    def severity(self, column: str, code: str) -> Severity:
        """Whether a cell's fault blocks or warns."""
        found = [fault.severity for fault in (*self.by_name[column].faults, NAME_IN_TEXT) if fault.code == code]
        return found[0] if found else "blocks"

    def doubtful_dates_sql(self) -> str:
        """SELECT row, column and value for every date that may be meant with the month first, because others of the file are.

        Only a date after the twelfth shows which way it is written. Where as many show the month first as the day first, the
        others cannot be told; a spreadsheet that turned such dates round leaves them as days of its own.
        """
        cells = ", ".join(f"{{'column': {quoted(f.name)}, 'value': \"{f.name}\"}}" for f in self.fields if f.kind == "date")
        if not cells:
            return ""
        month_first = next(fault.predicate for fault in FAULTS["date"] if fault.code == "month_first").format(x="value")
        shape, read = DATE_SHAPE.format(x="value"), DATE.format(x="value")
        return (
            f"WITH cells AS (SELECT row, unnest([{cells}], recursive := TRUE) FROM staged), "
            f'dates AS (SELECT row, "column", CASE WHEN {shape} THEN {read} END AS said, coalesce({month_first}, FALSE) AS month_first '
            "FROM cells WHERE value IS NOT NULL), "
            "shown AS (SELECT count(*) FILTER (month_first) AS month_first, count(*) FILTER (day(said) > 12) AS day_first FROM dates) "
            'SELECT row, "column", said FROM dates, shown WHERE shown.month_first > 0 AND shown.month_first >= shown.day_first '
            "AND day(said) <= 12 AND day(said) <> month(said)"
        )

    def date_order(self) -> list[tuple[Field, Field, bool]]:
        """(field, other, strictly) for every date that must not come before another date of its row."""
        pairs = [(f, self.by_name[f.not_before], False) for f in self.fields if f.not_before]
        return pairs + [(f, self.by_name[f.after], True) for f in self.fields if f.after]

    def table_schema(self) -> dict:
        """This contract as Frictionless Table Schema."""
        kinds = {"date": "date", "yes_no": "boolean", "integer": "integer", "decimal": "number", "month": "yearmonth"}

        def constraints(f: Field) -> dict:
            found: dict = {"required": True} if f.required else {}
            if f.codes:
                found["enum"] = list(f.codes)
            if f.low is not None:
                found["minimum"] = f.low
            if f.high is not None:
                found["maximum"] = f.high
            return found

        fields = [
            {"name": f.name, "title": f.label, "type": kinds.get(f.kind, "string"), "description": f.help, "constraints": constraints(f)}
            for f in self.fields
        ]
        return {"name": self.name, "title": self.title, "fields": fields, "primaryKey": list(self.key)}
