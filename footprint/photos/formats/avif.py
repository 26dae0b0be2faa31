"""AVIF: the same boxes as HEIC, with another codec."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.boxes import brands
from footprint.photos.stills.still import Still


class Avif(Still):
    """AVIF."""

    name: ClassVar[str] = "AVIF"
    decoder: ClassVar[str] = "AVIF"

    def matches(self, head: bytes) -> bool:
        """Whether it says so itself."""
        return bool({b"avif", b"avis"}.intersection(brands(head)))
