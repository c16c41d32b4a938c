"""Blank templates and guides: each comes from its contract, and reading one finds the return and no rows."""

from __future__ import annotations

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from data.contract import Contract
from data.contracts import CONTRACTS
from data.errors import UnreadableFile
from data.reading import read
from data.templates import guide_markdown, heading, template_csv, template_xlsx

every_return = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
EXAMPLE_IDS = {"settings": "EY100001", "training_events": "E1"}


def filled(contract: Contract) -> bytes:
    """The CSV template with one row of the contract's own examples."""
    cells = [f'"{field.example}"' for field in contract.fields]
    return template_csv(contract) + ",".join(cells).encode()


@every_return
def test_a_blank_csv_template_says_only_that_it_has_no_rows(contract: Contract) -> None:
    with pytest.raises(UnreadableFile, match="There are no rows in this file"):
        read("template.csv", template_csv(contract))


@every_return
def test_a_blank_workbook_template_says_only_that_it_has_no_rows(contract: Contract) -> None:
    with pytest.raises(UnreadableFile, match="There are no rows in this file"):
        read("template.xlsx", template_xlsx(contract))


@every_return
def test_a_template_with_the_examples_is_read_as_its_return_with_every_column(contract: Contract) -> None:
    (found,) = read("filled.csv", filled(contract))
    assert found.contract is contract
    assert found.columns == tuple(field.name for field in contract.fields)
    assert not found.issues


@every_return
def test_every_column_stands_in_the_workbook_and_in_the_guide(contract: Contract) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(contract)))
    first = book.get_sheet_by_index(0).to_python()[0]
    assert first == [heading(field) for field in contract.fields]
    guide = guide_markdown(contract)
    assert [field.name for field in contract.fields if f"| {heading(field)} |" not in guide] == []


@every_return
def test_every_answer_of_a_drop_down_is_in_the_workbook_and_in_the_guide(contract: Contract) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(template_xlsx(contract)))
    offered = {tuple(row[:3]) for row in book.get_sheet_by_name("Answers").to_python()}
    guide = guide_markdown(contract)
    for field in contract.fields:
        for code, label in field.codes.items():
            assert (field.label, label, code) in offered
            assert f"| {label} | `{code}` |" in guide


@every_return
def test_every_field_with_answers_has_a_drop_down(contract: Contract) -> None:
    with zipfile.ZipFile(io.BytesIO(template_xlsx(contract))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    with_answers = [field for field in contract.fields if field.codes or field.kind == "yes_no"]
    assert sheet.count('type="list"') == len(with_answers)
