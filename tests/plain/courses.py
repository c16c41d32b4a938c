"""Training beyond the meetings: plain answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.plain.coverage import chosen, months_later, posts_on, share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, last_day, name_of, term_of, terms_between
from tests.plain.training import CAME


def is_told(known: Known) -> bool:
    return known.loaded("training_events") and known.loaded("training_attendance")


def came(known: Known, day: date) -> Iterator[tuple[Setting, Row, Row]]:
    """Everybody who came to an event held by a day: the setting, the event, the person."""
    for (event_ref, setting), people in known.attendance.items():
        event = known.events.get(event_ref)
        if event is not None and not event["cancelled"] and event["held_on"] <= day:
            yield from ((setting, event, person) for person in people if person["status"] in CAME)


def course_reach_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    if not is_told(known):
        return []
    reached = {
        setting
        for setting, event, _ in came(known, day)
        if event["kind"] in ("course", "bespoke") and months_later(event["held_on"], 12) >= day
    }
    settings = {setting: row["cluster"] for setting, row, _ in chosen(known, day, filters)}
    rows = []
    for cluster in set(settings.values()):
        of_cluster = {setting for setting in settings if settings[setting] == cluster}
        both = len(of_cluster & reached)
        rows.append({"cluster": cluster, "settings": len(of_cluster), "reached": both, "reached_share": share(both, len(of_cluster))})
    return rows


def is_of(setting: Setting, post: Row, came_from: Setting, event: Row, person: Row) -> bool:
    """Whether the person who came is the one of a post."""
    role = "deputy" if post["role"] == "deputy" else "senco"
    alike = came_from == setting and person["attendee_role"] == role and event["held_on"] >= post["started_on"]
    return alike or person["attendee_ref"] == post["senco_ref"]


def untrained_sencos(known: Known, day: date, filters: Filters) -> list[Row]:
    if not is_told(known):
        return []
    people = list(came(known, day))
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        for post in posts_on(known, setting, day):
            days = [event["held_on"] for came_from, event, person in people if is_of(setting, post, came_from, event, person)]
            if not days or months_later(max(days), 12) < day:
                post_shown = {name: post[name] for name in ("senco_ref", "role", "started_on")}
                rows.append(shown | post_shown | {"last_trained_on": max(days, default=None)})
    return rows


def training_evaluations(known: Known, day: date, filters: Filters) -> list[Row]:
    if not is_told(known):
        return []
    listed = {setting for setting, row in known.register_on(day).items() if filters.has(row)}
    rows = []
    for event in known.events.values():
        if event["cancelled"] or event["held_on"] > day:
            continue
        there = [person for setting, of, person in came(known, day) if of is event and setting in listed]
        if not there and filters.clusters and event["cluster"] not in (None, *filters.clusters):
            continue
        given = [person["evaluation"] for person in there if person["evaluation"] is not None]
        mean = (20 * sum(given) + len(given)) // (2 * len(given)) / 10 if len(given) >= 5 else None
        rows.append({name: event[name] for name in ("event_ref", "title", "kind", "held_on")} | {"answers": len(given), "mean": mean})
    return rows


def meetings_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    meetings = [event for event in known.events.values() if event["kind"] == "cluster_meeting" and not event["cancelled"]]
    first = min((term_of(meeting["held_on"]) for meeting in meetings), default=term_of(day))
    rows = []
    for term in terms_between(first, term_of(day)) if meetings else ():
        open_then = known.open_settings(min(last_day(term), day)).values()
        for cluster in {row["cluster"] for row in open_then if filters.has(row)}:
            days = [m["held_on"] for m in meetings if term_of(m["held_on"]) == term and m["cluster"] in (None, cluster)]
            held = sum(on <= day for on in days)
            rows.append({"cluster": cluster, "term": name_of(term), "planned": len(days), "held": held, "has_meeting": bool(days)})
    return rows
