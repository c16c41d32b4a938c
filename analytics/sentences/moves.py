"""Who starts school in September, and is the way prepared?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts import style
from analytics.charts.moves import school_year


def transitions_answer(children: pd.DataFrame, plans: pd.DataFrame, as_of: date, *, loaded: bool = True) -> str:
    """From `transition_list` and `plans_before_school`, one row a child who starts in the coming school year; `loaded` is of the first."""
    if len(children) == 0:
        year = school_year(as_of)
        first = f"No child with SEN is known yet to start school from September {year}."
        if not loaded:
            first = "No moves to school have been loaded, so it is not known who starts school."
        return f"{first} {_plans(plans, year=year)}".strip()
    return f"{_moves(children, as_of)} {_plans(plans)}".strip()


def _moves(children: pd.DataFrame, as_of: date) -> str:
    total = len(children)
    first = f"{style.opening(total)} {style.plural(total, 'child', 'children')} with SEN {style.plural(total, 'starts', 'start')}"
    first += f" school from September {school_year(as_of)}."
    done, late = int((children["state"] == "done").sum()), int((children["state"] == "late").sum())
    still = total - done
    if still == 0:
        return f"{first} The way is prepared for {'this child' if total == 1 else 'both' if total == 2 else 'all of them'}."
    whom = style.spelled(still)
    if still == total:
        whom = "this child" if total == 1 else "both" if total == 2 else "all of them"
    return f"{first} For {whom} the meeting or the information is still to come, {'though 15 July has passed' if late else 'by 15 July'}."


def _plans(plans: pd.DataFrame, *, year: int | None = None) -> str:
    """What is still to do about EHC plans, nothing where that is nothing. With a year, whose they are: no return names them yet."""
    still = plans[plans["state"].isin(["in_time", "late"])] if len(plans) else plans
    count = len(still)
    if count == 0:
        return ""
    late = bool((still["state"] == "late").any())
    verb = style.plural(count, "was", "were") if late else style.plural(count, "is", "are")
    whose = f" of {style.plural(count, 'a child', 'children')} who may start then" if year else ""
    return f"{style.opening(count)} EHC {style.plural(count, 'plan')}{whose} {verb} to be reviewed by 15 February."
