"""The returns of one term: how many are in by cluster, and a row a setting with a shape, a word and a colour for each return."""

import pandas as pd
import streamlit as st

from analytics.charts.style import counts_by, day, foremost, markdown, number, palette
from analytics.queries import Inputs
from data.contracts import CONTRACTS
from data.terms import Term
from pages import shared
from pages.parts import downloads, finding
from pages.words import in_words, layout

TERMLY = ("senco_posts", "sen_reviews", "referrals")
ROW_HEIGHT, MOST_ROWS = 35, 14


def by_cluster(returns: pd.DataFrame, term: Term, *, past: bool) -> None:
    """How many of the returns owed are in: a row a cluster, a column a return."""
    owed = returns[returns["state"] != "not_owed"]
    most = foremost(counts_by(owed.loc[owed["state"] == "missing", "cluster"]))
    waiting = "missing" if past else "still to come"
    title = f"{most[0]} has most returns {waiting}: {number(most[1])}" if most else "Returns by cluster"
    finding(title, f"Returns that are in, of those owed for {term.label}, by cluster. Due {day(term.due_on)}.")
    clusters = [*sorted(owed["cluster"].dropna().unique()), None]
    table: dict[str, list[str]] = {"Cluster": [markdown(cluster) if cluster else "**All**" for cluster in clusters]}
    for name in TERMLY:
        cells = [
            owed[(owed["return"] == name) & (True if cluster is None else owed["cluster"] == cluster)]["state"] for cluster in clusters
        ]
        table[CONTRACTS[name].title] = [
            f"{number(int((each != 'missing').sum()))} of {number(len(each))}" if len(each) else "–" for each in cells
        ]
    out = [int((owed["state"].eq("missing") & (True if cluster is None else owed["cluster"] == cluster)).sum()) for cluster in clusters]
    table["Missing" if past else "To come"] = [f":red[**{number(each)}**]" if each and past else number(each) for each in out]
    st.table(table, border="horizontal", hide_index=True)


def grid(returns: pd.DataFrame, term: Term, inputs: Inputs, *, past: bool) -> None:
    """A row a setting, the ones with most missing first; a shape, a word and a colour for each return."""
    title = f"Settings and their returns: {number(returns['setting'].nunique())}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(markdown(title), anchor=False, width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            downloads(returns, "returns_by_setting", f"Returns received, {term.label}", inputs)
    wide = returns.pivot(index="setting", columns="return", values="state").reindex(returns["setting"].unique())
    about = returns.drop_duplicates("setting").set_index("setting")[["name", "cluster", "area_senco"]]
    shown = in_words(about.join(wide).reset_index(drop=True)[["name", *TERMLY, "cluster", "area_senco"]])
    ink = palette(shared.dark())
    out = "✕ missing" if past else "◇ to come"
    said = {"in": "● in", "nil": "○ nil", "late": "▲ late", "missing": out, "not_owed": "– not owed"}
    colours = {
        said["in"]: ink.teal,
        said["nil"]: ink.teal,
        said["late"]: ink.late[2],
        out: ink.attention if past else ink.text,
        said["not_owed"]: ink.muted,
    }
    titles = {name: CONTRACTS[name].title for name in TERMLY}
    shown[list(titles)] = shown[list(titles)].replace(said)
    columns = layout(["name", "cluster", "area_senco"], shown) | {
        name: st.column_config.TextColumn(title, width=112) for name, title in titles.items()
    }
    st.dataframe(
        shown.style.map(lambda cell: f"color: {colours.get(cell, ink.text)}", subset=list(titles)),
        column_config=columns,
        hide_index=True,
        height=(min(len(shown), MOST_ROWS) + 1) * ROW_HEIGHT + 3,
        row_height=ROW_HEIGHT,
        placeholder="–",
        key="returns-grid",
    )
