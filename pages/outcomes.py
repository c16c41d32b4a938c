"""Accepting uploads, and what is said about it afterwards: it stays on the page until a person closes it, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analytics.charts.style import counted, markdown, number, plural, sentence
from data import uploads
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.submission import Submission, undo
from data.uploads import Upload
from pages import shared

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
    """What became of one file: a sentence, the page whose figures changed (None: no page shows them), the submissions to undo."""

    text: str
    page: str | None = None
    submissions: tuple[int, ...] = ()


def show() -> None:
    """What was just accepted or undone."""
    said: list[Outcome] = shared.remembered("outcomes", [])
    if not said:
        return
    with st.container(border=True, gap="xsmall"):
        for one in said[-MOST:]:
            with st.container(horizontal=True, vertical_alignment="center"):
                mark = ":green[:material/check_circle:] " if one.submissions else ""
                st.markdown(mark + markdown(one.text), width="stretch")
                if one.page:
                    st.page_link(shared.page(one.page), label="See the figures", icon=":material/arrow_forward:", icon_position="right")
        if len(said) > MOST:
            st.caption(f"and {number(len(said) - MOST)} more before these")
        with st.container(horizontal=True, horizontal_alignment="right"):
            if any(one.submissions for one in said):
                st.button("Undo", icon=":material/undo:", type="tertiary", on_click=_undo, args=(said,))
            st.button("Close", icon=":material/close:", type="tertiary", on_click=shared.forget, args=("outcomes",))


def accept(upload: Upload, **options: object) -> None:
    """Accept a file and keep a sentence about it."""
    try:
        done = uploads.accept_upload(shared.store(), upload.id, by=shared.WHO, **options)
    except ToolError as refused:
        _say(Outcome(f"{refused.title}. {refused.message}"))
        return
    loaded = [each for each in done if each.id is not None]
    page = next((SHOWN_IN[each.return_name] for each in loaded if each.return_name in SHOWN_IN), None)
    _say(Outcome(_accepted_words(upload.file_name, loaded), page, tuple(each.id for each in loaded)))


def accept_all(ready: Sequence[tuple[Upload, str]]) -> None:
    """Accept file by file (each with the name of its return), the register first and events before attendance."""
    order = list(CONTRACTS)
    bar = st.progress(0.0)
    for place, (upload, _) in enumerate(sorted(ready, key=lambda one: order.index(one[1]))):
        bar.progress(place / len(ready), text=markdown(upload.file_name))
        accept(upload)


def _say(outcome: Outcome) -> None:
    shared.remember("outcomes", [*shared.remembered("outcomes", []), outcome])


def _accepted_words(name: str, loaded: list[Submission]) -> str:
    if not loaded:
        return f"{name} was not loaded: something in it still needs to be put right."
    rows, held = sum(each.loaded for each in loaded), sum(each.held for each in loaded)
    terms = list(dict.fromkeys(each.term.label for each in loaded if CONTRACTS[each.return_name].replaces == "setting"))
    when = f" for {terms[0]}" if terms else ""
    waiting = f" {sentence(counted(held, 'row'))} {plural(held, 'is', 'are')} held until put right." if held else ""
    return f"{name} is in: {number(rows)} {plural(rows, 'row')}{when}.{waiting}"


def _undo(said: list[Outcome]) -> None:
    """Withdraw what was just accepted, the last first."""
    words = []
    for one in reversed(said):
        for submission in reversed(one.submissions):
            try:
                words.append(Outcome(undo(shared.store(), submission, by=shared.WHO)))
            except ToolError as refused:
                words.append(Outcome(refused.message))
    shared.remember("outcomes", words)
