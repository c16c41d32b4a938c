"""The public registers as rows of the register of settings: Ofsted's list of childcare providers and GIAS.

Owns what these two files mean: which headings they have (Ofsted's changed twice), which of their
types is which provider type, what “on the Early Years Register” is, and how a grade reads. `recognise`
tells such a file by its headings; `as_register` turns its rows into canonical text for the contract
`settings`. A value that is not understood stays as it is written, so that the contract's checks name
it: nothing is guessed and no row is dropped without its reason. Only a missing or doubled column that
identities or types hang on raises, as `UnreadableFile`. `public_list` says what each row's type is in the
words of the list, and where it is only a guess.

Columns the file does not have are left out of the rows, so that “not said” is never read as “blank”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.contract import plain
from data.contracts.settings import SETTINGS
from data.errors import UnreadableFile
from data.inspections import INSPECTED, iso_day, last_inspection
from data.rows import IgnoredRow, PublicList, Row

NO_CLUSTER = "No cluster yet"

# What a person may have added to a register of their own accord; carried over as written.
CARRIED = ("cluster", "area_senco", "ward", "funded", "shared_senco_network", "contact_email", "safeguarding_months")


@dataclass(frozen=True)
class RegisterFile:
    """A recognised public register: `kind` is `ofsted` or `gias`, `title` names it for people."""

    kind: str
    title: str


_OFSTED_TYPES = {
    "childminder": "childminder",
    "childminderwithoutdomesticpremises": "childminder",
    "childminderagency": "childminder_agency",
    "childminderagencies": "childminder_agency",
}
_PREMISES = ("childcareonnondomesticpremises", "childcareondomesticpremises")
_SUBTYPES = {
    "": "group_full_day",
    "fulldaycare": "group_full_day",
    "sessionaldaycare": "group_sessional",
    "outofschooldaycare": "out_of_school",
}
_REGISTERS = {
    **dict.fromkeys(("all", "eyronly", "eyrccr", "eyrvcr", "eyrccrvcr"), "yes"),
    **dict.fromkeys(("ccronly", "vcronly", "ccrvcr"), "no"),
}
_FLAGS = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}

_STATUSES = ("open", "openbutproposedtoclose", "proposedtoopen", "closed")
_EYR = ("providerearlyyearsregisterflag", "individualregistercombinations")
_POSTCODE = ("providerpostcode", "postcode")
_CLOSED = ("closeddate", "closuredate", "dateclosed", "providerclosuredate", "resignationdate", "cancellationdate", "deregistrationdate")
_OFSTED_MARKS = {
    *("weblink", "providerurn", "providername", "providertype", "providersubtype", "providerstatus", "providerpostcode"),
    *("registrationdate", "registeredpersonname", "registeredpersonurn", "localauthority", "ofstedregion", "deprivationband"),
    *("placesincludingestimates", *INSPECTED),
}
_GIAS_MARKS = {"establishmentnumber", "establishmentstatusname", "nurseryprovisionname", "laname"}
_NEEDED = {
    "ofsted": {"providerurn": "Provider URN", "providertype": "Provider type", "providername": "Provider name"},
    "gias": {
        "urn": "URN",
        "establishmentname": "EstablishmentName",
        "typeofestablishmentname": "TypeOfEstablishment (name)",
        "establishmentstatusname": "EstablishmentStatus (name)",
        "nurseryprovisionname": "NurseryProvision (name)",
    },
}
# Canonical column → headings it is read from; () means that it is always there.
_COLUMNS = {
    "ofsted": {
        **dict.fromkeys(("urn", "urn_scheme", "name", "provider_type", "cluster"), ()),
        "postcode": _POSTCODE,
        "places": ("places",),
        "on_early_years_register": _EYR,
        "opened_on": ("registrationdate",),
        "closed_on": _CLOSED,
        **dict.fromkeys(("ofsted_framework", "ofsted_judgement", "ofsted_inclusion", "ofsted_on"), INSPECTED),
    },
    "gias": {
        **dict.fromkeys(("urn", "urn_scheme", "name", "provider_type", "cluster"), ()),
        "ward": ("administrativewardname",),
        "postcode": ("postcode",),
        "opened_on": ("opendate",),
        "closed_on": ("closedate",),
        **dict.fromkeys(("ofsted_framework", "ofsted_judgement", "ofsted_on"), INSPECTED),
    },
}
_COUNTED = {
    "childminder": "childminder|childminders",
    "group_full_day": "full day care setting|full day care settings",
    "group_sessional": "sessional day care setting|sessional day care settings",
    "out_of_school": "out-of-school setting|out-of-school settings",
    "childminder_agency": "childminder agency|childminder agencies",
    "maintained_nursery_school": "maintained nursery school|maintained nursery schools",
    "school_nursery_class": "school with nursery classes|schools with nursery classes",
}


@lru_cache(maxsize=4096)
def bare(text: str | None) -> str:
    """A heading or a published code with everything but its letters and digits taken away."""
    return re.sub(r"[^a-z0-9]", "", plain(text or ""))


def recognise(headings: Sequence[str | None]) -> RegisterFile | None:
    """Which public register a heading row belongs to, or None; a template of ours is never one."""
    seen = {bare(heading) for heading in headings} - {""}
    if {"establishmentname", "typeofestablishmentname"} <= seen and seen & _GIAS_MARKS:
        return RegisterFile("gias", "Get Information About Schools")
    if seen & set(_EYR) and len(seen & _OFSTED_MARKS) >= 3:
        return RegisterFile("ofsted", f"Ofsted’s list of childcare providers ({_generation(seen)})")
    return None


def as_register(
    source: RegisterFile, headings: Sequence[str | None], rows: Iterable[Row]
) -> tuple[tuple[str, ...], list[Row], list[IgnoredRow], list[str]]:
    """The rows of a recognised register: canonical columns, rows, rows left out with why, notes.

    Rows keep their numbers. Raises UnreadableFile when a column that tells settings or their types
    apart is missing or there twice.
    """
    file = _File(source, headings)
    translated = {"ofsted": _provider, "gias": _school}[source.kind]
    kept: list[Row] = []
    ignored: list[IgnoredRow] = []
    for row in rows:
        cells = _Cells(file, row)
        setting = _remark(cells) or translated(cells, file.seen)
        if isinstance(setting, str):
            ignored.append(IgnoredRow(row.number, cells.told(), setting))
            continue
        setting |= {name: value for name, value in cells.carried().items() if value is not None}
        file.types[setting["provider_type"]] += 1
        file.seen["no cluster"] += setting["cluster"] == NO_CLUSTER
        kept.append(Row(row.number, tuple(setting.get(column) for column in file.columns)))
    return file.columns, kept, ignored, _notes(file, len(kept), len(ignored))


def public_list(source: RegisterFile, headings: Sequence[str | None], rows: Iterable[Row], kept: Iterable[Row]) -> PublicList:
    """The published types of the rows that were kept; `rows` are those of the file."""
    file = _File(source, headings)
    numbers = {row.number for row in kept}
    types: dict[int, str] = {}
    guessed: set[int] = set()
    for row in rows:
        if row.number not in numbers:
            continue
        cells = _Cells(file, row)
        if source.kind == "gias":
            said = (cells.text("typeofestablishmentname"), cells.text("nurseryprovisionname"))
        else:
            said = (cells.text("providertype"), cells.text("providersubtype"))
            if bare(said[0]) in _PREMISES and said[1] is None:
                guessed.add(row.number)
                said = (said[0], "no subtype")
        first, *others = [words for words in said if words] or ["No type"]
        types[row.number] = ", ".join([first, *(words[:1].lower() + words[1:] for words in others)])
    return PublicList(source.kind, types, frozenset(guessed))


class _File:
    """Where each column of one file is, which canonical columns it gives, and what was counted in it."""

    def __init__(self, source: RegisterFile, headings: Sequence[str | None]) -> None:
        self.source = source
        self.places: dict[str, int] = {}
        self.carried: dict[str, int] = {}
        self.seen: Counter[str] = Counter()
        self.types: Counter[str | None] = Counter()
        self.authorities: set[str] = set()
        told = {name for names in _COLUMNS[source.kind].values() for name in names} | set(_NEEDED[source.kind])
        for position, heading in enumerate(headings):
            name = bare(heading)
            if name in self.places and name in told:
                raise UnreadableFile(f"The column “{heading}” is in this file twice. Keep one of the two.", "duplicate_heading")
            self.places.setdefault(name, position)
            own = SETTINGS.field_for(heading) if heading else None
            if own and own.name in CARRIED:
                if own.name in self.carried:
                    raise UnreadableFile(f"Two columns of this file say “{own.label}”. Keep one of the two.", "duplicate_heading")
                self.carried[own.name] = position
        missing = [label for name, label in _NEEDED[source.kind].items() if name not in self.places]
        if missing:
            raise UnreadableFile(
                f"This is {source.title}, but it has no column “{'”, “'.join(missing)}”. "
                "Without it a setting cannot be told from another. Download the list again with all its columns.",
                "missing_heading",
            )
        given = [name for name, read in _COLUMNS[source.kind].items() if not read or any(x in self.places for x in read)]
        self.columns = (*given, *(name for name in self.carried if name not in given))


class _Cells:
    """One row of a file, read by bare heading; a cell that is not there is blank."""

    def __init__(self, file: _File, row: Row) -> None:
        self._file = file
        self._cells = row.cells
        if authority := self.text("localauthority", "laname"):
            file.authorities.add(authority)

    def _at(self, position: int | None) -> str | None:
        cell = self._cells[position] if position is not None and position < len(self._cells) else None
        return cell.strip() or None if cell else None

    def text(self, *names: str) -> str | None:
        """The first cell of these headings that is not blank."""
        return next((cell for name in names if (cell := self._at(self._file.places.get(name)))), None)

    def shown(self, *names: str) -> str | None:
        """The same, where a withheld value is blank."""
        cell = self.text(*names)
        return None if bare(cell) == "redacted" else cell

    def judged(self, name: str) -> str | None:
        """A cell of an inspection, where `-` says that there is none."""
        cell = self.shown(name)
        return None if cell in ("-", "NULL") else cell

    def carried(self) -> dict[str, str | None]:
        return {name: self._at(position) for name, position in self._file.carried.items()}

    def filled(self) -> list[str]:
        return [cell for cell in self._cells if cell and cell.strip()]

    def told(self) -> str:
        """Enough of the row to find it again, and no person's name."""
        told = (self.text("providerurn", "urn"), self.text("providertype"), self.text("establishmentname"))
        return ", ".join(cell for cell in told if cell) or " ".join(self.filled())


def _remark(cells: _Cells) -> str | None:
    """Why a row with a single cell is no row of the register, or None."""
    filled = cells.filled()
    if len(filled) == 1 and not re.fullmatch(r"(EY)?\d{5,8}", filled[0].strip(), re.IGNORECASE):
        return "This is a remark in the list, not a row of it."
    return None


def _provider(cells: _Cells, seen: Counter[str]) -> dict[str, str | None] | str:
    """One provider of Ofsted's list as a setting, or why it is left out."""
    urn, published = cells.text("providerurn"), bare(cells.text("providertype"))
    on_register = _on_early_years_register(cells)
    if published == "homechildcarer" and on_register != "yes":
        seen["home childcarer"] += 1
        return "Home childcarers look after children in the family’s home and are not on the Early Years Register."
    provider_type = _OFSTED_TYPES.get(published, cells.text("providertype"))
    if published in _PREMISES:
        subtype = cells.text("providersubtype")
        provider_type = _SUBTYPES.get(bare(subtype), subtype)
        seen["no subtype"] += subtype is None
    name = cells.shown("providername")
    if name is None and urn:
        name = f"{'Childminder' if provider_type == 'childminder' else 'Setting'} {urn}"
        seen["named by number"] += 1
    closed_on = iso_day(cells.shown(*_CLOSED))
    status = cells.text("providerstatus")
    if status and bare(status) != "active" and closed_on is None:
        seen[f"status {status}"] += 1
    seen["not on the Early Years Register"] += on_register == "no"
    return {
        "urn": urn,
        "urn_scheme": "ofsted",
        "name": name,
        "provider_type": provider_type,
        "cluster": NO_CLUSTER,
        "postcode": cells.shown(*_POSTCODE),
        "places": _whole(cells.judged("places")),
        "on_early_years_register": on_register,
        "opened_on": iso_day(cells.shown("registrationdate")),
        "closed_on": closed_on,
        **last_inspection(cells.judged),
    }


def _school(cells: _Cells, seen: Counter[str]) -> dict[str, str | None] | str:
    """One establishment of GIAS as a setting, or why it is left out."""
    kind, nursery, status = (cells.text(name) for name in ("typeofestablishmentname", "nurseryprovisionname", "establishmentstatusname"))
    is_nursery_school = bare(kind) == "localauthoritynurseryschool"
    if not is_nursery_school and bare(nursery) != "hasnurseryclasses":
        seen["nursery not said"] += bare(nursery) in ("", "notrecorded")
        return f"Not a setting here: {kind or 'no type'}, nursery provision “{nursery or 'blank'}”."
    opened_on, closed_on = iso_day(cells.text("opendate")), iso_day(cells.text("closedate"))
    if bare(status) == "closed" and closed_on is None:
        return "It is closed, and the list does not say since when."
    if bare(status) == "proposedtoopen" and opened_on is None:
        return "It is proposed to open, and the list does not say when."
    if status and bare(status) not in _STATUSES and closed_on is None:
        seen[f"status {status}"] += 1
    seen["closed"] += bare(status) == "closed"
    seen["nursery classes of an independent school"] += not is_nursery_school and "independent" in bare(kind)
    return {
        "urn": cells.text("urn"),
        "urn_scheme": "dfe",
        "name": cells.shown("establishmentname"),
        "provider_type": "maintained_nursery_school" if is_nursery_school else "school_nursery_class",
        "cluster": NO_CLUSTER,
        "ward": cells.shown("administrativewardname"),
        "postcode": cells.shown("postcode"),
        "opened_on": opened_on,
        "closed_on": closed_on,
        **last_inspection(cells.judged),
    }


def _on_early_years_register(cells: _Cells) -> str | None:
    """yes or no; both as written where neither is understood or they contradict each other."""
    written = [cell for name in _EYR if (cell := cells.judged(name))]
    read = {_FLAGS.get(bare(cell)) or _REGISTERS.get(bare(cell)) for cell in written} - {None}
    return read.pop() if len(read) == 1 else ", ".join(written) or None


def _whole(text: str | None) -> str | None:
    """A count without the `.0` that some releases write."""
    return re.sub(r"(?<=\d)\.0+$", "", text) if text else None


def _generation(seen: set[str]) -> str:
    if any(name.startswith(("eyrreif", "eyroeif")) for name in seen):
        return "headings of 2026"
    return "headings of 2024 and 2025" if "providerpostcode" in seen else "headings of 2021"


def _count(number: int, words: str) -> str:
    one, many = words.split("|")
    return f"{number:,} {one if number == 1 else many}"


def counted_type(provider_type: str, number: int) -> str:
    """`1 childminder`, `36 full day care settings`."""
    return _count(number, _COUNTED[provider_type])


def _notes(file: _File, kept: int, ignored: int) -> list[str]:
    """How the register was read, in plain sentences."""
    seen = file.seen
    counts = [counted_type(name, file.types[name]) for name in _COUNTED if file.types[name]]
    if others := kept - sum(file.types[name] for name in _COUNTED):
        counts.append(f"{others:,} of another type")
    total = _count(kept + ignored, "row|rows")
    notes = [f"This is {file.source.title}.", f"{total}: {', '.join(counts) or 'no settings'}; {_left_out(seen, ignored)}."]
    if len(file.authorities) > 1:
        notes.append(f"The list holds rows of {len(file.authorities)} local authorities. Keep only your own before you accept it.")
    if seen["no cluster"]:
        notes.append(f"{_count(seen['no cluster'], 'setting has|settings have')} no cluster in this list: “{NO_CLUSTER}”.")
    if seen["named by number"]:
        notes.append(f"{_count(seen['named by number'], 'name is|names are')} withheld; the setting is named by its number.")
    if seen["no subtype"]:
        notes.append(f"{_count(seen['no subtype'], 'provider has|providers have')} no subtype, read as full day care.")
    if seen["not on the Early Years Register"]:
        notes.append(f"{_count(seen['not on the Early Years Register'], 'setting is|settings are')} not on the Early Years Register.")
    for name in sorted(name for name in seen if name.startswith("status ")):
        said = f"{_count(seen[name], 'setting is|settings are')} “{name.removeprefix('status ')}” with no closing date, kept as open."
        notes.append(said)
    if seen["closed"]:
        notes.append(f"{_count(seen['closed'], 'school is|schools are')} closed and kept with the closing date.")
    if number := seen["nursery classes of an independent school"]:
        notes.append(f"{_count(number, 'independent school has|independent schools have')} nursery classes, read like any other school.")
    if seen["nursery not said"]:
        notes.append(f"{_count(seen['nursery not said'], 'school does|schools do')} not say whether there are nursery classes; left out.")
    if "funded" not in file.columns:
        notes.append("The list does not say who delivers funded places; blank means no.")
    if "places" not in file.columns:
        notes.append("The list does not say how many nursery places there are; left blank.")
    if "on_early_years_register" not in file.columns:
        notes.append("The list does not say who is on the Early Years Register; blank means yes.")
    return notes


def _left_out(seen: Counter[str], ignored: int) -> str:
    home = seen["home childcarer"]
    others = ignored - home
    parts = [_count(home, "home childcarer|home childcarers")] if home else []
    parts += [_count(others, "other row|other rows")] if others else []
    return f"{' and '.join(parts)} left out" if parts else "none left out"
