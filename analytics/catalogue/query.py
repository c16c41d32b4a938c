"""What there is to say about one question.

A text names a threshold in braces: `{due_soon_days}` becomes “14 days”, `{due_soon_days:n}` the bare “14” and
`{move_ready_days:day}` the day so long before 1 September. No text says a number that an edit of a threshold could make untrue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CODE = "SEND Code of Practice 2015"
NOTHING = "–"


@dataclass(frozen=True)
class Query:
    """One question. `columns` maps each column to its kind: text, date, integer, share, number, hours or boolean.

    `numerator` says what is counted or listed; `denominator` what each share or rate of the answer is of (“–” when it has none);
    `date_rule` which dates decide whether a row counts on the day.
    """

    name: str
    columns: Mapping[str, str]
    title: str
    unit: str
    definition: str
    source: str
    named: bool = True
    numerator: str = ""
    denominator: str = NOTHING
    date_rule: str = ""


_KINDS = {"t": "text", "d": "date", "i": "integer", "s": "share", "n": "number", "h": "hours", "b": "boolean"}


def columns(written: str) -> dict[str, str]:
    """Columns written as `name:kind`, the kind by its first letter; text when none is written."""
    pairs = (column.partition(":") for column in written.split())
    return {name: _KINDS[kind or "t"] for name, _, kind in pairs}


# What several questions say of their dates.
OPEN = "Settings are those open on the day: on the Early Years Register, opened by the day and not closed by it. "
CURRENT = "A setting speaks by its latest return in force of the day’s term or of the {current_terms_back} before. "
SO_FAR = "from the first day of the term to the day"
