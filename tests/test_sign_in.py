"""The sign-in sheet: a tagged PDF that names each setting expected and says nothing else of it."""

from __future__ import annotations

import io
import re
from datetime import date

import pypdf
import pytest

from analytics.charts.style import NBSP
from analytics.documents.sign_in import BLANK_LINES, HEADINGS, KEPT, OTHERS, Meeting, as_pdf

ON = date(2026, 11, 20)
MEETING = Meeting("EV2026-084", "Birch cluster meeting", date(2026, 11, 24), "Birch", "Moving on to school")
SETTINGS = [("EY100002", "childminder B02"), ("dfe:100003", "Cherry School"), ("EY100001", "Acorn Lane")]
HOSTILE = ['#read("/etc/passwd")', "*bold* $x$ #panic() @ref <label> `raw` // gone", "\\ ] } ) #let a = 1; = Heading", "<b>Oak</b> & {{x}}"]


def pdf(meeting: Meeting = MEETING, settings: list[tuple[str, str]] = SETTINGS) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(meeting, settings, ON)))


def text(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().replace(NBSP, " ").split())


def test_it_is_a_tagged_pdf_in_english_with_a_title():
    made = pdf()
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert made.metadata.title == "Sign-in sheet: Birch cluster meeting, 24 November 2026"
    assert "pdfuaid:part" in made.xmp_metadata.stream.get_data().decode()


def test_it_has_the_meeting_room_for_a_place_and_a_line_a_setting_by_name():
    (page,) = pdf().pages
    said = text(page)
    assert said.startswith("Birch cluster meeting Tuesday 24 November 2026. Birch cluster. Topic: Moving on to school Place From to")
    lines = "1 Acorn Lane EY100001 2 Cherry School dfe:100003 3 childminder B02 EY100002"
    assert f"{KEPT} {' '.join(HEADINGS)} {lines} {OTHERS}" in said
    assert said.endswith("Meeting EV2026-084 Page 1 of 1")


def test_it_says_nothing_of_a_setting_but_its_name_and_number():
    said = text(pdf().pages[0])
    for number, name in SETTINGS:
        said = said.replace(name, "").replace(number, "")
    for word in ("SENCO", "missed", "rating", "child", "vacan", "booked", "apolog", "last", "came to"):
        assert word not in said
    nobody = text(pdf(settings=[]).pages[0])
    assert re.sub(r"Signature[ 1-3]*", "Signature", said).replace(" ", "") == nobody.replace(" ", "")


def test_without_a_cluster_it_is_for_all_and_without_a_topic_it_names_none():
    said = text(pdf(Meeting("E1", "The forum", date(2027, 1, 14)), []).pages[0])
    assert said.startswith("The forum Thursday 14 January 2027. All clusters. Place")


def test_a_long_sheet_goes_on_with_its_headings_and_says_on_each_page_which_meeting_it_is():
    pages = pdf(settings=[(f"EY{number}", f"Setting {number}") for number in range(100_000, 100_115)]).pages
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Meeting EV2026-084 Page {number} of {len(pages)}" in text(page)
        assert " ".join(HEADINGS) in text(page)
    whole = " ".join(map(text, pages))
    assert all(f"{place} Setting {number} EY{number}" in whole for place, number in enumerate(range(100_000, 100_115), start=1))


@pytest.mark.parametrize("name", [*HOSTILE, "نور 🐻 Ągren", "x" * 300, "line\none\x07"])
def test_a_name_a_title_a_topic_and_a_reference_are_text_on_paper(name):
    made = pdf(Meeting(name, name, date(2026, 11, 24), name, name), [("EY100001", name)])
    assert len(made.pages) == 1
    shown = "نور [bear face] Ągren" if "نور" in name else name.replace("\n", " ").replace("\x07", " ").strip()
    assert shown in made.metadata.title
    if name in HOSTILE:
        assert text(made.pages[0]).replace(" ", "").count(name.replace(" ", "")) == 5  # heading, cluster, topic, its line, footer


def test_there_is_room_for_others():
    assert BLANK_LINES >= 6
