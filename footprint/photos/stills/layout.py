"""What a still picture in boxes has side by side, and where in it data may lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos.boxes import PADDING, Box, boxes, cut
from footprint.photos.stills.catalogue import Catalogue, Extent, catalogue
from footprint.photos.stream import Stream

_TOP = frozenset({b"ftyp", b"meta", b"moov", b"mdat", b"mpvd", b"uuid", b"moof", b"sefd"}) | PADDING
"""Boxes that a file has side by side; one that reaches beyond the end is cut off, and no chance bytes."""

_MOST = {b"meta": 4, b"moov": 1}
"""More of these than any real file has: what lies behind is not walked over."""


class Layout(NamedTuple):
    """A file from outside.

    Attributes:
        boxes: as far as they are sound.
        catalogues: what its `meta` boxes say; files have one.
        rest: where the boxes end.
        damage: why it cannot be understood to its last byte, in a plain sentence; or empty.
    """

    boxes: list[Box]
    catalogues: list[Catalogue]
    rest: int
    damage: str

    def data(self) -> Iterator[Extent]:
        """What is there for the data of items."""
        for box in self.boxes:
            if box.type == b"mdat":
                yield Extent(box.offset + box.header, box.length - box.header)
        for found in self.catalogues:
            idat = found.part(b"idat")
            if idat:
                yield Extent(idat.offset + idat.header, idat.length - idat.header)


def layout(stream: Stream) -> Layout:
    """Walk over a file's boxes, and read their tables."""
    found: list[Box] = []
    damage = ""
    try:
        for box in boxes(stream):
            found.append(box)  # noqa: PERF402  what came before an error is kept
    except Unreadable:
        # The walk gives what there is of a box that reaches beyond the end. Chance bytes look like one, too.
        if found and cut(stream, found[-1]):
            known = found[-1].type in _TOP
            damage = "The file is cut off: a box reaches beyond its end." if known else ""
            found = found if known else found[:-1]
    sound = next((at for at, box in enumerate(found) if not _plausible(box.type)), len(found))
    found = found[:sound]
    for kind, most in _MOST.items():
        places = [at for at, box in enumerate(found) if box.type == kind]
        if len(places) > most:
            found, damage = found[: places[most]], "The file has more lists of what is in it than any real one."
    tables = [catalogue(stream, box) for box in found if box.type == b"meta"]
    return Layout(found, tables, found[-1].end if found else 0, damage)


def _plausible(kind: bytes) -> bool:
    return all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind)  # noqa: PLR2004  ASCII that can be seen, and ©
