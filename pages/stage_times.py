"""How long each step of a pathway takes, and which referrals have stood longest in one stage."""

import pandas as pd

from analytics import sentences
from analytics.charts import stage_times as drawn
from analytics.charts.referrals import service_name
from analytics.queries import Inputs
from data.terms import Term
from pages import shared
from pages.parts import finding, listing, not_loaded, picture

QUESTIONS = ("stage_times", "referral_list")
STANDING = ("name", "service", "stage", "stage_on", "stage_days", "next_step")
FIGURES = ("service", "from_stage", "to_stage", "referrals", "median_days", "p90_days")
NARROWED = ("stage-times",)


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "referrals"):
        return
    times, referrals = shared.ask("stage_times", inputs), shared.ask("referral_list", inputs)
    finding(drawn.steps_finding(times), drawn.steps_key(times))
    cells = picture(drawn.steps(times, dark=shared.dark()), alt=drawn.steps_alt(times), name="stage-times")
    if cells:
        _behind(referrals, *cells[0], inputs)
    else:
        _standing(referrals, inputs)
    listing("How long each step takes", times, FIGURES, inputs=inputs, name="stage_times", empty="No step has been taken yet this term.")


def _behind(referrals: pd.DataFrame, service: str, left: str, reached: str, inputs: Inputs) -> None:
    """The referrals that took the step of a clicked cell in the term so far, the slowest first."""
    first = Term.of(inputs.as_of).starts_on
    own = referrals[(referrals["service"] == service) & referrals[f"{left}_on"].notna() & referrals[f"{reached}_on"].notna()]
    own = own[(own[f"{left}_on"] <= own[f"{reached}_on"]) & (own[f"{reached}_on"] >= first)]
    days = [(end - start).days for start, end in zip(own[f"{left}_on"], own[f"{reached}_on"], strict=True)]
    shown = own.assign(stage_days=pd.Series(days, index=own.index, dtype="Int64")).sort_values("stage_days", ascending=False, kind="stable")
    title = f"{service_name(service)}, {drawn.STEPS.get(left, left)} to {drawn.STEPS[reached]}: {len(shown)}"
    columns = ("name", "cluster", "referral_ref", f"{left}_on", f"{reached}_on", "stage_days")
    listing(title, shown, columns, inputs=inputs, name="referral_list_step", narrowed=NARROWED)


def _standing(referrals: pd.DataFrame, inputs: Inputs) -> None:
    """The referrals waiting for a service that have stood longest where they stand."""
    waiting = referrals[referrals["waiting"] == "service"]
    days = [(inputs.as_of - day).days for day in waiting["stage_on"]]
    shown = waiting.assign(stage_days=pd.Series(days, index=waiting.index, dtype="Int64"), next_step=sentences.next_steps(waiting))
    shown = shown.sort_values("stage_days", ascending=False, kind="stable")
    title = f"Longest in one stage: {len(shown)}"
    listing(title, shown, STANDING, inputs=inputs, name="referral_list_standing", empty="No referral waits on this day.")
