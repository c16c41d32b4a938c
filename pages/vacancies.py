"""Vacancies: which settings are or were without a SENCO in the last two years, and for how long?"""

import streamlit as st

from analytics.charts import coverage
from analytics.charts import vacancies as drawn
from analytics.queries import Inputs
from analytics.sentences import senco_posts as said
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("senco_spells", "children_without_senco")
COLUMNS = ("name", "cluster", "from_on", "to_on", "days", "next_step")
_KEY = {"in_post": "in post", "shared": "shared", "interim": "interim", "gap": "no SENCO", "not_known": "not known"}


def show(inputs: Inputs) -> None:
    spells = shared.ask("senco_spells", inputs)
    title, key = st.columns([54, 46], vertical_alignment="center")
    with title:
        finding(said.vacancies_found(spells, inputs.as_of))
    if spells.empty:
        st.markdown(
            "Settings that must have or are expected to have a SENCO stand here once one of their returns says that nobody is in post."
        )
        return
    with key:
        picture(coverage.key(dark=shared.dark(), meanings=_KEY), alt="What each bar means", name="vacancies-key", selectable=False)
    clicked = picture(
        drawn.time_line(spells, as_of=inputs.as_of, dark=shared.dark()), alt=drawn.alt(spells, inputs.as_of), name="vacancies"
    )
    settings = spells["setting"].nunique()
    if settings > drawn.MOST_ROWS:
        st.markdown(f":gray[The first {drawn.MOST_ROWS} of {settings} settings are drawn; the list has them all.]")
    gaps = drawn.gaps(spells, inputs.as_of)
    if clicked:
        gaps = gaps[gaps["setting"].isin([setting for (setting,) in clicked])]
    attended = gaps["setting"].isin(shared.ask("children_without_senco", inputs)["setting"])
    steps = [
        "Call today: children are there" if now and here else "Call the manager" if now else "Nothing now"
        for now, here in zip(gaps["lasts"], attended, strict=True)
    ]
    listing(
        f"Times without a SENCO: {len(gaps)}",
        gaps.assign(next_step=steps),
        COLUMNS,
        inputs=inputs,
        name="vacancies",
        narrowed=["vacancies"] if clicked else [],
    )
    figures_as_tables({"Who was in post when": ("senco_spells", spells)}, inputs)
