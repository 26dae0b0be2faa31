"""The pictures of a sequence in boxes (animated HEIF and AVIF): the header of its film, and where each picture lies."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind
from footprint.photos.boxes import FULL, XMP_UUID, Box, below, children
from footprint.photos.stills.catalogue import NUMBERS_CAP, Extent, Table
from footprint.photos.stream import Stream

PATH = "moov/"

_PICTURES = frozenset({b"pict", b"vide", b"auxv"})
_INSIDE: dict[bytes, frozenset[bytes]] = {
    b"moov": frozenset({b"trak"}),
    b"trak": frozenset({b"edts", b"mdia"}),
    b"edts": frozenset(),
    b"mdia": frozenset({b"minf"}),
    b"minf": frozenset({b"stbl"}),
    b"stbl": frozenset(),
}
"""Boxes of boxes → those of them that have boxes inside in turn."""

_KNOWN = frozenset(
    {
        *(b"tref", b"elst", b"vmhd", b"nmhd", b"hmhd"),
        *(b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sdtp", b"sgpd", b"sbgp"),
    },
)
"""Numbers, and nothing besides."""

_ENTRY_KNOWN = frozenset(
    {
        *(b"hvcC", b"lhvC", b"av1C", b"avcC", b"vvcC", b"colr", b"pasp", b"clap", b"pixi", b"auxi", b"ccst", b"btrt"),
        *(b"fiel", b"clli", b"mdcv", b"cclv", b"amve"),
    },
)
_CLOCKS = {b"mvhd": "moov/mvhd", b"tkhd": "tkhd", b"mdhd": "mdhd"}
_ENTRY, _NAME = 78, (42, 74)
"""Bytes of a picture's description before its boxes; where in them stands the name of the program that packed it."""

_DATA_FILES = 36
_TABLE_CAP = 1 << 22
_TRACKS_CAP = 64
_MORE = "The sequence has more pictures than any real one."


def header(stream: Stream, box: Box) -> Iterator[Block]:
    """The blocks of a `moov` box: those that go first, over them what the pictures need."""
    tracks = [inner for inner in children(stream, box) if inner.type == b"trak"]
    if len(tracks) > _TRACKS_CAP:
        raise Unreadable("The sequence has more tracks than any real one.")
    yield from _container(stream, box, "")


def _cover(box: Box, path: str, kind: BlockKind = BlockKind.UNKNOWN) -> Block:
    """A whole box, which nobody reads: what of it counts is laid over it."""
    return Block(kind, box.offset, box.length, path + box.name, box.header, inner=True)


def _container(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    yield _cover(box, path)
    yield Block(BlockKind.IMAGE, box.offset, box.header, path + box.name)
    path += box.name + "/"
    for inner in children(stream, box):
        if inner.type == b"trak" and box.type == b"moov":
            yield from _track(stream, inner, path)
        elif inner.type in _INSIDE[box.type]:
            yield from _container(stream, inner, path)
        else:
            yield from _leaf(stream, inner, path)


def _track(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    if handler(stream, box) in _PICTURES:
        yield from _container(stream, box, path)
    else:
        yield _cover(box, path)
        yield Block(BlockKind.TRACK, box.offset, box.length, handler(stream, box).decode("latin-1"))


def handler(stream: Stream, track: Box) -> bytes:
    """What a track is for."""
    found = below(stream, track, b"mdia", b"hdlr")
    return stream.at(found.offset + found.header + FULL + 4, 4) if found else b""


def _leaf(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    if box.type in _CLOCKS:
        yield from _clock(stream, box, path)
    elif box.type in (b"udta", b"meta"):
        yield _cover(box, path)
        yield Block(BlockKind.QUICKTIME, box.offset, box.length, path + box.name)
    elif box.type == b"hdlr":
        yield _cover(box, path, BlockKind.QUICKTIME)
        yield Block(BlockKind.IMAGE, box.offset, min(box.length, box.header + 24), path + box.name)
    elif box.type == b"stsd":
        yield from _description(stream, box, path)
    elif box.type in _KNOWN or (box.type == b"dinf" and box.length == _DATA_FILES):
        yield Block(BlockKind.IMAGE, box.offset, box.length, path + box.name)
    else:
        yield from _other(stream, box, path)


def _other(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    """A box that goes; told of, if there is something in it."""
    yield _cover(box, path)
    if stream.part(box.offset + box.header, box.length - box.header).read(1 << 12).strip(b"\0"):
        kind = BlockKind.XMP if box.uuid == XMP_UUID else BlockKind.UNKNOWN
        yield Block(kind, box.offset, box.length, path + box.name, box.header)


def _clock(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    """All but the two moments that these begin with."""
    wide = stream.at(box.offset + box.header, 1) == b"\1"
    yield _cover(box, path, BlockKind.QUICKTIME)
    if box.type == b"mvhd":
        yield Block(BlockKind.QUICKTIME, box.offset, box.length, path + box.name)
    start, end = box.offset + box.header + FULL, box.offset + box.header + FULL + (16 if wide else 8)
    name = f"{path}{box.name} but its clock"
    yield Block(BlockKind.IMAGE, box.offset, start - box.offset, name)
    yield Block(BlockKind.IMAGE, end, max(0, box.end - end), name)


def _description(stream: Stream, box: Box, path: str) -> Iterator[Block]:
    """How pictures are packed; without what else has been put there."""
    yield _cover(box, path)
    yield Block(BlockKind.IMAGE, box.offset, box.header + FULL + 4, path + box.name)
    for entry in children(stream, box, FULL + 4):
        start = entry.offset + entry.header
        yield Block(BlockKind.IMAGE, entry.offset, entry.header + _NAME[0], path + entry.name)
        yield Block(BlockKind.IMAGE, start + _NAME[1], _ENTRY - _NAME[1], path + entry.name)
        for inner in children(stream, entry, _ENTRY):
            if inner.type in _ENTRY_KNOWN:
                yield Block(BlockKind.IMAGE, inner.offset, inner.length, path + inner.name)
            else:
                yield from _other(stream, inner, path)


def samples(stream: Stream, box: Box) -> Iterator[Extent]:
    """Where the pictures of a `moov` box lie, those of one chunk together.

    Raises:
        Unreadable: when the tables make no sense, or are longer than any real ones.
    """
    for track in children(stream, box):
        if track.type == b"trak" and handler(stream, track) in _PICTURES:
            yield from track_samples(stream, track)


def track_samples(stream: Stream, track: Box) -> Iterator[Extent]:
    """Where what a track is made of lies.

    Raises:
        Unreadable: as above.
    """
    table = below(stream, track, b"mdia", b"minf", b"stbl")
    yield from _samples(stream, table) if table else ()


def _samples(stream: Stream, box: Box) -> Iterator[Extent]:
    tables = {inner.type: inner for inner in children(stream, box)}
    if b"stz2" in tables or not tables.keys() >= {b"stsc", b"stsz"} or not tables.keys() & {b"stco", b"co64"}:
        raise Unreadable("The sequence's tables are of a kind that Footprint does not understand.")
    chunks = _numbers(stream, tables.get(b"stco") or tables[b"co64"], 4 if b"stco" in tables else 8)
    runs = _numbers(stream, tables[b"stsc"], 4, 3)
    sizes = _sizes(stream, tables[b"stsz"])
    runs = [*runs, len(chunks) + 1, 0, 0]
    at = 0
    for first, count, following in zip(runs[::3], runs[1::3], runs[3::3], strict=False):
        if not 0 < first < following:
            raise Unreadable("The sequence is damaged: its tables contradict one another.")
        for chunk in chunks[max(0, first - 1) : max(0, following - 1)]:
            yield Extent(chunk, sum(sizes[at : at + count]))
            at += count
    if at != len(sizes):
        raise Unreadable("The sequence is damaged: it has not as many pictures as it says.")


def _numbers(stream: Stream, box: Box, width: int, each: int = 1) -> list[int]:
    table = Table(stream.at(box.offset + box.header, min(box.length - box.header, _TABLE_CAP)))
    table.at = FULL
    count = table.number(4) * each
    if count > NUMBERS_CAP:
        raise Unreadable(_MORE)
    numbers = [table.number(width) for _ in range(count)]
    if table.over:
        raise Unreadable("The sequence is damaged: one of its tables is cut off.")
    return numbers


def _sizes(stream: Stream, box: Box) -> list[int]:
    head = stream.at(box.offset + box.header + FULL, 8)
    same, count = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
    if not same:
        # The same table without its first field is one like all others.
        raw = stream.at(box.offset + box.header + FULL + 4, min(box.length, _TABLE_CAP))
        return _numbers(Stream.of(bytes(FULL) + raw), Box(b"stsz", 0, FULL + len(raw), 0), 4)
    if count > NUMBERS_CAP:
        raise Unreadable(_MORE)
    return [same] * count
