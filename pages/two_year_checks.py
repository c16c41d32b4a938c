"""Two-year checks: how many children old enough have had one, by cluster, then the children without."""

import pandas as pd

from analytics.charts import checks as drawn
from analytics.charts.style import sentence
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("two_year_checks_by_cluster", "two_year_check_list")
COLUMNS = ("child", "name", "cluster", "age_months", "state", "next_step")
STATES = {"checked": "checked", "not_checked": "no check known of", "age_not_known": "age not known", "not_told": "not known"}
NEXT = {"checked": "Nothing yet", "not_checked": "Ask whether it was held", "age_not_known": "Ask for the birth month"}


def show(inputs: Inputs) -> None:
    checks = shared.ask("two_year_checks_by_cluster", inputs)
    finding(drawn.checks_finding(checks), "Active children old enough on the day. A bar is as long as its count of children.")
    clicked = picture(drawn.two_year_checks(checks, dark=shared.dark()), alt=drawn.checks_alt(checks), name="checks")
    _children(shared.ask("two_year_check_list", inputs), clicked, inputs)
    figures_as_tables({"Two-year checks by cluster": ("two_year_checks_by_cluster", checks)}, inputs)


def _children(children: pd.DataFrame, clicked: list[list], inputs: Inputs) -> None:
    """The list: everyone not known to be checked, or the children behind the bars that were clicked."""
    chosen = children["state"] != "checked"
    title = f"Children without a check, or of an age not known: {int(chosen.sum())}"
    if clicked:
        chosen = pd.Series(False, index=children.index)
        for cluster, state in clicked:
            chosen |= (children["cluster"] == cluster) & (children["state"] == state)
        title = f"{sentence('; '.join(f'{cluster}, {STATES[state]}' for cluster, state in clicked))}: {int(chosen.sum())}"
    shown = children.assign(next_step=[NEXT[state] for state in children["state"]])[chosen]
    narrowed = ("checks",) if clicked else ()
    empty = "No child old enough is without a check, as far as is known."
    listing(title, shown, COLUMNS, inputs=inputs, name="two_year_check_list", narrowed=narrowed, empty=empty)
