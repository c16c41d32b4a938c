"""Which returns are in: who owes one on which day, on time by the first one, missing, and the headline figures."""

from __future__ import annotations

import pytest

from data.contracts import CONTRACTS
from data.held import dismiss_held, held_rows
from data.submission import undo
from tests.drawn import LATER, answered, answers, drawn, withdrawn
from tests.sent import given

DAY = "2025-12-15"
NIL_POST = "setting | senco_ref | started_on\n{} | NIL |"


@pytest.fixture
def settings(store):
    """Every kind of setting; only the first four owe returns."""
    drawn(
        store,
        "settings",
        """
        setting  | cluster | provider_type        | funded | opened_on  | closed_on
        a        | Alder   | group_full_day       |        |            |
        b        | Alder   | school_nursery_class | no     |            |
        funded   | Birch   | childminder          | yes    |            |
        late     | Birch   | group_full_day       |        | 2025-11-30 |
        agency   | Birch   | childminder_agency   | yes    |            |
        closed   | Birch   | group_full_day       |        |            | 2025-11-30
        opening  | Birch   | group_full_day       |        | 2025-12-01 |
        unfunded | Birch   | childminder          | no     |            |
        unsaid   | Birch   | childminder          |        |            |
        """,
    )
    return store


def test_returns_are_owed_by_the_settings_open_on_the_due_date(settings):
    drawn(settings, "senco_posts", NIL_POST.format("a"), accepted_at="2025-11-30T23:00:00")
    drawn(settings, "senco_posts", NIL_POST.format("b"), accepted_at="2025-12-01T00:00:00", term="2025-autumn")
    drawn(settings, "senco_posts", NIL_POST.format("unfunded"), accepted_at="2025-10-01")
    answers(
        settings,
        "returns_received",
        DAY,
        """
        term        | return      | expected | received | on_time | late | missing | reporting_share
        2025-autumn | senco_posts | 4        | 2        | 1       | 1    | 2       | 0.5
        2025-autumn | sen_reviews | 4        | 0        | 0       | 0    | 4       | 0.0
        2025-autumn | referrals   | 4        | 0        | 0       | 0    | 4       | 0.0
        """,
    )


def test_before_the_due_date_returns_are_owed_by_the_settings_open_on_the_day(settings):
    drawn(settings, "senco_posts", NIL_POST.format("a"), accepted_at="2025-10-01")
    answers(
        settings,
        "returns_received",
        "2025-11-29",
        "return | expected | missing\nsenco_posts | 4 | 3\nsen_reviews | 4 | 4\nreferrals | 4 | 4",
    )
    answers(
        settings,
        "returns_received",
        "2025-11-29",
        "return | expected\nsenco_posts | 2\nsen_reviews | 2\nreferrals | 2",
        clusters=("Alder",),
    )
    answers(settings, "returns_received", "2025-11-29", "return", clusters=("Nowhere",))


def test_terms_run_from_the_first_return_sent_and_each_has_its_own_due_date(settings):
    drawn(settings, "sen_reviews", "setting | child\na | NIL", accepted_at="2026-02-28T23:59:59")
    drawn(settings, "sen_reviews", "setting | child\na | NIL", accepted_at="2026-07-01", term="2026-summer")
    answers(
        settings,
        "returns_received",
        "2026-09-01",
        """
        term        | return      | expected | received | on_time | late
        2026-spring | senco_posts | 5        | 0        | 0       | 0
        2026-spring | sen_reviews | 5        | 1        | 1       | 0
        2026-spring | referrals   | 5        | 0        | 0       | 0
        2026-summer | senco_posts | 5        | 0        | 0       | 0
        2026-summer | sen_reviews | 5        | 1        | 0       | 1
        2026-summer | referrals   | 5        | 0        | 0       | 0
        2026-autumn | senco_posts | 5        | 0        | 0       | 0
        2026-autumn | sen_reviews | 5        | 0        | 0       | 0
        2026-autumn | referrals   | 5        | 0        | 0       | 0
        """,
    )
    answers(settings, "returns_received", "2025-12-31", "term")


def test_a_late_correction_leaves_the_first_return_on_time_and_undoing_the_first_does_not(settings):
    first = drawn(settings, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-10-01")
    drawn(settings, "referrals", "setting | referral_ref | made_on\na | r1 | 2025-10-01", accepted_at="2025-12-02", term="2025-autumn")
    on_time = "return | on_time | late\nsenco_posts | 0 | 0\nsen_reviews | 0 | 0\nreferrals | {}"
    answers(settings, "returns_received", DAY, on_time.format("1 | 0"))
    withdrawn(settings, first, "2025-12-10")
    answers(settings, "returns_received", DAY, on_time.format("0 | 1"))
    answers(settings, "returns_received", DAY, on_time.format("1 | 0"), known_at="2025-12-09")


def test_a_setting_is_filtered_by_the_register_of_the_day_it_owed(settings):
    drawn(settings, "senco_posts", NIL_POST.format("a"), accepted_at="2025-10-01")
    drawn(settings, "settings", "setting | cluster\na | Birch", accepted_at="2025-12-05")
    answers(settings, "returns_received", DAY, "return | expected\nsenco_posts | 2\nsen_reviews | 2\nreferrals | 2", clusters=("Alder",))
    answers(settings, "returns_received", DAY, "return | received\nsenco_posts | 1\nsen_reviews | 0\nreferrals | 0", scope=("a",))


def test_where_nothing_was_owed_the_share_is_blank(store):
    drawn(store, "settings", "setting | provider_type\na | childminder")
    drawn(store, "senco_posts", NIL_POST.format("a"), accepted_at="2025-10-01")
    answers(store, "returns_received", DAY, "expected | received | missing | reporting_share\n" + "0 | 0 | 0 |\n" * 3)


def test_headline_figures_are_blank_until_their_return_is_loaded(settings):
    blank = "overdue | children | over_18_weeks | waiting | returned_to_setting | returns_received | returns_expected\n| | | | | |"
    answers(settings, "headline_figures", DAY, "expected_settings | expected_covered | no_senco_children_settings\n3 | |")
    answers(settings, "headline_figures", DAY, blank)
    answers(settings, "headline_figures", DAY, "expected_settings | expected_covered\n |", known_at="2025-08-31")


def test_headline_figures_say_what_needs_us_now(settings):
    drawn(
        settings,
        "senco_posts",
        """
        setting | senco_ref | started_on | ended_on
        a       | s1        | 2024-09-01 |
        b       | s2        | 2024-09-01 | 2025-11-15
        funded  | s3        | 2024-09-01 | 2025-12-05
        late    | s4        | 2024-09-01 | 2025-01-01
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_due_on
        a       | c1    | 2025-09-01      | 2025-11-01
        b       | c1    | 2025-09-01      | 2025-12-14
        b       | c2    | 2025-09-01      | 2025-12-16
        funded  | c1    | 2025-09-01      |
        late    | NIL   |                 |
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        settings,
        "referrals",
        """
        setting | referral_ref | made_on    | returned_incomplete_on
        a       | r1           | 2025-08-10 |
        a       | r2           | 2025-08-11 |
        a       | r3           | 2025-08-11 | 2025-09-01
        """,
        accepted_at="2025-10-01",
    )
    columns = [
        "no_senco_children_settings",
        "no_senco_children",
        "longest_vacant_days",
        "expected_covered",
        "expected_settings",
        "overdue",
        "overdue_43_up",
        "children",
        "over_18_weeks",
        "waiting",
        "returned_to_setting",
        "returns_received",
        "returns_expected",
    ]
    (figures,) = answered(settings, "headline_figures", DAY, columns)
    assert list(figures.values()) == ["2", "3", "30", "1", "3", "2", "1", "4", "1", "2", "1", "9", "12"]
    answers(
        settings, "headline_figures", DAY, "no_senco_children | children | waiting | returns_expected\n2 | 3 | 2 | 6", clusters=("Alder",)
    )


def test_each_return_of_a_setting_is_in_late_nil_missing_or_not_owed(settings):
    drawn(settings, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01", accepted_at="2025-11-30T23:00:00")
    drawn(settings, "senco_posts", NIL_POST.format("b"), accepted_at="2025-10-01")
    drawn(settings, "senco_posts", NIL_POST.format("funded"), accepted_at="2025-12-01T00:00:00", term="2025-autumn")
    drawn(settings, "senco_posts", NIL_POST.format("unfunded"), accepted_at="2025-12-02")
    answers(
        settings,
        "returns_by_setting",
        DAY,
        """
        term        | setting  | cluster | return      | state    | first_accepted_on
        2025-autumn | late     | Birch   | senco_posts | missing  |
        2025-autumn | late     | Birch   | sen_reviews | missing  |
        2025-autumn | late     | Birch   | referrals   | missing  |
        2025-autumn | a        | Alder   | senco_posts | in       | 2025-11-30
        2025-autumn | a        | Alder   | sen_reviews | missing  |
        2025-autumn | a        | Alder   | referrals   | missing  |
        2025-autumn | b        | Alder   | senco_posts | nil      | 2025-10-01
        2025-autumn | b        | Alder   | sen_reviews | missing  |
        2025-autumn | b        | Alder   | referrals   | missing  |
        2025-autumn | funded   | Birch   | senco_posts | late     | 2025-12-01
        2025-autumn | funded   | Birch   | sen_reviews | missing  |
        2025-autumn | funded   | Birch   | referrals   | missing  |
        2025-autumn | unfunded | Birch   | senco_posts | not_owed | 2025-12-02
        2025-autumn | unfunded | Birch   | sen_reviews | not_owed |
        2025-autumn | unfunded | Birch   | referrals   | not_owed |
        2025-autumn | unsaid   | Birch   | senco_posts | not_owed |
        2025-autumn | unsaid   | Birch   | sen_reviews | not_owed |
        2025-autumn | unsaid   | Birch   | referrals   | not_owed |
        """,
    )


def test_the_states_of_single_settings_add_up_to_the_counts_of_the_returns(settings):
    drawn(settings, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01\nb | NIL |", accepted_at="2025-10-01")
    drawn(settings, "senco_posts", NIL_POST.format("funded"), accepted_at="2025-12-01T00:00:00", term="2025-autumn")
    states = [row["state"] for row in answered(settings, "returns_by_setting", DAY, ["return", "state"]) if row["return"] == "senco_posts"]
    assert {state: states.count(state) for state in ("in", "nil", "late", "missing")} == {"in": 1, "nil": 1, "late": 1, "missing": 1}
    answers(settings, "returns_received", DAY, "received | late | missing\n3 | 1 | 1\n0 | 0 | 4\n0 | 0 | 4")


def test_only_the_chosen_settings_and_the_term_of_the_day_are_listed(settings):
    drawn(settings, "senco_posts", NIL_POST.format("a"), accepted_at="2025-10-01")
    names = {row["setting"] for row in answered(settings, "returns_by_setting", DAY, ["setting"], clusters=("Alder",))}
    assert names == {"a", "b"}
    assert {row["term"] for row in answered(settings, "returns_by_setting", "2026-01-05", ["term"])} == {"2026-spring"}
    assert answered(settings, "returns_by_setting", "2025-08-31", ["term"]) == []


HELD = """
    urn      | name  | provider_type  | cluster
    EY100001 | Acorn | group_full_day | Alder
    EY100002 | Birch | group_full_day | Alder
    EY100003 | Cherry| group_full_day | Alder
    123456   | Dell  | group_full_day | Alder
    123456   | Dell School | school_nursery_class | Alder
"""
HALF_GOOD = """
    setting_urn    | senco_ref | role  | started_on
    EY100001       | S1        | senco | 31/02/2025
    EY100001       | S2        | senco | 01/09/2024
    EY100002       | S3        | senco | 31/02/2025
    EY100003       | S4        | senco | 01/09/2024
    dfe:123456     | S5        | senco | 31/02/2025
"""


@pytest.fixture
def half_held(store):
    """A file of four settings, of which rows of three are held; one of these has another row that is loaded."""
    assert given(store, HELD, at="2025-09-01T09:00:00").outcome == "accepted"
    assert given(store, HALF_GOOD, at="2025-10-04T09:00:00", good_rows_only=True).held == 3
    return store


def test_a_return_of_which_rows_are_held_is_held_whether_or_not_others_count(half_held):
    answers(
        half_held,
        "returns_by_setting",
        "2025-10-05",
        """
        setting         | return      | state   | received | on_time | held_rows
        ofsted:EY100002 | senco_posts | held    | no       | no      | 1
        ofsted:EY100002 | sen_reviews | missing | no       | no      | 0
        ofsted:EY100002 | referrals   | missing | no       | no      | 0
        ofsted:123456   | senco_posts | missing | no       | no      | 0
        ofsted:123456   | sen_reviews | missing | no       | no      | 0
        ofsted:123456   | referrals   | missing | no       | no      | 0
        dfe:123456      | senco_posts | held    | no       | no      | 1
        dfe:123456      | sen_reviews | missing | no       | no      | 0
        dfe:123456      | referrals   | missing | no       | no      | 0
        ofsted:EY100001 | senco_posts | held    | yes      | yes     | 1
        ofsted:EY100001 | sen_reviews | missing | no       | no      | 0
        ofsted:EY100001 | referrals   | missing | no       | no      | 0
        ofsted:EY100003 | senco_posts | in      | yes      | yes     | 0
        ofsted:EY100003 | sen_reviews | missing | no       | no      | 0
        ofsted:EY100003 | referrals   | missing | no       | no      | 0
        """,
    )
    answers(half_held, "returns_received", "2025-10-05", "expected | received | missing\n5 | 2 | 3\n5 | 0 | 5\n5 | 0 | 5")


def held_settings(store, known_at=LATER):
    columns = ["setting", "state"]
    return {row["setting"] for row in answered(store, "returns_by_setting", "2025-10-05", columns, known_at) if row["state"] == "held"}


def test_held_rows_wait_until_a_later_file_speaks_for_the_setting_or_they_are_put_aside(half_held):
    assert held_settings(half_held) == {"ofsted:EY100001", "ofsted:EY100002", "dfe:123456"}
    given(half_held, "setting_urn | senco_ref | role | started_on\nEY100002 | S3 | senco | 28/02/2025", at="2025-10-06T09:00:00")
    dismiss_held(half_held, 2, 2, reason="Twice.", by="A. Analyst")
    assert held_settings(half_held) == {"dfe:123456"}
    assert held_settings(half_held, "2025-10-05") == {"ofsted:EY100001", "ofsted:EY100002", "dfe:123456"}
    assert held_settings(half_held, "2025-10-03") == set()
    undo(half_held, 2, by="A. Analyst")
    assert held_settings(half_held) == set()


def test_the_rows_held_in_the_figures_are_the_rows_a_person_sees_waiting(half_held):
    def both() -> tuple[set, set]:
        with half_held.cursor() as cursor:
            counted = cursor.execute("SELECT submission, row FROM standing.held(TIMESTAMP '9999-12-31')").fetchall()
        return set(counted), {(row.submission, row.row) for row in held_rows(half_held)[0]}

    assert both() == ({(2, 2), (2, 4), (2, 6)},) * 2
    given(half_held, "setting_urn | senco_ref | role | started_on\nofsted:123456 | S5 | senco | 28/02/2025", at="2025-10-06T09:00:00")
    assert both() == ({(2, 2), (2, 4), (2, 6)},) * 2
    given(half_held, "setting_urn | senco_ref | role | started_on\nDFE: 123456 | S5 | senco | 28/02/2025", at="2025-10-06T09:00:00")
    assert both() == ({(2, 2), (2, 4)},) * 2


def test_a_setting_written_to_is_listed_until_and_after_its_return_comes(half_held):
    drawn_chasers(half_held)
    answers(
        half_held,
        "returns_chased",
        "2025-10-20",
        """
        chaser | sent_on    | way    | about   | setting         | return      | is_open | answered_on | answered_after_days
        2      | 2025-10-12 | letter | held    | ofsted:EY100002 | senco_posts | yes     |             |
        1      | 2025-10-05 | email  | missing | ofsted:EY100003 | sen_reviews | no      | 2025-10-14  | 9
        1      | 2025-10-05 | email  | missing | ofsted:EY100003 | referrals   | yes     |             |
        """,
    )
    answers(half_held, "returns_chased", "2025-10-20", "chaser | is_open\n1 | yes\n1 | yes", known_at="2025-10-06")
    answers(half_held, "returns_chased", "2025-10-20", "chaser", clusters=("Nowhere",))
    answers(half_held, "returns_chased", "2026-01-20", "chaser")


def drawn_chasers(store):
    """Two chasers at their moments, and a return that came between them and now."""
    with store.transaction() as cursor:
        for number, day in ((1, "2025-10-05"), (2, "2025-10-12")):
            cursor.execute(
                "INSERT INTO chasers VALUES (?, ?, ?, 2, ?, 'A. Analyst', NULL, NULL)", [number, 2025 * 3 + 2, day, f"{day} 10:00"]
            )
        for chased in (
            [1, "ofsted:EY100003", "sen_reviews", "missing", "email"],
            [1, "ofsted:EY100003", "referrals", "missing", "email"],
            [2, "ofsted:EY100002", "senco_posts", "held", "letter"],
        ):
            cursor.execute("INSERT INTO chased_returns VALUES (?, ?, ?, ?, ?)", chased)
    nil = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\nEY100003 | NIL | | |"
    assert given(store, nil, at="2025-10-14T09:00:00").outcome == "accepted"


def test_a_column_that_is_blank_or_not_known_counts_only_where_it_applies(settings):
    drawn(
        settings,
        "senco_posts",
        """
        setting | senco_ref | started_on | ended_on   | qualification | qualified_teacher | weekly_hours | handover_done
        a       | s1        | 2024-09-01 |            | not_known     | yes               | 6            |
        a       | s2        | 2023-09-01 | 2024-08-31 |               | no                |              | not_known
        b       | s3        | 2024-09-01 |            | none          | not_known         | 0            |
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        settings,
        "sen_reviews",
        """
        setting | child | plan_started_on | review_held_on | outcome | parents_involved | next_review_due_on | left_on
        a       | c1    | 2025-09-01      | 2025-10-01     | met     | not_known        | 2025-12-01         |
        a       | c2    | 2025-09-01      |                |         |                  |                    |
        b       | c3    | 2025-09-01      | 2025-10-01     |         | yes              |                    | 2025-10-02
        """,
        accepted_at="2025-10-01",
    )
    columns = ["return", "field", "rows", "not_known", "not_known_share"]
    told = {row["field"]: tuple(row.values())[2:] for row in answered(settings, "fields_not_known", DAY, columns)}
    assert told["qualification"] == ("3", "2", "0.6667")
    assert told["qualified_teacher"] == ("3", "1", "0.3333")
    assert told["weekly_hours"] == ("2", "0", "0.0")
    assert told["handover_done"] == ("1", "1", "1.0")
    assert told["outcome"] == ("2", "1", "0.5")
    assert told["parents_involved"] == ("2", "1", "0.5")
    assert told["next_review_due_on"] == ("1", "0", "0.0")
    assert told["primary_need"] == ("3", "3", "1.0")
    worst = [row["not_known_share"] for row in answered(settings, "fields_not_known", DAY, columns)]
    assert worst == sorted(worst, key=float, reverse=True)


def test_only_the_returns_in_force_for_the_term_are_looked_through(settings):
    referrals = "setting | referral_ref | made_on | consent_on | declined_on | decline_reason | child\n"
    drawn(settings, "referrals", referrals + "a | r1 | 2025-05-01 | | | | c1", accepted_at="2025-05-02")
    drawn(settings, "referrals", referrals + "a | r1 | 2025-10-01 | | | |", accepted_at="2025-10-02")
    replaced = drawn(
        settings,
        "referrals",
        referrals + "a | r1 | 2025-10-01 | 2025-10-01 | | | c1\nb | r2 | 2025-10-01 | | 2025-10-09 | | c2",
        accepted_at="2025-10-10",
    )
    drawn(settings, "referrals", referrals + "b | r9 | 2025-10-01 | | | |", accepted_at="2025-10-11", source="portage")
    answers(
        settings,
        "fields_not_known",
        DAY,
        """
        return    | field          | rows | not_known | not_known_share
        referrals | decline_reason | 1    | 1         | 1.0
        referrals | consent_on     | 2    | 1         | 0.5
        referrals | child_ref      | 2    | 0         | 0.0
        """,
    )
    answers(
        settings,
        "fields_not_known_by_setting",
        DAY,
        """
        field          | setting | cluster | rows | not_known | not_known_share
        child_ref      | a       | Alder   | 1    | 0         | 0.0
        child_ref      | b       | Alder   | 1    | 0         | 0.0
        consent_on     | b       | Alder   | 1    | 1         | 1.0
        consent_on     | a       | Alder   | 1    | 0         | 0.0
        decline_reason | b       | Alder   | 1    | 1         | 1.0
        """,
    )
    answers(settings, "fields_not_known", DAY, "field", clusters=("Birch",))
    withdrawn(settings, replaced, "2025-12-01")
    answers(settings, "fields_not_known", DAY, "field | rows | not_known\nchild_ref | 1 | 1\nconsent_on | 1 | 1")


def test_every_column_looked_through_is_one_of_its_return(settings):
    """The names in the statement are the contracts' own, so that a page can say their labels."""
    for name, row in {
        "senco_posts": "setting | senco_ref | started_on | ended_on\na | s1 | 2024-09-01 |\na | s2 | 2023-09-01 | 2024-08-31",
        "sen_reviews": "setting | child | plan_started_on | review_held_on\na | c1 | 2025-09-01 | 2025-10-01",
        "referrals": "setting | referral_ref | made_on | declined_on\na | r1 | 2025-09-01 | 2025-10-01",
        "send_practice": "setting | item | answered_on\na | record_keeping | 2025-09-01",
        "transitions": "setting | child | starts_school_on\na | c1 | 2026-09-01",
    }.items():
        drawn(settings, name, row, accepted_at="2025-10-01")
    told = [(row["return"], row["field"]) for row in answered(settings, "fields_not_known", DAY, ["return", "field"])]
    assert {name for name, _ in told} == {"senco_posts", "sen_reviews", "referrals", "send_practice", "transitions"}
    assert [each for each in told if each[1] not in CONTRACTS[each[0]].by_name] == []
    assert len(told) == 29
