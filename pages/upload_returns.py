"""Upload returns: drop files, put right what must be, accept; and the blank templates with their guides."""

import streamlit as st

from analytics.charts.style import markdown
from data import uploads
from pages import blank_templates, many_files, outcomes, shared
from pages.parts import heading
from pages.waiting import Waiting, answer
from pages.waiting_file import card, opened

MOST_CARDS = 12
ORDER = ("blocked", "unreadable", "ready", "duplicate")


def show() -> None:
    files = many_files.checked()
    files.sort(key=lambda one: (not one.is_register, ORDER.index(one.outcome)))
    heading("Upload returns", answer(files, "settings" in shared.loaded(shared.everything())))
    outcomes.show()
    if files:
        _waiting(files)
    _drop()
    blank_templates.show()


def _waiting(files: list[Waiting]) -> None:
    """A card a file (a table when there are many), the ones to put right first, and beneath them the file that is open."""
    clashing = many_files.clashes(files, shared.setting_names())
    chosen = next((one for one in files if one.upload.id == shared.remembered("open-file")), files[0])
    if len(files) > MOST_CARDS:
        chosen = many_files.table(files, clashing) or chosen
        shared.remember("open-file", chosen.upload.id)
    else:
        with st.grid(3, gap="small"):
            for one in files:
                if card(one, one is chosen):
                    shared.remember("open-file", one.upload.id)
                    st.rerun()
    if said := many_files.how_many(files, clashing):
        st.caption(said)
    ready = [one for one in files if one.outcome == "ready" and one.upload.id not in clashing]
    if len(ready) > 1 and st.button(f"Accept all {len(ready)} that are ready", icon=":material/done_all:", type="primary"):
        outcomes.accept_all([(one.upload, one.checks[0].contract.name) for one in ready])
        st.rerun()
    if chosen.upload.id in clashing:
        st.warning(markdown(clashing[chosen.upload.id]), icon=":material/content_copy:")
    opened(chosen)


def _drop() -> None:
    """The place to drop files; their bytes are kept before anything looks at them."""
    terms = shared.recent_terms()
    left, right = st.columns([70, 30], vertical_alignment="bottom")
    with right:
        term = st.selectbox("These returns are for", terms, format_func=lambda one: one.label, key="upload-term", persist_state="session")
        folder = st.toggle("Choose a whole folder", key="upload-folder")
    with left:
        files = st.file_uploader(
            "Add files: CSV, Excel or zip, one or many", accept_multiple_files="directory" if folder else True, key=shared.renewed("files")
        )
    if files:
        bar = st.progress(0.0)
        for place, file in enumerate(files):
            bar.progress(place / len(files), text=markdown(file.name))
            received = uploads.receive(shared.store(), file.name, file.getvalue(), by=shared.WHO, term=None if term == terms[0] else term)
        if len(files) == len(received) == 1:
            shared.remember("open-file", received[0])
        shared.renew("files")
        st.rerun()
