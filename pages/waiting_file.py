"""One uploaded file that waits: its card, what must be put right in it, what accepting it would do, and the buttons.

Draws only; `pages.upload_returns` says which file is open. Everything from a file is shown as text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.style import counted, listed, markdown, number, plural, sentence, spelled
from data import uploads
from data.contract import Issue
from data.submission import Checked
from data.uploads import Upload
from pages import outcomes, shared
from pages.parts import finding

EMPTY = "blank"
MANY_CELLS = 12


@dataclass(frozen=True)
class Correction:
    """What a person typed for one cell: the issue it answers, the new value, and what the cell held."""

    part: str | None
    issue: Issue
    value: str
    was: str | None


@dataclass(frozen=True)
class Waiting:
    """An upload with what was found in it, one `Checked` a return."""

    upload: Upload
    checks: tuple[Checked, ...]

    @property
    def outcome(self) -> str:
        """ready, blocked, unreadable or duplicate, for the file as a whole."""
        outcomes = {check.outcome for check in self.checks}
        if outcomes <= {"duplicate"}:
            return "duplicate"
        if "unreadable" in outcomes:
            return "unreadable"
        return "blocked" if "blocked" in outcomes else "ready"

    @property
    def is_register(self) -> bool:
        return any(check.contract and check.contract.replaces == "register" for check in self.checks)

    @property
    def to_put_right(self) -> int:
        return sum(len(check.blocking) for check in self.checks)

    @property
    def rows(self) -> int:
        return sum(check.rows for check in self.checks)

    @property
    def what(self) -> str:
        """The returns in the file and their term."""
        titles = list(dict.fromkeys(check.contract.title for check in self.checks if check.contract))
        termly = [check for check in self.checks if check.contract and check.contract.replaces == "setting"]
        terms = list(dict.fromkeys(check.term.label for check in termly if check.term))
        return " · ".join(part for part in (listed(titles), listed(terms)) if part) or "Not recognised"


def answer(files: list[Waiting], has_register: bool) -> str:
    """The page's h1: how many files are ready and what the others need."""
    if not files:
        return "Drop your files here. Nothing changes until you accept." if has_register else "Begin with the register of settings."
    ready = sum(one.outcome == "ready" for one in files)
    cells = sum(one.to_put_right for one in files if one.outcome == "blocked")
    unread = sum(one.outcome == "unreadable" for one in files)
    whole = {1: "Your file is ready"}.get(len(files), f"All {spelled(len(files))} files are ready")
    said = [
        whole
        if ready == len(files)
        else f"{sentence(spelled(ready))} of your {spelled(len(files))} files {plural(ready, 'is', 'are')} ready"
        if ready
        else ""
    ]
    if cells:
        said.append(f"{sentence(counted(cells, 'thing needs', 'things need'))} to be put right before everything can be accepted")
    if unread:
        said.append(f"{sentence(counted(unread, 'file', 'files'))} could not be read")
    if len(said) == 1 and not said[0]:
        said.append("Your file is already loaded" if len(files) == 1 else "These files are already loaded")
    return ". ".join(part for part in said if part) + "."


def card(one: Waiting, opened: bool) -> bool:
    """A card with the file's name, what it is and its outcome; True when a person opens it."""
    words = {
        "ready": f":green-badge[:material/check_circle: Ready, {number(one.rows)} {plural(one.rows, 'row')}]",
        "blocked": f":orange-badge[:material/error: {number(one.to_put_right)} to put right, {number(one.rows)} {plural(one.rows, 'row')}]",
        "unreadable": ":orange-badge[:material/error: Could not be read]",
        "duplicate": ":gray-badge[:material/task_alt: Already loaded]",
    }
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"**{markdown(one.upload.file_name)}**  \n:gray[{markdown(one.what)}]")
        st.markdown(words[one.outcome])
        if not opened:
            return st.button("Open", type="tertiary", icon=":material/arrow_downward:", key=f"open-{one.upload.id}")
    return False


def opened(one: Waiting) -> None:
    """The file itself: what must be put right, what accepting would change, and the choices."""
    typed = [correction for place, check in enumerate(one.checks) for correction in _part(one, check, place)]
    if one.outcome in ("ready", "blocked"):
        _buttons(one, typed, _register_options(one))
    else:
        _dismiss_button(one)


def _part(one: Waiting, check: Checked, place: int) -> list[Correction]:
    """One return of the file; what was typed into its grid."""
    name = one.upload.file_name if len(one.checks) == 1 else check.file
    title = f"{name}: {spelled(len(check.blocking))} to put right" if check.outcome == "blocked" else name
    if check.outcome in ("unreadable", "duplicate"):
        finding(title)
        for text in [check.duplicate_of] if check.duplicate_of else [issue.message for issue in check.issues]:
            st.markdown(markdown(text))
        return []
    finding(
        title,
        _difference(check)
        if check.outcome == "accepted"
        else "Type the right value in the last column. Nothing is loaded until you accept.",
    )
    _how_it_was_read(check)
    typed = _grid(one, check, place)
    if check.warnings:
        many = len(check.warnings)
        with st.expander(f"{sentence(counted(many, 'thing'))} to look at; {plural(many, 'it does', 'they do')} not stop the file"):
            rows = _issue_rows(check, check.warnings)
            st.dataframe(rows, hide_index=True, column_config=_columns(), placeholder="", alt="Things to look at")
    return typed


def _how_it_was_read(check: Checked) -> None:
    notes = [*check.reading.notes, *check.not_run]
    if check.reading.cleaned:
        notes.append(f"Blanks or curly quotes were tidied in {counted(check.reading.cleaned, 'cell')}.")
    if notes:
        st.caption(markdown(" ".join(notes)))
    if check.reading.ignored:
        with st.expander(f"{sentence(counted(len(check.reading.ignored), 'row'))} left out"):
            for row in check.reading.ignored:
                st.markdown(f"Row {row.number}: {markdown(row.text)} :gray[{markdown(row.why)}]")


def _kind(check: Checked, issue: Issue) -> str:
    return f"{_label(check, issue.column)}: {issue.code.replace('_', ' ')}"


def _label(check: Checked, column: str | None) -> str:
    field = check.contract.by_name.get(column or "")
    return field.label if field else column or "the file"


def _issue_rows(check: Checked, issues: list[Issue] | tuple[Issue, ...]) -> pd.DataFrame:
    """Issues as rows of a grid, with what the cell holds now."""
    place = {name: at for at, name in enumerate(check.reading.columns)}
    cells = {row.number: row.cells for row in check.reading.rows}
    lines = []
    for issue in issues:
        at = place.get(issue.column or "")
        held = cells.get(issue.row, ())[at] if at is not None and issue.row in cells else None
        lines.append((issue.row, _label(check, issue.column), issue.message, issue.value if issue.value is not None else held))
    return pd.DataFrame(lines, columns=["row", "column", "message", "says"]).astype({"row": "Int64"})


def _columns() -> dict[str, object]:
    text = st.column_config.TextColumn
    return {
        "row": st.column_config.NumberColumn("Row", width=56),
        "column": text("Column", width=126),
        "message": text("What is wrong", width=400),
        "says": text("Your file says", width=116),
        "put_right": text("Put right", width=130, help="Type the right value. To empty a cell, type blank."),
    }


def _grid(one: Waiting, check: Checked, place: int) -> list[Correction]:
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
        only = st.pills(
            "Kinds", list(kinds), format_func=lambda kind: f"{markdown(kind)} ({kinds[kind]})", label_visibility="collapsed",
            key=shared.renewed(f"kinds-{one.upload.id}-{place}"),
        )  # fmt: skip
        cells = [issue for issue in cells if only in (None, _kind(check, issue))]
    edited = st.data_editor(
        _issue_rows(check, cells).assign(put_right=""), column_config=_columns(), hide_index=True, placeholder="",
        disabled=["row", "column", "message", "says"], key=shared.renewed(f"grid-{one.upload.id}-{place}"), alt="What must be put right",
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


def _check_again(one: Waiting, typed: list[Correction]) -> None:
    """Keep what was typed and check the file with it."""
    for correction in typed:
        value = None if correction.value.casefold() == EMPTY else correction.value
        issue = correction.issue
        uploads.correct(shared.store(), one.upload.id, correction.part, issue.row, issue.column, value, was=correction.was, by=shared.WHO)
    for place in range(len(one.checks)):
        shared.renew(f"grid-{one.upload.id}-{place}")
        shared.renew(f"kinds-{one.upload.id}-{place}")
    st.rerun()


def _difference(check: Checked) -> str:
    """What accepting would do to the rows in force, in words."""
    change = check.difference
    parts = [f"adds {counted(change.added, 'row')}"] if change.added else []
    parts += [f"changes {counted(change.changed, 'row')}"] if change.changed else []
    parts += [f"takes away {counted(change.gone, 'row')}"] if change.gone else []
    kept = f" {sentence(counted(change.same, 'row'))} {plural(change.same, 'stays', 'stay')} as before." if change.same else ""
    return f"Accepting {listed(parts) if parts else 'changes nothing'}.{kept}"


def _register_options(one: Waiting) -> dict[str, object]:
    """For a register: the day it takes effect, and whether absent settings are closed."""
    registers = [check for check in one.checks if check.contract and check.contract.replaces == "register"]
    if not registers:
        return {}
    effective_on: date = st.date_input(
        "The register holds from", value=shared.today(), format="DD/MM/YYYY", key=f"from-{one.upload.id}", width=220
    )
    closing = [setting for check in registers for setting in check.difference.closing]
    confirmed = False
    if closing:
        with st.expander(
            f"{counted(len(closing), 'setting')} on the present register {plural(len(closing), 'is', 'are')} not in this file".capitalize()
        ):
            st.markdown(markdown(listed(closing)))
        confirmed = st.checkbox(f"Close {plural(len(closing), 'it', 'them')} from that day", key=f"close-{one.upload.id}")
    return {"effective_on": effective_on, "confirm_closures": confirmed}


def _buttons(one: Waiting, typed: list[Correction], options: dict[str, object]) -> None:
    holdable = one.outcome == "blocked" and all(check.can_hold or check.outcome != "blocked" for check in one.checks)
    good = sum(check.good_rows for check in one.checks)
    held = one.rows - good - sum(len(check.reading.ignored) for check in one.checks if check.reading)
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.outcome == "ready" and st.button("Accept", type="primary", icon=":material/check:", key=f"accept-{one.upload.id}"):
            outcomes.accept(one.upload, **options)
            st.rerun()
        if one.outcome == "blocked" and st.button("Check again", type="primary", key=f"again-{one.upload.id}"):
            _check_again(one, typed)
        if holdable and st.button(f"Accept {number(good)} good {plural(good, 'row')}, hold {number(held)}", key=f"hold-{one.upload.id}"):
            outcomes.accept(one.upload, good_rows_only=True, **options)
            st.rerun()
        if one.outcome == "blocked":
            left = one.to_put_right - len(typed)
            st.markdown(
                f":gray[{number(left)} still to put right]" if left else ":gray[Check again to see whether all is right]", width="content"
            )
        _term_choice(one)
        _dismiss_button(one)


def _term_choice(one: Waiting) -> None:
    """The term the file is for; the register has none."""
    if any(check.contract and check.contract.replaces == "setting" for check in one.checks):
        terms = shared.recent_terms()
        current = next((check.term for check in one.checks if check.term), terms[0])
        key = f"term-{one.upload.id}"
        chosen = st.selectbox(
            "For the term",
            terms,
            index=terms.index(current) if current in terms else 0,
            format_func=lambda t: t.label,
            key=key,
            label_visibility="collapsed",
            width=160,
        )
        if chosen != current:
            uploads.set_term(shared.store(), one.upload.id, chosen)
            st.rerun()


def _dismiss_button(one: Waiting) -> None:
    if st.button("Put aside", type="tertiary", help="The file is not loaded and leaves this page.", key=f"dismiss-{one.upload.id}"):
        uploads.dismiss(shared.store(), one.upload.id)
        st.rerun()
