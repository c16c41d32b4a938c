"""Every figure again: random worlds of submissions, answered by the questions and worked out by hand, must agree.

And a full store asked what was known at a moment answers as a store into which only what was accepted by then was loaded.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from analytics.queries import QUESTIONS, Inputs, answer
from data.store import Store
from data.terms import Term, to_stored
from tests import recomputed
from tests.recomputed import ORDER, RETURNS, Sent, World

SETTINGS = list("abcdefgh")
SERVICES = ("hearing", "vision", "portage")
TYPES = ("maintained_nursery_school", "school_nursery_class", "group_full_day", "out_of_school", "childminder", "childminder_agency")
DAYS = [date(2025, 6, 30), date(2025, 9, 1), date(2025, 11, 30), date(2025, 12, 1), date(2026, 3, 31), date(2026, 8, 31)]

COMPARED = {
    "senco_coverage": ["setting", "cluster", "expectation", "cover", "vacant_days", "standard"],
    "reviews": ["setting", "cluster", "child", "cycle_no", "due_on", "state", "days_overdue", "band"],
    "reviews_by_cluster": list(QUESTIONS["reviews_by_cluster"].columns),
    "referrals": list(QUESTIONS["referrals"].columns),
    "referral_waits_by_service": list(QUESTIONS["referral_waits_by_service"].columns),
    "training_matrix": list(QUESTIONS["training_matrix"].columns),
    "missed_meetings": list(QUESTIONS["missed_meetings"].columns),
    "cluster_attendance": list(QUESTIONS["cluster_attendance"].columns),
    "returns_received": list(QUESTIONS["returns_received"].columns),
}


def random_world(seed: int) -> World:
    """Two years of submissions, thick with equal days, corrections, moves, silence and withdrawals."""
    r = random.Random(seed)  # noqa: S311 worlds to test with
    world, moment = World(), datetime(2025, 1, 3, 9)

    def day(around: date, before: int = 200, after: int = 60) -> date:
        return r.choice([around, around - timedelta(days=r.randint(0, before)), around + timedelta(days=r.randint(0, after))])

    def edge() -> date:
        return r.choice(DAYS) + timedelta(days=r.choice([-43, -42, -15, -14, -1, 0, 1, 14, 15]))

    def maybe(value, chance: float = 0.5):
        return value if r.random() < chance else None

    def sent(name: str, rows: list[dict], nil: dict[str, bool], **said) -> None:
        on = moment.date()
        term = Term.of(on).number - (r.random() < 0.15)
        world.sent.append(Sent(len(world.sent) + 1, name, term, to_stored(moment), on, rows, nil, **said))

    def register() -> None:
        rows = [
            {"setting": x, "name": x, "cluster": r.choice(["Alder", "Birch"]), "provider_type": r.choice(TYPES), "funded": maybe(True)}
            | {"on_early_years_register": r.random() < 0.95, "opened_on": maybe(day(moment.date()), 0.2), "closed_on": None}
            for x in SETTINGS
            if r.random() < 0.9
        ]
        for row in rows:
            row["closed_on"] = maybe(day(row["opened_on"] or moment.date(), 0, 200), 0.1)
        sent("settings", rows, {}, effective=moment.date() + timedelta(days=r.randint(0, 9)), closures=r.random() < 0.4)

    def posts(x: str) -> list[dict]:
        keys = {(r.choice("st"), day(moment.date(), 1400, 0)) for _ in range(r.randint(0, 3))}
        return [
            {"setting": x, "senco_ref": ref, "started_on": start, "ended_on": maybe(start + timedelta(days=r.randint(0, 900)))}
            | {"role": r.choice(["senco", "shared", "deputy"]), "interim": r.random() < 0.3}
            | {"qualified_teacher": r.choice(["yes", "yes", "no", "not_known", None])}
            | {"qualification": r.choice(["npq_senco", "none", "not_known", None]), "qualified_on": day(moment.date(), 90, 90)}
            | {"relevant_experience": r.choice(["yes", "no", "no", "not_known", None])}
            for ref, start in sorted(keys)
        ]

    def cycles(x: str) -> list[dict]:
        rows = []
        for child in [c for c in ("c1", "c2", "c3") if r.random() < 0.7]:
            for number in range(1, r.randint(1, 3) + 1):
                start = day(moment.date())
                held = maybe(day(moment.date()))
                dates = {"plan_started_on": start, "review_due_on": maybe(edge(), 0.8), "review_held_on": held}
                dates |= {"next_review_due_on": maybe(edge(), 0.8), "left_on": maybe(day(moment.date()), 0.15)}
                rows.append(
                    {"setting": x, "child": child, "cycle_no": number, "sen_status": r.choice(["monitoring", "ehc_plan", "sen_support"])}
                    | dates
                )
        return rows

    def referred(x: str, service: str | None = None) -> list[dict]:
        rows = []
        for ref in [f for f in ("r1", "r2", "r3", "r4") if r.random() < 0.6]:
            made = day(moment.date(), 500, 0)
            stages = {f"{stage}_on": maybe(made + timedelta(days=r.choice([0, 7, 126, 127, r.randint(0, 400)])), 0.2) for stage in ORDER}
            rows.append({"setting": x, "referral_ref": ref, "service": service or r.choice(SERVICES)} | stages | {"made_on": made})
        return rows

    def events() -> None:
        rows = [
            {"event_ref": f"e{n}", "cluster": r.choice(["Alder", "Birch", None]), "held_on": day(moment.date(), 60, 60)}
            | {"kind": r.choice(["cluster_meeting"] * 4 + ["course"]), "title": "M", "cancelled": r.random() < 0.2}
            for n in range(12)
            if r.random() < 0.4
        ]
        sent("training_events", rows, {})

    def bookings() -> None:
        statuses = ["attended", "part", "booked", "apologies", "no_show", "waitlist"]
        rows = [
            {"event_ref": f"e{n}", "setting": x, "attendee_ref": ref, "attendee_role": "senco", "status": r.choice(statuses)}
            for n in range(12)
            for x in SETTINGS
            for ref in "pq"
            if r.random() < 0.25
        ]
        sent("training_attendance", rows, {})

    register()
    makers = {"senco_posts": posts, "sen_reviews": cycles, "referrals": referred}
    while moment < datetime(2026, 8, 20):
        moment += timedelta(hours=r.randint(0, 400))
        kind = r.choice(["settings", "training_events", "training_attendance", *RETURNS * 4])
        if kind in makers:
            source = r.choice(SERVICES) if kind == "referrals" and r.random() < 0.3 else None
            rows = {x: (referred(x, source) if source else makers[kind](x)) for x in SETTINGS if r.random() < 0.4}
            sent(kind, [row for told in rows.values() for row in told], {x: not told for x, told in rows.items()}, source=source)
        else:
            {"settings": register, "training_events": events, "training_attendance": bookings}[kind]()
    for one in world.sent[1:]:
        if r.random() < 0.1:
            one.withdrawn = one.at + timedelta(days=r.randint(1, 90))
    return world


def filled(world: World) -> Store:
    """The world as a store."""
    store = Store.memory()
    with store.transaction() as cursor:
        for one in world.sent:
            cursor.execute(
                "INSERT INTO submissions (id, return_name, term, accepted_at, accepted_on, source, effective_on, confirm_closures, withdrawn_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [one.id, one.name, one.term, one.at, one.on, one.source, one.effective, one.closures, one.withdrawn],
            )
            for setting, nil in one.nil.items():
                cursor.execute("INSERT INTO submission_settings VALUES (?, ?, ?)", [one.id, setting, nil])
            for number, row in enumerate(one.rows, start=2):
                values = {"submission": one.id, "row": number} | row
                names = ", ".join(f'"{name}"' for name in values)
                marks = ", ".join("?" for _ in values)
                cursor.execute(f'INSERT INTO "{one.name}" ({names}) VALUES ({marks})', list(values.values()))  # noqa: S608
    return store


def rows_of(frame: pd.DataFrame, columns: list[str]) -> list[tuple]:
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame[columns].itertuples(index=False, name=None)]


@pytest.mark.parametrize("seed", range(2))
def test_the_questions_agree_with_the_figures_worked_out_again(seed):
    world = random_world(seed)
    store = filled(world)
    for t in DAYS:
        for k in (to_stored(datetime(t.year, t.month, t.day, 23, 59)), datetime(2039, 12, 31)):
            for question, columns in COMPARED.items():
                answered = rows_of(answer(store, question, Inputs(t, k)), columns)
                expected = [row[: len(columns)] for row in getattr(recomputed, question)(world, t, k)]
                assert answered == expected, (question, t, k)
    store.close()


@pytest.mark.parametrize("seed", [10])
def test_a_full_store_answers_as_one_into_which_only_the_files_accepted_by_then_were_loaded(seed):
    world = random_world(seed)
    k = to_stored(datetime(2025, 12, 10, 12))
    early = World([one for one in world.sent if one.at <= k])
    full = filled(world)
    for one in early.sent:
        one.withdrawn = one.withdrawn if one.withdrawn and one.withdrawn <= k else None
    partial = filled(early)
    for t in (date(2025, 8, 31), date(2025, 12, 10)):
        for question in QUESTIONS:
            pd.testing.assert_frame_equal(
                answer(full, question, Inputs(t, k)), answer(partial, question, Inputs(t, datetime(2039, 12, 31)))
            )
    full.close()
    partial.close()
