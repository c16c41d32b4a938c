"""A briefing for a visit to one setting: at most two pages of a PDF that screen readers can read.

Who it is, its rating and why, what to ask, its SENCO, reviews, referrals, contacts with open actions, and the returns that are not in.
A child stands under the start of its code. Lists are cut where the pages would not hold them, and say how many more there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.charts.style import as_day, counted, day, number, plain, plural, shortened
from analytics.documents.pdf import compiled, shown
from analytics.one_setting import Told, open_actions, span
from analytics.sentences import one_setting as said
from data.contracts import CONTRACTS
from data.terms import Term, say_day

TEAM_ONLY = "For the Early Years Team only"
_MOST_ROWS = 8
_MOST_POINTS = 8
_LONGEST = 900  # pixels of a text in one cell or line

Section = dict[str, object]


def as_pdf(told: Told, reasons: Sequence[str], known: str, rating_lines: Sequence[str] = ()) -> bytes:
    """The PDF; `reasons` are sentences for the rating, `known` the moment of knowledge in words.

    `rating_lines` stand between them: what an officer set beside the rules' rating, and since when it is what it is.
    """
    rating = said.RATINGS[told.support["rating"]] if told.support is not None else ""
    name = _cut(told.name)
    words = {
        "title": f"Briefing for a visit: {name}",
        "author": "Early Years Team",
        "team": TEAM_ONLY,
        "about": f"On {say_day(told.as_of)}, as known on {known}",
        "name": name,
        "rating": rating,
        "answer": _cut(said.setting_answer(told), 2),
        "facts": [_cut(line) for line in (said.register_line(told), said.inspection_line(told)) if line],
        "beside": [_cut(line, 2) for line in rating_lines],
        "reasons": [_cut(line) for line in reasons[:_MOST_POINTS]],
        "ask": [_cut(line) for line in to_ask(told)[:_MOST_POINTS]],
        "sections": [_senco(told), _reviews(told), _referrals(told), _contacts(told), _returns(told)],
    }
    return compiled("briefing.typ", _readable(words), told.as_of)


def to_ask(told: Told) -> list[str]:
    """What to ask on a visit, from what is known and what is not; the most pressing first."""
    asked = []
    cover = None if told.cover is None else told.cover["cover"]
    if cover == "vacant" and told.register["provider_type"] != "childminder":
        asked.append("Who looks after children with SEN until a SENCO is in post, and when will one start?")
    if cover == "not_known" and "senco_posts" in told.loaded:
        asked.append("Who is the SENCO, and since when?")
    if cover not in (None, "vacant", "not_known") and told.cover["standard"] in ("not_met", "in_time"):
        asked.append("Is the SENCO on the NPQ for SENCOs, and when will it be done?")
    late, undated = (int((told.children["state"] == state).sum()) for state in ("overdue", "no_date"))
    if late:
        asked.append(f"When will the {counted(late, 'late review')} be held, and are the parents invited?")
    if undated:
        asked.append(f"On which day is the next review of {counted(undated, 'child', 'children')} without a date?")
    returned = int((told.referrals["waiting"] == "setting").sum())
    if returned:
        asked.append(f"What is missing in {counted(returned, 'referral')} that came back incomplete?")
    waiting = told.referrals[told.referrals["waiting"] == "service"]
    if len(waiting):
        longest = span(int(waiting["wait_days"].max()))
        wait = f"{counted(len(waiting), 'referral')} {plural(len(waiting), 'waits', 'wait')}"
        asked.append(f"What helps while {wait}, the longest {longest}?")
    if len(open_actions(told.contacts, told.as_of)):
        asked.append("How far is what was agreed last time?")
    if (told.returns["state"] == "missing").any():
        asked.append("What would help the setting to send its returns?")
    if "sen_reviews" in told.loaded and told.is_open and not told.told_of_children:
        asked.append("Do children with SEN attend, and when are their reviews?")
    return asked


def _senco(told: Told) -> Section:
    if "senco_posts" not in told.loaded:
        return _section("SENCO", "Not loaded.")
    words = {"in_post": "in post", "shared": "shared", "interim": "interim", "vacant": "no SENCO", "not_known": "not known"}
    rows = [
        (plain(each.senco_ref) or "–", words[each.cover], day(each.from_on), day(each.to_on))
        for each in told.spells.iloc[::-1].itertuples(index=False)
    ]
    standard = None if told.cover is None else told.cover["standard"]
    line = f"The standard for a school: {said.STANDARD[standard]}." if isinstance(standard, str) else ""
    line = line if rows else "Nobody is told of."
    return _section("SENCO in the last two years", line, ("SENCO", "Cover", "From", "To"), rows[:4], len(rows) - 4)


def _reviews(told: Told) -> Section:
    if "sen_reviews" not in told.loaded:
        return _section("Reviews", "Not loaded.")
    if not told.told_of_children:
        return _section("Reviews", "Not known: no return of the last terms tells of its children.")
    states = {"overdue": "late", "no_date": "no date set", "due_soon": "due soon", "on_track": "on track"}
    due = told.children.assign(place=[list(states).index(state) for state in told.children["state"]])
    due = due.sort_values(["place", "due_on", "child"], kind="stable")
    rows = [
        (
            f"child {each.child[:6]}",
            states[each.state] + ("" if pd.isna(each.days_overdue) else f", {number(int(each.days_overdue))} days"),
            day(each.due_on) or "–",
        )
        for each in due.itertuples(index=False)
    ]
    line = f"{counted(len(rows), 'child', 'children').capitalize()} with SEN {plural(len(rows), 'attends', 'attend')}."
    return _section("Reviews", line, ("Child", "Next review", "Due"), rows[:_MOST_ROWS], len(rows) - _MOST_ROWS)


def _referrals(told: Told) -> Section:
    if "referrals" not in told.loaded:
        return _section("Referrals that wait", "Not loaded.")
    services = CONTRACTS["referrals"].by_name["service"].codes
    waiting = told.referrals[told.referrals["waiting"] != "no"].sort_values("wait_days", ascending=False, kind="stable")
    whom = {"service": "on the service", "setting": "on the setting"}
    rows = [
        (plain(services.get(each.service, each.service)), day(each.made_on), whom[each.waiting], span(int(each.wait_days)))
        for each in waiting.itertuples(index=False)
    ]
    line = "" if rows else "None waits."
    return _section("Referrals that wait", line, ("Service", "Made", "Waits", "So far"), rows[:_MOST_ROWS], len(rows) - _MOST_ROWS)


def _contacts(told: Told) -> Section:
    if "contacts" not in told.loaded:
        return _section("Last contact and open actions", "Not loaded.")
    if told.contacts.empty:
        return _section("Last contact and open actions", "There was no contact yet.")
    kinds, purposes = (CONTRACTS["contacts"].by_name[name].codes for name in ("kind", "purpose"))
    last = told.contacts.sort_values("on").iloc[-1]
    what = ", ".join([kinds.get(last["kind"], ""), purposes.get(last["purpose"], ""), plain(last["officer"])])
    line = _cut(f"Last contact on {day(last['on'])}: {what}.")
    actions = open_actions(told.contacts, told.as_of)
    rows = [
        (_cut(plain(each.action)), day(each.action_due_on) or "–", "overdue" if each.is_late else "open")
        for each in actions.itertuples(index=False)
    ]
    return _section("Last contact and open actions", line, ("Action", "Due", "State"), rows[:4], len(rows) - 4)


def _returns(told: Told) -> Section:
    missing = told.returns[told.returns["state"] == "missing"]
    rows = [
        (CONTRACTS[row["return"]].title, Term.parse(row["term"]).label, day(as_day(row["due_on"]))) for row in missing.to_dict("records")
    ]
    line = "" if rows else "It owes none." if told.returns.empty else "None is missing."
    return _section("Returns that are not in", line, ("Return", "Term", "Was due"), rows[:6], len(rows) - 6)


def _section(title: str, line: str, headings: Sequence[str] = (), rows: Sequence[Sequence[str]] = (), more: int = 0) -> Section:
    after = f"and {number(more)} more on the page" if more > 0 else ""
    return {"title": title, "line": line, "headings": list(headings) if rows else [], "rows": [list(row) for row in rows], "more": after}


def _cut(text: str, lines: int = 1) -> str:
    return shortened(plain(text), _LONGEST * lines)


def _readable(told: object) -> object:
    """Every text in characters that the fonts have."""
    if isinstance(told, str):
        return shown(told)
    if isinstance(told, dict):
        return {name: _readable(value) for name, value in told.items()}
    return [_readable(value) for value in told]
