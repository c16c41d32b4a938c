"""Term dates: the first and last day of recent and coming terms and the day returns are due; moving one, and taking it back."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analytics.charts.style import day, markdown
from data import term_dates
from data.term_dates import DUE_ON, FIRST_DAY, WHAT
from data.terms import Term, now, say_moment
from pages import changes_made, shared
from pages.parts import finding

BACK, AHEAD = 5, 3


def answer() -> str:
    term = shared.calendar().term_of(shared.today())
    return f"Returns of {term.label} are due on {day(term.due_on)}; the term ends on {day(term.ends_on)}."


def show() -> None:
    finding("Term dates", "A moved day counts for every figure asked from now on. A term ends the day before the next one begins.")
    days = shared.calendar()
    today = days.term_of(shared.today())
    terms = [days.term(today.number + step) for step in range(AHEAD, -BACK - 1, -1)]
    seen = term_dates.mark(shared.store())
    _form(terms, shared.remembered("days-seen", seen))
    shared.remember("days-seen", seen)
    lines = [
        changes_made.Line(
            None if one.taken_back_at else one.id,
            f"{one.term.label}, {WHAT[one.what].lower()}: {day(one.day)}. {one.reason}",
            f"{one.changed_by}, {say_moment(one.changed_at)}"
            + (f"; taken back by {one.taken_back_by}, {say_moment(one.taken_back_at)}" if one.taken_back_at else ""),
        )
        for one in term_dates.history(shared.store())
    ]
    changes_made.show("day", lines, lambda number: term_dates.take_back(shared.store(), number, by=shared.WHO, at=now()))
    st.table(
        {
            "Term": [f"**{markdown(term.label)}**" + (" :gray[now]" if term == today else "") for term in terms],
            "First day": [_shown(term.starts_on, Term(term.number).starts_on) for term in terms],
            "Last day": [_shown(term.ends_on, Term(term.number).ends_on) for term in terms],
            "Returns due": [_shown(term.due_on, Term(term.number).due_on) for term in terms],
        },
        border="horizontal",
        hide_index=True,
    )


def _shown(known: date, by_contract: date) -> str:
    return day(known) if known == by_contract else f"**{day(known)}** :gray[was {day(by_contract)}]"


def _form(terms: list[Term], seen: int) -> None:
    labels = {term.name: term.label for term in terms}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Term", list(labels), index=None, format_func=labels.get, placeholder="Choose a term", key="days-term", width=180
        )
        what = st.selectbox("Day", [DUE_ON, FIRST_DAY], format_func=WHAT.get, key="days-what", width=160)
        if not name:
            return
        term = next(term for term in terms if term.name == name)
        known = term.due_on if what == DUE_ON else term.starts_on
        new = st.date_input("Move to", known, format="DD/MM/YYYY", key=f"days-new-{name}-{what}-{known}", width=160)
        reason = st.text_input("Why", key=shared.renewed("days-reason"), max_chars=200, width=280)
    if st.button("Save", type="primary", disabled=new == known, key="days-save"):
        asked = {"reason": reason, "by": shared.WHO, "at": now(), "seen": seen}
        changes_made.decided(lambda: _moved(term, what, new, asked))


def _moved(term: Term, what: str, day_chosen: date, asked: dict) -> str:
    term_dates.move(shared.store(), term, what, day_chosen, **asked)
    return f"{term.label}, {WHAT[what].lower()}: {day(day_chosen)} from now on."
