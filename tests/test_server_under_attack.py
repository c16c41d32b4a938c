"""While hostile files arrive, the server answers everybody else."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Server
from playwright.sync_api import Browser, Page, expect

from tests.test_reading_costs import COSTLY

pytestmark = pytest.mark.browser

# A costly file of each kind that the browser's limits let in.
SENT = {
    "unclosed.csv": "quotes on every line",
    "wide.csv": "million columns",
    "zeros.csv": "nothing but zeros",
    "bomb.xlsx": "sheet of 60 MB in one cell",
    "cell.xlsx": "cell of 5 MB in a sheet",
    "deep.xlsx": "XML nested a million deep",
    "blank.csv": "blank rows without end",
    "hollow.xlsx": "million blank rows in a sheet",
    "texts.xlsx": "million texts",
}
# What must not happen is that somebody waits until the files are done; a busy machine takes its time all the same.
LONGEST = 10.0


@contextmanager
def asked_all_the_time(address: str) -> Iterator[list[float]]:
    """Asks the server whether it is well, again and again, and keeps how long each answer took."""
    took: list[float] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            began = time.monotonic()
            with urllib.request.urlopen(f"{address}/healthz", timeout=60) as answer:
                assert answer.status == 200
            took.append(time.monotonic() - began)
            stop.wait(0.05)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield took
    finally:
        stop.set()
        asking.join()


def test_hostile_files_are_refused_while_another_viewer_is_answered(
    page: Page, browser: Browser, serve_fresh: Callable[..., Server], tmp_path: Path
) -> None:
    server = serve_fresh()
    for name, what in SENT.items():
        (tmp_path / name).write_bytes(COSTLY[what][1]())
    other = browser.new_page()
    other.goto(f"{server.address}/definitions")
    page.goto(f"{server.address}/upload-returns")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    with asked_all_the_time(server.address) as took:
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([tmp_path / name for name in SENT])
        began = time.monotonic()
        other.goto(f"{server.address}/returns-received")
        expect(other.get_by_role("heading", level=1)).to_be_visible()
        waited = time.monotonic() - began
        expect(page.get_by_role("heading", level=1)).to_have_text("Nine files could not be read.", timeout=180_000)
    other.close()
    print(f"{len(took)} answers, the longest after {max(took):.2f} s; another viewer's page after {waited:.2f} s")
    assert len(took) > 10
    assert max(took) < LONGEST
    assert waited < 3 * LONGEST
    assert server.process.poll() is None
    assert "Traceback" not in server.said
