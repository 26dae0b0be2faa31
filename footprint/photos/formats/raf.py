"""RAF: Fujifilm's raw pictures, with a JPEG inside that bears all that is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import HEAD, Block, Format, format_of
from footprint.photos.directories.raw import WHY_NOT
from footprint.photos.stream import Stream

_MAGIC = b"FUJIFILMCCD-RAW"
_POINTER = 84
"""Where the JPEG's offset and length stand."""


class Raf(Format):
    """RAF."""

    name: ClassVar[str] = "RAF"
    instead: ClassVar[str] = WHY_NOT

    def matches(self, head: bytes) -> bool:
        """Whether it begins as one."""
        return head.startswith(_MAGIC)

    def split(self, stream: Stream) -> Iterator[Block]:
        """What the JPEG inside says before its picture."""
        said = stream.at(_POINTER, 8)
        inside = stream.part(int.from_bytes(said[:4], "big"), int.from_bytes(said[4:], "big"))
        form = format_of(inside.at(0, HEAD)) if inside.at(0, 2) == b"\xff\xd8" else None
        if form is None:
            raise Unreadable("The picture is damaged: the JPEG inside is missing.")
        start = int.from_bytes(said[:4], "big")
        for block in form.split(inside):
            if block.name == form.costly_after:
                return
            yield replace(block, offset=block.offset + start)
