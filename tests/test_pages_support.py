"""Settings needing support on the screen: who is first, why, who moved, and what other limits would do."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from analytics.charts.style import plain
from analytics.trend import days_of_terms
from pages import shared
from tests.screens import EVIL, chosen, title, written

ADDRESS = "settings-needing-support"


@pytest.mark.parametrize("view", ["first", "changed", "what-if"])
def test_every_view_opens_on_the_sample_and_on_one_setting(opened, sample, one_setting, view):
    for store in (sample, one_setting):
        app = opened(ADDRESS, store, **{"support-view": view})
        assert title(app)
        assert "not enough is known" in title(app) or "red" in title(app)


def test_an_empty_store_says_what_comes_first(opened):
    assert title(opened(ADDRESS)) == r"No register of settings is loaded yet\."


def plainly(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")


def lines(app: AppTest) -> list[str]:
    """The settings named in the list of those to help first, in their order."""
    return [link.label.strip("*") for link in app.page_link if link.proto.query_string.startswith("setting=")]


def test_a_line_says_why_in_bold_what_comes_next_and_leads_to_the_setting(opened, sample):
    app = opened(ADDRESS, sample)
    ratings = shared.ask("settings_needing_support", shared.everything())
    urgent = ratings[ratings["rating"].isin(["red", "amber"])]
    said = [each.value for each in app.markdown]
    assert said.index(":red-badge[◆ Red]") < next(at for at, each in enumerate(said) if "Last contact" in each)
    assert sum(each.startswith(":small[**") and "Last contact" in each for each in said) == len(lines(app)) == 10
    assert [plainly(name) for name in lines(app)] == [plain(name) for name in urgent["name"]][:10]
    assert any(each.label.startswith("To watch") for each in app.expander)
    assert any(each.label.startswith("Nearly") for each in app.expander)
    app.button(key="help-first-all").click().run()
    assert [plainly(name) for name in lines(app)] == [plain(name) for name in urgent["name"]]
    app.button(key="help-first-all").click().run()
    assert len(lines(app)) == 10


def test_each_line_says_since_when_as_the_ends_of_terms_show(opened, sample):
    app = opened(ADDRESS, sample)
    since = [each.value for each in app.markdown if " at the end of " in each.value or "at term ends since" in each.value]
    assert len(since) == 10
    days = days_of_terms(shared.today(), shared.calendar())
    before = shared.ask("settings_needing_support", shared.everything(), as_of=days[-2].on).set_index("setting")["rating"]
    first = shared.ask("settings_needing_support", shared.everything()).iloc[0]
    newly = before[first["setting"]] != "red"
    assert ("newly red" in since[0]) == newly


def test_a_reason_leads_to_the_rows_that_show_it(opened, sample):
    app = chosen(opened(ADDRESS, sample), 0, 0)
    assert "behind it" in written(app) or "No row" in written(app)


def test_a_reason_in_the_address_narrows_the_list(opened, sample):
    app = opened(ADDRESS, sample, **{"support-reason": "Safeguarding ran out"})
    assert set(app.dataframe[0].value["why"].str.startswith("Safeguarding training ran out")) == {True}


def test_a_hostile_name_is_shown_and_not_obeyed(opened, one_setting):
    app = opened(ADDRESS, one_setting)
    assert not any(EVIL in each.value for each in app.markdown)


def test_a_higher_limit_says_by_name_who_would_move_and_saves_nothing(opened, sample):
    app = opened(ADDRESS, sample, **{"support-view": "what-if"})
    app.multiselect(key="what-if-names").select("amber_reasons").run()
    app.number_input(key="what-if-amber_reasons").set_value(10).run()
    said = written(app)
    assert "would have another rating" in said
    assert "▲ Amber" in said
    assert title(app) == title(opened(ADDRESS, sample))
