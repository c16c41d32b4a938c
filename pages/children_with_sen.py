"""Children with SEN: how many by status and cluster, and at which settings many or few are identified for their size."""

import pandas as pd
import streamlit as st

from analytics.charts import checks as drawn
from analytics.charts import identification
from analytics.charts.style import counted, sentence
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("children_by_status", "identification_rates", "child_list")
CHILDREN = ("child", "name", "cluster", "sen_status", "plan_started_on", "due_on")
SETTINGS = ("name", "cluster", "places", "children", "rate", "interval", "cluster_rate", "next_step")
NEXT = {"high": "Above: ask what helps", "low": "Below: ask what is seen", "within": "Within: nothing to ask"}


def show(inputs: Inputs) -> None:
    statuses, compared = shared.ask("children_by_status", inputs), shared.ask("identification_rates", inputs)
    rates = compared[compared["tail"] != "not_known"]
    left, right = st.columns(2, gap="medium")
    with left:
        finding(drawn.statuses_finding(statuses), "Click a part of a bar to list its children")
        bars = picture(drawn.statuses(statuses, dark=shared.dark()), alt=drawn.statuses_alt(statuses), name="statuses")
    with right:
        silent = len(compared) - len(rates)
        unknown = f"; {counted(silent, 'setting')} not known" if silent else ""
        finding(identification.finding(rates), f"Something to talk about: many or few can be right{unknown}")
        figure = identification.funnel(rates, errors=shared.thresholds(inputs)["interval_width"].value, dark=shared.dark())
        dots = picture(figure, alt=identification.alt(rates), name="identification")
    if bars:
        _children(shared.ask("child_list", inputs), bars, inputs)
    if dots or not bars:
        _settings(rates, dots, inputs)
    tables = {
        "Children by status": ("children_by_status", statuses),
        "Identification by setting": ("identification_rates", compared),
    }
    figures_as_tables(tables, inputs)


def _children(children: pd.DataFrame, bars: list[list], inputs: Inputs) -> None:
    """The children behind the bars that were clicked."""
    chosen = pd.Series(False, index=children.index)
    for cluster, status in bars:
        chosen |= (children["cluster"] == cluster) & (children["sen_status"] == status)
    said = [f"{cluster}, {drawn.STATUSES[status][0] if status in drawn.STATUSES else 'not known'}" for cluster, status in bars]
    title = f"{sentence('; '.join(said))}: {int(chosen.sum())}"
    listing(title, children[chosen], CHILDREN, inputs=inputs, name="child_list", narrowed=("statuses",), empty="No child is known here.")


def _settings(rates: pd.DataFrame, dots: list[list], inputs: Inputs) -> None:
    """The settings outside the range, or those behind the marks that were clicked; by cluster and name, never by rate."""
    chosen = rates["tail"] != "within"
    title = f"Settings outside the range: {int(chosen.sum())}"
    if dots:
        chosen = pd.Series(list(zip(rates["places"], rates["children"], strict=True)), index=rates.index).isin([tuple(dot) for dot in dots])
        title = f"Settings chosen: {int(chosen.sum())}"
    interval = [f"{low:g} to {high:g}" for low, high in zip(rates["low"], rates["high"], strict=True)]
    shown = rates.assign(interval=interval, next_step=[NEXT[tail] for tail in rates["tail"]])[chosen].sort_values(
        ["cluster", "name", "setting"]
    )
    narrowed = ("identification",) if dots else ()
    empty = "No setting stands outside the range."
    listing(title, shown, SETTINGS, inputs=inputs, name="identification_rates", narrowed=narrowed, empty=empty)
