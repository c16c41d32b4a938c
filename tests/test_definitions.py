"""A definition says what is counted: its texts take every number from a threshold in force, and nothing is left out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from analytics.__main__ import main
from analytics.catalogue.meanings import _IN_ONE_QUESTION, _MEANINGS, meaning_of
from analytics.catalogue.query import NOTHING
from analytics.catalogue.support import CHILDMINDER_REASONS, REASONS
from analytics.definitions import definition_of, returns_read, with_values
from analytics.queries import QUESTIONS
from analytics.thresholds import THRESHOLDS, macro_texts, question_thresholds
from data.contracts import CONTRACTS
from data.store import Store
from data.terms import parse_moment

NAMED = [name for name, query in QUESTIONS.items() if query.named]
# Page questions whose figures are the headlines of a page.
HEADLINES = [name for name, query in QUESTIONS.items() if query.numerator and not query.named]
TEXTS = {
    **{
        f"{query.name}.{part}": getattr(query, part)
        for query in QUESTIONS.values()
        for part in ("title", "unit", "definition", "numerator", "denominator", "date_rule")
    },
    **{f"{question}.{column}": meaning_of(question, column) for question in NAMED for column in QUESTIONS[question].columns},
    **{f"reason {code}": text for code, text in REASONS.items()},
}
# Numbers that no threshold stands behind: days of the year, units of a rate, answers, the names of measures, bands and children.
NOT_A_THRESHOLD = (
    *("1 September", "100 places", "10 children", "10 active children", "ten times", "from 1 to 5", "nine in ten"),
    *("over 18 weeks", "over 52 weeks", "1-14, 15-42 or 43+", "within 6 months, over 6 or over 12 months", "2026-autumn", "EY123456"),
    *(
        "two years",
        "under five",
        "two-year check",
        "last two terms",
        "where there are two",
        "of two on one day",
        "all three shares",
        "both shares",
    ),
    *("15 February", "turn four"),
    *("Counts under 10", "fewer than 20", "95 % Wilson intervals", "10 points or more"),
)
SPELLED = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def literals(place: str, text: str) -> list[str]:
    """The numbers in a text that a threshold may stand behind: for a list of one page only those its own thresholds have."""
    question = place.partition(".")[0]
    told = numbers_said(text)
    if question not in QUESTIONS or question in NAMED:
        return told
    values = {f"{THRESHOLDS[name].value:g}" for name in question_thresholds(question)}
    return [each for each in told if each in values or (each.lower() in SPELLED and str(SPELLED.index(each.lower()) + 2) in values)]


def numbers_said(text: str) -> list[str]:
    """The numbers a text says itself, in figures or in words, that could belong to a threshold."""
    text = re.sub(r"\{[^}]*\}", "", text)
    for allowed in NOT_A_THRESHOLD:
        text = re.sub(re.escape(allowed), "", text, flags=re.IGNORECASE)
    return re.findall(rf"\d+|\b(?:{'|'.join(SPELLED)})\b", text, re.IGNORECASE)


@pytest.mark.parametrize("question", [*NAMED, *HEADLINES])
def test_a_question_says_what_is_counted_of_what_and_by_which_dates(question):
    query = QUESTIONS[question]
    said = definition_of(question)
    assert all((said.title, said.unit, said.meaning, said.numerator, said.denominator, said.date_rule, said.source, said.returns))
    divides = "share" in query.columns.values() or {"rate", "mean", "hours_per_10_children"} & set(query.columns)
    assert question in HEADLINES or (said.denominator != NOTHING) == bool(divides)


@pytest.mark.parametrize("question", NAMED)
def test_every_column_of_a_published_question_has_a_meaning(question):
    assert [column for column, meaning in definition_of(question).columns.items() if not meaning] == []


def test_no_meaning_is_left_over():
    used = {(query.name, column) for query in QUESTIONS.values() for column in query.columns}
    assert set(_IN_ONE_QUESTION) - used == set()
    assert set(_MEANINGS) - {column for _, column in used} == set()


def test_no_text_says_a_number_that_a_change_of_a_threshold_could_make_untrue():
    assert {place: found for place, text in TEXTS.items() if (found := literals(place, text))} == {}


@pytest.mark.parametrize("text", ["Due soon: within 14 days.", "over twelve months", "Six weeks from the request", "at least 3 children"])
def test_a_number_in_a_text_is_found(text):
    assert numbers_said(text)
    assert numbers_said("Due soon: within {due_soon_days}, of 100 places, from 1 September") == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_text_names_only_thresholds_that_its_question_uses(question):
    query = QUESTIONS[question]
    texts = [query.title, query.unit, query.definition, query.numerator, query.denominator, query.date_rule]
    texts += [meaning_of(question, column) for column in query.columns]
    texts += REASONS.values() if question == "settings_needing_support" else []
    named = set(re.findall(r"\{(\w+)(?::\w+)?\}", " ".join(texts)))
    assert named - set(question_thresholds(question)) == set()


@pytest.mark.parametrize("question", NAMED)
def test_a_changed_threshold_changes_the_definition_of_every_question_that_uses_it(question):
    for name in question_thresholds(question):
        changed = THRESHOLDS | {name: replace(THRESHOLDS[name], value=97)}
        assert definition_of(question, changed).limits != definition_of(question).limits


def test_a_value_stands_with_its_unit_bare_or_as_a_day_of_the_year():
    assert with_values("within {due_soon_days}") == "within 14 days"
    assert with_values("at least {unused_route_children:n} active") == "at least 3 active"
    assert with_values("until {move_ready_days:day}") == "until 15 July"
    assert with_values("{overdue_share} or more").replace("\N{NO-BREAK SPACE}", " ") == "10 % or more"
    one = THRESHOLDS | {"due_soon_days": replace(THRESHOLDS["due_soon_days"], value=1)}
    assert with_values("within {due_soon_days}", one) == "within 1 day"


@pytest.mark.parametrize(
    ("question", "returns"),
    [
        ("senco_coverage", "settings senco_posts"),
        ("new_sencos", "settings senco_posts training_events training_attendance"),
        ("contacts_by_purpose", "settings contacts"),
        ("stage_times", "settings referrals"),
        ("returns_received", "settings senco_posts sen_reviews referrals"),
        ("disability_access_fund_by_cluster", "settings sen_reviews funding"),
    ],
)
def test_the_returns_a_question_reads_are_found_in_its_sql_and_its_macros(question, returns):
    assert returns_read(question) == tuple(returns.split())


def test_every_return_is_read_by_a_published_question():
    assert set(CONTRACTS) - {name for question in NAMED for name in returns_read(question)} == set()


def test_every_reason_for_support_has_its_words_in_the_order_of_the_answer():
    rules = macro_texts()["support_rules"]
    told = re.findall(r"'rule': '(\w+)', 'place': (\d+), 'is_red': ([^,]+),\s*'is_asked': ([^,]+),", rules)
    assert list(REASONS) == [code for code, *_ in told]
    assert [int(place) for _, place, *_ in told] == list(range(1, len(REASONS) + 1))
    assert all(REASONS[code].startswith("Amber" if is_red == "FALSE" else "Red") for code, _, is_red, _ in told)
    assert list(CHILDMINDER_REASONS) == [code for code, _, _, is_asked in told if is_asked == "TRUE"]


def test_every_threshold_is_part_of_a_definition_of_the_chase_or_of_what_a_room_may_see():
    used = {name for question in QUESTIONS for name in question_thresholds(question)}
    assert set(THRESHOLDS) - used == {"written_to_days", "room_children", "room_settings"}


def test_the_list_says_the_thresholds_of_the_store_and_the_day_it_is_asked_for(tmp_path, capsys):
    path = tmp_path / "store.duckdb"
    store = Store.open(path)
    with store.transaction() as cursor:
        cursor.execute(
            "INSERT INTO threshold_changes (id, name, value, since, reason, changed_by, changed_at) VALUES (1, ?, 21, ?, ?, ?, ?)",
            ["due_soon_days", date(2025, 11, 1), "Agreed", "A. Analyst", parse_moment("2025-11-01T09:00:00")],
        )
    store.close()

    def limits(*arguments: str) -> str:
        assert main(["--list", "--format", "json", *arguments]) == 0
        (row,) = [row for row in json.loads(capsys.readouterr().out) if row["question"] == "reviews_by_cluster"]
        return row["thresholds"]

    assert "due soon: 14 days" in limits()
    assert "due soon: 21 days" in limits("--store", str(path), "--as-of", "2025-11-21")
    assert "due soon: 14 days" in limits("--store", str(path), "--as-of", "2025-10-31")
