"""Type in who came to a meeting: a row a setting expected, and rows for anybody else; kept as a file of attendance."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.attendance import ROLES, STATUSES, Typed, added_of, answers_of, kept_said, labels, rows_after, rows_of, typed_in
from analytics.charts.style import as_day, markdown
from analytics.queries import Inputs
from data import attendance
from data.attendance import SaidSince
from data.errors import ToolError
from pages import log_contact, meeting_papers, shared
from pages.tables import ROW_HEIGHT, height_of

FORM = "attendance-form"
LINE, OTHER = ["setting", "status", "role", "told"], ["setting", "status", "role"]


def box(meeting: pd.Series, inputs: Inputs) -> None:
    """The grid of a meeting that was held, folded away until it is wanted, beside what is known now only."""
    if as_day(meeting["held_on"]) > min(inputs.as_of, shared.today()) or inputs.known_at != shared.known_now():
        return
    with st.expander("Type in who came", icon=":material/edit_note:", key="attendance-box"):
        drawn = (meeting["event_ref"], shared.remembered("run-of-page"))
        if shared.remembered(f"{FORM}-of") != drawn:
            shared.remember(f"{FORM}-of", drawn)
            _draw(meeting, inputs)
        _form(meeting, inputs)
        if told := shared.forget(f"{FORM}-said"):
            (st.success if told[0] else st.warning)(markdown(told[1]))


def _draw(meeting: pd.Series, inputs: Inputs, typed: Typed | None = None, others: Sequence[dict] = ()) -> None:
    """Read the meeting’s lines anew, with what was typed before. So they stay until they are kept or another meeting is chosen."""
    sheet, names = meeting_papers.sheet_of(meeting, inputs)
    called = labels(sheet, names)
    shared.remember(FORM, (sheet, called, rows_of(sheet, called, typed), others))
    shared.renew(FORM)


def _form(meeting: pd.Series, inputs: Inputs) -> None:
    _, called, rows, others = shared.remembered(FORM)
    turn, text, choice = shared.renewed(FORM), st.column_config.TextColumn, st.column_config.SelectboxColumn
    answers = {
        "role": choice("Role", options=list(ROLES), format_func=ROLES.get, width=128),
        "status": choice("What happened", options=list(STATUSES), format_func=STATUSES.get, width=136),
    }
    with st.form(turn, border=False):
        expected = pd.DataFrame(rows, columns=LINE, dtype="object")
        columns = {"setting": text("Setting", width=186), "told": text("Told so far", width=110)} | answers
        st.data_editor(
            expected, column_config=columns, disabled=["setting", "told"], hide_index=True, placeholder="", height=height_of(expected),
            row_height=ROW_HEIGHT, key=f"{turn}-lines", alt="Who came, by setting",
        )  # fmt: skip
        st.markdown("**Anybody else**  \n:gray[A second person, or somebody from a setting that is not on the list]")
        columns = {"setting": choice("Setting", options=sorted(called.values()), width=186)} | answers
        st.data_editor(
            pd.DataFrame(list(others), columns=OTHER, dtype="object"), column_config=columns, num_rows="dynamic", hide_index=True,
            placeholder="", key=f"{turn}-others", alt="Anybody else who came",
        )  # fmt: skip
        st.checkbox("The settings without an answer did not come", key=f"{turn}-rest")
        st.form_submit_button("Keep", type="primary", icon=":material/check:", on_click=_keep, args=(meeting, inputs))


def _keep(meeting: pd.Series, inputs: Inputs) -> None:
    sheet, called, rows, others = shared.remembered(FORM)
    turn = shared.renewed(FORM)
    lines, more = rows_after(rows, shared.typed(f"{turn}-lines")), rows_after(others, shared.typed(f"{turn}-others"))
    try:
        found = attendance.typed(sheet, answers_of(lines), added_of(more, called), rest_absent=bool(shared.typed(f"{turn}-rest")))
        submission = attendance.keep(shared.store(), sheet, found, by=shared.remembered(log_contact.ME) or shared.WHO)
    except ToolError as refused:
        if isinstance(refused, SaidSince):
            _draw(meeting, inputs, typed_in(sheet, called, lines), more)
        else:
            shared.remember(FORM, (sheet, called, lines, more))
            shared.renew(FORM)
        shared.remember(f"{FORM}-said", (False, f"{refused.title}. {refused.message}"))
        return
    shared.remember(f"{FORM}-said", (True, kept_said(sheet, found, submission)))
    shared.forget(f"{FORM}-of")
