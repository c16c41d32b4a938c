"""The figures worked out again in plain Python, row by row, from what a world of submissions says.

It shares no code with the questions but the arithmetic of terms: lists and loops where they have SQL.
A `World` is the submissions in load order; each function answers one question for a day and a moment.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from data.terms import Term

RETURNS = ("senco_posts", "sen_reviews", "referrals")
EXPECTATIONS = {"childminder": "encouraged", "childminder_agency": "none"} | dict.fromkeys(
    ("maintained_nursery_school", "school_nursery_class"), "must"
)
_BEFORE = ("made", "received", "returned_incomplete", "triaged", "redirected", "declined")
ORDER = (*_BEFORE, "accepted", "first_contact", "assessment_complete", "discharged", "withdrawn")


@dataclass
class Sent:
    """One submission: `rows` as the store has them, `nil` by setting it speaks for."""

    id: int
    name: str
    term: int
    at: datetime
    on: date
    rows: list[dict]
    nil: dict[str, bool]
    source: str | None = None
    effective: date | None = None
    closures: bool = False
    withdrawn: datetime | None = None


@dataclass
class World:
    """Everything sent, in load order."""

    sent: list[Sent] = field(default_factory=list)

    def live(self, name: str, k: datetime) -> list[Sent]:
        return [s for s in self.sent if s.name == name and s.at <= k and not (s.withdrawn and s.withdrawn <= k)]

    def register(self, d: date, k: datetime) -> dict[str, dict]:
        loads = sorted(self.live("settings", k), key=lambda s: (s.effective, s.id))
        told: dict[str, dict] = {}
        for load in loads:
            if load.effective > d and load.effective != loads[0].effective:
                continue
            listed = {row["setting"] for row in load.rows}
            for setting, row in told.items():
                if load.closures and setting not in listed:
                    row["closed_on"] = min(row["closed_on"] or date.max, load.effective)
            told |= {row["setting"]: dict(row) for row in load.rows}
        for row in told.values():
            row["expectation"] = EXPECTATIONS.get(row["provider_type"], "expected")
            row["open"] = (
                row["expectation"] != "none"
                and row["on_early_years_register"]
                and (row["opened_on"] or date.min) <= d < (row["closed_on"] or date.max)
            )
        return told

    def open(self, d: date, k: datetime) -> dict[str, dict]:
        return {setting: row for setting, row in self.register(d, k).items() if row["open"]}

    def in_force(self, name: str, setting: str, term: int, k: datetime) -> Sent | None:
        own = [s for s in self.live(name, k) if s.term == term and setting in s.nil and not s.source]
        return own[-1] if own else None

    def current(self, name: str, setting: str, t: date, k: datetime) -> Sent | None:
        term = Term.of(t).number
        return next((s for back in range(3) if (s := self.in_force(name, setting, term - back, k))), None)


def share(n: int, d: int) -> float | None:
    return float((Decimal(n) / Decimal(d)).quantize(Decimal("0.0001"), ROUND_HALF_UP)) if d else None


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def senco_coverage(w: World, t: date, k: datetime) -> list[tuple]:
    answer = []
    for setting, s in sorted(w.open(t, k).items()):
        told = w.current("senco_posts", setting, t, k)
        posts = [p for p in (told.rows if told else []) if p["setting"] == setting and p["role"] != "deputy"]
        posts = [p for p in posts if p["started_on"] <= t <= (p["ended_on"] or date.max)]
        firm = {p["role"] for p in posts if not p["interim"]}
        cover = "in_post" if "senco" in firm else "shared" if firm else "interim" if posts else "vacant" if told else "not_known"
        by_key: dict[tuple, dict] = {}
        for term in range(Term.of(date(2020, 1, 1)).number, Term.of(t).number + 1):
            sent = w.in_force("senco_posts", setting, term, k)
            by_key |= {(p["senco_ref"], p["started_on"]): p for p in (sent.rows if sent else []) if p["setting"] == setting}
        ends = [p["ended_on"] for p in by_key.values() if p["role"] != "deputy" and p["ended_on"] and p["ended_on"] < t]
        vacant_days = (t - max(ends)).days if cover == "vacant" and ends else None
        standard = min((_standard(p, t) for p in posts), default=(3, "not_met") if told else (2, "not_known"))[1]
        standard = standard if s["expectation"] == "must" else None
        answer.append((setting, s["cluster"], s["expectation"], cover, vacant_days, standard))
    return answer


def _standard(post: dict, t: date) -> tuple[int, str]:
    teacher, award, experience = post["qualified_teacher"], post["qualification"], post["relevant_experience"]
    if teacher == "yes":
        held = award in ("npq_senco", "nasenco") and post["qualified_on"] <= t
        if held or experience == "yes":
            return 0, "met"
        if t <= months_after(post["started_on"], 36):
            return 1, "in_time"
        return (2, "not_known") if {award, experience} & {None, "not_known"} else (3, "not_met")
    return (3, "not_met") if teacher == "no" else (2, "not_known")


def reviews(w: World, t: date, k: datetime) -> list[tuple]:
    answer = []
    for setting, s in sorted(w.open(t, k).items()):
        sent = w.current("sen_reviews", setting, t, k)
        cycles = defaultdict(list)
        for row in sent.rows if sent else []:
            if row["setting"] == setting and row["plan_started_on"] <= t:
                cycles[row["child"]].append(row)
        for child, rows in sorted(cycles.items()):
            row = max(rows, key=lambda r: r["cycle_no"])
            if row["sen_status"] == "monitoring" or (row["left_on"] and row["left_on"] <= t):
                continue
            held = row["review_held_on"] and row["review_held_on"] <= t
            due = row["next_review_due_on"] if held else row["review_due_on"]
            late = (t - due).days if due and due < t else None
            state = "no_date" if not due else "overdue" if late else "due_soon" if (due - t).days <= 14 else "on_track"
            band = None if not late else "1-14" if late < 15 else "15-42" if late < 43 else "43+"
            answer.append((setting, s["cluster"], child, row["cycle_no"], due, state, late, band))
    return answer


def reviews_by_cluster(w: World, t: date, k: datetime) -> list[tuple]:
    if not w.live("sen_reviews", k):
        return []
    rows, known = reviews(w, t, k), defaultdict(bool)
    for setting, s in w.open(t, k).items():
        known[s["cluster"]] |= w.current("sen_reviews", setting, t, k) is not None
    answer = []
    for cluster in sorted(known):
        states = [row[5] for row in rows if row[1] == cluster]
        counts = [states.count(state) for state in ("overdue", "due_soon", "on_track", "no_date")]
        figures = (len(states), *counts, share(counts[0], len(states)))
        answer.append((cluster, *(figures if known[cluster] else (None,) * 6)))
    return answer


def referrals(w: World, t: date, k: datetime) -> list[tuple]:
    answer = []
    for setting in sorted(w.register(t, k)):
        told: dict[str, tuple[int, dict]] = {}
        for term in sorted({s.term for s in w.live("referrals", k) if s.term <= Term.of(t).number}):
            kept: list[tuple[int, dict]] = []
            for sent in w.live("referrals", k):
                if sent.term == term and setting in sent.nil:
                    kept = [one for one in kept if sent.source and one[1]["service"] != sent.source]
                    kept += [(sent.id, row) for row in sent.rows if row["setting"] == setting]
            told |= {row["referral_ref"]: (number, row) for number, row in kept}
        for ref, (_, row) in sorted(told.items()):
            if row["made_on"] > t:
                continue
            days = {stage: row[f"{stage}_on"] for stage in ORDER if row[f"{stage}_on"] and row[f"{stage}_on"] <= t}
            stage = max(days, key=lambda name: (days[name], ORDER.index(name)))
            ended = bool(days.keys() & {"first_contact", "declined", "redirected", "withdrawn", "discharged"})
            waiting = "no" if ended else "setting" if stage == "returned_incomplete" else "service"
            seen = days.get("first_contact")
            wait = (seen - row["made_on"]).days if seen else None if ended else (t - row["made_on"]).days
            answer.append((setting, ref, row["service"], row["made_on"], stage, waiting, wait, seen))
    return answer


def referral_waits_by_service(w: World, t: date, k: datetime) -> list[tuple]:
    rows, first = referrals(w, t, k), Term.of(t).starts_on
    answer = []
    for service in sorted({row[2] for row in rows}):
        own = [row for row in rows if row[2] == service]
        made = sum(row[3] >= first for row in own)
        seen = sorted(row[6] for row in own if row[7] and row[7] >= first)
        waits = [row[6] for row in own if row[5] == "service"]
        if made or seen or waits:
            middles = (_quantile(seen, 5), _quantile(seen, 9)) if seen else (None, None)
            soon = share(sum(wait <= 126 for wait in seen), len(seen))
            over = (sum(wait > 126 for wait in waits), sum(wait > 364 for wait in waits))
            answer.append((service, made, len(seen), *middles, soon, len(waits), max(waits, default=None), *over))
    return answer


def _quantile(values: list[int], tenths: int) -> float:
    whole, part = divmod((len(values) - 1) * tenths, 10)
    return float(values[whole] + Decimal(part) / 10 * (values[min(whole + 1, len(values) - 1)] - values[whole]))


def _meetings(w: World, t: date, k: datetime) -> list[dict]:
    events = {row["event_ref"]: row for sent in w.live("training_events", k) for row in sent.rows}
    if not w.live("training_attendance", k):
        return []
    held = [e for e in events.values() if e["kind"] == "cluster_meeting" and not e["cancelled"] and e["held_on"] <= t]
    return sorted(held, key=lambda e: (e["held_on"], e["event_ref"]))


def _statuses(w: World, k: datetime) -> dict[tuple[str, str], set[str]]:
    keyed = {(r["event_ref"], r["setting"], r["attendee_ref"]): r["status"] for s in w.live("training_attendance", k) for r in s.rows}
    statuses = defaultdict(set)
    for (event, setting, _), status in keyed.items():
        statuses[event, setting].add("attended" if status == "part" else status)
    return statuses


def _invited(w: World, meeting: dict, k: datetime) -> dict[str, str]:
    rows = w.open(meeting["held_on"], k)
    return {setting: s["cluster"] for setting, s in rows.items() if meeting["cluster"] in (None, s["cluster"])}


def training_matrix(w: World, t: date, k: datetime) -> list[tuple]:
    statuses, answer = _statuses(w, k), []
    for setting in sorted(w.open(t, k)):
        for meeting in _meetings(w, t, k):
            told = statuses[meeting["event_ref"], setting]
            steps = [
                ("attended", "attended"),
                ("apologies", "apologies"),
                ("no_show", "no_show"),
                ("booked", "no_show"),
                ("waitlist", "not_booked"),
            ]
            unsaid = "not_booked" if setting in _invited(w, meeting, k) else "not_invited"
            state = next((state for status, state in steps if status in told), unsaid)
            answer.append((setting, meeting["event_ref"], meeting["held_on"], state))
    return answer


def missed_meetings(w: World, t: date, k: datetime) -> list[tuple]:
    if not (w.live("training_events", k) and w.live("training_attendance", k)):
        return []
    statuses, meetings = _statuses(w, k), _meetings(w, t, k)
    answer = []
    for setting in sorted(w.open(t, k)):
        came = ["attended" in statuses[m["event_ref"], setting] for m in meetings if setting in _invited(w, m, k)]
        missed = next((n for n, one in enumerate(reversed(came)) if one), len(came))
        answer.append((setting, missed if came else None))
    return answer


def cluster_attendance(w: World, t: date, k: datetime) -> list[tuple]:
    statuses, meetings, answer = _statuses(w, k), _meetings(w, t, k), []
    for term in map(Term, range(Term.of(meetings[0]["held_on"]).number, Term.of(t).number + 1) if meetings else ()):
        own = [m for m in meetings if Term.of(m["held_on"]) == term]
        invited, came = defaultdict(set), defaultdict(set)
        for meeting in own:
            for setting, cluster in _invited(w, meeting, k).items():
                invited[cluster].add(setting)
                if "attended" in statuses[meeting["event_ref"], setting]:
                    came[cluster].add(setting)
        for cluster in {s["cluster"] for s in w.open(min(term.ends_on, t), k).values()} | set(invited):
            held = sum(m["cluster"] in (None, cluster) for m in own)
            seen = len(invited[cluster]), len(came[cluster])
            answer.append((cluster, term.number, held, *seen, share(seen[1], seen[0])))
    return [(cluster, Term(term).name, *figures) for cluster, term, *figures in sorted(answer)]


def returns_received(w: World, t: date, k: datetime) -> list[tuple]:
    sent = [s for name in RETURNS for s in w.live(name, k)]
    answer = []
    for term in map(Term, range(min(s.term for s in sent), Term.of(t).number + 1) if sent else ()):
        rows = w.open(min(term.due_on, t), k)
        owing = [
            x for x, s in rows.items() if s["expectation"] in ("must", "expected") or (s["provider_type"] == "childminder" and s["funded"])
        ]
        for name in RETURNS:
            firsts = [next((s for s in w.live(name, k) if s.term == term.number and x in s.nil and not s.source), None) for x in owing]
            received = sum(first is not None for first in firsts)
            on_time = sum(first is not None and first.on <= term.due_on for first in firsts)
            figures = (len(owing), received, on_time, received - on_time, len(owing) - received, share(received, len(owing)))
            answer.append((term.name, name, *figures))
    return answer
