"""A headline figure over its terms as drawn: gaps, scale, labels, and the words beside the picture."""

from __future__ import annotations

from datetime import date

from analytics.charts import trend
from analytics.trend import FIGURES, Point, TermDay

DAYS = [date(2025, 3, 31), date(2025, 8, 31), date(2025, 12, 31), date(2026, 3, 31), date(2026, 8, 31), date(2026, 11, 21)]
LATE, COVERED = FIGURES["overdue"], FIGURES["covered"]


def points(*values: int | None, of_all: int = 400, told: int | None = 80) -> list[Point]:
    return [Point(TermDay.of(on), value, None if value is None else of_all, told, 96) for on, value in zip(DAYS, values, strict=True)]


def line(figure) -> list[float | None]:
    (trace,) = [trace for trace in figure.data if trace.type == "scatter"]
    return list(trace.y)


def texts(figure) -> list[str]:
    return [note.text.replace("\N{NO-BREAK SPACE}", " ") for note in figure.layout.annotations]


def test_a_term_not_known_is_a_hatched_column_and_a_gap_in_the_line():
    drawn = trend.panel(points(16, None, 20, 25, 30, 53), LATE)
    (gap,) = [trace for trace in drawn.data if trace.type == "bar"]
    assert list(gap.x) == [1]
    assert gap.marker.pattern.shape == "/"
    assert line(drawn)[1] is None
    assert not [trace for trace in drawn.data if trace.type == "scatter" and trace.connectgaps]


def test_the_first_and_the_last_known_value_are_written_and_who_told_us_under_every_term():
    said = texts(trend.panel(points(None, 16, 20, 25, 30, 53), LATE))
    assert said[:2] == ["16", "<b>53</b>"]
    assert said.count("80/96") == 6
    assert said[2:4] == ["Spr 25", "Sum 25"]
    assert texts(trend.panel(points(16, 16, 20, 25, 30, 53), LATE, small=True)) == ["16", "<b>53</b>", "Spr 25", "Aut 26"]


def test_small_counts_lie_low_and_panels_of_one_scale_share_it():
    floor = max(line(trend.panel(points(0, 0, 0, 0, 0, 0), LATE)))
    (two,) = {floor - y for y in line(trend.panel(points(2, 2, 2, 2, 2, 2), LATE))}
    (ten,) = {floor - y for y in line(trend.panel(points(10, 10, 10, 10, 10, 10), LATE))}
    (ten_of_forty,) = {floor - y for y in line(trend.panel(points(10, 10, 10, 10, 10, 10), LATE, most=40))}
    assert round(ten / two, 6) == 5
    assert round(ten / ten_of_forty, 6) == 4


def test_a_share_of_few_is_said_as_its_counts():
    few = texts(trend.panel(points(3, 3, 3, 3, 3, 4, of_all=5), COVERED))
    assert few[:2] == ["3 of 5", "<b>4 of 5</b>"]
    assert texts(trend.panel(points(15, 15, 15, 15, 15, 16, of_all=20), COVERED))[:2] == ["75 &#37;", "<b>80 &#37;</b>"]


def test_the_words_beside_the_picture_say_every_term_and_the_cluster():
    said = trend.alt(points(16, None, 20, 25, 30, 53), LATE, "Damson")
    assert said.startswith(
        "Late reviews, Damson. Spring 2025: 16 of 400 children with SEN, 80 of 96 settings told us; Summer 2025: not known"
    )
    assert trend.alt(points(*[None] * 6, told=None), LATE).count("not known") == 6


def test_a_line_beside_words_has_its_gaps_and_no_figures():
    drawn = trend.spark(points(16, None, 20, 25, 30, 53), LATE)
    assert not drawn.layout.annotations
    assert line(drawn)[1] is None
    assert [list(trace.x) for trace in drawn.data if trace.type == "bar"] == [[1]]
