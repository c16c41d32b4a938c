"""What the views of SENCO coverage found: titles of pictures and lists, exact and plural-safe. Plain text.

Each takes the frame of the question it is about; posts are counted, not people, since one person may hold a post at many settings.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.charts import style
from analytics.charts.hours import one_place

_MUST = "that must have a qualified SENCO"


def vacancies_found(spells: pd.DataFrame, as_of: date) -> str:
    """How many settings are and were without a SENCO in the last two years, from `senco_spells`."""
    vacant = spells[spells["cover"] == "vacant"]
    lasting = vacant[vacant["to_on"] == as_of]
    earlier = vacant["setting"].nunique() - len(lasting)
    before = f"{style.spelled(earlier)} {style.plural(earlier, 'was', 'were')} at some time in the last two years"
    if not len(vacant):
        return "No setting is known to have been without a SENCO in the last two years"
    if not len(lasting):
        return f"No setting is known to be without a SENCO; {before}"
    longest = int(lasting["days"].max())
    whole = style.as_day(lasting["from_on"].min()) == (pd.Timestamp(as_of) - pd.DateOffset(months=24)).date()
    told = "two years or more" if whole else f"{style.number(longest)} {style.plural(longest, 'day')}"
    if len(lasting) == 1:
        now = f"One setting has been without a SENCO for {told}"
    else:
        now = f"{style.opening(len(lasting))} settings are without a SENCO, the longest for {told}"
    return f"{now}; {before.replace(' was', ' more was').replace(' were', ' more were')}" if earlier else now


def standard_found(standards: pd.DataFrame) -> str:
    """How many have a qualified SENCO, from `senco_standard`."""
    total, counts = len(standards), style.counts_by(standards["standard"])
    met, not_met = counts.get("met", 0), counts.get("not_met", 0)
    if total == 0:
        return "No setting here must have a qualified SENCO"
    if total == 1:
        ends = {
            "met": "has one",
            "in_time": "has one who is still in time to qualify",
            "not_met": "does not have one",
            "not_known": "has not told us enough",
        }
        return f"The one setting {_MUST} {ends[standards['standard'].iloc[0]]}"
    if met == total:
        return f"{'Both' if total == 2 else f'All {style.spelled(total, 12)}'} settings {_MUST} have one"
    who = f"the {style.spelled(total, 12)} settings {_MUST}"
    if met:
        first = f"{style.opening(met)} of {who} {style.plural(met, 'has', 'have')} one"
    else:
        first = f"{'Neither' if total == 2 else 'None'} of {who} {'has one yet' if not counts.get('not_known') else 'is known to have one'}"
    return f"{first}; {style.spelled(not_met)} {style.plural(not_met, 'does', 'do')} not" if met and not_met else first


def deadlines_found(standards: pd.DataFrame, as_of: date) -> str:
    """What the three years to qualify bring in the next 12 months, from `senco_standard`."""
    days = sorted(style.as_day(value) for value in standards.loc[standards["standard"] == "in_time", "due_on"])
    if not days:
        return "No SENCO is using the three years to qualify"
    soon = [day for day in days if day <= (pd.Timestamp(as_of) + pd.DateOffset(months=12)).date()]
    if not soon:
        return f"Nobody’s time to qualify ends in the next 12 months; the first ends on {style.day(days[0])}"
    if len(soon) == 1:
        return f"One SENCO’s time to qualify ends in the next 12 months, on {style.day(days[0])}"
    return f"{style.opening(len(soon))} SENCOs’ time to qualify ends in the next 12 months, the first on {style.day(days[0])}"


def safeguarding_found(posts: pd.DataFrame) -> str:
    """Whose training is out of date or soon will be, from `safeguarding_training`."""
    counts = style.counts_by(posts["state"])
    expired, due, unknown = (counts.get(state, 0) for state in ("expired", "due", "not_known"))
    if not len(posts):
        return "Nobody is in post, so no safeguarding training is due"
    if unknown == len(posts):
        return "No SENCO’s safeguarding training is known"
    soon = f"due soon in {style.spelled(due)}"
    if expired:
        told = f"Safeguarding training is out of date in {style.counted(expired, 'post')}"
        return f"{told} and {soon}" if due else told
    told = "No safeguarding training is known to be out of date" if unknown else "No safeguarding training is out of date"
    return f"{told}; it is {soon} {style.plural(due, 'post')}" if due else told


def renewals_found(posts: pd.DataFrame, as_of: date) -> str:
    """When most renewals fall in the year ahead, from `safeguarding_training`."""
    months = months_ahead(as_of)
    counts = {months[month]: count for month, count in style.counts_by(renewal_months(posts, as_of)).items() if month in months}
    total, first = sum(counts.values()), style.foremost(counts)
    if not total:
        return "No renewal is known to fall due in the next 12 months"
    told = f"{style.opening(total)} {style.plural(total, 'renewal falls', 'renewals fall')} due in the next 12 months"
    return f"{told}, most in {first[0]}: {style.spelled(first[1])}" if first and 1 < first[1] < total else told


def inductions_found(posts: pd.DataFrame) -> str:
    """How many new SENCOs had an induction in time, from `new_sencos`; a person new at two settings is two starts."""
    total, counts = len(posts), style.counts_by(posts["state"])
    late, in_time = counts.get("late", 0), counts.get("in_time", 0)
    if total == 0:
        return "No SENCO is new"
    if total == 1:
        told = {
            "late": "had no induction in time",
            "in_time": "still has time for an induction",
            "inducted": "had an induction in time",
            "not_known": "is not known to have had an induction",
        }
        return f"The one new SENCO {told[posts['state'].iloc[0]]}"
    everyone = f"{style.spelled(total, 12)} new SENCO starts"
    if "not_known" in counts:
        return f"Whether there were inductions after {everyone} is not known"
    if late == in_time == 0:
        return f"{'Both' if total == 2 else 'All'} {everyone.removeprefix('two ')} had an induction in time"
    if late == 0:
        return f"{style.opening(in_time)} of the {everyone} still {style.plural(in_time, 'has', 'have')} time for an induction"
    if late == total:
        return f"{'Neither' if total == 2 else 'None'} of the {everyone} had an induction in time"
    told = f"{style.opening(late)} of the {everyone} had no induction in time"
    return f"{told}; {style.spelled(in_time)} still {style.plural(in_time, 'has', 'have')} time" if in_time else told


def waiting_found(posts: pd.DataFrame, as_of: date) -> str:
    """How long those have who wait for an induction, from the rows of `new_sencos` without one."""
    days = sorted((style.as_day(value) - as_of).days for value in posts["induct_by"])
    ahead = [each for each in days if each >= 0]
    if not days:
        return "No one is known to wait for an induction"
    waiting = f"{style.opening(len(days))} {style.plural(len(days), 'start waits', 'starts wait')} for an induction"
    if not ahead:
        every = "it" if len(days) == 1 else "both" if len(days) == 2 else f"all {style.spelled(len(days), 12)}"
        return f"{waiting}; the time is over for {every}"
    return f"{waiting}; the next to run out of time has {style.number(ahead[0])} {style.plural(ahead[0], 'day')} left"


def handovers_found(posts: pd.DataFrame) -> str:
    """How often the role was handed over, from `handovers`."""
    total, counts = len(posts), style.counts_by(posts["state"])
    done, nobody = counts.get("done", 0), counts.get("no_successor", 0)
    if total == 0:
        return "No SENCO’s post has ended lately"
    if total == 1:
        ends = {
            "done": "was handed over",
            "not_done": "was not handed over in time",
            "no_successor": "has not been filled",
            "not_known": "was filled; whether it was handed over is not known",
        }
        return f"The one post that ended {ends[posts['state'].iloc[0]]}"
    of_all = f"the {style.spelled(total, 12)} posts that ended"
    if done == total:
        return f"{'Both' if total == 2 else f'All {style.spelled(total, 12)}'} posts that ended were handed over"
    first = (
        f"{style.opening(done)} of {of_all} {style.plural(done, 'was', 'were')} handed over"
        if done
        else f"{'Neither' if total == 2 else 'None'} of {of_all} is known to have been handed over"
    )
    return f"{first}; nobody has followed in {style.spelled(nobody)}" if nobody else first


def hours_found(hours: pd.DataFrame) -> str:
    """The middle of the hours for ten children with SEN, from `senco_hours`."""
    known = hours["hours_per_10_children"].dropna()
    if known.empty:
        return "SENCO hours for children with SEN are not known for any setting"
    middle = f"{one_place(known.median())} SENCO hours a week or fewer for ten children with SEN"
    if len(known) == 1:
        return f"The one setting that told us has {one_place(known.iloc[0])} SENCO hours a week for ten children with SEN"
    return f"Half of the {style.spelled(len(known), 12)} settings that told us have {middle}"


def role_reviews_found(posts: pd.DataFrame) -> str:
    """How many posts had the two yearly reviews, from `senco_role_reviews`."""
    total = len(posts)
    if not total:
        return "Nobody is in post, so no review of the role is due"
    needs, job = (int((posts[state] == "current").sum()) for state in ("cpd_state", "job_description_state"))
    if total == 1:
        told = {
            (1, 1): "training needs and job description are up to date",
            (1, 0): "training needs are known to be up to date, the job description is not",
            (0, 1): "the job description is known to be up to date, training needs are not",
            (0, 0): "neither training needs nor job description are known to be up to date",
        }
        return f"In the one post {told[needs, job]}"
    every = f"the {style.spelled(total, 12)} posts"
    if needs == job:
        return f"Training needs and job descriptions are up to date in {style.spelled(needs) if needs else 'none'} of {every} each"
    told = [style.spelled(count) if count else "none" for count in (needs, job)]
    return f"Training needs are up to date in {told[0]} of {every}, job descriptions in {told[1]}"


def role_steps(posts: pd.DataFrame) -> list[str]:
    """What to ask for at each post of `senco_role_reviews`."""
    said = []
    for states in zip(posts["cpd_state"], posts["job_description_state"], strict=True):
        due = [words for state, words in zip(states, ("needs", "job description"), strict=True) if state == "due"]
        dates = "Ask for the dates" if "not_known" in states else "Nothing now"
        said.append("Review training needs" if due == ["needs"] else f"Review {style.listed(due)}" if due else dates)
    return said


def months_ahead(as_of: date, count: int = 13) -> dict[str, str]:
    """The month of a day and those after it: `2026-11` → `Nov 2026`. Thirteen reach the same day of the next year."""
    months = pd.period_range(as_of, periods=count, freq="M")
    return {f"{month:%Y-%m}": f"{month:%b %Y}" for month in months}


def renewal_months(posts: pd.DataFrame, as_of: date) -> list[str]:
    """Where each post of `safeguarding_training` stands in a year’s plan: expired, not_known, its month (`2026-11`), or later."""
    last = (pd.Timestamp(as_of) + pd.DateOffset(months=12)).date()
    return [
        state if state in ("expired", "not_known") else f"{style.as_day(due_on):%Y-%m}" if style.as_day(due_on) <= last else "later"
        for state, due_on in zip(posts["state"], posts["due_on"], strict=True)
    ]


def times_left(posts: pd.DataFrame, as_of: date) -> list[str]:
    """`30 days left`, `last day` or `67 days late` for each post of `new_sencos`; nothing after an induction, or where none is known."""
    said = []
    for induct_by, inducted_on, state in zip(posts["induct_by"], posts["inducted_on"], posts["state"], strict=True):
        days = (style.as_day(induct_by) - as_of).days
        if state == "not_known" or style.as_day(inducted_on):
            said.append("")
        elif days == 0:
            said.append("last day")
        else:
            said.append(f"{style.number(abs(days))} {style.plural(abs(days), 'day')} {'left' if days > 0 else 'late'}")
    return said
