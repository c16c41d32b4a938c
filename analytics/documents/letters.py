"""Letters to settings: one as a draft for a mail program, many as one PDF that screen readers can read.

A `Letter` is words only. Names and words in it may come from files: in the e-mail they are plain text and can
start no header, in the PDF they reach typst as JSON and are never read as markup. The PDF is tagged (PDF/UA-1)
and uses the fonts that come with typst; a character none of them has is written as its name in brackets.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from importlib.resources import files

import typst

from analytics.charts.style import counted, plain, sentence
from data.terms import say_day

SENDER = "Early Years Team"
_KINDS = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": ("application", "pdf"),
    "csv": ("text", "csv"),
}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Latin letters and the signs of typing: both fonts have them.
_ALWAYS_THERE = re.compile("[ -~\u00a0-\u017f‘’“”–—…•]*")
_NARROWEST, _WIDEST = 7, 60


@dataclass(frozen=True)
class Letter:
    """One letter. `about` goes into file names and holds no personal data; `to` is an e-mail address or None.

    `headings` and `rows` are a table that stands between `paragraphs` and `closing`; without headings there is none.
    """

    about: str
    to: str | None
    addressee: str
    subject: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    closing: tuple[str, ...] = ()
    written_on: date = field(kw_only=True)


def as_email(letter: Letter, attachments: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """A draft (.eml) that a mail program opens for editing: no sender, and no addressee when `to` is not one address.

    `attachments` are (file name, content).
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if letter.to and _ADDRESS.fullmatch(letter.to):
        message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = _line(letter.subject)
    message.set_content(_body(letter), charset="utf-8", cte="quoted-printable")
    for name, content in attachments:
        safe = re.sub(r'[\\/:*?"<>|]', "-", _line(name)) or "file"
        kind, subkind = _KINDS.get(safe.rpartition(".")[2].casefold(), ("application", "octet-stream"))
        message.add_attachment(content, maintype=kind, subtype=subkind, filename=safe)
    return message.as_bytes()


def as_pdf(letters: Sequence[Letter]) -> bytes:
    """The letters in one PDF, each from the top of a page. At least one letter."""
    return typst.compile(
        _TEMPLATE,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"letters": json.dumps(_told(letters))},
        timestamp=datetime.combine(letters[0].written_on, time(0), UTC),
    )


_TEMPLATE = files("analytics").joinpath("documents").joinpath("letter.typ").read_bytes()


def _body(letter: Letter) -> str:
    said = [f"To {_line(letter.addressee)}", *map(_line, letter.paragraphs)]
    if letter.headings:
        named = [
            "; ".join(f"{_line(heading)}: {_line(cell)}" for heading, cell in zip(letter.headings, row, strict=True) if _line(cell))
            for row in letter.rows
        ]
        said.append("\n".join(f"- {row}" for row in named))
    return "\n\n".join([*said, *map(_line, letter.closing), SENDER]) + "\n"


def _told(letters: Sequence[Letter]) -> dict[str, object]:
    """What the template is told: every text in characters that can be shown."""
    subjects = {letter.subject for letter in letters}
    whole = next(iter(subjects)) if len(subjects) == 1 else f"{sentence(counted(len(letters), 'letter'))} from the {SENDER}"
    return {
        "title": _shown(whole),
        "sender": SENDER,
        "letters": [
            {
                "written_on": say_day(letter.written_on),
                "addressee": _shown(letter.addressee),
                "subject": _shown(letter.subject),
                "paragraphs": [_shown(said) for said in letter.paragraphs],
                "headings": [_shown(heading) for heading in letter.headings],
                "widths": [_width(letter, at) for at in range(len(letter.headings))],
                "rows": [[_shown(cell) for cell in row] for row in letter.rows],
                "closing": [_shown(said) for said in letter.closing],
            }
            for letter in letters
        ],
    }


def _width(letter: Letter, at: int) -> int:
    """A column's share of the page's width, by its longest cell."""
    longest = max(len(cell) for cell in [letter.headings[at], *(row[at] for row in letter.rows)])
    return max(_NARROWEST, min(_WIDEST, longest))


def _line(text: str) -> str:
    """A text as one line that can be written in UTF-8."""
    return plain(_SURROGATES.sub("\ufffd", text))


def _shown(text: str) -> str:
    """A text as one line in characters that the fonts have."""
    line = _line(text)
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
