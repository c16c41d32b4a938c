"""Everything that is known of one setting on a day, and its time line of six lanes.

`told_of` gathers the answers; `lanes` turns them into what a time line draws: bars and marks of two years, and a verdict in words
for each lane. What a return never loaded would say is not known: its lane is empty and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analytics.charts.style import as_day, counted, day, number, plain, plural
from analytics.queries import Inputs
from data.contracts import CONTRACTS
from data.terms import Term

NOT_LOADED = "not loaded"
COVERED = ("in_post", "shared", "interim")


@dataclass(frozen=True)
class Told:
    """The answers about one setting: the register's row, and frames with its rows only. `inputs` ask about all settings.

    `cover` and `support` are the rows of senco_coverage and settings_needing_support, None unless the setting is open;
    `loaded` are the returns that were loaded at least once.
    """

    setting: str
    inputs: Inputs
    loaded: frozenset[str]
    register: pd.Series
    is_open: bool
    cover: pd.Series | None
    support: pd.Series | None
    spells: pd.DataFrame
    children: pd.DataFrame
    cycles: pd.DataFrame
    referrals: pd.DataFrame
    meetings: pd.DataFrame
    missed: pd.Series | None
    bookings: pd.DataFrame
    contacts: pd.DataFrame
    returns: pd.DataFrame
    beside: pd.DataFrame

    @property
    def as_of(self) -> date:
        return self.inputs.as_of

    @property
    def alone(self) -> Inputs:
        """The inputs of a question about the setting’s own rows."""
        return replace(self.inputs, settings=(self.setting,))

    @property
    def name(self) -> str:
        return plain(self.register["name"])

    @property
    def told_of_children(self) -> bool:
        """Whether a current return tells of its children."""
        return bool(figure(self.beside, "late_reviews", "setting")["tellers"])


def told_of(setting: str, inputs: Inputs, ask: Callable[..., pd.DataFrame], loaded: Collection[str]) -> Told | None:
    """What is known of a setting, or None when the register of the day has none of that number.

    `ask` answers a question (name, inputs); the filters of `inputs` are left aside, so that the setting is compared with all.
    """
    everyone = replace(inputs, clusters=(), provider_types=(), officers=())
    alone = replace(everyone, settings=(setting,))
    register = ask("rows_of_settings", alone)
    if register.empty:
        return None

    def of_setting(question: str) -> pd.DataFrame:
        frame = ask(question, everyone)
        return frame[frame["setting"] == setting].reset_index(drop=True)

    def only(question: str) -> pd.Series | None:
        rows = of_setting(question)
        return None if rows.empty else rows.iloc[0]

    return Told(
        setting=setting,
        inputs=everyone,
        loaded=frozenset(loaded),
        register=register.iloc[0],
        is_open=bool(of_setting("register")["is_open"].any()),
        cover=only("senco_coverage"),
        support=only("settings_needing_support"),
        spells=ask("spells_of_setting", alone),
        children=of_setting("review_list"),
        cycles=ask("rows_of_sen_reviews", alone),
        referrals=of_setting("referral_list"),
        meetings=of_setting("training_matrix"),
        missed=only("missed_list"),
        bookings=ask("rows_of_training_attendance", alone),
        contacts=ask("rows_of_contacts", alone),
        returns=ask("returns_of_setting", alone),
        beside=ask("figures_beside", alone),
    )


# The time line


@dataclass(frozen=True)
class Bar:
    """A stretch of one cover (a code of `style.COVERS`) with the person's reference."""

    from_on: date
    to_on: date
    cover: str
    words: str


@dataclass(frozen=True)
class Mark:
    """Something on a day: `look` is done, course, attention, late or ring (still waiting); a line is drawn to `until`, if any."""

    on: date
    look: str
    words: str
    until: date | None = None


@dataclass(frozen=True)
class Lane:
    """One line of the picture. `state` of its verdict: attention (needs someone), calm, or not_known."""

    name: str
    verdict: str
    state: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


def lanes(told: Told) -> list[Lane]:
    """SENCO, reviews, referrals, meetings and training, contacts, returns."""
    return [
        _senco(told) if "senco_posts" in told.loaded else _unloaded("SENCO"),
        _reviews(told) if "sen_reviews" in told.loaded else _unloaded("Reviews"),
        _referrals(told) if "referrals" in told.loaded else _unloaded("Referrals"),
        _training(told) if {"training_events", "training_attendance"} <= told.loaded else _unloaded("Meetings and training"),
        _contacts(told) if "contacts" in told.loaded else _unloaded("Contacts and actions"),
        _returns(told),
    ]


def _unloaded(name: str) -> Lane:
    return Lane(name, NOT_LOADED, "not_known")


def _senco(told: Told) -> Lane:
    bars = tuple(
        Bar(as_day(spell.from_on), as_day(spell.to_on), spell.cover, plain(spell.senco_ref))
        for spell in told.spells.itertuples(index=False)
    )
    if told.cover is None:
        return Lane("SENCO", "the setting is not open", "calm", bars)
    cover, days = told.cover["cover"], told.cover["vacant_days"]
    if cover == "vacant" and told.register["provider_type"] == "childminder":
        return Lane("SENCO", "no one yet", "calm", bars)
    if cover == "vacant":
        return Lane("SENCO", "vacant" if pd.isna(days) else f"vacant {number(int(days))} {plural(int(days), 'day')}", "attention", bars)
    words = {"in_post": "in post", "shared": "shared", "interim": "interim", "not_known": "not known"}[cover]
    return Lane("SENCO", words, "not_known" if cover == "not_known" else "calm", bars)


def _reviews(told: Told) -> Lane:
    held = told.cycles["review_held_on"].map(as_day).dropna() if len(told.cycles) else pd.Series(dtype=object)
    held = held[[on <= told.as_of for on in held]]
    late = told.children[told.children["state"] == "overdue"]
    marks = [Mark(on, "done", f"{counted(n, 'review')} held") for on, n in _by_day(held)]
    marks += [Mark(on, "attention", f"{counted(n, 'review')} due, not held") for on, n in _by_day(late["due_on"].map(as_day))]
    if len(late):
        return Lane("Reviews", f"{number(len(late))} due, not held", "attention", marks=tuple(marks))
    if not told.told_of_children:
        return Lane("Reviews", "not known", "not_known", marks=tuple(marks))
    return Lane("Reviews", "none late" if len(told.children) else "no children with SEN", "calm", marks=tuple(marks))


def _referrals(told: Told) -> Lane:
    marks = []
    for each in told.referrals.itertuples(index=False):
        waits = each.waiting in ("service", "setting")
        seen = as_day(each.first_contact_on)
        until = told.as_of if waits else seen if each.outcome == "seen" else None
        words = f"{CONTRACTS['referrals'].by_name['service'].codes.get(each.service, each.service)}, {_stage(each, told.as_of)}"
        marks.append(Mark(as_day(each.made_on), "ring" if waits else "done", words, until))
    waiting = told.referrals[told.referrals["waiting"] == "service"]
    returned = told.referrals[told.referrals["waiting"] == "setting"]
    if len(returned):
        verdict, state = f"{number(len(returned))} came back incomplete", "attention"
    elif len(waiting):
        longest = span(int(waiting["wait_days"].max()))
        verdict = f"{number(len(waiting))} waiting{'' if len(waiting) == 1 else ', the longest'} {longest}"
        state = "calm"
    elif figure(told.beside, "over_18_weeks", "setting")["tellers"]:
        verdict, state = "none waiting", "calm"
    else:
        verdict, state = "not known", "not_known"
    return Lane("Referrals", verdict, state, marks=tuple(marks))


def _stage(referral: object, as_of: date) -> str:
    if referral.outcome == "seen":
        return f"made {day(referral.made_on)}, seen after {span(int(referral.wait_days))}"
    if referral.waiting == "setting":
        return f"made {day(referral.made_on)}, came back incomplete"
    if referral.waiting == "service":
        return f"made {day(referral.made_on)}, waiting {span(int(referral.wait_days))}"
    ended = {"declined": "declined", "redirected": "sent elsewhere", "closed": "withdrawn or closed"}[referral.outcome]
    return f"made {day(referral.made_on)}, {ended}"


def _training(told: Told) -> Lane:
    invited = told.meetings[told.meetings["state"] != "not_invited"].sort_values(["held_on", "event_ref"])
    words = {"attended": "came", "apologies": "sent apologies", "no_show": "did not come", "not_booked": "did not book"}
    marks = [
        Mark(as_day(each.held_on), "done" if each.state == "attended" else "attention", f"Cluster meeting: {words[each.state]}")
        for each in invited.itertuples(index=False)
    ]
    came = told.bookings[told.bookings["status"].isin(["attended", "part"]) & (told.bookings["kind"] != "cluster_meeting")]
    courses = came.drop_duplicates("event_ref")
    marks += [Mark(as_day(each.held_on), "course", f"{plain(each.title)}: came") for each in courses.itertuples(index=False)]
    if told.missed is None or pd.isna(told.missed["missed_in_a_row"]):
        return Lane("Meetings and training", "not yet invited to a meeting", "calm", marks=tuple(marks))
    missed = int(told.missed["missed_in_a_row"])
    verdict = "came to the last" if not missed else "missed the last" if missed == 1 else f"missed the last {number(missed)}"
    return Lane("Meetings and training", verdict, "attention" if missed > 1 else "calm", marks=tuple(marks))


def _contacts(told: Told) -> Lane:
    kinds = CONTRACTS["contacts"].by_name["kind"].codes
    marks = [Mark(as_day(each.on), "done", kinds.get(each.kind, each.kind)) for each in told.contacts.itertuples(index=False)]
    late = open_actions(told.contacts, told.as_of)
    late = late[late["is_late"]]
    marks += [Mark(as_day(each.action_due_on), "attention", "an action was due and is open") for each in late.itertuples(index=False)]
    if told.contacts.empty:
        return Lane("Contacts and actions", "no contact yet", "attention" if told.is_open else "calm")
    last = f"last on {day(max(as_day(on) for on in told.contacts['on']))}"
    if len(late):
        return Lane("Contacts and actions", f"{last}, {counted(len(late), 'action')} overdue", "attention", marks=tuple(marks))
    return Lane("Contacts and actions", last, "calm", marks=tuple(marks))


def open_actions(contacts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The contacts whose action is not done by the day, the one due first at the top, with `is_late` (due before the day)."""
    done = [as_day(on) is not None and as_day(on) <= as_of for on in contacts["action_done_on"]]
    waiting = contacts[contacts["action"].notna() & ~pd.Series(done, index=contacts.index, dtype=bool)]
    due = [as_day(on) for on in waiting["action_due_on"]]
    waiting = waiting.assign(is_late=[on is not None and on < as_of for on in due], due=[on or date.max for on in due])
    return waiting.sort_values("due", kind="stable").drop(columns="due")


def _returns(told: Told) -> Lane:
    titles = {name: contract.title for name, contract in CONTRACTS.items()}
    owed = told.returns
    if owed.empty:
        return Lane("Returns", "owes none", "calm")
    looks = {"in": "done", "nil": "done", "late": "late", "missing": "attention"}
    said = {"in": "in", "nil": "nothing to report", "late": "late", "missing": "not in"}
    days: dict[tuple[date, str], list[str]] = {}
    for row in owed.to_dict("records"):
        if row["state"] in looks:
            on = as_day(row["due_on"] if row["state"] == "missing" else row["first_accepted_on"])
            words = f"{titles[row['return']]}, {Term.parse(row['term']).label}: {said[row['state']]}"
            days.setdefault((on, looks[row["state"]]), []).append(words)
    marks = tuple(Mark(on, look, "; ".join(words)) for (on, look), words in sorted(days.items()))
    missing = owed[owed["state"] == "missing"]
    to_come = owed[owed["state"] == "to_come"]
    if len(missing):
        terms = list(dict.fromkeys(Term.parse(term).label.split()[0].lower() for term in missing["term"]))
        verdict = f"{terms[0]} not all in" if len(terms) == 1 else f"{number(len(missing))} missing"
        return Lane("Returns", verdict, "attention", marks=marks)
    if len(to_come):
        return Lane("Returns", f"{number(len(to_come))} due by {day(max(as_day(on) for on in to_come['due_on']))}", "calm", marks=marks)
    return Lane("Returns", "all in", "calm", marks=marks)


def _by_day(days: pd.Series) -> list[tuple[date, int]]:
    counts: dict[date, int] = {}
    for on in days:
        counts[on] = counts.get(on, 0) + 1
    return sorted(counts.items())


# Figures


def figure(beside: pd.DataFrame, name: str, level: str) -> pd.Series:
    """One row of `figures_beside`."""
    return beside[(beside["figure"] == name) & (beside["level"] == level)].iloc[0]


def span(days: int) -> str:
    """`9 weeks`, `12 days`: a wait in whole weeks once it is two weeks long."""
    return f"{number(days // 7)} weeks" if days >= 14 else f"{number(days)} {plural(days, 'day')}"
