"""PEF: Pentax's raw pictures."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Pef(Raw):
    """PEF."""

    name: ClassVar[str] = "PEF"
