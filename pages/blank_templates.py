"""The blank template and the guide of each return, to download."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analytics.charts.style import markdown
from data.contract import Contract
from data.contracts import CONTRACTS
from data.templates import guide_markdown, template_csv, template_xlsx
from pages.parts import XLSX


def show() -> None:
    st.subheader("Blank templates and guides", anchor=False)
    _listed([contract for contract in CONTRACTS.values() if not contract.is_optional])
    st.markdown("**Optional returns**  \n:gray[Nobody owes these. Load them where you have them.]")
    _listed([contract for contract in CONTRACTS.values() if contract.is_optional])


def _listed(contracts: Sequence[Contract]) -> None:
    for contract in contracts:
        name = contract.name.replace("_", "-")
        words, files = st.columns([72, 28], vertical_alignment="center")
        words.markdown(f"**{markdown(contract.title)}**  \n:gray[{markdown(contract.what)}]")
        with files.container(horizontal=True, horizontal_alignment="right", gap="xsmall"):
            for label, made, file_name, mime in (
                ("Excel", template_xlsx, f"{name}-template.xlsx", XLSX),
                ("CSV", template_csv, f"{name}-template.csv", "text/csv"),
                ("Guide", guide_markdown, f"{name}-guide.md", "text/markdown"),
            ):
                st.download_button(
                    label, partial(made, contract), file_name, mime,
                    type="tertiary", icon=":material/download:", on_click="ignore", key=file_name,
                )  # fmt: skip
