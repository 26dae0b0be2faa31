"""ARW: Sony's raw pictures."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Arw(Raw):
    """ARW."""

    name: ClassVar[str] = "ARW"
