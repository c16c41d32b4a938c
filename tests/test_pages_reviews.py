"""Overdue reviews, view by view: what each asks, shows and lists, and what it says when nothing is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from screens import title, written
from sent import given
from streamlit.testing.v1 import AppTest

from data.terms import local_day, now
from pages import shared
from pages.reviews import VIEWS

HEADINGS = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\n"
# View → the question of its list, and which of its rows stand there before anything is clicked.
LISTED = {
    "due": ("review_list", lambda rows: rows["state"] == "overdue"),
    "plans": ("stale_plans", lambda rows: rows["days_since"] > 0),
    "quality": ("held_review_list", lambda rows: rows["parents"] != "yes"),
    "ehc": ("ehc_plan_reviews", lambda rows: rows["state"] != ""),
    "checks": ("two_year_check_list", lambda rows: rows["state"] != "checked"),
    "children": ("identification_rates", lambda rows: rows["tail"].isin(["low", "high"])),
}


def view_by_view(app: AppTest) -> Iterator[tuple[str, AppTest]]:
    for view in VIEWS:
        app.radio(key="reviews-view").set_value(view).run()
        assert not app.exception, view
        yield view, app


def titles(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "") for each in app.subheader]


def test_each_view_shows_its_pictures_and_the_whole_list_behind_them_with_children_as_codes(
    opened: Callable[..., AppTest], sample: Path
) -> None:
    for view, app in view_by_view(opened("overdue-reviews", sample, cluster="Damson")):
        assert "past their review date" in title(app)
        question, stands = LISTED[view]
        rows = shared.ask(question, shared.everything(), clusters=("Damson",))
        listed, shown = rows[stands(rows)], app.dataframe[0].value
        assert 0 < len(listed) == len(shown), view
        assert titles(app)[-1].endswith(f": {len(listed)}"), view
        assert shown["next_step"].str.len().gt(0).all(), view
        assert len(app.get("plotly_chart")) == {"due": 3, "quality": 3, "checks": 1}.get(view, 2), view
        assert view == "children" or shown["child"].str.fullmatch("child [0-9a-f]{6}").all(), view


def test_a_view_in_the_url_is_shown_and_only_its_questions_are_explained(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("overdue-reviews", sample, **{"reviews-view": "ehc"})
    assert app.radio(key="reviews-view").value == "ehc"
    said = written(app)
    assert "Are the EHC plans of children under five reviewed?" in said
    assert "How many reviews are coming?" not in said


def test_a_setting_that_says_no_child_has_sen_is_none_and_not_unknown(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("overdue-reviews", one_setting)
    given(shared.store(), HEADINGS + "EY100001 | NIL | | |", at=f"{local_day(now()):%Y-%m-%d}T00:00:01")
    expected = {
        "due": "No review is late",
        "plans": "No child with a plan is known here",
        "quality": "No review was held this term",
        "ehc": "No EHC plan of a child under five is known here",
        "checks": "No child is old enough for a two-year check",
        "children": "No child is known to have a SEN plan",
    }
    for view, shown in view_by_view(app.run()):
        assert title(shown).startswith("No child with a SEN plan is known here")
        assert titles(shown)[0] == expected[view]
        assert not shown.dataframe


def test_a_return_that_is_too_old_is_not_known_and_never_a_nought(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("overdue-reviews", one_setting)
    given(shared.store(), HEADINGS + "EY100001 | C1 | sen_support | 1 | 01/09/2025", at="2025-10-04T09:00:00")
    expected = {
        "due": "Review dates are not known",
        "plans": "Plans are not known",
        "quality": "Reviews held this term are not known",
        "ehc": "No EHC plan of a child under five is known here",
        "checks": "Two-year checks are not known",
        "children": "Children with SEN are not known",
    }
    for view, shown in view_by_view(app.run()):
        assert titles(shown)[0] == expected[view]
