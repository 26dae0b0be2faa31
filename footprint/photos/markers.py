"""The segments of a JPEG as they stand, told by their markers, and what is too long for one put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind
from footprint.photos.multipicture import GAIN_MAP_NUMBERS, GAIN_MAP_VERSION
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import c2pa

_SEGMENTS_CAP = 20_000
"""More segments than any real picture has, the largest depth maps included."""

_FILL, _END, _SCAN, _COMMENT = 0xFF, 0xD9, 0xDA, 0xFE
_TABLES = frozenset({0xC4, 0xDB, 0xDD})
"""Huffman codes, quantisation, how often the decoder starts anew."""

_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENSION_HEADER = 40
"""A digest as 32 letters, the whole length and this part's offset, four bytes each."""

_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
"""In picture data FF is followed by 00, a restart marker (D0 to D7) or another FF; all else begins a segment."""

_FILM = re.compile(rb"ftyp(?<=\0\0\0[\x08-\x7f]ftyp)")
_LENGTH_BEFORE_FTYP = 4
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length: restarts, another start."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PICTURE = {
    **dict.fromkeys((*range(0xC0, 0xC8), *range(0xC9, 0xD0), *range(0xDB, 0xE0)), "picture"),
    **dict.fromkeys(_FRAMES, "frame"),
    _SCAN: "scan",
}
"""Segments that the picture is decoded with, and what they are called here."""

NEEDED = {b"JFIF\0": ("JFIF", 18), b"Adobe": ("Adobe", 16)}
"""Segments without which colours go wrong, and how many bytes of them say so; more is something else."""

_MORE = 0xE2
EXIF_MARKER, _EXIF_NAME = 0xE1, b"exif\0"
"""In capitals or not; one more byte follows."""

_BEGINNINGS: dict[BlockKind, tuple[bytes, ...]] = {
    BlockKind.EXIF: (b"II*\0", b"MM\0*"),
    BlockKind.IPTC: (b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa"),
}
_LONG_ONES = frozenset({"EXIF", "Photoshop", "C2PA", "extended XMP"})
"""What may be in several segments."""

_PARTS_CAP = 256
WHOLE = 1 << 16
"""More than any segment holds."""

_INDEX = "index of more pictures"
_ISO_GAIN_MAP, _VERSION_LENGTH, _NUMBERS_LENGTH = b"urn:iso:std:iso:ts:21496:-1\0", 4, 256
"""What says how a gain map is used, how long a mere version is, and what no such numbers are longer than."""

_MAKERS = re.compile(rb"([A-Za-z][\w .:/-]{2,30})\0")
"""How a segment that is not known says what it is."""

_SIGNATURES: dict[int, tuple[tuple[bytes, BlockKind, str], ...]] = {
    0xE0: ((b"JFXX\0", BlockKind.THUMBNAIL, "JFXX thumbnail"),),
    0xE1: (
        (b"http://ns.adobe.com/xap/1.0/\0", BlockKind.XMP, "XMP"),
        (_EXTENSION, BlockKind.XMP, "extended XMP"),
    ),
    0xE2: ((b"ICC_PROFILE\0", BlockKind.ICC, "ICC"), (b"MPF\0", BlockKind.INDEX, _INDEX)),
    0xEB: ((b"JP", BlockKind.PROVENANCE, "C2PA"),),
    0xED: (
        (b"Photoshop 3.0\0", BlockKind.IPTC, "Photoshop"),
        (b"Adobe_Photoshop2.5:", BlockKind.IPTC, "Photoshop"),
    ),
}
_AHEAD = 1 << 10
HEAD = 64
"""How much of a segment is looked at: its marker, its length, and the longest signature."""


def walk(stream: Stream) -> Iterator[Block]:
    """Every segment as it stands, to the picture's end.

    Raises:
        Unreadable: when the picture is cut off or damaged, behind all that could be read.
    """
    yield Block(BlockKind.IMAGE, 0, 2, "start")
    at = 2
    for _ in range(_SEGMENTS_CAP):
        head = stream.at(at, HEAD)
        if head[:1] != b"\xff":
            garbage = _garbage(stream, at)
            yield Block(BlockKind.UNKNOWN, at, garbage, "bytes between segments")
            at += garbage
            continue
        fill = 0 if len(head) > 1 and head[1] != _FILL else fill_before(head)
        marker = head[fill + 1]
        if marker == _END:
            yield Block(BlockKind.IMAGE, at, fill + 2, "end")
            return
        if fill:
            head = stream.at(at + fill, HEAD)
        length = fill + (_length(head) if marker not in _ALONE else 2)
        if marker in _PICTURE:
            if marker in _TABLES:
                length += _tables(stream.at(at + length, _AHEAD))
            yield Block(BlockKind.IMAGE, at, length, _PICTURE[marker])
        else:
            yield from _segment(at, marker, fill, length, head)
        at += length
        if at > stream.size:
            raise Unreadable("The picture is cut off.")
        if marker == _SCAN:
            end = stream.search(_NEXT_MARKER, at)
            if end < 0:
                yield _unfinished(stream, at)
                raise Unreadable("The picture is cut off: its end is missing.")
            yield Block(BlockKind.IMAGE, at, end - at, "picture")
            at = end
    raise Unreadable("The file has more segments than any real picture.")


def _tables(ahead: bytes) -> int:
    """How long the whole segments are with which `ahead` begins that hold tables for decoding: mostly all there are."""
    at, end = 0, len(ahead) - 4
    while at < end and ahead[at] == _FILL and ahead[at + 1] in _TABLES:
        length = 2 + (ahead[at + 2] << 8 | ahead[at + 3])
        if length < 4 or at + length > len(ahead):  # noqa: PLR2004  the marker and the length itself
            break
        at += length
    return at


def _unfinished(stream: Stream, at: int) -> Block:
    """The data of a picture without an end; the film of a motion photo may still stand behind it."""
    film = stream.search(_FILM, at, overlap=7) - _LENGTH_BEFORE_FTYP
    return Block(BlockKind.IMAGE, at, (film if film >= at else stream.size) - at, "picture")


def _garbage(stream: Stream, at: int) -> int:
    """How many bytes stand where a marker should, which decoders skip.

    Raises:
        Unreadable: when no marker follows.
    """
    found = stream.search(_NEXT_MARKER, at)
    if found < 0:
        raise Unreadable("The picture is cut off: its end is missing.")
    return found - at


def fill_before(head: bytes) -> int:
    """How many fill bytes stand before the next marker.

    Raises:
        Unreadable: when no marker follows.
    """
    fill = 0 if head[1:2] != b"\xff" else len(head) - len(head.lstrip(b"\xff")) - 1
    if fill + 1 >= len(head):
        raise Unreadable("The picture is cut off: its end is missing.")
    return fill


def _length(head: bytes) -> int:
    """How long a segment is that begins with `head`, its marker included."""
    length = int.from_bytes(head[2:4], "big") + 2
    if length < 4:  # noqa: PLR2004  the marker and the length itself
        raise Unreadable("The picture is damaged: a segment has no length.")
    return length


def _segment(at: int, marker: int, fill: int, length: int, head: bytes) -> tuple[Block, ...]:
    """A segment that is no part of the picture; as two blocks where its beginning is.

    Args:
        at: where its fill bytes begin.
        marker: says what it is.
        fill: how many bytes stand before the marker.
        length: all of it, the fill bytes included.
        head: its beginning, without the fill bytes.
    """
    if marker in _ALONE:
        return (Block(BlockKind.UNKNOWN, at, length, "a marker out of place"),)
    if marker == _COMMENT:
        return (Block(BlockKind.TEXT, at, length, "JPEG comment", fill + 4),)
    body = head[4 : length - fill]
    if marker == EXIF_MARKER and body[:5].lower() == _EXIF_NAME:
        return (Block(BlockKind.EXIF, at, length, "EXIF", fill + 4 + len(_EXIF_NAME) + 1),)
    for signature, kind, name in _SIGNATURES.get(marker, ()):
        if body.startswith(signature):
            return (Block(kind, at, length, name, fill + 4 + len(signature)),)
    for signature, (name, needed) in NEEDED.items():
        if marker in (0xE0, 0xEE) and body.startswith(signature):
            return _needed(Block(BlockKind.IMAGE, at, length, name, fill), fill + needed)
    return (_nameless(at, length, marker, fill, body),)


def _nameless(at: int, length: int, marker: int, fill: int, body: bytes) -> Block:
    """A segment that is in no list: the numbers of a gain map, or something that nobody needs."""
    room = length - fill - 4
    if marker == _MORE and body.startswith(_ISO_GAIN_MAP) and room <= _NUMBERS_LENGTH:
        version_only = room <= len(_ISO_GAIN_MAP) + _VERSION_LENGTH
        return Block(BlockKind.IMAGE, at, length, GAIN_MAP_VERSION if version_only else GAIN_MAP_NUMBERS)
    name = f"APP{marker - 0xE0}" if marker in range(0xE0, 0xF0) else f"segment {marker:02X}"
    if says := _MAKERS.match(body):
        name += f" {says[1].decode('ascii').strip()}"
    return Block(BlockKind.UNKNOWN, at, length, name, fill + 4)


def _needed(block: Block, needed: int) -> tuple[Block, ...]:
    """A block of which the first `needed` bytes are needed to show the picture, and the rest, if there is one."""
    rest = block.length - needed
    if rest <= 0:
        return (block,)
    kind = BlockKind.THUMBNAIL if block.name == "JFIF" else BlockKind.UNKNOWN
    return replace(block, length=needed), Block(kind, block.offset + needed, rest, f"{block.name} rest")


def whole(stream: Stream, blocks: Sequence[Block]) -> Sequence[Block]:
    """The same blocks; what was too long for one segment is put together, and read where it is whole."""
    names = [block.name for block in blocks if block.name in _LONG_ONES]
    if len(set(names)) == len(names) and "extended XMP" not in names:
        return blocks
    payloads = {**_continued(stream, blocks), **_extended(stream, blocks), **_history(stream, blocks)}
    return [
        replace(block, payload=payloads[number]) if number in payloads else block for number, block in enumerate(blocks)
    ]


def _continued(stream: Stream, blocks: Sequence[Block]) -> dict[int, bytes]:
    """Block number → payload: a segment that does not begin as its kind does goes on where the last one stopped."""
    parts: dict[int, list[int]] = {}
    for kind, beginnings in _BEGINNINGS.items():
        first = -1
        for number, block in enumerate(blocks):
            if block.kind is kind and (first < 0 or block.content(stream).at(0, 4) in beginnings):
                first = number
            elif block.kind is kind:
                parts.setdefault(first, [first]).append(number)
    payloads = {number: b"" for numbers in parts.values() for number in numbers}
    for first, numbers in parts.items():
        payloads[first] = b"".join(blocks[number].content(stream).read(WHOLE) for number in numbers[:_PARTS_CAP])
    return payloads


def _history(stream: Stream, blocks: Sequence[Block]) -> dict[int, bytes]:
    """Block number → payload: the first part of a signed history gets all of it, the others nothing."""
    numbers = [number for number, block in enumerate(blocks) if block.kind is BlockKind.PROVENANCE]
    if len(numbers) < 2:  # noqa: PLR2004  one is whole
        return {}
    bodies = (blocks[number].content(stream).read(WHOLE) for number in numbers[:_PARTS_CAP])
    return dict.fromkeys(numbers, b"") | {numbers[0]: c2pa.joined(bodies)}


def _extended(stream: Stream, blocks: Sequence[Block]) -> dict[int, bytes]:
    """Block number → payload: the last part of extended XMP gets the whole packet, the others nothing."""
    packets: dict[bytes, list[tuple[int, int]]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block.name == "extended XMP":
            head = block.content(stream).at(0, _EXTENSION_HEADER)
            packets[head[:32]].append((int.from_bytes(head[36:40], "big"), number))
    payloads = {number: b"" for parts in packets.values() for _, number in parts}
    for parts in packets.values():
        inside = (
            blocks[number].content(stream).read(WHOLE)[_EXTENSION_HEADER:] for _, number in sorted(parts)[:_PARTS_CAP]
        )
        payloads[parts[-1][1]] = b"".join(inside)
    return payloads
