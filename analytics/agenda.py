"""The agenda of a cluster meeting in words: which is next, who is expected, who has not been seen, and what to bring up.

Pure functions from frames of `agenda_meetings` (one row a meeting) and `expected_settings` (one row a setting, of one meeting). Texts
are plain, not escaped. All of it is for the team: it names settings, and no part of it belongs on a table other settings see.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts import practice
from analytics.charts.style import as_day, counted, day, number, opening, part_of, plain, plural, sentence, spelled
from analytics.worklist import Task

EVERYBODY = "All clusters"
_VISIT_AFTER = 3


def with_whose(meetings: pd.DataFrame) -> pd.DataFrame:
    """The meetings with `for_clusters`: the cluster each is for, or that it is for all."""
    return meetings.assign(for_clusters=[plain(cluster) or EVERYBODY for cluster in meetings["cluster"]])


def ahead(meetings: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The meetings of the day and after it."""
    return meetings[[as_day(held_on) >= as_of for held_on in meetings["held_on"]]]


def to_come(meetings: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The meetings held before the day of which nobody has said who came, the latest first, each with its next step."""
    late = [as_day(held_on) < as_of and not told for held_on, told in zip(meetings["held_on"], meetings["is_told"], strict=True)]
    return meetings[late][::-1].assign(next_step="Type it in, or upload it")


def next_found(meetings: pd.DataFrame, as_of: date) -> tuple[str, str]:
    """The title of the view and the line under it: the next meeting, and when."""
    coming = ahead(meetings, as_of)
    if coming.empty:
        return "No cluster meeting is planned", "Meetings come with the list of events: upload the booking system’s export."
    first = as_day(coming["held_on"].iloc[0])
    of_day = coming[[as_day(held_on) == first for held_on in coming["held_on"]]]
    days = (first - as_of).days
    when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {number(days)} days"
    line = f"{day(first)}, {when}."
    if len(of_day) > 1:
        return f"{opening(len(of_day))} cluster meetings are next", line
    return f"Next: {plain(of_day['title'].iloc[0])}", line


def meeting_said(meeting: pd.Series) -> str:
    """What a meeting is about, for whom, how long, and whose settings are expected."""
    topic, officers, hours = plain(meeting["topic"]), plain(meeting["officers"]), meeting["hours"]
    parts = [plain(meeting["cluster"]) or EVERYBODY]
    parts += [topic] if topic else []
    parts += [] if pd.isna(hours) else [f"{hours:g} {plural(hours, 'hour')}"]
    officer = f" {plural(officers.count(',') + 1, 'Officer', 'Officers')}: {officers}." if officers else ""
    return f"{', '.join(parts)}.{officer}"


def label(meeting: pd.Series) -> str:
    """A meeting in a list to choose from."""
    return f"{day(meeting['held_on'])}: {plain(meeting['title'])} ({plain(meeting['event_ref'])})"


def expected_found(expected: pd.DataFrame, *, told: bool) -> str:
    """The title of one meeting: how many are expected, and how many booked or came."""
    total = len(expected)
    if not total:
        return "No setting is expected"
    who = f"{opening(total)} {plural(total, 'setting is', 'settings are')} expected"
    if expected["state"].isna().all():
        return f"{who}; bookings were never loaded"
    counts = expected["state"].value_counts()
    if told:
        came = int(counts.get("attended", 0))
        part = sentence(part_of(came, total)) if total > 1 else "The one"
        return f"{part} {plural(total, 'setting')} expected came" if came else f"None of the {counted(total, 'setting')} expected came"
    booked, away = int(counts.get("booked", 0)), int(counts.get("apologies", 0))
    said = [f"{spelled(booked)} {plural(booked, 'has', 'have')} booked" if booked else "none has booked"]
    said += [f"{spelled(away)} sent apologies"] if away else []
    return f"{who}; {' and '.join(said)}"


def unseen(expected: pd.DataFrame, limit: int) -> pd.DataFrame:
    """Those who missed so many meetings in a row or more."""
    return expected[expected["missed_in_a_row"].fillna(0) >= limit]


def prepared_said(missed: int | None, limit: int, new: int | None, without: int | None) -> str:
    """What the lists hold: who has not been seen, whom to welcome, who has no SENCO. None is not known."""
    count = spelled(missed) if missed else "none"
    seen = "who missed meetings is not known" if missed is None else f"{count} missed the last {spelled(limit)} or more"
    if new is None or without is None:
        return f"{sentence(seen)}; SENCO posts were never loaded, so whom to welcome is not known."
    told = f"{counted(new, 'new SENCO')} to welcome; {spelled(without) if without else 'none'} without a SENCO where one is expected"
    return f"{sentence(seen)}; {told}."


def next_steps(expected: pd.DataFrame, *, told: bool, is_over: bool) -> list[str]:
    """What to do next for each setting: before the meeting to bring it in, afterwards to see it. Nothing while nobody said who came."""
    if is_over and not told:
        return [""] * len(expected)
    return [_step(state, int(missed), told) for state, missed in zip(expected["state"], expected["missed_in_a_row"].fillna(0), strict=True)]


def _step(state: object, missed: int, told: bool) -> str:
    if state in ("booked", "attended"):
        return "Nothing now"
    if missed >= _VISIT_AFTER - 1:
        return "Visit" if missed >= _VISIT_AFTER else "Call"
    if told:
        return "Send the papers"
    return {"apologies": "Send the papers", "waitlist": "Ask the booking team"}.get(state, "Send a reminder")


def welcome_steps(posts: pd.DataFrame) -> list[str]:
    """What to do next for each new SENCO of `new_sencos`."""
    return ["Welcome, and say when the induction is" if state in ("late", "in_time") else "Welcome" for state in posts["state"]]


def points(tasks: list[Task], items: pd.DataFrame, cluster: str) -> list[Task]:
    """What to bring up: what waits at the settings, and the item of the practice audit that is least in place; each leads there.

    `cluster` goes with the link, so that the page shows the same settings; blank for all.
    """
    answered = items.dropna(subset=["yes_share"]) if len(items) else items
    if len(answered) and (answered["yes_share"] < 1).any():
        view = (("clusters-view", "practice"),)
        tasks = [*tasks, Task(practice.finding(items), "by the practice audit", "clusters-and-training", "Practice", view)]
    own = (("cluster", cluster),) if cluster else ()
    return [Task(task.title, task.detail, task.page, task.link, (*task.view, *own)) for task in tasks]


def still_missed_said(late: pd.DataFrame) -> str:
    """What it does to the figures that attendance has not come in; blank when all has, or none was ever loaded."""
    if late.empty or late["settings_apologies"].isna().all():
        return ""
    return f"Until it is in, the settings expected count as having missed {plural(len(late), 'it', 'them')}."
