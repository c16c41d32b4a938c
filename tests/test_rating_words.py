"""Since when a setting has its rating, and what an officer set beside the rules: in words that claim no more than was asked."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from analytics.rating_history import by_term, ratings_back, since_said
from analytics.set_ratings import SetRating, counted_line, history_lines, last_day_offered, set_ratings_of, set_said, with_set_ratings
from analytics.trend import days_of_terms
from data.rating_overrides import Override
from data.terms import BY_CONTRACT

# 31 Mar 2025, 31 Aug 2025, 31 Dec 2025, 31 Mar 2026, 31 Aug 2026 and the day itself.
DAYS = days_of_terms(date(2026, 11, 21))


def plainly(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        ("red green", "newly red, green at the end of Summer 2026"),
        ("red amber amber", "newly red, amber at the end of Summer 2026"),
        ("amber green", "newly amber, green at the end of Summer 2026"),
        ("amber red", "red at the end of Summer 2026"),
        ("green red", "red at the end of Summer 2026"),
        ("red grey", "newly red, not enough known at the end of Summer 2026"),
        ("green grey", "not enough known at the end of Summer 2026"),
        ("grey green", "green at the end of Summer 2026"),
        ("red -", "not open at the end of Summer 2026"),
        ("red red green", "red at the end of Summer 2026 too"),
        ("red red -", "red at the end of Summer 2026 too"),
        ("red red red green red red", "red at term ends since Spring 2026"),
        ("amber amber amber amber amber green", "amber at term ends since Summer 2025"),
        ("amber amber amber amber amber amber", "amber at term ends since Spring 2025 or longer"),
        ("grey grey grey green", "not enough known at term ends since Spring 2026"),
        ("red red", "red at term ends since Summer 2026 or longer"),
        ("- red", ""),
        ("red", ""),
    ],
)
def test_since_when_is_said_of_the_days_asked_only(ratings, words):
    assert since_said(DAYS, tuple(None if rating == "-" else rating for rating in ratings.split())) == words


def frames(told: dict[str, str]) -> tuple[dict[date, pd.DataFrame], list[date]]:
    """The answer of each day drawn as letters (r, a, g, - not open), the oldest first; and the days that were asked."""
    codes = {"r": "red", "a": "amber", "g": "green"}
    by_day = {}
    for place, day in enumerate(DAYS):
        rows = [(setting, codes[letters[place]]) for setting, letters in told.items() if letters[place] != "-"]
        by_day[day.on] = pd.DataFrame(rows, columns=["setting", "rating"])
    return by_day, []


@pytest.mark.parametrize(
    ("whole", "asked"),
    [(False, ["2026-11-21", "2026-08-31", "2026-03-31"]), (True, [f"{day.on}" for day in reversed(DAYS)])],
)
def test_it_goes_back_as_far_as_any_has_its_rating_still_and_all_the_way_when_asked(whole, asked):
    by_day, days = frames({"a": "gggarr", "b": "rrrgrr", "c": "-----g"})

    def ratings_on(on: date) -> pd.DataFrame:
        days.append(on)
        return by_day[on]

    found = ratings_back(DAYS, ratings_on, ["a", "b", "c"], whole=whole)
    assert [f"{day}" for day in days] == asked
    assert found["a"][:3] == ("red", "red", "amber")
    assert found["c"][:2] == ("green", None)
    assert since_said(DAYS, found["a"]) == "red at the end of Summer 2026 too"


def test_the_table_of_terms_has_a_row_a_day_asked_the_latest_first():
    table = by_term(DAYS, ("red", "green", None), ["Late reviews", "", ""])
    told = [[row.term, f"{row.rated_on}", row.rating, row.why] for row in table.itertuples(index=False)]
    assert told[:2] == [["Autumn 2026", "2026-11-21", "red", "Late reviews"], ["Summer 2026", "2026-08-31", "green", ""]]
    assert told[2][:2] == ["Spring 2026", "2026-03-31"]
    assert pd.isna(told[2][2])


OVERRIDE = SetRating("amber", date(2027, 3, 3), "J. Okafor", "Visited and well led.")


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("red", "Amber, set by J. Okafor until 3 Mar 2027: Visited and well led; the rules say red"),
        ("amber", "Amber, set by J. Okafor until 3 Mar 2027: Visited and well led; the rules say amber too"),
        ("grey", "Amber, set by J. Okafor until 3 Mar 2027: Visited and well led; the rules say not enough known"),
    ],
)
def test_a_rating_that_was_set_is_never_said_without_the_rules(rules, words):
    assert plainly("".join(set_said(OVERRIDE, rules))) == words


def test_a_long_reason_is_cut_in_a_list_and_whole_on_the_page_of_the_setting():
    long = SetRating("green", date(2027, 3, 3), "J. Okafor", "Well led " * 40)
    assert "…; the rules say red" in set_said(long, "red")[1]
    assert len(set_said(long, "red", whole=True)[1]) > 300


def test_the_frame_keeps_the_rules_rating_and_has_the_other_beside_it():
    overrides = pd.DataFrame(
        [{"setting": "b", "rating": "green", "from_on": date(2026, 11, 1), "last_on": date(2026, 12, 31), "set_by": "A", "reason": "x"}]
    )
    ratings = pd.DataFrame({"setting": ["a", "b"], "rating": ["red", "amber"]})
    both = with_set_ratings(ratings, overrides)
    assert [list(both["rating"]), [plainly(one) if one else one for one in both["set_rating"]]] == [
        ["red", "amber"],
        [None, "● Green to 31 Dec 2026"],
    ]
    assert set_ratings_of(overrides)["b"].set_by == "A"
    said = "For one setting an officer set a rating, which stands beside the one of the rules. Counts and order are those of the rules."
    assert [counted_line(overrides), counted_line(overrides.iloc[:0])] == [said, ""]


@pytest.mark.parametrize(
    ("today", "offered"),
    [("2026-11-21", "2026-12-31"), ("2026-12-03", "2026-12-31"), ("2026-12-04", "2027-03-31"), ("2026-08-31", "2026-12-31")],
)
def test_a_form_offers_the_end_of_the_term_or_of_the_next_when_that_is_near(today, offered):
    assert f"{last_day_offered(date.fromisoformat(today), BY_CONTRACT)}" == offered


def test_what_was_taken_back_stays_in_the_history_and_cannot_be_taken_back_again():
    one = Override(3, "a", "red", date(2026, 11, 1), date(2026, 12, 31), "Why not", datetime(2026, 11, 1, 9), "A. Mehta")
    back = Override(**{**vars(one), "id": 4, "taken_back_at": datetime(2026, 11, 2, 9), "taken_back_by": "B. Osei"})
    ((number, what, who), (gone, _, of)) = history_lines([one, back])
    assert (number, plainly(what), who) == (
        3,
        "◆ Red from 1 Nov 2026 to 31 Dec 2026: Why not",
        "A. Mehta, 1 November 2026 at 09:00",
    )
    assert (gone, of) == (None, "A. Mehta, 1 November 2026 at 09:00; taken back by B. Osei, 2 November 2026 at 09:00")
