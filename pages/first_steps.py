"""The first screen of an empty store: what this is, and three ways on."""

import streamlit as st

from data.contracts import CONTRACTS
from data.examples import authority
from data.loading import example_group, load
from pages import shared
from pages.parts import heading

WHAT = (
    "Settings send returns about their SENCO, their SEN reviews and their referrals. This dashboard checks each file, keeps it, and "
    "answers four questions for any day: does every setting have a SENCO, whose review is late, where do children wait, and who comes "
    "to cluster meetings."
)


def show() -> None:
    heading("Area SENCO dashboard", "Nothing is loaded yet. There are three ways to begin.")
    st.markdown(WHAT)
    sample, register, guide = (column.container(border=True, height="stretch") for column in st.columns(3))
    with sample:
        st.subheader("Look around first", anchor=False)
        st.markdown("Load a made-up authority: about 120 settings, six terms of returns. It takes some seconds.")
        pressed = st.button("Load the sample authority", type="primary", icon=":material/play_arrow:")
    with register:
        st.subheader("Begin with your own", anchor=False)
        st.markdown("Upload your register of settings: your own list, or the ones Ofsted and the DfE publish. Then the returns.")
        st.page_link(shared.page("upload-returns"), label="Upload a register", icon=":material/upload_file:")
    with guide:
        st.subheader("Read the guide", anchor=False)
        st.markdown("What each return looks like, what every figure means, and when returns are due.")
        st.page_link(shared.page("guide"), label="Read the guide", icon=":material/menu_book:")
    if pressed:
        _load_sample()


def _load_sample() -> None:
    """Load the sample with a bar that moves, then show This term."""
    bar = st.progress(0.0, text="Making the sample authority")
    if shared.store().latest_change() is None:
        group = example_group(authority(today=shared.today()))
        for done, outcome in enumerate(load(shared.store(), group, by=shared.WHO), start=1):
            what = f"{outcome.term.label}: {CONTRACTS[outcome.return_name].title}"
            bar.progress(min(done / len(group.steps), 1.0), text=what)
    st.rerun()
