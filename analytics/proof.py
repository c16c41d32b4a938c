"""The rows of returns that show why a rule for support applies to a setting; and where no row can, a sentence that says why.

`proofs_of` gives, for one reason, what to show of each return it rests on. What is missing has no row: a return that never came, a
meeting nobody came to. Then the sentence says what was looked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from analytics.charts.style import as_day, day, listed
from analytics.queries import Inputs
from analytics.support import Rule
from data.contracts import CONTRACTS
from data.terms import Term

Ask = Callable[..., pd.DataFrame]


@dataclass(frozen=True)
class Proof:
    """Rows of one return (as `rows_of_` it answers) and what to read in them; `said` is never blank where there is no row.

    `term` is that of a return that came late or never: the file that came for it, if one did, is the proof.
    """

    return_name: str
    rows: pd.DataFrame
    said: str = ""
    term: Term | None = None


def proofs_of(rule: Rule, setting: str, inputs: Inputs, ask: Ask) -> list[Proof]:
    """What shows that a rule applies to a setting; `ask` answers a question (name, inputs)."""
    return _PROOFS[rule.rule](rule, _Setting(setting, inputs, ask))


@dataclass(frozen=True)
class _Setting:
    """What can be asked about one setting."""

    setting: str
    inputs: Inputs
    ask: Ask

    def rows(self, return_name: str) -> pd.DataFrame:
        return self.ask(f"rows_of_{return_name}", replace(self.inputs, settings=(self.setting,)))

    def answers(self, question: str) -> pd.DataFrame:
        frame = self.ask(question, self.inputs)
        return frame[frame["setting"] == self.setting]

    def posts(self) -> pd.DataFrame:
        """The posts of a SENCO, shared or not."""
        posts = self.rows("senco_posts")
        return posts[posts["role"].isin(["senco", "shared"])]

    def posts_held(self) -> pd.DataFrame:
        """Those of them that the latest return names and that are held on the day."""
        posts, on = self.posts(), self.inputs.as_of
        posts = posts[posts["in_latest_return"]]
        held = [as_day(row.started_on) <= on and (as_day(row.ended_on) or on) >= on for row in posts.itertuples()]
        return posts[pd.Series(held, index=posts.index, dtype=bool)]

    def cycles(self, children: pd.DataFrame) -> pd.DataFrame:
        """The latest cycle of each of these children of `review_list`."""
        latest = children[["child", "cycle_no"]]
        return self.rows("sen_reviews").merge(latest, on=["child", "cycle_no"])


def _on(rows: pd.DataFrame, column: str, rule: Rule) -> pd.DataFrame:
    """The rows whose day in a column is the one the rule counts from."""
    return rows[pd.Series([as_day(on) == rule.on_day for on in rows[column]], index=rows.index, dtype=bool)]


def _nobody(of: _Setting) -> Proof:
    return Proof("senco_posts", of.posts(), f"Its latest return names nobody as SENCO on {day(of.inputs.as_of)}.")


def _no_cover_with_children(rule: Rule, of: _Setting) -> list[Proof]:
    return [_nobody(of), Proof("sen_reviews", of.cycles(of.answers("review_list")), "The children with SEN who attend.")]


def _standard_not_met(rule: Rule, of: _Setting) -> list[Proof]:
    return [_nobody(of)] if rule.is_vacancy else [Proof("senco_posts", of.posts_held())]


def _late_reviews(band: str | None) -> Callable[[Rule, _Setting], list[Proof]]:
    def proofs(rule: Rule, of: _Setting) -> list[Proof]:
        children = of.answers("review_list")
        late = children[(children["state"] == "overdue") & (children["band"].eq(band) if band else True)]
        return [Proof("sen_reviews", of.cycles(late))]

    return proofs


def _safeguarding_expired(rule: Rule, of: _Setting) -> list[Proof]:
    training, posts = of.answers("safeguarding_training"), of.posts_held()
    expired = set(training.loc[training["state"] == "expired", "senco_ref"])
    return [Proof("senco_posts", posts[posts["senco_ref"].isin(expired)])]


def _long_vacancy(rule: Rule, of: _Setting) -> list[Proof]:
    return [Proof("senco_posts", _on(of.posts(), "ended_on", rule), "The last post that ended.")]


def _long_interim(rule: Rule, of: _Setting) -> list[Proof]:
    posts = of.posts_held()
    return [Proof("senco_posts", posts[posts["interim"].fillna(value=False).astype(bool)])]


def _not_inducted(rule: Rule, of: _Setting) -> list[Proof]:
    began = _on(of.posts_held(), "started_on", rule)
    return [Proof("senco_posts", began, "No attendance list of an induction held in time names this SENCO.")]


_NOT_CAME = {"apologies": "apologies", "no_show": "did not come", "not_booked": "not booked"}


def _missed_meetings(rule: Rule, of: _Setting) -> list[Proof]:
    meetings = of.answers("training_matrix")
    invited = meetings[meetings["state"] != "not_invited"].sort_values(["held_on", "event_ref"], ascending=False)
    missed = invited.head(rule.figure or 0)
    bookings = of.rows("training_attendance")
    said = [f"{day(row.held_on)} ({_NOT_CAME[row.state]})" for row in missed.itertuples(index=False)]
    return [
        Proof("training_attendance", bookings[bookings["event_ref"].isin(missed["event_ref"])], f"Invited and not there: {listed(said)}.")
    ]


def _return_late_or_missing(rule: Rule, of: _Setting) -> list[Proof]:
    returns = of.ask("returns_of_setting", replace(of.inputs, settings=(of.setting,)))
    behind = _on(returns[returns["state"].isin(["late", "missing"])], "due_on", rule)
    return [_behind(row) for row in behind.to_dict("records")]


def _behind(row: dict) -> Proof:
    term, due = Term.parse(row["term"]), f"due on {day(row['due_on'])}"
    came = f"came on {day(row['first_accepted_on'])}" if row["state"] == "late" else "none came by the day asked about"
    return Proof(row["return"], pd.DataFrame(), f"{CONTRACTS[row['return']].title} of {term.label}: {due}, {came}.", term)


def _practice_gaps(rule: Rule, of: _Setting) -> list[Proof]:
    answers = of.rows("send_practice")
    return [Proof("send_practice", answers[answers["answer"] == "no"])]


def _no_contact(rule: Rule, of: _Setting) -> list[Proof]:
    last = _on(of.rows("contacts"), "on", rule)
    return [Proof("contacts", last, "The last contact." if len(last) else "No contact with it is in the log up to the day asked about.")]


def _ofsted_concern(rule: Rule, of: _Setting) -> list[Proof]:
    return [Proof("settings", of.rows("settings"))]


_PROOFS: dict[str, Callable[[Rule, _Setting], list[Proof]]] = {
    "no_cover_with_children": _no_cover_with_children,
    "standard_not_met": _standard_not_met,
    "reviews_long_overdue": _late_reviews("43+"),
    "safeguarding_expired": _safeguarding_expired,
    "long_vacancy": _long_vacancy,
    "long_interim": _long_interim,
    "not_inducted": _not_inducted,
    "missed_meetings": _missed_meetings,
    "reviews_overdue": _late_reviews(None),
    "return_late_or_missing": _return_late_or_missing,
    "practice_gaps": _practice_gaps,
    "no_contact": _no_contact,
    "ofsted_concern": _ofsted_concern,
}
