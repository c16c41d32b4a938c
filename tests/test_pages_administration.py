"""Administration: thresholds and term dates are changed, refused in words, taken back, and the second of two savers is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analytics.deciding import change, moved
from analytics.deciding import take_back as take_threshold_back
from analytics.queries import Inputs
from analytics.thresholds import thresholds_in_force
from data import threshold_changes
from data.errors import ToolError
from data.terms import Term, local_day, now, parse_moment
from tests.drawn import drawn

REVIEW = "setting | child | plan_started_on | review_due_on\na | c | 2025-09-01 | 2025-12-20"
LATER = parse_moment("2039-12-31")


def texts(app) -> str:
    return "\n".join(str(each.value) for kind in ("markdown", "success", "warning", "title") for each in app.get(kind)).replace("\\", "")


def test_a_threshold_is_changed_from_a_day_on_shows_what_it_moves_and_is_taken_back(opened, one_setting):
    app = opened("administration", one_setting, manage="thresholds")
    app.selectbox(key="threshold-name").select("long_vacancy_days").run()
    app.number_input(key="threshold-value-long_vacancy_days-30").set_value(45).run()
    assert "No figure of today would change." in texts(app) or "If it held today" in texts(app)
    app.button(key="threshold-save").click().run()
    assert "Say why the threshold changes" in texts(app)
    app.text_input[0].set_value("Agreed at the team meeting").run()
    app.button(key="threshold-save").click().run()
    assert not app.exception
    assert "A vacancy longer than this is a reason for support: 30 days until now, 45 days from " in texts(app)
    assert "Agreed at the team meeting" in texts(app)
    next(button for button in app.button if button.label == "Take back").click().run()
    assert "A vacancy longer than this is a reason for support: 30 days again on " in texts(app)
    assert not app.exception


def test_a_due_date_is_moved_refused_outside_its_term_and_taken_back(opened, one_setting):
    app = opened("administration", one_setting, manage="terms")
    app.selectbox(key="days-term").select(Term.of(local_day(now())).name).run()
    due = app.date_input[0].value
    app.date_input[0].set_value(due + timedelta(days=200)).run()
    app.text_input[0].set_value("The panel meets later").run()
    app.button(key="days-save").click().run()
    assert "can be moved to" in texts(app)
    app.date_input[0].set_value(due + timedelta(days=3)).run()
    app.button(key="days-save").click().run()
    assert "from now on." in texts(app)
    assert "The panel meets later" in texts(app)
    next(button for button in app.button if button.label == "Take back").click().run()
    assert "are due on" in texts(app)
    assert not app.exception


def told(store) -> None:
    drawn(store, "settings", "setting\na")
    drawn(store, "senco_posts", "setting | senco_ref | started_on | ended_on\na | p | 2024-09-01 | 2025-10-21")
    drawn(store, "sen_reviews", "setting | child\na | NIL")


def test_what_a_value_would_move_is_counted_by_rating_and_by_state(store):
    told(store)
    found = moved(store, Inputs(date(2025, 11, 29), LATER), "amber_reasons", 3)
    assert found == []
    drawn(
        store, "sen_reviews", "setting | child | plan_started_on | review_due_on\na | c | 2025-09-01 | 2025-12-20", accepted_at="2025-09-02"
    )
    found = moved(store, Inputs(date(2025, 11, 29), LATER), "due_soon_days", 21)
    assert {(one.counted, one.before, one.after) for one in found} >= {("due soon", 0, 1), ("on track", 1, 0)}


def test_of_two_people_who_saw_the_same_thresholds_the_second_is_told(store):
    seen = threshold_changes.mark(store)
    asked = {"since": date(2026, 1, 1), "reason": "Agreed", "seen": seen}
    change(store, "due_soon_days", 21, by="ann", at=parse_moment("2025-12-01T09:00:00"), **asked)
    with pytest.raises(ToolError, match="ann changed “A review due within this many days is due soon” on 1 December 2025 at 09:00"):
        change(store, "due_soon_days", 28, by="ben", at=now(), **asked)
    assert len(threshold_changes.history(store)) == 1


def test_a_change_is_refused_when_thresholds_would_cross_on_a_later_day_and_nothing_is_kept(store):
    asked = {"reason": "Agreed", "by": "ann", "at": parse_moment("2025-12-01")}
    change(store, "induction_days", 90, since=date(2026, 1, 1), **asked)
    change(store, "new_senco_days", 100, since=date(2026, 9, 1), **asked)
    with pytest.raises(ToolError, match=r"induction_days .110 days. must stay below new_senco_days .100 days."):
        change(store, "induction_days", 110, since=date(2026, 2, 1), **asked)
    with pytest.raises(ToolError, match="must stay below"):
        take_threshold_back(store, 1, by="ann", at=parse_moment("2025-12-02"))
    with pytest.raises(ToolError, match="it is 90 days on 1 January 2026 already"):
        change(store, "induction_days", 90, since=date(2026, 1, 1), **asked)
    assert [one.taken_back_at for one in threshold_changes.history(store)] == [None, None]
    assert thresholds_in_force(store, date(2026, 1, 1), LATER)["induction_days"].value == 90
