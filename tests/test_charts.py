"""Figures: what is drawn, what a click carries, and what is hatched because it is not known."""

from __future__ import annotations

import pandas as pd
import pytest

from analytics.charts import cohorts, coverage, referrals, reviews, style, training, weeks_ahead
from tests.drawn_frames import (
    AHEAD,
    AS_OF,
    ATTENDANCE,
    BANDS,
    COHORT,
    MATRIX,
    MISSED,
    NAMES,
    REASONS,
    REFERRALS,
    SEEN,
    SERVICES,
    WEEKS,
    frame,
    marks,
    matrix,
    settings,
    traces,
    waits,
    words,
)


def test_a_square_is_a_setting_and_a_click_names_it():
    drawn = coverage.squares(settings(expected__Alder="isv", expected__Birch="i", none__Alder="n"))
    assert marks(drawn, "in_post") == [["Alder", "expected", "in_post", "ofsted:1"], ["Birch", "expected", "in_post", "ofsted:4"]]
    assert marks(drawn, "vacant") == [["Alder", "expected", "vacant", "ofsted:3"]]
    assert sum(len(trace.x) for trace in drawn.data) == 4


def test_must_expected_and_encouraged_are_three_panels_never_added():
    drawn = coverage.squares(settings(must__Alder="iv", expected__Alder="in", encouraged__Alder="iiv"))
    assert {trace.xaxis for trace in drawn.data} == {"x", "x2", "x3"}
    assert [text for text in words(drawn) if "covered" in text] == [
        "Must / 1 of 2 covered",
        "Expected / 1 of 2 covered",
        "Encouraged / 2 of 3 covered",
    ]


def test_a_row_ends_with_the_vacant_and_the_not_known():
    drawn = coverage.squares(settings(expected__Damson="ivvvnn", encouraged__Damson="ivvn"))
    assert "3 vacant / 2 not known" in words(drawn)
    assert "2 no one yet / 1 not known" in words(drawn)


@pytest.mark.parametrize("dark", [False, True])
def test_a_childminder_without_one_is_an_open_outline_and_a_nursery_is_terracotta(dark):
    drawn = coverage.squares(settings(expected__Alder="v", encouraged__Alder="v"), dark=dark)
    ink = style.palette(dark)
    nursery, childminder = traces(drawn, "vacant")
    assert nursery.marker.color == ink.attention
    assert (childminder.marker.color, childminder.marker.line.color) == (ink.page, ink.teal)


def test_a_cluster_without_such_a_setting_shows_a_dot_not_a_blank():
    assert words(coverage.squares(settings(must__Alder="i", expected__Birch="i"), expectation="must")).count("·") == 1


def test_over_25_in_a_row_becomes_bars_with_their_counts():
    assert len(marks(coverage.squares(settings(expected__Alder="i" * 25)), "in_post")) == 25
    drawn = coverage.squares(settings(expected__Alder="i" * 26 + "vvvnn"))
    assert marks(drawn, "in_post") == [["Alder", "expected", "in_post", ""]]
    assert [list(trace.text) for trace in drawn.data] == [["26"], ["3"], [""]]
    assert marks(coverage.squares(settings(expected__Alder="i" * 26)), "in_post") == [["Alder", "expected", "in_post", ""]]
    assert "3 vacant / 2 not known" in words(drawn)


def test_provider_types_stand_above_their_rows_by_their_full_names():
    drawn = coverage.squares(settings(must__Alder="v", expected__Alder="i"), by="provider_type")
    assert "Maintained nursery school  1 vacant" in words(drawn)
    assert drawn.layout.margin.l == 0


def test_panel_widths_keep_squares_equal_and_leave_empty_panels_out():
    wide = coverage.widths(settings(must__Alder="i" * 2, expected__Alder="i" * 16))
    assert list(wide) == ["must", "expected"]
    assert sum(wide.values()) == pytest.approx(1, abs=0.001)
    assert wide["expected"] > wide["must"]


def test_late_bars_print_their_counts_and_a_click_carries_the_days():
    drawn = reviews.late_by_cluster(frame(BANDS))
    assert [list(trace.text) for trace in drawn.data[:3]] == [["4", "5", "4"], ["2", "3", "4"], ["1", "5"]]
    assert marks(drawn, "days_15_42")[0] == ["Alder", "overdue", 15, 42]
    assert marks(drawn, "days_43_up") == [["Alder", "overdue", 43, None], ["Damson", "overdue", 43, None]]
    assert "13 of 88" in words(drawn)


def test_no_date_set_has_a_hatched_column_of_its_own():
    drawn = reviews.late_by_cluster(frame(BANDS))
    (undated,) = traces(drawn, "no_date")
    assert (undated.xaxis, undated.marker.pattern.shape, undated.marker.pattern.size) == ("x2", "/", 5)
    assert marks(drawn, "no_date") == [["Alder", "no_date", None, None], ["Damson", "no_date", None, None]]
    assert "0" in words(drawn)  # Birch has none


def test_a_cluster_that_has_not_told_us_is_hatched_and_said():
    drawn = reviews.late_by_cluster(frame(BANDS))
    assert marks(drawn, "not_known") == [["Cherry", "not_known", None, None]]
    assert traces(drawn, "not_known")[0].marker.pattern.shape == "/"
    assert words(drawn).count("not known") == 2


def test_the_calendar_has_a_cell_a_cluster_a_week_and_a_row_of_all():
    drawn = weeks_ahead.calendar(frame(WEEKS), frame(AHEAD))
    (due,) = traces(drawn, "due")
    assert list(due.text) == ["3", "·", "9"]
    assert list(due.marker.color) == [style.LIGHT.counts[1], style.LIGHT.counts[0], style.LIGHT.counts[3]]
    assert marks(drawn, "due")[2] == ["Birch", "2026-11-23"]
    assert list(traces(drawn, "all")[0].text) == ["<b>12</b>", "·"]
    assert marks(drawn, "all") == [["", "2026-11-23"], ["", "2026-11-30"]]


def test_a_week_not_known_is_hatched_and_the_total_says_so():
    drawn = weeks_ahead.calendar(frame(WEEKS), frame(AHEAD))
    assert marks(drawn, "not_known") == [["Birch", "2026-11-30"]]
    assert traces(drawn, "not_known")[0].marker.pattern.shape == "/"
    assert traces(drawn, "all")[0].hovertext[1].endswith("no review due, one cluster not known")


def test_bars_and_calendar_share_their_rows():
    late, due = (
        reviews.late_by_cluster(frame(BANDS)),
        weeks_ahead.calendar(frame(BANDS)[["cluster"]].assign(week_starting="2026-11-23", children=1), frame(AHEAD)),
    )
    assert set(traces(due, "due")[0].y) == {y for trace in late.data for y in trace.y}


def test_a_wait_of_126_days_stands_before_the_line_and_127_is_a_diamond_past_it():
    drawn = waits()
    (within,), (long,) = traces(drawn, "waiting"), traces(drawn, "long")
    assert marks(drawn, "waiting")[0] == ["speech_language", "f:1", "R1"]
    assert within.x[0] < 18 < long.x[0]
    assert long.marker.symbol == "diamond"
    assert marks(drawn, "long") == [["speech_language", "f:1", "R2"]]


def test_what_came_back_incomplete_is_drawn_apart_and_not_counted():
    drawn = waits()
    assert marks(drawn, "returned") == [["speech_language", "f:2", "R3"]]
    assert traces(drawn, "returned")[0].marker.color == style.LIGHT.page
    assert "Speech and language  2 waiting, 1 over 18 weeks" in words(drawn)
    assert "Portage  1 waiting" in words(drawn)
    assert "back with the setting" in referrals.waits_key(frame(REFERRALS))


def test_a_bracket_runs_from_the_median_to_the_ninth_in_ten_in_weeks():
    drawn = waits()
    lines = [(shape.x0, shape.x1) for shape in drawn.layout.shapes if shape.y0 == shape.y1]
    assert lines == [(9, 24)]
    assert {"9", "24"} <= set(words(drawn))
    assert "3" in words(drawn)  # vision: a median alone


def test_those_seen_this_term_are_strokes_at_the_weeks_they_had_waited_and_not_counted_as_waiting():
    drawn = waits()
    (seen,) = traces(drawn, "seen")
    assert dict(zip([reference for *_, reference in marks(drawn, "seen")], seen.x, strict=True)) == {"R6": 9, "R8": 3}
    assert seen.marker.symbol == "line-ns"
    assert seen.y[0] > traces(drawn, "waiting")[0].y[0]  # below the dots of its row
    assert "Vision service  0 waiting" in words(drawn)


def test_one_service_is_drawn_by_cluster():
    both = pd.concat([frame(REFERRALS), frame(SEEN)])
    figures = frame("cluster | service | median_days | p90_days\nBirch | speech_language | 63 | 63")
    drawn = referrals.waits(both[both["service"] == "speech_language"], figures, as_of=AS_OF, by="cluster")
    assert "Alder  2 waiting, 1 over 18 weeks" in words(drawn)
    assert "Birch  0 waiting" in words(drawn)
    assert marks(drawn, "seen") == [["speech_language", "f:3", "R6"]]


def test_dots_of_a_week_stack_upwards():
    same = frame(REFERRALS).assign(wait_days=10, waiting="service", service="portage")
    drawn = referrals.waits(same, frame(SERVICES)[:0], as_of=AS_OF)
    (dots,) = traces(drawn, "waiting")
    assert len(set(dots.x)) == 1
    assert len(set(dots.y)) == 5
    assert max(dots.y) < drawn.layout.height


def test_waits_over_52_weeks_share_one_column_at_the_end():
    long = frame(REFERRALS).assign(wait_days=[364, 365, 900, 1, None])
    drawn = referrals.waits(long, frame(SERVICES), as_of=AS_OF)
    assert list(traces(drawn, "long")[0].x) == [51.5, 55]
    assert list(traces(drawn, "returned")[0].x) == [55]
    assert "over 52" in words(drawn)
    assert "over 52" not in words(waits())


def test_more_than_eight_services_fold_the_least_into_one_row_that_still_names_them_to_a_click():
    services = ["portage", "hearing", "vision", "paediatrician", "early_help", "social_care", "voluntary", "other", "health_visitor"]
    one_each = pd.concat([frame(REFERRALS)[3:4].assign(service=service) for service in services])
    eight = referrals.waits(one_each[:8], frame(SERVICES)[:0], as_of=AS_OF)
    nine = referrals.waits(one_each, frame(SERVICES)[:0], as_of=AS_OF)
    assert not any("other services" in text for text in words(eight))
    assert "Two other services  2 waiting" in words(nine)
    assert {service for service, *_ in marks(nine, "waiting")} == set(services)


def test_the_flow_is_four_bars_with_the_losses_named():
    drawn = cohorts.flow(frame(COHORT))
    (steps,) = traces(drawn, "steps")
    assert list(steps.x) == [164, 158, 131, 86]
    assert marks(drawn, "steps") == [["made"], ["received"], ["accepted"], ["seen"]]
    said = " | ".join(words(drawn))
    assert "Received  6 not marked as received" in said
    assert "4 came back incomplete, 12 declined, 5 redirected" in said
    assert "51 still waiting, 6 withdrawn or closed" in said


def test_a_reason_not_known_is_hatched_and_comes_last():
    drawn = cohorts.reasons(frame(REASONS))
    (told,), (unknown,) = traces(drawn, "told"), traces(drawn, "not_known")
    assert marks(drawn, "told") == [["criteria_not_met"], ["age"]]
    assert (list(told.x), list(unknown.x)) == ([5, 4], [9])
    assert unknown.marker.pattern.shape == "/"
    assert unknown.y[0] > max(told.y)
    assert words(drawn)[:2] == ["Criteria not met", "5"]


def test_each_state_has_its_symbol_and_not_invited_has_none():
    drawn = matrix()
    symbols = {trace.name: trace.marker.symbol for trace in drawn.data if trace.type == "scatter"}
    assert symbols == {"attended": "circle", "apologies": "circle", "no_show": "x-thin", "not_booked": "line-ew"}
    assert marks(drawn, "no_show") == [["f:1", "A2", "no_show"]]
    assert sum(len(trace.x) for trace in drawn.data if trace.type == "scatter") == 5
    assert traces(drawn, "apologies")[0].marker.color == style.LIGHT.page
    assert traces(drawn, "attended")[0].marker.color == style.LIGHT.teal


def test_those_who_missed_most_come_first_and_the_never_invited_are_left_out():
    said = words(matrix())
    assert [text for text in said if text in NAMES.values()] == ["Oak Lane", "Fern", "Moss"]
    assert [text for text in said if text.isdigit()] == ["4", "1", "1"]
    assert [text for text in words(matrix(rows=1)) if text in NAMES.values()] == ["Oak Lane"]


def test_meetings_of_different_clusters_share_a_column_of_their_round():
    (days,) = traces(matrix(), "days")
    assert list(days.text) == [f"10{style.NBSP}Jun", f"Sep{style.NBSP}26"]
    assert list(traces(matrix(most_recent=1), "days")[0].text) == [f"Sep{style.NBSP}26"]


def test_two_meetings_of_one_setting_never_share_a_column():
    close = frame(MATRIX).assign(held_on=lambda rows: rows["held_on"].str.replace("2026-06-10", "2026-09-10"))
    drawn = training.matrix(close, frame(MISSED), NAMES)
    assert len(traces(drawn, "days")[0].text) == 2
    assert list(traces(drawn, "not_booked")[0].x) == [0, 1]


def test_one_line_stands_out_and_every_line_has_its_name_and_its_counts():
    drawn = training.attendance_trend(frame(ATTENDANCE))
    assert {trace.name: trace.line.color for trace in drawn.data} == {
        "Alder": style.LIGHT.cover["shared"],
        "Elm": style.LIGHT.cover["shared"],
        "Damson": style.LIGHT.attention,
    }
    assert {"80 %, 16 of 20", "58 %, 11 of 19", "no meeting", "Summer 26", "Autumn 26"} <= {
        text.replace(style.NBSP, " ") for text in words(drawn)
    }
    assert marks(drawn, "Damson") == [["Damson", "2026-summer"], ["Damson", "2026-autumn"]]


def test_the_lines_of_all_clusters_share_one_scale_and_never_cross_into_each_other():
    drawn = training.attendance_trend(frame(ATTENDANCE))
    (alder,), (damson,) = traces(drawn, "Alder"), traces(drawn, "Damson")
    fall = damson.y[1] - damson.y[0]
    assert fall / (alder.y[0] - alder.y[1]) == pytest.approx((0.6316 - 0.5789) / 0.1, rel=1e-3)
    assert max(alder.y) < min(damson.y)
