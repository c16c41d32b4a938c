"""The screens of a cluster meeting drawn: the headline, the bars behind it, who told us and what is hidden, in one figure.

Drawn twice from the same screen: as a wide sheet for a projector, whose sizes are those of a window of 1280 × 720, and as a
narrow one, as high as it must be, for a phone. A screen is made of safe tables alone, and the figure holds no more of it than
is written or drawn: no mark carries data or says anything when pointed at. A hidden count is a dotted empty frame and `c`;
what is known of a part is drawn solid and dotted beyond; what is not known is hatched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.style import label, shortened, text_width
from analytics.meeting.bars import NOT_KNOWN, Bar, Group, Screen

SERIF = '"Source Serif", "Source Serif 4", "Source Serif Pro", serif'
TOO_FEW = "too few to draw a share"
MOST_IN_A_COLUMN = 10
_SERIF_WIDTH = 1.08  # a headline against the same text in bold Source Sans
_LINE = 1.3  # from one line of text to the next, in sizes
_GAP = 14
_TALLEST = 40
_COVER = {"bar": "in_post", "others": "shared"}  # the colours of the bars, by those of cover


@dataclass(frozen=True)
class Sheet:
    """The paper: its size in pixels (no height: as high as it must be), the sizes of its texts, and from row to row at most (`pitch`)."""

    width: int
    height: int
    headline: int
    label: int
    count: int
    note: int
    smallest: int
    pitch: int


WIDE = Sheet(width=1120, height=536, headline=38, label=28, count=24, note=20, smallest=16, pitch=80)
NARROW = Sheet(width=328, height=0, headline=26, label=18, count=15, note=15, smallest=14, pitch=62)


def picture(screen: Screen, *, narrow: bool = False, dark: bool = False) -> go.Figure:
    """The screen on its wide or its narrow sheet. No mark carries customdata."""
    sheet = NARROW if narrow else WIDE
    head = balanced(screen.headline, sheet.width, sheet.headline)
    foot = [line for text in (screen.told, screen.note) if text for line in wrapped(text, sheet.width, sheet.note)]
    top = len(head) * sheet.headline * _LINE + 1.5 * _GAP
    under = _GAP / 2 if sheet.height else 0
    bottom = len(foot) * sheet.note * _LINE + _GAP + under
    parts = _Parts.of(screen, sheet, sheet.height - top - bottom)
    height = max(sheet.height, top + parts.height + bottom)
    has_ours = any(bar.is_ours for group in screen.groups for bar in group.bars)
    drawing = style.Drawing(dark=dark, height=height)
    paper = _Paper(sheet, drawing, style.palette(dark), is_wait=screen.code == "waits", has_ours=has_ours)
    paper.write_lines(head, 0, sheet.headline, family=SERIF, bold=True)
    for group, box in parts.columns:
        paper.draw_group(group, box.moved(top), beside=parts.beside)
    y = top + parts.bars + (_GAP if parts.bars and parts.sentences else 0)
    for lines in parts.sentences:
        paper.write_sentence(lines, y, parts.size)
        y += _height_of(lines, parts.size)
    paper.write_lines(foot, height - under - len(foot) * sheet.note * _LINE, sheet.note, colour=paper.ink.muted)
    return paper.figure(dark)


def alt(screen: Screen) -> str:
    """The screen in words, with no more than is drawn. Plain text."""
    said = [screen.headline]
    for group in screen.groups:
        rows = "; ".join(_bar_in_words(bar) for bar in group.bars)
        said.append(f"{group.title}: {rows}" if group.title else rows)
    said += [*screen.lines, screen.told, screen.note]
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in said if each)


def _bar_in_words(bar: Bar) -> str:
    value = "hidden" if bar.is_hidden and bar.drawn is None else bar.value
    return f"{bar.label}: {', '.join(filter(None, (value, bar.counts)))}"


# Text


def wrapped(text: str, pixels: float, size: float, *, bold: bool = False, scale: float = 1) -> list[str]:
    """The text in lines that are no wider; a word that is wider by itself is cut. Not escaped."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) * scale <= pixels:
            lines[-1] = longer
        else:
            lines.append(shortened(word, pixels / scale, size, bold=bold))
    return lines


def balanced(headline: str, pixels: float, size: float) -> list[str]:
    """A headline in as few lines as fit, these about as long as each other. Not escaped."""

    def at(width: float) -> list[str]:
        return wrapped(headline, width, size, bold=True, scale=_SERIF_WIDTH)

    lines = at(pixels)
    narrower = [at(pixels * share / 20) for share in range(8, 20)]
    whole = [each for each in narrower if len(each) == len(lines) and " ".join(each) == " ".join(lines)]
    return whole[0] if whole else lines


def _height_of(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * _LINE + size * 0.45


# Where everything stands


@dataclass(frozen=True)
class _Box:
    """A place for one group: left and right edge, the y of its title and of its first row, from row to row, and its title."""

    left: float
    right: float
    top: float
    rows: float
    pitch: float
    title: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        return self.right - self.left

    def moved(self, down: float) -> _Box:
        return replace(self, top=self.top + down, rows=self.rows + down)


@dataclass(frozen=True)
class _Parts:
    """What stands between headline and foot: groups in their boxes, then the sentences, in lines of one `size`.

    `bars` and `height` are heights in pixels. `beside`: a label stands beside its bar, not above.
    """

    columns: tuple[tuple[Group, _Box], ...]
    bars: float
    sentences: tuple[tuple[str, ...], ...]
    size: float
    height: float
    beside: bool

    @classmethod
    def of(cls, screen: Screen, sheet: Sheet, room: float) -> _Parts:
        groups, beside = _in_columns(screen.groups, sheet)
        size, sentences, written = _sentences(screen, sheet, room)
        left_for_bars = room - written - (_GAP if written and groups else 0)
        columns, bars = _boxes(groups, sheet, left_for_bars)
        return cls(columns, bars, sentences, size, bars + written + (_GAP if written and bars else 0), beside)


def _in_columns(groups: Sequence[Group], sheet: Sheet) -> tuple[list[Group], bool]:
    """The groups as they stand side by side (on a narrow sheet: one under the other), and whether labels stand beside the bars."""
    if not sheet.height:
        return list(groups), False
    if len(groups) == 1 and len(groups[0].bars) > MOST_IN_A_COLUMN:
        (one,) = groups
        half = (len(one.bars) + 1) // 2
        return [Group(one.title, one.unit, part) for part in (one.bars[:half], one.bars[half:])], True
    return list(groups), len(groups) == 1


def _boxes(groups: Sequence[Group], sheet: Sheet, room: float) -> tuple[tuple[tuple[Group, _Box], ...], float]:
    """Each group with its box, and how high they are together."""
    if not groups:
        return (), 0
    if not sheet.height:
        placed, y = [], 0.0
        for group in groups:
            title = tuple(wrapped(group.title, sheet.width, sheet.label, bold=True)) if group.title else ()
            rows = y + len(title) * sheet.label * _LINE + (_GAP / 2 if title else 0)
            placed.append((group, _Box(0, sheet.width, y, rows, sheet.pitch, title)))
            y = rows + len(group.bars) * sheet.pitch + (_GAP if title else 0)
        return tuple(placed), y
    between = 40
    width = (sheet.width - between * (len(groups) - 1)) / len(groups)
    titles = [tuple(wrapped(group.title, width, sheet.note, bold=True)) if group.title else () for group in groups]
    lines = max(len(title) for title in titles)
    above = lines * sheet.note * _LINE + _GAP / 2 if lines else 0 if len(groups) > 1 else sheet.note * _LINE
    rows = max(1, *(len(group.bars) for group in groups))
    pitch = max(sheet.smallest * 1.6, min(sheet.pitch, (room - above) / rows))
    lefts = [place * (width + between) for place in range(len(groups))]
    boxes = [_Box(left, left + width, 0, above, pitch, title) for left, title in zip(lefts, titles, strict=True)]
    return tuple(zip(groups, boxes, strict=True)), above + rows * pitch


def _sentences(screen: Screen, sheet: Sheet, room: float) -> tuple[float, tuple[tuple[str, ...], ...], float]:
    """The size of the sentences, each in its lines, and their height: the largest size at which they fit and leave room for bars."""
    largest = sheet.count if screen.groups else sheet.label
    rows = max((len(group.bars) for group in screen.groups), default=0)
    for size in range(largest, sheet.smallest - 1, -1):
        lines = tuple(tuple(wrapped(text, sheet.width - size, size)) for text in screen.lines)
        height = sum(_height_of(each, size) for each in lines)
        if not sheet.height or height + rows * sheet.smallest * 1.9 + _GAP <= room:
            break
    return size, lines, height


# Drawing


@dataclass
class _Paper:
    """One figure as it is drawn. `is_wait`: bars count, and their right end is what waited over 18 weeks. `has_ours`: the cluster of
    the meeting is one of the bars, so the others step back.
    """

    sheet: Sheet
    drawn: style.Drawing
    ink: style.Palette
    is_wait: bool
    has_ours: bool
    marks: dict[str, list[tuple[float, float, float, float]]] = field(default_factory=dict)

    def figure(self, dark: bool) -> go.Figure:
        looks = {
            "track": {"color": self.ink.track},
            **{kind: {"color": self.ink.cover[cover]} for kind, cover in _COVER.items()},
            "over": {"color": self.ink.late[1]},
            "not known": style.hatch(dark),
        }
        self.drawn.axis("xaxis", range=[0, self.sheet.width])
        for kind, look in looks.items():
            if bars := self.marks.get(kind):
                left, right, y, height = (list(each) for each in zip(*bars, strict=True))
                lengths = [end - start for start, end in zip(left, right, strict=True)]
                marker = {"line": {"width": 0}} | look
                self.drawn.add_bar(name=kind, orientation="h", base=left, x=lengths, y=y, width=height, marker=marker, hoverinfo="skip")
        return self.drawn.figure()

    def write(
        self, text: str, x: float, y: float, size: float, *, anchor: str = "left", colour: str = "", bold: bool = False, family: str = ""
    ) -> None:
        font = {"size": size, "color": colour or self.ink.text} | ({"family": family} if family else {})
        self.drawn.write(f"<b>{label(text)}</b>" if bold else label(text), x=x, y=y, anchor=anchor, font=font)

    def write_lines(self, lines: Sequence[str], top: float, size: float, *, left: float = 0, **more: object) -> None:
        for place, line in enumerate(lines):
            self.write(line, left, top + (place + 0.5) * size * _LINE, size, **more)

    def write_sentence(self, lines: Sequence[str], top: float, size: float) -> None:
        self.write("•", 0, top + 0.5 * size * _LINE, size, colour=self.ink.teal)
        self.write_lines(lines, top, size, left=size)

    def draw_group(self, group: Group, box: _Box, *, beside: bool) -> None:
        size = self.sheet.note if self.sheet.height else self.sheet.label
        self.write_lines(box.title, box.top, size, left=box.left, bold=True)
        if beside:
            self._rows_beside(group, box)
        else:
            self._rows_above(group.bars, box)

    def _rows_beside(self, group: Group, box: _Box) -> None:
        """Label, bar, value and counts in one line; what is counted stands over the figures."""
        size = min(self.sheet.label, box.pitch * 0.56)
        counts_size = min(self.sheet.count, size)
        labels = [shortened(bar.label, box.width * 0.34, size, bold=bar.is_ours) for bar in group.bars]
        label_width = max(text_width(each, size, bold=bar.is_ours) for each, bar in zip(labels, group.bars, strict=True))
        value_width = max(text_width(bar.value, size, bold=True) for bar in group.bars)
        counts_width = max(text_width(bar.counts, counts_size) for bar in group.bars)
        start = box.left + label_width + _GAP
        counts_at = box.right - counts_width
        value_at = counts_at - value_width - (1.5 * _GAP if counts_width else 0)
        heading_at, anchor = (value_at, "left") if self.is_wait else (box.right, "right")
        self.write(group.unit, heading_at, box.rows - self.sheet.note * _LINE / 2, self.sheet.note, anchor=anchor, colour=self.ink.muted)
        for place, (bar, said) in enumerate(zip(group.bars, labels, strict=True)):
            y = box.rows + (place + 0.5) * box.pitch
            self.write(said, start - _GAP, y, size, anchor="right", bold=bar.is_ours)
            self._draw_bar(bar, start, value_at - 1.2 * _GAP, y, min(_TALLEST, box.pitch * 0.56))
            self._write_value(bar, value_at, y, size)
            if bar.counts:
                self.write(bar.counts, counts_at, y, counts_size, colour=self.ink.muted)
            if _is_too_few(bar):
                self.write(TOO_FEW, start, y, max(self.sheet.smallest, counts_size * 0.8), colour=self.ink.muted)

    def _rows_above(self, bars: Sequence[Bar], box: _Box) -> None:
        """Label and value in a line above the bar; the counts on the bar, or after it where they do not fit or count a part of it."""
        size = min(self.sheet.label, box.pitch * 0.36)
        counts_size = max(self.sheet.smallest, min(self.sheet.count, size * 0.9))
        kept = max((text_width(bar.counts, counts_size) for bar in bars), default=0) + _GAP if self.is_wait else 0
        height = box.pitch * 0.88 - size * _LINE
        for place, bar in enumerate(bars):
            y = box.rows + place * box.pitch + 0.5 * size * _LINE
            value_width = text_width(bar.value, size, bold=True)
            self.write(shortened(bar.label, box.width - value_width - _GAP, size, bold=bar.is_ours), box.left, y, size, bold=bar.is_ours)
            self._write_value(bar, box.right, y, size, anchor="right")
            middle = y + 0.5 * size * _LINE + height / 2
            end = box.right - kept
            self._draw_bar(bar, box.left, end, middle, height)
            if said := bar.counts or (TOO_FEW if _is_too_few(bar) else ""):
                length = (bar.drawn or 0) * (end - box.left)
                is_on_it = not self.is_wait and length > text_width(said, counts_size) + _GAP
                x = box.left + (0 if is_on_it else length) + (_GAP / 2 if length else 0)
                self.write(said, x, middle, counts_size, colour=self.ink.cover_text[_COVER[self._kind(bar)]] if is_on_it else self.ink.text)

    def _write_value(self, bar: Bar, x: float, y: float, size: float, *, anchor: str = "left") -> None:
        is_said = bar.drawn is not None or _is_too_few(bar)
        self.write(bar.value, x, y, size, anchor=anchor, bold=is_said, colour="" if is_said else self.ink.muted)

    def _draw_bar(self, bar: Bar, start: float, end: float, y: float, height: float) -> None:
        if bar.drawn is None:
            if bar.is_hidden:
                self._frame(start, end, y, height)
            elif bar.value == NOT_KNOWN:
                self._mark("not known", start, end, y, height)
            return
        reached = start + bar.drawn * (end - start)
        over = (reached - start) * bar.part / bar.whole if self.is_wait and bar.part and bar.whole else 0
        self._mark(self._kind(bar), start, reached - over - (2 if over else 0), y, height)
        self._mark("over", reached - over, reached, y, height)
        if self.is_wait:
            return
        if bar.is_hidden:
            self._frame(reached, end, y, height)
        else:
            self._mark("track", reached, end, y, height)

    def _kind(self, bar: Bar) -> str:
        return "others" if self.has_ours and not bar.is_ours else "bar"

    def _mark(self, kind: str, left: float, right: float, y: float, height: float) -> None:
        if right - left >= 0.5:
            self.marks.setdefault(kind, []).append((left, right, y, height))

    def _frame(self, left: float, right: float, y: float, height: float) -> None:
        line = {"color": self.ink.unknown, "width": 1.5, "dash": "dot"}
        self.drawn.add_line(type="rect", x0=left, x1=right, y0=y - height / 2, y1=y + height / 2, line=line)


def _is_too_few(bar: Bar) -> bool:
    """Counts that are shown without their share, which would say all or none of a few."""
    return bar.drawn is None and not bar.is_hidden and bar.whole is not None and bar.whole > 0
