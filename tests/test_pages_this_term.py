"""This term leads to what is behind each line, at the list that is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from screens import PAGES
from streamlit.testing.v1 import AppTest

from analytics.trend import FIGURES
from analytics.worklist import COVER, VACANCIES, WAITS

LINES = [("senco-coverage", COVER), VACANCIES[::2], ("referral-pathways", (WAITS, ("referral-list", "setting")))]
LINES += [(figure.page, (figure.view,)) for figure in FIGURES.values() if figure.name != "no_senco"]


def test_every_line_of_this_term_leads_to_a_page_and_most_to_a_view_of_it(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("this-term", sample)
    links = [(link.proto.page, parse_qsl(link.proto.query_string)) for link in app.get("page_link") if link.proto.page != "guide"]
    assert len(links) >= 5 + 7
    assert {page or PAGES[0] for page, _ in links} <= set(PAGES)
    assert [view for _, view in links[:5]] == [[figure.view] for figure in FIGURES.values()]
    assert len([view for _, view in links if view]) >= 10


@pytest.mark.parametrize(("page", "view"), LINES, ids=lambda each: each if isinstance(each, str) else "")
def test_a_line_of_this_term_opens_the_list_it_means(page, view, opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(page, sample, **dict(view))
    assert {key: app.radio(key=key).value for key, _ in view} == dict(view)


@pytest.mark.parametrize(
    ("page", "figure"),
    [
        ("senco-coverage", "covered"),
        ("overdue-reviews", "overdue"),
        ("referral-pathways", "over_18_weeks"),
        ("returns-received", "returns"),
    ],
)
def test_a_page_says_its_headline_figure_over_six_terms_in_its_first_view(
    page, figure, opened: Callable[..., AppTest], sample: Path
) -> None:
    app = opened(page, sample)
    (line,) = [chart for chart in app.get("plotly_chart") if chart.proto.alt.startswith(FIGURES[figure].title)]
    assert line.proto.alt.count(" settings ") >= 6
    assert any(said.value.startswith(":gray[" + FIGURES[figure].noun.capitalize()) for said in app.markdown)
