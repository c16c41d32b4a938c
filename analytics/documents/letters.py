"""Letters to settings: one as a draft for a mail program, many as one PDF that screen readers can read.

A `Letter` is words only. Names and words in it may come from files: in the e-mail they are plain text and can
start no header, in the PDF they are never read as markup (see `pdf`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from analytics.charts.style import counted, sentence
from analytics.documents.pdf import compiled, one_line, shown
from data.terms import say_day

SENDER = "Early Years Team"
_KINDS = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": ("application", "pdf"),
    "csv": ("text", "csv"),
}
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
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
    message["Subject"] = one_line(letter.subject)
    message.set_content(_body(letter), charset="utf-8", cte="quoted-printable")
    for name, content in attachments:
        safe = re.sub(r'[\\/:*?"<>|]', "-", one_line(name)) or "file"
        kind, subkind = _KINDS.get(safe.rpartition(".")[2].casefold(), ("application", "octet-stream"))
        message.add_attachment(content, maintype=kind, subtype=subkind, filename=safe)
    return message.as_bytes()


def as_pdf(letters: Sequence[Letter]) -> bytes:
    """The letters in one PDF, each from the top of a page. At least one letter."""
    return compiled("letter.typ", _told(letters), letters[0].written_on)


def _body(letter: Letter) -> str:
    said = [f"To {one_line(letter.addressee)}", *map(one_line, letter.paragraphs)]
    if letter.headings:
        heads = [one_line(heading) for heading in letter.headings]
        named = [
            "; ".join(f"{head}: {one_line(cell)}" for head, cell in zip(heads, row, strict=True) if one_line(cell)) for row in letter.rows
        ]
        said.append("\n".join(f"- {row}" for row in named))
    return "\n\n".join([*said, *map(one_line, letter.closing), SENDER]) + "\n"


def _told(letters: Sequence[Letter]) -> dict[str, object]:
    """What the template is told: every text in characters that can be shown."""
    subjects = {letter.subject for letter in letters}
    whole = next(iter(subjects)) if len(subjects) == 1 else f"{sentence(counted(len(letters), 'letter'))} from the {SENDER}"
    return {
        "title": shown(whole),
        "sender": SENDER,
        "letters": [
            {
                "written_on": say_day(letter.written_on),
                "addressee": shown(letter.addressee),
                "subject": shown(letter.subject),
                "paragraphs": [shown(said) for said in letter.paragraphs],
                "headings": [shown(heading) for heading in letter.headings],
                "widths": [_width(letter, at) for at in range(len(letter.headings))],
                "rows": [[shown(cell) for cell in row] for row in letter.rows],
                "closing": [shown(said) for said in letter.closing],
            }
            for letter in letters
        ],
    }


def _width(letter: Letter, at: int) -> int:
    """A column's share of the page's width, by its longest cell."""
    longest = max(len(cell) for cell in [letter.headings[at], *(row[at] for row in letter.rows)])
    return max(_NARROWEST, min(_WIDEST, longest))
