"""Moves to school: the page’s sentences, titles and pictures, and each of its views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from screens import title, written
from streamlit.testing.v1 import AppTest

from analytics import sentences
from analytics.charts import moves, moves_plans
from analytics.charts.style import NBSP
from data.terms import Term, local_day, now
from tests.drawn_frames import frame, marks, words

JUNE = date(2026, 6, 20)
CHILDREN = """
setting | child | cluster | receiving_school_urn | meeting_on | information_shared_on | parents_agreed | receiving_senco_known | state
a       | c1    | Alder   | 123456               | 2026-06-20 | 2026-06-01            | yes            | yes                   | done
a       | c2    | Alder   | 123456               | 2026-06-21 | 2026-06-01            | yes            | no                    | in_time
a       | c3    | Alder   |                      |            |                       | no             | not_known             | in_time
b       | c4    | Birch   | 200000               | 2026-06-01 |                       | yes            | not_known             | in_time
b       | c5    | Birch   | 200000               | 2026-06-01 |                       | not_known      | yes                   | in_time
b       | c6    | Birch   | 123456               | 2026-06-01 | 2026-06-02            | yes            | no                    | done
"""
NONE = frame(CHILDREN).iloc[:0]


def children(*states: str) -> pd.DataFrame:
    return pd.DataFrame({"state": list(states)})


@pytest.mark.parametrize(
    ("states", "plans", "expected"),
    [
        ((), (), "No child with SEN is known yet to start school from September 2026."),
        (("done",), (), "One child with SEN starts school from September 2026. The way is prepared for this child."),
        (("done", "done"), (), "Two children with SEN start school from September 2026. The way is prepared for both."),
        (
            ("done", "done", "in_time"),
            (),
            "Three children with SEN start school from September 2026. For one the meeting or the information is still to come, "
            "by 15 July.",
        ),
        (
            ("late", "late"),
            (),
            "Two children with SEN start school from September 2026. For both the meeting or the information is still to come, "
            "though 15 July has passed.",
        ),
        (
            (),
            ("in_time", "done"),
            "No child with SEN is known yet to start school from September 2026. One EHC plan of a child who may start then is to be "
            "reviewed by 15 February.",
        ),
        (
            ("done",),
            ("late", "late", "not_known"),
            "One child with SEN starts school from September 2026. The way is prepared for this child. Two EHC plans were to be "
            "reviewed by 15 February.",
        ),
    ],
)
def test_the_transitions_answer(states, plans, expected):
    assert sentences.transitions_answer(children(*states), children(*plans), JUNE) == expected


def test_moves_never_loaded_claim_nothing():
    told = sentences.transitions_answer(children(), children(), JUNE, loaded=False)
    assert told == "No moves to school have been loaded, so it is not known who starts school."


@pytest.mark.parametrize(("as_of", "year"), [("2026-09-01", 2026), ("2026-09-02", 2027), ("2026-01-01", 2026)])
def test_the_coming_school_year_begins_on_the_first_1_september_on_or_after_the_day(as_of, year):
    assert moves.school_year(date.fromisoformat(as_of)) == year


def test_a_meeting_after_the_day_is_planned_and_one_without_a_day_is_not_known():
    drawn = moves.steps(frame(CHILDREN), JUNE)
    assert marks(drawn, "some") == [["meeting", "planned"]]
    assert ["meeting", "not_known"] in marks(drawn, "not_known")
    assert f"4{NBSP}of{NBSP}6" in words(drawn)
    assert "1 with no day told" in moves.steps_alt(frame(CHILDREN), JUNE)


@pytest.mark.parametrize(
    ("keep", "as_of", "expected"),
    [
        ("c1 c2 c3 c4 c5 c6", "2026-06-20", "Information is furthest behind: shared for 3 of 6"),
        ("c2 c3 c4", "2026-06-20", "Meetings held and information shared: 1 of 3 each"),
        ("c4 c5", "2026-06-20", "Information is furthest behind: shared for 0 of 2"),
        ("c2", "2026-06-20", "Meetings are furthest behind: held for 0 of 1"),
        ("c1 c6", "2026-06-20", "Every meeting was held and all information is shared"),
        ("", "2026-06-20", "No child is known to start school"),
    ],
)
def test_the_title_of_the_steps(keep, as_of, expected):
    rows = frame(CHILDREN)
    assert moves.steps_finding(rows[rows["child"].isin(keep.split())], date.fromisoformat(as_of)) == expected


def test_the_next_step_is_the_first_thing_missing():
    assert moves.next_steps(frame(CHILDREN), JUNE) == [
        "Nothing more",
        f"Meet on 21{NBSP}Jun",
        "Agree a day to meet the school",
        "Share the information",
        "Ask the parents to agree",
        "Find out who the SENCO is",
    ]


def test_a_part_that_was_clicked_is_said_in_few_words():
    assert moves.state_words("information", "done") == "Information: shared"
    assert moves.state_words("meeting", "not_known") == "Meeting: with no day told"


def test_what_is_due_is_counted_from_the_day():
    said = moves.dues(frame(CHILDREN), JUNE).replace(NBSP, " ")
    assert said == "Meetings and information are due by 15 Jul 2026, in 25 days. One meeting is ahead, the next on 21 Jun 2026."
    assert moves.dues(NONE, date(2026, 7, 15)).endswith("today.")
    assert moves.dues(NONE, date(2026, 7, 16)).endswith("one day ago.")


BY_CLUSTER = """
cluster | leavers | meeting_held | information_shared | receiving_senco_known
Alder   | 3       | 1            | 2                  | 1
Birch   | 3       | 3            | 1                  | 1
Cherry  |         |              |                    |
"""


def test_a_cluster_that_told_of_nobody_is_not_known():
    drawn = moves.clusters(frame(BY_CLUSTER))
    assert [cluster for cluster, _ in marks(drawn, "not_known")] == ["Cherry"] * 3
    assert moves.clusters_alt(frame(BY_CLUSTER)).endswith("Cherry: no child told of.")


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ((2, 1), "Birch has two of the three without information shared"),
        ((3, 3), "Information is shared for every child"),
        ((2, 2), "Information is still to share for two children"),
        ((3, 2), "The one child without information shared is in Birch"),
        ((3, 1), "Both children without information shared are in Birch"),
    ],
)
def test_the_title_by_cluster(shared, expected):
    rows = frame(BY_CLUSTER)[:2].assign(information_shared=list(shared))
    assert moves.clusters_finding(rows) == expected


def test_a_school_is_named_by_the_register_or_by_its_number_and_one_not_known_comes_last():
    by_school = moves.schools(frame(CHILDREN), JUNE, {"dfe:123456": "Oak School"})
    assert by_school["school"].tolist() == ["Oak School", "School 200000", "not known"]
    assert by_school["leavers"].tolist() == [3, 2, 1]
    assert by_school["meeting_held"].tolist() == [2, 2, 0]
    assert moves.schools_finding(by_school) == "Five children go to two schools; for one child the school is not known"
    assert moves.schools_finding(moves.schools(NONE, JUNE, {})) == "No child is known to start school"


PLANS = """
setting | child | cluster | known_from | prepared_on | due_on     | state
a       | c1    | Alder   | return     | 2025-10-01  | 2026-02-15 | done
a       | c2    | Alder   | age        | 2026-03-01  | 2026-02-15 | done_late
b       | c3    | Birch   | return     | 2025-05-01  | 2026-02-15 | late
"""


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("done", "done_late", "late"), "Two of the three EHC plans are reviewed or issued since September, one of them after 15 February"),
        (("done", "done"), "Both EHC plans are reviewed or issued since September"),
        (("done_late",), "The one EHC plan is reviewed or issued since September, after 15 February"),
        (("done", "in_time"), "One of the two EHC plans is reviewed or issued since September"),
        (("in_time",), "The one EHC plan is still to be reviewed"),
        (("in_time", "late"), "None of the two EHC plans is reviewed yet"),
        (("not_known",), "It is not known whether the one EHC plan is prepared"),
        (("not_known", "not_known"), "It is not known whether the two EHC plans are prepared"),
        ((), "No child with an EHC plan is known to start school"),
    ],
)
def test_the_title_of_plans(states, expected):
    assert moves_plans.finding(children(*states)) == expected


def test_plans_are_drawn_by_cluster_and_say_who_is_here_by_age():
    drawn = moves_plans.by_cluster(frame(PLANS))
    assert marks(drawn, "attention") == [["Birch", "late"]]
    assert moves_plans.due_line(frame(PLANS), date(2026, 2, 16)).replace(NBSP, " ") == (
        "Due 15 Feb 2026, one day ago. One child is here by age: no return says yet when they start."
    )
    assert moves_plans.alt(frame(PLANS)).endswith("Birch: 1 late.")


def summer() -> str:
    """A day of the last summer term: the sample's moves are for the September after it."""
    term = Term.of(local_day(now()))
    while term.season != "summer" or term.due_on > local_day(now()):
        term = term.before
    return f"{term.due_on:%Y-%m-%d}"


@pytest.mark.parametrize("view", ["children", "schools", "plans"])
def test_a_view_of_the_sample_has_its_finding_its_list_and_its_next_steps(view: str, opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("transitions", sample, as_of=summer(), **({"transitions-view": view} if view != "children" else {}))
    assert "start school from September" in title(app)
    assert "next_step" in app.dataframe[-1].value
    assert len(app.dataframe[-1].value) > 0
    assert bool(app.get("plotly_chart")) == (view != "schools")


def test_a_school_chosen_narrows_the_children_to_those_who_go_there(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("transitions", sample, as_of=summer(), **{"transitions-view": "schools"})
    first = app.dataframe[0].value.iloc[0]
    choice = app.selectbox(key="receiving-school")
    choice.select(choice.options[1]).run()
    assert choice.options[1].startswith(first["school"])
    assert set(app.dataframe[-1].value["school"]) == {first["school"]}
    assert len(app.dataframe[-1].value) == first["leavers"]


def test_in_autumn_the_page_says_when_settings_tell_and_leads_to_the_summer_before(opened: Callable[..., AppTest], sample: Path) -> None:
    year = int(summer()[:4])
    app = opened("transitions", sample, as_of=f"{year}-09-02")
    assert title(app).startswith(f"No child with SEN is known yet to start school from September {year + 1}")
    (before,) = [button for button in app.button if button.label.startswith("Show ")]
    before.click().run()
    assert f"start school from September {year}" in title(app)


def test_moves_not_loaded_leave_the_plans_and_say_so(opened: Callable[..., AppTest], one_setting: Path) -> None:
    assert title(opened("transitions", one_setting)) == "No moves to school are loaded yet\\."
    assert "Upload moves to school" in [link.label for link in opened("transitions", one_setting).get("page_link")]
    assert "](http" not in written(opened("transitions", one_setting))
