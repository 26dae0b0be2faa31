"""Elements of EBML, the binary relative of XML that Matroska and WebM films are written in (RFC 8794)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footprint.photos.stream import Stream

_ID_BYTES, _SIZE_BYTES = 4, 8


class Element(NamedTuple):
    """One element: what it is, where its content begins, and where that ends.

    Attributes:
        id: with its length marker, as the specification lists it: 0x1549A966.
        offset: where its own header begins.
        sized: whether the file says how long it is; else it ends with what it lies in.
    """

    id: int
    offset: int
    start: int
    end: int
    sized: bool


class Elements:
    """Reads the elements of one file, and no more of them in all than any real file has.

    Attributes:
        left: how many more are read.
    """

    __slots__ = ("left", "stream")

    def __init__(self, stream: Stream, most: int) -> None:
        self.stream = stream
        self.left = most

    def one(self, at: int, end: int) -> Element | None:
        """The element that begins at an offset; None where there is none, or where it reaches beyond `end`."""
        if self.left <= 0 or at >= end:
            return None
        self.left -= 1
        head = self.stream.at(at, min(_ID_BYTES + _SIZE_BYTES, end - at))
        wide = _width(head, _ID_BYTES)
        size_wide = _width(head[wide:], _SIZE_BYTES)
        if not wide or not size_wide:
            return None
        start = at + wide + size_wide
        all_ones = (1 << 7 * size_wide) - 1
        size = int.from_bytes(head[wide : wide + size_wide], "big") & all_ones
        sized = size != all_ones
        if sized and start + size > end:
            return None
        return Element(int.from_bytes(head[:wide], "big"), at, start, start + size if sized else end, sized)

    def within(self, outer: Element) -> Iterator[Element]:
        """The elements inside another, one after the other, as far as they make sense."""
        at = outer.start
        while found := self.one(at, outer.end):
            yield found
            at = found.end

    def by_id(self, outer: Element) -> dict[int, Element]:
        """The elements inside another; of those with the same id the last."""
        return {found.id: found for found in self.within(outer)}

    def number(self, found: Element) -> int:
        """The content as a number; 0 where it is longer than numbers are."""
        length = found.end - found.start
        return int.from_bytes(self.stream.at(found.start, length), "big") if length <= _SIZE_BYTES else 0

    def content(self, found: Element, cap: int) -> bytes:
        """The content, or its first `cap` bytes."""
        return self.stream.at(found.start, min(found.end - found.start, cap))


def _width(head: bytes, most: int) -> int:
    """How many bytes a number takes that begins so: one more than its leading zero bits; 0 where it is none."""
    wide = 9 - head[0].bit_length() if head else 0
    return wide if wide <= min(most, len(head)) else 0
