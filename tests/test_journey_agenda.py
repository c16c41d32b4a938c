"""The attendance of a meeting goes out as a file, comes back filled in, and the matrix shows who came; in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import answer, drop, go, settled
from conftest import Server, Watch
from filled_in import filled_in
from playwright.sync_api import Page, expect
from sent import given

from data.store import Store
from data.terms import local_day, now

pytestmark = pytest.mark.browser

TODAY = local_day(now())
REGISTER = """
    urn      | name       | provider_type  | cluster | area_senco
    EY100001 | Fern Bank  | group_full_day | Alder   | A. Mehta
    EY100002 | Moss Lane  | group_full_day | Alder   | A. Mehta
"""
POSTS = "setting_urn | senco_ref | role | started_on\nEY100001 | S001 | senco | 01/09/2024\nEY100002 | S002 | senco | 01/09/2024"
EVENTS = f"""
    event_ref | kind            | title            | cluster | held_on
    E1        | cluster_meeting | Alder meeting    | Alder   | {TODAY - timedelta(days=2):%d/%m/%Y}
"""
STATUS = 4


def test_attendance_goes_out_comes_back_filled_in_and_the_matrix_shows_who_came(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    for second, table in enumerate((REGISTER, POSTS, EVENTS), start=1):
        assert given(store, table, at=f"{TODAY}T00:00:0{second}").outcome == "accepted"
    store.close()
    page.goto(f"{serve_fresh(store=place).address}/clusters-and-training?clusters-view=agenda")
    settled(page)
    expect(page.get_by_role("heading", name="Attendance still to come: 1")).to_be_visible()
    page.get_by_text("Type in who came").click()
    settled(page)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    with page.expect_download() as sheet:
        page.get_by_role("button", name="Sign-in sheet (PDF)").click()
    assert re.fullmatch(r"sign-in-sheet-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.pdf", sheet.value.suggested_filename)
    assert Path(sheet.value.path()).read_bytes().startswith(b"%PDF")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Attendance to fill in (Excel)").click()
    assert re.fullmatch(r"attendance-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.xlsx", caught.value.suggested_filename)

    filled = tmp_path / "filled.xlsx"
    filled.write_bytes(filled_in(Path(caught.value.path()).read_bytes(), {(5, STATUS): "Attended", (6, STATUS): "Did not come"}))
    go(page, "Upload returns")
    drop(page, filled)
    answer(page, "Your file is ready.")
    expect(page.get_by_text(re.compile("thing.* to look at"))).to_have_count(0)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("filled.xlsx is in: 2 rows")).to_be_visible()

    go(page, "Clusters and training")
    answer(page, re.compile("50.% of those invited came this term"))
    expect(page.get_by_role("heading", name="Attendance still to come: 1")).to_have_count(0)
    expect(page.get_by_role("heading", name="One of the two settings expected came")).to_be_visible()
    page.get_by_test_id("stRadio").get_by_text("Meetings", exact=True).click()
    settled(page)
    marks = page.locator("[class*='st-key-training-matrix'] .js-plotly-plot path.point")
    expect(marks).to_have_count(2)
    assert watched == Watch()
