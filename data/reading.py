"""Uploaded bytes as returns: rows of text with the row numbers a person sees in their file.

`read` either gives what a careful person would read in the file, with notes on how it was read, or raises
`UnreadableFile` with a sentence that says what is wrong and what to do. The first bytes decide what kind
of file it is, never its name. Reads only what it is given, remembers nothing, and is safe in threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from data.archives import Archive, files_of
from data.contract import Contract
from data.contracts import contract_named
from data.delimited import Record, table_of
from data.errors import UnreadableFile
from data.headings import LINES_ABOVE, likeness
from data.limits import BROWSER, COMMAND_LINE, Limits
from data.meanings import Said
from data.rows import IgnoredRow, Row
from data.tables import Reading, reading_of
from data.workbooks import readings_of, sheets_of

__all__ = ["BROWSER", "COMMAND_LINE", "IgnoredRow", "Limits", "Reading", "Row", "files_in", "read", "tables_in"]

_NOTHING_SAID: Said = {}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes → what the file is. None of these can be a return.
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a database file"),
    (b"\x7fELF", "a program"),
)
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml|svg|script|!--)", re.IGNORECASE)


def files_in(name: str, content: bytes, *, limits: Limits = BROWSER) -> list[tuple[str, bytes]]:
    """The files to read: those in a .zip (named “a.zip › x.csv”), or the file itself.

    Raises UnreadableFile for a zip that is damaged, too large, empty or has a password.
    """
    limits.check_size(len(content))
    if name.casefold().endswith(".zip") and content.startswith(_ZIP) and not Archive(content, limits).is_office:
        return files_of(name, content, limits)
    return [(name, content)]


def read(
    name: str, content: bytes, *, return_name: str | None = None, limits: Limits = BROWSER, said: Said = _NOTHING_SAID
) -> list[Reading]:
    """Every return in a file: one for a text file, one for each sheet of a workbook that is a return.

    `return_name` says which return is meant, and `said` what unusual headings and words mean, where a person has said so.
    Raises UnreadableFile.
    """
    wanted = contract_named(return_name) if return_name else None
    limits.check_size(len(content))
    if not content or content.isspace():
        raise UnreadableFile("This file is empty. Send the return with its headings and rows.", "empty")
    if content.startswith(_OLE):
        raise UnreadableFile(_old_office(content), "wrong_kind")
    if content.startswith(_ZIP):
        return _workbook(name, content, wanted, limits, said)
    kind = next((said for start, said in _OTHERS if content.startswith(start)), None)
    if kind is None and _WEB_PAGE.match(content[:200]):
        kind = "a web page"
    if kind:
        raise UnreadableFile(f"This is {kind}, not a return. Send the return as .csv or .xlsx.", "wrong_kind")
    return [_text_file(name, content, wanted, limits, said)]


def tables_in(content: bytes, *, limits: Limits = BROWSER, said: Said = _NOTHING_SAID) -> Iterator[tuple[str | None, Iterator[Record]]]:
    """Every table of a file that `read` can read, as written: a sheet's name (None for a text file) and all its rows."""
    if content.startswith(_ZIP):
        yield from sheets_of(content, limits)
    else:
        yield None, table_of(content, LINES_ABOVE + 1, _score(said))[0]


def _workbook(name: str, content: bytes, wanted: Contract | None, limits: Limits, said: Said) -> list[Reading]:
    archive = Archive(content, limits)
    if not archive.is_office and not archive.encrypted:
        raise UnreadableFile("This is a zip file. Unpack it and send the files in it, or name it .zip.", "wrong_kind")
    return readings_of(name, content, wanted, limits, said)


def _text_file(name: str, content: bytes, wanted: Contract | None, limits: Limits, said: Said) -> Reading:
    records, notes = table_of(content, LINES_ABOVE + 1, _score(said))
    if name.casefold().endswith((".xlsx", ".xls", ".xlsm")):
        notes.append("It is named like a workbook, but it is text and was read as text.")
    return reading_of(name, None, records, limits=limits, wanted=wanted, notes=notes, padded=False, said=said)


def _score(said: Said) -> Callable[[list[Record]], float]:
    return lambda head: likeness([(record.number, record.cells) for record in head], said)


def _old_office(content: bytes) -> str:
    """What to do with a file in the format that Office used before 2007, in which passwords still wrap newer files."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "This workbook has a password. Save it without one and send it again."
    if "WordDocument".encode("utf-16-le") in content:
        return "This is a Word document, not a return. Send the return as .csv or .xlsx."
    return "This is an old Excel workbook (.xls) or another old Office file. Open it and save it as .xlsx or as “CSV UTF-8”, and send that."
