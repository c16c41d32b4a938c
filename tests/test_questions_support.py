"""Who needs support and why: each reason at its edge, ratings, childminders, and what must not count against a setting."""

from __future__ import annotations

import pytest

from tests.drawn import answered, answers, drawn

DAY = "2025-11-21"
POSTS = "setting | senco_ref | role | interim | started_on | ended_on | safeguarding_trained_on"
STEADY = "2020-09-01 | | 2025-09-01"
REVIEWS = "setting | child | plan_started_on | review_due_on"


def reasons(store, day: str = DAY, setting: str = "a") -> str | None:
    """The rating and the reasons of one setting."""
    (row,) = answered(store, "settings_needing_support", day, ["rating", "reasons"], scope=(setting,))
    return f"{row['rating']}: {row['reasons'] or ''}".rstrip(": ")


def one_setting(
    store, provider_type: str = "group_full_day", post: str = f"senco | no | {STEADY}", children: str = "a | NIL | |", **register
) -> None:
    """A store of one setting with its two returns of the term."""
    headings = " | ".join(["setting", "provider_type", *register])
    drawn(store, "settings", f"{headings}\n{' | '.join(['a', provider_type, *register.values()])}", accepted_at="2025-09-01")
    drawn(store, "senco_posts", f"{POSTS}\na | s1 | {post}", accepted_at="2025-10-01")
    drawn(store, "sen_reviews", f"{REVIEWS}\n{children}", accepted_at="2025-10-01")


@pytest.mark.parametrize(
    ("provider_type", "told"), [("group_full_day", "red: no_cover_with_children"), ("childminder", "green: no_cover_with_children")]
)
def test_children_and_no_cover_is_red_and_for_a_childminder_one_amber_reason(store, provider_type, told):
    one_setting(store, provider_type, post="deputy | no | 2020-09-01 | |", children="a | c1 | 2025-09-01 | 2025-12-24")
    assert reasons(store) == told


def test_no_cover_without_children_is_no_reason(store):
    one_setting(store, post="deputy | no | 2020-09-01 | |")
    assert reasons(store) == "green"


def test_the_standard_not_met_is_red_only_where_it_is_a_must(store):
    one_setting(store, "school_nursery_class")
    assert reasons(store) == "green"
    unqualified = "setting | senco_ref | started_on | qualified_teacher\na | s1 | 2020-09-01 | no"
    drawn(store, "senco_posts", unqualified, accepted_at="2025-10-02")
    assert reasons(store) == "red: standard_not_met"


@pytest.mark.parametrize(
    ("children", "told"),
    [
        (["2025-10-09"] * 3 + ["2025-12-24"] * 9, "red: reviews_long_overdue; reviews_overdue"),
        (["2025-10-09"] * 3 + ["2025-12-24"] * 10, "green: reviews_overdue"),
        (["2025-10-09"] * 2 + ["2025-10-10"], "green: reviews_overdue"),
        (["2025-11-20"] * 2 + ["2025-12-24"] * 18, "green: reviews_overdue"),
        (["2025-11-20"] * 2 + ["2025-12-24"] * 19, "green"),
        (["2025-11-20"], "green"),
    ],
)
def test_overdue_reviews_need_a_count_and_a_share(store, children, told):
    one_setting(store, children="\n".join(f"a | c{number} | 2025-09-01 | {due_on}" for number, due_on in enumerate(children)))
    assert reasons(store) == told


@pytest.mark.parametrize(
    ("trained_on", "months", "told"),
    [
        ("2023-11-21", "24", "green"),
        ("2023-11-20", "24", "red: safeguarding_expired"),
        ("2024-11-20", "12", "red: safeguarding_expired"),
        ("2024-11-21", "12", "green"),
        ("", "24", "green"),
    ],
)
def test_safeguarding_runs_out_after_the_settings_own_months(store, trained_on, months, told):
    one_setting(store, post=f"senco | no | 2020-09-01 | | {trained_on}", safeguarding_months=months)
    assert reasons(store) == told


def test_a_deputys_safeguarding_and_a_former_sencos_do_not_count(store):
    one_setting(store)
    drawn(
        store,
        "senco_posts",
        f"""
        {POSTS}
        a | s1 | senco  | no | {STEADY}
        a | s2 | deputy | no | 2020-09-01 |            | 2020-09-01
        a | s3 | senco  | no | 2019-09-01 | 2025-11-20 | 2020-09-01
        """,
        accepted_at="2025-10-02",
    )
    assert reasons(store) == "green"


@pytest.mark.parametrize(("ended_on", "told"), [("2025-10-22", "green"), ("2025-10-21", "green: long_vacancy")])
def test_a_vacancy_of_more_than_30_days_is_a_reason(store, ended_on, told):
    one_setting(store, post=f"senco | no | 2020-09-01 | {ended_on} |")
    assert reasons(store) == told


@pytest.mark.parametrize(("started_on", "told"), [("2025-07-24", "green"), ("2025-07-23", "green: long_interim")])
def test_an_interim_of_more_than_120_days_is_a_reason(store, started_on, told):
    one_setting(store, post=f"shared | yes | {started_on} | |")
    assert reasons(store) == told


@pytest.mark.parametrize(
    ("started_on", "attendee", "held_on", "told"),
    [
        ("2025-07-23", "s9 | senco | a", "2025-09-20", "green"),
        ("2025-07-24", "s9 | other | a", "2025-09-20", "green"),
        ("2025-07-23", "s1 | other | b", "2025-11-20", "green"),
        ("2025-07-23", "s1 | other | b", "2025-11-21", "green: not_inducted"),
        ("2025-07-23", "s1 | other | b", "2025-07-23", "green"),
        ("2025-07-23", "s1 | other | b", "2025-07-22", "green: not_inducted"),
        ("2025-07-23", "s9 | manager | a", "2025-09-20", "green: not_inducted"),
        ("2025-07-23", "s9 | senco | b", "2025-09-20", "green: not_inducted"),
        ("2024-11-21", "s9 | manager | a", "2025-09-20", "green: not_inducted"),
        ("2024-11-20", "s9 | manager | a", "2025-09-20", "green"),
    ],
)
def test_a_new_senco_has_120_days_to_come_to_an_induction(store, started_on, attendee, held_on, told):
    one_setting(store, post=f"senco | no | {started_on} | |")
    attendee_ref, role, setting = attendee.split(" | ")
    assert reasons(store) == "green"
    drawn(store, "training_events", f"event_ref | kind | held_on\ne1 | new_senco_induction | {held_on}")
    drawn(store, "training_attendance", f"event_ref | setting | attendee_ref | attendee_role\ne1 | {setting} | {attendee_ref} | {role}")
    assert reasons(store) == told


def test_two_meetings_missed_in_a_row_is_a_reason(store):
    one_setting(store)
    drawn(store, "training_events", "event_ref | held_on\ne1 | 2025-09-20\ne2 | 2025-11-21")
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | apologies")
    assert reasons(store, "2025-11-20") == "green"
    assert reasons(store) == "green: missed_meetings"


def test_a_late_return_of_the_last_closed_term_is_a_reason_from_the_day_after_it_was_due(store):
    one_setting(store)
    assert reasons(store, "2025-11-30") == "green"
    assert reasons(store, "2025-12-01") == "green: return_late_or_missing"
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-11-30", term="2025-autumn")
    assert reasons(store, "2025-12-01") == "green"
    assert reasons(store, "2026-02-28") == "green"
    assert reasons(store, "2026-03-01") == "grey: return_late_or_missing"


@pytest.mark.parametrize(
    ("judgement", "inclusion", "told"),
    [
        ("Inadequate", "", "green: ofsted_concern"),
        ("Requires Improvement", "", "green: ofsted_concern"),
        ("Good", "Needs attention", "green: ofsted_concern"),
        ("", "Urgent improvement", "green: ofsted_concern"),
        ("Good", "Expected standard", "green"),
    ],
)
def test_an_ofsted_concern_is_a_reason(store, judgement, inclusion, told):
    one_setting(store, ofsted_judgement=judgement, ofsted_inclusion=inclusion)
    assert reasons(store) == told


def test_two_amber_reasons_make_amber_and_they_are_listed_in_their_order(store):
    one_setting(store, post="shared | yes | 2025-07-23 | |", ofsted_judgement="inadequate")
    assert reasons(store) == "amber: long_interim; ofsted_concern"


def test_a_childminder_is_looked_at_for_children_reviews_and_safeguarding_only(store):
    one_setting(
        store,
        "childminder",
        post="senco | no | 2020-09-01 | 2025-01-01 |",
        children="a | c1 | 2025-09-01 | 2025-11-20\na | c2 | 2025-09-01 | 2025-11-20",
        ofsted_judgement="Inadequate",
        funded="yes",
    )
    drawn(store, "training_events", "event_ref | held_on\ne1 | 2025-09-20\ne2 | 2025-11-20")
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | apologies")
    assert reasons(store, "2025-12-05") == "amber: no_cover_with_children; reviews_overdue"


def test_green_needs_both_returns_of_the_term_or_of_the_term_before_until_the_due_date(store):
    one_setting(store)
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-10-01")
    drawn(store, "sen_reviews", "setting | child\na | NIL", accepted_at="2026-02-01")
    assert reasons(store, "2026-02-28") == "green"
    assert reasons(store, "2026-03-01") == "grey: return_late_or_missing"
    drawn(store, "senco_posts", f"{POSTS}\na | s1 | senco | no | {STEADY}", accepted_at="2026-02-02")
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2026-02-02")
    assert reasons(store, "2026-03-01") == "green"


def test_rows_run_from_red_to_grey_then_by_reasons_children_and_setting(store):
    drawn(
        store,
        "settings",
        "setting | name | closed_on\na | Ash |\nb | Bay |\nc | Cob |\nd | Dell |\ne | Elm |\nf | Fir | 2025-01-01",
        accepted_at="2025-09-01",
    )
    drawn(
        store,
        "senco_posts",
        f"""
        {POSTS}
        b | s2 | senco | no  | {STEADY}
        c | s3 | senco | no  | {STEADY}
        d | s4 | senco | no  | 2020-09-01 | 2025-10-01 |
        e | s5 | senco | no  | 2020-09-01 |            | 2020-09-01
        """,
        accepted_at="2025-10-01",
    )
    drawn(
        store,
        "sen_reviews",
        f"{REVIEWS}\nb | NIL | |\nc | c1 | 2025-09-01 | 2025-12-24\nd | c1 | 2025-09-01 | 2025-12-24\ne | NIL | |",
        accepted_at="2025-10-01",
    )
    answers(
        store,
        "settings_needing_support",
        DAY,
        """
        setting | name | cluster | rating | reasons
        d       | Dell | Alder   | red    | no_cover_with_children; long_vacancy
        e       | Elm  | Alder   | red    | safeguarding_expired
        c       | Cob  | Alder   | green  |
        b       | Bay  | Alder   | green  |
        a       | Ash  | Alder   | grey   |
        """,
    )
    answers(store, "settings_needing_support", DAY, "setting", clusters=("Nowhere",))


@pytest.mark.parametrize(
    ("provider_type", "answers_given", "told"),
    [
        ("group_full_day", {"record_keeping": "no", "knows_funding": "no", "sendiass_signposted": "no"}, "green: practice_gaps"),
        ("group_full_day", {"record_keeping": "no", "knows_funding": "no", "sendiass_signposted": "partly"}, "green"),
        ("childminder", {"record_keeping": "no", "knows_funding": "no", "sendiass_signposted": "no"}, "green"),
    ],
)
def test_three_practice_items_answered_no_are_a_reason_but_not_for_a_childminder(store, provider_type, answers_given, told):
    one_setting(store, provider_type)
    lines = "\n".join(f"a | {item} | {given} | 2025-10-01" for item, given in answers_given.items())
    drawn(store, "send_practice", f"setting | item | answer | answered_on\n{lines}", accepted_at="2025-10-02")
    assert reasons(store) == told


def test_the_latest_answer_of_a_practice_item_counts(store):
    one_setting(store)
    items = ("record_keeping", "knows_funding", "sendiass_signposted")
    lines = [f"a | {item} | no | 2025-10-01" for item in items] + [
        "a | knows_funding | yes | 2025-11-21",
        "a | knows_funding | no | 2025-11-22",
    ]
    drawn(store, "send_practice", "setting | item | answer | answered_on\n" + "\n".join(lines), accepted_at="2025-11-22")
    assert reasons(store, "2025-11-20") == "green: practice_gaps"
    assert reasons(store, "2025-11-21") == "green"
    assert reasons(store, "2025-11-22") == "green: practice_gaps"


@pytest.mark.parametrize(
    ("on", "told"),
    [("2025-03-31", "green: no_contact"), ("2025-04-01", "green"), ("2025-11-21", "green"), ("2025-11-22", "green: no_contact")],
)
def test_no_contact_since_the_first_day_of_the_term_before_is_a_reason(store, on, told):
    one_setting(store)
    drawn(
        store,
        "contacts",
        f"contact_ref | setting | officer | on | kind | purpose\nk1 | a | A. Mehta | {on} | visit | funding",
        accepted_at="2025-11-22",
    )
    assert reasons(store) == told


def test_a_contact_log_that_was_never_loaded_is_no_reason(store):
    one_setting(store)
    assert reasons(store) == "green"
    drawn(
        store,
        "contacts",
        "contact_ref | setting | officer | on | kind | purpose\nk1 | b | A. Mehta | 2025-10-01 | visit | funding",
        accepted_at="2025-10-02",
    )
    assert reasons(store) == "green: no_contact"
