"""Whose review is late, and what is coming: bars by cluster beside the calendar of the next twelve weeks, then the children."""

import pandas as pd
import streamlit as st

from analytics.charts import reviews as drawn
from analytics.charts import weeks_ahead as ahead
from analytics.charts.style import day
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("reviews_by_cluster", "reviews_due_by_week", "weeks_ahead", "review_list")
COLUMNS = ("child", "name", "due_on", "days_overdue", "cycle_no", "parents_involved", "next_step")


def show(inputs: Inputs) -> None:
    bands, weeks = shared.ask("reviews_by_band", inputs), shared.ask("reviews_due_by_week", inputs)
    terms = shared.ask("weeks_ahead", inputs)
    left, right = st.columns([50, 50], gap="medium")
    with left:
        finding(drawn.finding(bands))
        late = picture(drawn.late_by_cluster(bands, dark=shared.dark()), alt=drawn.alt(bands), name="reviews-late")
    with right:
        finding(ahead.finding(weeks))
        due = picture(ahead.calendar(weeks, terms, dark=shared.dark()), alt=ahead.alt(weeks, terms), name="reviews-due")
    _children(shared.ask("review_list", inputs), late, due, inputs)
    tables = {
        "Late by cluster": ("reviews_by_band", bands),
        "Due each week": ("reviews_due_by_week", weeks),
        "The weeks": ("weeks_ahead", terms),
    }
    figures_as_tables(tables, inputs)


def _children(children: pd.DataFrame, late: list[list], due: list[list], inputs: Inputs) -> None:
    """The list: everyone late, or the children behind the bars and weeks that were clicked."""
    due_on = pd.to_datetime(children["due_on"])
    chosen = pd.Series(False, index=children.index)
    said = []
    for cluster, state, first, last in late:
        days = children["days_overdue"].between(first, last or 10**6) if first else True
        chosen |= ((children["cluster"] == cluster) & (children["state"] == state) & days).fillna(False)
        said.append(cluster)
    for cluster, week in due:
        monday = pd.Timestamp(week)
        in_week = due_on.between(max(monday, pd.Timestamp(inputs.as_of)), monday + pd.Timedelta(days=6))
        chosen |= in_week & ((children["cluster"] == cluster) if cluster else True)
        said.append(f"{cluster or 'all clusters'}, week of {day(week)}")
    shown = children[chosen] if said else children[children["state"] == "overdue"]
    shown = shown.assign(next_step=[_NEXT[state] for state in shown["state"]])
    title = f"{'; '.join(dict.fromkeys(said))}: {len(shown)}" if said else f"Children whose review is late: {len(shown)}"
    narrowed = ("reviews-late", "reviews-due") if said else ()
    listing(title, shown, COLUMNS, inputs=inputs, name="review_list", narrowed=narrowed, empty="No review is late on this day.")


_NEXT = {
    "overdue": "Agree a date",
    "no_date": "Ask for the date agreed",
    "due_soon": "Remind the SENCO",
    "on_track": "Nothing yet",
}
