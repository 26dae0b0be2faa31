"""Sony's timed measurements (`rtmd`): rows of a tag of two bytes, a length of two, and a value, all big-endian.

The tags from 0x8500 on are those of EXIF's GPS directory; 0x8114 holds the camera's model and serial number.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from footprint.model import Trace
from footprint.photos.facts import Facts, decoded, merged, moment
from footprint.photos.timed.fixes import Fix, Samples, angle, course, fix, stamp

_ROWS_CAP = 1000
_CONTAINER, _LABEL, _LABEL_LENGTH = 0x8300, 0x060E, 16
_CAMERA = 0x8114
_SOUTH, _LATITUDE, _WEST, _LONGITUDE = 0x8501, 0x8502, 0x8503, 0x8504
_CLOCK, _STATUS, _DAY = 0x8507, 0x8509, 0x851D
_TIMED = 0xE304
_ANGLE = struct.Struct(">6I")


def read(samples: Samples) -> Facts:
    """What an `rtmd` track gives away."""
    every = [dict(_rows(raw)) for raw in samples.samples]
    fixes = [found for rows in every if (found := _fix(rows))]
    track = course("Sony timed track", fixes, samples, empty=any(_LATITUDE in rows for rows in every))
    names = dict.fromkeys(decoded(rows[_CAMERA]) for rows in every if _CAMERA in rows)
    cameras = tuple(Trace("device", "Sony camera and serial number", name) for name in names if name)
    made = next((when for rows in every if (when := stamp(rows.get(_TIMED, b"")[1:8]))), None)
    times = (Trace("time", "Sony timed track", made),) if made else ()
    return merged((track, Facts((*cameras, *times), taken=moment(made) if made else None)))


def _rows(raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = int.from_bytes(raw[:2], "big")
    for _ in range(_ROWS_CAP):
        if at + 4 > len(raw):
            return
        tag, length = struct.unpack_from(">HH", raw, at)
        if tag == 0:
            return
        if tag == _LABEL:
            at += _LABEL_LENGTH
            continue
        at += 4
        if tag == _CONTAINER:
            continue
        yield tag, raw[at : at + length]
        at += length


def _fix(rows: dict[int, bytes]) -> Fix | None:
    if rows.get(_STATUS, b"A")[:1] != b"A" or not {_LATITUDE, _LONGITUDE} <= rows.keys():
        return None
    latitude, longitude = _angle(rows[_LATITUDE]), _angle(rows[_LONGITUDE])
    if latitude is None or longitude is None:
        return None
    south, west = rows.get(_SOUTH, b"")[:1] == b"S", rows.get(_WEST, b"")[:1] == b"W"
    when = moment(f"{decoded(rows.get(_DAY, b''))} {_time(rows.get(_CLOCK, b''))}Z")
    return fix(latitude, longitude, south=south, west=west, when=when)


def _angle(raw: bytes) -> float | None:
    return angle(_ANGLE.unpack_from(raw)) if len(raw) >= _ANGLE.size else None


def _time(raw: bytes) -> str:
    if len(raw) < _ANGLE.size:
        return "00:00:00"
    numbers = _ANGLE.unpack_from(raw)
    fractions = zip(numbers[::2], numbers[1::2], strict=True)
    hour, minute, second = (top // bottom if bottom else 0 for top, bottom in fractions)
    return f"{hour:02}:{minute:02}:{second:02}"
