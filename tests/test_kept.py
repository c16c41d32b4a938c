"""Relations kept for the next question: worked out once, never older than the store, never more than there is room for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import pyarrow as pa
import pytest

from analytics.catalogue import QUESTIONS
from analytics.queries import Inputs, answer
from analytics.relations import with_kept_relations
from data.kept import Kept
from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
INPUTS = Inputs(date(2025, 11, 21), datetime(2039, 12, 31))
ROWS = pa.table({"child": ["c1", "c2"]})


def asked(kept: Kept, version: int, name: str) -> bool:
    """Whether a relation had to be worked out."""
    made = []
    assert kept.value(version, name, lambda: made.append(name) or ROWS) is ROWS
    return bool(made)


def test_a_relation_is_worked_out_once_a_version():
    kept = Kept()
    assert [asked(kept, 1, "a"), asked(kept, 1, "a"), asked(kept, 1, "b")] == [True, False, True]
    assert [asked(kept, 2, "a"), asked(kept, 2, "a")] == [True, False]


def test_who_still_asks_for_an_earlier_version_gets_rows_of_their_own_and_leaves_none():
    kept = Kept()
    asked(kept, 2, "a")
    assert [asked(kept, 1, "a"), asked(kept, 1, "a"), asked(kept, 2, "a")] == [True, True, False]


def test_the_relation_not_asked_for_longest_makes_room():
    kept = Kept(most_bytes=2 * ROWS.nbytes)
    asked(kept, 1, "a"), asked(kept, 1, "b"), asked(kept, 1, "a"), asked(kept, 1, "c")
    assert [asked(kept, 1, name) for name in "acb"] == [False, False, True]
    assert [asked(Kept(most_bytes=ROWS.nbytes - 1), 1, "a") for _ in range(2)] == [True, True]


def test_an_answer_is_never_older_than_the_store(store):
    drawn(store, "settings", "setting\na")
    assert answered(store, "senco_coverage", DAY, ["cover"]) == [{"cover": "not_known"}]
    post = drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2025-09-01")
    answers(store, "senco_coverage", DAY, "cover\nin_post")
    withdrawn(store, post, "2025-11-01T09:00:00")
    answers(store, "senco_coverage", DAY, "cover\nnot_known")
    answers(store, "senco_coverage", DAY, "cover\nin_post", known_at="2025-10-31")


def test_a_relation_is_kept_by_all_that_it_is_asked_with(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    for _ in range(2):
        answers(store, "register", DAY, "setting\na\nb")
        answers(store, "register", DAY, "setting\na", clusters=("Alder",))
        answers(store, "register", DAY, "setting\nb", scope=("b",))
        assert answered(store, "register", DAY, ["setting"], scope=()) == []
        assert answered(store, "register", DAY, ["setting"], known_at="2025-08-31") == []


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("FROM standing.cover($as_of, $known_at) c", "FROM kept_1_cover c"),
        ("FROM standing.sent($known_at) a JOIN standing.sent( $known_at )", "FROM kept_1_sent a JOIN kept_2_sent"),
        ("FROM standing.current_return('referrals', $as_of, $known_at)", "FROM kept_1_current_return"),
        ("FROM standing.cover($as_of - 1, $known_at)", None),
        ("SELECT standing.term_of($as_of)", None),
    ],
)
def test_a_relation_asked_with_inputs_and_words_is_read_from_what_is_kept(store, statement, read):
    with store.cursor() as cursor:
        assert with_kept_relations(store, cursor, statement, INPUTS.parameters(), told=()) == (read or statement)


def test_a_relation_is_worked_out_once_however_its_call_is_written(store):
    drawn(store, "settings", "setting | cluster\na | Alder")
    with store.cursor() as cursor:
        for call in ("standing.cover($as_of, $known_at)", "standing.cover(\n    $as_of,\n    $known_at\n)"):
            with_kept_relations(store, cursor, f"FROM {call}", INPUTS.parameters(), told=())
    answer(store, "settings_needing_support", INPUTS)
    answer(store, "support_reasons", INPUTS)
    kept = [name.partition("(")[0] for name in store.kept._kept]
    assert (kept.count("cover"), kept.count("support_rules")) == (1, 1)


def test_many_people_asking_at_once_get_the_same_answers(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    drawn(store, "sen_reviews", "setting | child | plan_started_on | review_due_on\na | c1 | 2025-09-01 | 2025-11-20")
    questions = ("senco_coverage", "review_list", "reviews_by_cluster", "register") * 8
    with ThreadPoolExecutor(8) as people:
        frames = list(people.map(lambda name: answer(store, name, INPUTS), questions))
    for name, frame in zip(questions, frames, strict=True):
        assert list(frame.columns) == list(QUESTIONS[name].columns)
        assert frame.equals(frames[questions.index(name)])
