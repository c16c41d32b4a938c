"""The views of SENCO coverage: each has its finding, its picture and its list, and says so when there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import title, written
from streamlit.testing.v1 import AppTest

from pages import shared
from pages.senco_coverage import VIEWS

OTHERS = [view for view in VIEWS if view != "cover"]


def shown(opened: Callable[..., AppTest], store: Path, view: str, **url: str) -> AppTest:
    return opened("senco-coverage", store, **({"senco-coverage-view": view} if view != "cover" else {}), **url)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_of_the_sample_has_a_finding_a_picture_and_a_list_with_a_next_step(
    view: str, opened: Callable[..., AppTest], sample: Path
) -> None:
    app = shown(opened, sample, view)
    assert "have no SENCO" in title(app)
    assert app.get("plotly_chart")
    assert len(app.subheader) >= 2
    assert app.dataframe[0].value["next_step"].ne("").any()


@pytest.mark.parametrize("view", OTHERS)
def test_a_view_says_that_posts_are_not_loaded_with_the_way_to_load_them(
    view: str, opened: Callable[..., AppTest], one_setting: Path
) -> None:
    app = shown(opened, one_setting, view)
    assert "No SENCO posts are loaded yet, so there is nothing to show here" in written(app)
    assert "Upload SENCO posts" in [link.label for link in app.get("page_link")]
    assert not app.dataframe
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_without_a_row_is_calm(view: str, opened: Callable[..., AppTest], sample: Path) -> None:
    app = shown(opened, sample, view, cluster="Elm", provider_type="Childminder agency", as_of="2019-01-01")
    title(app)
    assert len(app.subheader) >= 1


def test_settings_with_children_and_no_senco_stand_first_and_lead_the_answer(opened: Callable[..., AppTest], sample: Path) -> None:
    app = shown(opened, sample, "cover")
    without = shared.ask("children_without_senco", shared.everything())
    assert title(app).startswith("Three settings with children with SEN have no SENCO")
    gaps = app.dataframe[0].value
    assert set(gaps["name"][: len(without)]) == set(without["name"])
    assert set(gaps["next_step"][: len(without)]) == {"Call today: children are there"}
    assert (gaps["next_step"] == "Call today: children are there").sum() == len(without) == 3


def test_a_spell_on_the_day_agrees_with_the_cover_and_its_days_with_the_vacancy(opened: Callable[..., AppTest], sample: Path) -> None:
    opened("senco-coverage", sample)
    inputs = shared.everything()
    spells, covers = shared.ask("senco_spells", inputs), shared.ask("senco_coverage", inputs).set_index("setting")
    last = spells[spells["to_on"] == inputs.as_of].set_index("setting")
    assert len(last) > 10
    assert last["cover"].eq(covers["cover"].reindex(last.index)).all()
    vacant = last[last["cover"] == "vacant"]
    assert vacant["days"].eq(covers["vacant_days"].reindex(vacant.index)).all()
    assert set(vacant.index) == set(covers.index[covers["expectation"].isin(["must", "expected"]) & (covers["cover"] == "vacant")])
