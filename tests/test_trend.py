"""The words between two terms: what may be called better or worse, and what may not, each at its bounds."""

from __future__ import annotations

from datetime import date
from math import isnan

import pandas as pd
import pytest

from analytics.trend import (
    FIGURES,
    Point,
    TermDay,
    by_term,
    change_of,
    days_of_terms,
    headline_cards,
    of_clusters,
    points_of,
    six_terms_finding,
    told_us,
    wilson,
)
from data.terms import Calendar, Term

BEFORE, NOW = date(2026, 8, 31), date(2026, 12, 15)
NBSP = "\N{NO-BREAK SPACE}"


def point(on: date, said: str) -> Point:
    """A point drawn as `28 of 405, told 80 of 96`; `-` is not known."""
    value, of_all, told, settings = (
        None if each == "-" else int(each) for each in said.replace(",", " ").split() if each not in ("of", "told")
    )
    return Point(TermDay.of(on), value, of_all, told, settings)


def change(figure: str, before: str, now: str, on: date = NOW):
    return change_of(FIGURES[figure], point(BEFORE, before), point(on, now))


@pytest.mark.parametrize(
    ("before", "now", "said", "word"),
    [
        ("9 of 90, told 80 of 96", "5 of 90, told 80 of 96", "four fewer than last term (9 → 5)", "fewer"),
        ("5 of 90, told 80 of 96", "9 of 90, told 80 of 96", "four more than last term (5 → 9)", "more"),
        ("5 of 90, told 80 of 96", "10 of 90, told 80 of 96", "five more than last term (5 → 10)", "worse"),
        ("10 of 90, told 80 of 96", "9 of 90, told 80 of 96", "one fewer than last term (10 → 9)", "better"),
        ("28 of 405, told 80 of 96", "37 of 412, told 80 of 96", "nine more than last term (28 → 37)", "worse"),
        ("37 of 405, told 80 of 96", "37 of 412, told 80 of 96", "the same as last term (37)", "no change"),
        ("- of -, told 0 of 96", "37 of 412, told 80 of 96", "not known last term", None),
        ("37 of 412, told 80 of 96", "- of -, told 0 of 96", "not known now", None),
    ],
)
def test_a_count_under_ten_is_more_or_fewer_and_never_better_or_worse(before, now, said, word):
    told = change("overdue", before, now)
    assert (told.said, told.word) == (said, word)
    assert told.better == {"better": True, "worse": False}.get(word)


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ("15 of 20, told 20 of 20", "16 of 20, told 20 of 20", "better"),
        ("15 of 20, told 20 of 20", "15 of 19, told 20 of 20", "about the same"),
        ("14 of 19, told 20 of 20", "16 of 20, told 20 of 20", "about the same"),
        ("1 of 19, told 20 of 20", "18 of 19, told 20 of 20", "better"),
        ("59 of 69, told 69 of 69", "59 of 69, told 69 of 69", "about the same"),
        ("59 of 69, told 69 of 69", "49 of 69, told 69 of 69", "worse"),
        ("0 of 0, told 0 of 0", "9 of 10, told 10 of 10", None),
    ],
)
def test_a_share_of_fewer_than_twenty_changes_only_when_the_intervals_part(before, now, word):
    assert change("covered", before, now).word == word


def test_a_share_says_its_counts():
    told = change("covered", "56 of 69, told 69 of 69", "59 of 69, told 69 of 69")
    assert told.said == f"5{NBSP}points up on last term (59 of 69, was 56 of 69)"
    assert (told.amount, told.rose) == (f"5{NBSP}points", True)


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ("28 of 405, told 70 of 100", "37 of 412, told 80 of 100", "more told us"),
        ("28 of 405, told 71 of 100", "37 of 412, told 80 of 100", "worse"),
        ("28 of 405, told 80 of 100", "37 of 412, told 70 of 100", "worse"),
        ("37 of 405, told 80 of 100", "28 of 412, told 70 of 100", "fewer told us"),
        ("37 of 405, told 70 of 100", "28 of 412, told 80 of 100", "better"),
        ("5 of 405, told 70 of 100", "7 of 412, told 80 of 100", "more told us"),
        ("28 of 405, told 0 of 0", "37 of 412, told 80 of 100", "worse"),
    ],
)
def test_a_change_that_reporting_alone_could_explain_is_neither_better_nor_worse(before, now, word):
    assert change("overdue", before, now).word == word


def test_the_settings_that_told_us_stand_beside_a_change_they_could_explain():
    said = change("overdue", "28 of 405, told 30 of 46", "37 of 412, told 41 of 46").said
    assert said == "nine more than last term (28 → 37); more settings told us (41 of 46, was 30 of 46)"


@pytest.mark.parametrize(("on", "word"), [(date(2026, 11, 30), "so far"), (date(2026, 12, 1), "worse")])
def test_returns_are_neither_better_nor_worse_before_they_are_due(on, word):
    assert change("returns", "258 of 283, told 80 of 96", "100 of 283, told 20 of 96", on).word == word


def test_a_wilson_interval_is_the_text_books():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=0.0001)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=0.0001)


def test_the_days_of_six_terms_are_five_ends_and_the_day_itself():
    ends = [date(2025, 3, 31), date(2025, 8, 31), date(2025, 12, 31), date(2026, 3, 31), date(2026, 8, 31)]
    assert [day.on for day in days_of_terms(NOW)] == [*ends, NOW]
    assert [day.on for day in days_of_terms(date(2026, 12, 31))][-2:] == [date(2026, 8, 31), date(2026, 12, 31)]


def test_a_term_whose_days_were_moved_ends_and_is_due_on_those_days():
    autumn, spring = Term.parse("2025-autumn"), Term.parse("2026-spring")
    moved = Calendar(((spring.number, date(2026, 1, 5)),), ((autumn.number, date(2025, 12, 4)),))
    days = days_of_terms(NOW, moved)
    assert [(day.on, day.term, day.due_on) for day in days[2:4]] == [
        (date(2026, 1, 4), autumn, date(2025, 12, 4)),
        (date(2026, 3, 31), spring, date(2026, 2, 28)),
    ]


def test_rows_of_a_cluster_are_those_the_question_gives_for_it():
    said = frame("overdue Alder 3 40 9 10\noverdue Birch - - 0 5")
    assert list(of_clusters(said, ("Birch",))["cluster"]) == ["Birch"]
    assert of_clusters(said, ()) is said


def frame(rows: str) -> pd.DataFrame:
    """Rows of `headlines_by_cluster`, drawn as `overdue Alder 3 40 9 10`; `-` is blank."""
    cells = [[None if cell == "-" else cell for cell in line.split()] for line in rows.strip().splitlines()]
    counts = ["value", "of_all", "told", "settings"]
    drawn = pd.DataFrame(cells, columns=["figure", "cluster", *counts])
    return drawn.astype(dict.fromkeys(counts, "float64")).astype(dict.fromkeys(counts, "Int64"))


def test_a_figure_of_all_clusters_is_the_sum_of_those_known_and_not_known_when_none_is():
    said = frame("overdue Alder 3 40 9 10\noverdue Birch - - 0 5")
    assert points_of(FIGURES["overdue"], [TermDay.of(NOW)], [said]) == [Point(TermDay.of(NOW), 3, 40, 9, 15)]
    assert points_of(FIGURES["overdue"], [TermDay.of(NOW)], [said], "Birch") == [Point(TermDay.of(NOW), None, None, 0, 5)]
    assert points_of(FIGURES["overdue"], [TermDay.of(NOW)], [said], "Cedar") == [Point(TermDay.of(NOW), None, None, None, None)]


def test_a_card_leaves_a_gap_where_a_term_was_not_known_and_says_who_told_us():
    told, untold = frame("overdue Alder 12 40 9 10"), frame("overdue Alder - - 0 10")
    days = days_of_terms(NOW, count=3)
    card = headline_cards(days, [told, untold, told])[2]
    assert (card.label, card.value, card.told) == ("Late reviews, of 40", "12", "9 of 10 told us")
    assert [isnan(value) for value in card.trend] == [False, True, False]
    assert card.change.said == "not known last term"
    silent = headline_cards(days, [untold] * 3)[2]
    assert (silent.value, silent.trend, silent.told) == ("not loaded", (), "0 of 10 told us")
    assert headline_cards(days, [told, told, untold])[2].value == "not known"


def test_the_title_of_six_terms_names_only_what_may_be_called_better_or_worse():
    before = frame("overdue Alder 28 405 9 10\ncovered Alder 56 69 69 69\nno_senco Alder 4 50 9 10")
    now = frame("overdue Alder 37 412 9 10\ncovered Alder 59 69 69 69\nno_senco Alder 3 50 9 10")
    days = days_of_terms(NOW, count=2)
    assert six_terms_finding(headline_cards(days, [before, now])) == "Worse than last term: late reviews; better: coverage"
    assert six_terms_finding(headline_cards(days, [before, before])).startswith("No headline figure is clearly")


def test_nobody_who_owes_a_figure_tells_it_and_the_table_has_a_row_a_term():
    assert told_us(FIGURES["overdue"], Point(TermDay.of(NOW), None, None, 0, 0)) == ""
    said = frame("overdue Alder 3 40 9 10")
    table = by_term([TermDay.of(BEFORE), TermDay.of(NOW)], [said, said], [FIGURES["overdue"]], [None, "Alder"])
    assert table[["cluster", "term", "value"]].values.tolist() == [
        ["all clusters", "Summer 2026", 3],
        ["all clusters", "Autumn 2026", 3],
        ["Alder", "Summer 2026", 3],
        ["Alder", "Autumn 2026", 3],
    ]
