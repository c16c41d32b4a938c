"""Practice, moves to school, contacts, funding and EHC assessments: the optional returns, by the machinery of all returns."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from returns_made import as_csv, made_return
from sent import REGISTER, given, rows

from data.contracts import CONTRACTS
from data.export import canonical_csv
from data.headings import field_of
from data.reading import read
from data.store import Store
from data.submission import undo
from data.terms import end_of, parse_moment

PRACTICE = """
    setting_urn | item               | answer | answered_on | evidence_on
    EY100001    | sen_arrangements   | yes    | 01/10/2025  | 02/10/2025
    EY100001    | Records for SEN are kept | Partly | 01/10/2025 |
"""
TRANSITIONS = """
    setting_urn | child_ref | starts_school_on | receiving_school | meeting_on | information_shared | parents_agreed | receiving_senco_known
    EY100001    | C1        | 03/09/2026       | 123456           | 20/10/2025 | 02/10/2025         | yes            | no
"""
CONTACTS_LOG = """
    contact_ref | setting_urn | officer  | on         | kind  | purpose       | started_by | action     | action_due_on | action_done_on
    K1          | EY100001    | A. Mehta | 01/10/2025 | visit | senco_support | team       | Send form  | 10/10/2025    | 02/10/2025
    K2          | EY100002    | A. Mehta | 01/10/2025 | E-mail | funding      |            |            |               |
"""
FUNDING = """
    setting_urn | child_ref | fund           | applied_on | panel_on   | decision | decided_on | starts_on  | ends_on
    EY100001    | C1        | inclusion_fund | 01/09/2025 | 20/09/2025 | awarded  | 20/09/2025 | 01/10/2025 | 31/12/2025
    EY100001    | C1        | high_needs     | 01/09/2025 |            |          |            |            |
"""
EHC = """
    setting_urn | child_ref | requested_on | assess_decided_on | issue_decided_on | final_on   | exception | last_review_on | section_23
    EY100001    | C1        | 01/04/2025   | 10/05/2025        | 15/07/2025       | 19/08/2025 | none      | 01/10/2025     | 02/02/2025
"""
DRAWN = {"send_practice": PRACTICE, "transitions": TRANSITIONS, "contacts": CONTACTS_LOG, "funding": FUNDING, "ehc_timeline": EHC}
every_one = pytest.mark.parametrize("return_name", DRAWN)


@pytest.fixture
def store():
    """A store that holds the register and nothing else."""
    made = Store.memory()
    assert given(made, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    yield made
    made.close()


def said(outcome) -> list[tuple]:
    return [(issue.row, issue.column, issue.code, issue.severity) for issue in outcome.checked.issues]


def test_these_five_are_the_optional_ones() -> None:
    assert [contract.name for contract in CONTRACTS.values() if contract.is_optional] == list(DRAWN)
    assert [CONTRACTS[name].code for name in DRAWN] == ["R5", "R6", "R7", "R8", "R9"]


@every_one
def test_an_optional_return_loads_without_a_word(store, return_name):
    outcome = given(store, DRAWN[return_name])
    assert (outcome.outcome, outcome.return_name, said(outcome)) == ("accepted", return_name, [])
    assert rows(store, f'SELECT count(*) FROM "{return_name}"') == [(outcome.rows,)]  # noqa: S608 a return's name


@every_one
def test_its_export_loads_again_and_changes_nothing(store, return_name):
    given(store, DRAWN[return_name])
    contract, known_at = CONTRACTS[return_name], parse_moment("2026-01-01T09:00:00")
    exported = canonical_csv(store, contract, term=None, known_at=known_at, on=date(2025, 12, 31))
    (reading,) = read("again.csv", exported.encode())
    assert reading.contract is contract
    again = given(store, exported.replace(",", " | "), at="2025-10-04T09:00:00")
    change = again.checked.difference
    assert (again.outcome, change.added, change.changed, change.gone, change.same) == ("accepted", 0, 0, 0, again.rows)
    assert canonical_csv(store, contract, term=None, known_at=known_at, on=date(2025, 12, 31)) == exported


@pytest.mark.parametrize("return_name", ["send_practice", "transitions", "funding", "ehc_timeline"])
def test_a_settings_later_file_of_the_term_replaces_its_earlier_one(store, return_name):
    given(store, DRAWN[return_name])
    lines = DRAWN[return_name].strip().splitlines()
    shorter = "\n".join([lines[0], lines[1].replace("C1 ", "C9 ").replace("yes", "no ")])
    later = given(store, shorter, at="2025-10-04T09:00:00")
    contract, known_at = CONTRACTS[return_name], end_of(date(2025, 12, 31))
    exported = canonical_csv(store, contract, term=None, known_at=known_at, on=date(2025, 12, 31))
    assert exported.count("\r\n") == 2
    undo(store, later.id, by="A. Analyst", at=parse_moment("2025-10-05T09:00:00"))
    exported = canonical_csv(store, contract, term=None, known_at=known_at, on=date(2025, 12, 31))
    assert exported.count("\r\n") == len(lines)


def test_a_contact_is_put_right_by_its_reference_and_never_removed(store):
    given(store, CONTACTS_LOG)
    lines = CONTACTS_LOG.strip().splitlines()
    corrected = given(store, "\n".join([lines[0], lines[1].replace("visit", "call ")]), at="2025-10-04T09:00:00")
    change = corrected.checked.difference
    assert (change.added, change.changed, change.gone) == (0, 1, 0)
    exported = canonical_csv(store, CONTRACTS["contacts"], term=None, known_at=end_of(date(2025, 12, 31)), on=date(2025, 12, 31))
    assert [line.split(",")[:5] for line in exported.splitlines()[1:]] == [
        ["K1", "ofsted:EY100001", "A. Mehta", "2025-10-01", "call"],
        ["K2", "ofsted:EY100002", "A. Mehta", "2025-10-01", "email"],
    ]


def test_a_child_is_kept_only_as_a_code_in_every_child_level_return(store):
    for name in ("transitions", "funding", "ehc_timeline"):
        given(store, DRAWN[name])
    kept = rows(store, "SELECT child FROM transitions UNION ALL SELECT child FROM funding UNION ALL SELECT child FROM ehc_timeline")
    assert len(kept) == 4
    assert len(set(kept)) == 1
    assert len(kept[0][0]) == 12


@pytest.mark.parametrize(
    ("return_name", "was", "now", "issue"),
    [
        ("send_practice", "01/10/2025  |", "04/10/2025 |", (2, "answered_on", "future_date", "blocks")),
        ("send_practice", "02/10/2025", "04/10/2025", (2, "evidence_on", "future_date", "blocks")),
        ("send_practice", "sen_arrangements  ", "arrangements", (2, "item", "not_a_code", "blocks")),
        ("transitions", "02/10/2025", "04/10/2025", (2, "information_shared_on", "future_date", "blocks")),
        ("transitions", "| yes ", "| no ", (2, "parents_agreed", "shared_without_agreement", "warns")),
        ("contacts", "01/10/2025 | E-mail", "04/10/2025 | E-mail", (3, "on", "future_date", "blocks")),
        ("contacts", "10/10/2025", "30/09/2025", (2, "action_due_on", "dates_out_of_order", "blocks")),
        ("contacts", "02/10/2025", "30/09/2025", (2, "action_done_on", "dates_out_of_order", "blocks")),
        ("contacts", "02/10/2025", "04/10/2025", (2, "action_done_on", "future_date", "blocks")),
        ("contacts", "Send form", "", (2, "action", "action_without_words", "warns")),
        ("funding", "20/09/2025 | awarded", "31/08/2025 | awarded", (2, "panel_on", "dates_out_of_order", "blocks")),
        ("funding", "awarded  | 20/09/2025", "awarded | 31/08/2025", (2, "decided_on", "dates_out_of_order", "blocks")),
        ("funding", "31/12/2025", "30/09/2025", (2, "ends_on", "dates_out_of_order", "blocks")),
        ("funding", "awarded  | 20/09/2025", "awarded |", (2, "decided_on", "decision_and_day", "warns")),
        ("funding", "awarded ", "", (2, "decision", "decision_and_day", "warns")),
        ("funding", "awarded ", "declined", (2, "starts_on", "paid_as_decided", "warns")),
        ("ehc_timeline", "10/05/2025", "31/03/2025", (2, "assess_decided_on", "dates_out_of_order", "blocks")),
        ("ehc_timeline", "15/07/2025", "09/05/2025", (2, "issue_decided_on", "steps_in_order", "warns")),
        ("ehc_timeline", "01/10/2025", "04/10/2025", (2, "last_review_on", "future_date", "blocks")),
    ],
)
def test_what_cannot_be_right_is_said(store, return_name, was, now, issue):
    assert DRAWN[return_name].count(was) == 1
    found = said(given(store, DRAWN[return_name].replace(was, now)))
    assert issue in found
    assert len({code for _, _, code, _ in found}) == 1


@pytest.mark.parametrize(
    ("action", "is_personal"),
    [
        ("Call parent on 07700 900123", True),
        ("Write to a@b.example", True),
        ("Born 03/04/2022", True),
        ("NHS number 943 476 5919 on file", True),
        ("No 9434765919", True),
        ("No 9434765918", False),
        ("UPN A123456789012.", True),
        ("Order 12345678901234567890", False),
        ("Visit room 2 with 14 children at 10.30", False),
        ("Send form 2025/26", False),
    ],
)
def test_what_tells_who_a_child_is_may_not_stand_in_an_action(store, action, is_personal):
    outcome = given(store, CONTACTS_LOG.replace("Send form", action))
    assert said(outcome) == ([(2, "action", "personal_data", "blocks")] if is_personal else [])
    if is_personal:
        assert outcome.checked.issues[0].message == (
            "Action agreed seems to hold personal data (an e-mail address, a phone number, an NHS number, a UPN or a full date, "
            "which could be a date of birth). Take it out; a date that matters has a column of its own."
        )


def test_no_return_can_be_taken_for_another():
    """A file with every heading of one return, spoken in any way, lacks a required heading of every other."""
    for one, other in permutations(CONTRACTS.values(), 2):
        headings = [heading for f in one.fields for heading in (f.name, f.label, *f.aliases)]
        understood = {f.name for heading in headings if (f := field_of(other, heading))}
        assert {f.name for f in other.required} - understood, (one.name, other.name)


@every_one
def test_the_fewest_columns_are_enough_to_recognise_it(return_name):
    contract = CONTRACTS[return_name]
    made = made_return(contract, 3)
    required = [at for at, f in enumerate(contract.fields) if f.required]
    (found,) = read("file.csv", as_csv(contract, made, order=required))
    assert found.contract is contract
    assert not found.issues


def test_a_store_made_before_there_were_optional_returns_gains_them(tmp_path):
    place = tmp_path / "store.duckdb"
    old = Store.open(place)
    given(old, REGISTER, at="2025-09-01T09:00:00")
    with old.transaction() as cursor:
        for name in DRAWN:
            cursor.execute(f'DROP TABLE "{name}"')
        cursor.execute("UPDATE store_info SET value = 'another version' WHERE name = 'made_by'")
    old.close()
    store = Store.open(place)
    assert given(store, CONTACTS_LOG).outcome == "accepted"
    store.close()
