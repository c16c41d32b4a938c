"""Every rule for support at its edges: it applies, just does not, would apply next, cannot be told, is not asked."""

from __future__ import annotations

import pytest

from analytics.queries import Inputs, answer
from data.terms import parse_day, parse_moment
from tests.drawn import LATER, answered, answers, drawn
from tests.plain import support as plain
from tests.test_questions_support import DAY, POSTS, REVIEWS, STEADY, one_setting


def state(store, rule: str, day: str = DAY, **inputs) -> str:
    """A rule's state for the one setting, with its figure, what that is of and its day."""
    rows = answered(store, "support_reasons", day, ["rule", "state", "figure", "of_all", "on_day"], **inputs)
    (row,) = (row for row in rows if row["rule"] == rule)
    return " ".join(str(row[name] or "-") for name in ("state", "figure", "of_all", "on_day"))


def test_every_rule_of_a_setting_is_answered_in_order(store):
    one_setting(store, children="a | c1 | 2025-09-01 | 2025-12-24")
    answers(
        store,
        "support_reasons",
        DAY,
        """
        setting | rule                   | is_red | state     | figure | of_all | on_day     | limit_value | limit_share
        a       | no_cover_with_children | yes    | no        | 1.0    |        |            |             |
        a       | standard_not_met       | yes    | not_asked |        |        | 2020-09-01 |             |
        a       | reviews_long_overdue   | yes    | no        | 0.0    | 1      |            | 3.0         | 0.25
        a       | safeguarding_expired   | yes    | no        | -649.0 |        | 2027-09-01 |             |
        a       | long_vacancy           | no     | no        |        |        |            | 30.0        |
        a       | long_interim           | no     | no        |        |        |            | 120.0       |
        a       | not_inducted           | no     | not_known |        |        |            | 120.0       |
        a       | missed_meetings        | no     | not_known |        |        |            | 2.0         |
        a       | reviews_overdue        | no     | no        | 0.0    | 1      |            | 2.0         | 0.1
        a       | return_late_or_missing | no     | nearly    | 1.0    |        | 2025-11-30 |             |
        a       | practice_gaps          | no     | not_known |        |        |            | 3.0         |
        a       | no_contact             | no     | not_known |        |        |            |             |
        a       | ofsted_concern         | no     | not_known |        |        |            |             |
        """,
    )
    answers(store, "support_list", DAY, "setting | provider_type | children | last_contact_on | action\na | group_full_day | 1 | |")


@pytest.mark.parametrize(
    ("post", "children", "told"),
    [
        ("deputy | no | 2020-09-01 | |", "a | c1 | 2025-09-01 | 2025-12-24", "fires 1.0 - -"),
        ("deputy | no | 2020-09-01 | |", "a | NIL | |", "nearly 0.0 - -"),
        ("senco | no | 2020-09-01 | 2025-12-05 |", "a | c1 | 2025-09-01 | 2025-12-24", "nearly 1.0 - 2025-12-05"),
        ("senco | no | 2020-09-01 | 2025-12-06 |", "a | c1 | 2025-09-01 | 2025-12-24", "no 1.0 - 2025-12-06"),
        ("senco | no | 2020-09-01 | 2025-12-05 |", "a | NIL | |", "no 0.0 - 2025-12-05"),
    ],
)
def test_children_without_a_senco_are_near_with_one_child_more_or_when_the_last_senco_leaves(store, post, children, told):
    one_setting(store, post=post, children=children)
    assert state(store, "no_cover_with_children") == told


def test_children_without_a_senco_cannot_be_told_without_the_return_that_says_it(store):
    drawn(store, "settings", "setting\na\nb")
    drawn(store, "sen_reviews", f"{REVIEWS}\na | c1 | 2025-09-01 | 2025-12-24\nb | NIL | |")
    assert state(store, "no_cover_with_children", scope=("a",)).startswith("not_known")
    assert state(store, "no_cover_with_children", scope=("b",)).startswith("no 0.0")


@pytest.mark.parametrize(
    ("late", "others", "told"),
    [
        (["2025-10-09"] * 3, 9, "fires 3.0 12 2025-10-09"),
        (["2025-10-09"] * 3, 10, "nearly 3.0 13 2025-10-09"),
        (["2025-10-09"] * 3, 14, "no 3.0 17 2025-10-09"),
        (["2025-10-09"] * 2, 1, "nearly 2.0 3 2025-10-09"),
        (["2025-10-09"] * 2, 0, "no 2.0 2 2025-10-09"),
        (["2025-10-09"], 5, "no 1.0 6 2025-10-09"),
        (["2025-10-10"] * 3, 0, "no 0.0 3 -"),
    ],
)
def test_reviews_long_overdue_are_near_with_one_child_more(store, late, others, told):
    due = late + ["2025-12-24"] * others
    one_setting(store, children="\n".join(f"a | c{number} | 2025-09-01 | {on}" for number, on in enumerate(due)))
    assert state(store, "reviews_long_overdue") == told


@pytest.mark.parametrize(
    ("late", "others", "told"),
    [
        (2, 18, "fires 2.0 20 2025-11-20"),
        (2, 19, "nearly 2.0 21 2025-11-20"),
        (2, 29, "no 2.0 31 2025-11-20"),
        (1, 1, "nearly 1.0 2 2025-11-20"),
        (1, 0, "no 1.0 1 2025-11-20"),
        (0, 5, "no 0.0 5 -"),
    ],
)
def test_reviews_overdue_are_near_with_one_child_more(store, late, others, told):
    due = ["2025-11-20"] * late + ["2025-12-24"] * others
    one_setting(store, children="\n".join(f"a | c{number} | 2025-09-01 | {on}" for number, on in enumerate(due)))
    assert state(store, "reviews_overdue") == told


@pytest.mark.parametrize(
    ("trained_on", "told"),
    [
        ("2023-11-20", "fires 1.0 - 2025-11-20"),
        ("2023-11-21", "nearly 0.0 - 2025-11-21"),
        ("2023-12-05", "nearly -14.0 - 2025-12-05"),
        ("2023-12-06", "no -15.0 - 2025-12-06"),
        ("2025-11-21", "no -730.0 - 2027-11-21"),
        ("2025-11-22", "not_known - - -"),
        ("", "not_known - - -"),
    ],
)
def test_safeguarding_is_near_within_14_days_and_not_known_when_unsaid_or_still_to_come(store, trained_on, told):
    one_setting(store, post=f"senco | no | 2020-09-01 | | {trained_on}")
    assert state(store, "safeguarding_expired") == told


@pytest.mark.parametrize(
    ("ended_on", "told"),
    [
        ("2025-10-21", "fires 31.0 - 2025-10-21"),
        ("2025-10-22", "nearly 30.0 - 2025-10-22"),
        ("2025-11-04", "nearly 17.0 - 2025-11-04"),
        ("2025-11-05", "no 16.0 - 2025-11-05"),
    ],
)
def test_a_long_vacancy_is_near_within_14_days_of_its_limit(store, ended_on, told):
    one_setting(store, post=f"senco | no | 2020-09-01 | {ended_on} |")
    assert state(store, "long_vacancy") == told


@pytest.mark.parametrize(
    ("started_on", "told"),
    [
        ("2025-07-23", "fires 121.0 - 2025-07-23"),
        ("2025-07-24", "nearly 120.0 - 2025-07-24"),
        ("2025-08-06", "nearly 107.0 - 2025-08-06"),
        ("2025-08-07", "no 106.0 - 2025-08-07"),
    ],
)
def test_a_long_interim_is_near_within_14_days_of_its_limit(store, started_on, told):
    one_setting(store, post=f"senco | yes | {started_on} | |")
    assert state(store, "long_interim") == told


@pytest.mark.parametrize(
    ("started_on", "told"),
    [
        ("2025-07-23", "fires 121.0 - 2025-07-23"),
        ("2025-07-24", "nearly 120.0 - 2025-07-24"),
        ("2025-08-07", "nearly 106.0 - 2025-08-07"),
        ("2025-08-08", "no 105.0 - 2025-08-08"),
    ],
)
def test_an_induction_is_near_when_at_most_14_days_are_left(store, started_on, told):
    one_setting(store, post=f"senco | no | {started_on} | |")
    drawn(store, "training_events", "event_ref | kind | held_on\ne1 | new_senco_induction | 2025-09-20")
    drawn(store, "training_attendance", "event_ref | setting | attendee_ref\ne1 | b | s9")
    assert state(store, "not_inducted") == told


def test_meetings_missed_are_near_after_one_less(store):
    one_setting(store)
    drawn(store, "training_events", "event_ref | held_on\ne1 | 2025-09-20\ne2 | 2025-11-10\ne3 | 2025-11-21")
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | attended")
    assert state(store, "missed_meetings", "2025-11-09") == "no 0.0 1 2025-09-20"
    assert state(store, "missed_meetings", "2025-11-20") == "nearly 1.0 2 2025-09-20"
    assert state(store, "missed_meetings") == "fires 2.0 3 2025-09-20"


def test_a_return_is_near_late_in_the_14_days_up_to_its_due_date(store):
    one_setting(store)
    assert state(store, "return_late_or_missing", "2025-11-15") == "no 1.0 - 2025-11-30"
    assert state(store, "return_late_or_missing", "2025-11-16") == "nearly 1.0 - 2025-11-30"
    assert state(store, "return_late_or_missing", "2025-12-01") == "fires 1.0 3 2025-11-30"
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-11-20")
    assert state(store, "return_late_or_missing", "2025-12-01").startswith("no")


def test_a_setting_that_owes_no_return_is_not_asked_for_one_before_anything_was_sent_or_after(store):
    drawn(store, "settings", "setting | opened_on\na |\nb | 2025-12-01")
    assert state(store, "return_late_or_missing", scope=("a",)) == "not_asked 0.0 - 2025-11-30"
    drawn(store, "sen_reviews", "setting | child\na | NIL")
    assert state(store, "return_late_or_missing", "2025-11-15", scope=("a",)) == "no 2.0 - 2025-11-30"
    assert state(store, "return_late_or_missing", "2025-12-01", scope=("b",)) == "not_asked 0.0 - 2025-11-30"


@pytest.mark.parametrize(("gaps", "told"), [(3, "fires 3.0 4 2025-10-01"), (2, "nearly 2.0 4 2025-10-01"), (1, "no 1.0 4 2025-10-01")])
def test_practice_items_are_near_with_one_less(store, gaps, told):
    one_setting(store)
    items = ("record_keeping", "knows_funding", "sendiass_signposted", "knows_parent_groups")
    lines = "\n".join(f"a | {item} | {'no' if at < gaps else 'yes'} | 2025-10-01" for at, item in enumerate(items))
    drawn(store, "send_practice", f"setting | item | answer | answered_on\n{lines}", accepted_at="2025-10-02")
    assert state(store, "practice_gaps") == told


def test_a_contact_is_near_its_end_when_the_next_term_begins_within_14_days(store):
    one_setting(store)
    drawn(store, "contacts", "contact_ref | setting | officer | on | kind | purpose\nk1 | a | A. Mehta | 2025-08-31 | visit | funding")
    assert state(store, "no_contact", "2025-12-17") == "no 108.0 - 2025-08-31"
    assert state(store, "no_contact", "2025-12-18") == "nearly 109.0 - 2025-08-31"
    assert state(store, "no_contact", "2026-01-01") == "fires 123.0 - 2025-08-31"


@pytest.mark.parametrize(
    ("teacher", "qualification", "started_on", "told"),
    [
        ("yes", "npq_senco", "2020-09-01", "no - - 2020-09-01"),
        ("no", "none", "2020-09-01", "fires - - 2020-09-01"),
        ("yes", "none", "2022-12-05", "nearly - - 2025-12-05"),
        ("yes", "none", "2022-12-06", "no - - 2025-12-06"),
        ("not_known", "none", "2020-09-01", "not_known - - 2020-09-01"),
    ],
)
def test_the_standard_is_near_when_at_most_14_days_are_left_to_qualify(store, teacher, qualification, started_on, told):
    drawn(store, "settings", "setting | provider_type\na | school_nursery_class")
    headings = "setting | senco_ref | started_on | qualified_teacher | qualification | qualified_on | relevant_experience"
    drawn(store, "senco_posts", f"{headings}\na | s1 | {started_on} | {teacher} | {qualification} | 2021-09-01 | no")
    assert state(store, "standard_not_met") == told


def test_ofsteds_judgement_is_not_known_until_there_is_one(store):
    one_setting(store, ofsted_judgement="Good")
    assert state(store, "ofsted_concern").startswith("no ")


def test_a_childminder_is_not_asked_the_other_rules_and_none_is_near_for_having_no_senco(store):
    one_setting(store, "childminder", post="deputy | no | 2020-09-01 | |", funded="yes")
    asked = {row["rule"] for row in answered(store, "support_reasons", DAY, ["rule", "state"]) if row["state"] != "not_asked"}
    assert asked == set(plain.OF_CHILDMINDERS)
    assert state(store, "no_cover_with_children").startswith("no 0.0")


def test_a_threshold_changes_what_applies_and_what_is_near_on_both_its_sides(store):
    one_setting(store, post="senco | no | 2020-09-01 | 2025-10-21 |")
    assert state(store, "long_vacancy").startswith("fires")
    assert state(store, "long_vacancy", what_if=(("long_vacancy_days", 31),)).startswith("nearly")
    assert state(store, "long_vacancy", what_if=(("long_vacancy_days", 45),)).startswith("no ")


def test_the_rules_that_apply_are_the_reasons_of_the_answer(store):
    drawn(store, "settings", "setting | provider_type | funded\na | group_full_day |\nb | childminder | yes\nc | school_nursery_class |")
    posts = f"{POSTS}\na | s1 | senco | yes | 2025-01-01 | | 2020-01-01\nb | s2 | deputy | no | {STEADY}\nc | s3 | senco | no | {STEADY}"
    drawn(store, "senco_posts", posts)
    drawn(
        store,
        "sen_reviews",
        f"{REVIEWS}\na | c1 | 2025-01-01 | 2025-02-01\na | c2 | 2025-01-01 | 2025-02-01\nb | c3 | 2025-01-01 | 2026-01-01",
    )
    for day in (DAY, "2025-12-01", "2026-03-01"):
        inputs = Inputs(parse_day(day), parse_moment(LATER))
        said = answer(store, "settings_needing_support", inputs).set_index("setting")["reasons"]
        rules = answer(store, "support_reasons", inputs)
        fires = rules[rules["state"] == "fires"].groupby("setting")["rule"].agg("; ".join)
        assert {key: value for key, value in said.items() if value} == fires.to_dict()
