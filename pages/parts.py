"""The pieces every page is made of: page name and answer, explanation, picture, list, downloads, and the calm states.

Each piece writes data only through `markdown` (text) or a table that shows text as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.charts.style import CONFIG, listed, markdown
from analytics.definitions import definition_of
from analytics.documents.tables import table_csv, table_xlsx
from analytics.queries import Inputs
from data.contracts import contract_named
from data.contracts.settings import PROVIDER_TYPES
from data.terms import say_day, say_moment
from pages import rows_behind, shared
from pages.tables import table
from pages.words import heading_of, in_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heading(name: str, answer: str) -> None:
    """The page's name as a small line and its answer as the one h1. `name` and `answer` are plain text."""
    with st.container(gap=None):
        st.markdown(f":blue[**{markdown(name)}**]")
        st.title(markdown(answer), anchor=False)


def explain(row: st.delta_generator.DeltaGenerator, *questions: str) -> None:
    """“What is this?” beside the filters: each question's definition on the day chosen, with the way to all of it."""
    in_force = shared.thresholds(shared.asked())
    with row.popover("What is this?", icon=":material/help:", type="tertiary"):
        for question in questions:
            said = definition_of(question, in_force)
            st.markdown(f"**{markdown(said.title)}**  \n{markdown(said.meaning)}")
            st.caption(markdown(f"{said.unit[0].upper()}{said.unit[1:]}. {said.source}"))
            if said.numerator:
                link = {"indicator": question}
                st.page_link(shared.page("guide"), label="Counted of what, by which dates", icon=":material/menu_book:", query_params=link)


def known_then(inputs: Inputs) -> None:
    """When an earlier moment of knowledge is asked for: say so, with the way back to now."""
    if inputs.known_at != shared.known_now():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(markdown(f"As it was known on {say_moment(inputs.known_at)}."), width="content")
            st.button("Use what is known now", type="tertiary", on_click=shared.know_now)


def finding(title: str, line: str = "") -> None:
    """A chart's title, which states what it shows, and a grey line on how to read it. Plain text."""
    with st.container(gap=None):
        st.subheader(markdown(title), anchor=False)
        if line:
            st.markdown(f":gray[{markdown(line)}]")


def picture(figure: go.Figure, *, alt: str, name: str, selectable: bool = True) -> list[list]:
    """Draw a figure; return the customdata of the marks a person clicked (none: everything)."""
    if not selectable:
        st.plotly_chart(figure, theme=None, config=CONFIG, alt=alt, key=name)
        return []
    chosen = st.plotly_chart(
        figure, theme=None, config=CONFIG, alt=alt, key=shared.renewed(name), on_select="rerun", selection_mode="points"
    )
    return [list(point["customdata"]) for point in chosen.selection.points if point.get("customdata")]


def show_all(*names: str) -> None:
    """The way back from a narrowed list: forget what was clicked in these pictures."""

    def empty() -> None:
        for name in names:
            shared.renew(name)

    st.button("Show all", icon=":material/close:", type="tertiary", on_click=empty)


def listing(
    title: str,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    inputs: Inputs,
    name: str,
    narrowed: Sequence[str] = (),
    empty: str = "",
    behind: str = "",
) -> None:
    """The list behind a picture with its downloads. `narrowed` names the pictures in which something was clicked.

    A person chooses a row and sees the rows behind it, each with its file and line: those of the return named by `behind`
    (`senco_posts`, `sen_reviews`…; unsaid, by `rows_behind.ABOUT` for the list’s name), of the row’s `setting`, narrowed by what else
    of the return’s key the frame has (`child`, `cycle_no`, `referral_ref`…). A frame without `setting` is a plain table.
    """
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(markdown(title), anchor=False, width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            if narrowed:
                show_all(*narrowed)
            downloads(frame, name, title, inputs)
    if frame.empty:
        st.markdown(f":gray[{markdown(empty or 'Nothing here.')}]")
        return
    if about := behind or rows_behind.about(name, frame):
        rows_behind.choosable_list(frame, columns, about, inputs, alt=title, key=f"list-{name}")
    else:
        table(frame, columns, alt=title, key=f"list-{name}")


def downloads(frame: pd.DataFrame, name: str, title: str, inputs: Inputs, *, place: str = "list") -> None:
    """CSV (columns and codes as the command line gives them) and Excel (as on the screen); `place` tells two of one name apart."""
    about = {
        "as_of": f"{inputs.as_of:%Y-%m-%d}",
        "known_at": f"{inputs.known_at:%Y-%m-%dT%H:%M:%SZ}",
        "filters": filters_in_words(inputs),
    }
    said = {"On": say_day(inputs.as_of), "As known": say_moment(inputs.known_at), "For": filters_in_words(inputs)}
    stem = shared.file_stem(name, inputs)
    as_read = in_words(frame).rename(columns=heading_of)
    _download("CSV", partial(table_csv, frame, about), f"{stem}.csv", "text/csv", place)
    _download("Excel", partial(table_xlsx, as_read, said, title), f"{stem}.xlsx", XLSX, place)


def filters_in_words(inputs: Inputs) -> str:
    """The filters in force, for the head of a downloaded sheet."""
    parts = [*inputs.clusters, *(PROVIDER_TYPES[code] for code in inputs.provider_types), *inputs.officers]
    return ", ".join(parts) if parts else "all settings"


def _download(label: str, made: Callable[[], bytes], file_name: str, mime: str, place: str) -> None:
    st.download_button(
        label, made, file_name, mime, icon=":material/download:", type="tertiary", on_click="ignore", key=f"download-{place}-{file_name}"
    )


def figures_as_tables(tables: dict[str, tuple[str, pd.DataFrame]], inputs: Inputs) -> None:
    """The pictures' own figures, each with its downloads: title → (name, frame). Made only when opened."""
    box = st.expander("The figures as tables", icon=":material/table_chart:", key="figures-as-tables", on_change="rerun")
    if not box.open:
        return
    with box:
        for title, (name, frame) in tables.items():
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                st.markdown(f"**{markdown(title)}**", width="content")
                with st.container(horizontal=True, width="content", gap="small"):
                    downloads(frame, name, title, inputs, place="figures")
            table(frame, list(frame.columns), alt=title, key=f"table-{name}")


def nothing_to_show(page_name: str, *returns: str) -> bool:
    """Say so when the register or one of the returns a page needs was never loaded: never a nought."""
    known = shared.loaded(shared.everything())
    if "settings" not in known:
        heading(page_name, "No register of settings is loaded yet.")
        st.markdown("The register says which settings there are. Every figure is counted against it, so it comes first.")
        upload_link("Upload a register")
        return True
    missing = [contract_named(name) for name in returns if name not in known]
    if missing:
        titles = listed([lowered(contract.title) for contract in missing])
        heading(page_name, f"No {titles} are loaded yet.")
        st.markdown("  \n".join(markdown(contract.what) for contract in missing))
        upload_link(f"Upload {titles}")
    return bool(missing)


def not_yet(inputs: Inputs, return_name: str) -> None:
    """A line on a page that has something to show though this return was never loaded."""
    if return_name not in shared.loaded(inputs):
        titles = lowered(contract_named(return_name).title)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"No {titles} are loaded yet, so every setting is shown as not known.", width="content")
            upload_link(f"Upload {titles}")


def not_loaded(inputs: Inputs, *return_names: str) -> bool:
    """Say which of the returns a view needs were never loaded, with the way to load them."""
    missing = [contract_named(name) for name in return_names if name not in shared.loaded(inputs)]
    if missing:
        titles = listed([lowered(contract.title) for contract in missing])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"No {markdown(titles)} are loaded yet, so there is nothing to show here.", width="content")
            upload_link(f"Upload {titles}")
    return bool(missing)


def upload_link(label: str) -> None:
    st.page_link(shared.page("upload-returns"), label=label, icon=":material/upload_file:")


def lowered(title: str) -> str:
    """A return's title inside a sentence: `SEN reviews` stays, `Training events` becomes `training events`."""
    return title if title[:2].isupper() else title[0].lower() + title[1:]
