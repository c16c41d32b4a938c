"""The answer for a room: which questions, days and filters are offered, and the frozen tables of the day.

Everything else is refused by name. The first asking for a room day works out what to hide over all its tables together
and freezes it; from then on only the frozen tables are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import pandas as pd

from analytics.disclosure.always_shown import meetings_of
from analytics.disclosure.offered import BY_CLUSTER, OFFERED, cells_of, safe, tables
from analytics.disclosure.protect import protected
from analytics.thresholds import Threshold
from data import releases, term_dates
from data.errors import ToolError
from data.releases import Release, Table
from data.store import Store
from data.terms import Calendar, Term, now, say_day, say_moment

Ask = Callable[[str], pd.DataFrame]


def room_days(calendar: Calendar, term: Term) -> list[date]:
    """The days of a term that may be shown to a room: the day its returns are due and its last day."""
    return [calendar.due_on(term), calendar.ends_on(term)]


def refuse_unless_offered(
    question: str,
    as_of: date,
    calendar: Calendar,
    *,
    clusters: Sequence[str],
    others: bool,
    known_at: datetime,
    frozen: Release | None,
) -> None:
    """ToolError by name for a question, a day, a filter or a moment of knowledge that is not for a room."""
    if question not in OFFERED:
        said = f"{question} is not offered to a cluster meeting. Offered are: {', '.join(OFFERED)}."
        raise ToolError(said, title="Not offered")
    term = calendar.term_of(as_of)
    if as_of not in room_days(calendar, term):
        days = [day for each in (term.before, term) for day in room_days(calendar, each)]
        said = f"{say_day(as_of)} is not a day for a cluster meeting. Choose one of these: {', '.join(map(say_day, days))}."
        raise ToolError(said, title="Not offered")
    if others or (clusters and question not in BY_CLUSTER) or len(clusters) > 1:
        which = "one cluster may be chosen, and nothing else" if question in BY_CLUSTER else "it is shown for the authority only"
        raise ToolError(f"{question} cannot be filtered like that for a cluster meeting: {which}.", title="Not offered")
    if frozen and known_at < frozen.known_at:
        then = say_moment(frozen.known_at)
        said = f"What a cluster meeting sees of {say_day(as_of)} was frozen as known on {then}. Nothing earlier is shown."
        raise ToolError(said, title="Not offered")


def shown_to_room(
    store: Store,
    question: str,
    ask: Ask,
    *,
    as_of: date,
    known_at: datetime,
    clusters: Sequence[str],
    others: bool,
    least: Mapping[str, Threshold],
    by: str,
) -> pd.DataFrame:
    """The safe frame of a question. `ask` gives the team's whole frames of that day and moment; `others`: a filter other than the
    cluster was chosen; `least` are the thresholds in force.
    """
    frozen, calendar = releases.in_force(store, as_of), term_dates.calendar(store, known_at)
    refuse_unless_offered(question, as_of, calendar, clusters=clusters, others=others, known_at=known_at, frozen=frozen)
    release = frozen or freeze(store, ask, as_of=as_of, known_at=known_at, least=least, by=by)
    frame = pd.DataFrame(dict(release.tables[question]), dtype=object)
    if clusters:
        frame = frame[frame[BY_CLUSTER[question]].isin(clusters)].reset_index(drop=True)
    return frame


def freeze(
    store: Store,
    ask: Ask,
    *,
    as_of: date,
    known_at: datetime,
    least: Mapping[str, Threshold],
    by: str,
    reason: str | None = None,
    instead_of: int | None = None,
) -> Release:
    """Work out the day's tables with what to hide, and keep them. `least` are the thresholds in force."""
    known_at = min(known_at, now())
    whole = tables(ask)
    children, settings = (int(least[name].value) for name in ("room_children", "room_settings"))
    term = term_dates.calendar(store, known_at).term_of(as_of)
    cells, relations = cells_of(
        whole,
        ask("room_contributions"),
        of_children=children,
        of_settings=settings,
        term=term.name,
        is_due=as_of == term.due_on,
        meetings=meetings_of(ask("meetings"), sorted(set(whole["cluster_attendance"]["cluster"])), as_of),
    )
    pattern = protected(cells, relations)
    said = {question: _kept(safe(question, frame, pattern.hidden)) for question, frame in whole.items()}
    return releases.keep(
        store, as_of, known_at, said, by=by, unproved=tuple(sorted(pattern.unproved)), reason=reason, instead_of=instead_of
    )


def _kept(frame: pd.DataFrame) -> Table:
    """A frame as JSON can keep it: whole numbers whole, blank as None."""

    def plain(value: object) -> object:
        if pd.isna(value):
            return None
        number = getattr(value, "item", None)
        value = number() if number else value
        return int(value) if isinstance(value, float) and value.is_integer() and not isinstance(value, bool) else value

    return {column: [plain(value) for value in frame[column]] for column in frame.columns}
