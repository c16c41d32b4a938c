"""Clusters and officers given to many settings make a new version of the register, with all that a version has."""

from __future__ import annotations

from datetime import date

import pytest
from sent import given, rows

from data.assigning import Assignment, accept_assignment, assigned, places
from data.errors import ToolError
from data.rebuild import built_in_memory
from data.register_changes import review
from data.registers import NO_CLUSTER
from data.store import Store
from data.submission import undo

ON = date(2025, 10, 1)
REGISTER = """
    urn      | name       | provider_type   | cluster | area_senco | ward      | postcode | funded | closed_on  | contact_email
    EY100001 | Acorn Lane | group_full_day  | Alder   | A. Mehta   | Riverside | ZZ1 1AA  | yes    |            | office@acorn.example
    EY100002 | =1+1       | group_sessional | Alder   | A. Mehta   |           | ZZ12 1AA |        |            |
    EY100003 | Childcare  | out_of_school   | Birch   |            |           |          |        |            |
    EY100004 | Dock       | group_full_day  | Birch   | S. Lind    |           |          |        | 01/09/2025 |
    EY100005 | Elm        | childminder     | Birch   | S. Lind    |           |          |        |            |
"""
SHORTER = "\n".join(REGISTER.splitlines()[:-1])


@pytest.fixture
def told(store: Store) -> Store:
    """A store in which the register is in force since 1 September 2025."""
    assert given(store, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    return store


def register(store: Store, day: date = ON) -> dict[str, tuple[str, str | None]]:
    sql = f"SELECT setting, cluster, area_senco FROM standing.settings_on(DATE '{day}', TIMESTAMP '2039-01-01')"  # noqa: S608
    return {setting.removeprefix("ofsted:EY10000"): (cluster, officer) for setting, cluster, officer in rows(store, sql)}


def numbered(*numbers: int) -> frozenset[str]:
    return frozenset(f"ofsted:EY10000{number}" for number in numbers)


def test_the_settings_that_are_open_are_listed_with_what_tells_them_apart(told: Store) -> None:
    found = places(told, on=ON)
    assert [(one.name, one.cluster, one.area_senco, one.ward, one.postcode_area) for one in found] == [
        ("=1+1", "Alder", "A. Mehta", "", "ZZ12"),
        ("Acorn Lane", "Alder", "A. Mehta", "Riverside", "ZZ1"),
        ("Childcare", "Birch", "", "", ""),
        ("Elm", "Birch", "S. Lind", "", ""),
    ]


def test_a_cluster_and_an_officer_are_given_and_all_else_stays(told: Store) -> None:
    assignment = Assignment(numbered(2, 3), cluster="  Cedar   Hill ", area_senco="B. Okoye")
    found = review(told, assigned(told, assignment, on=ON), on=ON)
    assert (found.counts, found.same, found.open_before, found.open_after) == ({"moved": 2, "officer": 2}, 3, 4, 4)
    before = rows(told, "SELECT * EXCLUDE (submission, row, cluster, area_senco) FROM settings WHERE submission = 1 ORDER BY setting")
    done = accept_assignment(told, assignment, on=ON, by="analyst")
    assert (done.outcome, done.rows, done.loaded) == ("accepted", 5, 5)
    after = rows(told, "SELECT * EXCLUDE (submission, row, cluster, area_senco) FROM settings WHERE submission = 2 ORDER BY setting")
    assert after == before
    assert register(told) == {
        "1": ("Alder", "A. Mehta"),
        "2": ("Cedar Hill", "B. Okoye"),
        "3": ("Cedar Hill", "B. Okoye"),
        "4": ("Birch", "S. Lind"),
        "5": ("Birch", "S. Lind"),
    }


def test_it_holds_from_its_day_and_not_before(told: Store) -> None:
    accept_assignment(told, Assignment(numbered(1), cluster="Cedar"), on=ON, by="analyst")
    assert [register(told, day)["1"][0] for day in (date(2025, 9, 30), ON)] == ["Alder", "Cedar"]


def test_it_is_undone_and_built_anew_like_any_file(told: Store) -> None:
    before = register(told)
    done = accept_assignment(told, Assignment(numbered(1, 5), cluster="", area_senco=""), on=ON, by="analyst")
    assert register(told)["1"] == (NO_CLUSTER, None)
    assert built_in_memory(told).differences == ()
    undo(told, done.id, by="analyst")
    assert register(told) == before
    assert built_in_memory(told).differences == ()


def test_the_same_again_and_a_store_without_a_register_are_refused_with_a_sentence(told: Store) -> None:
    with pytest.raises(ToolError, match="have this already"):
        accept_assignment(told, Assignment(numbered(1), cluster="Alder"), on=ON, by="analyst")
    with pytest.raises(ToolError, match="no register of settings yet"):
        accept_assignment(Store.memory(), Assignment(numbered(1), cluster="Alder"), on=ON, by="analyst")


def test_a_change_and_its_way_back_are_three_versions(told: Store) -> None:
    for cluster in ("Cedar", "Alder", "Cedar"):
        assert accept_assignment(told, Assignment(numbered(1), cluster=cluster), on=ON, by="analyst").outcome == "accepted"
    assert register(told)["1"][0] == "Cedar"


def test_a_setting_whose_closing_was_confirmed_is_not_opened_by_it(told: Store) -> None:
    given(told, SHORTER, at="2025-09-20T09:00:00", confirm_closures=True)
    closed = "SELECT closed_on FROM standing.settings_on(DATE '2025-10-01', TIMESTAMP '2039-01-01') WHERE setting = 'ofsted:EY100005'"
    assert rows(told, closed) == [(date(2025, 9, 20),)]
    found = review(told, assigned(told, Assignment(numbered(1), cluster="Cedar"), on=ON), on=ON)
    assert found.counts == {"moved": 1}
    assert accept_assignment(told, Assignment(numbered(1), cluster="Cedar"), on=ON, by="analyst").loaded == 4
    assert rows(told, closed) == [(date(2025, 9, 20),)]


def test_a_closing_that_is_confirmed_for_a_later_day_still_comes(told: Store) -> None:
    given(told, SHORTER, at="2025-09-20T09:00:00", confirm_closures=True, effective_on=date(2025, 12, 1))
    assignment = Assignment(numbered(5), cluster="Cedar")
    assert review(told, assigned(told, assignment, on=ON), on=ON).counts == {"moved": 1}
    accept_assignment(told, assignment, on=ON, by="analyst")
    closed = "SELECT cluster, closed_on FROM standing.settings_on(DATE '2025-12-02', TIMESTAMP '2039-01-01') WHERE urn = 'EY100005'"
    assert rows(told, closed) == [("Cedar", date(2025, 12, 1))]
