"""Small random authorities: a seed names one. Their files, loads and undos crowd round the days that are asked about.

Every date is drawn near one of the days asked about, at the distances where a definition changes its
answer, so that a few hundred rows meet most boundaries. All files are right: each would be accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.plain.child_files import about_a_plan, is_of_age, places, reason, with_child_files
from tests.plain.coverage import HELD, months_later
from tests.plain.days import RandomDays
from tests.plain.log import Load, Step, Undo, identity, moment_of, name_of, term_after
from tests.plain.team_files import apart, last_day_in_post, role_of_a_post, safeguarding_soon, someone, started_lately, with_team_files

CLUSTERS = ("Alder", "Birch", "Cherry")
PROVIDERS = (
    "maintained_nursery_school",
    "school_nursery_class",
    "school_nursery_class",
    "group_full_day",
    "group_sessional",
    "out_of_school",
    "childminder",
    "childminder",
    "childminder_agency",
)
NUMBERS = ("EY100001", "EY100002", "EY100003", "100004", "100005", "0012006", "500007")
SCHEMES = ("", "ofsted", "dfe", "la")
SERVICES = ("speech_language", "portage", "area_senco")
STAGES = ("received", "triaged", "accepted", "first_contact", "assessment_complete", "discharged")
OTHER_STAGES = ("returned_incomplete", "declined", "redirected", "withdrawn")
JUDGED = (
    *[{}] * 12,
    {"ofsted_framework": "EIF", "ofsted_judgement": "Good"},
    {"ofsted_framework": "EIF", "ofsted_judgement": "Requires improvement"},
    {"ofsted_framework": "CIF", "ofsted_judgement": "INADEQUATE"},
    {"ofsted_framework": "Report card", "ofsted_inclusion": "Needs attention"},
    {"ofsted_framework": "Report card", "ofsted_inclusion": "urgent improvement"},
    {"ofsted_framework": "Report card", "ofsted_inclusion": "Expected standard"},
)

INDUCTION_DAYS = (-1, 0, 60, 120, 121)

Cells = dict[str, str]


@dataclass
class Authority:
    """The steps of an authority in order, and the days and moments to ask about."""

    seed: int
    steps: list[Step]
    days: list[date]
    moments: list[datetime]


@dataclass
class _Planned:
    """A file to be drawn when its moment comes."""

    at: datetime
    kind: str
    term: tuple[int, int] | None = None
    settings_share: float = 1.0
    source: str | None = None


def random_authority(seed: int, size: int = 1) -> Authority:
    """The authority of a seed, `size` times as many settings as the small ones have."""
    return _Drawing(seed, size).authority()


@dataclass
class _Drawing(RandomDays):
    size: int = 1
    more: RandomDays = field(init=False)  # numbers apart: what draws them leaves the rest of the authority as it is
    children: RandomDays = field(init=False)  # and others apart from these
    steps: list[Step] = field(default_factory=list)
    withdrawn: set[int] = field(default_factory=set)
    register: dict[str, Cells] = field(default_factory=dict)  # the latest register's rows by setting
    held_on: dict[str, date] = field(default_factory=dict)  # the day of each event as it was drawn last
    pool: dict[tuple, Cells] = field(default_factory=dict)  # what was said of a post, cycle, referral, by return and key

    def __post_init__(self) -> None:
        super().__post_init__()
        self.more, self.children = apart(self.seed), apart(self.seed, "children")

    # planning

    def authority(self) -> Authority:
        self._draw_settings()
        for planned in sorted(self._plan(), key=lambda planned: planned.at):
            self._take(planned)
        moments = self._moments_to_ask()
        return Authority(self.seed, with_child_files(self.children, with_team_files(self.more, self.steps)), self.days, moments)

    def _moments_to_ask(self) -> list[datetime]:
        happened = self.random.choice(self.steps)
        anywhere = datetime.combine(self.near(), time(12))
        return [datetime(2026, 11, 1), moment_of(happened), self.random.choice([anywhere, moment_of(happened) - timedelta(minutes=1)])]

    def _plan(self) -> list[_Planned]:
        start = datetime.combine(self.begins - timedelta(days=self.random.choice((0, 1, 200))), time(7))
        plan = [_Planned(start, "settings")]
        plan += [_Planned(self.moment_in(self.random.choice(self.terms)), "settings") for _ in range(self.random.randint(0, 3))]
        never_loaded = self.random.choice(("senco_posts", "sen_reviews", "referrals", "training", "none", "none", "none", "none"))
        for term in self.terms:
            for kind in ("senco_posts", "sen_reviews", "referrals"):
                files = self.random.choice((0, 1, 1, 1, 2))
                for _ in range(files if kind != never_loaded else 0):
                    received_in = term_after(term, self.random.choice((0, 0, 0, 0, 1, 2)))
                    plan.append(_Planned(self.moment_in(received_in), kind, term, self.random.choice((0.3, 0.6, 1.0, 1.0))))
            if never_loaded != "referrals" and self.chance(0.4):
                source = self.random.choice(SERVICES)
                plan.append(_Planned(self.moment_in(term), "referrals", term, 0.5, source))
        if never_loaded != "training":
            plan.append(_Planned(start + timedelta(days=1), "training_events"))
            for _ in range(self.random.randint(1, 2)):
                plan.append(_Planned(self.moment_in(self.random.choice(self.terms)), "training_attendance", None, 0.8))
                plan.append(_Planned(self.moment_in(self.random.choice(self.terms)), "training_events"))
        plan += [_Planned(self.moment_in(self.random.choice(self.terms)), "undo") for _ in range(self.random.choice((0, 0, 1, 2, 3)))]
        return [planned for planned in plan if start <= planned.at < datetime(2026, 11, 1)]

    def _take(self, planned: _Planned) -> None:
        if planned.kind == "undo":
            self._withdraw_one(planned.at)
            return
        rows = getattr(self, f"_{planned.kind}_rows")(planned)
        if not rows:
            return
        full = [row for row in rows if len(row) > 2]
        held = tuple(self._spoiled(planned.kind, row) for row in full[:: self.random.randint(2, 5)]) if self.chance(0.15) else ()
        is_register = planned.kind == "settings"
        load = Load(
            number=len(self.steps),
            return_name=planned.kind,
            accepted_at=planned.at,
            rows=tuple({name: text for name, text in row.items() if text} for row in rows),
            term=name_of(planned.term) if planned.term else None,
            source=planned.source,
            effective_on=self.near() if is_register and self.steps and self.chance(0.6) else None,
            confirm_closures=is_register and self.chance(0.5),
            held=held if not is_register else (),
        )
        if is_register and load.effective_on is None and len(self.steps) and self.chance(0.2):
            earlier = [s for s in self.steps if isinstance(s, Load) and s.return_name == "settings"]
            load = Load(**{**load.__dict__, "effective_on": earlier[-1].effective_on or earlier[-1].accepted_at.date()})
        self.steps.append(load)

    def _spoiled(self, kind: str, row: Cells) -> Cells:
        """The row again, under another key and with a cell that blocks it."""
        key = {"senco_posts": "senco_ref", "sen_reviews": "child_ref", "referrals": "referral_ref"}.get(kind)
        dated = {"senco_posts": "started_on", "sen_reviews": "plan_started_on", "referrals": "made_on", "training_events": "held_on"}
        spoiled = {name: text for name, text in row.items() if text}
        if key:
            spoiled[key] = f"HELD{self.random.randrange(10000)}"
        elif kind == "training_events":
            spoiled["event_ref"] = f"HELD{self.random.randrange(10000)}"
        else:
            return spoiled | {"attendee_ref": f"HELD{self.random.randrange(10000)}", "status": "came by bus"}
        return spoiled | {dated[kind]: "31/02/2025"}

    def _withdraw_one(self, at: datetime) -> None:
        live = [s for s in self.steps if isinstance(s, Load) and s.number not in self.withdrawn]
        load = self.random.choice(live)
        if load.return_name == "settings":
            others = [s for s in live if s.return_name == "settings" and s is not load]
            elsewhere = {_identity(row) for other in others for row in other.rows}
            if not {_identity(row) for row in load.rows} <= elsewhere:
                return
        self.withdrawn.add(load.number)
        self.steps.append(Undo(load.number, at))

    # the register

    def _draw_settings(self) -> None:
        wanted = self.random.randint(6, 14) * self.size
        while len(self.register) < wanted:
            provider = self.random.choice(PROVIDERS)
            number = self.random.choice(NUMBERS)
            row = {"urn": number, "urn_scheme": self.random.choice(SCHEMES), "provider_type": provider}
            if row["urn_scheme"] == "" and (self.chance(0.5) or len(self.register) > 14):
                row["urn"] = f"{self.random.randrange(200000, 900000)}"
            row |= {"name": f"Setting {len(self.register)}", "cluster": self.random.choice(CLUSTERS[: self.random.randint(2, 3)])}
            self.register[_identity(row)] = row | self._changing_cells() | {"places": places(self.children)}

    def _changing_cells(self) -> Cells:
        opened_on = self.maybe(0.3, self.near(0.8))
        low = date.fromisoformat(opened_on) if opened_on else None
        judged = dict.fromkeys(("ofsted_framework", "ofsted_judgement", "ofsted_inclusion"), "") | self.random.choice(JUDGED)
        return judged | {
            "area_senco": self.more.random.choice(("", "A. Mehta", "B. Osei", "B. Osei")),
            "funded": self.random.choice(("yes", "yes", "no", "")),
            "on_early_years_register": self.random.choice(("", *["yes"] * 12, "no")),
            "opened_on": opened_on,
            "closed_on": self.maybe(0.15, self.near(0.3, low)),
            "safeguarding_months": self.random.choice(("", "12", "24")),
        }

    def _settings_rows(self, planned: _Planned) -> list[Cells]:
        if not any(isinstance(step, Load) for step in self.steps):
            first = list(self.register.values())
            return first[: max(4, len(first) - self.random.choice((0, 0, 1, 2)))]
        rows = []
        for setting, row in self.register.items():
            if self.chance(0.15):
                row["cluster"] = self.random.choice(CLUSTERS)
            if self.chance(0.2):
                row.update(self._changing_cells())
            provider_type = self.random.choice(PROVIDERS)
            if self.chance(0.1) and _identity(row | {"provider_type": provider_type}) == setting:
                row["provider_type"] = provider_type
            if self.chance(0.85):
                rows.append(dict(row))
        return rows

    def _settings_told(self, planned: _Planned) -> list[tuple[str, str]]:
        """Some settings of the registers so far, each with a number as a file would write it."""
        live = [s for s in self.steps if isinstance(s, Load) and s.return_name == "settings" and s.number not in self.withdrawn]
        listed = sorted({_identity(row) for load in live for row in load.rows})
        told = []
        for setting in listed:
            number = setting.split(":")[1]
            alone = sum(other.split(":")[1] == number for other in listed) == 1
            if self.chance(planned.settings_share):
                told.append((setting, number if alone and self.chance(0.7) else self.random.choice((setting, setting.upper()))))
        return told

    # the settings' returns

    def _said(self, key: tuple, share_changed: float) -> Cells | None:
        """What was said of this before, to be said again; None when it is new or changes now."""
        return self.pool.get(key) if not self.chance(share_changed) else None

    def _senco_posts_rows(self, planned: _Planned) -> list[Cells]:
        rows = []
        for setting, written in self._settings_told(planned):
            if self.chance(0.15):
                rows.append({"setting_urn": written, "senco_ref": "NIL"})
                continue
            keys = {key for key in self.pool if key[:2] == ("posts", setting) and self.chance(0.7)}
            while len(keys) < self.random.choice((1, 1, 1, 2, 3)):
                started = self.near(0.8)
                if self.chance(0.35):
                    nearly = self.random.choice(self.days) + timedelta(days=self.random.choice((-1, 0, 0, 1)))
                    started = months_later(nearly, -36)
                elif self.chance(0.3):
                    started = self.random.choice(self.days) - timedelta(days=self.random.choice((120, 121, 122, 180, 240)))
                keys.add(("posts", setting, someone(self.more, f"S{self.random.randrange(6)}"), started_lately(self.more, started)))
            for key in sorted(keys):
                cells = self._said(key, 0.4)
                if cells is None or not _by(cells, planned.at.date()):
                    cells = self.pool[key] = self._post(key, planned.at.date())
                rows.append({"setting_urn": written} | cells)
        return rows

    def _post(self, key: tuple, accepted_on: date) -> Cells:
        started = date.fromisoformat(key[3])
        qualification = self.random.choice(
            ("npq_senco", "nasenco", "level_3_ey_senco", "other", "working_towards", "none", "not_known", "")
        )
        trained = self.near(0.8)
        if self.chance(0.6):
            nearly = self.random.choice(self.days) + timedelta(days=self.random.choice((-1, 0, 0, 1)))
            trained = months_later(nearly, -self.random.choice((12, 24)))
        return role_of_a_post(self.more, accepted_on) | {
            "senco_ref": key[2],
            "role": self.random.choice(("senco", "senco", "senco", "shared", "deputy")),
            "started_on": started.isoformat(),
            "ended_on": last_day_in_post(self.more, self.maybe(0.3, self.near(0.6, started)), key, self.pool),
            "interim": self.random.choice(("", "no", "yes")),
            "qualified_teacher": self.random.choice(("yes", "yes", "yes", "yes", "yes", "no", "not_known", "")),
            "qualification": qualification,
            "qualified_on": min(self.near(0.6), accepted_on).isoformat() if qualification in HELD else "",
            "relevant_experience": self.random.choice(("yes", "no", "no", "not_known", "")),
            "safeguarding_trained_on": self.maybe(0.8, min(safeguarding_soon(self.more) or trained, accepted_on)),
        }

    def _sen_reviews_rows(self, planned: _Planned) -> list[Cells]:
        rows = []
        for setting, written in self._settings_told(planned):
            if self.chance(0.15):
                rows.append({"setting_urn": written, "child_ref": "nil" if self.chance(0.1) else "NIL"})
                continue
            for child in range(self.random.choice((1, 2, 2, 3, 3, 4, 8, 12, 20))):
                for cycle in range(1, self.random.choice((1, 1, 2, 3)) + 1):
                    key = ("reviews", setting, f"C{child}", cycle)
                    cells = self._said(key, 0.4)
                    if cells is None or not _by(cells, planned.at.date()):
                        cells = self.pool[key] = self._cycle(f"C{child}", cycle, planned.at.date())
                    rows.append({"setting_urn": written} | cells)
        self.random.shuffle(rows)
        return rows

    def _cycle(self, child: str, cycle: int, accepted_on: date) -> Cells:
        started = self.near(0.85)
        held = min(self.near(0.7, started), accepted_on)
        held_on = held.isoformat() if held >= started and self.chance(0.5) else ""
        following = self.near(0.5, held + timedelta(days=1))
        return about_a_plan(self.children, accepted_on) | {
            "child_ref": child,
            "sen_status": self.random.choice(("monitoring", "sen_support", "sen_support", "sen_support", "ehc_requested", "ehc_plan")),
            "cycle_no": str(cycle),
            "plan_started_on": started.isoformat(),
            "review_due_on": self.maybe(0.85, self.near(0.6, started)),
            "review_held_on": held_on,
            "next_review_due_on": self.maybe(0.8 if held_on else 0.1, following),
            "left_on": self.maybe(0.2, self.near(0.5)),
        }

    def _referrals_rows(self, planned: _Planned) -> list[Cells]:
        rows = []
        for setting, written in self._settings_told(planned):
            if self.chance(0.15):
                rows.append({"setting_urn": written, "referral_ref": "NIL"})
                continue
            references = sorted(self.random.sample(range(8), self.random.choice((1, 2, 3, 4))))
            for reference in references:
                key = ("referrals", setting, reference)
                cells = self._said(key, 0.5)
                if cells is None or not _by(cells, planned.at.date()):
                    cells = self.pool[key] = self._referral(f"R{reference}", planned.at.date())
                rows.append({"setting_urn": written} | cells | ({"service": planned.source} if planned.source else {}))
        return rows

    def _referral(self, reference: str, accepted_on: date) -> Cells:
        made = min(self.near(0.9), accepted_on)
        stages = {f"{stage}_on": self.maybe(0.35, self.near(0.7, made)) for stage in STAGES}
        stages |= {f"{stage}_on": self.maybe(0.12, self.near(0.7, made)) for stage in OTHER_STAGES}
        if self.chance(0.3):
            stages["first_contact_on"] = (made + timedelta(days=self.random.choice((125, 126, 127, 364, 365)))).isoformat()
        reached = [day for day in stages.values() if day]
        if reached and self.chance(0.4):
            stages |= {f"{stage}_on": self.random.choice(reached) for stage in self.random.sample(STAGES + OTHER_STAGES, 2)}
        stages["decline_reason"] = reason(self.children)
        return {"referral_ref": reference, "service": self.random.choice(SERVICES), "made_on": made.isoformat()} | stages

    # the team's booking system

    def _training_events_rows(self, planned: _Planned) -> list[Cells]:
        numbers = self.random.sample(range(12), self.random.randint(4, 9))
        return [self._event(number) for number in sorted(numbers)]

    def _event(self, number: int) -> Cells:
        kind = self.random.choice((*["cluster_meeting"] * 4, "new_senco_induction", "new_senco_induction", "course"))
        held_on = self.near(0.8)
        started = [date.fromisoformat(key[3]) for key in self.pool if key[0] == "posts"]
        new = [on for on in started if any(120 < (day - on).days <= 365 for day in self.days)]
        if kind == "new_senco_induction" and new:
            held_on = self.random.choice(new) + timedelta(days=self.random.choice(INDUCTION_DAYS))
        self.held_on[f"E{number}"] = held_on
        return {
            "event_ref": f"E{number}",
            "kind": kind,
            "title": f"Event {number}",
            "cluster": self.random.choice(("", "", *CLUSTERS)),
            "held_on": held_on.isoformat(),
            "cancelled": self.random.choice(("", "no", "no", "no", "yes")),
        }

    def _training_attendance_rows(self, planned: _Planned) -> list[Cells]:
        live = [s for s in self.steps if isinstance(s, Load) and s.return_name == "training_events" and s.number not in self.withdrawn]
        events = sorted({row["event_ref"] for load in live for row in load.rows})
        return [
            {
                "event_ref": event,
                "setting_urn": written,
                "attendee_ref": person,
                "attendee_role": self.random.choice(("senco", "senco", "deputy", "manager")),
                "evaluation": self.more.random.choice(("", "1", "3", "4", "5")),
                "status": self.random.choice(("attended", "attended", "part", "booked", "apologies", "no_show", "waitlist")),
            }
            for event in events
            for setting, written in self._settings_told(planned)
            if self.chance(0.4)
            for person in self._people_of(setting, self.held_on[event])
        ]

    def _people_of(self, setting: str, held_on: date) -> list[str]:
        """One or two people: SENCOs of the setting (one at the edge of being inducted in time, if there is one), or anybody."""
        posts = sorted(key[2:] for key in self.pool if key[:2] == ("posts", setting))
        at_the_edge = [ref for ref, started in posts if (held_on - date.fromisoformat(started)).days in INDUCTION_DAYS]
        if at_the_edge and self.chance(0.7):
            return [self.random.choice(at_the_edge)]
        own = [reference for reference, _ in posts]
        anybody = [f"S{n}" for n in range(6)]
        return sorted({self.random.choice(own if own and self.chance(0.6) else anybody) for _ in range(self.random.choice((1, 1, 2)))})


def _identity(row: Cells) -> str:
    return identity({"urn_scheme": ""} | row)


def _by(cells: Cells, accepted_on: date) -> bool:
    """Whether everything that must have happened by the day of acceptance had happened by this one."""
    past = ("qualified_on", "safeguarding_trained_on", "review_held_on", "made_on")
    return is_of_age(cells, accepted_on) and all(not cells.get(name) or cells[name] <= accepted_on.isoformat() for name in past)
