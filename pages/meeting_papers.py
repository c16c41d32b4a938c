"""The papers of one meeting: the sheet to sign, and the attendance to fill in. Everybody expected is on them, whatever the filters."""

from functools import partial

import pandas as pd
import streamlit as st

from analytics.charts.style import as_day, plain
from analytics.documents import sign_in
from analytics.queries import Inputs
from data import attendance, attendance_files
from data.attendance import Sheet
from data.terms import say_day
from pages import shared
from pages.parts import XLSX


def everyone(meeting: pd.Series, inputs: Inputs) -> pd.DataFrame:
    """The settings expected at a meeting by name, without the filters."""
    expected = shared.ask("expected_settings", inputs, clusters=(), provider_types=(), officers=())
    own = expected[expected["event_ref"] == meeting["event_ref"]]
    return own.sort_values("name", key=lambda names: names.map(lambda name: plain(name).casefold()), kind="stable")


def sheet_of(meeting: pd.Series, inputs: Inputs) -> tuple[Sheet, dict[str, str]]:
    """The lines of a meeting as they stand now, and the names of settings by their identity."""
    expected = everyone(meeting, inputs)
    on = min(as_day(meeting["held_on"]), inputs.as_of)
    names = shared.setting_names() | dict(zip(expected["setting"], expected["name"], strict=True))
    return attendance.sheet_of(shared.store(), meeting["event_ref"], list(expected["setting"]), on=on), names


def show(meeting: pd.Series, inputs: Inputs) -> None:
    """Each paper, made when it is asked for, and what to do with it; of what is known now only."""
    if inputs.known_at != shared.known_now():
        return
    signed, filled = (shared.file_stem(name, inputs) for name in ("sign-in-sheet", "attendance"))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _button("Sign-in sheet (PDF)", ":material/print:", partial(_signed, meeting, inputs), f"{signed}.pdf", "application/pdf")
        _button("Attendance to fill in (Excel)", ":material/table:", partial(_workbook, meeting, inputs), f"{filled}.xlsx", XLSX)
        _button("CSV", ":material/description:", partial(_csv, meeting, inputs), f"{filled}.csv", "text/csv")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption("Both list everyone expected, whatever the filters. Fill in who came, then drop the file on", width="content")
        st.page_link(shared.page("upload-returns"), label="Upload returns", icon=":material/upload_file:")


def _button(label: str, icon: str, made: partial, file_name: str, mime: str) -> None:
    st.download_button(label, made, file_name, mime, icon=icon, on_click="ignore", key=f"paper-{label}")


def _signed(meeting: pd.Series, inputs: Inputs) -> bytes:
    sheet, _ = sheet_of(meeting, inputs)
    expected = everyone(meeting, inputs)
    settings = [(sheet.numbers.get(setting, setting), name) for setting, name in zip(expected["setting"], expected["name"], strict=True)]
    told = sign_in.Meeting(
        meeting["event_ref"], meeting["title"], as_day(meeting["held_on"]), plain(meeting["cluster"]), plain(meeting["topic"])
    )
    return sign_in.as_pdf(told, settings, inputs.as_of)


def _workbook(meeting: pd.Series, inputs: Inputs) -> bytes:
    sheet, names = sheet_of(meeting, inputs)
    return attendance_files.as_xlsx(sheet, f"{plain(meeting['title'])}, {say_day(as_day(meeting['held_on']))}", names)


def _csv(meeting: pd.Series, inputs: Inputs) -> bytes:
    return attendance_files.as_csv(sheet_of(meeting, inputs)[0])
