"""How names are escaped and numbers, days and plurals are written."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.charts import style


def test_label_escapes_every_sign_that_plotly_obeys():
    assert style.label("<b>A & B</b>") == "&#60;b&#62;A &#38; B&#60;/b&#62;"
    assert style.label("$x$ %{y}") == "&#36;x&#36; &#37;&#123;y&#125;"
    assert style.label("two\nlines\u202eflipped") == "two linesflipped"
    assert (style.label(None), style.label(float("nan")), style.label(pd.NA), style.label("St Mary’s")) == ("", "", "", "St Mary’s")


MARKDOWN = [
    ("![x](http://e.example/b.png)", r"\!\[x\]\(http\:⁠//e\.example/b\.png\)"),
    (":smile:", "\\:⁠smile\\:"),
    (":red[danger]", "\\:⁠red\\[danger\\]"),
    (":material/home:", "\\:⁠material/home\\:"),
    ("$x^2$", "\\$x^2\\$"),
    ("www.e.example a@e.example", "www⁠\\.e\\.example a@⁠e\\.example"),
    ("# 1. -> <b>*_`~|{}&", "\\# 1\\. \\-⁠\\> \\<b\\>\\*\\_\\`\\~\\|\\{\\}\\&"),
    ("one\n\ntwo", "one two"),
    ("St Mary’s: 2 to 4", "St Mary’s\\: 2 to 4"),
]


@pytest.mark.parametrize(("name", "escaped"), MARKDOWN)
def test_markdown_escapes_every_sign_that_streamlit_obeys(name, escaped):
    assert style.markdown(name) == escaped


def test_counts_are_words_to_ten_and_plural_safe():
    assert [style.spelled(count) for count in (1, 6, 10, 11, 1204)] == ["one", "six", "ten", "11", "1,204"]
    assert [style.counted(count, "setting") for count in (0, 1, 2)] == ["no settings", "one setting", "two settings"]
    assert (style.opening(11), style.opening(37)) == ("Eleven", "37")
    assert [style.part_of(*pair) for pair in ((3, 6), (7, 11), (2, 2), (6, 6), (5, 40))] == [
        "three of the six",
        "seven of the eleven",
        "both",
        "all six",
        "five of the 40",
    ]


def test_a_share_and_a_day_hold_together_and_never_round_to_all_or_none():
    assert style.percent(0.7838) == "78\u00a0%"
    assert [style.percent(share).replace("\u00a0", " ") for share in (0, 0.004, 0.285, 0.996, 1)] == [
        "0 %",
        "under 1 %",
        "29 %",
        "over 99 %",
        "100 %",
    ]
    assert style.day(date(2026, 11, 3)) == "3\u00a0Nov\u00a02026"
    assert (style.short_day("2026-11-23"), style.day(None)) == ("23\u00a0Nov", "")
    assert style.listed(["Alder", "Birch", "Elm"]) == "Alder, Birch and Elm"
