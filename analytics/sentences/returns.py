"""What needs us now, and whose return is in?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts import style
from analytics.trend import Point, told_moved
from data.terms import Term


def this_term_answer(now: pd.Series, late_before: Point | None = None, late_now: Point | None = None) -> str:
    """What needs us now? From the row of `headline_figures` for the day, and late reviews at the end of last term and on the day."""
    alone, late, received, expected = (
        style.whole(now[name]) for name in ("no_senco_children_settings", "overdue", "returns_received", "returns_expected")
    )
    if alone is None and late is None and not received:
        return "Nothing has been told us yet: load the first returns to see what needs you."
    if alone is None:
        first = "We do not know yet which settings have children with SEN and no SENCO."
    elif alone == 0:
        first = "No setting is known to have children with SEN and no SENCO."
    else:
        first = f"{style.opening(alone)} {style.plural(alone, 'setting has', 'settings have')} children with SEN and no SENCO."
    earlier = None if late_before is None else late_before.value
    told = []
    if late is not None and earlier is not None and late != earlier:
        moved = told_moved(late_before, late_now) if late_now else 0
        reporting = f", and {'more' if moved > 0 else 'fewer'} settings told us" if moved and (moved > 0) == (late > earlier) else ""
        told.append(f"{'more' if late > earlier else 'fewer'} reviews are late than last term{reporting}")
    elif late == 0:
        told.append("no review is known to be late")
    elif late is not None:
        told.append(f"{style.counted(late, 'review')} {style.plural(late, 'is', 'are')} late")
    if received is not None and expected:
        told.append(_returns_in(received, expected))
    return f"{first} {style.sentence('; '.join(told))}." if told else first


def returns_answer(returns: pd.DataFrame, term: Term, as_of: date) -> str:
    """Whose return is in? From `returns_by_setting`; counts the returns that are owed."""
    owed = returns[returns["state"] != "not_owed"]
    total, out, late = len(owed), int((~owed["received"]).sum()), int((owed["received"] & ~owed["on_time"]).sum())
    due, past = style.day(term.due_on), as_of > term.due_on
    if total == 0:
        return f"No return is owed for {term.label} here."
    if out == 0:
        everything = "The one return" if total == 1 else "Both returns" if total == 2 else f"All {style.number(total)} returns"
        first = f"{everything} for {term.label} {style.plural(total, 'is', 'are')} in"
    elif out == total:
        first = f"No return for {term.label} is in yet" if not past else f"No return for {term.label} is in"
    else:
        verb = style.plural(total - out, "is", "are")
        first = f"{style.number(total - out)} of {style.number(total)} returns for {term.label} {verb} in"
    if late:
        first += ", after the due date" if late == total - out else f", {style.spelled(late)} of them late"
    if out == 0:
        return f"{first}."
    count = f"{style.opening(out) if out <= 12 else style.number(out)} {style.plural(out, 'is', 'are')}"
    if past:
        return f"{first}. {count} missing; {style.plural(out, 'it was', 'they were')} due {due}."
    return f"{first}. {count} still to come, due {due}."


def _returns_in(received: int, expected: int) -> str:
    if received == expected:
        return "all returns are in"
    if received == 0:
        return "no return is in yet"
    if received / expected >= 0.9:
        return "nearly all returns are in"
    return f"{style.number(received)} of {style.number(expected)} returns are in"
