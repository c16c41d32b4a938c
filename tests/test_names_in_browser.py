"""In a real browser, a setting’s name is its letters and nothing else, in Markdown and in figures; a click on a mark tells which."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, Server, Watch
from playwright.sync_api import Page, expect

NAMES = [
    "![x](http://e.example/beacon.png)",
    "[click](http://e.example)",
    "http://e.example/a www.e.example WWW.E.EXAMPLE a@e.example mailto:a@e.example",
    ":smile: :+1: :material/home: :streamlit: :red[x] :blue-background[x] :green-badge[x]",
    "$x^2$ $$y$$ **b** _i_ `c` ~~s~~ == m ==",
    "# Head",
    "- item",
    "1. one",
    "> quote",
    "<b>h</b> <img src=http://e.example/b.png> &copy; &#65;",
    "a -> b <- c -- d >= e <= f ~= g != h | i",
    "back\\slash \\* {x} [^1] [x][y] ***",
    "St Mary’s (Pre-school): 10:30!",
]
APP = """
import pandas as pd
import streamlit as st

from analytics.charts import coverage, style

NAMES = {names!r}
squares = pd.DataFrame(
    [("s:1", NAMES[0], "group_full_day", "<a href='http://e.example'>A</a>", "expected", "vacant", 9, None)],
    columns=["setting", "name", "provider_type", "cluster", "expectation", "cover", "vacant_days", "standard"],
)
chosen = st.plotly_chart(coverage.squares(squares), theme=None, config=style.CONFIG, on_select="rerun", key="squares")
st.text("Chosen: " + ", ".join(point["customdata"][3] for point in chosen.selection.points))
for name in NAMES:
    st.markdown(style.markdown(name))
    st.markdown("**" + style.markdown(name) + "**")
st.markdown("[a link that is meant](http://127.0.0.1:1/meant)")
"""


@pytest.fixture(scope="module")
def names_server(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    folder = tmp_path_factory.mktemp("names")
    for name in (".streamlit", "static"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("secrets.toml"))
    for name in ("analytics", "data"):
        (folder / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "asgi.py", folder)
    Path(folder / "app.py").write_text(APP.format(names=NAMES), encoding="utf-8")
    return serve(folder)


def test_a_name_stays_its_letters(names_server: Server, page: Page, watched: Watch):
    page.goto(names_server.address)
    written = page.get_by_test_id("stMarkdownContainer")
    expect(written).to_have_count(2 * len(NAMES) + 1, timeout=30_000)
    shown = [text.replace("\u2060", "") for text in written.all_inner_texts()]
    assert shown[:-1] == [name for name in NAMES for _ in range(2)]
    assert page.get_by_test_id("stMain").locator("a[href]").all_inner_texts() == ["a link that is meant"]
    assert page.get_by_test_id("stMain").locator("img, .katex, [data-testid=stIconMaterial], del, code, li, blockquote").count() == 0
    assert watched.went_outside == []


def test_a_figure_draws_a_name_as_letters_and_a_click_tells_which_mark(names_server: Server, page: Page, watched: Watch):
    page.goto(names_server.address)
    square = page.locator(".barlayer .point path")
    expect(square).to_have_count(1, timeout=30_000)
    expect(page.locator(".js-plotly-plot").get_by_text("<a href='http://e.example'>A</a>")).to_be_visible()
    assert page.locator(".js-plotly-plot a").count() == 0
    place = square.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page.locator(".hovertext")).to_contain_text(f"{NAMES[0]}vacant for 9 days")
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page.get_by_text("Chosen: s:1")).to_be_visible()
    assert watched.went_outside == []
