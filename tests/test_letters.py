"""Letters to settings: drafts a mail program opens, and a PDF a screen reader reads, whatever a name holds."""

from __future__ import annotations

import io
import socket
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.documents.letters import Letter, as_email, as_pdf

LETTER = Letter(
    about="senco-posts",
    to="office@fernbank.example",
    addressee="Fern Bank",
    subject="SENCO details for Autumn 2026: two cells to put right",
    paragraphs=("Thank you for your return.", "Two cells need to be put right before we can use it."),
    headings=("Row", "Column", "What to write"),
    rows=(("2", "Role", "Write one of: senco, deputy, shared."), ("3", "Started on", "Write a date as day/month/year, like 21/11/2026.")),
    closing=("Please send it again by 30 November 2026.",),
    written_on=date(2026, 11, 21),
)
HOSTILE = [
    '#read("/etc/passwd")',
    '*bold* _x_ $x$ #panic("no") @ref <label> `raw` // gone',
    "\\ ] } ) #let a = 1; = Heading",
    "<b>Acorn</b> & “Oak” {{x}}",
    "نور الهدى",
    "Łucja Ågren",
    "=1+1",
]


def email(letter: Letter, *attachments: tuple[str, bytes]) -> EmailMessage:
    return message_from_bytes(as_email(letter, attachments), policy=policy.default)


def body(letter: Letter) -> str:
    return email(letter).get_body().get_content().replace("\r\n", "\n")


def pdf(*letters: Letter) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(as_pdf(letters)))


def text(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


def test_a_draft_opens_for_editing_to_the_setting_with_no_sender() -> None:
    draft = email(LETTER, ("fern-marked.xlsx", b"PK\x03\x04"))
    assert (draft["X-Unsent"], draft["To"], draft["From"]) == ("1", "office@fernbank.example", None)
    assert draft["Subject"] == LETTER.subject
    said = body(LETTER)
    assert said.startswith("To Fern Bank\n\nThank you for your return.\n")
    assert "- Row: 2; Column: Role; What to write: Write one of: senco, deputy, shared.\n" in said
    assert said.endswith("Please send it again by 30 November 2026.\n\nEarly Years Team\n")
    (attached,) = draft.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("fern-marked.xlsx", b"PK\x03\x04")
    assert attached.get_content_type().endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    "address", [None, "", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "A <a@b.example>", "nobody", "a@b.example\n"]
)
def test_a_draft_without_one_plain_address_has_no_addressee(address: str | None) -> None:
    draft = email(replace(LETTER, to=address))
    assert (draft["To"], draft["Bcc"]) == (None, None)


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_starts_a_header_or_stops_a_draft(name: str, subject: str) -> None:
    hostile = f"{name}\r\nBcc: evil@x.example\n\n{subject}"
    letter = replace(LETTER, addressee=hostile, subject=hostile, paragraphs=(hostile,))
    draft = email(letter, (f"{hostile}.xlsx", b"PK"))
    assert {header for header in draft if header not in ("MIME-Version", "Content-Type")} <= {"X-Unsent", "To", "Subject"}
    assert "\n" not in draft["Subject"]
    (attached,) = draft.iter_attachments()
    assert not {"/", "\\", "\n", "\r"} & set(attached.get_filename())


def test_the_letters_are_a_tagged_pdf_in_english_with_a_title_one_letter_a_page() -> None:
    made = pdf(LETTER, replace(LETTER, addressee="Kite Hill"))
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() == "en-gb"
    assert made.metadata.title == LETTER.subject
    assert "pdfuaid:part" in made.xmp_metadata.stream.get_data().decode()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    first, second = (text(page) for page in made.pages)
    assert "21 November 2026 Fern Bank SENCO details for Autumn 2026: two cells to put right Thank you" in first
    assert "Row Column What to write 2 Role Write one of: senco, deputy, shared." in first
    assert first.endswith("Please send it again by 30 November 2026. Early Years Team")
    assert "Kite Hill" in second
    assert "Fern Bank" not in second


def test_letters_about_different_things_say_how_many_they_are_in_the_title() -> None:
    assert pdf(LETTER, replace(LETTER, subject="Another")).metadata.title == "Two letters from the Early Years Team"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_in_the_pdf_and_in_the_draft(name: str) -> None:
    letter = replace(LETTER, addressee=name, subject=f"About {name}", rows=((name, name, name),))
    made = pdf(letter)
    assert len(made.pages) == 1
    if name.isascii():
        assert text(made.pages[0]).replace(" ", "").count(name.replace(" ", "")) == 5
    assert made.metadata.title == f"About {name}"
    assert f"To {name}\n" in body(letter)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Little 🐻 Bears", "Little [bear face] Bears"),
        ("中A", "[cjk unified ideograph-4e2d]A"),
        ("line\none\x07\u2028two", "line one two"),
        ("a\u202eb\u202cc", "abc"),
        ("👩\u200d👧", "[woman][girl]"),
        ("\ud800x", "\ufffdx"),
        ("\U000e0041\u0378", "[u+0378]"),
    ],
)
def test_a_character_the_fonts_do_not_have_is_named_and_no_letter_is_lost(name: str, shown: str) -> None:
    assert pdf(replace(LETTER, subject=name)).metadata.title == shown


@settings(max_examples=40)
@given(st.text(max_size=12))
def test_every_text_can_be_written_as_a_pdf(name: str) -> None:
    assert as_pdf([replace(LETTER, addressee=name, subject=f"About {name}")]).startswith(b"%PDF")


def test_a_letter_is_made_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", None)
    assert as_pdf([LETTER]) == as_pdf([LETTER])
