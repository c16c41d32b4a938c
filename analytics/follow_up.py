"""What was agreed with settings in sentences: how much is open and late, whose it is, what it began with and how that stands today.

Pure functions from frames of `open_actions`, `closed_actions` and `support_reasons`. All texts are plain: names are not escaped here.
"""

from __future__ import annotations

import pandas as pd

from analytics.charts.style import counted, day, number, opening, plain, plural, spelled, whole


def of_owner(actions: pd.DataFrame, owner: str | None) -> pd.DataFrame:
    """The actions somebody owns; all of them where nobody is named."""
    return actions[actions["owner"] == owner] if owner else actions


def open_said(actions: pd.DataFrame, owner: str | None = None) -> tuple[str, str]:
    """How many actions are open and late, and a line on the oldest."""
    of = f" of {plain(owner)}" if owner else ""
    count = len(actions)
    if count == 0:
        return f"No action{of} is open", "What is agreed in a contact appears here until it is done."
    late = actions[actions["action_state"] == "overdue"]
    start = f"{opening(count)} {plural(count, 'action')}{of} {plural(count, 'is', 'are')} open"
    if late.empty:
        return f"{start}, none of them late" if count > 1 else f"{start} and not late", _undated(actions)
    days = whole(late["days_overdue"].max())
    said = "and late" if count == 1 else "all of them late" if len(late) == count else f"{spelled(len(late))} of them late"
    longest = f"{'The' if len(late) == 1 else 'The longest'} late one has been due for {counted(days, 'day')}."
    return f"{start}{' ' if count == 1 else ', '}{said}", " ".join(filter(None, (longest, _undated(actions))))


def _undated(actions: pd.DataFrame) -> str:
    undated = int((actions["action_state"] == "no_date").sum())
    return f"{opening(undated)} {plural(undated, 'has', 'have')} no date." if undated else ""


def closed_said(closed: pd.DataFrame) -> tuple[str, str]:
    """How many actions were done in the last two terms, and after how many something got better."""
    count = len(closed)
    if count == 0:
        return "No action was closed in the last two terms", ""
    better = int((closed["change"] == "better").sum())
    unknown = int((closed["change"] == "not_known").sum())
    start = f"{opening(count)} {plural(count, 'action was', 'actions were')} closed in the last two terms"
    said = f"Better after {number(better)}, no change after {number(count - better - unknown)}, not known after {number(unknown)}."
    return start, said


def agreed_said(action: pd.Series) -> str:
    """With whom, when and by whom an action was agreed, and what prompted it."""
    said = f"{plain(action['name'])}: agreed on {day(action['contacted_on'])} with {plain(action['officer'])}."
    prompted = before_said(action)
    return f"{said} Prompted by: {prompted}." if prompted else said


def before_said(action: pd.Series) -> str:
    """What prompted an action and its figure, as it was said then; blank where nothing was named."""
    if not isinstance(action["prompted_by"], str):
        return ""
    said = action["prompted_said"] if isinstance(action["prompted_said"], str) else action["prompted_by"].replace("_", " ")
    return f"{plain(said)} on {day(action['prompted_on'])}"


def then_and_today(action: pd.Series, today: str) -> str:
    """What prompted an action then and how that stands today, in a sentence; blank where no rule did."""
    return f"It was prompted by {before_said(action)}; today: {today}." if today else ""


def with_before(actions: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """The actions with `before`, what prompted each as it was said then, and `today`, how that stands now."""
    before = [before_said(action) or None for _, action in actions.iterrows()]
    return actions.assign(before=before, today=[today_said(action, reasons) or None for _, action in actions.iterrows()])


# A rule for support as what may prompt an action; its figure is said after it.
PROMPTS = {
    "no_cover_with_children": "Children and no SENCO",
    "standard_not_met": "No qualified SENCO",
    "reviews_long_overdue": "Reviews more than six weeks late",
    "safeguarding_expired": "Safeguarding training out of date",
    "long_vacancy": "Long vacancy",
    "long_interim": "Interim SENCO for long",
    "not_inducted": "New SENCO without induction",
    "missed_meetings": "Meetings missed in a row",
    "reviews_overdue": "Late reviews",
    "return_late_or_missing": "Returns late or missing",
    "practice_gaps": "Practice audit answered no",
    "no_contact": "No contact",
    "ofsted_concern": "Ofsted’s judgement",
}
_DAYS = ("safeguarding_expired", "long_vacancy", "long_interim", "not_inducted")


def figure_said(rule: pd.Series) -> str:
    """The figure of one row of `support_reasons` in words: `5 of 21`, `34 days`; blank where the rule has none."""
    if pd.isna(rule["figure"]):
        return ""
    figure = int(rule["figure"])
    if rule["rule"] in _DAYS:
        return counted(figure, "day")
    return number(figure) if pd.isna(rule["of_all"]) else f"{number(figure)} of {number(int(rule['of_all']))}"


def prompt_said(rule: pd.Series) -> str:
    """A rule with its figure, as it is kept with an action: `Late reviews, 5 of 21`."""
    return ", ".join(filter(None, (PROMPTS[rule["rule"]], figure_said(rule))))


def prompts_of(reasons: pd.DataFrame, setting: str) -> dict[str, pd.Series]:
    """The rules that apply to a setting, or nearly do, by code: what may prompt an action."""
    own = reasons[(reasons["setting"] == setting) & reasons["state"].isin(("fires", "nearly"))]
    return {row["rule"]: row for _, row in own.iterrows()}


def today_said(action: pd.Series, reasons: pd.DataFrame) -> str:
    """How the figure that prompted an action stands on the day, and whether it moved; blank where no rule did."""
    if not isinstance(action["prompted_by"], str):
        return ""
    own = reasons[(reasons["setting"] == action["setting"]) & (reasons["rule"] == action["prompted_by"])]
    if own.empty or own.iloc[0]["state"] in ("not_known", "not_asked"):
        return "not known"
    rule = own.iloc[0]
    figure = figure_said(rule)
    stands = figure or ("it still applies" if rule["state"] == "fires" else "it does not apply")
    if pd.isna(rule["figure"]) or pd.isna(action["prompted_figure"]):
        return stands
    then, now = float(action["prompted_figure"]), float(rule["figure"])
    return f"{stands}, {'as then' if now == then else 'more than then' if now > then else 'fewer than then'}"
