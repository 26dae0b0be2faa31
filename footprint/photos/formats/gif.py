"""GIF: pictures one after the other, each in small pieces, with notes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO, ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Cleanable, Part
from footprint.photos.stream import LARGEST_WINDOW, Stream

_HEADER = 13
_TABLE_FLAG, _TABLE_SIZE = 0x80, 0x07
_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _PLAIN, _APPLICATION = 0xF9, 0xFE, 0x01, 0xFF
_CONTROL_LENGTH, _LOOP_LENGTH, _APPLICATION_HEADER = 8, 19, 14
_LOOPS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0"})
_APPLICATIONS = {
    b"XMP DataXMP": (BlockKind.XMP, "XMP"),
    b"ICCRGBG1012": (BlockKind.ICC, "ICC"),
    b"MGK8BIM0000": (BlockKind.IPTC, "Photoshop"),
    b"C2PA_GIF\1\0\0": (BlockKind.PROVENANCE, "C2PA"),
}
_TRAILER = b"\1" + bytes(range(0xFF, -1, -1)) + b"\0"
"""Behind XMP, which is not cut in pieces: from wherever a reader lands in it, it comes to the end."""

_BLOCKS_CAP = 60_000
"""Three for each frame; real animations have a few thousand."""

_PIECES_CAP = 2_000_000
"""Of 255 bytes each, where a program has nothing in mind."""

_FIRST_LOOK = 1 << 9
_TEXT_CAP, _TEXTS_CAP = 1 << 22, 1 << 24
"""Bytes of one text and of all texts that are taken."""

_CUT_OFF = "The picture is cut off: its end is missing."


class Gif(Cleanable):
    """GIF, animated or not. It has no place for EXIF: of what a person chose to keep its own comments stay."""

    name: ClassVar[str] = "GIF"
    costly_after: ClassVar[str] = "frame"
    decoder: ClassVar[str] = "GIF"

    def matches(self, head: bytes) -> bool:
        """Whether it is of one of the two versions."""
        return head[:6] in (b"GIF87a", b"GIF89a")

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every block. Behind a "frame" the end of its picture must be searched for, piece by piece."""
        head = stream.at(0, _HEADER)
        if len(head) < _HEADER:
            raise Unreadable(_CUT_OFF)
        yield Block(BlockKind.IMAGE, 0, _HEADER + _table(head[10]), "header")
        at = _HEADER + _table(head[10])
        left = _TEXTS_CAP
        walk = _Pieces(stream)
        for _ in range(_BLOCKS_CAP):
            introducer = stream.at(at, 1)
            if introducer == bytes([_END]):
                yield Block(BlockKind.IMAGE, at, 1, "end")
                if at + 1 < stream.size:
                    yield Block(BlockKind.TRAILER, at + 1, stream.size - at - 1, "after the picture's end")
                return
            for block in _blocks(walk, at, introducer, min(left, _TEXT_CAP)):
                yield block
                left -= len(block.payload or b"")
                at = block.end
        raise Unreadable("The file has more blocks than any real picture.")

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The header gives them."""
        if block.name != "header":
            return None
        said = stream.at(6, 4)
        return int.from_bytes(said[:2], "little"), int.from_bytes(said[2:], "little")

    def join(self, stream: Stream, parts: Sequence[Part], into: BinaryIO, *, exif: bytes = b"") -> None:
        """Write the blocks that stay. `exif` is left out: a GIF has no place for it."""
        del exif
        for part in parts:
            if part.stays and part.content is not None:
                into.write(_with_content(stream, part.block, part.content))
            elif part.stays:
                into.writelines(stream.chunks(part.block.offset, part.block.length))


class _Pieces:
    """Walks over runs of pieces: each has its length in front, the last has none."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.left = _PIECES_CAP

    def end(self, at: int) -> int:
        """Where a run that begins at an offset ends.

        Raises:
            Unreadable: when the file ends before, or has more pieces than any real one.
        """
        reach = _FIRST_LOOK
        while self.left > 0:
            window = self.stream.at(at, reach)
            reach = min(4 * reach, LARGEST_WINDOW)
            inside = 0
            while inside < len(window):
                length = window[inside]
                inside += length + 1
                self.left -= 1
                if not length:
                    return at + inside
            at += inside
            if not window or at > self.stream.size:
                raise Unreadable(_CUT_OFF)
        raise Unreadable("The file has more pieces than any real picture.")


def _table(flags: int) -> int:
    """How many bytes of colours follow."""
    return 3 << (flags & _TABLE_SIZE) + 1 if flags & _TABLE_FLAG else 0


def _blocks(walk: _Pieces, at: int, introducer: bytes, cap: int) -> Iterator[Block]:
    stream = walk.stream
    if introducer == bytes([_IMAGE]):
        head = stream.at(at, 10)
        length = 10 + _table(head[-1]) + 1
        if len(head) < 10 or at + length > stream.size:  # noqa: PLR2004  where and how large it is, and flags
            raise Unreadable(_CUT_OFF)
        yield Block(BlockKind.IMAGE, at, length, "frame")
        yield Block(BlockKind.IMAGE, at + length, walk.end(at + length) - at - length, "picture")
    elif introducer == bytes([_EXTENSION]):
        yield _extension(stream, at, walk.end(at + 2) - at, cap)
    elif introducer == b"\0":
        yield Block(BlockKind.UNKNOWN, at, _zeros(stream, at), "bytes between blocks")
    else:
        raise Unreadable("The picture is damaged: a block is of no kind that there is." if introducer else _CUT_OFF)


def _zeros(stream: Stream, at: int) -> int:
    """How many zeros stand where a block should, which decoders skip."""
    piece = stream.at(at, _FIRST_LOOK)
    return len(piece) - len(piece.lstrip(b"\0"))


def _pieces(stream: Stream, at: int, cap: int) -> bytes:
    """What a run of pieces holds, at most `cap` bytes of it."""
    found: list[bytes] = []
    total = 0
    while total < cap and (head := stream.at(at, 1)) not in (b"", b"\0"):
        found.append(stream.at(at + 1, head[0]))
        total += head[0]
        at += head[0] + 1
    return b"".join(found)[:cap]


def _extension(stream: Stream, at: int, length: int, cap: int) -> Block:
    head = stream.at(at, _APPLICATION_HEADER)
    label = head[1]
    if label == _CONTROL:
        return Block(BlockKind.IMAGE if length == _CONTROL_LENGTH else BlockKind.UNKNOWN, at, length, "control")
    if label == _COMMENT:
        payload = _pieces(stream, at + 2, cap)
        return Block(BlockKind.TEXT, at, length, "GIF comment", payload=payload, says="description")
    if label == _APPLICATION and len(head) == _APPLICATION_HEADER and head[2] == 11:  # noqa: PLR2004  a name's length
        return _application(stream, at, length, head[3:], cap)
    return Block(BlockKind.UNKNOWN, at, length, "plain text" if label == _PLAIN else f"extension {label:02X}")


def _application(stream: Stream, at: int, length: int, name: bytes, cap: int) -> Block:
    start = at + _APPLICATION_HEADER
    if name in _LOOPS and length == _LOOP_LENGTH and stream.at(start, 2) == b"\3\1":
        return Block(BlockKind.IMAGE, at, length, "loop")
    kind, shown = _APPLICATIONS.get(name, (BlockKind.UNKNOWN, name.decode("latin-1").strip("\0 ")))
    if kind in (BlockKind.UNKNOWN, BlockKind.ICC, BlockKind.PROVENANCE):
        return Block(kind, at, length, shown)
    if kind is BlockKind.XMP and stream.at(at + length - len(_TRAILER), len(_TRAILER)) == _TRAILER:
        size = max(0, min(length - _APPLICATION_HEADER - len(_TRAILER), cap))
        return Block(kind, at, length, shown, payload=stream.at(start, size))
    return Block(kind, at, length, shown, payload=_pieces(stream, start, cap))


def _with_content(stream: Stream, block: Block, content: bytes) -> bytes:
    """An extension with other content."""
    if block.kind is BlockKind.TEXT:
        return bytes((_EXTENSION, _COMMENT)) + _in_pieces(content)
    head = stream.at(block.offset, _APPLICATION_HEADER)
    return head + (content + _TRAILER if block.kind is BlockKind.XMP else _in_pieces(content))


def _in_pieces(content: bytes) -> bytes:
    pieces = (content[at : at + 255] for at in range(0, len(content), 255))
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"
