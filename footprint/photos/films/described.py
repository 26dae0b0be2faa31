"""What a film says of itself in words: its `udta` and `meta` boxes, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from footprint.photos import Block, BlockKind
from footprint.photos.boxes import FULL, Box, child, children
from footprint.photos.facts import decoded
from footprint.photos.stream import Stream

_PIECES_CAP = 2000
_JPEG = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]")
_SMALLEST_PICTURE, _LARGEST_PICTURE, _PICTURE_LOOKED_FOR = 256, 1 << 26, 1 << 16
_LOOKED_AT = 4096
_ATOMS: dict[bytes, str] = {
    b"\xa9cpy": "copyright",
    b"cprt": "copyright",
    b"\xa9aut": "author",
    b"\xa9ART": "author",
    b"\xa9art": "author",
    b"aART": "author",
    b"auth": "author",
    b"perf": "author",
    b"\xa9wrt": "author",
    b"\xa9prd": "author",
    b"\xa9dir": "author",
    b"\xa9com": "author",
    b"\xa9day": "date",
    b"date": "date",
    b"yrrc": "date",
    b"\xa9nam": "description",
    b"\xa9cmt": "description",
    b"\xa9des": "description",
    b"\xa9inf": "description",
    b"titl": "description",
    b"dscp": "description",
    b"desc": "description",
    b"ldes": "description",
    b"name": "description",
    b"\xa9mak": "camera",
    b"\xa9mod": "camera",
    b"manu": "camera",
    b"modl": "camera",
    b"\xa9swr": "",
    b"\xa9too": "",
    b"\xa9enc": "",
    b"\xa9key": "",
    b"\xa9gen": "",
    b"\xa9alb": "",
    b"albm": "",
    b"gnre": "",
    b"covr": "",
    b"hdlr": "",
    b"keys": "",
    b"ilst": "",
    b"\xa9mdl": "camera",
    b"@mod": "camera",
    b"cmnm": "camera",
    b"@swr": "",
    b"@day": "date",
    b"kywd": "",
    b"CAME": "",
    b"MUID": "",
    b"FIRM": "",
    b"LENS": "",
    b"SNum": "",
    b"slno": "",
    b"cmid": "",
}
"""Boxes whose meaning is known and is no place → the word a person may ask to keep them by."""

_PLACES = frozenset({b"\xa9xyz", b"loci", b"@xyz", b"GPMF", b"xml "})
"""What tells a place, or may do so among other things; GoPro's and Sony's own are not taken apart."""
_KEYS = {
    "copyright": "copyright",
    "author": "author",
    "artist": "author",
    "director": "author",
    "producer": "author",
    "creationdate": "date",
    "title": "description",
    "displayname": "description",
    "description": "description",
    "comment": "description",
    "information": "description",
    "make": "camera",
    "manufacturer": "camera",
    "model": "camera",
    "software": "",
    "version": "",
    "keywords": "",
    "identifier": "",
    "serial": "",
}
"""The last word of a key, the same."""

_MAKERS = ("com.apple.quicktime.", "com.android.", "com.samsung.")
_DATA = 8
"""Bytes of kind and language before the value in a `data` box."""


class _Meant(NamedTuple):
    """What a piece is for: its kind, and what it says."""

    kind: BlockKind
    says: str = ""


def described(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    """The blocks of a `udta` or `meta` box: the whole, which is read, then each piece of it."""
    yield Block(BlockKind.QUICKTIME, box.offset, box.length, path + box.name)
    yield from _pieces(stream, box, f"{path}{box.name}/")


def _pieces(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    skip = _full(stream, box) if box.type == b"meta" else 0
    names = key_names(stream, box, skip) if box.type == b"meta" else {}
    for inner in children(stream, box, skip)[:_PIECES_CAP]:
        if inner.type == b"meta" and box.type == b"udta":
            yield Block(BlockKind.QUICKTIME, inner.offset, inner.length, path + inner.name, inner=True)
            yield from _pieces(stream, inner, f"{path}{inner.name}/")
        elif inner.type == b"XMP_":
            yield Block(BlockKind.XMP, inner.offset, inner.length, path + inner.name, inner.header)
        else:
            yield _piece(stream, inner, path, _meant(inner))
            yield from picture(stream, inner, path)
            if inner.type == b"ilst" and box.type == b"meta":
                yield from _items(stream, inner, f"{path}{inner.name}/", names)


def _full(stream: Stream, box: Box) -> int:
    """In MP4 `meta` is a full box, in QuickTime it is not: the box inside tells."""
    return 0 if stream.at(box.offset + box.header + 4, 4) == b"hdlr" else FULL


def picture(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    """A small picture in a box of a camera's own, which may have notes of its own."""
    if box.type in _ATOMS or not _SMALLEST_PICTURE <= box.length <= _LARGEST_PICTURE:
        return
    start = box.offset + box.header
    inside = stream.part(start, min(box.end - start, _PICTURE_LOOKED_FOR))
    found = inside.search(_JPEG, 0, overlap=3)
    if found >= 0:
        yield Block(BlockKind.THUMBNAIL, start + found, box.end - start - found, f"{path}{box.name} picture")


def _meant(box: Box) -> _Meant:
    if box.type in _PLACES:
        return _Meant(BlockKind.PLACE)
    return _Meant(BlockKind.QUICKTIME, _ATOMS[box.type]) if box.type in _ATOMS else _Meant(BlockKind.UNKNOWN)


def _piece(stream: Stream, box: Box, path: str, meant: _Meant, *, told: bool = False) -> Block:
    # What nobody knows tells something by being there; the rest is read with the box around it.
    start, room = box.offset + box.header, min(box.length - box.header, _LOOKED_AT)
    silent = told or meant.kind is not BlockKind.UNKNOWN or not any(stream.at(start, room))
    return Block(
        meant.kind,
        box.offset,
        box.length,
        path + box.name,
        box.header,
        inner=silent,
        says=meant.says,
    )


def _items(stream: Stream, listing: Box, path: str, names: dict[int, str]) -> Iterator[Block]:
    for item in children(stream, listing)[:_PIECES_CAP]:
        key = names.get(int.from_bytes(item.type, "big"), "")
        # A key that nobody knows is told with the box around it, by its name.
        yield _piece(stream, item, path, _key(key) if key else _meant(item), told=bool(key))
        data = child(stream, item, b"data") if item.type == b"covr" or "artwork" in key else None
        if data is not None and data.length <= _LARGEST_PICTURE:
            start = data.offset + data.header + _DATA
            yield Block(BlockKind.THUMBNAIL, start, max(0, data.end - start), "cover picture")


def _key(key: str) -> _Meant:
    words = key.casefold().split(".")
    if "location" in words:
        return _Meant(BlockKind.PLACE)
    if words[-1] in _KEYS and (len(words) == 1 or key.startswith(_MAKERS)):
        return _Meant(BlockKind.QUICKTIME, _KEYS[words[-1]])
    return _Meant(BlockKind.UNKNOWN)


def key_names(stream: Stream, box: Box, skip: int) -> dict[int, str]:
    """Number → key of a `meta` box's items, counted from 1; none without a `keys` box."""
    keys = child(stream, box, b"keys", skip)
    names: dict[int, str] = {}
    for number, entry in enumerate(children(stream, keys, FULL + 4) if keys else (), 1):
        raw = stream.at(entry.offset + entry.header, min(entry.length - entry.header, 256))
        names[number] = decoded(raw)
    return names
