"""The headline figures of a day by cluster: their counts, who told them, and that nothing untold is a nought."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analytics.queries import Inputs, answer
from analytics.trend import of_clusters
from data.terms import parse_day, parse_moment
from tests.drawn import LATER, answers, drawn

DAY = "2025-12-15"
PAIRS = {
    "no_senco": ("no_senco_children_settings", None),
    "covered": ("expected_covered", "expected_settings"),
    "overdue": ("overdue", "children"),
    "over_18_weeks": ("over_18_weeks", "waiting"),
    "returns": ("returns_received", "returns_expected"),
}


@pytest.fixture
def settings(store):
    drawn(
        store,
        "settings",
        """
        setting  | cluster | provider_type       | funded | closed_on
        a        | Alder   | group_full_day      |        |
        b        | Alder   | school_nursery_class|        |
        funded   | Alder   | childminder         | yes    |
        unfunded | Alder   | childminder         | no     |
        c        | Birch   | group_full_day      |        |
        closed   | Birch   | group_full_day      |        | 2025-09-10
        """,
    )
    return store


def _told(store):
    drawn(
        store,
        "senco_posts",
        """
        setting  | senco_ref | started_on | ended_on
        a        | s1        | 2024-09-01 |
        b        | s2        | 2024-09-01 | 2025-11-15
        unfunded | NIL       |            |
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        store,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_due_on
        a       | c1    | 2025-09-01      | 2025-12-14
        a       | c2    | 2025-09-01      | 2025-12-15
        b       | c1    | 2025-09-01      |
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        store,
        "referrals",
        """
        setting | referral_ref | made_on
        a       | r1           | 2025-08-11
        closed  | r1           | 2025-08-10
        """,
        accepted_at="2025-10-01",
    )


def test_a_headline_figure_stands_beside_its_whole_and_who_told_it(settings):
    _told(settings)
    answers(
        settings,
        "headlines_by_cluster",
        DAY,
        """
        figure        | cluster | value | of_all | told | settings
        no_senco      | Alder   | 1     | 2      | 2    | 3
        no_senco      | Birch   |       |        | 0    | 1
        covered       | Alder   | 1     | 1      | 1    | 1
        covered       | Birch   |       | 1      | 0    | 1
        overdue       | Alder   | 1     | 3      | 2    | 3
        overdue       | Birch   |       |        | 0    | 1
        over_18_weeks | Alder   | 0     | 1      | 1    | 3
        over_18_weeks | Birch   | 1     | 1      | 0    | 1
        returns       | Alder   | 5     | 9      | 1    | 3
        returns       | Birch   | 0     | 3      | 0    | 1
        """,
    )


@pytest.mark.parametrize("day", ["2025-08-31", "2027-01-01"])
def test_a_headline_figure_is_blank_on_a_day_that_no_return_speaks_for(settings, day):
    _told(settings)
    rows = answer(settings, "headlines_by_cluster", Inputs(parse_day(day), parse_moment(LATER)))
    untold = rows[rows["figure"].isin(["no_senco", "covered", "overdue"])]
    assert untold["value"].isna().all()
    assert (untold["told"] == 0).all()
    answers(settings, "headline_figures", day, "no_senco_children_settings | expected_covered | overdue | children\n| | |")


def test_waits_stay_known_since_a_referral_is_not_ended_by_silence_but_not_before_the_first_return(settings):
    _told(settings)
    answers(settings, "headline_figures", "2027-01-01", "over_18_weeks | waiting\n2 | 2")
    answers(settings, "headline_figures", "2025-08-31", "over_18_weeks | waiting\n|")


def test_a_nil_return_makes_a_headline_figure_nought(settings):
    drawn(settings, "sen_reviews", "setting | child\nc | NIL", accepted_at="2025-10-01")
    rows = answer(settings, "headlines_by_cluster", Inputs(parse_day(DAY), parse_moment(LATER), clusters=("Birch",)))
    (overdue,) = rows[rows["figure"] == "overdue"].itertuples()
    assert (overdue.value, overdue.of_all, overdue.told, overdue.settings) == (0, 0, 1, 1)


def test_one_setting_that_told_of_posts_and_another_of_children_do_not_tell_who_has_children_and_no_senco(settings):
    drawn(settings, "senco_posts", "setting | senco_ref\na | NIL", accepted_at="2025-10-01")
    drawn(settings, "sen_reviews", "setting | child | plan_started_on\nb | c1 | 2025-09-01", accepted_at="2025-10-01")
    answers(settings, "headline_figures", DAY, "no_senco_children_settings | no_senco_children | children\n | | 1")
    rows = answer(settings, "headlines_by_cluster", Inputs(parse_day(DAY), parse_moment(LATER), clusters=("Alder",)))
    assert rows.loc[rows["figure"] == "no_senco", ["value", "of_all"]].isna().all(axis=None)
    drawn(settings, "sen_reviews", "setting | child\na | NIL", accepted_at="2025-10-02")
    answers(settings, "headline_figures", DAY, "no_senco_children_settings | no_senco_children | children\n0 | 0 | 1")


def test_the_clusters_add_up_to_the_figures_of_the_first_page(settings):
    _told(settings)
    for day in ("2025-08-31", "2025-10-02", DAY, "2026-03-31", "2027-01-01"):
        inputs = Inputs(parse_day(day), parse_moment(LATER))
        totals = (
            answer(settings, "headlines_by_cluster", inputs).groupby("figure")[["value", "of_all"]].sum(min_count=1).reindex(list(PAIRS))
        )
        headline = answer(settings, "headline_figures", inputs).iloc[0]
        for figure, (value, of_all) in PAIRS.items():
            assert _same(totals.loc[figure, "value"], headline[value]), (day, figure)
            assert of_all is None or _same(totals.loc[figure, "of_all"], headline[of_all]), (day, figure)


def test_the_rows_of_a_cluster_are_the_answer_asked_of_that_cluster(settings):
    _told(settings)
    inputs = Inputs(parse_day(DAY), parse_moment(LATER))
    kept = of_clusters(answer(settings, "headlines_by_cluster", inputs), ("Birch",)).reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, answer(settings, "headlines_by_cluster", replace(inputs, clusters=("Birch",))))


def test_a_filter_narrows_the_headline_figures(settings):
    _told(settings)
    rows = answer(settings, "headlines_by_cluster", Inputs(parse_day(DAY), parse_moment(LATER), scope=("a",)))
    assert rows[["value", "told", "settings"]].values.tolist() == [[0, 1, 1], [1, 1, 1], [1, 1, 1], [0, 1, 1], [3, 1, 1]]


def _same(one: object, other: object) -> bool:
    return (pd.isna(one) and pd.isna(other)) or one == other
