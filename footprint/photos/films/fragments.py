"""Films in fragments: pieces of picture and sound that each come with a small header of their own (`moof`)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from footprint.errors import Unreadable
from footprint.photos import Block, BlockKind
from footprint.photos.boxes import FULL, Box, child, children
from footprint.photos.films.header import container, plain_box
from footprint.photos.films.track import Track, number
from footprint.photos.stream import Stream

_BASE, _DESCRIPTION, _DURATION, _SIZE, _FLAGS, _FROM_MOOF = 1, 2, 8, 16, 32, 1 << 17
"""What a `tfhd` says besides the number of its track."""

_OFFSET, _FIRST_FLAGS, _EACH_DURATION, _EACH_SIZE, _EACH_FLAGS, _EACH_TIME = 1, 4, 1 << 8, 1 << 9, 1 << 10, 1 << 11
"""What a `trun` says of all its samples, and of each."""

_ROWS_CAP = 1_000_000
_NO_SENSE = "The film is damaged: one of its fragments makes no sense."
_NEEDED = frozenset({b"tfhd", b"tfdt", b"trun", b"sdtp"})


class Piece(NamedTuple):
    """A stretch of samples, and the track they are of."""

    track: int
    start: int
    end: int


class _Base(NamedTuple):
    """Where a track's samples are counted from in a fragment, and how long each is where it does not say."""

    track: int
    start: int
    size: int


def fragment(stream: Stream, box: Box, played: frozenset[int]) -> Iterator[Block]:
    """The blocks of a `moof` or `mfra` box: of tracks that are not played none stays."""
    yield from container(box, "")
    path = f"{box.name}/"
    for inner in children(stream, box):
        if inner.type in (b"traf", b"tfra") and _track(stream, inner) not in played:
            yield Block(BlockKind.UNKNOWN, inner.offset, inner.length, path + inner.name, inner=True)
        elif inner.type == b"traf":
            yield from container(inner, path)
            for leaf in children(stream, inner):
                needed = Block(BlockKind.IMAGE, leaf.offset, leaf.length, f"{path}traf/{leaf.name}")
                yield needed if leaf.type in _NEEDED else plain_box(stream, leaf, f"{path}traf/")
        else:
            yield plain_box(stream, inner, path)


def _track(stream: Stream, box: Box) -> int:
    header = box if box.type == b"tfra" else child(stream, box, b"tfhd")
    return number(stream, header.offset + header.header + FULL) if header else 0


def pieces(stream: Stream, movie: Box, fragments: Iterable[Box], tracks: Iterable[Track]) -> Iterator[Piece]:
    """Where the samples in fragments lie.

    Raises:
        Unreadable: when they make no sense, or when a track that goes says where another one begins.
    """
    extends = child(stream, movie, b"mvex")
    sizes = dict(_default_sizes(stream, extends)) if extends else {}
    played = frozenset(track.id for track in tracks if track.played)
    for box in fragments:
        behind, leans = box.offset, False
        for part in children(stream, box):
            header = child(stream, part, b"tfhd") if part.type == b"traf" else None
            if header is None:
                continue
            flags = number(stream, header.offset + header.header) & 0xFFFFFF
            if leans and not flags & (_BASE | _FROM_MOOF):
                raise Unreadable(_NO_SENSE)
            base = _base(stream, header, flags, sizes, box.offset if flags & _FROM_MOOF else behind)
            leans = leans or base.track not in played
            at = base.start
            for run in children(stream, part):
                if run.type == b"trun":
                    piece, at = _run(stream, run, base, at)
                    yield piece
            behind = at


def _default_sizes(stream: Stream, extends: Box) -> Iterator[tuple[int, int]]:
    for box in children(stream, extends):
        if box.type == b"trex":
            start = box.offset + box.header + FULL
            yield number(stream, start), number(stream, start + 12)


def _base(stream: Stream, header: Box, flags: int, sizes: Mapping[int, int], start: int) -> _Base:
    at = header.offset + header.header + FULL
    track = number(stream, at)
    at += 4
    if flags & _BASE:
        start = number(stream, at, 8)
        at += 8
    at += 4 * bool(flags & _DESCRIPTION) + 4 * bool(flags & _DURATION)
    size = number(stream, at) if flags & _SIZE else sizes.get(track, 0)
    return _Base(track, start, size)


def _run(stream: Stream, box: Box, base: _Base, start: int) -> tuple[Piece, int]:
    at = box.offset + box.header
    flags, count = number(stream, at) & 0xFFFFFF, number(stream, at + FULL)
    at += FULL + 4
    if flags & _OFFSET:
        start = base.start + int.from_bytes(stream.at(at, 4), "big", signed=True)
        at += 4
    at += 4 * bool(flags & _FIRST_FLAGS)
    fields = [flag for flag in (_EACH_DURATION, _EACH_SIZE, _EACH_FLAGS, _EACH_TIME) if flags & flag]
    width = 4 * len(fields)
    if start < 0 or count > _ROWS_CAP or at + count * width > box.end:
        raise Unreadable(_NO_SENSE)
    if flags & _EACH_SIZE:
        row = struct.Struct(">" + "".join("I" if field == _EACH_SIZE else "4x" for field in fields))
        length = sum(size for (size,) in row.iter_unpack(stream.at(at, count * width)))
    else:
        length = base.size * count
    return Piece(base.track, start, start + length), start + length
