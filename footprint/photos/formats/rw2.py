"""RW2: Panasonic's raw pictures, with a JPEG inside that bears the place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind
from footprint.photos.directories.raw import Raw
from footprint.photos.ifd import Directories
from footprint.photos.stream import Stream

_JPEG = 0x002E


class Rw2(Raw):
    """RW2."""

    name: ClassVar[str] = "RW2"

    def split(self, stream: Stream) -> Iterator[Block]:
        """The whole file as one block, and the JPEG in it."""
        yield from super().split(stream)
        with suppress(Unreadable):
            for entry in Directories(stream).entries():
                if entry.tag == _JPEG:
                    yield Block(BlockKind.EMBEDDED, entry.offset, entry.length, "preview")
                    return
