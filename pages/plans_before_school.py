"""EHC plans of children who are to start school: reviewed by 15 February, or still to do."""

import pandas as pd

from analytics.charts import moves_plans as drawn
from analytics.charts import shares
from analytics.queries import Inputs
from pages import shared
from pages.parts import finding, listing, not_loaded, picture

COLUMNS = ("child", "name", "cluster", "next_step", "prepared_on", "state", "known_from", "starts_school_on")
NEXT = {"late": "Ask the SEN team for a day", "in_time": "Agree a day for the review", "not_known": "Ask the SEN team"}


def show(plans: pd.DataFrame, inputs: Inputs) -> None:
    if not_loaded(inputs, "ehc_timeline"):
        return
    finding(drawn.finding(plans), drawn.due_line(plans, inputs.as_of))
    marks = picture(drawn.by_cluster(plans, dark=shared.dark()), alt=drawn.alt(plans), name="plans-clusters")
    picture(shares.key(drawn.KEY, dark=shared.dark()), alt="What each colour means", name="plans-key", selectable=False)
    chosen = pd.Series(not marks, index=plans.index)
    for cluster, state in marks:
        chosen |= (plans["cluster"] == cluster) & (plans["state"] == state)
    shown = plans[chosen].assign(next_step=[NEXT.get(state, "") for state in plans.loc[chosen, "state"]])
    title = f"Chosen plans: {len(shown)}" if marks else f"EHC plans of children who are to start school: {len(shown)}"
    empty = "No child with an EHC plan is known to start school."
    listing(title, shown, COLUMNS, inputs=inputs, name="plans_before_school", narrowed=("plans-clusters",) if marks else (), empty=empty)
