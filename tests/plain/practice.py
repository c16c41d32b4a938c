"""The team’s contacts and the settings’ practice: plain answers."""

from __future__ import annotations

from datetime import date

from data.contracts.contacts import CONTACTS
from data.contracts.send_practice import ITEMS
from tests.plain.coverage import chosen, share
from tests.plain.filters import Filters
from tests.plain.log import Known, Row, Setting, first_day, term_after, term_of

PURPOSES = tuple(CONTACTS.by_name["purpose"].codes)


def last_contact(known: Known, setting: Setting, day: date) -> date | None:
    return max((row["on"] for of, row in known.contacts if of == setting and row["on"] <= day), default=None)


def is_in_touch(known: Known, setting: Setting, day: date) -> bool:
    """Whether the last contact lies in the term of the day or the term before."""
    last = last_contact(known, setting, day)
    return last is not None and last >= first_day(term_after(term_of(day), -1))


def contact_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("contacts"):
        return []
    counts: dict[str, list[int]] = {}
    for setting, row, _ in chosen(known, day, filters):
        count = counts.setdefault(row["cluster"], [0, 0, 0])
        has_officer = row["area_senco"] is not None
        for place, counted in enumerate((True, has_officer, has_officer and is_in_touch(known, setting, day))):
            count[place] += counted
    return [
        {"cluster": cluster, "settings": settings, "with_officer": with_officer, "contacted": contacted}
        | {"contacted_share": share(contacted, with_officer)}
        for cluster, (settings, with_officer, contacted) in counts.items()
    ]


def contacts_by_purpose(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("contacts"):
        return []
    cluster_of = {setting: row["cluster"] for setting, row, _ in chosen(known, day, filters)}
    rows = []
    for cluster in set(cluster_of.values()):
        for purpose in PURPOSES:
            started_by = [
                row["started_by"]
                for setting, row in known.contacts
                if cluster_of.get(setting) == cluster and row["purpose"] == purpose and first_day(term_of(day)) <= row["on"] <= day
            ]
            started = started_by.count("setting")
            rows.append({"cluster": cluster, "purpose": purpose, "contacts": len(started_by), "started_by_setting": started})
    return rows


def contact_gaps(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("contacts"):
        return []
    return [
        shown
        | {"area_senco": row["area_senco"], "last_contact_on": (last := last_contact(known, setting, day))}
        | {"days_since": (day - last).days if last else None}
        for setting, row, shown in chosen(known, day, filters)
        if not is_in_touch(known, setting, day)
    ]


def open_actions(known: Known, day: date, filters: Filters) -> list[Row]:
    listed = {setting: row for setting, row in known.register_on(day).items() if filters.has(row)}
    rows = []
    for setting, row in known.contacts:
        due, done = row["action_due_on"], row["action_done_on"]
        if setting not in listed or row["on"] > day or not row["action"] or (done and done <= day):
            continue
        late = due is not None and due < day
        rows.append(
            {"contact_ref": row["contact_ref"], "setting": setting, "name": listed[setting]["name"], "cluster": listed[setting]["cluster"]}
            | {"officer": row["officer"], "owner": row["officer"], "contacted_on": row["on"], "action": row["action"]}
            | {"action_state": "overdue" if late else "to_do" if due else "no_date", "due_on": due}
            | {"days_overdue": (day - due).days if late else None}
            | dict.fromkeys(("prompted_by", "prompted_figure", "prompted_said", "prompted_on"))
        )
    return rows


def latest_answers(known: Known, setting: Setting, day: date) -> dict[str, Row]:
    """A setting’s latest answer by a day to each item, told in terms up to the day’s; of the same day, the later term’s."""
    latest: dict[str, Row] = {}
    for (of, term), rows in sorted(known.practice.items(), key=lambda item: item[0][1]):
        for row in rows if of == setting and term <= term_of(day) else ():
            before = latest.get(row["item"])
            if row["answered_on"] <= day and (before is None or row["answered_on"] >= before["answered_on"]):
                latest[row["item"]] = row
    return latest


def practice_items(known: Known, day: date, filters: Filters) -> list[Row]:
    answers = [latest_answers(known, setting, day) for setting, _, _ in chosen(known, day, filters)]
    if not known.loaded("send_practice") or not answers:
        return []
    rows = []
    for item in ITEMS:
        given = [latest[item]["answer"] if item in latest else "not_known" for latest in answers]
        counts = {answer: given.count(answer) for answer in ("yes", "partly", "no", "not_applicable", "not_known")}
        of = counts["yes"] + counts["partly"] + counts["no"]
        rows.append({"item": item, "settings": len(answers)} | counts | {"yes_share": share(counts["yes"], of)})
    return rows


def practice_by_setting(known: Known, day: date, filters: Filters) -> list[Row]:
    if not known.loaded("send_practice"):
        return []
    rows = []
    for setting, _, shown in chosen(known, day, filters):
        latest = latest_answers(known, setting, day)
        given = [row["answer"] for row in latest.values()]
        counts = {answer: given.count(answer) if given else None for answer in ("yes", "partly", "no", "not_applicable")}
        not_known = len(ITEMS) - len(given) + given.count("not_known")
        oldest = min((row["answered_on"] for row in latest.values()), default=None)
        rows.append(shown | counts | {"not_known": not_known, "oldest_answer_on": oldest})
    return rows
