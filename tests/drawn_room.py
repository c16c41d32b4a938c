"""An authority whose hidden counts are numbers that stand nowhere else: for looking whether one of them reaches a room.

Alder has 1,319 settings, one of them without a SENCO and with three children, and 1,187 children, three of them late; Birch has two
settings and one child. All but one of the 1,291 referrals are of one setting. The last day of the term before this one can be shown.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from data.store import Store
from data.terms import Term, local_day, now
from tests.drawn import drawn

TERM = Term.of(local_day(now())).before
DAY = TERM.ends_on
SETTINGS, CHILDREN, LATE, THEIRS, REFERRALS = 1319, 1187, 3, 3, 1291
VACANT = "Willowmere Playgroup"
OFFICER = "Q. Officer"
# What is hidden: the children whose review is not late, the settings that have a SENCO, and the referrals, of which one setting made all
# but one.
HIDDEN_COUNTS = (CHILDREN - LATE, SETTINGS - 1, REFERRALS)
# What no room may read: a child's key, a SENCO's reference, the setting with the vacancy and who looks after it.
UNSAID = ("keyofachild", "refofasenco", VACANT, OFFICER)


def room_store(place: Path) -> Path:
    """The authority as a store of its own."""
    store = Store.open(place)
    fill(store)
    store.close()
    return place


def fill(store: Store) -> None:
    """Load the authority: everything was accepted on the first day of the term."""
    told = {"accepted_at": f"{TERM.starts_on}T09:00:00", "term": TERM.name}
    settings = f"""
        setting | name             | cluster | provider_type   | area_senco
        a       | Acorns           | Alder   | group_full_day  | {OFFICER}
        v       | {VACANT}         | Alder   | group_full_day  | {OFFICER}
        b       | Beech            | Birch   | group_full_day  |
        c       | Cherry           | Birch   | group_sessional |
    """
    drawn(store, "settings", settings, **told)
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | refofasenco | 2024-09-01\nv | NIL |\nb | s2 | 2024-09-01", **told)
    drawn(store, "sen_reviews", _children("a", LATE, DAY - timedelta(days=20)), **told)
    drawn(store, "sen_reviews", _children("v", THEIRS, _on(200)), **told)
    drawn(store, "sen_reviews", _children("b", 1, _on(200)), **told)
    events = f"event_ref | title | cluster | held_on\ne1 | First | Alder | {_on(10)}\ne2 | Second | Alder | {_on(40)}"
    drawn(store, "training_events", events, **told)
    drawn(store, "training_attendance", "event_ref | setting\ne1 | a\ne2 | a\ne1 | v", **told)
    referrals = f"a | r0 | {DAY - timedelta(days=30)}\nv | r1 | {DAY - timedelta(days=30)}"
    drawn(store, "referrals", f"setting | referral_ref | made_on\n{referrals}", **told)
    with store.transaction() as cursor:
        for statement, values in _many():
            cursor.execute(statement, values)


def _many() -> list[tuple[str, list]]:
    """Statements that copy one setting, one referral and one child as often as there are more of them."""
    on_time = CHILDREN - LATE - THEIRS
    return [
        (
            "INSERT INTO settings SELECT s.* REPLACE ('a' || n AS setting) FROM settings s, range(1, ?) more(n) WHERE setting = 'a'",
            [SETTINGS - 1],
        ),
        (
            "INSERT INTO senco_posts SELECT p.* REPLACE ('a' || n AS setting) FROM senco_posts p, range(1, ?) more(n) WHERE setting = 'a'",
            [SETTINGS - 1],
        ),
        (
            "INSERT INTO submission_settings SELECT submission, 'a' || n, false FROM senco_posts, range(1, ?) more(n) WHERE setting = 'a'",
            [SETTINGS - 1],
        ),
        (
            "INSERT INTO referrals SELECT r.* REPLACE ('more' || n AS referral_ref)"
            " FROM referrals r, range(2, ?) more(n) WHERE referral_ref = 'r0'",
            [REFERRALS],
        ),
        (
            "INSERT INTO sen_reviews SELECT c.* REPLACE ('keyofachild' || n AS child, CAST(? AS DATE) AS review_due_on)"
            " FROM sen_reviews c, range(?) more(n) WHERE child = 'keyofachild-a0'",
            [_on(200), on_time],
        ),
    ]


def _children(setting: str, count: int, due_on: date) -> str:
    rows = "\n".join(f"{setting} | keyofachild-{setting}{n} | {_on(0)} | {due_on}" for n in range(count))
    return f"setting | child | plan_started_on | review_due_on\n{rows}"


def _on(days: int) -> date:
    """A day so long after the first of the term."""
    return TERM.starts_on + timedelta(days=days)
