"""What accepting a waiting file would do, row by row: added, changed and gone, with what each cell was and becomes."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.style import day
from data.drafts import Checked
from data.replacing import ChangedRow
from data.submission import changed_rows
from pages import shared
from pages.parts import downloads
from pages.tables import ROW_HEIGHT, height_of

WHAT = {"added": "+ added", "changed": "~ changed", "gone": "– gone"}


def row_by_row(check: Checked, key: str) -> None:
    """An expander that is worked out only when a person opens it; nothing when accepting would change nothing."""
    change = check.difference
    if not (change.added or change.changed or change.gone):
        return
    box = st.expander("What would change, row by row", icon=":material/difference:", key=f"rows-{key}", on_change="rerun")
    if not box.open:
        return
    rows = _lines(check, changed_rows(shared.store(), check), shared.setting_names())
    with box:
        with st.container(horizontal=True, horizontal_alignment="right"):
            downloads(rows, f"changes-in-{check.contract.name}", "What would change, row by row", shared.everything())
        st.dataframe(
            rows,
            hide_index=True,
            height=height_of(rows),
            row_height=ROW_HEIGHT,
            placeholder="–",
            alt="What would change, row by row",
        )


def _lines(check: Checked, changes: list[ChangedRow], names: dict[str, str]) -> pd.DataFrame:
    """A line a row that is added or gone, a line a cell that changes."""
    lines = []
    for one in changes:
        key = dict(one.key)
        setting = key.pop("setting", None)
        which = ", ".join(f"{_label(check, name)} {_said(value)}" for name, value in key.items() if value is not None)
        start = (WHAT[one.what], one.row, names.get(setting, setting), which)
        if one.what == "changed":
            lines += [(*start, _label(check, name), _said(was), _said(becomes)) for name, (was, becomes) in one.cells.items()]
        else:
            lines.append((*start, None, None, None))
    columns = ["What", "Row", "Setting", "Which", "Column", "Was", "Becomes"]
    return pd.DataFrame(lines, columns=columns).astype({"Row": "Int64"}).dropna(axis="columns", how="all")


def _label(check: Checked, name: str) -> str:
    field = check.contract.by_name.get("child_ref" if name == "child" else name)
    return field.label if field else name.replace("_", " ").capitalize()


def _said(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return day(value) if isinstance(value, date) else str(value)
