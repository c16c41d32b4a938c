"""Cluster meetings: who comes, who has not been seen, and does every cluster have its meetings?"""

import pandas as pd
import streamlit as st

from analytics.charts import meetings as planned
from analytics.charts import training as drawn
from analytics.charts.style import as_day, day, plain
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("cluster_attendance", "training_matrix", "missed_list", "meetings_by_cluster")
KEY = "\u2003".join(("● attended", "○ apologies", "✕ no-show", "– not booked", "blank: not invited"))
COLUMNS = ("name", "cluster", "missed_in_a_row", "invited", "last_came_on", "next_step")
MEETINGS = ("name", "cluster", "title", "held_on", "state")
PICTURES = ("training-matrix", "training-trend", "training-held")


def show(inputs: Inputs) -> None:
    matrix, missed = shared.ask("training_matrix", inputs), shared.ask("missed_list", inputs)
    attendance, meetings = shared.ask("cluster_attendance", inputs), shared.ask("meetings", inputs)
    held = shared.ask("meetings_by_cluster", inputs)
    names = dict(zip(missed["setting"], missed["name"], strict=True))
    left, right = st.columns([68, 32], gap="medium")
    with left:
        finding(drawn.matrix_finding(matrix, missed, names))
        figure = drawn.matrix(matrix, missed, names, dark=shared.dark())
        cells = picture(figure, alt=drawn.matrix_alt(matrix, missed, names), name="training-matrix")
        st.markdown(f":gray[{KEY}]")
    with right:
        finding(drawn.trend_finding(attendance))
        points = picture(drawn.attendance_trend(attendance, dark=shared.dark()), alt=drawn.trend_alt(attendance), name="training-trend")
    lists = st.container()
    finding(planned.held_finding(held), planned.held_line(held))
    points += picture(planned.held_grid(held, dark=shared.dark()), alt=planned.held_alt(held), name="training-held")
    with lists:
        _settings(matrix, missed, meetings, cells, points, inputs)
    tables = {
        "Who came to which meeting": ("training_matrix", matrix),
        "Attendance by cluster and term": ("cluster_attendance", attendance),
        "Meetings planned and held": ("meetings_by_cluster", held),
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
        listing(title, came, MEETINGS, inputs=inputs, name="training_matrix", narrowed=PICTURES)
        return
    clusters = list(dict.fromkeys(cluster for cluster, _ in points))
    shown = missed[missed["cluster"].isin(clusters)] if clusters else missed[missed["missed_in_a_row"].fillna(0) >= 1]
    shown = shown.assign(
        next_step=["Visit" if (times or 0) >= 3 else "Call" if (times or 0) == 2 else "" for times in shown["missed_in_a_row"].fillna(0)]
    )
    chosen = f"Settings in {', '.join(plain(cluster) for cluster in clusters)}: {len(shown)}"
    title = chosen if clusters else f"Missed the last meeting: {len(shown)}"
    empty = "Every setting came to its last meeting."
    listing(title, shown, COLUMNS, inputs=inputs, name="missed_list", narrowed=PICTURES if clusters else (), empty=empty)
