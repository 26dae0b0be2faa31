"""SRW: Samsung's raw pictures."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Srw(Raw):
    """SRW."""

    name: ClassVar[str] = "SRW"
