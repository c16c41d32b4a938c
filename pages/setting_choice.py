"""The one setting that is looked at: chosen by typing, in the URL, with the way to the one before and after it in a list."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown, plain
from pages import shared


def chosen_setting(names: dict[str, str], everything: Sequence[str]) -> str | None:
    """One setting, found by typing in a list (number → words), or None; in the URL (`?setting=number`) and kept from page to page.

    `names` are offered; any of `everything` may be in the URL, and one chosen before stays though the filters leave it out. An
    unknown number is given back as it is.
    """
    in_url = st.query_params.get("setting")
    if in_url is not None and in_url not in everything:
        return in_url
    kept = in_url or shared.remembered("setting")
    if in_url and in_url != shared.remembered("setting"):
        st.session_state["setting-chosen"] = in_url
    elif kept in everything and "setting-chosen" not in st.session_state:
        st.session_state["setting-chosen"] = kept
    if st.session_state.get("setting-chosen") not in everything:
        st.session_state.pop("setting-chosen", None)
    current = st.session_state.get("setting-chosen")
    options = [*names] if current is None or current in names else [current, *names]
    chosen = st.selectbox(
        "Setting",
        options,
        index=None,
        format_func=lambda setting: names.get(setting) or shared.setting_names().get(setting, setting),
        placeholder="Choose a setting: type part of its name",
        key="setting-chosen",
        label_visibility="collapsed",
    )
    shared.remember("setting", chosen)
    if chosen and in_url != chosen:
        st.query_params["setting"] = chosen
    elif not chosen:
        st.query_params.pop("setting", None)
    return chosen


def open_setting(setting: str | None) -> None:
    """Ask for another setting, or for none, for a button that leads there."""
    shared.remember("setting", setting)
    if setting is None:
        st.query_params.pop("setting", None)
    else:
        st.query_params["setting"] = setting
    st.session_state["setting-chosen"] = setting


def remember_list(settings: Sequence[str]) -> None:
    """Keep the order of the list a setting is opened from."""
    shared.remember("settings-in-order", tuple(dict.fromkeys(settings)))


def neighbours(setting: str, names: dict[str, str]) -> tuple[str | None, str | None, int, int]:
    """The settings before and after, the place in the list and its length: the list it was opened from, else the names'."""
    order = shared.remembered("settings-in-order", ())
    order = order if setting in order else tuple(names)
    if setting not in order:
        return None, None, 0, len(order)
    place = order.index(setting)
    return (order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None, place + 1, len(order))


def labels(register: pd.DataFrame) -> dict[str, str]:
    """What each setting of the register is called in the list: its name, and its number where names repeat."""
    names = [plain(name) for name in register["name"]]
    return {
        setting: f"{name} ({setting})" if names.count(name) > 1 else name for setting, name in zip(register["setting"], names, strict=True)
    }


def before_and_after(setting: str, names: dict[str, str]) -> None:
    """The way to the settings before and after it in the list."""
    before, after, place, length = neighbours(setting, names)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.button("Before", icon=":material/arrow_back:", type="tertiary", disabled=before is None, on_click=open_setting, args=(before,))
        st.button("Next", icon=":material/arrow_forward:", type="tertiary", disabled=after is None, on_click=open_setting, args=(after,))
        if place:
            st.caption(f"{place} of {length} in the list", width="content")


def setting_link(setting: str, name: str) -> None:
    """The way to everything known of a setting; a button on that very page, where a link would drop the filters."""
    label, icon = markdown(f"Open {plain(name)}"), ":material/cottage:"
    if shared.remembered("page") == "one-setting":
        if st.button(label, icon=icon, type="tertiary", key=f"open-{setting}", on_click=open_setting, args=(setting,)):
            st.rerun()  # all of the page, not only the list it stands in
    else:
        st.page_link(shared.page("one-setting"), label=label, icon=icon, query_params={"setting": setting})
