"""The chase in a browser: choose a cluster, see the count, take each form, record it, load the missing return, see it closed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import answer, drop, go, settled
from conftest import Server, Watch
from playwright.sync_api import Download, Page, expect
from sent import given, sent

from data.store import Store
from data.terms import Term, local_day, now

pytestmark = pytest.mark.browser

TODAY = local_day(now())
REGISTER = """
    urn      | name         | provider_type   | cluster | area_senco | contact_email
    EY100001 | Fern Bank    | group_sessional | Alder   | A. Mehta   | office@fernbank.example
    EY100002 | =1+1 Nursery | group_full_day  | Birch   |            |
    EY100003 | Kite Hill    | group_full_day  | Birch   | S. Lind    | office@kitehill.example
"""
REFERRALS = "setting_urn | referral_ref | service | made_on\n{} | NIL | |"


@pytest.fixture
def owing(tmp_path: Path) -> Path:
    """Three settings; only Kite Hill has sent a return, its referrals."""
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER).outcome == "accepted"
    assert given(store, REFERRALS.format("EY100003"), at=f"{TODAY:%Y-%m-%d}T00:00:01").outcome == "accepted"
    store.close()
    return place


def taken(page: Page, name: str) -> Download:
    with page.expect_download() as caught:
        page.get_by_role("button", name=name).click()
    return caught.value


def test_a_cluster_is_chased_and_a_return_that_comes_closes_it(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], owing: Path, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{serve_fresh(store=owing).address}/returns-received?cluster=Birch")
    term = Term.of(TODAY).label
    answer(page, re.compile(f"^1 of 6 returns for {term} is in"))
    page.get_by_test_id("stRadio").get_by_text("Chase").click()
    expect(page.get_by_role("heading", name="This will write to 2 settings about 5 returns.")).to_be_visible()
    expect(page.get_by_text("One has no e-mail address: a letter for that.")).to_be_visible()
    settled(page)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()

    merge = Path(taken(page, "Mail merge (2)").path()).read_text(encoding="utf-8-sig").splitlines()
    assert merge[0].startswith("number,name,contact_email,")
    assert merge[1].startswith("EY100002,'=1+1 Nursery,,Birch,,")
    drafts = taken(page, "E-mail drafts (1)")
    assert re.fullmatch(r"chase-drafts-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.zip", drafts.suggested_filename)
    with zipfile.ZipFile(drafts.path()) as pack:
        (name,) = pack.namelist()
        draft = message_from_bytes(pack.read(name), policy=policy.default)
    assert (draft["To"], draft["Subject"]) == ("office@kitehill.example", f"{term}: two returns to send")
    letters = pypdf.PdfReader(taken(page, "Letters (2)").path()).pages
    assert ["=1+1 Nursery" in letters[0].extract_text(), "Kite Hill" in letters[1].extract_text()] == [True, True]

    page.get_by_role("button", name="I have sent these").click()
    page.get_by_role("button", name="Record 2 settings").click()
    expect(page.get_by_text("Recorded: two settings written to about five returns.")).to_be_visible()
    expect(page.get_by_role("heading", name="Five returns chased, none answered since")).to_be_visible()
    expect(page.get_by_text("Two settings were written to in the last 7 days and are left out.")).to_be_visible()

    came = tmp_path / "referrals.csv"
    came.write_bytes(sent(REFERRALS.format("EY100002")))
    go(page, "Upload returns")
    drop(page, came)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("referrals.csv is in: 1 row")).to_be_visible()
    go(page, "Returns received")
    answer(page, re.compile(f"^2 of 6 returns for {term} are in"))
    expect(page.get_by_role("heading", name="Five returns chased, one answered since")).to_be_visible()
    page.reload()
    answer(page, re.compile(f"^2 of 6 returns for {term} are in"))
    assert watched == Watch()
