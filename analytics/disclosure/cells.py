"""The cells of one release and the relations that hold between them by definition.

A cell is one count of one table. Its `least` is k: a count from 1 to k − 1 is small. `own` says how much of
it each setting contributed, for counts of children and referrals; counts of settings have none. A `public` cell is
shown whatever it says. A relation says that cells add up to nought with their signs, or to nought at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Name = tuple[str, str, str]


@dataclass(frozen=True)
class Cell:
    """One count. `name` is (question, row, column); `cost` is what hiding it loses."""

    name: Name
    count: int
    least: int
    cost: int = 1
    own: Mapping[str, int] = field(default_factory=dict)
    public: bool = False

    @property
    def is_small(self) -> bool:
        return not self.public and 1 <= self.count < self.least

    @property
    def may_be_hidden(self) -> bool:
        return not self.public and self.count > 0


@dataclass(frozen=True)
class Relation:
    """`signs` maps each cell's name to +1 or −1; the signed sum is nought, or nought at most (`at_most`)."""

    signs: Mapping[Name, int]
    at_most: bool = False


def adds_up(total: Name, parts: Sequence[Name]) -> Relation:
    """The parts add up to the total."""
    return Relation({total: -1} | dict.fromkeys(parts, 1))


def same_sum(some: Sequence[Name], others: Sequence[Name]) -> Relation:
    """Some cells add up to the same as others."""
    return Relation(dict.fromkeys(some, 1) | dict.fromkeys(others, -1))


def no_more_than(part: Name, whole: Name) -> Relation:
    """One cell counts some of what another counts."""
    return sum_at_most([part], [whole])


def sum_at_most(parts: Sequence[Name], wholes: Sequence[Name]) -> Relation:
    """Some cells add up to no more than others."""
    return Relation(dict.fromkeys(parts, 1) | dict.fromkeys(wholes, -1), at_most=True)


def connected(cells: Sequence[Cell], relations: Sequence[Relation]) -> list[tuple[list[Cell], list[Relation]]]:
    """The cells in groups that no relation joins, each with its relations, whatever order they are given in: by name."""
    cells = sorted(cells, key=lambda cell: cell.name)
    relations = sorted(relations, key=lambda each: sorted(each.signs.items()))
    group = {cell.name: number for number, cell in enumerate(cells)}

    def root(name: Name) -> int:
        number = group[name]
        while number != group[cells[number].name]:
            number = group[cells[number].name]
        return number

    for relation in relations:
        roots = [root(name) for name in relation.signs]
        for one in roots:
            group[cells[one].name] = min(roots)
    members: dict[int, tuple[list[Cell], list[Relation]]] = {}
    for cell in cells:
        members.setdefault(root(cell.name), ([], []))[0].append(cell)
    for relation in relations:
        members[root(next(iter(relation.signs)))][1].append(relation)
    return list(members.values())
