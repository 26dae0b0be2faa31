"""ORF: Olympus's raw pictures."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Orf(Raw):
    """ORF."""

    name: ClassVar[str] = "ORF"
