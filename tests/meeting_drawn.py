"""An authority drawn so that what a room must not see can be told from everything else: hidden counts are numbers that nothing else is.

Alder has 147 children, three of them late: 144 would give the three away. Cherry has 191, of whom all but one are in one setting, so
that setting could subtract its own. Speech and language therapy has 238 waiting, four of them over 18 weeks; of Portage's 173 all but
one are one setting's.
"""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from analytics.disclosure.offered import TYPES
from analytics.meeting.room import Meeting
from analytics.meeting.shown import TERMS, Shown
from analytics.meeting.story import story
from data.contracts.referrals import SERVICES
from data.store import Store
from data.terms import Term
from tests.drawn import drawn

DAY, TODAY = date(2025, 11, 30), date(2025, 12, 3)
HIDDEN = (144, 191, 173)
HIDDEN_SHARES = ("98 %", "0.979", "0.0204")
SHOWN = (59, 238)
VACANT, CHILD, SENCO = "Willow Lodge Vacant", "childkey", "senref"


def draw(store: Store, *, names: tuple[str, str, str] = ("Alder", "Birch", "Cherry")) -> Store:
    """Fill a store; `names` are its three clusters."""
    alder, birch, cherry = names
    drawn(
        store,
        "settings",
        f"""
        setting | name      | cluster  | provider_type
        a       | Acorns    | {alder}  | group_full_day
        a2      | Aspens    | {alder}  | group_full_day
        v       | {VACANT}  | {alder}  | group_sessional
        b       | Beechnuts | {birch}  | group_full_day
        c       | Cobnuts   | {cherry} | group_full_day
        c2      | Catkins   | {cherry} | group_full_day
        """,
    )
    children = [
        *(f"a | {CHILD}a{n} | 2025-09-02 | {'2025-11-01' if n < 3 else '2026-01-24'}" for n in range(100)),
        *(f"a2 | {CHILD}d{n} | 2025-09-02 | 2026-01-24" for n in range(47)),
        *(f"b | {CHILD}b{n} | 2025-09-02 | {'2025-11-01' if n < 21 else '2026-01-24'}" for n in range(80)),
        *(f"c | {CHILD}c{n} | 2025-09-02 | 2026-01-24" for n in range(190)),
        f"c2 | {CHILD}e | 2025-09-02 | 2026-01-24",
    ]
    drawn(store, "sen_reviews", "\n".join(["setting | child | plan_started_on | review_due_on", *children]))
    posts = "\n".join(f"{each} | {SENCO}{each} | 2024-09-01" for each in ("a", "a2", "b", "c", "c2"))
    drawn(store, "senco_posts", f"setting | senco_ref | started_on\n{posts}\nv | NIL |")
    referrals = [
        *(f"a | r{n} | speech_language | {'2025-06-02' if n < 4 else '2025-11-03'}" for n in range(160)),
        *(f"b | s{n} | speech_language | 2025-11-03" for n in range(78)),
        *(f"c | t{n} | portage | 2025-11-03" for n in range(172)),
        "a | u | portage | 2025-11-03",
    ]
    drawn(store, "referrals", "\n".join(["setting | referral_ref | service | made_on", *referrals]))
    drawn(
        store,
        "training_events",
        f"""
        event_ref | kind            | title         | cluster  | held_on
        e1        | cluster_meeting | First         | {alder}  | 2025-09-20
        e2        | cluster_meeting | Second        | {alder}  | 2025-10-20
        e3        | cluster_meeting | Autumn        | {birch}  | 2025-10-21
        e5        | course          | For everybody |          | 2025-12-12
        """,
    )
    drawn(store, "training_attendance", "event_ref | setting\ne1 | a\ne2 | a\ne1 | v\ne3 | b")
    return store


def biggest(
    *, services: int = 19, clusters: int = 30, sentence: str = "We visit every setting without a SENCO by the end of January."
) -> Meeting:
    """A meeting with as much as an authority can have, most of it hidden, and many sentences."""
    names = [f"Bishopstoke and Fair Oak {number}" for number in range(1, clusters + 1)]
    codes = [*sorted(set(SERVICES) - {"social_care", "other"}, key=SERVICES.get)[: services - 1], "other_services"]

    def shown(on: date) -> Shown:
        term = Term.of(on)
        coverage = [(name, each, 14, 9, "c", "c", "c", 0, "c", "c") for name in names for each in ("must", "expected", "encouraged")]
        types = [(code, each, 30, 20, "c", "c", "c", 0, "c", "c") for each, several in TYPES.items() for code in several]
        tables = {
            "senco_coverage_by_cluster": (
                "group expectation settings in_post shared interim vacant not_known covered covered_share",
                coverage,
            ),
            "senco_coverage_by_provider_type": (
                "group expectation settings in_post shared interim vacant not_known covered covered_share",
                types,
            ),
            "reviews_by_cluster": (
                "cluster children overdue due_soon on_track no_date overdue_share",
                [
                    (name, 1106, "c", 120, 875, "c", "c") if place % 3 else (name, "c", "c", 0, "c", 0, "c")
                    for place, name in enumerate(names)
                ],
            ),
            "referral_waits_by_service": (
                "service made completed median_days p90_days within_18_weeks_share waiting waiting_over_18_weeks",
                [(code, 54, 26, 56, "c", 0.77, 138, 10 if place % 2 else "c") for place, code in enumerate(codes)],
            ),
            "cluster_attendance": (
                "cluster term meetings_held settings_invited settings_attended attendance_share",
                [(name, term.name, 2, 127, 126, 0.9921) for name in names],
            ),
            "returns_received": (
                "term return expected received",
                [(term.name, name, 410, 376) for name in ("senco_posts", "sen_reviews", "referrals")],
            ),
        }
        frames = {name: pd.DataFrame(rows, columns=columns.split(), dtype=object) for name, (columns, rows) in tables.items()}
        return Shown(on, term, frames, datetime(2025, 12, 1))

    terms = [Term.of(DAY)]
    while len(terms) < TERMS:
        terms.insert(0, terms[0].before)
    days = [shown(term.ends_on) for term in terms[:-1]]
    latest = shown(DAY)
    told = story(latest, days, names[0], coming=[sentence] * 40, named=[sentence] * 20)
    return Meeting(DAY, names[0], latest, tuple(told), {})
