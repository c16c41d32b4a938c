"""What someone can work out about a hidden cell from what is shown: the least and the most it can be.

The room knows every shown cell, every relation, and that a hidden cell is 1 at least. A setting also knows what it
contributed itself: it works on the remainders (count less own), where a hidden cell is its own part at least.
Bounds are linear programs solved with HiGHS; `leaves` decides in whole numbers. What could be behind the hidden cells as well
as the truth is remembered: it stays possible for every pattern that hides the cells in which it differs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_matrix

from analytics.disclosure.cells import Cell, Name, Relation

_EPSILON = 1e-7


@dataclass(frozen=True)
class Bound:
    """One end of what a cell can be, and why: with `weights` (by position) the end cannot move further than
    `reach` plus the weights of the cells that are hidden."""

    value: float
    reach: float
    weights: np.ndarray


class Attacker:
    """Someone who reads the shown cells of one connected group: the room (`knower` None) or one setting."""

    def __init__(self, cells: Sequence[Cell], relations: Sequence[Relation], knower: str | None = None) -> None:
        self.position = {cell.name: number for number, cell in enumerate(cells)}
        own = np.array([cell.own.get(knower, 0) if knower else 0 for cell in cells], dtype=float)
        self.counts = np.array([cell.count for cell in cells], dtype=float) - own
        self.floor = np.where(own > 0, 0.0, np.minimum(1.0, self.counts))
        self.ceiling = 2 * np.array([cell.count for cell in cells], dtype=float).sum() + 20
        self._equal = self._matrix([each for each in relations if not each.at_most])
        self._at_most = self._matrix([each for each in relations if each.at_most])
        self._seen = self.counts[np.newaxis, :]

    def _matrix(self, relations: Sequence[Relation]) -> csr_matrix | None:
        if not relations:
            return None
        entries = [(row, self.position[name], sign) for row, each in enumerate(relations) for name, sign in each.signs.items()]
        rows, columns, signs = zip(*entries, strict=True)
        return csr_matrix((signs, (rows, columns)), shape=(len(relations), len(self.position)), dtype=float)

    def _limits(self, hidden: Collection[Name]) -> tuple[np.ndarray, np.ndarray]:
        low, high = self.counts.copy(), self.counts.copy()
        for name in hidden:
            low[self.position[name]], high[self.position[name]] = self.floor[self.position[name]], self.ceiling
        return low, high

    def most(self, name: Name, hidden: Collection[Name]) -> Bound:
        """The most the cell (or its remainder) can be."""
        return self._end(name, hidden, sign=-1)

    def least(self, name: Name, hidden: Collection[Name]) -> Bound:
        """The least it can be."""
        return self._end(name, hidden, sign=1)

    def _end(self, name: Name, hidden: Collection[Name], *, sign: int) -> Bound:
        low, high = self._limits(hidden)
        aim = np.zeros(len(self.counts))
        aim[self.position[name]] = sign
        nothing = {key: np.zeros(matrix.shape[0]) for key, matrix in (("eq", self._equal), ("ub", self._at_most)) if matrix is not None}
        solved = linprog(
            aim,
            A_eq=self._equal,
            b_eq=nothing.get("eq"),
            A_ub=self._at_most,
            b_ub=nothing.get("ub"),
            bounds=np.column_stack([low, high]),
            method="highs",
        )
        if solved.status != 0:
            raise ArithmeticError(f"the bounds of {name} cannot be worked out: {solved.message}")
        self._seen = np.vstack([self._seen, np.where(np.abs(solved.x - np.rint(solved.x)) < _EPSILON, np.rint(solved.x), solved.x)])
        price = solved.lower.marginals + solved.upper.marginals
        weights = np.where(price > 0, price * (self.counts - self.floor), -price * (self.ceiling - self.counts))
        return Bound(sign * solved.fun, sign * float(price @ self.counts), weights)

    def seen(self, name: Name, hidden: Collection[Name]) -> np.ndarray:
        """What is already known to be possible for the cell (or its remainder) while these are hidden."""
        shown = np.ones(len(self.counts), dtype=bool)
        shown[[self.position[each] for each in hidden]] = False
        fits = ~(np.abs(self._seen - self.counts)[:, shown] > _EPSILON).any(axis=1)
        return self._seen[fits, self.position[name]]

    def leaves(self, name: Name, hidden: Collection[Name], numbers: int, largest: int) -> bool:
        """Whether `numbers` whole numbers are possible for the cell (or its remainder), one of them `largest` at least."""
        shown = np.ones(len(self.counts), dtype=bool)
        shown[[self.position[each] for each in hidden]] = False
        whole = self._seen[(self._seen == np.rint(self._seen)).all(axis=1)]
        fits = (whole[:, shown] == self.counts[shown]).all(axis=1)
        found = {round(value) for value in whole[fits, self.position[name]]}
        if len(found) >= numbers and max(found) >= largest:
            return True
        first = int(np.ceil(self.least(name, hidden).value - _EPSILON))
        last = int(np.floor(self.most(name, hidden).value + _EPSILON))
        for value in range(last, first - 1, -1):
            if len(found) >= numbers and max(found) >= largest:
                break
            if value not in found and self._can_be(name, hidden, value):
                found.add(value)
        return len(found) >= numbers and max(found) >= largest

    def _can_be(self, name: Name, hidden: Collection[Name], value: int) -> bool:
        low, high = self._limits(hidden)
        low[self.position[name]] = high[self.position[name]] = value
        rows = [LinearConstraint(self._equal, 0, 0)] if self._equal is not None else []
        rows += [LinearConstraint(self._at_most, -np.inf, 0)] if self._at_most is not None else []
        solved = milp(np.zeros(len(low)), integrality=np.ones(len(low)), bounds=Bounds(low, high), constraints=rows or None)
        return solved.status == 0
