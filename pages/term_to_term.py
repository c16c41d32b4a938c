"""The headline figures from term to term: asked once a term end, and one of them as a line beside words."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown, sentence
from analytics.charts.trend import alt, spark
from analytics.queries import Inputs
from analytics.trend import FIGURES, TermDay, change_of, days_of_terms, of_clusters, points_of, said_value, told_us
from data.terms import end_of
from pages import shared
from pages.parts import picture


def headlines(inputs: Inputs, days: Sequence[TermDay], *, then: bool = False) -> list[pd.DataFrame]:
    """The headline figures on each day; `then` as they were known that day.

    They are asked of all clusters and kept by cluster, so choosing another cluster asks nothing again.
    """
    frames = []
    for day in days:
        known_at = min(inputs.known_at, end_of(day.on)) if then else inputs.known_at
        frames.append(shared.ask("headlines_by_cluster", inputs, as_of=day.on, known_at=known_at, clusters=()))
    return [of_clusters(frame, inputs.clusters) for frame in frames]


def trend(name: str, inputs: Inputs, *, shown: bool = True) -> None:
    """One headline figure (a name in `analytics.trend.FIGURES`) over six terms, with its change and who told us.

    Nothing when it is not known, or when what the page shows is not what the figure counts. A page draws it last, into the place
    kept for it.
    """
    if not shown:
        return
    figure, days = FIGURES[name], days_of_terms(inputs.as_of, shared.calendar(inputs.known_at))
    points = points_of(figure, days, headlines(inputs, days))
    now = points[-1]
    if now.value is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width=176):
            picture(spark(points, figure, dark=shared.dark()), alt=alt(points, figure), name=f"six-terms-{name}", selectable=False)
        told = [f"{sentence(figure.noun)}: {said_value(figure, now)}", change_of(figure, points[-2], now).said, told_us(figure, now)]
        st.markdown(f":gray[{markdown('; '.join(each for each in told if each))}]", width="stretch")
