"""What the views of SENCO coverage say, word for word: none, one, both, all, not known."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics import sentences
from analytics.charts import due_dates, hours, states, vacancies
from analytics.sentences import senco_posts
from tests.drawn_counts import said, settings
from tests.drawn_frames import frame, words
from tests.drawn_senco import DATES, MEANINGS, by_state, spells, told_hours

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


def renewals(*due: str) -> pd.DataFrame:
    """`current 2027-04-01`, `expired 2026-11-20` or `not_known`: one post each."""
    cells = [(*row.split(), None)[:2] for row in due]
    return pd.DataFrame([{"setting": f"s{n}", "name": f"N{n}", "state": state, "due_on": on} for n, (state, on) in enumerate(cells)])


def test_a_post_stands_in_the_month_its_training_is_due_within_a_year_to_the_day():
    made = renewals("expired 2026-11-20", "due 2026-11-21", "current 2027-11-21", "current 2027-11-22", "not_known")
    assert senco_posts.renewal_months(made, AS_OF) == ["expired", "2026-11", "2027-11", "later", "not_known"]
    assert list(senco_posts.months_ahead(AS_OF).items())[::12] == [("2026-11", "Nov 2026"), ("2027-11", "Nov 2027")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("expired 2026-01-01", "current 2027-11-22"), "No renewal is known to fall due in the next 12 months"),
        (("current 2027-11-21",), "One renewal falls due in the next 12 months"),
        (("due 2026-12-01", "current 2027-03-01"), "Two renewals fall due in the next 12 months"),
        (("due 2026-12-01", "due 2026-12-31"), "Two renewals fall due in the next 12 months"),
        (
            ("due 2026-12-01", "due 2026-12-31", "current 2027-03-01"),
            "Three renewals fall due in the next 12 months, most in Dec 2026: two",
        ),
    ],
)
def test_when_most_renewals_fall_due(rows, expected):
    assert said(senco_posts.renewals_found(renewals(*rows), AS_OF)) == expected


def test_lines_asked_for_are_drawn_in_their_order_with_their_counts_empty_ones_too():
    frame = by_state(Alder="ddg").assign(cluster=["b", "b", "a"])
    figure = states.state_rows(frame, MEANINGS, groups={"b": "Second", "c": "Nobody", "a": "First"})
    assert words(figure) == ["Second", "2", "Nobody", "·", "First", "1"]
    assert states.alt(frame, MEANINGS, groups={"b": "Second", "c": "Nobody"}) == "Second: 2 done. Nobody: none."


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
        ((), "No SENCO’s post has ended lately"),
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


# Two years of posts


def of_setting(setting: str, *spells_of_it: tuple[str, str, str]) -> pd.DataFrame:
    rows = [
        (setting, f"Nursery {setting}", cover, date.fromisoformat(first), date.fromisoformat(last)) for cover, first, last in spells_of_it
    ]
    made = pd.DataFrame(rows, columns=["setting", "name", "cover", "from_on", "to_on"])
    return made.assign(days=[(last - first).days + 1 for first, last in zip(made["from_on"], made["to_on"], strict=True)])


LASTING = of_setting("a", ("vacant", "2026-11-21", "2026-11-21"))
LONG = of_setting("b", ("vacant", "2024-11-21", "2026-11-21"))
PAST = of_setting("c", ("vacant", "2025-01-01", "2025-01-31"), ("vacant", "2025-03-01", "2025-03-02"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([of_setting("a")], "No setting is known to have been without a SENCO in the last two years"),
        ([PAST], "No setting is known to be without a SENCO; one was at some time in the last two years"),
        ([LASTING], "One setting has been without a SENCO for 1 day"),
        ([LONG], "One setting has been without a SENCO for two years or more"),
        ([LASTING, PAST], "One setting has been without a SENCO for 1 day; one more was at some time in the last two years"),
        (
            [LASTING, of_setting("d", ("vacant", "2026-11-01", "2026-11-21")), PAST, PAST.assign(setting="e")],
            "Two settings are without a SENCO, the longest for 21 days; two more were at some time in the last two years",
        ),
    ],
)
def test_which_settings_are_and_were_without_a_senco(rows, expected):
    assert senco_posts.vacancies_found(pd.concat(rows), AS_OF) == expected


def test_a_row_names_its_setting_with_the_days_of_its_gaps():
    figure = vacancies.time_line(spells(), as_of=AS_OF)
    said_of = [said(text) for text in words(figure)]
    assert "Acorn  94 days so far" in said_of
    assert "Bluebell  30 and 2 days" in said_of
    assert said_of[:4] == ["Spring 25", "Aut 25", "Spring 26", "Aut 26"]
    assert said_of[4] == "21 Nov 2026"
    assert {trace.name for trace in figure.data} == {"in_post", "shared", "interim", "vacant", "not_known"}
    (gap,) = [trace for trace in figure.data if trace.name == "vacant"]
    assert [list(mark) for mark in gap.customdata] == [["a"], ["b"], ["b"]]
    assert list(gap.x) == [94, 30, 2]
    assert vacancies.alt(spells(), AS_OF) == "Days without a SENCO. Acorn: 94 days so far; Bluebell: 30 and 2 days."


def test_no_more_than_20_settings_are_drawn():
    many = pd.concat([spells()[:2].assign(setting=f"s{n}") for n in range(21)])
    figure = vacancies.time_line(many, as_of=AS_OF)
    assert len({mark[0] for trace in figure.data for mark in trace.customdata}) == 20


def test_gaps_that_last_come_first_with_no_end_and_then_the_most_recent():
    found = vacancies.gaps(spells(), AS_OF)
    assert [(gap.setting, gap.to_on and gap.to_on.isoformat(), gap.days, gap.lasts) for gap in found.itertuples()] == [
        ("a", None, 94, True),
        ("b", "2025-07-02", 2, False),
        ("b", "2025-01-30", 30, False),
    ]


def test_no_gap_is_a_calm_sentence():
    assert words(vacancies.time_line(spells()[:0], as_of=AS_OF)) == ["No setting has been without a SENCO."]
    assert vacancies.alt(spells()[:0], AS_OF) == "No setting has been without a SENCO."


# Days that are due, and hours


def test_a_day_ahead_is_a_dot_and_one_that_has_passed_a_diamond_each_said_in_words():
    figure = due_dates.due_dates(frame(DATES), due="induct_by", as_of=AS_OF, mark_months=12)
    assert [said(text) for text in words(figure)] == [
        "21 Nov 2026",
        "in 12 months",
        "Acorn  1 day late",
        "Bay  last day",
        "Cob  60 days left",
    ]
    (dots,) = figure.data
    assert list(dots.x) == [-1, 0, 60]
    assert list(dots.marker.symbol) == ["diamond", "circle", "circle"]
    assert said(due_dates.alt(frame(DATES), due="induct_by")) == "Acorn, 20 Nov 2026; Bay, 21 Nov 2026; Cob, 20 Jan 2027."


def test_no_more_than_12_days_are_drawn_the_soonest_first():
    many = pd.DataFrame({"setting": [f"s{n}" for n in range(20)], "name": "N", "due_on": [date(2027, 1, 20 - n) for n in range(20)]})
    figure = due_dates.due_dates(many, due="due_on", as_of=AS_OF)
    assert [setting for (setting,) in figure.data[0].customdata] == [f"s{n}" for n in range(19, 7, -1)]
    assert words(due_dates.due_dates(many[:0], due="due_on", as_of=AS_OF)) == ["No date is ahead."]


def test_hours_say_the_middle_of_each_cluster_and_how_many_are_not_known():
    figure = hours.hours(told_hours())
    lines = [text for text in words(figure) if "  " in text]
    assert lines == ["Alder  4.5 in the middle of 3", "Birch  30.0 in the middle of 1, 1 not known", "Cherry  1 not known"]
    assert hours.alt(told_hours()) == (
        "Hours a week for ten children with SEN. Alder: half have 4.5 hours or fewer, of three settings, 0 not known; "
        "Birch: half have 30.0 hours or fewer, of one setting, 1 not known; Cherry: no hours known, 1 not known."
    )


def test_a_setting_of_few_children_is_hollow_and_beyond_the_scale_stands_at_its_end():
    alder, birch = hours.hours(told_hours()).data
    assert list(alder.marker.symbol) == ["circle"] * 3
    assert list(birch.marker.symbol) == ["triangle-right"]
    assert birch.x[0] == pytest.approx(6.3)
    assert birch.marker.color[0] != alder.marker.color[0]
    assert words(hours.hours(told_hours()[4:])) == ["No hours for children with SEN are known."]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], "SENCO hours for children with SEN are not known for any setting"),
        ([None], "SENCO hours for children with SEN are not known for any setting"),
        ([4.5], "The one setting that told us has 4.5 SENCO hours a week for ten children with SEN"),
        ([1.0, 1.1], "Half of the two settings that told us have 1.1 SENCO hours a week or fewer for ten children with SEN"),
        ([1.0, 4.3, 9.0, None], "Half of the three settings that told us have 4.3 SENCO hours a week or fewer for ten children with SEN"),
    ],
)
def test_the_middle_of_the_hours(told, expected):
    assert senco_posts.hours_found(pd.DataFrame({"hours_per_10_children": pd.Series(told, dtype="float64")})) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "Nobody is in post, so no review of the role is due"),
        ([("current", "due")], "In the one post training needs are known to be up to date, the job description is not"),
        ([("due", "current")], "In the one post the job description is known to be up to date, training needs are not"),
        ([("current", "current")], "In the one post training needs and job description are up to date"),
        ([("due", "not_known")], "In the one post neither training needs nor job description are known to be up to date"),
        ([("current", "due"), ("current", "current")], "Training needs are up to date in two of the two posts, job descriptions in one"),
        ([("due", "due"), ("current", "current")], "Training needs and job descriptions are up to date in one of the two posts each"),
    ],
)
def test_how_many_posts_had_the_yearly_reviews(rows, expected):
    assert senco_posts.role_reviews_found(pd.DataFrame(rows, columns=["cpd_state", "job_description_state"])) == expected


def test_each_post_says_what_to_review_or_to_ask():
    rows = [("due", "due"), ("due", "not_known"), ("current", "due"), ("current", "not_known"), ("current", "current")]
    assert senco_posts.role_steps(pd.DataFrame(rows, columns=["cpd_state", "job_description_state"])) == [
        "Review needs and job description",
        "Review training needs",
        "Review job description",
        "Ask for the dates",
        "Nothing now",
    ]


@pytest.mark.parametrize(
    ("induct_by", "expected"),
    [
        ([], "No one is known to wait for an induction"),
        (["2026-11-20"], "One start waits for an induction; the time is over for it"),
        (["2026-11-20", "2026-01-20"], "Two starts wait for an induction; the time is over for both"),
        (["2026-11-20"] * 3, "Three starts wait for an induction; the time is over for all three"),
        (["2026-11-20", "2026-11-22", "2027-11-22"], "Three starts wait for an induction; the next to run out of time has 1 day left"),
    ],
)
def test_how_long_those_have_who_wait_for_an_induction(induct_by, expected):
    assert senco_posts.waiting_found(pd.DataFrame({"induct_by": induct_by}, dtype=object), AS_OF) == expected
