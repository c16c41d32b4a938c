"""What One setting says in words: its answer, its facts, what its time line shows, and how its figures compare.

Plain text; names come from files, so a page passes each through `style.markdown`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from analytics.charts.style import as_day, counted, day, listed, number, percent, plain, plural, sentence
from analytics.one_setting import Lane, Told, figure, span
from analytics.trend import wilson
from data.contracts.settings import PROVIDER_TYPES

RATINGS = {"red": "Red: act now", "amber": "Amber: plan support", "green": "Green: no reason found", "grey": "Grey: not enough known"}
FEWEST = 5  # a share of fewer is not compared
COMPARING = (
    "Each figure stands beside those of its cluster and of the authority, the setting among them. A share of fewer than five is not "
    "compared; of any other the words say more or fewer only where its 95 % interval leaves no doubt."
)


def setting_answer(told: Told) -> str:
    """Whether somebody is there for the children, in one sentence."""
    register, closed_on = told.register, as_day(told.register["closed_on"])
    if closed_on is not None and closed_on <= told.as_of:
        return f"{told.name} closed on {day(closed_on)}."
    opened_on = as_day(register["opened_on"])
    if opened_on is not None and opened_on > told.as_of:
        return f"{told.name} opens on {day(opened_on)}."
    if told.cover is None:
        return f"{told.name} is on the register, but is not a setting that is asked for returns."
    return f"{told.name} {_cover(told)}, {_children(told)}."


def _cover(told: Told) -> str:
    if "senco_posts" not in told.loaded:
        return "has a SENCO or not: no SENCO posts are loaded"
    cover = told.cover["cover"]
    if cover == "vacant":
        if told.register["provider_type"] == "childminder":
            return "has no one named as SENCO yet"
        days = told.cover["vacant_days"]
        return "has no SENCO" if pd.isna(days) else f"has had no SENCO since {day(told.as_of - timedelta(days=int(days)))}"
    return {
        "in_post": "has a SENCO",
        "shared": "shares a SENCO",
        "interim": "has an interim SENCO",
        "not_known": "has not told us whether it has a SENCO",
    }[cover]


def _children(told: Told) -> str:
    if "sen_reviews" not in told.loaded:
        return "and no reviews are loaded"
    if not told.told_of_children:
        return "and has not told us about children with SEN"
    children, late = len(told.children), int((told.children["state"] == "overdue").sum())
    if not children:
        return "and no children with SEN attend"
    attend = f"and {counted(children, 'child', 'children')} with SEN {plural(children, 'attends', 'attend')}"
    return attend + (f", {counted(late, 'review')} late" if late else "")


def register_line(told: Told) -> str:
    """`Group, sessional · Damson · 32 places, funded · EY900417 · Officer J. Okafor`."""
    register = told.register
    places = None if pd.isna(register["places"]) else int(register["places"])
    room = [f"{number(places)} {plural(places, 'place')}"] if places is not None else []
    funded = [] if pd.isna(register["funded"]) else ["funded" if register["funded"] else "not funded"]
    parts = [
        PROVIDER_TYPES.get(register["provider_type"], ""),
        plain(register["cluster"]),
        ", ".join(room + funded),
        plain(register["urn"]),
    ]
    officer = plain(register["area_senco"])
    return " · ".join([part for part in parts if part] + [f"Officer {officer}" if officer else "No officer allocated"])


def inspection_line(told: Told) -> str:
    """When it opened and closed, and what Ofsted last said; empty when the register says none of it."""
    register = told.register
    said = [f"Opened {day(register['opened_on'])}"] if as_day(register["opened_on"]) else []
    said += [f"closed {day(register['closed_on'])}"] if as_day(register["closed_on"]) else []
    grades = [plain(register["ofsted_judgement"])] if plain(register["ofsted_judgement"]) else []
    grades += [f"inclusion: {plain(register['ofsted_inclusion'])}"] if plain(register["ofsted_inclusion"]) else []
    when = f" ({day(register['ofsted_on'])})" if as_day(register["ofsted_on"]) else ""
    said += [f"Ofsted: {', '.join(grades)}{when}"] if grades else []
    return sentence(" · ".join(said))


_IN_SENTENCE = {"SENCO": "the SENCO post", "Meetings and training": "meetings", "Contacts and actions": "contacts"}


def time_line_finding(lanes: Sequence[Lane]) -> str:
    """Which lanes need someone and which are not known, in words."""
    needs, unknown = ([_IN_SENTENCE.get(lane.name, lane.name.lower()) for lane in lanes if lane.state == state] for state in _STATES)
    one = "the SENCO post"
    said = f"{sentence(listed(needs))} {'needs' if needs == [one] else 'need'} someone" if needs else ""
    missing = f"{listed(unknown)} {'is' if unknown == [one] else 'are'} not known" if unknown else ""
    return f"{said}; {missing}" if said and missing else said or sentence(missing) or "Nothing on the time line needs someone now"


_STATES = ("attention", "not_known")


# The panels


@dataclass(frozen=True)
class Panel:
    """One figure of the setting with those it is compared with; `beside` are lines of plain text."""

    name: str
    figure: str
    beside: tuple[str, ...]
    compared: str


_PANELS = {
    "covered": "SENCO",
    "late_reviews": "Late reviews",
    "over_18_weeks": "Over 18 weeks",
    "came": "Came to meetings",
    "practice_yes": "Practice",
    "moves_ready": "Moves to school",
    "funding_decided": "Funding decided",
}
_RETURNS = {
    "covered": ("senco_posts",),
    "late_reviews": ("sen_reviews",),
    "over_18_weeks": ("referrals",),
    "came": ("training_events", "training_attendance"),
    "practice_yes": ("send_practice",),
    "moves_ready": ("transitions",),
    "funding_decided": ("funding",),
}
_ALWAYS = 5  # the first five stand whether or not their return is loaded
_COVER = {"in_post": "In post", "shared": "Shared", "interim": "Interim", "vacant": "Vacant", "not_known": "Not known"}
STANDARD = {"met": "qualified", "in_time": "to qualify in time", "not_met": "not qualified", "not_known": "qualification not known"}


def panels(told: Told) -> list[Panel]:
    """Five panels, and those on moves to school and funding where loaded and there is something of them."""
    made = []
    for place, (name, title) in enumerate(_PANELS.items()):
        if not set(_RETURNS[name]) <= told.loaded:
            if place < _ALWAYS:
                made.append(Panel(title, "not loaded", (), ""))
            continue
        own = figure(told.beside, name, "setting")
        if place < _ALWAYS or own["of_all"]:
            others = [(_level(own, level), figure(told.beside, name, level)) for level in ("cluster", "authority")]
            made.append(
                Panel(title, _own(told, name, own), tuple(f"{who}: {_of(other)}" for who, other in others), _compared(name, own, others))
            )
    return made


def _own(told: Told, name: str, own: pd.Series) -> str:
    if name == "covered":
        if told.cover is None:
            return "Not open"
        cover = told.cover["cover"]
        if cover == "vacant" and told.register["provider_type"] == "childminder":
            return "No one yet"
        standard = told.cover["standard"]
        return _COVER[cover] + (f", {STANDARD[standard]}" if cover not in ("vacant", "not_known") and isinstance(standard, str) else "")
    if not own["tellers"]:
        return "Not known"
    if not own["of_all"]:
        return {"late_reviews": "No children", "over_18_weeks": "None waiting"}.get(name, "None")
    if name == "over_18_weeks":
        return f"{_of(own)}, longest {span(int(own['longest']))}"
    return _of(own) + (" yes" if name == "practice_yes" else "")


def _level(own: pd.Series, level: str) -> str:
    return plain(own["cluster"]) or "No cluster" if level == "cluster" else "Authority"


def _of(counts: pd.Series) -> str:
    part, of_all = int(counts["part"]), int(counts["of_all"])
    said = f"{number(part)} of {number(of_all)}"
    return said if of_all < FEWEST else f"{said}, {percent(part / of_all)}"


def _compared(name: str, own: pd.Series, others: Sequence[tuple[str, pd.Series]]) -> str:
    """More, fewer or about the same, by the setting's own interval; silent about the setting's own yes or no."""
    if name == "covered" or not own["tellers"] or not own["of_all"]:
        return ""
    if own["of_all"] < FEWEST:
        return "too few to compare"
    low, high = wilson(int(own["part"]), int(own["of_all"]))
    said = []
    for who, other in others:
        if other["of_all"] and other["of_all"] > own["of_all"]:
            share = int(other["part"]) / int(other["of_all"])
            said.append((who, "more than" if low > share else "fewer than" if high < share else "about the same as"))
    if not said:
        return ""
    if len({word for _, word in said}) == 1:
        names = " and ".join(_article(who) for who, _ in said)
        return f"{said[0][1]} {names}"
    return "; ".join(f"{word} {_article(who)}" for who, word in said)


def _article(who: str) -> str:
    return "the authority" if who == "Authority" else who
