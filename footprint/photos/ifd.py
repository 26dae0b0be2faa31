"""Walks the directories (IFDs) of a TIFF structure, in an EXIF block or a TIFF file; bounded, whatever they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import isfinite, nan
from struct import Struct
from typing import Any, Literal, NamedTuple

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

DIRECTORIES_CAP = 512
ENTRIES_CAP = 10_000
VALUE_CAP = 1 << 24
"""No tag that is read needs more; XMP in a TIFF file is the longest."""

_LONG, RATIONAL, SRATIONAL = 4, 5, 10
INTEGERS = frozenset({3, 4, 8, 9})
"""Numbers of two or four bytes; single bytes are taken for text by many a reader."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_RATIONALS = frozenset({RATIONAL, SRATIONAL})
_NUMBERS = {1: "B", 3: "H", 4: "I", 5: "II", 6: "b", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d", 13: "I"}
_TRIPLE = 24
_TRIPLES = {order: Struct(f"{order}6I").unpack for order in "<>"}
_ROWS = {order: Struct(f"{order}HII").unpack_from for order in "<>"}
"""Type, count, and the value or where it lies: what stands behind the tag."""

_NUMBERS_CAP = 512
"""Bytes: 64 of the longest."""

POINTERS = {0x8769: "EXIF", 0x8825: "GPS", 0x014A: "sub"}
"""Tags that lead to further directories → what these are called."""

_BELOW = frozenset(POINTERS.values())
_ASKED_FOR = frozenset({"0", "EXIF", "GPS"})
_ORDERS: dict[bytes, tuple[str, Literal["little", "big"]]] = {b"II": ("<", "little"), b"MM": (">", "big")}
_HEADER, _COUNT, _ROW, _TAG, _CELL, _POINTER = 8, 2, 12, 2, 6, 4
_HEAD = 1 << 13
"""Held in memory: most blocks have all their directories and short values there."""

_PLAUSIBLE = 1_000
"""No directory of a real picture has more entries; more is taken for bytes that are no directory."""


class Entry(NamedTuple):
    """One tag of one directory.

    Attributes:
        ifd: "0", "1" and so on in the chain; "EXIF", "GPS" or "sub" below it.
        kind: the number of the value's type.
        offset: where the value begins in the stream.
        length: how many bytes it says it has.
        raw: the value, where it lies in what is held in memory; None for one that must be read.
    """

    ifd: str
    tag: int
    kind: int
    offset: int
    length: int
    raw: bytes | None


_made = tuple.__new__
"""Makes a named tuple twice as quickly as its name does."""


@lru_cache(maxsize=128)
def _reader(order: str, form: str, count: int) -> Callable[[bytes], tuple[Any, ...]]:
    """Reads bytes that hold the numbers of a struct format, so many times."""
    return Struct(order + count * form).unpack


@lru_cache(maxsize=128)
def _tags(order: str, count: int) -> Callable[[bytes], tuple[int, ...]]:
    """Reads the tags of so many rows."""
    return Struct(order + count * "H10x").unpack


@lru_cache(maxsize=128)
def _places(tags: tuple[int, ...], wanted: frozenset[int] | None) -> tuple[list[tuple[int, int]], bool]:
    """Where in a table something stands behind each tag that is wanted, and whether one of them leads further.

    All photos of a camera have the same tags in the same order.
    """
    places = [(_ROW * row + _TAG, tag) for row, tag in enumerate(tags) if wanted is None or tag in wanted]
    return places, not POINTERS.keys().isdisjoint(tags)


class Directories:
    """The directories of a stream that begins with a TIFF header."""

    __slots__ = ("_damage", "_endian", "_head", "_left", "_order", "_pending", "_seen", "_stream")

    def __init__(self, stream: Stream) -> None:
        """Read the header.

        Raises:
            Unreadable: when it is none.
        """
        head = stream.at(0, _HEAD)
        if head[:2] not in _ORDERS or len(head) < _HEADER:
            raise Unreadable("The EXIF block does not begin as one.")
        self._order, self._endian = _ORDERS[head[:2]]
        self._stream = stream
        self._head = head
        self._pending = deque([(self._integer(head[4:_HEADER]), "0")])
        self._seen: set[int] = set()
        self._left = ENTRIES_CAP
        self._damage = ""

    def entries(self) -> Iterator[Entry]:
        """Every entry of every directory, each directory once.

        Raises:
            Unreadable: at the end, when a part of it could not be read.
        """
        for _, entries in self.walk(None):
            yield from (entry for entry in entries if entry.tag not in POINTERS)

    def walk(self, wanted: frozenset[int] | None) -> Iterator[tuple[str, list[Entry]]]:
        """Each directory once, by its name in `Entry.ifd`, with its entries that have a value, pointers included.

        Args:
            wanted: the tags that are asked for, `POINTERS` among them: the others cost nothing. None for all. The GPS
                directory is given whole.

        Raises:
            Unreadable: at the end, when a part of it could not be read.
        """
        while self._pending and len(self._seen) < DIRECTORIES_CAP and self._left > 0:
            offset, name = self._pending.popleft()
            if offset not in self._seen:
                self._seen.add(offset)
                yield name, self._directory(offset, name, None if name == "GPS" else wanted)
        if self._damage:
            raise Unreadable(self._damage)

    def _directory(self, offset: int, name: str, wanted: frozenset[int] | None) -> list[Entry]:
        start = offset + _COUNT
        raw = self._head[offset:start] if start <= len(self._head) else self._stream.at(offset, _COUNT)
        rows = count = int.from_bytes(raw, self._endian)
        if start + count * _ROW > self._stream.size:
            rows = max(0, self._stream.size - start) // _ROW
        if not rows or count > _PLAUSIBLE:
            # Behind the first directory there is often garbage in sound files; the others are asked for by name.
            if name in _ASKED_FOR and not (count == 0 and len(raw) == _COUNT):
                self._damage = "A part of the EXIF block lies outside of it."
            return []
        if rows < count:
            self._damage = "The EXIF block is cut off."
        self._left -= rows
        length = _ROW * rows
        table = self._at(start, length + _POINTER)
        if name not in _BELOW and rows == count and (following := self._integer(table[length:])):
            self._pending.append((following, str(int(name) + 1)))
        # The file may have become shorter while it is read.
        return self._entries(name, start, table[: min(length, len(table) // _ROW * _ROW)], wanted)

    def _entries(self, name: str, start: int, table: bytes, wanted: frozenset[int] | None) -> list[Entry]:
        """What is wanted of the rows of a directory. Nothing is done for the others: that makes reading quick."""
        entries = []
        head, reach = self._head, len(self._head)
        row_at = _ROWS[self._order]
        places, leads_further = _places(_tags(self._order, len(table) // _ROW)(table), wanted)
        for at, tag in places:
            kind, count, cell = row_at(table, at)
            size = _SIZES.get(kind, 0) * count
            if size:
                offset = cell if size > _POINTER else start + at + _CELL
                end = offset + size
                raw = head[offset:end] if end <= reach else None
                entries.append(_made(Entry, (name, tag, kind, offset, size, raw)))
        if leads_further:
            for entry in entries:
                if entry.tag in POINTERS:
                    self._follow(entry)
        return entries

    def _at(self, offset: int, length: int) -> bytes:
        end = offset + length
        return self._head[offset:end] if end <= len(self._head) else self._stream.at(offset, length)

    def _integer(self, raw: bytes) -> int:
        return int.from_bytes(raw, self._endian)

    def _follow(self, entry: Entry) -> None:
        one = entry.kind == _LONG and entry.length == _POINTER
        for target in (self._integer(self.value(entry)),) if one else self.numbers(entry)[:16]:
            # Zero leads nowhere, nor does a fraction without a value; a pointer back to itself is stopped by `_seen`.
            if target and isfinite(target):
                self._pending.append((int(target), POINTERS[entry.tag]))

    def value(self, entry: Entry, cap: int = VALUE_CAP) -> bytes:
        """The value's bytes, as many as there are, and at most `cap`."""
        raw = entry.raw
        if raw is None:
            return self._stream.at(entry.offset, min(entry.length, cap))
        return raw if entry.length <= cap else raw[:cap]

    def part(self, offset: int, length: int) -> Stream:
        """A range of the structure, for a picture inside it."""
        return self._stream.part(offset, length)

    def whole(self, entry: Entry) -> bool:
        """Whether the value lies within the stream."""
        return entry.offset + entry.length <= self._stream.size

    def numbers(self, entry: Entry) -> list[float]:
        """The value as numbers; a rational with denominator zero is NaN. At most 64 of them."""
        raw = self.value(entry, _NUMBERS_CAP)
        code = _NUMBERS.get(entry.kind)
        if not code:
            return []
        count = len(raw) // _SIZES[entry.kind]
        flat = _reader(self._order, code, count)(raw[: count * _SIZES[entry.kind]])
        if entry.kind in _RATIONALS:
            one = iter(flat)
            return [top / bottom if bottom else nan for top, bottom in zip(one, one, strict=False)]
        return list(flat[:64])

    def fraction(self, entry: Entry) -> float:
        """The sum of degrees, minutes and seconds, or the one number that it is; NaN where a part is none."""
        raw = self.value(entry, _NUMBERS_CAP)
        if entry.kind == RATIONAL and len(raw) == _TRIPLE:
            top, bottom, minutes, by, seconds, per = _TRIPLES[self._order](raw)
            return top / bottom + minutes / by / 60 + seconds / per / 3600 if bottom and by and per else nan
        total = 0.0 if raw else nan
        for part, number in zip((1, 60, 3600), self.numbers(entry) or (nan,), strict=False):
            total += number / part
        return total

    @property
    def big_endian(self) -> bool:
        """Whether numbers (and UTF-16 text) have their largest byte first."""
        return self._endian == "big"
