"""What the analyst does when a new register comes, in a real browser: review it, accept it, give the new settings a cluster."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Server, Watch
from playwright.sync_api import Page, expect
from sent import given, sent
from test_journeys import ROW, answer, drop, go, settled

from data.store import Store
from data.terms import local_day, now

pytestmark = pytest.mark.browser

REGISTER = """
    urn      | name      | provider_type   | cluster | area_senco | places
    EY100001 | Fern Bank | group_full_day  | Alder   | A. Mehta   | 30
    EY100002 | Ivy House | group_sessional | Alder   | A. Mehta   | 20
    EY100003 | Juniper   | group_sessional | Birch   | S. Lind    | 10
"""
POSTS = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S001      | senco | 01/09/2025
    EY100002    | NIL       |       |
"""
LIST = """
    Provider URN | Provider type                      | Provider subtype   | Provider name | Individual register combinations | Places
    EY100001     | Childcare on non-domestic premises | Full day care      | Fern Yard     | ALL                              | 30
    EY100002     | Childcare on non-domestic premises | Sessional day care | Ivy House     | ALL                              | 20
    EY100004     | Childcare on non-domestic premises | Full day care      | Gorse Hall    | ALL                              | 12
    EY100005     | Childcare on non-domestic premises | Full day care      | Heather Lodge | ALL                              | 14
"""


def choose(page: Page, box: str, option: str) -> None:
    opens = page.get_by_role("combobox", name=box, exact=True)
    opens.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list that is open closes when the page scrolls
    opens.click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def tick(page: Page, row: int) -> None:
    """Tick a row of the first table (0 is the first beneath the heading)."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 18, box["y"] + ROW * (row + 1) + ROW / 2)
    settled(page)


def test_a_register_is_reviewed_and_accepted_and_its_new_settings_get_a_cluster(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER, at="2025-09-01T09:00:00").outcome == "accepted"
    assert given(store, POSTS, at=f"{local_day(now()):%Y-%m-%d}T00:00:01").outcome == "accepted"
    store.close()
    (tmp_path / "ofsted.csv").write_bytes(sent(LIST))
    address = serve_fresh(store=place).address
    alder = f"{address}/senco-coverage?cluster=Alder"

    page.goto(f"{address}/upload-returns")
    settled(page)
    drop(page, tmp_path / "ofsted.csv")
    expect(page.get_by_text("two settings are new and one is renamed")).to_be_visible()
    expect(page.get_by_text("One setting on the register is not in this file.")).to_be_visible()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("ofsted.csv is in: 4 rows.")).to_be_visible()
    page.goto(alder)
    answer(page, re.compile("^One of the two settings expected"))

    go(page, "Administration")
    answer(page, re.compile("^Two settings have no cluster and two settings have no Area SENCO, of 5 settings"))
    choose(page, "All clusters", "No cluster yet (2)")
    tick(page, 0)
    expect(page.get_by_text("One setting.", exact=True)).to_be_visible()
    settled(page)
    choose(page, "Cluster to give", "Alder")
    expect(page.get_by_text("one setting moves to another cluster; four stay as they are.")).to_be_visible()
    page.get_by_role("button", name="Change one setting").click()
    expect(page.get_by_text("One setting changed to Alder")).to_be_visible()
    page.goto(alder)
    answer(page, re.compile("^One of the three settings expected"))
    assert watched == Watch()
