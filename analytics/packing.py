"""Make the packs of a cluster meeting without a browser: `python -m analytics pack --as-of 2026-11-30 --into FOLDER`.

A folder a cluster with its slides, handout and tables, and one for all clusters together; with `--cluster` the files of that one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from analytics.documents.pack import folder_of, packs, refuse_unless_shown
from analytics.meeting.room import clusters_offered
from data.errors import ToolError
from data.store import Store
from data.terms import local_day, now, parse_day

BY = "command line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", required=True, metavar="DAY", help="a day that is shown to a room, like 2026-11-30")
    parser.add_argument("--into", required=True, metavar="FOLDER", type=Path, help="where the files are written")
    parser.add_argument("--cluster", metavar="NAME", help="the pack of this cluster only")
    parser.add_argument("--store", metavar="PATH", help="the store’s file; default SENCO_STORE, else var/store.duckdb")


def files_written(asked: argparse.Namespace) -> Iterator[Path]:
    """Each file once it is written; ToolError when the day, the cluster or the folder cannot be used."""
    as_of, today = parse_day(asked.as_of), local_day(now())
    store = Store.open(asked.store)
    try:
        refuse_unless_shown(store, as_of, today)
        known = clusters_offered(store, as_of, by=BY)
        if asked.cluster and asked.cluster not in known:
            raise ToolError(f"“{asked.cluster}” is not a cluster of that day. The clusters are: {', '.join(known)}.")
        clusters = [asked.cluster] if asked.cluster else [*known, None]
        made = packs(store, as_of, clusters, by=BY, today=today)
        for number, (cluster, parts) in enumerate(made, start=1):
            folder = asked.into if asked.cluster else asked.into / folder_of(number, cluster)
            for name, content in parts.items():
                yield _kept(folder / name, content)
    finally:
        store.close()


def _kept(place: Path, content: bytes) -> Path:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    except OSError as refused:
        raise ToolError(f"{place} could not be written: {refused.strerror}.") from refused
    return place
