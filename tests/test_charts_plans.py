"""The pictures of plans, the quality of reviews, EHC plans, two-year checks, statuses and identification: marks, clicks and titles."""

from __future__ import annotations

from datetime import date
from html import unescape

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.charts import checks, cluster_bars, ehc_lines, identification, plans, review_quality
from analytics.queries import Inputs, answer
from data.store import Store
from data.terms import parse_moment
from tests.drawn_counts import said
from tests.drawn_frames import AS_OF, frame, marks, traces, words
from tests.drawn_plans import CHECKS, EHC, PLANS, QUALITY, RATES, STATUSES


def read(drawn: go.Figure) -> list[str]:
    """What is written in a figure, as a person reads it."""
    return [said(unescape(text)) for text in words(drawn)]


# Plans


def test_a_bar_of_plans_is_the_complete_and_the_others_and_a_click_carries_which():
    drawn = plans.complete(frame(PLANS))
    assert marks(drawn, "complete") == [["Alder", "complete"]]
    assert marks(drawn, "incomplete") == [["Alder", "incomplete"], ["Birch", "incomplete"]]
    assert read(drawn)[1:] == ["Alder  62 of 126, 49 %", "Birch  0 of 4", "Cherry  not known"]


def test_a_cluster_whose_plans_are_not_known_is_hatched_in_both_pictures():
    bars, cells = plans.complete(frame(PLANS)), plans.lacking(frame(PLANS))
    assert marks(bars, "not_told") == [["Cherry", "not_told"]]
    assert traces(bars, "not_told")[0].marker.pattern.shape == "/"
    assert marks(cells, "not_known") == [["Cherry", column] for column in plans.PARTS]
    assert traces(cells, "not_known")[0].marker.pattern.shape == "/"


def test_a_cell_counts_the_plans_that_lack_a_part_and_the_last_row_is_all_clusters():
    drawn = plans.lacking(frame(PLANS))
    assert list(traces(drawn, "lacking")[0].text) == ["12", "22", "38", "5", "4", "·", "1", "·"]
    assert list(traces(drawn, "all")[0].text) == ["<b>16</b>", "<b>22</b>", "<b>39</b>", "<b>5</b>"]
    assert marks(drawn, "all")[0] == ["", "no_outcomes"]


def plan_counts(*clusters: tuple[int, int] | None) -> pd.DataFrame:
    """(plans, complete of them) a cluster, or None where it has not told us; each of the others lacks expected impact."""
    rows = [
        {"cluster": f"C{place}", "children": told[0], "complete": told[1], "no_impact": told[0] - told[1]}
        if told
        else {"cluster": f"C{place}", "children": pd.NA, "complete": pd.NA, "no_impact": pd.NA}
        for place, told in enumerate(clusters)
    ]
    return pd.DataFrame(rows, columns=["cluster", "children", "complete", *plans.PARTS]).fillna(dict.fromkeys(plans.PARTS, 0))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (plan_counts(), "No plans to show"),
        (plan_counts(None), "Plans are not known"),
        (plan_counts((0, 0)), "No child with a plan is known here"),
        (plan_counts((1, 1)), "The one plan is complete"),
        (plan_counts((1, 0), None), "The one plan we know of is not complete"),
        (plan_counts((2, 2)), "Both plans are complete"),
        (plan_counts((7, 0)), "None of the 7 plans is complete"),
        (plan_counts((7, 7), (4, 4)), "All 11 plans are complete"),
        (plan_counts((7, 1)), "One of 7 plans is complete"),
        (plan_counts((30, 12), (4, 4), None), "16 of 34 plans we know of are complete"),
    ],
)
def test_the_title_of_complete_plans(rows, expected):
    assert plans.finding(rows) == expected


def test_the_title_of_what_plans_lack_names_the_most_frequent():
    assert plans.lacking_finding(frame(PLANS)) == "39 lack expected impact"
    assert plans.lacking_finding(plan_counts((1, 0))) == "One lacks expected impact"
    assert plans.lacking_finding(plan_counts((1, 1))) == "What the plans lack"
    both = plan_counts((3, 1)).assign(no_date=2)
    assert plans.lacking_finding(both) == "Two each lack expected impact and a review date"


def test_the_alternative_text_of_plans_gives_each_clusters_figures():
    assert said(plans.alt(frame(PLANS)[1:])) == (
        "None of the 4 plans we know of is complete. Birch: 0 of 4 complete; 4 without outcomes, 0 without interventions, "
        "1 without expected impact, 0 without a review date. Cherry: not known."
    )


# Quality


def test_every_bar_is_all_reviews_held_with_the_not_known_hatched_in_it():
    drawn = review_quality.took_part(frame(QUALITY), "parents")
    (unknown,) = traces(drawn, "not_known")
    assert unknown.marker.pattern.shape == "/"
    assert marks(drawn, "not_known") == [["Alder", "not_known"], ["Birch", "not_known"], ["", "not_known"]]
    for y in {y for trace in drawn.data for y in trace.y}:
        assert sum(x for trace in drawn.data for x, at in zip(trace.x, trace.y, strict=True) if at == y) == pytest.approx(1)


def test_shares_stand_beside_their_counts_and_a_share_of_fewer_than_five_is_not_said():
    drawn = review_quality.took_part(frame(QUALITY), "parents")
    assert read(drawn)[1:] == [
        "Alder  55 of 60, 92 %; 4 not known",
        "Birch  2 of 4; 1 not known",
        "Cherry  not known",
        "Damson  no review held",
        "All  57 of 64, 89 %; 5 not known",
    ]


def test_one_cluster_alone_has_no_row_of_all():
    assert marks(review_quality.took_part(frame(QUALITY)[:1], "professional"), "yes") == [["Alder", "yes"]]


def quality(*clusters: tuple[int, int, int] | None) -> pd.DataFrame:
    """(held, parents yes, parents not known) a cluster, or None."""
    columns = ("held", "parents_yes", "parents_not_known")
    rows = [{"cluster": f"C{n}"} | dict(zip(columns, told or (pd.NA,) * 3, strict=True)) for n, told in enumerate(clusters)]
    return pd.DataFrame(rows, columns=["cluster", *columns])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (quality(), "No reviews to show"),
        (quality(None), "Reviews held this term are not known"),
        (quality((0, 0, 0)), "No review was held this term"),
        (quality((0, 0, 0), None), "No review is known to have been held this term"),
        (quality((1, 1, 0)), "Parents took part in the one review held this term"),
        (quality((1, 0, 0)), "Parents did not take part in the one review held this term"),
        (quality((1, 0, 1)), "Parents are not known to have taken part in the one review held this term"),
        (quality((3, 0, 1)), "Parents are not known to have taken part in any of 3 reviews held this term"),
        (quality((2, 2, 0)), "Parents took part in both reviews held this term"),
        (quality((5, 5, 0), (2, 2, 0)), "Parents took part in all 7 reviews held this term"),
        (quality((5, 3, 2), None), "Parents took part in 3 of 5 reviews held this term"),
    ],
)
def test_the_title_of_the_quality_of_reviews(rows, expected):
    assert review_quality.finding(rows) == expected


def test_a_panels_title_and_alternative_text_count_its_own_question():
    assert review_quality.panel_title(frame(QUALITY), "professional") == "Professional: 18 of 64"
    assert said(review_quality.alt(frame(QUALITY)[1:3], "child_voice")) == (
        "Child’s voice: 1 of 4. Birch: 1 of 4; 2 not known. Cherry: not known."
    )


# EHC plans


def test_the_two_lines_are_drawn_apart_by_their_own_days():
    advisory, statutory = (ehc_lines.due_by_month(frame(EHC), line, as_of=AS_OF) for line in ehc_lines.LINES)
    assert marks(advisory, "past") == [["advisory", "past"]]
    assert list(traces(advisory, "past")[0].x) == [2]
    assert marks(advisory, "ahead") == [["advisory", "2026-11"], ["advisory", "2027-05"]]
    assert list(traces(statutory, "past")[0].x) == [1]
    assert [month for _, month in marks(statutory, "ahead")] == ["2027-03", "2027-05", "2027-11"]


def test_a_plan_whose_day_is_the_day_asked_about_is_not_past_it():
    assert ehc_lines.month_of(AS_OF, AS_OF) == "2026-11"
    assert ehc_lines.month_of(date(2026, 11, 20), AS_OF) == "past"


def test_a_child_of_an_age_not_known_is_hatched_and_in_no_title():
    drawn = ehc_lines.due_by_month(frame(EHC), "statutory", as_of=AS_OF)
    (unknown,) = traces(drawn, "age_not_known")
    assert unknown.marker.pattern.shape == "/"
    assert marks(drawn, "age_not_known") == [["statutory", "past"]]
    assert list(unknown.base) == [1]
    assert ehc_lines.finding(frame(EHC), "statutory", as_of=AS_OF) == "One of 4 plans is past the review the law asks for"


def test_months_without_a_plan_stand_between_and_nothing_past_is_a_nought():
    drawn = ehc_lines.due_by_month(frame(EHC)[4:], "advisory", as_of=AS_OF)
    assert words(drawn)[:4] == ["Past it", "0", "Nov 2026", "·"]
    assert words(drawn)[-2:] == ["May 2027", "1"]


@pytest.mark.parametrize(
    ("rows", "line", "expected"),
    [
        (frame(EHC), "advisory", "Two of 4 plans are past the review good practice asks for"),
        (frame(EHC)[1:2], "advisory", "The one plan is past the review good practice asks for"),
        (frame(EHC)[1:2], "statutory", "The one plan is past the review the law asks for"),
        (frame(EHC)[1:3], "advisory", "Both plans are past the review good practice asks for"),
        (frame(EHC)[2:4], "statutory", "Both plans are in time for the review the law asks for"),
        (frame(EHC)[2:], "statutory", "All 3 plans are in time for the review the law asks for"),
        (frame(EHC)[:1], "statutory", "No EHC plan of a child under five is known here"),
        (frame(EHC)[:0], "statutory", "No EHC plan of a child under five is known here"),
    ],
)
def test_the_title_of_a_line(rows, line, expected):
    assert ehc_lines.finding(rows, line, as_of=AS_OF) == expected


def test_the_alternative_text_of_a_line_counts_its_months_and_the_ages_not_known():
    assert ehc_lines.alt(frame(EHC)[:2], "statutory", as_of=AS_OF) == (
        "The one plan is past the review the law asks for. Plans by the month of that day: Past it, 1; Nov 2026, 0. "
        "One more of an age not known."
    )


# Two-year checks and statuses


def test_a_bar_of_checks_is_as_long_as_its_children_with_an_age_not_known_hatched():
    drawn = checks.two_year_checks(frame(CHECKS))
    assert list(traces(drawn, "checked")[0].x) == [73, 2]
    assert marks(drawn, "not_checked") == [["Alder", "not_checked"], ["Birch", "not_checked"]]
    assert traces(drawn, "age_not_known")[0].marker.pattern.shape == "/"
    assert read(drawn)[1:] == [
        "Alder  28 of 101, 28 % without",
        "Birch  1 of 3 without; 2 of an age not known",
        "Cherry  not known",
    ]


def check_counts(*clusters: tuple[int, int, int] | None) -> pd.DataFrame:
    """(children old enough, not checked, of an age not known) a cluster, or None."""
    columns = ("children", "not_checked", "age_not_known")
    rows = [{"cluster": f"C{n}"} | dict(zip(columns, told or (pd.NA,) * 3, strict=True)) for n, told in enumerate(clusters)]
    return pd.DataFrame(rows, columns=["cluster", *columns])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (check_counts(), "No children to show"),
        (check_counts(None), "Two-year checks are not known"),
        (check_counts((0, 0, 0)), "No child is old enough for a two-year check"),
        (check_counts((0, 0, 1)), "No child is known to be old enough for a two-year check"),
        (check_counts((1, 0, 0)), "The one child old enough has had a two-year check"),
        (check_counts((1, 1, 0)), "No two-year check is known of for the one child old enough"),
        (check_counts((2, 0, 0)), "Both children old enough have had a two-year check"),
        (check_counts((9, 0, 0), None), "All 9 children old enough have had a two-year check"),
        (check_counts((9, 1, 3), (4, 3, 0)), "No two-year check is known of for 4 of 13 children old enough"),
    ],
)
def test_the_title_of_two_year_checks(rows, expected):
    assert checks.checks_finding(rows) == expected


def test_children_on_monitoring_stand_apart_in_the_bar_and_the_title():
    drawn = checks.statuses(frame(STATUSES))
    assert marks(drawn, "monitoring") == [["Alder", "monitoring"]]
    assert words(drawn)[1:] == ["Alder  10 with a plan, 3 on monitoring", "Birch  0 with a plan", "Cherry  not known"]
    assert checks.statuses_finding(frame(STATUSES)) == "Ten children have a SEN plan, two of them an EHC plan; three more are on monitoring"
    assert checks.statuses_finding(frame(STATUSES)[1:]) == "No child is known to have a SEN plan"
    assert checks.statuses_alt(frame(STATUSES)[:1]).endswith("Alder: 7 SEN support, 1 EHC requested, 2 EHC plan, 3 monitoring.")


# Identification


def test_settings_outside_the_band_have_a_shape_of_their_side_and_those_of_one_size_and_count_share_a_mark():
    drawn = identification.funnel(frame(RATES), errors=1.96)
    assert marks(drawn, "high") == [[26, 12]]
    assert marks(drawn, "low") == [[89, 5]]
    assert marks(drawn, "within") == [[20, 2]]
    assert [traces(drawn, tail)[0].marker.symbol for tail in ("high", "low", "within")] == ["triangle-up", "triangle-down", "circle"]
    assert traces(drawn, "high")[0].marker.color == traces(drawn, "low")[0].marker.color
    assert traces(drawn, "within")[0].hovertext[0].startswith("Fern<br>Moss<br>two children of 20 places: 10 for each 100, 3 to 30")


@pytest.mark.parametrize(("places", "children"), [(20, 0), (20, 6), (26, 8), (40, 1), (89, 5), (100, 20), (100, 21)])
def test_a_setting_is_outside_the_drawn_band_exactly_when_its_wilson_interval_misses_the_authoritys_rate(places, children):
    rate, errors = 13.3, 1.96
    part, authority = children / places, rate / 100
    middle = part + errors**2 / (2 * places)
    spread = errors * (part * (1 - part) / places + errors**2 / (4 * places**2)) ** 0.5
    low, high = (middle - spread) / (1 + errors**2 / places), (middle + spread) / (1 + errors**2 / places)
    lower, upper = identification.band(places, rate, errors)
    # Where nobody is identified the lower edge of the band is drawn at nought, and a mark there stands on it.
    below = part * 100 < lower or (children == 0 and authority > high)
    assert (below, part * 100 > upper) == (authority > high, authority < low)


def test_a_single_clusters_rate_is_drawn_and_named_beside_the_authoritys():
    one = words(identification.funnel(frame(RATES)[:1], errors=1.96))
    assert any("authority 13" in text and "Birch 15" in text for text in one)
    assert not any("Birch 15" in text for text in words(identification.funnel(frame(RATES), errors=1.96)))


@pytest.mark.parametrize(
    ("tails", "expected"),
    [
        ([], "No setting has places enough to compare"),
        (["within"], "The one setting compared is within the range that chance gives"),
        (["high"], "The one setting compared is above the range that chance gives"),
        (["within"] * 2, "Both settings are within the range that chance gives"),
        (["within"] * 12, "All 12 settings are within the range that chance gives"),
        (["high", "low", "within", "low"], "Of 4 settings, one above and two below the range that chance gives"),
        (["low", "within"], "Of 2 settings, one below the range that chance gives"),
    ],
)
def test_the_title_of_the_funnel_names_both_sides_and_no_rank(tails, expected):
    assert identification.finding(pd.DataFrame({"tail": tails})) == expected


# All of them


def test_an_empty_answer_draws_no_mark(store: Store):
    asked = Inputs(AS_OF, parse_moment("2026-11-21"))
    empty = {
        plans.complete: "complete_plans_by_cluster",
        plans.lacking: "complete_plans_by_cluster",
        checks.two_year_checks: "two_year_checks_by_cluster",
        checks.statuses: "children_by_status",
    }
    for picture, question in empty.items():
        assert not picture(answer(store, question, asked)).data
    assert not review_quality.took_part(answer(store, "review_quality_by_cluster", asked), "parents").data
    assert not ehc_lines.due_by_month(answer(store, "ehc_plan_reviews", asked), "advisory", as_of=AS_OF).data
    assert not identification.funnel(answer(store, "identification_rates", asked), errors=1.96).data


def test_a_long_name_is_cut_beside_its_bar_and_whole_in_the_hover():
    drawn = checks.statuses(frame(STATUSES)[:1].assign(cluster="Alder and the northern villages"))
    assert "…" in words(drawn)[1]
    assert "Alder and the northern villages" in traces(drawn, "sen_support")[0].hovertext[0]


def test_a_row_of_all_adds_only_those_who_told_us():
    added = cluster_bars.with_all(frame(CHECKS)).iloc[-1]
    assert (added["cluster"], added["children"], added["age_not_known"]) == ("", 104, 2)
    assert cluster_bars.called("") == "All"
