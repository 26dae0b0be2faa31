"""CR2: Canon's raw pictures before 2018."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Cr2(Raw):
    """CR2."""

    name: ClassVar[str] = "CR2"
