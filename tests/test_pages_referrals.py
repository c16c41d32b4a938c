"""The views of Referral pathways: each renders, asks only its own questions, and says which return it lacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import title, written
from sent import given
from streamlit.testing.v1 import AppTest

from data.store import Store
from data.terms import Term, local_day, now
from pages import shared
from pages.referral_pathways import VIEWS

VIEW = "referral-pathways-view"


@pytest.fixture
def chosen(opened: Callable[..., AppTest], sample: Path) -> Callable[..., AppTest]:
    """The page on the sample authority with one of its views chosen."""

    def choose(view: str, **url: str) -> AppTest:
        app = opened("referral-pathways", sample, **url)
        return app if view == "waits" else app.radio(key=VIEW).set_value(view).run()

    return choose


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_renders_with_a_title_a_list_and_what_it_means(view: str, chosen: Callable[..., AppTest]) -> None:
    app = chosen(view)
    assert title(app)
    assert app.subheader
    assert "**" in written(app)
    narrowed = chosen(view, cluster="Damson")
    assert narrowed.selectbox(key="cluster").value == "Damson"
    assert title(narrowed) != title(app)


def test_choosing_a_service_shows_its_waits_by_cluster(chosen: Callable[..., AppTest]) -> None:
    app = chosen("waits")
    app.selectbox(key="service").select("speech_language").run()
    assert not app.exception
    assert "for speech and language therapy" in app.subheader[0].value
    asked = shared.ask("referral_list", shared.everything())
    waiting = asked[(asked["service"] == "speech_language") & (asked["waiting"] == "service")]
    assert len(app.dataframe[0].value) == len(waiting)
    assert list(app.dataframe[0].value["cluster"].value_counts().sort_index()) == list(waiting["cluster"].value_counts().sort_index())
    assert "cluster" in app.dataframe[1].value.columns


def test_the_referrals_of_an_earlier_term_are_followed_to_the_day(chosen: Callable[..., AppTest]) -> None:
    app = chosen("outcomes")
    before = Term.of(local_day(now())).before
    app.selectbox(key="term").select(before.name).run()
    assert f"made in {before.season} {before.year}" in app.subheader[0].value
    cohorts = shared.ask("referral_cohorts", shared.everything())
    made = int(cohorts.loc[cohorts["term"] == before.name, "made"].sum())
    assert f"Made\\: {made}" in [each.value for each in app.subheader]
    assert len(app.dataframe[0].value) == made


def test_a_view_whose_return_was_never_loaded_says_so_and_the_others_show(opened: Callable[..., AppTest], one_setting: Path) -> None:
    store = Store.open(one_setting)
    assert given(store, "setting_urn | child_ref | fund | applied_on\n EY100001 | C1 | inclusion_fund | 01/09/2025").outcome == "accepted"
    store.close()
    app = opened("referral-pathways", one_setting)
    assert title(app).startswith("No referral return has been loaded")
    assert "No referrals are loaded yet, so there is nothing to show here." in written(app)
    app.radio(key=VIEW).set_value("funding").run()
    assert not app.exception
    assert "nothing to show here" not in written(app)
