"""What the views of SENCO coverage say, word for word: none, one, both, all, not known."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics import sentences
from analytics.charts import states
from analytics.sentences import senco_posts
from tests.drawn_counts import said, settings
from tests.drawn_frames import words
from tests.drawn_senco import MEANINGS, by_state

AS_OF = date(2026, 11, 21)


def standards(*rows: str) -> pd.DataFrame:
    """`met`, or `in_time 2027-01-01`: one setting each."""
    cells = [(*row.split(), None)[:2] for row in rows]
    return pd.DataFrame(
        [{"setting": f"s{n}", "standard": state, "due_on": due} for n, (state, due) in enumerate(cells)],
        columns=["setting", "standard", "due_on"],
    )


def posts(*states_of_posts: str) -> pd.DataFrame:
    return pd.DataFrame({"state": list(states_of_posts)}, dtype=object)


def without(*children: int) -> pd.DataFrame:
    return pd.DataFrame({"children": list(children)})


@pytest.mark.parametrize(
    ("rows", "children", "expected"),
    [
        (
            settings("expected Alder ivn"),
            (3, 2, 2),
            "Three settings with children with SEN have no SENCO. "
            "One of the three expected to have one does, one does not and one has not told us.",
        ),
        (
            settings("must Alder iiv"),
            (1,),
            "One setting with a child with SEN has no SENCO. Two of the three that must have one do and one does not.",
        ),
        (
            settings("expected Alder ii", "must Alder v"),
            (2,),
            "One setting with children with SEN has no SENCO. Both settings expected to have a SENCO have one.",
        ),
        (
            settings("expected Alder v"),
            (2,),
            "One setting with children with SEN has no SENCO. The one setting expected to have a SENCO does not have one.",
        ),
        (
            settings("encouraged Alder iivv"),
            (1, 1),
            "Two settings with children with SEN have no SENCO. Two of the four childminders encouraged to have one do and two do not.",
        ),
        (settings("expected Alder iv"), (), "One of the two settings expected to have a SENCO has one. One does not."),
    ],
)
def test_children_without_a_senco_come_first_in_the_answer(rows, children, expected):
    assert sentences.coverage_answer(rows, without(*children)) == expected


def test_children_without_a_senco_are_not_claimed_while_no_return_was_loaded():
    assert sentences.coverage_answer(settings("expected Alder n"), without(), loaded=False).startswith("No SENCO return has been loaded")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "No setting here must have a qualified SENCO"),
        (("met",), "The one setting that must have a qualified SENCO has one"),
        (("in_time 2027-01-01",), "The one setting that must have a qualified SENCO has one who is still in time to qualify"),
        (("not_met",), "The one setting that must have a qualified SENCO does not have one"),
        (("not_known",), "The one setting that must have a qualified SENCO has not told us enough"),
        (("met", "met"), "Both settings that must have a qualified SENCO have one"),
        (("met",) * 3, "All three settings that must have a qualified SENCO have one"),
        (("met", "not_met", "not_met"), "One of the three settings that must have a qualified SENCO has one; two do not"),
        (("met", "met", "not_met"), "Two of the three settings that must have a qualified SENCO have one; one does not"),
        (("met", "met", "not_known"), "Two of the three settings that must have a qualified SENCO have one"),
        (("not_met", "not_known"), "Neither of the two settings that must have a qualified SENCO is known to have one"),
        (("not_met", "in_time 2027-01-01", "not_met"), "None of the three settings that must have a qualified SENCO has one yet"),
    ],
)
def test_how_many_settings_that_must_have_a_qualified_senco_do(rows, expected):
    assert senco_posts.standard_found(standards(*rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("met", "not_met"), "No SENCO is using the three years to qualify"),
        (("in_time 2027-11-22",), "Nobody’s time to qualify ends in the next 12 months; the first ends on 22 Nov 2027"),
        (("in_time 2027-11-21", "in_time 2028-01-01"), "One SENCO’s time to qualify ends in the next 12 months, on 21 Nov 2027"),
        (("in_time 2027-11-21", "in_time 2026-11-21"), "Two SENCOs’ time to qualify ends in the next 12 months, the first on 21 Nov 2026"),
    ],
)
def test_whose_time_to_qualify_ends_in_the_next_12_months(rows, expected):
    assert said(senco_posts.deadlines_found(standards(*rows), AS_OF)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "Nobody is in post, so no safeguarding training is due"),
        (("not_known",) * 2, "No SENCO’s safeguarding training is known"),
        (("current", "current"), "No safeguarding training is out of date"),
        (("current", "not_known"), "No safeguarding training is known to be out of date"),
        (("current", "due"), "No safeguarding training is out of date; it is due soon in one post"),
        (("due", "due", "not_known"), "No safeguarding training is known to be out of date; it is due soon in two posts"),
        (("expired", "current"), "Safeguarding training is out of date in one post"),
        (("expired", "expired", "due"), "Safeguarding training is out of date in two posts and due soon in one"),
    ],
)
def test_whose_safeguarding_training_is_out_of_date(rows, expected):
    assert senco_posts.safeguarding_found(posts(*rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "No SENCO is new"),
        (("late",), "The one new SENCO had no induction in time"),
        (("in_time",), "The one new SENCO still has time for an induction"),
        (("not_known",) * 3, "Whether there were inductions after three new SENCO starts is not known"),
        (("inducted",) * 2, "Both new SENCO starts had an induction in time"),
        (("inducted",) * 3, "All three new SENCO starts had an induction in time"),
        (("inducted", "in_time"), "One of the two new SENCO starts still has time for an induction"),
        (("late", "late"), "Neither of the two new SENCO starts had an induction in time"),
        (("late", "inducted", "inducted"), "One of the three new SENCO starts had no induction in time"),
        (("late", "late", "in_time", "inducted"), "Two of the four new SENCO starts had no induction in time; one still has time"),
    ],
)
def test_which_new_sencos_had_an_induction_in_time(rows, expected):
    assert senco_posts.inductions_found(posts(*rows)) == expected


def test_the_time_left_for_an_induction_is_said_in_days_and_not_after_one():
    rows = [("late", "2026-11-20", None), ("in_time", "2026-11-21", None), ("in_time", "2026-12-23", None)]
    rows += [("late", "2026-11-01", "2026-11-10"), ("inducted", "2026-11-01", "2026-10-01"), ("not_known", "2026-11-01", None)]
    frame = pd.DataFrame(rows, columns=["state", "induct_by", "inducted_on"])
    assert senco_posts.times_left(frame, AS_OF) == ["1 day late", "last day", "32 days left", "", "", ""]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), "No SENCO’s post has ended in the last year"),
        (("no_successor",), "The one post that ended has not been filled"),
        (("done", "done"), "Both posts that ended were handed over"),
        (("done",) * 13, "All 13 posts that ended were handed over"),
        (("done", "not_done", "no_successor"), "One of the three posts that ended was handed over; nobody has followed in one"),
        (("done", "done", "not_known"), "Two of the three posts that ended were handed over"),
        (
            ("not_known", "no_successor"),
            "Neither of the two posts that ended is known to have been handed over; nobody has followed in one",
        ),
    ],
)
def test_how_often_the_role_was_handed_over(rows, expected):
    assert senco_posts.handovers_found(posts(*rows)) == expected


# Squares by state


def test_each_post_is_a_square_and_a_row_says_what_is_not_done():
    frame = by_state(Birch="dd", Alder="dglu")
    figure = states.state_rows(frame, MEANINGS)
    drawn = [[list(mark) for mark in trace.customdata] for trace in figure.data]
    assert drawn[0] == [["Alder", "done", "Alder0"]]
    assert drawn[-1] == [["Birch", "done", "Birch0"], ["Birch", "done", "Birch1"]]
    assert [text for text in words(figure) if "gone" in text] == ["1 late / 1 gone / 1 not known"]
    assert states.alt(frame, MEANINGS) == "Alder: 1 done, 1 late, 1 gone, 1 not known. Birch: 2 done."


def test_more_than_25_in_a_row_are_bars_of_counts():
    figure = states.state_rows(by_state(Alder="d" * 26 + "g"), MEANINGS)
    assert [list(trace.customdata[0]) for trace in figure.data] == [["Alder", "done", ""], ["Alder", "gone", ""]]
    assert figure.data[0].text == ("26",)


def test_a_mark_stands_for_its_post_and_a_bar_for_all_of_its_posts():
    frame = by_state(Alder="ddg", Birch="d")
    assert list(states.behind(frame, [["Alder", "done", "Alder1"]])["setting"]) == ["Alder1"]
    assert list(states.behind(frame, [["Alder", "done", ""], ["Birch", "done", ""]])["setting"]) == ["Alder0", "Alder1", "Birch0"]
    assert states.behind(frame, []).empty
