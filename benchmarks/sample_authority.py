"""Times the sample authority from files to answers: `PYTHONPATH=. .venv/bin/python benchmarks/sample_authority.py`.

Prints CPU seconds (the minimum of several rounds where a round can be repeated) and the peak memory of
the process. Loading is given per row beside a bare read of the same bytes by the csv module, so that two
machines, or two days on one machine, can be compared by the ratio.
"""

from __future__ import annotations

import argparse
import csv
import io
import resource
import time
from datetime import date

from analytics.queries import QUESTIONS, Inputs, answer
from data import examples
from data.loading import example_group, load
from data.store import Store
from data.terms import end_of


def main() -> None:
    """Run all measurements and print them as lines of text."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--settings", type=int, default=120)
    asked.add_argument("--rounds", type=int, default=5)
    wanted = asked.parse_args()
    today = date(2026, 11, 20)

    started = time.process_time()
    files = examples.authority(settings=wanted.settings, terms=6, seed=7, today=today)
    print(f"making {len(files)} files         {time.process_time() - started:8.3f} s")

    bare = min(_bare_reading(files) for _ in range(wanted.rounds))
    store = Store.memory()
    started = time.process_time()
    outcomes = list(load(store, example_group(files), by="benchmark"))
    loading = time.process_time() - started
    assert all(outcome.outcome == "accepted" for outcome in outcomes)
    rows = sum(outcome.loaded for outcome in outcomes)
    print(f"loading {rows} rows         {loading:8.3f} s   {loading / bare:6.1f} x a bare csv read")

    inputs = Inputs(today, end_of(today))
    for question in QUESTIONS:
        seconds = min(_asking(store, question, inputs) for _ in range(wanted.rounds))
        print(f"{question:32}{seconds * 1000:8.1f} ms")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _bare_reading(files: list) -> float:
    started = time.process_time()
    for file in files:
        if file.name.endswith(".csv"):
            list(csv.reader(io.StringIO(file.content.decode("latin-1"))))
    return time.process_time() - started


def _asking(store: Store, question: str, inputs: Inputs) -> float:
    started = time.process_time()
    answer(store, question, inputs)
    return time.process_time() - started


if __name__ == "__main__":
    main()
