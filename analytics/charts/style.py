"""Colours, the one chart template, and how numbers, days and names are written for people.

Owns every colour of a figure (measured against the page in both themes), the layout all figures share, and the two
escapes: `label` for anything Plotly draws and `markdown` for anything a page writes. A name drawn without them could
put a link or a picture on the screen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

NBSP = "\u00a0"
JOINER = "\u2060"  # word joiner: no width, no break
FONT = '"Source Sans", "Source Sans Pro", "Source Sans 3", sans-serif'
SIZE = 15
SMALL = 14
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

COVERS = {"in_post": "in post", "shared": "shared", "interim": "interim", "vacant": "vacant", "not_known": "not known"}


@dataclass(frozen=True)
class Palette:
    """One theme's colours. Teal: there, done. Terracotta: needs someone. Orange scale: lateness. Hatch: not known."""

    page: str
    text: str
    muted: str
    line: str
    track: str
    cover: Mapping[str, str]
    cover_text: Mapping[str, str]
    attention: str
    unknown: str
    bracket: str
    late: tuple[str, str, str]
    late_text: tuple[str, str, str]
    counts: tuple[str, str, str, str]
    counts_text: tuple[str, str, str, str]

    @property
    def teal(self) -> str:
        return self.cover["in_post"]


LIGHT = Palette(
    page="#FCFAF6",
    text="#0F1B19",
    muted="#5A6663",
    line="#E4DED1",
    track="#EDE6DB",
    cover={"in_post": "#0F5C5A", "shared": "#4C938C", "interim": "#A5CFC7", "vacant": "#C2481F", "not_known": "#FCFAF6"},
    cover_text={"in_post": "#FFFFFF", "shared": "#0F1B19", "interim": "#0F1B19", "vacant": "#FFFFFF", "not_known": "#0F1B19"},
    attention="#C2481F",
    unknown="#7B817E",
    bracket="#7B817E",
    late=("#F3C49B", "#D06A2C", "#8F3513"),
    late_text=("#0F1B19", "#0F1B19", "#FFFFFF"),
    counts=("#F6F2EA", "#D5E6E1", "#8FBDB5", "#0F5C5A"),
    counts_text=("#0F1B19", "#0F1B19", "#0F1B19", "#FFFFFF"),
)

DARK = Palette(
    page="#14201F",
    text="#ECEFEA",
    muted="#A9B6B1",
    line="#2E3E3B",
    track="#243634",
    cover={"in_post": "#7CC7BD", "shared": "#4A9A92", "interim": "#2C5F5B", "vacant": "#F08A5D", "not_known": "#14201F"},
    cover_text={"in_post": "#14201F", "shared": "#14201F", "interim": "#ECEFEA", "vacant": "#14201F", "not_known": "#ECEFEA"},
    attention="#F08A5D",
    unknown="#94A09C",
    bracket="#94A09C",
    late=("#7A4022", "#D9783F", "#FFC59A"),
    late_text=("#ECEFEA", "#14201F", "#14201F"),
    counts=("#1B2A28", "#24443F", "#3C7A72", "#7CC7BD"),
    counts_text=("#ECEFEA", "#ECEFEA", "#FFFFFF", "#14201F"),
)


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


# Figures


class Drawing:
    """What will stand in one figure, gathered so that Plotly checks it once; y counts pixels down from the top of the plot.

    Rows therefore keep their height whatever the width. Height and margins are in pixels. `figure()` gives the figure.
    """

    def __init__(self, *, dark: bool, height: float, left: float = 0, right: float = 0, top: float = 0, bottom: float = 0) -> None:
        self.dark = dark
        self.height = round(height)
        self._margin = {"l": left, "r": right, "t": top, "b": bottom, "pad": 0}
        self._axes: dict[str, dict[str, Any]] = {"yaxis": {"range": [self.height - top - bottom, 0]}}
        self._traces: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []
        self._lines: list[dict[str, Any]] = []

    def axis(self, name: str, **settings: Any) -> None:
        self._axes[name] = settings

    def add_bar(self, **trace: Any) -> None:
        self._traces.append({"type": "bar"} | trace)

    def add_scatter(self, **trace: Any) -> None:
        self._traces.append({"type": "scatter"} | trace)

    def add_line(self, **shape: Any) -> None:
        self._lines.append({"type": "line"} | shape)

    def write(self, text: str, *, x: float, y: float, anchor: str = "left", **more: Any) -> None:
        """Write text already escaped (see `label`) at x and y, centred on its line or lines."""
        place = {"xanchor": anchor, "yanchor": "middle", "align": anchor, "showarrow": False, "borderpad": 0}
        self._notes.append({"text": text, "x": x, "y": y} | place | more)

    def figure(self) -> go.Figure:
        layout = {"template": _template(self.dark), "height": self.height, "margin": self._margin}
        return go.Figure(data=self._traces, layout=layout | self._axes | {"annotations": self._notes, "shapes": self._lines})


@cache
def _template(dark: bool) -> go.layout.Template:
    """What all figures share: no paper, grid, legend, tools or zooming."""
    ink = palette(dark)
    axis = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False, "automargin": False}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": SIZE, "color": ink.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "barmode": "overlay",
            "hoverlabel": {
                "bgcolor": ink.page,
                "bordercolor": ink.unknown,
                "align": "left",
                "font": {"family": FONT, "size": SMALL, "color": ink.text},
            },
            "modebar": {"remove": ["zoom", "pan", "select", "lasso", "zoomIn", "zoomOut", "autoScale", "resetScale", "toImage"]},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def blank_figure(sentence: str, *, dark: bool) -> go.Figure:
    """A calm sentence in place of a picture when there is nothing to draw."""
    drawn = Drawing(dark=dark, height=56)
    drawn.write(label(sentence), x=0, y=0.5, xref="paper", yref="paper", font={"color": palette(dark).muted, "size": SIZE})
    return drawn.figure()


def hatch(dark: bool) -> dict[str, Any]:
    """The marker of everything that is not known."""
    ink = palette(dark)
    return {
        "color": ink.page,
        "line": {"color": ink.unknown, "width": 1.2},
        "pattern": {"shape": "/", "size": 5, "solidity": 0.35, "fgcolor": ink.unknown, "bgcolor": ink.page, "fillmode": "overlay"},
    }


def tinted(text: str, colour: str, *, bold: bool = False) -> str:
    """Escaped text in a colour of the palette."""
    inner = f"<b>{text}</b>" if bold else text
    return f'<span style="color:{colour}">{inner}</span>'


_EMS = {
    letter: ems
    for ems, letters in {
        0.20: f" {NBSP}",
        0.25: "',.:;ijl|’!If",
        0.32: "()-[]t{}",
        0.36: "/\\r",
        0.42: "*s",
        0.45: 'cxz?"',
        0.55: "ACKPR`bdhnopqu",
        0.61: "&BDG",
        0.65: "HNU",
        0.68: "OQ",
        0.73: "Mw",
        0.83: "W%@m—…",
    }.items()
    for letter in letters
}


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how many pixels a text takes in Source Sans."""
    return sum(_EMS.get(letter, 0.5) for letter in text) * size * (1.055 if bold else 1)


def shortened(text: str, pixels: float, size: float = SIZE, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it would be wider than so many pixels. Not escaped."""
    if text_width(text, size, bold=bold) <= pixels:
        return text
    kept = text
    while kept and text_width(kept + "…", size, bold=bold) > pixels:
        kept = kept[:-1]
    return kept.rstrip() + "…"


# Escapes

_FLIPS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def plain(text: object) -> str:
    """A value as one line of text: no line breaks, control characters or marks that turn the writing round."""
    if text is None or text is pd.NA or (isinstance(text, float) and text != text):
        return ""
    one_line = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in str(text))
    return re.sub(r" {2,}", " ", one_line.translate(_FLIPS)).strip(" ")


def label(text: object) -> str:
    """A text from a frame, safe for any Plotly label, hover or axis: its signs are drawn, never obeyed."""
    return "".join(f"&#{ord(letter)};" if letter in "&<>\"'$%{}\\" else letter for letter in plain(text))


def markdown(text: object) -> str:
    """A text from a frame, safe in Streamlit Markdown: its signs are shown, never obeyed.

    A backslash stops what Markdown reads; a word joiner stops what Streamlit looks for afterwards in the finished text
    (web and mail addresses, emoji and icon names, arrows and dashes).
    """
    broken = plain(text)
    broken = re.sub(r"(:)(?=\S)|(?i:\b(www)(?=\.))|(@)(?=\S)", lambda found: found[0] + JOINER, broken)
    broken = re.sub(r"(?<=[-<>=~])(?=[-<>=~])", JOINER, broken)
    return re.sub(r"([\\`*_\[\]()#+\-.!|~:$<>&{}])", r"\\\1", broken)


# Numbers, days and plurals

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def whole(value: object) -> int | None:
    """A count as an int, or None where the frame holds a blank."""
    return None if value is None or pd.isna(value) else int(value)


def number(value: int) -> str:
    """A count in figures: 1,204."""
    return f"{value:,}"


def spelled(value: int, most: int = 10) -> str:
    """A count inside a sentence: words for one to ten, figures above."""
    return _WORDS[value] if 1 <= value <= most else number(value)


def opening(value: int) -> str:
    """A count that begins a sentence: words as far as twelve."""
    return spelled(value, 12).capitalize()


def plural(value: int, one: str, many: str | None = None) -> str:
    """The noun or verb that goes with a count."""
    return one if value == 1 else many if many is not None else one + "s"


def counted(value: int, one: str, many: str | None = None) -> str:
    """`six settings`, `one setting`, `no settings`."""
    return f"{'no' if value == 0 else spelled(value)} {plural(value, one, many)}"


def part_of(part: int, all_of_them: int) -> str:
    """`three of the six`, `seven of the eleven`, `both`, `all six`: for a part that is not nothing."""
    if part == all_of_them:
        return "both" if part == 2 else f"all {spelled(part, 12)}"
    return f"{spelled(part)} of the {spelled(all_of_them, 12)}"


def percent(share: float) -> str:
    """A share (0 to 1) as `78 %`; never 0 % for some or 100 % for not quite all."""
    points = int((Decimal(str(round(float(share), 6))) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if points == 0 and share > 0:
        return f"under 1{NBSP}%"
    if points == 100 and share < 1:
        return f"over 99{NBSP}%"
    return f"{points}{NBSP}%"


def part_and_share(part: int, all_of_them: int) -> str:
    """`18 of 212, 8 %`; of fewer than five the counts alone."""
    counts = f"{number(part)} of {number(all_of_them)}"
    return counts if all_of_them < 5 else f"{counts}, {percent(part / all_of_them)}"


def step(count: int, highest: int) -> int:
    """Which of the four steps of colour a count has: nothing, then thirds of the highest."""
    third = max(highest, 3) / 3
    return 0 if count == 0 else 1 if count <= third else 2 if count <= 2 * third else 3


def as_day(value: object) -> date | None:
    """A day from a frame, whether date, timestamp or ISO text; None where blank."""
    if value is None or pd.isna(value):
        return None
    return pd.Timestamp(value).date()


def day(value: object) -> str:
    """`3 Nov 2026`, held together; empty where blank."""
    on = as_day(value)
    return "" if on is None else f"{on.day}{NBSP}{on:%b}{NBSP}{on.year}"


def short_day(value: object) -> str:
    """`3 Nov`, held together; empty where blank."""
    on = as_day(value)
    return "" if on is None else f"{on.day}{NBSP}{on:%b}"


def listed(names: Sequence[str]) -> str:
    """`Alder`, `Alder and Elm`, `Alder, Birch and Elm`."""
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def sentence(text: str) -> str:
    """The text with its first letter raised."""
    return text[:1].upper() + text[1:]


def foremost(counts: Mapping[str, int]) -> tuple[str, int] | None:
    """The one name with the largest count, when nobody shares it and it is not nothing."""
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] <= 0 or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return plain(ranked[0][0]), ranked[0][1]


def counts_by(names: Iterable[object]) -> dict[str, int]:
    """How often each name comes, in name order."""
    tally: dict[str, int] = {}
    for name in names:
        tally[plain(name)] = tally.get(plain(name), 0) + 1
    return dict(sorted(tally.items()))
