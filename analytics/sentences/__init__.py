"""The sentence or two at the head of a page that answer its question, exact whatever the figures.

Plain text: a page passes it through `style.markdown`, since clusters name themselves. Each function is told whether its
return was ever loaded; when it was not, the sentence says so and claims nothing. Not known is never counted as yes or no.
"""

from analytics.sentences.coverage import coverage_answer
from analytics.sentences.moves import transitions_answer
from analytics.sentences.referrals import (
    access_fund_finding,
    funding_finding,
    next_steps,
    referrals_answer,
    signposting_line,
    unused_routes_finding,
)
from analytics.sentences.returns import returns_answer, this_term_answer
from analytics.sentences.reviews import reviews_answer
from analytics.sentences.training import training_answer

__all__ = [
    "access_fund_finding",
    "coverage_answer",
    "funding_finding",
    "next_steps",
    "referrals_answer",
    "returns_answer",
    "reviews_answer",
    "signposting_line",
    "this_term_answer",
    "training_answer",
    "transitions_answer",
    "unused_routes_finding",
]
