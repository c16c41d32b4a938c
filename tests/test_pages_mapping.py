"""The upload app says which headings and words it does not know, asks what they mean, and says what it read them as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import EVIL, switched, title, written
from sent import given, sent
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from data import uploads
from data.meanings import Meaning
from data.remembered import remembered_for
from data.store import Store
from data.terms import local_day, now
from pages import shared

ACORN = "ofsted:EY100001"
REVIEWS = """
    setting_urn | child_ref | sen_status | cycle_no | Plan since | Date of meeting
    EY100001    | C1        | SEND list  | 1        | 01/09/2025 | 01/10/2025
    EY100001    | C2        | SEND list  | 1        | 02/09/2025 | 02/10/2025
"""


def said(app: AppTest) -> str:
    return written(app).replace("\\", "").replace("\u2060", "")


def dropped(app: AppTest, table: str, name: str = "reviews.csv") -> AppTest:
    return app.file_uploader[0].set_value([(name, sent(table), "text/csv")]).run()


def asked(app: AppTest, written_so: str) -> Selectbox:
    """The choice for one unusual heading or word."""
    return next(each for each in app.selectbox if each.label.replace("\\", "").replace("\u2060", "").startswith(f"“{written_so}”"))


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


@pytest.fixture
def app(opened: Callable[..., AppTest], one_setting: Path) -> AppTest:
    return opened("upload-returns", one_setting)


def test_a_file_that_could_not_be_read_is_read_once_its_columns_and_words_are_chosen(app: AppTest) -> None:
    app = dropped(app, REVIEWS)
    assert title(app).replace("\\", "") == "One file could not be read."
    assert "Two headings we do not know: say what they mean" in said(app)
    assert "“Plan started on” is missing: is one of these columns meant?" in said(app)
    choice = asked(app, "Plan since")
    assert choice.value is None
    assert choice.options[0] == "Plan started on, missing so far – most like it"
    assert choice.options[-1] == "(leave it out)"
    assert "like 01/09/2025, 02/09/2025" in choice.label.replace("\\", "").replace("\u2060", "")
    app = choice.select("plan_started_on").run()
    assert asked(app, "SEND list").options[0] == "SEN support"
    app = asked(app, "Date of meeting").select("review_held_on").run()
    app = asked(app, "SEND list").select("sen_support").run()
    assert title(app).replace("\\", "") == "Your file is ready."
    assert "“Date of meeting” was read as Review held on, as chosen on " in said(app)
    assert "“SEND list” in SEN status was read as SEN support, as chosen on " in said(app)
    app = press(app, "Accept")
    assert {each.meaning.written for each in remembered_for(shared.store(), ACORN)} == {"Plan since", "Date of meeting", "SEND list"}
    again = dropped(app, REVIEWS.replace("C1", "C3"), "next.csv")
    assert title(again).replace("\\", "") == "Your file is ready."
    assert "Read as remembered" in said(again)


def test_what_is_forgotten_is_asked_again(app: AppTest) -> None:
    app = asked(dropped(app, REVIEWS), "Plan since").select("plan_started_on").run()
    assert "Two things need" in title(app)
    app = press(app, "Forget this")
    assert title(app).replace("\\", "") == "One file could not be read."
    assert asked(app, "Plan since").value is None
    assert remembered_for(shared.store(), ACORN) == []


def test_a_column_that_stops_nothing_is_asked_about_in_a_closed_box(app: AppTest) -> None:
    app = dropped(app, REVIEWS.replace("Plan since", "plan_started_on").replace("SEND list", "sen_support"))
    assert title(app).replace("\\", "") == "Your file is ready."
    assert [each.label for each in app.expander if "left out" in each.label] == ["One column left out: say what it holds"]
    app = asked(app, "Date of meeting").select("").run()
    assert "“Date of meeting” was left out, as chosen on " in said(app)
    assert not [each for each in app.expander if "left out" in each.label]


def test_two_columns_cannot_be_the_same_field(app: AppTest) -> None:
    app = dropped(app, REVIEWS)
    box = asked(app, "Date of meeting")
    store, (waiting,) = shared.store(), uploads.waiting(shared.store())
    (one,) = uploads.checked(store, waiting.id)
    uploads.say(store, waiting.id, one.asked.return_name, Meaning(None, "Plan since", "plan_started_on"), by="another analyst")
    app = box.select("plan_started_on").run()
    assert [each.options for each in app.selectbox if "Plan since" in each.label] == []
    (one,) = uploads.checked(store, waiting.id)
    assert [(meaning.written, meaning.chosen_by) for meaning in one.asked.meant if meaning.means == "plan_started_on"] == [
        ("Plan since", "another analyst")
    ]


def test_a_heading_or_word_like_markup_is_shown_as_text(app: AppTest) -> None:
    app = dropped(app, REVIEWS.replace("Date of meeting", EVIL).replace("SEND list", EVIL))
    app = asked(app, "Plan since").select("plan_started_on").run()
    for box in app.selectbox:
        assert "](http" not in box.label
        assert "<b>" not in box.label
    app = asked(app, EVIL).select("review_held_on").run()
    assert "](http" not in written(app)
    assert "<b>" not in written(app)


def test_what_is_remembered_of_a_setting_stands_on_its_history_and_is_forgotten_there(app: AppTest) -> None:
    app = asked(dropped(app, REVIEWS), "Plan since").select("plan_started_on").run()
    app = switched(app, "returns-received")
    app.radio(key="received").set_value("files").run()
    assert "Remembered for the next file" not in said(app)
    app.selectbox(key="history-of").select(ACORN).run()
    assert "Remembered for the next file" in said(app)
    assert "“Plan since” is read as Plan started on, as chosen on " in said(app)
    app = press(app, "Forget this")
    assert "Remembered for the next file" not in said(app)


def test_what_was_not_used_is_said(app: AppTest, one_setting: Path) -> None:
    store: Store = shared.store()
    day = f"{local_day(now()):%Y-%m-%d}T00:00:01"
    both = "urn | name | provider_type | cluster\n EY100001 | One | group_full_day | A\n EY100002 | Two | group_full_day | A"
    assert given(store, both, at=day).outcome == "accepted"
    app = asked(dropped(app, REVIEWS), "Plan since").select("plan_started_on").run()
    app = press(app, "Put aside")
    app = dropped(app, REVIEWS + "EY100002 | C9 | SEND list | 1 | 02/09/2025 | 02/10/2025\n", "bulk.csv")
    assert "is remembered as Plan started on for 1 of the 2 settings in this file only." in said(app)
