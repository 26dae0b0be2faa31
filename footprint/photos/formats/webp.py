"""WebP: chunks in a RIFF file, with flags in front that say which there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Cleanable, Part
from footprint.photos.stream import Stream

_CHUNKS_CAP = 100_000
_HEADER = 12
_FLAGS = 8
"""Where in a VP8X chunk the flags stand."""

_XMP_FLAG, _EXIF_FLAG = 0x04, 0x08
_PICTURE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_STILL = frozenset({b"VP8 ", b"VP8L"})
_NEEDED = {b"VP8X": 18, b"ANIM": 14}
"""Chunks of which decoders take a beginning, with their name and length; more is something else."""

_FRAME, _FRAME_HEADER = b"ANMF", 24
_FRAME_PARTS = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_OTHERS = {b"ICCP": BlockKind.ICC, b"EXIF": BlockKind.EXIF, b"XMP ": BlockKind.XMP, b"C2PA": BlockKind.PROVENANCE}
_EXIF_HEADER = b"Exif\0\0"


class Webp(Cleanable):
    """WebP, animated or not."""

    name: ClassVar[str] = "WebP"
    orients: ClassVar[tuple[str, ...]] = ("EXIF",)
    decoder: ClassVar[str] = "WEBP"

    def matches(self, head: bytes) -> bool:
        """Whether it is a RIFF file of this kind."""
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every chunk, also those that the flags do not announce."""
        yield Block(BlockKind.IMAGE, 0, _HEADER, "RIFF")
        end = 8 + int.from_bytes(stream.at(4, 4), "little")
        flags = 0
        pictures = 0
        at = _HEADER
        for _ in range(_CHUNKS_CAP):
            if at >= min(end, stream.size):
                break
            head = stream.at(at, 9)
            if len(head) < 8:  # noqa: PLR2004  a name and a length
                raise Unreadable("The picture is cut off.")
            if head[:4] == b"VP8X":
                flags = head[8] if len(head) > _FLAGS else 0
            length = int.from_bytes(head[4:8], "little")
            # The last chunk's padding is left out often enough.
            padded = min(8 + length + length % 2, max(8 + length, stream.size - at))
            pictures += head[:4] in _STILL
            if pictures > 1 and head[:4] in _STILL:
                yield Block(BlockKind.UNKNOWN, at, padded, "another picture", 8)
            else:
                yield from _needed(_block(stream, at, padded, head[:4], flags), head[:4])
            at += padded
        if at > stream.size or end > stream.size + 1:
            raise Unreadable("The picture is cut off.")
        if at < min(end, stream.size):
            raise Unreadable("The file has more chunks than any real picture.")
        if at < stream.size:
            yield Block(BlockKind.TRAILER, at, stream.size - at, "after the picture's end")

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The extended header gives them, less one each; without it a picture has 16,383 pixels a side at most."""
        if block.name != "VP8X":
            return None
        said = stream.at(block.offset + 12, 6)
        return int.from_bytes(said[:3], "little") + 1, int.from_bytes(said[3:], "little") + 1

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the chunks that stay; the size in front and the flags follow what they are."""
        fresh = _chunk(b"EXIF", exif) if exif else b""
        kept = [part for part in parts if part.stays]
        if len(kept) == len(parts) and not fresh and all(part.content is None for part in parts):
            # Where nothing is left out the size and the flags stay as they were, also where they were wrong.
            into.writelines(stream.chunks(0, stream.size))
            return
        kinds = {part.block.kind for part in kept} | ({BlockKind.EXIF} if fresh else set())
        body = [_written(stream, part, kinds) for part in kept if part.block.kind is not BlockKind.TRAILER][1:]
        size = sum(map(len, body)) + len(fresh) + len(b"WEBP")
        into.writelines((b"RIFF", size.to_bytes(4, "little"), b"WEBP", *body, fresh))
        into.writelines(_written(stream, part, kinds) for part in kept if part.block.kind is BlockKind.TRAILER)


def _written(stream: Stream, part: Part, kinds: set[BlockKind]) -> bytes:
    raw = stream.at(part.block.offset, part.block.length)
    if part.content is not None:
        return _chunk(raw[:4], part.content)
    if raw[:4] in _NEEDED and len(raw) == _NEEDED[raw[:4]]:
        raw = _chunk(raw[:4], raw[8:])
    return _flagged(raw, kinds) if part.block.name == "VP8X" else raw


def _chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)


def _block(stream: Stream, at: int, length: int, name: bytes, flags: int) -> Block:
    shown = name.decode("latin-1").strip()
    if name in _PICTURE or (name == _FRAME and _known_frame(stream, at, length)):
        return Block(BlockKind.IMAGE, at, length, shown)
    kind = _OTHERS.get(name, BlockKind.UNKNOWN)
    skip = 8
    if kind is BlockKind.EXIF:
        # Some writers put JPEG's header before the block; without the flag viewers do not look at it.
        skip += len(_EXIF_HEADER) if stream.at(at + 8, 6) == _EXIF_HEADER else 0
        shown = "EXIF" if flags & _EXIF_FLAG else "EXIF without its flag"
    return Block(kind, at, length, shown, skip)


def _needed(block: Block, name: bytes) -> Iterator[Block]:
    """A chunk; where it is longer than what decoders take, the rest is a block of its own."""
    length = _NEEDED.get(name, block.length)
    if block.length <= length:
        yield block
        return
    yield replace(block, length=length)
    yield Block(BlockKind.UNKNOWN, block.offset + length, block.length - length, f"{block.name} rest")


def _known_frame(stream: Stream, at: int, length: int) -> bool:
    """Whether a frame of an animation holds a picture and nothing besides."""
    end = at + length
    at += _FRAME_HEADER
    for _ in range(len(_FRAME_PARTS)):
        if at >= end:
            break
        head = stream.at(at, 8)
        if head[:4] not in _FRAME_PARTS:
            return False
        size = int.from_bytes(head[4:8], "little")
        at += 8 + size + size % 2
    return at >= end


def _flagged(chunk: bytes, kinds: set[BlockKind]) -> bytes:
    """A VP8X chunk whose flags announce what there is."""
    flags = chunk[_FLAGS] & ~(_EXIF_FLAG | _XMP_FLAG)
    flags |= _EXIF_FLAG if BlockKind.EXIF in kinds else 0
    flags |= _XMP_FLAG if BlockKind.XMP in kinds else 0
    return chunk[:_FLAGS] + bytes([flags]) + chunk[_FLAGS + 1 :]
