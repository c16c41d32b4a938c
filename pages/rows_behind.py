"""From a row of a list to the rows of the return behind it, and from one of those to where it came from."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts.style import plain
from analytics.queries import Inputs
from data.contract import Contract
from data.contracts import CONTRACTS
from pages import came_from, reason_behind, rows_shown, setting_choice, shared
from pages.tables import choosable
from pages.words import in_words, layout

# The return each list of a page is about, by the list’s name; a list with a column `return` names it in each row.
ABOUT = {
    **dict.fromkeys(
        ("senco_gaps", "senco_coverage", "senco_standard", "senco_hours", "senco_role_reviews", "untrained_sencos"), "senco_posts"
    ),
    **dict.fromkeys(("safeguarding_training", "new_sencos", "handovers"), "senco_posts"),
    **dict.fromkeys(("review_list", "stale_plans", "plan_list", "child_list", "held_review_list", "two_year_check_list"), "sen_reviews"),
    **dict.fromkeys(("children_without_senco", "ehc_plan_reviews", "identification_rates"), "sen_reviews"),
    **dict.fromkeys(("referral_list", "unused_routes"), "referrals"),
    **dict.fromkeys(("missed_list", "missed_meetings", "training_matrix", "expected_settings"), "training_attendance"),
    **{"contact_gaps": "contacts", "practice_by_setting": "send_practice", "transition_list": "transitions"},
    **{"contacts_of_term": "contacts", "practice_answers": "send_practice", "course_reach": "training_attendance"},
    **{"plans_before_school": "sen_reviews"},
    **{"awards_ending": "funding", "funding_list": "funding", "ehc_requests": "ehc_timeline"},
}


def about(name: str, frame: pd.DataFrame) -> str | None:
    """The return a list is about: by its name, or one that begins it; None where there is nothing to choose."""
    if "setting" not in frame or "return" in frame:
        return "settings" if "setting" in frame else None
    return next((return_name for begins, return_name in ABOUT.items() if name.startswith(begins)), None)


@st.fragment
def choosable_list(frame: pd.DataFrame, columns: Sequence[str], return_name: str, inputs: Inputs, *, alt: str, key: str) -> None:
    """A list of which one row can be chosen, and beneath it the rows of the return behind that one."""
    shown = in_words(frame[list(columns)])
    chosen = choosable(frame, shown, layout(columns, shown), alt=alt, key=key)
    if chosen is None:
        st.caption("Choose a row at its left edge: the rows behind it appear here, with the file and the line they came from.")
    else:
        row = frame.iloc[chosen]
        setting_choice.remember_list(frame["setting"])
        setting_choice.setting_link(row["setting"], shared.setting_names().get(row["setting"], row["setting"]))
        _behind(row, CONTRACTS[row["return"] if "return" in row.index else return_name], inputs, key)


def _behind(row: pd.Series, contract: Contract, inputs: Inputs, key: str) -> None:
    setting = row["setting"]
    name = plain(shared.setting_names().get(setting, setting))
    if "rule" in row.index:
        reason_behind.show(row["rule"], setting, name, inputs, key)
        return
    rows = shared.ask(f"rows_of_{contract.name}", inputs, settings=(setting,))
    for column in ("child", *contract.typed_key):
        if column in row.index and column in rows and column != "setting" and not pd.isna(row[column]):
            rows = rows[rows[column] == row[column]]
    with st.container(border=True, key=f"behind-{key}"):
        if rows.empty:
            came_from.no_row(contract, setting, name, inputs)
        else:
            rows_shown.show(rows, contract, name, f"behind-{key}")
