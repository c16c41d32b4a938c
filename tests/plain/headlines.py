"""The figures of the first page, of all settings chosen and by cluster: plain answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tests.plain.coverage import chosen, cover, vacant_days
from tests.plain.filters import Filters
from tests.plain.log import TERM_RETURNS, Known, Row, Setting, due_day, expectation, term_of
from tests.plain.pathways import made, registered
from tests.plain.referrals import wait_days, waiting
from tests.plain.returns import first_accepted, first_term, owes, owing
from tests.plain.reviews import active_children, days_overdue

COVERED = ("in_post", "shared", "interim")


def all_blank_unless(told: bool, counts: Row) -> Row:
    return counts if told else dict.fromkeys(counts)


def has_own(known: Known, return_name: str, setting: Setting, day: date) -> bool:
    """Whether a setting's own return, not a service's export, is current: a nil return is."""
    return known.current(known.own(return_name), setting, day) is not None


@dataclass(frozen=True)
class Counted:
    """What the settings chosen say on a day: of those open on it, those on the register, and those that owe returns."""

    known: Known
    day: date
    filters: Filters

    @property
    def open(self) -> dict[Setting, Row]:
        return {setting: row for setting, row, _ in chosen(self.known, self.day, self.filters)}

    def tells(self, setting: Setting, *returns: str) -> bool:
        """Whether these returns of a setting are current: a silent setting tells nothing."""
        known = {"senco_posts": self.known.posts, "sen_reviews": self.known.reviews}
        return all(self.known.current(known[name], setting, self.day) is not None for name in returns)

    def no_senco(self) -> Row:
        with_children = {s: len(children) for s in self.open if (children := active_children(self.known, s, self.day))}
        vacant = [s for s in with_children if cover(self.known, s, self.day) == "vacant"]
        days = [told for s in vacant if (told := vacant_days(self.known, s, self.day)) is not None]
        counts = {
            "settings": len(vacant),
            "children": sum(with_children[s] for s in vacant),
            "longest": max(days, default=None),
            "of_all": len(with_children),
        }
        return all_blank_unless(any(self.tells(s, "senco_posts", "sen_reviews") for s in self.open), counts)

    def covered(self) -> Row:
        expected = [s for s, row in self.open.items() if expectation(row) == "expected"]
        is_told = any(self.tells(s, "senco_posts") for s in expected)
        covered = sum(cover(self.known, s, self.day) in COVERED for s in expected)
        return {"covered": covered if is_told else None, "expected": len(expected) if self.known.loaded("settings") else None}

    def overdue(self) -> Row:
        told = [children for s in self.open if (children := active_children(self.known, s, self.day)) is not None]
        late = [days for children in told for child in children if (days := days_overdue(child, self.day)) is not None]
        counts = {"overdue": len(late), "43_up": sum(days >= 43 for days in late), "children": sum(map(len, told))}
        return all_blank_unless(bool(told), counts)

    def waits(self) -> Row:
        """Waits count whether or not the setting is still open, and silence ends none of them."""
        each = [(waiting(row, self.day), wait_days(row, self.day)) for _, row in made(self.known, self.day, self.filters)]
        is_told = bool(each) or any(has_own(self.known, "referrals", s, self.day) for s in self.open)
        so_far = [days for on, days in each if on == "service"]
        counts = {"over": sum(days > 126 for days in so_far), "waiting": len(so_far), "returned": sum(on == "setting" for on, _ in each)}
        return all_blank_unless(is_told, counts)

    def owing(self) -> set[Setting]:
        """The settings that owe the term's returns, by the register of the day on which they owe them."""
        term, first = term_of(self.day), first_term(self.known)
        owing_it = owing(self.known, term, self.day).items() if first is not None and first <= term else ()
        return {s for s, row in owing_it if self.filters.has(row)}

    def returns(self) -> Row:
        """Blank where nothing is owed, as before the first term that anything was sent for."""
        owed = self.owing()
        received = [len(owed & first_accepted(self.known, name, term_of(self.day)).keys()) for name in TERM_RETURNS]
        return all_blank_unless(bool(owed), {"received": sum(received), "owed": len(owed) * len(TERM_RETURNS)})

    def figures(self) -> tuple[Row, ...]:
        """Who has no SENCO, who is covered, reviews late, waits and returns."""
        return self.no_senco(), self.covered(), self.overdue(), self.waits(), self.returns()


def headline_figures(known: Known, day: date, filters: Filters) -> list[Row]:
    counted = Counted(known, day, filters)
    senco, covered, overdue, waits, returns = counted.figures()
    return [
        {
            "no_senco_children_settings": senco["settings"],
            "no_senco_children": senco["children"],
            "longest_vacant_days": senco["longest"],
            "expected_covered": covered["covered"],
            "expected_settings": covered["expected"],
            "overdue": overdue["overdue"],
            "overdue_43_up": overdue["43_up"],
            "children": overdue["children"],
            "over_18_weeks": waits["over"],
            "waiting": waits["waiting"],
            "returned_to_setting": waits["returned"],
            "returns_received": returns["received"],
            "returns_expected": returns["owed"],
        }
    ]


def headlines_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    """Of each cluster on the register of the day; returns of each that owed them by the register of the day they are owed on."""
    clusters = {row["cluster"] for row in (*registered(known, day, filters).values(), *_registered_when_due(known, day, filters))}
    rows = []
    for cluster in clusters:
        counted = Counted(known, day, replace(filters, clusters=(cluster,)))
        is_listed = bool(registered(known, day, counted.filters))
        rows += [row for row in _of_cluster(counted, cluster) if (row["settings"] if row["figure"] == "returns" else is_listed)]
    return rows


def _registered_when_due(known: Known, day: date, filters: Filters) -> list[Row]:
    return list(registered(known, min(due_day(term_of(day)), day), filters).values())


def _of_cluster(counted: Counted, cluster: str) -> Iterator[Row]:
    senco, covered, overdue, waits, returns = counted.figures()
    pairs = {
        "no_senco": (senco["settings"], senco["of_all"]),
        "covered": (covered["covered"], covered["expected"]),
        "overdue": (overdue["overdue"], overdue["children"]),
        "over_18_weeks": (waits["over"], waits["waiting"]),
        "returns": (returns["received"], returns["owed"]),
    }
    known, day = counted.known, counted.day
    owe = [s for s, row in counted.open.items() if owes(row)]
    expected = [s for s, row in counted.open.items() if expectation(row) == "expected"]
    accepted = [first_accepted(known, name, term_of(day)).keys() for name in TERM_RETURNS]
    tellers = {
        "no_senco": ([s for s in owe if counted.tells(s, "senco_posts", "sen_reviews")], owe),
        "covered": ([s for s in expected if counted.tells(s, "senco_posts")], expected),
        "overdue": ([s for s in owe if counted.tells(s, "sen_reviews")], owe),
        "over_18_weeks": ([s for s in owe if has_own(known, "referrals", s, day)], owe),
        "returns": ([s for s in counted.owing() if all(s in name for name in accepted)], counted.owing()),
    }
    for figure, (value, of_all) in pairs.items():
        told, settings = tellers[figure]
        yield {"figure": figure, "cluster": cluster, "value": value, "of_all": of_all, "told": len(told), "settings": len(settings)}
