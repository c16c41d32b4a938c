"""Referral pathways: where do children wait, and what became of this term's referrals?"""

import pandas as pd
import streamlit as st

from analytics import sentences
from analytics.charts import referrals as drawn
from analytics.queries import Inputs
from pages import shared
from pages.parts import explain, figures_as_tables, finding, heading, known_then, listing, nothing_to_show, picture

NAME = "Referral pathways"
COLUMNS = ("name", "service", "made_on", "wait_days", "stage", "next_step")
LISTS = {"waiting": "Waiting longest", "setting": "Came back incomplete", "declined": "Declined"}


def show() -> None:
    if nothing_to_show(NAME, "referrals"):
        return
    top = st.container()
    inputs, row = shared.filters()
    explain(row, "referral_waits_by_service", "referral_list", "referral_flow")
    known_then(inputs)
    referrals, services = shared.ask("referral_list", inputs), shared.ask("referral_waits_by_service", inputs)
    steps = shared.ask("referral_flow", inputs)
    with top:
        heading(NAME, sentences.referrals_answer(referrals, loaded="referrals" in shared.loaded(inputs)))
    finding(drawn.waits_finding(referrals), drawn.waits_key(referrals))
    figure = drawn.waits(referrals, services, as_of=inputs.as_of, dark=shared.dark())
    clicked = picture(figure, alt=drawn.waits_alt(referrals, services, as_of=inputs.as_of), name="referral-waits")
    finding(drawn.flow_finding(steps))
    picture(drawn.flow(steps, dark=shared.dark()), alt=drawn.flow_alt(steps), name="referral-flow", selectable=False)
    _referrals(referrals, clicked, inputs)
    tables = {"Waits by service": ("referral_waits_by_service", services), "What became of this term’s referrals": ("referral_flow", steps)}
    figures_as_tables(tables, inputs)


def _referrals(referrals: pd.DataFrame, clicked: list[list], inputs: Inputs) -> None:
    """The list: the longest waits, what came back, what was declined, or the referrals that were clicked."""
    referrals = referrals.assign(next_step=_next_steps(referrals))
    if clicked:
        keys = {(setting, reference) for _, setting, reference in clicked}
        chosen = referrals[[key in keys for key in zip(referrals["setting"], referrals["referral_ref"], strict=True)]]
        listing(f"Chosen: {len(chosen)}", chosen, COLUMNS, inputs=inputs, name="referral_list", narrowed=("referral-waits",))
        return
    which = shared.choice("referral-list", LISTS)
    by = {
        "waiting": referrals["waiting"] == "service",
        "setting": referrals["waiting"] == "setting",
        "declined": referrals["stage"] == "declined",
    }
    shown = referrals[by[which]].sort_values(["wait_days", "made_on"], ascending=[False, False], kind="stable")
    columns = COLUMNS if which != "declined" else ("name", "service", "made_on", "decline_reason", "next_step")
    listing(
        f"{LISTS[which]}: {len(shown)}",
        shown,
        columns,
        inputs=inputs,
        name=f"referral_list_{which}",
        empty="No referral stands here on this day.",
    )


def _next_steps(referrals: pd.DataFrame) -> list[str]:
    steps = []
    for waiting, days, stage in zip(referrals["waiting"], referrals["wait_days"].fillna(0), referrals["stage"], strict=True):
        if waiting == "setting":
            steps.append("Help the setting complete it")
        elif waiting == "service":
            steps.append("Ask the service for a date" if days > 126 else "")
        else:
            steps.append("Talk about another route" if stage == "declined" else "")
    return steps
