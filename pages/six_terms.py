"""Six terms: every headline figure at the end of each term, who told us, and the same by cluster."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts import trend as drawn
from analytics.charts.style import markdown, plain, sentence
from analytics.queries import Inputs
from analytics.trend import FIGURES, Figure, TermDay, by_term, change_of, headline_cards, measured, points_of, six_terms_finding, told_us
from pages import shared
from pages.parts import figures_as_tables, finding, picture
from pages.term_to_term import headlines

KNOWN = {"now": "As we know it now", "then": "As it was known then"}
HOW_TO_READ = (
    "On the last day of each term, and on the day asked about. The bar below a term: how many of the settings that owe the figure told "
    "us. Hatched: not known."
)


def show(inputs: Inputs, days: Sequence[TermDay]) -> None:
    then = shared.choice("trend-known", KNOWN) == "then"
    frames = headlines(inputs, days, then=then)
    cards = headline_cards(days, frames)
    finding(six_terms_finding(cards), HOW_TO_READ)
    for place, card in enumerate(cards):
        if place % 2 == 0:
            columns = st.columns(2, gap="large")
        with columns[place % 2]:
            points = points_of(card.figure, days, frames)
            st.markdown(f"**{markdown(card.figure.title)}**")
            figure = drawn.panel(points, card.figure, dark=shared.dark())
            picture(figure, alt=drawn.alt(points, card.figure), name=f"trend-{card.figure.name}", selectable=False)
            st.caption(markdown(sentence(card.change.said)))
    chosen = _by_cluster(days, frames)
    clusters = _clusters(frames)
    tables = {
        "All clusters": ("headline_trend", by_term(days, frames, list(FIGURES.values()), [None])),
        f"{chosen.title}, by cluster": (f"{chosen.name}_trend_by_cluster", by_term(days, frames, [chosen], clusters)),
    }
    figures_as_tables(tables, inputs)


def _clusters(frames: Sequence[pd.DataFrame]) -> list[str]:
    return sorted(set(frames[-1]["cluster"].dropna()))


def _by_cluster(days: Sequence[TermDay], frames: Sequence[pd.DataFrame]) -> Figure:
    """One small panel a cluster, all on one scale, in name order; the figure they show."""
    st.subheader("By cluster", anchor=False)
    figure = FIGURES[shared.choice("trend-of", {name: each.card for name, each in FIGURES.items()})]
    points = {cluster: points_of(figure, days, frames, cluster) for cluster in _clusters(frames)}
    most = max((measured(figure, point) or 0 for each in points.values() for point in each), default=0)
    with st.container(horizontal=True, gap="small"):
        for cluster, each in points.items():
            with st.container(width=156, gap=None):
                now = each[-1]
                of_all = "" if now.of_all is None else f" of {now.of_all}"
                value = "not known" if now.value is None else f"{now.value}{of_all}"
                st.markdown(f"**{markdown(cluster)}** {markdown(value)}")
                small = drawn.panel(each, figure, most=most, small=True, dark=shared.dark())
                picture(small, alt=drawn.alt(each, figure, cluster), name=f"trend-{figure.name}-{plain(cluster)}", selectable=False)
                change = change_of(figure, each[-2], now)
                st.caption(markdown(sentence("; ".join(each for each in (told_us(figure, now), change.word or change.said) if each))))
    return figure
