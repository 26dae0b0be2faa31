"""Timed tracks of measurements in films: where the camera was, when, and which it was.

`packed` and its like take a few samples out of a film while its blocks are told; `read` reads what they took. Each
member knows one maker's or one standard's samples, and none knows another; what they have in common is in `fixes`.

To add one, write a module here with `read`, which makes `Facts` of `fixes.Samples` and never raises for what is in
them, and name it in `READ` under what its sample entry is called.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress

from footprint.errors import Unreadable
from footprint.photos.boxes import Box
from footprint.photos.facts import Facts
from footprint.photos.films.track import Samples as Places
from footprint.photos.films.track import Track
from footprint.photos.stream import Stream
from footprint.photos.timed import camcorder, camm, dashcam, gpmf, insta360, mebx, rtmd, subtitles
from footprint.photos.timed.fixes import Samples

READ: Mapping[bytes, Callable[[Samples], Facts]] = {
    b"gpmd": gpmf.read,
    b"camm": camm.read,
    b"mebx": mebx.read,
    b"rtmd": rtmd.read,
    b"text": subtitles.read,
    b"tx3g": subtitles.read,
    b"sbtl": subtitles.read,
    dashcam.LIST: dashcam.read,
    insta360.INSTA360.encode(): insta360.read,
    camcorder.MDPM.encode(): camcorder.read,
}
"""What a sample entry is called → who reads the samples."""

_PICTURES = 12
_SAMPLES, _SAMPLE_CAP, _CAP = 200, 1 << 16, 1 << 21
_LENGTH = struct.Struct(">I")


def packed(stream: Stream, track: Track) -> bytes:
    """A few samples of a track: how many it has, then the sample entry and each sample, with its length before it.

    Empty where there are none.
    """
    if track.table is None or not track.entries:
        return b""
    entry = track.entries[0]
    head = stream.at(entry.offset + entry.header, min(entry.length - entry.header, _SAMPLE_CAP))
    with suppress(Unreadable):
        places = Places(stream, track.table)
        return _framed(places.count, head, _read(stream, places.spread(_SAMPLES)))
    return b""


def listed(stream: Stream, box: Box) -> bytes:
    """The same of the blocks that a dashcam's list names."""
    places = dashcam.places(stream, box)
    chosen = sorted({len(places) * step // _SAMPLES for step in range(_SAMPLES)}) if places else []
    return _framed(len(places), b"", _read(stream, (places[number] for number in chosen)))


def behind(stream: Stream) -> bytes:
    """The same of what a camera wrote behind the film; empty where it is none that we know."""
    records = insta360.records(stream, stream.size)
    return _framed(len(records), b"", records) if records else b""


def noted(stream: Stream, track: Track) -> bytes:
    """The same of a camcorder's notes in the pictures of a track; empty where a look at some of them finds none."""
    if track.table is None or track.handler != b"vide":
        return b""
    places = Places(stream, track.table)
    heads = (stream.at(start, min(end - start, camcorder.HEAD)) for start, end in places.spread(_PICTURES))
    found = [head for head in heads if camcorder.noted(head)]
    return _framed(len(found), b"", found) if found else b""


def _read(stream: Stream, places: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    left = _CAP
    for start, end in places:
        raw = stream.at(start, min(end - start, _SAMPLE_CAP, left))
        left -= len(raw)
        yield raw


def _framed(in_all: int, entry: bytes, samples: Iterable[bytes]) -> bytes:
    return _LENGTH.pack(in_all) + b"".join(_LENGTH.pack(len(raw)) + raw for raw in (entry, *samples))


def read(name: str, stream: Stream) -> Facts:
    """What the samples of a track give away.

    Args:
        name: what its sample entry is called.
        stream: see `packed`.
    """
    raw = stream.read(2 * _CAP)
    pieces = []
    at = _LENGTH.size
    while at + _LENGTH.size <= len(raw):
        (length,) = _LENGTH.unpack_from(raw, at)
        pieces.append(raw[at + _LENGTH.size : at + _LENGTH.size + length])
        at += _LENGTH.size + length
    reader = READ.get(name.encode("latin-1", errors="replace"))
    if reader is None or not pieces:
        return Facts()
    return reader(Samples(pieces[0], tuple(pieces[1:]), int.from_bytes(raw[:4], "big")))
