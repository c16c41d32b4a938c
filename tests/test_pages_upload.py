"""The upload page with many files: one table, one button, an outcome a file; and what a file would change, row by row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from screens import title, written
from sent import given, sent
from streamlit.testing.v1 import AppTest

from analytics.charts.style import NBSP
from data import uploads
from data.store import Store
from pages import shared

MANY = 14
POSTS = "setting_urn | senco_ref | role | started_on\n{urn} | S1 | {role} | 01/09/2023"


@pytest.fixture
def many_settings(tmp_path: Path) -> Path:
    """A store with a register of many settings and nothing else."""
    place = tmp_path / "many.duckdb"
    store = Store.open(place)
    lines = [f"EY1000{number:02} | Setting {number} | group_full_day | Alder" for number in range(MANY)]
    assert given(store, "\n".join(["urn | name | provider_type | cluster", *lines])).outcome == "accepted"
    store.close()
    return place


def dropped(app: AppTest, files: dict[str, str]) -> AppTest:
    """The page after these drawn files were dropped on it."""
    return app.file_uploader[0].set_value([(name, sent(table), "text/csv") for name, table in files.items()]).run()


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    return button.click().run()


def posts(number: int, role: str = "senco") -> str:
    return POSTS.format(urn=f"EY1000{number:02}", role=role)


def said(app: AppTest) -> str:
    return written(app).replace("\\", "").replace("\u2060", "")


def test_many_files_are_one_table_and_one_button_and_a_bad_one_stops_no_other(opened: Callable[..., AppTest], many_settings: Path) -> None:
    app = opened("upload-returns", many_settings)
    app = dropped(app, {f"{number:02}.csv": posts(number, "sencoo" if number == 3 else "senco") for number in range(MANY)})
    assert (
        title(app).replace("\\", "") == "13 of your 14 files are ready. One thing needs to be put right before everything can be accepted."
    )
    files = app.dataframe[0].value
    assert len(files) == MANY
    assert next(iter(files["File"])) == "03.csv"
    assert list(files["State"]) == ["▲ 1 to put right"] + ["● ready"] * 13
    assert set(files["Accepting it"][1:]) == {"adds one row."}
    app = press(app, "Accept all 13 that are ready")
    assert "All 13 files are in. 13 rows: 13 loaded, 0 held, 0 left out." in said(app)
    outcomes = app.dataframe[0].value
    assert list(outcomes["Outcome"]) == ["in"] * 13
    assert (outcomes["Rows"] == outcomes["Loaded"] + outcomes["Held"] + outcomes["Left out"]).all()
    assert [one.file_name for one in uploads.waiting(shared.store())] == ["03.csv"]


def test_one_of_the_accepted_files_is_undone_and_the_others_stay(opened: Callable[..., AppTest], many_settings: Path) -> None:
    app = dropped(opened("upload-returns", many_settings), {f"{number}.csv": posts(number) for number in range(3)})
    app = press(app, "Accept all 3 that are ready")
    app.button(key="undo-1").click().run()
    assert "(1.csv) is withdrawn. What it replaced counts again." in said(app)
    assert "0.csv is in: 1 row" in said(app)
    assert "2.csv is in: 1 row" in said(app)
    with shared.store().cursor() as cursor:
        found = cursor.execute("SELECT file_name, withdrawn_at IS NULL FROM submissions ORDER BY id").fetchall()
    assert found[1:] == [("0.csv", True), ("1.csv", False), ("2.csv", True)]


def test_two_files_for_one_setting_are_not_accepted_in_one_go(opened: Callable[..., AppTest], many_settings: Path) -> None:
    files = {"a.csv": posts(1), "b.csv": posts(1).replace("S1", "S2"), "c.csv": posts(2), "d.csv": posts(3)}
    app = dropped(opened("upload-returns", many_settings), files)
    (warning,) = [one.value.replace("\\", "").replace("\u2060", "") for one in app.warning]
    assert warning.startswith("b.csv has the SENCO posts of Setting 1 for ")
    assert "Two ready files speak for a setting that another file here speaks for too." in said(app)
    app = press(app, "Accept all 2 that are ready")
    assert sorted(one.file_name for one in uploads.waiting(shared.store())) == ["a.csv", "b.csv"]


def test_what_a_file_would_change_is_shown_row_by_row_when_asked(opened: Callable[..., AppTest], many_settings: Path) -> None:
    app = dropped(opened("upload-returns", many_settings), {"a.csv": posts(1)})
    app = press(app, "Accept")
    app = dropped(app, {"b.csv": posts(1, "deputy") + "\nEY100001 | S9 | senco | 01/09/2025"})
    assert "What would change, row by row" in [one.label for one in app.expander]
    assert not any("Which" in one.value.columns for one in app.dataframe)
    (waiting,) = uploads.waiting(shared.store())
    app.session_state[f"rows-{waiting.id}-0"] = True
    app = app.run()
    (rows,) = [one.value for one in app.dataframe if "Which" in one.value.columns]
    told = [tuple(None if pd.isna(cell) else str(cell).replace(NBSP, " ") for cell in row) for row in rows.itertuples(index=False)]
    assert told == [
        ("~ changed", "2", "Setting 1", "SENCO reference S1, Started on 1 Sep 2023", "Role", "senco", "deputy"),
        ("+ added", "3", "Setting 1", "SENCO reference S9, Started on 1 Sep 2025", None, None, None),
    ]
