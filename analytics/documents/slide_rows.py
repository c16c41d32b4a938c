"""Rows of a slide: a table of words with a bar chart beside it, each bar level with its row; and terms as columns above their words.

The charts are PowerPoint's own and hold their figures in a workbook of their own, texts as texts. A frame of dots stands where a
count is hidden; what it could say is said by the table.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import xlsxwriter
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.point import Point
from pptx.chart.series import BarSeries
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_PATTERN, MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.util import Inches, Pt

from analytics.charts.style import shortened, text_width
from analytics.documents import deck
from analytics.documents.deck import ACCENT, COLOUR, MUTED, PALE, TEXT, TRACK, UNKNOWN
from analytics.documents.screens import Headings, Series, category_of
from analytics.documents.tables import INERT
from analytics.meeting.bars import NOT_KNOWN, Bar

HEADER = 0.4
NARROWEST = 0.2  # of a row, in inches
_ARIAL = 1.1  # how much wider than Source Sans it runs
_PIXELS = 96
_HEAD = 11
_FOR_A_LEGEND = 2.8
_WIDEST_TERM = 2.2
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_GAP = 60  # per cent of a bar between two
_PAD = 0.12
_LINE = "E4DED1"


@dataclass(frozen=True)
class Area:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def lengths(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def rows(
    slide: Slide,
    area: Area,
    bars: Sequence[Bar],
    series: Sequence[Series],
    heads: Headings,
    *,
    columns: Sequence[float],
    most: float,
    pale: bool,
    alt: str,
    at: datetime,
    size: float,
) -> None:
    """A table of bars (what, in bold, beside it) and a chart whose bars are level with its rows, drawn against the `most`.

    `columns` are the widths of the table; `pale`: those that are not ours stand back.
    """
    step = (area.height - HEADER) / len(bars)
    table = _table(slide, area, columns, len(bars) + 1, alt=f"The figures of the chart in words. {alt}")
    for number, text in enumerate((heads.row, heads.value, heads.counts)):
        _fill(table.cell(0, number), text, _HEAD, colour=MUTED, line=True, anchor=MSO_ANCHOR.BOTTOM)
    table.rows[0].height = Inches(HEADER)
    for number, bar in enumerate(bars, start=1):
        table.rows[number].height = Inches(step)
        label = _fitting(bar.label, columns[0], size, bold=bar.is_ours)
        _fill(table.cell(number, 0), label, size, bold=bar.is_ours)
        _fill(table.cell(number, 1), bar.value, size, bold=True, colour=_ink(bar))
        _fill(table.cell(number, 2), bar.counts, size, colour=MUTED)
    left = area.left + sum(columns) + 0.1
    place = Area(left, area.top, area.left + area.width - left, area.height)
    _stand_ins(slide, bars, lambda number: _row_place(place, number, step), least=series[0].is_share)
    drawn = _chart(slide, place, XL_CHART_TYPE.BAR_STACKED if series[0].is_share else XL_CHART_TYPE.BAR_CLUSTERED, bars, series, at)
    deck.describe(drawn, f"Chart: {heads.value}", alt)
    _level(drawn.chart, top=HEADER / area.height)
    if place.width >= _FOR_A_LEGEND:
        _legend(drawn.chart, (HEADER - 0.26) / area.height)
    drawn.chart.category_axis.reverse_order = True
    drawn.chart.value_axis.maximum_scale = most
    _paint(drawn.chart, bars, series, pale or not series[0].is_share)


def columns_of(bars: Sequence[Bar], heads: Headings, size: float, width: float) -> list[float]:
    """The widths of a table of bars in an area of this width."""
    told = (heads.row, "label", 0.42), (heads.value, "value", 0.26), (heads.counts, "counts", 0.26)
    return [_width(head, [getattr(bar, cell) for bar in bars], size, most * width) for head, cell, most in told]


def terms(
    slide: Slide,
    area: Area,
    titles: Sequence[str],
    groups: Sequence[Sequence[Bar]],
    series: Sequence[Sequence[Series]],
    *,
    alts: Sequence[str],
    at: datetime,
) -> None:
    """Figures as rows and terms as columns: each cell says its term’s figure, under a column of a chart that runs over all terms."""
    first = 2.7
    each, step = min(_WIDEST_TERM, (area.width - first) / len(groups[0])), (area.height - HEADER) / len(groups)
    table = _table(slide, area, [first, *[each] * len(groups[0])], len(groups) + 1, alt=" ".join(alts))
    table.rows[0].height = Inches(HEADER)
    for column, text in enumerate(["Figure", *(bar.label for bar in groups[0])]):
        align = PP_ALIGN.CENTER if column else PP_ALIGN.LEFT
        _fill(table.cell(0, column), text, _HEAD, colour=MUTED, line=True, align=align, anchor=MSO_ANCHOR.BOTTOM)
    for row, (title, bars, told, alt) in enumerate(zip(titles, groups, series, alts, strict=True), start=1):
        table.rows[row].height = Inches(step)
        _fill(table.cell(row, 0), title, 14, bold=True)
        for column, bar in enumerate(bars, start=1):
            cell = table.cell(row, column)
            _fill(cell, bar.value, 13, bold=True, align=PP_ALIGN.CENTER, anchor=MSO_ANCHOR.BOTTOM, colour=_ink(bar))
            more = cell.text_frame.add_paragraph()
            more.alignment = PP_ALIGN.CENTER
            deck.write(more, bar.counts, 12, colour=MUTED)
        words = 0.5
        place = Area(area.left + first, area.top + HEADER + (row - 1) * step + 0.1, each * len(bars), step - words - 0.1)
        _stand_ins(slide, bars, lambda number, place=place: _column_place(place, number, each), least=True)
        drawn = _chart(slide, place, XL_CHART_TYPE.COLUMN_STACKED, bars, told, at)
        deck.describe(drawn, f"Chart: {title}", alt)
        _level(drawn.chart, top=0)
        drawn.chart.value_axis.maximum_scale = 1
        _paint(drawn.chart, bars, told, pale=False)


def size_of(count: int, height: float) -> float:
    """The size of type for so many rows in a height."""
    return max(9, min(20, (height - HEADER) / count * 72 * 0.5))


# Tables


def _ink(bar: Bar) -> MSO_THEME_COLOR:
    """Paler where all that is said is that it is hidden or not known."""
    return MUTED if bar.whole is None else TEXT


def _table(slide: Slide, area: Area, columns: Sequence[float], count: int, *, alt: str) -> Table:
    frame = slide.shapes.add_table(count, len(columns), *replace(area, width=sum(columns)).lengths)
    deck.describe(frame, "Table", alt)
    table = frame.table
    style = frame._element.find(f".//{qn('a:tableStyleId')}")
    style.text = _NO_STYLE
    table.first_row, table.first_col, table.horz_banding = True, True, False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = Inches(width)
    return table


def _fill(
    cell: _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    colour: MSO_THEME_COLOR = TEXT,
    line: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    anchor: MSO_ANCHOR = MSO_ANCHOR.MIDDLE,
) -> None:
    deck.plain_frame(cell.text_frame, anchor)
    cell.margin_left = cell.margin_top = 0
    cell.margin_bottom = Inches(0.04 if line else 0)
    cell.margin_right = Inches(0.06)
    cell.vertical_anchor = anchor
    cell.text_frame.paragraphs[0].alignment = align
    deck.write(cell.text_frame.paragraphs[0], text, size, bold=bold, colour=colour)
    properties = cell._tc.get_or_add_tcPr()
    edge = etree.SubElement(properties, qn("a:lnB"), w=str(Pt(1.25 if line else 0.5)))
    fill = etree.SubElement(edge, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr"), val="accent1") if line else etree.SubElement(fill, qn("a:srgbClr"), val=_LINE)


def inches_of(text: str, size: float) -> float:
    """About how wide a bold text in Arial runs."""
    return text_width(text, size * 4 / 3, bold=True) * _ARIAL / _PIXELS


def _width(head: str, cells: Sequence[str], size: float, most: float) -> float:
    """The width that the widest cell and the longest word of the heading need, and no more than `most`."""
    widest = max([*(inches_of(cell, size) for cell in cells), *(inches_of(word, _HEAD) for word in head.split())])
    return min(most, widest + _PAD + 0.1)


def _fitting(text: str, width: float, size: float, *, bold: bool) -> str:
    """The text, cut with an ellipsis where a column of this width would break it."""
    return shortened(text, (width - _PAD) * _PIXELS / _ARIAL, size * 4 / 3, bold=bold)


# Charts


class _Figures(CategoryChartData):
    """A chart's figures, whose workbook is written with texts as texts and dated to a moment."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at

    @property
    def xlsx_blob(self) -> bytes:
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, INERT) as book:
            book.set_properties({"created": self._at})
            sheet = book.add_worksheet("Sheet1")
            sheet.set_column(0, 0, 40)
            for row, category in enumerate(self.categories, start=1):
                sheet.write_string(row, 0, category.label)
            for column, series in enumerate(self, start=1):
                sheet.write_string(0, column, series.name)
                shape = book.add_format({"num_format": series.number_format})
                for row, value in enumerate(series.values, start=1):
                    if value is not None:
                        sheet.write_number(row, column, value, shape)
        return out.getvalue()


def _chart(slide: Slide, area: Area, kind: XL_CHART_TYPE, bars: Sequence[Bar], series: Sequence[Series], at: datetime) -> GraphicFrame:
    figures = _Figures(at)
    figures.categories = [deck.written(category_of(bar)) for bar in bars]
    for each in series:
        figures.add_series(deck.written(each.name), each.values, "0%" if each.is_share else "0")
    drawn = slide.shapes.add_chart(kind, *area.lengths, figures)
    chart = drawn.chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size, chart.font.name = Pt(11), deck.FONT
    chart.font.color.theme_color = MUTED
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = _GAP, 100, False
    for axis in (chart.category_axis, chart.value_axis):
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.has_major_gridlines = False
        axis.format.line.fill.background()
    chart.value_axis.minimum_scale = 0
    return drawn


def _level(chart: Chart, *, top: float) -> None:
    """The plot takes the whole of its frame below `top` (0 to 1), so that bars are level with what stands beside it."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    told = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "x": 0, "y": round(top, 5), "w": 1, "h": round(1 - top, 5)}
    area.insert(0, _placed(told))
    space = chart._chartSpace
    look = etree.fromstring(f'<c:spPr xmlns:c="{deck.uri("c")}" xmlns:a="{deck.uri("a")}"><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>')
    space.insert(list(space).index(space.chart) + 1, look)
    corners = etree.Element(qn("c:roundedCorners"), val="0")
    date = space.find(qn("c:date1904"))
    space.insert(0 if date is None else list(space).index(date) + 1, corners)


def _legend(chart: Chart, top: float) -> None:
    """What the colours are, above the bars and level with the heads of the table: `top` of the frame’s height."""
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    legend = chart.legend._element
    for old in legend.findall(qn("c:layout")):
        legend.remove(old)
    legend.find(qn("c:legendPos")).addnext(_placed({"xMode": "edge", "yMode": "edge", "x": 0, "y": round(top, 5)}))


def _placed(told: Mapping[str, object]) -> etree._Element:
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in told.items():
        etree.SubElement(manual, qn(f"c:{name}"), val=str(value))
    return layout


def _paint(chart: Chart, bars: Sequence[Bar], series: Sequence[Series], pale: bool) -> None:
    """Our own cluster in the council’s colour and the others paler; those over 18 weeks in the accent; the rest as the track."""
    first, *others = chart.plots[0].series
    _solid(first, PALE if pale else COLOUR)
    for number, bar in enumerate(bars):
        if bar.is_ours:
            _solid(first.points[number], COLOUR)
    for each in others:
        _solid(each, TRACK if series[0].is_share else ACCENT)


def _solid(mark: BarSeries | Point, colour: MSO_THEME_COLOR) -> None:
    mark.format.fill.solid()
    mark.format.fill.fore_color.theme_color = colour


# Where no bar can say it


def _stand_ins(slide: Slide, bars: Sequence[Bar], place_of: Callable[[int], Area], *, least: bool) -> None:
    """A frame of dots where something is hidden, hatching where it is not known. `least`: a bar that is the least it can be has one too."""
    for number, bar in enumerate(bars):
        is_hidden = bar.is_hidden and (least or bar.drawn is None)
        if is_hidden or bar.value == NOT_KNOWN:
            area = place_of(number)
            box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *area.lengths)
            box._element.remove(box._element.find(qn("p:style")))
            if is_hidden:
                box.fill.background()
                box.line.width, box.line.dash_style = Pt(1), MSO_LINE_DASH_STYLE.SQUARE_DOT
                box.line.color.theme_color = MUTED
            else:
                box.fill.patterned()
                box.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
                box.fill.fore_color.theme_color, box.fill.back_color.theme_color = UNKNOWN, MSO_THEME_COLOR.BACKGROUND_1
                box.line.width, box.line.color.theme_color = Pt(0.75), UNKNOWN
            deck.decorative(box, "Hidden" if is_hidden else "Not known")


def _row_place(area: Area, number: int, step: float) -> Area:
    thick = step / (1 + _GAP / 100)
    return Area(area.left, area.top + HEADER + number * step + (step - thick) / 2, area.width, thick)


def _column_place(area: Area, number: int, step: float) -> Area:
    thick = step / (1 + _GAP / 100)
    return Area(area.left + number * step + (step - thick) / 2, area.top, thick, area.height)
