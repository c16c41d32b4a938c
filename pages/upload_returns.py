"""Upload returns: drop files, put right what must be, accept; and the blank templates with their guides."""

import streamlit as st

from analytics.charts.style import markdown
from data import uploads
from pages import blank_templates, outcomes, shared
from pages.parts import heading
from pages.waiting import Waiting, answer
from pages.waiting_file import card, opened

MOST_CARDS = 12
ORDER = ("blocked", "unreadable", "ready", "duplicate")


def show() -> None:
    files = [Waiting(upload, shared.checked(upload)) for upload in uploads.waiting(shared.store())]
    files.sort(key=lambda one: (not one.is_register, ORDER.index(one.outcome)))
    heading("Upload returns", answer(files, "settings" in shared.loaded(shared.everything())))
    outcomes.show()
    if files:
        _waiting(files)
    _drop()
    blank_templates.show()


def _waiting(files: list[Waiting]) -> None:
    """A card a file, the ones to put right first, and beneath them the file that is open."""
    chosen = next((one for one in files if one.upload.id == shared.remembered("open-file")), files[0])
    with st.grid(3, gap="small"):
        for one in files[:MOST_CARDS]:
            if card(one, one is chosen):
                shared.remember("open-file", one.upload.id)
                st.rerun()
    if len(files) > MOST_CARDS:
        by_id = {one.upload.id: one for one in files}
        shown = f"{len(files)} files wait; open another"
        other = st.selectbox(
            "Another file", list(by_id), index=None, format_func=lambda each: by_id[each].upload.file_name, placeholder=shown
        )
        chosen = by_id.get(other, chosen)
    ready = [one for one in files if one.outcome == "ready"]
    if len(ready) > 1 and st.button(f"Accept all {len(ready)} that are ready", icon=":material/done_all:"):
        outcomes.accept_all([(one.upload, one.checks[0].contract.name) for one in ready])
        st.rerun()
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
            uploads.receive(shared.store(), file.name, file.getvalue(), by=shared.WHO, term=None if term == terms[0] else term)
        shared.renew("files")
        st.rerun()
