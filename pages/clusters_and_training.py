"""Clusters and training: who comes, and who has not been seen?"""

import pandas as pd
import streamlit as st

from analytics import sentences
from analytics.charts import training as drawn
from analytics.charts.style import as_day, day, plain
from analytics.queries import Inputs
from pages import shared
from pages.parts import explain, figures_as_tables, finding, heading, known_then, listing, nothing_to_show, picture

NAME = "Clusters and training"
KEY = "\u2003".join(("● attended", "○ apologies", "✕ no-show", "– not booked", "blank: not invited"))
COLUMNS = ("name", "cluster", "missed_in_a_row", "invited", "last_came_on", "next_step")
MEETINGS = ("name", "cluster", "title", "held_on", "state")


def show() -> None:
    if nothing_to_show(NAME, "training_events", "training_attendance"):
        return
    top = st.container()
    inputs, row = shared.filters()
    explain(row, "cluster_attendance", "training_matrix", "missed_list")
    known_then(inputs)
    matrix, missed = shared.ask("training_matrix", inputs), shared.ask("missed_list", inputs)
    attendance, meetings = shared.ask("cluster_attendance", inputs), shared.ask("meetings", inputs)
    with top:
        heading(
            NAME,
            sentences.training_answer(missed, attendance, loaded="training_events" in shared.loaded(inputs)),
        )
    names = dict(zip(missed["setting"], missed["name"], strict=True))
    left, right = st.columns([70, 30], gap="small")
    with left:
        finding(drawn.matrix_finding(matrix, missed, names))
        figure = drawn.matrix(matrix, missed, names, dark=shared.dark())
        cells = picture(figure, alt=drawn.matrix_alt(matrix, missed, names), name="training-matrix")
        st.markdown(f":gray[{KEY}]")
    with right:
        finding(drawn.trend_finding(attendance))
        points = picture(drawn.attendance_trend(attendance, dark=shared.dark()), alt=drawn.trend_alt(attendance), name="training-trend")
    _settings(matrix, missed, meetings, cells, points, inputs)
    tables = {
        "Who came to which meeting": ("training_matrix", matrix),
        "Attendance by cluster and term": ("cluster_attendance", attendance),
    }
    figures_as_tables(tables | {"Cluster meetings": ("meetings", meetings)}, inputs)


def _settings(
    matrix: pd.DataFrame, missed: pd.DataFrame, meetings: pd.DataFrame, cells: list[list], points: list[list], inputs: Inputs
) -> None:
    """The list: who missed most in a row, the clusters that were clicked, or the meeting behind a clicked cell."""
    if cells:
        events = [event for _, event, _ in cells]
        came = matrix[matrix["event_ref"].isin(events) & (matrix["state"] != "not_invited")]
        came = came.merge(missed[["setting", "name", "cluster"]], on="setting").merge(
            meetings[["event_ref", "title"]], on="event_ref", how="left"
        )
        first = came[["title", "held_on"]].iloc[0] if len(came) else None
        title = f"{plain(first['title'])}, {day(as_day(first['held_on']))}: {len(came)} invited" if first is not None else "This meeting"
        listing(title, came, MEETINGS, inputs=inputs, name="training_matrix", narrowed=("training-matrix", "training-trend"))
        return
    clusters = list(dict.fromkeys(cluster for cluster, _ in points))
    shown = missed[missed["cluster"].isin(clusters)] if clusters else missed[missed["missed_in_a_row"].fillna(0) >= 1]
    shown = shown.assign(
        next_step=["Visit" if (times or 0) >= 3 else "Call" if (times or 0) == 2 else "" for times in shown["missed_in_a_row"].fillna(0)]
    )
    title = (
        f"Settings in {', '.join(plain(cluster) for cluster in clusters)}: {len(shown)}"
        if clusters
        else f"Missed the last meeting: {len(shown)}"
    )
    narrowed = ("training-matrix", "training-trend") if clusters else ()
    listing(title, shown, COLUMNS, inputs=inputs, name="missed_list", narrowed=narrowed, empty="Every setting came to its last meeting.")
