"""What a hostile file may cost: it is refused within two seconds and 200 MB, beside the file itself."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.contracts import CONTRACTS
from tests.returns_made import as_xlsx, changed, made_return

POSTS = CONTRACTS["senco_posts"]
ROOT = Path(__file__).parent.parent
BOOK = as_xlsx(POSTS, made_return(POSTS, 3, rows=4))

# Reads each file in a process of its own and tells what it cost.
READER = """
import json, os, resource, sys, time
from data.errors import UnreadableFile
from data.reading import BROWSER, COMMAND_LINE, read

def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

for name in sys.argv[1:]:
    if os.fork() == 0:
        with open(name, "rb") as file:
            content = file.read()
        before, began, code = memory(), time.process_time(), None
        try:
            read("x", content, limits=COMMAND_LINE if name.endswith("by_command") else BROWSER)
        except UnreadableFile as refused:
            code = refused.code
        cost = {"code": code, "seconds": time.process_time() - began, "mb": memory() - before}
        print(json.dumps({os.path.basename(name): cost}), flush=True)
        os._exit(0)
    os.wait()
"""


def _sheet(*parts: bytes) -> bytes:
    body = b"".join(parts)
    return changed(BOOK, "xl/worksheets/sheet1.xml", lambda xml: xml[: xml.index(b"<sheetData>") + 11] + body + b"</sheetData></worksheet>")


def _noise(length: int) -> bytes:
    return random.Random(1).randbytes(length // 2).hex().encode()  # noqa: S311 - text that does not compress


HEADING = b"Setting number,SENCO reference,Role,Started on\n"
ROW = b"EY100001,S1,senco,01/09/2025\n"
ONE_TEXT = (b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"</t></is></c></row>")
FAR_APART = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
SAME_TEXT = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 50_000))


def _many_shared_texts(xml: bytes) -> bytes:
    texts = b"</t></si><si><t>".join(b"%x" % (n * 2_654_435_761 % 2**64) for n in range(1_200_000))
    return xml[: xml.index(b"<si>")] + b"<si><t>" + texts + b"</t></si></sst>"


def _long_shared_text(xml: bytes) -> bytes:
    return xml[: xml.index(b"<si>")] + b"<si><t>" + _noise(90_000) + b"</t></si></sst>"


# What is refused, as which code, and the file; those "by command" are read with the limits of the command line.
COSTLY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "unclosed quote over 50 MB, by command": ("unclosed_quote", lambda: HEADING + ROW.replace(b"S1", b'"S1') + ROW * 1_700_000),
    "quotes on every line": ("unclosed_quote", lambda: HEADING + b'"\n' * 9_000_000),
    "cell of 100 MB, by command": ("line_too_long", lambda: HEADING + b'EY1,"' + b"x" * 100_000_000 + b'",senco,01/09/2025\n'),
    "million columns": ("line_too_long", lambda: b",".join(b"h%d" % n for n in range(1_000_000)) + b"\n"),
    "nothing but zeros": ("not_text", lambda: bytes(19_000_000)),
    "sheet of 60 MB in one cell": ("expands_too_far", lambda: _sheet(ONE_TEXT[0], b"x" * 60_000_000, ONE_TEXT[1])),
    "cell of 5 MB in a sheet": ("cell_too_long", lambda: _sheet(ONE_TEXT[0], _noise(5_000_000), ONE_TEXT[1])),
    "XML nested a million deep": ("damaged", lambda: _sheet(b"".join(b"<a%d>" % n for n in range(1_000_000)))),
    "two cells a sheet apart": ("far_cells", lambda: _sheet(FAR_APART)),
    "blank rows without end": ("too_many_rows", lambda: HEADING + b",,,\n" * 4_700_000),
    "million blank rows in a sheet": ("far_cells", lambda: _sheet(b"".join(b'<row r="%d"/>' % n for n in range(1, 1_000_000)))),
    "million texts": ("too_many_texts", lambda: changed(BOOK, "xl/sharedStrings.xml", _many_shared_texts)),
    "long text in every cell": ("cell_too_long", lambda: changed(_sheet(SAME_TEXT), "xl/sharedStrings.xml", _long_shared_text)),
}


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    folder = tmp_path_factory.mktemp("costly")
    for what, (_, content) in COSTLY.items():
        (folder / what.replace(", by command", "_by_command")).write_bytes(content())
    files = sorted(map(str, folder.iterdir()))
    told = subprocess.run([sys.executable, "-c", READER, *files], capture_output=True, text=True, check=True, cwd=ROOT)
    for file in files:
        os.unlink(file)
    return {what: cost for line in told.stdout.splitlines() for what, cost in json.loads(line).items()}


@pytest.mark.parametrize("what", COSTLY)
def test_a_hostile_file_is_refused_quickly_and_in_little_memory(costs: dict[str, dict], what: str) -> None:
    cost = costs[what.replace(", by command", "_by_command")]
    assert cost["code"] == COSTLY[what][0]
    assert cost["seconds"] < 2
    assert cost["mb"] < 200
