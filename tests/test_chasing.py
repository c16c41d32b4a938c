"""Who was written to is kept, closes when the return arrives, is taken back without being deleted, and outlives a rebuild."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from sent import REGISTER, given, rows

from analytics.queries import Inputs, answer
from data.chasing import Chased, record, take_back
from data.errors import ToolError
from data.held import dismiss_held
from data.rebuild import built_in_memory
from data.store import Store
from data.submission import undo
from data.terms import Term, end_of, local_day, now

TODAY = local_day(now())
TERM = Term.of(TODAY)
ACORN, MINDER = "ofsted:EY100001", "ofsted:EY100002"
AT = f"{TODAY:%Y-%m-%d}T00:00:01"
NIL = "setting_urn | senco_ref | role | started_on\n{} | NIL | |"
HALF = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S1        | senco | 31/02/2025
    EY100001    | S2        | senco | 01/09/2024
    EY100002    | S3        | senco | 01/09/2024
"""


@pytest.fixture
def registered(store: Store) -> Store:
    assert given(store, REGISTER).outcome == "accepted"
    return store


def chased(store: Store, known_at=None) -> pd.DataFrame:
    return answer(store, "returns_chased", Inputs(TODAY, known_at or end_of(TODAY)))


def wrote(store: Store, *settings: str, about: str = "missing", way: str = "email", days_ago: int = 0) -> int:
    told = [Chased(setting, "senco_posts", about, way) for setting in settings]
    return record(store, told, term=TERM, sent_on=TODAY - timedelta(days=days_ago), by="A. Analyst")


def test_a_return_that_arrives_closes_what_was_written_about_it_and_says_after_how_many_days(registered):
    wrote(registered, ACORN, MINDER, days_ago=9)
    assert list(chased(registered)["is_open"]) == [True, True]
    given(registered, NIL.format("EY100001"), at=AT)
    found = chased(registered).set_index("setting")
    assert found["is_open"].to_dict() == {ACORN: False, MINDER: True}
    assert (found.loc[ACORN, "answered_on"], found.loc[ACORN, "answered_after_days"]) == (TODAY, 9)
    assert found.loc[MINDER, "answered_on"] is None


def test_a_return_that_is_withdrawn_is_open_again(registered):
    wrote(registered, ACORN)
    came = given(registered, NIL.format("EY100001"), at=AT)
    undo(registered, came.id, by="A. Analyst")
    found = chased(registered)
    assert (list(found["is_open"]), list(found["answered_on"])) == ([True], [None])


def test_a_setting_written_to_twice_shows_both_the_latest_first(registered):
    wrote(registered, ACORN, days_ago=8)
    wrote(registered, ACORN, days_ago=1, way="letter")
    found = chased(registered)
    assert list(found["sent_on"]) == [TODAY - timedelta(days=1), TODAY - timedelta(days=8)]
    assert list(found["way"]) == ["letter", "email"]
    assert list(found["sent_by"]) == ["A. Analyst"] * 2


def test_a_chaser_counts_from_the_moment_it_was_recorded_until_it_is_taken_back(registered):
    before = now()
    chaser = wrote(registered, ACORN)
    between = now()
    assert take_back(registered, chaser, by="B. Lead").startswith("The record of ")
    assert [len(chased(registered, moment)) for moment in (before, between, end_of(TODAY))] == [0, 1, 0]
    assert rows(registered, "SELECT id, taken_back_by FROM chasers") == [(chaser, "B. Lead")]
    assert len(rows(registered, "FROM chased_returns")) == 1


def test_an_answer_kept_from_before_is_told_anew_when_something_is_recorded_or_taken_back(registered):
    versions = [registered.version]
    chaser = wrote(registered, ACORN)
    versions.append(registered.version)
    take_back(registered, chaser, by="B. Lead")
    versions.append(registered.version)
    assert len(set(versions)) == 3


def test_held_rows_are_open_until_they_are_put_right_or_put_aside(registered):
    held = given(registered, HALF, at=AT, good_rows_only=True)
    wrote(registered, ACORN, about="held")
    assert list(chased(registered)["is_open"]) == [True]
    dismiss_held(registered, held.id, 2, reason="Left.", by="B. Lead")
    found = chased(registered)
    assert (list(found["is_open"]), list(found["answered_on"])) == ([False], [None])


def test_a_file_with_the_held_rows_put_right_closes_what_was_written_about_them(registered):
    given(registered, HALF, at=AT, good_rows_only=True)
    wrote(registered, ACORN, about="held", days_ago=2)
    given(registered, HALF.replace("31/02/2025", "28/02/2025"), at=AT)
    found = chased(registered)
    assert (list(found["is_open"]), list(found["answered_after_days"])) == ([False], [2])


def test_only_the_term_asked_for_is_listed(registered):
    record(registered, [Chased(ACORN, "referrals", "missing", "merge")], term=TERM.before, sent_on=TODAY, by="A. Analyst")
    assert chased(registered).empty
    assert len(answer(registered, "returns_chased", Inputs(TERM.before.ends_on, end_of(TODAY)))) == 1


def test_nothing_is_recorded_for_nobody_for_a_day_to_come_or_in_an_unknown_way(registered):
    with pytest.raises(ToolError, match="Choose at least one setting"):
        record(registered, [], term=TERM, sent_on=TODAY, by="A. Analyst")
    with pytest.raises(ToolError, match="has not come yet"):
        wrote(registered, ACORN, days_ago=-1)
    with pytest.raises(ValueError, match="and way one of"):
        wrote(registered, ACORN, way="pigeon")
    assert rows(registered, "FROM chasers") == []


def test_the_same_letters_of_a_day_are_recorded_once_and_again_when_taken_back(registered):
    chaser = wrote(registered, ACORN, MINDER)
    with pytest.raises(ToolError, match="were recorded on"):
        wrote(registered, MINDER, ACORN)
    wrote(registered, ACORN)
    wrote(registered, ACORN, MINDER, days_ago=1)
    take_back(registered, chaser, by="B. Lead")
    wrote(registered, ACORN, MINDER)
    assert rows(registered, "SELECT id, taken_back_at IS NULL FROM chasers ORDER BY id") == [(1, False), (2, True), (3, True), (4, True)]


def test_a_chaser_is_taken_back_once(registered):
    chaser = wrote(registered, ACORN)
    take_back(registered, chaser, by="B. Lead")
    with pytest.raises(ToolError, match=r"This was taken back on .* by B\. Lead"):
        take_back(registered, chaser, by="C. Lead")
    with pytest.raises(ToolError, match="not here any more"):
        take_back(registered, chaser + 1, by="C. Lead")


def test_a_rebuilt_store_keeps_who_was_written_to(registered):
    wrote(registered, ACORN, MINDER)
    take_back(registered, wrote(registered, ACORN), by="B. Lead")
    built = built_in_memory(registered)
    assert built.differences == ()


def test_dates_are_days(registered):
    wrote(registered, ACORN)
    assert isinstance(chased(registered)["sent_on"][0], date)
