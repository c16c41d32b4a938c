"""Agenda: what the view says and lists on every store, its papers, and attendance typed into it; without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from screens import EVIL, title, written
from sent import given, rows
from streamlit.testing.v1 import AppTest

from data import attendance
from data.store import Store
from data.submission import undo
from data.terms import local_day, now
from pages import meeting_papers, shared

VIEW = {"clusters-view": "agenda"}
ADDRESS = "clusters-and-training"
TODAY = local_day(now())
AHEAD, HELD = TODAY + timedelta(days=9), TODAY - timedelta(days=9)
SETTING = "ofsted:EY100001"
LINES, OTHERS = "Who came, by setting", "Anybody else who came"


def written_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


EVENTS = f"""
    event_ref | kind            | title     | topic         | cluster | held_on              | hours
    E1        | cluster_meeting | {EVIL}    | Sensory needs | Alder   | {written_day(AHEAD)} | 2
    E2        | cluster_meeting | The last  |               |         | {written_day(HELD)}  | 2
"""


@pytest.fixture
def with_meetings(one_setting: Path) -> Path:
    """One setting, a meeting ahead and one that was held; attendance was never loaded."""
    store = Store.open(one_setting)
    assert given(store, EVENTS, at=f"{TODAY}T00:00:01").outcome == "accepted"
    store.close()
    return one_setting


def pressed(app: AppTest, label: str) -> AppTest:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception, app.exception[0].value
    return app


def choose(app: AppTest, reference: str) -> AppTest:
    app.selectbox(key="agenda-meeting").select(reference).run()
    assert not app.exception, app.exception[0].value
    return app


def tables(app: AppTest) -> dict[str, pd.DataFrame]:
    return {table.proto.alt: table.value for table in app.dataframe}


def said(app: AppTest) -> str:
    return re.sub(r"[\\\u2060]", "", written(app))


def typed(app: AppTest, alt: str, **edits: object) -> None:
    """What a person did in a grid; AppTest itself cannot type into one."""
    (grid,) = [table for table in app.dataframe if table.proto.alt == alt]
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[grid.proto.id.split("-", 2)[2]] = nothing | edits


def told() -> list[tuple]:
    """What the store says of who came, by setting."""
    sql = "SELECT event_ref, setting, attendee_ref, attendee_role, status FROM standing.bookings(TIMESTAMP '2039-01-01') ORDER BY ALL"
    return rows(shared.store(), sql)


# What the view shows


def test_the_sample_has_a_meeting_ahead_with_four_lists_of_those_expected(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(ADDRESS, sample, **VIEW)
    title(app)
    found = tables(app)
    (ahead,) = [name for name in found if name.startswith("Cluster meetings ahead: ")]
    assert len(found[ahead]) >= 1
    (expected,) = [name for name in found if name.startswith("Expected: ")]
    assert len(found[expected]) == int(found[ahead]["settings_expected"].iloc[0])
    assert found[expected]["missed_in_a_row"].fillna(-1).is_monotonic_decreasing
    counted = {}
    for view, begins in (("unseen", "Missed the last 2 or more"), ("new", "New SENCOs to welcome"), ("without", "No SENCO where one is")):
        app.radio(key="agenda-list").set_value(view).run()
        assert not app.exception
        counted[view] = next((len(table) for name, table in tables(app).items() if name.startswith(begins)), 0)
    numbers = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    words = {view: numbers[count] if count <= 10 else str(count) for view, count in counted.items()}
    assert f"{words['unseen'].capitalize()} missed the last two or more; " in said(app)
    assert f"{words['without']} without a SENCO where one is expected." in said(app)
    assert "To bring up, for the team only" in said(app)


def test_the_lists_of_a_meeting_hold_only_settings_that_are_expected_at_it(opened: Callable[..., AppTest], sample: Path) -> None:
    start = (TODAY - timedelta(days=120)).isoformat()
    app = opened(ADDRESS, sample, as_of=start, cluster="Damson", **VIEW)
    for view in ("everyone", "unseen", "new", "without"):
        app.radio(key="agenda-list").set_value(view).run()
        for name, table in tables(app).items():
            if "cluster" in table and not name.startswith("Cluster"):
                assert set(table["cluster"]) <= {"Damson"}


@pytest.mark.parametrize(("day", "words"), [(AHEAD, "today"), (AHEAD - timedelta(days=1), "tomorrow"), (TODAY, "in 9 days")])
def test_the_next_meeting_is_said_with_how_far_it_is(opened: Callable[..., AppTest], with_meetings: Path, day: date, words: str) -> None:
    app = opened(ADDRESS, with_meetings, as_of=day.isoformat(), **VIEW)
    assert f"{AHEAD.day}\u00a0{AHEAD:%b}\u00a0{AHEAD.year}, {words}." in said(app)
    assert "![x]" in said(app)
    assert "![x]" not in written(app)


def test_without_attendance_and_posts_nothing_is_said_to_be_none(opened: Callable[..., AppTest], with_meetings: Path) -> None:
    app = opened(ADDRESS, with_meetings, **VIEW)
    assert title(app).startswith("Training events or attendance have not been loaded")
    assert "Who missed meetings is not known; SENCO posts were never loaded, so whom to welcome is not known." in said(app)
    assert "One setting is expected; bookings were never loaded" in said(app)
    assert "count as having missed" not in said(app)
    found = tables(app)
    assert found["Cluster meetings ahead: 1"]["settings_booked"].isna().all()
    assert list(found["Attendance still to come: 1"]["title"]) == ["The last"]
    assert list(found["Expected: 1"]["next_step"]) == ["Send a reminder"]
    app.radio(key="clusters-view").set_value("meetings").run()
    assert "so there is nothing to show here" in said(app)


def test_a_day_on_which_nothing_is_planned_offers_the_meeting_whose_attendance_is_to_come(
    opened: Callable[..., AppTest], with_meetings: Path
) -> None:
    app = opened(ADDRESS, with_meetings, as_of=(AHEAD + timedelta(days=1)).isoformat(), **VIEW)
    assert "No cluster meeting is planned" in said(app)
    assert app.selectbox(key="agenda-meeting").value == "E1"
    assert LINES not in tables(app)  # nobody can have come yet
    assert app.selectbox(key="agenda-meeting").options[0].startswith(f"{AHEAD.day}")


def test_a_meeting_that_a_filter_leaves_out_gives_way_to_one_that_is_there(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(ADDRESS, sample, **VIEW)
    held = next(option for option in app.selectbox(key="agenda-meeting").options if "Alder cluster meeting" in option)
    choose(app, re.search(r"\((.*)\)$", held)[1])
    app.selectbox(key="cluster").select("Birch").run()
    assert not app.exception
    assert "Alder" not in app.selectbox(key="agenda-meeting").value


def test_the_papers_are_of_everybody_expected_whatever_the_filters(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(ADDRESS, sample, provider_type="Childminder", **VIEW)
    labels = [button.label for button in app.get("download_button")]
    assert [label for label in labels if label.startswith(("Sign", "Att"))] == ["Sign-in sheet (PDF)", "Attendance to fill in (Excel)"]
    inputs = replace(shared.everything(), provider_types=("childminder",))
    meetings = shared.ask("agenda_meetings", inputs).set_index("event_ref", drop=False)
    meeting = meetings.loc[app.selectbox(key="agenda-meeting").value]
    everyone, filtered = meeting_papers.everyone(meeting, inputs), shared.ask("expected_settings", inputs)
    assert len(everyone) > len(filtered[filtered["event_ref"] == meeting["event_ref"]])
    sheet, names = meeting_papers.sheet_of(meeting, inputs)
    assert {line.setting for line in sheet.lines} >= set(everyone["setting"])
    assert set(everyone["setting"]) <= set(names)


# Typed in


def test_who_came_is_typed_into_the_grid_and_stands_in_the_figures(opened: Callable[..., AppTest], with_meetings: Path) -> None:
    app = choose(opened(ADDRESS, with_meetings, **VIEW), "E2")
    assert tables(app)[LINES].to_dict("records") == [{"setting": EVIL, "status": None, "role": None, "told": ""}]
    typed(app, LINES, edited_rows={0: {"status": "attended", "role": "manager"}})
    typed(app, OTHERS, added_rows=[{"setting": EVIL, "role": "practitioner", "status": "part"}, {}])
    pressed(app, "Keep")
    (kept,) = app.success
    assert kept.value.replace("\\", "") == "Kept: two rows, as file 3 on Returns received, where it can be withdrawn."
    assert told() == [
        ("E2", SETTING, "EY100001-1", "manager", "attended"),
        ("E2", SETTING, "EY100001-2", "practitioner", "part"),
    ]
    assert "The one setting expected came" in said(app)
    assert [tuple(row) for row in tables(app)[LINES][["role", "status", "told"]].to_numpy()] == [
        ("manager", "attended", "Attended"),
        ("practitioner", "part", "Came for part"),
    ]
    assert not any(name.startswith("Attendance still to come") for name in tables(app))
    undo(shared.store(), 3, by="analyst")
    app.run()
    assert any(name.startswith("Attendance still to come") for name in tables(app))


def test_a_grid_nobody_touched_keeps_nothing_and_the_rest_are_absent_only_when_that_is_chosen(
    opened: Callable[..., AppTest], with_meetings: Path
) -> None:
    app = pressed(choose(opened(ADDRESS, with_meetings, **VIEW), "E2"), "Keep")
    assert "Nothing was chosen" in app.warning[0].value
    assert told() == []
    next(box for box in app.checkbox if "did not come" in box.label).check()
    pressed(app, "Keep")
    assert told() == [("E2", SETTING, "EY100001-1", "other", "no_show")]


@pytest.mark.parametrize(
    ("lines", "others", "words"),
    [
        ({0: {"status": "attended"}}, [], "Choose the role of whoever came from EY100001"),
        ({}, [{"setting": EVIL, "status": "attended"}], "must say the setting, the role and what happened"),
    ],
)
def test_a_row_that_lacks_something_is_named_and_what_was_typed_stays(
    opened: Callable[..., AppTest], with_meetings: Path, lines: dict, others: list, words: str
) -> None:
    app = choose(opened(ADDRESS, with_meetings, **VIEW), "E2")
    typed(app, LINES, edited_rows=lines)
    typed(app, OTHERS, added_rows=others)
    pressed(app, "Keep")
    assert words in app.warning[0].value.replace("\\", "")
    assert told() == []
    assert list(tables(app)[LINES]["status"]) == [lines[0]["status"] if lines else None]
    assert len(tables(app)[OTHERS]) == len(others)


def test_the_second_of_two_people_is_told_and_their_rows_stand_beside_what_the_first_kept(
    opened: Callable[..., AppTest], with_meetings: Path
) -> None:
    app = choose(opened(ADDRESS, with_meetings, **VIEW), "E2")
    sheet = attendance.sheet_of(shared.store(), "E2", [SETTING], on=HELD)
    attendance.keep(shared.store(), sheet, attendance.typed(sheet, {0: ("deputy", "no_show")}), by="B. Osei")
    typed(app, LINES, edited_rows={0: {"status": "attended", "role": "manager"}})
    typed(app, OTHERS, added_rows=[{"setting": EVIL, "role": "other", "status": "part"}])
    pressed(app, "Keep")
    assert "Somebody else was quicker. B. Osei kept attendance of this meeting on" in app.warning[0].value.replace("\\", "")
    assert told() == [("E2", SETTING, "EY100001-1", "deputy", "no_show")]
    assert tables(app)[LINES].to_dict("records") == [{"setting": EVIL, "status": "attended", "role": "manager", "told": "Did not come"}]
    assert tables(app)[OTHERS].to_dict("records") == [{"setting": EVIL, "status": "part", "role": "other"}]
    pressed(app, "Keep")
    assert told() == [
        ("E2", SETTING, "EY100001-1", "manager", "attended"),
        ("E2", SETTING, "EY100001-2", "other", "part"),
    ]


def test_an_earlier_moment_of_knowledge_gives_no_papers_and_is_no_place_to_type(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(ADDRESS, sample, known_at=(TODAY - timedelta(days=1)).isoformat(), as_of=(TODAY - timedelta(days=1)).isoformat(), **VIEW)
    held = next(option for option in app.selectbox(key="agenda-meeting").options if "forum" in option and str(TODAY.year) in option)
    choose(app, re.search(r"\((.*)\)$", held)[1])
    assert LINES not in tables(app)
    assert "Sign-in sheet (PDF)" not in [button.label for button in app.get("download_button")]


def test_an_empty_store_and_one_without_meetings_are_calm(opened: Callable[..., AppTest], one_setting: Path) -> None:
    assert title(opened(ADDRESS, **VIEW)) == "No register of settings is loaded yet\\."
    assert "loaded yet" in title(opened(ADDRESS, one_setting, **VIEW))
