"""One meeting: who is expected, who has not been seen, whom to welcome, where no SENCO is, and what to bring up."""

import pandas as pd
import streamlit as st

from analytics import agenda
from analytics.charts import expected as drawn
from analytics.charts import shares
from analytics.charts.style import as_day, markdown
from analytics.queries import Inputs
from pages import agenda_points, shared
from pages.covered_settings import with_next_steps
from pages.parts import finding, listing, picture

EXPECTED = ("name", "cluster", "state", "missed_in_a_row", "last_came_on", "area_senco", "next_step")
NEW = ("name", "cluster", "senco_ref", "role", "started_on", "next_step")
WITHOUT = ("name", "cluster", "cover", "vacant_days", "children", "next_step")
LISTS = {"everyone": "Expected", "unseen": "Not seen lately", "new": "New SENCOs", "without": "No SENCO"}
PICTURE = "expected-states"


def show(meeting: pd.Series, inputs: Inputs) -> None:
    frame = shared.ask("expected_settings", inputs)
    told, is_over = bool(meeting["is_told"]), as_day(meeting["held_on"]) < inputs.as_of
    expected = frame[frame["event_ref"] == meeting["event_ref"]]
    expected = expected.assign(next_step=agenda.next_steps(expected, told=told, is_over=is_over))
    finding(agenda.expected_found(expected, told=told), agenda.meeting_said(meeting))
    marks = []
    if len(expected):
        marks = picture(drawn.bars(expected, told=told, dark=shared.dark()), alt=drawn.alt(expected, told=told), name=PICTURE)
        entries = drawn.key(expected, told=told)
        picture(shares.key(entries, across=2, dark=shared.dark()), alt="What each colour means", name="expected-key", selectable=False)
    if told or is_over:
        _everyone(expected, marks, inputs)
    else:
        _prepare(meeting, expected, marks, inputs)


def _everyone(expected: pd.DataFrame, marks: list[list], inputs: Inputs) -> None:
    shown = drawn.behind(expected, marks) if marks else expected
    title = f"{'Chosen settings' if marks else 'Expected'}: {len(shown)}"
    narrowed = (PICTURE,) if marks else ()
    listing(title, shown, _columns(expected), inputs=inputs, name="expected_settings", narrowed=narrowed, empty="No setting.")


def _columns(expected: pd.DataFrame) -> list[str]:
    """The columns of the list; without the cluster where there is only one."""
    return [name for name in EXPECTED if name != "cluster" or expected["cluster"].nunique() > 1]


def _prepare(meeting: pd.Series, expected: pd.DataFrame, marks: list[list], inputs: Inputs) -> None:
    """Before the meeting: the four lists, and what to bring up."""
    limit = int(shared.thresholds(inputs)["missed_meetings"].value)
    here = set(expected["setting"])
    new, gaps = shared.ask("new_sencos", inputs), shared.ask("senco_gaps", inputs)
    new = new[new["setting"].isin(here)]
    new = new.assign(next_step=agenda.welcome_steps(new))
    vacant = (gaps["cover"] == "vacant") & (gaps["expectation"] != "encouraged") & gaps["setting"].isin(here)
    without, unseen = with_next_steps(gaps[vacant]), agenda.unseen(expected, limit)
    counts = (len(new), len(without)) if "senco_posts" in shared.loaded(inputs) else (None, None)
    missed = len(unseen) if expected["missed_in_a_row"].notna().any() else None
    st.markdown(markdown(agenda.prepared_said(missed, limit, *counts)))
    chosen = "everyone" if marks else shared.choice("agenda-list", LISTS)
    if chosen == "unseen":
        of_all = unseen.drop(columns="event_ref")
        listing(f"Missed the last {limit} or more: {len(unseen)}", of_all, _columns(expected), inputs=inputs, name="expected_settings")
    elif chosen == "new":
        listing(f"New SENCOs to welcome: {len(new)}", new, NEW, inputs=inputs, name="new_sencos", empty="No SENCO is new.")
    elif chosen == "without":
        listing(f"No SENCO where one is expected: {len(without)}", without, WITHOUT, inputs=inputs, name="senco_gaps")
    else:
        _everyone(expected, marks, inputs)
    agenda_points.show(meeting, inputs)
