"""Plans that stand still: complete or not and what they lack, by cluster; then the plans without a date that nothing happened to."""

import pandas as pd
import streamlit as st

from analytics.charts import plans as drawn
from analytics.charts.style import listed, sentence
from analytics.queries import Inputs
from analytics.thresholds import said_value
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("stale_plans", "complete_plans_by_cluster", "plan_list")
STILL = ("child", "name", "cluster", "plan_started_on", "last_held_on", "days_since", "next_step")
LACKING = ("child", "name", "cluster", "plan_started_on", "missing", "next_step")


def show(inputs: Inputs) -> None:
    by_cluster = shared.ask("complete_plans_by_cluster", inputs)
    left, right = st.columns([50, 50], gap="medium")
    with left:
        finding(drawn.finding(by_cluster))
        bars = picture(drawn.complete(by_cluster, dark=shared.dark()), alt=drawn.alt(by_cluster), name="plans-complete")
    with right:
        finding(drawn.lacking_finding(by_cluster))
        cells = picture(drawn.lacking(by_cluster, dark=shared.dark()), alt=drawn.alt(by_cluster), name="plans-lacking")
    if bars or cells:
        _lacking(shared.ask("plan_list", inputs), bars, cells, inputs)
    else:
        _still(shared.ask("stale_plans", inputs), inputs)
    figures_as_tables({"Complete plans by cluster": ("complete_plans_by_cluster", by_cluster)}, inputs)


def _still(plans: pd.DataFrame, inputs: Inputs) -> None:
    held = plans["last_held_on"].notna()
    steps = ["Ask for a review date" if was_held else "Ask whether the plan is in use" for was_held in held]
    days = said_value(shared.thresholds(inputs)["stale_plan_days"])
    title = f"Plans without a date, and nothing for over {days}: {len(plans)}"
    empty = "Every plan has a date, or something happened to it lately."
    listing(title, plans.assign(next_step=steps), STILL, inputs=inputs, name="stale_plans", empty=empty)


def _lacking(plans: pd.DataFrame, bars: list[list], cells: list[list], inputs: Inputs) -> None:
    """The plans behind the bars and cells that were clicked."""
    lacks = plans[list(drawn.PARTS)].astype(bool)
    chosen = pd.Series(False, index=plans.index)
    said = []
    for cluster, part in bars:
        whole = ~lacks.any(axis=1)
        chosen |= (plans["cluster"] == cluster) & {"complete": whole, "incomplete": ~whole}.get(part, False)
        said.append(f"{cluster}, {'complete' if part == 'complete' else 'not complete' if part == 'incomplete' else 'not known'}")
    for cluster, column in cells:
        chosen |= lacks[column] & ((plans["cluster"] == cluster) if cluster else True)
        said.append(f"{cluster or 'all clusters'}, without {drawn.PARTS[column]}")
    missing = [listed([words for column, words in drawn.PARTS.items() if row[column]]) for _, row in lacks.iterrows()]
    steps = ["Ask for what is missing" if words else "Nothing yet" for words in missing]
    shown = plans.assign(missing=[sentence(words) or "–" for words in missing], next_step=steps)[chosen]
    title = f"{sentence('; '.join(said))}: {len(shown)}"
    narrowed = ("plans-complete", "plans-lacking")
    listing(title, shown, LACKING, inputs=inputs, name="plan_list", narrowed=narrowed, empty="No plan is known here.")
