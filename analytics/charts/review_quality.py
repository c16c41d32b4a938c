"""Who takes part in reviews, drawn: a panel a question, a bar a cluster, from the frame of `review_quality_by_cluster`.

Every bar is all reviews held; the answers that are not known stand in it, hatched.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.cluster_bars import Part, cluster_bars, with_all

MEASURES = {"parents": "Parents", "child_voice": "Child’s voice", "professional": "Professional"}
_PARTS = (Part("yes", "yes", "there"), Part("no", "no", "quiet"), Part("not_known", "not known", "not_known"))


def took_part(frame: pd.DataFrame, measure: str, *, dark: bool = False) -> go.Figure:
    """One panel. customdata of each mark: [cluster, answer]; answer is yes, no or not_known, not_told for a blank row."""
    if frame.empty:
        return style.blank_figure("No reviews to show.", dark=dark)
    return cluster_bars(with_all(_answers(frame, measure)), _PARTS, said=_said, of_whole=True, noun="review", dark=dark)


def finding(frame: pd.DataFrame) -> str:
    """The title of all panels. Plain text."""
    held, yes = _total(frame, "held"), _total(frame, "parents_yes")
    if held is None:
        return "No reviews to show" if frame.empty else "Reviews held this term are not known"
    silent = len(frame.dropna(subset=["held"])) < len(frame)
    if held == 0:
        return "No review is known to have been held this term" if silent else "No review was held this term"
    of_all = "the one review" if held == 1 else f"{style.number(held)} reviews"
    if yes == 0:
        taken = "are not known to have taken" if _total(frame, "parents_not_known") else "did not take"
        return f"Parents {taken} part in {'any of ' if held > 1 else ''}{of_all} held this term"
    if yes == held:
        of_all = {1: of_all, 2: "both reviews"}.get(held, f"all {of_all}")
        return f"Parents took part in {of_all} held this term"
    return f"Parents took part in {style.number(yes)} of {of_all} held this term"


def panel_title(frame: pd.DataFrame, measure: str) -> str:
    """The title of one panel: `Parents: 213 of 258`. Plain text."""
    held, yes = _total(frame, "held"), _total(frame, f"{measure}_yes")
    words = MEASURES[measure]
    return words if held is None or yes is None else f"{words}: {style.number(yes)} of {style.number(held)}"


def alt(frame: pd.DataFrame, measure: str) -> str:
    """The panel's title and each cluster's figures. Plain text."""
    said = [panel_title(frame, measure) + "."]
    for row in _answers(frame, measure).sort_values("cluster").itertuples(index=False) if not frame.empty else ():
        said.append(f"{style.plain(row.cluster)}: {_said(row) if style.whole(row.yes) is not None else 'not known'}.")
    return " ".join(said)


def _answers(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    yes, not_known = frame[f"{measure}_yes"], frame[f"{measure}_not_known"]
    return pd.DataFrame({"cluster": frame["cluster"], "yes": yes, "no": frame["held"] - yes - not_known, "not_known": not_known})


def _said(row: object) -> str:
    yes, no, not_known = (style.whole(value) or 0 for value in (row.yes, row.no, row.not_known))
    held = yes + no + not_known
    if held == 0:
        return "no review held"
    return style.part_and_share(yes, held) + (f"; {not_known} not known" if not_known else "")


def _total(frame: pd.DataFrame, column: str) -> int | None:
    known = frame[column].dropna() if not frame.empty else ()
    return int(known.sum()) if len(known) else None
