"""What became of the referrals made in a term: how far they came, and why some were declined."""

import pandas as pd
import streamlit as st

from analytics import sentences
from analytics.charts import cohorts as drawn
from analytics.charts.style import markdown
from analytics.queries import Inputs
from data.contracts.referrals import SERVICES
from data.terms import Term
from pages import shared
from pages.parts import figures_as_tables, finding, listing, not_loaded, picture

QUESTIONS = ("referral_cohorts", "referral_outcomes_by_service", "decline_reasons", "signposting")
COLUMNS = ("name", "service", "outcome", "made_on", "received_on", "accepted_on", "first_contact_on", "next_step")
FIGURES = ("service", "made", "received", "accepted", "seen", "waiting", "on_setting", "declined", "redirected", "closed")
LISTS = {
    "": "All",
    "waiting": "Still waiting",
    "on_setting": "Came back incomplete",
    "declined": "Declined",
    "redirected": "Redirected",
    "closed": "Withdrawn or closed",
}
REACHED = {"received": "received_on", "accepted": "accepted_on", "seen": "first_contact_on"}
NARROWED = ("referral-flow", "decline-reasons")


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "referrals"):
        return
    row = st.container(horizontal=True, gap="small")
    with row.container(width=148):
        term = shared.term(inputs)
    cohort = shared.ask("referral_cohorts", inputs)
    cohort = cohort[cohort["term"] == term.name]
    then = shared.on_day_of(inputs, term)
    outcomes, reasons = shared.ask("referral_outcomes_by_service", then), shared.ask("decline_reasons", then)
    with row.container(width=264):
        codes = [*cohort["service"], *reasons.loc[~reasons["service"].isin(cohort["service"]), "service"].unique()]
        service = shared.one_of("service", "All services", {code: SERVICES.get(code, code) for code in codes})
    if service:
        cohort, reasons = cohort[cohort["service"] == service], reasons[reasons["service"] == service]
    when = "this term" if term == shared.calendar(inputs.known_at).term_of(inputs.as_of) else f"in {term.season} {term.year}"
    left, right = st.columns([58, 42], gap="large")
    with left:
        finding(drawn.flow_finding(cohort, made=when))
        alt = drawn.flow_alt(cohort, made=when)
        steps = picture(drawn.flow(cohort, made=when, dark=shared.dark()), alt=alt, name="referral-flow")
    with right:
        finding(drawn.reasons_finding(reasons, declined=when), "Whenever they were made.")
        alt = drawn.reasons_alt(reasons, declined=when)
        why = picture(drawn.reasons(reasons, dark=shared.dark()), alt=alt, name="decline-reasons")
    _referrals(shared.ask("referral_list", inputs), service, term, [step for (step,) in steps], [reason for (reason,) in why], inputs)
    if apart := sentences.signposting_line(shared.ask("signposting", inputs)):
        st.caption(markdown(apart))
    listing(f"Where the referrals made {when} stand, by service", cohort, FIGURES, inputs=inputs, name="referral_cohorts")
    tables = {"What services said to them by the end of the term or the day": ("referral_outcomes_by_service", outcomes)}
    figures_as_tables(tables | {"Why referrals were declined": ("decline_reasons", reasons)}, then)


def _referrals(referrals: pd.DataFrame, service: str, term: Term, steps: list[str], why: list[str], inputs: Inputs) -> None:
    """The list: the referrals made in the term by where they stand, or those behind a bar that was clicked."""
    referrals = referrals[referrals["service"] == service] if service else referrals
    referrals = referrals.assign(next_step=sentences.next_steps(referrals))
    if why:
        last = shared.on_day_of(inputs, term).as_of
        shown = referrals[[day is not None and term.starts_on <= day <= last for day in referrals["declined_on"]]]
        shown = shown[shown["decline_reason"].fillna("not_known").isin(why)]
        columns = ("name", "service", "made_on", "declined_on", "decline_reason", "next_step")
        listing(f"Declined: {len(shown)}", shown, columns, inputs=inputs, name="referral_list_declined", narrowed=NARROWED)
        return
    made = referrals[[term.starts_on <= day <= term.ends_on for day in referrals["made_on"]]]
    if steps:
        columns = [REACHED[step] for step in steps if step in REACHED]
        shown = made[made[columns].notna().any(axis=1)] if "made" not in steps else made
        title = f"{' or '.join(drawn.STEPS[step] for step in dict.fromkeys(steps))}: {len(shown)}"
        listing(title, shown, COLUMNS, inputs=inputs, name="referral_list_made", narrowed=NARROWED)
        return
    which = shared.choice("outcome-list", LISTS)
    shown = made[made["outcome"] == which] if which else made
    columns = ("name", "service", "made_on", "declined_on", "decline_reason", "next_step") if which == "declined" else COLUMNS
    title = f"{LISTS[which] if which else 'Made'}: {len(shown)}"
    listing(title, shown, columns, inputs=inputs, name=f"referral_list_{which or 'made'}", empty="No referral stands here on this day.")
