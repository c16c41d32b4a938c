"""What prompted an action then and how that stands today, in words."""

import pandas as pd
import pytest

from analytics import follow_up
from analytics.catalogue.support import REASONS


def reasons(state: str, figure: float | None, of_all: int | None = None, rule: str = "reviews_overdue") -> pd.DataFrame:
    return pd.DataFrame({"setting": ["a"], "rule": [rule], "state": [state], "figure": [figure], "of_all": [of_all]})


def action(figure: float | None = 3, rule: str | None = "reviews_overdue") -> pd.Series:
    return pd.Series({"setting": "a", "prompted_by": rule, "prompted_figure": figure})


def test_every_rule_can_prompt_an_action():
    assert list(follow_up.PROMPTS) == list(REASONS)


@pytest.mark.parametrize(
    ("state", "figure", "of_all", "said"),
    [
        ("fires", 3, 9, "3 of 9, as then"),
        ("fires", 5, 9, "5 of 9, more than then"),
        ("no", 0, 9, "0 of 9, fewer than then"),
        ("not_known", None, None, "not known"),
        ("not_asked", 3, 9, "not known"),
        ("fires", None, None, "it still applies"),
        ("no", None, None, "it does not apply"),
    ],
)
def test_the_figure_of_today_stands_beside_the_one_then(state, figure, of_all, said):
    assert follow_up.today_said(action(), reasons(state, figure, of_all)) == said


def test_what_nothing_prompted_or_a_setting_that_is_gone_has_no_figure_of_today():
    assert follow_up.today_said(action(rule=None), reasons("fires", 3)) == ""
    assert follow_up.today_said(action(), reasons("fires", 3).iloc[:0]) == "not known"


def test_days_are_said_as_days():
    rule = reasons("fires", 34, rule="long_vacancy").iloc[0]
    assert follow_up.prompt_said(rule) == "Long vacancy, 34 days"


def open_ones(*states: str, days: int = 4) -> pd.DataFrame:
    late = pd.Series([days if state == "overdue" else None for state in states], dtype="Int64")
    return pd.DataFrame({"action_state": list(states), "days_overdue": late})


@pytest.mark.parametrize(
    ("states", "title", "line"),
    [
        ((), "No action is open", "What is agreed in a contact appears here until it is done."),
        (("to_do",), "One action is open and not late", ""),
        (("overdue",), "One action is open and late", "The late one has been due for four days."),
        (("to_do", "no_date"), "Two actions are open, none of them late", "One has no date."),
        (
            ("overdue", "to_do", "no_date"),
            "Three actions are open, one of them late",
            "The late one has been due for four days. One has no date.",
        ),
        (("overdue", "overdue"), "Two actions are open, all of them late", "The longest late one has been due for four days."),
    ],
)
def test_how_much_is_open_and_late_is_said_exactly(states, title, line):
    assert follow_up.open_said(open_ones(*states)) == (title, line)


def test_what_changed_is_counted():
    closed = pd.DataFrame({"change": ["better", "not_known", "no_change", "better"]})
    title = "Four actions were closed in the last two terms"
    assert follow_up.closed_said(closed) == (title, "Better after 2, no change after 1, not known after 1.")
