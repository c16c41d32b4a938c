"""What holds for every figure: no furniture, two themes, readable, calm when empty, and no name more than its letters."""

from __future__ import annotations

import re
from functools import cache

import plotly.graph_objects as go
import pytest

from analytics.charts import clocks, cohorts, coverage, referrals, reviews, stage_times, style, training, trend, weeks_ahead
from analytics.queries import Inputs, answer
from data.store import Store
from data.terms import parse_moment
from tests.drawn_frames import (
    AHEAD,
    AS_OF,
    ATTENDANCE,
    BANDS,
    CLOCKS,
    COHORT,
    HOSTILE,
    MATRIX,
    MISSED,
    NAMES,
    REASONS,
    REFERRALS,
    SEEN,
    SERVICES,
    TIMES,
    WEEKS,
    frame,
    matrix,
    settings,
    waits,
    words,
)
from tests.drawn_meeting import hostile_meeting_figures, meeting_figures
from tests.drawn_plans import hostile_plan_figures, plan_figures
from tests.drawn_senco import hostile_senco_figures, senco_figures
from tests.drawn_training import training_figures
from tests.test_charts_trend import LATE
from tests.test_charts_trend import points as late_points


@cache
def all_figures(dark: bool = False) -> dict[str, go.Figure]:
    return {
        "squares": coverage.squares(settings(must__Alder="in", expected__Alder="istvn", encouraged__Alder="ivn"), dark=dark),
        "key": coverage.key(dark=dark),
        **senco_figures(dark),
        "late": reviews.late_by_cluster(frame(BANDS), dark=dark),
        "due": weeks_ahead.calendar(frame(WEEKS), frame(AHEAD), dark=dark),
        **plan_figures(dark),
        "waits": waits(dark),
        "flow": cohorts.flow(frame(COHORT), dark=dark),
        "reasons": cohorts.reasons(frame(REASONS), dark=dark),
        "limits": clocks.limits(frame(CLOCKS), dark=dark),
        "steps": stage_times.steps(frame(TIMES), dark=dark),
        "matrix": matrix(dark=dark),
        "trend": training.attendance_trend(frame(ATTENDANCE), dark=dark),
        "six terms": trend.panel(late_points(16, None, 20, 25, 30, 53), LATE, dark=dark),
        **training_figures(dark),
        **meeting_figures(dark),
    }


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", list(all_figures()))
def test_every_figure_has_clear_paper_a_fixed_height_and_no_furniture(name, dark):
    drawn = all_figures(dark)[name]
    layout = drawn.layout.template.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert (layout.showlegend, layout.dragmode, layout.xaxis.visible, layout.yaxis.visible) == (False, False, False, False)
    assert layout.font.color == style.palette(dark).text
    assert drawn.layout.height > 40
    assert all(note.font.size is None or note.font.size >= 14 for note in drawn.layout.annotations)


@pytest.mark.parametrize("name", list(all_figures()))
def test_the_dark_theme_uses_no_colour_of_the_light_one(name):
    light = (
        {value for value in vars(style.LIGHT).values() if isinstance(value, str)} | set(style.LIGHT.cover.values()) | set(style.LIGHT.late)
    )
    assert not {colour for colour in light if colour in all_figures(dark=True)[name].to_json()}


@pytest.mark.parametrize("name", list(all_figures()))
def test_a_mark_without_customdata_says_nothing_when_pointed_at(name):
    for trace in all_figures()[name].data:
        assert trace.customdata is not None or trace.hoverinfo == "skip"


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((light(one), light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ink", [style.LIGHT, style.DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_what_it_stands_on(ink):
    pairs = [(ink.text, ink.page), (ink.muted, ink.page), (ink.attention, ink.page)]
    pairs += [*zip(ink.late_text, ink.late, strict=True), *zip(ink.counts_text, ink.counts, strict=True)]
    pairs += [(ink.cover_text[cover], ink.cover[cover]) for cover in ink.cover]
    assert min(contrast(*pair) for pair in pairs) >= 4.5
    assert contrast(ink.unknown, ink.page) >= 3


def shown_texts(drawn: go.Figure) -> list[str]:
    texts = [note.text for note in drawn.layout.annotations] + [note.hovertext or "" for note in drawn.layout.annotations]
    for trace in drawn.data:
        for part in (trace.text, trace.hovertext):
            texts += [part] if isinstance(part, str) else [text for text in part or () if text]
    return texts


def test_a_hostile_name_stays_letters_in_every_figure():
    bad = {"cluster": HOSTILE, "name": HOSTILE}
    figures = [
        coverage.squares(settings(expected__Alder="iv").assign(**bad)),
        coverage.squares(settings(expected__Alder="iv").assign(provider_type=HOSTILE), by="provider_type"),
        *hostile_senco_figures(bad),
        *hostile_plan_figures(bad),
        *hostile_meeting_figures(),
        reviews.late_by_cluster(frame(BANDS)[:1].assign(cluster=HOSTILE)),
        weeks_ahead.calendar(frame(WEEKS)[:2].assign(cluster=HOSTILE), frame(AHEAD)),
        referrals.waits(frame(REFERRALS).assign(**bad, referral_ref=HOSTILE), frame(SERVICES).assign(service=HOSTILE), as_of=AS_OF),
        referrals.waits(frame(SEEN).assign(**bad, referral_ref=HOSTILE), frame(SERVICES).assign(**bad), as_of=AS_OF, by="cluster"),
        cohorts.reasons(frame(REASONS).assign(reason=HOSTILE)),
        clocks.limits(frame(CLOCKS).assign(clock=HOSTILE, unit=HOSTILE)),
        stage_times.steps(frame(TIMES).assign(service=HOSTILE, from_stage=HOSTILE)),
        training.matrix(frame(MATRIX), frame(MISSED), dict.fromkeys(NAMES, HOSTILE)),
        training.attendance_trend(frame(ATTENDANCE)[:2].assign(cluster=HOSTILE)),
        *(figure for name, figure in training_figures(cluster=HOSTILE).items() if name != "steps"),
    ]
    for drawn in figures:
        texts = shown_texts(drawn)
        assert any("&#60;a href" in text for text in texts)
        for text in texts:
            assert set(re.findall(r"<[^>]*>?", text)) <= {"<b>", "</b>", "<br>", "</span>"} | set(
                re.findall(r'<span style="color:#\w{6}">', text)
            )
            assert "%{" not in text
            assert "$" not in text


@pytest.mark.parametrize("dark", [False, True])
def test_an_empty_answer_is_a_calm_sentence_and_no_mark(store: Store, dark):
    asked = Inputs(AS_OF, parse_moment("2026-11-21"))
    names = ("senco_coverage", "reviews_by_band", "reviews_due_by_week", "referral_list", "referral_waits_by_service")
    names += (
        "weeks_ahead",
        "referral_cohorts",
        "decline_reasons",
        "service_clocks",
        "stage_times",
        "training_matrix",
        "missed_list",
        "cluster_attendance",
    )
    empty = {name: answer(store, name, asked) for name in names}
    figures = {
        "No settings to show.": coverage.squares(empty["senco_coverage"], dark=dark),
        "No reviews to show.": reviews.late_by_cluster(empty["reviews_by_band"], dark=dark),
        "No review dates to show.": weeks_ahead.calendar(empty["reviews_due_by_week"], empty["weeks_ahead"], dark=dark),
        "No referrals to show.": referrals.waits(empty["referral_list"], empty["referral_waits_by_service"], as_of=AS_OF, dark=dark),
        "No referral was made this term.": cohorts.flow(empty["referral_cohorts"], dark=dark),
        "No time limits to show.": clocks.limits(empty["service_clocks"], dark=dark),
        "No step has been taken yet this term.": stage_times.steps(empty["stage_times"], dark=dark),
        "No referral was declined.": cohorts.reasons(empty["decline_reasons"], dark=dark),
        "No cluster meeting has been held yet.": training.matrix(empty["training_matrix"], empty["missed_list"], {}, dark=dark),
    }
    for sentence, drawn in figures.items():
        assert (words(drawn), len(drawn.data)) == ([sentence], 0)
    assert words(training.attendance_trend(empty["cluster_attendance"], dark=dark)) == ["No cluster meeting has been held yet."]
    assert coverage.widths(empty["senco_coverage"]) == {}
