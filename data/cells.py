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
# Blanks at the ends, and none of the control characters that Python calls blank.
_BLANK = r"(?:[^\S\x1c-\x1f]|[\u200c-\u200f])+"
_BLANK_ENDS = re.compile(rf"\A{_BLANK}|{_BLANK}\Z")

# What makes a spreadsheet run a text as a formula; some read the wide signs as the narrow ones.
_RUNS = r"[=+\-@\t\r＝＋－＠]"
_FORMULA = re.compile(f"'*[ \u00a0\\n]*{_RUNS}")


def cleaned_text(raw: str) -> str:
    """The cell's text; empty when nothing can be seen in it."""
    text = raw
    if not raw.isascii():
        text = unicodedata.normalize("NFC", _BLANK_ENDS.sub("", raw.translate(_TRANSLATED)))
    text = text.strip(" \t\r\n\f\v")
    if text.startswith("'") and _FORMULA.match(text):
        text = text[1:].lstrip(" \n")
    return re.sub(r"\r\n?", "\n", text) if "\r" in text else text


def held_back(text: str) -> str:
    """The text as it stands in a file of ours: with an apostrophe in front when a spreadsheet would run it.

    `cleaned_text` takes the apostrophe away again.
    """
    return f"'{text}" if _FORMULA.match(text) else text
