"""Whether time limits are kept: the Area SENCO's triage, the inclusion fund and EHC assessments."""

from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, listing

QUESTIONS = ("service_clocks", "ehc_requests")


def show(inputs: Inputs) -> None:
    clocks = shared.ask("service_clocks", inputs)
    listing("Time limits", clocks, tuple(clocks.columns), inputs=inputs, name="service_clocks")
    requests = shared.ask("ehc_requests", inputs)
    listing("EHC assessments", requests, tuple(requests.columns), inputs=inputs, name="ehc_requests")
    figures_as_tables({"Time limits": ("service_clocks", clocks)}, inputs)
