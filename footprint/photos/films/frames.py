"""Films whose pictures are JPEG files, one after the other: notes that these hold, camera by camera."""

from __future__ import annotations

from collections.abc import Iterator

from footprint.photos import Block, BlockKind
from footprint.photos.films.track import Samples, Track
from footprint.photos.stream import Stream

NOTES = "picture notes"
"""The name of a block that holds a picture's own notes."""

_MAY_BE = frozenset({b"jpeg", b"mjpa", b"mjpb", b"AVDJ", b"dmb1", b"mp4v"})
_FRAMES_CAP = 50_000
_HEAD = 4096
_START, _SCAN, _COMMENT = b"\xff\xd8\xff", 0xDA, 0xFE
_NOTES = frozenset({*range(0xE1, 0xF0), _COMMENT}) - {0xEE}
"""Segments besides JFIF's and Adobe's, which say how the picture's colours are meant."""

_HARMLESS = (b"mjpg", b"AVI1")


def notes(stream: Stream, track: Track) -> Iterator[Block]:
    """The first note that a picture of a film holds, if one does; it cannot be taken out without changing the picture.

    Of a film with more pictures than can be looked at, the last that was looked at stands for all of them.
    """
    if track.table is None or track.codec not in _MAY_BE:
        return
    samples = Samples(stream, track.table)
    seen = 0
    for offset, first, many in samples.chunks():
        at = offset
        for number in range(first, first + many):
            length = samples.length(number, 1)
            if stream.at(at, len(_START)) != _START:
                return
            found = _note(stream.at(at, min(length, _HEAD)))
            seen += 1
            if found or seen > _FRAMES_CAP:
                yield Block(BlockKind.UNKNOWN, at, length, NOTES)
                return
            at += length


def _note(head: bytes) -> bool:
    """Whether a picture holds more than is needed to show it; also where its header does not end soon."""
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF:  # noqa: PLR2004  a marker
        kind, length = head[at + 1], int.from_bytes(head[at + 2 : at + 4], "big")
        if kind == _SCAN:
            return False
        if kind in _NOTES and head[at + 8 : at + 12] not in _HARMLESS:
            return True
        at += 2 + length
    return True
