"""The tables offered to a room: their cells, the relations between them, and the frames in which cells are hidden.

Rows are fixed lists in name order, rows of noughts included, so that neither the order nor an absence says anything.
In a safe frame a hidden cell is `HIDDEN`; blank means only that the denominator shown is nought or that the return was
not loaded. Each function takes the team's frames of one day, as known at one moment, of the whole authority.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.disclosure.always_shown import MUST_OR_EXPECTED, Bounds, meetings_held, returns_due
from analytics.disclosure.cells import Cell, Name, Relation, adds_up, no_more_than, same_sum
from data.contracts.referrals import SERVICES
from data.contracts.settings import PROVIDER_TYPES

HIDDEN = "c"
OTHER_SERVICES = "other_services"
OFFERED = (
    "cluster_attendance",
    "referral_waits_by_service",
    "returns_received",
    "reviews_by_cluster",
    "senco_coverage_by_cluster",
    "senco_coverage_by_provider_type",
)
# A cluster may be chosen in these; the others show the authority only.
BY_CLUSTER = {"reviews_by_cluster": "cluster", "senco_coverage_by_cluster": "group", "cluster_attendance": "cluster"}
COVERS = ("in_post", "shared", "interim", "vacant", "not_known")
COVERED = COVERS[:3]
STATES = ("overdue", "due_soon", "on_track", "no_date")
WAITS = ("made", "completed", "within_18_weeks", "waiting", "waiting_over_18_weeks")
ROOM_WAITS = ["service", "made", "completed", "median_days", "p90_days", "within_18_weeks_share", "waiting", "waiting_over_18_weeks"]
EXPECTATIONS = ("must", "expected", "encouraged")
TYPES = {
    "must": ("maintained_nursery_school", "school_nursery_class"),
    "expected": ("group_full_day", "group_sessional", "out_of_school"),
    "encouraged": ("childminder",),
}
FOR_A_MEDIAN, FOR_A_90TH, FOR_ALL_OR_NONE = 10, 50, 10
_CELL, _TOTAL, _AUTHORITY = 1, 3, 10
_BY_CLUSTER, _BY_TYPE = "senco_coverage_by_cluster", "senco_coverage_by_provider_type"


def tables(ask: Callable[[str], pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of a day with nothing hidden yet, by question, their rows completed; `ask` answers the team's questions."""
    register = ask("register")
    clusters = sorted(set(register.loc[register["is_open"].fillna(False).astype(bool), "cluster"]))
    types = [(code, each) for each in EXPECTATIONS for code in TYPES[each]]
    return {
        "reviews_by_cluster": ask("reviews_by_cluster"),
        _BY_CLUSTER: _with_all_rows(ask(_BY_CLUSTER), [(name, each) for name in clusters for each in EXPECTATIONS]),
        _BY_TYPE: _with_all_rows(ask(_BY_TYPE), sorted(types, key=lambda one: PROVIDER_TYPES[one[0]])),
        "referral_waits_by_service": _services(ask("room_referrals")),
        "cluster_attendance": ask("cluster_attendance"),
        "returns_received": ask("returns_received"),
    }


def _with_all_rows(coverage: pd.DataFrame, rows: list[tuple[str, str]]) -> pd.DataFrame:
    """Coverage with a row for each (group, expectation), noughts where no setting is; nothing when it has none at all."""
    if coverage.empty:
        return coverage
    by_row = coverage.set_index(["group", "expectation"]).reindex(pd.MultiIndex.from_tuples(rows, names=["group", "expectation"]))
    counts = ["settings", *COVERS, "covered"]
    by_row[counts] = by_row[counts].fillna(0)
    return by_row.reset_index()[list(coverage.columns)]


def _services(referrals: pd.DataFrame) -> pd.DataFrame:
    """The services of the room in name order, other services last."""
    names = {**SERVICES, OTHER_SERVICES: "\uffff"}
    return referrals.sort_values("service", key=lambda codes: codes.map(names), kind="stable", ignore_index=True)


def cells_of(
    shown: Mapping[str, pd.DataFrame],
    contributions: pd.DataFrame,
    *,
    of_children: int,
    of_settings: int,
    term: str,
    is_due: bool = False,
    meetings: Mapping[str, int] | None = None,
) -> tuple[list[Cell], list[Relation]]:
    """Every cell of a day's tables and every relation between them. Counts of children or referrals below `of_children` and
    counts of settings below `of_settings` are small; `contributions` is the answer of `room_contributions`. `term` is that of
    the day; `is_due` says that its returns are due on the very day, `meetings` how many meetings each cluster had on it.
    """
    own: dict[Name, dict[str, int]] = {}
    for one in contributions.itertuples(index=False):
        own.setdefault((one.question, one.row, one.column), {})[one.setting] = int(one.own)
    cells: list[Cell] = []
    relations: list[Relation] = []

    def add(question: str, row: str, counts: Mapping[str, int], least: int, costs: Mapping[str, int]) -> dict[str, Name]:
        names = {column: (question, row, column) for column in counts}
        cells.extend(Cell(names[each], int(counts[each]), least, costs.get(each, _CELL), own.get(names[each], {})) for each in counts)
        return names

    for row in _told(shown["reviews_by_cluster"], "children"):
        names = add(
            "reviews_by_cluster", row["cluster"], {each: row[each] for each in ("children", *STATES)}, of_children, {"children": _TOTAL}
        )
        relations.append(adds_up(names["children"], [names[state] for state in STATES]))
    for row in shown["referral_waits_by_service"].to_dict("records"):
        names = add("referral_waits_by_service", row["service"], {each: row[each] for each in WAITS}, of_children, {})
        relations.append(no_more_than(names["waiting_over_18_weeks"], names["waiting"]))
        relations.append(no_more_than(names["within_18_weeks"], names["completed"]))
    columns = ("settings", "covered", *COVERS)
    sides: dict[tuple[str, str], dict[str, list[Name]]] = {}
    for question in (_BY_CLUSTER, _BY_TYPE):
        is_authority = question == _BY_TYPE
        costs = dict.fromkeys(columns, _TOTAL) | {"settings": _AUTHORITY} if is_authority else {"settings": _TOTAL, "covered": _TOTAL}
        for row in shown[question].to_dict("records"):
            place = coverage_row(row["group"], row["expectation"])
            names = add(question, place, {each: row[each] for each in columns}, of_settings, costs)
            relations.append(adds_up(names["settings"], [names[each] for each in COVERS]))
            relations.append(adds_up(names["covered"], [names[each] for each in COVERED]))
            for column, name in names.items():
                sides.setdefault((row["expectation"], column), {}).setdefault(question, []).append(name)
    relations += [same_sum(side[_BY_CLUSTER], side[_BY_TYPE]) for side in sides.values() if len(side) == 2]
    settings = _open_settings(shown[_BY_CLUSTER])
    always: list[Bounds] = []
    if is_due:
        by_type = {place: side[_BY_TYPE] for place, side in sides.items() if _BY_TYPE in side}
        silent = shown["reviews_by_cluster"]
        silent = silent.loc[silent["children"].isna(), "cluster"]
        untold = [settings[cluster, each] for cluster in silent for each in MUST_OR_EXPECTED if (cluster, each) in settings]
        always.append(returns_due(shown["returns_received"], term, by_type, untold))
    if meetings:
        of_clusters = {cluster: [name for (group, _), name in settings.items() if group == cluster] for cluster in meetings}
        always.append(meetings_held(shown["cluster_attendance"], term, meetings, of_clusters))
    for shown_always, bounds in always:
        cells += shown_always
        relations += bounds
    return cells, relations


def _open_settings(coverage: pd.DataFrame) -> dict[tuple[str, str], Name]:
    """The cell that counts the open settings of each cluster and expectation."""
    return {
        (row["group"], row["expectation"]): (_BY_CLUSTER, coverage_row(row["group"], row["expectation"]), "settings")
        for row in coverage.to_dict("records")
    }


def coverage_row(group: str, expectation: str) -> str:
    """The row of a coverage table in a cell's name."""
    return f"{expectation}: {group}"


def _told(frame: pd.DataFrame, column: str) -> list[dict]:
    """The rows whose counts are known."""
    return frame[frame[column].notna()].to_dict("records")


def safe(question: str, shown: pd.DataFrame, hidden: frozenset[Name]) -> pd.DataFrame:
    """A table as the room may see it: hidden counts, and what is worked out from them, as `c`."""
    rows = shown.to_dict("records")
    match question:
        case "reviews_by_cluster":
            said = [_hide_reviews(row, _Row(question, row["cluster"], hidden)) for row in rows]
        case "referral_waits_by_service":
            said = [_hide_waits(row, _Row(question, row["service"], hidden)) for row in rows]
        case "senco_coverage_by_cluster" | "senco_coverage_by_provider_type":
            said = [_hide_coverage(row, _Row(question, coverage_row(row["group"], row["expectation"]), hidden)) for row in rows]
        case _:
            return shown
    columns = ROOM_WAITS if question == "referral_waits_by_service" else list(shown.columns)
    return pd.DataFrame([{column: row[column] for column in columns} for row in said], columns=columns, dtype=object)


@dataclass(frozen=True)
class _Row:
    """Which cells of a row are hidden."""

    question: str
    place: str
    hidden: frozenset[Name]

    def hides(self, *columns: str) -> bool:
        return any((self.question, self.place, column) in self.hidden for column in columns)

    def counts(self, row: Mapping[str, object], columns: Sequence[str]) -> dict[str, object]:
        return {column: HIDDEN if self.hides(column) else row[column] for column in columns}


def _hide_reviews(row: Mapping[str, object], cells: _Row) -> dict[str, object]:
    share = _share(row["overdue"], row["children"], cells.hides("overdue", "children"))
    return {**row, **cells.counts(row, ("children", *STATES)), "overdue_share": share}


def _hide_coverage(row: Mapping[str, object], cells: _Row) -> dict[str, object]:
    share = _share(row["covered"], row["settings"], cells.hides("covered", "settings"))
    return {**row, **cells.counts(row, ("settings", "covered", *COVERS)), "covered_share": share}


def _hide_waits(row: Mapping[str, object], cells: _Row) -> dict[str, object]:
    """Without the longest wait and those over 52 weeks; the median and the 90th percentile in whole weeks, said in days."""
    completed = row["completed"]
    said = {
        "median_days": _in_weeks(row["median_days"], completed, FOR_A_MEDIAN, cells.hides("completed")),
        "p90_days": _in_weeks(row["p90_days"], completed, FOR_A_90TH, cells.hides("completed")),
        "within_18_weeks_share": _share(row["within_18_weeks"], completed, cells.hides("within_18_weeks", "completed")),
    }
    return {**row, **cells.counts(row, WAITS), **said}


def _share(part: object, whole: object, is_hidden: bool) -> object:
    """A share to four places, halves up, blank of nothing; hidden with its counts, and when it says all or none of a few."""
    if is_hidden:
        return HIDDEN
    if pd.isna(whole) or whole == 0:
        return None
    if part in (0, whole) and whole < FOR_ALL_OR_NONE:
        return HIDDEN
    return (20000 * int(part) + int(whole)) // (2 * int(whole)) / 10000


def _in_weeks(days: object, completed: int, needed: int, is_hidden: bool) -> object:
    """Days rounded to whole weeks; blank of nothing, hidden with the count and when it rests on too few."""
    if is_hidden:
        return HIDDEN
    if not completed:
        return None
    return HIDDEN if completed < needed else int(days / 7 + 0.5) * 7
