"""Which cells of a release to hide, so that nobody can work out a small one: exactly, with the least lost.

Hidden is every small cell, every cell that a setting could subtract its own part from and be left with 1 or 2, and
the cheapest set of others that makes all safe. The set is found by an integer program over hide-or-not to which the
attackers' own programs add cuts (Fischetti and Salazar) until no attack is left; it is then checked in whole
numbers. Of equally cheap sets the one with the smaller counts is taken, then the earlier names.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analytics.disclosure.attack import Attacker
from analytics.disclosure.cells import Cell, Name, Relation, connected

_EPSILON = 1e-6
TIME_ALLOWED = 30.0


@dataclass(frozen=True)
class Goal:
    """What an attacker must be left with about one cell: a largest possible number of `largest` at least, and
    `numbers` possible whole numbers. `when_hidden`: it holds only while the cell is hidden."""

    name: Name
    knower: str | None
    largest: int
    numbers: int
    when_hidden: bool = False


@dataclass(frozen=True)
class Pattern:
    """The hidden cells, and the tables in which every non-zero cell is hidden because nothing less was proved safe."""

    hidden: frozenset[Name]
    unproved: frozenset[str] = frozenset()


class _Unsafe(Exception):
    """Even with every cell hidden that may be, what is shown whatever it says gives one away."""


@dataclass(frozen=True)
class _Cut:
    """The weights of the hidden cells add up to `need` at least."""

    weights: np.ndarray
    need: float


def protected(cells: Sequence[Cell], relations: Sequence[Relation], *, seconds: float = TIME_ALLOWED) -> Pattern:
    """The cells to hide. The tables of a group that is not proved safe, in time or at all, lose every cell that is not nought.

    What is shown whatever it says joins groups and seldom matters: it is left out at first. A pattern that is safe with it too is
    the cheapest with it, as whoever knows more needs no less hidden.
    """
    stop_at = time.monotonic() + seconds
    public = {cell.name for cell in cells if cell.public}
    without = [relation for relation in relations if not public & relation.signs.keys()]
    pattern = _of_groups([cell for cell in cells if not cell.public], without, stop_at)
    if len(without) < len(relations) and left_open(cells, relations, pattern.hidden):
        return _of_groups(cells, relations, stop_at)
    return pattern


def _of_groups(cells: Sequence[Cell], relations: Sequence[Relation], stop_at: float) -> Pattern:
    """The cells to hide of each connected group; small ones first, so that a large one does not take their time."""
    hidden: set[Name] = set()
    unproved: set[str] = set()
    for group, joined in sorted(connected(cells, relations), key=lambda each: len(each[0])):
        try:
            hidden |= _Group(group, joined).hidden(stop_at)
        except (TimeoutError, _Unsafe):
            unproved |= {cell.name[0] for cell in group if not cell.public}
    hidden |= {cell.name for cell in cells if cell.name[0] in unproved and cell.may_be_hidden}
    return Pattern(frozenset(hidden), frozenset(unproved))


def goals(cells: Sequence[Cell]) -> list[Goal]:
    """What must hold about each cell of a group, against the room and against each setting."""
    asked = []
    for cell in cells:
        if cell.is_small:
            asked.append(Goal(cell.name, None, cell.least - 1, cell.least - 1))
        elif cell.may_be_hidden:
            asked.append(Goal(cell.name, None, 0, 2, when_hidden=True))
        asked += [Goal(cell.name, setting, 2, 2) for setting, own in sorted(cell.own.items()) if own and cell.count - own in (1, 2)]
    return asked


def left_open(cells: Sequence[Cell], relations: Sequence[Relation], hidden: Collection[Name]) -> list[Goal]:
    """The goals that do not hold while these cells are hidden, decided in whole numbers: none for a safe release."""
    found = []
    for group, joined in connected(cells, relations):
        inside = {cell.name for cell in group} & set(hidden)
        attackers: dict[str | None, Attacker] = {}
        for goal in goals(group):
            if goal.when_hidden and goal.name not in inside:
                continue
            attacker = attackers.setdefault(goal.knower, Attacker(group, joined, goal.knower))
            if not attacker.leaves(goal.name, inside, goal.numbers, goal.largest):
                found.append(goal)
    return found


class _Group:
    """The search for one connected group."""

    def __init__(self, cells: Sequence[Cell], relations: Sequence[Relation]) -> None:
        self.cells, self.relations = cells, relations
        self.goals = goals(cells)
        self.attackers: dict[str | None, Attacker] = {}
        for goal in self.goals:
            if goal.knower not in self.attackers:
                self.attackers[goal.knower] = Attacker(cells, relations, goal.knower)
        subtracted = {goal.name for goal in self.goals if goal.knower is not None}
        self.must = np.array([cell.is_small or cell.name in subtracted for cell in cells])
        self.may = np.array([cell.may_be_hidden for cell in cells])
        self.cuts = list(self._never_alone())

    def _never_alone(self) -> Iterator[_Cut]:
        """Of cells that add up, none is hidden by itself: it could be worked out. The attackers would find these one by one."""
        position = {cell.name: number for number, cell in enumerate(self.cells)}
        for relation in self.relations:
            places = [position[name] for name in relation.signs if self.may[position[name]]]
            for place in () if relation.at_most else places:
                weights = np.zeros(len(self.cells))
                weights[places] = 1.0
                weights[place] = -1.0
                yield _Cut(weights, 0.0)

    def hidden(self, stop_at: float) -> set[Name]:
        """The cheapest safe set, of those the one of the smaller counts, of those the one of the earlier names; TimeoutError when
        it is not found by then, _Unsafe when there is none.
        """
        if not self.must.any():
            return set()
        ranks = np.arange(1, len(self.cells) + 1)
        aims = [np.array(each, dtype=float) for each in ([c.cost for c in self.cells], [c.count for c in self.cells], ranks)]
        reached: list[_Cut] = []
        for aim in aims:
            chosen = self._least(aim, reached, stop_at)
            reached.append(_Cut(-aim, -float(aim @ chosen) - 0.5))
        return self._names(chosen)

    def _names(self, chosen: np.ndarray) -> set[Name]:
        return {cell.name for cell, is_chosen in zip(self.cells, chosen, strict=True) if is_chosen}

    def _least(self, aim: np.ndarray, reached: list[_Cut], stop_at: float) -> np.ndarray:
        """The safe set of which the aim is least."""
        bounds = Bounds(self.must.astype(float), self.may.astype(float))
        while True:
            left = stop_at - time.monotonic()
            if left <= 0:
                raise TimeoutError
            cuts = [*self.cuts, *reached]
            rows = LinearConstraint(np.vstack([cut.weights for cut in cuts]), [cut.need for cut in cuts], np.inf) if cuts else None
            solved = milp(aim, integrality=np.ones(len(aim)), bounds=bounds, constraints=rows, options={"time_limit": left})
            if solved.status == 1:
                raise TimeoutError
            if solved.status == 2:
                raise _Unsafe
            if solved.status != 0:
                raise ArithmeticError(f"which cells to hide was not found: {solved.message}")
            chosen = solved.x > 0.5
            cuts = self._cuts(self._names(chosen), stop_at)
            if not cuts:
                return chosen
            self.cuts += cuts

    def _cuts(self, names: set[Name], stop_at: float) -> list[_Cut]:
        """What the attackers find against a set: nothing when it is safe."""
        found = []
        for goal in self.goals:
            if time.monotonic() > stop_at:
                raise TimeoutError
            if not goal.when_hidden or goal.name in names:
                found += self._cut(goal, names)
        if found:
            return found
        asked = [goal for goal in self.goals if not goal.when_hidden or goal.name in names]
        if all(self.attackers[goal.knower].leaves(goal.name, names, goal.numbers, goal.largest) for goal in asked):
            return []
        # Safe in fractions and not in whole numbers: something more has to be hidden.
        return [_Cut(np.array([float(cell.may_be_hidden and cell.name not in names) for cell in self.cells]), 1.0)]

    def _cut(self, goal: Goal, names: set[Name]) -> list[_Cut]:
        attacker = self.attackers[goal.knower]
        seen = attacker.seen(goal.name, names)
        if seen.max() >= goal.largest - _EPSILON and seen.max() - seen.min() >= goal.numbers - 1 - _EPSILON:
            return []
        most, least = attacker.most(goal.name, names), attacker.least(goal.name, names)
        found = []
        if most.value < goal.largest - _EPSILON:
            found.append(self._tightened(most.weights, goal.largest - most.reach, goal))
        if most.value - least.value < goal.numbers - 1 - _EPSILON:
            found.append(self._tightened(most.weights + least.weights, goal.numbers - 1 - (most.reach - least.reach), goal))
        return found

    def _tightened(self, weights: np.ndarray, need: float, goal: Goal) -> _Cut:
        """A cut with no weight above what is needed; one that binds only while its cell is hidden takes the need along."""
        weights = np.minimum(np.where(self.may, weights, 0.0), need)
        if goal.when_hidden:
            weights = weights.copy()
            weights[self.attackers[goal.knower].position[goal.name]] -= need
            need = 0.0
        return _Cut(np.where(np.abs(weights) < 1e-9, 0.0, weights), need)
