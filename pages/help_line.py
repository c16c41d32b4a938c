"""One setting in a list of those to help: its rating, whose it is and since when, why in words, and what comes next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import markdown, number, plain, plural
from analytics.set_ratings import SetRating, set_said
from pages import reasons_listed, shared

_COLOURS = {"red": "red", "amber": "orange", "green": "green"}


def draw(row: Any, rules: list[support.Rule], override: SetRating | None, as_of: date) -> st.delta_generator.DeltaGenerator:
    """`row` is one of `settings_needing_support` with what `support_list` says of it; the place for since when it is so."""
    who, why = st.columns([36, 64], gap="small")
    with who, st.container(gap=None):
        with st.container(horizontal=True, gap=None, vertical_alignment="center", wrap=False):
            st.markdown(reasons_listed.BADGES[row.rating], width="content")
            opened = {"query_params": {"setting": row.setting}, "icon": ":material/arrow_forward:", "icon_position": "right"}
            st.page_link(shared.page("one-setting"), label=f"**{markdown(row.name)}**", **opened)
        known = None if pd.isna(row.children) else int(row.children)
        children = "children not known" if known is None else f"{number(known) if known else 'no'} {plural(known, 'child', 'children')}"
        whose = ", ".join(filter(None, map(plain, (row.cluster, row.area_senco, children))))
        st.markdown(f":gray[:small[{markdown(whose)}]]")
        since = st.empty()
    with why:
        steps = support.next_step(row.action, row.action_due_on, row.last_contact_on, as_of)
        lines = [set_line(override, row.rating)] if override else []
        lines += [f":small[{_why(rules)}]", f":gray[:small[{markdown(steps)}]]"]
        st.markdown("  \n".join(lines))
    return since


def set_line(override: SetRating, rules: str, *, whole: bool = False) -> str:
    """What an officer set and what the rules say, as Markdown: never a badge, which is the rules’ alone."""
    what, rest = set_said(override, rules, whole=whole)
    shape, _, _ = override.badge.partition(" ")
    return f":small[:material/edit: :{_COLOURS[override.rating]}[{shape}] **{markdown(what)}**{markdown(rest)}]"


def _why(rules: list[support.Rule]) -> str:
    """The first reason in bold, two more after it, and how many others there are."""
    told, more = support.in_short(rules)
    said = []
    for what, rest in told:
        opening = f"**{markdown(what)}**" if not said else markdown(what)
        said.append(f"{opening}{' ' if rest.startswith(' ') else ''}{markdown(rest)}")
    others = f", and {more} more" if more else ""
    return f"{'. '.join(said)}{others}." if said else "No rule applies."
