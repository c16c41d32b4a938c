"""What needs someone now: the tasks in order of harm, what changed since last term, what is coming.

Pure functions from frames of `headline_figures`, `review_list`, `referral_list`, `missed_list`, `senco_gaps`,
`senco_coverage`, `settings_needing_support` and `coming_events` to short texts. All texts are plain: names are not escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.charts.referrals import LONG_WAIT, said_in_sentence
from analytics.charts.style import (
    as_day,
    counted,
    day,
    listed,
    number,
    plain,
    plural,
    short_day,
    spelled,
    whole,
)
from analytics.support import improved, newly_red
from data.terms import Term

COVERED = ("in_post", "shared", "interim")
COVER = (("senco-coverage-view", "cover"),)
WAITS = ("referral-pathways-view", "waits")
VACANCIES = ("senco-coverage", "Vacancies", (("senco-coverage-view", "vacancies"),))
RATINGS = ("settings-needing-support", "Settings", (("support-view", "changed"),))
_NAMES = 3


@dataclass(frozen=True)
class Task:
    """One thing to do first: a sentence that begins with its number, a detail, and the page (address, link) that shows it.

    `view` is what the page's address says after the question mark, so that the page opens at the list meant.
    """

    title: str
    detail: str
    page: str
    link: str
    view: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """What became different since the end of last term. `kind` is worse, watch or better; page, link and view as of a task."""

    kind: str
    title: str
    detail: str
    page: str
    link: str
    view: tuple[tuple[str, str], ...] = ()


def do_first(
    headline: pd.DataFrame,
    gaps: pd.DataFrame,
    reviews: pd.DataFrame,
    referrals: pd.DataFrame,
    missed: pd.DataFrame,
    as_of: date,
    term: Term | None = None,
) -> list[Task]:
    """What to do, the most harmful first; a line only where there is something to do. `term` is that of the day, with its days."""
    row = headline.iloc[0]
    term = term or Term.of(as_of)
    tasks = []
    if settings := whole(row["no_senco_children_settings"]):
        tasks.append(_no_senco(settings, row))
    if late := whole(row["overdue_43_up"]):
        long_late = reviews[reviews["band"] == "43+"]
        oldest = f"; the oldest was due {day(long_late['due_on'].min())}" if len(long_late) else ""
        where = counted(long_late["setting"].nunique(), "setting")
        title = f"{number(late)} {plural(late, 'review is', 'reviews are')} more than 6 weeks late"
        tasks.append(Task(title, f"in {where}{oldest}", "overdue-reviews", "Reviews", (("reviews-view", "due"),)))
    if waiting := whole(row["over_18_weeks"]):
        tasks.append(_long_waits(waiting, referrals))
    if back := whole(row["returned_to_setting"]):
        days = whole(referrals.loc[referrals["waiting"] == "setting", "wait_days"].max())
        title = f"{number(back)} {plural(back, 'referral', 'referrals')} came back incomplete"
        detail = "waiting on the setting" + ("" if days is None else f", the oldest for {number(days)} {plural(days, 'day')}")
        tasks.append(Task(title, detail, "referral-pathways", "Referrals", (WAITS, ("referral-list", "setting"))))
    unseen = missed[missed["missed_in_a_row"].fillna(0) >= 3]
    if len(unseen):
        title = f"{number(len(unseen))} {plural(len(unseen), 'setting has', 'settings have')} missed 3 or more meetings in a row"
        longest = unseen.sort_values("missed_in_a_row", ascending=False, kind="stable")
        tasks.append(Task(title, f"{plain(longest['name'].iloc[0])} for longest", "clusters-and-training", "Meetings"))
    silent = int((gaps["cover"] == "not_known").sum())
    if silent:
        title = (
            f"{number(silent)} {plural(silent, 'setting has', 'settings have')} not told us who {plural(silent, 'its', 'their')} SENCO is"
        )
        tasks.append(Task(title, "ask for the SENCO return", "senco-coverage", "Settings", COVER))
    if whole(row["returns_expected"]) and (out := whole(row["returns_expected"]) - (whole(row["returns_received"]) or 0)):
        tasks.append(_missing_returns(out, term, as_of))
    return tasks


def _no_senco(settings: int, row: pd.Series) -> Task:
    children, longest = whole(row["no_senco_children"]), whole(row["longest_vacant_days"])
    parts = [] if children is None else [f"{number(children)} {plural(children, 'child', 'children')}"]
    parts += [] if longest is None else [f"longest vacancy {number(longest)} {plural(longest, 'day')}"]
    title = f"{number(settings)} {plural(settings, 'setting has', 'settings have')} children with SEN and no SENCO"
    return Task(title, "; ".join(parts), "senco-coverage", "Settings", COVER)


def _long_waits(waiting: int, referrals: pd.DataFrame) -> Task:
    over = referrals[(referrals["waiting"] == "service") & (referrals["wait_days"] > LONG_WAIT)]
    services = over["service"].value_counts()
    detail = ""
    if len(services):
        detail = f"{number(int(services.iloc[0]))} of them for {said_in_sentence(services.index[0])}"
    title = f"{number(waiting)} {plural(waiting, 'child has', 'children have')} waited over 18 weeks"
    return Task(title, detail, "referral-pathways", "Waits", (WAITS, ("referral-list", "waiting")))


def _missing_returns(out: int, term: Term, as_of: date) -> Task:
    left = (term.due_on - as_of).days
    when = (
        "today" if left == 0 else f"in {number(left)} {plural(left, 'day')}" if left > 0 else f"{number(-left)} {plural(-left, 'day')} ago"
    )
    verb = "due" if left >= 0 else "were due"
    title = f"{number(out)} {plural(out, 'return is', 'returns are')} {'still to come' if left >= 0 else 'missing'}"
    return Task(title, f"{verb} {day(term.due_on)}, {when}", "returns-received", "Returns", (("received", "returns"),))


def since_last_term(
    now: pd.DataFrame, before: pd.DataFrame, gaps: pd.DataFrame, missed_now: pd.DataFrame, missed_before: pd.DataFrame, moved: pd.DataFrame
) -> list[Change]:
    """Newly red settings, new vacancies, settings that stopped coming, improved ones, and those that found a SENCO.

    All against the end of last term; `moved` are the settings whose rating is another, as `analytics.support.moved` gives them. A
    childminder is encouraged only: it is named where things are better, and for its rating.
    """
    was, names = dict(zip(before["setting"], before["cover"], strict=True)), dict(zip(now["setting"], now["name"], strict=True))
    asked = now[now["expectation"] != "encouraged"]
    new = [each for each, cover in zip(asked["setting"], asked["cover"], strict=True) if cover == "vacant" and was.get(each) in COVERED]
    found = [each for each, cover in zip(now["setting"], now["cover"], strict=True) if cover in COVERED and was.get(each) == "vacant"]
    long_before = set(missed_before.loc[missed_before["missed_in_a_row"].fillna(0) >= 2, "setting"])
    missed = missed_now[missed_now["setting"].isin(asked["setting"])]
    quiet = missed[(missed["missed_in_a_row"].fillna(0) >= 2) & ~missed["setting"].isin(long_before)]
    red, better = newly_red(moved), improved(moved)
    changes = []
    if len(red):
        changes.append(Change("worse", "Newly red", _names(list(red["name"])), *RATINGS))
    if new:
        since = dict(zip(gaps["setting"], gaps["vacant_since"], strict=True))
        detail = _names([names[each] for each in new])
        if len(new) == 1 and as_day(since.get(new[0])):
            detail += f", from {day(since[new[0]])}"
        changes.append(
            Change("watch", "New vacancy" if len(new) == 1 else f"{spelled(len(new)).capitalize()} new vacancies", detail, *VACANCIES)
        )
    if len(quiet):
        changes.append(Change("watch", "Missed two meetings", _names(list(quiet["name"])), "clusters-and-training", "Meetings"))
    if len(better):
        changes.append(Change("better", "Improved", _names(list(better["name"])), *RATINGS))
    if found:
        changes.append(Change("better", "Found a SENCO", _names([names[each] for each in found]), *VACANCIES))
    return changes


def coming_up(events: pd.DataFrame, as_of: date, term: Term | None = None, days: int = 42, most: int = 6) -> list[tuple[str, str]]:
    """(day, what) of the next events and of this term's due date when it is within so many days, in order; `term` is that of the day."""
    lines = [
        (as_day(event.held_on), plain(event.title) + (f", {number(booked)} booked" if (booked := whole(event.settings_booked)) else ""))
        for event in events.itertuples()
    ]
    term = term or Term.of(as_of)
    if 0 <= (term.due_on - as_of).days <= days:
        lines.append((term.due_on, f"{term.season.capitalize()} returns due"))
    return [(short_day(on), what) for on, what in sorted(lines)[:most]]


def _names(names: Sequence[str]) -> str:
    """At most three names, and how many more there are."""
    said = [plain(name) for name in names]
    return listed(said) if len(said) <= _NAMES + 1 else f"{', '.join(said[:_NAMES])} and {spelled(len(said) - _NAMES)} more"
