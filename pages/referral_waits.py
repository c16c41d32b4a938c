"""How long children wait: those waiting beside those seen this term, by service, or by cluster for one service."""

import pandas as pd
import streamlit as st

from analytics import sentences
from analytics.charts import referrals as drawn
from analytics.queries import Inputs
from data.contracts.referrals import SERVICES
from pages import shared
from pages.parts import figures_as_tables, finding, listing, not_loaded, picture

QUESTIONS = ("referral_waits_by_service", "referral_waits_by_service_and_cluster", "referral_list")
COLUMNS = ("made_on", "wait_days", "stage", "next_step")
SEEN = ("made_on", "first_contact_on", "wait_days", "stage")
FIGURES = ("completed", "within_18_weeks_share", "median_days", "p90_days", "waiting", "waiting_over_18_weeks", "waiting_over_52_weeks")
LISTS = {"waiting": "Waiting longest", "setting": "Came back incomplete", "seen": "Seen this term"}
OF = {"waiting": "service", "setting": "setting"}


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "referrals"):
        return
    referrals, services = shared.ask("referral_list", inputs), shared.ask("referral_waits_by_service", inputs)
    with st.container(width=264):
        service = shared.one_of("service", "All services", {code: SERVICES.get(code, code) for code in services["service"]})
    by, seen = "service", services
    if service:
        by, seen = "cluster", shared.ask("referral_waits_by_service_and_cluster", inputs)
        referrals, seen = referrals[referrals["service"] == service], seen[seen["service"] == service]
    finding(drawn.waits_finding(referrals, by=by), drawn.waits_key(referrals))
    figure = drawn.waits(referrals, seen, as_of=inputs.as_of, by=by, dark=shared.dark())
    clicked = picture(figure, alt=drawn.waits_alt(referrals, seen, as_of=inputs.as_of, by=by), name="referral-waits")
    _referrals(referrals, ("name", by, *COLUMNS), clicked, inputs)
    question = "referral_waits_by_service_and_cluster" if service else "referral_waits_by_service"
    listing(drawn.within_finding(seen), seen, (by, *FIGURES), inputs=inputs, name=question)
    figures_as_tables({"Waits by service": ("referral_waits_by_service", services)}, inputs)


def _referrals(referrals: pd.DataFrame, columns: tuple[str, ...], clicked: list[list], inputs: Inputs) -> None:
    """The list: the longest waits, what came back, those seen this term, or the referrals that were clicked."""
    referrals = referrals.assign(next_step=sentences.next_steps(referrals))
    if clicked:
        keys = {(setting, reference) for _, setting, reference in clicked}
        chosen = referrals[[key in keys for key in zip(referrals["setting"], referrals["referral_ref"], strict=True)]]
        listing(f"Chosen: {len(chosen)}", chosen, columns, inputs=inputs, name="referral_list", narrowed=("referral-waits",))
        return
    which = shared.choice("referral-list", LISTS)
    shown = drawn.seen_in_term(referrals, inputs.as_of) if which == "seen" else referrals[referrals["waiting"] == OF[which]]
    listing(
        f"{LISTS[which]}: {len(shown)}",
        shown.sort_values(["wait_days", "made_on"], ascending=[False, True], kind="stable"),
        columns if which != "seen" else (*columns[:2], *SEEN),
        inputs=inputs,
        name=f"referral_list_{which}",
        empty="No referral stands here on this day.",
    )
