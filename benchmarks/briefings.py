"""Times the briefing for a visit of every open setting: `PYTHONPATH=. .venv/bin/python benchmarks/briefings.py`.

Prints wall seconds a briefing on the sample authority, half and the longest: asking what is known of the setting, with the ratings of
earlier terms asked before; and making the PDF. Beside them stands how many pages the longest briefing has.
"""

from __future__ import annotations

import argparse
import io
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

import pandas as pd
import pypdf

from analytics import rating_history, support
from analytics.documents.briefing import as_pdf
from analytics.one_setting import told_of
from analytics.queries import Inputs, answer
from analytics.trend import days_of_terms
from data.contracts import CONTRACTS
from data.examples import authority
from data.loading import example_group, load
from data.store import Store
from data.terms import end_of, local_day, now


def main() -> None:
    """Make a briefing of each setting and print three lines."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--store", type=Path, help="a store that holds the sample authority; otherwise one is made in memory")
    wanted = asked.parse_args()
    today = local_day(now())
    store = Store.open(wanted.store) if wanted.store else Store.memory()
    if not wanted.store:
        list(load(store, example_group(authority(today=today)), by="benchmark"))
    inputs = Inputs(today, end_of(today + timedelta(days=1)))

    def ask(question: str, asked_of: Inputs) -> pd.DataFrame:
        return answer(store, question, asked_of)

    settings = list(ask("settings_needing_support", inputs)["setting"])
    days = days_of_terms(today)
    past = rating_history.ratings_back(days, lambda on: ask("settings_needing_support", replace(inputs, as_of=on)), settings, whole=True)
    telling, making, pages = [], [], []
    for setting in settings:
        started = time.perf_counter()
        told = told_of(setting, inputs, ask, CONTRACTS)
        reasons = support.reasons_of(ask("support_reasons", inputs)).get(setting, [])
        told_at = time.perf_counter()
        made = as_pdf(told, [support.said(rule) for rule in reasons], "now", [rating_history.since_said(days, past[setting])])
        telling.append(told_at - started)
        making.append(time.perf_counter() - told_at)
        pages.append(len(pypdf.PdfReader(io.BytesIO(made)).pages))
    print(f"{len(settings)} briefings, of {max(pages)} pages at most")
    print(f"asking what is known   {median(telling):8.3f} s, longest {max(telling):8.3f} s")
    print(f"making the PDF         {median(making):8.3f} s, longest {max(making):8.3f} s")
    store.close()


if __name__ == "__main__":
    main()
