"""An officer's rating for one setting: set with a reason and a last day, and taken back; what the rules say stays beside it."""

import streamlit as st

from analytics import set_ratings
from analytics.one_setting import Told
from analytics.support import RATINGS, SHAPES
from data import rating_overrides
from data.errors import ToolError
from data.terms import now
from pages import changes_made, log_contact, shared

FORM = "rating-form"
SEEN = "rating-seen"
STAYS = "It stands beside what the rules say, in no count and no order, from today to its last day. Then the rules stand alone again."


def look(setting: str) -> None:
    """Keep what was set so far, before the page shows it: whoever saves then is told of what came after."""
    shared.remember(SEEN, (setting, rating_overrides.mark(shared.store(), setting)))


def form(told: Told) -> None:
    """The form; what became of it is said by `log_contact.said`."""
    setting, turn = told.setting, f"{shared.renewed(FORM)}-{told.setting}"
    with st.form(turn, border=False):
        st.caption(STAYS)
        first = st.columns([5, 3, 3], gap="small")
        rules = told.support["rating"]
        first[0].radio(
            "Rating",
            rating_overrides.RATINGS,
            index=rating_overrides.RATINGS.index(rules) if rules in rating_overrides.RATINGS else 1,
            format_func=lambda rating: f"{SHAPES[rating]} {RATINGS[rating]}",
            key=f"{turn}-rating",
            horizontal=True,
        )
        today, most = shared.today(), shared.today() + rating_overrides.LONGEST
        first[1].date_input(
            "Last day", set_ratings.last_day_offered(today, shared.calendar()), min_value=today, max_value=most, format="DD/MM/YYYY",
            key=f"{turn}-last",
        )  # fmt: skip
        officers, me = log_contact.officers_named(), log_contact.likely_officer(setting)
        first[2].selectbox("Officer", officers, index=officers.index(me) if me in officers else None, key=f"{turn}-officer",
                           accept_new_options=True, placeholder="Who sets it?")  # fmt: skip
        st.text_input("Why", key=f"{turn}-reason", max_chars=500, placeholder="A sentence for colleagues; no names of children or parents")
        st.form_submit_button("Set the rating", type="primary", on_click=_save, args=(setting,))


def history(setting: str) -> None:
    """Every rating set for the setting, with the way to take it back; nothing where none ever was."""
    lines = set_ratings.history_lines(rating_overrides.history(shared.store(), setting))
    if lines:
        st.subheader("Set by officers", anchor=False)
        changes_made.show("rating", [changes_made.Line(*line) for line in lines], _take_back)


def _save(setting: str) -> None:
    turn = f"{shared.renewed(FORM)}-{setting}"
    rating, last_on, officer, reason = (shared.typed(f"{turn}-{name}") for name in ("rating", "last", "officer", "reason"))
    if log_contact.doubted(FORM, "Why", reason):
        return
    if not last_on:
        shared.remember("contact-said", (False, "The rating was not set. Choose its last day."))
        return
    of, seen = shared.remembered(SEEN)
    asked = {"last_on": last_on, "reason": reason, "by": officer, "at": now(), "seen": seen if of == setting else None}
    try:
        said = rating_overrides.set_rating(shared.store(), setting, rating, **asked)
    except ToolError as refused:
        shared.remember("contact-said", (False, f"{refused.title}. {refused.message}"))
        return
    shared.remember(log_contact.ME, officer)
    shared.remember("contact-said", (True, said))
    shared.forget(log_contact.OPEN)
    shared.renew(FORM)


def _take_back(number: int) -> str:
    return rating_overrides.take_back(shared.store(), number, by=shared.remembered(log_contact.ME) or shared.WHO, at=now())
