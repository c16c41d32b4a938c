"""Every figure on a page is the command's: a walk over all pages and views.

Whatever a page asks is recorded. Each published question it asked must say what `python -m analytics` prints for the same day and
filters; each table a page draws must hold rows of an answer it asked for; the figures of questions that only a page asks
must add up to what the published questions say. A new page or view is walked by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from screens import PAGES
from streamlit.testing.v1 import AppTest

from analytics.__main__ import answer_written, main
from analytics.queries import QUESTIONS, Inputs, answer
from analytics.trend import FIGURES
from data.contracts.settings import PROVIDER_TYPES
from data.store import Store
from data.terms import Term, end_of, local_day, now
from pages import shared
from pages.where_shown import place_of

# The cluster meeting asks for another audience: tests/test_pages_meeting.py holds its figures to the command’s.
WITHOUT = ("cluster-meeting", "upload-returns", "guide", "administration")
WITH_FIGURES = [address for address in PAGES if address not in WITHOUT]
TODAY = local_day(now())
CODES = {words: code for code, words in PROVIDER_TYPES.items()}
# The day, and the filters in the URL: all settings today, and one cluster, type and officer some months ago.
OCCASIONS = {
    "today": {},
    "some_months_ago_filtered": {
        "as_of": (TODAY - timedelta(days=170)).isoformat(),
        "cluster": "Damson",
        "officer": "A. Mehta",
        "provider_type": PROVIDER_TYPES["group_full_day"],
    },
}


# Figures of a table that the page works out from the rows of an answer: a gap between two posts, the days in the stage
# reached, the children of a school.
WORKED_OUT = {
    "senco-coverage-view = vacancies": {"from_on", "to_on", "days"},
    "referral-pathways-view = stages": {"stage_days"},
    "transitions-view = schools": {"leavers", "meeting_held", "information_shared", "senco_known"},
    "support-view = officers": {"settings", "red", "amber", "green", "grey", "without_senco"}
    | {"overdue_reviews", "contact_gaps", "overdue_actions", "next_meeting_on"},
}
# Six terms in one table, a row a term, from an answer a term.
WORKED_OUT |= {
    f"{key} = {view}": {"as_of", "value", "of_all", "told", "settings"}
    for key, views in {"this-term": ["terms"], "trend-known": ["now", "then"], "trend-of": list(FIGURES)}.items()
    for view in views
}
# Published questions that a page asks for with more columns, counts from the rows of another, or asks for after a click or when
# there is somebody to count.
ASKED_AS = {
    "reviews_by_cluster": "reviews_by_band",
    "referral_waits_by_service_and_cluster": "referral_waits_by_service",
    "transitions_by_cluster": "transition_list",
    "reviews": "review_list",
    "referrals": "referral_list",
    "missed_meetings": "missed_list",
    "returns_received": "returns_by_setting",
}
# Columns that say who or which a row is, as they stand in the answer.
WHO = ("name", "setting", "cluster", "referral_ref", "event_ref", "title", "senco_ref")


@dataclass
class Walk:
    """What the pages asked, with the frames they were given, the views that can be chosen, and what each view asked.

    `seen`: the views chosen on the page, as its URL says them, with the questions of that run.
    """

    asked: dict[tuple[str, Inputs], pd.DataFrame] = field(default_factory=dict)
    views: dict[str, list[str]] = field(default_factory=dict)
    seen: list[tuple[set[tuple[str, str]], set[str]]] = field(default_factory=list)
    run: set[str] = field(default_factory=set)

    def keep(self, app: AppTest) -> None:
        """The run is over: these views asked these questions."""
        self.seen.append(({(radio.key, radio.value) for radio in app.radio}, self.run))
        self.run = set()


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Records every question the pages ask, and every choice of a view they offer; both do what they always do."""
    recorded = Walk()
    ask, choice = shared.ask, shared.choice

    def recorded_ask(question: str, inputs: Inputs, **changes: object) -> pd.DataFrame:
        frame = ask(question, inputs, **changes)
        recorded.asked[question, replace(inputs, **changes)] = frame
        recorded.run.add(question)
        return frame

    def recorded_choice(key: str, options: dict[str, str]) -> str:
        recorded.views[key] = list(options)
        return choice(key, options)

    monkeypatch.setattr(shared, "ask", recorded_ask)
    monkeypatch.setattr(shared, "choice", recorded_choice)
    return recorded


def every_view(app: AppTest, walk: Walk) -> Iterator[str]:
    """The page as it opens, its figures unfolded, then with every other view of each choice; those inside a view before the
    page's next view.
    """
    app.session_state["figures-as-tables"] = True
    app.run()
    assert not app.exception, app.exception[0].value
    walk.keep(app)
    yield "as it opens"
    seen = {(radio.key, radio.value) for radio in app.radio}
    while waiting := [(r.key, view) for r in app.radio for view in walk.views.get(r.key, []) if (r.key, view) not in seen]:
        key, view = waiting[-1]
        seen.add((key, view))
        app.radio(key=key).set_value(view).run()
        assert not app.exception, (key, view, app.exception[0].value)
        walk.keep(app)
        yield f"{key} = {view}"


def figures(frame: pd.DataFrame, columns: list[str]) -> set[tuple]:
    """The rows of some columns, comparable: blank is None, numbers are rounded to four places, days are days."""
    return {tuple(_plain(value) for value in row) for row in frame[columns].itertuples(index=False)}


def _plain(value: object) -> object:
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, str | bool) or not hasattr(value, "__round__") else round(float(value), 4)


def not_answered(drawn: pd.DataFrame, asked: dict[tuple[str, Inputs], pd.DataFrame]) -> list[str]:
    """The columns with figures of a drawn table whose rows no answer has."""
    told = [each for each in drawn.columns if each not in WHO and _has_figures(drawn[each])]
    left = []
    for column in told:
        frames = [frame for frame in asked.values() if column in frame.columns]
        known = [[each for each in drawn.columns if each in frame.columns and (each in WHO or each in told)] for frame in frames]
        closest = max((len(set(columns) & set(WHO)) for columns in known), default=0)
        of_the_same = [(frame, columns) for frame, columns in zip(frames, known, strict=True) if len(set(columns) & set(WHO)) == closest]
        if not any(figures(drawn, columns) <= figures(frame, columns) for frame, columns in of_the_same):
            left.append(column)
    return left


def wrongly_led(address: str, seen: list[tuple[set[tuple[str, str]], set[str]]]) -> list[str]:
    """The published questions whose definition leads to a view of this page that did not ask them, or that lead nowhere."""
    asked = set().union(*(questions for _, questions in seen))
    here = {query.name: place for query in QUESTIONS.values() if query.named and (place := place_of(query.name))}
    wrong = [f"{question} leads nowhere" for question in asked if QUESTIONS[question].named and question not in here]
    for question, place in here.items():
        wanted = {question, ASKED_AS.get(question, question)}
        if place.address == address and not any(set(place.view) <= views and wanted & questions for views, questions in seen):
            wrong.append(f"{question} is not asked by {place}")
    return wrong


def _has_figures(column: pd.Series) -> bool:
    said = column.dropna()
    return len(said) > 0 and all(not isinstance(each, str | bool) for each in said)


@pytest.mark.parametrize("occasion", OCCASIONS)
@pytest.mark.parametrize("address", WITH_FIGURES)
def test_every_figure_on_a_page_is_the_commands(
    address: str, occasion: str, walk: Walk, opened: Callable[..., AppTest], sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = OCCASIONS[occasion]
    app = opened(address, sample, **chosen)
    not_the_answers = {}
    for view in every_view(app, walk):
        for table in app.dataframe:
            if (said := re.search(r": (\d[\d,]*)( \w+)?$", table.proto.alt)) and int(said[1].replace(",", "")) != len(table.value):
                not_the_answers[view] = {table.proto.alt}
        for table in [*app.dataframe, *app.table]:
            if left := set(not_answered(table.value, walk.asked)) - WORKED_OUT.get(view, set()):
                not_the_answers[view] = left
    assert not_the_answers == {}
    assert chosen or wrongly_led(address, walk.seen) == []  # some filters leave a view with nothing to ask
    st.cache_resource.clear()  # closes the store, so that the command can open it
    compared = {query.name for query in QUESTIONS.values() if query.named} | set(ASKED_AS.values())
    published = {of: frame for of, frame in walk.asked.items() if of[0] in compared}
    assert published
    filters = [
        word for name, value in chosen.items() if name != "as_of" for word in (f"--{name.replace('_', '-')}", CODES.get(value, value))
    ]
    printed = Store.open(sample)
    try:
        for (question, inputs), frame in published.items():
            of_page = replace(
                inputs, clusters=_of(chosen, "cluster"), provider_types=_of(chosen, "provider_type"), officers=_of(chosen, "officer")
            )
            if question == "settings_needing_support" and f"{inputs.as_of}" != chosen.get("as_of", f"{TODAY}"):
                of_page = inputs  # a setting may have been in another cluster at the end of an earlier term
            assert _rows(frame) == _rows_printed(answer_written(printed, question, of_page, "json")), (question, inputs)
    finally:
        printed.close()
    question, inputs = next(of for of in published)
    assert main([question, "--as-of", inputs.as_of.isoformat(), *filters, "--store", str(sample), "--format", "json"]) == 0
    assert _rows_printed(capsys.readouterr().out) == _rows(published[question, inputs])


def _of(chosen: dict[str, str], name: str) -> tuple[str, ...]:
    return (CODES.get(chosen[name], chosen[name]),) if name in chosen else ()


def _rows(frame: pd.DataFrame) -> list[tuple]:
    return [tuple(_plain(value) for value in row) for row in frame.itertuples(index=False)]


def _rows_printed(text: str) -> list[tuple]:
    """The rows of the command's JSON, days as days."""
    return [tuple(_day(value) if isinstance(value, str) else _plain(value) for value in row.values()) for row in json.loads(text)]


def _day(text: str) -> object:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def test_the_figures_of_a_page_alone_are_those_of_the_published_questions(sample: Path) -> None:
    store = Store.open(sample)
    try:
        for days_ago in (0, 170):
            inputs = Inputs(TODAY - timedelta(days=days_ago), end_of(TODAY), clusters=("Alder", "Damson"))

            def said(question: str, inputs: Inputs = inputs) -> pd.DataFrame:
                return answer(store, question, inputs)

            (head,) = said("headline_figures").to_dict("records")
            covered, late = said("senco_coverage_by_cluster"), said("reviews_by_cluster")
            expected = covered[covered["expectation"] == "expected"]
            waits, returns = said("referral_waits_by_service"), said("returns_received")
            of_term = returns[returns["term"] == Term.of(inputs.as_of).name]
            assert head["no_senco_children_settings"] == len(said("children_without_senco"))
            assert head["no_senco_children"] == said("children_without_senco")["children"].sum()
            assert [head["expected_covered"], head["expected_settings"]] == [expected["covered"].sum(), expected["settings"].sum()]
            assert [head["overdue"], head["children"]] == [late["overdue"].sum(), late["children"].sum()]
            assert head["overdue_43_up"] == (said("reviews")["band"] == "43+").sum()
            assert [head["over_18_weeks"], head["waiting"]] == [waits["waiting_over_18_weeks"].sum(), waits["waiting"].sum()]
            assert head["returned_to_setting"] == (said("referrals")["waiting"] == "setting").sum()
            assert [head["returns_received"], head["returns_expected"]] == [of_term["received"].sum(), of_term["expected"].sum()]
            gaps, cover = said("senco_gaps"), said("senco_coverage")
            assert sorted(gaps["setting"]) == sorted(cover[cover["cover"].isin(["vacant", "not_known"])]["setting"])
            assert said("reviews_by_band")["overdue"].sum() == late["overdue"].sum()
            for listed, published in (("review_list", "reviews"), ("referral_list", "referrals"), ("missed_list", "missed_meetings")):
                shared_columns = [each for each in said(published).columns if each in said(listed).columns]
                assert figures(said(listed), shared_columns) == figures(said(published), shared_columns), listed
    finally:
        store.close()


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_the_cards_of_this_term_are_figures_of_the_published_questions(occasion: str, opened: Callable[..., AppTest], sample: Path) -> None:
    chosen = OCCASIONS[occasion]
    cards = {re.split("[:,]", card.label)[0]: (card.label, card.value) for card in opened("this-term", sample, **chosen).metric}
    st.cache_resource.clear()
    as_of = date.fromisoformat(chosen.get("as_of", TODAY.isoformat()))
    store = Store.open(sample)
    try:
        inputs = Inputs(
            as_of,
            end_of(TODAY),
            clusters=_of(chosen, "cluster"),
            provider_types=_of(chosen, "provider_type"),
            officers=_of(chosen, "officer"),
        )
        without, covered, late, waits, returns = (
            answer(store, question, inputs)
            for question in (
                "children_without_senco",
                "senco_coverage_by_cluster",
                "reviews_by_cluster",
                "referral_waits_by_service",
                "returns_received",
            )
        )
    finally:
        store.close()
    covered, returns = covered[covered["expectation"] == "expected"], returns[returns["term"] == Term.of(as_of).name]
    expected = {
        "SEN but no SENCO": ([], [len(without)]),
        "Covered": _part_of(covered["covered"].sum(), covered["settings"].sum()),
        "Late reviews": ([late["children"].sum()], [late["overdue"].sum()]),
        "Over 18 weeks": ([waits["waiting"].sum()], [waits["waiting_over_18_weeks"].sum()]),
        "Returns": _part_of(returns["received"].sum(), returns["expected"].sum()),
    }
    assert {name: (_numbers(label, name), _numbers(value)) for name, (label, value) in cards.items()} == expected


def _part_of(part: int, whole: int) -> tuple[list[int], list[int]]:
    """The numbers of a card with a share: the counts in its label, the percentage as its value."""
    return [part, whole], [(200 * part + whole) // (2 * whole)]


def _numbers(text: str, without: str = "") -> list[int]:
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text.removeprefix(without))]


def test_a_figure_that_no_answer_has_is_found() -> None:
    answers = {("reviews_by_cluster", Inputs(TODAY, end_of(TODAY))): pd.DataFrame({"cluster": ["Alder", "Birch"], "overdue": [3, 4]})}
    assert not_answered(pd.DataFrame({"cluster": ["Alder"], "overdue": [3]}), answers) == []
    assert not_answered(pd.DataFrame({"cluster": ["Alder"], "overdue": [4]}), answers) == ["overdue"]
    assert not_answered(pd.DataFrame({"cluster": ["Birch"], "overdue": [4], "children": [9]}), answers) == ["children"]
