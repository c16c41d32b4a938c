"""What questions and the command line make of thresholds: those of the day, of another day, and what if they were others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from analytics.__main__ import main
from analytics.queries import QUESTIONS, Inputs, answer, limits
from analytics.thresholds import THRESHOLDS, question_thresholds
from data import threshold_changes
from data.errors import ToolError
from data.store import Store
from data.terms import parse_moment
from tests.drawn import answered, answers, drawn
from tests.test_proof import SHOWN
from tests.test_questions_support import one_setting

LATER = parse_moment("2039-12-31")


def changed(store: Store, name: str, value: float, since: str, at: str = "2025-09-01T12:00:00") -> int:
    with store.transaction() as cursor:
        return threshold_changes.record(
            cursor, name, value, since=date.fromisoformat(since), reason="Agreed", by="ann", at=parse_moment(at)
        )


def with_reviews(store: Store) -> Store:
    """Two children of one setting, with reviews due 14 and 15 days after 1 December 2025, and one 40 days late."""
    drawn(store, "settings", "setting\na")
    rows = "a | c1 | 2025-09-01 | 2025-12-15\na | c2 | 2025-09-01 | 2025-12-16\na | c3 | 2025-09-01 | 2025-10-22"
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{rows}")
    return store


def states(store: Store, **inputs) -> list[str | None]:
    return [row["state"] for row in answered(store, "reviews", "2025-12-01", ["state"], **inputs)]


def test_a_changed_limit_inside_standing_rows_decides_on_both_sides_of_its_bound(store):
    with_reviews(store)
    assert states(store) == ["due_soon", "on_track", "overdue"]
    changed(store, "due_soon_days", 15, "2025-12-01")
    assert states(store) == ["due_soon", "due_soon", "overdue"]
    changed(store, "due_soon_days", 13, "2025-12-01")
    assert states(store) == ["on_track", "on_track", "overdue"]


def test_a_changed_limit_of_a_question_decides_on_both_sides_of_its_bound(store):
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on | ended_on\na | p | 2024-09-01 | 2025-10-21")
    reasons = "setting | reasons\na | {}"
    answers(store, "settings_needing_support", "2025-11-29", reasons.format("long_vacancy"))
    changed(store, "long_vacancy_days", 39, "2025-11-01")
    answers(store, "settings_needing_support", "2025-11-29", reasons.format(""))
    answers(store, "settings_needing_support", "2025-11-30", reasons.format("long_vacancy"))


# Each limit of a reason: a store in which the reason applies, and a value with which it would not.
OF_REASONS = {
    "long_overdue_reviews": ("reviews_long_overdue", 4),
    "long_overdue_share": ("reviews_long_overdue", 0.5),
    "long_vacancy_days": ("long_vacancy", 90),
    "long_interim_days": ("long_interim", 300),
    "new_senco_days": ("not_inducted", 130),
    "induction_days": ("not_inducted", 160),
    "missed_meetings": ("missed_meetings", 3),
    "overdue_reviews": ("reviews_overdue", 6),
    "overdue_share": ("reviews_overdue", 0.7),
    "practice_gaps": ("practice_gaps", 4),
}


def test_every_limit_of_a_reason_is_tried():
    editable = {name for name in question_thresholds("settings_needing_support") if THRESHOLDS[name].is_editable}
    assert editable - set(OF_REASONS) == {"amber_reasons"}


@pytest.mark.parametrize("name", OF_REASONS)
def test_a_limit_changed_between_two_days_decides_from_its_day_on(store, name):
    reason, value = OF_REASONS[name]
    SHOWN[reason][0](store)

    def applies(day: str) -> bool:
        (row,) = answered(store, "settings_needing_support", day, ["reasons"], scope=("a",))
        return reason in (row["reasons"] or "").split("; ")

    assert [applies("2025-11-21"), applies("2025-11-22")] == [True, True]
    changed(store, name, value, "2025-11-22")
    assert [applies("2025-11-21"), applies("2025-11-22")] == [True, False]


def test_how_many_amber_reasons_make_amber_changes_from_its_day_on(store):
    one_setting(store, post="shared | yes | 2025-06-01 | |", ofsted_judgement="inadequate")
    changed(store, "amber_reasons", 3, "2025-11-22")
    answers(store, "settings_needing_support", "2025-11-21", "rating\namber")
    answers(store, "settings_needing_support", "2025-11-22", "rating\ngreen")


def test_a_figure_noted_stays_when_a_threshold_changes_from_a_later_day(store):
    with_reviews(store)
    noted = {name: answer(store, name, Inputs(date(2025, 12, 1), LATER)) for name in QUESTIONS}
    for name, value in (("due_soon_days", 30), ("long_vacancy_days", 0), ("overdue_share", 0.5), ("amber_reasons", 5)):
        changed(store, name, value, "2025-12-02")
    assert all(answer(store, name, Inputs(date(2025, 12, 1), LATER)).equals(frame) for name, frame in noted.items())
    assert states(store, thresholds_on=date(2025, 12, 2)) == ["due_soon", "due_soon", "overdue"]


def test_what_was_known_at_a_moment_is_answered_as_if_only_changes_by_then_existed(store):
    with_reviews(store)
    changed(store, "due_soon_days", 15, "2025-09-01", at="2025-11-01T09:00:00")
    changed(store, "due_soon_days", 10, "2025-09-01", at="2025-11-05T09:00:00")
    with store.transaction() as cursor:
        threshold_changes.take_back(cursor, 2, by="ben", at=parse_moment("2025-11-07T09:00:00"))
    by_moment = {moment: states(store, known_at=moment)[:2] for moment in ("2025-10-31", "2025-11-01", "2025-11-05", "2025-11-07")}
    assert by_moment == {
        "2025-10-31": ["due_soon", "on_track"],
        "2025-11-01": ["due_soon", "due_soon"],
        "2025-11-05": ["on_track", "on_track"],
        "2025-11-07": ["due_soon", "due_soon"],
    }


def test_what_if_a_threshold_were_another_changes_this_answer_only(store):
    with_reviews(store)
    assert states(store, what_if=(("due_soon_days", 15),)) == ["due_soon", "due_soon", "overdue"]
    assert states(store) == ["due_soon", "on_track", "overdue"]
    assert limits(store, Inputs(date(2025, 12, 1), LATER, what_if=(("overdue_share", 0.2),)))["overdue_share"].value == 0.2


@pytest.mark.parametrize(
    ("what_if", "words"),
    [
        ((("patience", 3),), "There is no threshold called “patience”."),
        ((("over_18_weeks_days", 130),), "over_18_weeks_days stays 126 days."),
        ((("due_soon_days", 85),), "due_soon_days is between 1 and 84, not 85."),
        ((("new_senco_days", 100),), r"induction_days \(120 days\) must stay below new_senco_days \(100 days\)."),
    ],
)
def test_what_cannot_be_is_refused_in_words(store, what_if, words):
    with pytest.raises(ToolError, match=words):
        answer(store, "reviews", Inputs(date(2025, 12, 1), LATER, what_if=what_if))


@pytest.fixture
def stored(tmp_path: Path) -> str:
    """The path of a store with three reviews, where due soon is 15 days from 2 December 2025 on."""
    path = tmp_path / "store.duckdb"
    store = with_reviews(Store.open(path))
    changed(store, "due_soon_days", 15, "2025-12-02")
    store.close()
    return str(path)


def said(capsys, *arguments: str) -> list[dict]:
    assert main([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_command_asks_with_the_thresholds_of_another_day_and_with_other_values(stored, capsys):
    asked = ("reviews", "--as-of", "2025-12-01", "--store", stored)
    assert [row["state"] for row in said(capsys, *asked)] == ["due_soon", "on_track", "overdue"]
    assert [row["state"] for row in said(capsys, *asked, "--thresholds-on", "2025-12-02")] == ["due_soon", "due_soon", "overdue"]
    assert [row["state"] for row in said(capsys, *asked, "--threshold", "due_soon_days=13")] == ["on_track", "on_track", "overdue"]


def test_the_command_lists_the_thresholds_in_force_on_a_day(stored, capsys):
    listed = {row["name"]: row for row in said(capsys, "--list-thresholds", "--as-of", "2025-12-02", "--store", stored)}
    told = ("value", "unit", "since", "changed_by", "least", "most", "fixed")
    assert [listed["due_soon_days"][name] for name in told] == [15, "days", "2025-12-02", "ann", 1, 84, None]
    assert listed["qualify_months"]["fixed"] == "It is set by law."
    before = said(capsys, "--list-thresholds", "--as-of", "2025-12-01", "--store", stored)
    assert next(row["value"] for row in before if row["name"] == "due_soon_days") == 14
    assert main(["--list-thresholds", "--store", stored]) == 0
    assert capsys.readouterr().out.startswith("name,value,unit,meaning,source,since,changed_by,least,most,fixed\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--threshold", "due_soon_days"], "“due_soon_days” does not say a threshold and its value. Write it like due_soon_days=21."),
        (["--threshold", "due_soon_days=many"], "“due_soon_days=many” does not say"),
        (["--threshold", "patience=3"], "There is no threshold called “patience”."),
        (["--threshold", "due_soon_days=0"], "due_soon_days is between 1 and 84, not 0."),
        (["--threshold", "qualify_months=24"], "qualify_months stays 36 months. It is set by law."),
        (["--thresholds-on", "tomorrow"], "“tomorrow” is not a day."),
    ],
)
def test_the_command_refuses_what_cannot_be_with_2_and_one_sentence(stored, capsys, arguments, words):
    assert main(["reviews", "--as-of", "2025-12-01", "--store", stored, *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith(words)
