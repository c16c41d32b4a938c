"""Days of terms that the team moved: what is refused, what was known when, and what the questions make of it."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from analytics.queries import Inputs, answer
from data import term_dates
from data.errors import ToolError
from data.store import Store
from data.terms import Calendar, Term, parse_moment
from tests.drawn import answers, drawn

AUTUMN = Term.parse("2025-autumn")
SPRING = Term.parse("2026-spring")
LATER = parse_moment("2039-12-31")


def moved(store: Store, term: Term, what: str, day: str, at: str = "2025-09-01T12:00:00", **more) -> int:
    return term_dates.move(store, term, what, date.fromisoformat(day), reason="Agreed", by="ann", at=parse_moment(at), **more)


def test_without_a_change_the_days_are_those_of_the_contract(store):
    assert term_dates.calendar(store, LATER) == Calendar()
    assert Calendar().due_on(AUTUMN) == date(2025, 11, 30)
    assert (Calendar().starts_on(AUTUMN), Calendar().ends_on(AUTUMN)) == (date(2025, 9, 1), date(2025, 12, 31))


def test_a_change_is_known_from_its_moment_until_it_is_taken_back(store):
    first = moved(store, AUTUMN, "due_on", "2025-12-05", at="2025-09-02T12:00:00")
    moved(store, AUTUMN, "due_on", "2025-12-12", at="2025-09-03T12:00:00")
    said = term_dates.take_back(store, 2, by="ben", at=parse_moment("2025-09-04T12:00:00"))
    assert said == "Returns of Autumn 2025 are due on 5 December 2025 again."
    moments = ("2025-09-02T11:59:59", "2025-09-02T12:00:00", "2025-09-03T12:00:00", "2025-09-04T12:00:00")
    days = [term_dates.calendar(store, parse_moment(moment)).due_on(AUTUMN) for moment in moments]
    assert days == [date(2025, 11, 30), date(2025, 12, 5), date(2025, 12, 12), date(2025, 12, 5)]
    assert [(change.id, change.changed_by, change.taken_back_by) for change in term_dates.history(store)] == [
        (2, "ann", "ben"),
        (first, "ann", None),
    ]


def test_a_moved_first_day_gives_the_days_between_to_the_other_term_in_python_and_in_sql(store):
    moved(store, SPRING, "first_day", "2026-01-05")
    moved(store, Term.parse("2026-summer"), "first_day", "2026-03-28")
    known = term_dates.calendar(store, LATER)
    days = ["2025-12-31", "2026-01-01", "2026-01-04", "2026-01-05", "2026-03-27", "2026-03-28", "2026-03-31", "2026-04-01"]
    names = [known.term_of(date.fromisoformat(day)).season for day in days]
    assert names == ["autumn", "autumn", "autumn", "spring", "spring", "summer", "summer", "summer"]
    assert (known.ends_on(AUTUMN), known.ends_on(SPRING)) == (date(2026, 1, 4), date(2026, 3, 27))
    with store.cursor() as cursor:
        term_dates.tell(cursor, LATER)
        for day in days:
            on = date.fromisoformat(day)
            sql = "SELECT standing.term_of($d), standing.term_starts_on(standing.term_of($d)), standing.term_ends_on(standing.term_of($d))"
            term = known.term_of(on)
            assert cursor.execute(sql, {"d": on}).fetchone() == (term.number, known.starts_on(term), known.ends_on(term))


def test_a_cursor_that_was_told_nothing_has_the_days_by_contract(store):
    moved(store, AUTUMN, "due_on", "2025-12-05")
    sql = "SELECT standing.term_due_on($n), standing.term_of(DATE '2026-01-01'), standing.due_soon_days()"
    with store.cursor() as cursor:
        term_dates.tell(cursor, LATER)
        assert cursor.execute(sql, {"n": AUTUMN.number}).fetchone() == (date(2025, 12, 5), SPRING.number, 14)
    with store.cursor() as cursor:
        assert cursor.execute(sql, {"n": AUTUMN.number}).fetchone() == (date(2025, 11, 30), SPRING.number, 14)


@pytest.mark.parametrize("number", range(6070, 6082))
def test_sql_and_python_have_the_same_days_by_contract(store, number):
    term = Term(number)
    with store.cursor() as cursor:
        sql = "SELECT standing.term_starts_on($n), standing.term_ends_on($n), standing.term_due_on($n), standing.term_name($n)"
        assert cursor.execute(sql, {"n": number}).fetchone() == (term.starts_on, term.ends_on, term.due_on, term.name)
        sql = "SELECT DISTINCT standing.term_of(unnest(range($first, $last, INTERVAL 1 DAY))::DATE)"
        assert cursor.execute(sql, {"first": term.starts_on, "last": Term(number + 1).starts_on}).fetchall() == [(number,)]


@pytest.mark.parametrize(
    ("what", "day", "words"),
    [
        ("due_on", "2026-01-02", "Returns of Autumn 2025 are due on 2 January 2026, which must lie in the term: 1 September 2025 to 31 "),
        ("due_on", "2025-08-31", "Returns of Autumn 2025 are due on 30 November 2025 by contract, and can be moved to 1 October 2025 at "),
        ("first_day", "2026-09-01", "Autumn 2025 begins on 1 September 2025 by contract, and can be moved to 3 July 2025 at the earliest "),
        ("first_day", "2025-09-01", "Autumn 2025 begins on 1 September 2025 already."),
        ("due_on", "2025-11-30", "Returns of Autumn 2025 are due on 30 November 2025 already."),
    ],
)
def test_a_day_that_does_not_fit_is_refused_in_words_and_nothing_changes(store, what, day, words):
    with pytest.raises(ToolError) as refused:
        moved(store, AUTUMN, what, day)
    assert refused.value.message.startswith(words)
    assert term_dates.history(store) == []


def test_terms_do_not_overlap_and_returns_stay_due_inside_their_term(store):
    moved(store, SPRING, "first_day", "2026-02-27")
    with pytest.raises(ToolError, match="Spring 2026 begins on 27 February 2026, and the next term cannot begin before it"):
        moved(store, Term.parse("2026-summer"), "first_day", "2026-02-20")
    with pytest.raises(ToolError, match="Returns of Spring 2026 are due on 28 February 2026, which must lie in the term"):
        moved(store, SPRING, "first_day", "2026-03-01")
    assert len(term_dates.history(store)) == 1


def test_a_change_needs_a_reason_and_is_taken_back_once(store):
    with pytest.raises(ToolError, match="Say why"):
        term_dates.move(store, AUTUMN, "due_on", date(2025, 12, 5), reason=" ", by="ann", at=LATER)
    number = moved(store, AUTUMN, "due_on", "2025-12-05")
    term_dates.take_back(store, number, by="ann", at=LATER)
    with pytest.raises(ToolError, match=r"This was taken back on 31 December 2039 at 23:59 by ann"):
        term_dates.take_back(store, number, by="ann", at=LATER)
    with pytest.raises(ToolError, match="not here any more"):
        term_dates.take_back(store, 99, by="ann", at=LATER)


def test_of_two_people_who_saw_the_same_days_the_second_is_told(store):
    seen = term_dates.mark(store)
    moved(store, AUTUMN, "due_on", "2025-12-05", seen=seen)
    with pytest.raises(ToolError, match="ann changed the days of Autumn 2025 on 1 September 2025 at 12:00, after this page was drawn"):
        moved(store, AUTUMN, "due_on", "2025-12-08", seen=seen)


def test_of_two_who_save_at_the_same_time_one_is_kept(store):
    seen, refused, ready = term_dates.mark(store), [], threading.Barrier(2)

    def save(day: str) -> None:
        ready.wait()
        try:
            moved(store, AUTUMN, "due_on", day, seen=seen)
        except ToolError as told:
            refused.append(told.title)

    savers = [threading.Thread(target=save, args=(day,)) for day in ("2025-12-05", "2025-12-08")]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert refused == ["Somebody else changed the days"]
    assert len(term_dates.history(store)) == 1


# What questions make of it


@pytest.fixture
def told(store) -> Store:
    """Two settings; a sent its returns on 3 December, after the due date by contract, b never did."""
    drawn(store, "settings", "setting | provider_type\na | group_full_day\nb | group_full_day")
    for name, text in {
        "senco_posts": "setting | senco_ref | started_on\na | p | 2024-01-01",
        "sen_reviews": "setting | child\na | NIL",
        "referrals": "setting | referral_ref\na | NIL",
    }.items():
        drawn(store, name, text, accepted_at="2025-12-03T09:00:00", term="2025-autumn")
    return store


RETURNS = "return | expected | received | on_time | late | missing\n"


def returns(on_time: int) -> str:
    return RETURNS + "\n".join(f"{name} | 2 | 1 | {on_time} | {1 - on_time} | 1" for name in ("senco_posts", "sen_reviews", "referrals"))


def test_a_moved_due_date_decides_what_is_on_time_as_known_at_the_moment_asked_for(told):
    answers(told, "returns_received", "2025-12-10", returns(on_time=0))
    moved(told, AUTUMN, "due_on", "2025-12-05", at="2025-12-04T12:00:00")
    answers(told, "returns_received", "2025-12-10", returns(on_time=1))
    answers(told, "returns_received", "2025-12-10", returns(on_time=0), known_at="2025-12-03")


def test_a_setting_open_on_the_moved_due_date_only_owes_returns(store):
    drawn(store, "settings", "setting | opened_on\na |\nb | 2025-12-02")
    drawn(store, "sen_reviews", "setting | child\na | NIL", term="2025-autumn")
    expected = "return | expected\nsenco_posts | {0}\nsen_reviews | {0}\nreferrals | {0}"
    answers(store, "returns_received", "2025-12-10", expected.format(1))
    moved(store, AUTUMN, "due_on", "2025-12-05")
    answers(store, "returns_received", "2025-12-10", expected.format(2))


def test_a_moved_due_date_decides_whose_return_is_a_reason_for_support(told):
    answers(
        told,
        "settings_needing_support",
        "2025-12-10",
        "setting | rating | reasons\na | green | return_late_or_missing\nb | grey | return_late_or_missing",
    )
    moved(told, AUTUMN, "due_on", "2025-12-05")
    answers(told, "settings_needing_support", "2025-12-10", "setting | rating | reasons\na | green |\nb | grey | return_late_or_missing")
    answers(told, "settings_needing_support", "2025-12-05", "setting | reasons\na |\nb |")


def test_a_moved_first_day_decides_the_term_of_a_day_and_of_a_meeting(store):
    drawn(store, "settings", "setting | cluster\na | Alder")
    drawn(store, "training_events", "event_ref | held_on\nm1 | 2026-01-03", accepted_at="2026-01-10T09:00:00")
    drawn(store, "training_attendance", "event_ref | setting\nm1 | a", accepted_at="2026-01-10T09:00:00")
    answers(store, "cluster_attendance", "2026-01-20", "term | meetings_held\n2026-spring | 1")
    moved(store, SPRING, "first_day", "2026-01-05", at="2026-01-11")
    answers(store, "cluster_attendance", "2026-01-20", "term | meetings_held\n2025-autumn | 1\n2026-spring | 0")
    answers(store, "cluster_attendance", "2026-01-20", "term | meetings_held\n2026-spring | 1", known_at="2026-01-10")


def test_every_question_can_be_asked_with_moved_days(told):
    moved(told, SPRING, "first_day", "2026-01-05")
    moved(told, AUTUMN, "due_on", "2025-12-05")
    frame = answer(told, "returns_by_setting", Inputs(date(2026, 1, 3), LATER))
    assert set(frame["term"]) == {"2025-autumn"}
