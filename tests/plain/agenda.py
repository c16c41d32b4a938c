"""Meetings to come and who is expected, courses and who they reach: plain answers."""

from __future__ import annotations

from datetime import date, timedelta

from tests.plain.courses import came as came_to_any
from tests.plain.courses import is_told
from tests.plain.coverage import chosen, months_later
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, first_day, is_open, term_after, term_of
from tests.plain.pathways import registered
from tests.plain.training import CAME, came, invited, matrix_state, meetings_held, missed_in_a_row, statuses

SAID = (*CAME, "no_show")
NO_PLACE = {"apologies", "waitlist"}  # whoever is said to come, or not to have come, has a place


def last_came_on(known: Known, setting: Setting, day: date) -> date | None:
    return max((meeting["held_on"] for meeting in meetings_held(known, day) if came(known, meeting, setting)), default=None)


def missed_list(known: Known, day: date, filters: Filters) -> list[Row]:
    if not is_told(known):
        return []
    return [
        shown
        | {"area_senco": row["area_senco"], "missed_in_a_row": missed_in_a_row(known, setting, day)}
        | {"last_came_on": last_came_on(known, setting, day)}
        | {"invited": sum(setting in invited(known, meeting) for meeting in meetings_held(known, day))}
        for setting, row, shown in chosen(known, day, filters)
    ]


def course_reach(known: Known, day: date, filters: Filters) -> list[Row]:
    if not is_told(known):
        return []
    rows = []
    for setting, row, shown in chosen(known, day, filters):
        days = [e["held_on"] for of, e, _ in came_to_any(known, day) if of == setting and e["kind"] in ("course", "bespoke")]
        last = max(days, default=None)
        is_reached = last is not None and months_later(last, 12) >= day
        rows.append(shown | {"area_senco": row["area_senco"], "last_course_on": last, "reached": is_reached})
    return rows


def coming_events(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for event in known.events.values():
        if event["cancelled"] or not 1 <= (event["held_on"] - day).days <= 42:
            continue
        if not filters.has_cluster(event["cluster"]):
            continue
        booked = [setting for setting in registered(known, day, filters) if statuses(known, event, setting) - NO_PLACE]
        rows.append({name: event[name] for name in ("event_ref", "kind", "title", "cluster", "held_on")} | {"settings_booked": len(booked)})
    return rows


def agenda(known: Known, day: date) -> list[Row]:
    """The cluster meetings still to come, and those held from the first day of the term before."""
    since = first_day(term_after(term_of(day), -1))
    return [e for e in known.events.values() if e["kind"] == "cluster_meeting" and not e["cancelled"] and e["held_on"] >= since]


def expected(known: Known, meeting: Row, day: date) -> dict[Setting, Row]:
    """The settings expected at a meeting: by the register of the day until the meeting's own day has come."""
    if meeting["held_on"] <= day:
        return invited(known, meeting)
    return {
        setting: row
        for setting, row in known.register_ahead(day).items()
        if is_open(row, meeting["held_on"]) and meeting["cluster"] in (None, row["cluster"])
    }


def said_who_came(known: Known, meeting: Row, day: date) -> bool:
    """Whether, of a meeting whose day has come, somebody has said who came or did not."""
    told = [people for (event_ref, _), people in known.attendance.items() if event_ref == meeting["event_ref"]]
    said = {person["status"] for people in told for person in people}
    return meeting["held_on"] <= day and bool(said & set(SAID))


def state_at(known: Known, meeting: Row, setting: Setting, day: date) -> str | None:
    """How a setting stands to a meeting; None while nobody's attendance was ever loaded."""
    if not known.loaded("training_attendance"):
        return None
    if said_who_came(known, meeting, day):
        return matrix_state(known, meeting, setting)
    said = statuses(known, meeting, setting)
    if said - NO_PLACE:
        return "booked"
    return next((status for status in ("apologies", "waitlist") if status in said), "not_booked")


def agenda_meetings(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for meeting in agenda(known, day):
        all_expected = expected(known, meeting, day)
        here = [setting for setting, row in all_expected.items() if filters.has(row)]
        if not filters.has_cluster(meeting["cluster"]) or (not here and (filters.provider_types or filters.officers)):
            continue  # a meeting that nobody is expected at stands with nought where only clusters are chosen
        states = [state_at(known, meeting, setting, day) for setting in here]
        told, is_loaded = said_who_came(known, meeting, day), known.loaded("training_attendance")
        officers = sorted({row["area_senco"] for row in all_expected.values() if row["area_senco"]})
        rows.append(
            {name: meeting[name] for name in ("event_ref", "title", "topic", "cluster", "held_on")}
            | {"hours": None if meeting["hours"] is None else float(meeting["hours"]), "officers": ", ".join(officers) or None}
            | {"is_told": told, "settings_expected": len(here)}
            | {"settings_booked": states.count("booked") if is_loaded and not told else None}
            | {"settings_apologies": states.count("apologies") if is_loaded else None}
            | {"settings_attended": states.count("attended") if told else None}
        )
    return rows


def expected_settings(known: Known, day: date, filters: Filters) -> list[Row]:
    before, is_loaded = day - timedelta(days=1), known.loaded("training_attendance")
    return [
        {"event_ref": meeting["event_ref"], "held_on": meeting["held_on"], "setting": setting}
        | {name: row[name] for name in ("name", "cluster", "provider_type", "area_senco")}
        | {"state": state_at(known, meeting, setting, day)}
        | {"missed_in_a_row": missed_in_a_row(known, setting, before) if is_loaded else None}
        | {"last_came_on": last_came_on(known, setting, before)}
        for meeting in agenda(known, day)
        for setting, row in expected(known, meeting, day).items()
        if filters.has(row)
    ]
