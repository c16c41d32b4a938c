"""Where a row of a return came from: its file as it was sent, the line in it, who accepted it, and what was typed here."""

import pandas as pd
import streamlit as st

from analytics.charts.style import day, listed, markdown, plain
from analytics.queries import Inputs
from data import log
from data.contract import Contract
from data.contracts import CONTRACTS
from data.log import Entry
from data.origin import Typed, typed_here
from data.terms import Term, say_moment
from pages import shared
from pages.originals import files_link, original_button


def origin(row: pd.Series) -> None:
    """Where one row came from; the row has its setting, its submission and its number."""
    entry = log.submission_numbered(shared.store(), int(row["submission"]))
    in_a_sheet = entry.part is not None or entry.file_name.casefold().endswith(".xlsx")
    _file(entry, f", {'row' if in_a_sheet else 'line'} {row['row']}")
    for typed in typed_here(shared.store(), entry.id, int(row["row"])):
        st.markdown(f":material/edit: {markdown(_said(typed))}")
    _links(entry, row["setting"])


def record(said: pd.Series) -> None:
    """All that one row says, by label; the blank columns by name at the end."""
    words = {label: None if pd.isna(cell) else cell if isinstance(cell, str) else _written(cell) for label, cell in said.items()}
    st.markdown("\u2003".join(f":gray[{markdown(label)}] **{markdown(plain(text))}**" for label, text in words.items() if text))
    if blank := [label for label, text in words.items() if not text]:
        st.caption(markdown(f"Left blank: {listed(blank)}."))


def no_row(contract: Contract, setting: str, name: str, inputs: Inputs) -> None:
    """The setting’s latest file without such a row, such as one that says there is nothing to report; or that there is none."""
    for entry in log.submissions_of(shared.store(), setting):
        counts = entry.state == log.IN_FORCE and entry.term <= Term.of(inputs.as_of) and entry.accepted_at <= inputs.known_at
        if entry.return_name == contract.name and counts:
            st.markdown(f"**{markdown(f'{name}: its latest file of {contract.title} has no row that counts here.')}**")
            file(entry, setting)
            return
    st.markdown(f"**{markdown(f'{name}: no {contract.title} are in force.')}**")


def file(entry: Entry, setting: str) -> None:
    """One file that speaks for a setting, with the way to it."""
    _file(entry, "")
    _links(entry, setting)


def _written(cell: object) -> str:
    return day(cell) if hasattr(cell, "isoformat") else f"{cell}"


def _file(entry: Entry, place: str) -> None:
    sheet = f", sheet “{plain(entry.part)}”" if entry.part else ""
    accepted = f"Accepted on {say_moment(entry.accepted_at)} by {entry.accepted_by}."
    accepted += f" Withdrawn since, on {say_moment(entry.withdrawn_at)}." if entry.withdrawn_at else ""
    what = f"{CONTRACTS[entry.return_name].title}, {entry.term.label}"
    came = f"Came in {plain(entry.file_name)}{sheet}{place}"
    st.markdown(f":material/draft: **{markdown(came)}**  \n{markdown(what)}. :gray[{markdown(accepted)}]")


def _said(typed: Typed) -> str:
    """What was typed here for one cell, in a sentence."""
    by = f" by {typed.by} on {say_moment(typed.at)}" if typed.by and typed.at else ""
    if typed.is_hidden:
        return f"{typed.label} was typed here{by}; it is kept as a code only."
    value = f"“{typed.value}”" if typed.value else "left blank"
    was = f"; the file said “{typed.was}”" if typed.was else "; the file had nothing there" if typed.by else ""
    return f"{typed.label}: {value} was typed here{by}{was}."


def _links(entry: Entry, setting: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        original_button(entry, "The file as sent", key=f"behind-original-{entry.id}")
        files_link(setting, shared.setting_names().get(setting, setting))
