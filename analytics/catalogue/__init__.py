"""Every question there is: its columns and their kinds, what one row is, what it means, who says so.

`named` questions are the published ones of the command line; the others serve one page each. The
SQL of a question lies in `analytics/sql/<name>.sql` and must return exactly the columns stated here.
"""

from __future__ import annotations

from analytics.catalogue import (
    caseload,
    child_lists,
    children,
    clocks,
    coverage,
    funding,
    moves,
    one_setting,
    practice,
    referrals,
    returns,
    reviews,
    rows,
    support,
    training,
)
from analytics.catalogue.query import Query

__all__ = ["AREAS", "QUESTIONS", "Query"]

_ALL = (
    coverage,
    reviews,
    children,
    child_lists,
    referrals,
    clocks,
    training,
    practice,
    moves,
    funding,
    returns,
    support,
    caseload,
    one_setting,
    rows,
)
QUESTIONS: dict[str, Query] = {query.name: query for part in _ALL for query in part.QUESTIONS}

# What a person looks for a question under: code → words and questions.
AREAS: dict[str, tuple[str, tuple[Query, ...]]] = {
    "coverage": ("SENCO coverage", coverage.QUESTIONS),
    "reviews": ("Reviews and plans", (*reviews.QUESTIONS, *children.QUESTIONS)),
    "referrals": ("Referrals and time limits", (*referrals.QUESTIONS, *clocks.QUESTIONS)),
    "training": ("Clusters and training", training.QUESTIONS),
    "returns": ("Returns", returns.QUESTIONS),
    "support": ("Support", (*support.QUESTIONS, *caseload.QUESTIONS)),
    "practice": ("Practice and contacts", practice.QUESTIONS),
    "moves": ("Moves to school", moves.QUESTIONS),
    "funding": ("Funding", funding.QUESTIONS),
}
