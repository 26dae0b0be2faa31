"""Cameras' raw pictures that are TIFF inside: told apart by what only they have, read like an EXIF block.

They are never cleaned: what looks like a note in one is what a developing program computes the colours from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.directories.rows import SUB, Directory, Rows
from footprint.photos.stream import Stream

WHY_NOT = "Raw pictures of a camera are not cleaned: export a JPEG and clean that. The original is as it was."

_ORDERS = (b"II", b"MM")
_OWN_HEADERS = {b"IIRO": "ORF", b"IIRS": "ORF", b"MMOR": "ORF", b"IIU\0": "RW2"}
"""Makers who write a mark of their own where TIFF's stands."""

_MAKE, _SUBFILE, _COMPRESSION, _PHOTOMETRIC, _DNG_VERSION = 0x010F, 0x00FE, 0x0103, 0x0106, 0xC612
_REDUCED = 1
_SENSOR, _PENTAX_PACKED = 32803, 65535
_MAKERS = {
    b"NIKON": "NEF",
    b"SONY": "ARW",
    b"PENTAX": "PEF",
    b"RICOH": "PEF",
    b"SAMSUNG": "SRW",
}


@lru_cache(maxsize=4)
def kind(head: bytes) -> str:
    """The format of a raw picture that begins so; empty where it is none that has a TIFF header."""
    if head[:4] in _OWN_HEADERS:
        return _OWN_HEADERS[head[:4]]
    if head[8:11] == b"CR\2":
        return "CR2"
    with suppress(Unreadable):
        rows = Rows(Stream.of(head))
        first = next(rows.directories())
        return "DNG" if first.row(_DNG_VERSION) else _by_maker(rows, first)
    return ""


def _by_maker(rows: Rows, first: Directory) -> str:
    """A maker's raw picture begins with a small copy, the large picture below it, or is what the sensor gave."""
    make = first.row(_MAKE)
    name = rows.value(make, 64).upper() if make else b""
    form = next((form for start, form in _MAKERS.items() if name.startswith(start)), "")
    numbers = {tag: _number(rows, first, tag) for tag in (_SUBFILE, _COMPRESSION, _PHOTOMETRIC)}
    developed = not (numbers[_SUBFILE] & _REDUCED and first.row(SUB))
    sensor = numbers[_PHOTOMETRIC] == _SENSOR or numbers[_COMPRESSION] == _PENTAX_PACKED
    return form if sensor or not developed else ""


def _number(rows: Rows, directory: Directory, tag: int) -> int:
    row = directory.row(tag)
    return next(iter(rows.numbers(row)), 0) if row else 0


class Raw(Format):
    """A raw picture with a TIFF header."""

    instead: ClassVar[str] = WHY_NOT

    def matches(self, head: bytes) -> bool:
        """Whether it is this maker's."""
        return head[:2] in _ORDERS and kind(head) == self.name

    def split(self, stream: Stream) -> Iterator[Block]:
        """The whole file as one block: EXIF's own reader follows its directories, and never reads the picture."""
        yield Block(BlockKind.EXIF, 0, stream.size, self.name)
