"""Where the answer of a question is shown: on which page, and in which of its views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pages import clusters_and_training, moves_to_school, referral_pathways, reviews, senco_coverage, shared


@dataclass(frozen=True)
class Place:
    """A page by its address, what its URL says to show the view (key → code), and the words of the view; blank without views."""

    address: str
    view: tuple[tuple[str, str], ...] = ()
    words: str = ""


def place_of(question: str) -> Place | None:
    """The first place that shows a question; None for one that only the command line answers."""
    if question in _ELSEWHERE:
        return _ELSEWHERE[question]
    place = next((place for place, questions in _views() if _SAME_ROWS.get(question, question) in questions), None)
    return Place(place.address, (*place.view, *_LISTS.get(question, ())), place.words) if place else None


def shown_on(question: str) -> Place | None:
    """The place that shows a question, when there is such a page."""
    place = place_of(question)
    return place if place and place.address in shared.pages() else None


def _views() -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Every view of the pages that say which questions each of theirs answers."""
    for code, (words, view) in senco_coverage.VIEWS.items():
        yield Place("senco-coverage", (("senco-coverage-view", code),), words), view.QUESTIONS
    for code, words in reviews.VIEWS.items():
        yield Place("overdue-reviews", (("reviews-view", code),), words), reviews.SHOWN[code].QUESTIONS
    for code, words in referral_pathways.VIEWS.items():
        yield Place("referral-pathways", (("referral-pathways-view", code),), words), referral_pathways.SHOWN[code].QUESTIONS
    for code, (words, view, _) in clusters_and_training.VIEWS.items():
        yield Place("clusters-and-training", (("clusters-view", code),), words), view.QUESTIONS
    for code, words in moves_to_school.VIEWS.items():
        yield Place("transitions", (("transitions-view", code),), words), moves_to_school.QUESTIONS[code]


# A page asks for the rows of these with more columns, or counts them itself.
_SAME_ROWS = {
    "reviews": "review_list",
    "reviews_by_band": "reviews_by_cluster",
    "referrals": "referral_list",
    "missed_meetings": "missed_list",
    "meetings": "training_matrix",
    "senco_coverage_by_provider_type": "senco_coverage",
}
# The list that must be chosen inside a view.
_LISTS = {
    "awards_ending": (("funding-list", "ending"),),
    "ehc_requests": (("clock-list", "requests"),),
    "senco_coverage_by_provider_type": (("senco-coverage-by", "provider_type"),),
}
_RETURNS = Place("returns-received", (("received", "returns"),), "Returns")
_NOW = Place("this-term", (("this-term", "now"),), "What needs us now")
_ELSEWHERE = {
    "headline_figures": _NOW,
    "coming_events": _NOW,
    "open_actions": Place("this-term", (("this-term", "actions"),), "Actions"),
    "headlines_by_cluster": Place("this-term", (("this-term", "terms"),), "Six terms"),
    "returns_received": _RETURNS,
    "returns_by_setting": _RETURNS,
    **dict.fromkeys(
        ("settings_needing_support", "rating_overrides"), Place("settings-needing-support", (("support-view", "first"),), "Help first")
    ),
}
