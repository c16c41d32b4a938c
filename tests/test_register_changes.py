"""What a register would change is said before it is accepted: each kind of change, for a day, for held rows and for public lists."""

from __future__ import annotations

from datetime import date

import pytest
from sent import given, rows, sent

from data.drafts import drafts
from data.rebuild import built_in_memory
from data.register_changes import RegisterReview, review
from data.store import Store
from data.submission import accept, check, undo
from data.terms import parse_moment

ON = date(2025, 10, 1)
REGISTER = """
    urn      | urn_scheme | name        | provider_type        | cluster | area_senco | closed_on
    EY100001 |            | Acorn Lane  | group_full_day       | Alder   | A. Mehta   |
    EY100002 |            | Bramble     | group_sessional      | Alder   | A. Mehta   |
    EY100003 |            | Childcare   | out_of_school        | Birch   |            |
    900101   | dfe        | Dock School | school_nursery_class | Birch   | S. Lind    |
    900102   | la         | Elm Corner  | group_full_day       | Birch   | S. Lind    | 01/09/2025
"""
OFSTED = """
    Provider URN | Provider type                     | Provider subtype   | Provider name | Individual register combinations | Places
    EY100001     | Childcare on non-domestic premises| Full day care      | Acorn Lane    | ALL                              | 30
    EY100002     | Childcare on non-domestic premises|                    | Bramble       | ALL                              | 20
    EY100003     | Childcare on domestic premises    | Sessional day care | Childcare     | ALL                              | 10
    EY100004     | Childminder                       |                    | REDACTED      | ALL                              | 6
"""
GIAS = """
    URN    | LA (name) | EstablishmentName | TypeOfEstablishment (name) | EstablishmentStatus (name) | NurseryProvision (name) | Postcode
    900101 | Nowhere   | Dock School       | Community school           | Open                       | Has Nursery Classes     | ZZ2 1AA
    900103 | Nowhere   | Fern School       | Community school           | Open                       | Has Nursery Classes     | ZZ2 1AB
"""


@pytest.fixture
def told(store: Store) -> Store:
    """A store in which the register is in force since 1 September 2025."""
    assert given(store, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    return store


def seen(store: Store, table: str, *, on: date = ON, name: str = "register.csv") -> RegisterReview:
    (checked,) = check(store, name, sent(table))
    return review(store, checked, on=on)


def drawn(found: RegisterReview, kind: str) -> list[tuple[str, str, str]]:
    return [(change.setting, change.was, change.becomes) for change in found.of_kind(kind)]


def on_register(store: Store, column: str, setting: str, day: str = "2025-12-01") -> object:
    sql = f"SELECT {column} FROM standing.settings_on(DATE '{day}', TIMESTAMP '2039-01-01') WHERE setting = '{setting}'"  # noqa: S608
    ((value,),) = rows(store, sql)
    return value


def test_a_first_register_says_how_many_are_open_and_of_which_types(store: Store) -> None:
    found = seen(store, REGISTER)
    assert found.is_first
    assert (found.open_before, found.open_after, found.same) == (0, 4, 0)
    assert found.types_open == {"school_nursery_class": 1, "group_full_day": 1, "group_sessional": 1, "out_of_school": 1}
    assert found.counts == {"new": 5}
    assert ("la:900102", "", "Birch, closed on 1 September 2025") in drawn(found, "new")


@pytest.mark.parametrize(
    ("was", "becomes", "kind", "change"),
    [
        ("Acorn Lane  ", "Acorn House ", "renamed", ("ofsted:EY100001", "Acorn Lane", "Acorn House")),
        ("out_of_school        | Birch", "out_of_school        | Cedar", "moved", ("ofsted:EY100003", "Birch", "Cedar")),
        ("group_sessional", "out_of_school  ", "provider_type", ("ofsted:EY100002", "Sessional day care", "Out-of-school care")),
        ("Birch   |            |", "Birch   | A. Mehta   |", "officer", ("ofsted:EY100003", "", "A. Mehta")),
        ("| Birch   | S. Lind    |\n", "| Birch   | S. Lind    | 30/09/2025\n", "closing", ("dfe:900101", "", "30 September 2025")),
        ("| 01/09/2025", "|", "reopened", ("la:900102", "1 September 2025", "")),
    ],
)
def test_each_kind_of_change_is_told_by_itself(told: Store, was: str, becomes: str, kind: str, change: tuple[str, str, str]) -> None:
    table = REGISTER.replace(was, becomes, 1)
    assert table != REGISTER
    found = seen(told, table)
    assert drawn(found, kind) == [change]
    assert (found.counts, found.same) == ({kind: 1}, 4)


def test_a_setting_that_is_new_and_one_that_is_absent_are_told(told: Store) -> None:
    table = REGISTER.replace("EY100001 |            | Acorn Lane ", "EY100009 |            | Gorse      ")
    found = seen(told, table)
    assert drawn(found, "new") == [("ofsted:EY100009", "", "Alder, open")]
    assert drawn(found, "absent") == [("ofsted:EY100001", "Alder", "")]
    assert (found.open_before, found.open_after) == (4, 5)


def test_a_setting_that_is_closed_already_is_not_told_as_absent(told: Store) -> None:
    found = seen(told, "\n".join(REGISTER.splitlines()[:-1]))
    assert found.counts == {}


def test_the_register_of_the_day_is_what_is_compared(told: Store) -> None:
    moved = REGISTER.replace("Alder", "Cedar")
    assert given(told, moved, at="2025-10-01T09:00:00", effective_on=date(2025, 12, 1)).outcome == "accepted"
    third = moved.replace("Acorn Lane", "Acorn Yard")
    before, after = seen(told, third, on=date(2025, 11, 1)), seen(told, third, on=date(2025, 12, 2))
    assert (before.counts, before.next_on) == ({"renamed": 1, "moved": 2}, date(2025, 12, 1))
    assert (after.counts, after.next_on) == ({"renamed": 1}, None)


def test_a_row_to_put_right_counts_neither_as_changed_nor_as_absent(told: Store) -> None:
    table = REGISTER.replace("Bramble     | group_sessional", "Brambles    | group_sesional ").replace("Acorn Lane ", "Acorn Yard ")
    found = seen(told, table)
    assert (found.counts, found.held) == ({"renamed": 1}, 1)


def test_a_review_is_what_accepting_does(told: Store) -> None:
    found = seen(told, OFSTED, on=date(2025, 10, 1))
    assert given(told, OFSTED, at="2025-10-01T09:00:00").outcome == "accepted"
    ((open_now,),) = rows(told, "SELECT count(*) FROM standing.settings_on(DATE '2025-10-01', TIMESTAMP '2039-01-01') WHERE is_open")
    assert open_now == found.open_after
    for kind, column in (("moved", "cluster"), ("renamed", "name"), ("officer", "area_senco")):
        assert not drawn(found, kind), column
    assert [setting for setting, *_ in drawn(found, "provider_type")] == ["ofsted:EY100003"]
    assert on_register(told, "provider_type", "ofsted:EY100003") == "group_sessional"
    assert seen(told, OFSTED.replace("| 30", "| 31")).counts == {"other": 1, "type_stays": 1, "not_spoken_for": 1}


def test_ofsteds_list_does_not_speak_for_schools_and_closes_none(told: Store) -> None:
    short = OFSTED.replace(OFSTED.splitlines()[4] + "\n", "")
    found = seen(told, short)
    assert drawn(found, "absent") == [("ofsted:EY100003", "Birch", "")]
    assert drawn(found, "not_spoken_for") == [("dfe:900101", "Birch", "")]
    (checked,) = check(told, "ofsted.csv", sent(short))
    assert checked.difference.closing == ("Childcare",)
    done = given(told, short, at="2025-10-01T09:00:00", confirm_closures=True)
    assert done.closures_confirmed
    assert on_register(told, "closed_on", "ofsted:EY100003") == date(2025, 10, 1)
    assert on_register(told, "closed_on", "dfe:900101") is None
    assert built_in_memory(told).differences == ()


def test_a_list_keeps_clusters_and_officers_even_where_it_has_a_cluster_of_its_own(told: Store) -> None:
    lines = OFSTED.strip("\n").splitlines()
    placed = "\n".join([f"{lines[0]} | Cluster", f"{lines[1]} | Cedar", *(f"{line} |" for line in lines[2:-1])])
    found = seen(told, placed)
    assert drawn(found, "moved") == [("ofsted:EY100001", "Alder", "Cedar")]
    assert not drawn(found, "officer")


def test_a_list_of_an_earlier_day_keeps_the_clusters_of_that_day(told: Store) -> None:
    assert given(told, REGISTER.replace("Alder", "Cedar"), at="2025-10-01T09:00:00", effective_on=date(2025, 12, 1)).id
    assert given(told, OFSTED, at="2025-10-02T09:00:00").id
    assert on_register(told, "cluster", "ofsted:EY100001", "2025-11-01") == "Alder"
    assert on_register(told, "cluster", "ofsted:EY100001", "2025-12-01") == "Cedar"


def test_a_type_the_list_only_guesses_stays_as_on_the_register(told: Store) -> None:
    found = seen(told, OFSTED)
    assert drawn(found, "type_stays") == [("ofsted:EY100002", "Full day care", "Sessional day care, as on the register")]
    assert [(one.setting, one.said, one.provider_type) for one in found.unsure_types] == [
        ("ofsted:EY100001", "Childcare on non-domestic premises, full day care", "group_full_day"),
        ("ofsted:EY100002", "Childcare on non-domestic premises, no subtype", "group_sessional"),
        ("ofsted:EY100003", "Childcare on domestic premises, sessional day care", "group_sessional"),
    ]


def test_a_type_a_person_put_right_in_a_list_is_kept_in_the_next_one_with_who_and_when(told: Store) -> None:
    (draft,) = drafts("ofsted.csv", sent(OFSTED), corrections={(None, 4, "provider_type"): "out_of_school"})
    first = accept(told, draft, by="A. Analyst", at=parse_moment("2025-10-01T09:00:00"))
    assert on_register(told, "provider_type", "ofsted:EY100003") == "out_of_school"
    later = OFSTED.replace("| 30", "| 31")
    kept = "Out-of-school care, as A. Analyst said on 1 October 2025 at 09:00"
    assert ("ofsted:EY100003", "Sessional day care", kept) in drawn(seen(told, later), "type_stays")
    assert given(told, later, at="2025-10-02T09:00:00").outcome == "accepted"
    assert on_register(told, "provider_type", "ofsted:EY100003") == "out_of_school"
    undo(told, first.id, by="A. Analyst", at=parse_moment("2025-10-03T09:00:00"))
    assert built_in_memory(told).differences == ()


def test_a_setting_the_team_closed_stays_closed_though_an_older_list_has_it(told: Store) -> None:
    given(told, REGISTER.replace("Birch   |            |", "Birch   |            | 15/09/2025"), at="2025-09-20T09:00:00")
    found = seen(told, OFSTED)
    assert drawn(found, "stays_closed") == [("ofsted:EY100003", "open in the list", "15 September 2025")]
    assert not drawn(found, "reopened")


def test_a_setting_whose_closing_was_confirmed_opens_again_when_a_list_has_it(told: Store) -> None:
    short = OFSTED.replace(OFSTED.splitlines()[4] + "\n", "")
    given(told, short, at="2025-10-01T09:00:00", confirm_closures=True)
    found = seen(told, OFSTED, on=date(2025, 10, 5))
    assert drawn(found, "reopened") == [("ofsted:EY100003", "1 October 2025", "")]


def test_a_later_list_of_another_number_space_replaces_no_list(store: Store) -> None:
    first = given(store, OFSTED, at="2025-09-01T09:00:00")
    assert given(store, GIAS, at="2025-09-02T09:00:00").outcome == "accepted"
    assert given(store, OFSTED, at="2025-09-03T09:00:00").outcome == "duplicate"
    assert given(store, REGISTER, at="2025-09-04T09:00:00").outcome == "accepted"
    assert given(store, OFSTED, at="2025-09-05T09:00:00").id == first.id + 3


def test_the_same_register_from_another_day_is_not_the_same_register(told: Store) -> None:
    assert given(told, REGISTER, at="2025-10-01T09:00:00").outcome == "duplicate"
    assert given(told, REGISTER, at="2025-10-01T09:00:00", effective_on=date(2025, 9, 1)).outcome == "duplicate"
    assert given(told, REGISTER, at="2025-10-01T09:00:00", effective_on=date(2025, 8, 1)).outcome == "accepted"
    assert built_in_memory(told).differences == ()


def test_a_number_of_two_registers_is_seen_and_a_return_with_it_bare_is_told_what_to_write(told: Store) -> None:
    alike = OFSTED.replace("EY100004", "900101  ")
    found = seen(told, alike)
    assert found.alike == ("900101",)
    assert [setting for setting, *_ in drawn(found, "new")] == ["ofsted:900101"]
    assert given(told, alike, at="2025-10-01T09:00:00").outcome == "accepted"
    assert on_register(told, "name", "dfe:900101") == "Dock School"
    posts = "setting_urn | senco_ref | role | started_on\n 900101 | NIL | |"
    outcome = given(told, posts, at="2025-10-02T09:00:00")
    assert [issue.message for issue in outcome.checked.blocking] == [
        "Two registers use the number 900101. Write the scheme in front: dfe:900101 or ofsted:900101."
    ]
    assert given(told, posts.replace(" 900101", "ofsted:900101"), at="2025-10-02T09:00:00").outcome == "accepted"
    assert rows(told, "SELECT setting FROM submission_settings") == [("ofsted:900101",)]
