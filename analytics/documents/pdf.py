"""PDFs that screen readers can read (PDF/UA-1), made by typst from a template beside this module and words told as JSON.

Words may come from files: as JSON they are never read as markup. The fonts are those that come with typst. It refuses to
write a PDF/UA-1 in which a character is missing, so a character none of them has is written as its name in brackets.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files

import typst

from analytics.charts.style import plain

_SURROGATES = re.compile("[\ud800-\udfff]")
# Latin letters and the signs of typing: both fonts have them.
_ALWAYS_THERE = re.compile("[ -~\u00a0-\u017f‘’“”–—…•]*")


def compiled(template: str, told: Mapping[str, object], on: date) -> bytes:
    """The PDF of a template (`letter.typ`), which reads `told` from `sys.inputs.told`; every text in it goes through `shown` first."""
    return typst.compile(
        files("analytics").joinpath("documents").joinpath(template).read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told)},
        timestamp=datetime.combine(on, time(0), UTC),
    )


def one_line(text: str) -> str:
    """A text as one line that can be written in UTF-8."""
    return plain(_SURROGATES.sub("\ufffd", text))


def shown(text: str) -> str:
    """A text as one line in characters that the fonts have."""
    line = one_line(text)
    return line if _ALWAYS_THERE.fullmatch(line) else " ".join(map(_word, line.split(" ")))


@lru_cache(maxsize=10_000)
def _word(word: str) -> str:
    if _ALWAYS_THERE.fullmatch(word) or _can_be_shown(word):
        return word
    named = "".join(letter if unicodedata.category(letter) != "Cf" and _can_be_shown(letter) else _named(letter) for letter in word)
    return named if _can_be_shown(named) else "".join(letter if letter.isascii() else _named(letter) for letter in word)


@lru_cache(maxsize=10_000)
def _can_be_shown(text: str) -> bool:
    """Whether the fonts have every character: typst refuses to write a PDF/UA-1 in which one is missing."""
    probe = b'#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n#set document(title: [x])\n#sys.inputs.said *#sys.inputs.said*'
    try:
        typst.compile(probe, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True, sys_inputs={"said": text})
    except typst.TypstError:
        return False
    return True


def _named(letter: str) -> str:
    """A character by its name, and one that only changes its neighbours not at all."""
    if unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return ""
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"
