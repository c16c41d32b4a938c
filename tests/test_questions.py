"""What holds for every question: its file, its columns, what it reads, who may ask, and how the command line writes it."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.queries import QUESTIONS, Inputs, answer
from analytics.thresholds import THRESHOLDS
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.store import Store
from tests.drawn import drawn

ROOT = Path(__file__).resolve().parent.parent
SQL = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "analytics" / "sql").glob("*.sql"))}
INPUTS = Inputs(date(2025, 11, 21), datetime(2039, 12, 31))
DTYPES = {
    "text": "object",
    "date": "object",
    "integer": "Int64",
    "share": "float64",
    "number": "float64",
    "hours": "float64",
    "boolean": "boolean",
}


def test_every_file_is_one_question_and_every_question_has_a_file():
    assert set(SQL) == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_answers_its_declared_columns_on_an_empty_store(store, question):
    query = QUESTIONS[question]
    frame = answer(store, question, INPUTS)
    assert list(frame.columns) == list(query.columns)
    assert [str(dtype) for dtype in frame.dtypes] == [DTYPES[kind] for kind in query.columns.values()]
    assert len(frame) == {"returns_loaded": len(CONTRACTS), "headline_figures": 1}.get(question, 0)


@pytest.mark.parametrize("question", SQL)
def test_a_question_names_its_grain_reads_only_standing_rows_and_no_clock(question):
    assert SQL[question].startswith("-- grain: one row")
    text = re.sub(r"--[^\n]*", "", SQL[question])
    own = {name.lower() for name in re.findall(r"(?:WITH|,)\s*(\w+)\s+AS\s*\(", text)}
    read = re.findall(r"\b(?:FROM|JOIN)\s+([a-z_][\w.]*)", text)
    assert [name for name in read if not name.startswith("standing.") and name not in own | {"range"}] == []
    assert not re.search(r"now\(|current_date|current_timestamp|today\(|get_current", text, re.IGNORECASE)
    assert not re.search(r"\bmain\.", text)


def test_every_question_is_tested_with_a_drawn_table():
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_questions_*.py"))
    drawn_for = set(re.findall(r'answers\(\s*\w+,\s*"(\w+)"', tests))
    assert set(QUESTIONS) - drawn_for == set()


def test_every_cut_off_has_a_source_and_every_bound_name_a_value():
    assert all(threshold.unit and threshold.source and threshold.meaning for threshold in THRESHOLDS.values())
    bound = {name for text in SQL.values() for name in re.findall(r"\$([a-z_]\w*)", text)}
    assert bound - set(INPUTS.parameters()) - set(THRESHOLDS) == set()


def test_every_question_says_what_it_means():
    assert all(query.title and query.unit and query.definition and query.source for query in QUESTIONS.values())


def test_an_unknown_question_or_audience_is_refused_in_words(store):
    with pytest.raises(ToolError, match="no question called “coverage”"):
        answer(store, "coverage", INPUTS)
    with pytest.raises(ToolError, match="no audience called “room”"):
        answer(store, "reviews", Inputs(INPUTS.as_of, INPUTS.known_at, audience="room"))


def test_days_are_dates_and_blanks_are_none(store):
    drawn(store, "settings", "setting\na")
    drawn(
        store, "sen_reviews", "setting | child | plan_started_on | review_due_on\na | c1 | 2025-09-01 | 2025-11-20\na | c2 | 2025-09-01 |"
    )
    frame = answer(store, "reviews", INPUTS)
    assert list(frame["due_on"]) == [date(2025, 11, 20), None]
    assert list(frame["band"]) == ["1-14", None]
    assert frame["days_overdue"].tolist() == [1, pd.NA]


@pytest.fixture
def stored(tmp_path) -> str:
    """The path of a store with one child seen and one setting that did not say."""
    path = tmp_path / "store.duckdb"
    store = Store.open(path)
    drawn(store, "settings", "setting | name | cluster\na | =1+1 | Alder\nb | Bay | Alder\nc | Cob | Birch")
    reviews = "a | c1 | 2025-09-01 | 2025-11-20\nb | c2 | 2025-09-01 |\nb | c3 | 2025-09-01 | 2026-01-01"
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{reviews}")
    drawn(
        store,
        "referrals",
        "setting | referral_ref | made_on | first_contact_on\na | r1 | 2025-09-01 | 2025-09-11\na | r2 | 2025-09-01 | 2025-09-22",
    )
    store.close()
    return str(path)


def asked(capsys, *arguments: str) -> str:
    """What the command line printed."""
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_json_is_an_array_of_objects_with_null_for_blank(stored, capsys):
    text = asked(capsys, "reviews_by_cluster", "--as-of", "2025-11-21", "--store", stored, "--format", "json")
    rows = json.loads(text)
    assert list(rows[0]) == list(QUESTIONS["reviews_by_cluster"].columns)
    assert list(rows[0].values()) == ["Alder", 3, 1, 0, 1, 1, 0.3333]
    assert list(rows[1].values()) == ["Birch", None, None, None, None, None, None]
    assert "3.0" not in text


def test_csv_holds_the_same_texts_with_blanks(stored, capsys):
    assert asked(capsys, "reviews_by_cluster", "--as-of", "2025-11-21", "--store", stored, "--format", "csv").splitlines() == [
        "cluster,children,overdue,due_soon,on_track,no_date,overdue_share",
        "Alder,3,1,0,1,1,0.3333",
        "Birch,,,,,,",
    ]
    waits = asked(capsys, "referral_waits_by_service", "--as-of", "2025-11-21", "--store", stored)
    assert waits.splitlines()[1] == "portage,2,2,15.5,19.9,1.0,0,,0,0"


def test_filters_repeat_and_an_unknown_cluster_gives_no_rows(stored, capsys):
    common = ("reviews", "--as-of", "2025-11-21", "--store", stored, "--format", "json")
    assert len(json.loads(asked(capsys, *common, "--cluster", "Alder", "--cluster", "Birch"))) == 3
    assert json.loads(asked(capsys, *common, "--cluster", "Nowhere")) == []
    assert json.loads(asked(capsys, *common, "--provider-type", "childminder")) == []
    assert json.loads(asked(capsys, *common, "--officer", "Nobody")) == []


def test_known_at_a_day_means_to_its_end(stored, capsys):
    common = ("reviews", "--as-of", "2025-11-21", "--store", stored, "--format", "json", "--known-at")
    assert len(json.loads(asked(capsys, *common, "2025-09-01"))) == 3
    assert json.loads(asked(capsys, *common, "2025-09-01T08:59:59")) == []
    assert len(json.loads(asked(capsys, *common, "2025-09-01T09:00:00"))) == 3


def test_a_name_that_looks_like_a_formula_is_written_as_text(stored, capsys):
    common = ("senco_coverage", "--as-of", "2025-11-21", "--store", stored)
    assert asked(capsys, *common).splitlines()[1].startswith("a,'=1+1,")
    assert json.loads(asked(capsys, *common, "--format", "json"))[0]["name"] == "=1+1"


def test_the_list_names_every_published_question_with_its_columns_unit_and_definition(capsys):
    listed = json.loads(asked(capsys, "--list", "--format", "json"))
    assert [row["question"] for row in listed] == [name for name, query in QUESTIONS.items() if query.named]
    assert all(row["columns"] and row["unit"] and row["definition"] for row in listed)
    assert all(row["numerator"] and row["denominator"] and row["date_rule"] and row["returns"] for row in listed)
    head = "question,title,columns,unit,definition,source,numerator,denominator,date_rule,thresholds,returns"
    assert asked(capsys, "--list").startswith(f"{head}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["coverage", "--as-of", "2025-11-21"], "There is no question called “coverage”."),
        (["reviews", "--as-of", "21/11/2025"], "“21/11/2025” is not a day."),
        (["reviews", "--as-of", "2025-11-31"], "“2025-11-31” is not a day."),
        (["reviews", "--as-of", "2025-11-21", "--known-at", "noon"], "“noon” is not a moment."),
        (["reviews"], "Say which day is asked about"),
        ([], "Name a question."),
        (
            ["reviews", "--as-of", "2025-11-21", "--audience", "cluster_meeting"],
            "reviews is not offered to a cluster meeting. Offered are: cluster_attendance,",
        ),
        (["reviews", "--as-of", "2025-11-21", "--audience", "room"], "Argument --audience"),
        (["reviews", "--as-of", "2025-11-21", "--format", "xml"], "Argument --format"),
        (["reviews", "--as-off", "2025-11-21"], "Unrecognized arguments"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_2_and_one_sentence(stored, capsys, arguments, words):
    assert main([*arguments, "--store", stored]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(words)
    assert said.err.count("\n") == 1
