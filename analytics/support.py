"""Why a setting needs support, in words with the figure and the day; who moved; the counts of each cluster.

Pure functions from frames of `settings_needing_support` and `support_reasons`. All texts are plain: names and what a register says
are not escaped here. A setting’s rating on one day is never better or worse than on another for want of a return: from green to
`grey` and back is neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.charts.style import (
    as_day,
    counted,
    day,
    listed,
    number,
    opening,
    percent,
    plain,
    plural,
    short_day,
    spelled,
    whole,
)

RATINGS = {"red": "Red", "amber": "Amber", "green": "Green", "grey": "Not enough known"}
SHAPES = {"red": "◆", "amber": "▲", "green": "●", "grey": "○"}
WORST_FIRST = ("red", "amber", "green")

# What each rule is called where one is chosen, and the return whose rows prove it.
RULES: dict[str, tuple[str, str]] = {
    "no_cover_with_children": ("Children and no SENCO", "senco_posts"),
    "standard_not_met": ("Standard not met", "senco_posts"),
    "reviews_long_overdue": ("Reviews over 6 weeks late", "sen_reviews"),
    "safeguarding_expired": ("Safeguarding ran out", "senco_posts"),
    "long_vacancy": ("Long vacant", "senco_posts"),
    "long_interim": ("Long interim", "senco_posts"),
    "not_inducted": ("SENCO not inducted", "senco_posts"),
    "missed_meetings": ("Missed meetings", "training_attendance"),
    "reviews_overdue": ("Late reviews", "sen_reviews"),
    "return_late_or_missing": ("Return late or missing", "senco_posts"),
    "practice_gaps": ("Practice gaps", "send_practice"),
    "no_contact": ("No contact", "contacts"),
    "ofsted_concern": ("Ofsted’s judgement", "settings"),
}
_RETURNS = {"senco_posts": "SENCO posts", "sen_reviews": "SEN reviews", "referrals": "referrals"}
_STANDARD = {
    "vacant": "No SENCO, as a school must have",
    "not_a_teacher": "The SENCO is not a qualified teacher, as a school must have",
    "not_qualified": "The SENCO is not qualified in the time the law gives",
}


@dataclass(frozen=True)
class Rule:
    """One row of `support_reasons`; counts as whole numbers, blanks as None. A day of the year `year` is said without it."""

    rule: str
    state: str
    figure: int | None
    of_all: int | None
    on_day: date | None
    detail: str
    limit: int | None
    year: int | None = None

    @classmethod
    def of(cls, row: Mapping[str, object], year: int | None = None) -> Rule:
        named = (str(row["rule"]), str(row["state"]))
        counts = (whole(row["figure"]), whole(row["of_all"]))
        return cls(*named, *counts, as_day(row["on_day"]), plain(row["detail"]), whole(row["limit_value"]), year)

    @property
    def day(self) -> str:
        """The day in words; blank where there is none."""
        return _in_year(self.on_day, self.year)

    @property
    def is_vacancy(self) -> bool:
        """Whether it says that nobody is there."""
        return self.rule in ("no_cover_with_children", "long_vacancy") or (self.rule == "standard_not_met" and self.detail == "vacant")


def reason(rule: Rule) -> tuple[str, str]:
    """Why a rule applies: what, with its figure, and the rest of the sentence with its day."""
    return _REASONS[rule.rule](rule)


def said(rule: Rule) -> str:
    """A reason as one text without a full stop, or what would make the rule apply next."""
    return "".join(reason(rule)) if rule.state == "fires" else nearly(rule)


def in_short(rules: Sequence[Rule], most: int = 3) -> tuple[list[tuple[str, str]], int]:
    """The first reasons as `reason` says them, and how many more there are. One vacancy is said once, however many rules name it."""
    first, *same = [rule for rule in rules if rule.is_vacancy] or [None]
    told = [_vacancy(rule, same) if rule is first else reason(rule) for rule in rules if rule not in same]
    return told[:most], len(told[most:])


def _vacancy(rule: Rule, others: Sequence[Rule]) -> tuple[str, str]:
    """All that several rules say of one vacancy."""
    more = {other.rule: other for other in others}
    what, rest = reason(rule)
    if "standard_not_met" in more:
        what += ", as a school must have" + ("," if rest else "")
    return what, rest + (f" ({_days(more['long_vacancy'])})" if "long_vacancy" in more else "")


def nearly(rule: Rule) -> str:
    """What would make a rule apply that does not yet."""
    return _NEARLY[rule.rule](rule)


def _since(rule: Rule, *, days: bool = False) -> str:
    if rule.on_day is None:
        return ""
    return f" since {rule.day}" + (f" ({number(rule.figure)} {plural(rule.figure, 'day')})" if days and rule.figure else "")


def _reviews(rule: Rule, late: str) -> tuple[str, str]:
    share = f" ({percent(rule.figure / rule.of_all)})" if rule.of_all >= 5 else ""
    what = f"{number(rule.figure)} of {number(rule.of_all)} {plural(rule.of_all, 'review')} {late}{share}"
    return what, f", the oldest since {rule.day}" if rule.on_day else ""


def _late_returns(rule: Rule) -> tuple[str, str]:
    names = [each.rpartition(" ") for each in rule.detail.split("; ") if each]
    what = [f"{_RETURNS.get(name, name)} {state}" for name, _, state in names]
    return f"{plural(rule.figure, 'Return')} late or missing", f": {listed(what)} (due {rule.day})"


def _contact(rule: Rule) -> tuple[str, str]:
    return "No contact for two terms", f"; the last was on {rule.day}" if rule.on_day else "; none is recorded"


def _meetings(rule: Rule) -> tuple[str, str]:
    rest = f"; last came on {rule.day}" if rule.on_day else "; never came"
    return f"Missed {number(rule.figure)} {plural(rule.figure, 'meeting')} in a row", rest


def _children(rule: Rule) -> str:
    return f"{number(rule.figure)} {plural(rule.figure, 'child', 'children')} with SEN"


def _days(rule: Rule) -> str:
    return f"{number(rule.figure)} {plural(rule.figure, 'day')}"


def _after(rule: Rule) -> str:
    return f"counts after {number(rule.limit)}"


_REASONS: dict[str, Callable[[Rule], tuple[str, str]]] = {
    "no_cover_with_children": lambda rule: (f"{_children(rule)} and no SENCO", _since(rule)),
    "standard_not_met": lambda rule: (_STANDARD[rule.detail], f",{since}" if (since := _since(rule)) else ""),
    "reviews_long_overdue": lambda rule: _reviews(rule, "over 6 weeks late"),
    "safeguarding_expired": lambda rule: ("Safeguarding training ran out", f" on {rule.day} ({_days(rule)} ago)"),
    "long_vacancy": lambda rule: (f"No SENCO for {_days(rule)}", f",{_since(rule)}"),
    "long_interim": lambda rule: (f"Interim SENCO for {_days(rule)}", f",{_since(rule)}"),
    "not_inducted": lambda rule: ("New SENCO came to no induction", f"; in post{_since(rule, days=True)}"),
    "missed_meetings": _meetings,
    "reviews_overdue": lambda rule: _reviews(rule, "late"),
    "return_late_or_missing": _late_returns,
    "practice_gaps": lambda rule: (
        f"{number(rule.figure)} of {number(rule.of_all)} practice items answered no",
        f" ({rule.day})",
    ),
    "no_contact": _contact,
    "ofsted_concern": lambda rule: (f"Ofsted’s {rule.detail}", ""),
}

_ONE_MORE = "; one more counts"
_NEARLY: dict[str, Callable[[Rule], str]] = {
    "no_cover_with_children": lambda rule: (
        f"The SENCO’s last day is {rule.day}, with {_children(rule)}" if rule.figure else "No SENCO; one child with SEN counts"
    ),
    "standard_not_met": lambda rule: f"The SENCO has until {rule.day} to qualify",
    "reviews_long_overdue": lambda rule: _reviews(rule, "over 6 weeks late")[0] + _ONE_MORE,
    "safeguarding_expired": lambda rule: f"Safeguarding training runs out on {rule.day}",
    "long_vacancy": lambda rule: f"No SENCO for {_days(rule)}; {_after(rule)}",
    "long_interim": lambda rule: f"Interim SENCO for {_days(rule)}; {_after(rule)}",
    "not_inducted": lambda rule: f"Induction of the new SENCO by {day(rule.on_day + timedelta(days=rule.limit))}",
    "missed_meetings": lambda rule: _meetings(rule)[0] + _ONE_MORE,
    "reviews_overdue": lambda rule: _reviews(rule, "late")[0] + _ONE_MORE,
    "return_late_or_missing": lambda rule: f"{counted(rule.figure, 'return').capitalize()} still to come, due {rule.day}",
    "practice_gaps": lambda rule: f"{number(rule.figure)} practice {plural(rule.figure, 'item')} answered no{_ONE_MORE}",
    "no_contact": lambda rule: f"Last contact on {rule.day}; from next term it counts as none",
}


def reasons_of(reasons: pd.DataFrame, state: str = "fires", year: int | None = None) -> dict[str, list[Rule]]:
    """The rules in a state (`fires`, `nearly`…) by setting, in their order; days of the year `year` are said without it."""
    found: dict[str, list[Rule]] = {}
    for row in reasons[reasons["state"] == state].to_dict("records"):
        found.setdefault(row["setting"], []).append(Rule.of(row, year))
    return found


def support_answer(ratings: pd.DataFrame) -> str:
    """Who do we help next? From `settings_needing_support`."""
    if ratings.empty:
        return "No open setting is chosen."
    red, amber = ((ratings["rating"] == code).sum() for code in ("red", "amber"))
    if not red and not amber:
        grey = int((ratings["rating"] == "grey").sum())
        more = f", but of {counted(grey, 'setting')} not enough is known" if grey else ""
        return f"No setting is red or amber{more}."
    if not red:
        return f"No setting is red; {counted(int(amber), 'setting')} {plural(amber, 'is', 'are')} amber."
    second = f" and {spelled(int(amber))} amber" if amber else ", none amber"
    first = f"{opening(int(red))} {plural(red, 'setting is', 'settings are')} red{second}."
    clusters = ratings.loc[ratings["rating"] == "red", "cluster"].map(plain).value_counts()
    if red >= 3 and len(clusters) > 1 and clusters.iloc[0] * 2 > red:
        return f"{first} {opening(int(clusters.iloc[0]))} of the {spelled(int(red))} red settings are in {clusters.index[0]}."
    return first


def moved(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The settings whose rating is another: setting, name, was, rating and `way` (worse, better, other), worse first."""
    both = now.merge(before[["setting", "rating"]].rename(columns={"rating": "was"}), on="setting")
    both = both[both["was"] != both["rating"]]
    ways = [way_between(was, rating) for was, rating in zip(both["was"], both["rating"], strict=True)]
    told = both.assign(way=ways)[["setting", "name", "cluster", "was", "rating", "way"]]
    return told.sort_values("way", key=lambda way: way.map(["worse", "better", "other"].index), kind="stable").reset_index(drop=True)


def way_between(was: str, rating: str) -> str:
    """`worse`, `better` or `other`: from one rating to another."""
    if "grey" in (was, rating):
        return "worse" if rating in ("red", "amber") else "better" if was in ("red", "amber") and rating == "green" else "other"
    return "worse" if WORST_FIRST.index(rating) < WORST_FIRST.index(was) else "better"


def newly_red(changed: pd.DataFrame) -> pd.DataFrame:
    """Of the settings that `moved`, those that are red now."""
    return changed[changed["rating"] == "red"]


def improved(changed: pd.DataFrame) -> pd.DataFrame:
    """Of the settings that `moved`, those whose rating is better now."""
    return changed[changed["way"] == "better"]


def changed_line(changed: pd.DataFrame) -> str:
    """How many changed since the end of last term, from `moved`."""
    worse = changed[changed["way"] == "worse"]
    groups = [
        (len(newly_red(changed)), "newly red"),
        (int((worse["rating"] == "amber").sum()), "newly amber"),
        (len(improved(changed)), "better"),
    ]
    told = [(count, word) for count, word in groups if count]
    if not told:
        return "No setting is newly red or amber, and none is better"
    (count, word), others = told[0], told[1:]
    first = f"{opening(count)} {plural(count, 'setting is', 'settings are')} {word}"
    return listed([first, *(f"{spelled(each)} {said}" for each, said in others)])


def by_cluster(ratings: pd.DataFrame) -> pd.DataFrame:
    """The counts of each cluster in name order: cluster, red, amber, green, grey. No shares: clusters are small."""
    clusters = ratings["cluster"].map(plain)
    counts = pd.crosstab(clusters, ratings["rating"]).reindex(columns=list(RATINGS), fill_value=0).astype("Int64")
    counts.columns.name = None
    return counts.rename_axis("cluster").reset_index()


def next_step(action: object, due_on: object, last_contact_on: object, as_of: date | None = None) -> str:
    """`Next: visit, 25 Nov 2026. Last contact: 2 Nov 2026.` With the day asked about: its year is left out, and what is late says so."""
    planned, due, year = plain(action).removesuffix("."), as_day(due_on), as_of.year if as_of else None
    late = "was due " if as_of and due and due < as_of else ""
    step = f"Next: {planned}{f', {late}{_in_year(due, year)}' if due else ''}" if planned else "Next: none set"
    return f"{step}. Last contact: {_in_year(as_day(last_contact_on), year) or 'none recorded'}."


def _in_year(on: date | None, year: int | None) -> str:
    """A day in words, without its year where it is that of `year`; blank where there is none."""
    return short_day(on) if on and on.year == year else day(on)
