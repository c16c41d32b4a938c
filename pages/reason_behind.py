"""What shows that a reason for support applies to a setting: the rows of each return it rests on, or why there is none."""

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import markdown
from analytics.proof import Proof, proofs_of
from analytics.queries import Inputs
from data import log
from data.contracts import CONTRACTS
from pages import came_from, rows_shown, shared


def show(rule: str, setting: str, name: str, inputs: Inputs, key: str) -> None:
    """A box for each return that the rule, which applies to the setting, rests on."""
    rules = shared.ask("support_reasons", inputs)
    (row,) = rules[(rules["setting"] == setting) & (rules["rule"] == rule)].to_dict("records")
    for place, proof in enumerate(proofs_of(support.Rule.of(row), setting, inputs, shared.ask)):
        with st.container(border=True, key=f"behind-{key}-{place}"):
            _proof(proof, setting, name, inputs, f"behind-{key}-{place}-rows")


def _proof(proof: Proof, setting: str, name: str, inputs: Inputs, key: str) -> None:
    contract = CONTRACTS[proof.return_name]
    if proof.said:
        st.markdown(markdown(proof.said))
    if len(proof.rows):
        rows_shown.show(proof.rows, contract, name, key)
    elif proof.term is None:
        came_from.no_row(contract, setting, name, inputs)
    else:
        _files_of_term(proof, setting, inputs)


def _files_of_term(proof: Proof, setting: str, inputs: Inputs) -> None:
    """The files that came for the term, if any did: the day stands with each."""
    for entry in log.submissions_of(shared.store(), setting):
        came = entry.accepted_at <= inputs.known_at and pd.isna(entry.withdrawn_at)
        if came and (entry.return_name, entry.term) == (proof.return_name, proof.term):
            came_from.file(entry, setting)
