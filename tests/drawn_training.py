"""Answers about meetings, courses, contacts and practice as small drawn tables, and the figures made of them."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from analytics.charts import contacts, courses, expected, meetings, moves, moves_plans, practice
from tests.drawn_frames import HOSTILE, frame

HELD = """
cluster | term        | planned | held | has_meeting
Alder   | 2026-spring | 1       | 1    | yes
Alder   | 2026-summer | 2       | 2    | yes
Alder   | 2026-autumn | 2       | 1    | yes
Birch   | 2026-spring | 0       | 0    | no
Birch   | 2026-summer | 1       | 1    | yes
Birch   | 2026-autumn | 1       | 1    | yes
"""
REACH = """
cluster | settings | reached | reached_share
Alder   | 34       | 15      | 0.4412
Birch   | 3        | 3       | 1.0
"""
TOUCH = """
cluster | settings | with_officer | contacted | contacted_share
Alder   | 34       | 32           | 30        | 0.9375
Birch   | 3        | 3            | 2         | 0.6667
"""
PURPOSES = """
cluster | purpose       | contacts | started_by_setting
Alder   | funding       | 3        | 1
Alder   | senco_support | 4        | 2
Birch   | funding       | 0        | 0
Birch   | senco_support | 5        | 0
"""
ITEMS = """
item                  | settings | yes | partly | no | not_applicable | not_known | yes_share
sen_arrangements      | 10       | 6   | 1      | 1  | 1              | 1         | 0.75
send_report_published | 10       | 2   | 1      | 5  | 0              | 2         | 0.25
record_keeping        | 10       | 0   | 0      | 0  | 0              | 10        |
"""
MOVES = """
cluster | receiving_school_urn | meeting_on | information_shared_on | parents_agreed | receiving_senco_known | state
Alder   | 123456               | 2026-06-20 | 2026-06-01            | yes            | yes                   | done
Alder   |                      | 2026-06-21 |                       | no             | not_known             | in_time
"""
MOVES_BY_CLUSTER = """
cluster | leavers | meeting_held | information_shared | receiving_senco_known
Alder   | 2       | 1            | 1                  | 1
Cherry  |         |              |                    |
"""
PLANS = """
cluster | known_from | prepared_on | due_on     | state
Alder   | return     | 2025-10-01  | 2026-02-15 | done
Birch   | age        | 2025-05-01  | 2026-02-15 | late
"""
EXPECTED = """
setting | cluster | state
a       | Alder   | booked
b       | Alder   | apologies
c       | Alder   | not_booked
d       | Birch   |
"""


def training_figures(dark: bool = False, **changes: str) -> dict[str, go.Figure]:
    """One of each figure of Clusters and training and of Transitions; `changes` are written into every row."""
    held = frame(HELD)
    return {
        "held": meetings.held_grid(held.assign(has_meeting=held["planned"] > 0, **changes), dark=dark),
        "expected": expected.bars(frame(EXPECTED).assign(**changes), told=False, dark=dark),
        "reach": courses.reach(frame(REACH).assign(**changes), dark=dark),
        "touch": contacts.touch(frame(TOUCH).assign(**changes), dark=dark),
        "purposes": contacts.purposes(frame(PURPOSES).assign(**({"purpose": HOSTILE} if changes else {})), dark=dark),
        "practice": practice.items(frame(ITEMS).assign(**({"item": HOSTILE} if changes else {})), dark=dark),
        "steps": moves.steps(frame(MOVES).assign(**changes), date(2026, 6, 20), dark=dark),
        "moves": moves.clusters(frame(MOVES_BY_CLUSTER).assign(**changes)[: 1 if changes else 2], dark=dark),
        "plans_before": moves_plans.by_cluster(frame(PLANS).assign(**changes), dark=dark),
    }
