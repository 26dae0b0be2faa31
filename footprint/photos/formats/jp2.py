"""JPEG 2000: boxes around a picture's codestream, with XMP, EXIF, IPTC and map references in some of them.

ISO/IEC 15444-1 annex I; the identifiers of `uuid` boxes are those of Adobe, of JPEG's EXIF practice and of GeoJP2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind, Format
from footprint.photos.boxes import XMP_UUID, Box, boxes
from footprint.photos.stream import Stream

_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_CODESTREAM = b"\xff\x4f\xff\x51"
_UUIDS = {
    XMP_UUID: BlockKind.XMP,
    b"JpgTiffExif->JP2": BlockKind.EXIF,
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): BlockKind.IPTC,
}
_GEOTIFF = bytes.fromhex("b14bf8bd083d4b43a5ae8cd7d5a6ce03")
_PICTURE = frozenset({b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"ftbl", b"free", b"cref", b"drep"})
_MARKERS_CAP = 200
_COMMENT, _TILE = b"\xff\x64", b"\xff\x90"
_TEXT_CAP = 1 << 16


class Jp2(Format):
    """JPEG 2000 pictures."""

    name: ClassVar[str] = "JPEG 2000"
    instead: ClassVar[str] = (
        "JPEG 2000 pictures cannot be cleaned yet. Save the picture as PNG with the program you look at it with, and "
        "clean that. The original is as it was."
    )

    def matches(self, head: bytes) -> bool:
        """Whether it has the signature, or is a codestream without boxes."""
        return head.startswith((_SIGNATURE, _CODESTREAM))

    def split(self, stream: Stream) -> Iterator[Block]:
        """A block for each box, and for each comment in the codestream's header."""
        if stream.at(0, 4) == _CODESTREAM:
            yield Block(BlockKind.IMAGE, 0, stream.size, "jp2c")
            yield from _comments(stream, 0)
            return
        for box in boxes(stream):
            yield from _told(stream, box)


def _told(stream: Stream, box: Box) -> Iterator[Block]:
    if box.type == b"jp2c":
        yield Block(BlockKind.IMAGE, box.offset, box.length, "jp2c")
        yield from _comments(stream, box.offset + box.header)
    elif box.type == b"uuid":
        yield from _identified(stream, box)
    elif box.type in (b"xml ", b"asoc", b"url "):
        name = {b"xml ": "JPEG 2000 XML", b"url ": "JPEG 2000 address"}.get(box.type, "JPEG 2000 description")
        raw = stream.at(box.offset + box.header, min(box.length - box.header, _TEXT_CAP))
        if b"<x:xmpmeta" in raw or b"<rdf:RDF" in raw:
            yield Block(BlockKind.XMP, box.offset, box.length, "JPEG 2000 XMP", box.header)
        else:
            yield Block(BlockKind.TEXT, box.offset, box.length, name, payload=raw.replace(b"\0", b" "))
    elif box.type == b"jumb":
        yield Block(BlockKind.PROVENANCE, box.offset, box.length, "JPEG 2000 provenance")
    elif box.type not in _PICTURE:
        yield Block(BlockKind.UNKNOWN, box.offset, box.length, f"JPEG 2000 {box.name}")


def _identified(stream: Stream, box: Box) -> Iterator[Block]:
    if box.uuid == _GEOTIFF:
        yield Block(BlockKind.TEXT, box.offset, box.length, "JPEG 2000 GeoTIFF", payload=b"where on the map it lies")
    kind = BlockKind.EXIF if box.uuid == _GEOTIFF else _UUIDS.get(box.uuid, BlockKind.UNKNOWN)
    skip = box.header
    if kind is BlockKind.EXIF and stream.at(box.offset + skip, 6) == b"Exif\0\0":
        skip += 6
    yield Block(kind, box.offset, box.length, "JPEG 2000 uuid", skip)


def _comments(stream: Stream, at: int) -> Iterator[Block]:
    """Texts in the header of a codestream, up to its first tile."""
    at += 2
    for _ in range(_MARKERS_CAP):
        head = stream.at(at, 6)
        if len(head) < 6 or head[:1] != b"\xff" or head[:2] == _TILE:  # noqa: PLR2004  a marker, a length, a kind
            return
        length = int.from_bytes(head[2:4], "big")
        if head[:2] == _COMMENT:
            raw = stream.at(at + 6, max(0, length - 4))
            yield Block(BlockKind.TEXT, at, 2 + length, "JPEG 2000 comment", payload=raw)
        at += 2 + length
    raise Unreadable("The picture's header is longer than any real one.")
