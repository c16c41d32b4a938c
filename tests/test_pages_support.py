"""Settings needing support on the screen: who is first, why, who moved, and what other limits would do."""

from __future__ import annotations

import pytest

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


def test_the_first_table_says_why_in_bold_and_what_comes_next(opened, sample):
    app = opened(ADDRESS, sample)
    said = app.table[0].value
    assert said.iloc[0, 0].startswith(":red-badge[◆ Red]")
    assert said.iloc[0, 1].startswith("**")
    assert "Last contact" in said.iloc[0, 1]
    assert any(each.label.startswith("To watch") for each in app.expander)
    assert any(each.label.startswith("Nearly") for each in app.expander)


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
