"""Who has a SENCO: plain answers."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date

from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, expectation, term_of

COVERS = ("in_post", "shared", "interim", "vacant", "not_known")
HELD = ("npq_senco", "nasenco", "level_3_ey_senco", "other")


def chosen(known: Known, day: date, filters: Filters) -> Iterator[tuple[Setting, Row, Row]]:
    """The open settings asked about: each with its register row, and the first columns of an answer."""
    for setting, row in known.open_settings(day).items():
        if filters.has(row):
            yield setting, row, {"setting": setting, "name": row["name"], "cluster": row["cluster"]}


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def share(part: int, whole: int) -> float | None:
    """A share to four places, halves up; blank of nothing."""
    return (20000 * part + whole) // (2 * whole) / 10000 if whole else None


def sencos_in_post(known: Known, setting: Setting, day: date) -> list[Row]:
    """The SENCO and shared SENCO posts, interim ones too, that the current return shows in post on a day."""
    return [post for post in posts_on(known, setting, day) if post["role"] in ("senco", "shared")]


def posts_on(known: Known, setting: Setting, day: date) -> list[Row]:
    """The posts, deputies too, that the current return shows in post on a day."""
    told = known.current(known.posts, setting, day) or []
    return [post for post in told if post["started_on"] <= day and (post["ended_on"] is None or post["ended_on"] >= day)]


def cover(known: Known, setting: Setting, day: date) -> str:
    if known.current(known.posts, setting, day) is None:
        return "not_known"
    posts = sencos_in_post(known, setting, day)
    permanent = {post["role"] for post in posts if not post["interim"]}
    if "senco" in permanent:
        return "in_post"
    if "shared" in permanent:
        return "shared"
    return "interim" if posts else "vacant"


def sencos_told(known: Known, setting: Setting, day: date) -> list[Row]:
    """The SENCO and shared SENCO posts of all returns of the terms up to a day's, each as its latest term says."""
    posts: dict[tuple, Row] = {}
    for (of, term), rows in sorted(known.posts.items(), key=lambda item: item[0][1]):
        if of == setting and term <= term_of(day):
            posts |= {(row["senco_ref"], row["started_on"]): row for row in rows}
    return [post for post in posts.values() if post["role"] in ("senco", "shared")]


def vacant_days(known: Known, setting: Setting, day: date) -> int | None:
    """Days since the last SENCO's last day, of a vacant setting."""
    if cover(known, setting, day) != "vacant":
        return None
    ended = [post["ended_on"] for post in sencos_told(known, setting, day) if post["ended_on"] and post["ended_on"] < day]
    return (day - max(ended)).days if ended else None


def standard(known: Known, setting: Setting, row: Row, day: date) -> str | None:
    """Whether a setting that must have a qualified SENCO has one."""
    if expectation(row) != "must":
        return None
    if known.current(known.posts, setting, day) is None:
        return "not_known"
    reached = {standard_of(post, day) for post in sencos_in_post(known, setting, day)}
    return next((level for level in ("met", "in_time", "not_known") if level in reached), "not_met")


def standard_of(post: Row, day: date) -> str:
    teacher, qualification, experience = post["qualified_teacher"], post["qualification"], post["relevant_experience"]
    holds_award = qualification in ("npq_senco", "nasenco") and post["qualified_on"] is not None and post["qualified_on"] <= day
    if teacher == "yes" and (holds_award or experience == "yes"):
        return "met"
    if teacher == "yes" and day <= months_later(post["started_on"], 36):
        return "in_time"
    if teacher in (None, "not_known"):
        return "not_known"
    if teacher == "yes" and (qualification in (None, "not_known") or experience in (None, "not_known")):
        return "not_known"
    return "not_met"


def senco_coverage(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {
            "setting": setting,
            "name": row["name"],
            "provider_type": row["provider_type"],
            "cluster": row["cluster"],
            "expectation": expectation(row),
            "cover": cover(known, setting, day),
            "vacant_days": vacant_days(known, setting, day),
            "standard": standard(known, setting, row, day),
        }
        for setting, row in known.open_settings(day).items()
        if filters.has(row)
    ]


def senco_coverage_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    return _by_group(senco_coverage(known, day, filters), lambda row: row["cluster"])


def senco_coverage_by_provider_type(known: Known, day: date, filters: Filters) -> list[Row]:
    return _by_group(senco_coverage(known, day, filters), lambda row: row["provider_type"])


def _by_group(settings: list[Row], group_of: Callable[[Row], str]) -> list[Row]:
    counted = []
    for group, expected in sorted({(group_of(row), row["expectation"]) for row in settings}):
        covers = [row["cover"] for row in settings if (group_of(row), row["expectation"]) == (group, expected)]
        counts = {name: covers.count(name) for name in COVERS}
        covered = counts["in_post"] + counts["shared"] + counts["interim"]
        counted.append(
            {"group": group, "expectation": expected, "settings": len(covers)}
            | counts
            | {"covered": covered, "covered_share": share(covered, len(covers))}
        )
    return counted
