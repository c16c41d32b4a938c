"""The text of one cell, cleaned of what nobody typed on purpose.

Only blanks, no-break and invisible spaces, smart quotes, line endings, the way accents are stored and the
apostrophe that holds a formula back are changed; every other character stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

_TRANSLATED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("\u200b\u2060\ufeff", ""),
    }
)
_BLANK_ENDS = re.compile(r"\A[\s\u200c-\u200f]+|[\s\u200c-\u200f]+\Z")

# An export puts an apostrophe in front of text that a spreadsheet would run as a formula.
_HELD_FORMULA = re.compile(r"'+[=+\-@\t\r]")


def cleaned_text(raw: str) -> str:
    """The cell's text; empty when nothing can be seen in it."""
    text = raw
    if not raw.isascii():
        text = unicodedata.normalize("NFC", _BLANK_ENDS.sub("", raw.translate(_TRANSLATED)))
    text = text.strip(" \t\r\n\f\v")
    if text.startswith("'") and _HELD_FORMULA.match(text):
        text = text[1:]
    return re.sub(r"\r\n?", "\n", text) if "\r" in text else text
