"""NEF: Nikon's raw pictures."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Nef(Raw):
    """NEF."""

    name: ClassVar[str] = "NEF"
