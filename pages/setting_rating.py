"""What the rules said of one setting: the reasons of today with the rows that show them, and its rating at the end of each term."""

import pandas as pd
import streamlit as st

from analytics import rating_history, support
from analytics.charts.style import day, markdown, sentence
from analytics.one_setting import Told
from analytics.set_ratings import set_said
from pages import past_ratings, reasons_listed, set_rating, setting_header, shared
from pages.parts import listing

HOW = "On the last day of each term and on the day asked about, as known now and with the limits of each day."


def since(told: Told, line: st.delta_generator.DeltaGenerator, place: st.delta_generator.DeltaGenerator) -> None:
    """Since when the rating is what it is, into the head’s grey line, and a badge a term, the oldest first; nothing unless it is open."""
    if told.support is None:
        return
    days, past = past_ratings.of_setting(told.inputs, told.setting)
    setting_header.grey_line(told, line, rating_history.since_said(days, past))
    names = [*(each.term.label for each in days[:-1]), day(days[-1].on)]
    with place:
        st.markdown("**What the rules said at the end of each term, and say now**")
        with st.container(horizontal=True, gap="small", key="rating-strip"):
            for name, rating in zip(names, reversed(past), strict=True):
                badge = reasons_listed.BADGES[rating] if rating else ":gray[not open]"
                st.markdown(f":gray[:small[{markdown(name)}]]  \n{badge}", width=128)


def briefing_lines(told: Told) -> list[str]:
    """Beneath the rating of a briefing: what an officer set, and since when the rules say what they say."""
    if told.support is None:
        return []
    override = setting_header.set_here(told)
    beside = ["".join(set_said(override, told.support["rating"], whole=True))] if override else []
    return [*beside, *filter(None, [sentence(rating_history.since_said(*past_ratings.of_setting(told.inputs, told.setting)))])]


def show(told: Told) -> None:
    """Each reason that applies, with the rows behind it; the ratings that officers set; and the rules' rating of earlier terms."""
    found = support.reasons_of(shared.ask("support_reasons", told.inputs))
    own = pd.DataFrame([told.support]) if told.support is not None else pd.DataFrame(columns=["setting", "name", "cluster", "rating"])
    reasons_listed.proof(own, found, "", told.inputs, ["why", "return"])
    set_rating.history(told.setting)
    if told.support is None:
        return
    box = st.expander("What the rules said in earlier terms, and why", icon=":material/history:", key="rating-history", on_change="rerun")
    if box.open:
        with box:
            _history(told)


def _history(told: Told) -> None:
    days, past = past_ratings.of_setting(told.inputs, told.setting)
    why = []
    for each in reversed(days):
        frame = past_ratings.ratings_on(told.inputs, each.on)
        codes = next(iter(frame.loc[frame["setting"] == told.setting, "reasons"].dropna()), "")
        why.append("; ".join(support.RULES[code][0] for code in codes.split("; ") if code))
    table = rating_history.by_term(days, past, why)
    listing("By term", table, list(table), inputs=told.inputs, name="rating_history")
    st.caption(HOW)
