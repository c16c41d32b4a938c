"""Funding: what was decided, whose award ends soon, and who takes up the Disability Access Fund."""

from analytics.queries import Inputs
from pages import shared
from pages.parts import listing, not_loaded

QUESTIONS = ("funding_decisions", "awards_ending", "disability_access_fund_by_cluster")


def show(inputs: Inputs) -> None:
    if not_loaded(inputs, "funding"):
        return
    for title, question in {"Decisions": QUESTIONS[0], "Ending": QUESTIONS[1], "Disability Access Fund": QUESTIONS[2]}.items():
        frame = shared.ask(question, inputs)
        listing(title, frame, tuple(frame.columns), inputs=inputs, name=question)
