"""The briefing for a visit: at most two pages, tagged, pseudonymous, and inert whatever a name holds; and the rows behind it."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import datetime

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from analytics.documents.briefing import as_pdf, to_ask
from analytics.documents.tables import tables_xlsx
from analytics.one_setting import Told, lanes, told_of
from analytics.queries import Inputs, answer
from analytics.sentences.one_setting import panels, setting_answer, time_line_finding
from data.terms import parse_day
from tests.drawn import drawn

DAY = "2025-11-21"
LOADED = ("settings", "senco_posts", "sen_reviews", "referrals", "training_events", "training_attendance", "contacts")
HOSTILE = ['#read("/etc/passwd")', "*b* _x_ $x$ #panic()", "<b>Acorn</b> [x](http://evil.example) {{x}}", "نور 🐻 Ągren " * 40, "=1+1"]


def told(store, *, name: str = "Acorn", loaded=LOADED, day: str = DAY) -> Told:
    drawn(
        store,
        "settings",
        f"setting | name | urn | places | funded | area_senco\na | {name} | EY1 | 30 | yes | A. Mehta\nb | Bay | EY2 | | |",
    )
    posts = "a | s1 | 2020-09-01 | 2025-10-31"
    drawn(store, "senco_posts", f"setting | senco_ref | started_on | ended_on\n{posts}")
    reviews = "\n".join(f"a | c{n:02}abcdef0123 | 2025-01-01 | 2025-11-{n + 10:02}" for n in range(20))
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{reviews}")
    waits = "\n".join(f"a | r{n:02} | 2025-{n % 10 + 1:02}-01" for n in range(20))
    drawn(store, "referrals", f"setting | referral_ref | made_on\n{waits}")
    contacts = "\n".join(f"k{n} | a | A. Mehta | 2025-10-{n + 1:02} | visit | funding | {name} | 2025-11-0{n % 9 + 1}" for n in range(12))
    drawn(store, "contacts", f"contact_ref | setting | officer | on | kind | purpose | action | action_due_on\n{contacts}")
    found = told_of("a", Inputs(parse_day(day), datetime(2039, 12, 31)), lambda question, inputs: answer(store, question, inputs), loaded)
    assert found is not None
    return found


def text(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages).split())


def test_a_briefing_is_two_tagged_pages_at_most_in_english_with_its_title_and_made_in_two_seconds(store):
    found = told(store)
    began = time.process_time()
    made = as_pdf(found, ["Three children and no SENCO"] * 20, "22 November 2025")
    assert time.process_time() - began < 2
    read = pypdf.PdfReader(io.BytesIO(made))
    root = read.trailer["/Root"]
    assert len(read.pages) <= 2
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert read.metadata.title == "Briefing for a visit: Acorn"
    assert "pdfuaid:part" in read.xmp_metadata.stream.get_data().decode()
    said = text(made)
    for words in (
        "For the Early Years Team only",
        "Red: act now",
        "What to ask",
        "no SENCO",
        "Last contact on 12 Oct 2025",
        "12 more on the page",
    ):
        assert words in said
    assert "c00abc" not in said.replace("child c00abc", "")
    assert "abcdef0123" not in said


def test_what_an_officer_set_stands_beside_the_rules_rating(store):
    beside = "Amber, set by J. Okafor until 3 Mar 2027: Well led; the rules say red"
    said = text(as_pdf(told(store), ["Three children and no SENCO"], "now", [beside, "Newly red, green at the end of Summer 2025"]))
    assert said.index("Red: act now") < said.index(beside) < said.index("Newly red, green") < said.index("Three children and no SENCO")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text_and_the_briefing_stays_on_two_pages(store, name):
    made = as_pdf(told(store, name=name.replace("|", "")), [name], "now")
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) <= 2
    if name.isascii():
        assert name.replace(" ", "") in text(made).replace(" ", "")


def test_what_to_ask_follows_from_what_is_known(store):
    asked = to_ask(told(store))
    assert asked[0] == "Who looks after children with SEN until a SENCO is in post, and when will one start?"
    assert "When will the 11 late reviews be held, and are the parents invited?" in asked
    assert "How far is what was agreed last time?" in asked


def test_the_page_says_what_stands_of_a_setting_in_words(store):
    found = told(store)
    assert (
        setting_answer(found).replace("\u00a0", " ")
        == "Acorn has had no SENCO since 31 Oct 2025, and 20 children with SEN attend, 11 reviews late."
    )
    verdicts = {lane.name: (lane.verdict.replace("\u00a0", " "), lane.state) for lane in lanes(found)}
    assert verdicts["SENCO"] == ("vacant 21 days", "attention")
    assert verdicts["Reviews"] == ("11 due, not held", "attention")
    assert verdicts["Referrals"] == ("20 waiting, the longest 46 weeks", "calm")
    assert verdicts["Meetings and training"] == ("not yet invited to a meeting", "calm")
    assert time_line_finding(lanes(found)) == "The SENCO post, reviews and contacts need someone"


def test_a_share_of_fewer_than_five_is_not_compared_and_what_is_not_loaded_says_so(store):
    found = told(store, loaded=("settings", "sen_reviews"))
    by_name = {panel.name: panel for panel in panels(found)}
    assert by_name["Late reviews"].figure.replace("\u00a0", " ") == "11 of 20, 55 %"
    assert by_name["Practice"].figure == "not loaded"
    assert "Moves to school" not in by_name


def test_the_workbook_has_a_sheet_a_return_and_no_formula(store):
    told(store, name="=1+1")
    frame = answer(store, "rows_of_settings", Inputs(parse_day(DAY), datetime(2039, 12, 31)))
    made = tables_xlsx({"Register": ("=2+2", frame), "Again": ("x", frame)}, {"On": DAY})
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["Register", "Again"]
    assert "=1+1" in [cell for row in book.get_sheet_by_name("Again").to_python() for cell in row]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_meetings_missed_are_those_it_was_invited_to_as_in_the_list_of_meetings_missed(store):
    """It came to the last meeting, of another cluster, and missed the two before, of its own."""
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    drawn(
        store,
        "training_events",
        """
        event_ref | kind            | cluster | held_on
        e1        | cluster_meeting | Alder   | 2025-03-01
        e2        | cluster_meeting | Alder   | 2025-06-01
        e3        | cluster_meeting | Birch   | 2025-10-01
        """,
    )
    drawn(store, "training_attendance", "event_ref | setting | attendee_ref\ne3 | a | p1")
    found = told_of("a", Inputs(parse_day(DAY), datetime(2039, 12, 31)), lambda question, inputs: answer(store, question, inputs), LOADED)
    (meetings,) = [lane for lane in lanes(found) if lane.name == "Meetings and training"]
    assert (meetings.verdict.replace("\u00a0", " "), meetings.state) == ("missed the last 2", "attention")
    assert [mark.look for mark in meetings.marks] == ["attention", "attention", "done"]
