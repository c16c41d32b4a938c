"""What a person does, in a real browser on a real server: first steps, uploads, filters, clicks, and names that are data."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import answer, drop, go, settled
from conftest import Server, Watch
from playwright.sync_api import Page, expect
from returns_made import changed
from screens import PAGES
from sent import given, sent

from data.examples import authority
from data.loading import example_group, load
from data.store import Store
from data.terms import local_day, now
from pages import shared

pytestmark = pytest.mark.browser

ADDRESSES = ("", *PAGES[1:])
ROW = 35
EVIL = "![x](http://evil.example/x.png) <b>"

REGISTER = f"""
    urn      | name             | provider_type            | cluster | area_senco | funded
    EY100001 | Fern Bank        | group_sessional          | Alder   | A. Mehta   | yes
    EY100002 | {EVIL}           | group_full_day           | Alder   | A. Mehta   | yes
    150001   | Kite Hill School | maintained_nursery_school| Birch   | S. Lind    | yes
"""
POSTS = """
    setting_urn | senco_ref | role  | started_on
    EY100001    | S001      | senco | 31/02/2025
    EY100002    | NIL       |       |
    150001      | S003      | snco  | 01/09/2025
"""
REVIEWS = """
    setting_urn | child_ref | sen_status  | cycle_no | plan_started_on | review_due_on
    EY100002    | C001      | sen_support | 1        | 01/09/2025      | 01/10/2025
    EY100002    | C002      | sen_support | 1        | 01/09/2025      |
"""


@pytest.fixture(scope="module")
def sample(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A dashboard with the sample authority, for journeys that change nothing."""
    place = tmp_path_factory.mktemp("sample") / "store.duckdb"
    store = Store.open(place)
    for _ in load(store, example_group(authority(today=local_day(now()))), by="analyst"):
        pass
    store.close()
    return serve(store=place)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The files of the upload journey, on disk."""
    written = {}
    for name, table in (("register", REGISTER), ("posts", POSTS), ("reviews", REVIEWS)):
        written[name] = tmp_path / f"{name}.csv"
        written[name].write_bytes(sent(table))
    return written


def put_right(page: Page, row: int, value: str) -> None:
    """Type into the last column of the grid's row (0 is the first beneath the heading)."""
    settled(page)
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] - 60, box["y"] + ROW * (row + 1) + ROW / 2)
    editor = page.locator("#portal textarea")
    expect(editor).to_be_visible()
    editor.press_sequentially(value)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    expect(editor).to_have_count(0)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from the list that is labelled so."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def click_mark(page: Page, marks: str) -> None:
    """Click the middle of the fifth bar, cell or dot."""
    mark = page.locator(marks).nth(4)
    mark.scroll_into_view_if_needed()
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    page.mouse.down()
    page.mouse.up()
    settled(page)


def test_the_sample_loads_with_one_click_and_shows_figures(page: Page, watched: Watch, serve_fresh: Callable[..., Server]) -> None:
    page.goto(serve_fresh().address)
    answer(page, "Nothing is loaded yet. There are three ways to begin.")
    page.get_by_role("button", name="Load the sample authority").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(5, timeout=60_000)
    expect(page.get_by_test_id("stMetricValue").nth(1)).to_have_text(re.compile(r"\d+\s%"))
    for name in ("SENCO coverage", "Overdue reviews", "Referral pathways", "Clusters and training"):
        go(page, name)
        expect(page.locator(".js-plotly-plot .point").first).to_be_visible()
    assert watched == Watch()


def test_returns_are_put_right_in_the_grid_survive_a_reload_and_change_the_figures(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], files: dict[str, Path]
) -> None:
    page.goto(serve_fresh().address)
    page.get_by_role("link", name="Upload a register").click()
    answer(page, "Begin with the register of settings.")
    drop(page, files["register"])
    answer(page, "Your file is ready.")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("register.csv is in: 3 rows.")).to_be_visible()

    go(page, "SENCO coverage")
    answer(page, re.compile("not known"))
    go(page, "Upload returns")
    drop(page, files["posts"], files["reviews"])
    answer(page, re.compile("One of your two files is ready. Two things need to be put right"))
    expect(page.get_by_text("There is no such day as 31/02/2025.").first).to_be_visible()

    page.reload()
    answer(page, re.compile("One of your two files is ready. Two things need to be put right"))
    expect(page.get_by_text("There is no such day as 31/02/2025.").first).to_be_visible()

    told = page.get_by_test_id("stMain").locator("li").all_inner_texts()
    first_is_the_date = "31/02/2025" in told[0]
    put_right(page, 0, "28/02/2025" if first_is_the_date else "senco")
    expect(page.get_by_text("1 still to put right")).to_be_visible()
    page.get_by_role("button", name="Check again").click()
    answer(page, re.compile("One thing needs to be put right"))
    put_right(page, 0, "senco" if first_is_the_date else "28/02/2025")
    page.get_by_role("button", name="Check again").click()
    answer(page, "All two files are ready.")
    page.get_by_role("button", name="Accept all 2 that are ready").click()
    expect(page.get_by_text("posts.csv is in: 3 rows")).to_be_visible()
    expect(page.get_by_text("reviews.csv is in: 2 rows")).to_be_visible()

    go(page, "SENCO coverage")
    said = "One setting with children with SEN has no SENCO. One of the two expected to have one does and one does not."
    answer(page, said)
    go(page, "This term")
    answer(page, re.compile("One setting has children with SEN and no SENCO."))
    assert watched == Watch()


def test_undo_brings_back_what_was_before(page: Page, serve_fresh: Callable[..., Server], files: dict[str, Path]) -> None:
    page.goto(f"{serve_fresh().address}/upload-returns")
    settled(page)
    drop(page, files["register"])
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("register.csv is in: 3 rows.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is withdrawn")).to_be_visible()
    go(page, "SENCO coverage")
    answer(page, "No register of settings is loaded yet.")


def test_filters_survive_a_page_switch_a_reload_and_the_way_back(page: Page, watched: Watch, sample: Server) -> None:
    page.goto(f"{sample.address}/?cluster=Damson&as_of=2026-10-01")
    settled(page)
    go(page, "SENCO coverage")
    expect(page).to_have_url(re.compile(r"senco-coverage\?(?=.*cluster=Damson)(?=.*as_of=2026-10-01)"))
    said = page.locator("h1").inner_text()
    page.reload()
    answer(page, said)
    go(page, "Upload returns")
    go(page, "Overdue reviews")
    expect(page).to_have_url(re.compile(r"overdue-reviews\?(?=.*cluster=Damson)(?=.*as_of=2026-10-01)"))
    late = page.locator("h1").inner_text()
    page.go_back()
    settled(page)
    page.go_forward()
    answer(page, late)
    expect(page).to_have_url(re.compile("cluster=Damson"))
    assert watched == Watch()


@pytest.mark.parametrize(
    ("name", "chart", "mark", "list_title"),
    [
        ("SENCO coverage", "coverage-expected", ".point path", "Vacant and not known"),
        ("Overdue reviews", "reviews-late", ".point path", "Children whose review is late"),
        ("Overdue reviews", "reviews-due", ".point path", "Children whose review is late"),
        ("Referral pathways", "referral-waits", "path.point", "Waiting longest"),
        ("Clusters and training", "training-matrix", "path.point", "Missed the last meeting"),
        ("Clusters and training", "training-trend", "path.point", "Missed the last meeting"),
    ],
)
def test_a_click_on_a_mark_narrows_the_list_and_show_all_brings_it_back(
    name: str, chart: str, mark: str, list_title: str, page: Page, watched: Watch, sample: Server
) -> None:
    page.goto(sample.address)
    settled(page)
    go(page, name)
    expect(page.get_by_role("heading", name=re.compile(list_title))).to_be_visible()
    click_mark(page, f"[class*='st-key-{chart}'] .js-plotly-plot {mark}")
    expect(page.get_by_role("button", name="Show all")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(list_title))).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("heading", name=re.compile(list_title))).to_be_visible()
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)
    assert watched == Watch()


def test_a_download_is_the_list_that_is_shown_under_a_name_nobody_can_guess(page: Page, sample: Server) -> None:
    page.goto(f"{sample.address}/senco-coverage")
    settled(page)
    with page.expect_download() as caught:
        page.get_by_role("button", name="CSV").first.click()
    assert re.fullmatch(r"senco-gaps-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.csv", caught.value.suggested_filename)
    lines = Path(caught.value.path()).read_text(encoding="utf-8-sig").splitlines()
    shown = int(re.search(r"\d+", page.get_by_role("heading", name=re.compile("Vacant and not known")).inner_text())[0])
    assert len(lines) == shown + 1
    assert lines[0].endswith(",as_of,known_at,filters")


@pytest.mark.parametrize("address", ADDRESSES[1:])
def test_a_fresh_server_asked_for_a_page_first_shows_what_app_py_shows(
    address: str, page: Page, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    page.goto(f"{serve_fresh(store=tmp_path / 'store.duckdb').address}/{address}")
    settled(page)
    expect(page.get_by_test_id("stSidebarNav").get_by_role("link")).to_have_count(len(ADDRESSES))
    expect(page.get_by_text("One person on this computer, working as analyst.")).to_be_visible()


@pytest.mark.parametrize("module", ["shared", "parts", "senco_coverage", "definitions", "waiting_file"])
def test_a_module_of_the_pages_has_no_address_of_its_own(
    module: str, page: Page, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    page.goto(f"{serve_fresh(store=tmp_path / 'store.duckdb').address}/{module}")
    answer(page, "Nothing is loaded yet. There are three ways to begin.")


def test_a_setting_named_like_markup_stays_text_everywhere(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER).outcome == "accepted"
    assert given(store, POSTS.replace("31/02/2025", "28/02/2025").replace("snco", "senco"), at="2025-11-03T09:00:00").outcome == "accepted"
    assert given(store, REVIEWS, at="2025-11-04T09:00:00").outcome == "accepted"
    store.close()
    server = serve_fresh(store=place)
    named = tmp_path / f"{EVIL.replace('/', '_')}.csv"
    named.write_bytes(b"nothing")
    page.goto(f"{server.address}/upload-returns")
    settled(page)
    drop(page, named)
    for address in ADDRESSES:
        page.goto(f"{server.address}/{address}?as_of=2025-11-21")
        settled(page)
        assert page.locator("img[src*=evil], a[href*=evil], [data-testid=stMarkdown] b").count() == 0
    assert watched == Watch()


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_keeps_wcag_a_and_aa_light_and_dark(address: str, page: Page, sample: Server) -> None:
    """All but the inside of a metric's small trend, which Streamlit draws; the figure beside it says the same."""
    page.emulate_media(color_scheme="light")
    page.goto(f"{sample.address}/{address}")
    grounds = set()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        settled(page)
        grounds.add(page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor"))
        found = Axe().run(
            page,
            context={"exclude": [["[data-testid=stMetric] svg"]]},
            options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
        )
        assert found.violations_count == 0, found.generate_report()
    assert len(grounds) == 2


def test_every_picture_has_its_figures_as_a_table_with_downloads(page: Page, watched: Watch, sample: Server) -> None:
    page.goto(sample.address)
    pages = (("SENCO coverage", 1, 2), ("Overdue reviews", 1, 3), ("Referral pathways", 2, 1), ("Clusters and training", 1, 4))
    for name, lists, tables in pages:
        settled(page)
        go(page, name)
        page.get_by_text("The figures as tables").click()
        settled(page)
        expect(page.get_by_test_id("stDataFrame")).to_have_count(lists + tables)
        expect(page.get_by_role("button", name="Excel", exact=True)).to_have_count(lists + tables)
        expect(page.get_by_role("button", name="CSV")).to_have_count(lists + tables)  # none of a table’s own
        page.get_by_text("The figures as tables").click()
    assert watched == Watch()


def test_a_file_received_is_downloaded_as_it_was_sent_and_withdrawn(
    page: Page, watched: Watch, serve: Callable[..., Server], tmp_path: Path
) -> None:
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER, at="2025-11-02T09:00:00").outcome == "accepted"
    assert given(store, POSTS, at="2025-11-03T09:00:00", name="posts.csv", good_rows_only=True).outcome == "accepted"
    store.close()
    page.goto(f"{serve(store=place).address}/returns-received?as_of=2025-11-21")
    answer(page, re.compile("^1 of [0-9]+ returns for Autumn 2025 is in"))
    page.get_by_test_id("stRadio").get_by_text("Held rows: 2").click()
    expect(page.get_by_role("heading", name="2 rows wait to be put right")).to_be_visible()
    page.get_by_test_id("stRadio").get_by_text("Files received").click()
    settled(page)
    card = page.locator("[class*='st-key-file-2']")
    with page.expect_download() as caught:
        card.get_by_role("button", name="Original").click()
    assert re.fullmatch(r"original-2-senco-posts-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.csv", caught.value.suggested_filename)
    assert Path(caught.value.path()).read_bytes() == sent(POSTS)
    card.get_by_role("button", name="Withdraw").click()
    page.get_by_role("button", name="Yes, withdraw it").click()
    expect(page.get_by_text("Submission 2 (posts.csv) is withdrawn.")).to_be_visible()
    answer(page, "No return is owed for Autumn 2025 here.")
    expect(page.get_by_test_id("stRadio").get_by_text(re.compile("Held rows: "))).to_have_count(0)
    assert watched == Watch()


def test_a_marked_workbook_goes_out_comes_back_put_right_and_is_accepted(
    page: Page, watched: Watch, serve: Callable[..., Server], files: dict[str, Path], tmp_path: Path
) -> None:
    place = tmp_path / "store.duckdb"
    store = Store.open(place)
    assert given(store, REGISTER, at="2025-11-02T09:00:00").outcome == "accepted"
    store.close()
    page.goto(f"{serve(store=place).address}/upload-returns")
    settled(page)
    drop(page, files["posts"])
    answer(page, re.compile("Two things need to be put right"))
    page.get_by_text("Send it back").click()
    expect(page.get_by_text("Two letters, each about its own rows only: to Fern Bank and Kite Hill School.")).to_be_visible()
    settled(page)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Marked workbook").click()
    assert re.fullmatch(r"senco-posts-to-put-right-\d{4}-\d\d-\d\d-[0-9a-f]{10}\.xlsx", caught.value.suggested_filename)
    with page.expect_download() as drafts:
        page.get_by_role("button", name="E-mail drafts").click()
    with zipfile.ZipFile(drafts.value.path()) as archive:
        assert archive.namelist() == ["001-senco-posts-to-put-right.eml", "002-senco-posts-to-put-right.eml"]
    with page.expect_download() as letters:
        page.get_by_role("button", name="Letters (PDF)").click()
    assert Path(letters.value.path()).read_bytes().startswith(b"%PDF")

    fixed = tmp_path / "fern put right.xlsx"
    told = {b">31/02/2025<": b">28/02/2025<", b">snco<": b">senco<"}
    content = Path(caught.value.path()).read_bytes()
    for before, after in told.items():
        content = changed(content, "xl/sharedStrings.xml", lambda text, before=before, after=after: text.replace(before, after))
    fixed.write_bytes(content)
    drop(page, fixed)
    answer(page, re.compile("One of your two files is ready."))
    expect(page.get_by_text(re.compile("Compared with posts.csv of .*: both put right, nothing new."))).to_be_visible()
    expect(page.get_by_text("The sheet “Issues” was left out: it holds no rows of the return.")).to_be_visible()
    page.get_by_role("button", name="Put the earlier file aside").click()
    answer(page, "Your file is ready.")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("fern put right.xlsx is in: 3 rows")).to_be_visible()
    assert watched == Watch()


def test_a_column_said_once_is_read_by_itself_in_the_next_term_until_it_is_forgotten(
    page: Page, watched: Watch, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    place, (this_term, last_term) = tmp_path / "store.duckdb", shared.recent_terms(2)
    store = Store.open(place)
    assert given(store, REGISTER, at=f"{last_term.starts_on}T09:00:00").outcome == "accepted"
    store.close()
    reviews = REVIEWS.replace("plan_started_on", "In plan since").replace("EY100002", "EY100001")
    files = [tmp_path / "last.csv", tmp_path / "this.csv", tmp_path / "again.csv"]
    for number, file in enumerate(files):
        file.write_bytes(sent(reviews.replace("C00", f"C{number}")))
    page.goto(f"{serve_fresh(store=place).address}/upload-returns")
    settled(page)
    choose(page, "These returns are for", last_term.label)
    drop(page, files[0])
    answer(page, "One file could not be read.")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    choose(page, "“In plan since”", "Plan started on, missing so far – most like it")
    answer(page, "Your file is ready.")
    page.reload()
    answer(page, "Your file is ready.")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text(f"last.csv is in: 2 rows for {last_term.label}.")).to_be_visible()

    drop(page, files[1])
    answer(page, "Your file is ready.")
    expect(page.get_by_text("Read as remembered")).to_be_visible()
    expect(page.get_by_text(re.compile("“In plan since” was read as Plan started on, as chosen on .* by analyst."))).to_be_visible()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text(f"this.csv is in: 2 rows for {this_term.label}.")).to_be_visible()

    go(page, "Returns received")
    page.get_by_text("Files received", exact=True).click()
    settled(page)
    choose(page, "Setting", "Fern Bank (ofsted:EY100001)")
    page.get_by_role("button", name="Forget this").click()
    expect(page.get_by_role("button", name="Forget this")).to_have_count(0)
    go(page, "Upload returns")
    drop(page, files[2])
    answer(page, "One file could not be read.")
    assert watched == Watch()
