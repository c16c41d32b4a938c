"""What One setting gives to take along: the briefing for a visit (PDF), and the rows behind it (XLSX)."""

from functools import partial

import streamlit as st

from analytics.documents import briefing
from analytics.documents.tables import tables_xlsx
from analytics.one_setting import Told
from data.contracts import CONTRACTS
from data.terms import say_day, say_moment
from pages import setting_rating, shared
from pages.parts import XLSX
from pages.words import in_contract_words

_ORIGIN = ["setting", "submission", "row"]


def buttons(told: Told, reasons: list[str]) -> None:
    """Both downloads, made when they are asked for; `reasons` are sentences for the briefing."""
    stem = shared.file_stem("setting", told.alone)
    _button("Briefing (PDF)", ":material/description:", partial(_briefing, told, reasons), f"{stem}.pdf", "application/pdf")
    _button("All rows (Excel)", ":material/table:", partial(_workbook, told), f"{stem}-rows.xlsx", XLSX)


def _button(label: str, icon: str, made: partial, file_name: str, mime: str) -> None:
    st.download_button(label, made, file_name, mime, icon=icon, on_click="ignore", key=f"download-{label}")


def _briefing(told: Told, reasons: list[str]) -> bytes:
    return briefing.as_pdf(told, reasons, say_moment(told.inputs.known_at), setting_rating.briefing_lines(told))


def _workbook(told: Told) -> bytes:
    """A sheet a return that was loaded, with the rows that count on the day and the line each came from."""
    sheets = {}
    for name, contract in CONTRACTS.items():
        if name in told.loaded and contract.has_setting:
            rows = shared.ask(f"rows_of_{name}", told.alone)
            words = in_contract_words(contract, rows.drop(columns=_ORIGIN)).assign(**{"Row of its file": list(rows["row"])})
            sheets[contract.title[:31]] = (f"{told.name}: {contract.title}", words)
    return tables_xlsx(
        sheets, {"On": say_day(told.as_of), "As known": say_moment(told.inputs.known_at), "For": "the Early Years Team only"}
    )
