"""What a player is given of an MP4 or MOV film: how each track is coded and timed, and every byte of its samples.

A reader of its own over the boxes. Names, times of making, and tracks that are neither seen nor heard do not count.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from footprint.errors import Unreadable
from footprint.photos.stream import Stream

_SHOWN = (b"vide", b"soun", b"pict", b"auxv")
_DEEPEST = 12
_CHILDREN_CAP = 50_000
_TABLE_CAP = 1 << 26
_CODED_BY = frozenset(
    b"avcC hvcC vvcC av1C vpcC esds dvcC dvvC dvwC lhvC colr pasp clap clli mdcv fiel st3d sv3d d263 damr dac3 dec3 "
    b"dac4 alac dOps dfLa chan chnl SA3D pcmC enda frma wave vexu ddts dmlp mhaC glbl SmDm CoLL gama".split()
)
_LONGEST = {b"pasp": 8, b"clap": 32, b"clli": 4, b"mdcv": 24, b"fiel": 2, b"st3d": 5, b"frma": 4, b"enda": 2} | {
    b"gama": 4,
    b"CoLL": 8,
    b"dvcC": 24,
    b"dvvC": 24,
    b"dvwC": 24,
}
_COLOURS = {b"nclx": 11, b"nclc": 10, b"prof": _TABLE_CAP, b"rICC": _TABLE_CAP}
"""How many bytes of a box a player takes."""

_TIMED_BY = (b"stts", b"ctts", b"cslg", b"stss", b"stps", b"stsc", b"stsz", b"stz2")
_PICTURE_ENTRY, _SOUND_ENTRY = 86, 36
_TIMES, _EACH = 4, 16
"""How many times a film's size its tracks may be together, and what a piece counts besides its bytes."""

_NO_SENSE = "The film's tables make no sense."
_AGAIN = struct.Struct(">I")

_Place = tuple[bytes, int, int]
"""A box: its type, and where its content begins and ends."""


def pieces(stream: Stream) -> Iterator[bytes]:
    """Every byte that counts, track after track.

    Raises:
        Unreadable: where the tables make no sense, or would have the same bytes played again and again.
    """
    left = _TIMES * stream.size + _TABLE_CAP
    for piece in _pieces(stream):
        left -= len(piece) + _EACH
        if left < 0:
            raise Unreadable(_NO_SENSE)
        yield piece


def _pieces(stream: Stream) -> Iterator[bytes]:
    top = list(_inside(stream, 0, stream.size))
    movie = next((place for place in top if place[0] == b"moov"), None)
    if movie is None:
        raise Unreadable("The film has no header.")
    header = _one(stream, movie, b"mvhd")
    if header:
        yield _clocked(stream, header)
    shown: dict[int, int] = {}
    for track in _inside(stream, *movie[1:]):
        if track[0] == b"trak" and _handler(stream, track) in _SHOWN:
            yield from _track(stream, track)
            shown[_number(stream, track)] = 0
    extends = _one(stream, movie, b"mvex")
    for box in _inside(stream, *extends[1:]) if extends else ():
        track_number = _int(stream, box[1] + 4)
        if box[0] == b"trex" and track_number in shown:
            yield stream.at(box[1], box[2] - box[1])
            shown[track_number] = _int(stream, box[1] + 16)
    for box in top:
        if box[0] == b"moof":
            yield from _fragment(stream, box, shown)


def _inside(stream: Stream, start: int, end: int) -> Iterator[_Place]:
    """The boxes of a range, as far as there are any."""
    end = min(end, stream.size)
    for _ in range(_CHILDREN_CAP):
        head = stream.at(start, min(16, max(0, end - start)))
        if len(head) < 8:  # noqa: PLR2004  a length and a type
            return
        length, kind = struct.unpack_from(">I4s", head)
        skip = 8
        if length == 1 and len(head) == 16:  # noqa: PLR2004  the length stands behind the type
            length, skip = int.from_bytes(head[8:], "big"), 16
        length = length or end - start
        if length < skip or start + length > end:
            return
        yield kind, start + skip, start + length
        start += length
    raise Unreadable(_NO_SENSE)


def _one(stream: Stream, place: _Place, *path: bytes) -> _Place | None:
    """The first box down a path."""
    found: _Place | None = place
    for kind in path:
        if found is None:
            return None
        found = next((box for box in _inside(stream, *found[1:]) if box[0] == kind), None)
    return found


def _int(stream: Stream, at: int, width: int = 4) -> int:
    raw = stream.at(at, width)
    if len(raw) < width:
        raise Unreadable(_NO_SENSE)
    return int.from_bytes(raw, "big")


def _body(stream: Stream, box: _Place) -> bytes:
    if box[2] - box[1] > _TABLE_CAP:
        raise Unreadable(_NO_SENSE)
    return stream.at(box[1], box[2] - box[1])


def _handler(stream: Stream, track: _Place) -> bytes:
    box = _one(stream, track, b"mdia", b"hdlr")
    return stream.at(box[1] + 8, 4) if box else b""


def _number(stream: Stream, track: _Place) -> int:
    box = _one(stream, track, b"tkhd")
    if box is None:
        raise Unreadable(_NO_SENSE)
    return _int(stream, box[1] + (20 if stream.at(box[1], 1) == b"\1" else 12))


def _clocked(stream: Stream, box: _Place) -> bytes:
    """A header without the two moments that it begins with."""
    body = stream.at(box[1], min(box[2] - box[1], 112))
    long = body[:1] == b"\1"
    size = {b"mvhd": 100, b"tkhd": 84, b"mdhd": 24}[box[0]] + 12 * long
    return body[:4] + body[20 if long else 12 : size]


def _track(stream: Stream, track: _Place) -> Iterator[bytes]:
    for path in ((b"tkhd",), (b"mdia", b"mdhd")):
        box = _one(stream, track, *path)
        if box is None:
            raise Unreadable(_NO_SENSE)
        yield _clocked(stream, box)
    yield _handler(stream, track)
    edits = _one(stream, track, b"edts", b"elst")
    if edits:
        wide = stream.at(edits[1], 1) == b"\1"
        yield _rows(stream, edits, 8, 20 if wide else 12)
    table = _one(stream, track, b"mdia", b"minf", b"stbl")
    if table is None:
        raise Unreadable(_NO_SENSE)
    yield from _coding(stream, table, sound=_handler(stream, track) == b"soun")
    boxes = {box[0]: box for box in reversed(list(_inside(stream, *table[1:])))}
    for kind in _TIMED_BY:
        if kind in boxes:
            yield kind
            yield _table(stream, boxes[kind])
    yield from _samples(stream, boxes)


def _table(stream: Stream, box: _Place) -> bytes:
    width = {b"stts": 8, b"ctts": 8, b"stss": 4, b"stps": 4, b"stsc": 12}.get(box[0])
    if width:
        return _rows(stream, box, 8, width)
    if box[0] == b"stsz":
        return _rows(stream, box, 12, 0 if _int(stream, box[1] + 4) else 4)
    return _body(stream, box)


def _rows(stream: Stream, box: _Place, head: int, width: int) -> bytes:
    length = head + _int(stream, box[1] + head - 4) * width
    if length > box[2] - box[1] or length > _TABLE_CAP:
        raise Unreadable(_NO_SENSE)
    return stream.at(box[1], length)


def _coding(stream: Stream, table: _Place, *, sound: bool) -> Iterator[bytes]:
    """How a track is coded, without the names of who coded it."""
    box = _one(stream, table, b"stsd")
    if box is None:
        raise Unreadable(_NO_SENSE)
    for kind, start, end in _inside(stream, box[1] + 8, box[2]):
        fields = stream.at(start, min(end - start, (_SOUND_ENTRY if sound else _PICTURE_ENTRY) - 8))
        yield kind + fields[:12]
        if not sound:
            yield fields[16:42] + fields[74:78]
            yield from _configuration(stream, start + _PICTURE_ENTRY - 8, end, 0)
            continue
        yield fields[16:]
        version = int.from_bytes(fields[8:10], "big")
        below = start + _SOUND_ENTRY - 8
        if version == 2:  # noqa: PLR2004  fields as in Core Audio
            yield stream.at(below, 36)
            below += 36
        elif version == 1 and stream.at(below + 4, 4) not in _CODED_BY | {b"btrt", b"srat"}:
            yield stream.at(below, 16)
            below += 16
        yield from _configuration(stream, below, end, 0)


def _configuration(stream: Stream, start: int, end: int, depth: int) -> Iterator[bytes]:
    for kind, begin, behind in _inside(stream, start, end):
        if kind == b"wave" and depth < _DEEPEST:
            yield from _configuration(stream, begin, behind, depth + 1)
        elif kind == b"colr":
            said = stream.at(begin, 4)
            yield (
                b""
                if said not in _COLOURS
                else kind + _body(stream, (kind, begin, min(behind, begin + _COLOURS[said])))
            )
        elif kind in _CODED_BY:
            yield kind
            yield _body(stream, (kind, begin, min(behind, begin + _LONGEST.get(kind, behind))))


def _samples(stream: Stream, boxes: dict[bytes, _Place]) -> Iterator[bytes]:
    """The bytes of every sample, chunk after chunk."""
    offsets, layout = boxes.get(b"stco") or boxes.get(b"co64"), boxes.get(b"stsc")
    if offsets is None or layout is None:
        return
    rows = list(struct.iter_unpack(">3I", _rows(stream, layout, 8, 12)[8:]))
    lengths = _Lengths(stream, boxes)
    width = 4 if offsets[0] == b"stco" else 8
    raw = _rows(stream, offsets, 8, width)[8:]
    row = -1
    for number, at in enumerate(range(0, len(raw), width), 1):
        while row + 1 < len(rows) and rows[row + 1][0] <= number:
            row += 1
        many = rows[row][1] if row >= 0 else 0
        start = int.from_bytes(raw[at : at + width], "big")
        yield from _stretch(stream, start, lengths.next(many))


def _stretch(stream: Stream, start: int, length: int) -> Iterator[bytes]:
    if start < 0 or start + length > stream.size:
        raise Unreadable("The film is cut off.")
    yield _AGAIN.pack(length & 0xFFFFFFFF)
    yield from stream.chunks(start, length)


class _Lengths:
    """The lengths of samples, one after the other."""

    def __init__(self, stream: Stream, boxes: dict[bytes, _Place]) -> None:
        box = boxes.get(b"stsz") or boxes.get(b"stz2")
        if box is None:
            raise Unreadable(_NO_SENSE)
        self.left = _int(stream, box[1] + 8)
        self.at = 0
        self.bits = 32 if box[0] == b"stsz" else _int(stream, box[1] + 7, 1)
        self.each = _int(stream, box[1] + 4) if box[0] == b"stsz" else 0
        if not self.each and (self.left > _TABLE_CAP or self.bits not in (4, 8, 16, 32)):
            raise Unreadable(_NO_SENSE)
        self.raw = b"" if self.each else stream.at(box[1] + 12, (self.left * self.bits + 7) // 8)

    def next(self, many: int) -> int:
        """How long the next samples are together."""
        many = min(many, self.left)
        self.left -= many
        if self.each:
            return self.each * many
        first, self.at = self.at, self.at + many
        if self.bits == 4:  # noqa: PLR2004  two in a byte
            halves = (self.raw[n // 2] >> (0 if n % 2 else 4) & 15 for n in range(first, self.at))
            return sum(halves)
        width = self.bits // 8
        part = self.raw[first * width : self.at * width]
        if len(part) < many * width:
            raise Unreadable(_NO_SENSE)
        return sum(struct.unpack(f">{many}{ {1: 'B', 2: 'H', 4: 'I'}[width] }", part))


def _fragment(stream: Stream, fragment: _Place, sizes: dict[int, int]) -> Iterator[bytes]:
    """The samples of one fragment."""
    origin = fragment[1] - 8
    behind = origin
    for part in _inside(stream, *fragment[1:]):
        header = _one(stream, part, b"tfhd") if part[0] == b"traf" else None
        if header is None:
            continue
        says, track = _int(stream, header[1]) & 0xFFFFFF, _int(stream, header[1] + 4)
        at = header[1] + 8
        base = origin if says & 0x20000 else behind
        if says & 1:
            base, at = _int(stream, at, 8), at + 8
        at += 4 * bool(says & 2) + 4 * bool(says & 8)
        each = _int(stream, at) if says & 16 else sizes.get(track, 0)
        start = base
        for box in _inside(stream, *part[1:]):
            if box[0] == b"trun":
                start, length = _run(stream, box, base, start, each)
                if track in sizes:
                    yield _body(stream, box)
                    yield from _stretch(stream, start, length)
                start += length
            elif box[0] in (b"tfhd", b"tfdt") and track in sizes:
                yield _body(stream, box)
        behind = start


def _run(stream: Stream, box: _Place, base: int, start: int, each: int) -> tuple[int, int]:
    """Where a run of samples begins, and how long they are together."""
    says, many = _int(stream, box[1]) & 0xFFFFFF, _int(stream, box[1] + 4)
    at = box[1] + 8
    if says & 1:
        start = base + int.from_bytes(stream.at(at, 4), "big", signed=True)
        at += 4
    at += 4 * bool(says & 4)
    columns = [bit for bit in (0x100, 0x200, 0x400, 0x800) if says & bit]
    width = 4 * len(columns)
    if at + many * width > box[2]:
        raise Unreadable(_NO_SENSE)
    if 0x200 not in columns:  # noqa: PLR2004  a length for each
        return start, each * many
    rows = stream.at(at, many * width)
    place = 4 * columns.index(0x200)
    return start, sum(int.from_bytes(rows[n + place : n + place + 4], "big") for n in range(0, len(rows), width))
