"""What stands behind a JPEG's end: second pictures, gain maps, the film of a motion photo, and bytes nobody needs.

Several makers put them there, each in a way of its own: listed in an index (CIPA DC-007), in a directory in XMP
(Google), in blocks with names (Samsung), or one after the other without a word. They are found by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice, takewhile
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos import MOTION, Block, BlockKind, samsung
from footprint.photos.boxes import boxes, brands
from footprint.photos.multipicture import GAIN_MAP_NUMBERS, tells_of_gain_map
from footprint.photos.stream import Stream

Walk = Callable[[Stream], Iterator[Block]]
"""The blocks of a JPEG, up to its end."""

BEHIND = "after the picture's end"

_CAP = 64
"""Pictures and films behind one picture that are told apart; the rest is one block that nobody needs."""

_SAMSUNG_CAP = 1 << 20
_BLOCKS_CAP = 20_000
"""Segments of all of them together that are gone through."""

_START, _END = b"\xff\xd8", b"\xff\xd9"
_CANDIDATE = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|ftyp(?<=[\0-\1][\0-\xff]{3}ftyp)")
_FILM = re.compile(rb"ftyp(?<=[\0-\1][\0-\xff]{3}ftyp)")
_REACH, _LENGTH_BEFORE_FTYP = 7, 4
_BOX_TYPE = re.compile(rb"[A-Za-z0-9 \xa9]{4}")
_PICTURES = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"msf1", b"avis", b"crx "})
"""Main brands of pictures that are made of boxes as films are."""

_PACKET_CAP = 1 << 16


def behind(stream: Stream, at: int, listed: Mapping[int, int], walk: Walk) -> Iterator[Block]:
    """Every stretch from `at` to the end.

    Args:
        stream: the file.
        at: where the first picture ends.
        listed: offset → length of the pictures that the file's index names, as far as they are there.
        walk: how to find the end of the others.
    """
    listed = {start: _ends(stream, start, length) for start, length in listed.items() if _begins(stream, start)}
    samsungs = list(samsung.blocks(stream))
    number, left = 1, _BLOCKS_CAP
    for _ in range(_CAP):
        start = _next(stream, at)
        if start > at:
            yield _trailer(stream, at, start, samsungs)
        if start >= stream.size:
            return
        limit = min((offset for offset in listed if offset > start), default=stream.size)
        at = start
        if stream.at(start + _LENGTH_BEFORE_FTYP, 4) == b"ftyp":
            block = _film(stream, start, limit)
            if block.name != MOTION:
                number += 1
                block = replace(block, name=f"{block.name} {number}")
        else:
            number += 1
            looked = _looked_at(stream.part(start, limit - start), walk, listed.get(start, 0), left)
            left -= looked.blocks
            block = _picture(stream, start, limit, looked, number)
        if left <= 0:
            break
        yield block
        at = block.end
    if at < stream.size:
        yield Block(BlockKind.TRAILER, at, stream.size - at, BEHIND)


def _trailer(stream: Stream, start: int, end: int, listed: Sequence[samsung.Listed]) -> Block:
    """Bytes that nobody needs. Samsung's blocks before a film get the part of their directory that is about them."""
    block = Block(BlockKind.TRAILER, start, end - start, BEHIND)
    inside = [one for one in listed if start <= one.at and one.at + one.length <= end]
    if not inside or end == stream.size or block.length > _SAMSUNG_CAP:
        return block
    return replace(block, payload=stream.at(start, block.length) + samsung.directory(inside, end))


def _begins(stream: Stream, start: int) -> bool:
    """Whether an index that a program forgot to bring up to date is still right."""
    return stream.at(start, 3) == b"\xff\xd8\xff"


def _ends(stream: Stream, start: int, length: int) -> int:
    """The length that the index gives, if a picture ends there; else 0, as if it gave none."""
    return length if stream.at(start + length - 2, 2) == _END else 0


def _next(stream: Stream, at: int) -> int:
    """Where the next picture or film begins; the file's size where there is none."""
    found = stream.search(_CANDIDATE, at, overlap=_REACH)
    if found < 0:
        return stream.size
    return (
        found - _LENGTH_BEFORE_FTYP if stream.at(found, 4) == b"ftyp" and found - at >= _LENGTH_BEFORE_FTYP else found
    )


class _Looked(NamedTuple):
    """What a walk over a picture gave: how long it is (0 where that is not known), and how many blocks were seen."""

    gain_map: bool
    length: int
    blocks: int


def _looked_at(picture: Stream, walk: Walk, length: int, cap: int) -> _Looked:
    """What a picture is. Where its length is known, its data are not gone through."""
    gain_map, end, blocks = False, 0, 0
    with suppress(Unreadable):
        for block in islice(walk(picture), cap):
            if blocks and picture.at(block.offset, 2) == _START:
                return _Looked(gain_map, length or block.offset, blocks)  # its end is missing, and the next one begins
            blocks += 1
            end = block.end
            gain_map = gain_map or _is_gain_map(block, picture)
            if block.name == "scan" and length:
                break
        return _Looked(gain_map, length or end, blocks)
    return _Looked(gain_map, length, blocks)


def _picture(stream: Stream, start: int, limit: int, looked: _Looked, number: int) -> Block:
    length = looked.length
    if not length:
        # It is damaged. What comes after it, if anything, is told by being a film or by the index.
        film = stream.search(_FILM, start, overlap=_REACH) - _LENGTH_BEFORE_FTYP
        length = (film if film > start else stream.size) - start
    kind, name = (BlockKind.GAIN_MAP, "gain map") if looked.gain_map else (BlockKind.EMBEDDED, f"picture {number}")
    return Block(kind, start, min(length, limit - start), name)


def _is_gain_map(block: Block, picture: Stream) -> bool:
    if block.kind is BlockKind.XMP:
        return tells_of_gain_map(block.content(picture).read(_PACKET_CAP))
    return block.name == GAIN_MAP_NUMBERS


def _film(stream: Stream, start: int, limit: int) -> Block:
    """A film, or a picture made of boxes: as long as one box follows another."""
    at = start
    with suppress(Unreadable):
        for box in takewhile(lambda box: _BOX_TYPE.fullmatch(box.type), boxes(stream, start, limit)):
            at = box.end
    kind = (brands(stream.at(start, 64)) or (b"",))[0]
    return Block(BlockKind.EMBEDDED, start, at - start, "picture" if kind in _PICTURES else MOTION)
