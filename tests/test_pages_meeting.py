"""The page Cluster meeting without a browser: prepared at the desk, then shown, with what people write for it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from screens import EVIL, switched, title, written
from streamlit.testing.v1 import AppTest

from analytics.__main__ import main
from analytics.charts import meeting_screens
from analytics.disclosure.offered import OFFERED
from analytics.meeting import room
from analytics.meeting.bars import NAMES
from analytics.meeting.shown import TITLES
from data import meeting_words, releases
from data.store import Store
from data.terms import now
from pages import shared
from tests.drawn import drawn as drawn_rows
from tests.drawn_room import DAY, HIDDEN_COUNTS, OFFICER, TERM, UNSAID, VACANT, room_store

Opened = Callable[..., AppTest]
LAST = len(NAMES)
AT = {"day": DAY.isoformat(), "for": "Alder"}


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """The authority with hidden counts, nothing shown yet."""
    return room_store(tmp_path / "room.duckdb")


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, its last day worked out for a room; only to be copied."""
    place = room_store(tmp_path_factory.mktemp("room") / "room.duckdb")
    store = Store.open(place)
    room.freeze_day(store, DAY, by="B. Analyst")
    store.close()
    return place


@pytest.fixture
def shown(worked_out: Path, tmp_path: Path) -> Path:
    """The authority with its last day worked out, for one test."""
    return Path(shutil.copy(worked_out, tmp_path / "room.duckdb"))


def said(app: AppTest) -> str:
    """All that is written on the page, as letters."""
    assert not app.exception, app.exception[0].value
    boxes = [each.value for each in [*app.success, *app.warning]]
    tables = [cell for table in app.table for row in table.value.itertuples(index=False) for cell in row]
    return re.sub(r"[\\\u2060]", "", "\n".join([written(app), *boxes, *tables])).replace("\u00a0", " ")


def drawn(app: AppTest) -> str:
    """What the figures say in words, and in the texts on them."""
    charts = [each.proto for each in app.get("plotly_chart")]
    notes = [note["text"] for chart in charts for note in json.loads(chart.spec)["layout"]["annotations"]]
    return re.sub(r"</?b>", "", "\n".join([*(chart.alt for chart in charts), *notes])).replace("\u00a0", " ").replace("&#37;", "%")


def pressed(app: AppTest, label: str) -> AppTest:
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def typed(app: AppTest, label: str, text: str) -> None:
    (box,) = [each for each in app.text_input if each.label == label]
    box.input(text)


def unfolded(app: AppTest, box: str) -> AppTest:
    app.session_state[box] = True
    return app.run()


def opening(app: AppTest, number: int) -> AppTest:
    """The app after the number of a screen was chosen where the meeting is prepared."""
    return app.button(key=f"open-screen-{number}").click().run()


def test_without_a_return_there_is_no_day_and_the_page_says_how_there_will_be(opened: Opened, one_setting: Path) -> None:
    app = opened("cluster-meeting", one_setting)
    assert "There is no day yet that can be shown to a room" in said(app)
    assert not app.selectbox


def test_opening_the_page_fixes_nothing_until_somebody_says_so(opened: Opened, authority: Path) -> None:
    app = opened("cluster-meeting", authority, **AT)
    assert f"What a room may see of {DAY.day} {DAY:%b} {DAY.year} is not worked out yet" in said(app)
    assert "1320 of 1321 SENCO posts" in said(app).replace(",", "")
    assert releases.history(shared.store(), DAY) == []
    assert not app.get("plotly_chart")
    pressed(app, "Work out what can be shown")
    (release,) = releases.history(shared.store(), DAY)
    assert (release.made_by, release.reason) == ("analyst", None)
    assert "Six screens are ready for Alder" in said(app)


def test_a_screen_asked_for_before_the_day_is_worked_out_is_not_shown_and_fixes_nothing(opened: Opened, authority: Path) -> None:
    app = opened("cluster-meeting", authority, **AT, screen="2")
    assert "is not worked out yet" in said(app)
    assert releases.history(shared.store(), DAY) == []


def test_what_the_room_will_see_is_listed_with_how_much_is_hidden_and_since_when(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    told = shared.meeting(DAY, "Alder")
    for screen in told.screens:
        assert f"**{screen.name}**  \n{screen.headline}".replace("\u00a0", " ") in said(app)
    hidden, every = (sum(each) for each in zip(*told.shown.hidden_counts().values(), strict=True))
    assert f"{hidden} of the {every} counts behind them are hidden" in said(app)
    assert "by B. Analyst, as known then. Later corrections do not change it." in said(app)
    assert "Counts of children or referrals below 6, of settings below 3, and what would give one away." in said(app)
    counts = app.table[0].value
    assert dict(zip(counts["Figures"], counts["Hidden"], strict=True))["Reviews by cluster"] == "4 of 10"


def test_each_screen_has_its_name_as_heading_its_picture_in_two_sizes_and_no_filter(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT, screen="1")
    for number, screen in enumerate(shared.meeting(DAY, "Alder").screens, start=1):
        assert title(app) == screen.name
        assert [each.proto.alt for each in app.get("plotly_chart")] == [meeting_screens.alt(screen)] * 2
        assert not [*app.selectbox, *app.text_input, *app.date_input, *app.radio, *app.expander, *app.dataframe, *app.table]
        assert f"{number} of {LAST}" in said(app)
        back, on = ([each.disabled for each in app.button if each.label == label] for label in ("Back", "Next"))
        assert (back, on) == ([number == 1], [number == LAST])
        app = pressed(app, "Next") if number < LAST else app


def test_no_screen_holds_a_hidden_count_a_child_a_vacancy_an_officer_or_a_note(opened: Opened, shown: Path) -> None:
    store = Store.open(shown)
    meeting_words.write(store, DAY, "Alder", meeting_words.NOTE, "Only for the desk", screen="reviews", by="B. Analyst", at=now())
    store.close()
    app = opened("cluster-meeting", shown, **AT, screen="1")
    for number in range(1, LAST + 1):
        everything = said(app) + drawn(app)
        for count in HIDDEN_COUNTS:
            assert not re.search(rf"\b{count}\b|\b{count:,}\b", everything)
        assert not [word for word in (*UNSAID, "Acorns", "Only for the desk", "B. Analyst") if word in everything]
        app = pressed(app, "Next") if number < LAST else app


def test_start_next_back_and_leave_stand_in_the_url(opened: Opened, shown: Path) -> None:
    app = pressed(opened("cluster-meeting", shown, **AT), "Start")
    assert dict(app.query_params) == AT | {"screen": "1"}
    app = pressed(pressed(pressed(app, "Next"), "Next"), "Back")
    assert app.query_params["screen"] == "2"
    assert title(app) == NAMES["reviews"]
    reloaded = opened("cluster-meeting", shown, **AT, screen="2")
    assert title(reloaded) == NAMES["reviews"]
    app = pressed(reloaded, "Leave")
    assert "screen" not in app.query_params
    assert "Six screens are ready for Alder" in said(app)
    assert title(opening(app, 4)) == NAMES["attendance"]


@pytest.mark.parametrize("key", ["turn-PageDown", "turn-Right"])
def test_each_key_of_a_clicker_turns_a_screen(key: str, opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT, screen="1")
    app.button(key=key).click().run()
    assert title(app) == NAMES["reviews"]
    app.button(key={"turn-PageDown": "turn-PageUp", "turn-Right": "turn-Left"}[key]).click().run()
    assert title(app) == NAMES["coverage"]


def test_what_the_url_says_and_is_not_offered_is_left_out_calmly(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT, screen="99")
    assert title(app) == NAMES["next"]
    for number in ("nine", "-1", "²", "0"):
        app.query_params["screen"] = number
        assert "ready" in title(app.run())
    app.query_params.update({"for": "Nowhere", "screen": "2"})
    assert title(app.run()) == NAMES["reviews"]
    assert "Nowhere" not in drawn(app) + said(app)
    app.query_params["day"] = "2020-01-01"
    assert "2020" not in said(app.run())


def test_day_and_cluster_are_kept_through_a_page_switch(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    app = switched(app, "guide")
    app.query_params.clear()
    app = switched(app, "cluster-meeting")
    assert "ready for Alder" in title(app)
    assert app.query_params["for"] == "Alder"


def test_the_tables_behind_the_screens_are_the_commands(opened: Opened, shown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened("cluster-meeting", shown, **AT, screen="1")
    tables = {question: table.copy() for question, table in shared.meeting(DAY, "Alder").shown.tables.items()}
    st.cache_resource.clear()  # closes the store, so that the command can open it
    for question in OFFERED:
        asked = [question, "--as-of", DAY.isoformat(), "--audience", "cluster_meeting", "--format", "json", "--store", str(shown)]
        assert main(asked) == 0
        told = [{name: _plain(value) for name, value in row.items()} for row in json.loads(capsys.readouterr().out)]
        assert told == [{name: _plain(value) for name, value in row.items()} for row in tables[question].to_dict("records")], question


def _plain(value: object) -> object:
    return None if value is None or pd.isna(value) else value if isinstance(value, str) else round(float(value), 4)


def test_every_share_on_the_screens_is_one_of_the_tables_behind_them(opened: Opened, shown: Path) -> None:
    opened("cluster-meeting", shown, **AT)
    told = shared.meeting(DAY, "Alder")
    counts = {
        int(value) for table in told.shown.tables.values() for row in table.itertuples(index=False) for value in row if _is_count(value)
    }
    for screen in told.screens:
        for part, whole in re.findall(r"([\d,]+) of ([\d,]+)", meeting_screens.alt(screen)):
            assert {int(part.replace(",", "")), int(whole.replace(",", ""))} <= counts, screen.name


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not pd.isna(value) and float(value).is_integer()


def test_what_we_do_next_is_written_doubted_when_it_may_hold_a_name_and_taken_back(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    app = pressed(app, "Add it")
    assert "Write a sentence first" in said(app)
    typed(app, "A sentence the room may read", "Karen Smith sends the **template**.")
    app = pressed(app, "Add it")
    assert "may hold somebody’s name" in said(app)
    assert meeting_words.history(shared.store(), DAY, "Alder") == []
    app = pressed(app, "Add it")
    (kept,) = meeting_words.history(shared.store(), DAY, "Alder")
    assert (kept.words, kept.written_by) == ("Karen Smith sends the **template**.", "analyst")
    assert "Karen Smith sends the **template**." in shared.meeting(DAY, "Alder").screens[-1].lines
    assert "\\*\\*template\\*\\*" in written(app)
    app = pressed(app, "Take back")
    assert shared.meeting(DAY, "Alder").screens[-1].lines == ("Nothing is written down yet.",)
    assert "Taken back: Karen Smith" in said(app)


def test_a_number_to_call_is_not_kept(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    typed(app, "A sentence the room may read", "Call 07700 900123")
    app = pressed(app, "Add it")
    assert "This was not kept" in said(app)
    assert meeting_words.history(shared.store(), DAY, "Alder") == []


def test_notes_are_folded_away_at_the_desk_and_on_no_screen(opened: Opened, shown: Path) -> None:
    app = unfolded(opened("cluster-meeting", shown, **AT), "meeting-notes")
    (which,) = [each for each in app.selectbox if each.label == "Screen"]
    which.select("waits")
    typed(app, "Note", "Ask who waits longest.")
    app = pressed(app, "Keep it")
    assert shared.meeting(DAY, "Alder").notes == {"waits": ("Ask who waits longest.",)}
    assert "Referral waits: Ask who waits longest." in said(app)
    app.session_state["meeting-notes"] = False
    app.run()
    assert "Ask who waits longest." not in said(app)
    assert "Ask who waits longest." not in said(opening(app, 3)) + drawn(app)


def test_a_setting_is_named_with_who_agreed_and_no_longer_once_that_is_taken_back(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    assert VACANT not in repr([each.proto for each in app.selectbox])
    app = unfolded(app, "naming-box")
    app = pressed(app, "Show it by name")
    assert "Choose the setting first" in said(app)
    _choose(app, "Setting", "v")
    app = pressed(app, "Show it by name")
    assert "Write who at the setting agreed" in said(app)
    typed(app, "Who there agreed", "The manager")
    app = pressed(app, "Show it by name")
    assert "Kept. The room will see the name." in said(app)
    assert "The manager agreed on" in said(app)
    (kept,) = meeting_words.history(shared.store(), DAY, "Alder")
    assert (kept.setting, kept.agreed_by, kept.agreed_on, kept.written_by) == ("v", "The manager", shared.today(), "analyst")
    assert f"{VACANT} came to one of two meetings" in drawn(opening(app, 4))
    app = unfolded(pressed(app, "Leave"), "naming-box")
    app = pressed(app, "Take back")
    assert "Taken back on" in said(app)
    assert VACANT not in drawn(opening(app, 4))


def test_good_practice_is_said_in_words_that_are_doubted_when_they_may_hold_a_name(opened: Opened, shown: Path) -> None:
    app = unfolded(opened("cluster-meeting", shown, **AT), "naming-box")
    _choose(app, "Setting", "a")
    _choose(app, "For", "good_practice")
    typed(app, "Who there agreed", "The manager")
    typed(app, "What it does well, for good practice", "Picture cards, made by Karen Smith.")
    app = pressed(app, "Show it by name")
    assert "may hold somebody’s name" in said(app)
    assert meeting_words.history(shared.store(), DAY, "Alder") == []
    app = pressed(app, "Show it by name")
    assert "Acorns: Picture cards, made by Karen Smith." in drawn(opening(app, 4))


def _choose(app: AppTest, label: str, code: str) -> None:
    (box,) = [each for each in app.selectbox if each.label == label]
    box.set_value(code)


def test_only_settings_of_the_cluster_can_be_named(opened: Opened, shown: Path) -> None:
    app = unfolded(opened("cluster-meeting", shown, **AT | {"for": "Birch"}), "naming-box")
    (box,) = [each for each in app.selectbox if each.label == "Setting"]
    assert box.options == ["Beech", "Cherry"]


def test_what_is_shown_is_replaced_only_with_a_reason_and_both_are_kept(opened: Opened, shown: Path) -> None:
    app = pressed(opened("cluster-meeting", shown, **AT), "Replace it")
    assert "Say why what was shown is replaced" in said(app)
    typed(app, "Why", "A late return came")
    app = pressed(app, "Replace it")
    latest, first = releases.history(shared.store(), DAY)
    assert (latest.reason, latest.made_by, first.reason) == ("A late return came", "analyst", None)
    assert "is replaced by what is known now" in said(app)
    assert "analyst, replaced: A late return came" in said(app)
    assert "B. Analyst, first shown" in said(app)


def test_of_two_who_replace_what_is_shown_the_second_is_told(opened: Opened, shown: Path) -> None:
    app = opened("cluster-meeting", shown, **AT)
    first = releases.in_force(shared.store(), DAY)
    room.replace_day(shared.store(), DAY, "A late return came", instead_of=first.id, by="B. Analyst")
    typed(app, "Why", "Mine")
    app = pressed(app, "Replace it")
    assert "Someone replaced what is shown for this day meanwhile" in said(app)
    assert len(releases.history(shared.store(), DAY)) == 2


def test_a_table_of_which_nothing_less_was_proved_safe_says_so(opened: Opened, shown: Path) -> None:
    store = Store.open(shown)
    before = releases.in_force(store, DAY)
    all_hidden = {"unproved": ("reviews_by_cluster",), "reason": "Taken too long", "instead_of": before.id}
    releases.keep(store, DAY, before.known_at, before.tables, by="B. Analyst", **all_hidden)
    store.close()
    app = opened("cluster-meeting", shown, **AT)
    assert "nothing less could be proved safe" in said(app)
    assert "every count here is hidden, because nothing less could be proved safe" in drawn(opening(app, 2))


def test_the_rules_stand_in_the_definitions_with_the_limits_in_force(opened: Opened, shown: Path) -> None:
    said_there = said(opened("guide", shown, guide="room"))
    assert [title for title in TITLES.values() if title not in said_there] == []
    for words in ("from 1 to 5", "from 1 to 2", "fewer than 10", "within 30 seconds", "fewer than 10 referrals", "10 completed waits"):
        assert words.replace("within", "in") in said_there or words in said_there
    with shared.store().transaction() as cursor:
        cursor.execute(
            "INSERT INTO threshold_changes (id, name, value, since, reason, changed_by, changed_at) VALUES (1, ?, 10, ?, ?, ?, ?)",
            ["room_children", DAY, "Agreed", "A. Analyst", now()],
        )
    assert "A count of children or referrals from 1 to 9" in said(opened("guide", shown, guide="room"))


def test_a_cluster_named_like_markup_is_its_letters_where_it_is_prepared_and_shown(opened: Opened, tmp_path: Path) -> None:
    store = Store.open(tmp_path / "evil.duckdb")
    told = {"accepted_at": f"{TERM.starts_on}T09:00:00", "term": TERM.name}
    drawn_rows(store, "settings", f"setting | cluster\na | {EVIL}\nb | {EVIL}", **told)
    drawn_rows(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01\nb | NIL |", **told)
    room.freeze_day(store, DAY, by="B. Analyst")
    store.close()
    app = opened("cluster-meeting", tmp_path / "evil.duckdb", **AT | {"for": EVIL})
    assert "ready for" in title(app)
    assert "](http" not in written(app)
    app = pressed(app, "Start")
    assert "](http" not in written(app)
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    notes = [note["text"] for spec in specs for note in spec["layout"]["annotations"]]
    assert not [text for text in notes if "<" in re.sub(r"</?b>", "", text)]


def test_no_officer_is_on_the_page_while_it_is_prepared(opened: Opened, shown: Path) -> None:
    app = unfolded(opened("cluster-meeting", shown, **AT), "naming-box")
    assert OFFICER not in said(app)
