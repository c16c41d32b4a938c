"""The cells of a waiting file that must be put right: their kinds in words, and a grid to type the right values into."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown, number, plural
from data import uploads
from data.contract import Issue
from data.drafts import Checked
from data.uploads import Upload
from pages import shared

EMPTY = "blank"
MANY_CELLS = 12


@dataclass(frozen=True)
class Correction:
    """What a person typed for one cell: the issue it answers, the new value, and what the cell held."""

    part: str | None
    issue: Issue
    value: str
    was: str | None


def _kind(check: Checked, issue: Issue) -> str:
    return f"{_label(check, issue.column)}: {issue.code.replace('_', ' ')}"


def _label(check: Checked, column: str | None) -> str:
    field = check.contract.by_name.get(column or "")
    return field.label if field else column or "the file"


def issue_rows(check: Checked, issues: list[Issue] | tuple[Issue, ...]) -> pd.DataFrame:
    """Issues as rows of a grid, with what the cell holds now."""
    place = {name: at for at, name in enumerate(check.reading.columns)}
    cells = {row.number: row.cells for row in check.reading.rows}
    lines = []
    for issue in issues:
        at = place.get(issue.column or "")
        held = cells.get(issue.row, ())[at] if at is not None and issue.row in cells else None
        lines.append((issue.row, _label(check, issue.column), issue.message, issue.value if issue.value is not None else held))
    return pd.DataFrame(lines, columns=["row", "column", "message", "says"]).astype({"row": "Int64"})


def columns() -> dict[str, object]:
    text = st.column_config.TextColumn
    return {
        "row": st.column_config.NumberColumn("Row", width=56),
        "column": text("Column", width=126),
        "message": text("What is wrong", width=400),
        "says": text("Your file says", width=116),
        "put_right": text("Put right", width=130, help="Type the right value. To empty a cell, type blank."),
    }


def grid(upload: Upload, check: Checked, place: int) -> list[Correction]:
    """Issues that block: a sentence for each kind, most cells first, then the cells in a grid to type into."""
    for issue in check.blocking:
        if issue.row is None or issue.column is None:
            where = "" if issue.row is None else f"**Row {issue.row}.** "
            st.markdown(f"{where}{markdown(issue.message)}")
    cells = [issue for issue in check.blocking if issue.row is not None and issue.column is not None]
    if not cells:
        return []
    kinds = Counter(_kind(check, issue) for issue in cells)
    order = {kind: rank for rank, (kind, _) in enumerate(kinds.most_common())}
    cells.sort(key=lambda issue: (order[_kind(check, issue)], issue.row))
    _kinds_in_words(check, cells, kinds)
    if len(kinds) > 1 and len(cells) > MANY_CELLS:
        only = st.selectbox(
            "Kinds", [None, *kinds], format_func=lambda kind: f"{kind} ({kinds[kind]})" if kind else "All kinds",
            label_visibility="collapsed", width=420, key=shared.renewed(f"kinds-{upload.id}-{place}"),
        )  # fmt: skip
        cells = [issue for issue in cells if only in (None, _kind(check, issue))]
    edited = st.data_editor(
        issue_rows(check, cells).assign(put_right=""), column_config=columns(), hide_index=True, placeholder="",
        disabled=["row", "column", "message", "says"], key=shared.renewed(f"grid-{upload.id}-{place}"), alt="What must be put right",
    )  # fmt: skip
    lines = zip(cells, edited["put_right"], edited["says"], strict=True)
    return [
        Correction(check.part, issue, said.strip(), None if pd.isna(held) else held) for issue, said, held in lines if said and said.strip()
    ]


def _kinds_in_words(check: Checked, cells: list[Issue], kinds: Counter[str]) -> None:
    """How many cells of each kind there are, and what to write instead."""
    said: dict[str, str] = {}
    for issue in cells:
        said.setdefault(_kind(check, issue), issue.message)
    lines = [
        f"- **{markdown(_label_of(kind))}**, {number(kinds[kind])} {plural(kinds[kind], 'cell')}: {markdown(words)}"
        for kind, words in said.items()
    ]
    st.markdown("\n".join(lines))


def _label_of(kind: str) -> str:
    return kind.rpartition(": ")[0]


def keep(upload: Upload, parts: int, typed: list[Correction]) -> None:
    """Keep what was typed and check the file with it."""
    for correction in typed:
        value = None if correction.value.casefold() == EMPTY else correction.value
        issue = correction.issue
        uploads.correct(shared.store(), upload.id, correction.part, issue.row, issue.column, value, was=correction.was, by=shared.WHO)
    for place in range(parts):
        shared.renew(f"grid-{upload.id}-{place}")
        shared.renew(f"kinds-{upload.id}-{place}")
    st.rerun()
