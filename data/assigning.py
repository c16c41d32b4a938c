"""Clusters and Area SENCOs given to many settings at once, as a new version of the register.

The register of a day is written out as canonical CSV with the changes in it and goes the way of every file: kept as an
original, checked, accepted as a submission. So it has a history, can be undone, and is built anew from its original.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.contracts.settings import SETTINGS
from data.drafts import Checked, drafts
from data.errors import ToolError
from data.export import written
from data.register_lists import NOW
from data.registers import NO_CLUSTER
from data.store import Store
from data.submission import Submission, accept


@dataclass(frozen=True)
class Place:
    """A setting of the register with what decides who looks after it. `postcode_area` is the first half of its postcode."""

    setting: str
    name: str
    provider_type: str
    cluster: str
    area_senco: str
    ward: str
    postcode_area: str


@dataclass(frozen=True)
class Assignment:
    """What to give to which settings. None leaves it as it is; an empty text takes it away."""

    settings: frozenset[str]
    cluster: str | None = None
    area_senco: str | None = None

    @property
    def gives(self) -> dict[str, str | None]:
        given = {} if self.cluster is None else {"cluster": _tidy(self.cluster) or NO_CLUSTER}
        return given if self.area_senco is None else given | {"area_senco": _tidy(self.area_senco) or None}


def _tidy(text: str) -> str:
    return " ".join(text.split())


def places(store: Store, *, on: date) -> list[Place]:
    """The settings that are not closed on a day, by name."""
    return [
        Place(
            row["setting"],
            row["name"],
            row["provider_type"],
            row["cluster"],
            row["area_senco"] or "",
            row["ward"] or "",
            (row["postcode"] or "").rpartition(" ")[0],
        )
        for row in sorted(_register(store, on), key=lambda row: (row["name"].casefold(), row["setting"]))
        if row["closed_on"] is None or row["closed_on"] > on
    ]


def assigned(store: Store, assignment: Assignment, *, on: date) -> Checked:
    """The register of a day with an assignment in it, as a file not yet checked.

    ToolError when there is no register on that day, or nothing in it changes.
    """
    register = _register(store, on)
    if not register:
        raise ToolError("There is no register of settings yet. Upload one first.")
    gives = assignment.gives
    new = [row | gives if row["setting"] in assignment.settings else row for row in register]
    if new == register:
        raise ToolError("These settings have this already. Nothing changes.")
    name = f"register-with-{'-and-'.join({'cluster': 'clusters', 'area_senco': 'officers'}[column] for column in gives)}.csv"
    content = written(SETTINGS, new).encode()
    (draft,) = drafts(name, content, return_name=SETTINGS.name)
    return draft


def accept_assignment(store: Store, assignment: Assignment, *, on: date, by: str) -> Submission:
    """Accept the register with an assignment in it, in effect from a day; the outcome says what became of it. ToolError as `assigned`."""
    return accept(store, assigned(store, assignment, on=on), by=by, effective_on=on)


def _register(store: Store, on: date) -> list[dict]:
    """The rows of the register of a day as they were told. A setting whose closing was confirmed since is left out: it stays as it is."""
    with store.cursor() as cursor:
        found = cursor.execute(
            f"SELECT s.* FROM standing.settings_on(DATE '{on}', {NOW}) r "
            "JOIN main.settings s ON s.submission = r.submission AND s.setting = r.setting "
            f"WHERE r.closed_on IS NOT DISTINCT FROM s.closed_on OR r.closed_on > DATE '{on}' ORDER BY s.setting"
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
