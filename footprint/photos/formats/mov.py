"""MOV: Apple's QuickTime films."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.boxes import brands
from footprint.photos.films.movie import Movie

_OLD = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


class Mov(Movie):
    """QuickTime films, also those from before files said what they are."""

    name: ClassVar[str] = "MOV"

    def matches(self, head: bytes) -> bool:
        """Whether it says so itself, or begins with a box that only films begin with."""
        return b"qt  " in brands(head) or head[4:8] in _OLD
