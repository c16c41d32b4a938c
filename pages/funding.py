"""Funding: what was decided, who waits for a decision, whose award ends soon, and who has the Disability Access Fund."""

import pandas as pd

from analytics import sentences
from analytics.queries import Inputs
from pages import shared
from pages.parts import finding, listing, not_loaded

QUESTIONS = ("funding_decisions", "funding_list", "awards_ending", "disability_access_fund_by_cluster")
LISTS = {"waiting": "Waiting for a decision", "ending": "Ending soon", "decided": "Decided this term"}
FIGURES = ("fund", "applied", "decided", "awarded", "part", "declined", "deferred", "in_time", "in_time_share")
WAITING = ("name", "child", "fund", "applied_on", "panel_on", "due_on", "next_step")
DECIDED = ("name", "child", "fund", "applied_on", "panel_on", "decided_on", "decision", "ends_on")
ENDING = ("name", "cluster", "child", "fund", "ends_on", "days_left", "next_step")


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "funding"):
        return
    decisions = shared.ask("funding_decisions", inputs)
    finding(sentences.funding_finding(decisions), "In time is counted for the inclusion fund only: from the panel to the decision.")
    empty = "Nothing was applied for or decided this term."
    listing("Applied for and decided this term", decisions, FIGURES, inputs=inputs, name="funding_decisions", empty=empty)
    _applications(inputs)
    taken_up = shared.ask("disability_access_fund_by_cluster", inputs)
    columns = ("cluster", "awarded", "active_children")
    listing(sentences.access_fund_finding(taken_up), taken_up, columns, inputs=inputs, name="disability_access_fund_by_cluster")


def _applications(inputs: Inputs) -> None:
    """The list: applications that wait, awards that end soon, or what was decided this term."""
    which = shared.choice("funding-list", LISTS)
    if which == "ending":
        awards = shared.ask("awards_ending", inputs)
        shown = awards.assign(next_step="Ask whether to apply again")
        listing(f"{LISTS[which]}: {len(shown)}", shown, ENDING, inputs=inputs, name="awards_ending", empty="No award ends soon.")
        return
    applications = shared.ask("funding_list", inputs)
    applications = applications[(applications["state"] == "decided") == (which == "decided")]
    shown = applications.assign(next_step=_next_steps(applications, inputs))
    columns = DECIDED if which == "decided" else WAITING
    title = f"{LISTS[which]}: {len(shown)}"
    empty = "No application stands here."
    listing(title, shown, columns, inputs=inputs, name=f"funding_list_{which}", empty=empty, behind="funding")


def _next_steps(applications: pd.DataFrame, inputs: Inputs) -> list[str]:
    """What to do about each application: ask for a decision that is past its day, or for the day of one without."""
    steps = []
    for state, due_on in zip(applications["state"], applications["due_on"], strict=True):
        late = state == "waiting" and due_on is not None and due_on < inputs.as_of
        steps.append("Ask for the day of the decision" if state == "undated" else "Ask the panel for its decision" if late else "")
    return steps
