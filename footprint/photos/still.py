"""Still pictures in boxes, HEIC and AVIF alike: items, and where in the file they lie."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from footprint.photos import Block, BlockKind, Format
from footprint.photos.boxes import Box, boxes, child, children
from footprint.photos.movie import movie_header, plain_box
from footprint.photos.stream import Stream

_FULL = 4
_TABLE_CAP = 1 << 22
_ITEM_CAP = 1 << 22
_ITEMS_CAP, _EXTENTS_CAP = 10_000, 16
_BLOCKS_CAP = 100
"""Items besides picture data; real files have two."""
_XMP_TYPE = b"application/rdf+xml"
_DESCRIBING = {b"Exif": BlockKind.EXIF, b"mime": BlockKind.XMP}
_STRUCTURE = frozenset({b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl", b"ipro"})


class _Item(NamedTuple):
    """An entry of the item list."""

    id: int
    type: bytes
    media_type: bytes


class Still(Format):
    """A still picture in boxes."""

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every box, then the items inside that are not picture data; an item lies inside a box named before it."""
        for box in boxes(stream):
            if box.type == b"meta":
                yield from _meta(stream, box)
            elif box.type == b"moov":
                yield from movie_header(stream, box)
            elif box.type == b"mpvd":
                yield Block(BlockKind.EMBEDDED, box.offset, box.length, "mpvd", box.header)
            else:
                yield plain_box(stream, box)


def _meta(stream: Stream, box: Box) -> Iterator[Block]:
    inside = {inner.type: inner for inner in children(stream, box, _FULL)}
    for inner in inside.values():
        kind = BlockKind.IMAGE if inner.type in _STRUCTURE else BlockKind.UNKNOWN
        yield Block(kind, inner.offset, inner.length, f"meta/{inner.name}", inner.header)
    if b"iprp" in inside:
        yield from _profiles(stream, inside[b"iprp"])
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    idat = inside.get(b"idat")
    places = _locations(stream, inside[b"iloc"], idat.offset + idat.header if idat else 0)
    described = (item for item in _items(stream, inside[b"iinf"]) if item.type in _DESCRIBING and places.get(item.id))
    for item in islice(described, _BLOCKS_CAP):
        yield _item_block(stream, item, places[item.id])


def _profiles(stream: Stream, box: Box) -> Iterator[Block]:
    container = child(stream, box, b"ipco")
    for inner in children(stream, container) if container else ():
        start = inner.offset + inner.header
        if inner.type == b"colr" and stream.at(start, 4) in (b"prof", b"rICC"):
            yield Block(BlockKind.ICC, inner.offset, inner.length, "colr", inner.header + 4)


def _items(stream: Stream, box: Box) -> Iterator[_Item]:
    wide = stream.at(box.offset + box.header, 1) not in (b"\0", b"")
    for entry in children(stream, box, _FULL + (4 if wide else 2)):
        raw = stream.at(entry.offset + entry.header, min(entry.length - entry.header, 1024))
        if raw[:1] in (b"\2", b"\3"):
            size = 2 if raw[:1] == b"\2" else 4
            number = int.from_bytes(raw[_FULL : _FULL + size], "big")
            at = _FULL + size + 2
            texts = raw[at + 4 :].split(b"\0")
            yield _Item(number, raw[at : at + 4], texts[1] if len(texts) > 1 else b"")


def _locations(stream: Stream, box: Box, idat: int) -> dict[int, list[tuple[int, int]]]:
    """Item → its extents, as (offset in the file, length)."""
    raw = stream.at(box.offset + box.header, min(box.length - box.header, _TABLE_CAP))
    table = _Table(raw)
    version = table.number(1)
    table.at = _FULL
    sizes, more = table.number(1), table.number(1)
    index_size = more & 15 if version else 0
    wide = 4 if version == 2 else 2  # noqa: PLR2004  version 2 has item numbers of 4 bytes
    places: dict[int, list[tuple[int, int]]] = {}
    for _ in range(min(table.number(wide), _ITEMS_CAP)):
        item = table.number(wide)
        method = table.number(2) & 15 if version else 0
        table.at += 2
        base = table.number(more >> 4)
        extents = []
        for _ in range(min(table.number(2), _EXTENTS_CAP)):
            table.at += index_size
            offset, length = table.number(sizes >> 4), table.number(sizes & 15)
            extents.append((base + offset + (idat if method == 1 else 0), length))
        if table.at > len(raw):
            break
        # Method 2 lies inside another item, which is picture data wherever it is met.
        places[item] = extents if method < 2 else []  # noqa: PLR2004  as above
    return places


class _Table:
    """Numbers of any width, one after the other; zero behind the end."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0

    def number(self, width: int) -> int:
        """The next number."""
        self.at += width
        return int.from_bytes(self.raw[self.at - width : self.at], "big")


def _item_block(stream: Stream, item: _Item, extents: list[tuple[int, int]]) -> Block:
    kind = _DESCRIBING[item.type]
    if kind is BlockKind.XMP and item.media_type != _XMP_TYPE:
        kind = BlockKind.UNKNOWN
    offset, length = extents[0]
    # Before the EXIF block stands how many bytes there are between that number and the block.
    skip = 4 + int.from_bytes(stream.at(offset, 4), "big") if kind is BlockKind.EXIF else 0
    length = length or stream.size - offset
    if len(extents) == 1:
        return Block(kind, offset, length, item.type.decode(), skip)
    whole = b"".join(stream.at(start, min(size, _ITEM_CAP // len(extents))) for start, size in extents)
    return Block(kind, offset, length, item.type.decode(), skip, whole[skip:])
