"""Clusters and training in its four views: titles and sentences word for word, what a click carries, and each view on the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from screens import title, written
from streamlit.testing.v1 import AppTest

from analytics.charts import contacts, courses, meetings, practice, shares
from analytics.charts.shares import Part, Row
from analytics.charts.style import NBSP
from data.contracts.contacts import CONTACTS
from data.contracts.send_practice import ITEMS as AUDIT
from pages.clusters_and_training import VIEWS
from tests.drawn_frames import frame, marks, words
from tests.drawn_training import HELD, ITEMS, PURPOSES, REACH, TOUCH


def held(**changes: list) -> pd.DataFrame:
    rows = frame(HELD).assign(**changes)
    return rows.assign(has_meeting=rows["planned"] > 0)


# Parts of a whole


def test_a_share_stands_beside_its_count_and_not_beside_a_count_of_fewer_than_five():
    assert shares.said(15, 34).replace(NBSP, " ") == "15 of 34, 44 %"
    assert shares.said(2, 4).replace(NBSP, " ") == "2 of 4"
    assert shares.said(0, 0) == "–"


def test_a_count_is_printed_only_where_it_fits_and_an_empty_part_is_not_drawn():
    parts = (Part("done", 98, "yes", ("a",)), Part("attention", 2, "no", ("b",)), Part("not_known", 0, "not known", ("c",)))
    drawn = shares.bars([Row("Item", "98 of 100", parts)])
    assert {trace.name: list(trace.text) for trace in drawn.data} == {"done": ["98"], "attention": [""]}
    assert marks(drawn, "attention") == [["b"]]


# Meetings


def test_a_dot_is_a_meeting_held_a_ring_one_planned_and_none_is_said():
    drawn = meetings.held_grid(held())
    assert len(marks(drawn, "held")) == 6
    assert marks(drawn, "planned") == [["Alder", "2026-autumn"]]
    assert words(drawn).count("none") == 1


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ([1, 2, 2, 1, 1, 1], "Every cluster has a meeting in each term"),
        ([1, 2, 2, 0, 1, 1], "Every cluster has a meeting this term; one was without in a term before"),
        ([0, 2, 2, 0, 1, 1], "Every cluster has a meeting this term; two were without in a term before"),
        ([1, 2, 2, 1, 1, 0], "Birch has no meeting this term"),
        ([1, 2, 0, 1, 1, 0], "No cluster has a meeting this term"),
    ],
)
def test_the_title_of_meetings_planned_and_held(planned, expected):
    assert meetings.held_finding(held(planned=planned)) == expected


def test_the_words_beside_the_meetings_count_those_of_this_term():
    assert "This term: 2 of 3" in meetings.held_line(held())
    assert meetings.held_alt(held()).endswith("Alder: 1 of 2 held this term. Birch: 1 of 1 held this term.")
    assert meetings.held_finding(held().iloc[:0]) == "No cluster meeting is known"


# Courses


@pytest.mark.parametrize(
    ("reached", "expected"),
    [
        ([15, 3], "Whole-staff training has reached 18 of 37 settings"),
        ([34, 3], "Whole-staff training has reached every setting"),
        ([0, 0], "Whole-staff training has reached no setting"),
    ],
)
def test_the_title_of_reach(reached, expected):
    assert courses.reach_finding(frame(REACH).assign(reached=reached)) == expected


def test_a_click_on_reach_says_which_settings():
    drawn = courses.reach(frame(REACH))
    assert marks(drawn, "rest") == [["Alder", False]]
    assert courses.reach_alt(frame(REACH)).endswith("Alder 15 of 34; Birch 3 of 3.")


@pytest.mark.parametrize(
    ("means", "expected", "line"),
    [
        ([4.1, None, 3.9], "Training is rated from 3.9 to 4.1 of 5", "A mean is given for 2 of 3; the others have too few answers."),
        ([4.0, 4.0], "Training is rated 4.0 of 5", ""),
        ([None], "No training has answers enough for a mean", "A mean is given for 0 of 1; the others have too few answers."),
        ([], "No training has been held yet", ""),
    ],
)
def test_ratings_are_said_only_from_answers_enough(means, expected, line):
    events = pd.DataFrame({"mean": pd.Series(means, dtype="float64")})
    assert (courses.ratings_finding(events), courses.ratings_line(events)) == (expected, line)


# Contact


def test_a_setting_without_an_officer_is_drawn_apart():
    drawn = contacts.touch(frame(TOUCH))
    assert marks(drawn, "not_known") == [["Alder", "no_officer"]]
    assert marks(drawn, "attention") == [["Alder", "no_contact"], ["Birch", "no_contact"]]
    assert f"30{NBSP}of{NBSP}32, 94{NBSP}&#37;" in words(drawn)
    assert contacts.touch_alt(frame(TOUCH)).endswith("Alder 30 of 32, 2 without an officer; Birch 2 of 3.")


@pytest.mark.parametrize(
    ("contacted", "expected"),
    [
        ([30, 2], "Three settings were not in touch for two terms, two of them in Alder"),
        ([32, 2], "One setting was not in touch for two terms, in Birch"),
        ([30, 3], "Two settings were not in touch for two terms, both in Alder"),
        ([31, 2], "Two settings were not in touch for two terms"),
        ([32, 3], "Every setting with an officer was in touch in the last two terms"),
    ],
)
def test_the_title_of_contact(contacted, expected):
    assert contacts.touch_finding(frame(TOUCH).assign(contacted=contacted)) == expected


def test_purposes_are_added_over_clusters_with_those_that_settings_started():
    drawn = contacts.purposes(frame(PURPOSES))
    assert marks(drawn, "done") == [["senco_support", True], ["funding", True]]
    assert contacts.purposes_finding(frame(PURPOSES)) == "Twelve contacts this term, nine about support for the SENCO"
    assert contacts.purposes_line(frame(PURPOSES)).replace(NBSP, " ") == "Settings started 3 of 12, 25 %."
    assert contacts.purposes_finding(frame(PURPOSES).assign(contacts=0)) == "No contact this term"


def test_every_purpose_of_the_log_has_its_words():
    assert set(contacts.PURPOSES) == set(CONTACTS.by_name["purpose"].codes)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            (14, 12, 2, 1),
            "Of the 14 referrals to the Area SENCO triaged this term, 12 were in time. Two wait, one of them longer than 14 days.",
        ),
        ((1, 1, 0, 0), "The one referral to the Area SENCO triaged this term was in time. None waits."),
        ((2, 2, 1, 0), "Both referrals to the Area SENCO triaged this term were in time. One waits, none for too long."),
        ((2, 0, 0, 0), "Of the two referrals to the Area SENCO triaged this term, none was in time. None waits."),
        ((0, 0, 1, 0), "No referral to the Area SENCO was triaged this term. One waits, none for too long."),
    ],
)
def test_how_fast_referrals_are_triaged(counts, expected):
    row = dict(zip(("completed", "in_time", "open", "open_late"), counts, strict=True))
    assert contacts.triage_said(pd.DataFrame([{"clock": "area_senco_triage", "allowed": 14} | row])) == expected
    assert contacts.triage_said(pd.DataFrame(columns=["clock"])) == ""


# Practice


def test_the_weakest_item_comes_first_and_one_nobody_answered_last():
    assert list(practice.weakest_first(frame(ITEMS))["item"]) == ["send_report_published", "sen_arrangements", "record_keeping"]
    assert practice.finding(frame(ITEMS)).replace(NBSP, " ") == "Least in place: “SEND information published”, 2 of 8, 25 %"
    assert practice.finding(frame(ITEMS)[2:]) == "No setting has answered the practice audit"


def test_what_is_not_answered_is_hatched_and_never_part_of_the_share():
    drawn = practice.items(frame(ITEMS))
    assert marks(drawn, "not_known")[-1] == ["record_keeping", "not_known"]
    assert f"6{NBSP}of{NBSP}8, 75{NBSP}&#37;" in words(drawn)
    assert "–" in words(drawn)
    assert practice.line(frame(ITEMS)).endswith("1 to 10 of 10 settings have not answered an item.")
    assert set(frame(ITEMS)["item"]) < set(AUDIT)


def test_the_next_step_of_a_setting_follows_from_its_answers():
    settings = pd.DataFrame({"no": pd.Series([3, 1, 0, None], dtype="Int64")})
    assert practice.next_steps(settings) == [
        "Talk through three items",
        "Talk through one item",
        "Nothing now",
        "Ask for the practice audit",
    ]


# The page


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_the_sample_has_a_finding_a_picture_and_a_list_with_next_steps(
    view: str, opened: Callable[..., AppTest], sample: Path
) -> None:
    app = opened("clusters-and-training", sample, **({"clusters-view": view} if view != "meetings" else {}))
    assert "missed three or more cluster meetings in a row" in title(app)
    assert app.get("plotly_chart")
    assert len(app.subheader) >= 2
    assert app.dataframe[-1].value["next_step"].ne("").any()


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_without_its_return_says_so_and_a_view_without_a_row_is_calm(
    view: str, opened: Callable[..., AppTest], sample: Path
) -> None:
    url = {"clusters-view": view} if view != "meetings" else {}
    app = opened("clusters-and-training", sample, cluster="Elm", provider_type="Childminder agency", as_of="2019-01-01", **url)
    title(app)
    early = opened("clusters-and-training", sample, known_at="2001-01-01", **url)
    assert "so there is nothing to show here" in written(early)
    assert not early.dataframe
