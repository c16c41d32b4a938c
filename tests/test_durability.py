"""Nothing accepted is lost, nothing is half loaded: killed programs, full disks, many people and many files at once.

SENCO_KILLS says how many times the load command is killed (12 otherwise).
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from conftest import PROJECT, environment
from sent import REGISTER, given, rows

from data import uploads
from data.__main__ import main as run
from data.errors import ToolError
from data.rebuild import built_in_memory
from data.store import Store

KILLS = int(os.environ.get("SENCO_KILLS", "12"))
FILES_A_ROUND = 4
ROWS = 20
SAID = re.compile(r"^(\S+): .*, submission (\d+)\. (\d+) rows = (\d+) loaded \+ (\d+) held \+ (\d+) left out\.$", re.M)


def register(settings: int) -> bytes:
    lines = [f"EY{100_000 + number},Setting {number},group_full_day,Alder" for number in range(settings)]
    return "\r\n".join(["urn,name,provider_type,cluster", *lines]).encode()


def posts(setting: int, count: int = ROWS, *, also: Sequence[str] = ()) -> bytes:
    """One setting's SENCO posts, `count` rows whose references tell the setting."""
    lines = [f"EY{100_000 + setting},S{setting}-{number},senco,01/09/2024" for number in range(count)]
    return "\r\n".join(["setting_urn,senco_ref,role,started_on", *lines, *also]).encode()


def written(folder: Path, settings: Sequence[int], count: int = ROWS) -> Path:
    """A folder with a file a setting."""
    folder.mkdir()
    for setting in settings:
        (folder / f"posts-{setting}.csv").write_bytes(posts(setting, count))
    return folder


def store_with_register(place: Path, settings: int) -> Path:
    place.mkdir(exist_ok=True)
    (place / "register.csv").write_bytes(register(settings))
    assert run(["load", str(place / "register.csv"), "--store", str(place / "store.duckdb")]) == 0
    return place / "store.duckdb"


def load_command(store: Path, *words: object, **options) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "data", "load", *map(str, words), "--store", str(store)],
        cwd=PROJECT,
        env=environment(PYTHONPATH=str(PROJECT)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        **options,
    )


def in_the_log(store: Store) -> dict[str, int]:
    """The submissions of posts by file name; asserts that each is whole: as many rows as its file, all of its own setting."""
    found = rows(
        store,
        "SELECT b.file_name, b.id, b.row_count, b.loaded + b.held + b.ignored, b.loaded, count(p.row), "
        "count(*) FILTER (p.setting = 'ofsted:EY' || (100000 + regexp_extract(b.file_name, '\\d+')::INTEGER)), "
        "count(DISTINCT p.senco_ref) FILTER (starts_with(p.senco_ref, 'S' || regexp_extract(b.file_name, '\\d+') || '-')) "
        "FROM submissions b LEFT JOIN senco_posts p ON p.submission = b.id WHERE b.return_name = 'senco_posts' GROUP BY ALL",
    )
    assert [one for one in found if len(set(one[2:])) != 1] == []
    assert rows(store, "SELECT DISTINCT submission FROM senco_posts WHERE submission NOT IN (SELECT id FROM submissions)") == []
    assert len({name for name, *_ in found}) == len(found)
    return {name: number for name, number, *_ in found}


# A program that is killed


def killed_load(store: Path, folder: Path, random: Random, pace: dict[str, float]) -> dict[str, int]:
    """Loads a folder and kills the command at a random moment; what it had said was loaded.

    `pace` keeps how many seconds this machine takes to the first file said to be loaded, and from one to the next.
    """
    process = load_command(store, folder)
    began = time.monotonic()
    heard: list[str] = []
    lines = random.randrange(FILES_A_ROUND)
    for _ in range(lines):
        heard.append(process.stdout.readline())
        pace["first" if len(heard) == 1 else "next"], began = time.monotonic() - began, time.monotonic()
    time.sleep(random.uniform(0, pace["next" if lines else "first"]))
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    return {name: int(number) for name, number, *_ in SAID.findall("".join(heard) + rest)}


def test_a_load_that_is_killed_loses_nothing_it_acknowledged_and_leaves_nothing_half_done(tmp_path):
    random = Random(20_261_121)  # noqa: S311 - moments, not secrets
    path = store_with_register(tmp_path, KILLS * FILES_A_ROUND)
    acknowledged: dict[str, int] = {}
    pace = {"first": 1.0, "next": 0.1}
    cut_short = 0
    for number in range(KILLS):
        folder = written(tmp_path / f"round-{number}", range(number * FILES_A_ROUND, (number + 1) * FILES_A_ROUND))
        said = killed_load(path, folder, random, pace)
        acknowledged |= said
        store = Store.open(path)
        logged = in_the_log(store)
        store.close()
        assert acknowledged.items() <= logged.items()
        cut_short += len(said) < FILES_A_ROUND
    unsaid = len(logged.keys() - acknowledged.keys())
    assert cut_short > KILLS // 2
    assert list(path.with_suffix(".originals").glob("*/unfinished-*")) == []
    print(f"{KILLS} kills, {cut_short} before the end: {len(acknowledged)} acknowledged, {unsaid} in the store and not yet said.")
    # All of it loads again: what is there is recognised, the rest comes in.
    assert run(["load", *(str(tmp_path / f"round-{number}") for number in range(KILLS)), "--store", str(path)]) == 0
    store = Store.open(path)
    again = in_the_log(store)
    assert len(again) == KILLS * FILES_A_ROUND
    assert logged.items() <= again.items()
    assert built_in_memory(store).differences == ()
    store.close()


def test_the_next_program_says_that_the_last_was_stopped_and_clears_up(tmp_path, capsys):
    path = store_with_register(tmp_path, 3)
    process = load_command(path, written(tmp_path / "files", range(3)))
    assert "posts-0.csv" in process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    half = path.with_suffix(".originals") / "ab" / "unfinished-abcdefgh"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"setting_urn,senco")
    capsys.readouterr()
    assert run(["load", str(tmp_path / "files"), "--store", str(path)]) == 0
    said = capsys.readouterr()
    assert re.fullmatch(
        r"The store was not closed the last time it was used\. Everything accepted is here; "
        r"the latest is submission [2-4] \(posts-[0-2]\.csv\)\.\n"
        r"1 file that was not kept whole was removed\. Send again what was being loaded; what is loaded already is recognised\.\n",
        said.err,
    )
    assert "Already loaded on" in said.out
    assert not half.exists()
    store = Store.open(path)
    assert store.notes == ()
    assert len(in_the_log(store)) == 3
    store.close()


def test_a_reader_who_goes_away_does_not_stop_the_load(tmp_path):
    path = store_with_register(tmp_path, 5)
    process = load_command(path, written(tmp_path / "files", range(5)))
    assert "posts-0.csv" in process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 0
    assert process.stderr.read() == ""
    process.stderr.close()
    store = Store.open(path)
    assert len(in_the_log(store)) == 5
    store.close()


# A disk that is full


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """A file system of 4 MB, where this machine lets us have one."""
    place.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False).returncode:
        pytest.skip("only root may make a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def fill_but(place: Path, left: int) -> Path:
    """Fill the disk of a folder but for so many bytes."""
    usage = os.statvfs(place)
    ballast = place / "ballast"
    with ballast.open("wb") as out:
        os.posix_fallocate(out.fileno(), 0, usage.f_bavail * usage.f_frsize - left)
    return ballast


def assert_refused_and_whole(process: subprocess.Popen[str], path: Path, *, in_json: bool = False) -> int:
    """The command said that the disk is full and ended with 2; what it acknowledged is there and nothing else. How many that is."""
    out, err = process.communicate()
    assert process.returncode == 2
    assert re.search(r"^The disk is full: There is no room on the disk.*\.$", err, re.M), err
    assert "Traceback" not in err
    if in_json:
        said = {one["file"]: one["submission"] for one in json.loads(out)}
    else:
        said = {name: int(number) for name, number, *_ in SAID.findall(out)}
    store = Store.open(path)
    assert in_the_log(store) == said
    store.close()
    return len(said)


def assert_loads_whole(path: Path, folder: Path, files: int) -> None:
    assert run(["load", str(folder), "--store", str(path)]) == 0
    store = Store.open(path)
    assert len(in_the_log(store)) == files
    assert built_in_memory(store).differences == ()
    store.close()


def test_a_full_disk_refuses_a_load_and_the_store_stays_whole(tmp_path):
    folder = written(tmp_path / "files", range(8), 600)
    originals = sum(4096 * -(-place.stat().st_size // 4096) for place in folder.iterdir())
    with small_disk(tmp_path / "disk") as disk:
        path = store_with_register(disk, 8)
        ballast = fill_but(disk, originals // 2)
        assert assert_refused_and_whole(load_command(path, folder), path) == 0
        ballast.unlink()
        ballast = fill_but(disk, originals // 2 + 120_000)
        loaded = assert_refused_and_whole(load_command(path, folder), path)
        assert 0 < loaded < 8
        ballast.unlink()
        assert_loads_whole(path, folder, 8)


def test_a_file_that_may_not_grow_refuses_a_load_and_the_store_stays_whole(tmp_path):
    folder = written(tmp_path / "files", range(8), 600)
    path = store_with_register(tmp_path, 8)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))

    loaded = assert_refused_and_whole(load_command(path, folder, "--format", "json", preexec_fn=limit), path, in_json=True)
    assert 0 < loaded < 8
    assert_loads_whole(path, folder, 8)


def test_an_acceptance_that_cannot_be_written_changes_no_answer_and_the_same_store_goes_on(store_path):
    store = Store.open(store_path)
    given(store, REGISTER, at="2025-09-01T09:00:00")
    before = store.version
    table = "setting_urn | senco_ref | role | started_on\n" + "".join(f"EY100001 | S{n} | senco | 01/09/2024\n" for n in range(600))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (store_path.with_name("store.duckdb.wal").stat().st_size + 20_000, hard))
    try:
        with pytest.raises(ToolError, match="There is no room on the disk, so this was not done"):
            given(store, table)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.version == before
    assert rows(store, "SELECT count(*) FROM senco_posts") == [(0,)]
    assert given(store, table).loaded == 600
    assert store.version == before + 1
    store.close()
    store = Store.open(store_path)
    assert rows(store, "SELECT count(*) FROM senco_posts") == [(600,)]
    store.close()


# Many at once


def test_twenty_people_who_upload_at_once_each_get_their_own_rows_in(store_path):
    people, files_each = 20, 2
    store = Store.open(store_path)
    given(store, register(people * files_each).decode().replace(",", "|"), at="2025-09-01T09:00:00")

    def upload(person: int) -> list[tuple[str, int]]:
        done = []
        for setting in range(person * files_each, (person + 1) * files_each):
            (received,) = uploads.receive(store, f"posts-{setting}.csv", posts(setting), by=f"Person {person}")
            (outcome,) = uploads.accept_upload(store, received, by=f"Person {person}")
            done.append((outcome.file, outcome.id))
        return done

    with ThreadPoolExecutor(people) as pool:
        done = dict(one for some in pool.map(upload, range(people)) for one in some)
    assert in_the_log(store) == done
    assert len(done) == people * files_each
    assert len(set(done.values())) == people * files_each
    assert uploads.waiting(store) == []
    by = rows(store, "SELECT file_name, accepted_by FROM submissions WHERE return_name = 'senco_posts'")
    assert dict(by) == {f"posts-{setting}.csv": f"Person {setting // files_each}" for setting in range(people * files_each)}
    store.close()
    store = Store.open(store_path)
    assert in_the_log(store) == done
    store.close()


def test_two_hundred_files_add_up_file_by_file_and_are_what_their_originals_give(tmp_path, capsys):
    path = store_with_register(tmp_path, 200)
    folder = tmp_path / "files"
    folder.mkdir()
    for setting in range(200):
        urn = f"EY{100_000 + setting}"
        odd = [f"{urn},X1,senco,31/02/2025", "Total,19,,"] if setting % 5 == 0 else []
        (folder / f"posts-{setting}.csv").write_bytes(posts(setting, ROWS - len(odd), also=odd))
    capsys.readouterr()
    assert run(["load", str(folder), "--accept-good-rows", "--store", str(path)]) == 0
    said = {name: tuple(map(int, counts)) for name, _, *counts in SAID.findall(capsys.readouterr().out)}
    assert len(said) == 200
    assert set(said.values()) == {(20, 20, 0, 0), (20, 18, 1, 1)}
    assert all(in_file == loaded + held + left_out for in_file, loaded, held, left_out in said.values())
    assert run(["undo", "101", "--store", str(path)]) == 0
    capsys.readouterr()
    assert run(["rebuild", "--check", "--store", str(path)]) == 0
    assert capsys.readouterr().out == "The store equals what its originals and log give: 201 submissions, 4200 rows.\n"
