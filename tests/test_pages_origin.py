"""From a figure’s list to the rows behind it, and from a row to the file and the line it came from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import chosen, written
from sent import given
from streamlit.testing.v1 import AppTest

from analytics.queries import QUESTIONS
from data.contracts import CONTRACTS
from data.terms import local_day, now
from pages import shared
from pages.rows_behind import ABOUT


def plainly(app: AppTest) -> str:
    return written(app).replace("\\", "").replace("\u2060", "")


def test_each_list_that_leads_to_rows_is_a_question_about_a_return_with_settings() -> None:
    assert set(ABOUT) <= set(QUESTIONS)
    assert {CONTRACTS[name].has_setting for name in ABOUT.values()} == {True}


@pytest.mark.parametrize("address", ["senco-coverage", "overdue-reviews", "referral-pathways", "clusters-and-training"])
def test_a_list_leads_to_the_file_and_the_line(address: str, opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(address, sample)
    tables = len(app.dataframe)
    app = chosen(app, 0, 0)
    if len(app.dataframe) > tables:
        app = chosen(app, 1, 0)
    assert "behind it, of" in plainly(app) or "has no row that counts here" in plainly(app)
    assert "Came in" in plainly(app)
    assert [each for each in app.get("download_button") if each.proto.label == "The file as sent"]
    assert [each for each in app.page_link if each.label.startswith("All files of")]


def test_a_child_is_shown_by_its_code_with_all_that_its_row_says(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("overdue-reviews", sample)
    child = app.dataframe[0].value.iloc[1]["child"]
    app = chosen(app, 0, 1)
    assert f":gray[Child reference] **{child}**" in plainly(app)
    assert ", line " in plainly(app) or ", row " in plainly(app)


def test_another_choice_of_settings_leaves_no_row_chosen(opened: Callable[..., AppTest], sample: Path) -> None:
    app = chosen(opened("overdue-reviews", sample), 0, 1)
    assert "the row behind it" in plainly(app)
    app.selectbox(key="cluster").select("Damson").run()
    assert "the row behind it" not in plainly(app)


def test_what_was_typed_here_stands_with_the_row_and_nothing_of_it_is_markdown(opened: Callable[..., AppTest], one_setting: Path) -> None:
    opened("overdue-reviews", one_setting)
    reviews = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on | review_due_on"
    day = f"{local_day(now()):%Y-%m-%d}T00:00:01"
    row = "EY100001 | C1 | sen_support | 1 | 01/09/2020 | 01/12/2020"
    loaded = given(shared.store(), f"{reviews}\n{row}", at=day, name="![x](http://evil.example/y.png)<b>.csv")
    with shared.store().transaction() as cursor:
        cursor.execute(
            "INSERT INTO submission_corrections VALUES (?, 2, 'outcome', '<b>:red[late]'), (?, 2, 'child_ref', 'Jo')", [loaded.id] * 2
        )
    app = chosen(opened("overdue-reviews", one_setting), 0, 0)
    assert "Outcome of the review: “<b>:red[late]” was typed here." in plainly(app)
    assert "Child reference was typed here; it is kept as a code only." in plainly(app)
    assert "y.png)<b>.csv, line 2" in plainly(app)
    assert "](http" not in written(app)
    assert "<b>" not in written(app)


def test_a_setting_that_says_it_has_no_senco_leads_to_the_file_that_says_so(opened: Callable[..., AppTest], one_setting: Path) -> None:
    opened("senco-coverage", one_setting)
    app = chosen(opened("senco-coverage", one_setting), 0, 0)
    assert "no SENCO posts are in force" in plainly(app)
    day = f"{local_day(now()):%Y-%m-%d}T00:00:01"
    given(shared.store(), "setting_urn | senco_ref | role | started_on\nEY100001 | NIL | |", at=day, name="nil.csv")
    app = chosen(opened("senco-coverage", one_setting), 0, 0)
    assert "its latest file of SENCO posts has no row that counts here" in plainly(app)
    assert "Came in nil.csv**" in plainly(app)


def test_the_way_to_all_files_of_a_setting_is_a_link_that_opens_them(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("returns-received", one_setting)
    name = shared.setting_names()["ofsted:EY100001"]
    again = opened("returns-received", one_setting, received="files", **{"history-of": f"{name} (ofsted:EY100001)"})
    assert app.radio(key="received").value == "returns"
    assert again.radio(key="received").value == "files"
    assert again.selectbox(key="history-of").value == "ofsted:EY100001"
