"""What every test can ask for."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Page, expect

pytest.register_assert_rewrite("tests.drawn")

import streamlit as st  # noqa: E402
from screens import APP, ONE_SETTING, PAGES, at  # noqa: E402
from sent import given  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from data.examples import authority  # noqa: E402
from data.loading import example_group, load  # noqa: E402
from data.store import Store  # noqa: E402
from data.terms import local_day, now  # noqa: E402

# The same cases on every machine, however slow it is: a run that passes here passes there.
hypothesis_settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

# A busy machine takes its time; what must not happen is asserted, not raced.
expect.set_options(timeout=30_000)

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def store() -> Iterator[Store]:
    """A fresh, empty store that lives as long as the test."""
    opened = Store.memory()
    yield opened
    opened.close()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a test may keep a store; nothing is there yet."""
    return tmp_path / "store.duckdb"


@dataclass
class Server:
    """A dashboard that runs. `said` is what it has printed so far."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without anybody's own store, port, address or Streamlit settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SENCO_", "STREAMLIT_", "PYTHONPATH"))}
    return kept | changes


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Starts a dashboard: serve() with an empty store of its own, serve(store=path), serve(folder) for another project folder.

    Every server is stopped when the session ends; a test that opens the same store afterwards calls .stop() first.
    """
    started: list[Server] = []

    def start(folder: Path = PROJECT, *, store: Path | None = None) -> Server:
        place = tmp_path_factory.mktemp("server")
        port = free_port()
        log = place / "log.txt"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "streamlit", "run", "asgi.py", "--server.port", str(port)],
                cwd=folder,
                env=environment(SENCO_STORE=str(store or place / "store.duckdb"), PYTHONPATH=str(folder)),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://127.0.0.1:{port}", process, log)
        started.append(server)
        ends = time.monotonic() + 60
        while time.monotonic() < ends and process.poll() is None:
            try:
                with urllib.request.urlopen(f"{server.address}/healthz", timeout=5):
                    return server
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The dashboard did not start:\n{server.said}")

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def serve_fresh(serve: Callable[..., Server]) -> Iterator[Callable[..., Server]]:
    """As `serve`, for servers that no other test uses: each stops when the test ends."""
    started: list[Server] = []

    def start(*asked: Path, **more: Path) -> Server:
        started.append(serve(*asked, **more))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser that the tests drive; without one the browser tests cannot say anything, so they stop."""
    for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if name and (path := shutil.which(name)):
            return path
    raise AssertionError("No Chromium was found; ./run tests installs one, or set CHROMIUM to its path.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, chromium: str) -> dict:
    """pytest-playwright's `page` drives the browser that is installed."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses its sandbox to root
    return browser_type_launch_args | {"executable_path": chromium, "args": [*sandbox, "--disable-dev-shm-usage"]}


@dataclass
class Watch:
    """What a page asked for beyond this computer, and what its console complained about."""

    went_outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


# Streamlit looks for its own base path under the address of a page before it looks at the root.
_LOOKING_FOR_BASE_PATH = ("/_stcore/health", "/_stcore/host-config")


@pytest.fixture
def watched(page: Page) -> Watch:
    """Watches `page` from before its first request. Any journey can end with `assert watched == Watch()`."""
    watch = Watch()

    def request(url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:http://127.0.0.1:", "about:")):
            watch.went_outside.append(url)

    page.on("request", lambda sent: request(sent.url))
    page.on("websocket", lambda opened: request(opened.url))
    page.on("pageerror", lambda thrown: watch.complaints.append(str(thrown)))
    page.on(
        "console",
        lambda said: (
            watch.complaints.append(f"{said.text} ({said.location.get('url', '')})")
            if said.type == "error" and not said.location.get("url", "").endswith(_LOOKING_FOR_BASE_PATH)
            else None
        ),
    )
    return watch


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample authority, loaded once; tests here only read it."""
    place = tmp_path_factory.mktemp("sample") / "store.duckdb"
    store = Store.open(place)
    assert {outcome.outcome for outcome in load(store, example_group(authority(today=local_day(now()))), by="analyst")} == {"accepted"}
    store.close()
    return place


@pytest.fixture
def one_setting(tmp_path: Path) -> Path:
    place = tmp_path / "one.duckdb"
    store = Store.open(place)
    assert given(store, ONE_SETTING).outcome == "accepted"
    store.close()
    return place


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Opens the app at a page on a store (default: an empty one)."""

    def start(address: str = "this-term", store: Path | None = None, **url: str) -> AppTest:
        place = os.fspath(store or tmp_path / "empty.duckdb")
        if os.environ.get("SENCO_STORE") != place:
            st.cache_resource.clear()
            st.cache_data.clear()
        monkeypatch.setenv("SENCO_STORE", place)
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in url.items():
            app.query_params[name] = value
        return at(app, address).run() if address != PAGES[0] else app.run()

    yield start
    st.cache_resource.clear()
    st.cache_data.clear()
