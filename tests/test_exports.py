"""The rows in force of every return go out as canonical CSV and come in again unchanged, into the same store and into a new one."""

from __future__ import annotations

from datetime import date

import pytest

from data import loading
from data.contracts import CONTRACTS
from data.drafts import drafts
from data.examples import authority
from data.export import canonical_csv
from data.store import Store
from data.submission import accept
from data.terms import parse_moment

TODAY = date(2026, 7, 20)
LATER = parse_moment("2026-07-20T18:00:00")


def exported(store: Store) -> dict[str, str]:
    """Every return's rows in force, by name."""
    return {
        name: canonical_csv(store, contract, term=None, known_at=parse_moment("2026-07-21T09:00:00"), on=date(2026, 7, 21))
        for name, contract in CONTRACTS.items()
    }


def brought_in(store: Store, text: str, return_name: str) -> None:
    (draft,) = drafts(f"{return_name}.csv", text.encode(), return_name=return_name)
    outcome = accept(store, draft, by="A. Analyst", at=LATER, effective_on=date(2020, 1, 1))
    assert (outcome.outcome, [issue.message for issue in outcome.checked.blocking]) == ("accepted", [])
    assert outcome.rows == outcome.loaded == len(draft.reading.rows)


@pytest.fixture(scope="module")
def sample() -> Store:
    """The sample authority, small, with rows of every return."""
    store = Store.memory()
    list(loading.load(store, loading.example_group(authority(settings=24, terms=3, today=TODAY)), by="the sample"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def said(sample: Store) -> dict[str, str]:
    return exported(sample)


def test_every_return_of_the_sample_has_rows_to_export(said: dict[str, str]) -> None:
    assert {name for name, text in said.items() if text.count("\r\n") < 3} == set()


def test_an_export_loads_into_a_new_store_and_says_the_same_there(said: dict[str, str]) -> None:
    new = Store.memory()
    for name, text in said.items():
        brought_in(new, text, name)
    assert exported(new) == said
    new.close()


@pytest.mark.parametrize("return_name", list(CONTRACTS))
def test_an_export_loads_into_the_same_store_and_changes_nothing(sample: Store, said: dict[str, str], return_name: str) -> None:
    brought_in(sample, said[return_name], return_name)
    assert exported(sample) == said
