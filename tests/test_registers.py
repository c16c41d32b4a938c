"""Ofsted's three generations of headings and GIAS become rows of the register, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.contracts import CONTRACTS
from data.contracts.settings import SETTINGS
from data.errors import UnreadableFile
from data.inspections import iso_day
from data.registers import NO_CLUSTER, RegisterFile, as_register, recognise
from data.rows import IgnoredRow, Row


def headings(line: str) -> list[str]:
    """A heading row drawn as one line."""
    return line.split(",")


OFSTED_2021 = headings(
    "Web link,Provider URN,Registration date,Provider type,Provider subtype,Provider status,Individual Register combinations,"
    "Provider Early Years Register Flag,Provider name,Provider address line 1,Provider town,Postcode,Local authority,Region,Places,"
    "Places including estimates,Most recent full: Inspection date,Most recent full: Overall effectiveness,"
    "Second most recent full: Overall effectiveness"
)
OFSTED_2025 = headings(
    "Provider URN,Registration Date,Provider Type,Provider Subtype,Provider Status,Individual Register Combinations,"
    "Provider Early Years Register Flag,Provider Name,Provider Postcode,Local Authority,Places,"
    "Most Recent Full: Inspection Date,Most Recent Full: Overall Effectiveness"
)
OFSTED_2026 = headings(
    "Web link,Provider URN,Registration date,Provider type,Provider subtype,Provider status,Provider name,Provider postcode,"
    "Registered person name,Individual register combinations,Provider Early Years Register flag,Local authority,Places,"
    "EYR OEIF: Most recent: Full inspection date,EYR OEIF/CIF: Most recent: Overall effectiveness,"
    "EYR REIF: Most recent: Inclusion,EYR REIF: Most recent: Inspection date"
)
GIAS = headings(
    "URN,LA (name),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,NurseryProvision (name),"
    "SchoolCapacity,Postcode,AdministrativeWard (name)"
)

NURSERY = {
    "Provider URN": "EY900001",
    "Registration date": "03/02/2005",
    "Provider type": "Childcare on non-domestic premises",
    "Provider subtype": "Full day care",
    "Provider status": "Active",
    "Individual Register combinations": "ALL",
    "Provider Early Years Register Flag": "Y",
    "Provider name": "Tansy Yard Nursery",
    "Postcode": "ZZ1 1AA",
    "Local authority": "Sampleshire",
    "Places": "56",
    "Most recent full: Inspection date": "08/01/2019",
    "Most recent full: Overall effectiveness": "2",
}
CHILDMINDER = NURSERY | {
    "Provider URN": "EY900002",
    "Provider type": "Childminder",
    "Provider subtype": None,
    "Provider name": "REDACTED",
    "Postcode": "REDACTED",
    "Places": "6",
}
SCHOOL = {
    "URN": "900101",
    "LA (name)": "Sampleshire",
    "EstablishmentName": "Quillwort Primary School",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-2004",
    "NurseryProvision (name)": "Has Nursery Classes",
    "SchoolCapacity": "236",
    "Postcode": "ZZ2 2BB",
    "AdministrativeWard (name)": "Riverside",
}


def register(headings: list[str], *providers: dict[str, str | None]) -> tuple[list[dict], list[IgnoredRow], list[str]]:
    """A list drawn as one dict a row, matched to its headings whatever their case; the rows start on line 2."""
    source = recognise(headings)
    assert source is not None
    wanted = [heading.casefold() for heading in headings]
    drawn = [{name.casefold(): value for name, value in provider.items()} for provider in providers]
    rows = [Row(number, tuple(provider.get(name) for name in wanted)) for number, provider in enumerate(drawn, start=2)]
    columns, kept, ignored, notes = as_register(source, headings, rows)
    return [{"row": row.number, **dict(zip(columns, row.cells, strict=True))} for row in kept], ignored, notes


def faults(settings: list[dict]) -> set[tuple[int, str, str]]:
    """(row, column, code) of every cell that the register's own checks flag."""
    drawn = pd.DataFrame([{name: setting.get(name) for name in ("row", *SETTINGS.by_name)} for setting in settings], dtype=object)
    with duckdb.connect() as con:
        con.register("drawn", drawn)
        con.execute("CREATE TABLE staged (row INTEGER, " + ", ".join(f'"{name}" VARCHAR' for name in SETTINGS.by_name) + ")")
        con.execute("INSERT INTO staged FROM drawn")
        found = con.execute(SETTINGS.cell_faults_sql(), {"accepted_on": date(2026, 11, 21)}).fetchall()
    return {(row, column, code) for row, column, _value, code in found}


def test_each_generation_of_ofsteds_headings_is_recognised():
    titles = [recognise(headings).title for headings in (OFSTED_2021, OFSTED_2025, OFSTED_2026)]
    assert [title.rpartition("(")[2] for title in titles] == ["headings of 2021)", "headings of 2024 and 2025)", "headings of 2026)"]
    assert recognise(GIAS) == RegisterFile("gias", "Get Information About Schools")


def test_headings_are_recognised_in_any_case_and_punctuation():
    assert recognise([heading.upper().replace(" ", "_").replace(":", " ") for heading in OFSTED_2026]).kind == "ofsted"
    assert recognise(["\ufeff" + GIAS[0].lower(), *(heading.lower() for heading in GIAS[1:])]).kind == "gias"


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_no_template_of_ours_is_taken_for_a_public_register(contract):
    assert recognise([f.name for f in contract.fields]) is None
    assert recognise([f.label for f in contract.fields]) is None
    assert recognise([heading for f in contract.fields for heading in f.aliases]) is None


def test_a_title_line_or_a_few_of_the_headings_are_no_register():
    assert recognise(["Registered childcare providers as at 30 June 2026", None, None]) is None
    assert recognise(["Provider URN", "Provider name", "Provider type", "Places"]) is None
    assert recognise(["Setting number", "Provider name", "Type", "Cluster", "Individual register combinations"]) is None
    assert recognise([]) is None


def test_an_ofsted_nursery_becomes_a_setting_that_passes_the_registers_own_checks():
    settings, ignored, _ = register(OFSTED_2021, NURSERY)
    assert settings == [
        {
            "row": 2,
            "urn": "EY900001",
            "urn_scheme": "ofsted",
            "name": "Tansy Yard Nursery",
            "provider_type": "group_full_day",
            "cluster": NO_CLUSTER,
            "postcode": "ZZ1 1AA",
            "places": "56",
            "on_early_years_register": "yes",
            "opened_on": "2005-02-03",
            "ofsted_framework": "CIF",
            "ofsted_judgement": "Good",
            "ofsted_inclusion": None,
            "ofsted_on": "2019-01-08",
        }
    ]
    assert ignored == []
    assert faults(settings) == set()


def test_the_same_provider_reads_the_same_in_the_headings_of_2021_and_2025():
    renamed = {name: value for name, value in NURSERY.items() if name != "Postcode"} | {"Provider Postcode": NURSERY["Postcode"]}
    assert register(OFSTED_2025, renamed)[0] == register(OFSTED_2021, NURSERY)[0]


@pytest.mark.parametrize(
    ("published", "subtype", "provider_type"),
    [
        ("Childminder", None, "childminder"),
        ("Childminder", "Home childcarer", "childminder"),
        ("Childminder without domestic premises", None, "childminder"),
        ("Childminder agency", None, "childminder_agency"),
        ("Childcare on non-domestic premises", "Full day care", "group_full_day"),
        ("Childcare on non-domestic premises", "Sessional day care", "group_sessional"),
        ("Childcare on domestic premises", "Out-of-school day care", "out_of_school"),
        ("Childcare on domestic premises", None, "group_full_day"),
    ],
)
def test_type_and_subtype_decide_the_provider_type(published, subtype, provider_type):
    settings, _, _ = register(OFSTED_2021, NURSERY | {"Provider type": published, "Provider subtype": subtype})
    assert settings[0]["provider_type"] == provider_type
    assert faults(settings) == set()


def test_premises_without_a_subtype_are_counted_in_the_notes():
    _, _, notes = register(OFSTED_2021, NURSERY | {"Provider subtype": None}, NURSERY)
    assert "1 provider has no subtype, read as full day care." in notes


def test_a_home_childcarer_is_left_out_by_name():
    carer = CHILDMINDER | {"Provider type": "Home childcarer", "Individual Register combinations": "VCR only"}
    settings, ignored, notes = register(OFSTED_2021, NURSERY, carer | {"Provider Early Years Register Flag": "N"})
    assert [setting["urn"] for setting in settings] == ["EY900001"]
    assert [(row.number, row.text) for row in ignored] == [(3, "EY900002, Home childcarer")]
    assert "not on the Early Years Register" in ignored[0].why
    assert "2 rows: 1 full day care setting; 1 home childcarer left out." in notes


def test_a_home_childcarer_said_to_be_on_the_early_years_register_is_flagged_not_dropped():
    settings, ignored, _ = register(OFSTED_2021, CHILDMINDER | {"Provider type": "Home childcarer"})
    assert ignored == []
    assert faults(settings) == {(2, "provider_type", "not_a_code")}


@pytest.mark.parametrize("name", ["REDACTED", "Redacted", None])
def test_a_provider_without_a_name_is_still_a_setting(name):
    settings, _, notes = register(OFSTED_2021, CHILDMINDER | {"Provider name": name}, NURSERY | {"Provider name": name})
    assert [setting["name"] for setting in settings] == ["Childminder EY900002", "Setting EY900001"]
    assert settings[0]["postcode"] is None
    assert "2 names are withheld; the setting is named by its number." in notes
    assert faults(settings) == set()


def test_a_name_that_looks_like_a_missing_value_stays_a_name():
    settings, _, _ = register(OFSTED_2021, NURSERY | {"Provider name": "Null"}, NURSERY | {"Provider name": "NA"})
    assert [setting["name"] for setting in settings] == ["Null", "NA"]


@pytest.mark.parametrize(
    ("flag", "registers", "answer"),
    [
        ("Y", "ALL", "yes"),
        ("N", "CCR-VCR", "no"),
        (None, "EYR only", "yes"),
        (None, "EYR-CCR", "yes"),
        (None, "EYR-VCR", "yes"),
        (None, "CCR only", "no"),
        (None, "VCR only", "no"),
        ("Y", "a new combination", "yes"),
        (None, None, None),
        ("Y", "VCR only", "Y, VCR only"),
        ("perhaps", None, "perhaps"),
    ],
)
def test_flag_and_registers_say_who_is_on_the_early_years_register(flag, registers, answer):
    provider = NURSERY | {"Provider Early Years Register Flag": flag, "Individual Register combinations": registers}
    settings, _, _ = register(OFSTED_2021, provider)
    assert settings[0]["on_early_years_register"] == answer
    assert faults(settings) == ({(2, "on_early_years_register", "not_yes_no")} if answer not in ("yes", "no", None) else set())


@pytest.mark.parametrize(
    ("inspected", "grade", "framework", "judgement"),
    [
        ("31/08/2019", "1", "CIF", "Outstanding"),
        ("01/09/2019", "2", "EIF", "Good"),
        ("09/11/2025", "3", "EIF", "Requires improvement"),
        ("20/01/2020", "4", "EIF", "Inadequate"),
        ("20/01/2020", "-", "EIF", None),
        ("20/01/2022", "Met", "EIF", "Met"),
        ("10/11/2025", "-", "Report card", None),
        (None, None, None, None),
    ],
)
def test_a_grade_is_put_into_words_by_the_framework_of_its_day(inspected, grade, framework, judgement):
    provider = NURSERY | {"Most recent full: Inspection date": inspected, "Most recent full: Overall effectiveness": grade}
    setting = register(OFSTED_2021, provider)[0][0]
    assert (setting["ofsted_framework"], setting["ofsted_judgement"]) == (framework, judgement)


def provider_of_2026(
    graded_on: str | None = None, grade: str | None = None, card_on: str | None = None, inclusion: str | None = None
) -> dict[str, str | None]:
    """A provider as the list of 2026 shows it, with its last graded inspection and its report card."""
    return {name: value for name, value in NURSERY.items() if not name.startswith(("Most recent", "Postcode"))} | {
        "Provider postcode": "ZZ1 1AA",
        "Registered person name": "REDACTED",
        "EYR OEIF: Most recent: Full inspection date": graded_on,
        "EYR OEIF/CIF: Most recent: Overall effectiveness": grade,
        "EYR REIF: Most recent: Inclusion": inclusion,
        "EYR REIF: Most recent: Inspection date": card_on,
    }


def test_a_report_card_after_a_graded_inspection_is_the_latest_and_has_no_overall_grade():
    both = provider_of_2026(graded_on="05/06/2023", grade="2", card_on="12/03/2026", inclusion="Needs attention")
    graded = provider_of_2026(graded_on="05/06/2023", grade="2", inclusion="-")
    settings, _, _ = register(OFSTED_2026, both, graded, provider_of_2026())
    read = [tuple(setting[f"ofsted_{name}"] for name in ("framework", "judgement", "inclusion", "on")) for setting in settings]
    assert read == [
        ("Report card", None, "Needs attention", "2026-03-12"),
        ("EIF", "Good", None, "2023-06-05"),
        (None, None, None, None),
    ]
    assert faults(settings) == set()


def test_the_latest_inspection_is_the_one_with_the_later_day():
    later = provider_of_2026(graded_on="05/06/2026", grade="1", card_on="12/03/2026", inclusion="Needs attention")
    setting = register(OFSTED_2026, later)[0][0]
    assert (setting["ofsted_judgement"], setting["ofsted_inclusion"], setting["ofsted_on"]) == ("Outstanding", None, "2026-06-05")


@pytest.mark.parametrize("day", ["2020-13-45", "45/13/2020", "March 2020"])
def test_an_inspection_whose_day_cannot_be_read_is_flagged_and_not_passed_over(day):
    settings, _, _ = register(OFSTED_2026, provider_of_2026(graded_on=day, grade="2", card_on="12/03/2026", inclusion="Needs attention"))
    assert settings[0]["ofsted_on"] == day
    assert {column for _, column, _ in faults(settings)} == {"ofsted_on"}


def test_a_provider_that_is_no_longer_active_is_closed_only_when_a_date_says_so():
    resigned = NURSERY | {"Provider status": "Resigned"}
    settings, _, notes = register(OFSTED_2021, resigned)
    assert "closed_on" not in settings[0]
    assert "1 setting is “Resigned” with no closing date, kept as open." in notes
    settings, _, notes = register([*OFSTED_2021, "Closed date"], resigned | {"Closed date": "31/07/2026"})
    assert settings[0]["closed_on"] == "2026-07-31"
    assert not [note for note in notes if "Resigned" in note]


def test_what_is_not_understood_stays_as_written_and_is_flagged():
    odd = NURSERY | {"Provider URN": "unknown", "Provider subtype": "Crèche", "Postcode": "Hall Lane", "Places": "about 20"}
    odd |= {"Registration date": "31/02/2020", "Most recent full: Inspection date": "12/31/2019"}
    settings, _, _ = register(OFSTED_2021, odd)
    assert faults(settings) == {
        (2, "urn", "not_a_urn"),
        (2, "provider_type", "not_a_code"),
        (2, "postcode", "not_a_postcode"),
        (2, "places", "not_a_number"),
        (2, "opened_on", "no_such_date"),
        (2, "ofsted_on", "month_first"),
    }
    assert settings[0]["opened_on"] == "31/02/2020"


def test_a_cluster_that_someone_added_to_the_list_is_kept():
    placed = NURSERY | {"Cluster": "Alder", "Area SENCO": "A. Mehta"}
    settings, _, notes = register([*OFSTED_2021, "Cluster", "Area SENCO"], placed, NURSERY)
    assert [(setting["cluster"], setting["area_senco"]) for setting in settings] == [("Alder", "A. Mehta"), (NO_CLUSTER, None)]
    assert f"1 setting has no cluster in this list: “{NO_CLUSTER}”." in notes


def test_what_a_list_does_not_say_is_no_column_of_its_rows():
    settings, _, notes = register(GIAS, SCHOOL)
    assert not {"area_senco", "funded", "places", "on_early_years_register", "ofsted_judgement"} & set(settings[0])
    assert "The list does not say how many nursery places there are; left blank." in notes


@pytest.mark.parametrize("column", ["Provider URN", "Provider type", "Provider name"])
def test_a_list_without_a_telling_column_is_refused_by_that_columns_name(column):
    with pytest.raises(UnreadableFile, match=f"no column “{column}”"):
        register([heading for heading in OFSTED_2021 if heading != column], NURSERY)


def test_a_telling_column_that_is_there_twice_is_refused():
    with pytest.raises(UnreadableFile, match="“places” is in this file twice"):
        register([*OFSTED_2021, "places"], NURSERY)
    with pytest.raises(UnreadableFile, match="Two columns of this file say “Cluster”"):
        register([*OFSTED_2021, "Cluster", "Cluster name"], NURSERY)


def test_a_school_with_nursery_classes_and_a_nursery_school_are_settings():
    nursery_school = SCHOOL | {"URN": "900102", "TypeOfEstablishment (name)": "Local authority nursery school"}
    settings, ignored, notes = register(GIAS, SCHOOL, nursery_school | {"NurseryProvision (name)": "Not applicable"})
    assert settings[0] == {
        "row": 2,
        "urn": "900101",
        "urn_scheme": "dfe",
        "name": "Quillwort Primary School",
        "provider_type": "school_nursery_class",
        "cluster": NO_CLUSTER,
        "ward": "Riverside",
        "postcode": "ZZ2 2BB",
        "opened_on": "2004-09-01",
        "closed_on": None,
    }
    assert settings[1]["provider_type"] == "maintained_nursery_school"
    assert ignored == []
    assert faults(settings) == set()
    assert "2 rows: 1 maintained nursery school, 1 school with nursery classes; none left out." in notes


def test_a_school_without_nursery_classes_is_left_out_with_its_reason():
    none, blank = (SCHOOL | {"NurseryProvision (name)": provision} for provision in ("No Nursery Classes", None))
    settings, ignored, notes = register(GIAS, none, blank)
    assert settings == []
    assert ignored[0].text == "900101, Quillwort Primary School"
    assert ignored[0].why == "Not a setting here: Community school, nursery provision “No Nursery Classes”."
    assert "1 school does not say whether there are nursery classes; left out." in notes


@pytest.mark.parametrize(
    ("status", "opened", "closed", "expected"),
    [
        ("Open", None, None, (None, None)),
        ("Closed", "01-09-1990", "31-08-2021", ("1990-09-01", "2021-08-31")),
        ("Open, but proposed to close", None, "31-08-2027", (None, "2027-08-31")),
        ("Proposed to open", "01-09-2027", None, ("2027-09-01", None)),
        ("Closed", "01-09-1990", None, "It is closed, and the list does not say since when."),
        ("Proposed to open", None, None, "It is proposed to open, and the list does not say when."),
    ],
)
def test_a_school_that_is_not_open_needs_its_date_to_be_on_the_register(status, opened, closed, expected):
    settings, ignored, _ = register(GIAS, SCHOOL | {"EstablishmentStatus (name)": status, "OpenDate": opened, "CloseDate": closed})
    if isinstance(expected, str):
        assert settings == []
        assert ignored[0].why == expected
    else:
        assert (settings[0]["opened_on"], settings[0]["closed_on"]) == expected
        assert faults(settings) == set()


def test_a_schools_own_judgement_and_day_are_kept_as_published():
    inspected = SCHOOL | {"OfstedLastInsp": "06-03-2019", "OfstedRating (name)": "Outstanding"}
    setting = register([*GIAS, "OfstedLastInsp", "OfstedRating (name)"], inspected)[0][0]
    assert [setting[f"ofsted_{name}"] for name in ("framework", "judgement", "on")] == ["CIF", "Outstanding", "2019-03-06"]


def test_a_list_of_several_authorities_says_so():
    _, _, notes = register(GIAS, SCHOOL, SCHOOL | {"LA (name)": "Otherham"})
    assert "The list holds rows of 2 local authorities. Keep only your own before you accept it." in notes


def test_a_remark_under_the_list_is_left_out_and_a_lone_number_is_not():
    _, ignored, _ = register(OFSTED_2021, NURSERY, {"Web link": "Source: the inspectorate’s own records"})
    assert ignored == [IgnoredRow(3, "Source: the inspectorate’s own records", "This is a remark in the list, not a row of it.")]
    settings, ignored, _ = register(OFSTED_2021, {"Provider URN": "EY900003"})
    assert ignored == []
    assert (2, "provider_type", "missing_value") in faults(settings)


def test_days_of_the_registers_become_iso_and_others_stay():
    read = {text: iso_day(text) for text in ("31/08/2021", "1-9-2004", "01/04/1998 00:00", "2019-09-01")}
    assert list(read.values()) == ["2021-08-31", "2004-09-01", "1998-04-01", "2019-09-01"]
    for text in ("31/02/2020", "01/04/98", "12/31/2019", "1-9/2004", "44000", "", None):
        assert iso_day(text) == text


ODD_CELLS = ["REDACTED", "-", "Y", "ALL", "2020-13-45", "٣١/٠٨/٢٠٢١", "31/08/2021", "4", "Closed", "Home childcarer", "Has Nursery Classes"]
CELLS = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(ODD_CELLS))


@pytest.mark.parametrize("headings", [OFSTED_2021, OFSTED_2025, OFSTED_2026, GIAS], ids=["2021", "2025", "2026", "gias"])
def test_whatever_the_cells_hold_every_row_is_kept_or_left_out_once(headings):
    @given(st.lists(st.lists(CELLS, max_size=len(headings) + 2).map(tuple), max_size=4))
    def rows_in_are_rows_out(drawn):
        rows = [Row(number, cells) for number, cells in enumerate(drawn, start=5)]
        columns, kept, ignored, notes = as_register(recognise(headings), headings, rows)
        assert sorted([row.number for row in kept] + [row.number for row in ignored]) == [row.number for row in rows]
        assert all(len(row.cells) == len(columns) for row in kept)
        assert set(columns) <= set(SETTINGS.by_name)
        assert notes

    rows_in_are_rows_out()
