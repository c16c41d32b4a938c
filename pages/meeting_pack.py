"""The pack of a cluster meeting to take along: one cluster’s in one press, or every cluster’s with its progress."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from analytics.charts.style import counted, markdown, plain
from analytics.documents import pack
from analytics.queries import Inputs
from data.council import council
from data.errors import ToolError
from pages import shared
from pages.parts import XLSX

_ZIP = "application/zip"
_ALONE = {
    pack.SLIDES: ("Slides", ":material/slideshow:", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    pack.HANDOUT: ("Handout", ":material/description:", "application/pdf"),
    pack.TABLES: ("Tables", ":material/table:", XLSX),
}


def show(as_of: date, cluster: str | None, clusters: Sequence[str]) -> None:
    """The downloads for a cluster (None: all together) on a day that is shown to a room, and those of all `clusters`."""
    whose = plain(cluster) if cluster else "all clusters together"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        made = partial(_one, as_of, cluster, "")
        name = f"{_stem(as_of, cluster)}.zip"
        label = f"Pack for {markdown(whose)}"
        st.download_button(label, made, name, _ZIP, icon=":material/download:", type="primary", on_click="ignore", key="pack")
        for ending, (label, icon, mime) in _ALONE.items():
            name = f"{_stem(as_of, cluster)}{ending}"
            made = partial(_one, as_of, cluster, ending)
            st.download_button(label, made, name, mime, icon=icon, type="tertiary", on_click="ignore", key=f"pack-{label}")
        many = f"Packs for all {counted(len(clusters), 'cluster')}"
        wanted = len(clusters) > 1 and st.button(many, icon=":material/folder_zip:", key="pack-all")
    st.caption(
        "Slides with charts that can be edited, a handout of two pages, and the tables behind them. Hidden counts are in none of them."
    )
    if wanted:
        _make_all(as_of, clusters)
    _all_made(as_of)


def _stem(as_of: date, cluster: str | None) -> str:
    inputs = Inputs(as_of, shared.known_now(), clusters=(cluster,) if cluster else ())
    return shared.file_stem(f"cluster-meeting-{pack.in_a_file_name(cluster)}", inputs)


def _one(as_of: date, cluster: str | None, ending: str) -> bytes:
    """A cluster’s pack, or one file of it."""
    ((_, parts),) = pack.packs(shared.store(), as_of, [cluster], by=shared.WHO, today=shared.today())
    if ending:
        return next(content for name, content in parts.items() if name.endswith(ending))
    return pack.zipped(parts, as_of)


def _make_all(as_of: date, clusters: Sequence[str]) -> None:
    """Every cluster’s pack and that of all together, in one file, which waits to be downloaded."""
    wanted = [*clusters, None]
    progress, made = st.progress(0.0, "Making the packs"), []
    try:
        for cluster, parts in pack.packs(shared.store(), as_of, wanted, by=shared.WHO, today=shared.today()):
            made.append((cluster, parts))
            whose = plain(cluster) if cluster else "all clusters together"
            progress.progress(len(made) / len(wanted), markdown(f"{len(made)} of {len(wanted)}: {whose}"))
    except ToolError as refused:
        progress.empty()
        st.warning(markdown(refused.message))
        return
    progress.empty()
    shared.remember("packs", (_state(as_of), pack.zipped(pack.in_folders(made), as_of), len(made)))


def _all_made(as_of: date) -> None:
    """The file of all packs while nothing it was made from has changed."""
    state, content, count = shared.remembered("packs") or (None, b"", 0)
    if state == _state(as_of):
        name = f"{_stem(as_of, None)}-packs.zip"
        st.download_button(
            f"Download all {counted(count, 'pack')}",
            content,
            name,
            _ZIP,
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key="packs",
        )


def _state(as_of: date) -> tuple[object, ...]:
    return as_of, shared.store().version, council(shared.store()), shared.today()
