"""Moves to school drawn: which steps are done, by cluster, and the children a receiving school will meet.

`steps` and `schools` take the frame of `transition_list` (one row a child), `clusters` that of `transitions_by_cluster`.
A meeting with a day after the one asked about is a plan. A blank day and “not known” are drawn apart from “no”.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import shares, style
from analytics.charts.shares import Part, Row

MEETING, INFORMATION, PARENTS, SENCO = "meeting", "information", "parents", "senco"
KEY = (("done", "done or yes"), ("some", "planned"), ("rest", "not yet"), ("attention", "no"), ("not_known", "not known"))
_NAMES = {
    MEETING: "Meeting with the school",
    INFORMATION: "Information shared",
    PARENTS: "Parents agreed to sharing",
    SENCO: "SENCO of the school is known",
}
_SHORT = {MEETING: "Meeting", INFORMATION: "Information", PARENTS: "Parents", SENCO: "SENCO of the school"}
_STATES = {
    MEETING: {"done": ("done", "held"), "planned": ("some", "planned"), "not_known": ("not_known", "with no day told")},
    INFORMATION: {"done": ("done", "shared"), "not_yet": ("rest", "not yet")},
    PARENTS: {"yes": ("done", "agreed"), "no": ("attention", "did not agree"), "not_known": ("not_known", "not known")},
    SENCO: {"yes": ("done", "known"), "no": ("attention", "no"), "not_known": ("not_known", "not known")},
}
_COLUMNS = {"meeting_held": "Meeting held", "information_shared": "Information", "receiving_senco_known": "SENCO known"}


def school_year(as_of: date) -> int:
    """The year of the first 1 September on or after the day."""
    return as_of.year + (as_of > date(as_of.year, 9, 1))


def step_states(children: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """For each child (row) where each step stands: a column a step, codes as in the picture’s clicks."""
    meetings = [style.as_day(on) for on in children["meeting_on"]]
    return pd.DataFrame(
        {
            MEETING: ["not_known" if on is None else "done" if on <= as_of else "planned" for on in meetings],
            INFORMATION: ["not_yet" if style.as_day(on) is None else "done" for on in children["information_shared_on"]],
            PARENTS: list(children["parents_agreed"]),
            SENCO: list(children["receiving_senco_known"]),
        },
        index=children.index,
    )


def state_words(step: str, state: str) -> str:
    """`Meeting: planned`: one part of the picture in few words."""
    return f"{_SHORT[step]}: {_STATES[step][state][1]}"


def next_steps(children: pd.DataFrame, as_of: date) -> list[str]:
    """What to do next for each child: the first thing that is missing."""
    told = step_states(children, as_of)
    found = []
    for meeting, information, parents, senco, on in zip(
        told[MEETING], told[INFORMATION], told[PARENTS], told[SENCO], children["meeting_on"], strict=True
    ):
        if meeting == "not_known":
            found.append("Agree a day to meet the school")
        elif information == "not_yet":
            found.append("Share the information" if parents == "yes" else "Ask the parents to agree")
        elif meeting == "planned":
            found.append(f"Meet on {style.short_day(on)}")
        else:
            found.append("Nothing more" if senco == "yes" else "Find out who the SENCO is")
    return found


def dues(children: pd.DataFrame, as_of: date) -> str:
    """What is due by when, and the meetings ahead. Plain text."""
    due = date(school_year(as_of), 7, 15)
    days = (due - as_of).days
    ahead = f"in {style.counted(days, 'day')}" if days > 0 else "today" if days == 0 else f"{style.counted(-days, 'day')} ago"
    planned = sorted(on for on in map(style.as_day, children["meeting_on"]) if on is not None and on > as_of)
    count = len(planned)
    meetings = f" {style.opening(count)} {style.plural(count, 'meeting is', 'meetings are')} ahead, " if planned else ""
    meetings += f"the next on {style.day(planned[0])}." if planned else ""
    return f"Meetings and information are due by {style.day(due)}, {ahead}.{meetings}"


def steps(children: pd.DataFrame, as_of: date, *, dark: bool = False) -> go.Figure:
    """A bar a step of the move. customdata of each part: [step, state] as in `step_states`."""
    if children.empty:
        return style.blank_figure("No child is known to start school.", dark=dark)
    told, total, rows = step_states(children, as_of), len(children), []
    for step, states in _STATES.items():
        counts = told[step].value_counts()
        done = int(counts.get("done", 0) + counts.get("yes", 0))
        parts = tuple(Part(look, int(counts.get(state, 0)), words, (step, state)) for state, (look, words) in states.items())
        rows.append(Row(_NAMES[step], f"{done}{style.NBSP}of{style.NBSP}{total}", parts))
    return shares.bars(rows, dark=dark)


def steps_finding(children: pd.DataFrame, as_of: date) -> str:
    """The title of `steps`: the step that is furthest behind. Plain text."""
    if children.empty:
        return "No child is known to start school"
    told, total = step_states(children, as_of), len(children)
    done = {step: int(told[step].isin(["done", "yes"]).sum()) for step in (MEETING, INFORMATION)}
    if min(done.values()) == total:
        return "Every meeting was held and all information is shared"
    if done[MEETING] == done[INFORMATION]:
        return f"Meetings held and information shared: {done[MEETING]} of {total} each"
    if done[INFORMATION] < done[MEETING]:
        return f"Information is furthest behind: shared for {done[INFORMATION]} of {total}"
    return f"Meetings are furthest behind: held for {done[MEETING]} of {total}"


def steps_alt(children: pd.DataFrame, as_of: date) -> str:
    """The finding and every count, for a person who does not see the picture. Plain text."""
    told, said = step_states(children, as_of), [steps_finding(children, as_of) + "."]
    for step, states in _STATES.items() if len(children) else ():
        counts = told[step].value_counts()
        said.append(f"{_NAMES[step]}: {', '.join(f'{int(counts.get(state, 0))} {words}' for state, (_, words) in states.items())}.")
    return " ".join(said)


def clusters(frame: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """A row a cluster: meetings held, information shared, SENCO known. customdata of each cell: [cluster, column heading]."""
    names = sorted(frame["cluster"], key=style.plain) if len(frame) else []
    cells: dict[tuple[str, str], tuple[int, int] | None] = {}
    for row in frame.itertuples(index=False):
        leavers = style.whole(row.leavers)
        for column, heading in _COLUMNS.items():
            cells[row.cluster, heading] = (style.whole(getattr(row, column)) or 0, leavers) if leavers else None
    return shares.grid(names, list(_COLUMNS.values()), cells, empty="No cluster to show.", dark=dark)


def clusters_finding(frame: pd.DataFrame) -> str:
    """The title of `clusters`: where most children are still without the information shared. Plain text."""
    told = frame.dropna(subset=["leavers"]) if len(frame) else frame
    if told.empty:
        return "No setting has told us of a child"
    behind = {style.plain(row.cluster): int(row.leavers) - int(row.information_shared) for row in told.itertuples(index=False)}
    left = sum(behind.values())
    if left == 0:
        return "Information is shared for every child"
    first = style.foremost(behind)
    if first is None or len(behind) == 1:
        return f"Information is still to share for {style.counted(left, 'child', 'children')}"
    if first[1] == left:
        whom = "The one child" if left == 1 else f"{style.sentence(style.part_of(left, left))} children"
        return f"{whom} without information shared {style.plural(left, 'is', 'are')} in {first[0]}"
    return style.sentence(f"{first[0]} has {style.part_of(first[1], left)} without information shared")


def clusters_alt(frame: pd.DataFrame) -> str:
    """The finding and each cluster’s counts, for a person who does not see the picture. Plain text."""
    said = [clusters_finding(frame) + "."]
    for row in frame.itertuples(index=False):
        leavers = style.whole(row.leavers)
        told = f"of {leavers} children, {row.meeting_held} with the meeting held, {row.information_shared} with information shared, "
        told += f"{row.receiving_senco_known} where the SENCO of the school is known"
        said.append(f"{style.plain(row.cluster)}: {told if leavers else 'no child told of'}.")
    return " ".join(said)


def schools(children: pd.DataFrame, as_of: date, names: Mapping[str, str]) -> pd.DataFrame:
    """One row a receiving school, most children first, the school not known last: its number, name and counts.

    `names` gives the names of settings by identity; a school that is none of them is shown by its number alone.
    """
    told = step_states(children, as_of).join(children["receiving_school_urn"])
    rows = []
    for number, group in told.groupby("receiving_school_urn", dropna=False, sort=False):
        known = style.plain(number)
        rows.append(
            {
                "receiving_school_urn": known or None,
                "school": names.get(f"dfe:{known}", f"School {known}") if known else "not known",
                "leavers": len(group),
                "meeting_held": int((group[MEETING] == "done").sum()),
                "information_shared": int((group[INFORMATION] == "done").sum()),
                "senco_known": int((group[SENCO] == "yes").sum()),
            }
        )
    order = sorted(rows, key=lambda row: (row["receiving_school_urn"] is None, -row["leavers"], row["school"]))
    columns = ["receiving_school_urn", "school", "leavers", "meeting_held", "information_shared", "senco_known"]
    return pd.DataFrame(order, columns=columns)


def schools_finding(by_school: pd.DataFrame) -> str:
    """The title of the list of receiving schools. Plain text."""
    known = by_school[by_school["receiving_school_urn"].notna()]
    unknown = int(by_school.loc[by_school["receiving_school_urn"].isna(), "leavers"].sum())
    if by_school.empty:
        return "No child is known to start school"
    rest = f"; for {style.counted(unknown, 'child', 'children')} the school is not known" if unknown else ""
    if known.empty:
        return "The receiving school is not known for any child"
    children = int(known["leavers"].sum())
    whom = f"{style.counted(children, 'child', 'children')} {style.plural(children, 'goes', 'go')}"
    return style.sentence(f"{whom} to {style.counted(len(known), 'school')}{rest}")
