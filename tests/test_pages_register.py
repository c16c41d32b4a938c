"""A register is reviewed before it is accepted, and clusters and officers are given to many settings at once, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from screens import written
from sent import given, sent
from streamlit.testing.v1 import AppTest
from test_register_changes import OFSTED, REGISTER

from data import uploads
from data.registers import NO_CLUSTER
from data.store import Store
from pages import shared, upload_checks

NEW = (
    REGISTER.replace("Acorn Lane ", "Acorn Yard ")
    .replace("Bramble     | group_sessional      | Alder", "Bramble     | group_sessional      | Birch")
    .replace("EY100003 |            | Childcare ", "EY100009 |            | ![x](http://evil.example) ")
)


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A store in which the register is in force since 1 September 2025."""
    place = tmp_path / "told.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    store.close()
    return place


def said(app: AppTest) -> str:
    assert not app.exception, app.exception[0].value
    return written(app).replace("\\", "").replace("\u2060", "").replace("\u00a0", " ")


def dropped(app: AppTest, table: str) -> AppTest:
    return app.file_uploader[0].set_value([("register.csv", sent(table), "text/csv")]).run()


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def drawn(app: AppTest, place: int = 0) -> list[tuple[str, ...]]:
    return [tuple(row) for row in app.dataframe[place].value.itertuples(index=False)]


def clusters() -> dict[str, str]:
    frame = shared.ask("register", shared.everything())
    return dict(zip(frame["setting"], frame["cluster"], strict=True))


def test_a_register_is_reviewed_kind_by_kind_before_it_is_accepted(opened: Callable[..., AppTest], told: Path) -> None:
    app = dropped(opened("upload-returns", told), NEW)
    words = said(app)
    assert (
        "one setting is new, one is renamed and one moves to another cluster; two stay as they are. Open settings: 4 now, 5 then." in words
    )
    assert "One setting on the register is not in this file. It stays open unless you close it." in words
    assert "](http" not in written(app)
    (kinds,) = app.radio
    assert list(kinds.options) == ["New (1)", "Not in this file (1)", "Renamed (1)", "Moved cluster (1)"]
    kinds.set_value("renamed").run()
    assert drawn(app) == [("ofsted:EY100001", "Acorn Yard", "Acorn Lane", "Acorn Yard")]
    app.text_input[0].set_value("nobody").run()
    assert "No setting like this." in said(app)
    app.checkbox[0].check().run()
    press(app, "Accept")
    assert clusters()["ofsted:EY100002"] == "Birch"
    frame = shared.ask("register", shared.everything())
    assert not frame.loc[frame["setting"] == "ofsted:EY100003", "is_open"].item()


def test_the_review_follows_the_day_the_register_is_to_hold_from(opened: Callable[..., AppTest], told: Path) -> None:
    app = dropped(opened("upload-returns", told), NEW)
    later = shared.today() + timedelta(days=40)
    app.date_input[0].set_value(later).run()
    assert f"From {later:%-d %b %Y}, one setting is new" in said(app)


def test_a_type_the_analyst_says_otherwise_is_kept_as_a_correction(opened: Callable[..., AppTest], told: Path) -> None:
    app = dropped(opened("upload-returns", told), OFSTED)
    assert "One setting keeps its type, whatever the list says." in said(app)
    assert "A list of this kind does not speak for one setting on the register; it stays as it is." in said(app)
    (waiting,) = uploads.waiting(shared.store())
    (check,) = upload_checks.checked(waiting)
    found = upload_checks.register_review(check, shared.today())
    uploads.correct(shared.store(), waiting.id, None, 2, "provider_type", "out_of_school", was="group_full_day", by="analyst")
    (again,) = upload_checks.checked(waiting)
    assert found.counts["provider_type"] + 1 == upload_checks.register_review(again, shared.today()).counts["provider_type"]


def test_a_cluster_is_renamed_and_the_change_undone_on_the_page(opened: Callable[..., AppTest], told: Path) -> None:
    app = opened("administration", told)
    assert "One setting has no Area SENCO, of 4 settings." in said(app)
    app.radio(key="assign-way").set_value("rename").run()
    app.selectbox(key="rename-old").select("Alder").run()
    app.text_input(key="rename-new-0").set_value("Alder ![Hill](http://evil.example)").run()
    assert "two settings move to another cluster; three stay as they are." in said(app)
    press(app, "Change two settings")
    assert clusters()["ofsted:EY100001"] == "Alder ![Hill](http://evil.example)"
    assert "Two settings changed to" in said(app)
    assert "](http" not in written(app)
    press(app, "Undo")
    assert clusters()["ofsted:EY100001"] == "Alder"


def test_an_officers_settings_are_handed_over(opened: Callable[..., AppTest], told: Path) -> None:
    app = opened("administration", told)
    app.radio(key="assign-way").set_value("hand_over").run()
    app.selectbox(key="hand-over-old").select("A. Mehta").run()
    app.selectbox(key="hand-over-new-0").select("S. Lind").run()
    press(app, "Change two settings")
    frame = shared.ask("register", shared.everything())
    assert set(frame["area_senco"].dropna()) == {"S. Lind"}


def test_all_settings_a_filter_shows_are_given_a_cluster_and_none_without_a_filter(opened: Callable[..., AppTest], told: Path) -> None:
    app = opened("administration", told)
    assert "Tick settings, or narrow the list to change all that it shows." in said(app)
    app.selectbox(key="filter-All clusters-0").select("Birch").run()
    assert "**Two settings** shown; tick some to change fewer." in said(app)
    app.selectbox(key="give-cluster-0").select(NO_CLUSTER).run()
    press(app, "Change two settings")
    assert {setting for setting, cluster in clusters().items() if cluster == NO_CLUSTER} == {"ofsted:EY100003", "dfe:900101"}
    assert "Two settings have no cluster and one setting has no Area SENCO, of 4 settings." in said(app)


def test_what_they_have_already_changes_nothing_and_says_so(opened: Callable[..., AppTest], told: Path) -> None:
    app = opened("administration", told)
    app.text_input(key="assign-find").set_value("acorn").run()
    app.selectbox(key="give-cluster-0").select("Alder").run()
    assert "These settings have this already. Nothing changes." in said(app)
    assert not [button for button in app.button if button.label.startswith("Change")]


def test_a_register_with_a_row_to_put_right_is_reviewed_without_it_and_closes_nothing(opened: Callable[..., AppTest], told: Path) -> None:
    app = dropped(opened("upload-returns", told), NEW.replace("out_of_school  ", "out of skool   "))
    assert "One row must be put right first and is not counted here." in said(app)
    assert "One setting on the register is not in this file." in said(app)
    assert "Settings that are not in this file can be closed once every row of it is right." in said(app)
    assert not app.checkbox


def test_a_name_no_register_can_hold_changes_nothing_and_says_why(opened: Callable[..., AppTest], told: Path) -> None:
    app = opened("administration", told)
    app.radio(key="assign-way").set_value("rename").run()
    app.selectbox(key="rename-old").select("Alder").run()
    app.text_input(key="rename-new-0").set_value("#REF!").run()
    press(app, "Change two settings")
    assert "Nothing was changed. Cluster" in said(app)
    assert clusters()["ofsted:EY100001"] == "Alder"


def test_a_kind_of_change_that_another_day_does_not_have_is_left_calmly(opened: Callable[..., AppTest], told: Path) -> None:
    today = shared.today()
    store = Store.open(told)
    given(store, NEW.replace("Acorn Yard", "Acorn Lane"), at="2025-10-01T09:00:00", effective_on=today)
    store.close()
    app = dropped(opened("upload-returns", told), NEW.replace("Birch", "Cedar"))
    (kinds,) = app.radio
    assert kinds.options == ["Not in this file (1)", "Renamed (1)", "Moved cluster (4)"]
    app.date_input[0].set_value(today - timedelta(days=300)).run()
    (kinds,) = app.radio
    kinds.set_value("new").run()
    app.date_input[0].set_value(today).run()
    (kinds,) = app.radio
    assert kinds.value == "absent"
    assert "one is renamed" in said(app) or "one setting is renamed" in said(app)
