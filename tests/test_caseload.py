"""An officer’s caseload: the sums, the sentences, and the ways to the next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus

import pandas as pd
import pytest
from screens import title
from streamlit.testing.v1 import AppTest

from analytics import caseload
from tests.drawn_frames import frame

SETTINGS = """
setting | area_senco | expectation | cover     | children | overdue_reviews | contact_gap | open_actions | overdue_actions | next_meeting_on
a       | B. Okafor  | must        | in_post   | 4        | 2               | False       | 1            | 0               | 2026-12-01
b       | B. Okafor  | expected    | vacant    |          |                 | True        | 0            | 0               | 2026-11-30
c       | A. Mehta   | expected    | in_post   | 1        | 0               | False       | 0            | 0               |
d       |            | encouraged  | not_known |          |                 | True        | 2            | 2               |
"""
PAGE, VIEW = "settings-needing-support", {"support-view": "officers"}
RATINGS = pd.DataFrame({"setting": list("abcd"), "rating": ["amber", "red", "green", "grey"]})


def settings(text: str = SETTINGS) -> pd.DataFrame:
    drawn = frame(text)
    told = {"True": True, "False": False}
    return drawn.assign(contact_gap=pd.array([told.get(str(each)) for each in drawn["contact_gap"]], dtype="boolean"))


def officers(*many: tuple[str, int]) -> pd.DataFrame:
    return pd.DataFrame(list(many), columns=["officer", "settings"])


def test_an_officer_s_counts_are_the_sums_of_their_settings_and_those_without_one_come_last():
    table = caseload.by_officer(caseload.with_ratings(settings(), RATINGS))
    shown = table.astype("object").where(table.notna(), None)
    assert shown.to_dict("list") == {
        "officer": ["A. Mehta", "B. Okafor", "No officer"],
        "settings": [1, 2, 1],
        "red": [0, 1, 0],
        "amber": [0, 1, 0],
        "green": [1, 0, 0],
        "grey": [0, 0, 1],
        "without_senco": [0, 1, 0],
        "children": [1, 4, None],
        "overdue_reviews": [0, 2, None],
        "contact_gaps": [0, 1, 1],
        "open_actions": [0, 1, 2],
        "overdue_actions": [0, 0, 2],
        "next_meeting_on": [None, table["next_meeting_on"].iloc[1], None],
    }
    assert str(table["next_meeting_on"].iloc[1])[:10] == "2026-11-30"


def test_red_settings_come_first_and_a_childminder_is_not_counted_as_without_a_senco():
    rated = caseload.with_ratings(settings().assign(expectation="encouraged"), RATINGS)
    assert rated["setting"].tolist() == ["b", "a", "c", "d"]
    assert caseload.by_officer(rated)["without_senco"].sum() == 0


def test_contacts_that_were_never_loaded_are_blank_and_not_nought():
    never = settings().assign(contact_gap=pd.array([None] * 4, dtype="boolean"), overdue_actions=pd.array([None] * 4, dtype="Int64"))
    table = caseload.by_officer(caseload.with_ratings(never, RATINGS))
    assert table[["contact_gaps", "overdue_actions"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ({"area_senco": None, "overdue_actions": 2}, "Give it an officer"),
        ({"overdue_actions": 1, "cover": "vacant"}, "Do what was agreed"),
        ({"overdue_actions": 2}, "Do the two things agreed"),
        ({"cover": "vacant", "overdue_reviews": 3}, "Ask who will be SENCO"),
        ({"overdue_reviews": 1, "contact_gap": True}, "Ask about one late review"),
        ({"overdue_reviews": 3}, "Ask about three late reviews"),
        ({"cover": "not_known", "overdue_reviews": pd.NA}, "Ask for its SENCO return"),
        ({"contact_gap": True}, "Call: no contact for two terms"),
        ({"cover": "vacant", "expectation": "encouraged"}, "Nothing now"),
        ({"contact_gap": pd.NA}, "Nothing now"),
        ({"setting": "b"}, "See why it needs support"),
        ({}, "Nothing now"),
    ],
)
def test_the_next_step_at_a_setting_is_the_first_thing_that_waits(told, step):
    calm = {
        "cover": "in_post",
        "expectation": "must",
        "area_senco": "A. Mehta",
        "overdue_reviews": 0,
        "overdue_actions": 0,
        "contact_gap": False,
    }
    one = pd.DataFrame([{"setting": "c"} | calm | told])
    assert caseload.with_ratings(one, RATINGS)["next_step"].tolist() == [step]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), "No setting is open"),
        ((("No officer", 3),), "No setting has an officer: three settings"),
        ((("A. Mehta", 1),), "A. Mehta looks after one setting"),
        ((("A. Mehta", 24), ("B. Okafor", 24)), "Two officers look after 24 settings each"),
        ((("A. Mehta", 9), ("B. Okafor", 24)), "Two officers look after between nine and 24 settings"),
        (
            (("A. Mehta", 9), ("B. Okafor", 24), ("No officer", 1)),
            "Two officers look after between nine and 24 settings; one setting has none",
        ),
    ],
)
def test_the_title_of_the_officers(told, expected):
    assert caseload.caseloads_found(officers(*told)) == expected


@pytest.mark.parametrize(
    ("steps", "officer", "expected"),
    [
        ([], "A. Mehta", "No setting of A. Mehta is open"),
        (["Nothing now"], "A. Mehta", "Nothing waits at the one setting of A. Mehta"),
        (["Nothing now"] * 2, "", "Nothing waits at the two settings of all officers"),
        (["Call"], "No officer", "The one setting with no officer needs something now"),
        (["Call", "Nothing now"], "A. Mehta", "One of the two settings of A. Mehta needs something now"),
        (["Call", "Call"], "A. Mehta", "Both settings of A. Mehta need something now"),
        (["Call"] * 3, "A. Mehta", "All three settings of A. Mehta need something now"),
    ],
)
def test_the_title_of_an_officer_s_settings(steps, officer, expected):
    assert caseload.settings_found(pd.DataFrame({"next_step": steps}), officer) == expected


CHANGES = """
setting | handover_state | induction_state | inducted_on | due_on     | days_left
a       | no_successor   |                 |             | 2026-12-10 | 12
b       | no_successor   |                 |             | 2026-11-28 | 0
c       | done           | in_time         |             | 2026-11-29 | 1
d       | not_done       | late            |             | 2026-11-20 | -8
e       | not_done       | late            | 2026-11-20  |            |
f       | not_known      | inducted        | 2026-11-01  |            |
g       | done           | not_known       |             |            |
h       | done           |                 |             |            |
"""


def test_a_change_says_its_next_step_its_induction_and_the_days_left():
    changes = frame(CHANGES)
    assert caseload.change_steps(changes) == [
        "Call the manager",
        "Call the manager",
        "Invite to the next induction",
        "Book the next induction",
        "Visit the new SENCO",
        "Ask whether it was handed over",
        "Ask the booking team",
        "Nothing now",
    ]
    assert caseload.induction_words(changes)[2:] == ["still in time", "not in time", "not in time", "been to one", "not known", ""]
    assert caseload.days_left_words(changes)[:5] == ["12 days left", "due today", "1 day left", "8 days late", ""]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", ""),
        ("h", "Of one post that ended, nobody is still to be found or inducted"),
        ("a", "One post has nobody since"),
        ("cdeh", "Two followers are still to come to an induction"),
        ("abc", "Two posts have nobody since; one follower is still to come to an induction"),
    ],
)
def test_the_title_of_changes(rows, expected):
    changes = frame(CHANGES)
    assert caseload.changes_found(changes[changes["setting"].isin(list(rows))]) == expected


# The view


def test_the_view_lists_officers_then_settings_then_changes_and_leads_to_handing_over(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(PAGE, sample, **VIEW)
    title(app)
    by_officer, settings, _ = (table.value for table in app.dataframe)
    assert by_officer["settings"].sum() == len(settings)
    assert by_officer["red"].sum() == settings["rating"].str.contains("red", case=False).sum()
    app.selectbox(key="caseload-of").select(by_officer["officer"].iloc[0]).run()
    assert len(app.dataframe[1].value) == by_officer["settings"].iloc[0]
    (link,) = [each for each in app.get("page_link") if each.proto.label == "Hand these settings over"]
    assert "assign-way=hand_over" in link.proto.query_string
    assert f"hand-over-old={quote_plus(by_officer['officer'].iloc[0])}" in link.proto.query_string


def test_the_link_chooses_the_officer_and_the_form_shows_what_would_move(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(PAGE, sample, **VIEW)
    app.selectbox(key="caseload-of").select(app.dataframe[0].value["officer"].iloc[0]).run()
    (link,) = [each for each in app.get("page_link") if each.proto.label == "Hand these settings over"]
    form = opened("administration", sample, **dict(parse_qsl(link.proto.query_string)))
    title(form)
    assert form.selectbox(key="hand-over-old").value == app.selectbox(key="caseload-of").value
