"""What a room is always shown, and what it says of cells that may be hidden: the returns due on the day and the meetings of the day.

Neither returns_received nor cluster_attendance is ever hidden. On the day returns are due those who owe them are open settings of that
very day, and so are those invited to a meeting held on it: counts of settings are bounded by them, by definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analytics.disclosure.cells import Cell, Name, Relation, adds_up, sum_at_most

MUST_OR_EXPECTED = ("must", "expected")
Bounds = tuple[list[Cell], list[Relation]]


def returns_due(returns: pd.DataFrame, term: str, by_type: Mapping[tuple[str, str], Sequence[Name]], untold: Sequence[Name]) -> Bounds:
    """The returns of a term, on the day they are due. `by_type` are the cells of each (expectation, column) of coverage by provider
    type; `untold` those that count the schools and groups of the clusters whose reviews are not known.

    Schools and groups owe each return, of childminders some; nobody else does. A setting whose SENCO return of the term is in is not
    among those not known, and one whose review return is in is in no cluster without reviews.
    """
    cells: list[Cell] = []
    owed_and_sent: dict[str, list[Name]] = {}
    for row in returns[returns["term"] == term].to_dict("records"):
        both = [Cell(("returns_received", row["return"], each), int(row[each]), 1, public=True) for each in ("expected", "received")]
        cells += both
        owed_and_sent[row["return"]] = [cell.name for cell in both]

    def counts(column: str, *expectations: str) -> list[Name]:
        return [name for each in expectations for name in by_type.get((each, column), ())]

    owing, everyone = counts("settings", *MUST_OR_EXPECTED), counts("settings", *MUST_OR_EXPECTED, "encouraged")
    if "senco_posts" not in owed_and_sent or not everyone:
        return [], []
    owed, sent = owed_and_sent["senco_posts"]
    relations = [
        sum_at_most(owing, [owed]),
        sum_at_most([owed], everyone),
        sum_at_most([sent, *counts("not_known", *MUST_OR_EXPECTED)], [owed]),
        sum_at_most([sent, *counts("not_known", *MUST_OR_EXPECTED, "encouraged")], everyone),
    ]
    if untold and "sen_reviews" in owed_and_sent:
        owed, sent = owed_and_sent["sen_reviews"]
        relations.append(sum_at_most([sent, *untold], [owed]))
    spoken_of = {name for relation in relations for name in relation.signs}
    return [cell for cell in cells if cell.name in spoken_of], relations


def meetings_held(attendance: pd.DataFrame, term: str, today: Mapping[str, int], settings: Mapping[str, Sequence[Name]]) -> Bounds:
    """The meetings of a term, where a cluster had as many as `today` says on the very day. `settings` are the cells that count a
    cluster's open settings.

    All of them were invited to a meeting of the day; nobody else was where there was no other in the term.
    """
    cells: list[Cell] = []
    relations: list[Relation] = []
    for row in attendance[attendance["term"] == term].to_dict("records"):
        held_today, open_settings = today.get(row["cluster"], 0), settings.get(row["cluster"], ())
        if not held_today or not open_settings:
            continue
        invited = Cell(("cluster_attendance", row["cluster"], "settings_invited"), int(row["settings_invited"]), 1, public=True)
        is_only = held_today == row["meetings_held"]
        cells.append(invited)
        relations.append(adds_up(invited.name, open_settings) if is_only else sum_at_most(open_settings, [invited.name]))
    return cells, relations


def meetings_of(meetings: pd.DataFrame, clusters: Sequence[str], day: date) -> dict[str, int]:
    """How many meetings each cluster had on a day, those of all clusters among them; `meetings` is the answer of that question."""
    held = meetings[(meetings["held_on"] == day) & ~meetings["cancelled"].fillna(True).astype(bool)]
    return {cluster: int((held["cluster"].isna() | (held["cluster"] == cluster)).sum()) for cluster in clusters}
