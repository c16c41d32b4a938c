"""The page Definitions: every question, threshold, return, page and reason for support stands on it, and none is empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from screens import PAGES, title, written
from streamlit.testing.v1 import AppTest

from analytics.catalogue import AREAS
from analytics.catalogue.support import REASONS
from analytics.definitions import defined, definition_of
from analytics.queries import QUESTIONS
from analytics.thresholds import THRESHOLDS, said_value
from data.contracts import CONTRACTS
from data.store import Store
from data.terms import parse_moment
from pages import shared
from tests.drawn import drawn

Opened = Callable[..., AppTest]
LABELS = ("Counted", "Of", "By which dates", "Read from", "Source", "One row", "Without a browser")


def plain(app: AppTest) -> str:
    """Everything written on the page, with tables, without the marks of Markdown."""
    tables = "\n".join("\n".join(map(str, row)) for table in app.table for row in table.value.itertuples(index=False))
    labels = "\n".join(each.label for each in [*app.expander, *app.get("page_link")] if hasattr(each, "label"))
    return re.sub(r"[\\\u2060`*]", "", "\n".join((written(app), tables, labels)))


def shown(said: str) -> str:
    return re.sub(r"[\\\u2060`*]", "", said)


def test_every_published_question_is_found_under_one_area():
    under = [name for names in defined().values() for name in names]
    assert len(under) == len(set(under))
    assert {name for name, query in QUESTIONS.items() if query.named} - set(under) == set()


@pytest.mark.parametrize("area", AREAS)
def test_every_question_of_an_area_has_its_block_with_no_part_left_empty(area: str, opened: Opened) -> None:
    app = opened("guide", area=area)
    said = plain(app)
    for question in defined()[area]:
        definition = definition_of(question)
        for part in (definition.title, definition.meaning, definition.numerator, definition.date_rule, definition.source):
            assert shown(part) in said, (question, part)
        assert f"./run analytics {question} --as-of" in said
        for threshold in definition.thresholds:
            assert f"{threshold.meaning}: {said_value(threshold)}" in said
        for column in definition.columns:
            assert re.search(rf"\b{column}: \S", said), (question, column)
    for label in LABELS:
        assert said.count(f"\n{label}: ") + said.startswith(f"{label}: ") == len(defined()[area])
        assert not re.search(rf"^{label}: *$", said, re.MULTILINE)


def test_a_definition_is_found_by_a_word_wherever_it_stands(opened: Opened) -> None:
    app = opened("guide")
    app.text_input(key="find").set_value("plan FORGOTTEN").run()
    assert [each.value for each in app.subheader] == ["Whose plan has been forgotten?"]
    app.text_input(key="find").set_value("settings").run()
    assert "one more word narrows it" in written(app)
    app.text_input(key="find").set_value("no such word").run()
    assert not app.subheader


def test_a_link_opens_one_definition_and_an_unknown_one_is_left_out(opened: Opened) -> None:
    app = opened("guide", indicator="stale_plans")
    assert [each.value for each in app.subheader] == ["Whose plan has been forgotten?"]
    (back,) = [button for button in app.button if button.label == "All definitions"]
    back.click().run()
    assert len(app.subheader) > 1
    assert len(opened("guide", indicator="castle").subheader) > 1


def test_every_reason_for_support_is_on_the_page(opened: Opened) -> None:
    said = plain(opened("guide", indicator="settings_needing_support"))
    assert [code for code in REASONS if not re.search(rf"\b{code} (Red|Amber): \S", said)] == []


def test_every_threshold_and_return_is_on_the_page(opened: Opened) -> None:
    said = plain(opened("guide", guide="limits"))
    assert [name for name in THRESHOLDS if not re.search(rf"\b{name}\b", said)] == []
    assert [each.name for each in THRESHOLDS.values() if each.meaning not in said or said_value(each) not in said] == []
    said = plain(opened("guide", guide="returns"))
    assert [contract.title for contract in CONTRACTS.values() if contract.title not in said] == []


def test_every_page_is_on_the_page_with_what_it_answers(opened: Opened) -> None:
    app = opened("guide", guide="working")
    titles = [app.session_state["pages"][address].title for address in PAGES]
    said = plain(app)
    assert [each for each in titles if not re.search(rf"^- {each}: \S", said, re.MULTILINE)] == []


def test_a_definition_says_the_limit_of_the_day_chosen(opened: Opened, one_setting: Path) -> None:
    store = Store.open(one_setting)
    drawn(store, "sen_reviews", "setting | child | plan_started_on\nofsted:EY100001 | c1 | 2025-09-01")
    with store.transaction() as cursor:
        cursor.execute(
            "INSERT INTO threshold_changes (id, name, value, since, reason, changed_by, changed_at) VALUES (1, ?, 21, ?, ?, ?, ?)",
            ["due_soon_days", date(2025, 11, 1), "Agreed", "A. Analyst", parse_moment("2025-11-01T09:00:00")],
        )
    store.close()
    app = opened("overdue-reviews", one_setting, as_of="2025-11-21")
    assert "from the day to 21 days after it" in plain(app)
    app = opened("overdue-reviews", one_setting, as_of="2025-10-21")
    assert "from the day to 14 days after it" in plain(app)
    assert shared.thresholds(shared.everything())["due_soon_days"].changed_by == "A. Analyst"


def test_the_page_can_be_read_before_anything_is_loaded(opened: Opened) -> None:
    assert title(opened("guide")) == "What every figure means, and how to fill in each return\\."
