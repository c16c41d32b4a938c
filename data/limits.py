"""How large a file may be before it is refused, in the browser and on the command line.

Sizes are bytes; `expanded` is what the members of a zip or workbook may come to together, and `ratio`
how many times larger than the file that may be. A refusal costs no more memory than the limit itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import UnreadableFile

MB = 1_000_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000
LONGEST_LINE = 250_000
MOST_MEMBERS = 1_000


@dataclass(frozen=True)
class Limits:
    """The largest file one way of sending takes."""

    size: int
    expanded: int
    ratio: int
    rows: int
    way_out: str

    def check_size(self, size: int) -> None:
        """Refuse a file of more bytes than are read this way."""
        if size > self.size:
            said = f"This file is {size / MB:,.1f} MB; up to {self.size / MB:,.0f} MB can be read this way. {self.way_out}"
            raise UnreadableFile(said, "too_large")

    def check_rows(self, rows: int) -> None:
        """Refuse a table of more rows, or more blank rows, than are read this way."""
        if rows > self.rows:
            raise UnreadableFile(
                f"This file has more than {self.rows:,} rows, the most that can be read this way. {self.way_out}", "too_many_rows"
            )

    def check_texts(self, texts: int) -> None:
        """Refuse a workbook of more different texts than the rows that are read this way can need."""
        if texts > 3 * self.rows:
            said = f"This workbook holds more than {3 * self.rows:,} different texts, the most that can be read this way."
            raise UnreadableFile(f"{said} {self.way_out}", "too_many_texts")

    def too_much(self) -> UnreadableFile:
        """The refusal of an archive that would expand beyond the limit."""
        return UnreadableFile(
            f"This file would grow to more than {self.expanded / MB:,.0f} MB, or more than {self.ratio} times its size, when it is opened. "
            f"{self.way_out}",
            "expands_too_far",
        )


BROWSER = Limits(20 * MB, 50 * MB, 100, 200_000, "Use the command line: python -m data load, then the folder the file is in.")
COMMAND_LINE = Limits(500 * MB, 500 * MB, 100, 5_000_000, "Split it into smaller files.")
