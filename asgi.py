"""The server around the dashboard: who may reach it, and what every answer carries.

Owns the security headers, the refusals (a host or a computer that is not expected, Streamlit’s own metrics and agent routes), `/healthz`,
and the start: it refuses to serve other computers while nobody has to sign in, and prints the one address it serves.
`./run app` starts this file; `streamlit run app.py` works without it, with none of the above.
"""

from __future__ import annotations

import base64
import gc
import hashlib
import importlib
import ipaddress
import re
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.secrets import secrets_singleton

ROOT = Path(__file__).resolve().parent

# app.py asks for no sign-in, so an [auth] section alone would open the dashboard to everyone who reaches it.
SIGN_IN_IS_ASKED_FOR = False

# /_stcore/agent drives a session over HTTP; the other two describe the process to anyone.
REFUSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")


def inline_script_hashes(page: str) -> list[str]:
    """The Content-Security-Policy source of each script written into the page itself, in order."""
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]


def security_headers(page: str) -> dict[str, str]:
    """Headers of every answer. `page` is the HTML that starts the browser side."""
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *inline_script_hashes(page)]),
        "style-src": "'self' 'unsafe-inline'",  # Streamlit and Plotly write their styles into the page
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self' blob:",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    unused = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "payment", "usb")
    return {
        "Content-Security-Policy": "; ".join(f"{directive} {sources}" for directive, sources in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in unused),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def is_this_computer(address: str) -> bool:
    """Whether an address to listen on, or to be reached from, is this computer and no other."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def reason_not_to_start(address: str, secrets: Mapping[str, Any], *, sign_in_is_asked_for: bool = SIGN_IN_IS_ASKED_FOR) -> str | None:
    """Why the dashboard may not listen on `address`, in sentences for the person who starts it; None when it may."""
    if is_this_computer(address):
        return None
    if not secrets.get("auth"):
        return (
            f"The dashboard does not start on {address}: other computers could reach it and nobody would have to sign in. "
            "Leave SENCO_ADDRESS unset to use it on this computer, or configure sign-in first: "
            "add an [auth] section to .streamlit/secrets.toml, as “Sign-in” in README.md describes."
        )
    if not sign_in_is_asked_for:
        return (
            f"The dashboard does not start on {address}: sign-in is configured, but this version does not ask for it yet. "
            "Leave SENCO_ADDRESS unset to use it on this computer."
        )
    return None


def is_expected_host(host: str | None, expected: list[str]) -> bool:
    """Whether the Host header names this dashboard; anything else may be another site’s name pointed at this computer."""
    try:
        name = urlsplit(f"//{host}").hostname if host else None
    except ValueError:
        return False
    return name is not None and name.rstrip(".") in expected


class Guard:
    """Refuses what has no business here and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp, *, headers: Mapping[str, str], expected_hosts: list[str], this_computer_only: bool) -> None:
        self.app = app
        self.headers = headers
        self.expected_hosts = expected_hosts
        self.this_computer_only = this_computer_only

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), None)
        if not is_expected_host(host, self.expected_hosts):
            return 421, "The dashboard does not answer to this name. Please open it at the address it printed when it started.\n"
        if self.this_computer_only and not (scope["client"] and is_this_computer(scope["client"][0])):
            return 403, "The dashboard answers this computer only, because nobody has to sign in.\n"
        if scope["path"].startswith(REFUSED_PATHS):
            return 404, "There is no page at this address.\n"
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/") or message["status"] >= 400:
                    headers["Cache-Control"] = "no-store"
            await send(message)

        refusal = self.refusal(scope)
        if refusal is None:
            await self.app(scope, receive, send_guarded)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            status, sentence = refusal
            await PlainTextResponse(sentence, status_code=status)(scope, receive, send_guarded)


async def health(_request: object) -> PlainTextResponse:
    return PlainTextResponse("ok\n")


async def first_page(request: Request) -> RedirectResponse:
    """The first page stands at the root alone; its name in an address, as the other pages have it, leads there."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/")


def settle_in() -> None:
    """Imports what the pages need and takes it out of the collector’s sight: a full collection after each rerun stays short."""
    for module in sorted((ROOT / "pages").glob("[!_]*.py")):
        importlib.import_module(f"pages.{module.stem}")
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    settle_in()
    address = config.get_option("server.address") or "0.0.0.0"  # noqa: S104 -- what Streamlit binds when told nothing
    shown = f"[{address}]" if ":" in address else address
    print(f"The dashboard is open at http://{shown}:{config.get_option('server.port')}", flush=True)
    yield


def stop_unless_safe() -> None:
    secrets = secrets_singleton.to_dict() if secrets_singleton.load_if_toml_exists() else {}
    reason = reason_not_to_start(config.get_option("server.address") or "0.0.0.0", secrets)  # noqa: S104 -- as above
    if reason:
        print(reason, file=sys.stderr, flush=True)
        sys.exit(2)


stop_unless_safe()

# Until app.py has called st.navigation once, Streamlit takes every module in pages/ for a script of its own and serves it without app.py.
PagesManager.uses_pages_directory = False

app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[Route("/healthz", health), Route("/this-term", first_page)],
    middleware=[
        Middleware(
            Guard,
            headers=security_headers((Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")),
            expected_hosts=config.get_option("server.allowedHosts"),
            this_computer_only=not SIGN_IN_IS_ASKED_FOR,
        )
    ],
)
