"""What Insta360's cameras write behind a film: records, the last one first, with the camera's number and where it went.

No maker has published it; exiftool's authors worked it out. Numbers are little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from footprint.model import Trace
from footprint.photos.facts import Facts, decoded, merged
from footprint.photos.stream import Stream
from footprint.photos.timed.fixes import Fix, Samples, course, fix

INSTA360 = "Insta360"
_MAGIC = b"8db42d694ccc418790edff439fe026bf"
_END, _ROW = 78, struct.Struct("<HI")
_CAMERA, _COURSE = 0x101, 0x700
_RECORDS_CAP = 64
_CAP = 1 << 20
_FIX = struct.Struct("<II2xcdcdcddd")
_NAMES = {0x0A: "serial number", 0x12: "model", 0x1A: "firmware"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def records(stream: Stream, end: int) -> list[bytes]:
    """The records of a camera's number and its course, each with two bytes of kind before it, if there are any."""
    if stream.at(end - len(_MAGIC), len(_MAGIC)) != _MAGIC:
        return []
    found: list[bytes] = []
    at = end - _END
    row = stream.at(at, _ROW.size)
    for _ in range(_RECORDS_CAP):
        if len(row) < _ROW.size:
            break
        kind, length = _ROW.unpack(row)
        at -= length
        if at < 0 or not kind:
            break
        if kind in (_CAMERA, _COURSE):
            found.append(row[:2] + stream.at(at, min(length, _CAP)))
        at -= _ROW.size
        row = stream.at(at, _ROW.size)
    return found


def read(samples: Samples) -> Facts:
    """What the records give away."""
    fixes: list[Fix] = []
    traces: list[Trace] = []
    for raw in samples.samples:
        kind, body = int.from_bytes(raw[:2], "little"), raw[2:]
        if kind == _COURSE:
            fixes.extend(_fixes(body))
        elif kind == _CAMERA:
            traces.extend(_names(body))
    return merged((course("Insta360 track", fixes, samples), Facts(tuple(traces))))


def _fixes(raw: bytes) -> Iterator[Fix]:
    for seconds, _, status, latitude, north, longitude, east, *rest in _FIX.iter_unpack(
        raw[: len(raw) // _FIX.size * _FIX.size]
    ):
        if status != b"A":
            continue
        found = fix(
            -abs(latitude) if north == b"S" else latitude,
            -abs(longitude) if east in b"WO" else longitude,
            rest[-1],
            when=_EPOCH + timedelta(seconds=seconds),
        )
        if found:
            yield found


def _names(raw: bytes) -> Iterator[Trace]:
    """Texts, each with a byte of what it is and one of its length before it."""
    at = 0
    while at + 2 <= len(raw) and raw[at] in _NAMES:
        length = raw[at + 1]
        text = decoded(raw[at + 2 : at + 2 + length])
        if text:
            yield Trace("device", f"Insta360 {_NAMES[raw[at]]}", text)
        at += 2 + length
