"""The sentences at the head of a page, word for word: none, one, both, all, not known, not loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import pytest

from analytics import sentences
from analytics.charts import referrals
from analytics.queries import Inputs, answer
from analytics.trend import Point, TermDay
from data.store import Store
from data.terms import Term, parse_moment
from tests.drawn_counts import SIXTY_NINE, attendance, missed, said, settings, waiting


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            SIXTY_NINE,
            "59 of the 69 settings expected to have a SENCO have one. Six do not, three of them in Damson, and four have not told us.",
        ),
        (settings(), "There are no settings to show."),
        (settings("none Alder n"), "No setting on the register is asked to have a SENCO here."),
        (settings("expected Alder i"), "The one setting expected to have a SENCO has one."),
        (settings("expected Alder v"), "The one setting expected to have a SENCO does not have one."),
        (settings("expected Alder n"), "We do not know whether the one setting expected to have a SENCO has one: it has not told us."),
        (settings("expected Alder it"), "Both settings expected to have a SENCO have one."),
        (settings("expected Alder its"), "All three settings expected to have a SENCO have one."),
        (
            settings("expected Alder nn"),
            "We do not know whether either of the two settings expected to have a SENCO has one: neither has told us.",
        ),
        (
            settings("expected Alder nnn"),
            "We do not know whether any of the three settings expected to have a SENCO has one: none has told us.",
        ),
        (settings("expected Alder vvv"), "None of the three settings expected to have a SENCO has one."),
        (
            settings("expected Alder vnn"),
            "None of the three settings expected to have a SENCO is known to have one. One does not and two have not told us.",
        ),
        (
            settings("expected Alder ii", "expected Elm v"),
            "Two of the three settings expected to have a SENCO have one. One does not, in Elm.",
        ),
        (
            settings("expected Alder i", "expected Elm vv"),
            "One of the three settings expected to have a SENCO has one. Two do not, both in Elm.",
        ),
        (
            settings("expected Alder i", "expected Elm vvv"),
            "One of the four settings expected to have a SENCO has one. Three do not, all of them in Elm.",
        ),
        (settings("expected Alder iv", "expected Elm v"), "One of the three settings expected to have a SENCO has one. Two do not."),
        (settings("expected Alder iin"), "Two of the three settings expected to have a SENCO have one. One has not told us."),
        (settings("must Alder iv", "encouraged Elm v"), "One of the two settings that must have a SENCO has one. One does not."),
        (
            settings("encouraged Elm ivn"),
            "One of the three childminders encouraged to have a SENCO has one. One does not and one has not told us.",
        ),
    ],
)
def test_the_coverage_answer(rows, expected):
    assert sentences.coverage_answer(rows) == expected


def test_coverage_never_claims_anything_of_a_return_that_was_not_loaded():
    told = sentences.coverage_answer(settings("expected Alder nnn"), loaded=False)
    assert told == "No SENCO return has been loaded, so cover is not known for any of the three settings expected to have a SENCO."


def children(*, late: Iterable[int] = (), soon: int = 0, on_track: int = 0, no_date: int = 0) -> pd.DataFrame:
    rows = [("overdue", days) for days in late]
    rows += [("due_soon", None)] * soon + [("on_track", None)] * on_track + [("no_date", None)] * no_date
    return pd.DataFrame({"state": [state for state, _ in rows], "days_overdue": pd.Series([days for _, days in rows], dtype="Int64")})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            children(late=[5] * 28 + [42] + [43] * 8, soon=52, on_track=323),
            "37 of 412 children are past their review date (9 %), eight of them by more than six weeks. "
            "Another 52 fall due in the next two weeks.",
        ),
        (children(), "No child with a SEN plan is known here on this day."),
        (children(on_track=3), "None of the three children is past the review date."),
        (children(on_track=1), "The one child is not past the review date."),
        (children(soon=1, on_track=3), "None of the four children is past the review date. One falls due in the next two weeks."),
        (children(on_track=3, no_date=2), "None of the five children is known to be past the review date. Two have no date set."),
        (children(no_date=2), "No review date is set for either of two children, so we cannot say whether any is late."),
        (children(late=[3, 50, 60]), "All three children are past their review date, two of them by more than six weeks."),
        (children(late=[50]), "The one child is past the review date, by more than six weeks."),
        (
            children(late=[3], on_track=19),
            "One of 20 children is past the review date (5 %). No others are known to fall due in the next two weeks.",
        ),
        (
            children(late=[50, 60], soon=1, on_track=1),
            "Two of four children are past their review date (50 %), both of them by more than six weeks. "
            "Another one falls due in the next two weeks.",
        ),
    ],
)
def test_the_reviews_answer(rows, expected):
    assert said(sentences.reviews_answer(rows)) == expected


@pytest.mark.parametrize(("days", "span"), [(1, "day"), (7, "week"), (10, "ten days"), (14, "two weeks"), (84, "12 weeks")])
def test_the_reviews_answer_looks_as_far_ahead_as_due_soon_does(days, span):
    answer = sentences.reviews_answer(children(late=[1], soon=1, on_track=2), due_soon_days=days)
    assert answer.endswith(f"Another one falls due in the next {span}.")


def test_reviews_not_loaded_claim_nothing():
    assert sentences.reviews_answer(children(), loaded=False) == "No SEN review return has been loaded, so no review dates are known."


@pytest.mark.parametrize(
    ("rows", "answer_said", "title"),
    [
        (
            waiting(speech_language=[5] * 27 + [127] * 7, portage=[126] * 48 + [200] * 4),
            "86 referrals are waiting. Eleven have waited over 18 weeks, seven of them for speech and language therapy.",
            "Speech and language has seven of the eleven longest waits",
        ),
        (waiting(), "No referral is known here on this day.", "No referrals to show"),
        (waiting(portage=[-200]), "No referral is waiting for a first contact.", "No referral is waiting"),
        (waiting(portage=[126]), "One referral is waiting. It has not waited over 18 weeks.", "No referral has waited over 18 weeks"),
        (waiting(portage=[3, 4]), "Two referrals are waiting. Neither has waited over 18 weeks.", "No referral has waited over 18 weeks"),
        (
            waiting(portage=[3, 4, 5, -400]),
            "Three referrals are waiting. None has waited over 18 weeks.",
            "No referral has waited over 18 weeks",
        ),
        (
            waiting(portage=[127]),
            "One referral is waiting. It has waited over 18 weeks, for Portage.",
            "The one wait over 18 weeks is for Portage",
        ),
        (
            waiting(ehc_assessment=[200, 300], hearing=[1]),
            "Three referrals are waiting. Two have waited over 18 weeks, both for EHC needs assessment.",
            "Both waits over 18 weeks are for EHC needs assessment",
        ),
        (
            waiting(vision=[200], hearing=[300]),
            "Two referrals are waiting. Both have waited over 18 weeks.",
            "Two waits over 18 weeks, in two services",
        ),
    ],
)
def test_the_referrals_answer_and_title(rows, answer_said, title):
    assert sentences.referrals_answer(rows) == answer_said
    assert referrals.waits_finding(rows) == title


def cluster_waits(**clusters: list[int]) -> pd.DataFrame:
    """Days waited for the vision service, by cluster."""
    rows = [(cluster, "vision", "service", days) for cluster, waits in clusters.items() for days in waits]
    return pd.DataFrame(rows, columns=["cluster", "service", "waiting", "wait_days"])


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (cluster_waits(Alder=[127, 127], Elm=[127]), "Three waits over 18 weeks for vision service, two of them in Alder"),
        (cluster_waits(Alder=[127], Elm=[126]), "One wait over 18 weeks for vision service, in Alder"),
        (cluster_waits(Alder=[127], Elm=[127]), "Two waits over 18 weeks for vision service"),
        (cluster_waits(Alder=[126]), "No referral has waited over 18 weeks"),
    ],
)
def test_the_title_of_one_services_waits_names_the_cluster(rows, title):
    assert referrals.waits_finding(rows, by="cluster") == title


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([(40, 0.9), (60, 0.9833)], "Of 100 referrals seen this term, 95 had waited 18 weeks or less (95 %)"),
        ([(3, 0.3333), (1, 0.0)], "Of four referrals seen this term, one had waited 18 weeks or less"),
        ([(3, 0.0)], "Of three referrals seen this term, none had waited 18 weeks or less"),
        ([(2, 1.0)], "Both referrals seen this term had waited 18 weeks or less"),
        ([(2, 1.0), (1, 1.0), (0, None)], "All three referrals seen this term had waited 18 weeks or less"),
        ([(1, 0.0)], "The one referral seen this term had waited over 18 weeks"),
        ([(0, None)], "No referral has been seen yet this term"),
        ([], "No referral has been seen yet this term"),
    ],
)
def test_the_title_of_those_seen_within_18_weeks(seen, expected):
    figures = pd.DataFrame(seen, columns=["completed", "within_18_weeks_share"])
    assert said(referrals.within_finding(figures.astype({"completed": "Int64", "within_18_weeks_share": float}))) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], "Every setting with three or more children with SEN made a referral in the last 12 months"),
        (["none_made"], "One setting with three or more children with SEN made no referral in 12 months"),
        (
            ["none_made", "none_made", "not_known"],
            "Two settings with three or more children with SEN made no referral in 12 months; one setting has not told us",
        ),
        (["not_known", "not_known"], "No setting is known to have several children and no referral; two settings have not told us"),
    ],
)
def test_the_title_of_unused_routes_says_apart_what_is_not_known(states, expected):
    assert sentences.unused_routes_finding(pd.DataFrame({"state": states}), children=3, within="12 months") == expected


@pytest.mark.parametrize(
    ("counts", "came", "expected"),
    [
        (
            [3] * 6 + [2, None],
            {"Alder__2026_summer": (71, 100), "Alder__2026_autumn": (40, 50), "Elm__2026_autumn": (38, 50)},
            "Six settings have missed three or more cluster meetings in a row. 78 % of those invited came this term, up from 71 %.",
        ),
        (
            [3, 0],
            {"Alder__2026_summer": (9, 10), "Alder__2026_autumn": (8, 10)},
            "One setting has missed three or more cluster meetings in a row. 80 % of those invited came this term, down from 90 %.",
        ),
        (
            [2, 0],
            {"Alder__2026_autumn": (2, 2)},
            "No setting has missed three or more cluster meetings in a row. All of those invited came this term.",
        ),
        (
            [1],
            {"Alder__2026_summer": (701, 1000), "Alder__2026_autumn": (70, 100)},
            "No setting has missed three or more cluster meetings in a row. 70 % of those invited came this term, as in the term before.",
        ),
        (
            [4],
            {"Alder__2026_summer": (1, 2), "Alder__2026_autumn": (0, 0)},
            "One setting has missed three or more cluster meetings in a row. No cluster meeting has been held yet this term.",
        ),
        ([None], {}, "No cluster meeting has been held here yet."),
        ([], {}, "No cluster meeting has been held here yet."),
    ],
)
def test_the_training_answer(counts, came, expected):
    assert said(sentences.training_answer(missed(*counts), attendance(**came))) == expected


def headline(**figures: int | None) -> pd.Series:
    told = {"no_senco_children_settings": None, "overdue": None, "returns_received": None, "returns_expected": None}
    return pd.Series(told | figures, dtype="object")


def late(value: int | None, told: int = 40) -> Point:
    return Point(TermDay.of(date(2026, 8, 31)), value, 400, told, 46)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (
            headline(no_senco_children_settings=3, overdue=37, returns_received=258, returns_expected=283),
            late(28),
            "Three settings have children with SEN and no SENCO. More reviews are late than last term; nearly all returns are in.",
        ),
        (headline(no_senco_children_settings=1, overdue=1), None, "One setting has children with SEN and no SENCO. One review is late."),
        (
            headline(no_senco_children_settings=0, overdue=2, returns_received=5, returns_expected=9),
            late(4),
            "No setting is known to have children with SEN and no SENCO. Fewer reviews are late than last term; 5 of 9 returns are in.",
        ),
        (
            headline(overdue=0, returns_received=4, returns_expected=4),
            None,
            "We do not know yet which settings have children with SEN and no SENCO. No review is known to be late; all returns are in.",
        ),
        (headline(), None, "Nothing has been told us yet: load the first returns to see what needs you."),
    ],
)
def test_the_answer_of_this_term(now, before, expected):
    assert sentences.this_term_answer(now, before, late(now["overdue"])) == expected


def test_the_answer_of_this_term_says_when_reporting_alone_could_be_why():
    now = headline(no_senco_children_settings=0, overdue=37)
    said = sentences.this_term_answer(now, late(28, told=30), late(37, told=41))
    assert said.endswith("More reviews are late than last term, and more settings told us.")
    assert sentences.this_term_answer(now, late(28, told=41), late(37, told=30)).endswith("More reviews are late than last term.")


def test_no_sentence_claims_anything_of_an_empty_store(store: Store):
    asked = Inputs(date(2026, 11, 21), parse_moment("2026-11-21"))
    names = ("senco_coverage", "review_list", "referral_list", "missed_list", "cluster_attendance", "headline_figures")
    empty = {name: answer(store, name, asked) for name in names}
    assert sentences.coverage_answer(empty["senco_coverage"]) == "There are no settings to show."
    assert sentences.reviews_answer(empty["review_list"]) == "No child with a SEN plan is known here on this day."
    assert sentences.referrals_answer(empty["referral_list"]) == "No referral is known here on this day."
    assert sentences.training_answer(empty["missed_list"], empty["cluster_attendance"]) == "No cluster meeting has been held here yet."
    assert sentences.this_term_answer(empty["headline_figures"].iloc[0]).startswith("Nothing has been told us yet")


@pytest.mark.parametrize("ask", [sentences.reviews_answer, sentences.referrals_answer])
def test_a_return_never_loaded_is_said_to_be_so(ask):
    assert "has been loaded, so no" in ask(pd.DataFrame(), loaded=False)
    assert "have not been loaded" in sentences.training_answer(missed(), attendance(), loaded=False)


BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 1)


@pytest.mark.parametrize(
    ("states", "on", "expected"),
    [
        ("", BEFORE, "No return is owed for Autumn 2026 here."),
        ("not_owed", BEFORE, "No return is owed for Autumn 2026 here."),
        ("missing", BEFORE, "No return for Autumn 2026 is in yet. One is still to come, due 30 Nov 2026."),
        ("in missing", BEFORE, "1 of 2 returns for Autumn 2026 is in. One is still to come, due 30 Nov 2026."),
        ("in nil missing missing not_owed", BEFORE, "2 of 4 returns for Autumn 2026 are in. Two are still to come, due 30 Nov 2026."),
        ("in " * 3 + "missing " * 31, BEFORE, "3 of 34 returns for Autumn 2026 are in. 31 are still to come, due 30 Nov 2026."),
        ("in late missing", AFTER, "2 of 3 returns for Autumn 2026 are in, one of them late. One is missing; it was due 30 Nov 2026."),
        ("missing missing", AFTER, "No return for Autumn 2026 is in. Two are missing; they were due 30 Nov 2026."),
        ("late missing", AFTER, "1 of 2 returns for Autumn 2026 is in, after the due date. One is missing; it was due 30 Nov 2026."),
        ("in", AFTER, "The one return for Autumn 2026 is in."),
        ("in nil", AFTER, "Both returns for Autumn 2026 are in."),
        ("in nil late", AFTER, "All 3 returns for Autumn 2026 are in, one of them late."),
    ],
)
def test_the_returns_answer(states, on, expected):
    listed = pd.Series(states.split(), dtype="object")
    returns = pd.DataFrame({"state": listed, "received": listed.isin(["in", "nil", "late"]), "on_time": listed.isin(["in", "nil"])})
    assert sentences.returns_answer(returns, Term.parse("2026-autumn"), on).replace("\u00a0", " ") == expected
