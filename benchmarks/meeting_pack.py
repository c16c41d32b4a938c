"""Times the packs of a cluster meeting: `PYTHONPATH=. .venv/bin/python benchmarks/meeting_pack.py`.

Prints wall and CPU seconds: for freezing the days of the meeting, which happens once, then for each cluster’s slides, handout and
tables, and for the whole authority. Each pack is timed in several rounds and the quickest is said.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta

from analytics.documents.pack import as_handout, as_pptx, as_workbook, in_folders, packs, zipped
from analytics.meeting.room import clusters_offered, days_offered, meeting
from data import examples
from data.council import Council
from data.loading import example_group, load
from data.store import Store
from data.terms import local_day, now


def main() -> None:
    """Run all measurements and print them as lines of text."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--settings", type=int, default=120)
    asked.add_argument("--rounds", type=int, default=3)
    wanted = asked.parse_args()
    today = local_day(now())
    store = Store.memory()
    files = examples.authority(settings=wanted.settings, terms=6, seed=7, today=today - timedelta(days=1))
    assert all(outcome.outcome == "accepted" for outcome in load(store, example_group(files), by="benchmark"))
    day = days_offered(store, today)[0]
    clusters = clusters_offered(store, day, by="benchmark")

    told = {}
    _say("the first showing, with its days frozen", *_timed(lambda: told.update({None: _meeting(store, day, None, today)})))
    for cluster in clusters:
        _say(f"{cluster}: the meeting", *_timed(lambda cluster=cluster: told.update({cluster: _meeting(store, day, cluster, today)})))
        for what, made in (("slides", as_pptx), ("handout", as_handout), ("tables", as_workbook)):
            rounds = [_timed(lambda made=made, cluster=cluster: made(told[cluster], Council())) for _ in range(wanted.rounds)]
            _say(f"{cluster}: {what}", *min(rounds))
    one = [_timed(lambda: list(packs(store, day, clusters[:1], by="benchmark", today=today))) for _ in range(wanted.rounds)]
    _say("one pack, from the store", *min(one))
    made: list = []
    _say(f"{len(clusters) + 1} packs", *_timed(lambda: made.extend(packs(store, day, [*clusters, None], by="benchmark", today=today))))
    print(f"all packs in one file {len(zipped(in_folders(made), day)) / 1e6:.2f} MB")


def _meeting(store: Store, day: date, cluster: str | None, today: date) -> object:
    return meeting(store, day, cluster, by="benchmark", today=today)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def _say(what: str, wall: float, cpu: float) -> None:
    print(f"{what:42}{wall:8.3f} s wall{cpu:8.3f} s CPU")


if __name__ == "__main__":
    main()
