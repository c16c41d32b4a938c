"""What a cluster meeting is told: headlines and bars made from safe tables, with `c` where a count is hidden."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from analytics.meeting.bars import HIDDEN_NOTE, UNPROVED_NOTE, Bar, Screen
from analytics.meeting.shown import Shown, days_before, days_to_show
from analytics.meeting.story import clusters_of, story
from data.terms import Calendar, Term
from tests.drawn import table

DAY = date(2025, 11, 30)
COVERAGE = "group | expectation | settings | in_post | shared | interim | vacant | not_known | covered | covered_share"
EMPTY = {
    "senco_coverage_by_cluster": COVERAGE,
    "senco_coverage_by_provider_type": COVERAGE,
    "reviews_by_cluster": "cluster | children | overdue | due_soon | on_track | no_date | overdue_share",
    "referral_waits_by_service": "service | waiting | waiting_over_18_weeks",
    "cluster_attendance": "cluster | term | meetings_held | settings_invited | settings_attended | attendance_share",
    "returns_received": "term | return | expected | received",
}


def frame(text: str) -> pd.DataFrame:
    """A safe table as a release keeps it: whole numbers, shares, `c` and None."""
    headings = [each.strip() for each in text.strip().splitlines()[0].split("|")]
    return pd.DataFrame([{name: _cell(cell) for name, cell in row.items()} for row in table(text)], columns=headings, dtype=object)


def _cell(text: str | None) -> object:
    if text is None:
        return None
    return int(text) if text.isdigit() else float(text) if text.replace(".", "", 1).isdigit() else text


def shown(on: date = DAY, *, unproved: tuple[str, ...] = (), **tables: str) -> Shown:
    frames = {name: frame(tables.get(name, headings)) for name, headings in EMPTY.items()}
    return Shown(on, Term.of(on), frames, datetime(2025, 12, 1), unproved)


def screen(code: str, cluster: str | None = "Alder", **tables: str) -> Screen:
    return next(each for each in story(shown(**tables), [], cluster) if each.code == code)


def reviews(*rows: str) -> str:
    return "\n".join([EMPTY["reviews_by_cluster"], *rows])


def coverage(*rows: str) -> str:
    return "\n".join([EMPTY["senco_coverage_by_cluster"], *rows])


@pytest.mark.parametrize(
    ("row", "headline"),
    [
        ("Alder | 40 | 6 | 8 | 20 | 6 | 0.15", "34 of the 40 children with SEN in Alder have no late review"),
        ("Alder | 40 | 0 | 10 | 20 | 10 | 0", "All 40 children with SEN in Alder have no late review"),
        # what is shown of the others says what it is at least
        ("Alder | 40 | c | 8 | 20 | c | c", "At least 28 of the 40 children with SEN in Alder have no late review"),
        ("Alder | 40 | c | c | c | c | c", "How many reviews are late in Alder is not shown: it could give a small number away"),
        ("Alder | c | c | 0 | c | 0 | c", "How many reviews are late in Alder is not shown: it could give a small number away"),
        ("Alder | 0 | 0 | 0 | 0 | 0 |", "No child with SEN is known of in Alder"),
        ("Alder | | | | | |", "No setting in Alder has told us of its children’s reviews"),
    ],
)
def test_the_headline_of_reviews_says_no_more_than_is_shown(row, headline):
    assert screen("reviews", reviews_by_cluster=reviews(row, "Birch | c | c | 0 | 0 | 0 | c")).headline == headline


def test_all_clusters_are_added_up_only_where_every_whole_is_shown():
    rows = ("Alder | 40 | 6 | 8 | 20 | 6 | 0.15", "Birch | 30 | c | 10 | 15 | c | c")
    assert screen("reviews", None, reviews_by_cluster=reviews(*rows)).headline == (
        "At least 59 of the 70 children with SEN have no late review"
    )
    hidden = screen("reviews", None, reviews_by_cluster=reviews(rows[0], "Birch | c | c | 0 | c | 0 | c"))
    assert hidden.headline == "How many reviews are late is not shown: it could give a small number away"


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        (["Alder | expected | 13 | 8 | 0 | 0 | 5 | 0 | 8 | 0.6154"], "Eight of the 13 settings in Alder expected to have a SENCO have one"),
        (["Alder | expected | 13 | 13 | 0 | 0 | 0 | 0 | 13 | 1"], "All 13 settings in Alder expected to have a SENCO have one"),
        (["Alder | expected | 13 | 0 | 0 | 0 | 13 | 0 | 0 | 0"], "None of the 13 settings in Alder expected to have a SENCO has one"),
        (
            ["Alder | expected | 13 | 8 | c | c | c | c | c | c"],
            "At least eight of the 13 settings in Alder expected to have a SENCO have one",
        ),
        (
            ["Alder | expected | c | c | c | 0 | 0 | 0 | c | c", "Alder | must | 4 | 4 | 0 | 0 | 0 | 0 | 4 | c"],
            "All four settings in Alder that must have a SENCO have one",
        ),
        (["Alder | encouraged | 9 | 4 | 0 | 0 | 5 | 0 | 4 | 0.4444"], "Four of the nine childminders in Alder have a SENCO"),
        (
            ["Alder | must | c | c | 0 | 0 | 0 | 0 | c | c"],
            "How many settings in Alder have a SENCO is not shown: it could give a small number away",
        ),
        (["Alder | expected | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"], "No setting in Alder is on the register"),
    ],
)
def test_the_headline_of_coverage_never_adds_expectations_up(rows, headline):
    told = screen("coverage", senco_coverage_by_cluster=coverage(*rows, "Birch | expected | 99 | 99 | 0 | 0 | 0 | 0 | 99 | 1"))
    assert told.headline == headline


def test_a_share_that_is_hidden_leaves_the_counts_and_draws_no_bar():
    (bar,) = screen("coverage", senco_coverage_by_cluster=coverage("Alder | must | 4 | 4 | 0 | 0 | 0 | 0 | 4 | c")).groups[0].bars
    assert (bar.value, bar.counts, bar.drawn) == ("4 of 4", "", None)


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        (
            ["speech_language | 38 | 10", "portage | 50 | c", "vision | 12 | 3"],
            "Ten of the 38 referrals waiting for speech and language therapy have waited over 18 weeks",
        ),
        (["speech_language | 38 | c", "portage | 50 | c"], "Most wait for Portage: 50 referrals"),
        (["speech_language | 38 | 0", "other_services | 70 | 60"], "Most wait for speech and language therapy: 38 referrals"),
        (["speech_language | c | c", "other_services | c | c"], "How many referrals wait is not shown: it could give a small number away"),
        (["other_services | 0 | 0"], "No referral is waiting for a service"),
    ],
)
def test_the_headline_of_waits_names_a_service_whose_counts_are_shown(rows, headline):
    told = "\n".join([EMPTY["referral_waits_by_service"], *rows])
    assert screen("waits", referral_waits_by_service=told).headline == headline


def test_bars_of_waits_are_drawn_against_the_most_that_is_shown():
    rows = ["speech_language | 38 | 10", "portage | c | c", "vision | 19 | c", "other_services | 0 | 0"]
    told = screen("waits", referral_waits_by_service="\n".join([EMPTY["referral_waits_by_service"], *rows]))
    assert [(bar.label, bar.drawn, bar.value, bar.counts, bar.is_hidden) for bar in told.groups[0].bars] == [
        ("Speech and language therapy", 1.0, "38", "10 over 18 weeks", False),
        ("Portage", None, "c", "", True),
        ("Vision service", 0.5, "19", "c over 18 weeks", True),
        ("Other services", 0.0, "0", "", False),
    ]


def test_attendance_is_of_this_term_and_marks_the_cluster_of_the_meeting():
    rows = ["Alder | 2025-summer | 1 | 9 | 9 | 1", "Alder | 2025-autumn | 2 | 10 | 7 | 0.7", "Birch | 2025-autumn | 0 | 0 | 0 |"]
    told = screen("attendance", cluster_attendance="\n".join([EMPTY["cluster_attendance"], *rows]))
    assert told.headline == "Seven of the ten settings in Alder came to a meeting this term"
    assert [(bar.label, bar.value, bar.is_ours) for bar in told.groups[0].bars] == [("Alder", "70\u00a0%", True), ("Birch", "none", False)]
    none_yet = screen("attendance", "Birch", cluster_attendance="\n".join([EMPTY["cluster_attendance"], *rows]))
    assert none_yet.headline == "No cluster meeting was held in Birch this term so far"


def attended(on: date, came: int) -> Shown:
    term = Term.of(on).name
    return shown(on, cluster_attendance=f"{EMPTY['cluster_attendance']}\nAlder | {term} | 1 | 10 | {came} | 0.5")


@pytest.mark.parametrize(
    ("then", "now", "headline"),
    [
        (6, 8, "More settings in Alder came to a meeting than last term: 8 of 10, after 6 of 10"),
        (8, 6, "Fewer settings in Alder came to a meeting than last term: 6 of 10, after 8 of 10"),
        (6, 6, "As many settings in Alder came to a meeting as last term: 6 of 10, after 6 of 10"),
    ],
)
def test_term_by_term_compares_with_the_term_before(then, now, headline):
    told = story(attended(DAY, now), [attended(date(2025, 8, 31), then)], "Alder")[4]
    assert told.headline == headline
    assert [bar.label for bar in told.groups[2].bars] == ["Summer 2025", "Autumn 2025, 30\u00a0Nov"]


def test_without_a_term_before_nothing_is_compared():
    assert story(attended(DAY, 8), [], "Alder")[4].headline == "How it has gone in Alder, term by term"


def test_what_is_hidden_is_said_and_why():
    hidden = reviews("Alder | c | c | 0 | c | 0 | c")
    assert screen("reviews", reviews_by_cluster=hidden).note == HIDDEN_NOTE
    assert screen("reviews", reviews_by_cluster=reviews("Alder | 40 | 6 | 8 | 20 | 6 | 0.15")).note == ""
    told = story(shown(unproved=("reviews_by_cluster",), reviews_by_cluster=hidden), [], "Alder")
    assert told[1].note == UNPROVED_NOTE


def test_a_bar_dotted_beyond_what_is_known_has_its_sign_in_the_note():
    some = "Alder | 40 | c | 8 | 20 | c | c"
    assert screen("reviews", reviews_by_cluster=reviews(some)).note == (
        "Dotted: the rest is hidden, because the number is small or would give a small one away"
    )
    assert screen("reviews", reviews_by_cluster=reviews(some, "Birch | c | c | 0 | c | 0 | c")).note == f"{HIDDEN_NOTE}; dotted: the rest"
    waits = "\n".join([EMPTY["referral_waits_by_service"], "vision | 19 | c"])
    assert screen("waits", referral_waits_by_service=waits).note == HIDDEN_NOTE


def test_how_much_of_each_table_is_hidden_counts_its_counts_alone():
    told = shown(
        reviews_by_cluster=reviews("Alder | 40 | c | 8 | 20 | c | c", "Birch | | | | | |"),
        cluster_attendance=f"{EMPTY['cluster_attendance']}\nAlder | 2025-autumn | 2 | 10 | 7 | 0.7",
    )
    assert told.hidden_counts() == {
        "senco_coverage_by_cluster": (0, 0),
        "senco_coverage_by_provider_type": (0, 0),
        "reviews_by_cluster": (2, 5),
        "referral_waits_by_service": (0, 0),
        "cluster_attendance": (0, 3),
        "returns_received": (0, 0),
    }


def test_who_told_us_is_said_of_the_whole_authority():
    returns = f"{EMPTY['returns_received']}\n2025-autumn | sen_reviews | 46 | 41\n2025-summer | sen_reviews | 46 | 46"
    told = screen("reviews", reviews_by_cluster=reviews("Alder | 40 | 6 | 8 | 20 | 6 | 0.15"), returns_received=returns)
    assert told.told == "41 of 46 returns of SEN reviews are in for Autumn 2025."


def test_what_was_never_loaded_is_said_and_never_a_nought():
    told = story(shown(), [], "Alder")
    assert [each.headline for each in told[:4]] == [
        "No SENCO posts are loaded for this day",
        "No SEN reviews are loaded for this day",
        "No referrals are loaded for this day",
        "No meetings with their attendance are loaded for this day",
    ]
    assert [bar for group in told[4].groups for bar in group.bars if bar.value != "not known"] == []


def test_the_clusters_of_a_meeting_are_those_with_an_open_setting():
    old = f"{EMPTY['cluster_attendance']}\nGone | 2025-summer | 1 | 3 | 3 | 1\nElm | 2025-autumn | 1 | 3 | 3 | 1"
    assert clusters_of(shown(reviews_by_cluster=reviews("Birch | | | | | |", "Alder | | | | | |"), cluster_attendance=old)) == [
        "Alder",
        "Birch",
    ]
    assert clusters_of(shown(cluster_attendance=old)) == ["Elm"]


def test_a_hostile_name_stays_one_line_of_text():
    told = screen("reviews", "Al\nder\u202e", reviews_by_cluster=reviews("Birch | 40 | 6 | 8 | 20 | 6 | 0.15"))
    assert "\n" not in told.headline
    assert "\u202e" not in told.headline


def test_the_days_to_show_are_room_days_up_to_today_from_the_first_term_told():
    calendar = Calendar()
    assert days_to_show(calendar, date(2026, 2, 28), first=date(2025, 9, 1)) == [date(2026, 2, 28), date(2025, 12, 31), DAY]
    assert days_to_show(calendar, date(2026, 2, 27), first=date(2025, 12, 1)) == [date(2025, 12, 31)]
    assert days_before(calendar, date(2026, 2, 28), first=date(2025, 4, 1)) == [date(2025, 8, 31), date(2025, 12, 31)]
    assert days_before(calendar, DAY, first=DAY) == []


def test_a_bar_without_anything_is_not_known():
    assert Bar("Alder").value == "not known"
