"""Help these first: the red and amber settings with their reasons, the watch list, and what would apply next."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import counted, markdown, number
from analytics.queries import Inputs
from analytics.set_ratings import SetRating, counted_line, set_ratings_of
from pages import help_line, past_ratings, reasons_listed, setting_choice, shared

URGENT = ("red", "amber")
FIRST = 10


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    rules, about, overrides = (shared.ask(question, inputs) for question in ("support_reasons", "support_list", "rating_overrides"))
    _strip(support.by_cluster(ratings))
    with st.container(width=260):
        wanted = shared.one_of("support-reason", "All reasons", {code: words for code, (words, _) in support.RULES.items()})
    found, near = (support.reasons_of(rules, state, inputs.as_of.year) for state in ("fires", "nearly"))
    rows, set_here = ratings.merge(about, on="setting"), set_ratings_of(overrides)
    if wanted:
        rows = rows[[any(rule.rule == wanted for rule in found.get(setting, [])) for setting in rows["setting"]]]
    set_urgent = [setting for setting, one in set_here.items() if one.rating in URGENT]
    helped = rows[rows["rating"].isin(URGENT) | rows["setting"].isin(set_urgent)]
    if helped.empty:
        st.markdown("No setting here is red or amber." if not wanted else "No red or amber setting here has this reason.")
    places = _lines(helped, found, set_here, inputs)
    if said := counted_line(overrides):
        st.caption(markdown(said))
    watched = rows[~rows["setting"].isin(helped["setting"]) & rows["setting"].isin(found)]
    reasons_listed.lines(f"To watch: {counted(len(watched), 'setting')} with a reason that is not enough by itself", watched, found)
    close = (
        rows[rows["setting"].isin(near)] if not wanted else rows[[any(r.rule == wanted for r in near.get(s, [])) for s in rows["setting"]]]
    )
    reasons_listed.lines(f"Nearly: {counted(len(close), 'setting')} to which one more rule would apply next", close, near)
    reasons_listed.proof(rows, found, wanted, inputs)
    for setting, since in past_ratings.since(inputs, list(places)).items():
        places[setting].markdown(f":gray[:small[{markdown(since)}]]")


def _strip(clusters: pd.DataFrame) -> None:
    """A mark a setting and their number: ◆ red, ▲ amber; the others in words. In name order, counts only: clusters are small."""
    with st.container(horizontal=True, gap="small"):
        for row in clusters.itertuples():
            marks = [f":red[{'◆' * row.red} {row.red}]" if row.red else "", f":orange[{'▲' * row.amber} {row.amber}]" if row.amber else ""]
            told = f"{number(row.green)} green, {number(row.grey)} not known"
            said = f"**{markdown(row.cluster)}**  \n{' '.join(filter(None, marks)) or ':gray[none red or amber]'}  \n:gray[:small[{told}]]"
            st.markdown(said, width=157)


def _lines(helped: pd.DataFrame, found: dict[str, list[support.Rule]], set_here: dict[str, SetRating], inputs: Inputs) -> dict[str, Any]:
    """A line a setting, each leading to it, the first ten until a person asks for all; the place in each for since when it is so.

    Earlier terms take longest to ask, so that comes last.
    """
    setting_choice.remember_list(helped["setting"])
    shown = helped if shared.remembered("support-all") else helped.head(FIRST)
    with st.container(gap="medium", key="help-first"):
        places = {
            row.setting: help_line.draw(row, found.get(row.setting, []), set_here.get(row.setting), inputs.as_of)
            for row in shown.itertuples(index=False)
        }
    if len(helped) > FIRST:
        more = len(shown) < len(helped)
        label = f"Show the other {number(len(helped) - FIRST)}" if more else f"Show the first {number(FIRST)} only"
        icon = ":material/expand_more:" if more else ":material/expand_less:"
        st.button(label, key="help-first-all", icon=icon, on_click=shared.remember, args=("support-all", more))
    return places
