"""What is handed over after a cluster meeting: the slides, the handout and the tables behind them, as one pack a cluster.

All three are made from the same meeting, so from the frozen, safe tables of its day; the same meeting gives the same bytes. File names
hold the day and the cluster, nothing of a setting.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from analytics.documents.handout import as_handout
from analytics.documents.slides import as_pptx
from analytics.documents.workbook import as_workbook
from analytics.meeting.room import Meeting, days_offered, meeting
from analytics.thresholds import THRESHOLDS, Threshold, thresholds_in_force
from data.council import Council, council
from data.errors import ToolError
from data.store import Store
from data.terms import say_day

SLIDES, HANDOUT, TABLES = ".pptx", "-handout.pdf", "-tables.xlsx"

# File name → content.
Parts = Mapping[str, bytes]


def parts_of(told: Meeting, whose: Council, in_force: Mapping[str, Threshold] = THRESHOLDS) -> Parts:
    """The three files of a meeting. `in_force` are the thresholds that its definitions name."""
    stem = f"cluster-meeting-{told.as_of:%Y-%m-%d}-{in_a_file_name(told.cluster)}"
    return {
        f"{stem}{SLIDES}": as_pptx(told, whose, in_force),
        f"{stem}{HANDOUT}": as_handout(told, whose, in_force),
        f"{stem}{TABLES}": as_workbook(told, whose),
    }


def pack_of(told: Meeting, whose: Council, in_force: Mapping[str, Threshold] = THRESHOLDS) -> bytes:
    """The three files of a meeting in a ZIP."""
    return zipped(parts_of(told, whose, in_force), told.as_of)


def packs(store: Store, as_of: date, clusters: Sequence[str | None], *, by: str, today: date) -> Iterator[tuple[str | None, Parts]]:
    """The files of one cluster after the other (None: all together), each as soon as it is made.

    ToolError when the day is not one that a room is shown now. The days of a meeting are frozen by it, and no others.
    """
    refuse_unless_shown(store, as_of, today)
    whose = council(store)
    for cluster in clusters:
        told = meeting(store, as_of, cluster, by=by, today=today)
        yield cluster, parts_of(told, whose, thresholds_in_force(store, as_of, told.shown.known_at))


def refuse_unless_shown(store: Store, as_of: date, today: date) -> None:
    """ToolError for a day that no room is shown now, before anything of it is frozen."""
    offered = days_offered(store, today)
    if as_of not in offered:
        days = (
            f"Choose one of these: {', '.join(map(say_day, offered))}."
            if offered
            else "No return is loaded yet, so there is no day to show."
        )
        raise ToolError(f"{say_day(as_of)} is not a day that a cluster meeting is shown now. {days}", title="Not offered")


def in_folders(made: Sequence[tuple[str | None, Parts]]) -> Parts:
    """The files of several clusters, each cluster’s in a folder of its own: `01-alder/…`."""
    return {
        f"{folder_of(number, cluster)}/{name}": content
        for number, (cluster, parts) in enumerate(made, start=1)
        for name, content in parts.items()
    }


def folder_of(number: int, cluster: str | None) -> str:
    """The folder of the cluster that comes first, second…: two whose names look alike in a file name stay apart."""
    return f"{number:02d}-{in_a_file_name(cluster)}"


def zipped(parts: Parts, on: date) -> bytes:
    """Files in a ZIP, all dated to a day. They are packed in themselves and not packed again."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name, content in parts.items():
            pack.writestr(zipfile.ZipInfo(name, on.timetuple()[:6]), content)
    return out.getvalue()


def in_a_file_name(cluster: str | None) -> str:
    """A cluster’s name in small letters, figures and hyphens."""
    if cluster is None:
        return "all-clusters"
    plainer = unicodedata.normalize("NFKD", cluster).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plainer).strip("-")[:40] or "cluster"
