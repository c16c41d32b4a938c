"""Which files the sample’s settings send, and when: bulk files on time, and the few that come differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.contracts import CONTRACTS
from data.examples import children, posts, referrals
from data.examples.days import Diary, TermDays, weekday
from data.examples.places import Load, Setting
from data.examples.story import RETURNS, Part
from data.examples.written import Cells, ExampleFile, export, template, workbook


@dataclass
class World:
    """All that is true in the sample; a return tells what was true on its day."""

    diary: Diary
    settings: list[Setting]
    loads: list[Load]
    parts: dict[int, Part]
    posts: dict[int, list[posts.Post]]
    children: dict[int, list[children.Child]]
    referrals: dict[int, list[referrals.Referral]]

    def sends(self, name: str, setting: Setting, days: TermDays) -> bool:
        """Whether a setting sends a return in a term, on time or late."""
        part = self.parts[setting.key]
        registered = setting.listed_from < len(self.loads) and self.loads[setting.listed_from].accepted_on <= days.bulk_on
        there = registered and setting.is_open(days.bulk_on) and setting.on_early_years_register and setting.expectation != "none"
        willing = setting.owes_returns or name == "senco_posts" or part.children >= 0.5
        return there and willing and days.index in part.told_terms and (name, days.index) not in part.missing


@dataclass(frozen=True)
class Single:
    """A file outside the bulk ones: of a term (by index), `after` days from the bulk file, for some settings.

    `late` settings are left out of the bulk file; `old` ones are told there as they were so many days before.
    """

    name: str
    index: int
    after: int
    settings: tuple[Setting, ...]
    label: str
    written: Callable = template
    late: bool = True
    old: int = 0
    told_in: int | None = None
    spoiled: bool = False
    withdrawn: bool = False


class Returns:
    """The files of R1 to R3, oldest first."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._told: dict[int, date] = {}  # the day of each setting’s last referrals return
        self._used: set[int] = set()
        self._singles = list(self._outside_bulk())

    def files(self) -> Iterator[ExampleFile]:
        for days in self._world.diary.terms:
            yield from self._bulk(days)
            for single in sorted((s for s in self._singles if s.index == days.index), key=lambda s: (s.after, s.name)):
                yield from self._single(single, days)
            if days.index == len(self._world.diary.terms) - 2:
                yield self._service_export(days)

    def _rows(self, name: str, setting: Setting, days: TermDays, told_on: date) -> list[Cells]:
        world = self._world
        match name:
            case "senco_posts":
                return posts.rows(setting, world.posts[setting.key], told_on)
            case "sen_reviews":
                return children.rows(setting, world.children[setting.key], days, told_on)
        told_before, self._told[setting.key] = self._told.get(setting.key), told_on
        return referrals.rows(setting, world.referrals[setting.key], told_on, told_before)

    def _bulk(self, days: TermDays) -> Iterator[ExampleFile]:
        for minute, name in enumerate(RETURNS):
            outside = {
                setting.key: single
                for single in self._singles
                if (single.name, single.index) == (name, days.index)
                for setting in single.settings
            }
            rows = []
            for setting in self._world.settings:
                single = outside.get(setting.key)
                if (single and single.late) or not self._world.sends(name, setting, days):
                    continue
                told_on = max(days.term.starts_on, days.told_on - timedelta(days=single.old if single else 0))
                rows += self._rows(name, setting, days, told_on)
            content = export(CONTRACTS[name], rows)
            yield ExampleFile(_name(days, name), content, self._world.diary.moment(days.bulk_on, 5 + minute), days.term)

    def _single(self, single: Single, days: TermDays) -> Iterator[ExampleFile]:
        diary = self._world.diary
        accepted_on = min(weekday(days.bulk_on + timedelta(days=single.after)), diary.today)
        told = days if single.told_in is None else diary.terms[single.told_in]
        told_on = max(days.term.starts_on, accepted_on - timedelta(days=1)) if single.told_in is None else told.told_on
        rows = [row for setting in single.settings for row in self._rows(single.name, setting, told, told_on)]
        if single.spoiled:
            rows = _spoiled(rows)
        ending = "xlsx" if single.written is workbook else "csv"
        file = ExampleFile(
            name=_name(days, single.name, single.label, ending),
            content=single.written(CONTRACTS[single.name], rows),
            accepted_at=diary.moment(accepted_on, 20 + self._singles.index(single)),
            term=days.term,
            accept_good_rows=single.spoiled,
        )
        yield file
        if single.withdrawn:
            yield replace(file, content=b"", accepted_at=diary.moment(weekday(accepted_on + timedelta(days=1)), 20), undo=True)

    def _service_export(self, days: TermDays) -> ExampleFile:
        """What the speech and language service itself says of its referrals, a little later than the settings."""
        exported_on = weekday(days.bulk_on + timedelta(days=13))
        rows = []
        for setting in self._world.settings:
            if self._world.sends("referrals", setting, days) and setting.is_open(exported_on):
                known, told_before = self._world.referrals[setting.key], days.bulk_on - timedelta(days=260)
                rows += referrals.rows(setting, known, exported_on - timedelta(days=1), told_before, "speech_language")
        content = export(CONTRACTS["referrals"], rows)
        moment = self._world.diary.moment(exported_on, 40)
        return ExampleFile(_name(days, "referrals", "speech-language-service"), content, moment, days.term, source="speech_language")

    def _outside_bulk(self) -> Iterator[Single]:
        """Late files, nil returns, corrections, a file withdrawn and one with rows to put right; none before the first term."""
        count = len(self._world.diary.terms)

        def single(
            name: str, age: int, after: int, number: int, wanted: Callable[[Setting, TermDays], bool], label: str, **how: object
        ) -> Iterator[Single]:
            index = count - 1 - age
            if index < 0 or how.get("told_in", 0) < 0:
                return
            found = self._find(name, self._world.diary.terms[index], number, wanted)
            if found:
                yield Single(name, index, after, tuple(found), label, **how)

        yield from single("sen_reviews", 4, 12, 3, self._has_children, "three-late-settings", written=export)
        yield from single("senco_posts", 3, 19, 1, self._usual, "late")
        yield from single("senco_posts", 2, 15, 1, self._nobody, "nil-late")
        yield from single("sen_reviews", 2, 17, 1, self._no_children, "nil-late")
        yield from single("sen_reviews", 2, 20, 3, self._has_children, "held-rows", written=export, spoiled=True)
        yield from single("referrals", 1, 16, 1, self._no_referrals, "nil-late")
        yield from single("sen_reviews", 1, 21, 1, self._has_children, "late-workbook", written=workbook)
        yield from single("sen_reviews", 1, 9, 1, self._has_children, "correction", late=False, old=50)
        yield from single("sen_reviews", 1, 24, 1, self._has_children, "sent-by-mistake", late=False, told_in=count - 3, withdrawn=True)
        yield from single("senco_posts", 0, 1, 1, self._just_left, "correction", late=False, old=21)

    def _find(self, name: str, days: TermDays, number: int, wanted: Callable[[Setting, TermDays], bool]) -> list[Setting]:
        found = []
        for setting in self._world.settings:
            if len(found) < number and setting.key not in self._used and self._world.sends(name, setting, days) and wanted(setting, days):
                found.append(setting)
        self._used |= {setting.key for setting in found}
        return found

    def _usual(self, setting: Setting, days: TermDays) -> bool:
        return setting.owes_returns and setting.expectation == "expected" and self._world.parts[setting.key].cover == "senco"

    def _has_children(self, setting: Setting, days: TermDays) -> bool:
        started = [child for child in self._world.children[setting.key] if child.joined < days.index and child.is_there(days.told_on)]
        return self._usual(setting, days) and len(started) >= 3

    def _nobody(self, setting: Setting, days: TermDays) -> bool:
        return setting.owes_returns and self._world.parts[setting.key].cover == "nobody"

    def _no_children(self, setting: Setting, days: TermDays) -> bool:
        return setting.owes_returns and not self._world.children[setting.key]

    def _no_referrals(self, setting: Setting, days: TermDays) -> bool:
        return setting.owes_returns and not self._world.referrals[setting.key]

    def _just_left(self, setting: Setting, days: TermDays) -> bool:
        part = self._world.parts[setting.key]
        return part.cover == "vacancy" and part.filled is None and part.left < 21


def _name(days: TermDays, name: str, label: str = "", ending: str = "csv") -> str:
    return "-".join(filter(None, (days.term.name, name.replace("_", "-"), label))) + f".{ending}"


def _spoiled(rows: list[Cells]) -> list[Cells]:
    """Three rows with a mistake each, as people make them: they are held, the others load."""
    mistakes = ({"review_due_on": "31/02/2026"}, {"sen_status": "SEN suport"}, {"cycle_no": "two"})
    picked = range(1, len(rows), max(1, len(rows) // 3))
    wrong = dict(zip(picked, mistakes, strict=False))
    return [row | wrong.get(number, {}) for number, row in enumerate(rows)]
