"""What every journey in a browser does: wait for an answer, let the page settle, go to another page, drop files."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect


def answer(page: Page, said: str | re.Pattern[str]) -> None:
    """Wait until the page's one h1 says this and all beneath it is drawn too."""
    expect(page.locator("h1")).to_have_text(said, timeout=30_000)
    settled(page)


# Parts of a page, its style among them, are fetched when they are first drawn, so the end of a run is not yet the end of drawing; and
# what changes its colour takes a moment.
_QUIET = """() => new Promise(drawn => {
    const styled = () => [...document.querySelectorAll("style")].some(style => style.textContent.includes("stDateInput"))
    const moves = () => document.getAnimations().some(each =>
        each.playState === "running" && each.effect.getComputedTiming().iterations !== Infinity)
    const look = () => { if (styled() && !moves()) drawn(); else last = setTimeout(look, 300) }
    let last = setTimeout(look, 300)
    new MutationObserver(() => { clearTimeout(last); last = setTimeout(look, 300) })
        .observe(document.documentElement, {childList: true, subtree: true, attributes: true, characterData: true})
    setTimeout(drawn, 5000)
})"""


def settled(page: Page) -> None:
    """Wait until the script has run to its end and the page has drawn it."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.locator("h1")).to_have_count(1, timeout=30_000)
    page.evaluate(_QUIET)


def go(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name).click()
    settled(page)


def drop(page: Page, *files: Path) -> None:
    settled(page)
    expect(page.locator("input[type=file]")).to_have_count(1)  # while a run ends, the page before it is still there
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    settled(page)
