"""`python -m data`: the same answers without a browser, as texts, JSON and exit statuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from analytics.__main__ import main as ask
from data.__main__ import main as run
from tests.sent import REGISTER, sent

POSTS = """
    Setting number | SENCO ref | Role  | Started on
    EY100001       | S1        | SENCO | 01/09/2024
    EY100002       | NIL       |       |
"""
REVIEWS = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on
    EY100001    | C1        | sen_support | 1        | 01/09/2025      | 01/12/2025
    EY100002    | C2        | sen_support | 1        | 31/02/2025      | 01/12/2025
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a register, a good return, one with a mistake and one nobody can read."""
    for name, table in {"register.csv": REGISTER, "posts.csv": POSTS, "reviews.csv": REVIEWS}.items():
        (tmp_path / name).write_bytes(sent(table))
    (tmp_path / "scan.csv").write_bytes(b"%PDF-1.7 not a return")
    return tmp_path


@pytest.fixture
def told(folder: Path, capsys: pytest.CaptureFixture[str]):
    """Runs one command on the folder's own store and gives (exit status, what it printed)."""

    def run_it(command: str, *names: str) -> tuple[int, str]:
        words = [str(folder / word) if (folder / word).exists() else word for word in command.split()]
        status = run([*words, *names, "--store", str(folder / "kept.duckdb")])
        return status, capsys.readouterr().out

    return run_it


def answered(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict]:
    capsys.readouterr()
    assert ask([*words, "--store", str(folder / "kept.duckdb"), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_check_says_every_issue_and_loads_nothing(told, folder):
    told("load register.csv --accepted-at 2025-09-01T09:00:00")
    status, said = told("check reviews.csv --accepted-at 2025-10-03 --format json")
    assert status == 1
    assert json.loads(said) == [
        {
            "file": "reviews.csv",
            "return": "sen_reviews",
            "outcome": "blocked",
            "rows": 2,
            "read_as": [],
            "issues": [
                {
                    "row": 3,
                    "column": "plan_started_on",
                    "value": "31/02/2025",
                    "code": "no_such_date",
                    "severity": "blocks",
                    "message": "There is no such day as 31/02/2025. Write a date as day/month/year, like 21/11/2026.",
                }
            ],
            "not_run": [],
        }
    ]
    assert told("export sen_reviews")[1].count("\n") == 1


def test_a_check_needs_no_store_and_makes_none(told, folder):
    status, said = told("check posts.csv")
    assert status == 1
    assert "No register is loaded yet" in said
    assert not (folder / "kept.duckdb").exists()


def test_the_exit_status_is_2_when_a_file_cannot_be_read(told):
    status, said = told("check scan.csv --format json")
    (one,) = json.loads(said)
    assert (status, one["outcome"], one["issues"][0]["message"]) == (
        2,
        "unreadable",
        "This is a PDF, not a return. Send the return as .csv or .xlsx.",
    )


def test_a_check_as_csv_has_a_row_an_issue(told):
    told("load register.csv --accepted-at 2025-09-01T09:00:00")
    rows = list(csv.DictReader(io.StringIO(told("check reviews.csv --accepted-at 2025-10-03 --format csv")[1])))
    assert [(row["row"], row["column"], row["severity"]) for row in rows] == [("3", "plan_started_on", "blocks")]


def test_files_given_in_any_order_load_register_first(told):
    status, said = told("load posts.csv register.csv --accepted-at 2025-10-03T09:00:00 --format json")
    assert status == 0
    assert [(one["return"], one["outcome"], one["submission"], one["rows"], one["loaded"]) for one in json.loads(said)] == [
        ("settings", "accepted", 1, 5, 5),
        ("senco_posts", "accepted", 2, 2, 2),
    ]


def test_one_bad_file_does_not_stop_the_others(told):
    status, said = told("load scan.csv reviews.csv posts.csv register.csv --accepted-at 2025-10-03T09:00:00 --format json")
    outcomes = {one["file"]: (one["outcome"], one["submission"]) for one in json.loads(said)}
    assert status == 2
    assert outcomes == {
        "register.csv": ("accepted", 1),
        "posts.csv": ("accepted", 2),
        "reviews.csv": ("blocked", None),
        "scan.csv": ("unreadable", None),
    }


def test_rows_in_the_file_are_loaded_held_or_left_out(told):
    told("load register.csv --accepted-at 2025-10-01T09:00:00")
    for choice in ("", "--accept-good-rows", "--accept-good-rows"):
        (one,) = json.loads(told(f"load reviews.csv --accepted-at 2025-10-03T09:00:00 --format json {choice}")[1])
        assert one["rows"] == one["loaded"] + one["held"] + one["ignored"]
    assert (one["outcome"], one["submission"]) == ("duplicate", None)


def test_a_correction_changes_the_answer_now_and_not_the_answer_as_known_before(told, folder, capsys):
    told("load register.csv posts.csv --accepted-at 2025-10-03T09:00:00")
    (folder / "corrected.csv").write_bytes(
        sent(POSTS.replace("EY100002       | NIL       |       |", "EY100002 | S2 | shared | 02/09/2024"))
    )
    told("load corrected.csv --accepted-at 2025-10-09T09:00:00")
    question = ("senco_coverage", "--as-of", "2025-10-10")
    covers = [
        {row["setting"]: row["cover"] for row in answered(folder, capsys, *question, "--known-at", known_at)}["ofsted:EY100002"]
        for known_at in ("2025-10-08", "2025-10-09")
    ]
    assert covers == ["vacant", "shared"]


def test_an_undo_restores_the_earlier_answer_and_says_so(told, folder, capsys):
    told("load register.csv posts.csv --accepted-at 2025-10-03T09:00:00")
    assert told("undo 2 --at 2025-10-05T09:00:00") == (0, "Submission 2 (posts.csv) is withdrawn. What it replaced counts again.\n")
    covers = {row["cover"] for row in answered(folder, capsys, "senco_coverage", "--as-of", "2025-10-10")}
    assert covers == {"not_known"}
    assert told("undo 2")[0] == 2


def test_an_ofsted_list_becomes_the_register_and_its_settings_are_not_known(told, folder, capsys):
    (folder / "ofsted.csv").write_bytes(
        b"\xef\xbb\xbfWeb link,Provider URN,Registration date,Provider type,Provider subtype,Provider status,"
        b"Individual Register combinations,Provider Early Years Register Flag,Provider name,Postcode,Local authority,Places,"
        b"Most recent full: Inspection date,Most recent full: Overall effectiveness\r\n"
        b"x,EY900001,01/04/2008,Childminder,,Active,ALL,Y,REDACTED,REDACTED,Nowhere,6,02/10/2018,2\r\n"
        b"x,900002,01/04/1998,Childcare on non-domestic premises,Sessional day care,Active,ALL,Y,Tansy Pre-school,ZZ1 1AA,Nowhere,24,-,\r\n"
        b"x,900003,01/04/1998,Home childcarer,,Active,VCR only,N,REDACTED,REDACTED,Nowhere,,,\r\n"
    )
    (one,) = json.loads(told("load ofsted.csv --accepted-at 2025-09-01T09:00:00 --format json")[1])
    assert (one["rows"], one["loaded"], one["ignored"]) == (3, 2, 1)
    found = answered(folder, capsys, "senco_coverage", "--as-of", "2025-10-10")
    assert [(row["setting"], row["name"], row["expectation"], row["cover"]) for row in found] == [
        ("ofsted:900002", "Tansy Pre-school", "expected", "not_known"),
        ("ofsted:EY900001", "Childminder EY900001", "encouraged", "not_known"),
    ]


@pytest.mark.parametrize("return_name", ["settings", "senco_posts", "sen_reviews"])
def test_an_export_loads_again_unchanged(told, folder, return_name):
    told("load register.csv posts.csv --accepted-at 2025-10-03T09:00:00")
    told("load reviews.csv --accept-good-rows --accepted-at 2025-10-04T09:00:00")
    _, exported = told(f"export {return_name}")
    (folder / "again.csv").write_text(exported, encoding="utf-8", newline="")
    (one,) = json.loads(told("load again.csv --accepted-at 2025-10-05T09:00:00 --format json")[1])
    assert one["outcome"] == "accepted"
    assert told(f"export {return_name}")[1] == exported


def test_a_folder_with_a_manifest_loads_as_it_says(told, folder):
    (folder / "loading.csv").write_text(
        "file,accepted_at,term,effective_on,source,confirm_closures,accept_good_rows,undo_file\n"
        "register.csv,2025-09-01T09:00:00,,,,,,\n"
        "posts.csv,2025-10-03T09:00:00,2025-summer,,,,,\n"
        ",2025-10-04T09:00:00,,,,,,posts.csv\n"
        "reviews.csv,2025-10-05T09:00:00,,,,,yes,\n"
    )
    status, said = told(f"load {folder} --format json")
    assert status == 0
    assert [(one["file"], one["term"], one["loaded"], one["held"]) for one in json.loads(said)] == [
        ("register.csv", "2025-autumn", 5, 0),
        ("posts.csv", "2025-summer", 2, 0),
        ("reviews.csv", "2025-autumn", 1, 1),
    ]
    assert told("export senco_posts")[1].count("\n") == 1


def test_a_moment_before_the_latest_change_is_refused_by_name(told, capsys):
    told("load register.csv --accepted-at 2025-10-03T09:00:00")
    assert told("load posts.csv --accepted-at 2025-10-01T09:00:00")[0] == 2


def test_the_sample_authority_is_written_as_a_folder_that_loads(told, tmp_path, capsys):
    assert run(["examples", str(tmp_path / "sample"), "--settings", "20", "--terms", "2", "--today", "2026-11-20"]) == 0
    assert "python -m data load" in capsys.readouterr().out
    status, said = told(f"load {tmp_path / 'sample'} --format json")
    assert status == 0
    assert {one["outcome"] for one in json.loads(said)} == {"accepted"}
