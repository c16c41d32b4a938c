"""Chase: choose whom to write to, see the count before anything is written, and what was sent until the returns come."""

import pandas as pd
import streamlit as st

from analytics import chasing
from analytics.charts.style import markdown
from analytics.chasing import HELD, Addressee
from analytics.queries import Inputs
from data.terms import Term
from pages import chased_before, sending, shared
from pages.parts import finding, table
from pages.returns_grid import TITLES

WORDS = TITLES | {HELD: "Rows held"}


def show(returns: pd.DataFrame, chased: pd.DataFrame, term: Term, inputs: Inputs) -> None:
    if said := shared.forget("chase-said"):
        st.info(markdown(said))
    register = shared.ask("register", shared.everything())
    returns = returns[returns["setting"].isin(register.loc[register["is_open"], "setting"])]
    everyone = chasing.addressees(returns, chased, WORDS)
    if inputs.known_at != shared.known_now():
        finding("Go back to what is known now to write to settings.", "Returns may have come since the moment you are looking at.")
    elif not everyone:
        finding("There is nobody to write to.", f"Every return owed for {term.label} is in, and no row waits.")
    elif chosen := _chosen(everyone, returns, chased, int(shared.thresholds(shared.everything())["written_to_days"].value)):
        listed = chasing.as_frame(chosen)
        table(listed, list(listed.columns), alt="Settings to write to", key="chase-list")
        sending.forms(chosen, term, inputs)
    chased_before.show(chased, inputs)


def _chosen(everyone: list[Addressee], returns: pd.DataFrame, chased: pd.DataFrame, within_days: int) -> list[Addressee]:
    """What to write about and to whom; and how many that is, before anything is written."""
    names = {each.setting: each.name for each in everyone}
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown("Write about", width="content")
        about = [name for name, words in WORDS.items() if st.checkbox(words, value=True, key=f"chase-{name}", width="content")]
    only = st.multiselect("Only to these settings", list(names), format_func=names.get, placeholder="All of them", key="chase-only")
    found = [each for each in chasing.addressees(returns, chased, about) if not only or each.setting in only]
    lately = [each for each in found if chasing.written_lately(each, shared.today(), within_days)]
    again = bool(lately) and st.toggle(f"Also to those written to {chasing.lately(within_days)}", key="chase-again")
    chosen = found if again else [each for each in found if each not in lately]
    finding(*chasing.dry_run(chosen, len(found) - len(chosen), within_days))
    return chosen
