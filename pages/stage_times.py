"""How long each step of a pathway takes, and which referrals have stood longest in one stage."""

from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, listing, not_loaded

QUESTIONS = ("stage_times", "referral_list")


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "referrals"):
        return
    times = shared.ask("stage_times", inputs)
    listing("How long each step takes", times, tuple(times.columns), inputs=inputs, name="stage_times")
    figures_as_tables({"Time of each step": ("stage_times", times)}, inputs)
