"""What accepting a waiting file would do, the choices that go with it, and the buttons."""

from __future__ import annotations

import streamlit as st

from analytics.charts.style import counted, listed, number, plural, sentence
from data import uploads
from data.drafts import Checked
from pages import outcomes, put_right, shared
from pages.put_right import Correction
from pages.waiting import Waiting


def difference(check: Checked) -> str:
    """What accepting would do to the rows in force, in words; a register has a review of its own."""
    if check.contract.replaces == "register":
        return ""
    change = check.difference
    parts = [f"adds {counted(change.added, 'row')}"] if change.added else []
    parts += [f"changes {counted(change.changed, 'row')}"] if change.changed else []
    parts += [f"takes away {counted(change.gone, 'row')}"] if change.gone else []
    kept = f" {sentence(counted(change.same, 'row'))} {plural(change.same, 'stays', 'stay')} as before." if change.same else ""
    return f"Accepting {listed(parts) if parts else 'changes nothing'}.{kept}"


def buttons(one: Waiting, typed: list[Correction], options: dict[str, object]) -> None:
    holdable = one.outcome == "blocked" and all(check.can_hold or check.outcome != "blocked" for check in one.checks)
    good = sum(check.good_rows for check in one.checks)
    held = one.rows - good - sum(len(check.reading.ignored) for check in one.checks if check.reading)
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.outcome == "ready" and st.button("Accept", type="primary", icon=":material/check:", key=f"accept-{one.upload.id}"):
            outcomes.accept(one.upload, **options)
            st.rerun()
        if one.outcome == "blocked" and st.button("Check again", type="primary", key=f"again-{one.upload.id}"):
            put_right.keep(one.upload, len(one.checks), typed)
        if holdable and st.button(f"Accept {number(good)} good {plural(good, 'row')}, hold {number(held)}", key=f"hold-{one.upload.id}"):
            outcomes.accept(one.upload, good_rows_only=True, **options)
            st.rerun()
        if one.outcome == "blocked":
            left = one.to_put_right - len(typed)
            st.markdown(
                f":gray[{number(left)} still to put right]" if left else ":gray[Check again to see whether all is right]", width="content"
            )
        _term_choice(one)
        dismiss_button(one)


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


def dismiss_button(one: Waiting) -> None:
    if st.button("Put aside", type="tertiary", help="The file is not loaded and leaves this page.", key=f"dismiss-{one.upload.id}"):
        uploads.dismiss(shared.store(), one.upload.id)
        st.rerun()
