"""Moves to school on paper: a list a receiving school that a screen reader reads, for the team, with no child’s reference in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest
from drawn import drawn
from streamlit.testing.v1 import AppTest
from test_transitions import CHILDREN, JUNE, summer

from analytics.charts.style import NBSP
from analytics.documents.school_lists import TEAM_ONLY, about, as_pdf, as_zip, school_lists
from analytics.queries import Inputs, answer
from data.store import Store
from data.terms import end_of
from tests.drawn_frames import frame

ABOUT = about(JUNE, "20 June 2026 at 23:59", "all settings")
NAMES = {"dfe:123456": "Oak School"}
HOSTILE = ['#read("/etc/passwd")', "*bold* $x$ #panic() @ref <label> `raw` // gone", "\\ ] } ) #let a = 1; = Heading", "<b>Oak</b> & {{x}}"]


def children(**columns: object):
    names = {"a": "Acorn", "b": "Bay"}
    table = frame(CHILDREN)
    return table.assign(**({"name": [names[each] for each in table["setting"]], "starts_school_on": date(2026, 9, 3)} | columns))


def pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().replace(NBSP, " ").split())


def test_each_school_has_its_children_by_setting_and_the_school_not_known_comes_last():
    lists = school_lists(children(), JUNE, NAMES)
    assert [(each.school, each.number, len(each.rows)) for each in lists] == [
        ("Oak School (123456)", "123456", 3),
        ("School 200000", "200000", 2),
        ("Receiving school not known", None, 1),
    ]
    assert [tuple(cell.replace(NBSP, " ") for cell in row) for row in lists[0].rows] == [
        ("Acorn", "c1", "3 Sep 2026", "held 20 Jun", "shared 1 Jun", "agreed", "yes", "Nothing more", ""),
        ("Acorn", "c2", "3 Sep 2026", "planned 21 Jun", "shared 1 Jun", "agreed", "no", "Meet on 21 Jun", ""),
        ("Bay", "c6", "3 Sep 2026", "held 1 Jun", "shared 2 Jun", "agreed", "no", "Find out who the SENCO is", ""),
    ]
    assert [cell.replace(NBSP, " ") for cell in lists[2].rows[0][3:8]] == [
        "no day told",
        "not yet",
        "did not agree",
        "not known",
        "Agree a day to meet the school",
    ]
    assert lists[0].said[0].replace(NBSP, " ") == (
        "Three children with SEN start at this school in September 2026. Meeting held for 2 of 3; information shared for 3 of 3. "
        "Meetings and information are due by 15 Jul 2026, in 25 days. One meeting is ahead, the next on 21 Jun 2026."
    )
    assert lists[2].said[0].startswith("One child with SEN starts in September 2026 at a school that no return names; ask the setting.")


def test_the_lists_are_a_tagged_pdf_in_english_with_a_title_and_each_page_says_that_it_is_for_the_team():
    made = pdf(as_pdf(school_lists(children(), JUNE, NAMES), ABOUT, JUNE))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert made.metadata.title == "Moves to school in September 2026: three lists"
    assert "pdfuaid:part" in made.xmp_metadata.stream.get_data().decode()
    pages = [text(page) for page in made.pages]
    assert len(pages) == 3
    assert all(TEAM_ONLY in page and "On 20 June 2026, as known on 20 June 2026 at 23:59. All settings." in page for page in pages)
    assert "Setting Child Starts on Meeting Information Parents SENCO known Next step Notes Acorn c1 3 Sep 2026 held 20 Jun" in pages[0]
    assert ["Oak School (123456) Page 1" in page for page in pages] == [True, False, False]


def test_a_long_list_goes_on_with_its_headings_and_says_on_each_page_whose_it_is():
    long = children(receiving_school_urn="123456").sample(n=80, replace=True, random_state=7).reset_index(drop=True)
    first, *others = pdf(as_pdf(school_lists(long, JUNE, NAMES), ABOUT, JUNE)).pages
    assert "80 children with SEN start" in text(first)
    assert others
    for number, page in enumerate(others, start=2):
        assert "Setting Child Starts on" in text(page)
        assert f"Page {number}" in text(page)
        assert text(page).count("Oak School (123456)") == 1
        assert TEAM_ONLY in text(page)


def test_one_school_alone_is_named_in_the_title():
    (oak, *_) = school_lists(children(), JUNE, NAMES)
    assert pdf(as_pdf([oak], ABOUT, JUNE)).metadata.title == "Moves to school in September 2026: Oak School (123456)"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_on_paper(name):
    lists = school_lists(children(name=name), JUNE, {"dfe:123456": name})
    made = pdf(as_pdf(lists[:1], ABOUT, JUNE))
    assert len(made.pages) == 1
    assert name in made.metadata.title
    assert text(made.pages[0]).replace(" ", "").count(name.replace(" ", "")) == 5  # heading, footer, three children


def test_a_file_for_each_school_is_named_by_its_number_alone():
    content = as_zip(school_lists(children(), JUNE, {"dfe:123456": "../../Oak"}), ABOUT, JUNE)
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.namelist() == ["01-school-123456.pdf", "02-school-200000.pdf", "03-school-not-known.pdf"]
        assert "Bay c4" in text(pdf(pack.read("02-school-200000.pdf")).pages[0])


def test_paper_holds_the_start_of_a_child_s_code_and_never_its_reference():
    store = Store.memory()
    drawn(store, "settings", "setting | name\na | Acorn")
    row = "a | 0123456789ab | 2026-09-03 | 123456 |"
    drawn(
        store,
        "transitions",
        f"setting | child | starts_school_on | receiving_school_urn | meeting_on\n{row}",
        term="2026-summer",
        accepted_at="2026-06-01T09:00:00",
    )
    told = answer(store, "transition_list", Inputs(JUNE, end_of(JUNE)))
    store.close()
    assert "child_ref" not in told
    said = text(pdf(as_pdf(school_lists(told, JUNE, {}), ABOUT, JUNE)).pages[0])
    assert "Acorn 012345 3 Sep 2026" in said
    assert "0123456" not in said


def test_the_view_prints_all_schools_or_the_one_chosen(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("transitions", sample, as_of=summer(), **{"transitions-view": "schools"})
    schools = len(app.dataframe[0].value)
    labels = [button.label for button in app.get("download_button")]
    assert [f"Print {schools} lists (PDF)", "A file for each (ZIP)"] == [label for label in labels if "(" in label]
    choice = app.selectbox(key="receiving-school")
    choice.select(choice.options[1]).run()
    labels = [button.label for button in app.get("download_button")]
    assert [label for label in labels if "(" in label] == ["Print this list (PDF)"]
    assert set(app.dataframe[-1].value["school"]) <= {choice.options[1].rpartition(" (")[0] or choice.options[1], choice.options[1]}
