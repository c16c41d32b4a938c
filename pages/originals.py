"""The way from anywhere to what was sent: one file as it came, and everything that one setting has sent."""

from functools import partial

import streamlit as st

from analytics.charts.style import markdown, plain
from data import log
from data.log import Entry
from pages import shared

ENDINGS = ("csv", "tsv", "txt", "xlsx")


def original_button(entry: Entry, label: str, *, key: str) -> None:
    """A download of the very bytes that were sent, under a name of our own with a part nobody can guess."""
    ending = entry.file_name.rpartition(".")[2].lower()
    stem = shared.file_stem(f"original-{entry.id}-{entry.return_name}", shared.everything())
    st.download_button(
        label,
        partial(log.original_of, shared.store(), entry.id),
        f"{stem}.{ending if ending in ENDINGS else 'bin'}",
        "application/octet-stream",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
        key=key,
    )


def files_link(setting: str, name: str) -> None:
    """The way to all files of a setting on Returns received."""
    st.page_link(
        shared.page("returns-received"),
        label=markdown(f"All files of {plain(name)}"),
        icon=":material/inbox:",
        query_params={"received": "files", "history-of": label_of(setting, name)},
    )


def label_of(setting: str, name: str) -> str:
    """A setting in the list to choose from, and in the URL."""
    return f"{name} ({setting})"
