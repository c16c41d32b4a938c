"""Help these first: the red and amber settings with their reasons, the watch list, and what would apply next."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import counted, markdown, number, plain
from analytics.queries import Inputs
from pages import reasons_listed, shared

MOST = 60


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    rules = shared.ask("support_reasons", inputs)
    about = shared.ask("support_list", inputs)
    _strip(support.by_cluster(ratings))
    with st.container(width=260):
        wanted = shared.one_of("support-reason", "All reasons", {code: words for code, (words, _) in support.RULES.items()})
    found, near = support.reasons_of(rules), support.reasons_of(rules, "nearly")
    rows = ratings.merge(about, on="setting")
    if wanted:
        rows = rows[[any(rule.rule == wanted for rule in found.get(setting, [])) for setting in rows["setting"]]]
    helped = rows[rows["rating"].isin(["red", "amber"])]
    if helped.empty:
        st.markdown("No setting here is red or amber." if not wanted else "No red or amber setting here has this reason.")
    else:
        st.table(_sentences(helped.head(MOST), found), border="horizontal", hide_index=True, width="stretch")
        if len(helped) > MOST:
            st.caption(f"The first {MOST} of {number(len(helped))}; the list below has them all.")
    watched = rows[~rows["rating"].isin(["red", "amber"]) & rows["setting"].isin(found)]
    reasons_listed.lines(f"To watch: {counted(len(watched), 'setting')} with a reason that is not enough by itself", watched, found)
    close = (
        rows[rows["setting"].isin(near)] if not wanted else rows[[any(r.rule == wanted for r in near.get(s, [])) for s in rows["setting"]]]
    )
    reasons_listed.lines(f"Nearly: {counted(len(close), 'setting')} to which one more rule would apply next", close, near)
    reasons_listed.proof(rows, found, wanted, inputs)


def _strip(clusters: pd.DataFrame) -> None:
    """A mark a setting and their number: ◆ red, ▲ amber; the others in words. In name order, counts only."""
    with st.container(horizontal=True, gap="medium"):
        for row in clusters.itertuples():
            marks = [f":red[{'◆' * row.red} {row.red}]" if row.red else "", f":orange[{'▲' * row.amber} {row.amber}]" if row.amber else ""]
            told = f"{number(row.green)} green, {number(row.grey)} not known"
            st.markdown(f"**{markdown(row.cluster)}** {' '.join(filter(None, marks))}  \n:gray[{told}]", width="content")


def _sentences(rows: pd.DataFrame, found: dict[str, list[support.Rule]]) -> dict[str, list[str]]:
    return {
        "Help these first": [
            f"{reasons_listed.BADGES[row.rating]} **{markdown(row.name)}**  \n"
            f":gray[{markdown(', '.join(filter(None, map(plain, (row.cluster, row.area_senco)))))}]"
            for row in rows.itertuples(index=False)
        ],
        "Why, and what next": [
            f"{_why(found.get(row.setting, []))}  \n"
            f":gray[{markdown(support.next_step(row.action, row.action_due_on, row.last_contact_on))}]"
            for row in rows.itertuples(index=False)
        ],
        "Children": ["not known" if pd.isna(row.children) else number(int(row.children)) for row in rows.itertuples(index=False)],
    }


def _why(rules: list[support.Rule]) -> str:
    """The first reason in bold, the others after it."""
    said = []
    for what, rest in (support.reason(rule) for rule in rules):
        opening = f"**{markdown(what)}**" if not said else markdown(what)
        said.append(f"{opening}{' ' if rest.startswith(' ') else ''}{markdown(rest)}.")
    return " ".join(said)
