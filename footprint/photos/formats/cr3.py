"""CR3: Canon's raw pictures, whose notes lie in boxes of Canon's own in the header of a film."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from struct import pack
from typing import ClassVar, Literal

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.boxes import C2PA_UUID, XMP_UUID, Box, boxes, brands, children
from footprint.photos.directories.raw import WHY_NOT
from footprint.photos.stills.sequence import handler, track_samples
from footprint.photos.stream import Stream

_NOTES = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")
_UUIDS = {XMP_UUID: BlockKind.XMP, C2PA_UUID: BlockKind.PROVENANCE}
_SILENT = frozenset({b"ftyp", b"mdat", b"free", b"skip", b"wide", b"CNCV", b"CCTP", b"CTBO", b"CNOP"})
_PICTURES = {b"THMB": BlockKind.THUMBNAIL, b"PRVW": BlockKind.THUMBNAIL}
_JPEG = re.compile(rb"\xff\xd8\xff")
_JPEG_WITHIN = 64
"""Bytes of a small picture's box in which the picture begins."""

_NOTE_CAP = 1 << 20
_HEADER = 8
_LONG, _ASCII, _UNDEFINED = 4, 2, 7
_EXIF, _GPS, _MAKER_NOTE, _MAKE = 0x8769, 0x8825, 0x927C, 0x010F
_RECORDS_CAP = 64
_MOMENT, _STRUCTURES = 1, (7, 8, 9)
_RECORD_HEADER = 12

Order = Literal["little", "big"]
Rows = list[tuple[int, int, int, int]]
"""Tag, type, count and value of each entry of a directory."""


class Cr3(Format):
    """Canon's raw pictures. They are read only: nobody posts one as it is."""

    name: ClassVar[str] = "CR3"
    instead: ClassVar[str] = WHY_NOT

    def matches(self, head: bytes) -> bool:
        """Whether it says so itself."""
        return brands(head)[:1] == (b"crx ",)

    def split(self, stream: Stream) -> Iterator[Block]:
        """Canon's notes, the small pictures, the pictures of the tracks; the raw picture itself is never read."""
        for box in boxes(stream):
            if box.type == b"moov":
                yield from _header(stream, box)
            elif box.uuid == _PREVIEW:
                # Before the box inside stand eight bytes that nobody knows.
                yield from _inside(stream, box, 8)
            else:
                yield _plain(box)


def _plain(box: Box) -> Block:
    kind = BlockKind.IMAGE if box.type in _SILENT else _UUIDS.get(box.uuid, BlockKind.UNKNOWN)
    return Block(kind, box.offset, box.length, box.name, box.header)


def _header(stream: Stream, box: Box) -> Iterator[Block]:
    for inner in children(stream, box):
        if inner.uuid == _NOTES:
            yield from _inside(stream, inner)
        elif inner.type == b"trak":
            yield from _track(stream, inner)
        elif inner.type in (b"mvhd", b"udta", b"meta"):
            yield Block(BlockKind.QUICKTIME, inner.offset, inner.length, f"moov/{inner.name}")
        else:
            yield _plain(inner)


def _inside(stream: Stream, box: Box, skip: int = 0) -> Iterator[Block]:
    for inner in children(stream, box, skip):
        if inner.type in (b"CMT1", b"CMT2", b"CMT3", b"CMT4"):
            yield _note(stream, inner)
        elif inner.type in _PICTURES:
            yield _picture(stream, inner)
        else:
            yield _plain(inner)


def _picture(stream: Stream, box: Box) -> Block:
    found = _JPEG.search(stream.at(box.offset + box.header, min(box.length - box.header, _JPEG_WITHIN)))
    skip = box.header + (found.start() if found else 0)
    return Block(_PICTURES[box.type], box.offset, box.length, box.name, skip)


def _note(stream: Stream, box: Box) -> Block:
    """One of the directories that make up an EXIF block elsewhere, as the block that it would be part of there."""
    raw = stream.at(box.offset + box.header, min(box.length - box.header, _NOTE_CAP))
    payload = None
    if box.type == b"CMT3":
        payload = as_maker_note(raw)
    elif box.type == b"CMT4":
        payload = _below(raw, _GPS)
    return Block(BlockKind.EXIF, box.offset, box.length, box.name, box.header, payload)


def _order(raw: bytes) -> Order:
    return "big" if raw[:2] == b"MM" else "little"


def _directory(order: Order, rows: Rows) -> bytes:
    sign = ">" if order == "big" else "<"
    return pack(f"{sign}H", len(rows)) + b"".join(pack(f"{sign}HHII", *row) for row in rows) + bytes(4)


def _put_before(raw: bytes, added: bytes, start: int) -> bytes:
    """A TIFF structure with something behind its end, its first directory there at an offset."""
    return raw[:4] + start.to_bytes(4, _order(raw)) + raw[_HEADER:] + added


def _below(raw: bytes, tag: int) -> bytes | None:
    """A TIFF structure whose first directory becomes the one that a tag of a new first one points at."""
    if len(raw) < _HEADER:
        return None
    order = _order(raw)
    first = int.from_bytes(raw[4:_HEADER], order)
    return _put_before(raw, _directory(order, [(tag, _LONG, 1, first)]), len(raw))


def as_maker_note(raw: bytes) -> bytes | None:
    """A TIFF structure of Canon's own as a block whose maker note it is; offsets count from the block in both."""
    if len(raw) < _HEADER:
        return None
    order = _order(raw)
    first = int.from_bytes(raw[4:_HEADER], order)
    make = b"Canon\0"
    note = _directory(order, [(_MAKER_NOTE, _UNDEFINED, max(0, len(raw) - first), first)])
    at = len(raw)
    start = at + len(make) + len(note)
    rows = [(_MAKE, _ASCII, len(make), at), (_EXIF, _LONG, 1, at + len(make))]
    return _put_before(raw, make + note + _directory(order, rows), start)


# --- tracks ----------------------------------------------------------------------------------------------------------
def _track(stream: Stream, track: Box) -> Iterator[Block]:
    kind = handler(stream, track)
    try:
        extents = list(islice(track_samples(stream, track), _RECORDS_CAP))
    except Unreadable:
        extents = []
    if kind != b"vide":
        yield Block(BlockKind.TRACK, track.offset, track.length, "CTMD" if kind == b"meta" else kind.decode("latin-1"))
        for extent in extents:
            yield from _records(stream, extent.offset, extent.end)
        return
    for extent in extents:
        if stream.at(extent.offset, 3) == b"\xff\xd8\xff":
            yield Block(BlockKind.EMBEDDED, *extent, "full-size JPEG")


def _records(stream: Stream, at: int, end: int) -> Iterator[Block]:
    """What Canon measured for one picture: records with a length, a kind and six bytes more before what they say."""
    for _ in range(_RECORDS_CAP):
        head = stream.at(at, _RECORD_HEADER)
        length, kind = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:6], "little")
        if len(head) < _RECORD_HEADER or not _RECORD_HEADER <= length <= end - at:
            return
        start, stop = at + _RECORD_HEADER, at + length
        if kind == _MOMENT and stop - start >= 9:  # noqa: PLR2004  two bytes, then a year and five smaller numbers
            raw = stream.at(start + 2, 7)
            yield Block(BlockKind.TIME, at, length, "CTMD time", payload=raw[1::-1] + raw[2:])
        elif kind in _STRUCTURES:
            yield from _structures(stream, start, stop)
        at += length


def _structures(stream: Stream, at: int, end: int) -> Iterator[Block]:
    """TIFF structures, each after its length and the tag under which EXIF has it."""
    for _ in range(_RECORDS_CAP):
        head = stream.at(at, _HEADER)
        length, tag = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:6], "little")
        if len(head) < _HEADER or not _HEADER < length <= end - at:
            return
        raw = stream.at(at + _HEADER, min(length - _HEADER, _NOTE_CAP))
        payload = as_maker_note(raw) if tag == _MAKER_NOTE else _below(raw, tag if tag == _GPS else _EXIF)
        if raw[:2] in (b"II", b"MM"):
            yield Block(BlockKind.EXIF, at, length, f"CTMD {tag:#06x}", _HEADER, payload)
        at += length
