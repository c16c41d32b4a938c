"""The practice audit drawn from the frame of `practice_items`, one row an item: what is in place, and what nobody told us."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row
from data.contracts.send_practice import ITEMS

_LOOKS = {
    "yes": ("done", "yes"),
    "partly": ("some", "partly"),
    "no": ("attention", "no"),
    "not_applicable": ("aside", "not applicable"),
    "not_known": ("not_known", "not answered"),
}
KEY = tuple(_LOOKS.values())
ANSWERS = {answer: words for answer, (_, words) in _LOOKS.items()}


def weakest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The items, the smallest share of yes first; those nobody answered last."""
    return frame.sort_values(["yes_share", "yes"], na_position="last", kind="stable")


def items(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A bar an item in the order of the frame; at its end yes of those that answered yes, partly or no. customdata: [item, answer]."""
    rows = []
    for row in frame.itertuples(index=False):
        answered = int(row.yes) + int(row.partly) + int(row.no)
        parts = tuple(Part(look, int(getattr(row, answer)), words, (row.item, answer)) for answer, (look, words) in _LOOKS.items())
        rows.append(Row(ITEMS.get(row.item, style.plain(row.item)), shares.said(int(row.yes), answered), parts))
    return shares.bars(rows, empty="No setting to show.", dark=dark)


def finding(frame: pd.DataFrame) -> str:
    """The title: the item with the smallest share of yes. Plain text."""
    answered = frame.dropna(subset=["yes_share"]) if len(frame) else frame
    if answered.empty:
        return "No setting has answered the practice audit"
    first = weakest_first(answered).iloc[0]
    total = int(first["yes"]) + int(first["partly"]) + int(first["no"])
    if first["yes_share"] == 1:
        return "Every item is in place wherever it was answered"
    return f"Least in place: “{ITEMS.get(first['item'], style.plain(first['item']))}”, {shares.said(int(first['yes']), total)}"


def line(frame: pd.DataFrame) -> str:
    """What the shares are of, and how many did not answer. Plain text."""
    if frame.empty:
        return ""
    fewest, most = int(frame["not_known"].min()), int(frame["not_known"].max())
    silent = style.number(most) if fewest == most else f"{style.number(fewest)} to {style.number(most)}"
    settings = style.number(int(frame["settings"].max()))
    return f"Yes, of the settings that answered yes, partly or no. {silent} of {settings} settings have not answered an item."


def alt(frame: pd.DataFrame) -> str:
    """The finding and each item’s share, for a person who does not see the picture. Plain text."""
    said = []
    for row in frame.itertuples(index=False):
        answered = int(row.yes) + int(row.partly) + int(row.no)
        said.append(f"{ITEMS.get(row.item, style.plain(row.item))}: {row.yes} of {answered} yes, {row.not_known} not answered")
    return f"{finding(frame)}. {'; '.join(said)}."


def next_steps(settings: pd.DataFrame) -> list[str]:
    """What to do next for each setting of `practice_by_setting`."""
    steps = []
    for row in settings.itertuples(index=False):
        no = style.whole(row.no)
        steps.append("Ask for the practice audit" if no is None else f"Talk through {style.counted(no, 'item')}" if no else "Nothing now")
    return steps
