"""HEIC: what iPhones and many Android phones make."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.boxes import brands
from footprint.photos.stills.still import Still

_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_OTHERS = frozenset({b"avif", b"avis", b"crx ", b"qt  "})


class Heic(Still):
    """HEIC and HEIF."""

    name: ClassVar[str] = "HEIC"
    decoder: ClassVar[str] = "HEIF"

    def matches(self, head: bytes) -> bool:
        """Whether it says so itself, or says that it can be read as one."""
        named = brands(head)
        return any(brand in _BRANDS for brand in named) and not _OTHERS.intersection(named)
