"""WebP: chunks in a RIFF file, with flags in front that say which there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar

import piexif

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Cleanable
from footprint.photos.stream import Stream

_CHUNKS_CAP = 100_000
_HEADER = 12
_FLAGS = 8
"""Where in a VP8X chunk the flags stand."""

_XMP_FLAG, _EXIF_FLAG = 0x04, 0x08
_PICTURE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_FRAME, _FRAME_HEADER = b"ANMF", 24
_FRAME_PARTS = frozenset({b"ALPH", b"VP8 ", b"VP8L"})
_OTHERS = {b"ICCP": BlockKind.ICC, b"EXIF": BlockKind.EXIF, b"XMP ": BlockKind.XMP, b"C2PA": BlockKind.PROVENANCE}
_EXIF_HEADER = b"Exif\0\0"


class Webp(Cleanable):
    """WebP, animated or not."""

    name: ClassVar[str] = "WebP"
    orients: ClassVar[tuple[str, ...]] = ("EXIF",)

    def matches(self, head: bytes) -> bool:
        """Whether it is a RIFF file of this kind."""
        return head[:4] == b"RIFF" and head[8:12] == b"WEBP"

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every chunk, also those that the flags do not announce."""
        yield Block(BlockKind.IMAGE, 0, _HEADER, "RIFF")
        end = 8 + int.from_bytes(stream.at(4, 4), "little")
        flags = 0
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
            yield _block(stream, at, padded, head[:4], flags)
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

    def join(self, stream: Stream, blocks: Sequence[Block], into: BinaryIO, *, orientation: int = 1) -> None:
        """Write the chunks that are kept; the size in front and the flags follow what they are."""
        fresh = _fresh_exif(orientation) if orientation != 1 else b""
        kinds = {block.kind for block in blocks}
        whole = not fresh and sum(block.length for block in blocks) == stream.size
        size = sum(block.length for block in blocks if block.kind is not BlockKind.TRAILER) + len(fresh)
        for block in blocks:
            if block.kind is BlockKind.TRAILER:
                into.write(fresh)
                fresh = b""
            if block.name == "RIFF":
                # Where nothing is left out the size stays as it was, also where it was wrong.
                said = stream.at(4, 4) if whole else (size - 8).to_bytes(4, "little")
                into.write(b"RIFF" + said + b"WEBP")
            elif block.name == "VP8X":
                into.write(_flagged(stream.at(block.offset, block.length), kinds, added=bool(fresh)))
            else:
                into.writelines(stream.chunks(block.offset, block.length))
        into.write(fresh)


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


def _flagged(chunk: bytes, kinds: set[BlockKind], *, added: bool) -> bytes:
    """A VP8X chunk whose flags announce what there is."""
    flags = chunk[_FLAGS]
    if BlockKind.EXIF not in kinds:
        flags &= ~_EXIF_FLAG
    if BlockKind.XMP not in kinds:
        flags &= ~_XMP_FLAG
    if added:
        flags |= _EXIF_FLAG
    return chunk[:_FLAGS] + bytes([flags]) + chunk[_FLAGS + 1 :]


def _fresh_exif(orientation: int) -> bytes:
    body: bytes = piexif.dump({"0th": {piexif.ImageIFD.Orientation: orientation}}).removeprefix(_EXIF_HEADER)
    return b"EXIF" + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
