"""Accepting uploads, and what is said about it afterwards: it stays on the page until a person closes it, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.charts.style import counted, markdown, number, plural, sentence
from data import uploads
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.submission import Submission, undo
from data.uploads import Upload
from pages import shared
from pages.parts import downloads
from pages.tables import ROW_HEIGHT, height_of

MOST = 8
SHOWN_IN = {
    "settings": "senco-coverage",
    "senco_posts": "senco-coverage",
    "sen_reviews": "overdue-reviews",
    "referrals": "referral-pathways",
    "training_events": "clusters-and-training",
    "training_attendance": "clusters-and-training",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a sentence, its returns and rows, the page whose figures changed, the submissions to undo."""

    text: str
    file: str = ""
    returns: str = ""
    rows: int = 0
    loaded: int = 0
    held: int = 0
    left_out: int = 0
    page: str | None = None
    ids: tuple[int, ...] = ()


def show() -> None:
    """What was just accepted or undone: a line each, or one table when there are many."""
    said: list[Outcome] = shared.remembered("outcomes", [])
    if not said:
        return
    undoable = [one for one in said if one.ids]
    with st.container(border=True, gap="xsmall"):
        if len(said) > MOST:
            _table(said)
        else:
            for place, one in enumerate(said):
                _line(one, place)
        with st.container(horizontal=True, horizontal_alignment="right"):
            if len(undoable) > 1:
                st.button("Undo all", icon=":material/undo:", type="tertiary", on_click=_undo, args=(undoable,))
            st.button("Close", icon=":material/close:", type="tertiary", on_click=shared.forget, args=("outcomes",))


def _line(one: Outcome, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        mark = ":green[:material/check_circle:] " if one.ids else ""
        st.markdown(mark + markdown(one.text), width="stretch")
        if one.page:
            st.page_link(shared.page(one.page), label="See the figures", icon=":material/arrow_forward:", icon_position="right")
        if one.ids:
            st.button("Undo", icon=":material/undo:", type="tertiary", key=f"undo-{place}", on_click=_undo, args=([one],))


def _table(said: list[Outcome]) -> None:
    """A row a file: what was in it is what was loaded, held and left out; choosing rows offers to undo those."""
    rows = pd.DataFrame(
        [
            {
                "file": one.file,
                "return": one.returns,
                "rows": one.rows,
                "loaded": one.loaded,
                "held": one.held,
                "left_out": one.left_out,
                "outcome": "in" if one.ids else one.text,
            }
            for one in said
        ]
    )
    st.markdown(f"**{markdown(_sum(said, rows))}**")
    chosen = st.dataframe(
        rows.rename(columns=lambda name: name.replace("_", " ").capitalize()),
        hide_index=True,
        height=height_of(rows),
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        key=shared.renewed("outcomes-table"),
        alt="What became of each file",
    ).selection.rows
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads(rows, "what-became-of-the-files", "What became of the files", shared.everything())
        some = [said[place] for place in chosen if place < len(said) and said[place].ids]
        if some:
            st.button(f"Undo {counted(len(some), 'file')}", icon=":material/undo:", type="tertiary", on_click=_undo, args=(some,))


def _sum(said: list[Outcome], rows: pd.DataFrame) -> str:
    loaded = sum(bool(one.ids) for one in said)
    whole = f"{number(loaded)} of {number(len(said))} files are in" if loaded < len(said) else f"All {number(loaded)} files are in"
    told = rows[["rows", "loaded", "held", "left_out"]].sum()
    return (
        f"{whole}. {counted(int(told['rows']), 'row').capitalize()}: {number(int(told['loaded']))} loaded, "
        f"{number(int(told['held']))} held, {number(int(told['left_out']))} left out."
    )


def accept(upload: Upload, **options: object) -> None:
    """Accept a file and keep a sentence about it."""
    try:
        done = uploads.accept_upload(shared.store(), upload.id, by=shared.WHO, **options)
    except ToolError as refused:
        say(Outcome(f"{refused.title}. {refused.message}", upload.file_name))
        return
    say(_outcome(upload, done))


def accept_all(ready: Sequence[tuple[Upload, str]]) -> None:
    """Accept file by file (each with the name of its return); each has its own outcome, and none stops the others."""
    bar = st.progress(0.0)
    for place, one in enumerate(uploads.accept_many(shared.store(), ready, by=shared.WHO), start=1):
        bar.progress(place / len(ready), text=f"{number(place)} of {number(len(ready))}: {markdown(one.upload.file_name)}")
        say(Outcome(one.refused, one.upload.file_name) if one.refused else _outcome(one.upload, one.submissions))


def _outcome(upload: Upload, done: Sequence[Submission]) -> Outcome:
    return Outcome(
        _accepted_words(upload.file_name, done),
        upload.file_name,
        ", ".join(CONTRACTS[each.return_name].title for each in done if each.return_name),
        sum(each.rows for each in done),
        sum(each.loaded for each in done),
        sum(each.held for each in done),
        sum(each.ignored for each in done),
        next((SHOWN_IN[each.return_name] for each in done if each.id is not None and each.return_name in SHOWN_IN), None),
        tuple(each.id for each in done if each.id is not None),
    )


def say(outcome: Outcome) -> None:
    shared.remember("outcomes", [*shared.remembered("outcomes", []), outcome])


def _accepted_words(name: str, done: Sequence[Submission]) -> str:
    loaded = [each for each in done if each.id is not None]
    if not loaded:
        return f"{name} was not loaded: something in it still needs to be put right."
    rows, held = sum(each.loaded for each in loaded), sum(each.held for each in loaded)
    terms = list(dict.fromkeys(each.term.label for each in loaded if CONTRACTS[each.return_name].replaces == "setting"))
    when = f" for {terms[0]}" if terms else ""
    waiting = f" {sentence(counted(held, 'row'))} {plural(held, 'is', 'are')} held until put right." if held else ""
    return f"{name} is in: {number(rows)} {plural(rows, 'row')}{when}.{waiting}"


def _undo(those: list[Outcome]) -> None:
    """Withdraw what was just accepted, the last first; the others stay in the list."""
    words = []
    for one in reversed(those):
        for submission in reversed(one.ids):
            try:
                words.append(Outcome(undo(shared.store(), submission, by=shared.WHO), one.file))
            except ToolError as refused:
                words.append(Outcome(refused.message, one.file))
    kept = [one for one in shared.remembered("outcomes", []) if one not in those]
    shared.renew("outcomes-table")
    shared.remember("outcomes", [*words, *kept])
