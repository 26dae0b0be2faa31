"""TIFF, and the raw formats of cameras that are TIFF inside (DNG, NEF, CR2, ARW)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.photos import Block, BlockKind, Format
from footprint.photos.stream import Stream


class Tiff(Format):
    """A file that is one EXIF block from end to end, the picture inside it."""

    name: ClassVar[str] = "TIFF"

    def matches(self, head: bytes) -> bool:
        """Whether it begins with a TIFF header."""
        return head[:4] in (b"II*\0", b"MM\0*")

    def split(self, stream: Stream) -> Iterator[Block]:
        """The whole file as one block: EXIF's own reader follows its directories, and never reads the picture."""
        yield Block(BlockKind.EXIF, 0, stream.size, "TIFF")
