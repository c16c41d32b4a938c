"""The pack of a cluster meeting, read as bytes: slides that can be edited, a handout and tables that hold nothing a room must not see."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd
import pytest
from lxml import etree
from pptx import Presentation
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import _Run
from pptx.util import Inches
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from analytics.__main__ import main
from analytics.documents.pack import as_handout, as_pptx, as_workbook, in_a_file_name, in_folders, pack_of, packs, parts_of, zipped
from analytics.documents.workbook import tables_behind
from analytics.meeting.bars import HIDDEN_NOTE, Bar, Group
from analytics.meeting.room import Meeting, meeting
from data import meeting_words
from data.council import Council
from data.errors import ToolError
from data.meeting_words import ATTENDANCE, NEXT, NOTE
from data.store import Store
from tests.meeting_drawn import CHILD, DAY, HIDDEN, HIDDEN_SHARES, SENCO, SHOWN, TODAY, VACANT, biggest, draw

AT = datetime(2025, 12, 1)
COUNCIL = Council("Wellow County Council", "#003366", "#8F3513")
PRESENTERS = "Ask how the autumn went"
HOSTILE = ('=HYPERLINK("http://evil.example","x")', "+1+1", "@SUM(A1)")
FORBIDDEN = (VACANT, "Cobnuts", "Beechnuts", CHILD, SENCO, "Steve Canny")
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def told() -> Iterator[Meeting]:
    """The meeting of Alder: with a presenter's note, a sentence about what comes next, and a setting that agreed to be named."""
    store = draw(Store.memory())
    meeting_words.write(store, DAY, "Alder", NOTE, PRESENTERS, screen="reviews", by="analyst", at=AT)
    meeting_words.write(store, DAY, "Alder", NEXT, "=We visit every group.", by="analyst", at=AT)
    agreed = {"agreed_by": "The manager", "agreed_on": date(2025, 11, 20), "by": "analyst", "at": AT}
    meeting_words.name(store, DAY, "Alder", "a", ATTENDANCE, **agreed)
    yield meeting(store, DAY, "Alder", by="analyst", today=TODAY)
    store.close()


@pytest.fixture(scope="module")
def slides(told: Meeting) -> bytes:
    return as_pptx(told, COUNCIL)


@pytest.fixture(scope="module")
def handout(told: Meeting) -> bytes:
    return as_handout(told, COUNCIL)


@pytest.fixture(scope="module")
def tables(told: Meeting) -> bytes:
    return as_workbook(told, COUNCIL)


# What is in the bytes


def entries(archive: bytes, inside: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file of a ZIP, those of the ZIPs in it too."""
    with zipfile.ZipFile(io.BytesIO(archive)) as pack:
        for name in pack.namelist():
            content = pack.read(name)
            if content[:2] == b"PK":
                yield from entries(content, f"{inside}{name}/")
            else:
                yield inside + name, content


def inflated(pdf: bytes) -> bytes:
    """The raw bytes of a PDF and of every stream in it."""
    found = [pdf]
    for stream in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            found.append(zlib.decompressobj().decompress(stream[1]))
        except zlib.error:
            continue
    return b"\n".join(found)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


def has_number(text: str, number: int) -> bool:
    return re.search(rf"(?<![\d.,]){number}(?![\d.,]*\d)", text) is not None


@dataclass(frozen=True)
class Told:
    """A document as what is in it: its texts, without what a presenter alone reads."""

    name: str
    text: str


@pytest.fixture(scope="module")
def documents(slides: bytes, handout: bytes, tables: bytes) -> list[Told]:
    room = [(name, content) for name, content in entries(slides) if "notesSlide" not in name]
    return [
        Told("slides", "\n".join(content.decode("utf-8", "replace") for _, content in room)),
        Told("handout", text_of(handout) + inflated(handout).decode("latin-1")),
        Told("tables", "\n".join(content.decode("utf-8", "replace") for _, content in entries(tables))),
    ]


def test_no_document_holds_a_hidden_count_and_each_holds_the_shown_ones(documents, handout):
    for each in documents:
        text = text_of(handout) if each.name == "handout" else each.text
        assert [number for number in SHOWN if not has_number(text, number)] == [], each.name
        assert [number for number in HIDDEN if has_number(text, number)] == [], each.name
        assert [share for share in HIDDEN_SHARES if share in text.replace("\u00a0", " ")] == [], each.name


def test_a_hidden_count_in_a_document_would_be_found(told):
    reviews = told.screens[1]
    table = reviews.tables["Reviews by cluster"].replace({"on_track": {"c": 144}})
    bars = (replace(reviews.groups[0].bars[0], part=144, whole=147, drawn=144 / 147, value="98 %", counts="144 of 147", is_hidden=False),)
    naive = replace(reviews, groups=(replace(reviews.groups[0], bars=bars),), tables={"Reviews by cluster": table})
    shown = replace(told, screens=(told.screens[0], naive, *told.screens[2:]))
    for content in parts_of(shown, COUNCIL).values():
        text = text_of(content) if content[:4] == b"%PDF" else "\n".join(part.decode("utf-8", "replace") for _, part in entries(content))
        assert has_number(text, 144)


def test_no_document_holds_a_child_a_senco_a_vacancy_a_setting_that_did_not_agree_or_a_rating(documents, slides):
    notes = "\n".join(content.decode() for name, content in entries(slides) if "notesSlide" in name)
    for each in [*documents, Told("notes", notes)]:
        assert [word for word in FORBIDDEN if word in each.text] == [], each.name
        assert not re.search(r"◆|▲|needing support|\brating\b", each.text, re.I), each.name


def test_what_the_presenter_wrote_is_in_the_notes_of_its_slide_and_nowhere_else(documents, slides):
    assert [each.name for each in documents if PRESENTERS in each.text] == []
    noted = [name for name, content in entries(slides) if PRESENTERS.encode() in content]
    assert len(noted) == 1
    notes = {slide.shapes.title.text: slide.notes_slide.notes_text_frame.text.split("\n") for slide in deck(slides).slides}
    reviews = next(lines for title, lines in notes.items() if "reviews are late" in title)
    assert reviews[0] == PRESENTERS
    assert reviews[1].startswith("Late: active children whose review was due before the day. Of: all active children of the cluster")
    assert [line.split(":")[0] for line in reviews[3:7]] == ["Counted", "Of", "Dates", "Limits"]
    assert reviews[-1] == "5 of 6 returns of SEN reviews are in for Autumn 2025."


def test_a_setting_is_named_where_it_agreed_and_what_comes_next_is_in_all_three(documents):
    for each, words in ((each, words) for each in documents for words in ("Acorns came to both meetings", "We visit every group.")):
        text = re.sub(r"\s+", " ", each.text)
        assert words in text, each.name


# Slides


def deck(content: bytes) -> Presentation:
    return Presentation(io.BytesIO(content))


def test_each_slide_has_its_finding_as_title_and_says_day_knowledge_cluster_and_what_c_means(told, slides):
    first, *others = deck(slides).slides
    assert first.shapes.title.text == "Alder cluster meeting"
    assert [slide.shapes.title.text.replace("\u00a0", " ") for slide in others] == [screen.headline for screen in told.screens]
    for slide in (first, *others):
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert COUNCIL.name in said
        for line in (*told.about[:3], HIDDEN_NOTE):
            assert line in said.replace("\n", " ")


def charts(content: bytes) -> Iterator[tuple[str, list[str], dict[str, list[float | None]], dict[str, list], list[str]]]:
    """Of each chart: its title, and as (names, figures) what is drawn and what its workbook holds."""
    for slide in deck(content).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                root = shape.chart._chartSpace
                figures, names = {}, []
                for series in root.iter(f"{C}ser"):
                    values = series.find(f"{C}val/{C}numRef/{C}numCache")
                    told = {int(point.get("idx")): float(point.find(f"{C}v").text) for point in values.iter(f"{C}pt")}
                    count = int(values.find(f"{C}ptCount").get("val"))
                    figures[series.find(f"{C}tx").findtext(f".//{C}v")] = [told.get(place) for place in range(count)]
                    names = [point.findtext(f"{C}v") for point in series.find(f"{C}cat").iter(f"{C}pt")]
                book = CalamineWorkbook.from_filelike(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                head, *rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
                held = {name: [None if row[place] == "" else row[place] for row in rows] for place, name in enumerate(head) if name}
                yield slide.shapes.title.text, names, figures, held, [row[0] for row in rows]


def test_every_chart_can_be_edited_and_its_workbook_holds_exactly_what_is_drawn(slides):
    found = list(charts(slides))
    assert len(found) == 7
    for _, names, figures, held, held_names in found:
        assert held_names == names
        assert held == figures


def least_share(row: dict, part: object, whole: object, others: list[str]) -> float | None:
    """A share of a safe table, or the least it can be: worked out here from the table alone."""
    if whole in ("c", None, 0):
        return None
    if part == "c":
        known = sum(row[name] for name in others if row[name] != "c")
        return known / whole or None
    return part / whole


def test_what_is_drawn_is_the_safe_tables_cell_for_cell(told, slides):
    tables = told.shown.tables
    coverage, reviews, waits, attendance, *_ = list(charts(slides))
    rows = tables["senco_coverage_by_cluster"].query("group == 'Alder'").to_dict("records")
    wanted = [least_share(row, row["covered"], row["settings"], ["in_post", "shared", "interim"]) for row in rows]
    assert coverage[2]["With a SENCO"] == pytest.approx([wanted[0], wanted[1], wanted[2]])
    rows = tables["reviews_by_cluster"].to_dict("records")
    on_time = ["c" if row["overdue"] == "c" or row["children"] == "c" else row["children"] - row["overdue"] for row in rows]
    wanted = [least_share(row, part, row["children"], ["due_soon", "on_track", "no_date"]) for row, part in zip(rows, on_time, strict=True)]
    assert reviews[2]["No late review"] == pytest.approx(wanted)
    assert reviews[2]["Late"] == pytest.approx([None, 21 / 80, None])
    rows = tables["referral_waits_by_service"].to_dict("records")
    assert waits[2] == {
        "Waiting": [None if row["waiting"] == "c" else row["waiting"] for row in rows],
        "Over 18 weeks": [None if "c" in (row["waiting"], row["waiting_over_18_weeks"]) else row["waiting_over_18_weeks"] for row in rows],
    }
    assert waits[2]["Waiting"] == [None, 238, 0]
    rows = tables["cluster_attendance"].to_dict("records")
    assert attendance[2]["Came"] == pytest.approx([least_share(row, row["settings_attended"], row["settings_invited"], []) for row in rows])


def test_the_names_in_a_chart_say_what_is_hidden_or_only_the_least(slides, told):
    names = {title: names for title, names, *_ in charts(slides)}
    assert next(iter(names.values())) == ["Must have one (none)", "Expected to have one (c)", "Childminders, encouraged (none)"]
    assert ["Portage (c)", "Speech and language therapy (c over 18 weeks)", "Other services"] in names.values()
    (screen,) = (screen for screen in told.screens if screen.code == "reviews")
    (group,) = screen.groups
    least = replace(group.bars[1], is_hidden=True, value="at least 74 %")
    changed = replace(told, screens=(replace(screen, groups=(replace(group, bars=(least,)),)),))
    ((_, names, figures, *_),) = charts(as_pptx(changed, COUNCIL))
    assert names == ["Birch (at least)"]
    assert figures == {"No late review": [59 / 80], "Late": [None]}


def test_each_chart_and_table_has_words_instead_and_what_only_decorates_says_so(slides):
    for slide in deck(slides).slides:
        for shape in slide.shapes:
            told = shape._element.xpath(".//p:cNvPr")[0]
            if shape.has_chart or shape.has_table:
                assert len(told.get("descr")) > 20
            elif shape.name == "Hidden":
                assert b'decorative val="1"' in re.sub(rb"adec:|xmlns:\S+ ", b"", etree.tostring(told))


def test_the_table_beside_a_chart_says_the_words_of_the_screen(slides):
    tables = [shape.table for slide in deck(slides).slides for shape in slide.shapes if shape.has_table]
    assert all(table.first_row for table in tables)
    cells = [[[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows] for table in tables]
    assert cells[1] == [
        ["Cluster", "No late review", "Children with SEN"],
        ["Alder", "c", ""],
        ["Birch", "74 %", "59 of 80"],
        ["Cherry", "c", ""],
    ]
    assert cells[2][2] == ["Speech and language therapy", "238", "c over 18 weeks"]


def test_a_screen_without_a_row_and_a_day_on_which_nothing_is_known_have_their_slides_and_pages(told):
    nothing = replace(told.screens[3], groups=(Group("", "settings", ()),), lines=())
    unknown = replace(told.screens[4], groups=tuple(Group(each.title, each.unit, (Bar("Autumn"),)) for each in told.screens[4].groups))
    shown = replace(told, screens=(*told.screens[:3], nothing, unknown, told.screens[5]))
    slides = list(deck(as_pptx(shown, COUNCIL)).slides)
    assert not [shape for shape in slides[4].shapes if shape.has_chart]
    assert [shape.name for shape in slides[5].shapes].count("Not known") == 3
    assert text_of(as_handout(shown, COUNCIL)).count("not known") >= 3


def test_slides_are_in_british_english_and_in_the_councils_colours(slides):
    parts = dict(entries(slides))
    languages = {lang for name, content in parts.items() if name.endswith(".xml") for lang in re.findall(rb' lang="([^"]*)"', content)}
    assert languages == {b"en-GB"}
    runs = [run for name, content in parts.items() if "/slides/slide" in name for run in etree.fromstring(content).iter(f"{A}r") if True]
    assert runs
    assert all(run.find(f"{A}rPr").get("lang") == "en-GB" for run in runs)
    theme = parts["ppt/theme/theme1.xml"].decode()
    assert '<a:accent1><a:srgbClr val="003366"/></a:accent1><a:accent2><a:srgbClr val="8F3513"/></a:accent2>' in theme
    assert theme.count('<a:latin typeface="Arial"/>') == 2


def test_slides_hold_no_macro_no_thumbnail_no_link_to_outside_and_no_name_of_a_machine(slides):
    parts = dict(entries(slides))
    assert not [name for name in parts if re.search("vbaProject|thumbnail|printerSettings|^docProps/app.xml|customXml", name)]
    assert not [name for name, content in parts.items() if name.endswith(".rels") and b"TargetMode" in content]
    core = parts["docProps/core.xml"].decode()
    assert re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)", core) == [COUNCIL.name, COUNCIL.name]
    assert "python-pptx" not in core
    assert all(b"xlsxwriter" not in content.lower() for content in parts.values())


# The handout


def test_the_handout_is_two_tagged_pages_in_british_english_with_title_headings_and_heads_of_tables(told, handout):
    made = PdfReader(io.BytesIO(handout))
    root = made.trailer["/Root"]
    assert len(made.pages) == 2
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert made.metadata.title == "Alder cluster meeting"
    assert "pdfuaid:part" in made.xmp_metadata.stream.get_data().decode()
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == 7
    assert tags.count("/Table") == 5
    assert tags.count("/TH") == 14
    for page in made.pages:
        said = page.extract_text().replace("\n", " ")
        assert all(line in said for line in (*told.about[:3], HIDDEN_NOTE))


def tags_of(node: object) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from tags_of(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from tags_of(node.get("/K", []))


def test_the_handout_says_each_finding_what_the_words_mean_and_who_told_us(told, handout):
    said = re.sub(r"\s+", " ", text_of(handout))
    for screen in told.screens:
        assert screen.headline in said
        assert screen.told in said
    assert "Birch 74 % 59 of 80" in said
    assert "Speech and language therapy 238 c over 18 weeks" in said
    assert "Reviews on time. Late: active children whose review was due before the day." in said


LONG = ("The practitioners of every room meet once in each half term and plan together what helps the children in it. " * 5).strip()


@pytest.mark.parametrize("sentence", ["We visit every setting without a SENCO by the end of January.", LONG])
def test_the_biggest_meeting_stands_on_two_pages_and_on_a_slide_a_screen_and_says_what_is_left_out(sentence):
    told = biggest(sentence=sentence)
    made = as_handout(told, COUNCIL)
    said = re.sub(r"\s+", " ", text_of(made))
    assert len(PdfReader(io.BytesIO(made)).pages) == 2
    assert "Bishopstoke and Fair Oak 30" in said
    assert "and 31 more, which the team can tell you" in said
    slides = deck(as_pptx(told, COUNCIL)).slides
    assert len(slides) == 7
    for slide in slides:
        tables = [shape for shape in slide.shapes if shape.has_table]
        for table in tables:
            assert table.top + sum(row.height for row in table.table.rows) <= Inches(6.83)
            for row in table.table.rows:
                highest = max(sum(each.font.size for each in runs(cell)) for cell in row.cells)
                assert highest * 1.2 <= row.height
    assert re.search(r"and \d+ more, in the tables of the pack", words(slides[4]))
    assert re.search(r"and \d+ more, in the tables of the pack", words(slides[6]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_workbook(told, COUNCIL))).get_sheet_by_name("Findings").to_python()
    assert [row[1] for row in book].count(sentence) == 60


def runs(cell: _Cell) -> list[_Run]:
    return [run for paragraph in cell.text_frame.paragraphs for run in paragraph.runs]


def words(slide: Slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


# The tables


def test_the_workbook_holds_the_findings_then_each_safe_table_cell_for_cell(told, tables):
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables))
    assert book.sheet_names[0] == "Findings"
    assert book.sheet_names[1:] == list(tables_behind(told))
    first = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in first[:6]] == [
        "Alder cluster meeting",
        "As at: 30 November 2025",
        f"As known on: {told.about[1].removeprefix('As known on ')}",
        "For: Alder",
        "From: Wellow County Council",
        f"{HIDDEN_NOTE}.",
    ]
    assert [row[1] for row in first if row[0] == "SENCO coverage"] == [told.screens[0].headline]
    for title, frame in tables_behind(told).items():
        _, *rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)[7:]
        counts = [column for column in frame.columns if column not in ("group", "expectation", "service", "term", "return", "as_of")]
        wanted = frame[counts].to_dict("records")
        places = [list(frame.columns).index(column) for column in counts]
        assert [[row[place] for place in places] for row in rows] == [
            ["" if blank(value) else value for value in row.values()] for row in wanted
        ], title


def blank(value: object) -> bool:
    return value is None or (not isinstance(value, str) and pd.isna(value))


# Names from files


def test_a_name_that_a_spreadsheet_would_run_is_a_text_everywhere(store):
    told = meeting(draw(store, names=HOSTILE), DAY, HOSTILE[0], by="analyst", today=TODAY)
    parts = parts_of(told, COUNCIL)
    for name, content in parts.items():
        inner = dict(entries(content)) if not name.endswith(".pdf") else {}
        sheets = [part for place, part in inner.items() if "/worksheets/" in place]
        assert not [part for part in sheets if b"<f>" in part or b"hyperlink" in part]
        assert not [place for place, part in inner.items() if place.endswith(".rels") and (b"TargetMode" in part or b"evil" in part)]
    slides, handout, _ = parts.values()
    assert [HOSTILE[1], f"{HOSTILE[0]} (c)", f"{HOSTILE[2]} (c)"] in [held for *_, held in charts(slides)]
    assert re.sub(r"\s", "", HOSTILE[0]) in re.sub(r"\s", "", text_of(handout))
    assert all(re.fullmatch(r"cluster-meeting-2025-11-30-[a-z0-9-]+\.[a-z]+", name) for name in parts)


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("Alder", "alder"),
        (None, "all-clusters"),
        ("St Mary’s & Zoë", "st-marys-zoe"),
        ("../../x", "x"),
        ("中文", "cluster"),
        ("a" * 90, "a" * 40),
    ],
)
def test_a_cluster_is_in_a_file_name_by_small_letters_figures_and_hyphens(cluster, name):
    assert in_a_file_name(cluster) == name


# One, or all


def test_the_same_meeting_gives_the_same_bytes(told):
    assert pack_of(told, COUNCIL) == pack_of(told, COUNCIL)


def frozen_days(store: Store) -> set[date]:
    with store.cursor() as cursor:
        return {day for (day,) in cursor.execute("SELECT DISTINCT as_of FROM releases").fetchall()}


def test_all_packs_come_one_after_the_other_and_freeze_no_day_but_those_of_the_meeting(store):
    draw(store)
    coming = packs(store, DAY, ["Alder", "Cherry", None], by="analyst", today=TODAY)
    cluster, parts = next(coming)
    assert cluster == "Alder"
    assert [name.rpartition("alder")[2] for name in parts] == [".pptx", "-handout.pdf", "-tables.xlsx"]
    assert frozen_days(store) == {DAY}
    made = [(cluster, parts), *coming]
    folders = {name.partition("/")[0] for name in in_folders(made)}
    assert folders == {"01-alder", "02-cherry", "03-all-clusters"}
    assert len(list(zipfile.ZipFile(io.BytesIO(zipped(in_folders(made), DAY))).namelist())) == 9
    assert frozen_days(store) == {DAY}


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2025, 11, 29)])
def test_a_day_that_no_room_is_shown_now_is_refused_before_anything_is_frozen(store, day):
    with pytest.raises(ToolError, match=r"is not a day that a cluster meeting is shown now\. Choose one of these: 30 November 2025"):
        next(packs(draw(store), day, ["Alder"], by="analyst", today=TODAY))
    assert frozen_days(store) == set()


def test_the_command_line_writes_a_folder_a_cluster_or_one_clusters_files_and_refuses_in_a_sentence(store_path, tmp_path, capsys):
    draw(Store.open(store_path)).close()
    asked = ["pack", "--as-of", "2025-11-30", "--store", str(store_path), "--into"]
    assert main([*asked, str(tmp_path / "one"), "--cluster", "Birch"]) == 0
    assert sorted(each.name for each in (tmp_path / "one").iterdir()) == [
        f"cluster-meeting-2025-11-30-birch{ending}" for ending in ("-handout.pdf", "-tables.xlsx", ".pptx")
    ]
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main([*asked, str(tmp_path / "all")]) == 0
    assert sorted(each.name for each in (tmp_path / "all").iterdir()) == ["01-alder", "02-birch", "03-cherry", "04-all-clusters"]
    capsys.readouterr()
    for wrong, said in (
        ([*asked, str(tmp_path), "--cluster", "Elm"], "“Elm” is not a cluster of that day. The clusters are: Alder, Birch, Cherry.\n"),
        (asked[:-1], "The following arguments are required: --into. Ask for help with --help.\n"),
        ([*asked, str(store_path / "x")], "could not be written: Not a directory.\n"),
    ):
        assert main(wrong) == 2
        assert capsys.readouterr().err.endswith(said)
