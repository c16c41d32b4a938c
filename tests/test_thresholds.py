"""Thresholds hold from a day on, as known at a moment, within bounds; and every question says which it uses."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.queries import QUESTIONS
from analytics.thresholds import ORDERED, THRESHOLDS, allowed_value, question_thresholds, refuse_disorder, thresholds_in_force
from data import threshold_changes
from data.errors import ToolError
from data.store import Store
from data.terms import parse_moment
from tests.drawn import table


def changed(store: Store, text: str) -> None:
    """Put drawn changes into a store: name, value, since, at, and taken_back where it was."""
    with store.transaction() as cursor:
        for row in table(text):
            number = threshold_changes.record(
                cursor, row["name"], float(row["value"]), since=date.fromisoformat(row["since"]), reason="Agreed", by="ann",
                at=parse_moment(row["at"]),
            )  # fmt: skip
            if row.get("taken_back"):
                threshold_changes.take_back(cursor, number, by="ben", at=parse_moment(row["taken_back"]))


def value(store: Store, name: str, on: str, known_at: str = "2039-12-31") -> int | float:
    return thresholds_in_force(store, date.fromisoformat(on), parse_moment(known_at))[name].value


def test_without_a_change_the_first_values_hold(store):
    assert thresholds_in_force(store, date(2026, 1, 1), parse_moment("2026-01-01")) == THRESHOLDS


def test_a_change_holds_from_its_day_on_and_earlier_days_keep_the_value_they_had(store):
    changed(
        store,
        """
        name          | value | since      | at
        due_soon_days | 21    | 2026-01-05 | 2025-12-01
        due_soon_days | 28    | 2026-04-01 | 2025-12-02
        """,
    )
    on = ("2026-01-04", "2026-01-05", "2026-03-31", "2026-04-01")
    assert [value(store, "due_soon_days", each) for each in on] == [14, 21, 21, 28]
    held = thresholds_in_force(store, date(2026, 2, 1), parse_moment("2039-12-31"))["due_soon_days"]
    assert (held.since, held.changed_by, held.reason, held.source) == (date(2026, 1, 5), "ann", "Agreed", "Early Years Team")


def test_a_change_counts_from_the_moment_it_was_made_until_it_is_taken_back(store):
    changed(
        store,
        """
        name          | value | since      | at                  | taken_back
        due_soon_days | 21    | 2025-09-01 | 2025-12-01T10:00:00 | 2025-12-03T10:00:00
        """,
    )
    moments = ("2025-12-01T09:59:59", "2025-12-01T10:00:00", "2025-12-03T09:59:59", "2025-12-03T10:00:00")
    assert [value(store, "due_soon_days", "2025-12-01", each) for each in moments] == [14, 21, 21, 14]


def test_of_two_changes_from_the_same_day_the_later_one_holds(store):
    changed(
        store,
        """
        name          | value | since      | at
        overdue_share | 0.2   | 2026-01-05 | 2025-12-01
        overdue_share | 0.15  | 2026-01-05 | 2025-12-02
        """,
    )
    assert value(store, "overdue_share", "2026-01-05") == 0.15
    assert value(store, "overdue_share", "2026-01-05", "2025-12-01") == 0.2


def test_a_fixed_threshold_never_moves_even_where_a_change_stands_in_the_store(store):
    changed(store, "name | value | since | at\nsecond_band_days | 50 | 2025-09-01 | 2025-09-01")
    assert value(store, "second_band_days", "2026-01-01") == 42


@pytest.mark.parametrize(
    ("name", "asked", "words"),
    [
        ("patience", 3, "There is no threshold called “patience”. Those that can be changed are: due_soon_days, "),
        ("qualify_months", 24, "qualify_months stays 36 months. It is set by law."),
        ("due_soon_days", 0, "due_soon_days is between 1 and 84, not 0."),
        ("due_soon_days", 85, "due_soon_days is between 1 and 84, not 85."),
        ("due_soon_days", 7.5, "due_soon_days counts whole days between 1 and 84, so it cannot be 7.5."),
        ("overdue_share", float("nan"), "overdue_share is between 0 and 1, not nan."),
        ("room_children", 4, "room_children is 3, 5, 6 or 10, not 4."),
    ],
)
def test_a_value_a_threshold_cannot_have_is_refused_in_words(name, asked, words):
    with pytest.raises(ToolError) as refused:
        allowed_value(name, asked)
    assert refused.value.message.startswith(words)


def test_a_value_at_a_bound_is_allowed_and_whole_where_things_are_counted():
    assert [allowed_value("due_soon_days", 1.0), allowed_value("due_soon_days", 84)] == [1, 84]
    assert isinstance(allowed_value("due_soon_days", 21.0), int)
    assert allowed_value("overdue_share", 0.125) == 0.125


def test_first_values_lie_within_their_bounds_and_in_their_order():
    for threshold in THRESHOLDS.values():
        assert threshold.least <= threshold.value <= threshold.most, threshold.name
        assert not threshold.is_editable or allowed_value(threshold.name, threshold.value) == threshold.value
    refuse_disorder(THRESHOLDS)
    assert {name for pair in ORDERED for name in pair} <= set(THRESHOLDS)


def test_the_first_values_inside_standing_rows_are_those_declared(store):
    names = [name for name in THRESHOLDS if _is_macro(store, name)]
    assert names == ["current_terms_back", "qualify_months", "due_soon_days", "first_band_days", "second_band_days"]
    with store.cursor() as cursor:
        values = cursor.execute("SELECT " + ", ".join(f"standing.{name}()" for name in names)).fetchone()
    assert values == tuple(THRESHOLDS[name].value for name in names)


def _is_macro(store: Store, name: str) -> bool:
    with store.cursor() as cursor:
        sql = "SELECT 1 FROM duckdb_functions() WHERE schema_name = 'standing' AND function_name = ?"
        return cursor.execute(sql, [name]).fetchone() is not None


def test_a_question_names_the_thresholds_it_binds_and_those_of_the_macros_it_reads():
    assert question_thresholds("awards_ending") == ["award_ending_days"]
    assert question_thresholds("senco_standard") == ["current_terms_back", "qualify_months"]
    assert question_thresholds("reviews") == ["current_terms_back", "due_soon_days", "first_band_days", "second_band_days"]
    assert question_thresholds("stale_plans") == ["current_terms_back", "stale_plan_days"]
    assert question_thresholds("register") == []


def test_every_threshold_is_used_by_a_question_the_chase_or_the_room():
    used = {name for question in QUESTIONS for name in question_thresholds(question)}
    assert set(THRESHOLDS) - used == {"written_to_days", "room_children", "room_settings"}
