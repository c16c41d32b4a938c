"""The agenda in words and in its picture: titles, sentences and next steps, word for word; and rows typed into a grid."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics import agenda, attendance
from analytics.charts import expected as drawn
from analytics.charts.style import NBSP
from analytics.worklist import Task
from data.attendance import Line, Sheet
from data.errors import ToolError
from tests.drawn_frames import frame, marks, words
from tests.drawn_training import EXPECTED, ITEMS

AS_OF = date(2026, 11, 21)
MEETINGS = """
event_ref | title    | topic | cluster | held_on    | hours | officers | is_told | settings_expected | settings_apologies
E1        | Elm held |       | Elm     | 2026-11-17 | 2     | A, B     | no      | 19                | 1
E2        | Told     |       | Birch   | 2026-11-18 | 2     |          | yes     | 27                | 0
E3        | Alder    | Play  | Alder   | 2026-11-24 | 1     | A        | no      | 25                | 0
E4        | Forum    |       |         | 2026-11-24 |       | A, B     | no      | 115               | 0
"""


def meetings(text: str = MEETINGS) -> pd.DataFrame:
    rows = frame(text)
    return rows.assign(is_told=rows["is_told"] == "yes", hours=rows["hours"].astype("float64"))


def expected(*states: str | None, missed: tuple[int | None, ...] = ()) -> pd.DataFrame:
    gone = [*missed, *[0] * (len(states) - len(missed))]
    return pd.DataFrame({"state": pd.Series(states, dtype="object"), "missed_in_a_row": pd.Series(gone, dtype="Int64")})


def test_the_next_meetings_are_those_of_the_day_and_after_it():
    assert list(agenda.ahead(meetings(), AS_OF)["event_ref"]) == ["E3", "E4"]
    assert list(agenda.ahead(meetings(), date(2026, 11, 17))["event_ref"]) == ["E1", "E2", "E3", "E4"]
    assert agenda.next_found(meetings(), AS_OF) == ("Two cluster meetings are next", f"24{NBSP}Nov{NBSP}2026, in 3 days.")
    assert agenda.next_found(meetings(), date(2026, 11, 18))[0] == "Next: Told"
    assert agenda.next_found(meetings(), date(2026, 11, 25))[0] == "No cluster meeting is planned"
    assert agenda.next_found(meetings().iloc[:0], AS_OF)[1].startswith("Meetings come with the list of events")


def test_attendance_is_to_come_from_the_day_after_the_meeting_until_somebody_said_who_came():
    assert list(agenda.to_come(meetings(), AS_OF)["event_ref"]) == ["E1"]
    assert agenda.to_come(meetings(), date(2026, 11, 17)).empty
    late = agenda.to_come(meetings(), date(2026, 11, 25))
    assert list(late["event_ref"]) == ["E4", "E3", "E1"]
    assert agenda.still_missed_said(late) == "Until it is in, the settings expected count as having missed them."
    assert agenda.still_missed_said(late.iloc[:1]) == "Until it is in, the settings expected count as having missed it."
    assert agenda.still_missed_said(late.assign(settings_apologies=pd.NA)) == ""


def test_a_meeting_says_for_whom_it_is_about_what_how_long_and_with_whom():
    said = {row["event_ref"]: agenda.meeting_said(row) for _, row in meetings().iterrows()}
    assert said == {
        "E1": "Elm, 2 hours. Officers: A, B.",
        "E2": "Birch, 2 hours.",
        "E3": "Alder, Play, 1 hour. Officer: A.",
        "E4": "All clusters. Officers: A, B.",
    }
    assert list(agenda.with_whose(meetings())["for_clusters"]) == ["Elm", "Birch", "Alder", "All clusters"]
    assert agenda.label(meetings().iloc[2]).replace(NBSP, " ") == "24 Nov 2026: Alder (E3)"


@pytest.mark.parametrize(
    ("states", "told", "said"),
    [
        ((), False, "No setting is expected"),
        ((None, None), False, "Two settings are expected; bookings were never loaded"),
        (("not_booked",), False, "One setting is expected; none has booked"),
        (("booked", "not_booked", "waitlist"), False, "Three settings are expected; one has booked"),
        (("booked", "booked", "apologies"), False, "Three settings are expected; two have booked and one sent apologies"),
        (("booked",) * 14, False, "14 settings are expected; 14 have booked"),
        (("attended",), True, "The one setting expected came"),
        (("attended", "attended"), True, "Both settings expected came"),
        (("attended",) * 3, True, "All three settings expected came"),
        (("attended", "no_show", "apologies"), True, "One of the three settings expected came"),
        (("no_show", "not_booked"), True, "None of the two settings expected came"),
    ],
)
def test_the_title_of_a_meeting(states, told, said):
    assert agenda.expected_found(expected(*states), told=told) == said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 2, 0, 0), "None missed the last two or more; no new SENCOs to welcome; none without a SENCO where one is expected."),
        ((12, 3, 1, 2), "12 missed the last three or more; one new SENCO to welcome; two without a SENCO where one is expected."),
        ((1, 2, None, None), "One missed the last two or more; SENCO posts were never loaded, so whom to welcome is not known."),
        ((None, 2, 1, 0), "Who missed meetings is not known; one new SENCO to welcome; none without a SENCO where one is expected."),
    ],
)
def test_what_the_lists_hold(counts, said):
    assert agenda.prepared_said(*counts) == said


def test_those_not_seen_missed_as_many_as_the_limit_or_more():
    assert list(agenda.unseen(expected("booked", "booked", "booked", missed=(1, 2, None)), 2).index) == [1]


def test_the_next_step_brings_a_setting_in_before_a_meeting_and_sees_it_afterwards():
    states = ("booked", "apologies", "apologies", "waitlist", "not_booked", "not_booked", "not_booked", None)
    before = expected(*states, missed=(5, 1, 2, 0, 1, 2, 3, None))
    assert agenda.next_steps(before, told=False, is_over=False) == [
        "Nothing now", "Send the papers", "Call", "Ask the booking team", "Send a reminder", "Call", "Visit", "Send a reminder",
    ]  # fmt: skip
    after = expected("attended", "apologies", "no_show", "not_booked", missed=(0, 1, 2, 3))
    assert agenda.next_steps(after, told=True, is_over=True) == ["Nothing now", "Send the papers", "Call", "Visit"]
    assert agenda.next_steps(after, told=False, is_over=True) == [""] * 4


def test_points_end_with_what_is_least_in_place_and_lead_to_the_cluster():
    task = Task("5 returns are missing", "", "returns-received", "Returns", (("received", "returns"),))
    found = agenda.points([task], frame(ITEMS), "Alder")
    assert [point.title.replace(NBSP, " ") for point in found] == [
        "5 returns are missing",
        "Least in place: “SEND information published”, 2 of 8, 25 %",
    ]
    assert [point.view[-1] for point in found] == [("cluster", "Alder")] * 2
    assert agenda.points([task], frame(ITEMS)[2:], "") == [task]
    assert agenda.points([], frame(ITEMS).assign(yes_share=1.0), "") == []
    assert agenda.points([], pd.DataFrame(), "") == []


def test_new_sencos_are_welcomed_and_told_of_an_induction_they_have_not_been_to():
    posts = pd.DataFrame({"state": ["late", "in_time", "inducted", "not_known"]})
    invited = "Welcome, and say when the induction is"
    assert agenda.welcome_steps(posts) == [invited, invited, "Welcome", "Welcome"]


# The picture


def test_a_bar_a_cluster_is_as_long_as_its_settings_and_a_click_says_which():
    figure = drawn.bars(frame(EXPECTED), told=False)
    assert marks(figure, "done") == [["Alder", "booked"]]
    assert marks(figure, "not_known") == [["Birch", ""]]
    assert f"1{NBSP}of{NBSP}3" in words(figure)
    assert "1 expected" in words(figure)
    assert drawn.alt(frame(EXPECTED), told=False) == (
        "Alder, 3 expected: 1 booked, 1 sent apologies, 1 not booked. Birch, 1 expected: 1 not known."
    )
    assert drawn.alt(frame(EXPECTED)[:0], told=False) == "No setting is expected."


def test_the_key_names_what_is_there_and_a_click_finds_its_settings():
    said = [(look, text) for look, text in drawn.key(frame(EXPECTED), told=False)]
    assert said == [("done", "booked"), ("aside", "sent apologies"), ("rest", "not booked"), ("not_known", "not known")]
    assert list(drawn.behind(frame(EXPECTED), [["Alder", "apologies"], ["Birch", ""]])["setting"]) == ["b", "d"]
    assert drawn.key(frame(EXPECTED).assign(state="attended"), told=True) == [("done", "came")]


# Rows typed into a grid

LINES = (Line("a", "S1", "senco", "booked", post="senco"), Line("b", "b-1"), Line("c", "P1", "manager", "apologies"))
SHEET = Sheet("E1", AS_OF, LINES, {}, {"a": "EY1", "b": "EY2", "c": "EY3"}, "0-0")
CALLED = {"a": "Acorn", "b": "Bay", "c": "Cherry"}


def test_a_row_says_what_is_told_and_leaves_what_happened_open_until_it_is():
    assert [tuple(row.values()) for row in attendance.rows_of(SHEET, CALLED)] == [
        ("Acorn", "Booked", "senco", None),
        ("Bay", "", None, None),
        ("Cherry", "Apologies", "manager", "apologies"),
    ]
    again = attendance.rows_of(SHEET, CALLED, {("b", "b-1"): ("other", "part")})
    assert (again[1]["role"], again[1]["status"]) == ("other", "part")


def test_two_settings_of_one_name_are_told_apart_by_their_numbers():
    assert attendance.labels(SHEET, {"a": "Acorn", "b": "Acorn", "c": "Cherry"}) == {"a": "Acorn (EY1)", "b": "Acorn (EY2)", "c": "Cherry"}


def test_edits_change_delete_and_add_rows_and_a_blank_row_is_none():
    rows = [{"setting": "Acorn", "role": None}, {"setting": "Bay", "role": None}]
    edits = {"edited_rows": {1: {"role": "other"}}, "deleted_rows": [0], "added_rows": [{"setting": "Cherry"}, {}, {"role": None}]}
    assert attendance.rows_after(rows, edits) == [{"setting": "Bay", "role": "other"}, {"setting": "Cherry"}]
    assert attendance.rows_after(rows, "") == rows


def test_what_was_typed_is_what_differs_from_the_sheet():
    rows = attendance.rows_of(SHEET, CALLED)
    after = attendance.rows_after(rows, {"edited_rows": {0: {"status": "attended"}}})
    assert attendance.typed_in(SHEET, CALLED, after) == {("a", "S1"): ("senco", "attended")}
    assert attendance.answers_of(after)[2] == ("manager", "apologies")


def test_anybody_else_has_a_setting_a_role_and_an_answer():
    row = {"setting": "Bay", "role": "other", "status": "part"}
    assert attendance.added_of([row], CALLED) == [("b", "other", "part")]
    with pytest.raises(ToolError, match="Two rows for anybody else must say the setting, the role and what happened"):
        attendance.added_of([row | {"role": None}, {"setting": "Bay"}, row], CALLED)


def test_what_was_kept_says_how_many_settings_have_no_answer():
    one = [Line("a", "S1", "senco", "attended")]
    assert attendance.kept_said(SHEET, one, 7) == (
        "Kept: one row, as file 7 on Returns received, where it can be withdrawn. One setting without an answer stays as before."
    )
    assert attendance.kept_said(SHEET, [*one, Line("b", "b-1", "other", "no_show")], 7).endswith("where it can be withdrawn.")
