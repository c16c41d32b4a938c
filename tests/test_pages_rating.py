"""An officer sets a rating on the page of a setting: beside the rules’ own, seen in the lists, kept from others, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import rating_overrides
from data.terms import local_day, now
from pages import shared
from tests.screens import EVIL, written

ACORN = "ofsted:EY100001"
TODAY = local_day(now())


def plainly(app: AppTest) -> str:
    told = [each.value for each in [*app.success, *app.warning]]
    return "\n".join([written(app), *told]).replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def field(app: AppTest, kind: str, name: str) -> object:
    (found,) = [each for each in getattr(app, kind) if each.key.startswith("rating-form-") and each.key.endswith(f"-{name}")]
    return found


def pressed(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception[0].value
    return app


@pytest.fixture
def page(opened: Callable[..., AppTest], one_setting: Path) -> AppTest:
    """The page of the one setting, with the form that sets a rating open."""
    opened("one-setting", one_setting)
    return pressed(opened("one-setting", one_setting, setting=ACORN), "Set a rating")


def put(app: AppTest, rating: str, reason: str) -> AppTest:
    field(app, "radio", "rating").set_value(rating)
    field(app, "text_input", "reason").set_value(reason)
    return pressed(app, "Set the rating")


def test_a_rating_is_set_beside_the_rules_and_taken_back(page: AppTest) -> None:
    assert field(page, "selectbox", "officer").value == "A. Mehta"
    assert field(page, "date_input", "last").value > TODAY
    app = put(page, "amber", f"Well led {EVIL}")
    said = plainly(app)
    assert "Set to amber until" in said
    assert "Amber, set by A. Mehta until" in said
    assert "; the rules say not enough known" in said
    assert ":gray-badge[○ Grey: not enough known]" in said, "the badge is the rules’"
    assert not app.text_input, "the form is closed"
    assert "](http" not in written(app)
    app = pressed(app, "Take back")
    assert "Taken back. What the rules say stands alone again." in plainly(app)
    assert "set by A. Mehta until" not in plainly(app)
    assert "taken back by A. Mehta" in plainly(app)


def test_the_list_shows_it_beside_the_rules_and_counts_by_the_rules(page: AppTest, opened: Callable[..., AppTest], one_setting) -> None:
    put(page, "red", "Two children came without notice")
    app = opened("settings-needing-support", one_setting)
    said = plainly(app)
    assert "No setting is red or amber, but of one setting not enough is known." in said
    assert ":gray-badge[○ Not enough known]" in said
    assert "**Red, set by A. Mehta until" in said
    assert "Two children came without notice; the rules say not enough known" in said
    assert "For one setting an officer set a rating" in said
    officers = opened("settings-needing-support", one_setting, **{"support-view": "officers"})
    listed = next(table.value for table in officers.dataframe if "set_rating" in table.value)
    assert list(listed["rating"]) == ["○ not enough known"]
    assert listed["set_rating"][0].startswith("◆ Red to ")


def test_without_a_reason_or_with_a_name_in_it_nothing_is_set_at_once(page: AppTest) -> None:
    app = put(page, "amber", "")
    assert "Say why, so that others understand it later." in plainly(app)
    app = put(app, "amber", "Amelia Jones is on holiday")
    assert "may hold somebody’s name" in plainly(app)
    assert field(app, "text_input", "reason").value == "Amelia Jones is on holiday"
    assert rating_overrides.history(shared.store(), ACORN) == []
    pressed(app, "Set the rating")
    assert [one.reason for one in rating_overrides.history(shared.store(), ACORN)] == ["Amelia Jones is on holiday"]


def test_the_second_of_two_people_is_told_keeps_what_was_typed_and_can_set_theirs_after_all(page: AppTest) -> None:
    asked = {"last_on": TODAY + timedelta(days=30), "reason": "A SENCO starts soon", "by": "B. Osei", "at": now()}
    rating_overrides.set_rating(shared.store(), ACORN, "green", **asked)
    app = put(page, "red", "Nobody answers")
    said = plainly(app)
    assert "Somebody else changed the rating. B. Osei set green until" in said
    assert "“A SENCO starts soon”, after this page was drawn. That stands." in said
    assert "Green, set by B. Osei until" in said
    assert field(app, "text_input", "reason").value == "Nobody answers"
    pressed(app, "Set the rating")
    assert [(one.rating, one.set_by) for one in rating_overrides.history(shared.store(), ACORN)] == [
        ("red", "A. Mehta"),
        ("green", "B. Osei"),
    ]
