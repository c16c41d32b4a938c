"""Whether time limits are kept: the Area SENCO's triage, the inclusion fund and EHC assessments."""

import pandas as pd

from analytics.charts import clocks as drawn
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, not_loaded, picture

QUESTIONS = ("service_clocks", "clock_list", "ehc_requests")
RETURNS = ("referrals", "funding", "ehc_timeline")
LISTS = {"limits": "Due next", "requests": "EHC assessments under way"}
COLUMNS = ("name", "child", "clock", "due_on", "days_late", "next_step")
ENDED = ("name", "child", "clock", "began_on", "due_on", "ended_on", "state", "days_late")
REQUESTS = ("name", "child", "requested_on", "next_step", "next_due_on", "days_late", "exception")
OF = {"area_senco_triage": "referrals", "inclusion_fund": "funding"}
STEPS = {"open_late": "Ask when it will be done", "exception": "See whether the reason still holds"}


def show(inputs: Inputs) -> None:
    not_loaded(inputs, *RETURNS)
    clocks = shared.ask("service_clocks", inputs)
    if clocks.empty:
        return
    key = "Above, those that ended this term; below, those under way. A request with an exception has no time limit and is counted apart."
    finding(drawn.limits_finding(clocks), key)
    bars = picture(drawn.limits(clocks, dark=shared.dark()), alt=drawn.limits_alt(clocks), name="service-clocks")
    _runs(shared.ask("clock_list", inputs), bars, inputs)
    figures_as_tables({"Time limits": ("service_clocks", clocks)}, inputs)


def _runs(runs: pd.DataFrame, bars: list[list], inputs: Inputs) -> None:
    """The list: what is behind the bars that were clicked, else what is under way, once each, or every EHC assessment."""
    about = {"return": [OF.get(clock, "ehc_timeline") for clock in runs["clock"]]}
    runs = runs.assign(next_step=[STEPS.get(state, "") for state in runs["state"]], **about)
    if bars:
        chosen = {(clock, state) for clock, state in bars}
        shown = runs[[key in chosen for key in zip(runs["clock"], runs["state"], strict=True)]]
        title = f"{drawn.CLOCKS[bars[0][0]]}: {len(shown)}" if len({clock for clock, _ in chosen}) == 1 else f"Chosen: {len(shown)}"
        listing(title, shown, ENDED, inputs=inputs, name="clock_list", narrowed=("service-clocks",))
        return
    which = shared.choice("clock-list", LISTS)
    if which == "requests":
        requests = shared.ask("ehc_requests", inputs)
        shown = requests[requests["next_step"].notna()]
        listing(f"{LISTS[which]}: {len(shown)}", shown, REQUESTS, inputs=inputs, name="ehc_requests", empty="None is under way.")
        return
    shown = runs[runs["ended_on"].isna()].drop_duplicates(["setting", "referral_ref", "child", "began_on"])
    listing(f"{LISTS[which]}: {len(shown)}", shown, COLUMNS, inputs=inputs, name="clock_list_open", empty="Nothing is under way.")
