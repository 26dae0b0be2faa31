"""DNG: raw pictures in Adobe's form, of telephones and cameras."""

from __future__ import annotations

from typing import ClassVar

from footprint.photos.directories.raw import Raw


class Dng(Raw):
    """DNG."""

    name: ClassVar[str] = "DNG"
