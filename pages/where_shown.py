"""On which page the answer of a question is shown."""

from __future__ import annotations

from analytics.definitions import defined
from pages import shared

# The page of each area of questions.
_PAGES = {
    "coverage": "senco-coverage",
    "reviews": "overdue-reviews",
    "referrals": "referral-pathways",
    "training": "clusters-and-training",
    "returns": "returns-received",
    "practice": "clusters-and-training",
    "moves": "transitions",
    "funding": "referral-pathways",
}
_ELSEWHERE = {
    "headline_figures": "this-term",
    "open_actions": "this-term",
    "settings_needing_support": "settings-needing-support",
}


def shown_on(question: str) -> list[tuple[str, str]]:
    """Address and title of the page that shows the question; none for one that only the command line answers."""
    area = next((area for area, questions in defined().items() if question in questions), "")
    address = _ELSEWHERE.get(question) or _PAGES.get(area)
    return [(address, shared.page(address).title)] if address in shared.pages() else []
