"""“Send it back”: the sender's own file with the cells marked, and the letter and the e-mail that go with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from analytics.charts.style import counted, listed, markdown, number, plural, sentence
from analytics.documents.letters import Letter, as_email, as_pdf
from analytics.documents.sent_back import SENDER_OF_FILE, Back, letters_back, reply_by, whose_file
from data.addressees import addressees
from data.drafts import Checked
from data.marked import can_be_marked, marked_workbook
from data.terms import local_day
from pages import shared, upload_checks
from pages.parts import XLSX
from pages.waiting import Waiting

MOST_NAMES = 6
UNMARKED = "This file cannot be marked, because it could not be read or is too large. The letter lists what to put right."


def show(one: Waiting) -> None:
    """The choices and the downloads, made only when opened; nothing for a file in which nothing is to be said."""
    if one.outcome == "duplicate" or not any(check.issues for check in one.checks):
        return
    box = st.expander("Send it back", icon=":material/reply:", key=f"send-back-{one.upload.id}", on_change="rerun")
    if box.open:
        with box:
            _opened(one)


def _opened(one: Waiting) -> None:
    checks = upload_checks.as_sent(one.upload)
    can_mark = can_be_marked(checks)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        term = next((check.term for check in checks if check.contract and check.contract.replaces == "setting"), None)
        answer_by = st.date_input(
            "Ask for an answer by", value=reply_by(term, shared.today()), format="DD/MM/YYYY", key=f"answer-by-{one.upload.id}", width=180
        )
        attach = can_mark and st.toggle("With the marked workbook", value=True, key=f"attach-{one.upload.id}")
    settings = sorted({setting for check in checks for setting in check.settings})
    backs = letters_back(
        checks,
        addressees(shared.store(), settings, shared.today()),
        received_on=local_day(one.upload.received_at),
        written_on=shared.today(),
        answer_by=answer_by or shared.today(),
        with_workbook=attach,
    )
    if not backs:
        st.markdown("Nothing in this file is for its sender to put right.")
        return
    st.markdown(markdown(_to_whom([back.letter for back in backs])))
    _downloads(checks, backs, can_mark, attach)
    st.caption(markdown(_about_the_workbook(checks, backs) if can_mark else UNMARKED))
    _preview(backs[0].letter, len(backs))


def _to_whom(letters: Sequence[Letter]) -> str:
    names = [SENDER_OF_FILE.lower() if one.addressee == SENDER_OF_FILE else one.addressee for one in letters]
    if len(letters) == 1:
        return f"One letter to {names[0]}" + (
            f", {letters[0].to}." if letters[0].to else ". No e-mail address is known, so the draft has none."
        )
    without = sum(not letter.to for letter in letters)
    missing = f" {sentence(counted(without, 'draft'))} {plural(without, 'has', 'have')} no e-mail address yet." if without else ""
    named = [*names[:MOST_NAMES], *([f"{number(len(names) - MOST_NAMES)} more"] if len(names) > MOST_NAMES else [])]
    return f"{sentence(counted(len(letters), 'letter'))}, each about its own rows only: to {listed(named)}.{missing}"


def _downloads(checks: Sequence[Checked], backs: Sequence[Back], can_mark: bool, attach: bool) -> None:
    """Made when a person asks for them, and kept nowhere."""
    many, stem = len(backs) > 1, shared.file_stem(backs[0].letter.about, shared.everything())
    with st.container(horizontal=True):
        if can_mark:
            _download("Marked workbook", partial(marked_workbook, checks), f"{stem}.xlsx", XLSX)
        _download(
            "Letters (PDF)" if many else "Letter (PDF)", partial(as_pdf, [back.letter for back in backs]), f"{stem}.pdf", "application/pdf"
        )
        made = partial(drafts, checks, backs, attach)
        if many:
            _download("E-mail drafts (zip)", partial(zipped, made), f"{stem}.zip", "application/zip")
        else:
            _download("E-mail draft", lambda: made()[0][1], f"{stem}.eml", "message/rfc822")


def _download(label: str, made: Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(label, made, file_name, mime, icon=":material/download:", on_click="ignore", key=f"back-{file_name}")


def drafts(checks: Sequence[Checked], backs: Sequence[Back], attach: bool) -> list[tuple[str, bytes]]:
    """(file name, draft) for each letter; what goes to a setting holds only its rows when the file may be about others too."""
    drafts = []
    for place, back in enumerate(backs, 1):
        only = None if whose_file([check for check in checks if check.reading]) else back.setting
        attached = [(f"{back.letter.about}.xlsx", marked_workbook(checks, only=only))] if attach else []
        drafts.append((f"{place:03}-{back.letter.about}.eml", as_email(back.letter, attached)))
    return drafts


def zipped(made: Callable[[], list[tuple[str, bytes]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made():
            archive.writestr(name, content)
    return out.getvalue()


def _about_the_workbook(checks: Sequence[Checked], backs: Sequence[Back]) -> str:
    said = "The marked workbook is the file as it was sent, without what was typed here. It can be put right and uploaded as it is."
    if any(check.contract and check.contract.has_child for check in checks):
        said += " It holds rows about children: send it by secure e-mail only."
    return said + (" The one for download holds the rows of every setting." if backs[0].setting and not whose_file(checks) else "")


def _preview(letter: Letter, many: int) -> None:
    with st.container(border=True, gap="xsmall", height=560 if len(letter.rows) > 8 else "content"):
        st.caption("The letter" if many == 1 else f"The first of {many} letters, to {markdown(letter.addressee)}")
        st.markdown(f"**{markdown(letter.subject)}**")
        for said in letter.paragraphs:
            st.markdown(markdown(said))
        if letter.rows:
            lines = [letter.headings, *letter.rows]
            st.markdown(
                "\n".join(f"| {' | '.join(map(markdown, line))} |" + ("\n|---|---|---|" if not at else "") for at, line in enumerate(lines))
            )
        for said in letter.closing:
            st.markdown(markdown(said))
