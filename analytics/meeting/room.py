"""One cluster meeting, ready to be shown or handed over: its screens, the notes for the presenter, and what each page says at its foot.

This is the one way from a store to a room. Beside the safe tables it reads what people wrote for the meeting, the events ahead, and
how often a setting came that agreed to be named; nothing else of a setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analytics.charts.style import counted, day, plain, plural, spelled
from analytics.disclosure.release import freeze
from analytics.meeting.bars import HIDDEN_NOTE, UNPROVED_NOTE, Screen
from analytics.meeting.shown import ROOM, Shown, days_before, days_to_show, shown_on
from analytics.meeting.story import clusters_of, story
from analytics.queries import Inputs, answer, limits
from data import meeting_words, releases, term_dates
from data.meeting_words import Words
from data.releases import Release
from data.store import Store
from data.terms import Term, now, say_day, say_moment

EVENTS = {
    "cluster_meeting": "cluster meeting",
    "new_senco_induction": "induction for new SENCOs",
    "course": "course",
    "briefing": "briefing",
}


@dataclass(frozen=True)
class Meeting:
    """What one cluster (None: all together) is shown of a day. `notes` are the presenter's, by screen, and never shown to the room."""

    as_of: date
    cluster: str | None
    shown: Shown
    screens: tuple[Screen, ...]
    notes: Mapping[str, tuple[str, ...]]

    @property
    def title(self) -> str:
        return f"{plain(self.cluster)} cluster meeting" if self.cluster else "Cluster meeting"

    @property
    def about(self) -> tuple[str, ...]:
        """Day, knowledge and choice of cluster, and the sign for hidden counts: for the foot of every slide and page."""
        hidden = UNPROVED_NOTE if self.shown.unproved else HIDDEN_NOTE
        return (
            f"As at {say_day(self.as_of)}",
            f"As known on {say_moment(self.shown.known_at)}",
            f"For {plain(self.cluster)}" if self.cluster else "For all clusters",
            f"{hidden}.",
        )


def days_offered(store: Store, today: date) -> list[date]:
    """The days a room may be shown now, the latest first; none where no return was loaded yet."""
    first = _first_term(store, today)
    calendar = term_dates.calendar(store, now())
    return days_to_show(calendar, today, first=calendar.starts_on(first)) if first else []


def clusters_offered(store: Store, as_of: date, *, by: str) -> list[str]:
    """The clusters a meeting about the day can be for, in name order."""
    return clusters_of(_shown(store, as_of, by))


def days_to_freeze(store: Store, as_of: date) -> list[date]:
    """The days a meeting about the day shows that are not frozen yet, the first first; its own day is the last."""
    return [each for each in (*_earlier(store, as_of), as_of) if releases.in_force(store, each) is None]


def freeze_day(store: Store, as_of: date, *, by: str) -> None:
    """Freeze one day as it is known now, unless it is already; ToolError when it is not one for a room."""
    _shown(store, as_of, by)


def replace_day(store: Store, as_of: date, reason: str, *, instead_of: int, by: str) -> Release:
    """Freeze a day anew, as it is known now; what is shown from then on. `instead_of` is the number of the release that was
    looked at. ToolError without a reason, or when somebody replaced that one meanwhile.
    """
    moment = now()
    team = Inputs(as_of, moment)
    return freeze(
        store,
        lambda question: answer(store, question, team),
        as_of=as_of,
        known_at=moment,
        least=limits(store, team),
        by=by,
        reason=" ".join(reason.split()),
        instead_of=instead_of,
    )


def meeting(store: Store, as_of: date, cluster: str | None, *, by: str, today: date) -> Meeting:
    """The meeting about a day. The first showing of a day freezes it; ToolError when the day is not one for a room."""
    shown = _shown(store, as_of, by)
    written = meeting_words.written_for(store, as_of, cluster)
    screens = story(
        shown,
        [_shown(store, each, by) for each in _earlier(store, as_of)],
        cluster,
        coming=_coming(store, cluster, written, today),
        named=_named(store, shown, written),
    )
    notes: dict[str, tuple[str, ...]] = {}
    for one in written:
        if one.what == meeting_words.NOTE and one.screen:
            notes[one.screen] = (*notes.get(one.screen, ()), plain(one.words))
    return Meeting(as_of, cluster, shown, tuple(screens), notes)


def _earlier(store: Store, as_of: date) -> list[date]:
    """The last days of the terms before that of the day, which its last screen but one compares it with."""
    first, calendar = _first_term(store, as_of), term_dates.calendar(store, now())
    return days_before(calendar, as_of, first=calendar.starts_on(first)) if first else []


def _first_term(store: Store, as_of: date) -> Term | None:
    returns = answer(store, "returns_received", Inputs(as_of, now()))
    return Term.parse(returns["term"].iloc[0]) if len(returns) else None


def _shown(store: Store, as_of: date, by: str) -> Shown:
    moment = now()
    calendar = term_dates.calendar(store, moment)

    def ask(question: str, on: date) -> pd.DataFrame:
        return answer(store, question, Inputs(on, moment, audience=ROOM), by=by)

    told = shown_on(ask, as_of, calendar, known_at=moment)
    frozen = releases.in_force(store, as_of)
    return Shown(told.as_of, told.term, told.tables, frozen.known_at, frozen.unproved)


def _coming(store: Store, cluster: str | None, written: Sequence[Words], today: date) -> list[str]:
    """What people wrote, then the events ahead that are for everyone or for this cluster; one held at a setting is nobody else’s."""
    said = [plain(one.words) for one in written if one.what == meeting_words.NEXT]
    events = answer(store, "coming_events", Inputs(today, now(), clusters=(cluster,) if cluster else ()))
    for event in events.itertuples(index=False):
        if event.kind in EVENTS and (cluster is None or event.cluster in (None, cluster)):
            said.append(f"{day(event.held_on)}: {plain(event.title)} ({EVENTS[event.kind]})")
    return said


def _named(store: Store, shown: Shown, written: Sequence[Words]) -> list[str]:
    """A sentence for each setting that agreed to be named: how often it came, or what it does well."""
    agreed = [one for one in written if one.what in meeting_words.NAMING and one.setting]
    if not agreed:
        return []
    settings = tuple(sorted({one.setting for one in agreed}))
    inputs = Inputs(shown.as_of, shown.known_at)
    register = answer(store, "register", inputs)
    names = dict(zip(register["setting"], register["name"], strict=True))
    beside = answer(store, "figures_beside", Inputs(shown.as_of, shown.known_at, settings=settings))
    came = beside[(beside["figure"] == "came") & (beside["level"] == "setting")].set_index("setting")
    said = []
    for one in agreed:
        name = plain(names.get(one.setting, one.setting))
        if one.what == meeting_words.GOOD_PRACTICE:
            said.append(f"{name}: {plain(one.words)}")
        elif one.setting in came.index and came.loc[one.setting, "of_all"]:
            said.append(f"{name} {_came(*(int(came.loc[one.setting, each]) for each in ('part', 'of_all')))} in the last 12 months")
    return said


def _came(part: int, of_all: int) -> str:
    if part == of_all:
        return "came to its one meeting" if of_all == 1 else f"came to {'both' if of_all == 2 else f'all {spelled(of_all)}'} meetings"
    return f"came to {spelled(part)} of {counted(of_all, 'meeting')}" if part else f"came to no {plural(of_all, 'meeting')}"
