"""The app without a browser: which pages there are, how to get to one, and what it says."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

APP = Path(__file__).resolve().parent.parent / "app.py"
PAGES = (
    "this-term",
    "senco-coverage",
    "overdue-reviews",
    "referral-pathways",
    "clusters-and-training",
    "settings-needing-support",
    "one-setting",
    "transitions",
    "cluster-meeting",
    "upload-returns",
    "returns-received",
    "guide",
    "administration",
)
EVIL = "![x](http://evil.example/x.png) <b> :red[x] **y**"
ONE_SETTING = f"""
    urn      | name   | provider_type   | cluster | area_senco | funded
    EY100001 | {EVIL} | group_full_day  | Alder   | A. Mehta   | yes
"""


def at(app: AppTest, address: str) -> AppTest:
    """The app before its first run, asked for a page by its address, as a browser asks."""
    app._page_hash = calc_hash(address)
    return app


def switched(app: AppTest, address: str) -> AppTest:
    """The app after a click on another page; AppTest itself can only switch to pages that are files."""
    app._page_hash = app.session_state["pages"][address]._script_hash
    return app.run()


def title(app: AppTest) -> str:
    assert not app.exception, app.exception[0].value if app.exception else ""
    (only,) = app.title
    return only.value


def written(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.subheader, *app.title, *app.caption])


def chosen(app: AppTest, number: int, row: int) -> AppTest:
    """The app after a row of its n-th table was chosen; AppTest itself cannot choose in a table."""
    key = app.dataframe[number].proto.id.split("-", 2)[2]
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()
