"""Answers about plans, reviews held, checks and identification drawn as small tables, and every figure of them."""

from __future__ import annotations

import plotly.graph_objects as go

from analytics.charts import checks, ehc_lines, identification, plans, review_quality
from tests.drawn_frames import AS_OF, frame

PLANS = """
cluster | children | complete | no_outcomes | no_interventions | no_impact | no_date
Alder   | 126      | 62       | 12          | 22               | 38        | 5
Birch   | 4        | 0        | 4           | 0                | 1         | 0
Cherry  |          |          |             |                  |           |
"""
QUALITY = """
cluster | held | parents_yes | parents_not_known | child_voice_yes | child_voice_not_known | professional_yes | professional_not_known
Alder   | 60   | 55          | 4                 | 36              | 9                     | 17               | 7
Birch   | 4    | 2           | 1                 | 1               | 2                     | 1                | 0
Cherry  |      |             |                   |                 |                       |                  |
Damson  | 0    | 0           | 0                 | 0               | 0                     | 0                | 0
"""
EHC = """
setting | name | cluster | child | last_held_on | six_months_on | twelve_months_on | state
f:1     | Fern | Alder   | c0    |              | 2026-05-01    | 2026-11-01       | age_not_known
f:1     | Fern | Alder   | c1    | 2025-11-20   | 2026-05-20    | 2026-11-20       | over_12_months
f:2     | Moss | Alder   | c2    | 2026-03-27   | 2026-09-27    | 2027-03-27       | over_6_months
f:2     | Moss | Alder   | c3    | 2026-05-21   | 2026-11-21    | 2027-05-21       | within_6_months
f:3     | Oak  | Birch   | c4    | 2026-11-20   | 2027-05-20    | 2027-11-20       | within_6_months
"""
CHECKS = """
cluster | children | checked | not_checked | age_not_known
Alder   | 101      | 73      | 28          | 0
Birch   | 3        | 2       | 1           | 2
Cherry  |          |         |             |
"""
STATUSES = """
cluster | monitoring | sen_support | ehc_requested | ehc_plan | active
Alder   | 3          | 7           | 1             | 2        | 10
Birch   | 0          | 0           | 0             | 0        | 0
Cherry  |            |             |               |          |
"""
RATES = """
setting | name | cluster | places | children | rate | low  | high | cluster_rate | authority_rate | tail
f:4     | Lark | Birch   | 26     | 12       | 46   | 28   | 64   | 15           | 13             | high
f:5     | Wren | Alder   | 89     | 5        | 6    | 2    | 12   | 12           | 13             | low
f:1     | Fern | Alder   | 20     | 2        | 10   | 3    | 30   | 12           | 13             | within
f:2     | Moss | Alder   | 20     | 2        | 10   | 3    | 30   | 12           | 13             | within
"""


def plan_figures(dark: bool = False) -> dict[str, go.Figure]:
    return {
        "complete": plans.complete(frame(PLANS), dark=dark),
        "lacking": plans.lacking(frame(PLANS), dark=dark),
        "quality": review_quality.took_part(frame(QUALITY), "parents", dark=dark),
        "ehc": ehc_lines.due_by_month(frame(EHC), "advisory", as_of=AS_OF, dark=dark),
        "checks": checks.two_year_checks(frame(CHECKS), dark=dark),
        "statuses": checks.statuses(frame(STATUSES), dark=dark),
        "funnel": identification.funnel(frame(RATES), errors=1.96, dark=dark),
    }


def hostile_plan_figures(bad: dict[str, str]) -> list[go.Figure]:
    """The figures that write a text of a file, with a hostile one: `bad` maps cluster and name."""
    cluster = {"cluster": bad["cluster"]}
    return [
        plans.complete(frame(PLANS)[:1].assign(**cluster)),
        plans.lacking(frame(PLANS)[:1].assign(**cluster)),
        review_quality.took_part(frame(QUALITY).assign(**cluster), "parents"),
        checks.two_year_checks(frame(CHECKS).assign(**cluster)),
        checks.statuses(frame(STATUSES).assign(**cluster)),
        identification.funnel(frame(RATES).assign(**bad), errors=1.96),
    ]
