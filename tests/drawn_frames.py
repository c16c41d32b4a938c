"""Answers drawn as small tables, and what a person or a click finds in a figure."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import referrals, training
from tests.drawn import table

HOSTILE = '<a href="javascript:alert(1)">Fern</a> <b>$x$</b> %{y} {z} &lt;'
AS_OF = date(2026, 11, 21)
NAMES = {"f:1": "Fern", "f:2": "Moss", "f:3": "Oak Lane"}
BANDS = """
cluster | children | days_1_14 | days_15_42 | days_43_up | no_date | overdue
Alder   | 80       | 4         | 2          | 1          | 2       | 7
Birch   | 102      | 5         | 3          | 0          | 0       | 8
Cherry  |          |           |            |            |         |
Damson  | 88       | 4         | 4          | 5          | 6       | 13
"""
WEEKS = """
cluster | week_starting | children
Alder   | 2026-11-23    | 3
Alder   | 2026-11-30    | 0
Birch   | 2026-11-23    | 9
Birch   | 2026-11-30    |
"""
AHEAD = """
week_starting | term        | working_days
2026-11-23    | 2026-autumn | 5
2026-11-30    | 2027-spring | 3
"""
REFERRALS = """
setting | name | cluster | referral_ref | service         | made_on    | stage               | waiting | wait_days | first_contact_on
f:1     | Fern | Alder   | R1           | speech_language | 2026-07-18 | made                | service | 126       |
f:1     | Fern | Alder   | R2           | speech_language | 2026-07-17 | made                | service | 127       |
f:2     | Moss | Alder   | R3           | speech_language | 2026-01-17 | returned_incomplete | setting | 308       |
f:2     | Moss | Alder   | R4           | portage         | 2026-11-20 | made                | service | 1         |
f:2     | Moss | Alder   | R5           | portage         | 2026-11-01 | declined            | no      |           |
"""
SEEN = """
setting | name | cluster | referral_ref | service         | made_on    | stage         | waiting | wait_days | first_contact_on
f:3     | Oak  | Birch   | R6           | speech_language | 2026-06-30 | first_contact | no      | 63        | 2026-09-01
f:3     | Oak  | Birch   | R7           | speech_language | 2026-06-30 | first_contact | no      | 62        | 2026-08-31
f:3     | Oak  | Birch   | R8           | vision          | 2026-10-31 | first_contact | no      | 21        | 2026-11-21
f:3     | Oak  | Birch   | R9           | vision          | 2026-10-31 | first_contact | no      | 22        | 2026-11-22
"""
SERVICES = """
service         | completed | within_18_weeks_share | median_days | p90_days
speech_language | 1         | 1.0                   | 63          | 168
portage         | 0         |                       |             |
vision          | 1         | 1.0                   | 21          |
"""
COHORT = """
term        | service         | made | received | accepted | seen | waiting | on_setting | declined | redirected | closed
2026-autumn | speech_language | 100  | 96       | 80       | 50   | 33      | 3          | 7        | 3          | 4
2026-autumn | portage         | 64   | 62       | 51       | 36   | 18      | 1          | 5        | 2          | 2
"""
REASONS = """
service         | reason           | referrals
speech_language | not_known        | 9
speech_language | criteria_not_met | 3
portage         | age              | 4
portage         | criteria_not_met | 2
"""
CLOCKS = """
clock             | allowed | unit         | completed | in_time | open | open_late | exceptions
area_senco_triage | 14      | days         | 20        | 19      | 1    | 0         | 0
inclusion_fund    | 7       | working_days | 0         | 0       | 0    | 0         | 0
ehc_20_weeks      | 20      | weeks        | 4         | 2       | 6    | 3         | 1
"""
TIMES = """
service  | from_stage    | to_stage            | referrals | median_days | p90_days
hearing  | made          | received            | 9         | 3           | 8
hearing  | accepted      | first_contact       | 5         | 60          | 90
hearing  | first_contact | assessment_complete | 4         | 300         | 400
portage  | made          | received            | 12        | 2           | 5
"""
MATRIX = """
setting | event_ref | held_on    | state
f:1     | A1        | 2026-06-10 | attended
f:1     | A2        | 2026-09-16 | no_show
f:2     | A1        | 2026-06-10 | not_invited
f:2     | B2        | 2026-09-20 | apologies
f:3     | A1        | 2026-06-10 | not_booked
f:3     | A2        | 2026-09-16 | not_booked
"""
MISSED = """
setting | name     | missed_in_a_row | invited
f:1     | Fern     | 1               | 2
f:2     | Moss     | 1               | 1
f:3     | Oak Lane | 4               | 4
f:4     | New      |                 | 0
"""
ATTENDANCE = """
cluster | term        | meetings_held | settings_invited | settings_attended | attendance_share
Alder   | 2026-summer | 1             | 20               | 14                | 0.7
Alder   | 2026-autumn | 1             | 20               | 16                | 0.8
Damson  | 2026-summer | 1             | 19               | 12                | 0.6316
Damson  | 2026-autumn | 1             | 19               | 11                | 0.5789
Elm     | 2026-summer | 1             | 10               | 9                 | 0.9
Elm     | 2026-autumn | 0             | 0                | 0                 |
"""


def frame(text: str) -> pd.DataFrame:
    """A drawn table as a frame; whole numbers are numbers, blanks are not known."""
    rows = pd.DataFrame(table(text))
    for name in rows:
        cells = rows[name].dropna()
        if len(cells) and cells.str.fullmatch(r"-?\d+").all():
            rows[name] = rows[name].astype("Int64")
        elif len(cells) and cells.str.fullmatch(r"0\.\d+|1\.0").all():
            rows[name] = rows[name].astype(float)
    return rows


def settings(**rows: str) -> pd.DataFrame:
    """One setting a letter: expected__Alder="iisv" (i in post, s shared, t interim, v vacant, n not known)."""
    covers = {"i": "in_post", "s": "shared", "t": "interim", "v": "vacant", "n": "not_known"}
    types = {"must": "maintained_nursery_school", "expected": "group_full_day", "encouraged": "childminder", "none": "childminder_agency"}
    made = []
    for row, letters in rows.items():
        expectation, cluster = row.split("__")
        for letter in letters:
            number = len(made) + 1
            made.append(
                {
                    "setting": f"ofsted:{number}",
                    "name": f"Setting {number}",
                    "provider_type": types[expectation],
                    "cluster": cluster,
                    "expectation": expectation,
                    "cover": covers[letter],
                    "vacant_days": 94 if letter == "v" else None,
                    "standard": None,
                }
            )
    return pd.DataFrame(made)


def traces(drawn: go.Figure, name: str) -> list:
    return [trace for trace in drawn.data if trace.name == name]


def marks(drawn: go.Figure, name: str) -> list[list]:
    return [list(custom) for trace in traces(drawn, name) for custom in trace.customdata]


def words(drawn: go.Figure) -> list[str]:
    """The annotations as a person reads them."""
    return [
        re.sub(r"<br>", " / ", re.sub(r"</?(?:b|span[^>]*)>", "", note.text)).replace("\u2002", "  ") for note in drawn.layout.annotations
    ]


def waits(dark: bool = False) -> go.Figure:
    return referrals.waits(pd.concat([frame(REFERRALS), frame(SEEN)]), frame(SERVICES), as_of=AS_OF, dark=dark)


def matrix(**changes) -> go.Figure:
    return training.matrix(frame(MATRIX), frame(MISSED), NAMES, **changes)
