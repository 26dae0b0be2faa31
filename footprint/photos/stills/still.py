"""Still pictures in boxes, HEIC and AVIF alike: items, and where in the file they lie.

What shows the picture stays: the primary item, what it is made of, its transparency, its gain map, and the pictures of
a sequence. Of a file with several pictures (a burst) the copy has the primary one. Thumbnails, depth maps, notes,
unknown items, and all bytes that nothing points at go; the tables are written anew without the items that go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from footprint.errors import Unreadable, Withheld
from footprint.photos import MOTION, Block, BlockKind, Part
from footprint.photos.addressed import Addressed, Patch
from footprint.photos.boxes import C2PA_UUID, FULL, PADDING, XMP_UUID, Box
from footprint.photos.runs import gaps, merged
from footprint.photos.stills import sequence
from footprint.photos.stills.catalogue import Catalogue, Extent
from footprint.photos.stills.layout import Layout
from footprint.photos.stills.layout import layout as layout_of
from footprint.photos.stills.pieces import pieces, properties
from footprint.photos.stills.remainder import NO_PLACE, View, check_samples, mended
from footprint.photos.stills.shortlist import freed
from footprint.photos.stream import Stream

_LOOKED_AT = 1 << 16
_GAPS_CAP = 64
_STRUCTURE = frozenset({b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"grpl"})


class Still(Addressed):
    """A still picture in boxes, or a sequence of them."""

    orients: ClassVar[tuple[str, ...]] = ()
    """A property says how it is turned. Many files say it in EXIF as well, which nobody obeys."""

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every box, then what lies in the boxes of data: what is not needed, and over it what is."""
        layout = layout_of(stream)
        tables = iter(layout.catalogues)
        for box in layout.boxes:
            yield from _box(stream, box, next(tables) if box.type == b"meta" else None)
        if layout.rest < stream.size:
            yield Block(BlockKind.TRAILER, layout.rest, stream.size - layout.rest, "after the picture's end")
        damage = layout.damage
        for found in layout.catalogues:
            needed = found.needed()
            yield from properties(stream, found, needed)
            yield from (piece.block for piece in pieces(stream, found, needed))
            damage = damage or next(iter(found.damage), "") or _outside(stream, found, needed)
        yield from _unclaimed(stream, layout)
        yield from _claimed(stream, layout)
        if damage:
            raise Unreadable(damage)

    def dimensions(self, block: Block, stream: Stream) -> tuple[int, int] | None:
        """The size of the primary picture; its tiles have sizes of their own."""
        if block.name != "ispe":
            return None
        raw = stream.at(block.offset + 8 + FULL, 8)
        return int.from_bytes(raw[:4], "big"), int.from_bytes(raw[4:], "big")

    def mended(self, stream: Stream, parts: Sequence[Part], exif: bytes) -> Iterator[Patch]:
        """Tables without the items that go, and headers of free space where boxes went."""
        if not exif and all(part.stays and part.content is None for part in parts):
            return
        layout = layout_of(stream)
        view = View(stream, parts)
        for box in (*layout.boxes, *_inner_boxes(parts)):
            if not view.stays(box.offset):
                yield box.offset, freed(stream.at(box.offset, 16), box.length)
        if stream.size - layout.rest >= 8 and not view.stays(layout.rest):  # noqa: PLR2004  the smallest box
            length = stream.size - layout.rest
            yield layout.rest, freed(bytes(4) if length >> 32 else b"\xff" * 4, length)
        if any(box.type == b"moof" for box in layout.boxes):
            raise Withheld("The sequence is in fragments, which Footprint cannot clean.")
        if len(layout.catalogues) > 1:
            raise Withheld("The file has several lists of what is in it.")
        check_samples(stream, layout)
        if layout.catalogues:
            yield from mended(stream, parts, layout, exif, view)
        elif exif:
            raise Withheld(NO_PLACE)


# --- what there is ---------------------------------------------------------------------------------------------------
def _box(stream: Stream, box: Box, found: Catalogue | None) -> Iterator[Block]:
    start, length, name = box.offset, box.length, box.name
    header = Block(BlockKind.IMAGE, start, box.header, name)
    cover = Block(BlockKind.UNKNOWN, start, length, name, box.header, inner=True)
    match box.type:
        case b"ftyp":
            yield Block(BlockKind.IMAGE, start, length, name)
        case b"mdat":
            yield from (cover, header)
        case b"meta":
            yield from (cover, Block(BlockKind.IMAGE, start, box.header + FULL, name))
            yield from _meta(stream, found)
        case b"moov":
            yield from sequence.header(stream, box)
        case b"mpvd":
            yield Block(BlockKind.EMBEDDED, start, length, MOTION, box.header)
        case b"free" | b"skip" | b"wide":
            yield from _stale(stream, Extent(start + box.header, length - box.header), f"{name} with something in it")
            yield from (cover, header)
        case b"sefd":
            yield Block(BlockKind.TRAILER, start, length, name, box.header)
        case _:
            kinds = {XMP_UUID: BlockKind.XMP, C2PA_UUID: BlockKind.PROVENANCE}
            yield Block(kinds.get(box.uuid, BlockKind.UNKNOWN), start, length, name, box.header)


def _stale(stream: Stream, extent: Extent, name: str) -> Iterator[Block]:
    """What was left behind where nothing should be."""
    if any(stream.at(extent.offset, min(extent.length, _LOOKED_AT))):
        yield Block(BlockKind.UNKNOWN, extent.offset, extent.length, name)


def _meta(stream: Stream, found: Catalogue | None) -> Iterator[Block]:
    """The tables; what of an `idat` box and of the properties counts is laid over them later."""
    for part in found.parts if found else ():
        name = f"meta/{part.name}"
        if part.type in _STRUCTURE:
            yield Block(BlockKind.IMAGE, part.offset, part.length, name)
        elif part.type in (b"idat", b"dinf", *PADDING):
            yield Block(BlockKind.UNKNOWN, part.offset, part.length, name, part.header, inner=True)
            if part.type in PADDING:
                yield from _stale(stream, Extent(part.offset + part.header, part.length - part.header), name)
        else:
            yield Block(BlockKind.UNKNOWN, part.offset, part.length, name, part.header)


def _unclaimed(stream: Stream, layout: Layout) -> Iterator[Block]:
    """Bytes in the boxes of data that nothing points at."""
    claimed = merged(piece.run for found in layout.catalogues for item in found.items for piece in found.extents(item))
    for box in layout.boxes:
        if box.type in (b"moov", b"moof"):
            return  # Sound and measurements are also there, which are looked for in films only.
    data = layout.data()
    loose = (gap for extent in data for gap in gaps(claimed, *extent.run))
    for start, end in islice(loose, _GAPS_CAP):
        yield from _stale(stream, Extent(start, end - start), "bytes that nothing points at")


def _claimed(stream: Stream, layout: Layout) -> Iterator[Block]:
    """The pictures of sequences."""
    for box in layout.boxes:
        if box.type == b"moov":
            for start, end in merged(extent.run for extent in sequence.samples(stream, box)):
                yield Block(BlockKind.IMAGE, start, end - start, "picture")
    for found in layout.catalogues:
        idat = found.part(b"idat")
        if idat:
            yield Block(BlockKind.IMAGE, idat.offset, idat.header, "idat")


def _outside(stream: Stream, found: Catalogue, needed: frozenset[int]) -> str:
    pieces = (piece for item in needed for piece in found.extents(item))
    return "The picture is cut off." if any(piece.end > stream.size for piece in pieces) else ""


def _inner_boxes(parts: Sequence[Part]) -> Iterator[Box]:
    """The boxes inside a film's header."""
    for part in parts:
        block = part.block
        if block.name.startswith(sequence.PATH) and block.skip:
            yield Box(b"", block.offset, block.length, block.skip)
