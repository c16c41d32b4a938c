"""The server around the dashboard: what it refuses, what every answer carries, and that the screens work under it."""

from __future__ import annotations

import ast
import base64
import http.client
import importlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from conftest import PROJECT, Server, Watch, environment, free_port
from playwright.sync_api import Locator, Page, Response, expect
from streamlit import config

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}

# Everything the pages are made of, on one page.
DRAWN_APP = """
import streamlit as st
from pages import drawn

st.set_page_config(page_title="Drawn", page_icon="static/favicon.png")
st.logo("static/logo-light.svg")
st.navigation([st.Page(drawn.first, title="First", default=True), st.Page(drawn.second, title="Second")]).run()
"""
DRAWN_PAGE = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

TABLE = pd.DataFrame({"n": [1, 2], "name": ["x", "y"]})


def first():
    st.title("First page")
    bars = go.Bar(x=[1, 2, 3], y=["a", "b", "c"], orientation="h", marker_pattern_shape="/")
    picked = st.plotly_chart(go.Figure(bars), on_select="rerun", key="chart", theme=None, config={"displayModeBar": False})
    st.write("Picked", len(picked["selection"]["points"]))
    st.dataframe(TABLE)
    edited = st.data_editor(TABLE, key="edited")
    st.write("Total", int(edited["n"].sum()))
    for sent in st.file_uploader("Files", accept_multiple_files=True) or []:
        st.write("Sent", sent.name, len(sent.getvalue()))
    st.download_button("Save rows", b"a,b\\n1,2\\n", "rows.csv")
    st.metric("Metric", 3, 1, chart_data=[1, 2, 3])
    st.table(TABLE)


def second():
    st.title("Second page")
"""


@pytest.fixture(scope="module")
def drawn_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the real server and settings around a drawn app, in a folder with a space in its name."""
    folder = tmp_path_factory.mktemp("drawn") / "with a space"
    shutil.copytree(PROJECT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    shutil.copytree(PROJECT / "static", folder / "static")
    for name in ("asgi.py", "run", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(PROJECT / name, folder)
    (folder / "app.py").write_text(DRAWN_APP)
    (folder / "pages").mkdir()
    (folder / "pages" / "drawn.py").write_text(DRAWN_PAGE)
    return folder


@pytest.fixture(scope="module")
def drawn_server(serve: Callable[..., Server], drawn_project: Path) -> Server:
    return serve(drawn_project)


def answer_of(server: Server, path: str, *, host: str | None = None, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(server.address).port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in {"Host": host or urlsplit(server.address).netloc, **headers}.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    return connection.getresponse()


def asking_for_a_socket() -> dict[str, str]:
    key = base64.b64encode(os.urandom(16)).decode()
    return {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13", "Sec_WebSocket_Key": key}


# What every answer carries


@pytest.mark.parametrize("path", ["/", "/second", "/healthz", "/_stcore/health", "/_stcore/metrics", "/media/none.csv", "/favicon.png"])
def test_every_answer_carries_the_security_headers(drawn_server: Server, path: str) -> None:
    answer = answer_of(drawn_server, path)
    assert {name: answer.getheader(name) for name in HEADERS} == HEADERS
    policy = answer.getheader("content-security-policy")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "camera=()" in answer.getheader("permissions-policy")
    assert answer.getheader("cache-control") == "no-store"


@pytest.mark.parametrize(
    ("asked", "led_to"), [("/this-term", "/"), ("/this-term?cluster=Alder&this-term=terms", "/?cluster=Alder&this-term=terms")]
)
def test_the_first_page_is_found_by_its_name_too_with_its_filters(drawn_server: Server, asked: str, led_to: str) -> None:
    answer = answer_of(drawn_server, asked)
    assert (answer.status, answer.getheader("location")) == (307, led_to)


def test_the_health_address_answers_ok(drawn_server: Server) -> None:
    answer = answer_of(drawn_server, "/healthz")
    assert (answer.status, answer.read()) == (200, b"ok\n")


# What is refused


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/script-health-check"]
)
def test_routes_that_describe_or_drive_the_process_are_not_there(drawn_server: Server, path: str) -> None:
    answer = answer_of(drawn_server, path)
    assert (answer.status, answer.read().decode()) == (404, "There is no page at this address.\n")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "localhost@evil.example", "[::1", ""])
def test_an_unknown_host_name_is_refused(drawn_server: Server, host: str) -> None:
    answer = answer_of(drawn_server, "/", host=host or " ")
    assert answer.status == 421
    assert "the address it printed" in answer.read().decode()


def test_a_socket_opens_for_this_host_and_for_no_other(drawn_server: Server) -> None:
    assert answer_of(drawn_server, "/_stcore/stream", **asking_for_a_socket()).status == 101
    assert answer_of(drawn_server, "/_stcore/stream", host="evil.example", **asking_for_a_socket()).status == 403


def test_a_socket_asked_for_by_another_site_is_refused(drawn_server: Server) -> None:
    answer = answer_of(drawn_server, "/_stcore/stream", Origin="http://evil.example", **asking_for_a_socket())
    assert answer.status == 403


@pytest.fixture
def asgi() -> ModuleType:
    config.set_option("server.address", "127.0.0.1")
    return importlib.import_module("asgi")


@pytest.mark.parametrize(
    ("client", "refused"), [("127.0.0.1", False), ("::1", False), ("192.168.1.20", True), ("10.0.0.9", True), (None, True)]
)
def test_another_computer_is_refused_while_nobody_signs_in(asgi: ModuleType, client: str | None, refused: bool) -> None:
    guard = asgi.Guard(None, headers={}, expected_hosts=["localhost"], this_computer_only=True)
    scope = {"headers": [(b"host", b"localhost:8501")], "client": (client, 50000) if client else None, "path": "/"}
    assert bool(guard.refusal(scope)) is refused


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.20", "dashboard.example", ""])  # noqa: S104 -- refused is the point
def test_no_other_address_starts_without_sign_in(asgi: ModuleType, address: str) -> None:
    assert "[auth] section" in asgi.reason_not_to_start(address, {})
    assert "does not ask for it yet" in asgi.reason_not_to_start(address, {"auth": {"client_id": "x"}}, sign_in_is_asked_for=False)
    assert asgi.reason_not_to_start(address, {"auth": {"client_id": "x"}}, sign_in_is_asked_for=True) is None


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_this_computer_needs_no_sign_in(asgi: ModuleType, address: str) -> None:
    assert asgi.reason_not_to_start(address, {}) is None


def test_the_server_stops_with_the_sentence_when_told_another_address(drawn_project: Path) -> None:
    port = free_port()
    started = subprocess.run(
        [sys.executable, "-P", "-m", "streamlit", "run", "asgi.py", "--server.address", "0.0.0.0", "--server.port", str(port)],  # noqa: S104
        cwd=drawn_project,
        env=environment(PYTHONPATH=str(drawn_project)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert started.returncode == 2
    assert "configure sign-in first" in started.stderr
    assert "Traceback" not in started.stderr


# The screens work under it


def press(page: Page, mark: Locator, x: float, y: float) -> None:
    """Press a place on a chart or a grid: they are drawn, so only waiting shows that they are ready and have seen the pointer."""
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    corner = mark.bounding_box()
    page.mouse.move(corner["x"] + x, corner["y"] + y)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_timeout(300)


@pytest.mark.browser
def test_charts_tables_uploads_and_editing_work_under_the_policy(drawn_server: Server, page: Page, watched: Watch) -> None:
    media: list[Response] = []
    page.on("response", lambda response: media.append(response) if urlsplit(response.url).path.startswith("/media/") else None)
    page.goto(drawn_server.address)
    expect(page.get_by_role("heading", name="First page")).to_be_visible()

    page.set_input_files("input[type=file]", files=[{"name": "fern.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}])
    expect(page.get_by_text("Sent fern.csv 8")).to_be_visible()

    press(page, page.get_by_test_id("stDataFrame").nth(1), 120, 52)
    page.keyboard.press("Enter")
    page.locator(".gdg-input").fill("40")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Total 42")).to_be_visible()

    press(page, page.locator(".plotly .bars path").nth(1), 5, 20)
    expect(page.get_by_text("Picked 1")).to_be_visible()

    with page.expect_download() as saved:
        page.get_by_test_id("stDownloadButton").get_by_role("button").click()
    assert Path(saved.value.path()).read_bytes() == b"a,b\n1,2\n"

    assert media
    assert {response.header_value("cache-control") for response in media} == {"no-store"}
    assert watched == Watch()


@pytest.mark.browser
def test_the_policy_stops_a_script_that_a_file_brought_in_and_the_watch_sees_it(drawn_server: Server, page: Page, watched: Watch) -> None:
    page.goto(drawn_server.address)
    expect(page.get_by_role("heading", name="First page")).to_be_visible()
    page.evaluate("""() => {
        const script = document.createElement("script"); script.textContent = "window.ran = true"; document.body.append(script);
        const picture = document.createElement("img"); picture.src = "http://beacon.example/seen"; document.body.append(picture);
    }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert any("script-src" in complaint for complaint in watched.complaints)
    assert any("img-src" in complaint for complaint in watched.complaints)


def addresses_in_app() -> list[str]:
    """The page addresses app.py names, read without running it; the first page is the one without an address."""
    tree = ast.parse((PROJECT / "app.py").read_text(encoding="utf-8"))
    pages = next(node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES")
    return ["", *(entry.elts[0].value for entry in pages.elts[1:])]


def seen(page: Page, address: str) -> str:
    """The words at an address once the script has ended and they stay the same for a second."""
    page.goto(address)
    expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible(timeout=20_000)
    words, same = "", 0
    while same < 4:
        page.wait_for_timeout(250)
        now = page.get_by_test_id("stApp").inner_text()
        still = page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').count()
        words, same = now, same + 1 if now == words and still else 0
    return words


@pytest.mark.browser
@pytest.mark.parametrize("asked", ["/drawn", "/second"])
def test_a_fresh_server_shows_what_the_app_shows_at_an_address_asked_first(
    serve: Callable[..., Server], drawn_project: Path, page: Page, asked: str
) -> None:
    server = serve(drawn_project)
    first = seen(page, server.address + asked)
    assert "First\n\nSecond" in first
    seen(page, server.address)
    assert seen(page, server.address + asked) == first
    server.stop()


@pytest.fixture(scope="module")
def dashboard(serve: Callable[..., Server]) -> Server:
    """The dashboard itself with an empty store, its first page asked for."""
    server = serve()
    with urllib.request.urlopen(server.address, timeout=10):
        return server


@pytest.mark.browser
@pytest.mark.parametrize("address", addresses_in_app())
def test_a_page_of_the_dashboard_shows_the_same_asked_first_and_asked_later(
    serve: Callable[..., Server], dashboard: Server, page: Page, watched: Watch, address: str
) -> None:
    fresh = serve()
    first = seen(page, f"{fresh.address}/{address}")
    fresh.stop()
    seen(page, dashboard.address)
    assert seen(page, f"{dashboard.address}/{address}") == first
    assert "This term" in first, "the pages’ names are beside every page"
    assert watched == Watch()


# ./run


@pytest.fixture(scope="module")
def installed_project(drawn_project: Path) -> Path:
    """The drawn project with an environment that ./run takes for its own: the packages of this one, stamped with the locks’ hashes."""
    environment_folder = drawn_project / ".venv"
    venv.create(environment_folder, with_pip=False, symlinks=True)
    site = next((environment_folder / "lib").glob("python*/site-packages"))
    (site / "these.pth").write_text("\n".join(place for place in sys.path if place.endswith("-packages")))
    locks = ("requirements.txt", "requirements-dev.txt")
    hashes = {
        lock: subprocess.run(["sha256sum", drawn_project / lock], capture_output=True, text=True, check=True).stdout[:64] for lock in locks
    }
    (environment_folder / "installed-locks").write_text("".join(f"{digest} {lock}\n" for lock, digest in hashes.items()))
    return drawn_project


def run(project: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "run", *arguments],
        cwd=project.parent,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_run_alone_says_what_it_can_do(installed_project: Path) -> None:
    told = run(installed_project)
    assert (told.returncode, told.stderr) == (0, "")
    assert all(f"./run {command}" in told.stdout for command in ("app", "tests", "data", "analytics"))


def test_an_unknown_command_is_named_and_nothing_starts(installed_project: Path) -> None:
    told = run(installed_project, "ap")
    assert told.returncode == 2
    assert "“ap”" in told.stderr


def test_run_app_refuses_another_address_in_one_sentence(installed_project: Path) -> None:
    told = run(installed_project, "app", SENCO_ADDRESS="0.0.0.0")  # noqa: S104 -- refused is the point
    assert told.returncode == 2
    assert "does not start on 0.0.0.0" in told.stderr


def test_run_app_takes_the_next_free_port_and_prints_the_address_it_serves(installed_project: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        log = tmp_path / "log.txt"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [installed_project / "run", "app"],
                cwd=tmp_path,
                env=environment(SENCO_PORT=str(port)),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            process_said = until_said(log, "http://")
        finally:
            server = Server("", process, log)
            server.stop()
    lines = process_said.splitlines()
    assert len(lines) == 1, "the environment fits, so nothing is installed and one line is said"
    assert lines[0].startswith("The dashboard is open at http://127.0.0.1:")
    assert urlsplit(lines[0].split()[-1]).port > port


def until_said(log: Path, words: str, seconds: float = 30) -> str:
    """What a process has printed as soon as it has printed `words`."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if words in (said := log.read_text(encoding="utf-8")):
            return said
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_file_names_and_the_store_are_those_of_the_folder_one_stands_in(installed_project: Path, tmp_path: Path) -> None:
    (installed_project / "data").mkdir(exist_ok=True)
    (installed_project / "data" / "__main__.py").write_text("import os, sys; print(os.getcwd(), sys.argv[1:], os.environ['SENCO_STORE'])")
    told = subprocess.run(
        [installed_project / "run", "data", "check", "my file.csv"],
        cwd=tmp_path,
        env=environment(SENCO_STORE="mine.duckdb"),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout.strip() == f"{tmp_path} ['check', 'my file.csv'] {tmp_path}/mine.duckdb"
