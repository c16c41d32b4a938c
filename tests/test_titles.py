"""The titles of pictures and their alternative texts, word for word."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts import cohorts, coverage, reviews, training, weeks_ahead
from tests.drawn_counts import SIXTY_NINE, attendance, missed, said, settings


@pytest.mark.parametrize(
    ("rows", "by", "expected"),
    [
        (SIXTY_NINE, "cluster", "Damson has three of the six vacancies where a SENCO is expected"),
        (SIXTY_NINE, "provider_type", "Full day care has six vacancies where a SENCO is expected"),
        (settings(), "cluster", "No settings to show"),
        (settings("expected Alder i", "expected Elm i"), "cluster", "Every setting where a SENCO is expected has one"),
        (settings("expected Alder n"), "cluster", "Cover is not known for any setting where a SENCO is expected"),
        (settings("expected Alder inn"), "cluster", "No vacancy where a SENCO is expected is known of; two settings have not told us"),
        (settings("expected Alder i", "expected Elm v"), "cluster", "The one vacancy where a SENCO is expected is in Elm"),
        (settings("expected Alder i", "expected Elm vv"), "cluster", "Both vacancies where a SENCO is expected are in Elm"),
        (settings("expected Alder i", "expected Elm vvv"), "cluster", "All three vacancies where a SENCO is expected are in Elm"),
        (
            settings("expected Alder v", "expected Elm v"),
            "cluster",
            "The two vacancies where a SENCO is expected are spread over two clusters",
        ),
        (settings("expected Alder v"), "cluster", "Alder has one vacancy where a SENCO is expected"),
        (settings("encouraged Alder iv", "encouraged Elm vv"), "cluster", "Elm has two of the three childminders with no one yet"),
    ],
)
def test_the_coverage_title(rows, by, expected):
    assert coverage.finding(rows, by=by) == expected


def test_the_coverage_alternative_text_gives_each_panel_apart():
    assert coverage.alt(SIXTY_NINE) == (
        "Damson has three of the six vacancies where a SENCO is expected. Must: 1 of 2 covered, 1 vacant. "
        "Expected: 59 of 69 covered, 6 vacant, 4 not known. Encouraged: 0 of 4 covered, 2 no one yet, 2 not known."
    )


def bands(**clusters: tuple[int, int, int, int] | None) -> pd.DataFrame:
    """Cluster = (1 to 14, 15 to 42, 43 and more, no date), or None where it has not told us; 20 children each."""
    rows = [
        dict.fromkeys(["children", "days_1_14", "days_15_42", "days_43_up", "no_date", "overdue"], pd.NA) | {"cluster": cluster}
        if counts is None
        else {"cluster": cluster, "children": 20, "days_1_14": counts[0], "days_15_42": counts[1], "days_43_up": counts[2]}
        | {"no_date": counts[3], "overdue": sum(counts[:3])}
        for cluster, counts in clusters.items()
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            bands(Alder=(4, 2, 1, 2), Cherry=(2, 1, 1, 3), Damson=(4, 4, 5, 6), Elm=(2, 2, 1, 0)),
            "Damson has five of the eight over six weeks late",
        ),
        (bands(Alder=(0, 0, 0, 0)), "No review is late"),
        (bands(Alder=(0, 0, 0, 1)), "No review is known to be late"),
        (bands(Alder=(0, 0, 0, 0), Birch=None), "No review is known to be late"),
        (bands(Alder=None), "Review dates are not known"),
        (bands(Alder=(1, 0, 0, 0)), "No review is over six weeks late"),
        (bands(Alder=(1, 0, 1, 0), Elm=(0, 0, 0, 0)), "The one review over six weeks late is in Alder"),
        (bands(Alder=(1, 0, 2, 0), Elm=(0, 0, 0, 0)), "Both reviews over six weeks late are in Alder"),
        (bands(Alder=(1, 0, 2, 0), Elm=(0, 0, 2, 0)), "Four over six weeks late, in two clusters"),
        (bands(Alder=(1, 0, 3, 0)), "Three reviews are over six weeks late"),
    ],
)
def test_the_title_of_late_reviews(rows, expected):
    assert reviews.finding(rows) == expected


def test_the_alternative_text_of_late_reviews_says_what_is_not_known():
    assert reviews.alt(bands(Alder=(1, 0, 2, 3), Birch=None)) == (
        "Two reviews are over six weeks late. Alder: 3 of 20 late (1 by 1 to 14 days, 0 by 15 to 42 days, 2 by 43 days or more); "
        "3 with no date set. Birch: not known."
    )


def weeks(*counts: int) -> pd.DataFrame:
    starts = pd.date_range("2026-11-23", periods=len(counts), freq="7D").date
    return pd.DataFrame({"cluster": "Alder", "week_starting": starts, "children": counts})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (weeks(3, 0, 5), "Reviews due each week: 7 Dec is busiest"),
        (weeks(5, 0, 5), "Reviews due each week: 23 Nov and 7 Dec are busiest"),
        (weeks(*[0] * 12), "No review is known to fall due in the next 12 weeks"),
        (weeks(), "No review dates to show"),
    ],
)
def test_the_title_of_the_weeks_ahead(rows, expected):
    assert said(weeks_ahead.finding(rows)) == expected


def cohort(**counts: int) -> pd.DataFrame:
    """The referrals of one term; what is not named is none."""
    names = ("made", "received", "accepted", "seen", "waiting", "on_setting", "declined", "redirected", "closed")
    return pd.DataFrame([dict.fromkeys(names, 0) | counts] if counts else [], columns=names)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (cohort(made=164, seen=86), "Of 164 referrals made this term, 86 have had a first contact"),
        (cohort(made=5, seen=1), "Of five referrals made this term, one has had a first contact"),
        (cohort(made=2, seen=2), "Both referrals made this term have had a first contact"),
        (cohort(made=3), "None of the three referrals made this term has had a first contact yet"),
        (cohort(made=1), "The one referral made this term has not had a first contact yet"),
        (cohort(made=0), "No referral was made this term"),
        (cohort(), "No referral was made this term"),
    ],
)
def test_the_title_of_the_flow(rows, expected):
    assert cohorts.flow_finding(rows) == expected


def test_the_flow_of_an_earlier_term_says_which():
    assert (
        cohorts.flow_finding(cohort(made=3, seen=3), made="in summer 2026")
        == "All three referrals made in summer 2026 have had a first contact"
    )


def declined(*counts: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(counts, columns=["service", "reason", "referrals"])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (declined(), "No referral was declined this term"),
        (declined(("vision", "age", 1)), "One referral was declined this term, with the answer “age”"),
        (declined(("vision", "not_known", 2)), "Two referrals were declined this term; why is not known"),
        (declined(("vision", "age", 1), ("portage", "other", 1)), "Two referrals were declined this term, for different reasons"),
        (
            declined(
                ("vision", "criteria_not_met", 2), ("portage", "criteria_not_met", 2), ("portage", "not_known", 9), ("portage", "age", 1)
            ),
            "14 referrals were declined this term, four of them with the answer “criteria not met”",
        ),
    ],
)
def test_the_title_of_the_reasons(rows, expected):
    assert cohorts.reasons_finding(rows) == expected


def came_until(**last: str) -> pd.DataFrame:
    """The meetings of each setting: attended to the day named, missed ever after."""
    days = ["2026-02-04", "2026-04-22", "2026-06-17", "2026-09-16", "2026-11-11"]
    rows = [(setting, f"E{day}", day, "attended" if day <= until else "no_show") for setting, until in last.items() for day in days]
    return pd.DataFrame(rows, columns=["setting", "event_ref", "held_on", "state"])


@pytest.mark.parametrize(
    ("counts", "until", "expected"),
    [
        ([4, 4, 3], {"s0": "2026-02-04", "s1": "2026-02-04", "s2": "2025-12-31"}, "Most of the three stopped coming in summer 2026"),
        ([4, 4], {"s0": "2026-02-04", "s1": "2026-02-04"}, "Both stopped coming in summer 2026"),
        ([5, 4], {"s0": "2025-12-31", "s1": "2026-02-04"}, "Two settings have missed three or more in a row"),
        ([4, 2], {"s0": "2026-02-04", "s1": "2026-06-17"}, "Nursery 0 has missed four meetings in a row"),
        ([2, 0], {"s0": "2026-06-17", "s1": "2026-11-11"}, "No setting has missed three meetings in a row"),
        ([None], {}, "No cluster meeting has been held yet"),
    ],
)
def test_the_title_of_who_came(counts, until, expected):
    rows = missed(*counts)
    assert training.matrix_finding(came_until(**until), rows, dict(zip(rows["setting"], rows["name"], strict=True))) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({"Damson": 5, "Elm": 8, "Alder": 7}, "Damson alone is falling"),
        ({"Damson": 5, "Elm": 5, "Alder": 7}, "Damson and Elm are falling"),
        ({"Damson": 5, "Elm": 5, "Alder": 5}, "All three clusters are falling"),
        ({"Damson": 5, "Elm": 5}, "Both clusters are falling"),
        ({"Damson": 5, "Elm": 5, "Alder": 5, "Birch": 8}, "Three of the four clusters are falling"),
        ({"Damson": 7, "Elm": 8}, "Attendance is falling in no cluster"),
        ({"Damson": 8}, "Attendance is not falling"),
        ({}, "No cluster meeting has been held yet"),
    ],
)
def test_the_title_of_attendance(now, expected):
    before = {f"{cluster}__2026_summer": (7, 10) for cluster in now}
    frame = attendance(**before, **{f"{cluster}__2026_autumn": (came, 10) for cluster, came in now.items()})
    assert training.trend_finding(frame) == expected


def test_a_change_of_less_than_five_points_is_not_called_a_fall():
    frame = attendance(Elm__2026_summer=(16, 20), Elm__2026_autumn=(15, 20), Alder__2026_summer=(17, 21), Alder__2026_autumn=(16, 21))
    assert training.trend_finding(frame) == "Elm alone is falling"
