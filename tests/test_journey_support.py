"""From a figure to help, in a browser: a red setting, why, its briefing, a visit with an action, and whether it helped."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import answer, go, settled
from conftest import Server, Watch
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ROW = 35
ME = "T. Visitor"
ACTION = "Agree who covers until a SENCO starts"


def in_words(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


def choose_first_row(page: Page) -> None:
    """Choose the first row of the first table, at its left edge."""
    settled(page)
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + ROW * 1.5)
    settled(page)


def test_from_a_red_setting_to_an_action_that_is_closed_with_before_and_after(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], sample: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample.parent, tmp_path / "copy")
    page.goto(f"{serve_fresh(store=tmp_path / 'copy' / sample.name).address}/settings-needing-support")
    answer(page, re.compile("settings? (is|are) red"))
    links = page.locator("[class*='st-key-help-first'] a")
    names = [link.inner_text().removesuffix("arrow_forward").strip() for link in links.all()]
    links.first.click()
    answer(page, re.compile(f"^{re.escape(names[0])} "))
    in_words(page, "Red: act now")
    why = page.get_by_text(re.compile("^Why: ")).inner_text()
    in_words(page, re.compile(r"^1 of \d+ in the list"))
    page.get_by_role("button", name="Next").click()
    answer(page, re.compile(f"^{re.escape(names[1])} "))
    page.get_by_role("button", name="Before").click()
    answer(page, re.compile(f"^{re.escape(names[0])} "))
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()

    with page.expect_download() as caught:
        page.get_by_role("button", name="Briefing (PDF)").click()
    assert re.fullmatch(r"setting-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.pdf", caught.value.suggested_filename)
    read = pypdf.PdfReader(caught.value.path())
    told = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())
    assert (len(read.pages) <= 2, str(read.trailer["/Root"]["/Lang"]).lower()) == (True, "en-gb")
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == f"Briefing for a visit: {names[0]}"
    first_reason = re.match(r"Why: (.+?)(;|\.$)", why)[1].replace("\u00a0", " ")
    assert [words in told for words in ("Red: act now", "What to ask", first_reason)] == [True] * 3

    page.get_by_role("button", name="Log a visit").click()
    officer = page.get_by_role("combobox", name="Officer", exact=True)
    officer.fill(ME)
    officer.press("Enter")
    page.get_by_label("Action agreed").fill(ACTION)
    page.get_by_role("button", name="Log it").click()
    in_words(page, re.compile(r"Logged: Visit, .*Its action is open\."))

    go(page, "This term")
    in_words(page, f"One action of {ME} is open and not late")
    in_words(page, re.compile(f"^{ACTION}: {re.escape(names[0])}, due "))
    page.get_by_test_id("stMain").get_by_role("button", name="Actions").click()
    settled(page)
    expect(page.get_by_role("heading", name=f"One action of {ME} is open and not late")).to_be_visible()
    choose_first_row(page)
    in_words(page, re.compile("Prompted by: "))
    page.get_by_label("What changed?").fill("The deputy covers until the new SENCO starts")
    page.get_by_role("radiogroup", name="Since then").get_by_text("Better").click()
    page.get_by_role("button", name="Close the action").click()
    in_words(page, re.compile(f"Closed on .*: “{ACTION}”\\. It was prompted by .* on .*; today: .*\\."))
    expect(page.get_by_role("heading", name=f"No action of {ME} is open")).to_be_visible()
    expect(page.get_by_role("heading", name="One action was closed in the last two terms")).to_be_visible()
    in_words(page, "Better after 1, no change after 0, not known after 0.")
    assert watched == Watch()
