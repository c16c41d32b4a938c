"""Settings with several children with SEN and no referral for long: a prompt to talk, not a fault."""

from analytics import sentences
from analytics.queries import Inputs
from analytics.thresholds import said_value
from pages import shared
from pages.parts import finding, listing, not_loaded

QUESTIONS = ("unused_routes",)
COLUMNS = ("name", "cluster", "children", "last_referral_on", "state", "next_step")
STEPS = {"none_made": "Ask which services they know", "not_known": "Ask for the referrals return"}


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "referrals"):
        return
    settings = shared.ask("unused_routes", inputs)
    limits = shared.thresholds(inputs)
    children, within = int(limits["unused_route_children"].value), said_value(limits["unused_route_months"])
    finding(
        sentences.unused_routes_finding(settings, children=children, within=within),
        "A prompt to talk, not a fault: some children need no other service.",
    )
    shown = settings.assign(next_step=[STEPS.get(state, "") for state in settings["state"]])
    title = f"Settings without a referral in {within}: {len(shown)}"
    listing(title, shown, COLUMNS, inputs=inputs, name="unused_routes", empty="Every such setting has made one.")
