"""Returns received: the count before anything is written, the letters, the record of what was sent, and what is not known."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pypdf
import pytest
from screens import EVIL, title, written
from sent import given
from streamlit.testing.v1 import AppTest

from analytics.chasing import HELD, addressees, drafts_zip, dry_run, letter
from analytics.documents.letters import as_pdf
from data.store import Store
from data.terms import Term, local_day, now
from pages import shared

TODAY = local_day(now())
TERM = Term.of(TODAY)
AT = f"{TODAY:%Y-%m-%d}T00:00:01"
REGISTER = f"""
    urn      | name        | provider_type  | cluster | area_senco | contact_email
    EY100001 | Acorn Lane  | group_full_day | Alder   | A. Mehta   | office@acorn.example
    EY100002 | {EVIL}      | group_full_day | Alder   |            |
    EY100003 | Cherry Tree | group_full_day | Birch   | J. Okafor  | hello@cherry.example
"""
POSTS = "setting_urn | senco_ref | role | started_on\n"
REVIEWS = "setting_urn | child_ref | sen_status | cycle_no | plan_started_on\n"
REFERRALS = "setting_urn | referral_ref | service | made_on\n"
ACORN, EVIL_ONE, CHERRY = "ofsted:EY100001", "ofsted:EY100002", "ofsted:EY100003"


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three settings: Acorn has sent its posts, of which a row is held; Cherry all but referrals; the other nothing."""
    place = tmp_path / "three.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER).outcome == "accepted"
    rows = "EY100001 | S1 | senco | 31/02/2025\nEY100001 | S2 | deputy | 01/09/2024\nEY100003 | NIL | | "
    assert given(store, POSTS + rows, at=AT, good_rows_only=True).held == 1
    assert given(store, REVIEWS + "EY100003 | NIL | | |", at=AT).outcome == "accepted"
    store.close()
    return place


@pytest.fixture
def chase(opened: Callable[..., AppTest], three: Path) -> AppTest:
    return chasing(opened("returns-received", three))


def chasing(app: AppTest) -> AppTest:
    app.radio(key="received").set_value("chase").run()
    assert not app.exception
    return app


def headings(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "").replace("\u2060", "") for each in app.subheader]


def said(app: AppTest) -> str:
    return written(app).replace("\\", "").replace("\u2060", "")


def labels(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button") if "chase" in button.proto.id]


def tick(app: AppTest, *about: str) -> None:
    """Leave only these boxes ticked under “Write about”."""
    for box in app.checkbox:
        box.set_value(box.key.removeprefix("chase-") in about)
    app.run()


def frames() -> tuple:
    inputs = shared.everything()
    return shared.ask("returns_by_setting", inputs), shared.ask("returns_chased", inputs)


def test_the_count_is_said_before_anything_is_written(chase):
    assert headings(chase) == ["This will write to 3 settings about 6 returns and rows held in 1 return."]
    assert "One has no e-mail address: a letter for that." in said(chase)
    assert labels(chase) == ["Mail merge (3)", "E-mail drafts (2)", "Letters without e-mail (1)", "Letters (3)"]
    assert "](http" not in written(chase)
    assert list(chase.dataframe[0].value["about"]) == [
        "SENCO posts, SEN reviews, Referrals",
        "SEN reviews, Referrals; rows held in SENCO posts",
        "Referrals",
    ]


def test_the_count_follows_what_is_written_about_to_whom_and_the_cluster(chase):
    tick(chase, "senco_posts")
    assert headings(chase) == ["This will write to 1 setting about 1 return."]
    assert "It has no e-mail address, so there is a letter." in said(chase)
    tick(chase, HELD)
    assert headings(chase) == ["This will write to 1 setting about rows held in 1 return."]
    tick(chase, "referrals")
    chase.multiselect(key="chase-only").set_value([ACORN, CHERRY]).run()
    assert headings(chase) == ["This will write to 2 settings about 2 returns."]
    chase.selectbox(key="cluster").select("Birch").run()
    assert not chase.exception
    assert headings(chase) == ["This will write to 1 setting about 1 return."]
    tick(chase)
    assert headings(chase) == ["There is nobody to write to."]
    assert labels(chase) == []


def test_what_was_sent_is_recorded_left_out_for_a_week_and_closes_when_the_return_comes(chase):
    chase.button(key="chase-record").click().run()
    assert chase.info[0].value.startswith("Recorded\\: three settings written to about seven returns")
    assert headings(chase) == ["There is nobody to write to.", "Seven returns chased, none answered since"]
    assert "Three settings were written to in the last 7 days and are left out." in said(chase)
    assert "three settings by e-mail and by letter, about seven returns; recorded by analyst" in said(chase)
    chase.toggle(key="chase-again").set_value(True).run()
    assert "Three of these were written to before." in said(chase)
    assert set(chase.dataframe[0].value["written_to"]) == {f"{TODAY.day}\u00a0{TODAY:%b}"}
    given(shared.store(), REFERRALS + "EY100003 | NIL | |", at=AT)
    chase.run()
    assert "Seven returns chased, one answered since" in headings(chase)
    answers = chase.dataframe[1].value.set_index(["name", "return"])["answer"]
    assert answers["Cherry Tree", "Referrals"] == f"came {TODAY.day}\u00a0{TODAY:%b}, on the same day"
    assert set(answers.drop(("Cherry Tree", "Referrals"))) == {"still open"}
    chase.radio(key="received").set_value("returns").run()
    grid = chase.dataframe[0].value.set_index("name")
    assert list(grid["written_to"]) == [f"{TODAY.day}\u00a0{TODAY:%b}"] * 2 + [""]
    assert "◆ rows held" in set(grid["senco_posts"])


def test_a_record_made_by_mistake_is_taken_back_and_kept(chase):
    chase.button(key="chase-record").click().run()
    chase.button(key="take-back-1").click().run()
    assert "is taken back" in chase.info[0].value
    assert headings(chase) == ["This will write to 3 settings about 6 returns and rows held in 1 return."]
    with shared.store().cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM chased_returns").fetchone() == (7,)


def test_when_every_return_is_in_there_is_nobody_to_write_to(opened, one_setting):
    app = opened("returns-received", one_setting)
    for table in (POSTS + "EY100001 | NIL | |", REVIEWS + "EY100001 | NIL | | |", REFERRALS + "EY100001 | NIL | |"):
        assert given(shared.store(), table, at=AT).outcome == "accepted"
    chasing(app.run())
    assert headings(app) == ["There is nobody to write to."]
    assert "Every return owed" in said(app)
    assert labels(app) == []


def test_before_the_first_return_nobody_owes_one_and_the_page_says_so(opened, one_setting):
    app = chasing(opened("returns-received", one_setting))
    assert "No setting is known to owe a return" in said(app)
    assert labels(app) == []


def test_with_the_knowledge_of_an_earlier_moment_nothing_is_written(opened, three):
    app = chasing(opened("returns-received", three, known_at=f"{TODAY}T00:00:02"))
    assert headings(app) == ["Go back to what is known now to write to settings."]
    assert labels(app) == []


def test_an_earlier_term_can_be_chased_and_switching_keeps_the_page(opened, three):
    app = opened("returns-received", three)
    given(shared.store(), POSTS + "EY100001 | NIL | |", at=AT, term=TERM.before.name)
    chasing(app)
    app.selectbox(key="term").select(TERM.before.name).run()
    assert not app.exception
    assert headings(app)[0] == "This will write to 3 settings about 8 returns."
    app.selectbox(key="term").select(TERM.name).run()
    assert headings(app)[0].startswith("This will write to 3 settings about 6 returns")


def test_columns_that_are_left_out_are_listed_worst_first_with_their_settings(opened, three):
    app = opened("returns-received", three)
    app.radio(key="received").set_value("quality").run()
    assert headings(app)[0].startswith("“")
    assert next(iter(app.table[0].value["Not known"])) == "1\u00a0of\u00a01"
    app.selectbox(key="quality-column").select("senco_posts.qualification").run()
    assert not app.exception
    assert headings(app)[-1] == "SENCO qualification is not known: 1 setting"
    assert list(app.dataframe[0].value["name"]) == ["Acorn Lane"]


def test_where_no_return_has_rows_nothing_is_said_to_be_not_known(opened, one_setting):
    app = opened("returns-received", one_setting)
    app.radio(key="received").set_value("quality").run()
    assert "has rows yet" in headings(app)[0]


def test_counts_by_return_say_on_time_late_held_and_to_come(opened, three):
    app = opened("returns-received", three)
    app.radio(key="returns-by").set_value("return").run()
    table = app.table[0].value
    assert list(table["Return"]) == ["SENCO posts", "SEN reviews", "Referrals", "**All**"]
    assert [cell.replace("\u00a0", " ") for cell in table["In"]] == ["2 of 3", "1 of 3", "0 of 3", "3 of 9"]
    assert list(table["Rows held"]) == ["1", "0", "0", "1"]
    assert title(app).startswith("3 of 9 returns")


def test_a_setting_that_has_closed_since_is_not_written_to(opened, three):
    app = opened("returns-received", three)
    given(shared.store(), POSTS + "EY100001 | NIL | |", at=AT, term=TERM.before.name)
    closed = REGISTER.replace("contact_email", "contact_email | closed_on").replace("example\n", "example |\n")
    closed = closed.replace("hello@cherry.example |", f"hello@cherry.example | {TODAY:%d/%m/%Y}").replace("|            |\n", "| | |\n")
    assert given(shared.store(), closed, at=AT).outcome == "accepted"
    chasing(app)
    app.selectbox(key="term").select(TERM.before.name).run()
    assert set(app.dataframe[0].value["name"]) == {"Acorn Lane", EVIL}


# The words


@pytest.fixture
def everyone(opened, three):
    opened("returns-received", three)
    return addressees(*frames(), ("senco_posts", "sen_reviews", "referrals", HELD))


def test_a_letter_says_which_returns_the_day_how_to_send_them_and_whom_to_ask(everyone):
    acorn = next(each for each in everyone if each.setting == ACORN)
    words = letter(acorn, 2, TERM, on=TERM.starts_on)
    assert words.subject == f"{TERM.label}: two returns to send and rows to put right"
    assert words.paragraphs[0].startswith(f"We look forward to two returns from you for {TERM.label}. They are due on ")
    assert words.rows == (
        ("SEN reviews", "Send it: children with SEN and when their plans are reviewed."),
        ("Referrals", "Send it: referrals you made, with a date for each stage they have reached."),
        ("SENCO posts", "Put one row right and send it again."),
    )
    assert "A. Mehta, your Area SENCO," in words.closing[-1]
    late = letter(acorn, 2, TERM, on=TERM.ends_on)
    assert late.paragraphs[0].startswith(f"We have not had two returns from you for {TERM.label}. They were due on ")
    nobody = letter(next(each for each in everyone if each.setting == EVIL_ONE), 1, TERM, on=TODAY)
    assert "Please ask the Early Years Team if" in nobody.closing[-1]


def test_letters_and_drafts_keep_the_order_of_the_list_and_carry_blank_templates(everyone):
    pages = pypdf.PdfReader(io.BytesIO(as_pdf([letter(each, at, TERM, on=TODAY) for at, each in enumerate(everyone, 1)]))).pages
    assert len(pages) == 3
    assert "Acorn Lane" in pages[1].extract_text()
    mailed = [each for each in everyone if each.email]
    pack = zipfile.ZipFile(io.BytesIO(drafts_zip(mailed, TERM, on=TODAY)))
    assert pack.namelist() == ["chaser-001.eml", "chaser-002.eml"]
    first = message_from_bytes(pack.read("chaser-001.eml"), policy=policy.default)
    assert first["To"] == "office@acorn.example"
    assert [part.get_filename() for part in first.iter_attachments()] == ["sen-reviews-template.xlsx", "referrals-template.xlsx"]
    assert "The blank templates are attached." in first.get_body().get_content()


@pytest.mark.parametrize(
    ("emails", "written_before", "left_out", "expected"),
    [
        ("x", "", 0, ("This will write to 1 setting about 1 return.", "")),
        ("xx", "", 1, ("This will write to 2 settings about 2 returns.", "One more was written to in the last 7 days and is left out.")),
        (
            "x--",
            "yy",
            2,
            (
                "This will write to 3 settings about 3 returns.",
                "Two have no e-mail address: letters for those. Two of these were written to before. "
                "Two more were written to in the last 7 days and are left out.",
            ),
        ),
        ("--", "", 0, ("This will write to 2 settings about 2 returns.", "None of them has an e-mail address, so all are letters.")),
        ("", "", 3, ("There is nobody to write to.", "Three settings were written to in the last 7 days and are left out.")),
    ],
)
def test_the_dry_run_is_exact_whatever_the_count(everyone, emails, written_before, left_out, expected):
    one = replace(everyone[0], missing=("referrals",), held={})
    chosen = [
        replace(one, email="a@b.example" if mark == "x" else None, written_on=(TODAY,) if at < len(written_before) else ())
        for at, mark in enumerate(emails)
    ]
    assert dry_run(chosen, left_out, 7) == expected
