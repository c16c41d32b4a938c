"""Every reason for support leads to the rows that show it, or to a sentence that says why there is no row."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analytics import support
from analytics.catalogue.support import REASONS
from analytics.proof import Proof, proofs_of
from analytics.queries import Inputs, answer
from data.store import Store
from data.terms import parse_day, parse_moment
from tests.drawn import LATER, drawn
from tests.test_questions_support import DAY, POSTS, REVIEWS, STEADY, one_setting

OTHERS = {
    "training_attendance": "event_ref | setting | attendee_ref\ne1 | b | s9",
    "contacts": "contact_ref | setting | officer | on | kind | purpose\nk9 | b | A. Mehta | 2025-10-01 | visit | funding",
}


def proofs(store: Store, reason: str, day: str = DAY) -> list[Proof]:
    """What shows that a reason applies to the one setting, which it must."""
    inputs = Inputs(parse_day(day), parse_moment(LATER))

    def ask(question: str, asked: Inputs) -> object:
        return answer(store, question, asked)

    rules = ask("support_reasons", inputs)
    (row,) = rules[(rules["rule"] == reason) & (rules["setting"] == "a")].to_dict("records")
    assert row["state"] == "fires"
    return proofs_of(support.Rule.of(row), "a", inputs, ask)


def said(store: Store, reason: str, day: str = DAY) -> list[tuple[str, list[int], str]]:
    """Of each return its rows by number, and the sentence."""
    found = proofs(store, reason, day)
    return [(proof.return_name, sorted(proof.rows["row"]) if len(proof.rows) else [], proof.said.replace("\u00a0", " ")) for proof in found]


def vacant(store: Store) -> None:
    children = "a | c1 | 2025-09-01 | 2025-12-24\na | c2 | 2025-09-01 | 2025-12-24"
    one_setting(store, post="senco | no | 2020-09-01 | 2025-10-01 |", children=children)


def unqualified(store: Store) -> None:
    one_setting(store, "school_nursery_class")
    text = "setting | senco_ref | role | started_on | ended_on | qualified_teacher"
    rows = "a | s0 | senco | 2010-09-01 | 2020-08-31 | yes\na | s1 | senco | 2020-09-01 | | no\na | s2 | deputy | 2020-09-01 | | yes"
    drawn(store, "senco_posts", f"{text}\n{rows}", accepted_at="2025-10-02")


def late_reviews(store: Store) -> None:
    due = ["2025-10-09"] * 3 + ["2025-11-20"] * 2 + ["2025-12-24"] * 3
    earlier = "a | c0 | 2025-01-01 | 2025-02-01 | 1"
    rows = "\n".join(f"a | c{at} | 2025-09-01 | {on} | 2" for at, on in enumerate(due))
    one_setting(store)
    drawn(store, "sen_reviews", f"{REVIEWS} | cycle_no\n{earlier}\n{rows}", accepted_at="2025-10-02")


def untrained(store: Store) -> None:
    one_setting(store)
    expired = "a | s2 | shared | no | 2020-09-01 | | 2023-11-20\na | s3 | deputy | no | 2020-09-01 | | 2020-01-01"
    drawn(store, "senco_posts", f"{POSTS}\na | s1 | senco | no | {STEADY}\n{expired}", accepted_at="2025-10-02")


def interim(store: Store) -> None:
    one_setting(store)
    rows = f"a | s1 | senco | no | 2020-09-01 | 2025-06-01 |\na | s2 | senco | yes | 2025-06-02 | |\na | s3 | deputy | no | {STEADY}"
    drawn(store, "senco_posts", f"{POSTS}\n{rows}", accepted_at="2025-10-02")


def uninducted(store: Store) -> None:
    one_setting(store)
    rows = f"a | s1 | senco | no | {STEADY}\na | s2 | shared | no | 2025-07-01 | | 2025-09-01"
    drawn(store, "senco_posts", f"{POSTS}\n{rows}", accepted_at="2025-10-02")
    drawn(store, "training_events", "event_ref | kind | held_on\ne1 | new_senco_induction | 2025-09-20")
    drawn(store, "training_attendance", OTHERS["training_attendance"])


def meetings(store: Store, *bookings: str) -> None:
    one_setting(store)
    drawn(store, "training_events", "event_ref | held_on\ne1 | 2025-06-20\ne2 | 2025-09-20\ne3 | 2025-11-10")
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | attended\n" + "\n".join(bookings))


def behind(store: Store) -> None:
    one_setting(store)
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-12-02", term="2025-autumn")


def audited(store: Store) -> None:
    one_setting(store)
    answered = {"record_keeping": "no", "knows_funding": "yes", "sendiass_signposted": "no", "knows_parent_groups": "no"}
    rows = "\n".join(f"a | {item} | {given} | 2025-10-01" for item, given in answered.items())
    drawn(store, "send_practice", f"setting | item | answer | answered_on\n{rows}", accepted_at="2025-10-02")


def untouched(store: Store) -> None:
    one_setting(store)
    rows = "k1 | a | A. Mehta | 2025-01-10 | visit | funding\nk2 | a | A. Mehta | 2025-02-10 | call | funding"
    drawn(store, "contacts", f"contact_ref | setting | officer | on | kind | purpose\n{rows}")


def inspected(store: Store) -> None:
    one_setting(store, ofsted_judgement="Inadequate")


# Each reason: a store in which it applies, the day asked about, and the rows of each return that show it.
SHOWN: dict[str, tuple[Callable[[Store], None], str, list[tuple[str, list[int], str]]]] = {
    "no_cover_with_children": (
        vacant,
        DAY,
        [
            ("senco_posts", [2], "Its latest return names nobody as SENCO on 21 Nov 2025."),
            ("sen_reviews", [2, 3], "The children with SEN who attend."),
        ],
    ),
    "standard_not_met": (unqualified, DAY, [("senco_posts", [3], "")]),
    "reviews_long_overdue": (late_reviews, DAY, [("sen_reviews", [3, 4, 5], "")]),
    "safeguarding_expired": (untrained, DAY, [("senco_posts", [3], "")]),
    "long_vacancy": (vacant, DAY, [("senco_posts", [2], "The last post that ended.")]),
    "long_interim": (interim, DAY, [("senco_posts", [3], "")]),
    "not_inducted": (uninducted, DAY, [("senco_posts", [3], "No attendance list of an induction held in time names this SENCO.")]),
    "missed_meetings": (
        lambda store: meetings(store, "e2 | a | apologies", "e3 | a | no_show"),
        DAY,
        [("training_attendance", [3, 4], "Invited and not there: 10 Nov 2025 (did not come) and 20 Sep 2025 (apologies).")],
    ),
    "reviews_overdue": (late_reviews, DAY, [("sen_reviews", [3, 4, 5, 6, 7], "")]),
    "return_late_or_missing": (
        behind,
        "2025-12-05",
        [("referrals", [], "Referrals of Autumn 2025: due on 30 Nov 2025, came on 2 Dec 2025.")],
    ),
    "practice_gaps": (audited, DAY, [("send_practice", [2, 4, 5], "")]),
    "no_contact": (untouched, DAY, [("contacts", [3], "The last contact.")]),
    "ofsted_concern": (inspected, DAY, [("settings", [2], "")]),
}


def test_no_reason_is_without_a_proof():
    assert list(SHOWN) == list(REASONS) == list(support.RULES)


@pytest.mark.parametrize("reason", SHOWN)
def test_a_reason_leads_to_the_very_rows_that_show_it(store, reason):
    draw, day, expected = SHOWN[reason]
    draw(store)
    assert said(store, reason, day) == expected


@pytest.mark.parametrize(
    ("reason", "draw", "day", "words"),
    [
        (
            "no_cover_with_children",
            lambda store: one_setting(store, post="deputy | no | 2020-09-01 | |", children="a | c1 | 2025-09-01 | 2025-12-24"),
            DAY,
            "Its latest return names nobody as SENCO on 21 Nov 2025.",
        ),
        ("missed_meetings", meetings, DAY, "Invited and not there: 10 Nov 2025 (not booked) and 20 Sep 2025 (not booked)."),
        (
            "return_late_or_missing",
            one_setting,
            "2025-12-05",
            "Referrals of Autumn 2025: due on 30 Nov 2025, none came by the day asked about.",
        ),
        (
            "no_contact",
            lambda store: (one_setting(store), drawn(store, "contacts", OTHERS["contacts"])),
            DAY,
            "No contact with it is in the log up to the day asked about.",
        ),
    ],
)
def test_what_is_missing_has_no_row_and_a_sentence_says_so(store, reason, draw, day, words):
    draw(store)
    (without,) = [proof for proof in proofs(store, reason, day) if not len(proof.rows)]
    assert without.said.replace("\u00a0", " ") == words


def test_a_post_that_the_latest_return_leaves_out_is_shown_and_does_not_count_as_held(store):
    vacant(store)
    drawn(store, "senco_posts", f"{POSTS}\na | s9 | senco | no | 2019-09-01 | |", accepted_at="2025-05-01")
    drawn(store, "senco_posts", f"{POSTS}\na | s1 | deputy | no | 2020-09-01 | |", accepted_at="2025-10-03")
    (posts, _) = proofs(store, "no_cover_with_children")
    assert posts.rows[["senco_ref", "in_latest_return"]].to_numpy().tolist() == [["s9", False]]


def test_a_proof_without_rows_always_says_why(store):
    for reason, (draw, day, _) in SHOWN.items():
        fresh = Store.memory()
        draw(fresh)
        assert all(len(proof.rows) or proof.said for proof in proofs(fresh, reason, day)), reason
        fresh.close()
