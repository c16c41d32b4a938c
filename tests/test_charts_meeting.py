"""The screens of a cluster meeting as drawn: what is hidden is a dotted frame and a `c`, and no figure holds more than it shows."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go
import pytest

from analytics.charts import meeting_screens
from analytics.charts.meeting_screens import NARROW, WIDE, alt, balanced, picture, wrapped
from analytics.charts.style import text_width
from analytics.meeting.bars import Bar, Group, Screen, share_bar
from tests.drawn_frames import HOSTILE
from tests.drawn_meeting import BARS, WAITS, C, meeting_figures, reviews, steps, trend, waits

SHEETS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def texts(drawn: go.Figure) -> list[str]:
    return [re.sub(r"</?b>", "", note.text).replace("&#37;", "%").replace("\u00a0", " ") for note in drawn.layout.annotations]


def marks(drawn: go.Figure, kind: str) -> list[tuple[float, float, float]]:
    """Each mark of a kind: its middle, where it starts and where it ends."""
    return [
        (y, start, start + length)
        for trace in drawn.data
        if trace.name == kind
        for y, start, length in zip(trace.y, trace.base, trace.x, strict=True)
    ]


def frames(drawn: go.Figure) -> list[tuple[float, float, float]]:
    """Each dotted frame: its middle, where it starts and where it ends."""
    return [((each.y0 + each.y1) / 2, each.x0, each.x1) for each in drawn.layout.shapes if each.line.dash == "dot"]


def row(drawn: go.Figure, name: str) -> float:
    """The y of the text of a row."""
    (note,) = [note for note in drawn.layout.annotations if re.sub(r"</?b>", "", note.text) == name]
    return note.y


def test_a_share_is_drawn_to_its_end_and_the_rest_of_the_bar_behind_it():
    drawn = picture(reviews())
    both = marks(drawn, "others") + marks(drawn, "track")
    (start, end), (_, whole) = ((left, right) for y, left, right in both if y == row(drawn, "Alder"))
    assert (end - start) / (whole - start) == pytest.approx(94 / 102)
    assert {"92 %", "94 of 102"} <= set(texts(drawn))


@SHEETS
def test_a_hidden_row_is_a_dotted_empty_frame_and_a_c(narrow):
    drawn = picture(reviews(BARS[1]), narrow=narrow)
    assert len(frames(drawn)) == 1
    assert not drawn.data
    assert texts(drawn).count("c") == 1


def test_what_is_known_of_a_hidden_part_is_drawn_solid_and_dotted_beyond():
    drawn = picture(reviews(BARS[0], BARS[2]))
    ((_, start, end),) = [mark for mark in marks(drawn, "bar") if mark[0] == row(drawn, "Cherry")]
    ((_, beyond, last),) = frames(drawn)
    assert beyond == end
    assert (end - start) / (last - start) == pytest.approx(52 / 64)
    assert {"at least 81 %", "52 of 64"} <= set(texts(drawn))


@SHEETS
def test_what_is_not_known_is_hatched_and_a_nought_is_said(narrow):
    drawn = picture(reviews(BARS[4], BARS[5]), narrow=narrow)
    (hatched,) = [trace for trace in drawn.data if trace.name == "not known"]
    assert hatched.marker.pattern.shape == "/"
    assert len(hatched.y) == 1
    assert {"0 %", "not known"} <= set(texts(drawn))


@SHEETS
def test_too_few_for_a_share_are_counted_without_a_bar_and_none_has_no_bar(narrow):
    drawn = picture(reviews(BARS[6], BARS[7]), narrow=narrow)
    assert not drawn.data
    assert not drawn.layout.shapes
    assert {"4 of 4", meeting_screens.TOO_FEW, "none"} <= set(texts(drawn))


def test_the_cluster_of_the_meeting_is_bold_and_darker_than_the_others():
    drawn = picture(reviews())
    (ours,) = marks(drawn, "bar")
    assert ours[0] == row(drawn, "Damson")
    assert len(marks(drawn, "others")) == 2  # Alder and Cherry
    assert [note.text for note in drawn.layout.annotations if note.text in ("<b>Damson</b>", "Alder")] == ["Alder", "<b>Damson</b>"]
    assert len(marks(picture(reviews(*BARS[:3])), "bar")) == 2


def test_waits_end_in_those_over_18_weeks_and_a_hidden_part_leaves_the_bar_whole():
    drawn = picture(waits())
    ((_, start, end),) = marks(drawn, "over")
    ((_, first, _),) = [mark for mark in marks(drawn, "bar") if mark[0] == row(drawn, "Hearing")]
    assert (end - start) / (end - first) == pytest.approx(10 / 40)
    ((_, left, right),) = [mark for mark in marks(drawn, "bar") if mark[0] == row(drawn, "Vision")]
    assert (right - left) / (end - first) == pytest.approx(20 / 40)
    assert not marks(drawn, "track")
    assert len(frames(drawn)) == 1  # Portage
    assert {"40", "10 over 18 weeks", "c", "20", "c over 18 weeks", "0"} <= set(texts(drawn))


def test_three_small_multiples_stand_side_by_side_with_their_rows_on_one_line():
    drawn = picture(trend())
    assert len({x for name in ("bar",) for _, x, _ in marks(drawn, name)}) == 3
    rows = [note for note in drawn.layout.annotations if note.text == "Alder"]
    assert len(rows) == 3
    assert len({note.y for note in rows}) == 1


def test_more_than_ten_rows_stand_in_two_columns():
    many = [share_bar(f"Cluster {n}", n, 40) for n in range(1, 18)]
    drawn = picture(reviews(*many))
    assert len({round(x) for _, x, _ in marks(drawn, "bar")}) == 2
    assert drawn.layout.height == WIDE.height


@pytest.mark.parametrize("count", [1, 3, 5, 10, 20])
def test_a_wide_sheet_keeps_its_height_whatever_its_rows_and_a_line_of_sentences(count):
    many = [share_bar(f"Cluster {n}", n, 40) for n in range(count)]
    assert picture(reviews(*many)).layout.height == WIDE.height
    named = ("A nursery came to all five meetings in the last 12 months",) * 5
    assert picture(reviews(*many[:5], lines=named)).layout.height == WIDE.height
    assert picture(steps(*["We visit every group that has no SENCO before the winter."] * 9)).layout.height == WIDE.height


@SHEETS
def test_every_text_stays_on_its_sheet(narrow):
    sheet = NARROW if narrow else WIDE
    long = "Settings of the north and of the north-east by the river and the sea"
    screens = [reviews(), waits(), trend(), steps("We do this. " * 20), reviews(share_bar(long, C, 64, least=[52], is_ours=True), BARS[3])]
    waiting = (*WAITS, Bar(long, 30, 40, 1.0, "40", "30 over 18 weeks"))
    screens.append(Screen("waits", f"{long} " * 3, (Group("", "referrals waiting", waiting),)))
    for screen in screens:
        drawn = picture(screen, narrow=narrow)
        for note in drawn.layout.annotations:
            is_bold = note.text.startswith("<b>")
            said = re.sub(r"</?b>", "", note.text).replace("&#37;", "%")
            width = text_width(said, note.font.size, bold=is_bold)
            left = note.x - (width if note.xanchor == "right" else 0)
            assert left >= -2, said
            assert left + width <= sheet.width + 8, said
            assert 0 < note.y < drawn.layout.height


def test_a_headline_breaks_into_lines_about_as_long_as_each_other():
    said = "More settings in Damson came to a meeting than last term: 18 of 25, after 16 of 25"
    lines = balanced(said, WIDE.width, WIDE.headline)
    assert " ".join(lines) == said
    assert len(lines) == 2
    assert min(map(len, lines)) / max(map(len, lines)) > 0.7
    assert balanced("What we do next", WIDE.width, WIDE.headline) == ["What we do next"]


def test_a_word_wider_than_its_line_is_cut_and_never_runs_over():
    (line,) = wrapped("W" * 80, 200, 20)
    assert line.endswith("…")
    assert text_width(line, 20) <= 200


@pytest.mark.parametrize("name", list(meeting_figures()))
def test_a_figure_holds_nothing_that_is_not_drawn_or_written(name):
    drawn = json.loads(meeting_figures()[name].to_json())
    for trace in drawn["data"]:
        assert trace["hoverinfo"] == "skip"
        assert not {"customdata", "text", "hovertext", "hovertemplate", "meta", "ids"} & set(trace)
    assert not drawn["layout"].get("meta")
    assert not drawn["layout"].get("title")
    assert not [note for note in drawn["layout"]["annotations"] if note.get("hovertext")]


def test_the_words_beside_a_screen_say_what_it_shows_and_no_more():
    said = alt(reviews(lines=("Fern Bank came to both meetings",))).replace("\u00a0", " ")
    assert said == (
        "60 of the 71 children with SEN in Damson have no late review. Alder: 92 %, 94 of 102; Birch: hidden; Cherry: at least 81 %, "
        "52 of 64; Damson: 85 %, 60 of 71; Elm: 0 %, 0 of 30; Fir: not known; Gorse: 4 of 4; Hazel: none. Fern Bank came to both "
        "meetings. 74 of 85 are in. c: hidden, because the number is small or would give a small one away."
    )
    assert "Vision: 20, c over 18 weeks" in alt(waits())


def test_a_hostile_name_is_its_letters_in_every_text_of_a_screen():
    bar = share_bar(HOSTILE, 94, 102)
    drawn = picture(reviews(bar, headline=f"In {HOSTILE}"))
    assert not [note.text for note in drawn.layout.annotations if "<a" in note.text or "%{" in note.text]
    assert HOSTILE in alt(reviews(bar))  # plain text: the page escapes it
