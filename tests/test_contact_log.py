"""Contacts typed in: they come as a return of one row, their actions are closed and opened again, and nobody’s words are lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sent import REGISTER, given, rows

from data import contact_log
from data.contact_log import Contact, Prompt
from data.errors import ToolError
from data.log import submissions_of
from data.rebuild import built_in_memory
from data.store import Store
from data.submission import undo
from data.terms import parse_moment
from tests.drawn import answered, answers

DAY = "2025-11-21"
VISIT = Contact("ofsted:EY100001", "A. Mehta", date(2025, 10, 3), "visit", "senco_support", "team", "Send the plan", date(2025, 10, 17))
PROMPT = Prompt("reviews_overdue", date(2025, 10, 3), 3, "3 of 9 late")
FILE = (
    "contact_ref | setting_urn | officer | on | kind | purpose | action\n{} | EY100001 | B. Osei | 04/10/2025 | call | funding | call again"
)


@pytest.fixture
def registered(store: Store) -> Store:
    assert given(store, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    return store


def logged(store: Store, reference: str = "D1", contact: Contact = VISIT, at: str = "2025-10-03T10:00:00", **more) -> int:
    return contact_log.log(store, reference, contact, by="ann", at=parse_moment(at), **more)


def closed(store: Store, note: str, *, by: str = "ann", change: str = "better", reference: str = "D1", at: str | None = None) -> str:
    moment = parse_moment(at) if at else None
    return contact_log.close(store, reference, by=by, done_on=date(2025, 10, 10), change=change, note=note, at=moment)


def test_a_contact_typed_in_is_a_submission_that_can_be_withdrawn_and_built_anew(registered):
    submission = logged(registered, owner="B. Osei", prompt=PROMPT)
    (entry, *_) = submissions_of(registered, None)
    assert (entry.id, entry.return_name, entry.file_name, entry.rows) == (submission, "contacts", contact_log.TYPED, 1)
    answers(
        registered,
        "open_actions",
        DAY,
        """
        contact_ref | officer  | owner   | action        | due_on     | prompted_by     | prompted_figure | prompted_said | prompted_on
        D1          | A. Mehta | B. Osei | Send the plan | 2025-10-17 | reviews_overdue | 3.0             | 3 of 9 late   | 2025-10-03
        """,
    )
    assert built_in_memory(registered).differences == ()
    undo(registered, submission, by="ann")
    assert answered(registered, "open_actions", DAY, ["contact_ref"]) == []
    assert contact_log.history(registered, "D1") == []
    assert built_in_memory(registered).differences == ()


def test_contacts_of_a_file_and_typed_in_stand_side_by_side_and_a_file_puts_one_right(registered):
    logged(registered, owner="B. Osei")
    assert given(registered, FILE.format("K1"), at="2025-10-05T09:00:00").outcome == "accepted"
    answers(registered, "open_actions", DAY, "contact_ref | action\nD1 | Send the plan\nK1 | call again")
    assert given(registered, FILE.format("D1"), at="2025-10-06T09:00:00").outcome == "accepted"
    answers(
        registered,
        "open_actions",
        DAY,
        "contact_ref | officer | owner | action\nD1 | B. Osei | B. Osei | call again\nK1 | B. Osei | B. Osei | call again",
    )
    closed(registered, "They called back", reference="K1")
    answers(registered, "open_actions", DAY, "contact_ref\nD1")
    answers(registered, "closed_actions", DAY, "contact_ref | change | what_changed\nK1 | better | They called back")


def test_a_reference_is_its_own_and_pressing_twice_logs_one_contact(registered):
    assert len({contact_log.new_reference() for _ in range(100)}) == 100
    logged(registered)
    with pytest.raises(ToolError, match="in the log already"):
        logged(registered)
    with pytest.raises(ToolError, match="in the log already"):
        logged(registered, contact=Contact("ofsted:EY100001", "B. Osei", date(2025, 10, 2), "call", "funding"))
    assert rows(registered, "SELECT officer FROM contacts") == [("A. Mehta",)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"officer": " "}, "Officer is blank"),
        ({"on": date(2099, 1, 1)}, "in the future"),
        ({"action_due_on": date(2025, 10, 2)}, "Action due on"),
        ({"setting": "ofsted:EY999999"}, "EY999999"),
        ({"action": "Ring 07700 900123"}, "personal data"),
    ],
)
def test_what_a_file_may_not_say_cannot_be_typed_either_and_nothing_is_kept(registered, changed, words):
    with pytest.raises(ToolError, match=words):
        logged(registered, contact=Contact(**{**vars(VISIT), **changed}))
    assert rows(registered, "SELECT count(*) FROM contacts") == [(0,)]
    assert rows(registered, "SELECT count(*) FROM contact_notes") == [(0,)]


def test_closing_says_what_changed_and_keeps_the_figure_and_opening_again_keeps_the_history(registered):
    logged(registered, prompt=PROMPT)
    closed(registered, "Two reviews were held", at="2025-10-10T12:00:00")
    answers(
        registered,
        "closed_actions",
        DAY,
        """
        contact_ref | done_on    | change | what_changed          | prompted_by     | prompted_said       | prompted_on
        D1          | 2025-10-10 | better | Two reviews were held | reviews_overdue | 3 of 9 late | 2025-10-03
        """,
    )
    answers(registered, "open_actions", DAY, "contact_ref\nD1", known_at="2025-10-10T11:59:59")
    answers(registered, "open_actions", "2025-10-09", "contact_ref\nD1")
    contact_log.reopen(registered, "D1", by="ben", note="One is late again", at=parse_moment("2025-11-01T09:00:00"))
    answers(registered, "open_actions", DAY, "contact_ref | prompted_said\nD1 | 3 of 9 late")
    assert [(note.what, note.by, note.note) for note in contact_log.history(registered, "D1")] == [
        ("logged", "ann", None),
        ("closed", "ann", "Two reviews were held"),
        ("reopened", "ben", "One is late again"),
    ]
    with pytest.raises(ToolError, match="is open"):
        contact_log.reopen(registered, "D1", by="ben", note="Again")
    assert built_in_memory(registered).differences == ()


def test_withdrawing_a_closing_opens_the_action_again(registered):
    logged(registered)
    closed(registered, "Done", at="2025-10-10T12:00:00")
    undo(registered, submissions_of(registered, None)[0].id, by="ann")
    answers(registered, "open_actions", DAY, "contact_ref\nD1")
    assert [note.what for note in contact_log.history(registered, "D1")] == ["logged"]


def test_of_two_people_who_close_one_action_the_second_is_told_and_both_sentences_are_kept(registered):
    logged(registered)
    closed(registered, "They held two reviews", at="2025-10-10T12:00:00")
    said = closed(registered, "Nothing yet", by="ben", change="no_change")
    assert said.startswith("ann closed this on 10 October 2025 at 12:00, with “They held two reviews”. That stands")
    answers(registered, "closed_actions", DAY, "contact_ref | change | what_changed\nD1 | better | They held two reviews")
    assert [(note.what, note.by, note.note) for note in contact_log.history(registered, "D1")][1:] == [
        ("closed", "ann", "They held two reviews"),
        ("noted", "ben", "Nothing yet"),
    ]


def test_many_people_at_once_lose_nothing_and_one_of_them_closes(registered):
    names = [f"P{number}" for number in range(6)]
    logged(registered)
    with ThreadPoolExecutor(len(names)) as people:
        said = list(people.map(lambda name: closed(registered, f"Said {name}", by=name), names))
        list(people.map(lambda name: contact_log.log(registered, name, VISIT, by=name), names))
    assert sum(told.startswith("Closed on") for told in said) == 1
    notes = contact_log.history(registered, "D1")
    assert {note.note for note in notes if note.note} == {f"Said {name}" for name in names}
    assert [note.what for note in notes].count("closed") == 1
    assert rows(registered, "SELECT count(*), count(DISTINCT contact_ref) FROM contacts WHERE action_done_on IS NULL") == [(7, 7)]
    assert rows(registered, "SELECT count(*) = count(DISTINCT id) FROM contact_notes") == [(True,)]
    assert built_in_memory(registered).differences == ()


@pytest.mark.parametrize("note", ["Reviews are held now", "The Early Years plan came in October", "Ofsted came", "Amelia has left"])
def test_a_plain_sentence_raises_no_doubt(store, note):
    assert contact_log.doubts(store, "What changed", note) == []


@pytest.mark.parametrize(
    ("note", "severity"),
    [
        ("Amelia Jones has a plan", "warns"),
        ("Spoke to Mrs Khan", "warns"),
        ("Spoke to mrs. O'Brien and Dr. Patel", "warns"),
        ("born 03/02/2022", "blocks"),
        ("ring 07700 900123", "blocks"),
        ("x" * 501, "blocks"),
    ],
)
def test_a_sentence_that_may_tell_who_somebody_is_is_doubted(store, note, severity):
    assert [issue.severity for issue in contact_log.doubts(store, "What changed", note)] == [severity]


def test_a_name_in_the_text_of_a_file_about_children_is_warned_of_and_loads(registered):
    loaded = given(registered, FILE.format("K1").replace("call again", "Ask Amelia Jones"), at="2025-10-05T09:00:00")
    assert loaded.outcome == "accepted"
    assert [(issue.column, issue.code) for issue in loaded.checked.warnings] == [("action", "name_in_text")]


def test_a_text_that_looks_like_a_formula_stays_a_text(registered):
    logged(registered, contact=Contact(**{**vars(VISIT), "action": "=1+1, then “x”\nand more"}))
    assert rows(registered, "SELECT action FROM contacts") == [('=1+1, then "x" and more',)]
