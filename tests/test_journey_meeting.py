"""A cluster meeting in a real browser: worked out, prepared, shown with the keys of a clicker, left; on any window, in both themes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import answer, settled
from conftest import Server, Watch
from playwright.sync_api import Page, expect

from analytics.meeting import room
from analytics.meeting.bars import NAMES
from analytics.queries import Inputs
from analytics.queries import answer as answered
from data import meeting_words
from data.store import Store
from data.terms import local_day, now

pytestmark = pytest.mark.browser

SCREENS = list(NAMES.values())
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
STEPS = (
    "We visit every setting without a SENCO before the winter.",
    "We ask the therapists to explain their triage, so that referrals come whole.",
)
# How far the page could be scrolled, the texts that stand outside the window, and those that stand on each other.
_FITS = """() => {
    const main = document.querySelector('[data-testid=stMain]'), high = innerWidth > 640 ? innerHeight : Infinity
    const texts = [...document.querySelectorAll('.st-key-room svg.main-svg text')]
        .map(text => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0)
    const out = texts.filter(([, box]) => box.left < -1 || box.right > innerWidth + 1 || box.top < 0 || box.bottom > high + 1)
    const on = texts.filter(([, a], n) => texts.some(([, b], m) => m > n
        && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.3 * Math.min(a.height, b.height)))
    return {
        texts: texts.length, out: out.map(([said]) => said), on: on.map(([said]) => said),
        across: Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth),
        down: high === Infinity ? 0 : main.scrollHeight - main.clientHeight,
    }
}"""


@pytest.fixture(scope="module")
def meeting_days(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, date, date]:
    """The sample authority with a day worked out that has two terms before it, and a day of the same term that is not."""
    place = tmp_path_factory.mktemp("meeting") / "store.duckdb"
    shutil.copy(sample, place)
    store = Store.open(place)
    ready = next(day for day in reversed(room.days_offered(store, local_day(now()))) if len(room.days_to_freeze(store, day)) == 3)
    for day in room.days_to_freeze(store, ready):
        room.freeze_day(store, day, by="B. Analyst")
    for words in STEPS:
        meeting_words.write(store, ready, "Damson", meeting_words.NEXT, words, by="B. Analyst", at=now())
    agreed = {"agreed_by": "The manager", "agreed_on": ready, "by": "B. Analyst", "at": now()}
    register = answered(store, "register", Inputs(ready, now(), clusters=("Damson",)))
    for setting in register["setting"][:3]:
        meeting_words.name(store, ready, "Damson", setting, meeting_words.ATTENDANCE, **agreed)
    later = next(day for day in room.days_offered(store, local_day(now())) if room.days_to_freeze(store, day) == [day])
    store.close()
    return place, ready, later


@pytest.fixture(scope="module")
def meeting(serve: Callable[..., Server], meeting_days: tuple[Path, date, date]) -> str:
    """The address of the meeting of Damson on the day that is worked out."""
    place, ready, _ = meeting_days
    return f"{serve(store=place).address}/cluster-meeting?day={ready}&for=Damson"


def fits(page: Page) -> None:
    """Nothing is to be scrolled to, no text is outside the window, and none stands on another."""
    found = page.evaluate(_FITS)
    assert found.pop("texts") > 0
    assert found == {"out": [], "on": [], "across": 0, "down": 0}


def turned(page: Page, name: str, key: str | None = None) -> None:
    """The screen of this name is shown whole, after a key was pressed."""
    if key:
        page.keyboard.press(key)
    answer(page, name)
    expect(page.locator(".st-key-room svg.main-svg").first).to_be_attached()
    fits(page)


def test_a_meeting_is_worked_out_prepared_shown_with_a_clicker_and_left(
    page: Page, watched: Watch, meeting: str, meeting_days: tuple[Path, date, date]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    _, ready, later = meeting_days
    page.goto(meeting.replace(str(ready), str(later)))
    answer(page, f"What a room may see of {later.day}\u00a0{later:%b}\u00a0{later.year} is not worked out yet.")
    page.get_by_role("button", name="Work out what can be shown").click()
    expect(page.locator("h1")).to_contain_text("Six screens are ready for Damson.")
    settled(page)
    page.get_by_role("button", name="Start").click()
    turned(page, SCREENS[0])
    expect(page.get_by_test_id("stSidebarNav")).not_to_be_in_viewport()
    for name, key in zip(SCREENS[1:], ["PageDown", "ArrowRight"] * 3, strict=False):
        turned(page, name, key)
    page.keyboard.press("PageDown")  # there is nothing after the last
    turned(page, SCREENS[-1])
    turned(page, SCREENS[-2], "PageUp")
    turned(page, SCREENS[-3], "ArrowLeft")
    page.reload()
    turned(page, SCREENS[-3])
    page.go_back()
    turned(page, SCREENS[-2])
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_contain_text("Six screens are ready for Damson.")
    settled(page)
    expect(page.get_by_test_id("stSidebarNav")).to_be_in_viewport()
    assert "screen=" not in page.url
    assert watched == Watch()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_preparing_and_every_screen_keep_wcag_a_and_aa(theme: str, page: Page, meeting: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(meeting)
    settled(page)
    for box in ("Replace what is shown", "Read or write a note", "Name a setting, or take a name back"):
        page.get_by_text(box).click()
        settled(page)
    found = Axe().run(page, options=WCAG)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Start").click()
    for number, name in enumerate(SCREENS):
        turned(page, name, "PageDown" if number else None)
        found = Axe().run(page, options=WCAG)
        assert found.violations_count == 0, found.generate_report()


def test_every_screen_fits_a_large_a_low_and_a_narrow_window(page: Page, meeting: str) -> None:
    page.goto(f"{meeting}&screen=1")
    for number, name in enumerate(SCREENS):
        page.set_viewport_size({"width": 1920, "height": 1080})
        turned(page, name, "PageDown" if number else None)
        for width, height in ((1366, 600), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            turned(page, name)
            is_wide = width > 640
            expect(page.locator(".st-key-room-wide")).to_be_visible(visible=is_wide)
            expect(page.locator(".st-key-room-narrow")).to_be_visible(visible=not is_wide)
