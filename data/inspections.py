"""What the public registers say of Ofsted's inspections: frameworks, grades in words, the latest of a row.

Headings are in the bare form of `data.registers` (letters and digits only). Grades are looked up by
framework: report cards, from November 2025, have no overall grade and grade inclusion instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Framework:
    """An Ofsted framework: its name, its first day, and the words for its overall grades."""

    name: str
    since: date
    overall: Mapping[str, str]


_FOUR_GRADES = {"1": "Outstanding", "2": "Good", "3": "Requires improvement", "4": "Inadequate"}
REPORT_CARD = Framework("Report card", date(2025, 11, 10), {})
EIF = Framework("EIF", date(2019, 9, 1), _FOUR_GRADES)
CIF = Framework("CIF", date.min, _FOUR_GRADES)  # and whatever came before it: the lists tell them apart no further
FRAMEWORKS = (REPORT_CARD, EIF, CIF)

# (dated by, overall grade, inclusion grade, frameworks it can be of, newest first) of each inspection a row may hold
_INSPECTIONS = (
    ("eyrreifmostrecentinspectiondate", "", "eyrreifmostrecentinclusion", (REPORT_CARD,)),
    ("eyroeifmostrecentfullinspectiondate", "eyroeifcifmostrecentoveralleffectiveness", "", (EIF, CIF)),
    ("eyroeifooscmostrecentinspectiondate", "eyroeifooscmostrecentoveralleffectiveness", "", (EIF, CIF)),
    ("mostrecentfullinspectiondate", "mostrecentfulloveralleffectiveness", "", FRAMEWORKS),
    ("ofstedlastinsp", "ofstedratingname", "", FRAMEWORKS),
)
INSPECTED = tuple(name for *names, _ in _INSPECTIONS for name in names if name)


def last_inspection(judged: Callable[[str], str | None]) -> dict[str, str | None]:
    """The latest inspection of a row: its framework, overall grade in words, inclusion grade and day."""
    held = []
    for dated, graded, included, frameworks in _INSPECTIONS:
        day, grade, inclusion = iso_day(judged(dated)), judged(graded), judged(included)
        if day or grade or inclusion:
            unreadable = day is not None and _day(day) is None
            held.append((unreadable, day or "", {"ofsted_on": day, "ofsted_inclusion": inclusion}, grade, frameworks))
    if not held:
        return {}
    _, day, found, grade, frameworks = max(held, key=lambda inspection: inspection[:2])
    framework = _framework_on(_day(day), frameworks)
    # All frameworks with an overall grade use the same words, so an undated grade can still be read.
    words = framework.overall if framework else _FOUR_GRADES
    judgement = words.get(grade, grade) if grade else None
    return found | {"ofsted_framework": framework.name if framework else None, "ofsted_judgement": judgement}


def _framework_on(day: date | None, frameworks: tuple[Framework, ...]) -> Framework | None:
    if len(frameworks) == 1:
        return frameworks[0]
    return next((framework for framework in frameworks if day and day >= framework.since), None)


def iso_day(text: str | None) -> str | None:
    """A day of a register (31/08/2021 or 31-08-2021) as ISO; anything else as it is written."""
    found = re.fullmatch(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})( 00:00(:00)?)?", text or "")
    try:
        return date(int(found[4]), int(found[3]), int(found[1])).isoformat() if found else text
    except ValueError:
        return text


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
