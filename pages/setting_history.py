"""What a setting has sent: each file with its original, whether it still counts, and the way to withdraw it."""

import streamlit as st

from analytics.charts.style import counted, markdown, number, plural
from analytics.queries import Inputs
from data import log
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.log import Entry
from data.submission import undo
from data.terms import say_moment
from pages import remembered_words, shared
from pages.originals import label_of, original_button

LATEST = 5
BADGES = {
    log.IN_FORCE: ":green-badge[:material/check_circle: In force]",
    log.REPLACED: ":gray-badge[:material/history: Replaced by a later file]",
    log.WITHDRAWN: ":orange-badge[:material/undo: Withdrawn]",
}


def show(inputs: Inputs) -> None:
    """The history of the setting that is chosen; until one is, the latest files of all."""
    st.subheader("Files received", anchor=False)
    register = shared.ask("register", inputs).sort_values(["name", "setting"])
    names = {row.setting: label_of(row.setting, row.name) for row in register[["setting", "name"]].itertuples(index=False)}
    setting = st.selectbox(
        "Setting", list(names), index=None, format_func=names.get, placeholder="Choose a setting", key="history-of", bind="query-params"
    )
    if said := shared.forget("history-said"):
        st.info(markdown(said))
    entries = log.submissions_of(shared.store(), setting, most=50 if setting else LATEST)
    if not entries:
        st.markdown(":gray[No file speaks for this setting yet.]" if setting else ":gray[No file has been accepted yet.]")
    elif not setting:
        st.caption(f"The latest {counted(len(entries), 'file')} of all settings.")
    remembered_words.show(setting)
    for entry in entries:
        _entry(entry)


def _entry(entry: Entry) -> None:
    what = f"{CONTRACTS[entry.return_name].title}, {entry.term.label}"
    rows = f"{number(entry.loaded)} {plural(entry.loaded, 'row')} loaded"
    rows += f", {number(entry.held)} held" if entry.held else ""
    rows += f", {number(entry.ignored)} left out" if entry.ignored else ""
    accepted = f"Accepted on {say_moment(entry.accepted_at)} by {entry.accepted_by}. {rows}."
    if entry.withdrawn_at:
        accepted += f" Withdrawn on {say_moment(entry.withdrawn_at)} by {entry.withdrawn_by}."
    name = entry.file_name if entry.part is None else f"{entry.file_name} › {entry.part}"
    with st.container(border=True, gap="xsmall", key=f"file-{entry.id}"):
        st.markdown(f"**{markdown(what)}** {BADGES[entry.state]}  \n{markdown(name)}  \n:gray[{markdown(accepted)}]")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            original_button(entry, "Original", key=f"original-{entry.id}")
            if entry.state == log.IN_FORCE:
                with st.popover("Withdraw", icon=":material/undo:", type="tertiary", key=f"ask-{entry.id}"):
                    st.markdown(markdown(_warning(entry)))
                    st.button("Yes, withdraw it", key=f"withdraw-{entry.id}", on_click=_withdraw, args=(entry.id,))


def _warning(entry: Entry) -> str:
    speaks = f"It speaks for {counted(entry.settings, 'setting')}. " if entry.settings else ""
    return f"Withdraw {entry.file_name}? {speaks}Its rows count no longer, and what it replaced counts again. The file is kept."


def _withdraw(submission: int) -> None:
    try:
        said = undo(shared.store(), submission, by=shared.WHO)
    except ToolError as refused:
        said = f"{refused.title}. {refused.message}"
    shared.remember("history-said", said)
