"""The forms a chase is sent in (mail merge, e-mail drafts, letters), made when asked for; and the record that they were sent."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from analytics import chasing
from analytics.charts.style import counted, number, plural
from analytics.chasing import Addressee
from analytics.documents.letters import as_pdf
from analytics.documents.tables import table_csv
from analytics.queries import Inputs
from data.chasing import WAYS, record
from data.errors import ToolError
from data.terms import Term
from pages import shared


def forms(chosen: list[Addressee], term: Term, inputs: Inputs) -> None:
    """The three forms, made when asked for, and the record of what was sent."""
    on = shared.today()
    letters = [chasing.letter(each, place, term, on=on) for place, each in enumerate(chosen, start=1)]
    mailed, posted = [each for each in chosen if each.email], [each for each in letters if not each.to]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        forms = {
            "merge.csv": ("Mail merge", len(chosen), partial(table_csv, chasing.merge_list(chosen, term), {})),
            "drafts.zip": ("E-mail drafts", len(mailed), partial(chasing.drafts_zip, mailed, term, on=on)),
            "letters-without-email.pdf": ("Letters without e-mail", len(posted) if mailed else 0, partial(as_pdf, posted)),
            "letters.pdf": ("Letters", len(letters), partial(as_pdf, letters)),
        }
        for name, (label, count, made) in forms.items():
            if count:
                _download(f"{label} ({number(count)})", made, name, inputs)
        with st.popover("I have sent these", icon=":material/send:", type="primary"):
            way = st.radio("How were they sent?", list(WAYS), format_func=lambda each: WAYS[each].capitalize(), key="chase-way")
            sent_on = st.date_input("On", value=on, max_value=on, format="DD/MM/YYYY", key="chase-sent-on") or on
            who = f"{number(len(chosen))} {plural(len(chosen), 'setting')}"
            st.button(f"Record {who}", type="primary", key="chase-record", on_click=_record, args=(chosen, way, sent_on, term))


def _download(label: str, made: Callable[[], bytes], name: str, inputs: Inputs) -> None:
    stem, _, ending = name.rpartition(".")
    mime = {"csv": "text/csv", "zip": "application/zip", "pdf": "application/pdf"}[ending]
    file_name = f"{shared.file_stem(f'chase-{stem}', inputs)}.{ending}"
    st.download_button(label, made, file_name, mime, icon=":material/download:", on_click="ignore", key=f"chase-{stem}")


def _record(chosen: list[Addressee], way: str, sent_on: date, term: Term) -> None:
    told = [one for each in chosen for one in each.chased(way)]
    try:
        record(shared.store(), told, term=term, sent_on=sent_on, by=shared.WHO)
        said = (
            f"Recorded: {counted(len(chosen), 'setting')} written to about {counted(len(told), 'return')}. A return that comes closes it."
        )
    except ToolError as refused:
        said = f"{refused.title}. {refused.message}"
    shared.remember("chase-said", said)
