"""What goes back to the sender of a file: letters that tell each setting of its own rows only, and of no person."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from screens import written
from sent import given, sent
from streamlit.testing.v1 import AppTest
from test_uploads import two_sheets

from analytics.documents.letters import Letter
from analytics.documents.sent_back import SENDER_OF_FILE, letters_back, reply_by, whose_file
from data import uploads
from data.addressees import Addressee, addressees
from data.reading import read
from data.store import Store
from data.submission import check
from data.terms import Term, local_day, now
from pages import sending_back, shared

REGISTER = """
    urn      | urn_scheme | name         | provider_type  | cluster | contact_email
    EY100001 |            | Fern Bank    | group_full_day | Alder   | office@fernbank.example
    EY100002 |            | Kite Hill    | group_full_day | Alder   |
    EY200003 |            | Jo Smith     | childminder    | Birch   | jo@smith.example
"""
POSTS = """
    setting_urn | senco_ref | role   | started_on | senco_name
    EY100001    | S1        | sencoo | 31/02/2025 | Ann Other
    EY100001    | S2        | senco  | 31/02/2025 |
    EY100001    | S3        | senco  | 01/09/2024 |
"""
CHILDREN = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_held_on | primary_need
    EY100001    | Ann Lee   | sen_support | 1        | 31/02/2025      |                | SLCN
    EY100001    | C002      | Tom Thumb   | 1        | 03/09/2025      | 02/09/2025     | Ann Lee
    EY100001    | C003      | sen_support | 777      | 01/09/2099      |                | SLCN
"""
DAY = date(2026, 11, 21)


@pytest.fixture
def registered(store: Store) -> Store:
    given(store, REGISTER, at="2025-09-01T09:00:00")
    return store


def letters(store: Store, table: str | bytes, **choices: object) -> list[Letter]:
    checks = check(store, "a.csv", sent(table) if isinstance(table, str) else table)
    known = addressees(store, sorted({setting for one in checks for setting in one.settings}), DAY)
    choices = {"received_on": DAY, "written_on": DAY, "answer_by": date(2026, 12, 5), "with_workbook": True} | choices
    return [back.letter for back in letters_back(checks, known, **choices)]


def everything(letter: Letter) -> str:
    return " ".join([letter.about, letter.subject, *letter.paragraphs, *(cell for row in letter.rows for cell in row), *letter.closing])


def test_a_setting_is_told_what_to_put_right_by_row_and_column_and_until_when(registered: Store) -> None:
    (letter,) = letters(registered, POSTS)
    term = Term.of(local_day(now())).label
    assert (letter.addressee, letter.to) == ("Fern Bank", "office@fernbank.example")
    assert letter.subject == f"SENCO posts for {term}: three things to put right"
    assert letter.paragraphs == (
        f"Thank you for sending SENCO posts for {term}, which we received on 21 November 2026.",
        "Three things in it need to be put right before we can use it. They are listed here by the row and the column of your file.",
    )
    assert letter.rows == (
        ("2", "Role", "“sencoo” is not one of the answers for Role. Write one of: senco, deputy, shared. Perhaps you meant senco."),
        ("2 and 3", "Started on", "There is no such day as 31/02/2025. Write a date as day/month/year, like 21/11/2026."),
    )
    assert letter.closing == (
        "The workbook that comes with this letter is your file as you sent it, with these cells coloured. "
        "Put them right there, save the workbook and send it back as it is.",
        "Please send it by 5 December 2026. If anything here is not clear, please ask us.",
    )
    assert letter.about == "senco-posts-to-put-right"


def test_without_the_workbook_the_setting_puts_its_own_file_right(registered: Store) -> None:
    (letter,) = letters(registered, POSTS, with_workbook=False)
    assert letter.closing[0] == "Please put them right in your own file and send the whole file again."


def test_a_letter_about_children_repeats_nothing_that_stands_in_a_cell(registered: Store) -> None:
    (letter,) = letters(registered, CHILDREN)
    said = everything(letter)
    for told in ("Ann", "Lee", "Tom", "Thumb", "777", "2099", "31/02", "2 Sep", "3 Sep", "C002"):
        assert told not in said
    assert [(row[0], row[1]) for row in letter.rows] == [
        *(("2", "Child reference"), ("2", "Plan started on")),
        *(("3", "SEN status"), ("3", "Primary need"), ("3", "Review held on")),
        ("4", "Cycle number"),
    ]
    assert "To keep details of people private, rows and columns are named and what stands in the cells is not repeated." in said
    assert letter.closing[-1] == "Please do not write a child’s name in your answer or in the file."


def test_in_a_file_about_several_settings_each_is_told_of_its_own_rows_and_the_sender_of_the_rest(registered: Store) -> None:
    found = letters(
        registered,
        POSTS
        + "    EY100002    | S1        | snco   | 01/09/2024 |\n    EY200003    | S1        | senco  | 01/09/2024 |\n"
        + "    999999      | S9        | senco  | 01/09/2024 |\n",
    )
    assert [(letter.addressee, letter.to) for letter in found] == [
        ("Fern Bank", "office@fernbank.example"),
        ("Kite Hill", None),
        (SENDER_OF_FILE, None),
    ]
    assert [[row[0] for row in letter.rows] for letter in found] == [["2", "2 and 3"], ["5"], ["7"]]
    assert found[2].rows[0][2] == "No setting on the register has this number. Check the number."


def test_a_slip_in_ones_own_number_is_told_to_that_setting(registered: Store) -> None:
    (letter,) = letters(registered, POSTS + "    EY10001     | S9        | senco  | 01/09/2024 |\n")
    assert (letter.addressee, letter.rows[-1][0]) == ("Fern Bank", "5")
    assert whose_file(check(registered, "a.csv", sent(POSTS + "    999999 | S9 | senco | 01/09/2024 |\n"))) is None


def test_a_letter_about_two_returns_says_which_return_a_row_is_of(registered: Store) -> None:
    posts = {"setting_urn": "EY100001", "senco_ref": "S1", "role": "sencoo", "started_on": "2024-09-01"}
    reviews = {"setting_urn": "EY100001", "child_ref": "C1", "sen_status": "sen supp", "cycle_no": "1", "plan_started_on": "2025-09-01"}
    checks = check(registered, "both.xlsx", two_sheets({"senco_posts": posts, "sen_reviews": reviews}))
    (back,) = letters_back(checks, {}, received_on=DAY, written_on=DAY, answer_by=DAY, with_workbook=True)
    assert [row[:2] for row in back.letter.rows] == [("2", "SENCO posts: Role"), ("2", "SEN reviews: SEN status")]
    assert back.letter.subject.startswith("SENCO posts and SEN reviews for ")


def test_a_file_that_only_has_something_to_look_at_asks_for_no_answer(registered: Store) -> None:
    sound = "setting_urn | referral_ref | service | made_on\nEY100001 | R1 | portage | 01/09/2025"
    (letter,) = letters(registered, sound)
    assert letter.paragraphs[0].startswith("Thank you for sending referrals for ")
    assert letter.paragraphs[1].startswith("We can use it as it is. One thing in it looks unusual: please check it")
    assert not [said for said in letter.closing if said.startswith("Please send it by")]


def test_a_file_that_cannot_be_read_gets_a_letter_that_says_why(registered: Store) -> None:
    (letter,) = letters(registered, b"%PDF-1.7")
    assert (letter.addressee, letter.to, letter.headings) == (SENDER_OF_FILE, None, ())
    assert letter.paragraphs[1] == "This is a PDF, not a return. Send the return as .csv or .xlsx."
    assert letter.closing == ("Please send it again by 5 December 2026. If anything here is not clear, please ask us.",)


def test_a_long_list_says_how_many_lines_are_not_printed(registered: Store) -> None:
    lines = "".join(f"EY100001 | S{at} | wrong{at} | 01/09/2024 |\n" for at in range(45))
    (letter,) = letters(registered, "setting_urn | senco_ref | role | started_on | senco_name\n" + lines)
    assert len(letter.rows) == 40
    assert letter.closing[0] == "Five more lines of this list are not printed here, on its sheet of issues."


def test_an_answer_is_asked_for_when_the_return_is_due_but_never_sooner_than_in_two_weeks() -> None:
    autumn = Term.parse("2026-autumn")
    assert reply_by(autumn, date(2026, 10, 1)) == date(2026, 11, 30)
    assert reply_by(autumn, date(2026, 11, 21)) == date(2026, 12, 5)
    assert reply_by(None, date(2026, 11, 21)) == date(2026, 12, 5)


def test_an_addressee_is_who_the_register_says_on_that_day(registered: Store) -> None:
    given(registered, REGISTER.replace("Fern Bank ", "Fern House").replace("office@", "new@"), at="2026-01-05T09:00:00")
    (before,) = addressees(registered, ["ofsted:EY100001"], date(2025, 12, 1)).values()
    (after,) = addressees(registered, ["ofsted:EY100001"], date(2026, 2, 1)).values()
    assert (before.name, after) == ("Fern Bank", Addressee("Fern House", "new@fernbank.example"))


# On the page


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store that holds the register."""
    path = tmp_path / "registered.duckdb"
    store = Store.open(path)
    given(store, REGISTER, at="2025-09-01T09:00:00")
    store.close()
    return path


def shown(app: AppTest, files: dict[str, bytes]) -> AppTest:
    """The upload page after these files were dropped, with “Send it back” open."""
    app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files.items()]).run()
    for upload in uploads.waiting(shared.store()):
        app.session_state[f"send-back-{upload.id}"] = True
    return app.run()


def said(app: AppTest) -> str:
    return written(app).replace("\\", "").replace("\u2060", "")


def test_the_letter_is_shown_with_its_downloads_before_anything_is_sent(opened: Callable[..., AppTest], place: Path) -> None:
    app = shown(opened("upload-returns", place), {"posts.csv": sent(POSTS)})
    assert "One letter to Fern Bank, office@fernbank.example." in said(app)
    assert "There is no such day as 31/02/2025." in said(app)
    labels = [one.label for one in app.get("download_button")]
    assert labels[:3] == ["Marked workbook", "Letter (PDF)", "E-mail draft"]
    assert "It holds rows about children" not in said(app)


def test_a_file_that_could_not_be_read_has_a_letter_and_no_workbook(opened: Callable[..., AppTest], place: Path) -> None:
    app = shown(opened("upload-returns", place), {"posts.csv": b"%PDF-1.7"})
    assert [one.label for one in app.get("download_button")][:2] == ["Letter (PDF)", "E-mail draft"]
    assert "This is a PDF, not a return." in said(app)


def test_a_ready_file_has_nothing_to_send_back(opened: Callable[..., AppTest], place: Path) -> None:
    sound = "setting_urn | senco_ref | role | started_on\nEY100001 | S1 | senco | 01/09/2024"
    app = shown(opened("upload-returns", place), {"posts.csv": sent(sound)})
    assert "Send it back" not in [one.label for one in app.expander]


def test_each_draft_has_the_workbook_of_its_own_setting_and_the_sender_has_all(registered: Store) -> None:
    table = POSTS + "    EY100002    | S1        | snco   | 01/09/2024 |\n    999999      | S9        | senco  | 01/09/2024 |\n"
    checks = check(registered, "a.csv", sent(table))
    backs = letters_back(
        checks, addressees(registered, checks[0].settings, DAY), received_on=DAY, written_on=DAY, answer_by=DAY, with_workbook=True
    )
    with zipfile.ZipFile(io.BytesIO(sending_back.zipped(lambda: sending_back.drafts(checks, backs, True)))) as archive:
        drafts = {name: message_from_bytes(archive.read(name), policy=policy.default) for name in archive.namelist()}
    rows = []
    for draft in drafts.values():
        (book,) = draft.iter_attachments()
        rows.append([row.number for row in read("a.xlsx", book.get_content())[0].rows])
    assert rows == [[2, 3, 4], [5], [2, 3, 4, 5, 6]]


def test_one_letter_about_a_file_of_several_settings_takes_no_other_settings_rows_along(registered: Store) -> None:
    checks = check(registered, "a.csv", sent(POSTS + "    EY100002    | S1        | senco  | 01/09/2024 |\n"))
    (back,) = letters_back(
        checks, addressees(registered, checks[0].settings, DAY), received_on=DAY, written_on=DAY, answer_by=DAY, with_workbook=True
    )
    ((_, draft),) = sending_back.drafts(checks, [back], True)
    (book,) = message_from_bytes(draft, policy=policy.default).iter_attachments()
    assert [row.number for row in read("a.xlsx", book.get_content())[0].rows] == [2, 3, 4]


def test_a_second_file_is_compared_and_the_first_put_aside_in_one_click(opened: Callable[..., AppTest], place: Path) -> None:
    app = opened("upload-returns", place)
    app.file_uploader[0].set_value([("fern.csv", sent(POSTS), "text/csv")]).run()
    app.file_uploader[0].set_value(
        [
            (
                "again.csv",
                sent(POSTS.replace("sencoo", "snco  ").replace("S2        | senco  | 31/02", "S2        | x      | 28/02")),
                "text/csv",
            )
        ]
    ).run()
    _, second = uploads.waiting(shared.store())
    app.session_state["kept-open-file"] = second.id
    app.run()
    today = local_day(now())
    assert f"Compared with fern.csv of {today.day} {today:%B}: 1 of 3 put right, 1 new." in said(app)
    titles = [line.strip("*") for line in said(app).splitlines() if line.endswith(("still there**", "new**"))]
    assert titles == ["Two things still there", "One thing new"]
    (button,) = [one for one in app.button if one.label == "Put the earlier file aside"]
    button.click().run()
    assert [one.id for one in uploads.waiting(shared.store())] == [second.id]
    assert f"Compared with fern.csv of {today.day} {today:%B}" in said(app)
    assert "Put the earlier file aside" not in [one.label for one in app.button]
