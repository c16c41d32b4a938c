"""Two-year checks and the status of children with SEN drawn: a bar a cluster, as long as its count of children.

`two_year_checks` takes the frame of `two_year_checks_by_cluster`, `statuses` that of `children_by_status`.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.cluster_bars import Part, cluster_bars

_CHECKS = (
    Part("checked", "checked", "there"),
    Part("not_checked", "no check known of", "wanting"),
    Part("age_not_known", "age not known", "not_known"),
)
STATUSES = {
    "sen_support": ("SEN support", "there"),
    "ehc_requested": ("EHC requested", "pale"),
    "ehc_plan": ("EHC plan", "partly"),
    "monitoring": ("monitoring", "quiet"),
}


def two_year_checks(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """customdata of each mark: [cluster, state]; state is checked, not_checked or age_not_known, not_told for a blank row."""
    if frame.empty:
        return style.blank_figure("No children to show.", dark=dark)
    return cluster_bars(frame, _CHECKS, said=_checks_said, of_whole=False, noun="child", many="children", dark=dark)


def statuses(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """customdata of each mark: [cluster, sen_status], not_told for a blank row."""
    if frame.empty:
        return style.blank_figure("No children to show.", dark=dark)
    parts = [Part(status, words, fill) for status, (words, fill) in STATUSES.items()]
    return cluster_bars(frame, parts, said=_statuses_said, of_whole=False, noun="child", many="children", dark=dark)


def checks_finding(frame: pd.DataFrame) -> str:
    """The title of `two_year_checks`. Plain text."""
    known = frame.dropna(subset=["children"]) if not frame.empty else frame
    if known.empty:
        return "No children to show" if frame.empty else "Two-year checks are not known"
    children, unchecked, no_age = (int(known[column].sum()) for column in ("children", "not_checked", "age_not_known"))
    in_doubt = no_age or len(known) < len(frame)
    if children == 0:
        return f"No child {'is known to be' if in_doubt else 'is'} old enough for a two-year check"
    if unchecked == 0:
        if children == 1:
            return "The one child old enough has had a two-year check"
        return f"{'Both' if children == 2 else 'All ' + style.number(children)} children old enough have had a two-year check"
    if children == 1:
        return "No two-year check is known of for the one child old enough"
    return f"No two-year check is known of for {style.number(unchecked)} of {style.number(children)} children old enough"


def statuses_finding(frame: pd.DataFrame) -> str:
    """The title of `statuses`. Plain text."""
    known = frame.dropna(subset=["active"]) if not frame.empty else frame
    if known.empty:
        return "No children to show" if frame.empty else "Children with SEN are not known"
    active, plans, watched = (int(known[column].sum()) for column in ("active", "ehc_plan", "monitoring"))
    first = (
        f"{style.opening(active)} {style.plural(active, 'child has', 'children have')} a SEN plan"
        if active
        else "No child is known to have a SEN plan"
    )
    if plans:
        first += (
            f", {style.spelled(plans)} of them an EHC plan"
            if plans < active
            else ", an EHC plan"
            if plans == 1
            else ", all of them EHC plans"
        )
    return f"{first}; {style.spelled(watched)} more {style.plural(watched, 'is', 'are')} on monitoring" if watched else first


def checks_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster's figures. Plain text."""
    return _alt(checks_finding(frame), frame, _checks_said, "children")


def statuses_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster's figures. Plain text."""

    def said(row: object) -> str:
        return ", ".join(f"{style.whole(getattr(row, status))} {words}" for status, (words, _) in STATUSES.items())

    return _alt(statuses_finding(frame), frame, said, "active")


def _alt(finding: str, frame: pd.DataFrame, said: object, column: str) -> str:
    rows = frame.sort_values("cluster").itertuples(index=False) if not frame.empty else ()
    lines = [f"{style.plain(row.cluster)}: {'not known' if style.whole(getattr(row, column)) is None else said(row)}." for row in rows]
    return " ".join([f"{finding}.", *lines])


def _checks_said(row: object) -> str:
    children, unchecked, no_age = (style.whole(value) or 0 for value in (row.children, row.not_checked, row.age_not_known))
    first = f"{style.part_and_share(unchecked, children)} without" if children else "no child old enough"
    return first + (f"; {no_age} of an age not known" if no_age else "")


def _statuses_said(row: object) -> str:
    active, watched = style.whole(row.active) or 0, style.whole(row.monitoring) or 0
    return f"{style.number(active)} with a plan" + (f", {style.number(watched)} on monitoring" if watched else "")
