"""Films in boxes, MP4 and MOV alike: the walk over their header."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.photos import Block, BlockKind, Format
from footprint.photos.boxes import Box, boxes, child, children
from footprint.photos.stream import Stream

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")

_PICTURE = frozenset(
    {
        b"ftyp",
        b"styp",
        b"mdat",
        b"moof",
        b"mfra",
        b"sidx",
        b"pdin",
        b"iods",
        b"mvex",
        b"tkhd",
        b"edts",
        b"tref",
        b"tapt",
    },
)
_PADDING = frozenset({b"free", b"skip", b"wide"})
_PADDING_LOOKED_AT = 4096
_MEASURES = frozenset({b"gpmd", b"camm", b"mebx", b"rtmd", b"CTMD"})
_FULL = 4


class Movie(Format):
    """A film in boxes."""

    def split(self, stream: Stream) -> Iterator[Block]:
        """Every box; those of the header one by one. The picture data is never read."""
        for box in boxes(stream):
            if box.type == b"moov":
                yield from movie_header(stream, box)
            elif box.type == b"meta":
                yield Block(BlockKind.QUICKTIME, box.offset, box.length, "meta")
            else:
                yield plain_box(stream, box)


def plain_box(stream: Stream, box: Box, path: str = "") -> Block:
    """A box that stands by itself, as a block."""
    name = path + box.name
    if box.type == b"uuid":
        kind = {XMP_UUID: BlockKind.XMP, C2PA_UUID: BlockKind.PROVENANCE}.get(box.uuid, BlockKind.UNKNOWN)
        return Block(kind, box.offset, box.length, name, box.header)
    if box.type in _PADDING:
        # Padding should be zeros; what was there before it was freed may still be.
        kind = BlockKind.UNKNOWN if any(stream.at(box.offset + box.header, _looked_at(box))) else BlockKind.IMAGE
        return Block(kind, box.offset, box.length, name, box.header)
    kind = BlockKind.IMAGE if box.type in _PICTURE else BlockKind.UNKNOWN
    return Block(kind, box.offset, box.length, name, box.header)


def _looked_at(box: Box) -> int:
    return min(box.length - box.header, _PADDING_LOOKED_AT)


def movie_header(stream: Stream, box: Box, path: str = "") -> Iterator[Block]:
    """The blocks of a `moov` or `trak` box, its own header first."""
    path += box.name + "/"
    yield Block(BlockKind.IMAGE, box.offset, box.header, path)
    for inner in children(stream, box):
        if inner.type == b"trak" and box.type != b"trak":
            yield from _track(stream, inner, path)
        elif inner.type in (b"mvhd", b"udta", b"meta"):
            yield Block(BlockKind.QUICKTIME, inner.offset, inner.length, path + inner.name)
        elif inner.type == b"mdia":
            yield Block(BlockKind.IMAGE, inner.offset, inner.length, path + inner.name)
        else:
            yield plain_box(stream, inner, path)


def _track(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    codec = _measures(stream, box)
    if codec:
        yield Block(BlockKind.TRACK, box.offset, box.length, codec)
    else:
        yield from movie_header(stream, box, path)


def _measures(stream: Stream, track: Box) -> str:
    """What a track of measurements calls itself; empty for picture and sound."""
    media = child(stream, track, b"mdia")
    handler = child(stream, media, b"hdlr") if media else None
    if media is None or handler is None:
        return ""
    kind = stream.at(handler.offset + handler.header + _FULL + 4, 4)
    codec = _codec(stream, media)
    return (codec or kind).decode("latin-1") if kind == b"meta" or codec in _MEASURES else ""


def _codec(stream: Stream, media: Box) -> bytes:
    information = child(stream, media, b"minf")
    table = child(stream, information, b"stbl") if information else None
    description = child(stream, table, b"stsd") if table else None
    entries = children(stream, description, _FULL + 4) if description else []
    return entries[0].type if entries else b""
