"""What makes the pages of a TIFF: the tags that a decoder obeys, and the bytes of every strip and tile."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_PAGES_CAP, _ROWS_CAP, _STRIPS_CAP = 512, 1_000, 1 << 20
_VALUE_CAP = 1 << 24
_PARTS_CAP, _TIMES = 1 << 20, 4
"""Strips and tiles of all pages, and how many times the file's size those may have that are not the same."""

_CODES = {1: "B", 3: "H", 4: "I", 16: "Q"}
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}

_OBEYED = frozenset(
    {
        *(254, 255, 256, 257, 258, 259, 262, 266, 274, 277, 278, 282, 283, 284, 290, 291, 292, 293, 296, 297),
        *(301, 317, 318, 319, 320, 321, 322, 323, 332, 334, 336, 338, 339, 340, 341, 342, 346, 347, 433),
        *(529, 530, 531, 532, 559, 32995, 32996, 32997, 32998, 37439, 50674, 34675),
    },
)
"""Tags that change what is shown; the last is the colour profile."""

_BESIDE = frozenset({263, 264, 265, 273, 279, 280, 281, 286, 287, 300, 324, 325, 326, 327, 328})
"""Tags that change nothing, or say where the bytes lie: numbers, and nothing to be found in them."""

_SUBFILE, _OLD_SUBFILE, _WIDTH, _HEIGHT, _COMPRESSION, _TABLES = 254, 255, 256, 257, 259, 347
_PARTS = ((273, 279), (324, 325))
_WITH_JPEG = frozenset({7, 34892})
_NAMED = {
    0x010E: "Image ImageDescription",
    0x010F: "Image Make",
    0x0110: "Image Model",
    0x0132: "Image DateTime",
    0x013B: "Image Artist",
    0x8298: "Image Copyright",
    0x8769: "Image ExifOffset",
    0x8825: "GPS Info",
}
_OTHERS = frozenset(b"\xc8" + bytes(range(0xE0, 0xF0)) + b"\xfe" + bytes(range(0xF0, 0xFE)))
"""JPEG's segments for programs and people."""


class _Row(NamedTuple):
    """A tag, its type, its value's length, and where that stands."""

    kind: int
    length: int
    at: int


_Page = dict[int, _Row]


class _File:
    """A file of either kind."""

    def __init__(self, stream: Stream) -> None:
        head = stream.at(0, 16)
        self.stream = stream
        self.order = {b"II": "<", b"MM": ">"}.get(head[:2], "")
        if not self.order or len(head) < 8:  # noqa: PLR2004  the header
            raise Unreadable("The file is no TIFF.")
        self.big = struct.unpack(f"{self.order}H", head[2:4])[0] == 43  # noqa: PLR2004  BigTIFF's mark
        self.word = "Q" if self.big else "I"
        self.first = self.unpacked(self.word, 8 if self.big else 4)

    def unpacked(self, code: str, at: int) -> int:
        """A number in the file."""
        raw = self.stream.at(at, struct.calcsize(code))
        if len(raw) < struct.calcsize(code):
            raise Unreadable("The file ends too early.")
        number: int = struct.unpack(f"{self.order}{code}", raw)[0]
        return number

    def pages(self) -> Iterator[_Page]:
        """The directories of the chain, as far as it makes sense."""
        at, seen = self.first, set[int]()
        while at and at not in seen and len(seen) < _PAGES_CAP:
            seen.add(at)
            width = 8 if self.big else 2
            code, row, word = ("Q", 20, 8) if self.big else ("H", 12, 4)
            if at + width > self.stream.size:
                return
            count = self.unpacked(code, at)
            end = at + width + row * count
            if not 0 < count <= _ROWS_CAP or end + word > self.stream.size:
                return
            yield dict(self._rows(at + width, count, row, word))
            at = self.unpacked(self.word, end)

    def _rows(self, at: int, count: int, width: int, word: int) -> Iterator[tuple[int, _Row]]:
        table = self.stream.at(at, count * width)
        # Of two rows with one tag the first counts.
        for number in reversed(range(count)):
            tag, kind, values, offset = struct.unpack_from(f"{self.order}HH{self.word * 2}", table, number * width)
            length = values * _WIDTHS.get(kind, 0)
            yield tag, _Row(kind, length, offset if length > word else at + number * width + 4 + word)

    def value(self, row: _Row) -> bytes:
        """A value's bytes."""
        return self.stream.at(row.at, min(row.length, _VALUE_CAP))

    def numbers(self, row: _Row | None) -> list[int]:
        """A value as numbers."""
        if row is None or row.kind not in _CODES:
            return []
        raw, code = self.value(row), f"{self.order}{_CODES[row.kind]}"
        cells = struct.iter_unpack(code, raw[: len(raw) // struct.calcsize(code) * struct.calcsize(code)])
        return [number for (number,) in islice(cells, _STRIPS_CAP)]

    def number(self, page: _Page, tag: int) -> int:
        """The first number of a tag, 0 for none."""
        return next(iter(self.numbers(page.get(tag))), 0)


def _kept(file: _File) -> Iterator[_Page]:
    """The first page, and those that are no smaller copies."""
    for number, page in enumerate(file.pages()):
        reduced = file.number(page, _SUBFILE) & 1 or file.number(page, _OLD_SUBFILE) == 2  # noqa: PLR2004  TIFF's number
        sized = file.number(page, _WIDTH) and file.number(page, _HEIGHT)
        if number == 0 or (sized and not reduced):
            yield page


def pieces(stream: Stream) -> Iterator[bytes]:
    """Of each page the tags that are obeyed, then its strips and tiles in their order.

    Raises:
        Unreadable: when the file is none, or a strip lies outside of it.
    """
    file = _File(stream)
    yield stream.at(0, 4)
    parts = _Parts(stream)
    for page in _kept(file):
        jpeg = file.number(page, _COMPRESSION) in _WITH_JPEG
        for tag in sorted(_OBEYED & page.keys()):
            row = page[tag]
            yield struct.pack("<HHQ", tag, row.kind, row.length)
            if tag == _TABLES:
                yield from _needed(stream, row.at, _cuts(stream, row.at, row.length))
            else:
                yield file.value(row)
        for starts, lengths in _PARTS:
            for at, length in zip(file.numbers(page.get(starts)), file.numbers(page.get(lengths)), strict=False):
                yield struct.pack("<Q", length)
                yield parts.digest(at, length, jpeg=jpeg)


class _Parts:
    """The strips and tiles of all pages. Those that are the same bytes, as empty tiles can be, are read once."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.parts_left, self.bytes_left = _PARTS_CAP, _TIMES * stream.size
        self.seen: dict[tuple[int, int, bool], bytes] = {}

    def digest(self, at: int, length: int, *, jpeg: bool) -> bytes:
        """A hash of what a decoder needs of one.

        Raises:
            Unreadable: when it lies outside of the file, or they are more than any real file has.
        """
        if at + length > self.stream.size:
            raise Unreadable("A part of the picture lies outside of the file.")
        self.parts_left -= 1
        if (at, length, jpeg) not in self.seen:
            self.bytes_left -= length
            self.seen[at, length, jpeg] = self._read(at, length, jpeg=jpeg)
        if self.parts_left < 0 or self.bytes_left < 0:
            raise Unreadable("The picture has more parts than any real one.")
        return self.seen[at, length, jpeg]

    def _read(self, at: int, length: int, *, jpeg: bool) -> bytes:
        found = hashlib.sha256()
        for piece in _needed(self.stream, at, _cuts(self.stream, at, length) if jpeg else [at + length]):
            found.update(piece)
        return found.digest()


def _cuts(stream: Stream, start: int, length: int) -> list[int]:
    """Where what is needed of a JPEG stream ends and begins again, in turn; at last where it ends."""
    cuts = [edge for at, size in _foreign(stream, start, start + length) for edge in (at, at + size)]
    return [*cuts, start + length]


def _needed(stream: Stream, start: int, cuts: list[int]) -> Iterator[bytes]:
    """A stream without what stands in its segments for programs and people."""
    for number, (first, last) in enumerate(pairwise([start, *cuts])):
        if number % 2 == 0:
            yield from stream.chunks(first, last - first)


def _foreign(stream: Stream, start: int, end: int) -> Iterator[tuple[int, int]]:
    """(offset, length) of the contents of such segments."""
    at = start + 2
    if stream.at(start, 2) != b"\xff\xd8":
        return
    for _ in range(64):
        head = stream.at(at, 12)
        while head[:2] == b"\xff\xff":
            at += 1
            head = stream.at(at, 12)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xDA, 0xD9) or at + 4 > end:  # noqa: PLR2004  a marker
            return
        size = int.from_bytes(head[2:4], "big")
        needed = (head[1], size, head[4:9]) in ((0xE0, 16, b"JFIF\0"), (0xEE, 14, b"Adobe"))
        if head[1] in _OTHERS and not needed and size > 2:  # noqa: PLR2004  the length itself
            yield at + 4, min(size - 2, end - at - 4)
        at += 2 + size


def notes(stream: Stream) -> Iterator[tuple[str, int]]:
    """Every tag of every directory in the chain that is not for the picture, by exifread's name for it.

    Raises:
        Unreadable: when the file is none.
    """
    for page in _File(stream).pages():
        for tag, row in page.items():
            words = row.kind in (2, 7) and row.length > 8 and tag not in (_TABLES, 34675)  # noqa: PLR2004  short is no text
            if words or tag not in _OBEYED | _BESIDE:
                yield _NAMED.get(tag, f"Image Tag 0x{tag:04X}"), 0 if words else tag
