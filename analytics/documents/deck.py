"""A blank 16:9 slide deck in a council's colours, the words and shapes that slides are made of, and its bytes.

Owns what every slide deck must be: theme colours and fonts, English of Britain, alternative texts, no thumbnail, no macro, nothing
linked from outside, no name of a machine or a person, and the same bytes for the same words. Lengths are in inches, sizes of type
in points. Words may come from files: they are text in a slide and never a field or a link.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime

from lxml import etree
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Emu, Inches, Pt

from analytics.documents.pdf import one_line
from data.council import Council

WIDTH, HEIGHT = 13.333, 7.5
LEFT, RIGHT = 0.6, 12.733
FONT = "Arial"
LANGUAGE = "en-GB"
TEXT, MUTED, TRACK = MSO_THEME_COLOR.TEXT_1, MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.BACKGROUND_2
COLOUR, ACCENT, PALE = MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2, MSO_THEME_COLOR.ACCENT_3
UNKNOWN = MSO_THEME_COLOR.ACCENT_4
TITLE_ONLY = 5  # of the layouts of python-pptx's own deck
_THEME = {"dk1": "0F1B19", "lt1": "FFFFFF", "dk2": "46524F", "lt2": "EDE6DB"}
_OTHERS = {"accent4": "7B817E", "accent5": "D06A2C", "accent6": "8F3513", "folHlink": "46524F"}
_PALENESS = 0.5
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_TO_DROP = ("thumbnail", "extended-properties", "printerSettings", "viewProps")


def blank_deck(council: Council, title: str, *, at: datetime) -> Deck:
    """A deck without slides. `at` is the moment it is made of, as its properties say it."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)
    _leave_one_layout(deck)
    _dress(deck, council)
    told = deck.core_properties
    told.title, told.author, told.last_modified_by = written(title), written(council.name), written(council.name)
    told.comments, told.language = "", LANGUAGE
    told.created = told.modified = at
    for part in (deck.part.package, deck.part):
        for name, relation in list(part._rels.items()):
            if relation.reltype.rpartition("/")[2] in _TO_DROP:
                part._rels.pop(name)
    return deck


def paler(colour: str) -> str:
    """A colour `#RRGGBB` half way to white, for bars that stand back behind others."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _PALENESS):02X}" for part in parts)


def written(text: str) -> str:
    """A text as one line that a slide can hold."""
    return _NOT_IN_XML.sub("\ufffd", one_line(text))


def sealed(deck: Deck, at: datetime) -> bytes:
    """The deck's bytes: the same for the same deck, every entry of the moment `at`."""
    _say_the_language(deck)
    made = io.BytesIO()
    deck.save(made)
    return same_bytes(made.getvalue(), at)


def same_bytes(archive: bytes, at: datetime) -> bytes:
    """A ZIP with every entry dated to the moment `at`, so that the same contents are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as read, zipfile.ZipFile(out, "w") as pack:
        for entry in read.infolist():
            pack.writestr(zipfile.ZipInfo(entry.filename, at.timetuple()[:6]), read.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# Slides and their parts


def new_slide(deck: Deck, title: str, *, size: float, top: float, height: float, width: float = RIGHT - LEFT) -> Slide:
    """A slide with its title, the first thing that is read."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    place(slide.shapes.title, LEFT, top, width, height)
    frame = slide.shapes.title.text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    write(frame.paragraphs[0], title, size, bold=True)
    return slide


def place(shape: BaseShape, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in (left, top, width, height))


def words(
    slide: Slide,
    lines: Sequence[str],
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    size: float,
    colour: MSO_THEME_COLOR = TEXT,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    after: float = 0,
    bullet: bool = False,
    name: str = "Words",
) -> TextFrame:
    """A box of lines."""
    box = slide.shapes.add_textbox(*(Inches(each) for each in (left, top, width, height)))
    box.name = name
    frame = plain_frame(box.text_frame, anchor)
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.space_after = align, Pt(after)
        if bullet:
            _bullet(paragraph, size)
        write(paragraph, line, size, colour=colour, bold=bold)
    return frame


def plain_frame(frame: TextFrame, anchor: MSO_ANCHOR, margin: float = 0) -> TextFrame:
    """The frame without margins, its lines wrapped."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Inches(margin)
    frame.word_wrap, frame.vertical_anchor = True, anchor
    return frame


def write(paragraph: _Paragraph, text: str, size: float, *, colour: MSO_THEME_COLOR = TEXT, bold: bool = False) -> None:
    """The one run of a paragraph; an empty one keeps the height of its type."""
    if text:
        run = paragraph.add_run()
        run.text = written(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.theme_color = colour
    etree.SubElement(paragraph._p, qn("a:endParaRPr"), sz=str(round(size * 100)))


def describe(shape: BaseShape, name: str, text: str) -> None:
    """The name a person finds a shape by, and what a screen reader says instead of it."""
    told = shape._element.xpath(".//p:cNvPr")[0]
    told.set("name", written(name))
    told.set("descr", written(text))


def decorative(shape: BaseShape, name: str) -> None:
    """Say that a shape tells nothing that is not written beside it."""
    told = shape._element.xpath(".//p:cNvPr")[0]
    told.set("name", name)
    told.set("descr", "")
    extension = etree.SubElement(etree.SubElement(told, qn("a:extLst")), qn("a:ext"), uri=_EXTENSION)
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}).set("val", "1")


def number_of_slide(frame: TextFrame, size: float) -> None:
    """The number of the slide as a field, at the end of the first paragraph."""
    field = etree.SubElement(frame.paragraphs[0]._p, qn("a:fld"), id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}", type="slidenum")
    style = etree.SubElement(field, qn("a:rPr"), sz=str(round(size * 100)))
    etree.SubElement(etree.SubElement(style, qn("a:solidFill")), qn("a:schemeClr"), val="tx2")
    etree.SubElement(field, qn("a:t")).text = "‹#›"


def _bullet(paragraph: _Paragraph, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    indent = Emu(Pt(size * 1.1))
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    etree.SubElement(etree.SubElement(properties, qn("a:buClr")), qn("a:schemeClr"), val="accent1")
    etree.SubElement(properties, qn("a:buFont"), typeface=FONT)
    etree.SubElement(properties, qn("a:buChar"), char="•")


# What a deck is made of before its first slide


def _leave_one_layout(deck: Deck) -> None:
    kept = deck.slide_layouts[TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout != kept:
            deck.slide_layouts.remove(layout)
    for holder in (kept, deck.slide_master):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type.name in ("DATE", "FOOTER", "SLIDE_NUMBER"):
                shape._element.getparent().remove(shape._element)


def _dress(deck: Deck, council: Council) -> None:
    """The theme's colours and fonts, the master's title and its band of the council's colour."""
    master = deck.slide_master
    theme = next(relation.target_part for relation in master.part.rels.values() if relation.reltype.endswith("/theme"))
    theme._blob = _theme(theme.blob, council)
    for shape in master.placeholders:
        top, height = (0.85, 1.1) if shape.placeholder_format.type.name == "TITLE" else (2.0, 4.4)
        place(shape, LEFT, top, RIGHT - LEFT, height)
        frame = shape._element.txBody.find(qn("a:bodyPr"))
        for side in ("lIns", "tIns", "rIns", "bIns"):
            frame.set(side, "0")
        frame.set("anchor", "t")
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    style.find(qn("a:defRPr")).set("sz", "3000")
    band = master.shapes._spTree
    band.insert(2, _band())


def _theme(blob: bytes, council: Council) -> bytes:
    root = etree.fromstring(blob)
    colour, accent = council.colour[1:], council.accent[1:]
    colours = _THEME | _OTHERS | {"accent1": colour, "accent2": accent, "accent3": paler(council.colour)[1:], "hlink": colour}
    for name, value in colours.items():
        holder = root.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
        for old in list(holder):
            holder.remove(old)
        etree.SubElement(holder, qn("a:srgbClr"), val=value)
    for kind in ("majorFont", "minorFont"):
        root.find(f".//{qn(f'a:{kind}')}/{qn('a:latin')}").set("typeface", FONT)
    root.set("name", "Council")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _band() -> etree._Element:
    """A band of the council's colour along the top of every slide."""
    return etree.fromstring(
        f'<p:sp xmlns:p="{uri("p")}" xmlns:a="{uri("a")}"><p:nvSpPr><p:cNvPr id="90" name="Band" descr="">'
        f'<a:extLst><a:ext uri="{_EXTENSION}"><adec:decorative xmlns:adec="{_DECORATIVE}" val="1"/></a:ext></a:extLst></p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{Inches(WIDTH)}" cy="{Inches(0.14)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def uri(prefix: str) -> str:
    return qn(f"{prefix}:x")[1:].partition("}")[0]


def _say_the_language(deck: Deck) -> None:
    """Every run, field and default of every part is English of Britain."""
    marked = {qn(f"a:{name}") for name in ("rPr", "defRPr", "endParaRPr")}
    for part in deck.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is None or not part.partname.startswith("/ppt/"):
            continue
        for run in root.iter(qn("a:r"), qn("a:fld")):
            if run.find(qn("a:rPr")) is None:
                run.insert(0, etree.Element(qn("a:rPr")))
        for style in root.iter(*marked):
            style.set("lang", LANGUAGE)
