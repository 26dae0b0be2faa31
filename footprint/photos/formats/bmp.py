"""BMP: Windows' bitmaps. They have no room for words: only a path to a profile, and what lies behind the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.stream import Stream

_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""How long the second header can be: it tells the version."""

_FILE_HEADER, _OS2, _V5 = 14, 12, 124
_LINKED = b"KNIL"
_PATH_CAP = 1 << 12


class Bmp(Format):
    """Windows' bitmaps."""

    name: ClassVar[str] = "BMP"
    instead: ClassVar[str] = (
        "BMP files cannot be cleaned yet. Save the picture as PNG with the program you look at it with, and clean "
        "that. The original is as it was."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it has the signature, and a header of a length that there is."""
        return (
            head[:2] == b"BM" and len(head) >= _FILE_HEADER + _OS2 and head[15:18] == bytes(3) and head[14] in _HEADERS
        )

    def split(self, stream: Stream) -> Iterator[Block]:
        """The picture, a path to its colour profile, and what lies behind it."""
        head = stream.at(0, _FILE_HEADER + _V5)
        said = int.from_bytes(head[2:6], "little")
        # Some writers leave the size out.
        end = min(said, stream.size) if said > _FILE_HEADER else stream.size
        yield Block(BlockKind.IMAGE, 0, end, "BMP")
        if head[14] == _V5 and head[14 + 56 : 14 + 60] == _LINKED:
            start, length = (int.from_bytes(head[at : at + 4], "little") for at in (14 + 112, 14 + 116))
            path = stream.at(_FILE_HEADER + start, min(length, _PATH_CAP))
            yield Block(BlockKind.TEXT, _FILE_HEADER + start, len(path), "BMP path of its colour profile", payload=path)
        if end < stream.size:
            yield Block(BlockKind.TRAILER, end, stream.size - end, "after the picture's end")
        if said > stream.size:
            raise Unreadable("The picture is cut off.")

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The second header gives them; a negative height counts the rows from above."""
        if block.name != self.name:
            return None
        head = stream.at(_FILE_HEADER, _OS2)
        if head[0] == _OS2:
            return int.from_bytes(head[4:6], "little"), int.from_bytes(head[6:8], "little")
        height = int.from_bytes(head[8:12], "little", signed=True)
        return int.from_bytes(head[4:8], "little"), abs(height)
