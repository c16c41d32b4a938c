"""A store is what its originals and its log give, and a rebuild says so or names what differs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sent import REGISTER, given, rows, sent

from analytics.deciding import change
from data import term_dates, uploads
from data.__main__ import main as run
from data.contract import Contract
from data.contracts import CONTRACTS
from data.rebuild import built_in_memory, built_into
from data.store import Store
from data.submission import undo
from data.terms import Term, parse_moment
from tests.returns_made import as_xlsx

POSTS = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S1        | senco | 01/09/2024
    EY100002    | NIL       |       |
"""
REVIEWS = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on
    EY100001    | C1        | sen_support | 1        | 01/09/2025      | 01/12/2025
    EY100001    | C2        | sen_support | 1        | 31/02/2025      | 01/12/2025
"""
REFERRALS = """
    setting_urn | referral_ref | service | made_on    | consent_on
    EY100001    | R1           | portage | 01/09/2025 | 01/09/2025
    EY100001    | NIL          |         |            |
"""
EVENTS = """
    event_ref | kind            | title  | held_on
    E1        | cluster_meeting | Autumn | 02/10/2025
"""
ATTENDANCE = """
    event_ref | setting_urn | attendee_ref | attendee_role | status
    E1        | EY100001    | P1           | senco         | attended
"""
OFSTED = (
    b"\xef\xbb\xbfWeb link,Provider URN,Registration date,Provider type,Provider subtype,Provider status,"
    b"Individual Register combinations,Provider Early Years Register Flag,Provider name,Postcode,Local authority,Places,"
    b"Most recent full: Inspection date,Most recent full: Overall effectiveness\r\n"
    b"x,EY100002,01/04/2008,Childminder,,Active,ALL,Y,REDACTED,REDACTED,Nowhere,6,02/10/2018,2\r\n"
    b"x,900003,01/04/1998,Home childcarer,,Active,VCR only,N,REDACTED,REDACTED,Nowhere,,,\r\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed store in which everything has happened once that can happen to a file."""
    place = tmp_path_factory.mktemp("filled")
    store = Store.open(place / "store.duckdb")
    fill(store)
    store.close()
    return place


@pytest.fixture
def lived_in(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """That store, copied for one test."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    store = Store.open(tmp_path / "store.duckdb")
    yield store
    store.close()


def fill(store: Store) -> None:
    """Registers, held rows, an export, a replaced return, withdrawals, a corrected upload, a workbook and an upload that waits."""
    assert given(store, REGISTER, at="2025-09-01T09:00:00", name="register.csv").outcome == "accepted"
    given(store, POSTS, at="2025-09-05T09:00:00", name="first.csv", term="2025-summer")
    given(store, POSTS, at="2025-10-03T09:00:00", name="posts.csv")
    assert given(store, REVIEWS, name="reviews.csv", good_rows_only=True).held == 1
    assert given(store, REFERRALS.replace("EY100001    | NIL          |         |            |", ""), source="portage").id
    given(store, EVENTS, name="events.csv")
    given(store, ATTENDANCE, name="attendance.csv")
    # Withdrawn and sent again at one moment: only in this order is the second not a duplicate of the first.
    undo(store, 3, by="A. Analyst", at=parse_moment("2025-10-04T09:00:00"))
    assert given(store, POSTS, at="2025-10-04T09:00:00", name="posts.csv").outcome == "accepted"
    undo(store, 8, by="B. Analyst", at=parse_moment("2025-10-05T09:00:00"))
    smaller = "\n".join(line for line in REGISTER.splitlines() if "Drum Lane" not in line)
    given(store, smaller, at="2025-10-06T09:00:00", effective_on=parse_moment("2025-11-01").date(), confirm_closures=True)
    (uploaded,) = uploads.receive(store, "corrected.csv", sent(REVIEWS.replace("EY100001", "EY100002")), by="A. Analyst")
    uploads.correct(store, uploaded, None, 3, "plan_started_on", "02/02/2025", was="31/02/2025", by="A. Analyst")
    uploads.correct(store, uploaded, None, 3, "plan_started_on", "03/03/2025", was="31/02/2025", by="A. Analyst")
    (outcome,) = uploads.accept_upload(store, uploaded, by="A. Analyst")
    assert (outcome.outcome, outcome.loaded) == ("accepted", 2)
    uploads.correct(store, uploaded, None, 3, "plan_started_on", "04/04/2025", was="31/02/2025", by="B. Analyst")
    (book,) = uploads.receive(store, "book.xlsx", workbook(CONTRACTS["senco_posts"]), by="A. Analyst")
    assert [one.outcome for one in uploads.accept_upload(store, book, by="A. Analyst")] == ["accepted"]
    (public,) = uploads.receive(store, "ofsted.csv", OFSTED, by="A. Analyst")
    assert [one.outcome for one in uploads.accept_upload(store, public, by="A. Analyst")] == ["accepted"]
    asked = {"reason": "Agreed", "by": "A. Analyst"}
    term_dates.move(store, Term.parse("2025-autumn"), "due_on", date(2025, 12, 5), at=parse_moment("2025-10-06T10:00:00"), **asked)
    change(store, "due_soon_days", 21, since=date(2026, 1, 1), at=parse_moment("2025-10-06T10:00:00"), **asked)
    uploads.receive(store, "later.csv", sent(POSTS.replace("S1", "S9")), by="A. Analyst")


def workbook(contract: Contract) -> bytes:
    post = {"setting_urn": "EY100001", "senco_ref": "S7", "role": "senco", "started_on": "2025-01-06"}
    return as_xlsx(contract, [{f.name: post.get(f.name, "") for f in contract.fields}])


def test_a_store_equals_what_its_originals_and_log_give(lived_in):
    built = built_in_memory(lived_in)
    assert built.differences == ()
    assert (built.submissions, built.rows) == rows(lived_in, "SELECT count(*), sum(row_count)::INTEGER FROM submissions")[0] == (12, 25)


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("DELETE FROM sen_reviews WHERE submission = 4", "sen_reviews: submission 4, row 2: only in what the originals give."),
        (
            "UPDATE sen_reviews SET child = 'other', sen_status = 'monitoring' WHERE submission = 10 AND row = 2",
            "sen_reviews: submission 10, row 2: child, sen_status are not as the originals give.",
        ),
        (
            "INSERT INTO senco_posts BY NAME SELECT 2 AS submission, 9 AS row",
            "senco_posts: submission 2, row 9: only in the store.",
        ),
        (
            "INSERT INTO senco_posts FROM senco_posts WHERE submission = 2",
            "senco_posts: submission 2, row 2: only in the store.",
        ),
        (
            "UPDATE settings SET cluster = 'Birch' WHERE submission = 12",
            "settings: submission 12, row 2: cluster is not as the originals give.",
        ),
        (
            "UPDATE held_rows SET cells = '{}'",
            "held_rows: submission 4, row 3: cells is not as the originals give.",
        ),
        (
            "UPDATE submission_settings SET nil = false WHERE submission = 2 AND nil",
            "submission_settings: submission 2, setting ofsted:EY100002: nil is not as the originals give.",
        ),
        (
            "UPDATE submissions SET loaded = loaded + 1, accepted_on = DATE '2025-01-01' WHERE id = 7",
            "submissions: submission 7: accepted_on, loaded are not as the originals give.",
        ),
    ],
)
def test_a_planted_difference_is_named_by_table_and_row(lived_in, planted, said):
    with lived_in.transaction() as cursor:
        cursor.execute(planted)
    assert built_in_memory(lived_in).differences == (said,)


def test_a_submission_counts_with_the_corrections_it_was_accepted_with(lived_in):
    found = rows(lived_in, "SELECT plan_started_on::VARCHAR FROM sen_reviews WHERE submission = 10 AND row = 3")
    assert found == [("2025-03-03",)]
    with lived_in.transaction() as cursor:
        cursor.execute("UPDATE submission_corrections SET value = '05/05/2025'")
    assert built_in_memory(lived_in).differences == ("sen_reviews: submission 10, row 3: plan_started_on is not as the originals give.",)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda place: place.write_bytes(place.read_bytes() + b"\r\n")])
def test_an_original_that_is_gone_or_changed_is_named(lived_in, spoil: Callable[[Path], object]):
    ((digest,),) = rows(lived_in, "SELECT sha256 FROM submissions WHERE id = 6")
    spoil(lived_in.originals / digest[:2] / digest)
    first, *others = built_in_memory(lived_in).differences
    assert first.startswith("Submission 6 (events.csv) cannot be read: The original of this file ")
    assert "training_events: submission 6, row 2: only in the store." in others


def test_a_new_store_takes_the_place_of_the_old_one(lived_in, tmp_path):
    assert built_into(lived_in, tmp_path / "new.duckdb").differences == ()
    new = Store.open(tmp_path / "new.duckdb")
    assert new.key == lived_in.key
    assert rows(new, "FROM sen_reviews ORDER BY submission, row") == rows(lived_in, "FROM sen_reviews ORDER BY submission, row")
    (waits,) = uploads.waiting(new)
    assert [one.outcome for one in uploads.accept_upload(new, waits.id, by="A. Analyst")] == ["accepted"]
    assert built_in_memory(new).differences == ()
    new.close()
    assert sorted(place.name for place in tmp_path.iterdir() if "new" in place.name) == ["new.duckdb", "new.originals"]


def test_the_command_says_whether_the_store_equals_its_originals(lived_in, tmp_path, capsys):
    lived_in.close()
    own = ["--store", str(lived_in.path)]
    assert run(["rebuild", "--check", *own]) == 0
    assert capsys.readouterr().out == "The store equals what its originals and log give: 12 submissions, 25 rows.\n"
    assert run(["rebuild", "--into", str(tmp_path / "new.duckdb"), *own]) == 0
    assert run(["rebuild", "--check", "--store", str(tmp_path / "new.duckdb")]) == 0
    capsys.readouterr()
    assert run(["rebuild", "--into", str(tmp_path / "new.duckdb"), *own]) == 2
    assert "is there already. Choose another name for the new store." in capsys.readouterr().err
    assert run(["rebuild", "--check", "--store", str(tmp_path / "none.duckdb")]) == 2
    assert not (tmp_path / "none.duckdb").exists()


def test_a_store_that_does_not_add_up_is_refused_by_name_and_built_anew(lived_in, tmp_path, capsys):
    with lived_in.transaction() as cursor:
        cursor.execute("DELETE FROM sen_reviews WHERE submission = 10 AND row = 3")
        cursor.execute("DELETE FROM held_rows")
        cursor.execute("UPDATE submissions SET ignored = 5 WHERE id = 2")
        cursor.execute("INSERT INTO senco_posts BY NAME SELECT 77 AS submission, 2 AS row")
    lived_in.close()
    own = ["--store", str(lived_in.path)]
    assert run(["export", "sen_reviews", *own]) == 2
    assert capsys.readouterr().err == (
        "The store does not add up: Submission 2 (first.csv) had 2 rows, which is not 2 loaded + 0 held + 5 left out. "
        "Submission 4 (reviews.csv) held 1 row, and 0 are here. Submission 10 (corrected.csv) loaded 2 rows, and 1 are here. "
        "There are rows of a submission 77, which is not in the log. "
        "Put the store back from a backup, or build it anew from its originals: python -m data rebuild --into NEW.duckdb\n"
    )
    assert run(["rebuild", "--into", str(tmp_path / "new.duckdb"), *own]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "The store is not what its originals and log give:",
        "held_rows: submission 4, row 3: only in what the originals give.",
        "sen_reviews: submission 10, row 3: only in what the originals give.",
        "senco_posts: submission 77, row 2: only in the store.",
        "submissions: submission 2: ignored is not as the originals give.",
        f"The new store is {tmp_path / 'new.duckdb'}, with its originals beside it.",
    ]
    assert run(["rebuild", "--check", "--store", str(tmp_path / "new.duckdb")]) == 0
