"""Who a setting is and where to write to it, by the register of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.store import Store


@dataclass(frozen=True)
class Addressee:
    """A setting's name, and its contact e-mail when the register has one."""

    name: str
    email: str | None


def addressees(store: Store, settings: Sequence[str], on: date) -> dict[str, Addressee]:
    """Setting → addressee by the register of a day; one not on that register by the latest that has it."""
    with store.cursor() as cursor:
        found = cursor.execute(
            "SELECT setting, name, contact_email FROM standing.register(TIMESTAMP '9999-12-31') "
            "WHERE list_contains($settings, setting) "
            "QUALIFY row_number() OVER (PARTITION BY setting ORDER BY (from_on <= $day AND $day < to_on) DESC, from_on DESC) = 1",
            {"settings": list(settings), "day": on},
        ).fetchall()
    return {setting: Addressee(name, email) for setting, name, email in found}
