"""Since last term: which settings have another rating than at the end of last term, and what each was at the end of six terms."""

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import counted, day, markdown
from analytics.queries import Inputs
from analytics.trend import days_of_terms
from pages import reasons_listed, shared
from pages.parts import finding, listing


def show(inputs: Inputs, ratings: pd.DataFrame) -> None:
    days = days_of_terms(inputs.as_of, shared.calendar(inputs.known_at))
    end = days[-2].on
    changed = support.moved(shared.ask("settings_needing_support", inputs, as_of=end), ratings)
    finding(support.changed_line(changed), f"On {day(inputs.as_of)} against {day(end)}, both as known now, with the limits of each day.")
    if not changed.empty:
        st.table(
            {
                "Setting": [f"**{markdown(row.name)}**  \n:gray[{markdown(row.cluster)}]" for row in changed.itertuples(index=False)],
                "Was": [reasons_listed.BADGES[was] for was in changed["was"]],
                "Is": [reasons_listed.BADGES[rating] for rating in changed["rating"]],
            },
            border="horizontal",
            hide_index=True,
        )
    box = st.expander("Ratings at the end of six terms", icon=":material/history:", key="ratings-of-terms", on_change="rerun")
    if not box.open:
        return
    with box:
        history = ratings[["setting", "name", "cluster"]].copy()
        for one in days:
            then = shared.ask("settings_needing_support", inputs, as_of=one.on).set_index("setting")["rating"]
            history[one.term.label] = [support.RATINGS.get(then.get(setting), "not open") for setting in history["setting"]]
        columns = [name for name in history if name != "setting"]
        listing(
            f"Rating on the last day of each term: {counted(len(history), 'setting')}",
            history,
            columns,
            inputs=inputs,
            name="ratings",
            behind="settings",
        )
