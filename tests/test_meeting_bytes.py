"""What a browser gets of a cluster meeting, byte by byte: no hidden count, no child, no vacancy, no rating, no officer."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pytest
from browser import settled
from conftest import Server
from google.protobuf.message import Message
from playwright.sync_api import Browser, Page, Response, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from analytics.catalogue.support import REASONS
from analytics.meeting import room
from analytics.meeting.bars import NAMES
from data import meeting_words
from data.store import Store
from data.terms import now
from pages.reasons_listed import BADGES
from tests.drawn_room import DAY, HIDDEN_COUNTS, OFFICER, SETTINGS, UNSAID, VACANT, room_store

pytestmark = pytest.mark.browser

NOTE = "Only for the desk"
MEETING = f"cluster-meeting?day={DAY}&for=Alder"
NUMBERS = [re.compile(rf"(?<![\w.,-])({count}|{count:,})(?![\w-])") for count in HIDDEN_COUNTS]
NOBODYS = (*UNSAID, *BADGES.values(), *REASONS)


@pytest.fixture(scope="module")
def server(serve: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A dashboard whose last day was shown to a room once, with a note for the presenter."""
    place = room_store(tmp_path_factory.mktemp("bytes") / "room.duckdb")
    store = Store.open(place)
    room.freeze_day(store, DAY, by="B. Analyst")
    meeting_words.write(store, DAY, "Alder", meeting_words.NOTE, NOTE, screen="reviews", by="B. Analyst", at=now())
    store.close()
    return serve(store=place)


@dataclass
class Heard:
    """All that came to a browser: the frames of its websockets and the bodies of its answers."""

    frames: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("websocket", self._hear)
        page.on("response", self._keep)

    def _keep(self, answer: Response) -> None:
        self.answers.append(answer)

    def _hear(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(frame if isinstance(frame, bytes) else frame.encode()))

    def texts(self) -> Iterator[str]:
        """Everything as text: the raw bytes, every text and table in the messages, every array in the figures, every address and body.

        The scripts and fonts of Streamlit itself are left out: they are the same for everybody.
        """
        for frame in self.frames:
            yield frame.decode("utf-8", errors="replace")
            yield from _inside(ForwardMsg.FromString(frame))
        for answer in self.answers:
            yield answer.url
            if "/static/" not in answer.url and answer.status < 300:
                yield answer.body().decode("utf-8", errors="replace")

    def finds(self, *words: str | re.Pattern[str]) -> set[str]:
        """Which of the words or patterns stand anywhere in it."""
        every = list(self.texts())
        return {getattr(word, "pattern", word) for word in words if any(_stands(word, text) for text in every)}


def _stands(word: str | re.Pattern[str], text: str) -> bool:
    return bool(word.search(text)) if isinstance(word, re.Pattern) else word in text


def _inside(message: Message) -> Iterator[str]:
    """The texts, numbers and tables of a message, however deep."""
    for place, value in message.ListFields():
        for one in value if place.is_repeated else [value]:
            if isinstance(one, Message):
                yield from _inside(one)
            elif isinstance(one, bytes):
                yield _table(one)
            elif isinstance(one, str):
                yield one
                yield from _arrays(one)
            else:
                yield str(one)


def _table(content: bytes) -> str:
    """The cells of an Arrow table, or the bytes as they are."""
    try:
        return "\n".join(str(cell) for column in pa.ipc.open_stream(content).read_all().columns for cell in column.to_pylist())
    except pa.ArrowInvalid:
        return content.decode("utf-8", errors="replace")


def _arrays(text: str) -> Iterator[str]:
    """The numbers of a figure that are sent as packed bytes."""
    for kind, packed in re.findall(r'"dtype":"(\w+)","bdata":"([^"]*)"', text):
        yield " ".join(f"{each:g}" for each in memoryview(base64.b64decode(packed)).cast(_CODES[kind]))


_CODES = {"f8": "d", "f4": "f", "i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I"}


@pytest.fixture
def heard(browser: Browser) -> Iterator[Callable[[], tuple[Page, Heard]]]:
    """Opens a fresh browser that nobody used before, and listens to it."""
    contexts = []

    def fresh() -> tuple[Page, Heard]:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 720}))
        page, listening = contexts[-1].new_page(), Heard()
        listening.listen(page)
        return page, listening

    yield fresh
    for context in contexts:
        context.close()


def test_what_prepares_a_meeting_holds_nothing_hidden(heard: Callable[[], tuple[Page, Heard]], server: Server) -> None:
    page, listening = heard()
    page.goto(f"{server.address}/{MEETING}")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    settled(page)
    assert listening.finds("What the room will see", f"2 of {SETTINGS:,}") == {"What the room will see"}
    assert listening.finds(*NUMBERS, *NOBODYS, NOTE) == set()
    page.get_by_text("Name a setting, or take a name back").click()
    expect(page.get_by_role("button", name="Show it by name")).to_be_visible()
    settled(page)
    assert listening.finds(*NUMBERS, *NOBODYS, NOTE) == {VACANT}  # one of the settings that may be named


def test_what_a_room_is_shown_holds_nothing_hidden(heard: Callable[[], tuple[Page, Heard]], server: Server) -> None:
    page, listening = heard()
    page.goto(f"{server.address}/{MEETING}&screen=1")
    for name in list(NAMES.values())[1:]:
        settled(page)
        page.keyboard.press("PageDown")
        expect(page.locator("h1")).to_have_text(name)
    settled(page)
    assert f"2 of {SETTINGS:,}" in listening.finds(f"2 of {SETTINGS:,}")  # who came is not hidden
    assert listening.finds(*NUMBERS, *NOBODYS, "Acorns", NOTE, "B. Analyst") == set()


def test_the_same_look_finds_all_of_it_on_a_page_of_the_team(heard: Callable[[], tuple[Page, Heard]], server: Server) -> None:
    found = set()
    for address in ("overdue-reviews?", "senco-coverage?", "settings-needing-support?", "one-setting?setting=v&"):
        page, listening = heard()
        page.goto(f"{server.address}/{address}as_of={DAY}")
        settled(page)
        found |= listening.finds(*NUMBERS, *NOBODYS)
    assert {VACANT, "keyofachild", OFFICER} <= found
    assert found & set(BADGES.values())
    assert found & {each.pattern for each in NUMBERS}


def test_packed_numbers_and_tables_are_unpacked_before_the_look() -> None:
    packed = base64.b64encode(memoryview(bytearray(8)).cast("B")).decode()
    assert list(_arrays(json.dumps({"dtype": "f8", "bdata": packed}, separators=(",", ":")))) == ["0"]
    sink = pa.BufferOutputStream()
    table = pa.table({"name": ["Willow"], "count": [1184]})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    assert _table(sink.getvalue().to_pybytes()) == "Willow\n1184"
    message = ForwardMsg()
    message.delta.new_element.plotly_chart.spec = '{"x":{"dtype":"i2","bdata":"oAQ="}}'
    assert "1184" in " ".join(_inside(message))
