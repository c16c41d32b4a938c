"""Who comes, who has not been seen?"""

from __future__ import annotations

import pandas as pd

from analytics.charts import style
from analytics.charts.training import MISSED_MANY
from data.terms import Term


def training_answer(missed: pd.DataFrame, attendance: pd.DataFrame, *, loaded: bool = True) -> str:
    """Who comes, who has not been seen? From `missed_list` and `cluster_attendance`, whose last term is that of the day."""
    if not loaded:
        return "Training events or attendance have not been loaded, so nobody’s attendance is known."
    terms = sorted({Term.parse(term) for term in attendance["term"]})
    here = _came(attendance, terms[-1]) if terms else None
    before = _came(attendance, terms[-1].before) if terms else None
    if not (missed["invited"].fillna(0) > 0).any():
        return "No cluster meeting has been held here yet."
    count = int((missed["missed_in_a_row"].fillna(0) >= MISSED_MANY).sum()) if len(missed) else 0
    if count:
        first = (
            f"{style.opening(count)} {style.plural(count, 'setting has', 'settings have')} missed three or more cluster meetings in a row."
        )
    else:
        first = "No setting has missed three or more cluster meetings in a row."
    if here is None:
        return f"{first} No cluster meeting has been held yet this term."
    said = "All" if here == 1 else "None" if here == 0 else style.percent(here)
    second = f"{style.sentence(said)} of those invited came this term"
    if before is None:
        return f"{first} {second}."
    if style.percent(here) == style.percent(before):
        return f"{first} {second}, as in the term before."
    return f"{first} {second}, {'up' if here > before else 'down'} from {style.percent(before)}."


def _came(attendance: pd.DataFrame, term: Term) -> float | None:
    """The share of settings invited in a term that came, over all clusters in the frame; None when nobody was invited."""
    rows = attendance[attendance["term"] == term.name]
    invited, came = rows["settings_invited"].fillna(0).sum(), rows["settings_attended"].fillna(0).sum()
    return float(came) / float(invited) if invited else None
