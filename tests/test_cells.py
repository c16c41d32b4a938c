"""One cell at a time: what is read as what, what is refused, and in which words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.cells import cleaned_text
from data.checking import Staging
from data.contracts import CONTRACTS
from data.rows import Row
from data.store import Store

TODAY = date(2026, 11, 21)
STORE = Store.memory()


def looked_at(return_name: str, column: str, texts: list[str]) -> tuple[list[tuple], list[object]]:
    """(the issues of the column as row, code, message; the typed values), one row a text."""
    contract = CONTRACTS[return_name]
    with STORE.cursor() as cursor:
        rows = [Row(number, (text,)) for number, text in enumerate(texts)]
        staging = Staging(cursor, contract, rows, (column,), b"key", accepted_on=TODAY, source=None)
        found = [(issue.row, issue.code, issue.message) for issue in staging.issues if issue.column == column and issue.code not in ROWS]
        values = [value for (value,) in cursor.execute(f'SELECT "{column}" FROM typed ORDER BY row').fetchall()]  # noqa: S608 a field's name
    return found, values


# Issues about whole rows, which a file of one column cannot be free of.
ROWS = {"unknown_setting", "duplicate_key", "no_register", "dates_out_of_order"}


@pytest.mark.parametrize(
    ("return_name", "column", "text", "message"),
    [
        ("sen_reviews", "plan_started_on", "31/02/2026", "There is no such day as 31/02/2026. Write a date as day/month/year, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "2026-02-30", "There is no such day as 2026-02-30. Write a date as day/month/year, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "01/09/26", "“01/09/26” has a year of two digits. Write all four, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "09/21/2026", "“09/21/2026” has the month first. Write the day first, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "46297", "“46297” is how a spreadsheet stores a date. Format the column as a date, so that it reads like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "########", "Plan started on shows a spreadsheet error instead of its value. Open the file, widen or mend this cell, and save it again."),
        ("sen_reviews", "plan_started_on", "soon", "“soon” is not a date we can read. Write a date as day/month/year, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "21.11.2026", "“21.11.2026” is not a date we can read. Write a date as day/month/year, like 21/11/2026."),
        ("sen_reviews", "plan_started_on", "01/09/0026", "The year in 01/09/0026 cannot be right. Write a date as day/month/year, like 21/11/2026."),
        ("sen_reviews", "review_held_on", "22/11/2026", "Review held on is in the future (22/11/2026). Write the day it happened."),
        ("sen_reviews", "sen_status", "SEN sup", "“SEN sup” is not one of the answers for SEN status. Write one of: monitoring, sen_support, ehc_requested, ehc_plan. Perhaps you meant sen_support."),
        ("sen_reviews", "parents_involved", "TBC", "“TBC” is not one of the answers for Parents involved. Write one of: yes, no, not_known."),
        ("sen_reviews", "parents_involved", "#REF!", "Parents involved shows a spreadsheet error instead of its value. Open the file, widen or mend this cell, and save it again."),
        ("sen_reviews", "cycle_no", "1.0", "“1.0” is not a whole number we can read. Write a whole number from 1 to 99."),
        ("sen_reviews", "cycle_no", "0", "0 is out of range for Cycle number. Write a whole number from 1 to 99."),
        ("sen_reviews", "birth_month", "04-2023", "“04-2023” is not a month. Write the year and the month only, like 2023-04."),
        ("sen_reviews", "birth_month", "12/04/2023", "Birth month must not be a full date of birth. Write the year and the month only, like 2023-04."),
        ("sen_reviews", "birth_month", "2019-11", "A child born in 2019-11 would not be 0 to 6 years old. Check the year and the month."),
        ("sen_reviews", "outcomes_recorded", "maybe", "“maybe” is not yes or no. Write yes or no."),
        ("senco_posts", "weekly_hours", "61", "61 is out of range for Protected hours a week. Write a number from 0 to 60."),
        ("senco_posts", "weekly_hours", "six", "“six” is not a number we can read. Write a number from 0 to 60."),
        ("senco_posts", "weekly_hours", "7.333333333333333", "“7.333333333333333” has more decimals than are kept. Round it to two, like 7.25."),
        ("senco_posts", "senco_email", "a at b", "“a at b” is not an e-mail address. Write one e-mail address."),
        ("senco_posts", "senco_ref", "5.01E+14", "SENCO reference was changed by a spreadsheet (“5.01E+14”). Format the column as text and type the reference again."),
        ("senco_posts", "senco_name", "ZoÃ«", "The file was saved in the wrong encoding, so letters such as é are broken here. Save it again as “CSV UTF-8”."),
        ("settings", "urn", "EY12345", "“EY12345” is not a setting’s number. Write EY and six digits, or five to eight digits."),
        ("settings", "postcode", "WA8", "“WA8” is not a postcode. Write a postcode like WA8 7QF."),
        ("settings", "places", "-1", "-1 is out of range for Places. Write a whole number from 0 to 2000."),
        ("settings", "name", "x" * 501, "Setting name is longer than 500 characters. Shorten it."),
        ("referrals", "referral_ref", "943 476 5919", "Referral reference looks like personal data (an e-mail address, a phone number, an NHS number, a UPN or a full date of birth). Write a reference that does not tell who the child is."),
        ("training_attendance", "evaluation", "6", "6 is out of range for Evaluation. Write a whole number from 1 to 5."),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_refused_in_these_words(return_name, column, text, message):
    found, _ = looked_at(return_name, column, [text])
    assert [said for _, _, said in found] == [message]


def test_a_child_of_six_years_and_eleven_months_is_the_oldest():
    found, _ = looked_at("sen_reviews", "birth_month", ["2026-11", "2019-12", "2019-11", "2026-12"])
    assert [row for row, _, _ in found] == [2, 3]


def test_what_a_careful_person_would_read_is_read():
    _, values = looked_at("sen_reviews", "plan_started_on", ["01/09/2026", "1/9/2026", "2026-09-01"])
    assert values == [date(2026, 9, 1)] * 3
    _, values = looked_at("sen_reviews", "sen_status", ["SEN Support", "sen-support", "EHC plan", "ehc_plan"])
    assert values == ["sen_support", "sen_support", "ehc_plan", "ehc_plan"]
    _, values = looked_at("senco_posts", "interim", ["Yes", "N", "TRUE"])
    assert values == [True, False, True]
    _, values = looked_at("settings", "name", ["Null", "NA", "True", "O'Brien", "Zoë", "=1+1", "مدرسة"])
    assert values == ["Null", "NA", "True", "O'Brien", "Zoë", "=1+1", "مدرسة"]


def test_the_code_of_a_child_is_no_telephone_number():
    found, _ = looked_at("sen_reviews", "child_ref", ["~a07700900123", "07700900123"])
    assert [(row, code) for row, code, _ in found] == [(1, "personal_data")]


def test_every_code_and_every_label_is_read_as_the_code():
    for contract in CONTRACTS.values():
        for field in contract.fields:
            spoken = [
                (text, code) for code, label in field.codes.items() for text in (code, cleaned_text(label), code.upper(), label.lower())
            ]
            if spoken:
                found, values = looked_at(contract.name, field.name, [text for text, _ in spoken])
                assert (found, values) == ([], [code for _, code in spoken]), (contract.name, field.name)


def test_a_blank_cell_means_what_the_contract_says():
    with STORE.cursor() as cursor:
        Staging(cursor, CONTRACTS["settings"], [Row(2, ("EY100001",))], ("urn",), b"key", accepted_on=TODAY, source=None)
        said = cursor.execute("SELECT on_early_years_register, safeguarding_months, funded, setting FROM typed").fetchall()
    assert said == [(True, 24, None, "ofsted:EY100001")]


_DATE_LIKE = st.from_regex(r"\d{1,4}[/.\- ]\d{1,2}[/.\- ]\d{1,4}", fullmatch=True)
_NUMBER_LIKE = st.from_regex(r"-?\d{1,7}([.,]\d{1,4})?([eE]\+?\d{1,3})?", fullmatch=True)
_TEXTS = st.lists(st.one_of(st.text(min_size=1, max_size=30), _DATE_LIKE, _NUMBER_LIKE, st.dates().map(str)), min_size=1, max_size=40)


def _careful_date(text: str) -> date | None:
    shapes = (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})", r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})")
    for found in (re.fullmatch(shape, text, flags=re.ASCII) for shape in shapes):
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


@settings(max_examples=40, deadline=None)
@given(_TEXTS)
def test_a_date_is_read_as_a_careful_person_would_or_refused(texts):
    found, values = looked_at("sen_reviews", "plan_started_on", texts)
    refused = {row for row, _, _ in found}
    for row, (text, value) in enumerate(zip(texts, values, strict=True)):
        if row in refused:
            continue
        assert value == _careful_date(text)
        assert value is not None


@settings(max_examples=12, deadline=None)
@given(_TEXTS)
def test_every_cell_is_read_or_refused_in_every_column(texts):
    for contract in CONTRACTS.values():
        names = [field.name for field in contract.fields]
        quoted = ", ".join(f'"{name}"' for name in names)
        rows = [Row(number, (text,) * len(names)) for number, text in enumerate(texts)]
        with STORE.cursor() as cursor:
            found = Staging(cursor, contract, rows, names, b"key", accepted_on=TODAY, source=None).issues
            values = cursor.execute(f"SELECT {quoted} FROM typed ORDER BY row").fetchall()  # noqa: S608 the fields' names
        refused = {(issue.row, issue.column) for issue in found}
        for row, text in enumerate(texts):
            for field, value in zip(contract.fields, values[row], strict=True):
                assert (row, field.name) in refused or value is not None, (contract.name, field.name, text)
                if field.kind in ("text", "reference", "child") and (row, field.name) not in refused:
                    assert value == text
