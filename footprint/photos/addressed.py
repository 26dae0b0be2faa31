"""Formats whose parts are found by their offset: nothing moves in a copy, and what goes is blanked where it lies."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from footprint.errors import Withheld
from footprint.photos import BlockKind, Cleanable, Part
from footprint.photos.stream import LARGEST_WINDOW, Stream

Patch = tuple[int, bytes]
"""An offset in the file, and the bytes that stand there in the copy."""


class Addressed(Cleanable):
    """A format whose blocks may lie inside blocks that came before them: what a later one says of its bytes counts.

    A box of data is split into the box, which does not stay, and the pieces of it that are needed, which do. So what
    nobody points at is blanked without being known.
    """

    @abstractmethod
    def mended(self, stream: Stream, parts: Sequence[Part], exif: bytes) -> Iterator[Patch]:
        """What must stand differently in the copy, so that it still makes sense without the parts that go.

        Written last, over what stays and what is blanked. Nothing where all parts stay as they are and `exif` is empty.
        """

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """The original, zeros where a part does not stay, and what `mended` gives."""
        for start, end, stays in painted(parts, stream.size):
            into.writelines(stream.chunks(start, end - start) if stays else _zeros(end - start))
        for offset, raw in (*contents(parts, stream.size), *self.mended(stream, parts, exif)):
            into.seek(offset)
            into.write(raw)


def painted(parts: Sequence[Part], size: int) -> list[tuple[int, int, bool]]:
    """(start, end, stays) of each stretch of a file, without a gap: later parts paint over earlier ones.

    What no part covers does not stay.
    """
    edges = sorted({0, size, *(min(edge, size) for p in parts for edge in (p.block.offset, p.block.end) if edge >= 0)})
    stays = [False] * (len(edges) - 1)
    for part in parts:
        first, last = bisect_left(edges, min(part.block.offset, size)), bisect_left(edges, min(part.block.end, size))
        stays[first:last] = [part.stays] * (last - first)
    return list(_runs(edges, stays))


def _runs(edges: list[int], stays: list[bool]) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for number, stay in enumerate(stays):
        if number + 1 == len(stays) or stays[number + 1] is not stay:
            yield edges[start], edges[number + 1], stay
            start = number + 1


def _zeros(length: int) -> Iterator[bytes]:
    for at in range(0, length, LARGEST_WINDOW):
        yield bytes(min(LARGEST_WINDOW, length - at))


def contents(parts: Sequence[Part], size: int) -> Iterator[Patch]:
    """What stands in parts instead of what was there, filled up to the old length.

    Raises:
        Withheld: where that is too short, or would reach beyond the end of a file of this size.
    """
    for part in parts:
        if part.stays and part.content is not None:
            if part.block.end > size:
                raise Withheld(f"The file is cut off, or damaged: {part.block.name} would reach beyond its end.")
            room = part.block.length - part.block.skip
            if len(part.content) > room:
                raise Withheld(f"There is no room in the file for what should stand in {part.block.name}.")
            filler = b" " if part.block.kind is BlockKind.XMP else b"\0"
            yield part.block.offset + part.block.skip, part.content.ljust(room, filler)
