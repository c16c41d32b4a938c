"""Tables that show text as it is: to read, or to choose one row of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2s

import pandas as pd
import streamlit as st

from pages.words import in_words, layout

ROW_HEIGHT = 35
# What tells the rows of a list apart, whatever else they show.
_TOLD_APART_BY = ("setting", "contact_ref", "child", "referral_ref", "senco_ref", "event_ref", "item", "submission", "row")


def table(frame: pd.DataFrame, columns: Sequence[str], *, alt: str, key: str) -> None:
    """A frame as a table that shows text as it is; twelve rows stand, the rest scrolls."""
    shown = in_words(frame[list(columns)])
    st.dataframe(shown, column_config=layout(columns, shown), **_drawn(shown, alt, key))


def choosable(frame: pd.DataFrame, shown: pd.DataFrame, config: Mapping[str, object], *, alt: str, key: str, most: int = 12) -> int | None:
    """A table of what is `shown` of a frame; the position of the row a person chose, by mouse or keyboard; `most` rows stand.

    Another set of rows is another table, so that a choice never slips to a row that was not chosen.
    """
    names = [name for name in _TOLD_APART_BY if name in frame]
    told = blake2s(repr(frame[names].to_numpy().tolist()).encode(), digest_size=6).hexdigest()
    chosen = st.dataframe(
        shown, column_config=config, on_select="rerun", selection_mode="single-row", **_drawn(shown, alt, f"{key}-{told}", most)
    )
    return next((position for position in chosen.selection.rows if position < len(frame)), None)


def height_of(frame: pd.DataFrame, most: int = 12) -> int:
    """The pixels in which `most` rows stand; the rest scrolls."""
    return (min(len(frame), most) + 1) * ROW_HEIGHT + 3


def _drawn(shown: pd.DataFrame, alt: str, key: str, most: int = 12) -> dict:
    return {"hide_index": True, "height": height_of(shown, most), "alt": alt, "key": key, "row_height": ROW_HEIGHT, "placeholder": "–"}
