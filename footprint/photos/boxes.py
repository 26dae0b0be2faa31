"""Boxes of the ISO base media format: what HEIC, AVIF, MP4 and MOV files are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

BOXES_CAP = 20_000
"""More boxes in one place than any real file has."""

FULL = 4
"""Bytes of version and flags before a full box's fields."""

PADDING = frozenset({b"free", b"skip", b"wide"})
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
"""From which boxes count time."""

_SMALL, _LARGE, _UUID = 8, 16, 16


class Box(NamedTuple):
    """One box. `header` is how long its own header is; a `uuid` box's is its extended type."""

    type: bytes
    offset: int
    length: int
    header: int
    uuid: bytes = b""

    @property
    def end(self) -> int:
        """Where the next box begins."""
        return self.offset + self.length

    @property
    def name(self) -> str:
        """The type, fit to be shown."""
        return self.type.decode("latin-1").replace("\xa9", "©")


def boxes(stream: Stream, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """The boxes of a range, one after the other.

    Raises:
        Unreadable: where one reaches beyond the range, after giving what there is of it.
    """
    end = stream.size if end is None else min(end, stream.size)
    for _ in range(BOXES_CAP):
        if start >= end:
            return
        box = _box(stream, start, end)
        if box is None:
            raise Unreadable("The file is damaged: it ends within a box.")
        if box.end > end:
            yield box._replace(length=end - start)
            raise Unreadable("The file is cut off, or damaged: a box reaches beyond its end.")
        yield box
        start = box.end
    raise Unreadable("The file has more boxes than any real one.")


def _box(stream: Stream, start: int, end: int) -> Box | None:
    head = stream.at(start, min(_LARGE + _UUID, end - start))
    length, kind = int.from_bytes(head[:4], "big"), head[4:8]
    header = _SMALL
    if length == 1:
        length, header = int.from_bytes(head[8:16], "big"), _LARGE
    elif length == 0:
        length = end - start
    uuid = b""
    if kind == b"uuid":
        uuid = head[header : header + _UUID]
        header += _UUID
    return Box(kind, start, length, header, uuid) if len(head) >= _SMALL and length >= header else None


def children(stream: Stream, box: Box, skip: int = 0) -> list[Box]:
    """The boxes inside a box, as many as can be read; `skip` leaves out fields that stand before them."""
    found: list[Box] = []
    # Containers end with padding often enough, which is no box: what stands before it counts.
    with suppress(Unreadable):
        for inner in boxes(stream, box.offset + box.header + skip, box.end):
            found.append(inner)  # noqa: PERF402  what came before an error is kept
    return found


def child(stream: Stream, box: Box, kind: bytes, skip: int = 0) -> Box | None:
    """The first box of a type inside a box."""
    return next((inner for inner in children(stream, box, skip) if inner.type == kind), None)


def below(stream: Stream, box: Box, *path: bytes) -> Box | None:
    """The box that a path of types leads to, the first of each inside the one before."""
    found: Box | None = box
    for kind in path:
        found = child(stream, found, kind) if found else None
    return found


def tiled(stream: Stream, inner: Sequence[Box], start: int, end: int) -> bool:
    """Whether boxes fill a range to its end, and none of them says that it is longer."""
    return inner[-1].end == end and not cut(stream, inner[-1]) if inner else start == end


def cut(stream: Stream, box: Box) -> bool:
    """Whether a box says that it is longer than what it lies in."""
    head = stream.at(box.offset, _LARGE)
    said = int.from_bytes(head[:4], "big")
    return (int.from_bytes(head[8:16], "big") if said == 1 else said or box.length) != box.length


def brands(head: bytes) -> tuple[bytes, ...]:
    """What a file says it is: its main brand, then those it is compatible with; none without an `ftyp` box."""
    length = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or length < _LARGE:
        return ()
    listed = head[_LARGE : min(length, len(head))]
    return (head[8:12], *(listed[at : at + 4] for at in range(0, len(listed) - 3, 4)))


def after_ftyp(head: bytes) -> bytes:
    """The type of the box behind the `ftyp` box that a file begins with."""
    length = int.from_bytes(head[:4], "big")
    return head[length + 4 : length + 8]
