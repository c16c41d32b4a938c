"""One setting: its page on every kind of store, its address, and what it says of a setting that is closed, unknown or hostile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import EVIL, chosen, title, written
from sent import given
from streamlit.testing.v1 import AppTest

from data.terms import local_day, now
from pages import shared
from pages.setting_rows import WORDS

ACORN = "ofsted:EY100001"


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def _in_url(app: AppTest) -> str:
    """The setting in the address, as given by hand or as the page wrote it."""
    value = app.query_params["setting"]
    return value if isinstance(value, str) else value[0]


def red_one() -> str:
    support = shared.ask("settings_needing_support", shared.everything())
    return support["setting"].iloc[0]


def test_nothing_chosen_lists_the_open_settings_to_choose_from(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("one-setting", sample)
    assert title(app).startswith("Choose one of ")
    support = shared.ask("settings_needing_support", shared.everything())
    assert list(app.dataframe[0].value["name"]) == list(support["name"])


def test_the_address_names_the_setting_and_the_page_is_about_it(opened: Callable[..., AppTest], sample: Path) -> None:
    opened("one-setting", sample)
    setting = red_one()
    app = opened("one-setting", sample, setting=setting)
    name = shared.setting_names()[setting]
    assert plainly(title(app)).startswith(name)
    assert _in_url(app) == setting
    assert [chart.proto.alt.startswith("Two years in six lanes. SENCO: ") for chart in app.get("plotly_chart")] == [True]


@pytest.mark.parametrize("view", WORDS)
def test_every_view_of_a_setting_of_the_sample_is_drawn(view: str, opened: Callable[..., AppTest], sample: Path) -> None:
    opened("one-setting", sample)
    app = opened("one-setting", sample, setting=red_one(), **{"setting-view": view})
    assert not app.exception
    assert app.radio(key="setting-view").value == view


def test_next_and_before_walk_the_list_a_setting_was_opened_from(opened: Callable[..., AppTest], sample: Path) -> None:
    app = chosen(opened("one-setting", sample), 0, 1)
    order = list(shared.ask("settings_needing_support", shared.everything())["setting"])
    next(each for each in app.button if each.label.startswith("Open ")).click().run()
    assert _in_url(app) == order[1]
    assert "2 of" in written(app)
    next(each for each in app.button if each.label == "Next").click().run()
    assert _in_url(app) == order[2]
    for _ in range(2):
        next(each for each in app.button if each.label == "Before").click().run()
    assert _in_url(app) == order[0]
    assert next(each for each in app.button if each.label == "Before").disabled


def test_a_setting_of_which_only_the_register_is_loaded_says_not_loaded_and_no_nought(
    opened: Callable[..., AppTest], one_setting: Path
) -> None:
    app = opened("one-setting", one_setting, setting=ACORN)
    said = plainly(written(app))
    assert "no SENCO posts are loaded" in said
    assert said.count("not loaded") >= 5
    assert "0 of" not in said
    assert "](http" not in written(app)
    assert EVIL in plainly(title(app))


def test_a_closed_setting_says_when_it_closed(opened: Callable[..., AppTest], one_setting: Path) -> None:
    opened("one-setting", one_setting)
    day = local_day(now())
    register = f"urn | name | provider_type | cluster | closed_on\nEY100001 | Acorn | group_full_day | Alder | {day}"
    given(shared.store(), register, at=f"{day}T00:00:01")
    app = opened("one-setting", one_setting, setting=ACORN)
    assert plainly(title(app)).startswith("Acorn closed on ")
    assert not app.exception


def test_an_unknown_number_in_the_address_is_said_calmly_with_the_way_to_choose(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("one-setting", one_setting, setting="ofsted:![x](http://evil.example)")
    assert plainly(title(app)).startswith("No setting on the register of this day has the number")
    assert "](http" not in written(app)
    next(each for each in app.button if each.label == "Choose a setting").click().run()
    assert title(app).startswith("Choose the setting")


def test_a_setting_offers_its_briefing_its_rows_and_the_form_that_logs_a_contact(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("one-setting", one_setting, setting=ACORN)
    assert {"Briefing (PDF)", "All rows (Excel)"} <= {each.proto.label for each in app.get("download_button")}
    assert {"Log a visit", "Set a rating"} <= {button.label for button in app.button}
