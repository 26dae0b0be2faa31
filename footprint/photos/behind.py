"""What stands behind a JPEG's end: second pictures, gain maps, the film of a motion photo, and bytes nobody needs.

Several makers put them there, each in a way of its own: listed in an index (CIPA DC-007), in a directory in XMP
(Google), in blocks with names (Samsung), or one after the other without a word. They are found by what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from footprint.errors import Unreadable
from footprint.photos import MOTION, Block, BlockKind
from footprint.photos.boxes import brands
from footprint.photos.multipicture import GAIN_MAP_NUMBERS, tells_of_gain_map
from footprint.photos.stream import Stream

Walk = Callable[[Stream], Iterator[Block]]
"""The blocks of a JPEG, up to its end."""

BEHIND = "after the picture's end"

_CAP = 64
"""Pictures and films behind one picture that are told apart; the rest is one block that nobody needs."""

_START = b"\xff\xd8"
_CANDIDATE = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|ftyp(?<=[\0-\1][\0-\xff]{3}ftyp)")
_FILM = re.compile(rb"ftyp(?<=[\0-\1][\0-\xff]{3}ftyp)")
_REACH, _LENGTH_BEFORE_FTYP = 7, 4
_BOX_TYPE = re.compile(rb"[A-Za-z0-9 \xa9]{4}")
_BOXES_CAP = 10_000
_SMALL, _LARGE = 8, 16
_PICTURES = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif", b"msf1", b"avis", b"crx "})
"""Main brands of pictures that are made of boxes as films are."""

_PACKET_CAP = 1 << 16


def behind(stream: Stream, at: int, listed: Mapping[int, int], walk: Walk) -> Iterator[Block]:
    """Every stretch from `at` to the end.

    Args:
        stream: the file.
        at: where the first picture ends.
        listed: offset → length of the pictures that the file's index names.
        walk: how to find the end of those that it does not.
    """
    number = 1
    for _ in range(_CAP):
        start = _next(stream, at)
        if start > at:
            yield Block(BlockKind.TRAILER, at, start - at, BEHIND)
        if start >= stream.size:
            return
        is_film = stream.at(start + _LENGTH_BEFORE_FTYP, 4) == b"ftyp"
        number += not is_film
        block = _film(stream, start, listed, number) if is_film else _picture(stream, start, listed, walk, number)
        yield block
        at = block.end
    if at < stream.size:
        yield Block(BlockKind.TRAILER, at, stream.size - at, BEHIND)


def _next(stream: Stream, at: int) -> int:
    """Where the next picture or film begins; the file's size where there is none."""
    found = stream.search(_CANDIDATE, at, overlap=_REACH)
    if found < 0:
        return stream.size
    return (
        found - _LENGTH_BEFORE_FTYP if stream.at(found, 4) == b"ftyp" and found - at >= _LENGTH_BEFORE_FTYP else found
    )


def _limit(stream: Stream, start: int, listed: Mapping[int, int]) -> int:
    """Where the next listed picture begins, which nothing before it reaches into."""
    return min((offset for offset in listed if offset > start), default=stream.size)


def _picture(stream: Stream, start: int, listed: Mapping[int, int], walk: Walk, number: int) -> Block:
    rest = stream.part(start, stream.size)
    header, whole = _header(rest, walk)
    length = listed[start] if start in listed else _length(rest, walk) if whole else 0
    if not length:
        # It is damaged. What comes after it, if anything, is told by being a film or by the index.
        film = stream.search(_FILM, start, overlap=_REACH) - _LENGTH_BEFORE_FTYP
        length = (film if film > start else stream.size) - start
    length = min(length, _limit(stream, start, listed) - start)
    if any(_is_gain_map(block, rest) for block in header):
        return Block(BlockKind.GAIN_MAP, start, length, "gain map")
    return Block(BlockKind.EMBEDDED, start, length, f"picture {number}")


def _header(picture: Stream, walk: Walk) -> tuple[list[Block], bool]:
    """The blocks before a picture's data, and whether that was reached."""
    found: list[Block] = []
    try:
        for block in walk(picture):
            found.append(block)
            if block.name == "scan":
                return found, True
    except Unreadable:
        pass
    return found, False


def _length(picture: Stream, walk: Walk) -> int:
    """How long a picture is; 0 where it has no end."""
    end = 0
    try:
        for block in walk(picture):
            if end and picture.at(block.offset, 2) == _START:
                return block.offset  # its end is missing, and the next one begins
            end = block.end
    except Unreadable:
        return 0
    return end


def _is_gain_map(block: Block, picture: Stream) -> bool:
    if block.kind is BlockKind.XMP:
        return tells_of_gain_map(block.content(picture).read(_PACKET_CAP))
    return block.name == GAIN_MAP_NUMBERS


def _film(stream: Stream, start: int, listed: Mapping[int, int], number: int) -> Block:
    """A film, or a picture made of boxes: as long as one box follows another."""
    limit = _limit(stream, start, listed)
    at = start
    for _ in range(_BOXES_CAP):
        head = stream.at(at, _LARGE)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:], "big")
        if at >= limit or not _BOX_TYPE.fullmatch(head[4:8]) or 0 < length < _SMALL:
            break
        at = min(at + length, limit) if length else limit
    kind = (brands(stream.at(start, 64)) or (b"",))[0]
    name = f"picture {number + 1}" if kind in _PICTURES else MOTION
    return Block(BlockKind.EMBEDDED, start, at - start, name)
