"""EHC plans of children under five: the day good practice asks for a review and the day the law does, two lines that never mix."""

import pandas as pd
import streamlit as st

from analytics.charts import ehc_lines as drawn
from analytics.charts.style import sentence
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("ehc_plan_reviews",)
COLUMNS = ("child", "name", "last_held_on", "six_months_on", "twelve_months_on", "next_step")
NAMES = {"advisory": "Good practice", "statutory": "The law"}
NEXT = {
    "over_12_months": "Hold the review now",
    "over_6_months": "Agree a date with the SENCO",
    "within_6_months": "Nothing yet",
    "age_not_known": "Ask for the birth month",
}


def show(inputs: Inputs) -> None:
    plans = shared.ask("ehc_plan_reviews", inputs)
    clicked = []
    for column, line in zip(st.columns(2, gap="medium"), drawn.LINES, strict=True):
        with column:
            finding(drawn.finding(plans, line, as_of=inputs.as_of), f"{NAMES[line]}, by the month of the next review")
            figure = drawn.due_by_month(plans, line, as_of=inputs.as_of, dark=shared.dark())
            clicked += picture(figure, alt=drawn.alt(plans, line, as_of=inputs.as_of), name=f"ehc-{line}")
    _plans(plans, clicked, inputs)
    figures_as_tables({"EHC plans of children under five": ("ehc_plan_reviews", plans)}, inputs)


def _plans(plans: pd.DataFrame, clicked: list[list], inputs: Inputs) -> None:
    """The list: every plan, the one longest without a review first, or those behind the bars that were clicked."""
    chosen = pd.Series(not clicked, index=plans.index)
    said = []
    for line, month in clicked:
        chosen |= pd.Series(
            [drawn.month_of(on, inputs.as_of) == month for on in plans[drawn.LINES[line][0]]], index=plans.index, dtype=bool
        )
        said.append(f"{NAMES[line].lower()}, {'past it' if month == drawn.PAST else f'{pd.Timestamp(month):%b %Y}'}")
    due_soon = pd.Timedelta(days=shared.thresholds(inputs)["due_soon_days"].value)
    soon = pd.to_datetime(plans["six_months_on"]) <= pd.Timestamp(inputs.as_of) + due_soon
    steps = [
        "Remind the SENCO" if state == "within_6_months" and is_soon else NEXT[state]
        for state, is_soon in zip(plans["state"], soon, strict=True)
    ]
    shown = plans.assign(next_step=steps)[chosen]
    title = f"{sentence('; '.join(said)) if said else 'Plans, the longest without a review first'}: {len(shown)}"
    narrowed = [f"ehc-{line}" for line in drawn.LINES] if clicked else []
    empty = "No child under five with an EHC plan is known here."
    listing(title, shown, COLUMNS, inputs=inputs, name="ehc_plan_reviews", narrowed=narrowed, empty=empty)
