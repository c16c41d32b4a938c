"""Who comes to meetings and training: plain answers."""

from __future__ import annotations

from datetime import date

from tests.plain.coverage import share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, last_day, name_of, term_of, terms_between

CAME = ("attended", "part")


def meetings_held(known: Known, day: date) -> list[Row]:
    """The cluster meetings held by a day, in order; none while who came was never loaded."""
    if not known.loaded("training_attendance"):
        return []
    held = [e for e in known.events.values() if e["kind"] == "cluster_meeting" and not e["cancelled"] and e["held_on"] <= day]
    return sorted(held, key=lambda event: (event["held_on"], event["event_ref"]))


def invited(known: Known, meeting: Row) -> dict[Setting, Row]:
    """The settings invited to a meeting, each with its register row of that day."""
    return {
        setting: row for setting, row in known.open_settings(meeting["held_on"]).items() if meeting["cluster"] in (None, row["cluster"])
    }


def statuses(known: Known, event: Row, setting: Setting) -> set[str]:
    return {row["status"] for row in known.attendance.get((event["event_ref"], setting), [])}


def came(known: Known, event: Row, setting: Setting) -> bool:
    return bool(statuses(known, event, setting) & set(CAME))


def missed_in_a_row(known: Known, setting: Setting, day: date) -> int | None:
    """Meetings invited to since the last one the setting came to; None when never invited."""
    invitations = [meeting for meeting in meetings_held(known, day) if setting in invited(known, meeting)]
    if not invitations:
        return None
    missed = 0
    for meeting in reversed(invitations):
        if came(known, meeting, setting):
            break
        missed += 1
    return missed


def missed_meetings(known: Known, day: date, filters: Filters) -> list[Row]:
    if not (known.loaded("training_events") and known.loaded("training_attendance")):
        return []
    return [
        {"setting": setting, "missed_in_a_row": missed_in_a_row(known, setting, day)}
        for setting, row in known.open_settings(day).items()
        if filters.has(row)
    ]


def matrix_state(known: Known, meeting: Row, setting: Setting) -> str:
    said = statuses(known, meeting, setting)
    if said & set(CAME):
        return "attended"
    if "apologies" in said:
        return "apologies"
    if said & {"no_show", "booked"}:
        return "no_show"
    return "not_booked" if "waitlist" in said or setting in invited(known, meeting) else "not_invited"


def training_matrix(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {
            "setting": setting,
            "event_ref": meeting["event_ref"],
            "held_on": meeting["held_on"],
            "state": matrix_state(known, meeting, setting),
        }
        for setting, row in known.open_settings(day).items()
        if filters.has(row)
        for meeting in meetings_held(known, day)
    ]


def cluster_attendance(known: Known, day: date, filters: Filters) -> list[Row]:
    held = meetings_held(known, day)
    counted = []
    for term in terms_between(term_of(held[0]["held_on"]), term_of(day)) if held else ():
        of_term = [meeting for meeting in held if term_of(meeting["held_on"]) == term]
        invitations = [
            (meeting, setting, row["cluster"])
            for meeting in of_term
            for setting, row in invited(known, meeting).items()
            if filters.has(row)
        ]
        open_then = {row["cluster"] for row in known.open_settings(min(last_day(term), day)).values() if filters.has(row)}
        for cluster in sorted(open_then | {cluster for _, _, cluster in invitations}):
            asked = {setting for _, setting, of in invitations if of == cluster}
            attended = {setting for meeting, setting, of in invitations if of == cluster and came(known, meeting, setting)}
            counted.append(
                {
                    "cluster": cluster,
                    "term": name_of(term),
                    "meetings_held": sum(meeting["cluster"] in (None, cluster) for meeting in of_term),
                    "settings_invited": len(asked),
                    "settings_attended": len(attended),
                    "attendance_share": share(len(attended), len(asked)),
                }
            )
    return counted
