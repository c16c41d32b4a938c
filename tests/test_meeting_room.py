"""One cluster meeting from a store: what people wrote for it, who agreed to be named, and nothing else of a setting."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pytest

from analytics.meeting.room import Meeting, clusters_offered, days_offered, days_to_freeze, freeze_day, meeting, replace_day
from data import meeting_words, releases
from data.errors import ToolError
from data.meeting_words import ATTENDANCE, GOOD_PRACTICE, NEXT, NOTE
from tests.drawn import drawn

DAY, TODAY = date(2025, 11, 30), date(2025, 12, 3)
AT = datetime(2025, 12, 1)
AGREED = {"agreed_by": "The manager", "agreed_on": date(2025, 11, 20), "by": "analyst", "at": AT}


@pytest.fixture
def authority(store):
    """Alder has two settings with many children, a vacancy and two meetings; Birch one with two children."""
    drawn(
        store,
        "settings",
        """
        setting | name      | cluster | provider_type
        a       | Acorns    | Alder   | group_full_day
        v       | Willow    | Alder   | group_sessional
        b       | Beechnuts | Birch   | group_full_day
        """,
    )
    children = "\n".join(f"a | child{n} | 2025-09-02 | {'2025-11-01' if n < 3 else '2026-01-24'}" for n in range(47))
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{children}\nb | x | 2025-09-02 | 2025-10-01")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01\nv | NIL |\nb | s2 | 2024-09-01")
    drawn(
        store,
        "training_events",
        """
        event_ref | kind            | title         | cluster | held_on
        e1        | cluster_meeting | First         | Alder   | 2025-09-20
        e2        | cluster_meeting | Second        | Alder   | 2025-10-20
        e3        | cluster_meeting | Winter        | Alder   | 2025-12-10
        e4        | bespoke         | At one only   | Alder   | 2025-12-11
        e5        | course          | For everybody |         | 2025-12-12
        e6        | cluster_meeting | Elsewhere     | Birch   | 2025-12-13
        """,
    )
    drawn(store, "training_attendance", "event_ref | setting\ne1 | a\ne2 | a\ne1 | v")
    return store


def lines(told: Meeting, code: str) -> tuple[str, ...]:
    return next(screen.lines for screen in told.screens if screen.code == code)


def test_a_meeting_tells_its_day_its_knowledge_its_cluster_and_the_sign_for_hidden_counts(authority):
    told = meeting(authority, DAY, "Alder", by="analyst", today=TODAY)
    frozen = releases.in_force(authority, DAY)
    assert told.title == "Alder cluster meeting"
    assert told.shown.known_at == frozen.known_at
    assert [line.split(" ")[0] for line in told.about] == ["As", "As", "For", "c:"]
    assert [screen.code for screen in told.screens] == ["coverage", "reviews", "waits", "attendance", "trend", "next"]


def test_a_meeting_holds_no_setting_no_child_and_no_hidden_count(authority):
    told = repr(meeting(authority, DAY, "Alder", by="analyst", today=TODAY).screens)
    assert all(name not in told for name in ("Acorns", "Willow", "Beechnuts", "child1", "s1"))
    assert re.search(r"\b47\b", told)  # the children of Alder can be shown
    assert not re.search(r"\b44\b", told)  # those whose review is not late would give the three late ones away


def test_only_room_days_up_to_today_from_the_first_term_are_offered(authority):
    assert days_offered(authority, TODAY) == [DAY]
    assert days_offered(authority, date(2026, 1, 1)) == [date(2025, 12, 31), DAY]
    assert clusters_offered(authority, DAY, by="analyst") == ["Alder", "Birch"]
    with pytest.raises(ToolError, match="is not a day for a cluster meeting"):
        meeting(authority, TODAY, "Alder", by="analyst", today=TODAY)


def test_a_meeting_shows_its_day_and_the_ends_of_the_terms_before_it_each_frozen_once(authority):
    drawn(
        authority,
        "sen_reviews",
        "setting | child | plan_started_on\nb | y | 2025-05-02",
        accepted_at="2025-09-01T10:00:00",
        term="2025-summer",
    )
    assert days_to_freeze(authority, DAY) == [date(2025, 8, 31), DAY]
    freeze_day(authority, date(2025, 8, 31), by="analyst")
    assert days_to_freeze(authority, DAY) == [DAY]
    freeze_day(authority, DAY, by="analyst")
    freeze_day(authority, DAY, by="B. Analyst")
    assert days_to_freeze(authority, DAY) == []
    assert [release.made_by for release in releases.history(authority, DAY)] == ["analyst"]
    with pytest.raises(ToolError, match="is not a day for a cluster meeting"):
        freeze_day(authority, TODAY, by="analyst")


def test_a_day_is_replaced_by_what_is_known_now_with_a_reason_and_only_by_who_saw_the_latest(authority):
    freeze_day(authority, DAY, by="analyst")
    first = releases.in_force(authority, DAY)
    children = "\n".join(f"a | child{n} | 2025-09-02 | 2026-01-24" for n in range(60))
    drawn(
        authority,
        "sen_reviews",
        f"setting | child | plan_started_on | review_due_on\n{children}",
        accepted_at="2025-12-02T09:00:00",
        term="2025-autumn",
    )
    frozen = meeting(authority, DAY, "Alder", by="analyst", today=TODAY).shown
    assert frozen.tables["reviews_by_cluster"]["children"].tolist()[0] == 47
    with pytest.raises(ToolError, match="Say why"):
        replace_day(authority, DAY, "  ", instead_of=first.id, by="analyst")
    replaced = replace_day(authority, DAY, " A late   return ", instead_of=first.id, by="B. Analyst")
    assert (replaced.reason, replaced.made_by) == ("A late return", "B. Analyst")
    assert meeting(authority, DAY, "Alder", by="analyst", today=TODAY).shown.tables["reviews_by_cluster"]["children"].tolist()[0] == 60
    with pytest.raises(ToolError, match="Someone replaced"):
        replace_day(authority, DAY, "Mine", instead_of=first.id, by="analyst")


def test_nothing_is_offered_before_a_return_was_loaded(store):
    assert days_offered(store, TODAY) == []


def test_what_comes_next_is_what_was_written_then_the_events_for_all_and_for_this_cluster(authority):
    meeting_words.write(authority, DAY, "Alder", NEXT, "  We visit   every group. ", by="analyst", at=AT)
    meeting_words.write(authority, DAY, "Birch", NEXT, "Only for Birch.", by="analyst", at=AT)
    told = [line.replace("\u00a0", " ") for line in lines(meeting(authority, DAY, "Alder", by="analyst", today=TODAY), "next")]
    assert told == ["We visit every group.", "10 Dec 2025: Winter (cluster meeting)", "12 Dec 2025: For everybody (course)"]


def test_a_note_is_the_presenters_and_on_no_screen(authority):
    meeting_words.write(authority, DAY, "Alder", NOTE, "Ask how the autumn went.", screen="reviews", by="analyst", at=AT)
    told = meeting(authority, DAY, "Alder", by="analyst", today=TODAY)
    assert told.notes == {"reviews": ("Ask how the autumn went.",)}
    assert "autumn went" not in repr(told.screens)


def test_a_setting_is_named_only_once_somebody_there_agreed_and_no_longer_when_that_is_taken_back(authority):
    number = meeting_words.name(authority, DAY, "Alder", "a", ATTENDANCE, **AGREED)
    meeting_words.name(authority, DAY, "Alder", "a", GOOD_PRACTICE, "Picture cards at every table.", **AGREED)
    told = lines(meeting(authority, DAY, "Alder", by="analyst", today=TODAY), "attendance")
    assert told == ("Acorns came to both meetings in the last 12 months", "Acorns: Picture cards at every table.")
    assert lines(meeting(authority, DAY, None, by="analyst", today=TODAY), "attendance") == ()
    meeting_words.take_back(authority, number, by="B. Analyst", at=AT)
    told = lines(meeting(authority, DAY, "Alder", by="analyst", today=TODAY), "attendance")
    assert told == ("Acorns: Picture cards at every table.",)
    with pytest.raises(ToolError, match=r"This was taken back on 1 December 2025 .* by B. Analyst"):
        meeting_words.take_back(authority, number, by="analyst", at=AT)
    assert [one.agreed_by for one in meeting_words.history(authority, DAY, "Alder")] == ["The manager", "The manager"]


@pytest.mark.parametrize(
    ("what", "words", "agreed_by", "refusal"),
    [
        (ATTENDANCE, "", " ", "Write who at the setting agreed to be named. Without that it is not shown."),
        (GOOD_PRACTICE, " ", "The manager", "Write what the setting does well, in a sentence."),
        (GOOD_PRACTICE, "Call 07700 900123", "The manager", "phone"),
    ],
)
def test_a_setting_is_not_named_without_consent_or_with_what_must_not_be_shown(authority, what, words, agreed_by, refusal):
    with pytest.raises(ToolError, match=refusal):
        meeting_words.name(authority, DAY, "Alder", "a", what, words, **AGREED | {"agreed_by": agreed_by})
    assert meeting_words.written_for(authority, DAY, "Alder") == []


def test_of_two_who_name_a_setting_at_once_one_is_told(authority):
    def named(_: int) -> str:
        try:
            meeting_words.name(authority, DAY, "Alder", "a", ATTENDANCE, **AGREED)
        except ToolError as refused:
            return refused.message
        return "kept"

    with ThreadPoolExecutor(8) as people:
        told = list(people.map(named, range(8)))
    assert sorted(told) == ["This setting is named for that already."] * 7 + ["kept"]


@pytest.mark.parametrize("words", ["", "  ", "Write to jo@example.org"])
def test_a_blank_sentence_or_an_address_is_not_kept(authority, words):
    with pytest.raises(ToolError):
        meeting_words.write(authority, DAY, "Alder", NEXT, words, by="analyst", at=AT)
    assert meeting_words.history(authority, DAY, "Alder") == []
