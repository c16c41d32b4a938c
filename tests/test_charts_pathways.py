"""Time limits and the time of each step drawn, and the sentences about them and about funding."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics import sentences
from analytics.charts import clocks, stage_times, style
from tests.drawn_frames import CLOCKS, TIMES, frame, marks, traces, words


def test_a_clock_has_what_ended_above_what_is_under_way_and_exceptions_in_words_only():
    drawn = clocks.limits(frame(CLOCKS))
    assert {name: list(traces(drawn, name)[0].x) for name in ("in_time", "late", "open", "open_late")} == {
        "in_time": [19, 2],
        "late": [1, 2],
        "open": [1, 3],
        "open_late": [3],
    }
    assert list(traces(drawn, "open_late")[0].base) == [3]
    assert marks(drawn, "late") == [["area_senco_triage", "late"], ["ehc_20_weeks", "late"]]
    assert traces(drawn, "open")[0].y[0] > traces(drawn, "in_time")[0].y[0]
    said = words(drawn)
    assert said[:3] == ["Area SENCO triage  14 days", "19 of 20 in time", "1 under way, none late"]
    assert said[3:6] == ["Inclusion fund decision  7 working days", "none ended this term", "none under way"]
    assert said[6:] == ["EHC: final plan  20 weeks, one exception apart", "2 of 4 in time", "6 under way, 3 late"]


def late(**open_late: int) -> pd.DataFrame:
    return pd.DataFrame({"clock": list(open_late), "open_late": list(open_late.values()), "open": [9] * len(open_late)})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (late(), "No time limits to show"),
        (late(ehc_20_weeks=0), "Nothing under way is past its time limit"),
        (late(ehc_20_weeks=0).assign(open=0), "Nothing is under way"),
        (late(ehc_20_weeks=3, area_senco_triage=0), "Three final plans are past the time limit"),
        (late(area_senco_triage=1), "One triage is past the time limit"),
        (late(area_senco_triage=1, ehc_6_weeks=2), "Three steps are past their time limit: one triage and two decisions to assess"),
    ],
)
def test_the_title_of_the_time_limits(rows, expected):
    assert clocks.limits_finding(rows) == expected


def test_the_time_limits_are_said_in_full_to_a_person_who_does_not_see_them():
    told = clocks.limits_alt(frame(CLOCKS))
    assert "Area SENCO triage, 14 days: 19 of 20 in time, 1 under way, 0 of them late." in told
    assert told.endswith("EHC: final plan, 20 weeks: 2 of 4 in time, 6 under way, 3 of them late, 1 with an exception.")


def test_a_step_is_a_cell_with_its_median_and_its_count_and_pale_where_few_took_it():
    drawn = stage_times.steps(frame(TIMES))
    (cells,), (pale,) = traces(drawn, "steps"), traces(drawn, "few")
    assert list(cells.text) == ["3 (9)", "60 (5)", "2 (12)"]
    assert list(cells.marker.color) == [style.LIGHT.counts[1], style.LIGHT.counts[3], style.LIGHT.counts[1]]
    assert (list(pale.text), list(pale.marker.color)) == (["300 (4)"], [style.LIGHT.page])
    assert marks(drawn, "steps")[1] == ["hearing", "accepted", "first_contact"]
    assert cells.y[2] < cells.y[0]  # Portage has more referrals and stands first


def test_the_title_names_the_longest_step_that_enough_took():
    assert stage_times.steps_finding(frame(TIMES)) == "Hearing service: half of 5 referrals took 60 days or more from accepted to seen"
    assert stage_times.steps_finding(frame(TIMES)[2:3]) == "No step has been taken by five or more referrals yet this term"
    assert stage_times.steps_finding(frame(TIMES)[:0]) == "No step has been taken yet this term"


def test_at_most_ten_services_are_drawn_and_the_others_are_said():
    many = pd.concat([frame(TIMES)[:1].assign(service=f"service {n}", referrals=n + 5) for n in range(12)])
    assert len(marks(stage_times.steps(many), "steps")) == 10
    assert "Two services with fewer referrals are in the table below." in stage_times.steps_key(many)
    assert "in the table" not in stage_times.steps_key(many[:10])


def decided(*funds: tuple[int, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(funds, columns=["applied", "decided", "awarded", "part"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (decided(), "No funding has been decided yet this term; no applications were made"),
        (decided((1, 0, 0, 0)), "No funding has been decided yet this term; one application was made"),
        (decided((0, 1, 0, 1)), "The one decision on funding this term gave an award"),
        (decided((0, 1, 0, 0)), "The one decision on funding this term did not give an award"),
        (decided((8, 9, 6, 2), (1, 2, 0, 0)), "Of 11 decisions on funding this term, eight gave an award, whole or in part"),
        (decided((2, 2, 1, 1)), "Both decisions on funding this term gave an award, whole or in part"),
        (decided((2, 3, 0, 0)), "Of three decisions on funding this term, none gave an award, whole or in part"),
    ],
)
def test_the_title_of_what_was_decided_about_funding(rows, expected):
    assert sentences.funding_finding(rows) == expected


@pytest.mark.parametrize(
    ("awarded", "expected"),
    [
        ([0, 0], "No child has the Disability Access Fund"),
        ([0, 1], "One child has the Disability Access Fund"),
        ([3, 1], "Four children have the Disability Access Fund"),
    ],
)
def test_the_title_of_the_disability_access_fund(awarded, expected):
    assert sentences.access_fund_finding(pd.DataFrame({"awarded": awarded})) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], ""),
        ([(52, 41, 3, None)], "41 of 52 settings tell parents of SENDIASS (3 have not said)."),
        ([(52, 41, 0, 1)], "41 of 52 settings tell parents of SENDIASS and one section 23 notification came this term."),
        ([(None, None, None, 0)], "no section 23 notifications came this term."),
    ],
)
def test_signposting_is_said_apart(counts, expected):
    frame = pd.DataFrame(counts, columns=["settings", "tell_parents", "not_known", "notifications"], dtype="Int64")
    told = sentences.signposting_line(frame)
    assert told.removeprefix("Counted apart, since signposting is no referral: ") == expected
