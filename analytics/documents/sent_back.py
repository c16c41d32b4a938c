"""Letters about a file that was received: what must be put right in it, until when, and how to send it back.

A letter goes to one setting and speaks only of its rows. In a return about children, and in a column from which a person
can be told, it names the row and the column and never what stands in the cell. What belongs to no one setting (a number
that is on no register, the shape of the whole file) goes to whoever sent the file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from analytics.charts.style import counted, listed, number, plural, sentence
from analytics.documents.letters import Letter
from data.addressees import Addressee
from data.contract import Issue
from data.drafts import Checked
from data.marked import rows_about
from data.terms import Term, say_day

SENDER_OF_FILE = "Whoever sent this file"
MOST_LINES = 40
DAYS_TO_REPLY = 14
# What only the team can do something about, or what would tell one setting of another.
_NOT_FOR_SETTINGS = {"no_register", "child_in_two_settings"}
_WITHOUT_VALUE = (
    (" (“{value}”)", ""),
    (" ({value})", ""),
    (" as {value}.", "."),
    ("born in {value}", "born in that month"),
    (" in {value}", " in it"),
    ("“{value}”", "what is written there"),
    ("{value}", "what is written there"),
)
_DAY_IN_BRACKETS = re.compile(r" \([^()]*\d{4}[^()]*\)")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
_UNKNOWN = "No setting on the register has this number. Check the number."
_LOOK = "Check this cell and the ones it goes with."
_LOOK_ALONG = "Check that every cell of this row stands under its heading."


@dataclass(frozen=True)
class Back:
    """One letter, and the setting it is about (None: whoever sent the file)."""

    setting: str | None
    letter: Letter


def reply_by(term: Term | None, today: date) -> date:
    """When an answer is asked for: the day the return is due, but no sooner than two weeks from now."""
    soon = today + timedelta(days=DAYS_TO_REPLY)
    return max(soon, term.due_on) if term else soon


def letters_back(
    checks: Sequence[Checked],
    known: Mapping[str, Addressee],
    *,
    received_on: date,
    written_on: date,
    answer_by: date,
    with_workbook: bool,
) -> list[Back]:
    """A letter for each setting of one file with something to put right (else to look at), then one for what is no setting's own.

    `checks` are of the file as it was sent; `known` are the addressees of its settings.
    """
    unread = [issue for check in checks if check.reading is None for issue in check.issues]
    if unread:
        return [Back(None, _unreadable(unread, received_on, written_on, answer_by))]
    read = [check for check in checks if check.outcome != "duplicate"]
    blocks = any(check.blocking for check in read)
    letters = []
    for setting, found in _by_setting(read, "blocks" if blocks else "warns").items():
        to = known.get(setting) if setting else None
        about = _About(found, blocks, received_on, with_workbook, answer_by)
        letter = Letter(
            about="-and-".join(dict.fromkeys(check.contract.name.replace("_", "-") for check, _ in found)) + "-to-put-right",
            to=to.email if to else None,
            addressee=to.name if to else SENDER_OF_FILE,
            subject=about.subject,
            paragraphs=about.paragraphs,
            headings=("Row", "Column", "What to write" if blocks else "What to look at"),
            rows=about.rows[:MOST_LINES],
            closing=about.closing,
            written_on=written_on,
        )
        letters.append(Back(setting, letter))
    return sorted(letters, key=lambda back: (back.setting is None, back.letter.addressee))


def whose_file(checks: Sequence[Checked]) -> str | None:
    """The one setting a file is from, None when it may be about others too.

    A number that is on no register counts as a slip of the pen when it is blank or much like the setting's own.
    """
    if not all(check.contract and check.contract.replaces == "setting" and check.source is None for check in checks):
        return None
    settings = {setting for check in checks for setting in check.settings}
    known = [said.upper() for check in checks for said in check.numbers]
    for check in checks:
        at = check.reading.columns.index("setting_urn")
        unknown = {row.cells[at] for row in check.reading.rows} - {None} - check.numbers.keys()
        if not all(get_close_matches(said.upper(), known, n=1, cutoff=0.7) for said in unknown):
            return None
    return settings.pop() if len(settings) == 1 else None


def _by_setting(checks: Sequence[Checked], severity: str) -> dict[str | None, list[tuple[Checked, Issue]]]:
    """The issues by the setting whose rows they are in; a file from one setting is that setting's as a whole."""
    only = whose_file(checks)
    found: dict[str | None, list[tuple[Checked, Issue]]] = defaultdict(list)
    for check in checks:
        own = check.contract.replaces == "setting" and check.source is None and only is None
        rows = {row: setting for setting in check.settings for row in rows_about(check, setting)} if own else {}
        for issue in check.issues:
            if issue.severity == severity and issue.code not in _NOT_FOR_SETTINGS:
                found[only or rows.get(issue.row)].append((check, issue))
    return found


@dataclass(frozen=True)
class _About:
    """What a letter about these issues says."""

    found: Sequence[tuple[Checked, Issue]]
    blocks: bool
    received_on: date
    with_workbook: bool
    answer_by: date

    @property
    def _return(self) -> str:
        checks = {id(check): check for check, _ in self.found}.values()
        titles = list(dict.fromkeys(_lowered(check.contract.title) for check in checks))
        terms = list(dict.fromkeys(check.term.label for check in checks if check.contract.replaces == "setting" and check.term))
        return listed(titles) + (f" for {listed(terms)}" if terms else "")

    @property
    def subject(self) -> str:
        return f"{sentence(self._return)}: {counted(len(self.found), 'thing')} to {'put right' if self.blocks else 'look at'}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        many = len(self.found)
        said = [f"Thank you for sending {self._return}, which we received on {say_day(self.received_on)}."]
        if self.blocks:
            said.append(
                f"{sentence(counted(many, 'thing'))} in it {plural(many, 'needs', 'need')} to be put right before we can use it. "
                f"{plural(many, 'It is', 'They are')} listed here by the row and the column of your file."
            )
        else:
            said.append(
                f"We can use it as it is. {sentence(counted(many, 'thing'))} in it {plural(many, 'looks', 'look')} unusual: please check "
                f"{plural(many, 'it', 'them')}, and send the file again only if something has to change."
            )
        if any(_is_private(check, issue) for check, issue in self.found):
            said.append("To keep details of people private, rows and columns are named and what stands in the cells is not repeated.")
        return tuple(said)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """A line for each column and sentence, with all its rows."""
        together: dict[tuple[str, str], list[int]] = defaultdict(list)
        several = len({id(check) for check, _ in self.found}) > 1
        for check, issue in self.found:
            known = check.contract.by_name.get(issue.column or "")
            column = known.label if known else "the whole row" if issue.row else "the file"
            together[f"{check.contract.title}: {column}" if several else column, _said(check, issue)].append(issue.row or 0)
        return tuple((_rows(rows), column, said) for (column, said), rows in together.items())

    @property
    def closing(self) -> tuple[str, ...]:
        said = []
        left = len(self.rows) - MOST_LINES
        if left > 0:
            there = ", on its sheet of issues" if self.with_workbook else ""
            said.append(f"{sentence(counted(left, 'more line'))} of this list {plural(left, 'is', 'are')} not printed here{there}.")
        if self.with_workbook:
            said.append(
                "The workbook that comes with this letter is your file as you sent it, with these cells coloured. "
                "Put them right there, save the workbook and send it back as it is."
            )
        elif self.blocks:
            said.append("Please put them right in your own file and send the whole file again.")
        if self.blocks:
            said.append(f"Please send it by {say_day(self.answer_by)}. If anything here is not clear, please ask us.")
        if any(check.contract.child_level for check, _ in self.found):
            said.append("Please do not write a child’s name in your answer or in the file.")
        return tuple(said)


def _lowered(title: str) -> str:
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def _unreadable(issues: Sequence[Issue], received_on: date, written_on: date, answer_by: date) -> Letter:
    said = tuple(dict.fromkeys(issue.message for issue in issues))
    return Letter(
        about="file-to-send-again",
        to=None,
        addressee=SENDER_OF_FILE,
        subject="Your return: please send the file again",
        paragraphs=(f"Thank you for the file we received on {say_day(received_on)}. We could not read it yet, and this is why:", *said),
        closing=(f"Please send it again by {say_day(answer_by)}. If anything here is not clear, please ask us.",),
        written_on=written_on,
    )


def _is_private(check: Checked, issue: Issue) -> bool:
    known = check.contract.by_name.get(issue.column or "")
    return check.contract.child_level or check.contract.has_child or bool(known and known.personal)


def _said(check: Checked, issue: Issue) -> str:
    """The sentence about an issue; where a person could be told from the cell, without what stands in it."""
    if issue.code == "unknown_setting":
        return _UNKNOWN
    known = check.contract.by_name.get(issue.column or "")
    if not _is_private(check, issue) or issue.row is None or issue.code == "ambiguous_setting":
        return issue.message
    template = next((fault.words for fault in known.faults if fault.code == issue.code), None) if known else None
    if template and "{value}" in template:
        for with_value, without in _WITHOUT_VALUE:
            template = template.replace(with_value, without)
        return sentence(template.format(label=known.label, how=known.how_to_write))
    bare = _DAY_IN_BRACKETS.sub("", issue.message)
    if issue.column is None and "“" in bare:
        return _LOOK_ALONG
    return _LOOK if (issue.value and len(issue.value) > 1 and issue.value in bare) or _DAY.search(bare) else bare


def _rows(rows: Iterable[int]) -> str:
    """`2, 5 and 7 to 12`; nothing for the whole file."""
    runs: list[list[int]] = []
    for row in sorted(set(rows) - {0}):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = [
        f"{number(run[0])} to {number(run[-1])}" if len(run) > 2 else part
        for run in runs
        for part in ([number(run[0])] if len(run) > 2 else map(number, run))
    ]
    return listed(parts)
