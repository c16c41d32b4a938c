"""Zip files and the zip that every workbook is, opened without trusting what they say of themselves.

Owns which members there are and their bytes. Sizes are summed from the central directory before
anything is opened, and counted again while a member is inflated; a member that is larger than it
says, is there twice, overlaps another or is encrypted makes the whole file unreadable.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from data.errors import UnreadableFile
from data.limits import MB, MOST_MEMBERS, Limits

_END = b"PK\x05\x06"
_CHUNK = 1 << 16
_JUNK = {".ds_store", "thumbs.db", "desktop.ini"}
DAMAGED = "This file is damaged, so it cannot be opened. Save it again, or export it again from where it came, and send that."


def _damaged() -> UnreadableFile:
    return UnreadableFile(DAMAGED, "damaged")


class Archive:
    """The members of a zip file, held to limits."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content = content
        self.limits = limits
        self._refuse_long_directory()
        try:
            listed = zipfile.ZipFile(io.BytesIO(content)).infolist()
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError) as problem:
            raise _damaged() from problem
        self._members = {info.filename: info for info in listed}
        self._refuse_untrue(listed)

    @property
    def names(self) -> list[str]:
        return list(self._members)

    @property
    def encrypted(self) -> bool:
        """True when a member needs a password."""
        return any(info.flag_bits & 0x1 for info in self._members.values())

    @property
    def is_office(self) -> bool:
        """True for the zip that a workbook, document or presentation is."""
        return "[Content_Types].xml" in self._members or "mimetype" in self._members

    def files(self) -> list[str]:
        """The members a person put in, without folders and what operating systems add."""
        listed = (name for name in self._members if not name.endswith(("/", "\\")))
        return [name for name in listed if not name.startswith("__MACOSX/") and PurePosixPath(name).name.casefold() not in _JUNK]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member, a piece at a time; refused once they are more than was said."""
        info = self._members.get(name)
        if info is None or info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged()
        head = self._content[info.header_offset : info.header_offset + 30]
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise _damaged()
        start = info.header_offset + 30 + sum(struct.unpack("<HH", head[26:30]))
        packed = memoryview(self._content)[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            if len(packed) != info.file_size:
                raise _damaged()
            yield from (bytes(packed[at : at + _CHUNK]) for at in range(0, len(packed), _CHUNK))
            return
        seen = 0
        for piece in _inflated(packed):
            seen += len(piece)
            if seen > info.file_size:
                raise self.limits.too_much()
            yield piece
        if seen != info.file_size:
            raise _damaged()

    def member(self, name: str) -> bytes:
        """All the bytes of a member."""
        return b"".join(self.chunks(name))

    def verify(self) -> None:
        """Inflate every member once and keep nothing, so that another reader can open the file safely."""
        for name in self._members:
            for _ in self.chunks(name):
                pass

    def _refuse_long_directory(self) -> None:
        end = self._content.rfind(_END, max(0, len(self._content) - 65_557))
        if end < 0 or end + 22 > len(self._content) or self._content[max(0, end - 20) : end].startswith(b"PK\x06\x07"):
            raise _damaged()
        entries, directory = struct.unpack("<HI", self._content[end + 10 : end + 16])
        if entries > MOST_MEMBERS or directory > MB:
            raise UnreadableFile(f"This file holds more than {MOST_MEMBERS:,} files. Send fewer at a time.", "too_many_files")

    def _refuse_untrue(self, listed: list[zipfile.ZipInfo]) -> None:
        expanded, packed = sum(info.file_size for info in listed), sum(info.compress_size for info in listed)
        if len(self._members) < len(listed) or packed > len(self._content):
            raise _damaged()
        if expanded > self.limits.expanded or (expanded > MB and expanded > self.limits.ratio * len(self._content)):
            raise self.limits.too_much()


def _inflated(packed: memoryview) -> Iterator[bytes]:
    engine = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _CHUNK):
            waiting: bytes | memoryview = packed[at : at + _CHUNK]
            while waiting and not engine.eof:
                yield engine.decompress(waiting, _CHUNK)
                waiting = engine.unconsumed_tail
        while not engine.eof:
            piece = engine.decompress(b"", _CHUNK)
            if not piece:
                raise _damaged()
            yield piece
    except zlib.error as problem:
        raise _damaged() from problem


def files_of(name: str, content: bytes, limits: Limits) -> list[tuple[str, bytes]]:
    """(name, bytes) of every file in a zip; raises UnreadableFile when it is empty, nested or has a password."""
    archive = Archive(content, limits)
    if archive.encrypted:
        raise UnreadableFile("This zip file has a password. Make it again without one.", "password")
    files = archive.files()
    if not files:
        raise UnreadableFile("This zip file holds no files.", "empty")
    if nested := next((file for file in files if file.casefold().endswith(".zip")), None):
        raise UnreadableFile(f"This zip file holds another, “{nested}”. Send that one by itself.", "nested_zip")
    return [(f"{name} › {file}", archive.member(file)) for file in files]
