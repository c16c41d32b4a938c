"""Which letters the bytes of a text file stand for.

Bytes are never repaired: they are read as UTF-8 (with or without a mark), UTF-16 or Windows-1252, or
refused. A file that mixes encodings would load letters nobody wrote, so it is refused too.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from data.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_PIECE = 1 << 20
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# UTF-8's own pairs and triples: Ã, Â or â before a symbol, or two pairs in a row, are no words of Windows-1252.
_UTF8_AMONG_OTHERS = re.compile(rb"[\xc2\xc3][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|(?:[\xc4-\xdf][\x80-\xbf]){2}")
# What é, è, ö and others are in the older encodings of Macintosh and DOS: in Windows-1252, no letter of the middle of a word.
_OLDER = re.compile(rb"[a-z][\x80\x82-\x84\x86-\x8c\x8e\x91\x93\x95\x98\x9b\x9f]|[A-Z][\x80\x82-\x84\x86-\x89\x8b\x91\x93\x98\x9b]")
# Polish, Turkish, Greek and Russian letters of the other Windows encodings: in Windows-1252 a sign of money or a fraction inside a word,
# Icelandic letters, or more letters with accents in a row than a word has.
_OTHER_COUNTRY = re.compile(
    rb"[A-Za-z\xc0-\xff][\xb1\xb3\xb6\xb9\xbc\xbe\xbf]|[\xa3\xa5\xaf\xb1\xb3\xb6\xb9\xbc\xbe\xbf][a-z]|[\xd0\xdd\xde\xf0\xfd\xfe]|[\xc0-\xff]{3}"
)
# Windows-1252's É, È, Ê or Ë before ’ is by accident also UTF-8, for letters no word has after a capital.
_CAPITALS = re.compile(rb"(?<=[A-Z])[\xc8-\xcb]\x92")
SAVE_AGAIN = "Open it where it was made and save it again as “CSV UTF-8”."


@dataclass(frozen=True)
class Letters:
    """A Python codec, and the sentence that says so when it is not plain UTF-8."""

    codec: str
    note: str | None = None


def line_of(content: bytes, at: int) -> int:
    """The line of a text file in which a byte stands."""
    before = content[:at]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def letters_of(content: bytes) -> Letters:
    """How the letters of a text file are to be read; raises UnreadableFile when it cannot be known."""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            wrong = _first_wrong(content, codec)
            if wrong is not None:
                raise _mixed(line_of(content, wrong)) if name == "UTF-8" else _broken(name)
            return Letters(codec, None if name == "UTF-8" else f"The letters were read as {name}.")
    if codec := _unmarked_utf16(content):
        if _first_wrong(content, codec) is not None:
            raise _broken("UTF-16")
        return Letters(codec, "The letters were read as UTF-16.")
    if (at := content.find(b"\0")) >= 0:
        where = line_of(content, at)
        raise UnreadableFile(
            f"Line {where} of this file holds something that is not text, so the file may be damaged. {SAVE_AGAIN}", "not_text", where
        )
    if len(_CONTROL.findall(content[: 1 << 16])) > 8:
        raise UnreadableFile("This is not a text file or a workbook. Send the return as .csv or .xlsx.", "not_text")
    if content.isascii():
        return Letters("utf-8")
    wrong = _first_wrong(content, "utf-8")
    if wrong is None and not (_CAPITALS.search(content) and _CAPITALS.sub(b"", content).isascii()):
        return Letters("utf-8")
    if found := None if wrong is None else _UTF8_AMONG_OTHERS.search(content):
        raise _mixed(line_of(content, max(found.start(), wrong)))
    older, undefined = _OLDER.search(content) or _OTHER_COUNTRY.search(content), _first_wrong(content, "cp1252")
    if older or undefined is not None:
        at = older.start() if older else undefined
        where = line_of(content, at)
        said = f"The letters on line {where} of this file are in an encoding we cannot be sure of{_likely(content, at)}."
        raise UnreadableFile(f"{said} {SAVE_AGAIN}", "unknown_encoding", where)
    return Letters("cp1252", "The letters were read as Windows-1252. Check that letters such as é are right.")


def _mixed(where: int) -> UnreadableFile:
    said = f"This file mixes two encodings (see line {where}), so its letters cannot be told. {SAVE_AGAIN}"
    return UnreadableFile(said, "mixed_encodings", where)


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(f"This file says that it is {name}, but part of it is not, so it may be damaged. {SAVE_AGAIN}", "damaged")


def _first_wrong(content: bytes, codec: str) -> int | None:
    """The position of the first byte a codec cannot read, or None; keeps no text."""
    decoder = codecs.getincrementaldecoder(codec)()
    view = memoryview(content)
    for at in range(0, len(view), _PIECE):
        try:
            decoder.decode(view[at : at + _PIECE], at + _PIECE >= len(view))
        except UnicodeError as problem:
            return at + max(0, getattr(problem, "start", 0))
    return None


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without a mark has a zero in every second byte of its headings."""
    sample = content[:400]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) > 0.7 * (len(sample) // 2) and min(even, odd) == 0:
        return "utf-16-be" if even else "utf-16-le"
    return None


def _likely(content: bytes, at: int) -> str:
    """The encoding the letters look like, in brackets, or nothing."""
    names = {"mac_roman": "Macintosh", "cp850": "DOS", "cp437": "DOS"}
    best = from_bytes(content[max(0, at - 2_000) : at + 2_000], cp_isolation=list(names)).best()
    return f" (perhaps {names[best.encoding]})" if best and best.encoding in names else ""
