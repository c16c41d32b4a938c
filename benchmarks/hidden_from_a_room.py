"""What hiding costs: `PYTHONPATH=. .venv/bin/python benchmarks/hidden_from_a_room.py`.

For sample authorities and for made-up ones of growing size: the counts of one room day, the share of them that is hidden by the
exact pattern and by the rule of thumb (the small ones and the next smallest of their row), the seconds the exact one takes for all
tables of the authority, and how many hidden counts the rule of thumb gives away all the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime

import pandas as pd

from analytics.disclosure.offered import cells_of, safe, tables
from analytics.disclosure.protect import protected
from analytics.queries import Inputs, answer
from data import examples
from data.loading import example_group, load
from data.store import Store
from tests.attacker import given_away, naively_hidden
from tests.test_questions_room import DUE, HIDING, own_of, random_tables, truth_of

TODAY, ROOM, LATER = date(2026, 11, 30), date(2026, 11, 30), datetime(2039, 12, 31)


def main() -> None:
    """Run all measurements and print a line each."""
    print(f"{'authority':34}{'counts':>8}{'not 0':>8}{'small':>8}{'exact':>8}{'thumb':>8}{'seconds':>9}{'given away by thumb':>22}")
    for name, frames, contributions, term in (*_samples(), *_made_up()):
        cells, relations = cells_of(frames, contributions, of_children=6, of_settings=3, term=term, is_due=True)
        cells = [cell for cell in cells if not cell.public] + [cell for cell in cells if cell.public]
        counted = [cell for cell in cells if not cell.public]
        started = time.perf_counter()
        exact = protected(cells, relations)
        seconds = time.perf_counter() - started
        naive = naively_hidden(counted)
        shown = {question: safe(question, frames[question], naive) for question in (*HIDING, "returns_received")}
        leaks = given_away(shown, truth_of(frames), own_of(contributions), term_due=term)
        assert not exact.unproved, exact.unproved
        shares = (f"{len(hidden) / len(counted):.0%}" for hidden in (exact.hidden, naive))
        numbers = (len(counted), sum(cell.count > 0 for cell in counted), sum(cell.is_small for cell in counted), *shares)
        print(f"{name:34}" + "".join(f"{each:>8}" for each in numbers) + f"{seconds:>9.1f}{len(leaks):>22}")


def _samples() -> Iterator[tuple[str, Mapping[str, pd.DataFrame], pd.DataFrame, str]]:
    for settings, seed in ((120, 7), (150, 8), (150, 9)):
        store = Store.memory()
        list(load(store, example_group(examples.authority(settings=settings, seed=seed, today=TODAY)), by="benchmark"))
        inputs = Inputs(ROOM, LATER)
        frames = tables(lambda question, store=store, inputs=inputs: answer(store, question, inputs))
        yield f"sample, {settings} settings, seed {seed}", frames, answer(store, "room_contributions", inputs), "2026-autumn"
        store.close()


def _made_up() -> Iterator[tuple[str, Mapping[str, pd.DataFrame], pd.DataFrame, str]]:
    for clusters, settings in ((5, 60), (10, 150), (15, 200), (20, 120)):
        frames, contributions = random_tables(1, clusters, settings)
        yield f"made up, {settings} settings, {clusters} clusters", frames, contributions, DUE


if __name__ == "__main__":
    main()
