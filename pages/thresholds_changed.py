"""Thresholds: each with its value, since when and who set it; changing one from a day on, with what it would move."""

from __future__ import annotations

import streamlit as st

from analytics import deciding
from analytics.charts.style import counted, day, markdown, number, plural, sentence
from analytics.thresholds import THRESHOLDS, Threshold, said_value
from data import threshold_changes
from data.terms import now, say_moment
from pages import changes_made, shared, what_would_move
from pages.parts import finding


def answer() -> str:
    changed = sum(limit.change is not None for limit in shared.thresholds(shared.everything()).values())
    if not changed:
        return f"The {number(len(THRESHOLDS))} thresholds are as they were first set."
    return f"{sentence(counted(changed, 'threshold'))} of {number(len(THRESHOLDS))} {plural(changed, 'has', 'have')} been changed."


def show() -> None:
    finding("Thresholds", "A change holds from its day on. Earlier days are still asked with the values they had.")
    in_force = shared.thresholds(shared.everything())
    seen = threshold_changes.mark(shared.store())
    _form(in_force, shared.remembered("thresholds-seen", seen))
    shared.remember("thresholds-seen", seen)
    history = threshold_changes.history(shared.store())
    lines = [
        changes_made.Line(
            None if one.taken_back_at else one.id,
            f"{THRESHOLDS[one.name].meaning}: {said_value(THRESHOLDS[one.name], one.value)} from {day(one.since)}. {one.reason}",
            f"{one.changed_by}, {say_moment(one.changed_at)}"
            + (f"; taken back by {one.taken_back_by}, {say_moment(one.taken_back_at)}" if one.taken_back_at else ""),
        )
        for one in history
        if one.name in THRESHOLDS
    ]
    changes_made.show("threshold", lines, lambda number: deciding.take_back(shared.store(), number, by=shared.WHO, at=now()))
    who = [
        f"Fixed. {limit.fixed}" if limit.fixed else ", ".join(filter(None, (limit.source, limit.changed_by, limit.reason)))
        for limit in in_force.values()
    ]
    st.table(
        {
            "Threshold": [markdown(limit.meaning) for limit in in_force.values()],
            "Value": [f"**{markdown(said_value(limit))}**" for limit in in_force.values()],
            "Since": [day(limit.since) for limit in in_force.values()],
            "Set by, or why it is fixed": [markdown(words) for words in who],
        },
        border="horizontal",
        hide_index=True,
    )


def _form(in_force: dict[str, Threshold], seen: int) -> None:
    names = {name: limit.meaning for name, limit in in_force.items() if limit.is_editable}
    name = st.selectbox("Change", list(names), index=None, format_func=names.get, placeholder="Choose a threshold", key="threshold-name")
    if not name:
        return
    limit = in_force[name]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        new = _value(limit)
        since = st.date_input("From", shared.today(), min_value=shared.FIRST_DAY, format="DD/MM/YYYY", key="threshold-since", width=160)
        reason = st.text_input("Why", key=shared.renewed("threshold-reason"), max_chars=200, width=320)
    if new != limit.value:
        what_would_move.show(name, new)
    if st.button("Save", type="primary", disabled=new == limit.value, key="threshold-save"):
        asked = {"since": since, "reason": reason, "by": shared.WHO, "at": now(), "seen": seen}
        changes_made.decided(lambda: deciding.change(shared.store(), name, new, **asked))


def _value(limit: Threshold) -> float:
    """The value that is typed for a threshold, or chosen of those it may have; shares are typed as per cent."""
    key, width = f"threshold-value-{limit.name}-{limit.value:g}", 160
    if limit.choices:
        place = limit.choices.index(limit.value) if limit.value in limit.choices else 0
        return st.selectbox(f"New value, {limit.unit}", limit.choices, index=place, key=key, width=width)
    scale, unit = (100, "%") if limit.unit == "share" else (1, limit.unit)
    whole = limit.is_whole or scale == 100
    low, high, value = ((round(each * scale) if whole else each * scale) for each in (limit.least, limit.most, limit.value))
    typed = st.number_input(f"New value, {unit}", low, high, value, step=1, key=key, width=width)
    return typed / scale if scale > 1 else typed
