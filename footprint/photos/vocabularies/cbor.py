"""CBOR (RFC 8949), as much of it as signed histories of pictures use; bounded, whatever a file says of its lengths."""

from __future__ import annotations

import struct

from footprint.errors import Unreadable

_DEEPEST, _ITEMS_CAP = 24, 20_000
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG, _OTHER = range(8)
_INLINE, _ENDLESS, _BREAK = 24, 31, 0xFF
_CONSTANTS: dict[int, object] = {20: False, 21: True, 22: None, 23: None}
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}


def loads(data: bytes) -> object:
    """The first item as numbers, texts, bytes, lists and dictionaries; tags are left out, only what they mark counts.

    Raises:
        Unreadable: when it is cut off, too deep or too long, or no CBOR.
    """
    return _Reader(data).item(0)


class _Reader:
    __slots__ = ("_at", "_data", "_left")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._left = _ITEMS_CAP

    def item(self, depth: int) -> object:
        """The next item, and everything in it."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            raise Unreadable("The signed history is too deep or too long.")
        head = self._take(1)[0]
        major, more = head >> 5, head & 0x1F
        if major == _TAG:
            self._number(more)
            return self.item(depth + 1)
        if major in (_BYTES, _TEXT):
            return self._string(major, more, depth)
        if major == _LIST:
            return self._list(more, depth)
        if major == _MAP:
            return self._map(more, depth)
        return self._simple(major, more)

    def _take(self, length: int) -> bytes:
        piece = self._data[self._at : self._at + length]
        if len(piece) < length:
            raise Unreadable("The signed history is cut off.")
        self._at += length
        return piece

    def _number(self, more: int) -> int:
        """The number that stands behind an item's first byte, or in it."""
        if more < _INLINE:
            return more
        if more > 27:  # noqa: PLR2004  the last of the four lengths
            raise Unreadable("The signed history makes no sense.")
        return int.from_bytes(self._take(1 << (more - _INLINE)), "big")

    def _ends(self) -> bool:
        if self._data[self._at : self._at + 1] == bytes((_BREAK,)):
            self._at += 1
            return True
        return False

    def _string(self, major: int, more: int, depth: int) -> object:
        if more == _ENDLESS:
            pieces = []
            while not self._ends():
                pieces.append(self.item(depth + 1))
            raw = b"".join(p if isinstance(p, bytes) else str(p).encode() for p in pieces)
        else:
            raw = self._take(self._number(more))
        return raw.decode("utf-8", errors="replace") if major == _TEXT else raw

    def _list(self, more: int, depth: int) -> list[object]:
        found: list[object] = []
        if more == _ENDLESS:
            while not self._ends():
                found.append(self.item(depth + 1))
            return found
        for _ in range(self._number(more)):
            found.append(self.item(depth + 1))  # noqa: PERF401  the length is the file's; a list is not made ahead of it
        return found

    def _map(self, more: int, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        left = -1 if more == _ENDLESS else self._number(more)
        while left and not (left < 0 and self._ends()):
            left -= left > 0
            key = self.item(depth + 1)
            found[str(key)] = self.item(depth + 1)
        return found

    def _simple(self, major: int, more: int) -> object:
        if major == _UNSIGNED:
            return self._number(more)
        if major == _NEGATIVE:
            return -1 - self._number(more)
        if more in _FLOATS:
            return struct.unpack(_FLOATS[more], self._take(struct.calcsize(_FLOATS[more])))[0]
        if more in _CONSTANTS:
            return _CONSTANTS[more]
        return self._number(more)
