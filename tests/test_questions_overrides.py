"""Ratings that officers set: from their day to their last day, as known at a moment, beside the rules’ answer and never in it."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest

from analytics.__main__ import answer_written
from analytics.queries import QUESTIONS, Inputs, answer
from data import rating_overrides
from data.errors import ToolError
from data.rebuild import built_in_memory, built_into
from data.store import Store
from data.terms import parse_day, parse_moment
from tests.drawn import LATER, answers, drawn, table
from tests.sent import REGISTER, given


@pytest.fixture
def registered(store: Store) -> Store:
    drawn(store, "settings", "setting | cluster | closed_on\na | Alder |\nb | Birch |\nc | Birch | 2025-12-01")
    return store


def put(
    store: Store,
    rating: str = "amber",
    last_on: str = "2026-03-03",
    *,
    setting: str = "a",
    at: str = "2025-11-21T10:00:00",
    reason: str = "Visited and well led",
    by: str = "J. Okafor",
    seen: int | None = None,
) -> str:
    asked = {"last_on": date.fromisoformat(last_on), "reason": reason, "by": by, "at": parse_moment(at), "seen": seen}
    return rating_overrides.set_rating(store, setting, rating, **asked)


def put_all(store: Store, text: str) -> None:
    """Set drawn ratings: setting, rating, at, last_on, and taken_back where one was."""
    for row in table(text):
        put(store, row["rating"], row["last_on"], setting=row["setting"], at=row["at"])
        if row.get("taken_back"):
            (latest, *_) = rating_overrides.history(store, row["setting"])
            rating_overrides.take_back(store, latest.id, by="ben", at=parse_moment(row["taken_back"]))


def held(store: Store, on: str, expected: str, **asked: object) -> None:
    answers(store, "rating_overrides", on, f"setting | rating\n{expected}", **asked)


def test_an_override_holds_from_the_day_it_was_set_to_its_last_day_and_ends_by_itself(registered):
    said = put(registered)
    assert said.startswith("Set to amber until 3 March 2026.")
    held(registered, "2025-11-20", "")
    for day in ("2025-11-21", "2026-01-01", "2026-03-03"):
        held(registered, day, "a | amber")
    held(registered, "2026-03-04", "")
    answers(
        registered,
        "rating_overrides",
        "2025-12-01",
        """
        setting | rating | from_on    | last_on    | set_by    | reason
        a       | amber  | 2025-11-21 | 2026-03-03 | J. Okafor | Visited and well led
        """,
    )


def test_its_last_day_may_be_the_day_it_is_set(registered):
    put(registered, last_on="2025-11-21")
    held(registered, "2025-11-21", "a | amber")
    held(registered, "2025-11-22", "")


def test_it_is_known_from_its_moment_until_it_is_taken_back(registered):
    put_all(
        registered,
        """
        setting | rating | at                  | last_on    | taken_back
        a       | amber  | 2025-11-21T10:00:00 | 2026-03-03 | 2025-12-01T10:00:00
        """,
    )
    known = {
        moment: moment > "2025-11-21T09:59:59" and moment < "2025-12-01T10:00:00"
        for moment in ("2025-11-21T09:59:59", "2025-11-21T10:00:00", "2025-12-01T09:59:59", "2025-12-01T10:00:00")
    }
    assert sorted(known.values()) == [False, False, True, True]
    for moment, counts in known.items():
        held(registered, "2025-12-10", "a | amber" if counts else "", known_at=moment)


def test_a_later_one_takes_the_place_of_the_one_before_from_its_day_on_also_when_it_ends_sooner(registered):
    put_all(
        registered,
        """
        setting | rating | at                  | last_on
        a       | red    | 2025-10-01T10:00:00 | 2026-03-31
        a       | amber  | 2025-11-01T10:00:00 | 2025-11-30
        a       | green  | 2025-11-20T10:00:00 | 2025-12-10
        a       | amber  | 2025-11-20T11:00:00 | 2025-12-05
        """,
    )
    days = {
        "2025-09-30": "",
        "2025-10-31": "a | red",
        "2025-11-01": "a | amber",
        "2025-11-19": "a | amber",
        "2025-11-20": "a | amber",
        "2025-12-05": "a | amber",
        "2025-12-06": "",
        "2026-03-01": "",
    }
    for day, expected in days.items():
        held(registered, day, expected)
    held(registered, "2025-12-10", "a | green", known_at="2025-11-20T10:30:00")


def test_the_one_before_holds_again_when_a_later_one_is_taken_back(registered):
    put(registered, "red", "2026-03-31", at="2025-10-01T10:00:00")
    put(registered, "green", "2025-12-31", at="2025-11-01T10:00:00", by="A. Mehta")
    said = rating_overrides.take_back(registered, 2, by="ben", at=parse_moment("2025-11-02T10:00:00"))
    assert said == "Taken back. The red that J. Okafor set until 31 March 2026 holds again."
    held(registered, "2025-11-10", "a | red")
    held(registered, "2025-11-10", "a | green", known_at="2025-11-02T09:00:00")
    said = rating_overrides.take_back(registered, 1, by="ben", at=parse_moment("2025-11-03T10:00:00"))
    assert said == "Taken back. What the rules say stands alone again."
    with pytest.raises(ToolError, match="This was taken back on 3 November 2025 at 10:00 by ben"):
        rating_overrides.take_back(registered, 1, by="ben", at=parse_moment("2025-11-04T10:00:00"))
    with pytest.raises(ToolError, match="not here any more"):
        rating_overrides.take_back(registered, 9, by="ben", at=parse_moment("2025-11-04T10:00:00"))
    assert [(one.rating, one.set_by, one.taken_back_by) for one in rating_overrides.history(registered, "a")] == [
        ("green", "A. Mehta", "ben"),
        ("red", "J. Okafor", "ben"),
    ]


def test_only_settings_that_are_open_and_chosen_have_one(registered):
    for setting in "abc":
        put(registered, setting=setting)
    held(registered, "2025-11-30", "a | amber\nb | amber\nc | amber")
    held(registered, "2025-12-01", "a | amber\nb | amber")
    held(registered, "2025-12-01", "b | amber", clusters=("Birch",))
    held(registered, "2025-12-01", "a | amber", scope=("a",))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"reason": " "}, "Say why, so that others understand it later."),
        ({"by": " "}, "Say who sets the rating."),
        ({"last_on": "2025-11-20"}, "20 November 2025 has passed. Choose a last day that is still to come."),
        ({"last_on": "2026-11-23"}, "A rating is set for a year at most. Choose a last day up to 22 November 2026."),
        ({"reason": "Ring 07700 900123"}, "Why seems to hold personal data"),
        ({"reason": "x" * 501}, "Why is longer than 500 characters. Shorten it."),
        ({"setting": "z"}, "This setting is on no register."),
    ],
)
def test_what_cannot_be_set_is_refused_in_words_and_nothing_is_kept(registered, asked, words):
    with pytest.raises(ToolError) as refused:
        put(registered, **asked)
    assert refused.value.message.startswith(words)
    assert rating_overrides.history(registered, asked.get("setting", "a")) == []


def test_the_same_again_is_said_and_not_kept_twice(registered):
    put(registered)
    with pytest.raises(ToolError, match=r"It is set so already, by J\. Okafor on 21 November 2025 at 10:00"):
        put(registered, at="2025-11-21T10:00:05", by="A. Mehta")
    assert len(rating_overrides.history(registered, "a")) == 1


def test_of_two_people_who_saw_the_same_the_second_is_told_what_the_first_said(registered):
    seen = rating_overrides.mark(registered, "a")
    put(registered, seen=seen)
    with pytest.raises(ToolError) as refused:
        put(registered, "green", seen=seen, by="A. Mehta", at="2025-11-21T10:01:00")
    assert refused.value.title == "Somebody else changed the rating"
    assert "J. Okafor set amber until 3 March 2026 on 21 November 2025 at 10:00: “Visited and well led”" in refused.value.message
    put(registered, "green", seen=rating_overrides.mark(registered, "a"), by="A. Mehta", at="2025-11-21T10:02:00")
    rating_overrides.take_back(registered, 2, by="C. Bell", at=parse_moment("2025-11-21T10:03:00"))
    with pytest.raises(ToolError, match=r"C\. Bell took back the green of A\. Mehta on 21 November 2025 at 10:03"):
        put(registered, "red", seen=2, at="2025-11-21T10:04:00")
    assert [one.rating for one in rating_overrides.history(registered, "a")] == ["green", "amber"]


def test_of_many_who_save_at_the_same_time_one_is_kept_for_each_setting_and_the_others_are_told(registered):
    seen, told, ready = {setting: rating_overrides.mark(registered, setting) for setting in "ab"}, [], threading.Barrier(6)

    def save(number: int) -> None:
        setting = "ab"[number % 2]
        ready.wait()
        try:
            told.append((setting, put(registered, setting=setting, by=f"Officer {number}", seen=seen[setting])))
        except ToolError as refused:
            told.append((setting, refused.title))

    people = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    for setting in "ab":
        said = [words for of, words in told if of == setting]
        assert sorted(words.startswith("Set to amber") for words in said) == [False, False, True]
        assert said.count("Somebody else changed the rating") == 2
        assert len(rating_overrides.history(registered, setting)) == 1


def test_no_published_answer_changes_by_a_rating_that_an_officer_set(store):
    for text, day in ((REGISTER, "2025-09-01"), ("setting_urn | senco_ref | role | started_on\nEY100001 | NIL | |", "2025-10-01")):
        assert given(store, text, at=f"{day}T10:00:00").outcome == "accepted"
    inputs = Inputs(parse_day("2025-11-21"), parse_moment(LATER))
    named = [name for name, query in QUESTIONS.items() if query.named]
    noted = {name: answer_written(store, name, inputs, "json") for name in named}
    put(store, "red", setting="ofsted:EY100001")
    put(store, "green", setting="dfe:100003")
    assert {name for name in named if answer_written(store, name, inputs, "json") != noted[name]} == set()
    assert answer_written(store, "rating_overrides", inputs, "csv").count("\n") == 3


@pytest.mark.parametrize("question", ["rating_overrides", "settings_needing_support", "support_reasons"])
def test_no_rating_of_a_setting_is_for_a_room(registered, question):
    put(registered)
    with pytest.raises(ToolError, match=question):
        answer(registered, question, Inputs(parse_day("2025-11-30"), parse_moment(LATER), audience="cluster_meeting"))


def test_a_rebuilt_store_holds_the_ratings_as_they_are(tmp_path: Path):
    store = Store.open(tmp_path / "store.duckdb")
    given(store, REGISTER, at="2025-09-01T10:00:00")
    put(store, setting="dfe:100003")
    put(store, "green", setting="dfe:100003", at="2025-12-01T10:00:00")
    rating_overrides.take_back(store, 2, by="ben", at=parse_moment("2025-12-02T10:00:00"))
    assert built_in_memory(store).differences == ()
    assert built_into(store, tmp_path / "new.duckdb").differences == ()
    new = Store.open(tmp_path / "new.duckdb")
    assert rating_overrides.history(new, "dfe:100003") == rating_overrides.history(store, "dfe:100003")
    new.close()
    store.close()
