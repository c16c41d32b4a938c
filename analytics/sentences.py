"""The sentence or two at the head of a page that answer its question, exact whatever the figures.

Plain text: a page passes it through `style.markdown`, since clusters name themselves. Each function is told whether its
return was ever loaded; when it was not, the sentence says so and claims nothing. Not known is never counted as yes or no.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from analytics.charts import style
from analytics.charts.coverage import COVERED
from analytics.charts.referrals import LONG_WAIT, said_in_sentence
from analytics.charts.training import MISSED_MANY
from data.terms import Term

_LONG_LATE = 42  # days: more than six weeks
_WHO = {
    "expected": ("setting", "expected to have a SENCO"),
    "must": ("setting", "that must have a SENCO"),
    "encouraged": ("childminder", "encouraged to have a SENCO"),
}


def coverage_answer(settings: pd.DataFrame, *, loaded: bool = True) -> str:
    """Does every setting have someone? From `senco_coverage`; of those expected, else those that must, else the encouraged."""
    asked = next((each for each in _WHO if not settings.empty and (settings["expectation"] == each).any()), None)
    if asked is None:
        return "No setting on the register is asked to have a SENCO here." if len(settings) else "There are no settings to show."
    of_them = settings[settings["expectation"] == asked]
    noun, who = _WHO[asked]
    total = len(of_them)
    everyone = f"the {style.spelled(total)} {noun}s {who}" if total > 1 else f"the one {noun} {who}"
    if not loaded:
        return f"No SENCO return has been loaded, so cover is not known for {'any of ' if total > 1 else ''}{everyone}."
    covered = int(of_them["cover"].isin(COVERED).sum())
    gaps = of_them[of_them["cover"] == "vacant"]
    unknown = int((of_them["cover"] == "not_known").sum())
    if unknown == total:
        silent = "it has not told us" if total == 1 else "neither has told us" if total == 2 else "none has told us"
        return f"We do not know whether {'any of ' if total > 2 else 'either of ' if total == 2 else ''}{everyone} has one: {silent}."
    if covered == total:
        if total == 1:
            return f"The one {noun} {who} has one."
        return f"{'Both' if total == 2 else f'All {style.spelled(total)}'} {noun}s {who} have one."
    if total == 1:
        return f"The one {noun} {who} does not have one."
    if covered == 0:
        first = f"{'Neither' if total == 2 else 'None'} of {everyone} is known to have one."
        if not unknown:
            return first.replace("is known to have one", "has one")
    else:
        first = f"{style.opening(covered)} of {everyone} {style.plural(covered, 'has', 'have')} one."
    return f"{first} {_gaps_told(gaps, of_them, unknown)}"


def reviews_answer(children: pd.DataFrame, *, loaded: bool = True) -> str:
    """Whose review is late, and what is coming? From `review_list` or `reviews`, one row an active child."""
    if not loaded:
        return "No SEN review return has been loaded, so no review dates are known."
    total = len(children)
    if total == 0:
        return "No child with a SEN plan is known here on this day."
    overdue = int((children["state"] == "overdue").sum())
    undated = int((children["state"] == "no_date").sum())
    soon = int((children["state"] == "due_soon").sum())
    if undated == total:
        return f"No review date is set for {_of_children(total)}, so we cannot say whether any is late."
    if overdue == 0:
        none_late = "is known to be past" if undated else "is past"
        first = f"{'Neither' if total == 2 else 'None'} of the {style.spelled(total)} children {none_late} the review date."
        if total == 1:
            first = "The one child is not past the review date."
        coming = f"{style.opening(soon)} {style.plural(soon, 'falls', 'fall')} due in the next two weeks." if soon else ""
        no_date = f"{style.opening(undated)} {style.plural(undated, 'has', 'have')} no date set." if undated else ""
        return " ".join(part for part in (first, coming, no_date) if part)
    if total == 1:
        by = ", by more than six weeks" if _long_late(children) else ""
        return f"The one child is past the review date{by}."
    if overdue == total:
        everyone = "Both" if total == 2 else f"All {style.spelled(total)}"
        return f"{everyone} children are past their review date{_by_six_weeks(overdue, _long_late(children))}."
    share = style.percent(overdue / total)
    first = f"{style.opening(overdue)} of {style.spelled(total)} children {style.plural(overdue, 'is', 'are')}"
    first += f" past {style.plural(overdue, 'the', 'their')} review date ({share}){_by_six_weeks(overdue, _long_late(children))}."
    coming = f"Another {style.spelled(soon)} {style.plural(soon, 'falls', 'fall')} due in the next two weeks."
    return f"{first} {coming}" if soon else f"{first} No others are known to fall due in the next two weeks."


def referrals_answer(referrals: pd.DataFrame, *, loaded: bool = True) -> str:
    """Where do children wait? From `referral_list`: counts referrals, since a child may have two.

    Those sent back incomplete wait on their setting and are not counted.
    """
    if not loaded:
        return "No referral return has been loaded, so no waits are known."
    if referrals.empty:
        return "No referral is known here on this day."
    waiting = referrals[referrals["waiting"] == "service"]
    total = len(waiting)
    if total == 0:
        return "No referral is waiting for a first contact."
    first = f"{style.opening(total)} {style.plural(total, 'referral is', 'referrals are')} waiting."
    long = waiting[waiting["wait_days"] > LONG_WAIT]
    count = len(long)
    if count == 0:
        return f"{first} {'It has not' if total == 1 else 'Neither has' if total == 2 else 'None has'} waited over 18 weeks."
    if total == 1:
        return f"{first} It has waited over 18 weeks, for {said_in_sentence(long['service'].iloc[0])}."
    services = style.counts_by(long["service"])
    told = "Both have" if count == total == 2 else f"All {style.spelled(count)} have" if count == total else style.opening(count)
    told += " waited over 18 weeks" if count == total else f" {style.plural(count, 'has', 'have')} waited over 18 weeks"
    lead = _most_of(services, count, every=waiting["service"].nunique())
    return f"{first} {told}{f', {lead[1]}for {said_in_sentence(lead[0])}' if lead else ''}."


def training_answer(missed: pd.DataFrame, attendance: pd.DataFrame, *, loaded: bool = True) -> str:
    """Who comes, who has not been seen? From `missed_list` and `cluster_attendance`, whose last term is that of the day."""
    if not loaded:
        return "No training events or attendance have been loaded, so nobody’s attendance is known."
    terms = sorted({Term.parse(term) for term in attendance["term"]})
    here = _came(attendance, terms[-1]) if terms else None
    before = _came(attendance, terms[-1].before) if terms else None
    if not (missed["invited"].fillna(0) > 0).any():
        return "No cluster meeting has been held here yet."
    count = int((missed["missed_in_a_row"].fillna(0) >= MISSED_MANY).sum()) if len(missed) else 0
    if count:
        first = (
            f"{style.opening(count)} {style.plural(count, 'setting has', 'settings have')} missed three or more cluster meetings in a row."
        )
    else:
        first = "No setting has missed three or more cluster meetings in a row."
    if here is None:
        return f"{first} No cluster meeting has been held yet this term."
    said = "All" if here == 1 else "None" if here == 0 else style.percent(here)
    second = f"{style.sentence(said)} of those invited came this term"
    if before is None:
        return f"{first} {second}."
    if style.percent(here) == style.percent(before):
        return f"{first} {second}, as in the term before."
    return f"{first} {second}, {'up' if here > before else 'down'} from {style.percent(before)}."


def this_term_answer(now: pd.Series, before: pd.Series | None = None) -> str:
    """What needs us now? From the rows of `headline_figures` for the day and, if there is one, the end of the term before."""
    alone, late, received, expected = (
        style.whole(now[name]) for name in ("no_senco_children_settings", "overdue", "returns_received", "returns_expected")
    )
    if alone is None and late is None and not received:
        return "Nothing has been told us yet: load the first returns to see what needs you."
    if alone is None:
        first = "We do not know yet which settings have children with SEN and no SENCO."
    elif alone == 0:
        first = "No setting is known to have children with SEN and no SENCO."
    else:
        first = f"{style.opening(alone)} {style.plural(alone, 'setting has', 'settings have')} children with SEN and no SENCO."
    earlier = None if before is None else style.whole(before["overdue"])
    told = []
    if late is not None and earlier is not None and late != earlier:
        told.append(f"{'more' if late > earlier else 'fewer'} reviews are late than last term")
    elif late == 0:
        told.append("no review is known to be late")
    elif late is not None:
        told.append(f"{style.counted(late, 'review')} {style.plural(late, 'is', 'are')} late")
    if received is not None and expected:
        told.append(_returns_in(received, expected))
    return f"{first} {style.sentence('; '.join(told))}." if told else first


def returns_answer(returns: pd.DataFrame, term: Term, as_of: date) -> str:
    """Whose return is in? From `returns_by_setting`; counts the returns that are owed."""
    owed = returns[returns["state"] != "not_owed"]
    total, out, late = len(owed), int((~owed["received"]).sum()), int((owed["received"] & ~owed["on_time"]).sum())
    due, past = style.day(term.due_on), as_of > term.due_on
    if total == 0:
        return f"No return is owed for {term.label} here."
    if out == 0:
        everything = "The one return" if total == 1 else "Both returns" if total == 2 else f"All {style.number(total)} returns"
        first = f"{everything} for {term.label} {style.plural(total, 'is', 'are')} in"
    elif out == total:
        first = f"No return for {term.label} is in yet" if not past else f"No return for {term.label} is in"
    else:
        verb = style.plural(total - out, "is", "are")
        first = f"{style.number(total - out)} of {style.number(total)} returns for {term.label} {verb} in"
    if late:
        first += ", after the due date" if late == total - out else f", {style.spelled(late)} of them late"
    if out == 0:
        return f"{first}."
    count = f"{style.opening(out) if out <= 12 else style.number(out)} {style.plural(out, 'is', 'are')}"
    if past:
        return f"{first}. {count} missing; {style.plural(out, 'it was', 'they were')} due {due}."
    return f"{first}. {count} still to come, due {due}."


def _returns_in(received: int, expected: int) -> str:
    if received == expected:
        return "all returns are in"
    if received == 0:
        return "no return is in yet"
    if received / expected >= 0.9:
        return "nearly all returns are in"
    return f"{style.number(received)} of {style.number(expected)} returns are in"


def _gaps_told(gaps: pd.DataFrame, of_them: pd.DataFrame, unknown: int) -> str:
    """`Six do not, three of them in Damson, and four have not told us.`"""
    silent = f"{style.spelled(unknown)} {style.plural(unknown, 'has', 'have')} not told us"
    count = len(gaps)
    if count == 0:
        return style.sentence(f"{silent}.") if unknown <= 10 else f"{style.opening(unknown)} have not told us."
    told = f"{style.opening(count)} {style.plural(count, 'does', 'do')} not"
    lead = _most_of(style.counts_by(gaps["cluster"]), count, every=of_them["cluster"].nunique())
    where = f", {lead[1]}in {lead[0]}" if lead else ""
    if unknown:
        return f"{told}{where}, and {silent}." if where else f"{told} and {silent}."
    return f"{told}{where}."


def _most_of(counts: Mapping[str, int], total: int, *, every: int) -> tuple[str, str] | None:
    """The name that stands out among a total, and `three of them `, `both `, `all ` or nothing before it."""
    first = style.foremost(counts)
    if every < 2 or first is None:
        return None
    name, share = first
    if share == total:
        return name, "" if total == 1 else "both " if total == 2 else "all of them "
    return (name, f"{style.spelled(share)} of them ") if share > 1 else None


def _long_late(children: pd.DataFrame) -> int:
    return int((children.loc[children["state"] == "overdue", "days_overdue"] > _LONG_LATE).sum())


def _by_six_weeks(overdue: int, long: int) -> str:
    if long == 0:
        return ""
    who = (
        ""
        if overdue == 1
        else "both of them "
        if long == overdue == 2
        else "all of them "
        if long == overdue
        else f"{style.spelled(long)} of them "
    )
    return f", {who}by more than six weeks"


def _of_children(total: int) -> str:
    return "the one child" if total == 1 else "either of two children" if total == 2 else f"any of {style.spelled(total)} children"


def _came(attendance: pd.DataFrame, term: Term) -> float | None:
    """The share of settings invited in a term that came, over all clusters in the frame; None when nobody was invited."""
    rows = attendance[attendance["term"] == term.name]
    invited, came = rows["settings_invited"].fillna(0).sum(), rows["settings_attended"].fillna(0).sum()
    return float(came) / float(invited) if invited else None
