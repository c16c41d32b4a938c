"""Times how soon a page is there after a filter was changed: `PYTHONPATH=. .venv/bin/python benchmarks/filter_change.py`.

Prints, for each page on the sample authority, CPU seconds of one run of the page (the minimum of several filters): with a day that
nobody asked about before, with another cluster on the same day, and with a cluster asked for before. Beside the second stands what
it takes when every question works its standing relations out by itself, and the ratio of the two, which can be compared between
machines.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import queries
from data.examples import authority
from data.loading import example_group, load
from data.store import Store
from data.terms import local_day, now

APP = Path(__file__).resolve().parent.parent / "app.py"
PAGES = ("this-term", "senco-coverage", "overdue-reviews", "referral-pathways", "clusters-and-training")
CLUSTERS = ("Alder", "Birch", "Cherry", "Damson")


def main() -> None:
    """Load the sample authority into a store of its own and print a line a page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", type=Path, help="a store that holds the sample authority; otherwise one is made")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = wanted.store or _sample(Path(folder) / "store.duckdb")
        os.environ["SENCO_STORE"] = str(place)
        print(f"{'page':24}{'new day':>10}{'cluster':>10}{'again':>10}{'each by itself':>16}{'ratio':>8}")
        for address in PAGES:
            day, cluster, again = _times(address)
            kept, queries.with_kept_relations = queries.with_kept_relations, lambda _store, _cursor, statement, _values, told: statement
            _, alone, _ = _times(address)
            queries.with_kept_relations = kept
            print(f"{address:24}{day:10.3f}{cluster:10.3f}{again:10.3f}{alone:16.3f}{alone / cluster:8.1f}")


def _sample(place: Path) -> Path:
    store = Store.open(place)
    assert all(outcome.outcome == "accepted" for outcome in load(store, example_group(authority(today=local_day(now()))), by="benchmark"))
    store.close()
    return place


def _times(address: str) -> tuple[float, float, float]:
    """Seconds of a run with a new day, with another cluster, and with a cluster seen before."""
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(str(APP), default_timeout=120).run()
    app._page_hash = app.session_state["pages"][address]._script_hash
    app.run()
    day = app.date_input(key="as_of").value
    days = min(_changed(app, "as_of", f"{day - timedelta(days=back)}", day - timedelta(days=back)) for back in (1, 2, 3))
    clusters = min(_changed(app, "cluster", name, name) for name in CLUSTERS)
    again = min(_changed(app, "cluster", name, name) for name in CLUSTERS)
    return days, clusters, again


def _changed(app: AppTest, key: str, in_url: str, value: object) -> float:
    """Seconds of the run after one filter was changed; the browser writes the URL itself."""
    app.query_params[key] = in_url
    (widget,) = [each for each in (*app.selectbox, *app.date_input) if each.key == key]
    widget.set_value(value)
    started = time.process_time()
    app.run()
    taken = time.process_time() - started
    assert not app.exception, app.exception[0].value
    return taken


if __name__ == "__main__":
    main()
