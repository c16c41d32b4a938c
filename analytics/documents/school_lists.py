"""The children who move to school, on paper: a list a receiving school, for the team's own use.

Takes the frame of `transition_list` (one row a child). A child stands under the start of its code and its setting's name;
nothing of a child's reference is in the frame. Each page says that it is for the team.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.charts import moves, style
from analytics.documents.pdf import compiled, shown
from data.terms import say_day

TEAM_ONLY = "For the Early Years Team only"
WHY = "Each child stands under a code of this dashboard. Agree with the setting which child it is before speaking to the school."
HEADINGS = ("Setting", "Child", "Starts on", "Meeting", "Information", "Parents", "SENCO known", "Next step", "Notes")
_WIDTHS = (24, 9, 12, 14, 14, 13, 10, 20, 22)
_MEETING = {"done": "held {}", "planned": "planned {}", "not_known": "no day told"}
_PARENTS = {"yes": "agreed", "no": "did not agree"}


@dataclass(frozen=True)
class SchoolList:
    """One school's children. `number` is None where the school is not known; `rows` are cells under HEADINGS."""

    school: str
    number: str | None
    said: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def school_lists(children: pd.DataFrame, as_of: date, names: Mapping[str, str]) -> list[SchoolList]:
    """A list a school, in the order of `moves.schools`; `names` gives the names of settings by identity."""
    lists = []
    for school in moves.schools(children, as_of, names).itertuples(index=False):
        number = style.plain(school.receiving_school_urn) or None
        own = children[[(style.plain(each) or None) == number for each in children["receiving_school_urn"]]]
        lists.append(SchoolList(_title(style.plain(school.school), number), number, _said(own, as_of, number), _rows(own, as_of)))
    return lists


def as_pdf(lists: Sequence[SchoolList], about: str, as_of: date) -> bytes:
    """The lists in one PDF/UA, each from the top of a page; `about` (the day, the filters) heads every page. At least one list."""
    whose = lists[0].school if len(lists) == 1 else style.counted(len(lists), "list")
    told = {
        "title": shown(f"Moves to school in September {moves.school_year(as_of)}: {whose}"),
        "author": "Early Years Team",
        "team": TEAM_ONLY,
        "about": shown(about),
        "headings": HEADINGS,
        "widths": _WIDTHS,
        "schools": [
            {
                "school": shown(each.school),
                "said": [shown(line) for line in each.said],
                "rows": [[shown(cell) for cell in row] for row in each.rows],
            }
            for each in lists
        ],
    }
    return compiled("school_list.typ", told, as_of)


def as_zip(lists: Sequence[SchoolList], about: str, as_of: date) -> bytes:
    """A PDF a school; the file names hold the school's number only."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for place, each in enumerate(lists, start=1):
            digits = "".join(filter(str.isalnum, each.number or "")) if each.number else "not-known"
            entry = zipfile.ZipInfo(f"{place:02d}-school-{digits}.pdf", (as_of.year, as_of.month, as_of.day, 0, 0, 0))
            pack.writestr(entry, as_pdf([each], about, as_of), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _title(school: str, number: str | None) -> str:
    if number is None:
        return "Receiving school not known"
    return school if number in school else f"{school} ({number})"


def _said(own: pd.DataFrame, as_of: date, number: str | None) -> tuple[str, ...]:
    """How many start there, what is done for how many of them, what is due; and for whom the page is."""
    total, told = len(own), moves.step_states(own, as_of)
    whom = f"{style.opening(total)} {style.plural(total, 'child', 'children')} with SEN {style.plural(total, 'starts', 'start')}"
    counts = {
        "Meeting held": int((told[moves.MEETING] == "done").sum()),
        "information shared": int((told[moves.INFORMATION] == "done").sum()),
    }
    done = "; ".join(f"{what} for {count} of {total}" for what, count in counts.items())
    when = f"in September {moves.school_year(as_of)}"
    start = f"{whom} at this school {when}" if number else f"{whom} {when} at a school that no return names; ask the setting"
    return (f"{start}. {done}. {moves.dues(own, as_of)}", f"{TEAM_ONLY}. {WHY}")


def _rows(own: pd.DataFrame, as_of: date) -> tuple[tuple[str, ...], ...]:
    told, following = moves.step_states(own, as_of), moves.next_steps(own, as_of)
    rows = [
        (
            style.plain(child.name),
            style.plain(child.child)[:6],
            style.day(child.starts_school_on),
            _MEETING[meeting].format(style.short_day(child.meeting_on)),
            "not yet" if information == "not_yet" else f"shared {style.short_day(child.information_shared_on)}",
            _PARENTS.get(parents, "not known"),
            {"yes": "yes", "no": "no"}.get(senco, "not known"),
            step,
            "",
        )
        for child, (meeting, information, parents, senco), step in zip(
            own.itertuples(index=False), told.itertuples(index=False), following, strict=True
        )
    ]
    return tuple(sorted(rows, key=lambda row: row[:2]))


def about(as_of: date, known: str, filters: str) -> str:
    """The line that heads every page: the day, what was known, of which settings."""
    return f"On {say_day(as_of)}, as known on {known}. {style.sentence(filters)}."
