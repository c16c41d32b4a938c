"""Log a contact, see its action on This term, close it, and read what changed; without a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from screens import EVIL, chosen, title, written
from streamlit.testing.v1 import AppTest

from data import contact_log
from data.contact_log import Contact
from data.store import Store
from data.terms import local_day, now

VIEW = {"this-term": "actions"}
TODAY = local_day(now())


def form(app: AppTest, name: str) -> str:
    """The key of a field of the form that is open."""
    fields = [*app.text_input, *app.selectbox, *app.date_input]
    (key,) = [each.key for each in fields if each.key.startswith("contact-form-") and each.key.endswith(f"-{name}")]
    return key


def opened_form(app: AppTest) -> AppTest:
    return app.selectbox(key="contact-setting").set_value("ofsted:EY100001").run()


def pressed(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception[0].value
    return app


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """The sample authority in a store that a test may write into."""
    shutil.copytree(sample.parent, tmp_path / "copy")
    return tmp_path / "copy" / sample.name


@pytest.fixture
def agreed(one_setting: Path) -> Path:
    """A store with one setting and one late action."""
    store = Store.open(one_setting)
    late = Contact(
        "ofsted:EY100001", "A. Mehta", TODAY - timedelta(days=9), "visit", "funding", "team", f"Send {EVIL}", TODAY - timedelta(days=2)
    )
    contact_log.log(store, "D1", late, by="A. Mehta", prompt=contact_log.Prompt("reviews_overdue", TODAY, 3, "3 of 9 late"))
    store.close()
    return one_setting


def test_a_contact_is_logged_from_the_form_and_its_action_stands_on_this_term(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened_form(opened("this-term", one_setting, **VIEW))
    assert app.selectbox(key=form(app, "officer")).value == "A. Mehta"
    app.text_input(key=form(app, "action")).set_value("Send the plan")
    pressed(app, "Log it")
    (logged,) = app.success
    assert logged.value.startswith("Logged\\: Visit, ")
    assert logged.value.endswith("Its action is open\\.")
    assert "One action is open and not late" in written(app)
    app.radio(key="this-term").set_value("now").run()
    assert "One action of A\\. Mehta is open and not late" in written(app)
    assert "My actions" in written(app)


def test_a_name_in_an_action_is_warned_of_once_and_kept_when_a_person_insists(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened_form(opened("this-term", one_setting, **VIEW))
    app.text_input(key=form(app, "action")).set_value("Ring Amelia Jones")
    pressed(app, "Log it")
    assert "may hold somebody’s name" in app.warning[0].value
    assert app.text_input(key=form(app, "action")).value == "Ring Amelia Jones"
    pressed(app, "Log it")
    assert "One action is open and not late" in written(app)


def test_what_must_be_put_right_is_said_and_what_was_typed_stays(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened_form(opened("this-term", one_setting, **VIEW))
    app.text_input(key=form(app, "action")).set_value("Ring 07700 900123")
    pressed(app, "Log it")
    assert "seems to hold personal data" in app.warning[0].value
    assert app.text_input(key=form(app, "action")).value == "Ring 07700 900123"
    assert "No action is open" in written(app)


def test_an_action_is_closed_with_what_changed_and_hostile_text_stays_text(opened: Callable[..., AppTest], agreed: Path) -> None:
    app = chosen(opened("this-term", agreed, **VIEW), 0, 0)
    assert "One action is open and late" in written(app)
    assert "Prompted by: 3 of 9 late on".replace(":", "\\:") in written(app)
    assert "![x]" not in written(app)
    pressed(app, "Close the action")
    assert "What changed is blank" in app.warning[0].value
    app.text_input(key="closed-note-D1").set_value("Two reviews were held")
    app.radio(key="closed-change-D1").set_value("better")
    pressed(app, "Close the action")
    assert "No action is open" in written(app)
    assert "One action was closed in the last two terms" in written(app)
    done = app.dataframe[0].value
    assert [done[column].tolist() for column in ("change", "what_changed")] == [["Better"], ["Two reviews were held"]]
    assert title(app)


def test_closing_says_then_and_today_and_the_action_can_be_opened_again(opened: Callable[..., AppTest], agreed: Path) -> None:
    app = chosen(opened("this-term", agreed, **VIEW), 0, 0)
    app.text_input(key="closed-note-D1").set_value("Two reviews were held")
    pressed(app, "Close the action")
    assert "It was prompted by 3 of 9 late on" in app.success[0].value
    assert "; today\\: not known" in app.success[0].value
    app = chosen(app, 0, 0)
    app.text_input(key="reopened-note-D1").set_value("One is late again")
    pressed(app, "Open again")
    assert app.success[0].value.startswith("Opened again\\: ")
    assert "One action is open and late" in written(app)


def test_the_second_person_to_close_is_told_what_the_first_said(opened: Callable[..., AppTest], agreed: Path) -> None:
    app = chosen(opened("this-term", agreed, **VIEW), 0, 0)
    from pages import shared

    contact_log.close(shared.store(), "D1", by="B. Osei", done_on=TODAY, change="no_change", note="Nothing yet")
    app.text_input(key="closed-note-D1").set_value("Two reviews were held")
    pressed(app, "Close the action")
    assert "B\\. Osei closed this on" in app.success[0].value
    assert "what you wrote is kept in its history" in app.success[0].value


def test_a_visit_is_logged_from_the_page_of_the_setting_with_two_presses(opened: Callable[..., AppTest], one_setting: Path) -> None:
    opened("one-setting", one_setting)
    app = pressed(opened("one-setting", one_setting, setting="ofsted:EY100001"), "Log a visit")
    told = {name: app.selectbox(key=form(app, name)).value for name in ("officer", "kind", "purpose")}
    assert told == {"officer": "A. Mehta", "kind": "visit", "purpose": "senco_support"}
    assert app.date_input(key=form(app, "on")).value == TODAY
    pressed(app, "Log it")
    assert app.success[0].value.startswith("Logged\\: Visit, ")
    assert not app.text_input, "the form is closed"
    assert "last on" in next(chart.proto.alt for chart in app.get("plotly_chart"))


def test_an_action_agreed_on_a_visit_keeps_the_first_reason_and_its_figure(opened: Callable[..., AppTest], sample_copy: Path) -> None:
    opened("one-setting", sample_copy)
    from pages import shared

    setting = shared.ask("settings_needing_support", shared.everything())["setting"].iloc[0]
    app = pressed(opened("one-setting", sample_copy, setting=setting), "Log a visit")
    app.text_input(key=form(app, "action")).set_value("Find a SENCO to share")
    pressed(app, "Log it")
    actions = shared.ask("open_actions", shared.everything())
    (kept,) = actions[actions["action"] == "Find a SENCO to share"].to_dict("records")
    reasons = shared.ask("support_reasons", shared.everything())
    first = reasons[(reasons["setting"] == setting) & (reasons["state"] == "fires")].iloc[0]
    assert (kept["prompted_by"], kept["prompted_figure"]) == (first["rule"], first["figure"])
