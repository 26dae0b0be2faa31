"""JPEG XL: a picture as it is, or in boxes with what is said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar

import brotli

from footprint.errors import Withheld
from footprint.photos import Block, BlockKind, Cleanable, Part
from footprint.photos.boxes import Box, boxes
from footprint.photos.stream import Stream

_BARE = b"\xff\x0a"
_BOXED = b"\0\0\0\x0cJXL \r\n\x87\n"
_PICTURE = frozenset({b"JXL ", b"ftyp", b"jxlc", b"jxlp", b"jxll", b"jxli"})
_STREAMS = {b"jxlc": 0, b"jxlp": 4}
"""Boxes of the picture itself → how many bytes of header stand in them."""

_OTHERS = {b"Exif": BlockKind.EXIF, b"xml ": BlockKind.XMP, b"jumb": BlockKind.PROVENANCE}
_PACKED, _RECONSTRUCTION, _GAIN_MAP = b"brob", b"jbrd", b"jhgm"
_TEXT_CAP, _TEXTS_CAP = 1 << 22, 1 << 24
"""Bytes of one packed box and of all that are unpacked."""

_PACKED_TEXTS = frozenset({"brob/Exif", "brob/xml"})
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
_WIDTHS = (9, 13, 18, 30)


class Jxl(Cleanable):
    """JPEG XL. How it is turned is said in the picture itself.

    A picture without boxes has no place for anything else; whether bytes follow its end only a decoder could tell.
    """

    name: ClassVar[str] = "JPEG XL"

    def matches(self, head: bytes) -> bool:
        """Whether it begins as a picture, or with the box that says so."""
        return head.startswith((_BARE, _BOXED))

    def split(self, stream: Stream) -> Iterator[Block]:
        """The picture as it is, or every box."""
        if stream.at(0, 2) == _BARE:
            yield Block(BlockKind.IMAGE, 0, stream.size, "picture")
            return
        left = _TEXTS_CAP
        for box in boxes(stream):
            block = _block(stream, box, min(left, _TEXT_CAP))
            # What cannot be unpacked has cost as much as what is largest.
            left -= _TEXT_CAP if block.name in _PACKED_TEXTS and block.payload is None else len(block.payload or b"")
            yield block

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """They stand in the first bits of the picture."""
        raw = block.content(stream).at(0, 16)
        return _size(raw[2:]) if block.kind is BlockKind.IMAGE and raw[:2] == _BARE else None

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the boxes that stay; a fresh EXIF box stands before the picture.

        Raises:
            Withheld: when there is no place for a fresh EXIF box.
        """
        if exif and parts and parts[0].block.name == "picture":
            raise Withheld("A JPEG XL picture without boxes has no place for what should be kept.")
        for part in parts:
            if exif and part.block.name in ("jxlc", "jxlp"):
                into.write(_box(b"Exif", bytes(4) + exif))
                exif = b""
            if part.stays and part.content is not None:
                into.write(_with_content(stream, part.block, part.content))
            elif part.stays:
                into.writelines(stream.chunks(part.block.offset, part.block.length))


def _box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def _with_content(stream: Stream, block: Block, content: bytes) -> bytes:
    """A box with other content, no longer packed."""
    kind = stream.at(block.offset + 4, 4)
    if kind == _PACKED:
        kind = stream.at(block.offset + block.skip, 4)
    return _box(kind, bytes(4) + content if block.kind is BlockKind.EXIF else content)


def _block(stream: Stream, box: Box, cap: int) -> Block:
    start = box.offset + box.header
    if box.type in _PICTURE:
        return Block(BlockKind.IMAGE, box.offset, box.length, box.name.strip(), box.header + _STREAMS.get(box.type, 0))
    if box.type == _PACKED:
        return _unpacked(stream, box, cap)
    if box.type == _RECONSTRUCTION:
        # What the JPEG had in its segments, which the picture does not need.
        return Block(BlockKind.UNKNOWN, box.offset, box.length, "JPEG reconstruction data", box.header)
    if box.type == _GAIN_MAP and _is_gain_map(stream, box):
        return Block(BlockKind.IMAGE, box.offset, box.length, "gain map", box.header)
    kind = _OTHERS.get(box.type, BlockKind.UNKNOWN)
    skip = box.header
    if kind is BlockKind.EXIF:
        # In front stands how many bytes there are between that number and the block.
        skip += 4 + int.from_bytes(stream.at(start, 4), "big")
    return Block(kind, box.offset, box.length, box.name.strip(), skip)


def _unpacked(stream: Stream, box: Box, cap: int) -> Block:
    """A box that holds another one, packed; of no known kind where it is too large or damaged."""
    start = box.offset + box.header
    inside = stream.at(start, 4)
    kind = _OTHERS.get(inside, BlockKind.UNKNOWN)
    name = f"brob/{inside.decode('latin-1').strip()}"
    content = None
    if cap > 0 and kind in (BlockKind.EXIF, BlockKind.XMP):
        content = _decompressed(stream.at(start + 4, min(box.length - box.header - 4, cap)), cap)
    if content is None:
        unread = BlockKind.PROVENANCE if kind is BlockKind.PROVENANCE else BlockKind.UNKNOWN
        return Block(unread, box.offset, box.length, name, box.header)
    if kind is BlockKind.EXIF:
        content = content[4 + int.from_bytes(content[:4], "big") :]
    return Block(kind, box.offset, box.length, name, box.header, content)


def _decompressed(raw: bytes, cap: int) -> bytes | None:
    """What Brotli packed; None where it is damaged, or more than `cap` bytes."""
    unpacker = brotli.Decompressor()
    found = bytearray()
    try:
        while not unpacker.is_finished() and len(found) <= cap:
            piece = unpacker.process(raw, output_buffer_limit=1 << 16)
            if not piece and not raw:
                return None  # it ends too early
            found += piece
            raw = b""
    except brotli.error:
        return None
    return bytes(found) if len(found) <= cap else None


def _is_gain_map(stream: Stream, box: Box) -> bool:
    """Whether numbers, colours and one picture without boxes fill the box."""
    start = box.offset + box.header
    numbers = int.from_bytes(stream.at(start + 1, 2), "big")
    colours = stream.at(start + 3 + numbers, 1)
    at = start + 4 + numbers + (colours[0] if colours else 0)
    profile = int.from_bytes(stream.at(at, 4), "big")
    return stream.at(start, 1) == b"\0" and stream.at(at + 4 + profile, 2) == _BARE and at + 6 + profile <= box.end


def _size(raw: bytes) -> tuple[int, int] | None:
    """Width and height from the first bits, the lowest bit of each byte first."""
    bits = int.from_bytes(raw[:12], "little")
    taken = 0

    def take(width: int) -> int:
        nonlocal taken
        taken += width
        return bits >> taken - width & (1 << width) - 1

    small = take(1)

    def side() -> int:
        return (take(5) + 1) * 8 if small else take(_WIDTHS[take(2)]) + 1

    height = side()
    ratio = take(3)
    if not ratio:
        return side(), height
    top, bottom = _RATIOS[ratio]
    return height * top // bottom, height
