"""The returns of one term: a row a setting with a shape, a word and a colour for each return."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown, number, palette, short_day
from analytics.queries import Inputs
from data.contracts import CONTRACTS
from data.terms import Term
from pages import shared
from pages.parts import downloads
from pages.tables import ROW_HEIGHT, height_of
from pages.words import in_words, layout

TERMLY = ("senco_posts", "sen_reviews", "referrals")
TITLES = {name: CONTRACTS[name].title for name in TERMLY}


def show(returns: pd.DataFrame, chased: pd.DataFrame, term: Term, inputs: Inputs, *, past: bool) -> None:
    """A row a setting, the ones with most missing first; a shape, a word and a colour for each return, and when it was written to."""
    title = f"Settings and their returns: {number(returns['setting'].nunique())}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(markdown(title), anchor=False, width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            downloads(returns, "returns_by_setting", f"Returns received, {term.label}", inputs)
    wide = returns.pivot(index="setting", columns="return", values="state").reindex(returns["setting"].unique())
    about = returns.drop_duplicates("setting").set_index("setting")[["name", "cluster", "area_senco"]]
    written = _days_written(chased[chased["is_open"]])
    about = about.assign(written_to=[written.get(setting, "") for setting in about.index]) if written else about
    shown = in_words(
        about.join(wide).reset_index(drop=True)[["name", *TERMLY, *(["written_to"] if written else []), "cluster", "area_senco"]]
    )
    ink = palette(shared.dark())
    out = "✕ missing" if past else "◇ to come"
    said = {"in": "● in", "nil": "○ nil", "late": "▲ late", "held": "◆ rows held", "missing": out, "not_owed": "– not owed"}
    tints = (ink.teal, ink.teal, ink.late[2], ink.late[2], ink.attention if past else ink.text, ink.muted)
    colours = dict(zip(said.values(), tints, strict=True))
    shown[list(TITLES)] = shown[list(TITLES)].replace(said)
    columns = layout([name for name in shown if name not in TITLES], shown) | {
        name: st.column_config.TextColumn(title, width=104) for name, title in TITLES.items()
    }
    st.dataframe(
        shown.style.map(lambda cell: f"color: {colours.get(cell, ink.text)}", subset=list(TITLES)),
        column_config=columns,
        hide_index=True,
        height=height_of(shown, most=14),
        row_height=ROW_HEIGHT,
        placeholder="–",
        key="returns-grid",
    )


def _days_written(chased: pd.DataFrame) -> dict[str, str]:
    """Setting → the days it was written to, the earliest first, in one text."""
    days: dict[str, list[date]] = {}
    for setting, on in sorted(set(zip(chased["setting"], chased["sent_on"], strict=True))):
        days.setdefault(setting, []).append(on)
    return {setting: ", ".join(map(short_day, own)) for setting, own in days.items()}
