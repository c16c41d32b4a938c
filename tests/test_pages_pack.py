"""The pack on a page: one cluster's in one press, every cluster's with its progress; and whose name and colours it carries."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import streamlit as st
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from data import council
from data.store import Store
from data.terms import now
from pages import meeting_pack, shared
from tests.meeting_drawn import DAY, draw

HOST = """
from datetime import date
from analytics.meeting.room import clusters_offered
from pages import meeting_pack, shared
day = date(2025, 11, 30)
meeting_pack.show(day, {cluster!r}, clusters_offered(shared.store(), day, by="analyst"))
"""


@pytest.fixture
def drawn_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "meeting.duckdb"
    store = draw(Store.open(place))
    council.change(store, "Wellow County Council", "#003366", "#8F3513", by="analyst", at=now())
    store.close()
    monkeypatch.setenv("SENCO_STORE", str(place))
    st.cache_resource.clear()
    yield place
    st.cache_resource.clear()


def labels(app: AppTest) -> list[str]:
    assert not app.exception
    return [button.proto.label for button in app.get("download_button")]


def test_a_pack_is_offered_at_once_and_all_packs_once_they_are_made_until_something_changes(drawn_store):
    app = AppTest.from_string(HOST.format(cluster="Alder"), default_timeout=60).run()
    assert labels(app) == ["Pack for Alder", "Slides", "Handout", "Tables"]
    assert app.button(key="pack-all").label == "Packs for all three clusters"
    app.button(key="pack-all").click().run()
    assert labels(app)[-1] == "Download all four packs"
    _, content, count = app.session_state["kept-packs"]
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        names = made.namelist()
        slides = Presentation(io.BytesIO(made.read(names[0])))
    assert count == 4
    assert [name.partition("/")[0] for name in names[::3]] == ["01-alder", "02-birch", "03-cherry", "04-all-clusters"]
    assert "Wellow County Council" in [shape.text_frame.text for shape in slides.slides[0].shapes]
    app.run()
    assert labels(app)[-1] == "Download all four packs"
    council.change(shared.store(), "Wellow Council", "#003366", "#8F3513", by="analyst", at=now())
    assert labels(app.run()) == ["Pack for Alder", "Slides", "Handout", "Tables"]


def test_each_download_is_what_its_button_says(drawn_store):
    AppTest.from_string(HOST.format(cluster=None), default_timeout=60).run()
    slides = Presentation(io.BytesIO(meeting_pack.made(DAY, None, ".pptx")))
    assert slides.slides[0].shapes.title.text == "Cluster meeting"
    assert meeting_pack.made(DAY, "Birch", "-handout.pdf")[:5] == b"%PDF-"
    with zipfile.ZipFile(io.BytesIO(meeting_pack.made(DAY, "Birch", ".zip"))) as pack:
        assert [name.rpartition("birch")[2] for name in pack.namelist()] == [".pptx", "-handout.pdf", "-tables.xlsx"]


def texts(app: AppTest) -> str:
    return "\n".join(str(each.value) for kind in ("markdown", "success", "warning", "title") for each in app.get(kind)).replace("\\", "")


def test_the_council_is_named_refused_when_it_cannot_be_read_and_taken_back(opened, one_setting):
    app = opened("administration", one_setting, manage="council")
    assert "Slides and handouts carry the name Early Years Team." in texts(app)
    app.text_input[0].set_value("Wellow *County* Council").run()
    app.color_picker[0].set_value("#ffcc00").run()
    app.button(key="council-save").click().run()
    assert "The colour #FFCC00 is too light to be read on white paper" in texts(app)
    app.color_picker[0].set_value("#003366").run()
    app.button(key="council-save").click().run()
    assert "Packs carry the name Wellow *County* Council and the colours #003366 and #C2481F from now on." in texts(app)
    next(button for button in app.button if button.label == "Take back").click().run()
    assert "Packs carry the name Early Years Team and the colours #0F5C5A and #C2481F again." in texts(app)
    assert not app.exception
