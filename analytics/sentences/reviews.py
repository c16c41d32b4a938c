"""Whose review is late, and what is coming?"""

from __future__ import annotations

import pandas as pd

from analytics.charts import style

_LONG_LATE = 42  # days: more than six weeks


def reviews_answer(children: pd.DataFrame, *, loaded: bool = True, due_soon_days: int = 14) -> str:
    """Whose review is late, and what is coming? From `review_list` or `reviews`, one row an active child.

    `due_soon_days` is how far ahead a review is due soon, as in force for these rows.
    """
    if not loaded:
        return "No SEN review return has been loaded, so no review dates are known."
    total = len(children)
    if total == 0:
        return "No child with a SEN plan is known here on this day."
    overdue = int((children["state"] == "overdue").sum())
    undated = int((children["state"] == "no_date").sum())
    soon = int((children["state"] == "due_soon").sum())
    if undated == total:
        return f"No review date is set for {_of_children(total)}, so we cannot say whether any is late."
    if overdue == 0:
        none_late = "is known to be past" if undated else "is past"
        first = f"{'Neither' if total == 2 else 'None'} of the {style.spelled(total)} children {none_late} the review date."
        if total == 1:
            first = "The one child is not past the review date."
        coming = f"{style.opening(soon)} {style.plural(soon, 'falls', 'fall')} due in the next {_span(due_soon_days)}." if soon else ""
        no_date = f"{style.opening(undated)} {style.plural(undated, 'has', 'have')} no date set." if undated else ""
        return " ".join(part for part in (first, coming, no_date) if part)
    if total == 1:
        by = ", by more than six weeks" if _long_late(children) else ""
        return f"The one child is past the review date{by}."
    if overdue == total:
        everyone = "Both" if total == 2 else f"All {style.spelled(total)}"
        return f"{everyone} children are past their review date{_by_six_weeks(overdue, _long_late(children))}."
    share = style.percent(overdue / total)
    first = f"{style.opening(overdue)} of {style.spelled(total)} children {style.plural(overdue, 'is', 'are')}"
    first += f" past {style.plural(overdue, 'the', 'their')} review date ({share}){_by_six_weeks(overdue, _long_late(children))}."
    coming = f"Another {style.spelled(soon)} {style.plural(soon, 'falls', 'fall')} due in the next {_span(due_soon_days)}."
    return f"{first} {coming}" if soon else f"{first} No others are known to fall due in the next {_span(due_soon_days)}."


def _span(days: int) -> str:
    """`two weeks`, `ten days`, `day`: after “in the next”."""
    if days == 1:
        return "day"
    weeks = days // 7
    return f"{style.spelled(days)} days" if days % 7 else "week" if weeks == 1 else f"{style.spelled(weeks)} weeks"


def _long_late(children: pd.DataFrame) -> int:
    return int((children.loc[children["state"] == "overdue", "days_overdue"] > _LONG_LATE).sum())


def _by_six_weeks(overdue: int, long: int) -> str:
    if long == 0:
        return ""
    who = (
        ""
        if overdue == 1
        else "both of them "
        if long == overdue == 2
        else "all of them "
        if long == overdue
        else f"{style.spelled(long)} of them "
    )
    return f", {who}by more than six weeks"


def _of_children(total: int) -> str:
    return "the one child" if total == 1 else "either of two children" if total == 2 else f"any of {style.spelled(total)} children"
