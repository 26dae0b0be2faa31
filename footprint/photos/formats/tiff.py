"""TIFF, and the raw formats of cameras that are TIFF inside (DNG, NEF, CR2, ARW)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.ifd import Directories
from footprint.photos.stream import Stream

_SIZE = _WIDTH, _HEIGHT = 0x0100, 0x0101
_PARTS = frozenset({0x0111, 0x0117, 0x0144, 0x0145})
"""Where strips and tiles begin, and how long they are."""


class Tiff(Format):
    """A file that is one EXIF block from end to end, the picture inside it."""

    name: ClassVar[str] = "TIFF"

    def matches(self, head: bytes) -> bool:
        """Whether it begins with a TIFF header."""
        return head[:4] in (b"II*\0", b"MM\0*")

    def split(self, stream: Stream) -> Iterator[Block]:
        """The whole file as one block: EXIF's own reader follows its directories, and never reads the picture."""
        yield Block(BlockKind.EXIF, 0, stream.size, "TIFF")
        if max(_ends(Directories(stream)), default=0) > stream.size:
            raise Unreadable("The picture is cut off: its end is missing.")

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """Two tags of the first directory give them."""
        directories = Directories(stream.part(block.offset, block.length))
        with suppress(Unreadable):
            said = {e.tag: directories.numbers(e) for e in directories.entries() if e.ifd == "0" and e.tag in _SIZE}
            if all(said.get(tag) for tag in _SIZE):
                return int(said[_WIDTH][0]), int(said[_HEIGHT][0])
        return None


def _ends(directories: Directories) -> Iterator[float]:
    """Where the strips or tiles of the first picture end."""
    with suppress(Unreadable):
        said = {e.tag: directories.numbers(e) for e in directories.entries() if e.ifd == "0" and e.tag in _PARTS}
        for starts, lengths in ((0x0111, 0x0117), (0x0144, 0x0145)):
            yield from (at + length for at, length in zip(said.get(starts, ()), said.get(lengths, ()), strict=False))
