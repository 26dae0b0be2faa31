"""Walks the directories (IFDs) of a TIFF structure, in an EXIF block or a TIFF file; bounded, whatever they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from struct import iter_unpack
from typing import Literal, NamedTuple

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

DIRECTORIES_CAP = 512
ENTRIES_CAP = 10_000
VALUE_CAP = 1 << 24
"""No tag that is read needs more; XMP in a TIFF file is the longest."""

RATIONAL, SRATIONAL = 5, 10
INTEGERS = frozenset({3, 4, 8, 9})
"""Numbers of two or four bytes; single bytes are taken for text by many a reader."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_NUMBERS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I"}
_POINTERS = {0x8769: "EXIF", 0x8825: "GPS", 0x014A: "sub"}
_ASKED_FOR = frozenset({"0", "EXIF", "GPS"})
_ORDERS: dict[bytes, tuple[str, Literal["little", "big"]]] = {b"II": ("<", "little"), b"MM": (">", "big")}
_HEADER, _COUNT, _ROW, _INLINE, _POINTER = 8, 2, 12, 8, 4
_PLAUSIBLE = 1_000
"""No directory of a real picture has more entries; more is taken for bytes that are no directory."""


class Entry(NamedTuple):
    """One tag of one directory.

    Attributes:
        ifd: "0", "1" and so on in the chain; "EXIF", "GPS" or "sub" below it.
        kind: the number of the value's type.
        offset: where the value begins in the stream.
        length: how many bytes it says it has.
    """

    ifd: str
    tag: int
    kind: int
    offset: int
    length: int


class Directories:
    """The directories of a stream that begins with a TIFF header."""

    __slots__ = ("_damage", "_endian", "_left", "_order", "_pending", "_seen", "_stream")

    def __init__(self, stream: Stream) -> None:
        """Read the header.

        Raises:
            Unreadable: when it is none.
        """
        head = stream.at(0, _HEADER)
        if head[:2] not in _ORDERS or len(head) < _HEADER:
            raise Unreadable("The EXIF block does not begin as one.")
        self._order, self._endian = _ORDERS[head[:2]]
        self._stream = stream
        self._pending = deque([(self._integer(head[4:]), "0")])
        self._seen: set[int] = set()
        self._left = ENTRIES_CAP
        self._damage = ""

    def entries(self) -> Iterator[Entry]:
        """Every entry of every directory, each directory once.

        Raises:
            Unreadable: at the end, when a part of it could not be read.
        """
        while self._pending and len(self._seen) < DIRECTORIES_CAP and self._left > 0:
            offset, name = self._pending.popleft()
            if offset not in self._seen:
                self._seen.add(offset)
                yield from self._directory(offset, name)
        if self._damage:
            raise Unreadable(self._damage)

    def _directory(self, offset: int, name: str) -> Iterator[Entry]:
        raw = self._stream.at(offset, _COUNT)
        count = self._integer(raw)
        rows = min(count, max(0, self._stream.size - offset - _COUNT) // _ROW)
        if not rows or count > _PLAUSIBLE:
            # Behind the first directory there is often garbage in sound files; the others are asked for by name.
            if name in _ASKED_FOR and not (count == 0 and len(raw) == _COUNT):
                self._damage = "A part of the EXIF block lies outside of it."
            return
        if rows < count:
            self._damage = "The EXIF block is cut off."
        self._left -= rows
        table = self._stream.at(offset + _COUNT, _ROW * rows + _POINTER)
        for row, fields in enumerate(iter_unpack(f"{self._order}HHI4s", table[: _ROW * rows])):
            tag, kind, number, inline = fields
            size = _SIZES.get(kind, 0) * number
            at = offset + _COUNT + _ROW * row + _INLINE if size <= len(inline) else self._integer(inline)
            entry = Entry(name, tag, kind, at, size)
            if tag in _POINTERS:
                self._follow(entry)
            elif size:
                yield entry
        following = self._integer(table[_ROW * rows :])
        if name.isdigit() and rows == count and following:
            self._pending.append((following, str(int(name) + 1)))

    def _integer(self, raw: bytes) -> int:
        return int.from_bytes(raw, self._endian)

    def _follow(self, entry: Entry) -> None:
        for target in self.numbers(entry)[:16]:
            # A pointer of zero leads nowhere; one back to itself is stopped by `_seen`.
            if target:
                self._pending.append((int(target), _POINTERS[entry.tag]))

    def value(self, entry: Entry, cap: int = VALUE_CAP) -> bytes:
        """The value's bytes, as many as there are, and at most `cap`."""
        return self._stream.at(entry.offset, min(entry.length, cap))

    def part(self, offset: int, length: int) -> Stream:
        """A range of the structure, for a picture inside it."""
        return self._stream.part(offset, length)

    def whole(self, entry: Entry) -> bool:
        """Whether the value lies within the stream."""
        return entry.offset + entry.length <= self._stream.size

    def numbers(self, entry: Entry) -> list[float]:
        """The value as numbers; a rational with denominator zero is NaN. At most 64 of them."""
        raw = self.value(entry, 1024)
        if entry.kind in (RATIONAL, SRATIONAL):
            code = "I" if entry.kind == RATIONAL else "i"
            pairs = iter_unpack(f"{self._order}2{code}", raw[: len(raw) // 8 * 8])
            return [top / bottom if bottom else float("nan") for top, bottom in pairs]
        code = _NUMBERS.get(entry.kind, "")
        if not code:
            return []
        size = _SIZES[entry.kind]
        return [number for (number,) in iter_unpack(f"{self._order}{code}", raw[: len(raw) // size * size])][:64]

    @property
    def big_endian(self) -> bool:
        """Whether numbers (and UTF-16 text) have their largest byte first."""
        return self._endian == "big"
