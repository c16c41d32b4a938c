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
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ALONE = {
    pack.SLIDES: ("Slides", ":material/slideshow:", _PPTX),
    pack.HANDOUT: ("Handout", ":material/description:", "application/pdf"),
    pack.TABLES: ("Tables", ":material/table:", XLSX),
}


def show(as_of: date, cluster: str | None, clusters: Sequence[str]) -> None:
    """The downloads for a cluster (None: all together) on a day that is shown to a room, and those of all `clusters`."""
    offered = {".zip": (f"Pack for {markdown(_whose(cluster))}", ":material/download:", _ZIP)} | _ALONE
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for ending, (label, icon, mime) in offered.items():
            kind = "primary" if ending == ".zip" else "tertiary"
            content, name = partial(made, as_of, cluster, ending), f"{_stem(as_of, cluster)}{ending}"
            st.download_button(label, content, name, mime, icon=icon, type=kind, on_click="ignore", key=f"pack{ending}")
        many = f"Packs for all {counted(len(clusters), 'cluster')}"
        wanted = len(clusters) > 1 and st.button(many, icon=":material/folder_zip:", key="pack-all")
    if wanted:
        _make_all(as_of, clusters)
    _all_made(as_of)


def made(as_of: date, cluster: str | None, ending: str) -> bytes:
    """A cluster’s pack (`.zip`), or the file of it that ends like this."""
    ((_, parts),) = pack.packs(shared.store(), as_of, [cluster], by=shared.WHO, today=shared.today())
    return pack.zipped(parts, as_of) if ending == ".zip" else next(parts[name] for name in parts if name.endswith(ending))


def _whose(cluster: str | None) -> str:
    return plain(cluster) if cluster else "all clusters together"


def _stem(as_of: date, cluster: str | None) -> str:
    inputs = Inputs(as_of, shared.known_now(), clusters=(cluster,) if cluster else ())
    return shared.file_stem(f"cluster-meeting-{pack.in_a_file_name(cluster)}", inputs)


def _make_all(as_of: date, clusters: Sequence[str]) -> None:
    """Every cluster’s pack and that of all together, in one file that waits to be downloaded."""
    wanted, done = [*clusters, None], []
    progress = st.progress(0.0, "Making the packs")
    try:
        for each in pack.packs(shared.store(), as_of, wanted, by=shared.WHO, today=shared.today()):
            done.append(each)
            progress.progress(len(done) / len(wanted), markdown(f"{len(done)} of {len(wanted)}: {_whose(each[0])}"))
        shared.remember("packs", (_state(as_of), pack.zipped(pack.in_folders(done), as_of), len(done)))
    except ToolError as refused:
        st.warning(markdown(refused.message))
    progress.empty()


def _all_made(as_of: date) -> None:
    """The file of all packs while nothing it was made from has changed."""
    state, content, count = shared.remembered("packs") or (None, b"", 0)
    if state == _state(as_of):
        label, name = f"Download all {counted(count, 'pack')}", f"{_stem(as_of, None)}-packs.zip"
        st.download_button(label, content, name, _ZIP, icon=":material/download:", type="primary", on_click="ignore", key="packs")


def _state(as_of: date) -> tuple[object, ...]:
    return as_of, shared.store().version, council(shared.store()), shared.today()
