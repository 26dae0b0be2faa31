"""Builds HEIC and AVIF files of parts: real coded pictures, with anything beside them. All of it is invented."""

import struct
from io import BytesIO
from typing import NamedTuple

import pillow_heif
import pytest
from PIL import features

from footprint.photos.boxes import Box, boxes, child, children
from footprint.photos.stills.catalogue import catalogue
from footprint.photos.stream import Stream
from tests.photos.samples import box, full, pixels, saved

ALPHA = b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"
GAIN_MAP = b"urn:com:apple:photo:2020:aux:hdrgainmap\0"
DEPTH = b"urn:mpeg:hevc:2015:auxid:2\0"

needs_avif = pytest.mark.skipif(not features.check("avif"), reason="this Pillow makes no AVIF")


class Coded(NamedTuple):
    """A picture as it lies in a file: its kind, its data, and its properties as whole boxes."""

    type: bytes
    data: bytes
    properties: tuple


class Thing(NamedTuple):
    """An item to be."""

    id: int
    type: bytes
    data: bytes | tuple = b""
    properties: tuple = ()
    name: bytes = b""
    media_type: bytes = b""
    inside: bool = False
    protected: int = 0
    hidden: bool = False


def heif(image=None, **options):
    """A whole HEIC as libheif writes it."""
    into = BytesIO()
    pillow_heif.from_pillow(image or pixels(64, 48)).save(into, quality=60, **options)
    return into.getvalue()


def avif(image=None, **options):
    return saved(image or pixels(64, 48), "AVIF", speed=10, **options)


def coded(data):
    """The primary picture of a file."""
    stream = Stream.of(data)
    meta = next(found for found in boxes(stream) if found.type == b"meta")
    found = catalogue(stream, meta)
    raw = b"".join(stream.at(*extent) for extent in found.extents(found.primary))
    properties = [found.properties[use.number - 1] for use in found.uses[found.primary]]
    return Coded(
        found.items[found.primary].type, raw, tuple(stream.at(part.offset, part.length) for part in properties)
    )


def reference(kind, source, *targets):
    return box(kind, struct.pack(f">HH{len(targets)}H", source, len(targets), *targets))


def picture(number, made, **changes):
    return Thing(number, made.type, made.data, made.properties, **changes)


def exif_item(number, block, **changes):
    return Thing(number, b"Exif", struct.pack(">I", 6) + b"Exif\0\0" + block, **changes)


def xmp_item(number, packet, **changes):
    return Thing(number, b"mime", packet, media_type=b"application/rdf+xml", **changes)


def _entry(thing):
    more = thing.media_type + b"\0" if thing.type == b"mime" else b""
    head = struct.pack(">BHBHH", 2, 0, thing.hidden, thing.id, thing.protected)
    return box(b"infe", head, thing.type, thing.name + b"\0", more)


def _properties(things, essential):
    listed, uses = [], b""
    for thing in things:
        numbers = b""
        for found in thing.properties:
            if found not in listed:
                listed.append(found)
            needs = 0x80 if found[4:8] in essential else 0
            numbers += bytes((needs | (listed.index(found) + 1),))
        uses += struct.pack(">HB", thing.id, len(numbers)) + numbers if numbers else b""
    count = sum(bool(thing.properties) for thing in things)
    return box(b"iprp", box(b"ipco", *listed), full(b"ipma", struct.pack(">I", count), uses))


def build(
    *things,
    references=(),
    groups=(),
    primary=1,
    before=(),
    after=b"",
    in_meta=(),
    loose=b"",
    brand=b"heic",
    handler=b"pict" + bytes(12) + b"\0",
    essential=(b"hvcC", b"av1C", b"irot", b"imir"),
    at_end=False,
    method=None,
):
    """A file of items. `loose` are bytes behind the data that no item points at; `before` and `after` are boxes."""
    ftyp = box(b"ftyp", brand, bytes(4), b"mif1" + brand)
    data = b"".join(piece for thing in things if not thing.inside for piece in _pieces(thing)) + loose
    idat = b"".join(piece for thing in things if thing.inside for piece in _pieces(thing))

    def meta(start):
        at, within, rows = start, 0, b""
        for thing in things:
            pieces = _pieces(thing)
            rows += struct.pack(">HHHH", thing.id, method or int(thing.inside), 0, len(pieces))
            for piece in pieces:
                rows += struct.pack(">II", within if thing.inside else at, len(piece))
                at, within = (at, within + len(piece)) if thing.inside else (at + len(piece), within)
        return full(
            b"meta",
            full(b"hdlr", bytes(4), handler),
            full(b"pitm", struct.pack(">H", primary)) if primary else b"",
            full(b"iinf", struct.pack(">H", len(things)), *map(_entry, things)),
            full(b"iloc", b"\x44\0", struct.pack(">H", len(things)), rows, version=1),
            full(b"iref", *references) if references else b"",
            _properties(things, essential),
            box(b"idat", idat) if idat else b"",
            box(b"grpl", *groups) if groups else b"",
            *in_meta,
        )

    front = ftyp + b"".join(before)
    if at_end:
        return front + box(b"mdat", data) + meta(len(front) + 8) + after
    return front + meta(len(front) + len(meta(0)) + 8) + box(b"mdat", data) + after


def _pieces(thing):
    return thing.data if isinstance(thing.data, tuple) else (thing.data,)


def grid(rows, columns, width, height):
    return struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)


def size(width, height):
    return full(b"ispe", struct.pack(">II", width, height))


def inner(data, *path):
    """The first box on a path of types, as bytes."""
    stream = Stream.of(data)
    found = Box(b"", 0, len(data), 0)
    for kind in path:
        skip = 4 if found.type in (b"meta", b"iref") else 0
        found = child(stream, found, kind, skip)
        if found is None:
            return b""
    return stream.at(found.offset, found.length)


def kinds_in(data, *path):
    """The types of the boxes in a box."""
    outer = inner(data, *path)
    stream = Stream.of(outer)
    skip = 4 if path[-1] in (b"meta", b"iref") else 0
    return [found.type for found in children(stream, Box(path[-1], 0, len(outer), 8), skip)]
