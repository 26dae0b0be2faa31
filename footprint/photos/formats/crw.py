"""CRW: the raw pictures of Canon's first digital cameras, which are one CIFF structure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.photos import Block, BlockKind, Format
from footprint.photos.directories.raw import WHY_NOT
from footprint.photos.stream import Stream
from footprint.photos.vocabularies import ciff


class Crw(Format):
    """CRW."""

    name: ClassVar[str] = "CRW"
    uncleaned: ClassVar[str] = WHY_NOT

    def matches(self, head: bytes) -> bool:
        """Whether it is CIFF, and a file of its own."""
        return ciff.begins(head) and head[6:14] == b"HEAPCCDR"

    def split(self, stream: Stream) -> Iterator[Block]:
        """The file as one block: its directories stand at its end."""
        yield Block(BlockKind.UNKNOWN, 0, stream.size, "CIFF")
