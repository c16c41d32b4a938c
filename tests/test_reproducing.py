"""Figures noted at the end of a term come out again byte for byte, whatever was corrected and withdrawn since."""

from __future__ import annotations

import pytest

from analytics.__main__ import answer_written, main
from analytics.queries import QUESTIONS, Inputs
from data.store import Store
from data.submission import undo
from data.terms import parse_day, parse_moment
from tests.sent import given

NAMED = [name for name, query in QUESTIONS.items() if query.named]
TERM_END = "2025-12-31"

REGISTER = """
    urn      | name  | provider_type        | cluster | area_senco | funded | places
    EY100001 | Acorn | group_full_day       | Alder   | A. Mehta   | yes    | 40
    EY100002 | Beech | group_full_day       | Alder   | A. Mehta   | yes    | 30
    EY100003 | Cedar | group_sessional      | Birch   | B. Osei    | yes    | 24
"""
POSTS = """
    setting_urn | senco_ref | role  | started_on | ended_on   | interim | qualified_teacher
    EY100001    | S1        | senco | 01/09/2024 |            | no      | yes
    EY100002    | S2        | senco | 01/09/2024 | 30/11/2025 | no      | no
    EY100003    | S3        | senco | 15/09/2025 |            | yes     | not known
"""
REVIEWS = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on | review_held_on | next_review_due_on
    EY100001    | C1        | sen_support | 1        | 01/09/2025      | 01/12/2025    |                |
    EY100001    | C2        | ehc_plan    | 1        | 01/09/2025      | 10/12/2025    | 09/12/2025     | 01/03/2026
    EY100002    | C3        | sen_support | 1        | 01/10/2025      |               |                |
"""
REFERRALS = """
    setting_urn | referral_ref | service   | made_on    | received_on | first_contact_on
    EY100001    | R1           | portage   | 01/09/2025 | 03/09/2025  | 20/10/2025
    EY100002    | R2           | portage   | 01/07/2025 |             |
"""


@pytest.fixture
def noted(store: Store) -> dict[str, str]:
    """A store as it stood at the end of the term, and what every published question said then."""
    for table, day in ((REGISTER, "2025-09-01"), (POSTS, "2025-12-08"), (REVIEWS, "2025-12-15"), (REFERRALS, "2025-12-16")):
        outcome = given(store, table, at=f"{day}T10:00:00")
        assert outcome.outcome == "accepted", outcome.checked.issues
    return answers(store)


def answers(store: Store, known_at: str = "2039-12-31") -> dict[str, str]:
    inputs = Inputs(parse_day(TERM_END), parse_moment(known_at))
    return {name: answer_written(store, name, inputs, "json") for name in NAMED}


def corrected(store: Store) -> None:
    """Three corrections of the term's returns, and one of them withdrawn again."""
    corrections = [
        (POSTS.replace("30/11/2025", "          "), "2026-01-08"),
        (REVIEWS.replace("09/12/2025     | 01/03/2026", "               |           "), "2026-01-09"),
        (REFERRALS.replace("20/10/2025", "27/10/2025"), "2026-01-12"),
    ]
    numbers = [given(store, table, at=f"{day}T10:00:00", term="2025-autumn").id for table, day in corrections]
    undo(store, numbers[0], by="A. Analyst", at=parse_moment("2026-01-13T10:00:00"))


def test_figures_noted_at_the_end_of_a_term_come_out_again_after_corrections_and_an_undo(store: Store, noted: dict[str, str]) -> None:
    assert sum(text.count("\n") for text in noted.values()) > 300
    corrected(store)
    assert answers(store, TERM_END) == noted
    differ = {name for name, text in answers(store).items() if text != noted[name]}
    assert {"reviews", "reviews_by_cluster", "referral_waits_by_service", "review_quality_by_cluster"} <= differ
    assert "senco_coverage" not in differ, "its correction was withdrawn"
    at_noon = answers(store, "2026-01-08T12:00:00")
    assert at_noon["senco_coverage"] != noted["senco_coverage"]


def test_the_command_prints_what_was_noted(tmp_path, capsys) -> None:
    path = tmp_path / "store.duckdb"
    store = Store.open(path)
    for table, day in ((REGISTER, "2025-09-01"), (POSTS, "2025-12-08")):
        given(store, table, at=f"{day}T10:00:00")
    noted = answers(store)["senco_coverage"]
    given(store, POSTS.replace("30/11/2025", "          "), at="2026-01-08T10:00:00", term="2025-autumn")
    store.close()
    asked = ["senco_coverage", "--as-of", TERM_END, "--store", str(path), "--format", "json"]
    assert main([*asked, "--known-at", TERM_END]) == 0
    assert capsys.readouterr().out == noted
    assert main(asked) == 0
    assert capsys.readouterr().out != noted
