"""The log of what was accepted: what counts for a setting, what was replaced or withdrawn, and the file as it was sent."""

from __future__ import annotations

import pytest
from sent import REGISTER, given, sent

from data.errors import ToolError
from data.log import original_of, submissions_of
from data.submission import undo

POSTS = "setting_urn | senco_ref | role | started_on\nEY100001 | S1 | senco | 01/09/2024\n{} | S2 | senco | 01/09/2024"
ONE = "setting_urn | senco_ref | role | started_on\nEY100001 | NIL | |"


@pytest.fixture
def loaded(store):
    assert given(store, REGISTER).outcome == "accepted"
    assert given(store, POSTS.format("EY100002"), at="2025-10-04T09:00:00", name="both.csv").outcome == "accepted"
    return store


def told(store, setting):
    return [(entry.file_name, entry.state) for entry in submissions_of(store, setting)]


def test_a_file_is_replaced_for_the_settings_a_later_one_speaks_for_and_in_force_for_the_others(loaded):
    assert given(loaded, ONE, at="2025-10-05T09:00:00", name="one.csv").outcome == "accepted"
    assert told(loaded, "ofsted:EY100001") == [("one.csv", "in force"), ("both.csv", "replaced")]
    assert told(loaded, "ofsted:EY100002") == [("both.csv", "in force")]
    assert told(loaded, "dfe:100003") == []
    assert told(loaded, None) == [("one.csv", "in force"), ("both.csv", "in force"), ("return.csv", "in force")]


def test_withdrawing_the_later_file_brings_the_earlier_one_back_and_keeps_both_in_the_log(loaded):
    later = given(loaded, ONE, at="2025-10-05T09:00:00", name="one.csv")
    undo(loaded, later.id, by="B. Lead")
    assert told(loaded, "ofsted:EY100001") == [("one.csv", "withdrawn"), ("both.csv", "in force")]
    assert submissions_of(loaded, "ofsted:EY100001")[0].withdrawn_by == "B. Lead"


def test_another_term_replaces_nothing(loaded):
    given(loaded, ONE, at="2026-01-05T09:00:00", name="spring.csv")
    assert told(loaded, "ofsted:EY100001") == [("spring.csv", "in force"), ("both.csv", "in force")]


def test_an_entry_says_the_rows_the_settings_and_who_accepted_it(loaded):
    (entry, _) = submissions_of(loaded, None)
    said = (entry.return_name, entry.term.name, entry.rows, entry.loaded, entry.held, entry.settings, entry.accepted_by)
    assert said == ("senco_posts", "2025-autumn", 2, 2, 0, 2, "A. Analyst")


def test_the_original_is_the_bytes_that_were_sent(loaded):
    (entry, _) = submissions_of(loaded, None)
    assert original_of(loaded, entry.id) == sent(POSTS.format("EY100002"))
    with pytest.raises(ToolError, match="submission 99 is not in"):
        original_of(loaded, 99)
