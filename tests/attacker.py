"""Someone who reads the safe tables of one day and bounds what is hidden: written apart from the code that hides.

It is given the frames as a room gets them (`c` where hidden) and puts every relation that holds by definition into one
integer program; a setting among the listeners also knows its own part of each count.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.disclosure.cells import Cell

COVERS = ["in_post", "shared", "interim", "vacant", "not_known"]
STATES = ["overdue", "due_soon", "on_track", "no_date"]
Place = tuple[str, str, str]


@dataclass
class Puzzle:
    """Every count the frames speak of: its number, or None where it is hidden; and what adds up to nought (or less)."""

    said: dict[Place, int | None] = field(default_factory=dict)
    equal: list[dict[Place, int]] = field(default_factory=list)
    at_most: list[dict[Place, int]] = field(default_factory=list)
    _unknown: list[set[Place]] = field(default_factory=list)
    _programs: dict = field(default_factory=dict)

    @classmethod
    def read(cls, frames: Mapping[str, pd.DataFrame], term_due: str | None = None, met: tuple[str, bool] | None = None) -> Puzzle:
        """The frames as a room gets them; `term_due` is the term whose returns are due on the very day, `met` the term in which all
        clusters met on the very day, and whether it was their only meeting.
        """
        puzzle = cls()
        for row in frames["reviews_by_cluster"].to_dict("records"):
            if row["children"] is not None:
                at = puzzle._take("reviews_by_cluster", row["cluster"], row, ["children", *STATES])
                puzzle.equal.append({at["children"]: -1, **{at[each]: 1 for each in STATES}})
        for row in frames["referral_waits_by_service"].to_dict("records"):
            at = puzzle._take("referral_waits_by_service", row["service"], row, ["made", "completed", "waiting", "waiting_over_18_weeks"])
            puzzle.at_most.append({at["waiting_over_18_weeks"]: 1, at["waiting"]: -1})
        sums: dict[tuple[str, str], dict[Place, int]] = {}
        for question, sign in (("senco_coverage_by_cluster", 1), ("senco_coverage_by_provider_type", -1)):
            for row in frames[question].to_dict("records"):
                at = puzzle._take(question, f"{row['expectation']}: {row['group']}", row, ["settings", "covered", *COVERS])
                puzzle.equal.append({at["settings"]: -1, **{at[each]: 1 for each in COVERS}})
                puzzle.equal.append({at["covered"]: -1, **{at[each]: 1 for each in COVERS[:3]}})
                for column, place in at.items():
                    sums.setdefault((row["expectation"], column), {})[place] = sign
        puzzle.equal += list(sums.values())
        if term_due:
            puzzle._owe_returns(frames, term_due)
        if met:
            puzzle._meet(frames["cluster_attendance"], *met)
        return puzzle

    def _owe_returns(self, frames: Mapping[str, pd.DataFrame], term: str) -> None:
        """All schools and groups owe the returns, of childminders those with funded places; who sent SENCO posts is known, and nobody
        in a cluster without reviews sent any."""
        returns = frames["returns_received"][frames["returns_received"]["term"] == term].set_index("return")
        owed, sent = (term, "", "expected"), (term, "", "received")
        row = returns.loc["senco_posts"]
        self.said |= {owed: int(row["expected"]), sent: int(row["received"])}
        of_type = [place for place in self.said if place[0] == "senco_coverage_by_provider_type"]
        settings = [place for place in of_type if place[2] == "settings"]
        self.at_most.append({place: 1 for place in settings if not place[1].startswith("encouraged")} | {owed: -1})
        self.at_most.append(dict.fromkeys(settings, -1) | {owed: 1})
        self.at_most.append(dict.fromkeys(settings, -1) | {place: 1 for place in of_type if place[2] == "not_known"} | {sent: 1})
        unsaid = [place for place in of_type if place[2] == "not_known" and not place[1].startswith("encouraged")]
        self.at_most.append(dict.fromkeys(unsaid, 1) | {sent: 1, owed: -1})
        silent = [row["cluster"] for row in frames["reviews_by_cluster"].to_dict("records") if row["children"] is None]
        there = [("senco_coverage_by_cluster", f"{each}: {cluster}", "settings") for cluster in silent for each in ("must", "expected")]
        missing = (term, "sen_reviews", "missing")
        self.said[missing] = int(returns.loc["sen_reviews", "expected"] - returns.loc["sen_reviews", "received"])
        self.at_most.append({place: 1 for place in there if place in self.said} | {missing: -1})

    def _meet(self, attendance: pd.DataFrame, term: str, is_only: bool) -> None:
        """Every open setting of a cluster was invited to the meeting of the day, and to no other when it is the only one."""
        for row in attendance[attendance["term"] == term].to_dict("records"):
            invited = (term, row["cluster"], "invited")
            self.said[invited] = int(row["settings_invited"])
            there = [("senco_coverage_by_cluster", f"{each}: {row['cluster']}", "settings") for each in ("must", "expected", "encouraged")]
            relation = {place: 1 for place in there if place in self.said} | {invited: -1}
            (self.equal if is_only else self.at_most).append(relation)

    def later(self, frames: Mapping[str, pd.DataFrame], term_due: str | None = None) -> Puzzle:
        """This day and a later one of the same term, nothing corrected between: what was made or seen by the first day is by the later.

        The later day's counts stand under their own places, marked by a day of their own.
        """
        other = Puzzle.read(frames, term_due)

        def later(place: Place) -> Place:
            return ("later", *place)

        both = Puzzle(dict(self.said), list(self.equal), list(self.at_most))
        both.said |= {later(place): number for place, number in other.said.items()}
        both.equal += [{later(place): sign for place, sign in relation.items()} for relation in other.equal]
        both.at_most += [{later(place): sign for place, sign in relation.items()} for relation in other.at_most]
        both.at_most += [
            {place: 1, later(place): -1}
            for place in self.said
            if place[0] == "referral_waits_by_service" and place[2] in ("made", "completed") and place in other.said
        ]
        return both

    def _take(self, question: str, row_name: str, row: Mapping[str, object], columns: list[str]) -> dict[str, Place]:
        at = {column: (question, row_name, column) for column in columns}
        for column, place in at.items():
            self.said[place] = None if row[column] == "c" else int(row[column])
        return at

    def possible(self, place: Place, needed: int, own: Mapping[Place, int] | None = None) -> list[int]:
        """Whole numbers the hidden count can be: the least, the largest, and between them as many as make up what is `needed`."""
        program = self._program(frozenset(self._near(place)), own or {})
        low, high = (program.end(place, sign) for sign in (1, -1))
        found = {low, high}
        for value in range(low + 1, high):
            if len(found) >= needed:
                break
            if program.fits(place, value):
                found.add(value)
        return sorted(found)

    def _near(self, place: Place) -> set[Place]:
        """The hidden counts that relations join with this one, through hidden ones."""
        if not self._unknown:
            self._unknown = [{each for each in relation if self.said[each] is None} for relation in (*self.equal, *self.at_most)]
        near, added = {place}, True
        while added:
            added = False
            for unknown in self._unknown:
                if unknown & near and not unknown <= near:
                    near |= unknown
                    added = True
        return near

    def _program(self, near: frozenset[Place], own: Mapping[Place, int]) -> _Program:
        key = (near, tuple(sorted(own.items())))
        if key not in self._programs:
            self._programs[key] = _Program.of(self, sorted(near), own)
        return self._programs[key]


@dataclass
class _Program:
    """The hidden counts that hang together, from `floor` up, and what holds between them."""

    order: list[Place]
    rows: LinearConstraint | None
    floor: np.ndarray

    @classmethod
    def of(cls, puzzle: Puzzle, order: list[Place], own: Mapping[Place, int]) -> _Program:
        matrix, low, high = [], [], []
        for relations, is_equal in ((puzzle.equal, True), (puzzle.at_most, False)):
            for relation in relations:
                if not set(order) & set(relation):
                    continue
                shown = sum(sign * puzzle.said[each] for each, sign in relation.items() if puzzle.said[each] is not None)
                # What is left when the setting's own are taken away keeps the relation too.
                rest = 0 if is_equal else min(0, sum(sign * own.get(each, 0) for each, sign in relation.items()))
                matrix.append([relation.get(each, 0) for each in order])
                low.append(-shown if is_equal else -np.inf)
                high.append(rest - shown)
        rows = LinearConstraint(np.array(matrix, dtype=float), low, high) if matrix else None
        return cls(order, rows, np.array([max(1, own.get(each, 0)) for each in order], dtype=float))

    def end(self, place: Place, sign: int) -> int:
        """The least (sign 1) or the most (−1) that a count can be."""
        aim = np.array([sign if each == place else 0 for each in self.order], dtype=float)
        solved = milp(aim, integrality=np.ones(len(aim)), bounds=Bounds(self.floor, np.full(len(aim), 2000.0)), constraints=self.rows)
        assert solved.status == 0, (place, solved.message)
        return round(sign * solved.fun)

    def fits(self, place: Place, value: int) -> bool:
        floor, ceiling = self.floor.copy(), np.full(len(self.order), 2000.0)
        floor[self.order.index(place)] = ceiling[self.order.index(place)] = value
        nothing = np.zeros(len(self.order))
        return milp(nothing, integrality=nothing + 1, bounds=Bounds(floor, ceiling), constraints=self.rows).status == 0


def given_away(
    frames: Mapping[str, pd.DataFrame],
    truth: Mapping[Place, int],
    own: Mapping[Place, Mapping[str, int]],
    *,
    children: int = 6,
    settings: int = 3,
    term_due: str | None = None,
    met: tuple[str, bool] | None = None,
    puzzle: Puzzle | None = None,
) -> list[str]:
    """What can be worked out beyond the protection, a line each; `truth` are the true counts, `own` each setting's part of them.

    `puzzle` is what is known where it is more than the frames say.
    """
    puzzle = puzzle or Puzzle.read(frames, term_due, met)
    found = []
    for place, count in truth.items():
        least = settings if place[0].startswith("senco_coverage") else children
        shown = puzzle.said[place]
        assert shown is None or shown == count, (place, shown, count)
        if shown is not None:
            if 1 <= count < least:
                found.append(f"{place} is small and shown")
            found += [
                f"{place} less {setting}’s own is {count - part}, and shown"
                for setting, part in own.get(place, {}).items()
                if count - part in (1, 2)
            ]
            continue
        numbers = puzzle.possible(place, least - 1)
        assert count in numbers or numbers[0] <= count <= numbers[-1]
        if len(numbers) == 1:
            found.append(f"{place} can only be {numbers[0]}")
        if count < least and (len(numbers) < least - 1 or numbers[-1] < least - 1):
            found.append(f"{place} is one of {numbers}")
        for setting, part in own.get(place, {}).items():
            if count - part in (1, 2):
                known = {each: parts[setting] for each, parts in own.items() if setting in parts}
                left = [number - part for number in puzzle.possible(place, 2, known)]
                if len(left) < 2 or left[-1] < 2:
                    found.append(f"{setting} knows the rest of {place} is one of {left}")
    return found


def naively_hidden(cells: list[Cell]) -> frozenset:
    """Every small cell and, where a row has just one, the next smallest of the row."""
    hidden = {cell.name for cell in cells if cell.is_small}
    in_order = sorted(cells, key=lambda cell: cell.name)
    for _, row in itertools.groupby(in_order, key=lambda cell: cell.name[:2]):
        of_row = list(row)
        others = sorted((cell.count, cell.name) for cell in of_row if cell.count and cell.name not in hidden)
        if sum(cell.name in hidden for cell in of_row) == 1 and others:
            hidden.add(others[0][1])
    return frozenset(hidden)
